"""Differences worth a table of their own: between years, and between teachers and employers."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from napl_analysis.demand.estimates import with_tests
from napl_analysis.demand.kernels import Floats
from napl_analysis.tables import CELL, DISAGREEMENT, conform

TARGET = ["kind", "target_id"]
CHANGE_COLUMNS = [*TARGET, *CELL, "share_now", "share_before", "n_now", "n_before", "difference", "se", "low", "high",
                  "p", "p_adjusted", "significant", "shown", "hidden_why"]


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
    """Where teachers and employers disagree on a theme: teachers' share minus employers', largest differences first.

    Parameters
    ----------
    demand
        DEMAND table, as the gate shows it: cells hidden on either side are left out.

    Returns
    -------
    DataFrame
        The DISAGREEMENT table.
    """
    seen = demand[(demand["kind"] == "theme") & demand["shown"].fillna(False).astype(bool) & (demand["n"] > 0)]
    sides = [seen[seen["respondent_group"] == group] for group in ("leraar", "werkgever")]
    table = _differences(_side_by_side(*sides), ("teachers", "employers"), level)
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    return conform(table.loc[order, DISAGREEMENT.names].reset_index(drop=True), DISAGREEMENT)


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
    """Variance of a share; where everybody gave the same answer, `without_doubt`."""
    share = both[f"share{side}"]
    unanimous = pd.Series(without_doubt(share.to_numpy(float), both[f"n_eff{side}"].to_numpy(float)), index=both.index)
    return (both[f"se{side}"] ** 2).mask(share.isin([0.0, 1.0]), unanimous)


def without_doubt(share: Floats, n_eff: Floats) -> Floats:
    """Variance of a share where everybody gave the same answer: linearisation says 0, and any difference would be certain.

    The exact (Clopper-Pearson) interval, 1 - 0.025^(1/n) wide, stands for 1.96 standard errors.
    """
    known = ~np.isnan(share)
    width = 1 - 0.025 ** (1 / np.maximum(np.where(known, n_eff, 1.0), 1.0))
    return np.asarray(np.where(known, (width / 1.96) ** 2, np.nan), dtype=np.float64)
