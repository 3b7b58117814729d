"""Building blocks of every workbook: formats, a table on a sheet, texts, contents. No merged cells, no empty headers.

Figures stay numbers; how they read follows `format.figure`, so that 0,3 % does not read "0 %" here and
"< 1 %" in the document.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from napl_analysis.charts.style import ACCENT, INK, MUTED
from napl_analysis.reports.archive import zip_normalised
from napl_analysis.reports.format import Kind
from napl_analysis.reports.tables import Cell, ReportTable

FONT = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
HEADER_ROW = 6  # zero-based: title, what a row is, note, source, link, blank, header
CONTENTS = "Inhoud"
_LONG = 40  # a column wider than this wraps


@dataclass
class Book:
    """A workbook being written, with its formats made once."""

    workbook: Workbook
    buffer: io.BytesIO
    _formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    _cell_styles: dict[tuple[str, bool | None, bool], Format] = field(default_factory=dict)

    @classmethod
    def new(cls, *, title: str, subject: str) -> Book:
        """An empty workbook with fixed properties."""
        buffer = io.BytesIO()
        workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                                "strings_to_numbers": False, "nan_inf_to_errors": False,
                                                "default_format_properties": dict(FONT)})
        workbook.set_properties({"title": title, "subject": subject, "author": "NAPL-analyse", "created": datetime(2000, 1, 1)})
        workbook.set_size(2600, 1500)
        return cls(workbook, buffer)

    def style(self, **properties: Any) -> Format:
        """A format on top of the basic font; the same properties give the same format."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(FONT | properties)
        return self._formats[key]

    def cell_style(self, *, num_format: str = "", hidden: bool | None = None, wrap: bool = False) -> Format:
        """How a cell of a table looks: a number, a figure that is not there, or a text."""
        key = (num_format, hidden, wrap)
        if key not in self._cell_styles:
            line: dict[str, Any] = {"bottom": 1, "bottom_color": "#E3E7EA"}
            look = {"num_format": num_format} if num_format else {"text_wrap": wrap} if hidden is None else {"align": "right", "font_color": MUTED, "italic": hidden}
            self._cell_styles[key] = self.style(**line | look)
        return self._cell_styles[key]

    def sheet(self, name: str, *, colour: str = "", landscape: bool = True) -> Worksheet:
        """A sheet, set up for print on A4: fit to the width, page numbers in the footer."""
        sheet = self.workbook.add_worksheet(name)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&L&9&A&R&9bladzijde &P van &N")
        sheet.hide_gridlines(2)
        if colour:
            sheet.set_tab_color(colour)
        return sheet

    def close(self) -> bytes:
        """The workbook's bytes, the same at every run."""
        self.workbook.close()
        return zip_normalised(self.buffer.getvalue())


def write_table(book: Book, sheet: Worksheet, table: ReportTable, *, mark: str = "", row: int = HEADER_ROW, back: bool = True) -> int:
    """A report table on a sheet as a real Excel table, with its title, source and a link back; returns the last row."""
    _write_heading(book, sheet, table, mark, back)
    sheet.set_row(row, 32)
    last, wraps = row, [column.width > _LONG for column in table.columns]
    for i, cells in enumerate(table.rows(), start=row + 1):
        for j, cell in enumerate(cells):
            write_cell(book, sheet, i, j, cell, wrap=wraps[j])
        last = i
    header = book.style(bold=True, font_color="#FFFFFF", bg_color=ACCENT, text_wrap=True, valign="vcenter")
    sheet.add_table(row, 0, max(last, row + 1), len(table.columns) - 1, {
        "name": f"t_{table.name}", "style": None, "banded_rows": False,
        "columns": [{"header": h, "header_format": header} for h in table.headings]})
    for j, column in enumerate(table.columns):
        sheet.set_column(j, j, min(column.width, 70) + 2)
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    return max(last, row + 1)


