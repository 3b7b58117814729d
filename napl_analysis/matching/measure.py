"""How good matching is on labelled texts: hits, calibration, the rejection of "none of these", confusions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from napl_analysis.matching.match import match_texts

NONE = "geen"
TOP = 3
BINS = 10
RELIABILITY_COLUMNS = ["from", "to", "texts", "promised", "right"]
CONFUSION_COLUMNS = ["outcome_id", "chosen", "times"]


@dataclass(frozen=True)
class Quality:
    """What was measured; a figure that cannot be told is missing (NaN).

    ``top1`` and ``top3`` are over texts that fit an outcome; ``auroc`` says how well the first probability tells those
    from texts that fit none; ``error`` is the expected calibration error of the first match over all texts;
    ``rejected`` and ``kept`` are the shares of texts without and with an outcome below and above the threshold.
    """

    texts: int
    none: int
    top1: float
    top3: float
    auroc: float
    error: float
    rejected: float
    kept: float
    reliability: pd.DataFrame
    confusion: pd.DataFrame


def measure(labelled: pd.DataFrame, matches: pd.DataFrame, *, threshold: float = 0.5) -> Quality:
    """Quality of matches against labels.

    Parameters
    ----------
    labelled
        Index: text id; ``outcome_ids``: the right outcomes, comma-separated, or ``geen``.
    matches
        Result of `match_texts` for these texts, with ``top`` at least 3.
    threshold
        Probability below which a text counts as fitting none.
    """
    right = {t: {c.strip() for c in str(ids).split(",")} for t, ids in labelled["outcome_ids"].items()}
    fits = np.array([right[t] != {NONE} for t in labelled.index], bool)
    chosen = matches[matches["rank"] <= TOP].groupby("text_id", sort=False)["outcome_id"].agg(list)
    first = matches[matches["rank"] == 1].set_index("text_id")["probability"].reindex(labelled.index).fillna(0).to_numpy(float)
    given: list[list[str]] = [list(chosen[t]) if t in chosen.index else [] for t in labelled.index]
    one = np.array([bool(set(g[:1]) & right[t]) for t, g in zip(labelled.index, given, strict=True)], bool)
    three = np.array([bool(set(g) & right[t]) for t, g in zip(labelled.index, given, strict=True)], bool)
    return Quality(
        texts=len(labelled), none=int((~fits).sum()), top1=_mean(one[fits]), top3=_mean(three[fits]), auroc=auroc(first, fits),
        error=calibration_error(first, one), rejected=_mean(first[~fits] < threshold), kept=_mean(first[fits] >= threshold),
        reliability=reliability(first, one), confusion=_confusion(labelled.index, right, given, first, threshold))


def measure_texts(labelled: pd.DataFrame, outcomes: pd.DataFrame, *, threshold: float = 0.5, thesaurus: pd.DataFrame | None = None) -> Quality:
    """Match the ``text`` of labelled texts (see `measure`) to outcomes, and measure."""
    return measure(labelled, match_texts(labelled["text"], outcomes, top=TOP, thesaurus=thesaurus), threshold=threshold)


def reliability(chance: np.ndarray, right: np.ndarray) -> pd.DataFrame:
    """Per tenth of probability: from, to, texts, promised (mean probability) and right (share that was)."""
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    rows = [(b / BINS, (b + 1) / BINS, int((place == b).sum()), float(chance[place == b].mean()), float(right[place == b].mean()))
            for b in np.unique(place)]
    return pd.DataFrame(rows, columns=RELIABILITY_COLUMNS)


def calibration_error(chance: np.ndarray, right: np.ndarray) -> float:
    """Mean distance between what was promised and what came true, in tenths of probability (Naeini et al. 2015)."""
    table = reliability(chance, right)
    return float(((table["promised"] - table["right"]).abs() * table["texts"]).sum() / max(len(chance), 1)) if len(chance) else float("nan")


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else float("nan")


def auroc(chance: np.ndarray, fits: np.ndarray) -> float:
    """The probability that a text with an outcome scores higher than one without (ties count half)."""
    if fits.all() or not fits.any():
        return float("nan")
    ranks = pd.Series(chance).rank().to_numpy()
    positive = int(fits.sum())
    return float((ranks[fits].sum() - positive * (positive + 1) / 2) / (positive * (len(fits) - positive)))


def _confusion(index: pd.Index, right: dict[object, set[str]], given: list[list[str]], first: np.ndarray, threshold: float) -> pd.DataFrame:
    """Wrong first choices: what it was, what was chosen, how often; most frequent first. Below the threshold nothing was chosen."""
    rows = []
    for text, found, chance in zip(index, given, first, strict=True):
        chosen = found[0] if found and chance >= threshold else NONE
        if chosen not in right[text]:
            rows.append((min(right[text]), chosen))
    frame = pd.DataFrame(rows, columns=CONFUSION_COLUMNS[:2])
    counted = frame.value_counts().rename("times").reset_index() if len(frame) else frame.assign(times=pd.Series(dtype="int64"))
    return counted.sort_values(["times", "outcome_id", "chosen"], ascending=[False, True, True], kind="stable", ignore_index=True)
