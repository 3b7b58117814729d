"""Where demand and supply meet: the class of every learning outcome in every cell, how sure we are, what comes first.

Source of the classes: design.md, "What a gap is"; of what is subsidised: handreiking, chapter 2.1.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.gaps.advice import advise, sentences
from napl_analysis.region import Reach, RegionConfig
from napl_analysis.tables import CELL, GAPS, conform

OPEN_CLASSES = ("witte_vlek", "opwerken", "bereik_tekort")  # demand that supply does not meet
HIGH_CLASSES = (*OPEN_CLASSES, "gedekt")
_KEY = ["outcome_id", *CELL]


def find_gaps(demand: pd.DataFrame, supply: pd.DataFrame, *, config: RegionConfig,
              outcomes: pd.DataFrame | None = None) -> pd.DataFrame:
    """The gaps table.

    Parameters
    ----------
    demand
        The demand table. Rows of kind "outcome" and group "gecombineerd" count (teachers first, employers
        with the weight in regio.yml); where a cell has no such row, the teachers' own.
    supply
        The supply table.
    config
        The thresholds of regio.yml.
    outcomes
        For the titles in the sentences; without it the codes stand there.

    Returns
    -------
    DataFrame
        One row an outcome and cell that the demand table has. ``gap_class`` is missing where demand or
        supply is not known. ``certainty`` is how sure the demand side of the class is: the probability
        that demand is high, or that it is not for the last two classes. ``priority`` ranks the open classes
        among cells of the same detail, by teachers times that probability. ``shown`` is True: the
        disclosure gate comes after this.
    """
    cells = _demand_rows(demand).merge(supply, on=_KEY, how="left", validate="one_to_one")
    cells["gap_class"] = classify(cells, threshold=config.thresholds.need_share, reach=config.reach)
    cells["certainty"] = _certainty(cells, config)
    cells["priority"] = _priority(cells)
    cells["advice"], cells["subsidised"] = advise(cells, enough_reach=config.reach.enough)
    titles = {} if outcomes is None else outcomes.set_index("outcome_id")["title"].to_dict()
    cells["why"] = sentences(cells, titles, places_per_teacher=config.reach.places_per_teacher, enough_reach=config.reach.enough,
                             threshold=config.thresholds.need_share)
    cells["shown"] = True
    order = ["outcome_id", "_sector", "_phase", "subregion"]
    cells = cells.assign(_sector=cells["sector"].map(voc.SECTORS.order), _phase=cells["career_phase"].map(voc.PHASES.order))
    return conform(cells.sort_values(order, kind="stable").reset_index(drop=True).reindex(columns=GAPS.names), GAPS)


def _demand_rows(demand: pd.DataFrame) -> pd.DataFrame:
    """One row an outcome and cell: the combined group, else the teachers."""
    rows = demand[(demand["kind"] == "outcome") & demand["respondent_group"].isin(["gecombineerd", "leraar"])]
    rows = rows.rename(columns={"target_id": "outcome_id"}).sort_values("respondent_group", kind="stable")  # g before l
    figures = ["n", "share", "low", "high", "estimate", "estimate_low", "estimate_high", "p_high", "teachers"]
    return rows.drop_duplicates(_KEY)[[*_KEY, *figures]]


def classify(cells: pd.DataFrame, *, threshold: float, reach: Reach) -> pd.Series:
    """The gap class of each row, by the rules of design.md; missing where demand or supply is unknown.

    Reach and places count as short only where they are known to be: what is unknown never makes a gap.
    """
    high = cells["estimate"] > threshold
    ready, upgradable = cells["ready"].fillna(0) > 0, cells["upgradable"].fillna(0) > 0
    short = too_far(cells, reach) | too_few(cells, reach)
    conditions = [cells["estimate"].isna() | cells["offerings"].isna(), high & ~ready & ~upgradable, high & ~ready, high & short, high,
                  ready | upgradable]
    classes = ["", "witte_vlek", "opwerken", "bereik_tekort", "gedekt", "aanbod_zonder_vraag"]
    found = np.select([c.to_numpy(dtype=bool) for c in conditions], classes, default="geen_vraag")
    return pd.Series(found, index=cells.index, dtype="str").replace("", None)


def too_far(cells: pd.DataFrame, reach: Reach) -> pd.Series:
    """Known to be out of reach of too many of the cell's teachers."""
    return (cells["reach"] < reach.enough).fillna(False)


def too_few(cells: pd.DataFrame, reach: Reach) -> pd.Series:
    """Known to have fewer places a year than the programme's goal asks."""
    return (cells["places_per_year"] < cells["teachers"] * reach.places_per_teacher).fillna(False)


def _certainty(cells: pd.DataFrame, config: RegionConfig) -> pd.Series:
    high = cells["estimate"] > config.thresholds.need_share
    sure = cells["p_high"].where(high, 1 - cells["p_high"])
    levels = np.select([sure >= config.thresholds.certain, sure >= config.thresholds.likely], ["zeker", "waarschijnlijk"], "onzeker")
    return pd.Series(levels, index=cells.index, dtype="str").where(sure.notna() & cells["gap_class"].notna(), None)


def _priority(cells: pd.DataFrame) -> pd.Series:
    """Rank of the open rows among cells of the same detail (which dimensions are a margin)."""
    opened = cells[cells["gap_class"].isin(OPEN_CLASSES)].copy()
    opened["_weight"] = (opened["teachers"] * opened["p_high"]).fillna(0).round(6)
    opened["_class"] = opened["gap_class"].map(OPEN_CLASSES.index)
    opened["_detail"] = (opened[list(CELL)] == voc.ALL).astype(int).astype(str).agg("".join, axis=1) if len(opened) else ""
    ordered = opened.sort_values(["_weight", "_class", *_KEY], ascending=[False, True, True, True, True, True], kind="stable")
    return (ordered.groupby("_detail").cumcount() + 1).reindex(cells.index).astype("Int64")
