"""What the matcher knows of Dutch education: the thesaurus (concept, ways to say it), how concepts relate,
abbreviations, stop words, parts of compounds, and the calibration of probabilities.

Users add their own concepts and expressions per region (``bronnen > eigen_begrippen`` in regio.yml); these
join the shipped ones.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from napl_analysis.findings import InputError, Place
from napl_analysis.reference.files import read_reference, read_user_table
from napl_analysis.vocabulary import plain

THESAURUS_COLUMNS = ["concept_id", "label", "expression", "register", "sectors", "source", "version", "licence", "status"]
_DUTCH_HEADINGS = {
    "begrip": "concept_id", "begrip id": "concept_id", "code": "concept_id", "naam": "label", "uitdrukking": "expression",
    "woorden": "expression", "sectoren": "sectors", "sector": "sectors", "bron": "source", "versie": "version",
    "licentie": "licence",
}


@dataclass(frozen=True)
class Language:
    """What the text steps need: abbreviations written out, stop words, words that compounds are made of."""

    abbreviations: dict[str, str]
    stopwords: frozenset[str]
    parts: frozenset[str]


@cache
def load_thesaurus(own: Path | None = None) -> pd.DataFrame:
    """The thesaurus: the shipped concepts, and the user's own file when she has one.

    Parameters
    ----------
    own
        A csv or xlsx with at least a concept (``begrip`` or ``concept_id``) and an expression
        (``uitdrukking``). A concept that exists already gains the expression; a new one is added.

    Returns
    -------
    DataFrame
        concept_id, label, expression, register (formeel, vaktaal, lerarenkamer, engels), sectors, source,
        version, licence, status. Treat it as read-only: it is kept in memory.

    Raises
    ------
    InputError
        The user's file cannot be read, or a column or cell is missing.
    """
    shipped = read_reference("thesaurus.csv")
    if own is None:
        return shipped
    return pd.concat([shipped, _own_rows(own, shipped)], ignore_index=True)


def _own_rows(path: Path, shipped: pd.DataFrame) -> pd.DataFrame:
    frame = read_user_table(path)
    known = {plain(c): c for c in THESAURUS_COLUMNS} | _DUTCH_HEADINGS
    frame = frame.rename(columns={c: known[plain(c)] for c in frame.columns if plain(c) in known})
    for column in ("concept_id", "expression"):
        if column not in frame:
            raise InputError(f"De kolom '{column}' ontbreekt.", "Geef de kolommen de namen 'begrip' en 'uitdrukking'.",
                             Place(file=path.name, row=1))
        empty = frame.index[frame[column].isna()]
        if len(empty):
            raise InputError("De cel is leeg.", "Vul hem of verwijder de rij.", Place(path.name, "", int(empty[0]) + 2, column))
    labels = dict(zip(shipped["concept_id"], shipped["label"], strict=True))
    by_label = {plain(label): code for code, label in labels.items()}
    frame["concept_id"] = [c if c in labels else by_label.get(plain(c), c) for c in frame["concept_id"]]
    given = frame["label"] if "label" in frame else frame["concept_id"]
    frame["label"] = frame["concept_id"].map(labels).fillna(given).fillna(frame["concept_id"])
    for column, default in {"register": "eigen", "source": path.name, "version": "eigen", "status": "eigen"}.items():
        frame[column] = frame[column].fillna(default) if column in frame else default
    return frame.reindex(columns=THESAURUS_COLUMNS)


@cache
def load_answers() -> pd.DataFrame:
    """Whole answers and descriptions of courses, written for each concept: how people talk about it.

    Returns
    -------
    DataFrame
        concept_id, also_id (a second concept that the text is about, else missing), kind (behoefte or aanbod),
        sector (po, vo, mbo, else missing), text. Source, version, licence and status of all stand in
        thesaurus_answers.meta.json.
    """
    return read_reference("thesaurus_answers.csv")


@cache
def load_relations() -> pd.DataFrame:
    """How concepts relate: concept_id, related_id, strength (0-1: how far a text on the one speaks of the other)."""
    frame = read_reference("thesaurus_relations.csv")
    return frame.assign(strength=frame["strength"].astype(float))


@cache
def load_concept_themes() -> pd.DataFrame:
    """The theme and the wider domain of each concept: concept_id, theme_id, theme, domain_id, domain."""
    return read_reference("thesaurus_themes.csv")[["concept_id", "theme_id", "theme", "domain_id", "domain"]]


@cache
def load_language() -> Language:
    """Abbreviations, stop words and word parts."""
    short = read_reference("matching_abbreviations.csv")
    return Language(
        abbreviations=dict(zip(short["abbreviation"], short["expansion"], strict=True)),
        stopwords=frozenset(read_reference("matching_stopwords.csv")["word"]),
        parts=frozenset(read_reference("matching_word_parts.csv")["word"]))


@cache
def load_calibration() -> dict[str, Any]:
    """Weights and calibration of the matcher, with how they were obtained; written by benchmarks/match_fit.py."""
    resource = files("napl_analysis.reference") / "data" / "matching_calibration.json"
    content: dict[str, Any] = json.loads(resource.read_text(encoding="utf-8"))
    return content
