"""Raw weighted shares of every target in every cell, for teachers, employers and both together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from napl_analysis.demand.design import Design, domain_means, intervals, standard_errors
from napl_analysis.demand.kernels import Floats
from napl_analysis.vocabulary import ALL, PHASES, SECTORS


@dataclass(frozen=True)
class Cells:
    """All cells (sector x career_phase x subregion, margins first) and the respondents' membership of them."""

    keys: pd.DataFrame
    members: Floats  # respondents x cells

    @property
    def level(self) -> np.ndarray:
        """Which dimensions are split, as a number per cell: 0 is the region as a whole."""
        split = self.keys.to_numpy() != ALL
        return split @ np.array([4, 2, 1])


def make_cells(respondents: pd.DataFrame, subregions: list[str], *, with_phase: pd.Series) -> Cells:
    """Cells of the respondents; the career phase counts only where ``with_phase`` (teachers)."""
    sectors, phases = [ALL, *SECTORS.codes], [ALL, *PHASES.codes]
    places = [ALL, *subregions]
    parts = [_membership(respondents["sector"], sectors),
             _membership(respondents["career_phase"].where(with_phase), phases),
             _membership(respondents["subregion"], places)]
    keys = pd.MultiIndex.from_product([sectors, phases, places], names=["sector", "career_phase", "subregion"])
    return Cells(keys.to_frame(index=False), np.einsum("ia,ib,ic->iabc", *parts).reshape(len(respondents), len(keys)))


def _membership(values: pd.Series, levels: list[str]) -> Floats:
    array = values.astype("object").to_numpy()
    return np.column_stack([np.ones(len(array)) if level == ALL else (array == level).astype(float) for level in levels])


@dataclass(frozen=True)
class Raw:
    """Per target and cell (targets x cells): unweighted numbers, and the weighted share with its uncertainty."""

    n: Floats
    n_need: Floats
    n_eff: Floats
    share: Floats
    se: Floats
    low: Floats
    high: Floats
    mass: Floats  # sum of the weights


MembersOf = Callable[[Floats], Floats]  # a target's values -> respondents x cells


def raw_shares(design: Design, values: Floats, members_of: MembersOf, cells: int) -> Raw:
    """Estimates of every column of ``values`` (1, 0, NaN) in every cell."""
    kept: list[tuple[Floats, ...]] = []
    for column in values.T:
        members = members_of(column)
        ratios = domain_means(design, column, members)
        se = standard_errors(design, ratios)
        low, high = intervals(ratios, se, 0.95, share=True)
        need = ((design.weights > 0) & (np.nan_to_num(column) > 0)) @ members
        kept.append((ratios.n, need, ratios.n_eff, ratios.mean, se, low, high, ratios.df, ratios.mass))
    n, need, kish, share, se, low, high, df, mass = (
        np.array(a, dtype=float).reshape(len(kept), cells) for a in (zip(*kept, strict=True) if kept else [()] * 9))
    return Raw(n, need, kish / school_effect(n, kish, share, se, df), share, se, low, high, mass)


def school_effect(n: Floats, kish: Floats, share: Floats, se: Floats, df: Floats) -> Floats:
    """How much less colleagues of one school tell than as many strangers (design effect of clusters, at least 1).

    Measured for the region as a whole (first cell), as the median over targets: in one cell it is too noisy.
    A cell gets the part that goes with its number of respondents a school (Kish 1965: 1 + (m - 1) rho).
    """
    if not n.size:
        return np.ones_like(n)
    schools = np.maximum(df + 1, 1.0)
    per_school = np.maximum(n / schools, 1.0)
    binomial = share[:, 0] * (1 - share[:, 0]) / np.maximum(kish[:, 0], 1.0)
    usable = (binomial > 0) & ~np.isnan(se[:, 0]) & (per_school[:, 0] > 1)
    if not usable.any():
        return np.ones_like(n)
    effect = max(float(np.median(se[usable, 0] ** 2 / binomial[usable])), 1.0)
    rho = (effect - 1) / (float(np.median(per_school[usable, 0])) - 1)
    return 1 + rho * (per_school - 1)


def with_employers(cells: Cells, employers: np.ndarray, *, minimum_base: int, minimum_count: int) -> MembersOf:
    """Membership for teachers and employers together.

    Employers count at a level (region, sector, subregion, sector x subregion) only where the employers' own
    figure may be shown in every cell of that level that has any: enough answers, and of those with and of
    those without a need none or enough. Otherwise a small group of employers could be worked out as the
    difference between this figure and the teachers' own.
    """
    level, mine = cells.level, cells.members[employers]

    def members_of(values: Floats) -> Floats:
        given = values[employers]
        base, yes = (~np.isnan(given)).astype(float) @ mine, (np.nan_to_num(given) > 0).astype(float) @ mine
        small = (base > 0) & (base < minimum_base)
        for part in (yes, base - yes):
            small |= (part > 0) & (part < minimum_count)
        members = cells.members.copy()
        members[np.ix_(employers, np.isin(level, np.unique(level[small])))] = 0.0
        return members

    return members_of
