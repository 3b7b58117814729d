"""For the screen: maps as filled outlines in RD, so that nothing has to be fetched to draw them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go
from plotly.subplots import make_subplots
from shapely.geometry import Point
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
from napl_analysis.charts.screen_common import clean, legend_entry, text_px
from napl_analysis.charts.spec import HIDDEN_TEXT, Chart, Swatch
from napl_analysis.charts.style import HIDDEN, INK, scale_swatches

WIDTH_PX, HIGHEST_PX = 860, 620
Bounds = tuple[float, float, float, float]


def map_figure(chart: Chart) -> go.Figure:
    """One map a group; pointing at a municipality gives its name and figure."""
    bounds = extent(region_shapes(chart))
    count = len(chart.groups)
    scale = min(WIDTH_PX / count * 0.97 / (bounds[2] - bounds[0]), HIGHEST_PX / (bounds[3] - bounds[1]))
    figure = make_subplots(rows=1, cols=count, horizontal_spacing=0.015)
    for column, group in enumerate(chart.groups, start=1):
        for trace in _panel(chart, group, scale):
            figure.add_trace(trace, row=1, col=column)
        _axes(figure, column, bounds)
    _legend(figure, chart)
    height = round((bounds[3] - bounds[1]) * scale)
    head = 26 if any(chart.groups) else 4
    for column, group in enumerate(chart.groups):
        if group:
            figure.add_annotation(text=f"<b>{clean(group)}</b>", x=column / count, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=3, showarrow=False)
    figure.update_layout(height=height + head + 56, margin={"l": 4, "r": 4, "t": head + 52, "b": 4}, legend={"y": 1 + head / height})
    return figure


def _axes(figure: go.Figure, column: int, bounds: Bounds) -> None:
    name = "" if column == 1 else str(column)
    figure.update_xaxes(range=[bounds[0], bounds[2]], visible=False, constrain="domain", row=1, col=column)
    figure.update_yaxes(range=[bounds[1], bounds[3]], visible=False, scaleanchor=f"x{name}", constrain="domain", row=1, col=column)


def _panel(chart: Chart, group: str, scale: float) -> list[go.Scatter]:
    own = sorted(areas(chart, group), key=lambda area: (-area.shape.area, area.code))  # an enclave on top of what surrounds it
    traces = [_outline(surroundings(chart), fillcolor=CONTEXT, line={"color": "#ffffff", "width": 1}, hoverinfo="skip")]
    traces += [_area(area) for area in own]
    dots = _points(chart)
    traces += [dots] if dots is not None else []
    return [*traces, *_labels(chart, own, scale)]


def _outline(shapes: Sequence[BaseGeometry], **style: object) -> go.Scatter:
    """Shapes as one filled trace; rings follow each other with a gap between."""
    x: list[int | None] = []
    y: list[int | None] = []
    for shape in shapes:
        for part in getattr(shape, "geoms", [shape]):
            if part.geom_type == "Polygon":
                x += [round(c[0]) for c in part.exterior.coords] + [None]
                y += [round(c[1]) for c in part.exterior.coords] + [None]
    return go.Scatter(x=x[:-1], y=y[:-1], mode="lines", fill="toself", hoveron="fills", showlegend=False, **style)


def _area(area: MapArea) -> go.Scatter:
    pattern = {} if area.shown else {"fillpattern": {"shape": "/", "fgcolor": "#c9c9c3", "bgcolor": HIDDEN, "size": 7, "solidity": 0.18}}
    detail = area.detail if area.shown else HIDDEN_TEXT
    text = f"<b>{clean(area.name)}</b><br>" + "<br>".join(clean(line) for line in _wrapped(detail or area.text or "geen cijfer"))
    return _outline([area.shape], fillcolor=area.colour, line={"color": "#ffffff", "width": 1.2}, name=clean(area.name), text=text, hoverinfo="text", **pattern)


def _wrapped(text: str) -> list[str]:
    return wrap(text, 62)


def _points(chart: Chart) -> go.Scatter | None:
    if chart.points is None or chart.points.empty:
        return None
    points = chart.points.sort_values(["value", "name"], ascending=[False, True], kind="stable")
    largest = points["value"].max()
    words = [f"<b>{clean(n)}</b><br>{clean(chart.points_title)}: {formatted(v, Format.COUNT)}" for n, v in zip(points["name"], points["value"], strict=True)]
    return go.Scatter(x=[round(x) for x in points["x"]], y=[round(y) for y in points["y"]], mode="markers+text", showlegend=False, hoverinfo="text", hovertext=words,
                      text=[formatted(v, Format.COUNT) for v in points["value"]], textfont={"color": "#ffffff", "size": 10},
                      marker={"color": INK, "size": [round(14 + 14 * (v / largest) ** 0.5, 1) for v in points["value"]], "opacity": 1, "line": {"color": "#ffffff", "width": 1.2}})


def _labels(chart: Chart, own: list[MapArea], scale: float) -> list[go.Scatter]:
    """Names and figures where they fit at the size the map normally has, in the ink of their area."""
    def measure(lines: Sequence[str], size: float) -> tuple[float, float]:
        return (max(text_px(line, size) for line in lines) + 4) / scale, (len(lines) * size * 1.3 + 2) / scale

    taken = [Point(p.x, p.y).buffer(12 / scale).envelope for p in chart.points.itertuples()] if chart.points is not None else []
    options = [_options(area) for area in own]
    placed = [(area, label) for area, label in zip(own, place_labels([a.shape for a in own], options, measure, taken), strict=True) if label is not None]
    inks = sorted({area.ink for area, _ in placed})
    traces = []
    for ink in inks:
        some = [(a, label) for a, label in placed if a.ink == ink]
        traces.append(go.Scatter(x=[round(label.x) for _, label in some], y=[round(label.y) for _, label in some], mode="text", hoverinfo="skip", showlegend=False,
                                 text=["<br>".join(clean(line) for line in label.lines) for _, label in some],
                                 textfont={"color": ink, "size": [label.size for _, label in some]}))
    return traces


def _options(area: MapArea) -> list[tuple[tuple[str, ...], float]]:
    text = area.text if area.shown else ""
    both = (area.name, text) if text else (area.name,)
    return [(both, 12.0), (both, 11.0), (both, 10.0), *([((text,), 11.0)] if text else [])]


def _legend(figure: go.Figure, chart: Chart) -> None:
    for swatch in scale_swatches(chart.breaks, chart.ramp, chart.format):
        figure.add_trace(legend_entry(swatch))
    if lacks_figures(chart):
        figure.add_trace(legend_entry(Swatch("", NO_FIGURE_LABEL, NO_FIGURE)))
    if chart.has_hidden:
        figure.add_trace(legend_entry(Swatch("", HIDDEN_TEXT, HIDDEN)))
    if chart.points is not None and len(chart.points):
        figure.add_trace(legend_entry(Swatch("", chart.points_title, INK), "circle"))
