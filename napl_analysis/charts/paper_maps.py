"""On paper: maps of municipalities, filled by class, with their names where these fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shapely import union_all
from shapely.affinity import affine_transform
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from napl_analysis.charts.maps import (
    CONTEXT,
    NO_FIGURE,
    NO_FIGURE_LABEL,
    MapArea,
    areas,
    extent,
    lacks_figures,
    place_labels,
    region_shapes,
    surroundings,
)
from napl_analysis.charts.numbers import Format, formatted
from napl_analysis.charts.rows import LABEL, SMALL, lay_legend
from napl_analysis.charts.sheet import WIDTH, Body, Sheet
from napl_analysis.charts.spec import HIDDEN_TEXT, Chart, Swatch
from napl_analysis.charts.style import HIDDEN, HIDDEN_HATCH, INK, MUTED, scale_swatches
from napl_analysis.charts.text import height_cm, width_cm

HIGHEST = 13.5  # centimetres
_SIZES = (7.0, 6.5, 6.0, 5.5)


def map_body(chart: Chart) -> Body:
    """One map a group, beside each other, on the same scale of colour."""
    bounds = extent(region_shapes(chart))
    count, gap = len(chart.groups), 0.3
    width = (WIDTH - gap * (count - 1)) / count
    scale = min(width / (bounds[2] - bounds[0]), HIGHEST / (bounds[3] - bounds[1]))
    map_width, map_height = (bounds[2] - bounds[0]) * scale, (bounds[3] - bounds[1]) * scale
    legend = lay_legend(_legend(chart))
    head = height_cm(1, LABEL) + 0.1 if any(chart.groups) else 0.0
    dots = _points_line(chart)
    below = legend.height + dots

    def draw(sheet: Sheet, top: float) -> None:
        legend.draw(sheet, top)
        if dots:
            sheet.disc(0.16, top + legend.height + 0.12, 0.22, INK)
            sheet.text(0.42, top + legend.height, f"{chart.points_title}; de grootte is het aantal", SMALL, colour=MUTED)
        for i, group in enumerate(chart.groups):
            left = i * (width + gap) + (width - map_width) / 2
            sheet.text(left, top + below, group, LABEL, bold=True)
            _panel(sheet, chart, group, bounds, scale, left, top + below + head)

    return Body(below + head + map_height, draw)


def _legend(chart: Chart) -> tuple[Swatch, ...]:
    hidden = (Swatch("", HIDDEN_TEXT, HIDDEN, INK, HIDDEN_HATCH),) if chart.has_hidden else ()
    none = (Swatch("", NO_FIGURE_LABEL, NO_FIGURE, INK),) if lacks_figures(chart) else ()
    return scale_swatches(chart.breaks, chart.ramp, chart.format) + none + hidden


def _points_line(chart: Chart) -> float:
    return height_cm(1, SMALL) + 0.1 if chart.points is not None and len(chart.points) else 0.0


def _panel(sheet: Sheet, chart: Chart, group: str, bounds: tuple[float, float, float, float], scale: float, left: float, top: float) -> None:
    def on_sheet(shape: BaseGeometry) -> BaseGeometry:
        return affine_transform(shape, [scale, 0, 0, -scale, left - bounds[0] * scale, top + bounds[3] * scale])

    for shape in surroundings(chart):
        sheet.shape(on_sheet(shape), CONTEXT, line=0.4, order=1)
    own = areas(chart, group)
    shapes = [on_sheet(a.shape) for a in own]
    for area, shape in zip(own, shapes, strict=True):
        sheet.shape(shape, area.colour, edge="#ffffff" if area.shown else "#c9c9c3", line=0.7, hatch="" if area.shown else HIDDEN_HATCH)
    sheet.shape(region_outline(shapes), "none", edge="#6b7680", line=0.8, order=3)
    taken = _draw_points(sheet, chart, on_sheet)
    options = [_options(area) for area in own]
    for area, label in zip(own, place_labels(shapes, options, _measure, taken), strict=True):
        if label is not None:
            ink = area.ink if area.shown else INK
            sheet.text(label.x, label.y, label.lines, label.size, colour=ink, align="center", middle=True)


def region_outline(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """The outer edge of all areas together."""
    return union_all(list(shapes))


def _options(area: MapArea) -> list[tuple[tuple[str, ...], float]]:
    text = area.text if area.shown else ""
    both = (area.name, text) if text else (area.name,)
    split = (*halves(area.name), *both[1:])
    fallback = [((text,), size) for size in _SIZES] if text else []
    return [*((both, s) for s in _SIZES[:3]), *((split, s) for s in _SIZES[1:]), (both, _SIZES[3]), (split, 5.0), *fallback]


def halves(name: str) -> tuple[str, ...]:
    """A name over two lines, broken at a space or hyphen near its middle."""
    places = [i for i, letter in enumerate(name) if letter in " -" and 0 < i < len(name) - 1]
    if not places:
        return (name,)
    at = min(places, key=lambda i: abs(i - len(name) / 2))
    return (name[:at + (name[at] == "-")], name[at + 1:])


def _measure(lines: Sequence[str], size: float) -> tuple[float, float]:
    return max(width_cm(line, size) for line in lines) + 0.12, height_cm(len(lines), size)


def _draw_points(sheet: Sheet, chart: Chart, on_sheet: Callable[[BaseGeometry], BaseGeometry]) -> list[Polygon]:
    if chart.points is None or chart.points.empty:
        return []
    taken = []
    largest = chart.points["value"].max()
    for point in chart.points.sort_values(["value", "name"], ascending=[False, True], kind="stable").itertuples():
        spot = on_sheet(Point(point.x, point.y))
        diameter = 0.32 + 0.4 * (point.value / largest) ** 0.5
        sheet.disc(spot.x, spot.y, diameter, INK)
        sheet.text(spot.x, spot.y, formatted(point.value, Format.COUNT), 5.5, colour="#ffffff", align="center", middle=True)
        taken.append(box(spot.x - diameter / 2, spot.y - diameter / 2, spot.x + diameter / 2, spot.y + diameter / 2))
    return taken
