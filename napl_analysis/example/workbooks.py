"""Workbooks that come out byte for byte the same: no dates in them, nothing compressed.

Compression is left out because two versions of zlib may pack the same bytes differently.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter


@dataclass(frozen=True)
class Page:
    """A worksheet: its rows, and how it is laid out."""

    name: str
    rows: Sequence[Sequence[object]]
    table: bool = False  # the first row heads a table, as Microsoft Forms makes it
    merges: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column; from 0
    bold: tuple[int, ...] = ()  # rows in bold


def workbook(pages: Sequence[Page]) -> bytes:
    """An xlsx of these pages."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"title": "voorbeeld", "author": "voorbeeld", "created": datetime(2026, 1, 1)})
    date, bold = book.add_format({"num_format": "d-m-yyyy h:mm:ss"}), book.add_format({"bold": True})
    for page in pages:
        _write_page(book.add_worksheet(page.name), page, date, bold)
    book.close()
    return _repack(stream.getvalue())


def _write_page(sheet: xlsxwriter.worksheet.Worksheet, page: Page, date: object, bold: object) -> None:
    inside = {(r, c) for r0, c0, r1, c1 in page.merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    for r, row in enumerate(page.rows):
        for c, value in enumerate(row):
            if value is None or value == "" or (r, c) in inside:
                continue
            if isinstance(value, datetime):
                sheet.write_datetime(r, c, value, date)
            else:
                sheet.write(r, c, value, bold if r in page.bold else None)
    for r0, c0, r1, c1 in page.merges:
        sheet.merge_range(r0, c0, r1, c1, page.rows[r0][c0])
    if page.table:
        width = len(page.rows[0])
        sheet.add_table(0, 0, len(page.rows) - 1, width - 1, {"name": "OfficeForms.Table", "columns": [{"header": str(h)} for h in page.rows[0]]})


def _repack(content: bytes) -> bytes:
    """The same parts in the same order, uncompressed, with one date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as plain:
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            plain.writestr(entry, packed.read(name))
    return stream.getvalue()
