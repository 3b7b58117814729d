"""Small cells lean on what is known elsewhere: empirical Bayes.

A cell with few answers is drawn towards a prior share: the national figure where the region loaded one, else
the sector's mean in this region. How hard follows from how much cells truly differ (estimated from the data,
over all themes together) against how precise the cell's own answers are (its effective number). The posterior
is a beta distribution; its variance counts that the prior is itself an estimate: a regional mean is made of the
same cells, a national figure of so many answers
(Fay and Herriot 1979; Morris 1983; Rao and Molina 2015, chapter 5 and 6). Raw, prior and shrunk figures are
all kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from napl_analysis.demand.kernels import Floats
from napl_analysis.vocabulary import ALL

NATIONAL, REGIONAL = "landelijk", "regionaal gemiddelde van de sector"
_EDGE = 0.005  # a prior share of 0 or 1 would never give way
_TYPICAL, _CELLS = 1 / 31, 6.0  # expected differences between cells (a strength of 30 answers), worth six cells
_LEAST = 1 / 101  # cells always differ a little: a prior never counts for more than 100 answers


@dataclass(frozen=True)
class Prior:
    """What cells lean on (all arrays targets x cells).

    Attributes
    ----------
    share
        The prior share; NaN where there is none.
    own
        The part of the prior share that is the cell itself (0 for a national figure).
    family
        Number of the mean that the cell is a part of; cells of one family do not overlap.
    block
        Number of the set of cells that are taken to differ as much.
    variance
        Sampling variance of a national figure; 0 for a regional mean, of which it follows from the cells themselves.
    """

    share: Floats
    own: Floats
    family: np.ndarray
    block: np.ndarray
    variance: Floats | float = 0.0


@dataclass(frozen=True)
class Shrunk:
    """What a cell's figures become: estimate with interval, the prior's part in it, chance above a threshold."""

    estimate: Floats
    low: Floats
    high: Floats
    prior_weight: Floats
    p_high: Floats


def shrink(share: Floats, n_eff: Floats, prior: Prior, *, threshold: float, level: float = 0.95) -> Shrunk:
    """Estimate per cell with its posterior; without a prior, Jeffreys' (half an answer each way) gives the interval.

    Parameters
    ----------
    share, n_eff
        Weighted share and effective number of answers.
    threshold
        ``p_high`` is the chance that the share exceeds this.
    """
    leans = ~np.isnan(prior.share) & ~np.isnan(share) & (n_eff > 0)
    mean = np.clip(np.where(leans, prior.share, 0.5), _EDGE, 1 - _EDGE)
    raw, n = np.where(leans, share, 0.5), np.where(leans, n_eff, 1.0)
    noise = _noise(raw, n, mean)
    between = mean * (1 - mean) * _differences(raw, noise, mean, prior, leans)
    others = _others(between + noise, prior, leans) + prior.variance
    rest = 1 - prior.own
    distance = rest**2 * (noise + between) + others
    weight = np.clip(np.divide(noise * rest, distance, out=np.zeros_like(distance), where=distance > 0), 0.0, 1.0)
    estimate = (1 - weight) * raw + weight * mean
    variance = noise * (1 - weight * rest) ** 2 + weight**2 * (between * rest**2 + others)
    size = np.maximum(estimate * (1 - estimate) / variance - 1, 1.0)
    a = np.where(leans, estimate * size, share * n_eff + 0.5)
    b = np.where(leans, (1 - estimate) * size, (1 - share) * n_eff + 0.5)
    estimate = np.where(leans, estimate, share)
    tail = (1 - level) / 2
    low, high = special.betaincinv(a, b, tail), special.betaincinv(a, b, 1 - tail)
    weight = np.where(np.isnan(share), np.nan, np.where(leans, weight, 0.0))
    return Shrunk(estimate, np.minimum(low, estimate), np.maximum(high, estimate), weight, special.betaincc(a, b, threshold))


def _noise(share: Floats, n: Floats, mean: Floats) -> Floats:
    """Sampling variance of a share, from a share steadied with ten answers of the prior's."""
    steady = (share * n + 10 * mean) / (n + 10)
    return steady * (1 - steady) / n


def _differences(share: Floats, noise: Floats, mean: Floats, prior: Prior, leans: np.ndarray) -> Floats:
    """True variance between cells, as a part of mean x (1 - mean), per block: by moments.

    The squared distance of a cell to its mean is expected to be the cell's own noise and difference, less what
    it shares with the mean, plus those of the other cells in the mean (or the noise of the national figure).
    """
    rest = np.where(leans, 1 - prior.own, 0.0)
    spread = mean * (1 - mean)
    expected_noise = rest**2 * noise + _others(noise, prior, leans) + prior.variance
    per_unit = rest**2 * spread + _others(spread, prior, leans)
    surplus = np.where(leans, (share - mean) ** 2 - expected_noise, 0.0)
    blocks = prior.block.ravel()
    top = np.bincount(blocks, weights=surplus.ravel(), minlength=blocks.max(initial=-1) + 1)
    bottom = np.bincount(blocks, weights=np.where(leans, per_unit, 0.0).ravel(), minlength=len(top))
    count = np.maximum(np.bincount(blocks, weights=leans.ravel(), minlength=len(top)), 1)
    typical = bottom / count * _CELLS
    part = np.divide(top + _TYPICAL * typical, bottom + typical, out=np.full(len(top), _TYPICAL), where=bottom > 0)
    return np.maximum(part, _LEAST)[prior.block]


def _others(variance: Floats, prior: Prior, leans: np.ndarray) -> Floats:
    """Variance that the other cells of the family bring into its mean."""
    squares = np.where(leans, prior.own**2 * variance, 0.0)
    out = np.zeros_like(squares)
    for family in np.unique(prior.family):
        mine = prior.family == family
        out[:, mine] = squares[:, mine].sum(axis=1, keepdims=True) - squares[:, mine]
    return out


def national_shares(national: pd.DataFrame | None, target_id: str, cells: pd.DataFrame) -> tuple[Floats, Floats, np.ndarray]:
    """National share of a theme per cell, its sampling variance and its source (NaN: none): its own phase, else all phases, else all sectors."""
    out, source = np.full((2, len(cells)), np.nan), np.full(len(cells), None, dtype=object)
    if national is None:
        return out[0], out[1], source
    mine = national[national["theme_id"] == target_id]
    known = {(s, p): (float(v), float(v * (1 - v) / n), told) for s, p, v, n, told in zip(
        mine["sector"].fillna(ALL), mine["career_phase"].fillna(ALL), mine["share"], mine["n"], mine["source"], strict=True) if pd.notna(v)}
    for i, (sector, phase) in enumerate(zip(cells["sector"], cells["career_phase"], strict=True)):
        for key in ((sector, phase), (sector, ALL), (ALL, phase), (ALL, ALL)):
            if key in known:
                out[0, i], out[1, i], source[i] = known[key]
                break
    return out[0], out[1], source
