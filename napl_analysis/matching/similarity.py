"""How alike texts and outcomes are: through concepts, and in their own words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from napl_analysis.matching.model import Model

SHARP = 2.5  # how strongly the nearest concepts decide
POOL = 4  # how strongly the best segment of a text decides
DIRECT_SHARE = 0.35  # share of the words themselves; the rest goes through concepts
MORE_SEGMENTS = 0.3  # 1: the mean over segments, 0: the best segment


@dataclass(frozen=True)
class Similar:
    """Similarities of a batch of texts (rows)."""

    score: np.ndarray  # text x outcome
    concepts: np.ndarray  # text x concept
    outside: np.ndarray  # text: how much nearer it is to what lies outside professional development than to what lies inside
    unknown: np.ndarray  # text: share of its words that neither the thesaurus nor the outcomes know
    words: np.ndarray  # text: number of words
    parts: np.ndarray  # text: number of segments
    example: np.ndarray  # text x outcome: what examples that people judged added (or took)
    part: np.ndarray  # text x outcome: how far one part (segment) of the text is about it, whatever the others are about


def similarities(pieces: list[list[list[str]]], model: Model) -> Similar:
    """Similarity of every text (as segments) with every outcome."""
    flat = [s for p in pieces for s in p]
    owner = np.repeat(np.arange(len(pieces)), [len(p) for p in pieces])
    near = model.concepts.score(flat, model.space) if flat else np.zeros((0, len(model.concepts.ids)), np.float32)
    concepts = _pooled(near, owner, len(pieces))
    whole = [[w for s in p for w in s] for p in pieces]
    rows = model.space.encode(whole)
    direct = (rows @ model.outcome_vectors.T).toarray().astype(np.float32)
    score = (1 - DIRECT_SHARE) * _through(concepts, model.links) + DIRECT_SHARE * direct
    example = np.zeros_like(score) if model.examples is None else model.examples.bonus(rows)
    outside = concepts[:, model.outside].max(axis=1, initial=0) - concepts[:, ~model.outside].max(axis=1, initial=0)
    return Similar(
        score=np.clip(score + example, 0, 1), concepts=concepts, outside=outside,
        unknown=model.space.unknown_share(whole), words=np.array([len(w) for w in whole]), parts=np.array([len(p) for p in pieces]),
        example=example, part=_best_part(near, owner, len(pieces), model.links))


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


def _best_part(values: np.ndarray, owner: np.ndarray, texts: int, links: np.ndarray) -> np.ndarray:
    """The outcome's share in the part of a text that is most about it, times how clearly that part speaks."""
    best = np.zeros((texts, links.shape[1]), np.float32)
    if not len(owner):
        return best
    cubed = _through(values, links) ** 3
    cubed *= values.max(axis=1, keepdims=True) / np.maximum(cubed.sum(axis=1, keepdims=True), 1e-12)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    best[owner[starts]] = np.maximum.reduceat(cubed, starts, axis=0)
    return best


def _through(concepts: np.ndarray, links: np.ndarray) -> np.ndarray:
    """A text's concepts, shared out by nearness, times what outcomes ask for; as strong as its nearest concept."""
    weight = concepts ** SHARP
    weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
    return concepts.max(axis=1, keepdims=True) * (weight @ links)


def top_concepts(similar: Similar, links: np.ndarray, row: np.ndarray, outcome: np.ndarray, count: int) -> np.ndarray:
    """The concepts that did most for each (text, outcome), most first; -1 where there is none."""
    given = similar.concepts[row] ** SHARP * links[:, outcome].T
    best = np.argsort(-given, axis=1, kind="stable")[:, :count]
    return np.where(np.take_along_axis(given, best, axis=1) > 0, best, -1)
