"""The year's key figures, taken once from the gated tables; every report quotes these."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.reports.naming import names_of
from napl_analysis.yeardata import YearResults

SECTOR_CODES = voc.SECTORS.codes
IN_DEMAND = ("witte_vlek", "opwerken", "bereik_tekort", "gedekt")  # the classes with a large demand

# The figure that is quoted: for a theme what was answered, for an outcome the estimate (as in the charts).
HEADLINE = {"theme": ("share", "low", "high"), "outcome": ("estimate", "estimate_low", "estimate_high")}


@dataclass(frozen=True)
class Need:
    """A theme or outcome with its share."""

    code: str
    label: str
    share: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class PathFigures:
    """What the tables say about one development path and sector."""

    path_id: str
    title: str
    sector: str
    outcomes: int
    in_demand: int  # outcomes with a large demand
    white: tuple[str, ...]  # outcome names per class
    upgrade: tuple[str, ...]
    short: tuple[str, ...]
    covered: tuple[str, ...]
    hidden: int  # outcomes whose figures are not shown


@dataclass(frozen=True)
class KeyFigures:
    """The figures that stand on covers, in summaries and on the page's cards. Missing is None."""

    respondents: int | None
    population: int | None
    response_rate: float | None
    employers: int | None
    boards: int | None
    offerings: int
    providers: int
    providers_by_type: dict[str, int]
    offerings_by_type: dict[str, int]
    review: dict[str, int]
    outcomes: int
    classes: dict[str, dict[str, int]]  # sector to class to number of outcomes
    white_anywhere: tuple[str, ...]  # outcomes that are a white spot in at least one sector
    asked_anywhere: int  # outcomes with a large demand in at least one sector
    subsidised: int
    to_decide: int


def key_figures(results: YearResults) -> KeyFigures:
    """The year's key figures."""
    offerings, review = results.offerings, results.review["decision"].value_counts()
    everybody = results.response[results.response["dimension"] == "totaal"]
    employers = results.employers[(results.employers["sector"] == voc.ALL) & (results.employers["employer_type"] == voc.ALL)]
    respondents, population = _only(everybody, "respondents"), _only(everybody, "population")
    gaps = sector_gaps(results)
    white = gaps.loc[gaps["gap_class"] == "witte_vlek", "outcome_id"].unique()
    names = names_of(results)
    counts = offerings["provider_type"].value_counts()
    return KeyFigures(
        respondents=respondents, population=population,
        response_rate=respondents / population if respondents is not None and population else None,
        employers=_only(employers, "respondents"), boards=_only(employers, "boards"),
        offerings=len(offerings), providers=int(offerings["provider"].nunique()),
        providers_by_type={t: int(offerings.loc[offerings["provider_type"] == t, "provider"].nunique()) for t in voc.PROVIDER_TYPES.codes},
        offerings_by_type={t: int(counts.get(t, 0)) for t in voc.PROVIDER_TYPES.codes},
        review={d: int(review.get(d, 0)) for d in voc.REVIEW_DECISIONS.codes}, outcomes=len(results.outcomes),
        classes={s: _class_counts(gaps[gaps["sector"] == s]) for s in SECTOR_CODES},
        white_anywhere=tuple(names.target(o) for o in sorted(white)),
        asked_anywhere=int(gaps.loc[gaps["gap_class"].isin(IN_DEMAND), "outcome_id"].nunique()), subsidised=int(gaps["subsidised"].fillna(False).astype(bool).sum()),
        to_decide=int((results.findings["severity"] == "beslissen").sum()),
    )


def sector_gaps(results: YearResults) -> pd.DataFrame:
    """The gap table per sector: all phases, the whole region."""
    gaps = results.gaps
    return gaps[gaps["sector"].isin(SECTOR_CODES) & (gaps["career_phase"] == voc.ALL) & (gaps["subregion"] == voc.ALL)]


def _class_counts(gaps: pd.DataFrame) -> dict[str, int]:
    counts = gaps["gap_class"].value_counts()
    return {c: int(counts.get(c, 0)) for c in voc.GAP_CLASSES.codes}


def _only(frame: pd.DataFrame, column: str) -> int | None:
    """The figure of the one row there is; None where there is none, or it is not shown."""
    values = frame[column].dropna()
    return int(values.iloc[0]) if len(frame) == 1 and len(values) else None


def needs(results: YearResults, *, kind: str = "theme", group: str = "leraar", sector: str = voc.ALL, phase: str = voc.ALL,
          subregion: str = voc.ALL) -> list[Need]:
    """Themes (the weighted share) or outcomes (the estimate) in one cell, the most needed first; hidden ones left out."""
    value, low, high = HEADLINE[kind]
    d = results.demand
    cell = d[(d["kind"] == kind) & (d["respondent_group"] == group) & (d["sector"] == sector) & (d["career_phase"] == phase)
             & (d["subregion"] == subregion) & d[value].notna()]
    names = names_of(results)
    ranked = cell.sort_values([value, "target_id"], ascending=[False, True], kind="stable")
    return [Need(c, names.target(c), float(v), float(lo), float(hi), int(n))
            for c, v, lo, hi, n in zip(ranked["target_id"], ranked[value], ranked[low], ranked[high], ranked["n"], strict=True)]


def path_figures(results: YearResults) -> list[PathFigures]:
    """What is known per path and sector, for the four questions of the handreiking."""
    gaps, names = sector_gaps(results), names_of(results)
    found = []
    for path_id, title in names.paths.items():
        codes = [o for o, p in names.path_of.items() if p == path_id]
        for sector in SECTOR_CODES:
            cell = gaps[(gaps["sector"] == sector) & gaps["outcome_id"].isin(codes)].sort_values(["priority", "outcome_id"], kind="stable")
            by_class = {c: tuple(names.target(o) for o in cell.loc[cell["gap_class"] == c, "outcome_id"]) for c in IN_DEMAND}
            found.append(PathFigures(path_id, title, sector, len(codes), sum(len(v) for v in by_class.values()), by_class["witte_vlek"],
                                     by_class["opwerken"], by_class["bereik_tekort"], by_class["gedekt"], len(codes) - int(cell["gap_class"].notna().sum())))
    return found


def review_by_type(results: YearResults) -> pd.DataFrame:
    """Offerings per provider group and outcome of the internal review."""
    kinds = results.offerings.set_index("offering_id")["provider_type"]
    made = results.review.assign(provider_type=results.review["offering_id"].map(kinds).fillna("onbekend"))
    table = pd.crosstab(made["provider_type"], made["decision"])
    order = [t for t in (*voc.PROVIDER_TYPES.codes, "onbekend") if t in table.index]
    return table.reindex(index=order, columns=list(voc.REVIEW_DECISIONS.codes), fill_value=0)
