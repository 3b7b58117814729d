"""The supply table in every cell, against hand-worked figures."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.region import parse_config
from napl_analysis.supply.table import municipality_supply, supply_table

CONFIG = parse_config({"regio": {"id": "t", "naam": "T", "jaar": 2026, "peildatum": "2026-10-01"},
                       "deelregios": {"noord": ["GM0001"], "zuid": ["GM0002"]}, "bronnen": {}})
PLACES = pd.DataFrame({"municipality_code": ["GM0001", "GM0002"], "latitude": [52.0, 52.9], "longitude": [5.0, 5.0]})  # 100 km apart
STAFF = pd.DataFrame({"sector": ["po", "po", "vo"], "age_band": "25-34", "subregion": ["noord", "zuid", "zuid"],
                      "municipality_code": ["GM0001", "GM0002", "GM0002"], "teachers": [60.0, 40.0, 100.0]})


@pytest.fixture
def table(make_offerings, make_outcomes):
    def run(*rows, staff=STAFF):
        offerings = make_offerings(*({k: v for k, v in row.items() if k != "decision"} for row in rows))
        review = pd.DataFrame({"offering_id": offerings["offering_id"], "decision": [r.get("decision", "direct_aanmelden") for r in rows]})
        cover = pd.DataFrame({"offering_id": offerings["offering_id"], "outcome_id": "A1"})
        cells = supply_table(offerings, cover, review, make_outcomes("A1", "A2"), staff, PLACES, CONFIG)
        return cells.set_index(["outcome_id", "sector", "career_phase", "subregion"])
    return run


def test_every_cell_is_there_and_nothing_is_zero_supply(table):
    cells = table({"sectors": "po", "delivery": "online", "places_per_year": 20})
    assert len(cells) == 2 * 4 * 4 * 3
    empty = cells.loc[("A2", "alle", "alle", "alle")]
    assert empty[["offerings", "ready", "upgradable", "providers", "places_per_year", "reach"]].tolist() == [0, 0, 0, 0, 0, 0]


def test_counts_by_decision_and_sector(table):
    cells = table({"sectors": "po"}, {"sectors": "po,vo", "decision": "opwerken", "provider": "B"}, {"sectors": "po", "decision": "past_niet"}, {})
    assert cells.loc[("A1", "po", "alle", "alle"), ["offerings", "ready", "upgradable", "providers"]].tolist() == [2, 1, 1, 2]
    assert cells.loc[("A1", "vo", "alle", "noord"), ["offerings", "ready", "upgradable"]].tolist() == [1, 0, 1]
    assert cells.loc[("A1", "alle", "alle", "alle"), "offerings"] == 3  # the one without a sector: margin only


def test_reach_follows_the_teachers(table):
    cells = table({"sectors": "po,vo", "delivery": "fysiek", "municipality_code": "GM0001", "places_per_year": 12})
    reach, places = cells["reach"], cells["places_per_year"]
    assert reach[("A1", "po", "alle", "alle")] == pytest.approx(0.6)  # 60 of 100 po teachers
    assert reach[("A1", "vo", "alle", "alle")] == 0
    assert reach[("A1", "alle", "alle", "alle")] == pytest.approx(0.3)  # 60 of 200
    assert reach[("A1", "po", "alle", "noord")] == 1
    assert (places[("A1", "po", "alle", "noord")], places[("A1", "po", "alle", "zuid")]) == (12, 0)


def test_places_are_shared_over_sectors_and_phases_and_add_up(table):
    cells = table({"sectors": "po,vo", "delivery": "online", "career_phases": "startbekwaam,expert", "places_per_year": 40})
    places = cells["places_per_year"]
    assert places[("A1", "po", "alle", "alle")] == pytest.approx(20)  # 100 of 200 teachers
    assert places[("A1", "po", "alle", "noord")] == pytest.approx(12)
    assert places[("A1", "vo", "startbekwaam", "alle")] == pytest.approx(10)
    assert places[("A1", "vo", "vakbekwaam", "alle")] == 0


def test_unknown_location_and_places_stay_unknown(table):
    somewhere = {"sectors": "po", "delivery": "fysiek", "places_per_year": 12}
    cells = table(somewhere)
    assert cells.loc[("A1", "po", "alle", "alle"), ["reach", "places_per_year"]].isna().all()
    assert cells.loc[("A1", "po", "alle", "alle"), "ready"] == 1
    beside_online = table(somewhere, {"sectors": "po", "delivery": "online", "places_per_year": 30})
    assert beside_online.loc[("A1", "po", "alle", "alle"), "reach"] == 1  # the unknown one can no longer change it
    without_number = table({"sectors": "po", "delivery": "online"})
    assert without_number.loc[("A1", "po", "alle", "alle"), "reach"] == 1
    assert pd.isna(without_number.loc[("A1", "po", "alle", "alle"), "places_per_year"])


def test_an_offering_without_a_sector_leaves_reach_unknown_rather_than_zero(table):
    cells = table({"delivery": "online", "places_per_year": 10})
    assert cells.loc[("A1", "po", "alle", "alle"), "ready"] == 0
    assert pd.isna(cells.loc[("A1", "po", "alle", "alle"), "reach"])


def test_teachers_without_a_municipality_can_only_be_reached_online(table):
    staff = pd.concat([STAFF, pd.DataFrame({"sector": ["po"], "age_band": ["25-34"], "subregion": [None], "municipality_code": [None], "teachers": [100.0]})])
    near = table({"sectors": "po", "delivery": "fysiek", "municipality_code": "GM0001"}, staff=staff)
    assert pd.isna(near.loc[("A1", "po", "alle", "alle"), "reach"])
    assert near.loc[("A1", "po", "alle", "noord"), "reach"] == 1
    online = table({"sectors": "po", "delivery": "online"}, staff=staff)
    assert online.loc[("A1", "po", "alle", "alle"), "reach"] == 1


def test_per_municipality_for_the_maps(make_offerings, make_outcomes):
    offerings = make_offerings({"sectors": "po,vo", "delivery": "online", "places_per_year": 40}, {"sectors": "po", "delivery": "fysiek", "municipality_code": "GM0001"})
    review = pd.DataFrame({"offering_id": ["a1", "a2"], "decision": "direct_aanmelden"})
    cover = pd.DataFrame({"offering_id": ["a1", "a2"], "outcome_id": ["A1", "A2"]})
    table = municipality_supply(offerings, cover, review, make_outcomes("A1", "A2"), STAFF, PLACES, CONFIG).set_index(["municipality_code", "sector", "outcome_id"])
    assert len(table) == 3 * 2
    assert table["places_per_year"].xs("A1", level="outcome_id").sum() == pytest.approx(40)  # nothing is counted twice
    assert table.loc[("GM0001", "po", "A1"), "places_per_100"] == pytest.approx(20)
    assert table["reachable"].xs("A2", level="outcome_id").to_dict() == {("GM0001", "po"): True, ("GM0002", "po"): False, ("GM0002", "vo"): False}
    assert pd.isna(table.loc[("GM0001", "po", "A2"), "places_per_year"])
    assert table.loc[("GM0002", "po", "A2"), "places_per_year"] == 0
