"""Weights: margins met, mass kept, and errors that name the variable and the levels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from napl_analysis.demand.weights import (
    collapse_levels,
    design_effect,
    effective_n,
    post_stratify,
    rake,
    trim_weights,
)
from napl_analysis.findings import MarginError


def people(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(columns)


def margins(**variables: dict) -> pd.DataFrame:
    return pd.DataFrame([(name, level, float(total)) for name, levels in variables.items() for level, total in levels.items()],
                        columns=["variable", "level", "total"])


def test_rake_meets_every_margin() -> None:
    frame = people(sector=["po", "po", "po", "vo", "vo", "mbo"], age=["jong", "oud", "oud", "jong", "oud", "oud"])
    wanted = margins(sector={"po": 50, "vo": 30, "mbo": 20}, age={"jong": 40, "oud": 60})
    weights = rake(frame, wanted)
    assert weights.groupby(frame["sector"]).sum().to_dict() == pytest.approx({"po": 50, "vo": 30, "mbo": 20})
    assert weights.groupby(frame["age"]).sum().to_dict() == pytest.approx({"jong": 40, "oud": 60})


def test_rake_keeps_the_index_and_the_proportions_of_the_base_weights() -> None:
    frame = people(sector=["po", "po", "vo"]).set_index(pd.Index(["c", "a", "b"]))
    weights = rake(frame, margins(sector={"po": 40, "vo": 60}), base=pd.Series({"a": 3.0, "b": 1.0, "c": 1.0}))
    assert weights.to_dict() == pytest.approx({"c": 10, "a": 30, "b": 60})


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 200))
def test_rake_equals_a_plain_row_by_row_fit(seed: int, rows: int) -> None:
    """Against iterative fitting written out over rows, with random base weights."""
    rng = np.random.default_rng(seed)
    frame = people(a=list(rng.integers(0, 3, rows)), b=list(rng.integers(0, 4, rows)))
    truth = rng.gamma(2.0, size=rows)
    wanted = pd.concat([pd.DataFrame({"variable": v, "level": s.index, "total": s.to_numpy()})
                        for v in "ab" for s in [pd.Series(truth).groupby(frame[v]).sum()]])
    base = pd.Series(rng.gamma(3.0, size=rows))
    plain = base.to_numpy().copy()
    for _ in range(200):
        for v in "ab":
            totals = wanted[wanted["variable"] == v].set_index("level")["total"]
            codes = frame[v].to_numpy()
            factor = {level: totals[level] / plain[codes == level].sum() for level in totals.index}
            plain *= np.array([factor[code] for code in codes])
    np.testing.assert_allclose(rake(frame, wanted, base=base), plain, rtol=1e-5)


def test_post_stratify_meets_every_cell() -> None:
    frame = people(sector=["po", "po", "vo", "vo"], deel=["n", "z", "n", "z"])
    totals = people(sector=["po", "po", "vo", "vo"], deel=["n", "z", "n", "z"], total=[10.0, 20.0, 30.0, 40.0])
    assert post_stratify(frame, totals).tolist() == pytest.approx([10, 20, 30, 40])


@pytest.mark.parametrize(("frame", "wanted", "words"), [
    (people(sector=["po", None]), margins(sector={"po": 1}), ["'sector' ontbreekt bij 1"]),
    (people(sector=["po", "zo"]), margins(sector={"po": 1}), ["'sector'", "'zo'"]),
    (people(sector=["po"]), margins(sector={"po": 1, "mbo": 2}), ["'sector'", "zonder respondenten", "'mbo'", "samenvoegen"]),
    (people(sector=["po", "vo"]), margins(sector={"po": 1, "vo": 0}), ["'sector'", "leeg", "'vo'"]),
    (people(sector=["po"], age=["x"]), margins(sector={"po": 1}, age={"x": 2}), ["tellen niet op", "'sector'", "'age'"]),
    (people(x=["po"]), margins(sector={"po": 1}), ["geen kolom 'sector'"]),
    (people(sector=["po"]), margins(sector={"po": float("nan")}), ["'sector'", "ontbreken"]),
])
def test_impossible_margins_name_the_variable_and_the_levels(frame: pd.DataFrame, wanted: pd.DataFrame, words: list[str]) -> None:
    with pytest.raises(MarginError) as caught:
        rake(frame, wanted)
    assert all(word in str(caught.value) for word in words)


def test_margins_that_contradict_each_other_are_an_error() -> None:
    """Everybody young is in po, so young = 60 and po = 50 cannot both be met."""
    frame = people(sector=["po", "po", "vo"], age=["jong", "oud", "oud"])
    with pytest.raises(MarginError, match="spreken elkaar tegen"):
        rake(frame, margins(sector={"po": 50, "vo": 50}, age={"jong": 60, "oud": 40}))


def test_a_level_with_weight_zero_only_counts_as_empty() -> None:
    with pytest.raises(MarginError, match="'vo'"):
        rake(people(sector=["po", "vo"]), margins(sector={"po": 1, "vo": 1}), base=pd.Series([1.0, 0.0]))


def test_trimming_keeps_the_mass_and_the_bounds() -> None:
    weights = pd.Series([0.01, 0.5, 1.0, 1.0, 1.0, 30.0])
    trimmed = trim_weights(weights, low=0.2, high=2.0)
    mean = weights.mean()
    assert trimmed.sum() == pytest.approx(weights.sum())
    assert trimmed.min() >= 0.2 * mean - 1e-9 and trimmed.max() <= 2.0 * mean + 1e-9
    assert trimmed.is_monotonic_increasing


def test_weights_within_the_bounds_stay_as_they_are() -> None:
    weights = pd.Series([0.8, 1.0, 1.2])
    pd.testing.assert_series_equal(trim_weights(weights), weights)


def test_design_effect_and_effective_n_by_hand() -> None:
    weights = pd.Series([1.0, 1.0, 2.0, 0.0])
    assert effective_n(weights) == pytest.approx(16 / 6)
    assert design_effect(weights) == pytest.approx(3 * 6 / 16)


def test_levels_merge_only_by_rule_and_only_when_small() -> None:
    values = pd.Series(["65+", "55-64", "55-64", "15-24", "25-34"])
    totals = pd.Series({"15-24": 5.0, "25-34": 20.0, "55-64": 20.0, "65+": 1.0})
    new, merged_totals, merged = collapse_levels(values, totals, {"65+": "55-64", "55-64": "45-54"}, minimum=2)
    assert merged == {"65+": "55-64"}
    assert merged_totals.to_dict() == {"15-24": 5.0, "25-34": 20.0, "55-64": 21.0}
    assert new.tolist() == ["55-64", "55-64", "55-64", "15-24", "25-34"]


def test_merging_follows_a_level_that_was_merged_itself() -> None:
    values = pd.Series(["a", "b", "c", "c", "c"])
    totals = pd.Series({"b": 2.0, "a": 1.0, "c": 7.0})
    new, merged_totals, merged = collapse_levels(values, totals, {"a": "b", "b": "c"}, minimum=3)
    assert merged == {"b": "c", "a": "c"}
    assert merged_totals.to_dict() == {"c": 10.0} and set(new) == {"c"}


def test_rules_that_go_round_in_a_circle_do_not_lose_anybody() -> None:
    totals = pd.Series({"a": 1.0, "b": 2.0})
    new, merged_totals, merged = collapse_levels(pd.Series(["a", "b"]), totals, {"a": "b", "b": "a"}, minimum=5)
    assert merged == {"a": "b"} and merged_totals.to_dict() == {"b": 3.0} and new.tolist() == ["b", "b"]
