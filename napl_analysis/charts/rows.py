"""The rows of a chart on paper: labels at the left, headings of blocks, and where each row lies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from napl_analysis.charts.sheet import WIDTH, Sheet
from napl_analysis.charts.spec import Chart, Swatch
from napl_analysis.charts.style import INK, MUTED, luminance
from napl_analysis.charts.text import height_cm, width_cm, wrap

LABEL, SMALL = 7.5, 7.0  # font sizes in points
HEADING = 7.5
WIDEST_LABEL = 5.6  # centimetres
CROWDED = 24  # from here rows stand closer together, so that the chart stays on one page


@dataclass(frozen=True)
class Row:
    """One row: its label in lines, and the top and height it has from the top of the body."""

    block: str
    category: str
    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class Rows:
    """All rows with the headings between them."""

    label_width: float
    rows: tuple[Row, ...]
    headings: tuple[tuple[str, float], ...]  # text, top
    height: float

    @property
    def spans(self) -> list[tuple[float, float]]:
        """Top and bottom of every run of rows without a heading between: where lines may be drawn."""
        starts = [0.0] + [y for _, y in self.headings if y > 0] + [self.height + 0.2]
        runs = [[r for r in self.rows if first <= r.top < last] for first, last in pairwise(starts)]
        return [(run[0].top - 0.05, run[-1].top + run[-1].height + 0.05) for run in runs if run]

    def draw_labels(self, sheet: Sheet, top: float) -> None:
        for text, y in self.headings:
            sheet.text(0, top + y, text, HEADING, bold=True, colour=INK)
        for row in self.rows:
            sheet.text(self.label_width, top + row.middle, row.lines, LABEL, align="right", middle=True)


def lay_rows(chart: Chart, minimum: float, *, gap: float = 0.1, widest: float = WIDEST_LABEL) -> Rows:
    """Rows of at least `minimum` centimetres, as wide at the left as their labels need."""
    labels = [category for _, category in chart.rows]
    if len(labels) > CROWDED:
        minimum, gap = minimum * 0.86, gap * 0.7
    label_width = min(widest, max([width_cm(label, LABEL) for label in labels] + [1.5]) + 0.06)
    rows: list[Row] = []
    headings: list[tuple[str, float]] = []
    y, block = 0.0, ""
    for name, category in chart.rows:
        if name != block and name:
            y += 0.18 if rows else 0.0
            headings.append((name, y))
            y += height_cm(1, HEADING) + 0.08
        block = name
        lines = tuple(wrap(category, label_width, LABEL))
        height = max(minimum, height_cm(len(lines), LABEL) + 0.04)
        rows.append(Row(name, category, lines, y, height))
        y += height + gap
    return Rows(label_width, tuple(rows), tuple(headings), y - gap if rows else 0.0)


@dataclass(frozen=True)
class Legend:
    """Swatches with their labels, over as many lines as they need."""

    places: tuple[tuple[Swatch, float, float], ...]  # swatch, left, top
    height: float

    def draw(self, sheet: Sheet, top: float) -> None:
        step = height_cm(1, SMALL)
        for swatch, x, y in self.places:
            edge = "#c3c9ce" if luminance(swatch.colour) > 0.8 else "none"
            sheet.box(x, top + y + 0.03, 0.32, step - 0.06, swatch.colour, hatch=swatch.hatch, edge=edge,
                      hatch_colour="#c3c9ce" if edge != "none" else "#ffffff")
            sheet.text(x + 0.42, top + y, swatch.label, SMALL, colour=MUTED)


def lay_legend(swatches: tuple[Swatch, ...], left: float = 0.0) -> Legend:
    """The legend of these swatches, from `left` to the sheet's right edge."""
    places, x, y, step = [], left, 0.0, height_cm(1, SMALL) + 0.06
    for swatch in swatches:
        width = 0.42 + width_cm(swatch.label, SMALL) + 0.4
        if x + width - 0.4 > WIDTH and x > left:
            x, y = left, y + step
        places.append((swatch, x, y))
        x += width
    return Legend(tuple(places), y + step + 0.1 if swatches else 0.0)
