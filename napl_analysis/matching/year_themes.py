"""The themes of a year's open answers, beside those of the year before: which live on, which are new, which are gone."""

from __future__ import annotations

import pandas as pd

from napl_analysis.findings import Finding, Severity
from napl_analysis.matching.cluster_summary import gone_clusters, summarise_clusters
from napl_analysis.matching.clusters import cluster_texts

_KEY = ["group", "cluster_id"]
_NAMED = 5  # themes named in one finding


def cluster_year(
    respondents: pd.DataFrame, statements: pd.DataFrame, *, previous: pd.DataFrame | None = None, thesaurus: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Themes in what teachers wrote, per sector and career phase.

    Parameters
    ----------
    respondents, statements
        Tables of `napl_analysis.tables`.
    previous
        Last year's result: a new theme that lives on keeps its id and label.

    Returns
    -------
    DataFrame
        The columns of `cluster_texts`, with ``respondent_id``.
    """
    people = respondents.set_index("respondent_id")
    who = statements["respondent_id"]
    group = who.map(people["sector"]) + " " + who.map(people["career_phase"])
    kept = group.notna() & (who.map(people["role"]) == "leraar")
    ids = statements.loc[kept, "statement_id"]
    assigned = cluster_texts(statements.loc[kept, "text"].set_axis(ids), groups=group[kept].set_axis(ids), previous=previous, thesaurus=thesaurus)
    return assigned.assign(respondent_id=assigned["text_id"].map(who.set_axis(statements["statement_id"])))


def shown_themes(assignments: pd.DataFrame, minimum_count: int) -> pd.DataFrame:
    """The assignments to themes that enough respondents spoke of to be shown."""
    people = assignments.groupby(_KEY)["respondent_id"].transform("nunique")
    return assignments[people >= minimum_count]


def themes_table(
    assignments: pd.DataFrame, statements: pd.DataFrame, minimum_count: int, earlier: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The clusters table of the year; ``earlier``: the themes that last year showed (`shown_themes`)."""
    by_id = statements.set_index("statement_id")
    return summarise_clusters(assignments, by_id["text"], by_id["respondent_id"], minimum_count, earlier)


def gone_findings(assignments: pd.DataFrame, earlier: pd.DataFrame | None, shown_groups: set[str]) -> list[Finding]:
    """A finding per group whose themes of last year nobody speaks of any more; only of groups that are shown now."""
    if earlier is None:
        return []
    gone = gone_clusters(assignments, earlier)
    found = []
    for group, rows in gone[gone["group"].isin(shown_groups)].groupby("group", sort=True):
        labels = rows["label"].tolist()
        more = f" en {len(labels) - _NAMED} andere" if len(labels) > _NAMED else ""
        found.append(Finding(
            rule="onderwerp_verdwenen", message=f"{group}: vorig jaar genoemd, nu door niemand: {', '.join(labels[:_NAMED])}{more}.",
            action="Kijk of de vraag is beantwoord, of dat er anders naar is gevraagd.", severity=Severity.NOTE))
    return found
