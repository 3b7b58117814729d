"""Who answered: against the population, what they prefer, and which employers take part."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from napl_analysis.demand.cells import make_cells
from napl_analysis.demand.design import domain_means, intervals, standard_errors
from napl_analysis.demand.population import is_employer, is_teacher, teacher_weights
from napl_analysis.demand.weights import design_effect, effective_n
from napl_analysis.region import RegionConfig
from napl_analysis.tables import PREFERENCE_SHARES, RESPONSE, WEIGHTING, conform
from napl_analysis.vocabulary import AGE_BANDS, ALL, EMPLOYER_ROLES, PREFERENCE_VALUES, SECTORS

TOTAL, EMPLOYER_TYPE = "totaal", "employer_type"
EMPLOYER_COLUMNS = ["sector", "employer_type", "boards", "schools", "respondents", "names", "shown"]


def response_table(respondents: pd.DataFrame, staff: pd.DataFrame, *, config: RegionConfig) -> pd.DataFrame:
    """Teachers who answered against DUO's teachers, per sector, age band and subregion; employers per role.

    Returns
    -------
    DataFrame
        The RESPONSE table. ``dimension`` is totaal (level "alle"), sector, age_band, subregion or
        employer_type (a role; no population). ``population_share`` is of DUO's teachers with a known level,
        ``respondent_share`` and ``weighted_share`` are of the respondents with a known level.
    """
    teachers = respondents[is_teacher(respondents)]
    weights = teacher_weights(respondents, staff, config=config).weights
    everybody = pd.Series(ALL, index=teachers.index)
    levels = {"sector": list(SECTORS.codes), "age_band": list(AGE_BANDS.codes), "subregion": list(config.subregions)}
    parts = [_against(TOTAL, [ALL], everybody, pd.Series(ALL, index=staff.index), staff, weights)]
    parts += [_against(name, order, teachers[name], staff[name], staff, weights) for name, order in levels.items()]
    employers = respondents.loc[is_employer(respondents), "role"].value_counts()
    parts.append(pd.DataFrame({"dimension": EMPLOYER_TYPE, "level": list(EMPLOYER_ROLES),
                               "respondents": [int(employers.get(role, 0)) for role in EMPLOYER_ROLES]}))
    return conform(pd.concat(parts, ignore_index=True).assign(shown=True, hidden_why=None), RESPONSE)


def weighting_table(respondents: pd.DataFrame, staff: pd.DataFrame, *, config: RegionConfig) -> pd.DataFrame:
    """What weighting did: effective number of answers, design effect, what trimming moved, which groups were merged.

    Empty where too few teachers answered to speak of shares.

    Returns
    -------
    DataFrame
        The WEIGHTING table; figures are rounded, so that nothing can be worked out from their decimals.
    """
    found = teacher_weights(respondents, staff, config=config)
    answers = int((found.weights > 0).sum())
    if answers < config.thresholds.minimum_base:
        return WEIGHTING.empty()
    figures = {"answers": answers, "effective_n": round(effective_n(found.weights)), "design_effect": round(design_effect(found.weights), 2),
               "trimmed": round(found.trimmed, 3)}
    rows = [{"item": item, "dimension": ALL, "level": ALL, "value": value} for item, value in figures.items()]
    rows += [{"item": "merged", "dimension": name, "level": level, "into": into} for name, pairs in found.merged.items() for level, into in pairs.items()]
    return conform(pd.DataFrame(rows, columns=WEIGHTING.names), WEIGHTING)


def _against(name: str, order: list[str], mine: pd.Series, theirs: pd.Series, staff: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    population = staff.groupby(theirs.astype("object"), observed=True)["teachers"].sum().reindex(order).fillna(0.0).to_numpy(float)
    count = mine.value_counts().reindex(order).fillna(0).to_numpy(float)
    weighted = weights.groupby(mine.astype("object"), observed=True).sum().reindex(order).fillna(0.0).to_numpy(float)
    table = pd.DataFrame({
        "dimension": name, "level": order, "population": population, "respondents": count.astype("int64"),
        "response_rate": _share(count, population), "population_share": _share(population, population.sum()),
        "respondent_share": _share(count, count.sum()), "weighted_share": _share(weighted, weighted.sum())})
    return table[(population > 0) | (count > 0)]


def _share(part: np.ndarray, whole: np.ndarray | float) -> np.ndarray:
    whole = np.broadcast_to(np.asarray(whole, float), part.shape)
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)


def preference_shares(
    respondents: pd.DataFrame, preferences: pd.DataFrame, staff: pd.DataFrame, *, config: RegionConfig
) -> pd.DataFrame:
    """Weighted shares of teachers who named a preference or barrier, by sector and career phase.

    The base of a dimension is every teacher who named at least one value of it: an empty multiple-choice
    question cannot be told from an unanswered one.

    Returns
    -------
    DataFrame
        The PREFERENCE_SHARES table.
    """
    people = respondents[is_teacher(respondents)].reset_index(drop=True)
    design = teacher_weights(people, staff, config=config).design(people["brin6"])
    cells = make_cells(people, [], with_phase=is_teacher(people))
    ids = pd.Index(people["respondent_id"])
    parts = []
    for dimension, terms in PREFERENCE_VALUES.items():
        mine = preferences[preferences["dimension"] == dimension]
        answered = ids.isin(mine["respondent_id"])
        for value in terms.codes:
            named = ids.isin(mine.loc[mine["value"] == value, "respondent_id"])
            ratios = domain_means(design, np.where(answered, named.astype(float), np.nan), cells.members)
            se = standard_errors(design, ratios)
            low, high = intervals(ratios, se, 0.95, share=True)
            parts.append(cells.keys[["sector", "career_phase"]].assign(
                dimension=dimension, value=value, n=ratios.n.astype("int64"), n_eff=ratios.n_eff,
                share=ratios.mean, se=se, low=low, high=high))
    return conform(pd.concat(parts, ignore_index=True).assign(shown=True, hidden_why=None), PREFERENCE_SHARES)


def employers_table(
    respondents: pd.DataFrame, schools: pd.DataFrame, consent_boards: Mapping[str, str] | Collection[str], *, small_board: int = 50
) -> pd.DataFrame:
    """Which employers took part: boards, schools and respondents per sector and role.

    Parameters
    ----------
    schools
        One row a site: brin6, board_id, board, teachers.
    consent_boards
        Boards that agreed to be named (``toestemming > besturen``): number to name; numbers alone, or an empty name: the name that DUO gives.
    small_board
        A board with fewer teachers than this is never named, consent or not.

    Returns
    -------
    DataFrame
        sector, employer_type (a role, or "alle"), boards, schools, respondents, names (separated by "; "),
        shown. Sector "alle" is the region, employers without a known sector included.
    """
    people = respondents[is_employer(respondents)].copy()
    people["board_id"] = people["board_id"].fillna(people["brin6"].map(schools.drop_duplicates("brin6").set_index("brin6")["board_id"]))
    named = consent_boards if isinstance(consent_boards, Mapping) else dict.fromkeys(consent_boards, "")
    nameable = _nameable(schools, named, small_board)
    rows = []
    for sector in (ALL, *SECTORS.codes):
        here = people if sector == ALL else people[people["sector"] == sector]
        for role in (ALL, *EMPLOYER_ROLES):
            mine = here if role == ALL else here[here["role"] == role]
            names = sorted({nameable[b] for b in mine["board_id"].dropna() if b in nameable})
            rows.append((sector, role, mine["board_id"].nunique(), mine["brin6"].nunique(), len(mine), "; ".join(names) or None, True))
    return pd.DataFrame(rows, columns=EMPLOYER_COLUMNS).astype(
        {"boards": "Int64", "schools": "Int64", "respondents": "Int64", "names": "str", "shown": "boolean"})


def _nameable(schools: pd.DataFrame, consent: Mapping[str, str], small: int) -> dict[str, str]:
    """Boards that agreed and are not small, with the name they gave, else DUO's."""
    boards = schools.groupby("board_id", observed=True).agg(name=("board", "first"), teachers=("teachers", "sum"))
    chosen = boards[boards.index.isin(list(consent)) & (boards["teachers"] >= small)]
    names = {str(board): consent[str(board)] or name for board, name in chosen["name"].items()}
    return {board: str(name) for board, name in names.items() if pd.notna(name)}
