"""How alike texts and outcomes are: through concepts, in how people talk about them, and in their own words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from napl_analysis.matching.language_model import shares
from napl_analysis.matching.model import Model
from napl_analysis.reference.thesaurus import load_calibration

SHARP = 2.5  # how strongly the nearest concepts decide
POOL = 4  # how strongly the best segment of a text decides
MORE_SEGMENTS = 0.3  # 1: the mean over segments, 0: the best segment
VIEWS = ("through", "own_words", "language")
_SMALL = 0.01  # similarity below which there is no telling things apart


@dataclass(frozen=True)
class Similar:
    """Similarities of a batch of texts (rows)."""

    score: np.ndarray  # text x outcome: share of the evidence, sums to 1
    evidence: np.ndarray  # text x outcome: its logarithm, up to a constant per text
    views: np.ndarray  # text x outcome x view (`VIEWS`): what the evidence is weighed from
    near: np.ndarray  # text x concept: how near (0-1)
    about: np.ndarray  # text x concept: share of the evidence, sums to 1
    covered: np.ndarray  # text x outcome: how much of what the text is about the outcome asks for (0-1)
    part: np.ndarray  # text x outcome: how far one part (segment) of the text is about it, whatever the others are about
    outside: np.ndarray  # text: how much of it lies outside professional development (0-1)
    unknown: np.ndarray  # text: share of its words that neither the thesaurus nor the outcomes know
    words: np.ndarray  # text: number of words
    parts: np.ndarray  # text: number of segments
    example: np.ndarray  # text x outcome: what examples that people judged added (or took)


def similarities(pieces: list[list[list[str]]], model: Model) -> Similar:
    """Similarity of every text (as segments) with every outcome."""
    owner = np.repeat(np.arange(len(pieces)), [len(p) for p in pieces])
    segments = model.space.encode([s for p in pieces for s in p])
    whole = [[w for s in p for w in s] for p in pieces]
    rows = model.space.encode(whole)
    near_segments = model.concepts.score(segments)
    near = _pooled(near_segments, owner, len(pieces))
    example = np.zeros((len(pieces), len(model.outcome_ids)), np.float32) if model.examples is None else model.examples.bonus(rows)
    views = _views(near, rows, model)
    evidence = _weighed(views) + example
    about = _about(near, rows, model)
    return Similar(
        score=shares(evidence), evidence=evidence, views=views, near=near, about=about, covered=about @ model.links,
        part=_best_part(near_segments, segments, owner, len(pieces), model), outside=about[:, model.outside].sum(axis=1),
        unknown=model.space.unknown_share(whole), words=np.array([len(w) for w in whole]), parts=np.array([len(p) for p in pieces]),
        example=example)


def _views(near: np.ndarray, rows: sparse.csr_matrix, model: Model) -> np.ndarray:
    """Text x outcome x view (`VIEWS`): through concepts, the outcome's own words, and how people talk about it."""
    own = (rows @ model.outcome_vectors.T).toarray()
    return np.stack([np.log(_through(near, model.links) + _SMALL), own, rows @ model.spoken], axis=2)


def _weighed(views: np.ndarray) -> np.ndarray:
    """Views as one, weighted as they were found to tell outcomes apart.

    A log-linear combination (a product of experts; Hinton 2002), fitted by benchmarks/match_fit.py.
    """
    weights = load_calibration()["evidence"]
    return np.asarray(views @ np.array([weights[v] for v in VIEWS], np.float32), np.float32)


def _about(near: np.ndarray, rows: sparse.csr_matrix, model: Model) -> np.ndarray:
    """Text x concept: what the text is about, by the same weights."""
    weight = load_calibration()["evidence"]
    return shares(weight["through"] * np.log(near + _SMALL) + weight["language"] * model.concepts.likelihood(rows))


def _pooled(values: np.ndarray, owner: np.ndarray, texts: int) -> np.ndarray:
    """Segment values per text: between the best segment and the mean of all."""
    pooled = np.zeros((texts, values.shape[1]), np.float32)
    if not len(owner):
        return pooled
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    counts = np.diff(np.r_[starts, len(owner)])[:, None]
    power = np.add.reduceat(values ** POOL, starts, axis=0)
    pooled[owner[starts]] = (power / counts ** MORE_SEGMENTS) ** (1 / POOL)
    return pooled


def _best_part(near: np.ndarray, segments: sparse.csr_matrix, owner: np.ndarray, texts: int, model: Model) -> np.ndarray:
    """The outcome's share in the part of a text that is most about it, times how clearly that part speaks."""
    best = np.zeros((texts, len(model.outcome_ids)), np.float32)
    if not len(owner):
        return best
    said = shares(_weighed(_views(near, segments, model))) * near.max(axis=1, keepdims=True)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    best[owner[starts]] = np.maximum.reduceat(said, starts, axis=0)
    return best


def _through(concepts: np.ndarray, links: np.ndarray) -> np.ndarray:
    """A text's concepts, shared out by nearness, times what outcomes ask for; as strong as its nearest concept."""
    weight = concepts ** SHARP
    weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
    return concepts.max(axis=1, keepdims=True) * (weight @ links)


def top_concepts(similar: Similar, links: np.ndarray, row: np.ndarray, outcome: np.ndarray, count: int) -> np.ndarray:
    """The concepts that did most for each (text, outcome), most first; -1 where there is none."""
    given = similar.about[row] * links[:, outcome].T
    best = np.argsort(-given, axis=1, kind="stable")[:, :count]
    return np.where(np.take_along_axis(given, best, axis=1) > 0, best, -1)
