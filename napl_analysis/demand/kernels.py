"""Numbers under the weights and estimates: arrays in, arrays out; no frames, no messages.

The frame around these functions (`weights`, `estimates`, `demand`) checks what users hand in; here every
array has the right length and holds no missing values.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special  # scipy.stats gives the same figures and takes a second to load

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

MAX_SWEEPS = 1000
TOLERANCE = 1e-11  # largest relative difference between a weighted margin and its total


def rake_codes(codes: Sequence[Codes], targets: Sequence[Floats], base: Floats) -> tuple[Floats, int, float]:
    """Iterative proportional fitting (Deming and Stephan 1940) over the distinct combinations of levels.

    Rows with the same levels get the same factor, so the fitting runs on combinations, not on rows.

    Returns
    -------
    weights, sweeps, deviation
        ``deviation`` is the largest relative distance from a total; above `TOLERANCE`: not converged.
    """
    joint, size = np.zeros(len(base), dtype=np.int64), 1
    for code, target in zip(codes, targets, strict=True):
        joint, size = joint * len(target) + code, size * len(target)
    if size <= 10 * len(base) + 1000:  # few combinations: count them all
        cells = np.flatnonzero(np.bincount(joint, minlength=size))
        place = np.zeros(size, dtype=np.int64)
        place[cells] = np.arange(len(cells))
        cell_of_row = place[joint]
    else:
        cells, cell_of_row = np.unique(joint, return_inverse=True)
    cell_codes = np.unravel_index(cells, tuple(len(t) for t in targets))
    mass = np.bincount(cell_of_row, weights=base, minlength=len(cells)).astype(np.float64)
    fitted, sweeps, deviation = _fit(cell_codes, targets, mass)
    factor = np.divide(fitted, mass, out=np.zeros_like(fitted), where=mass > 0)
    return base * factor[cell_of_row], sweeps, deviation


def _fit(codes: Sequence[NDArray[np.intp]], targets: Sequence[Floats], mass: Floats) -> tuple[Floats, int, float]:
    fitted, deviation, sweeps = mass.copy(), np.inf, 0
    while deviation > TOLERANCE and sweeps < MAX_SWEEPS:
        deviation, sweeps = 0.0, sweeps + 1
        for code, target in zip(codes, targets, strict=True):
            sums = np.bincount(code, weights=fitted, minlength=len(target))
            factor = np.divide(target, sums, out=np.zeros_like(target), where=sums > 0)
            off = np.abs(sums - target) / np.where(target > 0, target, 1.0)
            deviation = max(deviation, float(off.max(initial=0.0)))
            fitted = fitted * factor[code]
    return fitted, sweeps, deviation


def trim(weights: Floats, low: float, high: float, *, rounds: int = 100) -> Floats:
    """Weights between ``low`` and ``high`` times their mean; the trimmed mass is spread over the untrimmed.

    The sum stays the same (what was cut off goes to weights below the upper bound, and the other way round). Weights of zero stay zero and do not count for the mean.
    """
    used = weights > 0
    out = weights.astype(float).copy()
    if not used.any():
        return out
    mean, total = out[used].mean(), out[used].sum()
    floor, ceiling = low * mean, high * mean
    for _ in range(rounds):
        out[used] = np.clip(out[used], floor, ceiling)
        lost = total - out[used].sum()
        free = used & ((out < ceiling) if lost > 0 else (out > floor))
        if abs(lost) <= 1e-12 * total or not free.any():
            break
        out[free] *= 1 + lost / out[free].sum()
    return out


def kish_n(weights: Floats) -> float:
    """Kish's effective number: (sum w)^2 / sum w^2; 0 without any weight."""
    squares = float(np.square(weights).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def logit_interval(share: Floats, se: Floats, df: Floats, n_eff: Floats, level: float) -> tuple[Floats, Floats]:
    """Confidence interval on the logit scale with t quantiles, as R's ``svyciprop(method = "logit")``.

    At a share of 0 or 1 the logit does not exist; there the Clopper-Pearson interval with the effective
    number is given (Korn and Graubard 1998). Without degrees of freedom there is no interval.
    """
    share, se, df, n_eff = np.broadcast_arrays(*(np.asarray(x, float) for x in (share, se, df, n_eff)))
    inside = (share > 0) & (share < 1)
    p = np.where(inside, share, 0.5)
    t = t_quantile(df, level)
    logit, half = np.log(p / (1 - p)), t * se / (p * (1 - p))
    low, high = 1 / (1 + np.exp(-(logit - half))), 1 / (1 + np.exp(-(logit + half)))
    exact_low, exact_high = _clopper_pearson(share, n_eff, level)
    low, high = np.where(inside, low, exact_low), np.where(inside, high, exact_high)
    unknown = np.isnan(share) | (df < 1)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def t_quantile(df: Floats, level: float) -> Floats:
    """Two-sided t quantile; missing below one degree of freedom."""
    df = np.asarray(df, float)
    return np.where(df >= 1, special.stdtrit(np.maximum(df, 1), (1 + level) / 2), np.nan)


def _clopper_pearson(share: Floats, n_eff: Floats, level: float) -> tuple[Floats, Floats]:
    tail, n = (1 - level) / 2, np.maximum(n_eff, 1e-9)
    yes = np.nan_to_num(share) * n
    low = np.where(yes > 0, special.betaincinv(np.maximum(yes, 1e-9), n - yes + 1, tail), 0.0)
    high = np.where(yes < n, special.betaincinv(yes + 1, np.maximum(n - yes, 1e-9), 1 - tail), 1.0)
    return low, high
