"""The demand table: every theme and learning outcome in every cell, for teachers, employers and both."""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis.demand.answers import THEME, Answers, need_answers
from napl_analysis.demand.cells import Cells, Raw, make_cells, raw_shares, with_employers
from napl_analysis.demand.design import Design, cluster_codes
from napl_analysis.demand.kernels import Floats
from napl_analysis.demand.population import TeacherWeights, is_employer, is_teacher, teacher_weights
from napl_analysis.demand.prior import NATIONAL, REGIONAL, Prior, national_shares, shrink
from napl_analysis.region import RegionConfig
from napl_analysis.tables import DEMAND, conform
from napl_analysis.vocabulary import ALL, PHASES

GROUPS = ("leraar", "werkgever", "gecombineerd")


def estimate_demand(
    respondents: pd.DataFrame, needs: pd.DataFrame, statements: pd.DataFrame, matches: pd.DataFrame,
    outcomes: pd.DataFrame, themes: pd.DataFrame, staff: pd.DataFrame, *,
    config: RegionConfig, national: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The demand table of `napl_analysis.tables.DEMAND`, before the disclosure gate.

    Teachers are raked to DUO's margins (`teacher_weights`), employers weigh the same, and together an employer
    counts ``weging > werkgever`` against a teacher's ``weging > leraar``. Respondents with another role do
    not count. Schools (``brin6``) are clusters. What a need is and who could have said so:
    `napl_analysis.demand.answers.need_answers`.

    Returns
    -------
    DataFrame
        A row a target, group and cell: n and n_need (unweighted), n_eff (after weighting and clustering),
        share with se and 95 % logit interval (raw), prior_share, prior_source, prior_weight and estimate with
        interval (shrunk), p_high (chance that the share exceeds ``drempels > behoefte_aandeel``), teachers
        (persons, estimated; not for employers). ``shown`` is true: only the gate hides.

    Raises
    ------
    MarginError
        The teachers cannot be weighted to the population.
    """
    people = respondents[is_teacher(respondents) | is_employer(respondents)].reset_index(drop=True)
    answers = need_answers(people, needs, statements, matches, outcomes, themes,
                           match_probability=config.thresholds.match_probability)
    weights = teacher_weights(people, staff, config=config)
    cells = make_cells(people, list(config.subregions), with_phase=is_teacher(people))
    population = cell_population(cells.keys, people, weights.weights, staff)
    parts = [_table(group, raw, answers, cells, config, national, population)
             for group, raw in _raw_by_group(people, answers, cells, weights, config).items()]
    return conform(pd.concat(parts, ignore_index=True), DEMAND)


def _raw_by_group(
    people: pd.DataFrame, answers: Answers, cells: Cells, weights: TeacherWeights, config: RegionConfig
) -> dict[str, Raw]:
    teacher, employer = is_teacher(people).to_numpy(), is_employer(people).to_numpy()
    values, count = answers.values, len(cells.keys)
    own, theirs = cells.members[teacher], cells.members[employer]
    alone = Design(np.ones(employer.sum()), np.ones(employer.sum()), np.empty((employer.sum(), 0)),
                   cluster_codes(people[employer], "brin6"))
    teachers = weights.design(people.loc[teacher, "brin6"])
    return {
        "leraar": raw_shares(teachers, values[teacher], lambda _: own, count),
        "werkgever": raw_shares(alone, values[employer], lambda _: theirs, count),
        "gecombineerd": raw_shares(_combined(people, teachers, config), values,
                                   with_employers(cells, employer, minimum_base=config.thresholds.minimum_base,
                                                  minimum_count=config.thresholds.minimum_count), count),
    }


def _combined(people: pd.DataFrame, teachers: Design, config: RegionConfig) -> Design:
    """Teachers with their raked weights; an employer with his part of the mean teacher's weight."""
    teacher = is_teacher(people).to_numpy()
    mean = teachers.weights.mean() if teacher.any() else 1.0
    weights = np.full(len(people), mean * config.weighting.employer / config.weighting.teacher)
    base, dummies = np.ones(len(people)), np.zeros((len(people), teachers.dummies.shape[1]))
    weights[teacher], dummies[teacher] = teachers.weights, teachers.dummies
    return Design(weights, base, dummies, cluster_codes(people, "brin6"))


def _table(
    group: str, raw: Raw, answers: Answers, cells: Cells, config: RegionConfig,
    national: pd.DataFrame | None, population: pd.DataFrame,
) -> pd.DataFrame:
    """One group's rows: raw figures, prior, shrunk figures, teachers."""
    prior, source = _priors(raw, answers.targets, cells, national)
    shrunk = shrink(raw.share, raw.n_eff, prior, threshold=config.thresholds.need_share)
    people = np.array([_asked(population, sectors) for sectors in answers.targets["sectors"]]).reshape(raw.n.shape)
    teachers = shrunk.estimate * people if group != "werkgever" else np.full(raw.n.shape, np.nan)
    keys = answers.targets[["kind", "target_id"]].merge(cells.keys, how="cross")
    figures = {
        "n": raw.n, "n_need": raw.n_need, "n_eff": raw.n_eff, "share": raw.share, "se": raw.se, "low": raw.low, "high": raw.high,
        "prior_share": prior.share, "prior_weight": shrunk.prior_weight, "estimate": shrunk.estimate,
        "estimate_low": shrunk.low, "estimate_high": shrunk.high, "p_high": shrunk.p_high, "teachers": teachers}
    table = keys.assign(respondent_group=group, **{name: values.ravel() for name, values in figures.items()})
    return table.assign(n=table["n"].astype("int64"), n_need=table["n_need"].astype("int64"),
                        prior_source=source.ravel(), shown=True, hidden_why=None)


def _priors(raw: Raw, targets: pd.DataFrame, cells: Cells, national: pd.DataFrame | None) -> tuple[Prior, np.ndarray]:
    """Per target and cell the share to lean on, and its source: the national one, else the mean of the sector (of the region)."""
    keys = cells.keys
    whole = {sector: i for i, sector in enumerate(keys["sector"]) if (keys.loc[i, ["career_phase", "subregion"]] == ALL).all()}
    mean_of = keys["sector"].map(whole).to_numpy()
    is_mean = mean_of == np.arange(len(keys))  # a mean does not lean on itself
    regional = np.where(is_mean, np.nan, raw.share[:, mean_of])
    own = np.divide(raw.mass, raw.mass[:, mean_of], out=np.zeros_like(raw.mass), where=raw.mass[:, mean_of] > 0)
    found = [national_shares(national if kind == THEME else None, target, keys) for kind, target in zip(targets["kind"], targets["target_id"], strict=True)]
    loaded, variance, told = (np.array([each[i] for each in found]).reshape(regional.shape) for i in range(3))
    from_nation = ~np.isnan(loaded)
    share = np.where(np.isnan(raw.share), np.nan, np.where(from_nation, loaded, regional))
    source = np.where(from_nation, np.array([f"{NATIONAL}: {t}" for t in told.ravel()], dtype=object).reshape(told.shape), REGIONAL)
    source[np.isnan(share)] = None
    block = (targets["kind"] == THEME).to_numpy()[:, None] * 16 + cells.level[None, :] * 2 + from_nation
    return Prior(share, np.where(from_nation, 0.0, own), mean_of * 8 + cells.level, block, np.nan_to_num(variance)), source


def cell_population(keys: pd.DataFrame, people: pd.DataFrame, weights: pd.Series, staff: pd.DataFrame) -> pd.DataFrame:
    """Teachers (persons) per cell: DUO's number by sector and subregion, split by the weighted career phases.

    Phases are split by the answers of teachers in that sector (DUO does not know phases); a sector where
    nobody gave a phase is split as the region.

    Returns
    -------
    DataFrame
        Columns sector, career_phase, subregion (as ``keys``, in its order) and one column a real sector with
        the cell's teachers in that sector; ``keys`` with sector "alle" have a number in all of them.
    """
    teachers = people.loc[weights.index].assign(weight=weights)
    phases = teachers[teachers["career_phase"].isin(PHASES.codes)]
    table = keys.copy()
    for sector, mine in staff.groupby("sector", observed=True):
        own = phases[phases["sector"] == sector]
        share = (own if len(own) else phases).groupby("career_phase", observed=True)["weight"].sum()
        share = pd.concat([share / share.sum(), pd.Series({ALL: 1.0})])
        count = pd.concat([mine.groupby("subregion", observed=True)["teachers"].sum(), pd.Series({ALL: mine["teachers"].sum()})])
        here = keys["subregion"].map(count).fillna(0.0) * keys["career_phase"].map(share).fillna(0.0)
        table[str(sector)] = here.where(keys["sector"].isin([ALL, sector]), 0.0).astype(float)
    return table


def _asked(population: pd.DataFrame, sectors: str) -> Floats:
    """Teachers per cell, counting only the sectors where the target is asked."""
    asked = [s.strip() for s in sectors.split(",") if s.strip() in population.columns]
    return population[asked].sum(axis=1).to_numpy() if asked else np.zeros(len(population))
