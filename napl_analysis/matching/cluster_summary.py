"""What may be told of a theme: how many people, how it goes on from last year, and typical answers."""

from __future__ import annotations

import re

import pandas as pd

from napl_analysis.reference.thesaurus import load_concept_themes
from napl_analysis.tables import CLUSTERS, conform

_EXAMPLES = 3
_SHORTEST, _LONGEST = 12, 160
_RISKY = re.compile(r"\d{3,}|@|\[[^\]]*\]|https?:|\bmijn (?:kind|zoon|dochter|man|vrouw)\b", re.I)  # not worth the risk
_NO_EXAMPLES = ("overig", "geen_antwoord")
_DOMAIN = "domein_"


def summarise_clusters(
    assignments: pd.DataFrame, texts: pd.Series, respondents_of: pd.Series, minimum_count: int,
    previous: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The clusters table.

    Parameters
    ----------
    assignments
        Result of `cluster_texts`.
    texts, respondents_of
        The text (identifiers removed) and the respondent of each text id.
    minimum_count
        Figures are shown from so many different respondents; typical answers too, one per respondent, and none
        that holds long numbers, addresses or a masked place.
    previous
        Last year's assignments, to say how a theme goes on: gebleven, nieuw, gesplitst (it was part of a wider
        cluster) or samengevoegd (it takes in what stood alone). Missing without them, for a group that did not
        answer then, and for a theme that is not shown. Give only the themes that last year's reports showed.
    """
    frame = assignments.assign(text=assignments["text_id"].map(texts), respondent=assignments["text_id"].map(respondents_of))
    rows = []
    for (group, cluster), members in frame.groupby(["group", "cluster_id"], sort=True):
        people = members["respondent"].nunique()
        shown = people >= minimum_count
        rows.append({
            "group": group, "cluster_id": cluster, "label": members["label"].iloc[0],
            "respondents": people if shown else pd.NA, "statements": len(members) if shown else pd.NA,
            "examples": _examples(members) if shown and cluster not in _NO_EXAMPLES else pd.NA,
            "lineage": _lineage(group, cluster, previous) if shown else pd.NA,
            "shown": shown, "hidden_why": pd.NA if shown else "te_weinig_antwoorden"})
    return conform(pd.DataFrame(rows, columns=CLUSTERS.names), CLUSTERS) if rows else CLUSTERS.empty()


def gone_clusters(assignments: pd.DataFrame, previous: pd.DataFrame) -> pd.DataFrame:
    """Last year's themes that nobody speaks of now, in groups that answered again: group, cluster_id, label.

    A theme that was taken into its domain, or a domain that fell apart into its themes, is not gone.
    """
    key = ["group", "cluster_id"]
    asked = previous["group"].isin(assignments["group"]) & ~previous["cluster_id"].isin(_NO_EXAMPLES)
    before = previous.loc[asked, [*key, "label"]].drop_duplicates(key)
    now = set(assignments[key].itertuples(index=False, name=None)) | {
        (group, wider) for group, cluster in set(assignments[key].itertuples(index=False, name=None)) for wider in _kin(cluster)}
    gone = [pair not in now for pair in before[key].itertuples(index=False, name=None)]
    return before[gone].sort_values(key, kind="stable").reset_index(drop=True)


def _kin(cluster: str) -> set[str]:
    """The domain of a theme, or the themes of a domain."""
    themes = load_concept_themes()
    if cluster.startswith(_DOMAIN):
        return set(themes.loc[themes["domain_id"] == cluster.removeprefix(_DOMAIN), "theme_id"])
    return {_DOMAIN + d for d in themes.loc[themes["theme_id"] == cluster, "domain_id"].unique()}


def _examples(members: pd.DataFrame) -> object:
    text = members["text"].fillna("")
    safe = members[~text.str.contains(_RISKY) & text.str.len().between(_SHORTEST, _LONGEST)]
    best = safe.sort_values(["strength", "text"], ascending=[False, True]).drop_duplicates("respondent").drop_duplicates("text")
    return " | ".join(best["text"].str.strip().head(_EXAMPLES)) or pd.NA


def _lineage(group: object, cluster: str, previous: pd.DataFrame | None) -> object:
    if previous is None:
        return pd.NA
    before = set(previous.loc[previous["group"] == group, "cluster_id"])
    if not before:
        return pd.NA
    if cluster in before:
        return "gebleven"
    domain_of = load_concept_themes().drop_duplicates("theme_id").set_index("theme_id")["domain_id"]
    if cluster.startswith(_DOMAIN):
        parts = domain_of.index[domain_of == cluster.removeprefix(_DOMAIN)]
        return "samengevoegd" if before & set(parts) else "nieuw"
    return "gesplitst" if _DOMAIN + str(domain_of.get(cluster)) in before else "nieuw"
