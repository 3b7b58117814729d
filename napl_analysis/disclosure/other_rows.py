"""Which rows of the other tables are hidden: each follows the demand table where it tells of the same people."""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis.disclosure.demand_rows import BOTH, TARGET, TEACHERS, Pattern, protected
from napl_analysis.disclosure.lattice import Flags, count_lattice, share_floors, share_lattice
from napl_analysis.gaps.gaps import HIGH_CLASSES
from napl_analysis.tables import CELL
from napl_analysis.vocabulary import ALL

TOTAL, EMPLOYER_TYPE = "totaal", "employer_type"
Tables = dict[str, pd.DataFrame]


def response(table: pd.DataFrame, employers: pd.DataFrame | None, pattern: Pattern, minimum_base: int, minimum_count: int) -> Flags:
    """The response holds shares; per dimension it is protected together with the region's total."""
    hidden = np.array(table["respondents"].fillna(0) == 0, dtype=bool)
    total = (table["dimension"] == TOTAL).to_numpy()
    hidden[total] |= (table.loc[total, "respondents"] < minimum_base).to_numpy(bool)
    for dimension in table.loc[~total, "dimension"].unique():
        mine = (table["dimension"] == dimension).to_numpy()
        part, start, minimum = table[mine].reset_index(drop=True), np.zeros(mine.sum(), bool), minimum_base
        whole = table.loc[total, ["level", "respondents"]]
        if dimension in CELL:
            start = pattern.of(TEACHERS, part.rename(columns={"level": dimension}), dimension)
        elif dimension == EMPLOYER_TYPE:
            whole, minimum = pd.DataFrame({"level": [ALL], "respondents": [part["respondents"].sum()]}), minimum_count
            start = _hidden_roles(part["level"], employers)
        joined = pd.concat([part, whole], ignore_index=True)
        start = np.r_[start, np.zeros(len(whole), bool)] & (joined["respondents"] > 0).to_numpy(bool)
        hidden[mine] |= protected(count_lattice(joined, ["level"], "respondents", minimum), start, "response")[: len(part)]
    return hidden


def _hidden_roles(roles: pd.Series, employers: pd.DataFrame | None) -> Flags:
    if employers is None:
        return np.zeros(len(roles), bool)
    rows = employers[(employers["sector"] == ALL) & ~employers["shown"].astype(bool)]
    return roles.isin(rows["employer_type"]).to_numpy(bool)


def preferences(table: pd.DataFrame, pattern: Pattern, minimum_base: int, minimum_count: int) -> Flags:
    """Shares of preferences; the numbers behind them are protected too where the table has them (n_need)."""
    dimensions, block = ["sector", "career_phase"], ["dimension", "value"]
    answered = (table["n"] > 0).to_numpy(bool)
    start = pattern.of(TEACHERS, table, *dimensions) & answered
    if "n_need" in table:
        lattice = share_lattice(table, dimensions, share_floors(table, minimum_base, minimum_count), block=block)
    else:
        lattice = count_lattice(table, dimensions, "n", minimum_base, block=block)
    return protected(lattice, start, "preference_shares") | ~answered


def employers(table: pd.DataFrame, minimum_count: int) -> Flags:
    """Counts of employers, by the threshold for counts; totals of a sector are kept where possible."""
    count = table["respondents"].to_numpy(float, na_value=0.0)
    cost = pd.Series((count + 1) * np.where(table["employer_type"] == ALL, 10.0, 1.0), index=table.index)
    lattice = count_lattice(table, ["sector", "employer_type"], "respondents", minimum_count, cost=cost)
    return protected(lattice, np.zeros(len(table), bool), "employers")


def clusters(table: pd.DataFrame, pattern: Pattern, minimum_count: int) -> Flags:
    """Themes in open answers: enough respondents, in a group that may be shown at all ("po startbekwaam")."""
    few = (table["respondents"].fillna(0) < minimum_count).to_numpy(bool)
    words = table["group"].str.split(" ", n=1, expand=True).reindex(columns=[0, 1]).fillna(ALL)
    return few | pattern.of(TEACHERS, words.set_axis(["sector", "career_phase"], axis=1), "sector", "career_phase")


def gaps(table: pd.DataFrame, demand: pd.DataFrame | None, minimum_base: int) -> Flags:
    """A gap is hidden with the demand it was made of: the combined row, or the teachers' where there is none."""
    if demand is None:
        return (table["n"].fillna(0) < minimum_base).to_numpy(bool)
    rows = demand[(demand["kind"] == "outcome") & demand["respondent_group"].isin([BOTH, TEACHERS])]
    rows = rows.sort_values("respondent_group", kind="stable").rename(columns={"target_id": "outcome_id"})
    keys = ["outcome_id", *CELL]
    shown = rows.drop_duplicates(keys).set_index(keys)["shown"].astype(bool)
    return ~shown.reindex(pd.MultiIndex.from_frame(table[keys])).fillna(False).to_numpy(bool)


def municipalities(table: pd.DataFrame, gaps: pd.DataFrame | None, pattern: Pattern) -> Flags:
    """A municipality tells of the demand in its subregion: hidden with it, and where it tells of a hidden gap.

    It does so when it lists one, or counts more outcomes in demand than the shown gaps have.
    """
    hidden = pattern.of(TEACHERS, table, "sector", "subregion")
    if gaps is None:
        return hidden
    here = gaps[gaps["career_phase"] == ALL]
    shown = here["shown"].astype(bool)
    secret = here[~shown].groupby(["sector", "subregion"])["outcome_id"].agg(set).to_dict()
    high = here[shown & here["gap_class"].isin(HIGH_CLASSES)].groupby(["sector", "subregion"]).size().to_dict()
    for i, row in enumerate(table[["sector", "subregion", "outcomes_in_demand", "outcome_ids"]].itertuples(index=False)):
        place, listed = (row.sector, row.subregion), set(str(row.outcome_ids).split(",")) if pd.notna(row.outcome_ids) else set()
        more = pd.notna(row.outcomes_in_demand) and row.outcomes_in_demand > high.get(place, 0)
        hidden[i] |= place in secret and (more or bool(listed & secret[place]))
    return hidden


def changes(table: pd.DataFrame, demand: pd.DataFrame | None, previous: Tables | None, minimum_base: int) -> Flags:
    """A change is hidden where either year's figure is; both years' counts are protected over their margins."""
    if table.empty:
        return np.zeros(0, bool)
    keys = [*TARGET, *CELL]
    place = pd.MultiIndex.from_frame(table[keys])
    hidden = ~np.array(table["shown"].fillna(False), dtype=bool)
    for year in (demand, (previous or {}).get("demand")):
        if year is not None:
            rows = year[year["respondent_group"] == TEACHERS].set_index(keys)["shown"].astype(bool)
            hidden |= ~rows.reindex(place).fillna(False).to_numpy(bool)
    for count in ("n_now", "n_before"):
        answered = (table[count].fillna(0) > 0).to_numpy(bool)
        hidden |= protected(count_lattice(table, CELL, count, minimum_base, block=TARGET), hidden & answered, "changes") | ~answered
    return hidden
