"""Places against demand: does what is ready have room for the teachers who need it, municipality by municipality?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.gaps.gaps import HIGH_CLASSES
from napl_analysis.region import Reach

PLACE_COLUMNS = ("municipality_code", "sector", "outcomes", "unknown", "needed", "there", "share")


def places_against_demand(municipal_supply: pd.DataFrame, gaps: pd.DataFrame, reach: Reach) -> pd.DataFrame:
    """Which part of the places that demand asks for there is, per municipality and sector.

    Parameters
    ----------
    municipal_supply
        Reach and places per municipality, sector and outcome (`supply.table.municipality_supply`).
    gaps
        The gaps table, after the disclosure gate: an outcome that is hidden or not in demand does not count.
    reach
        How many places a year each teacher with a need asks for (regio.yml).

    Returns
    -------
    DataFrame
        `PLACE_COLUMNS`, sorted. Demand is the sector's estimate times the municipality's teachers. ``there`` counts
        no outcome beyond what it needs, so that too many places of one do not hide a lack of another. Outcomes
        of which the places are not known count only in ``unknown``; ``share`` is missing where all are.
    """
    asked = gaps[(gaps["career_phase"] == voc.ALL) & (gaps["subregion"] == voc.ALL) & gaps["shown"].astype(bool)]
    asked = asked[asked["gap_class"].isin(HIGH_CLASSES)][["outcome_id", "sector", "estimate"]]
    rows = municipal_supply.merge(asked, on=["outcome_id", "sector"])
    need = rows["teachers"] * rows["estimate"] * reach.places_per_teacher
    known = rows["places_per_year"].notna()
    rows = rows.assign(outcomes=1, unknown=~known, needed=need.where(known, 0.0), there=np.minimum(rows["places_per_year"], need).where(known, 0.0))
    out = rows.groupby(["municipality_code", "sector"], as_index=False)[["outcomes", "unknown", "needed", "there"]].sum()
    out["share"] = out["there"] / out["needed"].where(out["needed"] > 0)
    return out[list(PLACE_COLUMNS)]
