"""The space in which texts are compared: stems, parts of compounds and letter n-grams, weighted by rarity.

Everything is looked up per word, once, and summed per text with sparse products, so that a quarter of a
million answers take a minute, not an hour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from napl_analysis.matching.lexicon import Lexicon

PART_WEIGHT = 0.7  # a part of a compound says less than the word itself
PAIR_WEIGHT = 0.6  # two stems side by side ("eigen leerlijn")
CHAR_SHARE = 0.35  # share of letter n-grams in a similarity, the rest is words
UNKNOWN = 0.6  # how much an unknown word counts in the length of a text
_GRAMS = (3, 4, 5)

Segments = Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Word:
    """A word in the space: its stem, and its terms and letter n-grams as column numbers."""

    stem: str
    terms: list[int]
    weights: list[float]
    grams: list[int]


class Space:
    """Vectors for segments (lists of words).

    Parameters
    ----------
    lexicon
        Stems and compounds.
    segments, groups
        The texts the space is built on, and the concept or outcome each belongs to; a term is rare when few
        groups use it.
    """

    def __init__(self, lexicon: Lexicon, segments: Segments, groups: Sequence[int]) -> None:
        self.lexicon = lexicon
        self._terms: dict[str, int] = {}
        self._grams: dict[str, int] = {}
        self._words: dict[str, _Word] = {}
        self._learn(segments)
        group = np.asarray(groups)
        total = len(np.unique(group)) + 1
        terms, grams, _ = self._count(segments)
        self._rarest = float(np.log(total / 1.5))
        self._term_rarity = _rarity(terms, group, total)
        self._gram_rarity = _rarity(grams, group, total)

    def extended(self, segments: Segments, *, pairs_from: int = 1) -> Space:
        """This space with the words of other texts besides, and the pairs that stand in at least so many of them.

        Theirs are as rare as a word can be.
        Columns move: `positions` says where to.
        """
        wider = copy(self)
        wider._terms, wider._grams, wider._words = dict(self._terms), dict(self._grams), {}
        wider._learn(segments, pairs_from)
        wider._term_rarity = _lengthened(self._term_rarity, len(wider._terms), self._rarest)
        wider._gram_rarity = _lengthened(self._gram_rarity, len(wider._grams), self._rarest)
        return wider

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self._terms) + len(self._grams)

    def positions(self, narrow: Space) -> np.ndarray:
        """Where the columns of the space that this one extends have come to stand."""
        return np.r_[np.arange(len(narrow._terms)), len(self._terms) + np.arange(len(narrow._grams))]

    def encode(self, segments: Segments) -> sparse.csr_matrix:
        """A row per segment, of length 1 at most; the product of two rows is their similarity."""
        terms, grams, unknown = self._count(segments)
        terms.data *= self._term_rarity[terms.indices]
        grams.data *= self._gram_rarity[grams.indices]
        extra = unknown * (UNKNOWN * self._rarest) ** 2
        parts = [_unit(terms, extra) * np.sqrt(1 - CHAR_SHARE), _unit(grams) * np.sqrt(CHAR_SHARE)]
        return sparse.hstack(parts, format="csr").astype(np.float32)

    def unknown_share(self, segments: Segments) -> np.ndarray:
        """Share of the words of each segment that stand for no term; 1 for an empty one."""
        return np.array([sum(not self._word(w).terms for w in s) / len(s) if s else 1.0 for s in segments], np.float32)

    def terms_of(self, words: Iterable[str]) -> frozenset[int]:
        """The terms that words stand for."""
        return frozenset(t for word in words for t in self._word(word).terms)

    def shared_words(self, words: Iterable[str], terms: frozenset[int]) -> list[str]:
        """The words that stand for one of these terms (or a part of them does), rarest first."""
        found = {}
        for word in words:
            common = [self._term_rarity[t] for t in self._word(word).terms if t in terms]
            if common:
                found[word] = max(common)
        return sorted(found, key=lambda w: (-found[w], w))

    def _learn(self, segments: Segments, pairs_from: int = 1) -> None:
        pairs: Counter[str] = Counter()
        for segment in segments:
            stems = []
            for word in segment:
                stem, parts = self.lexicon.terms(word)
                stems.append(stem)
                for term in (stem, *parts):
                    self._terms.setdefault(term, len(self._terms))
                for gram in _grams(word):
                    self._grams.setdefault(gram, len(self._grams))
            # Once a text, in the order of the text: the order of a set differs from run to run.
            pairs.update(list(dict.fromkeys(f"{left} {right}" for left, right in pairwise(stems))))
        for pair, times in pairs.items():
            if times >= pairs_from:
                self._terms.setdefault(pair, len(self._terms))

    def _count(self, segments: Segments) -> tuple[sparse.csr_matrix, sparse.csr_matrix, np.ndarray]:
        """Terms and letter n-grams of each segment, and how many of its words are unknown."""
        number: dict[str, int] = {}
        pairs: list[list[int]] = []
        rows: list[list[int]] = []
        for segment in segments:
            rows.append([number.setdefault(w, len(number)) for w in segment])
            stems = [self._word(w).stem for w in segment]
            known = (self._terms.get(f"{a} {b}") for a, b in pairwise(stems))
            pairs.append([p for p in known if p is not None])
        looked_up = [self._word(w) for w in number]
        member = _csr(rows, None, len(number))
        member.data[:] = 1
        terms = member @ _csr([w.terms for w in looked_up], [w.weights for w in looked_up], len(self._terms))
        terms = (terms + PAIR_WEIGHT * _csr(pairs, None, len(self._terms))).tocsr()
        grams = (member @ _csr([w.grams for w in looked_up], None, len(self._grams))).tocsr()
        for counts in (terms, grams):
            np.minimum(counts.data, 1, out=counts.data)
        unknown = member @ np.array([not w.terms for w in looked_up], np.float32) if looked_up else np.zeros(len(rows))
        return terms, grams, np.asarray(unknown, np.float32)

    def _word(self, word: str) -> _Word:
        if word not in self._words:
            stem, parts = self.lexicon.terms(word)
            found = {self._terms[p]: PART_WEIGHT for p in parts if p in self._terms}
            if stem in self._terms:
                found[self._terms[stem]] = 1.0
            grams = sorted({self._grams[g] for g in _grams(word) if g in self._grams})
            self._words[word] = _Word(stem, list(found), list(found.values()), grams)
        return self._words[word]


def _grams(word: str) -> list[str]:
    if len(word) < 4:
        return []
    padded = f"<{word}>"
    return [padded[i:i + n] for n in _GRAMS for i in range(len(padded) - n + 1)]


def _csr(indices: list[list[int]], data: list[list[float]] | None, width: int) -> sparse.csr_matrix:
    pointers = np.concatenate([[0], np.cumsum([len(r) for r in indices])]).astype(np.int64)
    flat = np.fromiter((i for r in indices for i in r), np.int64, pointers[-1])
    values = np.ones(len(flat)) if data is None else np.fromiter((w for r in data for w in r), np.float64, len(flat))
    matrix = sparse.csr_matrix((values.astype(np.float32), flat, pointers), shape=(len(indices), width))
    matrix.sum_duplicates()
    return matrix


def _rarity(counts: sparse.csr_matrix, groups: np.ndarray, total: int) -> np.ndarray:
    """Logarithm of how few groups have each column."""
    column = counts.tocoo()
    seen = np.unique(np.stack([groups[column.row], column.col]), axis=1)
    return np.log(total / (np.bincount(seen[1], minlength=counts.shape[1]) + 0.5)).astype(np.float32)


def _lengthened(values: np.ndarray, length: int, filler: float) -> np.ndarray:
    return np.r_[values, np.full(length - len(values), filler)].astype(np.float32)


def _unit(rows: sparse.csr_matrix, extra: np.ndarray | float = 0.0) -> sparse.csr_matrix:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel() + extra)
    return sparse.diags_array(1 / np.where(length > 0, length, 1)) @ rows
