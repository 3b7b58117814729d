"""From similarity to probability: how often a match like this one is right.

Logistic calibration (Platt 1999) on a few features of the match, fitted by benchmarks/match_fit.py on labelled
texts from which outcomes were taken away at random, so that "none of these" is learned too. Nothing in it
depends on which outcomes there are, or how many.
"""

from __future__ import annotations

import numpy as np

from napl_analysis.matching.similarity import Similar
from napl_analysis.reference.thesaurus import load_calibration

_EACH = ("share", "behind", "covered", "part")
FEATURES = (*(f"short_{f}" for f in _EACH), *(f"long_{f}" for f in _EACH), "near", "log_words", "outside", "unknown", "long")
_SMALL = 0.02
_MOST = 5.0  # log odds beyond which nothing is surer
_LONG_FROM, _LONG_WITHIN = 16, 2  # words: about where needs end and descriptions of courses begin
_PER_PART = 4  # a sentence more is worth so many words: who writes several tells of several things


def features(similar: Similar) -> np.ndarray:
    """Text x outcome x feature.

    The outcome's share of the evidence (log odds); how far it is behind the best one; how much of what the text is about it asks for
    (log odds: with few outcomes much lies elsewhere); and how far one part of the text is about it. Long texts (descriptions of courses)
    promise otherwise than short ones, hence twice. Then how near the nearest concept is, the text's length, how much of it lies outside
    (salary, buildings), and the share of its words we do not know.
    """
    each = (_log_odds(similar.score), similar.evidence - similar.evidence.max(axis=1, keepdims=True), _log_odds(similar.covered), similar.part)
    length = similar.words + _PER_PART * np.maximum(similar.parts - 1, 0)
    long = 1 / (1 + np.exp((_LONG_FROM - length[:, None]) / _LONG_WITHIN))
    near = np.log(similar.near.max(axis=1, initial=0) + _SMALL)[:, None]
    per_text = (near, np.log1p(similar.words)[:, None], similar.outside[:, None], similar.unknown[:, None], long)
    return np.stack([*(f * (1 - long) for f in each), *(f * long for f in each), *(np.broadcast_to(v, similar.score.shape) for v in per_text)], axis=2)


def _log_odds(share: np.ndarray) -> np.ndarray:
    kept = np.clip(share, 1e-6, 1 - 1e-6)
    return np.clip(np.log(kept / (1 - kept)), -_MOST, _MOST)


def probabilities(similar: Similar) -> np.ndarray:
    """Text x outcome probabilities, 0-1; in a text they never rise as the score falls.

    The first match and the others have weights of their own: whether the first is right is one question, whether the text
    serves another outcome too is a second one. What a person judged of a text like this shifts the odds as it shifts the evidence.
    """
    values, calibration = features(similar), load_calibration()
    first, other = (1 / (1 + np.exp(-(values @ np.array([w[f] for f in FEATURES]) + w["intercept"] + similar.example)))
                    for w in (calibration["first"], calibration["other"]))
    order = np.argsort(-similar.evidence, axis=1, kind="stable")
    ranked = np.take_along_axis(other, order, axis=1)
    ranked[:, :1] = np.take_along_axis(first, order[:, :1], axis=1)
    chance = np.empty_like(ranked)
    np.put_along_axis(chance, order, np.minimum.accumulate(ranked, axis=1), axis=1)
    return chance
