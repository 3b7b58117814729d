"""Charts that Office can edit: native charts with their numbers in cells, for the workbook and for Word.

Bars, dots on a line and stacked bars have a native form (dots become bars beside each other); heat maps and
maps have none, and a document uses the picture of `paper`. A hidden cell holds words instead of a figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pandas as pd
import xlsxwriter

from napl_analysis.charts.numbers import Format
from napl_analysis.charts.paper_rows import colours, upper_limit
from napl_analysis.charts.spec import HIDDEN_SHORT, Chart, Kind
from napl_analysis.charts.style import ACCENT, GRID, HIDDEN_INK, INK, MUTED, SERIES, ink_on

NATIVE = (Kind.BARS, Kind.DUMBBELL, Kind.STACKED)
SHEET = "gegevens"
WIDTH_PX = 605  # 16 cm at 96 dots an inch
CHART_COLUMNS = 10  # as many standard columns as the chart is wide
NUMBER_FORMATS = {Format.SHARE: "0 %", Format.CHANGE: "+0 %;-0 %;0 %", Format.COUNT: "#,##0", Format.NUMBER: "#,##0.0"}
_FIXED = datetime(2000, 1, 1)  # no dates of making in what we publish
_ONLY_VALUE = b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
_EXTERNAL = b'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'


def has_native(chart: Chart) -> bool:
    """Can Office draw this chart itself?"""
    return chart.kind in NATIVE and bool(len(chart.data))


def add_to_workbook(workbook: xlsxwriter.Workbook, worksheet: Any, chart: Chart, anchor: tuple[int, int] = (0, 0)) -> int | None:
    """Put the native chart in a worksheet, with its figures in the cells at its right.

    Parameters
    ----------
    workbook, worksheet
        Of XlsxWriter, in its normal mode (not ``constant_memory``).
    chart
        What the chart says.
    anchor
        Row and column of the first cell, from 0: title, subtitle, the chart and its figures, the source.

    Returns
    -------
    int or None
        The first free row below figures and chart; None, and nothing written, where the chart has no native form.
    """
    if not has_native(chart):
        return None
    row, column = anchor
    worksheet.write_string(row, column, chart.title, workbook.add_format({"bold": True, "font_size": 12}))
    worksheet.write_string(row + 1, column, chart.subtitle, workbook.add_format({"font_color": MUTED}))
    cells = _write_cells(workbook, worksheet, chart, row + 3, column + CHART_COLUMNS)
    worksheet.set_column(cells.labels, cells.labels, 38)
    worksheet.set_column(cells.labels + 1, cells.right, 13)
    worksheet.insert_chart(row + 3, column, _draw(workbook, chart, cells), {"description": chart.alt, "object_position": 3})
    below = max(cells.last + 1, row + 4 + height_px(chart) // 20)
    worksheet.write_string(below, column, chart.footer, workbook.add_format({"font_color": MUTED, "font_size": 9}))
    return below + 2


def chart_xml(chart: Chart) -> tuple[bytes, bytes] | None:
    """The native chart as DrawingML, and the workbook with its figures to embed beside it; None without native form.

    The XML refers to the workbook as relationship ``rId1`` (c:externalData); it carries its figures itself too, so
    that it shows without opening the workbook. The same chart gives the same bytes.
    """
    if not has_native(chart):
        return None
    with ZipFile(BytesIO(_one_chart_book(chart, with_chart=True))) as book:
        xml = book.read("xl/charts/chart1.xml")
    xml = re.sub(rb"<c:printSettings>.*</c:printSettings>", b"", xml, flags=re.DOTALL)
    xml = xml.replace(b'<c:showVal val="1"/>', _ONLY_VALUE)  # Word reads what is left out as "show it"
    xml = xml.replace(b"</c:chartSpace>", _EXTERNAL + b"</c:chartSpace>")
    return xml, _one_chart_book(chart, with_chart=False)


def height_px(chart: Chart) -> int:
    """Height that the rows of the native chart need."""
    bars_a_row = len(chart.groups) if chart.kind is not Kind.STACKED else 1
    return 90 + len(_lines(chart)) * max(20, 12 * bars_a_row + 6)


@dataclass(frozen=True)
class _Cells:
    """Where the figures stand: the sheet, the first and last row, the column of labels and those of the groups."""

    sheet: str
    first: int
    last: int
    labels: int
    groups: tuple[int, ...]
    right: int


def _one_chart_book(chart: Chart, *, with_chart: bool) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _FIXED})
    sheet = book.add_worksheet(SHEET)
    cells = _write_cells(book, sheet, chart, 0, 0)
    if with_chart:
        sheet.insert_chart(0, cells.right + 2, _draw(book, chart, cells))
    book.close()
    return buffer.getvalue()


def _write_cells(book: xlsxwriter.Workbook, sheet: Any, chart: Chart, top: int, left: int) -> _Cells:
    """Headings and a row per category: labels, the figure of every group, its interval and number of answers."""
    data = {(c.block, c.category, c.group): c for c in chart.ordered().itertuples()}
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    number, count = book.add_format({"num_format": NUMBER_FORMATS[chart.format]}), book.add_format({"num_format": "#,##0"})
    words = book.add_format({"italic": True, "font_color": HIDDEN_INK})
    title = " / ".join(part for part in (chart.block_title, chart.category_title) if part) or "categorie"
    extra = [(name, title) for name, title in (("low", "ondergrens"), ("high", "bovengrens"), ("n", "n")) if chart.data[name].notna().any()]
    heads = [title, *((g or chart.value_title) for g in chart.groups), *(f"{g} {title}".strip() for g in chart.groups for _, title in extra)]
    for i, head in enumerate(heads):
        sheet.write_string(top, left + i, head, bold)
    start = left + 1
    lines = _lines(chart)
    for i, (block, category) in enumerate(lines, start=top + 1):
        sheet.write_string(i, left, _label(chart, data, block, category), None if category else book.add_format({"bold": True}))
        for j, group in enumerate(chart.groups):
            cell = data.get((block, category, group))
            _write_figure(sheet, i, start + j, cell, "value", number, words)
            for k, (name, _) in enumerate(extra):
                _write_figure(sheet, i, start + len(chart.groups) + j * len(extra) + k, cell, name, count if name == "n" else number, None)
    return _Cells(sheet.get_name(), top + 1, top + len(lines), left, tuple(range(start, start + len(chart.groups))), left + len(heads) - 1)


def _lines(chart: Chart) -> list[tuple[str, str]]:
    """The rows, with a line of its own (no category) for the heading of every block."""
    lines: list[tuple[str, str]] = []
    for block, category in chart.rows:
        if block and (not lines or lines[-1][0] != block):
            lines.append((block, ""))
        lines.append((block, category))
    return lines


def _label(chart: Chart, data: dict[tuple[str, str, str], Any], block: str, category: str) -> str:
    """The row's label; it names the groups that are not shown, for a bar that is absent looks like nought."""
    if not category:
        return block
    hidden = [group for group in chart.groups if (block, category, group) in data and not data[(block, category, group)].shown]
    which = f"{', '.join(hidden)}: " if len(chart.groups) > 1 else ""
    return f"{category} ({which}{HIDDEN_SHORT})" if hidden else category


