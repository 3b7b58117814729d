"""For the screen: bars with intervals, dots on a line, and stacked bars."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from napl_analysis.charts.numbers import formatted
from napl_analysis.charts.paper_rows import colours, n_range, ticks, upper_limit
from napl_analysis.charts.screen_common import (
    ROW_PX,
    RowAxis,
    clean,
    hover,
    legend_entry,
    plain_number,
    row_axis,
)
from napl_analysis.charts.spec import HIDDEN_TEXT, Chart
from napl_analysis.charts.style import GRID, HIDDEN_INK, INK, MUTED

SYMBOLS = {"o": "circle", "D": "diamond", "|": "line-ns-open"}
LEGEND_PX = 34


def bars(chart: Chart) -> go.Figure:
    """Horizontal bars with their interval, one panel a group."""
    data, axis = chart.ordered(), row_axis(chart)
    data = data.assign(fill=colours(chart, data))
    figure = make_subplots(rows=1, cols=len(chart.groups), shared_yaxes=True, horizontal_spacing=0.03)
    for column, group in enumerate(chart.groups, start=1):
        own = data[data["group"] == group]
        for trace in (*_bar_traces(own[own["shown"] & own["value"].notna()], axis), _hidden(own[~own["shown"]], axis)):
            figure.add_trace(trace, row=1, col=column)
        if chart.reference is not None:
            figure.add_vline(x=chart.reference, line={"color": MUTED, "width": 1, "dash": "dash"}, row=1, col=column)
    for swatch in chart.swatches:
        figure.add_trace(legend_entry(swatch))
    head = 28 if any(chart.groups) else 4
    _frame(figure, axis, head + (LEGEND_PX if chart.swatches else 0), 26 if chart.reference is not None else 8, legend_at=head)
    _panel_titles(figure, chart, data)
    figure.update_xaxes(range=[0, upper_limit(chart) * (1.3 if len(chart.groups) > 1 else 1.16)], visible=False, fixedrange=True)
    if chart.reference is not None:
        figure.add_annotation(x=chart.reference, y=0, xref="x", yref="paper", yanchor="top", xanchor="left", yshift=-3, showarrow=False,
                              text=clean(chart.reference_label), font={"size": 11, "color": MUTED})
    return figure


def _panel_titles(figure: go.Figure, chart: Chart, data: pd.DataFrame) -> None:
    for column, group in enumerate(chart.groups, start=1):
        if group:
            axis = "x" if column == 1 else f"x{column}"
            count = n_range(data, group)
            figure.add_annotation(text=f"<b>{clean(group)}</b>" + (f"  <span style='color:{MUTED};font-size:11px'>{count}</span>" if count else ""), x=0, xref=f"{axis} domain",
                                  xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=4, showarrow=False)


def _bar_traces(cells: pd.DataFrame, axis: RowAxis) -> tuple[go.Bar, go.Scatter]:
    y = [axis.places[pair] for pair in zip(cells["block"], cells["category"], strict=True)]
    value = [plain_number(v) for v in cells["value"]]
    above = [plain_number(h - v) or 0 for h, v in zip(cells["high"], cells["value"], strict=True)]
    below = [plain_number(v - low) or 0 for low, v in zip(cells["low"], cells["value"], strict=True)]
    error = {"type": "data", "symmetric": False, "array": above, "arrayminus": below, "color": INK, "thickness": 1.4, "width": 0, "visible": any(above) or any(below)}
    bar = go.Bar(x=value, y=y, orientation="h", width=0.62, marker={"color": cells["fill"].tolist()}, error_x=error, showlegend=False,
                 hoverinfo="text", hovertext=[hover(cell) for _, cell in cells.iterrows()])
    ends = [plain_number(v) for v in cells[["value", "high"]].max(axis=1)]
    words = go.Scatter(x=ends, y=y, mode="text", text=[f"&nbsp;{clean(t)}" for t in cells["text"]], textposition="middle right", hoverinfo="skip", showlegend=False,
                       textfont={"size": 12, "color": INK}, cliponaxis=False)
    return bar, words


def _hidden(cells: pd.DataFrame, axis: RowAxis) -> go.Scatter:
    y = [axis.places[pair] for pair in zip(cells["block"], cells["category"], strict=True)]
    return go.Scatter(x=[0] * len(y), y=y, mode="text", text=[f"&nbsp;<i>{HIDDEN_TEXT}</i>"] * len(y), textposition="middle right", hoverinfo="skip",
                      showlegend=False, textfont={"size": 11, "color": HIDDEN_INK}, cliponaxis=False)


def dumbbell(chart: Chart) -> go.Figure:
    """Dots of two or three series on one line per row."""
    data, axis = chart.ordered(), row_axis(chart)
    figure = go.Figure()
    seen = data[data["shown"] & data["value"].notna()]
    for pair, cells in seen.groupby(["block", "category"], sort=False):
        y = axis.places[pair]
        figure.add_trace(go.Scatter(x=[plain_number(cells["value"].min()), plain_number(cells["value"].max())], y=[y, y], mode="lines", showlegend=False,
                                    line={"color": "#b9c3cb", "width": 3}, hoverinfo="skip"))
    for swatch, group in zip(chart.swatches, chart.groups, strict=True):
        own = seen[seen["group"] == group]
        stroke = swatch.shape == "|"
        figure.add_trace(go.Scatter(
            x=[plain_number(v) for v in own["value"]], y=[axis.places[p] for p in zip(own["block"], own["category"], strict=True)], mode="markers",
            name=clean(swatch.label), hoverinfo="text", hovertext=[hover(cell) for _, cell in own.iterrows()],
            marker={"symbol": SYMBOLS[swatch.shape], "size": 16 if stroke else 11, "color": swatch.colour,
                    "line": {"width": 3 if stroke else 1, "color": swatch.colour if stroke else "#ffffff"}}))
    missing = data[~data["shown"]].drop_duplicates(["block", "category"])
    figure.add_trace(_note_at_right(missing, axis, upper_limit(chart)))
    _frame(figure, axis, LEGEND_PX, 28, legend_at=4)
    marks = ticks(chart)
    figure.update_xaxes(range=[-0.01 * upper_limit(chart), upper_limit(chart) * 1.02], tickvals=marks, ticktext=[formatted(t, chart.format) for t in marks],
                        gridcolor=GRID, zeroline=False, fixedrange=True, tickfont={"size": 11, "color": MUTED})
    return figure


def _note_at_right(cells: pd.DataFrame, axis: RowAxis, at: float) -> go.Scatter:
    y = [axis.places[pair] for pair in zip(cells["block"], cells["category"], strict=True)]
    text = [f"<i>{clean(group)}: {HIDDEN_TEXT}</i>" for group in cells["group"]]
    return go.Scatter(x=[at] * len(y), y=y, mode="text", text=text, textposition="middle left", hoverinfo="skip", showlegend=False,
                      textfont={"size": 11, "color": HIDDEN_INK})


def stacked(chart: Chart) -> go.Figure:
    """Bars whose parts stand after each other, with the whole at the end."""
    data, axis = chart.ordered(), row_axis(chart)
    figure = go.Figure()
    for swatch, group in zip(chart.swatches, chart.groups, strict=True):
        own = data[(data["group"] == group) & data["shown"] & (data["value"] > 0)]
        figure.add_trace(go.Bar(
            x=[plain_number(v) for v in own["value"]], y=[axis.places[p] for p in zip(own["block"], own["category"], strict=True)], orientation="h", width=0.66,
            name=clean(swatch.label), marker={"color": swatch.colour, "line": {"width": 1, "color": "#ffffff"}}, text=own["text"].map(clean).tolist(), textposition="inside",
            insidetextanchor="middle", textangle=0, textfont={"size": 12, "color": swatch.ink}, hoverinfo="text", hovertext=[hover(cell) for _, cell in own.iterrows()]))
    totals = data[data["shown"]].groupby(["block", "category"], sort=False)["value"].sum()
    figure.add_trace(go.Scatter(
        x=[plain_number(t) for t in totals], y=[axis.places[pair] for pair in totals.index], mode="text", textposition="middle right", showlegend=False, hoverinfo="skip",
        text=[f"&nbsp;{formatted(t, chart.format) if t else 'geen'}" for t in totals], textfont={"size": 12, "color": INK}, cliponaxis=False))
    figure.add_trace(_hidden(data[~data["shown"]].drop_duplicates(["block", "category"]), axis))
    _frame(figure, axis, LEGEND_PX, 8, legend_at=4)
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, (totals.max() if len(totals) else 1) * 1.06], visible=False, fixedrange=True)
    return figure


def _frame(figure: go.Figure, axis: RowAxis, top: int, bottom: int, *, legend_at: int) -> None:
    """Height by rows, room at the left by labels; every panel has the same rows."""
    figure.update_yaxes(axis.layout())
    figure.update_layout(height=top + bottom + ROW_PX * axis.count, margin={"l": axis.left, "r": 24, "t": top, "b": bottom}, bargap=0,
                         legend={"y": 1 + legend_at / (ROW_PX * axis.count)})
    axis.draw_headings(figure)
