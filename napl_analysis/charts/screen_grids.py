"""For the screen: heat maps and matrices, a word or figure in every cell."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd
import plotly.graph_objects as go

from napl_analysis.charts.screen_common import ROW_PX, RowAxis, clean, hover, legend_entry, row_axis
from napl_analysis.charts.spec import HIDDEN_TEXT, Chart, Kind, Swatch
from napl_analysis.charts.style import HIDDEN, HIDDEN_INK, scale_swatches


def grid(chart: Chart) -> go.Figure:
    """Rows by columns; colour by class of value or by class."""
    data, axis = chart.ordered(), row_axis(chart)
    swatches = scale_swatches(chart.breaks, chart.ramp, chart.format) if chart.kind is Kind.HEATMAP else chart.swatches
    classes, texts, hovers = _matrices(chart, data, axis, swatches)
    figure = go.Figure(go.Heatmap(
        z=classes, x=list(range(len(chart.groups))), y=list(range(axis.count)), zmin=-0.5, zmax=len(swatches) - 0.5, colorscale=_steps(swatches), showscale=False,
        xgap=2, ygap=2, hoverongaps=False, hoverinfo="text", hovertext=hovers))
    _texts(figure, chart, texts, classes, swatches)
    _hidden(figure, chart, data, axis)
    used = {c for row in classes for c in row if c is not None}
    for i, swatch in enumerate(swatches):
        if chart.kind is Kind.HEATMAP or i in used:
            figure.add_trace(legend_entry(swatch))
    figure.update_yaxes(axis.layout())
    figure.update_xaxes(tickvals=list(range(len(chart.groups))), ticktext=[f"<b>{clean(g)}</b>" for g in chart.groups], side="top", showgrid=False, zeroline=False,
                        range=[-0.5, len(chart.groups) - 0.5], fixedrange=True, ticklen=0)
    axis.draw_headings(figure)
    figure.update_layout(height=80 + ROW_PX * axis.count, margin={"l": axis.left, "r": 8, "t": 76, "b": 4}, legend={"y": 1 + 26 / (ROW_PX * axis.count)})
    return figure


def _matrices(chart: Chart, data: pd.DataFrame, axis: RowAxis, swatches: tuple[Swatch, ...]) -> tuple[list[list[int | None]], list[list[str]], list[list[str]]]:
    columns, codes = {g: i for i, g in enumerate(chart.groups)}, {s.code: i for i, s in enumerate(swatches)}
    classes: list[list[int | None]] = [[None] * len(columns) for _ in range(axis.count)]
    texts = [[""] * len(columns) for _ in range(axis.count)]
    hovers = [[""] * len(columns) for _ in range(axis.count)]
    for _, cell in data[data["shown"]].iterrows():
        row, column = axis.places[(cell["block"], cell["category"])], columns[cell["group"]]
        if chart.kind is Kind.HEATMAP:
            place = None if pd.isna(cell["value"]) else bisect_right(chart.breaks, cell["value"])
        else:
            place = codes.get(cell["style"])
        if place is not None:
            classes[row][column], texts[row][column], hovers[row][column] = place, clean(cell["text"]), hover(cell)
    return classes, texts, hovers


def _steps(swatches: tuple[Swatch, ...]) -> list[list[object]]:
    """A colour scale of equal steps without transitions."""
    count = len(swatches)
    return [[edge / count, swatch.colour] for i, swatch in enumerate(swatches) for edge in (i, i + 1)]


def _texts(figure: go.Figure, chart: Chart, texts: list[list[str]], classes: list[list[int | None]], swatches: tuple[Swatch, ...]) -> None:
    """The words in the cells, in the ink of their class."""
    for place, swatch in enumerate(swatches):
        spots = [(x, y) for y, row in enumerate(classes) for x, c in enumerate(row) if c == place]
        if spots:
            figure.add_trace(go.Scatter(x=[x for x, _ in spots], y=[y for _, y in spots], mode="text", text=[texts[y][x] for x, y in spots], hoverinfo="skip",
                                        showlegend=False, textfont={"size": 12 if len(chart.groups) < 5 else 11, "color": swatch.ink}))


def _hidden(figure: go.Figure, chart: Chart, data: pd.DataFrame, axis: RowAxis) -> None:
    columns = {g: i for i, g in enumerate(chart.groups)}
    spots = [(columns[c.group], axis.places[(c.block, c.category)]) for c in data[~data["shown"]].itertuples()]
    for x, y in spots:
        figure.add_shape(type="rect", x0=x - 0.49, x1=x + 0.49, y0=y - 0.46, y1=y + 0.46, fillcolor=HIDDEN, line={"width": 1, "color": "#d5d5cf", "dash": "dot"}, layer="below")
    figure.add_trace(go.Scatter(x=[x for x, _ in spots], y=[y for _, y in spots], mode="text", text=[f"<i>{HIDDEN_TEXT}</i>"] * len(spots), hoverinfo="skip",
                                showlegend=False, textfont={"size": 10, "color": HIDDEN_INK}))
