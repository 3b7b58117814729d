"""The year before: its demand, and what of it can be compared with this year's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from napl_analysis.demand.changes import compare_years
from napl_analysis.demand.demand import estimate_demand
from napl_analysis.disclosure.gate import protect_year
from napl_analysis.intake.compare import SAME, compare_questionnaires
from napl_analysis.loading import load
from napl_analysis.matching.year import match_year
from napl_analysis.matching.year_themes import cluster_year, shown_themes
from napl_analysis.reference.thesaurus import load_thesaurus
from napl_analysis.region import CONFIG_NAME, RegionConfig, open_region
from napl_analysis.yeardata import YearData


@dataclass(frozen=True)
class Earlier:
    """Last year's demand, questionnaire and themes in open answers, from the folder beside this one."""

    demand: pd.DataFrame
    questionnaires: pd.DataFrame
    config: RegionConfig
    themes: pd.DataFrame | None = None  # see `matching.year_themes.cluster_year`


def earlier_year(data: YearData) -> Earlier | None:
    folder = data.region.folder.parent / str(data.region.year - 1)
    if not (folder / CONFIG_NAME).is_file():
        return None
    before = load(open_region(folder))
    matches = matches_of(before)
    return Earlier(demand_of(before, matches), before.questionnaires, before.region.config, themes_of(before))


def changes(data: YearData, demand: pd.DataFrame, earlier: Earlier | None) -> pd.DataFrame:
    """Year on year, for what was asked alike; empty without an earlier year beside this one."""
    if earlier is None:
        return compare_years(demand, demand.iloc[:0], ())
    asked = compare_questionnaires(data.questionnaires, earlier.questionnaires)
    return compare_years(demand, earlier.demand, same_targets(asked, data.outcomes))


def published(earlier: Earlier | None) -> dict[str, pd.DataFrame] | None:
    """Last year's demand as its own gate showed it."""
    return protect_year({"demand": earlier.demand}, **limits(earlier.config)) if earlier else None


def limits(config: RegionConfig) -> dict[str, Any]:
    return {"minimum_count": config.thresholds.minimum_count, "minimum_base": config.thresholds.minimum_base}


def same_targets(asked: pd.DataFrame, outcomes: pd.DataFrame) -> set[str]:
    """Themes that every file asked in the same way in both years, and the outcomes that rest on such themes only.

    Parameters
    ----------
    asked
        Result of `compare_questionnaires`.
    """
    items = asked[asked["field"].str.startswith("themes.", na=False)]
    alike = items.groupby(items["field"].str.removeprefix("themes."))["change"].agg(lambda c: (c == SAME).all())
    themes = set(alike.index[alike])
    on_these = outcomes["theme_ids"].fillna("").map(lambda ids: bool(ids) and {t.strip() for t in ids.split(",")} <= themes)
    return themes | set(outcomes.loc[on_these, "outcome_id"])


def matches_of(data: YearData) -> pd.DataFrame:
    """The year's texts tied to outcomes, with the region's own concepts where it has them."""
    return match_year(data.statements, data.offerings, data.outcomes, decisions=data.decisions, thesaurus=_own_thesaurus(data))


def themes_of(data: YearData, earlier: Earlier | None = None) -> pd.DataFrame:
    """What teachers' open answers are about; themes that live on from last year keep their id."""
    return cluster_year(data.respondents, data.statements, previous=earlier.themes if earlier else None, thesaurus=_own_thesaurus(data))


def shown_before(earlier: Earlier | None) -> pd.DataFrame | None:
    """Last year's themes that enough respondents stood behind to be shown."""
    if earlier is None or earlier.themes is None:
        return None
    return shown_themes(earlier.themes, earlier.config.thresholds.minimum_count)


def _own_thesaurus(data: YearData) -> pd.DataFrame | None:
    own = data.region.config.sources.thesaurus
    return load_thesaurus(data.region.path(own)) if own else None


def demand_of(data: YearData, matches: pd.DataFrame) -> pd.DataFrame:
    return estimate_demand(data.respondents, data.needs, data.statements, matches, data.outcomes, data.themes, data.staff,
                           config=data.region.config, national=data.national)
