"""Fit the calibration of matching and write reference/data/matching_calibration.json.

Fitted on the repository's own labelled texts but one set (``toets``), which stays for testing, as do sets from
elsewhere. Labelled offerings hardly ever have two outcomes, real ones often do: so two offerings are read as one now and then
(``composed``), of which both outcomes are right. Besides the full frame of outcomes each set is seen with a random part of its outcomes, so that the
probability holds for five outcomes as for sixty, and "none of these" is learned too. Before it writes, it shows
the calibration error of each set when fitted on the others. Run: python benchmarks/match_fit.py
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from match_data import ROOT, Labelled, load_sets
from scipy.optimize import minimize

from napl_analysis.matching.language_model import shares
from napl_analysis.matching.measure import auroc, calibration_error
from napl_analysis.matching.model import build_model
from napl_analysis.matching.probability import FEATURES, features
from napl_analysis.matching.similarity import VIEWS, similarities
from napl_analysis.matching.text import segments
from napl_analysis.reference.thesaurus import load_calibration

DRAWS = 12
PENALTY = 0.01  # holds the weights of the views back a little, so that there always is one answer
KEEP = (0.05, 1.0)  # share of the outcomes that stays in a draw
FULL = 12.0  # the full frame counts as much as all draws together
NONE_SHARE = 0.12  # share of texts that fit none, in every draw
COMPOSED = 0.25  # composed offerings, as a share of the offerings of a set
PLACES = np.array([1.0, 0.5, 0.5])  # the first match counts most
FITTED_ON = ("eigen", "toets", "nieuw", "voorbeeldregio")
RISING = tuple(f for f in FEATURES if f.startswith(("short_", "long_")))  # more of these never makes a match less likely
FALLING = ("outside", "unknown")
TARGET = ROOT / "napl_analysis" / "reference" / "data" / "matching_calibration.json"


@dataclass(frozen=True)
class Draw:
    """The first three matches of every text of a set: text x place x feature, right or wrong, and weight."""

    name: str
    full: bool
    values: np.ndarray
    right: np.ndarray
    weight: np.ndarray


def fit_evidence(sets: list[Labelled]) -> dict[str, float]:
    """Weights of the views: those under which the right outcomes are likeliest (conditional logit; McFadden 1974)."""
    seen = [_seen(s) for s in sets]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = PENALTY * float(w @ w), 2 * PENALTY * w
        for values, right in seen:
            share = shares(values @ w)
            hit = (share * right).sum(axis=1)
            weight = 1 / np.sqrt(len(hit))  # a set twice as large says more, not twice as much: its writer is one
            total -= weight * float(np.log(hit + 1e-12).sum())
            slope = slope - weight * ((share * right / (hit[:, None] + 1e-12) - share)[:, :, None] * values).sum(axis=(0, 1))
        return total, slope

    found = minimize(loss, np.ones(len(VIEWS)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(VIEWS)).x
    return {v: round(float(w), 3) for v, w in zip(VIEWS, found, strict=True)}


def _seen(labelled: Labelled) -> tuple[np.ndarray, np.ndarray]:
    """The views of texts that fit an outcome, and the outcomes that are right."""
    model = build_model(labelled.outcomes)
    pieces = [segments(t, model.language) for t in labelled.texts["text"]]
    right = labelled.right(model.outcome_ids)
    values = similarities(pieces, model).views.astype(float)
    return values[right.any(axis=1)], right[right.any(axis=1)]


def draws_of(labelled: Labelled, random: np.random.Generator) -> list[Draw]:
    """A set with all its outcomes, and with random parts of them."""
    count = len(labelled.outcomes)
    found = [_draw(labelled, np.ones(count, bool), FULL)]
    for _ in range(DRAWS):
        kept = np.zeros(count, bool)
        kept[random.choice(count, max(1, int(count * random.uniform(*KEEP))), replace=False)] = True
        found.append(_draw(labelled, kept, 1.0))
    if "aanbod" in labelled.name:
        pairs = _draw(composed(labelled, random), np.ones(count, bool), COMPOSED * (FULL + DRAWS))
        # The first of them is nearly always right, which real offerings are not: only the others teach.
        found.append(replace(pairs, full=False, weight=pairs.weight * (np.arange(len(PLACES)) > 0)))
    return found


def composed(labelled: Labelled, random: np.random.Generator) -> Labelled:
    """Offerings about two outcomes: the texts of two offerings, or only their first sentences, one after the other."""
    pool = labelled.texts[(labelled.texts["gold1"] != "none") & (labelled.texts["gold2"].fillna("") == "")]
    rows = []
    for number in range(2 * len(pool)):
        a, b = (pool.iloc[i] for i in random.choice(len(pool), 2, replace=False))
        if a["gold1"] != b["gold1"]:
            texts = [t if number % 2 else ". ".join(t.split(". ")[:2]) for t in (a["text"], b["text"])]
            rows.append((". ".join(texts), a["gold1"], b["gold1"]))
    return Labelled(labelled.name, labelled.outcomes, pd.DataFrame(rows, columns=["text", "gold1", "gold2"]))


def _draw(labelled: Labelled, kept: np.ndarray, boost: float) -> Draw:
    model = build_model(labelled.outcomes[kept].reset_index(drop=True))
    pieces = [segments(t, model.language) for t in labelled.texts["text"]]
    similar = similarities(pieces, model)
    best = np.argsort(-similar.evidence, axis=1, kind="stable")[:, :len(PLACES)]
    said, row = np.array([bool(p) for p in pieces]), np.arange(len(pieces))[:, None]
    right = labelled.right(model.outcome_ids)
    fits = right.any(axis=1)
    weight = np.where(fits, 1.0, NONE_SHARE / (1 - NONE_SHARE) * fits[said].sum() / max((~fits[said]).sum(), 1))[:, None] * PLACES[:best.shape[1]]
    return Draw(labelled.name.split(",")[0], bool(kept.all()), features(similar)[row, best][said], right[row, best][said],
                boost * weight[said] * 1000 / weight[said].sum())


def fit(draws: list[Draw]) -> dict[str, dict[str, float]]:
    """Weights of the features, for the first match of a text and for the others."""
    return {"first": _fit(draws, slice(0, 1)), "other": _fit(draws, slice(1, None))}


def _fit(draws: list[Draw], places: slice) -> dict[str, float]:
    """Logistic regression in which no feature may work against its meaning."""
    values = np.concatenate([d.values[:, places].reshape(-1, len(FEATURES)) for d in draws])
    right = np.concatenate([d.right[:, places].ravel() for d in draws]).astype(float)
    weight = np.concatenate([d.weight[:, places].ravel() for d in draws])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(values)), (values - mean) / spread])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        linear = scaled @ w
        miss = 1 / (1 + np.exp(-linear)) - right
        penalty = np.r_[0.0, w[1:]]
        return float(weight @ (np.logaddexp(0, linear) - right * linear) + penalty @ penalty / 2), scaled.T @ (weight * miss) + penalty

    bounds = [(None, None), *((0, None) if f in RISING else (None, 0) if f in FALLING else (None, None) for f in FEATURES)]
    found = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 3000}).x
    slope = found[1:] / spread
    weights = {"intercept": round(float(found[0] - slope @ mean), 4)}
    return weights | {f: round(float(w), 4) for f, w in zip(FEATURES, slope, strict=True)}


def promised(draw: Draw, fitted: dict[str, dict[str, float]]) -> np.ndarray:
    """Probability of the first match of every text."""
    weights = fitted["first"]
    return np.asarray(1 / (1 + np.exp(-(draw.values[:, 0] @ np.array([weights[f] for f in FEATURES]) + weights["intercept"]))))


def main() -> None:
    random = np.random.default_rng(20261123)
    sets = load_sets()
    content: dict[str, object] = {"evidence": fit_evidence([s for s in sets if s.name.split(",")[0] in FITTED_ON])}
    _write(json.loads(TARGET.read_text(encoding="utf-8")) | content)  # what follows is measured with these
    draws = [d for labelled in sets for d in draws_of(labelled, random)]
    mine = [d for d in draws if d.name in FITTED_ON]
    for name in dict.fromkeys(d.name for d in draws):
        weights = fit([d for d in mine if d.name != name])
        errors = [f"{calibration_error(promised(d, weights), d.right[:, 0]):.3f}" for d in draws if d.name == name and d.full]
        told = [round(auroc(promised(d, weights), d.right.any(axis=1)), 3) for d in draws if d.name == name and d.full]
        print(f"{name:16s} gefit op de andere: ijkfout behoeften {errors[0]}, aanbod {errors[1]}; AUROC van geen {told[0]}, {told[1]}")
    content |= fit(mine) | {"how": f"benchmarks/match_fit.py, verzamelingen {', '.join(FITTED_ON)}; {DRAWS} trekkingen, {sum(d.right.size for d in mine)} koppelingen"}
    _write(content)
    print(json.dumps(content, indent=1, ensure_ascii=False))


def _write(content: dict[str, object]) -> None:
    TARGET.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    load_calibration.cache_clear()


if __name__ == "__main__":
    main()
