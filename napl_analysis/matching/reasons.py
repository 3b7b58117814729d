"""Why a text was matched to an outcome: the concepts and words that decided, in Dutch."""

from __future__ import annotations

import numpy as np

from napl_analysis.matching.model import Model
from napl_analysis.matching.similarity import Similar, top_concepts

_CONCEPTS = 2
_WORDS = 3
_TELLING = 0.04  # what a word must do for a concept, to be named
NO_REASON = "geen duidelijke overeenkomst"


def reasons(row: np.ndarray, outcome: np.ndarray, pieces: list[list[list[str]]], similar: Similar, model: Model) -> list[str]:
    """A sentence per match: concepts, the words of the text that point to the first, words shared with the outcome."""
    best = top_concepts(similar, model.links, row, outcome, _CONCEPTS)
    texts = [list(dict.fromkeys(w for s in p for w in s)) for p in pieces]
    told = _WordsOf(texts, model)
    found = []
    for r, o, concepts in zip(row.tolist(), outcome.tolist(), best.tolist(), strict=True):
        named = [c for c in concepts if c >= 0]
        parts = [_concepts(named, told.words(r, named[0]), model)] if named else []
        shared = model.space.shared_words(texts[r], model.outcome_terms[o])[:_WORDS]
        parts += [f"dezelfde woorden: {', '.join(shared)}"] if shared else []
        parts += ["lijkt op een beoordeeld voorbeeld"] if similar.example[r, o] > 0 else []
        found.append("; ".join(parts) or NO_REASON)
    return found


def _concepts(named: list[int], words: list[str], model: Model) -> str:
    labels = [model.concepts.labels[c].lower() for c in named]
    because = f" (door {', '.join(words)})" if words else ""
    return f"gaat over {labels[0]}{because}" + "".join(f" en {label}" for label in labels[1:])


class _WordsOf:
    """Which words of a text point to a concept: the classifier's opinion of each word by itself."""

    def __init__(self, texts: list[list[str]], model: Model) -> None:
        words = sorted({w for t in texts for w in t})
        number = {w: i for i, w in enumerate(words)}
        self._texts = texts
        self._numbers = [np.array([number[w] for w in t], np.int64) for t in texts]
        self._says = model.concepts.classify(model.space.encode([[w] for w in words]))
        self._known: dict[tuple[int, int], list[str]] = {}

    def words(self, row: int, concept: int) -> list[str]:
        if (row, concept) not in self._known:
            says = self._says[self._numbers[row], concept]
            order = np.argsort(-says, kind="stable")[:_WORDS]
            self._known[row, concept] = [self._texts[row][i] for i in order if says[i] > _TELLING]
        return self._known[row, concept]
