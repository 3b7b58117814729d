"""Themes in open answers: the same at every run, in any row order, from twenty texts up.

Known themes come first: each answer goes to the theme of the concepts it speaks of. That depends on the answer
alone, so that themes stay from year to year and from group to group. A theme that too few answers in a group
speak of is taken together with its neighbours in a wider domain. What no concept is near forms new themes by
the words it shares (average linkage; Sokal and Michener 1958); a new theme lives on when its telling words do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from napl_analysis.matching.cluster_summary import summarise_clusters
from napl_analysis.matching.model import Model, build_model
from napl_analysis.matching.similarity import similarities
from napl_analysis.matching.text import normalise, segments
from napl_analysis.reference.thesaurus import load_concept_themes

ASSIGNMENT_COLUMNS = ["text_id", "group", "cluster_id", "label", "strength"]
REST, REST_LABEL = "overig", "overige antwoorden"
EMPTY, EMPTY_LABEL = "geen_antwoord", "geen inhoudelijk antwoord"
EVERYONE = "alle"
NEW = "nieuw_"
DOMAIN = "domein_"
KNOWN_FROM = 0.2  # an answer that is less near to every concept than this may be a new theme
_SMALL_GROUP = 200  # in a group with fewer answers two make a theme, else three
_NEW_SIZE = 3
_NEW_FROM = 0.3  # average similarity within a new theme
_CHUNK = 4000

__all__ = ["ASSIGNMENT_COLUMNS", "EMPTY", "REST", "cluster_texts", "summarise_clusters"]


@dataclass(frozen=True)
class _Themes:
    """The theme of every concept, and the domain of every theme."""

    ids: list[str]
    labels: list[str]
    domains: list[str]
    domain_labels: list[str]
    member: np.ndarray  # concept x theme, 1 where the concept belongs to the theme


def cluster_texts(
    texts: pd.Series, *, groups: pd.Series | None = None, previous: pd.DataFrame | None = None,
    thesaurus: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Themes in texts, per group.

    Parameters
    ----------
    texts
        The texts; the index is the text id.
    groups
        The group (sector and career phase) of each text, by the same index; one group when left out.
    previous
        Last year's result of this function: a new theme that lives on keeps its id and label. Known themes
        keep theirs by themselves.
    thesaurus
        See `match_texts`.

    Returns
    -------
    DataFrame
        text_id, group, cluster_id, label (Dutch), strength (0-1: how typical the text is of its theme), in the
        order of ``texts``.
    """
    group = pd.Series(EVERYONE, index=texts.index) if groups is None else groups.reindex(texts.index).fillna(EVERYONE)
    frame = pd.DataFrame({"text_id": texts.index, "group": group.to_numpy(), "text": texts.fillna("").astype(str).to_numpy()})
    frame["key"] = frame["text"].map(normalise)
    model = build_model(_NO_OUTCOMES, thesaurus)
    themes = _themes(model)
    told = _themes_of(frame["key"].drop_duplicates().sort_values(), model, themes)
    frame = frame.join(told, on="key")
    parts = [_group_themes(rows.sort_values(["key", "text"], kind="stable"), model, themes) for _, rows in frame.groupby("group", sort=True)]
    found = pd.concat(parts) if parts else frame.assign(cluster_id="", label="", strength=0.0)
    if previous is not None and len(previous):
        found = _live_on(found, previous)
    result = found.sort_index()[ASSIGNMENT_COLUMNS].reset_index(drop=True)
    return result.astype({"group": "str", "cluster_id": "str", "label": "str", "strength": "float64"})


# The matcher wants outcomes; themes do without. One that no answer comes near changes nothing.
_NO_OUTCOMES = pd.DataFrame({"outcome_id": ["_"], "title": ["_"], "description": [""]})


def _themes(model: Model) -> _Themes:
    """Themes from reference data; a concept that the user added is a theme of its own."""
    known = load_concept_themes().drop_duplicates("concept_id").set_index("concept_id")
    rows = []
    for concept, label in zip(model.concepts.ids, model.concepts.labels, strict=True):
        row = known.loc[concept] if concept in known.index else None
        rows.append((concept, label, concept, label) if row is None else (row["theme_id"], row["theme"], row["domain_id"], row["domain"]))
    unique = sorted(set(rows))
    place = {row: i for i, row in enumerate(unique)}
    member = np.zeros((len(rows), len(unique)), np.float32)
    member[np.arange(len(rows)), [place[row] for row in rows]] = 1
    ids, labels, domains, domain_labels = (list(part) for part in zip(*unique, strict=True))
    return _Themes(ids, labels, domains, domain_labels, member)


