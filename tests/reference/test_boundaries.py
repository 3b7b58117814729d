"""Boundaries: the shipped areas tile the country, agree with the places, and official files are taken."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import URLError

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from napl_analysis.findings import InputError
from napl_analysis.reference.boundaries import (
    BOUNDARY_COLUMNS,
    MAXIMUM_VERTICES,
    boundaries_geojson,
    boundaries_url,
    fetch_boundaries,
    load_boundaries,
)
from napl_analysis.reference.places import load_places

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "boundaries" / "gemeenten_342_cbs2022.geojson"


@pytest.fixture(scope="module")
def areas() -> gpd.GeoDataFrame:
    return load_boundaries()


@pytest.fixture
def two_towns(tmp_path) -> Path:
    frame = gpd.GeoDataFrame({"statcode": ["GM0344", "GM0307"], "statnaam": ["Utrecht", "Amersfoort"], "jrstatcode": ["2025GM0344", "2025GM0307"]},
                             geometry=[box(130_000, 450_000, 140_000, 460_000), box(150_000, 455_000, 160_000, 465_000)], crs="EPSG:28992")
    path = tmp_path / "gemeenten.geojson"
    path.write_text(frame.to_json(), encoding="utf-8")
    return path


def test_342_areas_each_code_once_marked_as_approximate_and_light(areas):
    assert list(areas.columns) == [*BOUNDARY_COLUMNS, "geometry"]
    assert areas["statcode"].is_unique and len(areas) == 342
    assert areas.crs.to_epsg() == 28992
    assert set(areas["status"]) == {"benaderd"}
    assert shapely.get_num_coordinates(areas.geometry.values).sum() < MAXIMUM_VERTICES


def test_the_areas_share_their_edges_without_overlap(areas):
    assert areas.is_valid.all()
    assert areas.geometry.is_valid_coverage()


def test_areas_and_places_know_the_same_municipalities_by_the_same_names(areas):
    places = load_places().drop_duplicates("municipality_code").set_index("municipality_code")["municipality"]
    assert areas.set_index("statcode")["statnaam"].to_dict() == places.to_dict()


def test_nearly_every_place_lies_in_its_own_area(areas):
    places = load_places()
    points = gpd.GeoSeries(gpd.points_from_xy(places["longitude"], places["latitude"]), crs="EPSG:4326").to_crs(28992)
    own = areas.set_index("statcode").geometry.loc[places["municipality_code"]].reset_index(drop=True)
    assert (own.distance(points) < 1000).mean() > 0.99


@pytest.mark.skipif(not OFFICIAL.exists(), reason="de officiële grenzen om mee te vergelijken zijn er niet")
def test_the_approximation_is_as_good_as_we_say(areas):
    official = load_boundaries(OFFICIAL).set_index("statcode").geometry
    ours = areas.set_index("statcode").geometry.loc[official.index]
    common, union = ours.intersection(official).area, ours.union(official).area
    iou = common / union
    assert set(official.index) == set(areas["statcode"])
    assert iou.mean() == pytest.approx(0.77, abs=0.01)  # the figures in tools/README.md
    assert iou.median() == pytest.approx(0.79, abs=0.01)
    assert common.sum() / official.area.sum() == pytest.approx(0.891, abs=0.005)


@pytest.mark.skipif(not OFFICIAL.exists(), reason="de officiële grenzen om mee te vergelijken zijn er niet")
def test_an_official_file_is_made_light_with_its_areas_kept():
    official = load_boundaries(OFFICIAL)
    raw = gpd.read_file(OFFICIAL).to_crs(28992)
    assert shapely.get_num_coordinates(raw.geometry.values).sum() > 2 * MAXIMUM_VERTICES
    assert shapely.get_num_coordinates(official.geometry.values).sum() < MAXIMUM_VERTICES
    assert official.area.sum() == pytest.approx(raw.area.sum(), rel=0.01)
    assert set(official["status"]) == {"officieel"}


def test_a_users_file_in_rd_or_degrees_or_geopackage_gives_the_same_areas(two_towns, tmp_path):
    rd = load_boundaries(two_towns)
    frame = gpd.read_file(two_towns)
    degrees, package = tmp_path / "graden.geojson", tmp_path / "grenzen.gpkg"
    degrees.write_text(frame.set_crs(28992, allow_override=True).to_crs(4326).to_json(), encoding="utf-8")
    frame.set_crs(28992, allow_override=True).to_file(package, layer="gemeente_gegeneraliseerd_2025")
    gpd.GeoDataFrame({"statcode": ["PV26"]}, geometry=[box(0, 3e5, 1, 3e5 + 1)], crs=28992).to_file(package, layer="provincie_gegeneraliseerd_2025")
    for path in (degrees, package):
        other = load_boundaries(path)
        assert other["statcode"].tolist() == rd["statcode"].tolist() == ["GM0307", "GM0344"]
        assert other.area.tolist() == pytest.approx([1e8, 1e8], rel=1e-4)
    assert rd["version"].tolist() == ["2025", "2025"]


def _changed(path: Path, change) -> Path:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["features"])
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(("change", "words"), [
    (lambda f: [x["properties"].pop("statcode") for x in f], "geen kolom 'statcode'. Wel: "),
    (lambda f: [x["properties"].update(statcode="PV26") for x in f], "geen gemeentecodes zoals GM0344"),
    (lambda f: f[1]["properties"].update(statcode="GM0344"), "dubbel in: GM0344"),
    (lambda f: [x["geometry"].update(coordinates=[[[9e6, 9e6], [9e6 + 1, 9e6], [9e6, 9e6 + 1], [9e6, 9e6]]]) for x in f], "liggen niet in Nederland"),
])
def test_a_file_that_cannot_be_used_says_what_is_wrong_and_what_to_do(two_towns, change, words):
    with pytest.raises(InputError) as error:
        load_boundaries(_changed(two_towns, change))
    assert words in str(error.value)
    assert error.value.place.file == "gemeenten.geojson" and error.value.remedy


def test_a_missing_or_unreadable_file_is_an_input_error(tmp_path):
    broken = tmp_path / "kapot.geojson"
    broken.write_text("geen kaart", encoding="utf-8")
    with pytest.raises(InputError, match="is er niet"):
        load_boundaries(tmp_path / "weg.geojson")
    with pytest.raises(InputError, match="niet te lezen als kaart"):
        load_boundaries(broken)


def test_fetching_asks_pdok_for_the_year_and_checks_the_answer(two_towns):
    asked = []

    def opener(address: str) -> bytes:
        asked.append(address)
        return two_towns.read_bytes()

    assert fetch_boundaries(2025, opener)["statcode"].tolist() == ["GM0307", "GM0344"]
    assert asked == [boundaries_url(2025)] and "/2025/wfs/" in asked[0] and "gemeente_gegeneraliseerd" in asked[0]


def test_no_network_or_a_wrong_answer_is_an_error_with_the_address_to_use():
    def offline(address: str) -> bytes:
        raise URLError("geen verbinding")

    with pytest.raises(InputError, match="konden niet worden opgehaald") as error:
        fetch_boundaries(2025, offline)
    assert boundaries_url(2025) in error.value.remedy
    with pytest.raises(InputError, match="geen kaart"):
        fetch_boundaries(2025, lambda address: b"<html>storing</html>")


def test_what_is_written_can_be_read_back(two_towns, tmp_path):
    path = tmp_path / "terug.geojson"
    path.write_bytes(boundaries_geojson(load_boundaries(two_towns)))
    assert load_boundaries(path)["version"].tolist() == ["2025", "2025"]
    assert path.read_bytes() == boundaries_geojson(load_boundaries(two_towns))
