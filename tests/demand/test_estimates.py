"""Estimates against R's survey package, and the edges."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from napl_analysis.demand.estimates import (
    benjamini_hochberg,
    estimate_differences,
    estimate_means,
    estimate_shares,
)
from napl_analysis.findings import MarginError

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "weighting_reference"
API = pd.DataFrame([("stype", "E", 4421), ("stype", "H", 755), ("stype", "M", 1018), ("sch.wide", "No", 1072), ("sch.wide", "Yes", 5122)],
                   columns=["variable", "level", "total"])
needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no shared/weighting_reference beside the repository")


def sample(name: str) -> pd.DataFrame:
    frame = pd.read_csv(REFERENCE / name)
    return frame.assign(improved=frame["comp.imp"] == "Yes")


CLUS1 = {"base": "pw", "cluster": "dnum", "fpc": "fpc"}


@needs_reference
def test_mean_with_clusters_as_r() -> None:
    row = estimate_means(sample("apiclus1.csv"), "api00", **CLUS1).iloc[0]
    assert (row["mean"], row["se"]) == pytest.approx((644.1693989, 23.5422406938), rel=1e-9)


@needs_reference
def test_raked_mean_and_share_as_r() -> None:
    mean = estimate_means(sample("apiclus1.csv"), "api00", margins=API, **CLUS1).iloc[0]
    share = estimate_shares(sample("apiclus1.csv"), "improved", margins=API, **CLUS1).iloc[0]
    assert (mean["mean"], mean["se"]) == pytest.approx((641.23032093, 23.70361689), abs=1e-7)
    assert (share["share"], share["se"]) == pytest.approx((0.68015754, 0.01615918), abs=1e-8)
    assert (share["low"], share["high"]) == pytest.approx((0.6445529084, 0.7137794355), abs=1e-9)


@needs_reference
def test_raked_domains_as_r() -> None:
    rows = estimate_shares(sample("apiclus1.csv"), "improved", by="stype", margins=API, **CLUS1).set_index("stype")
    assert rows["share"].to_dict() == pytest.approx({"E": 0.75673279, "H": 0.46663021, "M": 0.50596694}, abs=1e-8)
    assert rows["se"].to_dict() == pytest.approx({"E": 0.03214055, "H": 0.10836528, "M": 0.11943180}, abs=1e-8)


@needs_reference
def test_simple_random_sample_raked_and_post_stratified_as_r() -> None:
    raked = estimate_means(sample("apisrs.csv"), "api00", margins=API, base="pw").iloc[0]
    post = estimate_means(sample("apisrs.csv"), "api00", margins=API[API["variable"] == "stype"], base="pw").iloc[0]
    assert (raked["mean"], raked["se"]) == pytest.approx((657.79154633, 8.97171226), abs=1e-7)
    assert (post["mean"], post["se"]) == pytest.approx((656.78158095, 9.30804643), abs=1e-7)


@needs_reference
def test_taking_raked_weights_as_fixed_would_be_far_too_wide() -> None:
    frame = sample("apiclus1.csv")
    raked = estimate_shares(frame, "improved", margins=API, **CLUS1)["se"].iloc[0]
    from napl_analysis.demand.weights import rake
    fixed = estimate_shares(frame, "improved", base=rake(frame, API, base="pw"), cluster="dnum", fpc="fpc")["se"].iloc[0]
    assert fixed == pytest.approx(0.03799467, abs=1e-8)
    assert fixed / raked == pytest.approx(2.35, abs=0.01)


def test_one_respondent_has_a_share_and_no_interval() -> None:
    row = estimate_shares(pd.DataFrame({"need": [True]}), "need").iloc[0]
    assert (row["n"], row["share"]) == (1, 1.0)
    assert row[["low", "high"]].isna().all()


def test_everybody_the_same_answer_gets_an_exact_interval() -> None:
    """Clopper-Pearson for 0 of 20: upper bound 1 - 0.025^(1/20)."""
    row = estimate_shares(pd.DataFrame({"need": [False] * 20}), "need").iloc[0]
    assert (row["share"], row["low"]) == (0.0, 0.0)
    assert row["high"] == pytest.approx(1 - 0.025 ** (1 / 20))


def test_all_missing_gives_no_respondents_and_no_figures() -> None:
    frame = pd.DataFrame({"need": pd.array([None, None], dtype="boolean")})
    row = estimate_shares(frame, "need").iloc[0]
    assert row["n"] == 0 and row[["share", "se", "low", "high"]].isna().all()


def test_a_domain_without_answers_stays_a_row_without_figures() -> None:
    frame = pd.DataFrame({"need": [1.0, 0.0, 1.0, np.nan], "sector": ["po", "po", "po", "mbo"]})
    rows = estimate_shares(frame, "need", by=["sector"]).set_index("sector")
    assert rows.loc["mbo", "n"] == 0 and np.isnan(rows.loc["mbo", "share"])
    assert rows.loc["po", "share"] == pytest.approx(2 / 3)


def test_weights_of_zero_do_not_count() -> None:
    frame = pd.DataFrame({"need": [1, 0, 0], "w": [1.0, 1.0, 0.0]})
    row = estimate_shares(frame, "need", base="w").iloc[0]
    assert (row["n"], row["share"]) == (2, 0.5)


def test_a_respondent_without_a_school_is_a_cluster_of_her_own() -> None:
    frame = pd.DataFrame({"need": [1, 0, 1, 0], "school": ["a", "a", None, None]})
    spelled = frame.assign(school=["a", "a", "b", "c"])
    pd.testing.assert_frame_equal(estimate_shares(frame, "need", cluster="school"), estimate_shares(spelled, "need", cluster="school"))


def test_a_share_of_something_else_than_yes_and_no_is_refused() -> None:
    with pytest.raises(MarginError, match="ja/nee"):
        estimate_shares(pd.DataFrame({"level": [0, 3]}), "level")


def test_difference_of_two_independent_groups_by_hand() -> None:
    """Two groups of a simple random sample: n/(n-1) times the sum of p(1-p)/n, as linearisation has it."""
    frame = pd.DataFrame({"need": [1] * 30 + [0] * 10 + [1] * 20 + [0] * 40, "who": ["a"] * 40 + ["b"] * 60})
    row = estimate_differences(frame, "need", between="who").iloc[0]
    expected = np.sqrt((0.75 * 0.25 / 40 + (1 / 3) * (2 / 3) / 60) * 100 / 99)
    assert row["difference"] == pytest.approx(0.75 - 1 / 3)
    assert row["se"] == pytest.approx(expected)
    assert bool(row["significant"])


def test_benjamini_hochberg_as_published() -> None:
    """R: p.adjust(c(.01, .02, .03, .04, .05), "BH") is .05 everywhere; a missing p stays out."""
    assert benjamini_hochberg(np.array([0.01, 0.02, 0.03, 0.04, 0.05])) == pytest.approx([0.05] * 5)
    adjusted = benjamini_hochberg(np.array([0.001, np.nan, 0.6, 0.03]))
    assert adjusted[[0, 2, 3]] == pytest.approx([0.003, 0.6, 0.045]) and np.isnan(adjusted[1])