def _themes_of(keys: pd.Series, model: Model, themes: _Themes) -> pd.DataFrame:
    """Per wording: its theme (-1 when nothing is near) and how typical it is of it."""
    theme, strength = [], []
    for start in range(0, len(keys), _CHUNK):
        pieces = [segments(t, model.language) for t in keys.iloc[start:start + _CHUNK]]
        similar = similarities(pieces, model)
        share = similar.about @ themes.member
        nearest = similar.near.max(axis=1)
        said = nearest * (1 - similar.unknown) >= KNOWN_FROM
        theme.append(np.where(said, share.argmax(axis=1), -1))
        strength.append(np.where(said, np.sqrt(share.max(axis=1) * np.clip(nearest, 0, 1)), 0))
    none = np.zeros(0)
    return pd.DataFrame({"theme": np.concatenate(theme or [none]).astype(int), "strength": np.concatenate(strength or [none]).round(4)},
                        index=pd.Index(keys, name="key"))


def _group_themes(rows: pd.DataFrame, model: Model, themes: _Themes) -> pd.DataFrame:
    """The clusters of one group: themes that enough answers speak of, domains for the rest, new themes."""
    smallest = 2 if len(rows) < _SMALL_GROUP else 3
    size = rows["theme"].value_counts()
    alone = {t for t in size.index if t >= 0 and (size[t] >= smallest or themes.ids[t] == EMPTY)}
    domain = rows["theme"].map(lambda t: themes.domains[t] if t >= 0 else "")
    left = rows["theme"].ge(0) & ~rows["theme"].isin(alone)
    together = domain[left].value_counts()
    found = [_cluster_of(t, d, alone, together, smallest, rows, domain, themes) for t, d in zip(rows["theme"], domain, strict=True)]
    rows = rows.assign(cluster_id=[c for c, _ in found], label=[label for _, label in found])
    rows.loc[rows["key"] == "", ["cluster_id", "label"]] = [EMPTY, EMPTY_LABEL]
    return _new_themes(rows, model)


def _cluster_of(
    theme: int, domain: str, alone: set[int], together: pd.Series, smallest: int, rows: pd.DataFrame, domains: pd.Series, themes: _Themes,
) -> tuple[str, str]:
    if theme < 0:
        return REST, REST_LABEL
    if theme in alone:
        return (EMPTY, EMPTY_LABEL) if themes.ids[theme] == EMPTY else (themes.ids[theme], themes.labels[theme])
    sisters = rows.loc[(domains == domain) & rows["theme"].isin(alone), "theme"].value_counts()
    if together[domain] < smallest and len(sisters):
        # Too few even together: they join the domain's largest theme, the first in the alphabet when two are as large.
        largest = min(sisters.index[sisters == sisters.max()], key=lambda t: themes.ids[t])
        return themes.ids[largest], themes.labels[largest]
    return DOMAIN + domain, themes.domain_labels[theme]


def _new_themes(rows: pd.DataFrame, model: Model) -> pd.DataFrame:
    """Themes among the texts that no concept is near; what stays alone is ``overig``."""
    # Half a second to load: not for who only asks what themes are called.
    from scipy.cluster.hierarchy import fcluster, linkage

    left = np.flatnonzero((rows["cluster_id"] == REST).to_numpy())
    if len(left) < _NEW_SIZE:
        return rows
    words = [[w for s in segments(rows["key"].iloc[i], model.language) for w in s] for i in left]
    vectors = model.space.extended(words).encode(words)
    similar = (vectors @ vectors.T).toarray()
    distance = np.clip(1 - similar, 0, None)[np.triu_indices(len(left), 1)]
    number = fcluster(linkage(distance, "average"), 1 - _NEW_FROM, "distance")
    columns = rows.columns.get_indexer(["cluster_id", "label"])
    for n in np.unique(number):
        members = np.flatnonzero(number == n)
        terms = _telling([words[i] for i in members])
        if len(members) >= _NEW_SIZE and terms:
            rows.iloc[left[members], columns] = [_new_id(terms), ", ".join(terms)]
            rows.iloc[left[members], rows.columns.get_loc("strength")] = similar[np.ix_(members, members)].mean(axis=1).round(4)
    return rows


def _telling(texts: list[list[str]]) -> list[str]:
    """The words that most of the texts share."""
    counts = pd.Series([w for t in texts for w in sorted(set(t))], dtype="object").value_counts()
    return sorted((w for w in counts.index if counts[w] > 1), key=lambda w: (-counts[w], w))[:3]


def _new_id(terms: list[str]) -> str:
    return NEW + hashlib.sha256(" ".join(sorted(terms)).encode()).hexdigest()[:8]


def _live_on(found: pd.DataFrame, previous: pd.DataFrame) -> pd.DataFrame:
    """New themes take the id and label of last year's new theme with the same telling words."""
    before = previous[previous["cluster_id"].str.startswith(NEW)].drop_duplicates(["group", "cluster_id"])
    now = found[found["cluster_id"].str.startswith(NEW)].drop_duplicates(["group", "cluster_id"])
    for theme in now.itertuples():
        mine = set(theme.label.split(", "))
        for old in before[before["group"] == theme.group].sort_values("cluster_id").itertuples():
            shared = mine & set(old.label.split(", "))
            if len(shared) >= min(2, len(mine)):
                same = (found["group"] == theme.group) & (found["cluster_id"] == theme.cluster_id)
                found.loc[same, ["cluster_id", "label"]] = [old.cluster_id, old.label]
                break
    return found
