"""Differences worth a table of their own: between years, and between teachers and employers."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from napl_analysis.demand.estimates import with_tests
from napl_analysis.tables import CELL

TARGET = ["kind", "target_id"]
CHANGE_COLUMNS = [*TARGET, *CELL, "share_now", "share_before", "n_now", "n_before", "difference", "se", "low", "high",
                  "p", "p_adjusted", "significant", "shown", "hidden_why"]
DISAGREEMENT_COLUMNS = [*TARGET, *CELL, "share_teachers", "share_employers", "n_teachers", "n_employers", "difference", "se",
                        "low", "high", "p", "p_adjusted", "significant", "shown", "hidden_why"]


def compare_years(
    now: pd.DataFrame, before: pd.DataFrame, same_items: Collection[str] | None, *,
    respondent_group: str = "leraar", level: float = 0.95,
) -> pd.DataFrame:
    """Change of every theme and outcome that was asked in the same way, with its interval.

    Two years are independent samples; p-values over all rows with figures are controlled by Benjamini and
    Hochberg (1995). Compares the raw weighted shares: shrunk ones lean on their own year's mean.

    Parameters
    ----------
    now, before
        DEMAND tables (last year's may come from its package: rows hidden there give no comparison).
    same_items
        target_ids that the questionnaire comparison calls the same; None: all that both years have.

    Returns
    -------
    DataFrame
        kind, target_id, sector, career_phase, subregion, share_now, share_before, n_now, n_before, difference
        (now - before), se, low, high, p, p_adjusted, significant, shown, hidden_why.
    """
    both = _side_by_side(now[now["respondent_group"] == respondent_group], before[before["respondent_group"] == respondent_group])
    if same_items is not None:
        both = both[both["target_id"].isin(list(same_items))]
    return _differences(both, ("now", "before"), level)[CHANGE_COLUMNS]


def disagreement(demand: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Where teachers and employers disagree: teachers' share minus employers', largest differences first.

    Returns
    -------
    DataFrame
        kind, target_id, sector, career_phase, subregion, share_teachers, share_employers, n_teachers,
        n_employers, difference, se, low, high, p, p_adjusted, significant, shown, hidden_why.
    """
    sides = [demand[(demand["respondent_group"] == group) & (demand["n"] > 0)] for group in ("leraar", "werkgever")]
    table = _differences(_side_by_side(*sides), ("teachers", "employers"), level)
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order, DISAGREEMENT_COLUMNS].reset_index(drop=True)


def _side_by_side(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    keys = [*TARGET, *CELL]
    wanted = [*keys, "n", "n_eff", "share", "se", "shown"]
    return one[wanted].merge(other[wanted], on=keys, suffixes=("_1", "_2")).sort_values(keys, kind="stable").reset_index(drop=True)


def _differences(both: pd.DataFrame, names: tuple[str, str], level: float) -> pd.DataFrame:
    shown = both["shown_1"].fillna(False).astype(bool) & both["shown_2"].fillna(False).astype(bool)
    table = both.rename(columns={f"{what}_{i}": f"{what}_{name}" for i, name in enumerate(names, 1) for what in ("n", "share")})
    table["difference"] = (table[f"share_{names[0]}"] - table[f"share_{names[1]}"]).where(shown)
    table["se"] = np.sqrt(_variance(both, "_1") + _variance(both, "_2"))
    n = table[[f"n_{names[0]}", f"n_{names[1]}"]].astype("float64").sum(axis=1)
    table = with_tests(table, (n - 2).to_numpy(), level)
    return table.assign(shown=shown.astype("boolean"), hidden_why=pd.Series(None, index=table.index, dtype="str").mask(~shown, "bescherming"))


def _variance(both: pd.DataFrame, side: str) -> pd.Series:
    """Variance of a share. Where everybody gave the same answer it would be 0 and any difference certain; there
    the exact (Clopper-Pearson) interval, 0.025^(1/n) wide of 1, stands for 1.96 standard errors."""
    width = 1 - 0.025 ** (1 / both[f"n_eff{side}"].clip(lower=1))
    return (both[f"se{side}"] ** 2).mask(both[f"share{side}"].isin([0.0, 1.0]), (width / 1.96) ** 2)
