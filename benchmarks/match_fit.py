"""Fit the calibration of matching and write reference/data/matching_calibration.json.

Fitted on the repository's own labelled texts, every set with the same weight; sets from elsewhere are for
testing. Each draw takes away a random part of the outcomes, so that the texts about them become "none of
these". Run: python benchmarks/match_fit.py
"""

from __future__ import annotations

import json

import numpy as np
from match_data import ROOT, Labelled, load_sets
from sklearn.linear_model import LogisticRegression

from napl_analysis.matching.model import build_model
from napl_analysis.matching.probability import FEATURES, features
from napl_analysis.matching.similarity import similarities
from napl_analysis.matching.text import segments

DRAWS = 10
KEEP = (0.9, 1.0)  # share of the outcomes that stays
PLACES = np.array([1.0, 0.5, 0.5])  # the first match counts most
TARGET = ROOT / "napl_analysis" / "reference" / "data" / "matching_calibration.json"


def examples(labelled: Labelled, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, right or wrong, and weight of the first three matches of every text, over all draws."""
    found = [_draw(labelled, random.random(len(labelled.outcomes)) < random.uniform(*KEEP)) for _ in range(DRAWS)]
    return tuple(np.concatenate(part) for part in zip(*found, strict=True))  # type: ignore[return-value]


def _draw(labelled: Labelled, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    model = build_model(labelled.outcomes[kept].reset_index(drop=True))
    pieces = [segments(t, model.language) for t in labelled.texts["text"]]
    similar = similarities(pieces, model)
    best = np.argsort(-similar.score, axis=1, kind="stable")[:, :len(PLACES)]
    said = np.array([bool(p) for p in pieces])
    row = np.arange(len(pieces))[:, None]
    return (features(similar)[row, best][said].reshape(-1, len(FEATURES)),
            labelled.right(model.outcome_ids)[row, best][said].ravel(), np.tile(PLACES[:best.shape[1]], said.sum()))


def main() -> None:
    random = np.random.default_rng(20261123)
    parts = [examples(labelled, random) for labelled in load_sets(shared=False)]
    values, right = (np.concatenate(p) for p in (list(zip(*parts, strict=True))[:2]))
    weight = np.concatenate([w * 1000 / len(w) for _, _, w in parts])
    fitted = LogisticRegression(C=1.0, max_iter=5000).fit(values, right, sample_weight=weight)
    weights = {"intercept": round(float(fitted.intercept_[0]), 4)}
    weights |= {f: round(float(w), 4) for f, w in zip(FEATURES, fitted.coef_[0], strict=True)}
    content = {"weights": weights, "how": f"benchmarks/match_fit.py {len(parts)} verzamelingen, {DRAWS} trekkingen, {len(right)} koppelingen"}
    TARGET.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(content, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
