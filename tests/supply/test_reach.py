"""Reach against hand-worked examples; places given out never exceed places there are."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from napl_analysis.region import Reach
from napl_analysis.supply.reach import (
    any_known,
    distances_km,
    floating_catchment,
    phase_share,
    reachable,
    share_reached,
)

# Three points on one meridian: 0.1 degree of latitude is 11.12 km (6371.0088 km x pi / 1800).
PLACES = pd.DataFrame({"municipality_code": ["GM0001", "GM0002", "GM0003"], "municipality": ["A", "B", "C"],
                       "latitude": [52.0, 52.1, 52.4], "longitude": [5.0, 5.0, 5.0]})


def test_distance_is_the_great_circle():
    km = distances_km(PLACES)
    assert km.loc["GM0001", "GM0002"] == pytest.approx(6371.0088 * math.pi / 1800)
    assert km.loc["GM0003", "GM0001"] == pytest.approx(4 * 6371.0088 * math.pi / 1800)
    assert (np.diag(km) == 0).all()


@pytest.mark.parametrize(("max_km", "reached"), [(14.4, [1, 0, 0]), (14.5, [1, 1, 0]), (57.8, [1, 1, 0]), (57.9, [1, 1, 1])])
def test_travel_is_straight_line_times_detour(make_offerings, max_km, reached):
    # A to B is 11.12 x 1.3 = 14.46 km; A to C is 44.48 x 1.3 = 57.82 km
    offerings = make_offerings({"municipality_code": "GM0001", "delivery": "fysiek"})
    near = reachable(offerings, ["GM0001", "GM0002", "GM0003"], PLACES, Reach(max_km=max_km))
    assert near.loc["a1"].tolist() == reached


def test_online_and_own_school_reach_everybody_and_unknown_stays_unknown(make_offerings):
    offerings = make_offerings({"delivery": "online"}, {"delivery": "fysiek"}, {"delivery": "fysiek", "location_raw": "In-company"},
                               {"delivery": "hybride", "municipality_code": "GM0001"}, {"municipality_code": "GM0999"})
    near = reachable(offerings, ["GM0001", "GM0003"], PLACES, Reach())
    assert near.loc["a1"].tolist() == [1, 1]
    assert near.loc["a2"].isna().all()
    assert near.loc["a3"].tolist() == [1, 1]
    assert near.loc["a4"].tolist() == [1, 0]  # part of a hybrid course is somewhere
    assert near.loc["a5"].isna().all()  # a municipality without a point


def test_own_municipality_is_in_reach_even_without_a_point(make_offerings):
    near = reachable(make_offerings({"municipality_code": "GM0999"}), ["GM0999"], PLACES, Reach())
    assert near.iloc[0, 0] == 1


def test_three_valued_or():
    values = np.array([[0, 0, 1, np.nan], [0, np.nan, np.nan, np.nan]])
    assert np.array_equal(any_known(values), [0, np.nan, 1, np.nan], equal_nan=True)
    assert any_known(np.zeros((0, 2))).tolist() == [0, 0]


def test_share_reached_gives_what_is_sure_and_what_may_be():
    assert share_reached(np.array([1, 0, np.nan]), np.array([60.0, 30.0, 10.0])) == (0.6, 0.7)
    assert all(math.isnan(x) for x in share_reached(np.array([1.0]), np.array([0.0])))


def test_floating_catchment_by_hand():
    # Offering 1: 30 places for groups A (100 teachers) and B (50): 0.2 a teacher. Offering 2: 10 places for B only: 0.2.
    given_out = floating_catchment(np.array([30.0, 10.0]), np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 0.0]]), np.array([100.0, 50.0, 25.0]))
    assert given_out == pytest.approx([20.0, 20.0, 0.0])


def test_unknown_places_make_only_those_unknown_who_could_take_them():
    given_out = floating_catchment(np.array([30.0, np.nan]), np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 0.0]]), np.array([100.0, 50.0, 25.0]))
    assert np.array_equal(given_out, [20.0, np.nan, 0.0], equal_nan=True)


def test_unknown_reach_leaves_everybodys_part_of_that_offering_unknown():
    given_out = floating_catchment(np.array([30.0]), np.array([[1.0, np.nan, 0.0]]), np.array([100.0, 50.0, 25.0]))
    assert np.array_equal(given_out, [np.nan, np.nan, 0.0], equal_nan=True)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_places_given_out_never_exceed_the_places_there_are(data):
    offers, groups = data.draw(st.integers(0, 5)), data.draw(st.integers(1, 6))
    cells = st.lists(st.sampled_from([0.0, 1.0, math.nan]), min_size=groups, max_size=groups)
    reached = np.array(data.draw(st.lists(cells, min_size=offers, max_size=offers)), dtype=float).reshape(offers, groups)
    places = np.array(data.draw(st.lists(st.one_of(st.floats(0, 500), st.just(math.nan)), min_size=offers, max_size=offers)), dtype=float)
    teachers = np.array(data.draw(st.lists(st.floats(0, 1000), min_size=groups, max_size=groups)))
    given_out = floating_catchment(places, reached, teachers)
    assert np.nansum(given_out) <= np.nansum(places) + 1e-6
    assert (given_out[~np.isnan(given_out)] >= 0).all()
    everything_known = not np.isnan(reached).any() and not np.isnan(places).any()
    if everything_known and offers:  # all is given out where somebody can take it, and nothing is unknown
        taken = (reached * teachers).sum(axis=1) > 0
        assert given_out.sum() == pytest.approx(places[taken].sum())


def test_a_place_is_divided_over_the_phases_it_is_for(make_offerings):
    offerings = make_offerings({"career_phases": "startbekwaam"}, {"career_phases": "startbekwaam,expert"}, {})
    shares = np.array([phase_share(offerings, p) for p in ("startbekwaam", "vakbekwaam", "expert")])
    assert shares.sum(axis=0) == pytest.approx([1, 1, 1])
    assert shares[:, 1].tolist() == [0.5, 0, 0.5]
