"""The gap map: per municipality and sector, the outcomes in demand that nobody can take within reach."""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.gaps.gaps import HIGH_CLASSES
from napl_analysis.region import RegionConfig
from napl_analysis.supply.coverage import serves
from napl_analysis.supply.reach import any_known, reachable, share_reached
from napl_analysis.tables import MUNICIPALITIES, conform


def municipality_gaps(gaps: pd.DataFrame, offerings: pd.DataFrame, coverage: pd.DataFrame, review: pd.DataFrame,
                      places: pd.DataFrame, subregion_of: dict[str, str], staff: pd.DataFrame, config: RegionConfig) -> pd.DataFrame:
    """How many outcomes in demand have no ready offering within reach of each municipality.

    Parameters
    ----------
    gaps
        The gaps table, before the disclosure gate.
    offerings, coverage, review
        The supply room's tables.
    places
        ``municipality_code``, ``municipality``, ``latitude``, ``longitude``.
    subregion_of
        Municipality code to subregion: the municipalities of the region.
    staff
        The population; a municipality without teachers in a sector has no row for that sector.
    config
        The region's configuration.

    Returns
    -------
    DataFrame
        The municipalities table, for each sector and the margin. Demand is that of the subregion.
        ``unserved`` counts outcomes known to have nothing ready within reach; ``unserved_share`` is their
        part of the outcomes of which this is known (an unknown location is neither served nor unserved). In
        the margin an outcome is served when that holds for enough of the municipality's teachers (regio.yml), each
        for the own sector.
    """
    codes = sorted(subregion_of)
    names = places.drop_duplicates("municipality_code").set_index("municipality_code")["municipality"].to_dict()
    ready = offerings[offerings["offering_id"].isin(review.loc[review["decision"] == "direct_aanmelden", "offering_id"])]
    near = reachable(ready, codes, places, config.reach)
    covers = coverage.groupby("outcome_id")["offering_id"].agg(set).to_dict()
    teachers = staff.groupby(["municipality_code", "sector"])["teachers"].sum()
    served = {sector: _served(ready, near, covers, sector) for sector in voc.SECTORS.codes}
    rows = []
    for code in codes:
        here = {s: float(teachers[code, s]) for s in voc.SECTORS.codes if teachers.get((code, s), 0) > 0}
        found = {s: served[s][code] for s in here}
        for sector, status in ({voc.ALL: _all_sectors(found, here, config.reach.enough)} | found if here else {}).items():
            wanted = _in_demand(gaps, sector, subregion_of[code])
            rows.append({"municipality_code": code, "municipality": names.get(code, code), "subregion": subregion_of[code],
                         "sector": sector, **_figures(wanted, status), "shown": True})
    return conform(pd.DataFrame(rows, columns=MUNICIPALITIES.names), MUNICIPALITIES)


def _all_sectors(found: dict[str, dict[str, float]], teachers: dict[str, float], enough: float) -> dict[str, float]:
    """Served for all sectors together: enough of the municipality's teachers have it for their own sector."""
    size = np.array(list(teachers.values()))
    outcomes = {o for status in found.values() for o in status}
    together = {}
    for outcome in outcomes:
        low, high = share_reached(np.array([found[s].get(outcome, 0.0) for s in teachers]), size)
        together[outcome] = 1.0 if low >= enough else 0.0 if high < enough else float("nan")
    return together


def _in_demand(gaps: pd.DataFrame, sector: str, subregion: str) -> list[str] | None:
    """Outcomes in demand there; None where demand is not known for a single outcome."""
    here = gaps[(gaps["sector"] == sector) & (gaps["career_phase"] == voc.ALL) & (gaps["subregion"] == subregion)]
    here = here[here["gap_class"].notna()]
    return sorted(here.loc[here["gap_class"].isin(HIGH_CLASSES), "outcome_id"]) if len(here) else None


def _served(ready: pd.DataFrame, near: pd.DataFrame, covers: dict[str, set[str]], sector: str) -> dict[str, dict[str, float]]:
    """Municipality to outcome to 1 (within reach), 0 (not) or NaN (unknown)."""
    fits = serves(ready, "sectors", sector)
    # An offering that does not say its sector may or may not serve this one: unknown where it is near.
    table = near.where(~fits.isna().to_numpy()[:, None] | (near == 0), float("nan"))[fits.fillna(True).to_numpy(dtype=bool)]
    found = {outcome: any_known(table[table.index.isin(ids)].to_numpy()) for outcome, ids in covers.items()}
    return {code: {outcome: float(values[i]) for outcome, values in found.items()} for i, code in enumerate(near.columns)}


def _figures(wanted: list[str] | None, served: dict[str, float]) -> dict[str, object]:
    if wanted is None:
        return {"outcomes_in_demand": None, "unserved": None, "unserved_share": None, "outcome_ids": None}
    status = pd.Series({o: served.get(o, 0.0) for o in wanted}, dtype="float64")
    judged, missing = status.notna().sum(), sorted(status.index[status == 0])
    known = judged > 0 or not wanted
    return {"outcomes_in_demand": len(wanted), "unserved": len(missing) if known else None,
            "unserved_share": len(missing) / judged if judged else (0.0 if not wanted else None), "outcome_ids": ",".join(missing) or None}