def _write_figure(sheet: Any, row: int, column: int, cell: Any, name: str, number: Any, words: Any) -> None:
    if cell is None:
        return
    value = getattr(cell, name)
    if not cell.shown:
        if words is not None:
            sheet.write_string(row, column, HIDDEN_SHORT, words)
    elif pd.notna(value):
        sheet.write_number(row, column, float(value), number)


def _draw(book: xlsxwriter.Workbook, chart: Chart, cells: _Cells) -> Any:
    """The native chart of the cells."""
    kind = {"type": "bar", "subtype": "stacked"} if chart.kind is Kind.STACKED else {"type": "bar"}
    drawn = book.add_chart(kind)
    data = chart.ordered()
    data = data.assign(fill=colours(chart, data))
    for i, group in enumerate(chart.groups):
        drawn.add_series(_series(chart, data[data["group"] == group], cells, i))
    font = {"name": "Calibri", "size": 9, "color": INK}
    drawn.set_title({"none": True})
    drawn.set_legend({"position": "top", "font": font} if len(chart.groups) > 1 else {"none": True})
    drawn.set_y_axis({"reverse": True, "num_font": font, "line": {"color": GRID}, "major_tick_mark": "none", "interval_unit": 1})  # 1: no label is left out
    scale = {} if chart.kind is Kind.STACKED else {"max": upper_limit(chart), **({"major_unit": 0.2} if chart.format is Format.SHARE else {})}
    drawn.set_x_axis({"min": 0, "num_font": {**font, "color": MUTED}, "num_format": NUMBER_FORMATS[chart.format], "line": {"none": True}, "label_position": "high",
                      "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.5}}, **scale})
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size({"width": WIDTH_PX, "height": height_px(chart)})
    return drawn


def _series(chart: Chart, own: pd.DataFrame, cells: _Cells, index: int) -> dict[str, Any]:
    """One group as a series: its cells, colours, labels, and interval where it has one."""
    own = own.set_index(["block", "category"]).reindex(pd.MultiIndex.from_tuples(_lines(chart)))
    colour = _series_colour(chart, index)
    column = cells.groups[index]
    series: dict[str, Any] = {
        "name": [cells.sheet, cells.first - 1, column], "categories": [cells.sheet, cells.first, cells.labels, cells.last, cells.labels],
        "values": [cells.sheet, cells.first, column, cells.last, column], "fill": {"color": colour}, "gap": 45,
        "values_data": [None if pd.isna(v) else float(v) for v in own["value"]],  # a hidden cell is missing in the chart too, not nought
        "data_labels": _labels(chart, own, colour),
    }
    if len(chart.groups) == 1:
        series["points"] = [{"fill": {"color": fill}} if isinstance(fill, str) else None for fill in own["fill"]]
    if chart.kind is Kind.STACKED:
        series["overlap"] = 100
    elif own["low"].notna().any():
        series["x_error_bars"] = {"type": "custom", "end_style": 0, "line": {"color": INK, "width": 0.75}, "plus_values": _lengths(own["high"] - own["value"]),
                                  "minus_values": _lengths(own["value"] - own["low"])}
    return series


def _series_colour(chart: Chart, index: int) -> str:
    if chart.kind in (Kind.DUMBBELL, Kind.STACKED):
        return chart.swatches[index].colour
    return SERIES[index % len(SERIES)] if len(chart.groups) > 1 else ACCENT


def _lengths(values: pd.Series) -> list[float]:
    return [0.0 if pd.isna(v) else round(float(v), 6) for v in values]


def _labels(chart: Chart, own: pd.DataFrame, colour: str) -> dict[str, Any]:
    """The figure at each bar; nothing where it is missing, or nought in a stack."""
    inside = chart.kind is Kind.STACKED or own["low"].notna().any()
    font = {"name": "Calibri", "size": 8, "color": ink_on(colour) if inside else INK}
    custom = [{"delete": True} if pd.isna(value) or (chart.kind is Kind.STACKED and value == 0) else None for value in own["value"]]
    position = "center" if chart.kind is Kind.STACKED else "inside_base" if inside else "outside_end"
    return {"value": True, "num_format": NUMBER_FORMATS[chart.format], "position": position, "font": font, **({"custom": custom} if any(custom) else {})}
