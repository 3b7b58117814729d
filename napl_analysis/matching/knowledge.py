"""What the matcher knows before it sees outcomes or texts: the thesaurus as a space and as concepts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pandas as pd

from napl_analysis.matching.concepts import Concepts, build_concepts
from napl_analysis.matching.lexicon import Lexicon
from napl_analysis.matching.space import Space
from napl_analysis.matching.text import clean, words
from napl_analysis.reference.thesaurus import (
    Language,
    load_answers,
    load_language,
    load_relations,
    load_thesaurus,
)

_KEPT = 4  # thesauri whose preparation (some seconds) is remembered
_remembered: dict[str, Knowledge] = {}


@dataclass(frozen=True)
class Knowledge:
    """The thesaurus, ready for use."""

    language: Language
    space: Space
    concepts: Concepts


def knowledge_of(thesaurus: pd.DataFrame | None = None) -> Knowledge:
    """The knowledge in a thesaurus (by default the shipped one); the same object for the same content."""
    content = load_thesaurus() if thesaurus is None else thesaurus
    rows = content.dropna(subset=["concept_id", "expression"]).drop_duplicates(["concept_id", "expression"])
    rows = rows.sort_values("concept_id", kind="stable").reset_index(drop=True)
    rows["register"] = rows["register"].fillna("eigen") if "register" in rows else "eigen"
    rows["label"] = rows["label"].fillna(rows["concept_id"]) if "label" in rows else rows["concept_id"]
    key = hashlib.sha256("\n".join(rows["concept_id"] + "\t" + rows["expression"] + "\t" + rows["label"]).encode()).hexdigest()
    if key not in _remembered:
        while len(_remembered) >= _KEPT:
            _remembered.pop(next(iter(_remembered)))
        _remembered[key] = _prepare(rows)
    return _remembered[key]


def _prepare(rows: pd.DataFrame) -> Knowledge:
    language = load_language()
    rows = _with_labels(rows)
    answers = load_answers()
    answers = answers[answers["concept_id"].isin(rows["concept_id"])]
    expressions = [_expression_words(e, language) for e in rows["expression"]]
    told = [_expression_words(t, language) for t in answers["text"]]
    lexicon = Lexicon({w for e in (*expressions, *told) for w in e}, language.parts)
    # Expressions are to the point, answers chat: the former say which words are rare, the latter only add theirs.
    space = Space(lexicon, expressions, pd.factorize(rows["concept_id"])[0].tolist()).extended(told, pairs_from=2)
    return Knowledge(language, space, build_concepts(rows, load_relations(), expressions, answers, told, space))


def _with_labels(rows: pd.DataFrame) -> pd.DataFrame:
    """A concept's own name is a way to say it too."""
    labels = rows.drop_duplicates("concept_id").assign(expression=lambda f: f["label"].str.lower(), register="formeel")
    joined = pd.concat([rows, labels]).sort_values("concept_id", kind="stable")
    return joined.drop_duplicates(["concept_id", "expression"]).reset_index(drop=True)


def _expression_words(expression: str, language: Language) -> list[str]:
    # "nee zeggen" and "niks" are made of small words: then those are what counts.
    found = words(clean(expression), language)
    return found or clean(expression).split()
