"""The maps of places and of providers say what the tables say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from napl_analysis import tables
from napl_analysis.charts.gallery import places
from napl_analysis.charts.gallery.scene import Scene
from napl_analysis.gaps.places import places_against_demand


def test_places_are_those_of_the_table(charts, results):
    chart = charts["aanbod_plaatsen"]
    frame = places_against_demand(results.municipal_supply, results.gaps, results.region.config.reach).set_index(["municipality_code", "sector"])
    assert len(chart.data) == len(frame) > 20
    for cell in chart.data.itertuples():
        row = frame.loc[(cell.area, cell.group)]
        assert cell.value == pytest.approx(row["share"], abs=1e-6)
        assert f"bij {int(row['outcomes'] - row['unknown'])} leeruitkomsten" in cell.detail


def test_unknown_places_leave_the_map_white_or_away(results):
    unknown = results.municipal_supply.assign(places_per_year=float("nan"))
    assert places.map_of_places(Scene(replace(results, municipal_supply=unknown))) is None
    partly = results.municipal_supply.copy()
    code = partly["municipality_code"].iloc[0]
    partly.loc[partly["municipality_code"] == code, "places_per_year"] = float("nan")
    chart = places.map_of_places(Scene(replace(results, municipal_supply=partly)))
    cells = chart.data[chart.data["area"] == code]
    assert cells["value"].isna().all() and set(cells["text"]) == {""}


def test_every_usable_offering_is_on_the_map_or_told(charts, results):
    chart = charts["aanbod_plekken"]
    usable = results.review.loc[results.review["decision"] != "past_niet", "offering_id"]
    offered = results.offerings[results.offerings["offering_id"].isin(usable)]
    inside = offered["municipality_code"].isin(set(results.municipalities["municipality_code"])) & (offered["delivery"] != "online").fillna(True)
    typed = offered["provider_type"].notna()
    assert f"{int(inside.sum())} van de {len(offered)} scholingen" in chart.title
    assert chart.data["value"].sum() >= int((inside & typed).sum())


def test_without_supply_there_is_no_map(results):
    assert places.map_of_providers(Scene(replace(results, review=tables.REVIEW.empty()))) is None
    assert places.map_of_places(Scene(replace(results, municipal_supply=tables.REACH.empty()))) is None
