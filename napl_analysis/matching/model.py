"""The outcomes as the matcher sees them: as concepts and as words, in one space with the thesaurus."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from napl_analysis.findings import OutcomesError
from napl_analysis.matching.concepts import Concepts
from napl_analysis.matching.examples import Examples, build_examples, with_profiles
from napl_analysis.matching.knowledge import knowledge_of
from napl_analysis.matching.language_model import spoken_of
from napl_analysis.matching.space import Space
from napl_analysis.matching.text import segments
from napl_analysis.reference.thesaurus import Language

OUTSIDE = "buiten_"  # concepts that no professional development is about: salary, buildings, first aid
OUTSIDE_WEIGHT = 0.3  # an outcome asks for these only when nothing else comes near
TELLING = 0.6  # how much less a word says that other outcomes have too
CARRY = 1.5  # power of a relation when an outcome's concept is carried on to a related one
CLAUSE = 0.5  # how much what only a clause of an outcome asks for counts
_CLAUSES = re.compile(r"[,;.:]| en ")
CARRIED = 0.6  # what a related concept gets of it at most: who asks for a concept by name comes first
LINK_FROM = 0.05  # as a share of the outcome's nearest concept: a concept further away is not asked by it
RIVALS = 0.5  # how much less an outcome asks for a concept when another asks for it more
CLEARNESS = 0.5  # how far outcomes with a clear text outweigh vague ones in that rivalry


@dataclass(frozen=True)
class Model:
    """The outcomes in a space, and how far a text on a concept is a text on each of them."""

    language: Language
    space: Space
    concepts: Concepts
    outcome_ids: list[str]
    outcome_terms: list[frozenset[int]]  # the terms of each outcome, as columns of the space
    outcome_vectors: sparse.csr_matrix  # outcome x feature
    links: np.ndarray  # concept x outcome, 0-1
    spoken: np.ndarray  # feature x outcome: logarithm of its chance in what is said about the outcome
    outside: np.ndarray  # concept: does it lie outside professional development?
    examples: Examples | None  # what people confirmed and rejected


def build_model(
    outcomes: pd.DataFrame, thesaurus: pd.DataFrame | None = None, confirmed: pd.DataFrame | None = None,
) -> Model:
    """The model for these outcomes.

    Parameters
    ----------
    outcomes
        outcome_id, title, and description (may be missing).
    thesaurus
        Columns of reference/data/thesaurus.csv; by default that file.
    confirmed
        Examples judged by a person: text, outcome_id (or ``geen``), decision.

    Raises
    ------
    OutcomesError
        No outcomes, two with the same id, or one without any text.
    """
    checked = check_outcomes(outcomes)
    known = knowledge_of(thesaurus)
    titles = [segments(t, known.language) for t in checked["title"]]
    descriptions = [segments(d, known.language) for d in checked["description"]]
    whole = [[w for s in [*t, *t, *d] for w in s] for t, d in zip(titles, descriptions, strict=True)]
    space = known.space.extended(whole)  # the outcomes' own words too
    concepts = known.concepts.in_space(space, known.space)
    vectors = space.encode(whole)
    outside = np.array([c.startswith(OUTSIDE) for c in concepts.ids])
    ids = list(checked["outcome_id"])
    examples = build_examples(confirmed, ids, known.language, space)
    by_clause = link(_asked_by_clause(checked, known.language, space, concepts, outside), concepts.relation)
    whole_links = link(_asked(vectors, concepts, outside), concepts.relation)
    links = with_profiles(np.maximum(whole_links, CLAUSE * by_clause), examples, concepts)
    terms = [space.terms_of(words) for words in whole]
    return Model(known.language, space, concepts, ids, terms, vectors, links, spoken_of(concepts.said, links), outside, examples)


def check_outcomes(outcomes: pd.DataFrame) -> pd.DataFrame:
    """outcome_id, title and description as text, or an error that says what to mend."""
    absent = [c for c in ("outcome_id", "title") if c not in outcomes]
    if absent or outcomes.empty:
        problem = f"De leeruitkomsten missen {', '.join(absent)}." if absent else "Er zijn geen leeruitkomsten."
        raise OutcomesError(problem, "Geef elke leeruitkomst een outcome_id en een title.")
    frame = outcomes.reindex(columns=["outcome_id", "title", "description"])
    double = frame["outcome_id"][frame["outcome_id"].duplicated()]
    if len(double):
        raise OutcomesError(f"Leeruitkomst '{double.iloc[0]}' komt twee keer voor.", "Geef elke leeruitkomst een eigen code.")
    frame = frame.assign(**{c: frame[c].astype("object").fillna("").astype(str) for c in ("title", "description")})
    empty = frame[(frame["title"] + frame["description"]).str.strip() == ""]
    if len(empty) or frame["outcome_id"].isna().any():
        raise OutcomesError("Een leeruitkomst heeft geen code of geen tekst.", "Vul outcome_id en title.")
    return frame


def link(asked: np.ndarray, relation: np.ndarray) -> np.ndarray:
    """Concept x outcome links, 0-1, from how far outcomes ask for concepts: carried on to related concepts.

    Outcomes are rivals for a concept: the one that asks for it most keeps its link, the others lose part of theirs.
    """
    nearest = np.maximum(asked.max(axis=0, keepdims=True), 1e-9)
    own = np.clip((asked / nearest - LINK_FROM) / (1 - LINK_FROM), 0, 1) * nearest ** (1 - CLEARNESS)
    carry = CARRIED * relation ** CARRY
    np.fill_diagonal(carry, 1)
    carried = np.stack([(carry * column[None, :]).max(axis=1) for column in own.T], axis=1)
    carried *= (carried / np.maximum(carried.max(axis=1, keepdims=True), 1e-9)) ** RIVALS
    return np.asarray(carried / np.maximum(carried.max(axis=0, keepdims=True), 1e-9), np.float32)


def _asked(rows: sparse.csr_matrix, concepts: Concepts, outside: np.ndarray) -> np.ndarray:
    """Concept x row: how far encoded outcomes, or parts of them, ask for each concept by their own words."""
    asked = concepts.asked(_telling(rows)).T.copy()
    asked[outside] *= OUTSIDE_WEIGHT
    return asked


def _asked_by_clause(outcomes: pd.DataFrame, language: Language, space: Space, concepts: Concepts, outside: np.ndarray) -> np.ndarray:
    """Concept x outcome as `_asked`, clause by clause: an outcome that lists several things asks for each of them."""
    found = np.zeros((len(concepts.ids), len(outcomes)), np.float32)
    for i, (title, description) in enumerate(zip(outcomes["title"], outcomes["description"], strict=True)):
        pieces = [[w for s in segments(c, language) for w in s] for c in (title, *_CLAUSES.split(description))]
        rows = space.encode([p for p in pieces if p])
        if rows.shape[0]:
            found[:, i] = _asked(rows, concepts, outside).max(axis=1)
    return found


def _telling(outcomes: sparse.csr_matrix) -> sparse.csr_matrix:
    """Outcome vectors in which words that most outcomes share ("curriculum" in a curriculum path) weigh less."""
    count = outcomes.shape[0]
    shared = np.maximum(np.bincount(outcomes.indices, minlength=outcomes.shape[1]), 1)
    weighted = outcomes.copy()
    weighted.data *= ((np.log((count + 1) / shared) / np.log(count + 1)) ** TELLING)[outcomes.indices].astype(np.float32)
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return (sparse.diags_array(1 / np.maximum(length, 1e-9)) @ weighted).tocsr()
