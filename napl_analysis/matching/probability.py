"""From similarity to probability: how often a match like this one is right.

Logistic calibration (Platt 1999) on a few features of the match, fitted by benchmarks/match_fit.py on labelled
texts from which outcomes were taken away at random, so that "none of these" is learned too. Nothing in it
depends on which outcomes there are, or how many.
"""

from __future__ import annotations

import numpy as np

from napl_analysis.matching.similarity import Similar
from napl_analysis.reference.thesaurus import load_calibration

FEATURES = ("log_score", "share", "lead", "log_concept", "log_words", "outside", "unknown")
_SMALL = 0.01


def features(similar: Similar) -> np.ndarray:
    """Text x outcome x feature.

    How alike text and outcome are (``log_score``), the outcome's share among all, and by how much it leads the
    best other one; how sure we are what the text speaks of at all (``log_concept``), its length, how much
    nearer it is to what lies outside (salary, buildings), and the share of its words we do not know.
    """
    score = similar.score
    ordered = np.sort(score, axis=1)
    best = ordered[:, -1:]
    second = ordered[:, -2:-1] if score.shape[1] > 1 else np.zeros_like(best)
    cubed = score ** 3
    per_text = [np.log(similar.concepts.max(axis=1) + 2 * _SMALL), np.log1p(similar.words), similar.outside, similar.unknown]
    return np.stack([
        np.log(score + _SMALL), cubed / np.maximum(cubed.sum(axis=1, keepdims=True), 1e-12),
        score - np.where(score == best, second, best), *(np.broadcast_to(v[:, None], score.shape) for v in per_text)], axis=2)


def probabilities(similar: Similar) -> np.ndarray:
    """Text x outcome probabilities, 0-1; in a text they fall as the score falls."""
    weights = load_calibration()["weights"]
    linear = features(similar) @ np.array([weights[f] for f in FEATURES]) + weights["intercept"]
    return 1 / (1 + np.exp(-linear))
