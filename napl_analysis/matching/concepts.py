"""Which concepts of Dutch education a text speaks of.

A concept is known by the ways people say it. Three views: how close a text is to the nearest of these
expressions; a linear classifier trained on all of them (ridge regression on one-of-many targets; Hoerl and
Kennard 1970), which has learned which words tell concepts apart; and a language model of whole answers and
descriptions that were written about the concept (`language_model`). They work on any text, so the same measure
links outcomes to concepts, and knowledge of how teachers speak serves outcomes nobody has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from napl_analysis.matching.language_model import SECOND, log_chances
from napl_analysis.matching.space import Segments, Space

RIDGE = 1.0  # how strongly the classifier of texts is held back
LINK_RIDGE = 8.0  # the classifier of outcomes: the same idea, more careful with single words
KINSHIP = 2  # an expression of a concept is also, by this power of their relation, one of a related concept
SPOKEN = ("zin", "lerarenkamer")  # registers that outcomes are not written in
WRITTEN = "aanbod"  # descriptions of courses are: they help to read outcomes
_STEPS = 12  # of conjugate gradients: enough for two decimals, and the same on every machine
_CHUNK = 1024  # segments at a time: keeps memory flat
CLASSIFIER_SHARE = 0.7  # the rest is the nearest expression


@dataclass(frozen=True)
class Concepts:
    """The thesaurus in the space of texts. ``starts`` are the first expressions of each concept."""

    ids: list[str]
    labels: list[str]
    expressions: list[str]
    starts: np.ndarray
    vectors: sparse.csr_matrix  # feature x expression
    weights: np.ndarray  # feature x concept: the classifier of texts
    link_weights: np.ndarray  # feature x concept: the classifier of outcomes, without spoken language
    relation: np.ndarray  # concept x concept, 1 on the diagonal
    said: np.ndarray  # feature x concept: logarithm of the chance of each feature in what is said about the concept

    def classify(self, rows: sparse.csr_matrix) -> np.ndarray:
        """What the classifier makes of encoded segments: segment x concept, about 0 to 1."""
        return np.clip(rows @ self.weights, 0, 1).astype(np.float32)

    def near(self, rows: sparse.csr_matrix) -> np.ndarray:
        """Similarity of encoded segments with the nearest expression of each concept (0-1)."""
        return np.maximum.reduceat((rows @ self.vectors).toarray(), self.starts, axis=1)

    def asked(self, rows: sparse.csr_matrix) -> np.ndarray:
        """How far encoded outcomes ask for each concept: outcome x concept, about 0 to 1."""
        return np.clip(rows @ self.link_weights, 0, 1).astype(np.float32)

    def score(self, rows: sparse.csr_matrix) -> np.ndarray:
        """How far each encoded segment speaks of each concept (0-1): classifier and nearness together."""
        found = np.empty((rows.shape[0], len(self.ids)), np.float32)
        for start in range(0, rows.shape[0], _CHUNK):
            some = rows[start:start + _CHUNK]
            found[start:start + _CHUNK] = CLASSIFIER_SHARE * self.classify(some) + (1 - CLASSIFIER_SHARE) * self.near(some)
        return found

    def likelihood(self, rows: sparse.csr_matrix) -> np.ndarray:
        """Logarithm of how likely encoded texts are in talk about each concept: text x concept."""
        return np.asarray(rows @ self.said, np.float32)

    def in_space(self, wide: Space, own: Space) -> Concepts:
        """The same concepts in an extended space."""
        place = wide.positions(own)
        moved = np.zeros((2, wide.width, len(self.ids)), np.float32)
        moved[:, place] = self.weights, self.link_weights
        lengths = np.zeros(wide.width, np.int64)
        lengths[place] = np.diff(self.vectors.indptr)
        vectors = sparse.csr_matrix(
            (self.vectors.data, self.vectors.indices, np.r_[0, np.cumsum(lengths)]), shape=(wide.width, self.vectors.shape[1]))
        said = np.broadcast_to(self.said.min(axis=0), (wide.width, len(self.ids))).copy()
        said[place] = self.said
        return replace(self, vectors=vectors, weights=moved[0], link_weights=moved[1], said=said)


def build_concepts(
    thesaurus: pd.DataFrame, relations: pd.DataFrame, segments: Segments, answers: pd.DataFrame, told: Segments, space: Space,
) -> Concepts:
    """The concepts of a thesaurus sorted by concept.

    ``segments`` are its expressions as words, row by row; ``told`` are the labelled answers (concept_id, also_id) as words.
    """
    ids = list(dict.fromkeys(thesaurus["concept_id"]))
    starts = np.flatnonzero(thesaurus["concept_id"].ne(thesaurus["concept_id"].shift()).to_numpy())
    labels = thesaurus.drop_duplicates("concept_id").set_index("concept_id")["label"]
    rows = space.encode(segments)
    relation = relation_matrix(ids, relations)
    # Sisters such as "talking with parents" and "working with parents" share their words: neither should lose by it.
    kin = relation ** KINSHIP
    target = kin[pd.factorize(thesaurus["concept_id"])[0]]
    formal, offered = (np.flatnonzero(p.to_numpy()) for p in (~thesaurus["register"].isin(SPOKEN), answers["kind"] == WRITTEN))
    heard = space.encode(told)
    offered_target = kin[pd.Index(ids).get_indexer(answers["concept_id"].iloc[offered])]
    return Concepts(
        ids=ids, labels=[str(labels[i]) for i in ids], expressions=list(thesaurus["expression"]), starts=starts,
        vectors=rows.T.tocsr(), weights=_ridge(rows, target, RIDGE),
        link_weights=_ridge(sparse.vstack([rows[formal], heard[offered]], format="csr"), np.vstack([target[formal], offered_target]), LINK_RIDGE),
        relation=relation, said=_said(ids, thesaurus, rows, answers, heard))


def _said(
    ids: list[str], thesaurus: pd.DataFrame, rows: sparse.csr_matrix, answers: pd.DataFrame, told: sparse.csr_matrix,
) -> np.ndarray:
    """The language model: of expressions, of answers, and of answers for the second concept they are about."""
    position = {c: i for i, c in enumerate(ids)}
    second = answers["also_id"].isin(position).to_numpy()
    concept = [*thesaurus["concept_id"], *answers["concept_id"], *answers.loc[second, "also_id"]]
    weight = np.r_[np.ones(rows.shape[0] + told.shape[0]), np.full(second.sum(), SECOND)]
    texts = sparse.vstack([rows, told, told[np.flatnonzero(second)]], format="csr")
    return log_chances(texts, np.array([position[c] for c in concept]), weight, len(ids))


def _ridge(rows: sparse.csr_matrix, target: np.ndarray, strength: float) -> np.ndarray:
    """Ridge weights (feature x concept), by conjugate gradients on the dual: all concepts at once.

    Hestenes and Stiefel (1952). The dual has a row per expression, far fewer than there are features.
    """
    turned = rows.T.tocsr()
    solution, residual = np.zeros_like(target), target.copy()
    direction, size = residual.copy(), (residual ** 2).sum(axis=0)
    for _ in range(_STEPS):
        image = rows @ (turned @ direction) + strength * direction
        step = size / np.maximum((direction * image).sum(axis=0), 1e-12)
        solution += step * direction
        residual -= step * image
        new = (residual ** 2).sum(axis=0)
        direction = residual + (new / np.maximum(size, 1e-12)) * direction
        size = new
    return np.asarray(turned @ solution, np.float32)


def relation_matrix(ids: Sequence[str], relations: pd.DataFrame) -> np.ndarray:
    """Concept x concept strengths, made symmetric; relations with concepts that are not there are left out."""
    position = {c: i for i, c in enumerate(ids)}
    matrix = np.eye(len(ids), dtype=np.float32)
    for row in relations.itertuples(index=False):
        if row.concept_id in position and row.related_id in position:
            a, b = position[row.concept_id], position[row.related_id]
            matrix[a, b] = max(matrix[a, b], row.strength)
            matrix[b, a] = max(matrix[b, a], row.strength)
    return matrix
