"""What passes between the steps of the yearly analysis: the year's data, and the year's results.

`YearData` is internal: it holds rows about people (keyed hashes, masked texts) and stays in data/processed.
`YearResults` is what charts and reports may see: every table in it came through the disclosure gate; where
a row's ``shown`` is false, its figures are missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from napl_analysis import tables
from napl_analysis.region import RegionYear

if TYPE_CHECKING:
    from napl_analysis.charts.spec import Chart


@dataclass(frozen=True)
class YearData:
    """Everything a year's analysis starts from, tidy and checked (see `napl_analysis.tables`)."""

    region: RegionYear
    respondents: pd.DataFrame
    needs: pd.DataFrame
    statements: pd.DataFrame
    preferences: pd.DataFrame
    offerings: pd.DataFrame
    outcomes: pd.DataFrame
    themes: pd.DataFrame  # theme_id, label, question, sectors, source, version, licence, status
    staff: pd.DataFrame  # sector, age_band, subregion, municipality_code, teachers: the population
    schools: pd.DataFrame  # brin6, brin, board_id, board, school, sector, municipality_code, subregion, teachers
    places: pd.DataFrame  # municipality_code, municipality, latitude, longitude
    decisions: pd.DataFrame  # kind, text_key, outcome_id, decision, decided_by, decided_on
    national: pd.DataFrame | None  # theme_id, sector, career_phase, share, n, source
    questionnaires: pd.DataFrame  # source_file, code, text, kind, options, field: what was asked
    findings: pd.DataFrame  # see findings.FINDING_COLUMNS
    steps: pd.DataFrame  # stap, rijen_voor, rijen_na, toelichting
    inputs: list[dict[str, Any]] = field(default_factory=list)  # bestand, sha256, bytes, soort, rijen
    changes_log: pd.DataFrame = field(default_factory=tables.CHANGES_LOG.empty)  # every cell that cleaning changed


@dataclass(frozen=True)
class YearResults:
    """Everything a year publishes. Frames are tables of `napl_analysis.tables` of the same name."""

    region: RegionYear
    outcomes: pd.DataFrame
    themes: pd.DataFrame
    offerings: pd.DataFrame
    matches: pd.DataFrame
    demand: pd.DataFrame
    supply: pd.DataFrame
    gaps: pd.DataFrame
    clusters: pd.DataFrame
    review: pd.DataFrame
    trajectories: pd.DataFrame
    response: pd.DataFrame
    preference_shares: pd.DataFrame
    municipalities: pd.DataFrame
    employers: pd.DataFrame  # sector, employer_type, boards, schools, respondents, names (consent only), shown
    changes: pd.DataFrame  # year on year; empty without a comparable earlier year
    to_judge: pd.DataFrame  # uncertain matches with masked text: only for te_beoordelen.xlsx, never shared
    findings: pd.DataFrame
    steps: pd.DataFrame
    inputs: list[dict[str, Any]]
    boundaries: Any  # GeoDataFrame of municipalities in RD (EPSG:28992): statcode, statnaam, source, status
    charts: tuple[Chart, ...] = ()
    coverage: pd.DataFrame = field(default_factory=tables.COVERAGE.empty)
    providers: pd.DataFrame = field(default_factory=tables.PROVIDERS.empty)
    plans: pd.DataFrame = field(default_factory=tables.PLANS.empty)  # the chosen trajectory and the next best
    variants: pd.DataFrame = field(default_factory=tables.VARIANTS.empty)  # other ways to take an arrangement
    partners: pd.DataFrame = field(default_factory=tables.PARTNERS.empty)  # who could serve which gap; from gated gaps
    municipal_supply: pd.DataFrame = field(default_factory=tables.REACH.empty)
    levels: pd.DataFrame = field(default_factory=tables.LEVELS.empty)  # these four are made of what the gate shows
    differences: pd.DataFrame = field(default_factory=tables.DIFFERENCES.empty)
    disagreement: pd.DataFrame = field(default_factory=tables.DISAGREEMENT.empty)
    weighting: pd.DataFrame = field(default_factory=tables.WEIGHTING.empty)
    changes_log: pd.DataFrame = field(default_factory=tables.CHANGES_LOG.empty)  # for bevindingen.xlsx only, never shared
