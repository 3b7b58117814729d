"""From words to terms: stems, parts of compounds, and the nearest known word for a typing mistake.

Stemming follows Kraaij and Pohlmann (1994), "Porter's stemming algorithm for Dutch", as in Snowball's
``dutch_porter``.
"""

from __future__ import annotations

from collections.abc import Iterable

import snowballstemmer

_LINKS = ("", "s", "e", "en", "n", "er")  # what stands between the parts of a Dutch compound
_MIN_PART = 4
_MIN_TYPO = 6


class Lexicon:
    """The words we know, and how an unknown word leads back to them.

    Parameters
    ----------
    known
        Words (lower case, no accents) of the thesaurus and the outcomes: these are never "typing mistakes".
    parts
        Words that compounds are made of, besides the known ones.
    """

    def __init__(self, known: Iterable[str], parts: Iterable[str]) -> None:
        self._stemmer = snowballstemmer.stemmer("dutch_porter")
        self._known = frozenset(known)
        self._parts = frozenset(w for w in self._known | frozenset(parts) if len(w) >= _MIN_PART and w.isalpha())
        self._near = self._deletions(w for w in sorted(self._known) if len(w) >= _MIN_TYPO and w.isalpha())
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Stem of a word; digits and short words stay."""
        if word not in self._stems:
            self._stems[word] = _undouble(self._shortest(word)) if word.isalpha() else word
        return self._stems[word]

    def _shortest(self, word: str) -> str:
        """The stem of the stem, until nothing changes: "toetsen", "toets" and "examens", "examen" must meet."""
        while len(word) > 3 and (shorter := self._stemmer.stemWord(word)) != word:
            word = shorter
        return word

    def terms(self, word: str) -> tuple[str, list[str]]:
        """The term a word stands for (its stem, a typing mistake mended), and the stems of its parts."""
        known = word if word in self._known else self._mended(word)
        return self.stem(known), [self.stem(p) for p in self.split(known)]

    def split(self, word: str) -> list[str]:
        """The parts of a compound, longest last part first; empty when it is none."""
        if len(word) < 2 * _MIN_PART or not word.isalpha():
            return []
        for start in range(_MIN_PART, len(word) - _MIN_PART + 1):
            head = word[start:]
            if head in self._parts:
                rest = self._front(word[:start])
                if rest:
                    return [*rest, head]
        return []

    def _front(self, piece: str) -> list[str]:
        for link in _LINKS:
            base = piece[: len(piece) - len(link)] if link else piece
            if piece.endswith(link) and base in self._parts:
                return [base]
        return self.split(piece) if len(piece) >= 2 * _MIN_PART else []

    def _mended(self, word: str) -> str:
        """The known word one typing mistake away (a letter more, less, changed or swapped), else the word itself."""
        if len(word) < _MIN_TYPO or not word.isalpha() or self.split(word):
            return word
        if word in self._near:
            return self._near[word]
        for i in range(1, len(word)):
            shorter = word[:i] + word[i + 1:]
            if shorter in self._known and len(shorter) >= _MIN_TYPO:
                return shorter
            if shorter in self._near:
                return self._near[shorter]
        return word

    @staticmethod
    def _deletions(words: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for word in words:
            for i in range(1, len(word)):
                found.setdefault(word[:i] + word[i + 1:], word)
        return found


def _undouble(stem: str) -> str:
    # "klass" and "klas", "begav" and "begaaf" must meet: the last letters decide too much in Dutch.
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeou":
        stem = stem[:-1]
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1]) if len(stem) > 2 else stem
