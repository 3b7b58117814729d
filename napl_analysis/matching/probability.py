"""From similarity to probability: how often a match like this one is right.

Logistic calibration (Platt 1999) on a few features of the match, fitted by benchmarks/match_fit.py on labelled
texts from which outcomes were taken away at random, so that "none of these" is learned too. Nothing in it
depends on which outcomes there are, or how many.
"""

from __future__ import annotations

import numpy as np

from napl_analysis.matching.similarity import Similar
from napl_analysis.reference.thesaurus import load_calibration

FEATURES = ("share", "lead", "log_fit", "log_words", "outside", "unknown", "long", "long_fit", "long_lead")
_SMALL = 0.01
_VAGUE = 0.05  # a text that speaks of nothing we know fits nothing, however little it scores
_LONG_FROM, _LONG_WITHIN = 16, 2  # words: about where needs end and descriptions of courses begin


def features(similar: Similar) -> np.ndarray:
    """Text x outcome x feature.

    The outcome's share among all, and by how much it leads the next one or is behind the best; how much of what the text speaks of the outcome takes up (``log_fit``), its length, how much
    nearer it is to what lies outside (salary, buildings), and the share of its words we do not know. Long texts
    (descriptions of courses) promise otherwise than short ones, hence the last ones.
    """
    score = similar.score
    ordered = np.sort(score, axis=1)
    best = ordered[:, -1:]
    second = ordered[:, -2:-1] if score.shape[1] > 1 else np.zeros_like(best)
    cubed = score ** 3
    per_text = [np.log1p(similar.words), similar.outside, similar.unknown]
    fit = np.log((score + _SMALL) / (similar.concepts.max(axis=1, keepdims=True) + _VAGUE))
    lead = score - np.where(score == best, second, best)
    long = np.broadcast_to(1 / (1 + np.exp((_LONG_FROM - similar.words[:, None]) / _LONG_WITHIN)), score.shape)
    return np.stack([
        cubed / np.maximum(cubed.sum(axis=1, keepdims=True), 1e-12), lead, fit,
        *(np.broadcast_to(v[:, None], score.shape) for v in per_text),
        long, long * fit, long * lead], axis=2)


def probabilities(similar: Similar) -> np.ndarray:
    """Text x outcome probabilities, 0-1; in a text they fall as the score falls."""
    weights = load_calibration()["weights"]
    linear = features(similar) @ np.array([weights[f] for f in FEATURES]) + weights["intercept"]
    return 1 / (1 + np.exp(-linear))