def _write_heading(book: Book, sheet: Worksheet, table: ReportTable, mark: str, back: bool) -> None:
    sheet.write_string(0, 0, table.title, book.style(bold=True, font_size=16))
    sheet.set_row(0, 24)
    told = [f"Een rij is {table.one_row}." if table.one_row else "", table.note, f"Bron: {table.source}." if table.source else ""]
    for i, text in enumerate(told, start=1):
        sheet.write_string(i, 0, text, book.style(font_color=MUTED))
    if back:
        sheet.write_url(4, 0, f"internal:'{CONTENTS}'!A1", book.style(font_color=ACCENT, underline=1), "Naar de inhoud")
    if mark:
        sheet.write_string(5, 0, mark, book.style(bold=True, font_color="#9c1f3a"))


def write_cell(book: Book, sheet: Worksheet, row: int, column: int, cell: Cell, *, wrap: bool = False) -> None:
    """One value: a number as a number that reads as `format.figure`, everything else as text."""
    if cell.kind.is_figure and cell.value is not None:
        sheet.write_number(row, column, float(cell.value), book.cell_style(num_format=number_format(cell)))  # type: ignore[arg-type]
    elif cell.kind.is_figure:
        sheet.write_string(row, column, cell.text, book.cell_style(hidden=cell.hidden))
    else:
        sheet.write_string(row, column, cell.text[:32000], book.cell_style(wrap=wrap))


def number_format(cell: Cell) -> str:
    """The Excel format with which a figure reads as its text does."""
    value = float(cell.value)  # type: ignore[arg-type]
    whole = "#,##0"
    if cell.kind is Kind.CHANGE or cell.text.startswith(("<", ">")):
        return '"' + cell.text.replace('"', "") + '"'
    if cell.kind in (Kind.SHARE, Kind.CHANCE):
        return "0 %"
    if cell.kind is Kind.EURO:
        return f'"€ "{whole}' if value == round(value) else f'"€ "{whole}.00'
    return whole if cell.kind is Kind.COUNT or "," not in cell.text else f"{whole}.0"


def write_lines(book: Book, sheet: Worksheet, row: int, lines: Iterable[tuple[str, str]], *, width: int = 98, across: bool = False) -> int:
    """Headings ("kop") and paragraphs in the first column; returns the next free row.

    Parameters
    ----------
    width
        Letters on a line.
    across
        The first column is narrow: long texts go on over the columns at its right, a row a line.
    """
    looks: dict[str, dict[str, Any]] = {
        "titel": {"bold": True, "font_size": 22}, "kop": {"bold": True, "font_size": 13, "font_color": ACCENT}, "tekst": {"text_wrap": True},
        "merk": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#9c1f3a", "text_wrap": True}, "zacht": {"font_color": MUTED, "text_wrap": True},
    }
    for look, paragraph in lines:
        for text in (textwrap.wrap(paragraph, width) if across else [paragraph]):
            sheet.write_string(row, 0, text, book.style(**looks[look] | ({"text_wrap": False} if across else {})))
            needed = -(-len(text) // width) if looks[look].get("text_wrap") else 1
            sheet.set_row(row, {"titel": 32, "kop": 24}.get(look, 15.5 * max(needed, 1)))
            row += 1
    return row


def write_contents(book: Book, sheet: Worksheet, rows: Sequence[tuple[str, str, str]], *, row: int = 2) -> None:
    """The list of sheets with a link to each: sheet, title, what a row is."""
    header = book.style(bold=True, bottom=2, bottom_color=ACCENT)
    for j, text in enumerate(("Blad", "Wat er staat", "Een rij is")):
        sheet.write_string(row, j, text, header)
    for i, (name, title, one_row) in enumerate(rows, start=row + 1):
        sheet.write_url(i, 0, f"internal:'{name}'!A1", book.style(font_color=ACCENT, underline=1), name)
        sheet.write_string(i, 1, title, book.style())
        sheet.write_string(i, 2, one_row or "–", book.style(font_color=MUTED))
    for j, width in enumerate((30, 62, 56)):
        sheet.set_column(j, j, width)
