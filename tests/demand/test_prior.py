"""Shrinkage: how much the prior counts, against theory and against simulated truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from napl_analysis.demand.prior import Prior, national_shares, shrink


def national(share: np.ndarray, prior: float) -> Prior:
    """A known prior share for every cell; all cells alike."""
    return Prior(np.full(share.shape, prior), np.zeros(share.shape), np.zeros(share.shape[1], int), np.zeros(share.shape, int))


def simulated(rng: np.random.Generator, mean: float, strength: float, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """True shares from a beta distribution, and the share among n answers."""
    truth = rng.beta(mean * strength, (1 - mean) * strength, n.shape)
    return truth, rng.binomial(n.astype(int), truth) / n


@pytest.mark.parametrize("strength", [12.0, 60.0])
def test_the_weight_of_the_prior_is_that_of_the_beta_binomial(strength: float) -> None:
    """With many cells the estimated strength is the true one: the prior counts for M / (M + n)."""
    rng = np.random.default_rng(4)
    n = rng.integers(10, 60, (60, 40)).astype(float)
    _, share = simulated(rng, 0.4, strength, n)
    found = shrink(share, n, national(share, 0.4), threshold=0.4)
    np.testing.assert_allclose(found.prior_weight.mean(), (strength / (strength + n)).mean(), atol=0.03)


def test_estimates_beat_raw_and_pooled_and_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(5)
    n = rng.integers(5, 50, (80, 30)).astype(float)
    truth, share = simulated(rng, 0.35, 25.0, n)
    found = shrink(share, n, national(share, 0.35), threshold=0.4)
    error = {name: ((guess - truth) ** 2).mean() for name, guess in (("raw", share), ("pooled", 0.35), ("shrunk", found.estimate))}
    assert error["shrunk"] < min(error["raw"], error["pooled"])
    assert 0.93 < ((found.low <= truth) & (truth <= found.high)).mean() < 0.97


def test_the_chance_of_high_demand_is_right_as_often_as_it_says() -> None:
    rng = np.random.default_rng(6)
    n = rng.integers(5, 80, (100, 40)).astype(float)
    truth, share = simulated(rng, 0.4, 20.0, n)
    said = shrink(share, n, national(share, 0.4), threshold=0.4).p_high
    for low, high in ((0.05, 0.3), (0.3, 0.7), (0.7, 0.95)):
        here = (said > low) & (said < high)
        assert (truth[here] > 0.4).mean() == pytest.approx(said[here].mean(), abs=0.05)


def test_a_regional_mean_is_itself_uncertain_so_intervals_are_wider_than_with_a_known_prior() -> None:
    share, n = np.array([[0.2, 0.5, 0.4]]), np.array([[15.0, 15.0, 15.0]])
    known = shrink(share, n, national(share, 0.366), threshold=0.4)
    mean = Prior(np.full((1, 3), 0.366), np.full((1, 3), 1 / 3), np.zeros(3, int), np.zeros((1, 3), int))
    estimated = shrink(share, n, mean, threshold=0.4)
    assert ((estimated.high - estimated.low) > (known.high - known.low)).all()


def test_without_a_prior_the_raw_share_stands() -> None:
    nothing = Prior(np.full((1, 2), np.nan), np.zeros((1, 2)), np.zeros(2, int), np.zeros((1, 2), int))
    found = shrink(np.array([[0.3, np.nan]]), np.array([[20.0, 0.0]]), nothing, threshold=0.4)
    assert found.estimate[0, 0] == 0.3 and found.prior_weight[0, 0] == 0
    assert np.isnan(found.estimate[0, 1]) and np.isnan(found.p_high[0, 1])


def test_nobody_with_a_need_is_not_drawn_to_nothing() -> None:
    share = np.array([[0.0, 0.4, 0.5]])
    found = shrink(share, np.array([[8.0, 30.0, 30.0]]), national(share, 0.4), threshold=0.4)
    assert 0 < found.estimate[0, 0] < 0.4 and found.low[0, 0] < 0.1 < found.high[0, 0]


def test_national_figures_go_from_fine_to_coarse() -> None:
    cells = pd.DataFrame({"sector": ["po", "po", "vo", "alle"], "career_phase": ["expert", "alle", "expert", "expert"]})
    table = pd.DataFrame({"theme_id": "orde", "sector": ["po", "po", "alle"], "career_phase": ["expert", None, "alle"], "share": [0.1, 0.2, 0.3],
                          "n": [90, 160, 2100], "source": ["een", "twee", "drie"]})
    share, variance, source = national_shares(table, "orde", cells)
    assert share.tolist() == [0.1, 0.2, 0.3, 0.3]
    assert source.tolist() == ["een", "twee", "drie", "drie"]
    assert variance == pytest.approx([0.001, 0.001, 0.0001, 0.0001])
    assert np.isnan(national_shares(table, "toetsen", cells)[0]).all()
    assert np.isnan(national_shares(None, "orde", cells)[0]).all()


def test_a_national_figure_from_few_answers_counts_for_less() -> None:
    rng = np.random.default_rng(8)
    n = rng.integers(10, 40, (40, 20)).astype(float)
    _, share = simulated(rng, 0.4, 30.0, n)
    sure = national(share, 0.4)
    unsure = Prior(sure.share, sure.own, sure.family, sure.block, variance=np.full(share.shape, 0.4 * 0.6 / 15))
    strong, weak = (shrink(share, n, prior, threshold=0.4) for prior in (sure, unsure))
    assert (weak.prior_weight <= strong.prior_weight).all()
