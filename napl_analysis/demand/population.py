"""The population (DUO's teachers) against the respondents: margins, the teachers' weights, teachers in a cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from napl_analysis.demand.design import Design, cluster_codes, margin_dummies
from napl_analysis.demand.weights import check_margins, collapse_levels, rake, trim_weights
from napl_analysis.findings import MarginError
from napl_analysis.region import RegionConfig, Weighting
from napl_analysis.vocabulary import EMPLOYER_ROLES

TEACHER = "leraar"
UNKNOWN = "onbekend"
TURNS = 50  # of raking and trimming: more changes nothing that is printed


@dataclass(frozen=True)
class TeacherWeights:
    """The teachers' weights (index as the respondents), the margins they meet, and what was done on the way."""

    weights: pd.Series
    margins: pd.DataFrame | None
    levels: pd.DataFrame  # the margins' variables as they were used
    merged: dict[str, dict[str, str]]
    trimmed: float = 0.0  # part of the population's mass that trimming moved to other respondents

    def design(self, cluster: pd.Series) -> Design:
        """The survey design of the teachers: weights, margins, schools."""
        base = np.ones(len(self.weights))
        dummies = np.empty((len(base), 0)) if self.margins is None else margin_dummies(check_margins(self.levels, self.margins, base))
        return Design(self.weights.to_numpy(float), base, dummies, cluster_codes(self.levels, cluster))


def is_teacher(respondents: pd.DataFrame) -> pd.Series:
    return respondents["role"] == TEACHER


def is_employer(respondents: pd.DataFrame) -> pd.Series:
    return respondents["role"].isin(EMPLOYER_ROLES)


def teacher_weights(respondents: pd.DataFrame, staff: pd.DataFrame, *, config: RegionConfig) -> TeacherWeights:
    """Weights of the teachers among the respondents, raked to DUO's margins and trimmed.

    A respondent whose sector, age band or subregion is missing stays in: per variable the missing answers are a
    group of their own, with the share they have among the respondents, and the known groups divide the rest
    of the population. So a missing answer is neither guessed nor dropped. Small groups are merged only by
    ``weging > samenvoegen``.

    Raises
    ------
    MarginError
        A group in the population has no respondents and no rule to merge it; or see `rake`.
    """
    teachers = respondents[is_teacher(respondents)]
    population = float(staff["teachers"].sum())
    if teachers.empty:
        return TeacherWeights(pd.Series(dtype="float64", index=teachers.index), None, pd.DataFrame(index=teachers.index), {})
    if population <= 0:
        raise MarginError("De personeelsgegevens van DUO tellen geen leraren in deze regio.",
                          "Kijk na of duo_personeel en deelregios in regio.yml bij elkaar horen.")
    levels, margins = pd.DataFrame(index=teachers.index), []
    merged: dict[str, dict[str, str]] = {}
    for name in config.weighting.margins:
        values, totals, gone = collapse_levels(
            teachers[name].astype("object"), staff.groupby(name, observed=True)["teachers"].sum().astype(float),
            config.weighting.collapse.get(name, {}), minimum=config.thresholds.minimum_count)
        if gone:
            merged[name] = gone
        if values.notna().any() and totals.sum() > 0:
            levels[name] = values.where(values.notna(), UNKNOWN)
            margins.append(_margin(name, values, totals[totals > 0], population))
    if not margins:
        flat = pd.Series(population / len(teachers), index=teachers.index)
        return TeacherWeights(flat, None, levels, merged)
    table = pd.concat(margins, ignore_index=True)
    raked = rake(levels, table)
    within = _within_bounds(raked, levels, table, config.weighting)
    return TeacherWeights(within, table, levels, merged, float((within - raked).abs().sum() / 2 / population))


def _within_bounds(raked: pd.Series, levels: pd.DataFrame, margins: pd.DataFrame, rules: Weighting) -> pd.Series:
    """Trimmed weights; raked and trimmed by turns where that brings them nearer to the margins (with bounds too strict it cannot)."""
    once = weights = trim_weights(raked, low=rules.trim_low, high=rules.trim_high)
    for _ in range(TURNS):
        before, weights = weights, trim_weights(rake(levels, margins, base=weights), low=rules.trim_low, high=rules.trim_high)
        if np.allclose(before, weights, rtol=1e-9):
            break
    return min(once, weights, key=lambda w: distance(w, levels, margins))


def distance(weights: pd.Series, levels: pd.DataFrame, margins: pd.DataFrame) -> float:
    """Largest relative distance of the weights' sums from the margins' totals."""
    sums = {(name, level): total for name in levels for level, total in weights.groupby(levels[name]).sum().items()}
    return max(abs(sums.get((m.variable, m.level), 0.0) / m.total - 1) for m in margins.itertuples() if m.total > 0)


def _margin(name: str, values: pd.Series, totals: pd.Series, population: float) -> pd.DataFrame:
    """A margin with a group for missing answers, adding up to the population."""
    unknown = float(values.isna().mean())
    scaled = totals * (population * (1 - unknown) / totals.sum())
    if unknown > 0:
        scaled[UNKNOWN] = population * unknown
    return pd.DataFrame({"variable": name, "level": list(scaled.index), "total": scaled.to_numpy()})
