"""On paper: heat maps (colour by value) and matrices (colour by class), a word or figure in every cell."""

from __future__ import annotations

import pandas as pd

from napl_analysis.charts.rows import Row, lay_legend, lay_rows
from napl_analysis.charts.sheet import WIDTH, Body, Sheet
from napl_analysis.charts.spec import HIDDEN_SHORT, HIDDEN_TEXT, Chart, Kind, Swatch
from napl_analysis.charts.style import INK, scale_swatches, swatch_of
from napl_analysis.charts.text import fit, height_cm, width_cm, wrap

_SIZES = (7.0, 6.5, 6.0, 5.5)
_HEAD_SIZES = (7.5, 7.0, 6.5, 6.0)
_CELL_GAP = 0.06


def grid(chart: Chart) -> Body:
    """Rows by columns; the colour scale or the classes stand above."""
    data = chart.ordered()
    rows = lay_rows(chart, 0.46, gap=_CELL_GAP, widest=5.4 if len(chart.groups) < 5 else 4.7)
    left = rows.label_width + 0.2
    column = (WIDTH - left) / len(chart.groups)
    words = [word for group in chart.groups for word in group.split()]
    size = next((s for s in _HEAD_SIZES if all(width_cm(w, s, True) <= column - 0.06 for w in words)), _HEAD_SIZES[-1])
    heads = [wrap(group, column - 0.06, size, bold=True) for group in chart.groups]
    head = height_cm(max(len(h) for h in heads), size) + 0.1
    legend = lay_legend(_legend_swatches(chart))
    cells = {(r.block, r.category, r.group): r for r in data.itertuples()}

    def draw(sheet: Sheet, top: float) -> None:
        legend.draw(sheet, top)
        start = top + legend.height + head
        for i, lines in enumerate(heads):
            sheet.text(left + (i + 0.5) * column, start - 0.1 - height_cm(len(lines), size), lines, size, bold=True, align="center")
        rows.draw_labels(sheet, start)
        for row in rows.rows:
            for i, group in enumerate(chart.groups):
                _cell(sheet, chart, cells.get((row.block, row.category, group)), row, left + i * column, column - _CELL_GAP, start)

    return Body(legend.height + head + rows.height, draw)


def _legend_swatches(chart: Chart) -> tuple[Swatch, ...]:
    if chart.kind is Kind.HEATMAP:
        return scale_swatches(chart.breaks, chart.ramp, chart.format)
    used = set(chart.data["style"])
    return tuple(s for s in chart.swatches if s.code in used)


def _cell(sheet: Sheet, chart: Chart, cell: object, row: Row, x: float, width: float, top: float) -> None:
    y = top + row.top
    if cell is None:
        return
    if not cell.shown:  # type: ignore[attr-defined]
        sheet.hidden(x, y, width, row.height)
        words = HIDDEN_TEXT if width_cm(HIDDEN_TEXT, 6.5) < width - 0.1 else HIDDEN_SHORT
        size = fit(words, width - 0.08, (6.5, 6.0, 5.5, 5.0))
        if size:
            sheet.hidden_text(x + width / 2, y + row.height / 2, words, size, align="center")
        return
    swatch = _swatch(chart, cell)
    if swatch is None:
        return
    sheet.box(x, y, width, row.height, swatch.colour)
    text = str(cell.text)  # type: ignore[attr-defined]
    size = fit(text, width - 0.1, _SIZES)
    if size:
        sheet.text(x + width / 2, y + row.height / 2, text, size, colour=swatch.ink, align="center", middle=True)


def _swatch(chart: Chart, cell: object) -> Swatch | None:
    if chart.kind is Kind.HEATMAP:
        value = cell.value  # type: ignore[attr-defined]
        return None if pd.isna(value) else swatch_of(value, chart.breaks, chart.ramp, chart.format)
    style = cell.style  # type: ignore[attr-defined]
    return next((s for s in chart.swatches if s.code == style), Swatch("", "", "#ffffff", INK))
