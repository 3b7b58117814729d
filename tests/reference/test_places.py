"""Places: complete, and one point per municipality that is a real place."""

import numpy as np
import pandas as pd
import pytest

from napl_analysis.reference.places import PLACE_COLUMNS, load_places, municipality_points


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return load_places()


def test_every_municipality_has_a_place_with_source_and_licence(places):
    assert list(places.columns) == list(PLACE_COLUMNS)
    assert places["municipality_code"].nunique() == 342
    assert places["municipality_code"].str.fullmatch(r"GM\d{4}").all()
    assert places.notna().all(axis=None)
    assert places.groupby("municipality_code")["municipality"].nunique().max() == 1
    assert set(places["licence"]) == {"CC BY 4.0"}


def test_places_lie_where_they_are_known_to_lie(places):
    # Independent: the towers of Utrecht (Dom) and Groningen (Martini), from memory of any atlas.
    points = municipality_points(places).set_index("municipality")
    for name, latitude, longitude in (("Utrecht", 52.0907, 5.1213), ("Groningen", 53.2194, 6.5680), ("Maastricht", 50.8490, 5.6880)):
        assert abs(points.at[name, "latitude"] - latitude) < 0.02
        assert abs(points.at[name, "longitude"] - longitude) < 0.03


def test_names_are_those_of_cbs(places):
    names = places.drop_duplicates("municipality_code").set_index("municipality_code")["municipality"]
    assert names[["GM0518", "GM0373", "GM0893", "GM1900"]].tolist() == ["'s-Gravenhage", "Bergen (NH.)", "Bergen (L.)", "Súdwest-Fryslân"]


def test_a_municipality_point_is_the_place_of_its_name_else_its_most_central_place(places):
    made = pd.DataFrame({"place": ["Dorp", "Stad", "Stad", "Ver", "Midden", "Rand"], "municipality": ["Stad"] * 4 + ["Fusie"] * 2,
                         "municipality_code": ["GM0001"] * 4 + ["GM0002"] * 2, "latitude": [52.0, 52.01, 52.9, 52.02, 51.0, 51.4],
                         "longitude": [5.0, 5.0, 6.9, 5.1, 4.0, 4.4]})
    points = municipality_points(made)
    assert points["latitude"].tolist()[0] == 52.01
    assert points["municipality_code"].tolist() == ["GM0001", "GM0002"]
    real = municipality_points(places)
    keys = set(zip(places["latitude"], places["longitude"], strict=True))
    assert all(pair in keys for pair in zip(real["latitude"], real["longitude"], strict=True))


def test_points_do_not_depend_on_the_order_of_the_rows(places):
    shuffled = places.sample(frac=1, random_state=np.random.RandomState(3))
    pd.testing.assert_frame_equal(municipality_points(places), municipality_points(shuffled))


def test_a_caller_cannot_change_what_the_next_one_reads(places):
    mine = load_places()
    mine["municipality"] = "?"
    assert "?" not in set(load_places()["municipality"])
