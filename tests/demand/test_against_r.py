"""Random designs side by side with R's survey package; skipped where R or the package is not installed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.demand.beside_r import (
    NOT_THERE,
    RunningR,
    Spec,
    largest_difference,
    ours,
    r_has_survey,
    random_design,
)

SIX_DIGITS = 1e-6
SPECS = st.builds(
    Spec, seed=st.integers(0, 10_000), rows=st.integers(60, 500), levels=st.lists(st.integers(2, 5), min_size=1, max_size=3).map(tuple),
    per_school=st.integers(1, 12), missing=st.sampled_from([0.0, 0.05, 0.3]), common=st.sampled_from([0.05, 0.3, 0.5, 0.9]),
    unequal=st.sampled_from([0.5, 3.0, 50.0]))


@pytest.fixture(scope="module")
def running_r(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningR]:
    if not r_has_survey():
        pytest.skip(NOT_THERE)
    with RunningR(tmp_path_factory.mktemp("r")) as process:
        yield process


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SPECS)
def test_shares_means_differences_and_weights_as_r(running_r: RunningR, spec: Spec) -> None:
    frame, margins = random_design(spec)
    theirs, their_weights = running_r.estimate(frame, margins)
    mine, my_weights = ours(frame, margins)
    np.testing.assert_allclose(my_weights, their_weights, rtol=SIX_DIGITS)
    assert largest_difference(mine, theirs) < SIX_DIGITS


def test_the_comparison_would_see_a_difference(running_r: RunningR) -> None:
    """Raked weights taken as fixed are another standard error: the check above must not let that pass."""
    frame, margins = random_design(Spec(seed=3))
    theirs, weights = running_r.estimate(frame, margins)
    wrong, _ = ours(frame.assign(base=weights, m0="all", m1="all"),
                    margins.groupby("variable")["total"].sum().reset_index().assign(level="all"))
    assert np.allclose(wrong["share"], theirs.loc[wrong.index, "share"], rtol=SIX_DIGITS)
    assert largest_difference(wrong, theirs) > 0.01
