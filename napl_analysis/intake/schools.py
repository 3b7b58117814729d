"""The schools of a region's year and its teachers, from DUO's address and staff files."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from napl_analysis.findings import Finding
from napl_analysis.reference import duo, duo_staff
from napl_analysis.region import RegionYear

SCHOOL_COLUMNS = ["brin6", "brin", "board_id", "board", "school", "sector", "municipality_code", "subregion", "teachers", "municipality", "place"]


def read_schools(year: RegionYear) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Finding, ...]]:
    """DUO's files that regio.yml names, as the schools table (`SCHOOL_COLUMNS`), the population of teachers in the region, and findings.

    Raises
    ------
    InputError
        A file cannot be read or is not what regio.yml says it is.
    """
    sources, subregion_of = year.config.sources, year.config.subregion_of
    addresses = duo.read_addresses([year.path(name) for name in sources.addresses])
    institutions = duo_staff.teachers_per_institution([year.path(name) for name in sources.staff])
    findings = [*addresses.attrs["findings"], *institutions.attrs["findings"]]
    per_site = duo_staff.spread_over_sites(institutions, addresses, findings)
    staff = duo_staff.staff_table(per_site, subregion_of)
    staff.attrs = {}
    return school_table(addresses, per_site, subregion_of), staff, tuple(findings)


def school_table(addresses: pd.DataFrame, per_site: pd.DataFrame, subregion_of: Mapping[str, str]) -> pd.DataFrame:
    """Sites with their subregion and number of teachers (missing where the staff files do not have the institution)."""
    teachers = per_site.groupby("brin6")["teachers"].sum()
    schools = addresses.assign(subregion=addresses["municipality_code"].map(dict(subregion_of)), teachers=addresses["brin6"].map(teachers))
    schools.attrs = {}
    text = [c for c in SCHOOL_COLUMNS if c != "teachers"]
    return schools[SCHOOL_COLUMNS].astype(dict.fromkeys(text, "str") | {"teachers": "float64"}).reset_index(drop=True)
