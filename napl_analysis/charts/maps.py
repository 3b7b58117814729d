"""What a map needs before it can be drawn, on paper as on screen: its areas, their surroundings, where labels fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from napl_analysis.charts.spec import Chart, Swatch
from napl_analysis.charts.style import HIDDEN, INK, swatch_of

CONTEXT = "#eef0f1"  # municipalities around the region
NO_FIGURE, NO_FIGURE_LABEL = "#ffffff", "geen cijfer"
MARGIN = 0.04  # of the extent
_TRIES = 31  # places tried along each side of an area


@dataclass(frozen=True)
class MapArea:
    """One municipality on one panel: its shape in RD and how it is filled."""

    code: str
    name: str
    shape: BaseGeometry
    colour: str
    ink: str
    text: str
    detail: str
    shown: bool


def region_shapes(chart: Chart) -> gpd.GeoDataFrame:
    """The municipalities that the chart has figures about, by code."""
    wanted = chart.geometry["statcode"].isin(set(chart.data["area"]))
    return chart.geometry.loc[wanted].set_index("statcode").sort_index()


def lacks_figures(chart: Chart) -> bool:
    """Is there an area on a panel without a row or without a figure (a municipality without teachers in a sector)?"""
    cells = len(set(chart.data["area"])) * len(chart.groups)
    return len(chart.data) < cells or bool((chart.data["shown"] & chart.data["value"].isna()).any())


def extent(shapes: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    """West, south, east and north of the map, with a margin."""
    west, south, east, north = shapes.total_bounds
    room = MARGIN * max(east - west, north - south)
    return west - room, south - room, east + room, north + room


def surroundings(chart: Chart) -> list[BaseGeometry]:
    """The municipalities around the region, cut off at the edge of the map."""
    shapes = region_shapes(chart)
    frame = box(*extent(shapes))
    around = chart.geometry.loc[~chart.geometry["statcode"].isin(shapes.index)]
    cut = around.geometry[around.intersects(frame)].intersection(frame)
    return [shape for shape in cut if shape.area > 0]


def areas(chart: Chart, group: str) -> list[MapArea]:
    """The municipalities of one panel, sorted by code; an area without a row or a figure is left white."""
    shapes = region_shapes(chart)
    rows = chart.data[chart.data["group"] == group].set_index("area")
    result = []
    for code, shape, name in zip(shapes.index, shapes.geometry, shapes["statnaam"], strict=True):
        if code not in rows.index:
            result.append(MapArea(code, name, shape, NO_FIGURE, INK, "", "", True))
            continue
        row = rows.loc[code]
        swatch = _swatch(chart, row)
        result.append(MapArea(code, row["category"] or name, shape, swatch.colour, swatch.ink, row["text"], row["detail"], bool(row["shown"])))
    return result


def _swatch(chart: Chart, row: pd.Series) -> Swatch:
    if not row["shown"]:
        return Swatch("", "", HIDDEN, INK)
    if pd.isna(row["value"]):
        return Swatch("", "", NO_FIGURE, INK)
    return swatch_of(row["value"], chart.breaks, chart.ramp, chart.format)


@dataclass(frozen=True)
class Label:
    """Words that found a place on the map; x and y are the middle, in the map's own units."""

    lines: tuple[str, ...]
    size: float
    x: float
    y: float


Measure = Callable[[Sequence[str], float], tuple[float, float]]


def place_labels(shapes: Sequence[BaseGeometry], options: Sequence[Sequence[tuple[tuple[str, ...], float]]], measure: Measure,
                 taken: Sequence[Polygon] = ()) -> list[Label | None]:
    """A place inside each shape for the first of its options that fits without touching another label.

    Parameters
    ----------
    shapes
        The areas, in the units in which `measure` answers.
    options
        For each area: (lines, font size) from best to least.
    measure
        Width and height of lines at a size.
    taken
        Places that are already used, such as points.

    Returns
    -------
    list
        A label for each area, or None where nothing fits. Large areas choose last, for they have room.
    """
    used = list(taken)
    result: list[Label | None] = [None] * len(shapes)
    for i in np.argsort([shape.area for shape in shapes], kind="stable"):
        for lines, size in options[i]:
            spot = _spot(shapes[i], *measure(lines, size), used)
            if spot is not None:
                result[i] = Label(tuple(lines), size, (spot.bounds[0] + spot.bounds[2]) / 2, (spot.bounds[1] + spot.bounds[3]) / 2)
                used.append(spot)
                break
    return result


def _spot(shape: BaseGeometry, width: float, height: float, used: list[Polygon]) -> Polygon | None:
    """The place for a box of this size, nearest to the middle of the shape, that keeps within it; None if there is none."""
    west, south, east, north = shape.bounds
    if width > east - west or height > north - south:
        return None
    heart = shapely.get_coordinates(shapely.maximum_inscribed_circle(_largest(shape)))[0]
    xs, ys = np.meshgrid(np.linspace(west + width / 2, east - width / 2, _TRIES), np.linspace(south + height / 2, north - height / 2, _TRIES))
    x, y = np.append(xs.ravel(), heart[0]), np.append(ys.ravel(), heart[1])
    spots = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    shapely.prepare(shape)
    free = shapely.contains(shape, spots)
    for other in used:
        free &= ~shapely.intersects(other, spots)
    if not free.any():
        return None
    away = (x - heart[0]) ** 2 + ((y - heart[1]) * 1.5) ** 2
    return spots[np.argmin(np.where(free, away, np.inf))]


def _largest(shape: BaseGeometry) -> BaseGeometry:
    return max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
