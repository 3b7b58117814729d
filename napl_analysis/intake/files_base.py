"""What every reader shares: limits, the grid of cells, what kind of file it is, and how a file is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from napl_analysis.findings import Finding, InputError, Place
from napl_analysis.reference.files import MOST_COLUMNS, MOST_ROWS, PACKING, UNPACKED_BYTES

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What a file may ask of the machine; about 1 GB of memory and 10 seconds at these values."""

    file_bytes: int = 150 * MEGABYTE
    text_bytes: int = 60 * MEGABYTE  # csv, json, xml, html
    sheet_bytes: int = 250 * MEGABYTE  # one part of a workbook, unpacked
    package_bytes: int = UNPACKED_BYTES  # all parts together, unpacked
    packing: int = PACKING  # times: a part that unpacks to more than this is a zip bomb
    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS
    cells: int = 4_500_000
    cell_characters: int = 100_000
    sheets: int = 100


LIMITS = Limits()

Cell = Any  # str, int, float, bool, date, datetime, time or None


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet (or of a csv), all rows equally long; ``rows[0]`` is row 1 for the user."""

    source: str
    sheet: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column; from 0
    findings: tuple[Finding, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def merges(self) -> Iterator[tuple[int, int, int, int]]:
        """Merged ranges cut off at the grid, together no larger than the grid: more cannot be meant."""
        left_over = len(self.rows) * self.width
        for top, left, bottom, right in self.merged:
            bottom, right = min(bottom, len(self.rows) - 1), min(right, self.width - 1)
            area = (bottom - top + 1) * (right - left + 1)
            if bottom >= top and right >= left and area <= left_over:
                left_over -= area
                yield top, left, bottom, right


@dataclass(frozen=True)
class Text:
    """A file's text, and what had to be mended to read it."""

    content: str
    findings: tuple[Finding, ...] = field(default=())


def refuse(path: Path, problem: str, remedy: str, *, row: int | None = None, sheet: str = "") -> InputError:
    """The error for a file that cannot be read, to be raised by the caller."""
    return InputError(problem, remedy, Place(file=path.name, sheet=sheet, row=row))


REFUSED = {
    "protected": (
        "Deze werkmap is met een wachtwoord beveiligd.",
        "Open hem in Excel, haal het wachtwoord weg (Bestand > Info > Werkmap beveiligen) en sla hem opnieuw op.",
    ),
    "xls": ("Dit is een oud Excel-bestand (.xls).", "Open het in Excel en sla het op als Excel-werkmap (.xlsx)."),
    "pdf": ("Dit is een pdf, geen tabel.", "Vraag om het Excel- of csv-bestand."),
    "gzip": ("Dit bestand is ingepakt (gzip).", "Pak het eerst uit."),
    "rar": ("Dit bestand is ingepakt.", "Pak het eerst uit."),
    "image": ("Dit is een afbeelding, geen tabel.", "Vraag om het Excel- of csv-bestand."),
    "sav": ("Dit is een SPSS-bestand.", "Geef het op als enquête; een catalogus kan geen SPSS-bestand zijn."),
    "zip": ("Dit is een werkmap of zip-bestand, geen tekst.", "Geef het op als Excel-bestand, of pak het eerst uit."),
}
_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "rar"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"$FL2", "sav"),
    (b"$FL3", "sav"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_in(data: bytes) -> str:
    """'zip', 'sav', 'xls', ... from a file's first bytes; '' for text."""
    if data.startswith(_OLE):
        return "protected" if "EncryptedPackage".encode("utf-16-le") in data else "xls"
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")


_TWICE = re.compile("[\u0080-\uffff]{2,}")


def mend_twice_encoded(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 put right: "crÃ¨che" is "crèche"; other text stays as it is."""

    def mend(match: re.Match[str]) -> str:
        try:
            return match.group().encode("cp1252").decode("utf-8")
        except UnicodeError:
            return match.group()

    return _TWICE.sub(mend, text) if any(sign in text for sign in ("Ã", "â€", "Â")) else text
