"""What the figures for the screen share: rows with headings, hover texts, legends."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from napl_analysis.charts.spec import Chart, Swatch
from napl_analysis.charts.text import width_cm

PX_PER_CM = 96 / 2.54
LABEL_PX = 13
ROW_PX, HEADING_PX = 27, 27
WIDEST_LABEL = 230


def clean(text: object) -> str:
    """Text from data, so that plotly never takes it for markup."""
    return escape(str(text), quote=False)


def text_px(text: str, size: float = LABEL_PX, bold: bool = False) -> float:
    """Width of text on the screen, in pixels."""
    return width_cm(text, size * 0.75, bold) * PX_PER_CM


def plain_number(value: object) -> float | None:
    """A figure for JSON: missing is None, never NaN."""
    return None if pd.isna(value) else round(float(value), 6)  # type: ignore[call-overload, arg-type]


def hover(cell: pd.Series) -> str:
    """What appears when one points at a cell: what it is, and its figure in a sentence."""
    head = " · ".join(clean(part) for part in (cell["category"], cell["group"]) if part)
    body = "<br>".join(clean(line) for line in wrap(cell["detail"] or cell["text"], 62))
    return f"<b>{head}</b><br>{body}"


@dataclass(frozen=True)
class RowAxis:
    """Rows and headings of blocks at whole numbers from the top."""

    places: dict[tuple[str, str], int]
    texts: tuple[str, ...]
    headings: tuple[tuple[str, int], ...]
    left: int

    @property
    def count(self) -> int:
        return len(self.texts)

    def layout(self) -> dict[str, object]:
        """The vertical axis: labels at the left, first row on top, no lines."""
        return {"tickmode": "array", "tickvals": list(range(self.count)), "ticktext": list(self.texts), "range": [self.count - 0.5, -0.5],
                "showgrid": False, "zeroline": False, "fixedrange": True, "ticks": "", "ticklabelstandoff": 8, "automargin": False}

    def draw_headings(self, figure: go.Figure) -> None:
        """The headings of blocks, at the left edge."""
        for text, place in self.headings:
            figure.add_annotation(text=f"<b>{clean(text)}</b>", x=0, xref="paper", xanchor="left", xshift=4 - self.left, y=place, yref="y", yanchor="middle", showarrow=False)


def row_axis(chart: Chart) -> RowAxis:
    """The rows of a chart, each with its label wrapped to the width it may have."""
    places: dict[tuple[str, str], int] = {}
    texts: list[str] = []
    headings: list[tuple[str, int]] = []
    widest, block = 60.0, ""
    for name, category in chart.rows:
        if name and name != block:
            headings.append((name, len(texts)))
            texts.append("")
        block = name
        lines = _wrapped(category)
        widest = max(widest, *(text_px(line) for line in lines))
        places[(name, category)] = len(texts)
        texts.append("<br>".join(clean(line) for line in lines))
    return RowAxis(places, tuple(texts), tuple(headings), round(widest + 18))


def _wrapped(text: str) -> list[str]:
    if text_px(text) <= WIDEST_LABEL:
        return [text]
    return wrap(text, max(12, int(len(text) * WIDEST_LABEL / text_px(text))))


def legend_entry(swatch: Swatch, symbol: str = "square") -> go.Scatter:
    """A line in the legend that draws nothing else."""
    return go.Scatter(x=[None], y=[None], mode="markers", name=clean(swatch.label), showlegend=True, hoverinfo="skip",
                      marker={"symbol": symbol, "size": 12, "color": swatch.colour, "line": {"width": 1, "color": "#b8c0c6"}})
