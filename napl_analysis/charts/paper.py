"""Charts for print: png at 300 dpi and svg, 16 cm wide, laid out in centimetres so that no text overlaps."""

from __future__ import annotations

from collections.abc import Callable

from napl_analysis.charts.paper_grids import grid
from napl_analysis.charts.paper_maps import map_body
from napl_analysis.charts.paper_rows import bars, dumbbell, stacked
from napl_analysis.charts.raster import png
from napl_analysis.charts.sheet import WIDTH, Body, Sheet
from napl_analysis.charts.spec import Chart, Kind
from napl_analysis.charts.style import MUTED
from napl_analysis.charts.text import height_cm, wrap
from napl_analysis.charts.vector import svg

TITLE, SUBTITLE, FOOTER = 11.0, 8.0, 6.5
BODIES: dict[Kind, Callable[[Chart], Body]] = {
    Kind.BARS: bars, Kind.DUMBBELL: dumbbell, Kind.STACKED: stacked, Kind.HEATMAP: grid, Kind.MATRIX: grid, Kind.MAP: map_body,
}


def to_png(chart: Chart) -> bytes:
    """The chart as a picture for a document: 16 cm wide at 300 dpi. The same chart gives the same bytes."""
    return png(compose(chart))


def to_svg(chart: Chart) -> bytes:
    """The chart as a drawing that scales; letters are outlines, so that it looks the same everywhere."""
    return svg(compose(chart))


def compose(chart: Chart) -> Sheet:
    """Title, subtitle, body and source under each other on a sheet of the height that they need."""
    room = WIDTH - 0.05
    title = wrap(chart.title, room, TITLE, bold=True)
    subtitle = wrap(chart.subtitle, room, SUBTITLE)
    footer = wrap(chart.footer, room, FOOTER)
    body = BODIES[chart.kind](chart)
    heights = [height_cm(len(title), TITLE), height_cm(len(subtitle), SUBTITLE), body.height, height_cm(len(footer), FOOTER)]
    gaps = [0.08, 0.3, 0.3, 0.05]
    sheet = Sheet(round(0.05 + sum(heights) + sum(gaps), 3))
    sheet.text(0, 0.05, title, TITLE, bold=True)
    sheet.text(0, 0.05 + heights[0] + gaps[0], subtitle, SUBTITLE, colour=MUTED)
    top = 0.05 + sum(heights[:2]) + sum(gaps[:2])
    body.draw(sheet, top)
    sheet.text(0, top + body.height + gaps[2], footer, FOOTER, colour=MUTED)
    return sheet
