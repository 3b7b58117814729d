"""Charts for the screen: plotly figures with Dutch hover texts, without a network, the same for the same chart."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from napl_analysis.charts.screen_grids import grid
from napl_analysis.charts.screen_maps import map_figure
from napl_analysis.charts.screen_rows import bars, dumbbell, stacked
from napl_analysis.charts.spec import Chart, Kind
from napl_analysis.charts.style import INK, MUTED

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
FIGURES: dict[Kind, Callable[[Chart], go.Figure]] = {
    Kind.BARS: bars, Kind.DUMBBELL: dumbbell, Kind.STACKED: stacked, Kind.HEATMAP: grid, Kind.MATRIX: grid, Kind.MAP: map_figure,
}


def to_plotly(chart: Chart, *, heading: bool = False) -> go.Figure:
    """The chart as an interactive figure.

    Parameters
    ----------
    chart
        What the chart says.
    heading
        Put title, subtitle and source in the figure itself: for a notebook. A page that prints them as text
        leaves this out.

    Returns
    -------
    Figure
        Hidden cells carry no figure and no hover text. Nothing is fetched when it is drawn.
    """
    figure = FIGURES[chart.kind](chart)
    figure.update_layout(
        template=go.layout.Template(), font={"family": FONT, "size": 13, "color": INK}, paper_bgcolor="#ffffff", plot_bgcolor="#ffffff",
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": "#9aa5ae", "font": {"size": 13, "color": INK, "family": FONT}, "align": "left"},
        separators=",.", autosize=True, dragmode=False if chart.kind is not Kind.MAP else "pan",
        legend={"orientation": "h", "x": 0, "xanchor": "left", "yanchor": "bottom", "font": {"size": 12}, "itemclick": False, "itemdoubleclick": False,
                "traceorder": "normal"})
    return _with_heading(figure, chart) if heading else figure


def _with_heading(figure: go.Figure, chart: Chart) -> go.Figure:
    """Title and subtitle above the figure and its source below, in room added for them."""
    title, subtitle, footer = wrap(chart.title, 88), wrap(chart.subtitle, 120), wrap(chart.footer, 135)
    top, bottom, left, right = (int(figure.layout.margin[side]) for side in "tblr")
    parts = [(f"<b>{lines(title)}</b>", 17, INK, 22 * len(title) + 6), (lines(subtitle), 13, MUTED, 17 * len(subtitle) + 12)]
    above, below = sum(height for *_, height in parts), 10 + 15 * len(footer)
    y = top + above
    for text, size, colour, height in parts:
        _note(figure, text, size, colour, left, y=1, yanchor="top", yshift=y)
        y -= height
    _note(figure, lines(footer), 11, MUTED, left, y=0, yanchor="top", yshift=-bottom)
    figure.update_layout(height=figure.layout.height + above + below, margin={"t": top + above, "b": bottom + below, "l": left, "r": right})
    return figure


def _note(figure: go.Figure, text: str, size: int, colour: str, left: int, **place: object) -> None:
    figure.add_annotation(text=text, xref="paper", yref="paper", x=0, xanchor="left", align="left", xshift=6 - left, showarrow=False,
                          font={"size": size, "color": colour}, borderpad=0, **place)


def lines(parts: list[str]) -> str:
    """Lines of text for plotly, with everything that looks like markup made harmless."""
    return "<br>".join(escape(part, quote=False) for part in parts)
