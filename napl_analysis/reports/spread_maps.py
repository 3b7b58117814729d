"""The gap maps of the spreading page: one small map a region, all in the same colours, chosen by sector and path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.gaps import COUNT_BREAKS
from napl_analysis.charts.numbers import Format
from napl_analysis.charts.style import scale_swatches
from napl_analysis.gaps.spread import SpreadResults
from napl_analysis.gaps.spread_places import ALL_PATHS
from napl_analysis.reports.compact import Compact
from napl_analysis.reports.format import MISSING, is_missing, whole
from napl_analysis.reports.labels import SECTOR_SHORT

UNKNOWN, UNKNOWN_LABEL = "#d9dcdf", "niet bekend, of geen leraren in deze sector"
ROUGH = 150.0  # metres that an outline may be off: these maps are small
SIDE = 1000  # the longest side of a map, in its own units


@dataclass(frozen=True)
class GapMaps:
    """What the template needs: the maps as they first show, and the figures for every choice."""

    sectors: list[tuple[str, str]]
    paths: list[tuple[str, str]]
    legend: list[dict[str, str]]
    regions: list[dict[str, Any]]
    table: Compact
    source: str
    data: dict[str, Any]


def gap_maps(results: SpreadResults, areas: Any) -> GapMaps:
    """The maps of all regions that have any municipality on the map.

    Parameters
    ----------
    results
        Regions together.
    areas
        GeoDataFrame of municipalities in RD: statcode, statnaam, source, status.
    """
    shapes = areas.set_index("statcode").geometry
    places = results.places[results.places["municipality_code"].isin(shapes.index)]
    titles = results.coverage.drop_duplicates("path_id").set_index("path_id")["path_title"].to_dict()
    sectors = [(s, SECTOR_SHORT[s]) for s in (voc.ALL, *voc.SECTORS.codes) if (places["sector"] == s).any()]
    paths = [(ALL_PATHS, "alle paden"), *((p, titles.get(p, p)) for p in dict.fromkeys(places["path_id"]) if p != ALL_PATHS)]
    regions = [r for r in results.regions.itertuples() if (places["region_id"] == r.region_id).any()]
    swatches = scale_swatches(COUNT_BREAKS, "vlek", Format.COUNT)
    colours = [s.colour for s in swatches]
    legend = [{"text": s.label, "colour": s.colour, "ink": s.ink} for s in swatches] + [{"text": UNKNOWN_LABEL, "colour": UNKNOWN, "ink": "#1f2933"}]
    data: dict[str, Any] = {"breaks": list(COUNT_BREAKS), "colours": colours, "unknown": UNKNOWN,
            "regions": {r.region_id: _figures(r, places[places["region_id"] == r.region_id]) for r in regions}}
    first = f"{sectors[0][0]}|{ALL_PATHS}" if sectors else ""
    maps = [_map(data["regions"][r.region_id], r.region_id, shapes, first, colours) for r in regions]
    return GapMaps(sectors, paths, legend, maps, _table(data, first), _source(areas), data)


def _figures(region: Any, places: pd.DataFrame) -> dict[str, Any]:
    """Per choice (sector|path) the open gaps of each municipality, in the order of ``codes``."""
    names = places.drop_duplicates("municipality_code").set_index("municipality_code")["municipality"]
    codes = sorted(names.index)
    found = {}
    for (sector, path), rows in places.groupby(["sector", "path_id"], sort=True):
        values = rows.set_index("municipality_code")["open"].reindex(codes)
        found[f"{sector}|{path}"] = [None if is_missing(v) else int(v) for v in values]
    return {"name": region.region, "codes": codes, "names": [str(names[c]) for c in codes], "open": found}


def _map(figures: dict[str, Any], region_id: str, shapes: Any, first: str, colours: list[str]) -> dict[str, Any]:
    own = [shapes[c] for c in figures["codes"]]
    west, south, east, north = shapely.total_bounds(np.array(own, dtype=object))
    scale = SIDE / max(east - west, north - south)
    values = figures["open"].get(first, [None] * len(own))
    areas = [{"code": code, "d": _outline(shape, west, north, scale), "fill": _colour(value, colours), "title": f"{name}: {'niet bekend' if value is None else f'{value} open'}"}
             for code, name, shape, value in zip(figures["codes"], figures["names"], own, values, strict=True)]
    told = _told(values)
    return {"id": region_id, "region": figures["name"], "box": f"-8 -8 {round((east - west) * scale) + 16} {round((north - south) * scale) + 16}", "areas": areas, "told": told,
            "alt": f"Kaart van {figures['name']}: open tekorten, {told}"}


def _outline(shape: BaseGeometry, west: float, north: float, scale: float) -> str:
    """A municipality as an svg path, roughly, in whole units."""
    rough = shape.simplify(ROUGH)
    parts = []
    for part in getattr(rough, "geoms", [rough]):
        points = [(round((x - west) * scale), round((north - y) * scale)) for x, y in part.exterior.coords]
        parts.append("M" + "L".join(f"{x} {y}" for x, y in points[:-1]) + "Z")
    return "".join(parts)


def _colour(value: int | None, colours: list[str]) -> str:
    return UNKNOWN if value is None else colours[int(np.searchsorted(COUNT_BREAKS, value, side="right"))]


def _told(values: list[int | None]) -> str:
    """The same words as in spread.js."""
    known = [v for v in values if v is not None]
    if not known:
        return "niet bekend of geen leraren in deze sector"
    return f"{known[0]} per gemeente" if min(known) == max(known) else f"{min(known)} tot {max(known)} per gemeente"


def _table(data: dict[str, Any], first: str) -> Compact:
    rows = tuple((figures["name"], name, MISSING if value is None else whole(value)) for figures in data["regions"].values()
                 for name, value in zip(figures["names"], figures["open"].get(first, []), strict=False))
    return Compact("kaarten", "Leeruitkomsten met grote vraag zonder klaar aanbod binnen bereik, per gemeente", ("Regio", "Gemeente", "Open tekorten"), rows, "", (2,))


def _source(areas: Any) -> str:
    return "kaart: CBS (via cbsplotlib) en GeoNames, grenzen benaderd" if (areas["status"] == "benaderd").any() else f"kaart: {areas['source'].iloc[0]}"
