"""From similarity to probability: how often a match like this one is right.

Logistic calibration (Platt 1999) on a few features of the match, fitted by benchmarks/match_fit.py on labelled
texts from which outcomes were taken away at random, so that "none of these" is learned too. Nothing in it
depends on which outcomes there are, or how many.
"""

from __future__ import annotations

import numpy as np

from napl_analysis.matching.similarity import Similar
from napl_analysis.reference.thesaurus import load_calibration

_EACH = ("share", "ahead", "behind", "log_fit", "part")
FEATURES = (*(f"short_{f}" for f in _EACH), *(f"long_{f}" for f in _EACH), "log_words", "outside", "unknown", "long")
_SMALL = 0.01
_VAGUE = 0.05  # a text that speaks of nothing we know fits nothing, however little it scores
_LONG_FROM, _LONG_WITHIN = 16, 2  # words: about where needs end and descriptions of courses begin
_PER_PART = 4  # a sentence more is worth so many words: who writes several tells of several things


def features(similar: Similar) -> np.ndarray:
    """Text x outcome x feature.

    The outcome's share among all; how far it is ahead of the next one, or behind the best (apart: of an offering that serves two outcomes
    the second is behind, and right); how much of what the text speaks of the outcome takes up (``log_fit``); and how far one part of the
    text is about it (``part``). Long texts (descriptions of courses) promise otherwise than short ones, hence twice. Then the text's
    length, how much nearer it is to what lies outside (salary, buildings), and the share of its words we do not know.
    """
    score = similar.score
    ordered = np.sort(score, axis=1)
    best = ordered[:, -1:]
    second = ordered[:, -2:-1] if score.shape[1] > 1 else np.zeros_like(best)
    cubed = score ** 3
    fit = np.log((score + _SMALL) / (similar.concepts.max(axis=1, keepdims=True) + _VAGUE))
    each = (cubed / np.maximum(cubed.sum(axis=1, keepdims=True), 1e-12), np.where(score == best, score - second, 0), score - best, fit, similar.part)
    length = similar.words + _PER_PART * np.maximum(similar.parts - 1, 0)
    long = 1 / (1 + np.exp((_LONG_FROM - length[:, None]) / _LONG_WITHIN))
    per_text = (np.log1p(similar.words)[:, None], similar.outside[:, None], similar.unknown[:, None], long)
    return np.stack([*(f * (1 - long) for f in each), *(f * long for f in each), *(np.broadcast_to(v, score.shape) for v in per_text)], axis=2)


def probabilities(similar: Similar) -> np.ndarray:
    """Text x outcome probabilities, 0-1; in a text they never rise as the score falls.

    The first match and the others have weights of their own: whether the first is right is one question, whether the text
    serves another outcome too is a second one.
    """
    values, calibration = features(similar), load_calibration()
    first, other = (1 / (1 + np.exp(-(values @ np.array([w[f] for f in FEATURES]) + w["intercept"])))
                    for w in (calibration["first"], calibration["other"]))
    order = np.argsort(-similar.score, axis=1, kind="stable")
    ranked = np.take_along_axis(other, order, axis=1)
    ranked[:, :1] = np.take_along_axis(first, order[:, :1], axis=1)
    chance = np.empty_like(ranked)
    np.put_along_axis(chance, order, np.minimum.accumulate(ranked, axis=1), axis=1)
    return chance
