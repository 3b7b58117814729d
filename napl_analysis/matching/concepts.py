"""Which concepts of Dutch education a text speaks of.

A concept is known by the ways people say it. Two views are combined: how close a text is to the nearest of
these expressions, and a linear classifier trained on all of them (ridge regression on one-of-many targets;
Hoerl and Kennard 1970), which has learned which words tell concepts apart. Both work on any text, so the same
measure links outcomes to concepts, and knowledge of how teachers speak serves outcomes nobody has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from napl_analysis.matching.space import Segments, Space

RIDGE = 1.0  # how strongly the classifier of texts is held back
LINK_RIDGE = 3.0  # the classifier of outcomes: the same idea, more careful with single words
KINSHIP = 2  # an expression of a concept is also, by this power of their relation, one of a related concept
SPOKEN = ("zin", "lerarenkamer")  # registers that outcomes are not written in
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

    def classify(self, rows: sparse.csr_matrix) -> np.ndarray:
        """What the classifier makes of encoded segments: segment x concept, about 0 to 1."""
        return np.clip(rows @ self.weights, 0, 1).astype(np.float32)

    def near(self, rows: sparse.csr_matrix) -> np.ndarray:
        """Similarity of encoded segments with the nearest expression of each concept (0-1)."""
        return np.maximum.reduceat((rows @ self.vectors).toarray(), self.starts, axis=1)

    def asked(self, rows: sparse.csr_matrix) -> np.ndarray:
        """How far encoded outcomes ask for each concept: outcome x concept, about 0 to 1."""
        return np.clip(rows @ self.link_weights, 0, 1).astype(np.float32)

    def score(self, segments: Segments, space: Space) -> np.ndarray:
        """How far each segment speaks of each concept (0-1): classifier and nearness together."""
        found = np.empty((len(segments), len(self.ids)), np.float32)
        for start in range(0, len(segments), _CHUNK):
            rows = space.encode(segments[start:start + _CHUNK])
            found[start:start + _CHUNK] = CLASSIFIER_SHARE * self.classify(rows) + (1 - CLASSIFIER_SHARE) * self.near(rows)
        return found

    def in_space(self, wide: Space, own: Space) -> Concepts:
        """The same concepts in an extended space."""
        place = wide.positions(own)
        moved = np.zeros((2, wide.width, len(self.ids)), np.float32)
        moved[:, place] = self.weights, self.link_weights
        lengths = np.zeros(wide.width, np.int64)
        lengths[place] = np.diff(self.vectors.indptr)
        vectors = sparse.csr_matrix(
            (self.vectors.data, self.vectors.indices, np.r_[0, np.cumsum(lengths)]), shape=(wide.width, self.vectors.shape[1]))
        return replace(self, vectors=vectors, weights=moved[0], link_weights=moved[1])


def build_concepts(thesaurus: pd.DataFrame, relations: pd.DataFrame, segments: Segments, space: Space) -> Concepts:
    """The concepts of a thesaurus sorted by concept; ``segments`` are its expressions as words, row by row."""
    ids = list(dict.fromkeys(thesaurus["concept_id"]))
    starts = np.flatnonzero(thesaurus["concept_id"].ne(thesaurus["concept_id"].shift()).to_numpy())
    labels = thesaurus.drop_duplicates("concept_id").set_index("concept_id")["label"]
    rows = space.encode(segments)
    relation = relation_matrix(ids, relations)
    # Sisters such as "talking with parents" and "working with parents" share their words: neither should lose by it.
    target = (relation ** KINSHIP)[pd.factorize(thesaurus["concept_id"])[0]]
    written = np.flatnonzero(~thesaurus["register"].isin(SPOKEN).to_numpy())
    return Concepts(
        ids=ids, labels=[str(labels[i]) for i in ids], expressions=list(thesaurus["expression"]), starts=starts,
        vectors=rows.T.tocsr(), weights=_ridge(rows, target, RIDGE),
        link_weights=_ridge(rows[written], target[written], LINK_RIDGE), relation=relation)


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
