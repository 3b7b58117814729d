"""Text and csv: the encoding told from the bytes, the separator from the whole text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.files_base import LIMITS, MEGABYTE, Cell, Grid, Text, mend_twice_encoded, refuse

_STRAY = re.compile("[\udc80-\udcff]")


def decode(path: Path, data: bytes) -> Text:
    """The text in the bytes: UTF-8, UTF-16, or else Windows-1252; NUL characters left out."""
    if len(data) > LIMITS.text_bytes:
        raise refuse(
            path,
            f"Dit tekstbestand is te groot; hoogstens {LIMITS.text_bytes / MEGABYTE:.0f} MB kan worden gelezen.",
            "Splits het bestand.",
        )
    findings: list[Finding] = []
    content = _decode_utf16(data)
    if content is None:
        content = _decode_8bit(path, data, findings)
    mended = mend_twice_encoded(content)
    if mended != content:
        findings.append(
            Finding("tekens_hersteld", "Accenten stonden er verminkt in (zoals 'Ã«' voor 'ë').", "Hersteld.", Severity.NOTE, file=path.name)
        )
        content = mended
    if "\x00" in content:
        findings.append(
            Finding(
                "nul_bytes",
                f"Er stonden {content.count(chr(0))} NUL-tekens in het bestand.",
                "Weggelaten; kijk of de export compleet is.",
                Severity.LOOK,
                file=path.name,
            )
        )
        content = content.replace("\x00", "")
    return Text(content, tuple(findings))


def _decode_utf16(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    head = data[:400]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(zeros) > 10 and zeros.count(0) > 0.8 * len(zeros):
            return data.decode(encoding, errors="replace")
    return None


def _decode_8bit(path: Path, data: bytes, findings: list[Finding]) -> str:
    content = data.decode("utf-8-sig", errors="surrogateescape")
    stray = len(_STRAY.findall(content))
    if not stray:
        return content
    proper = sum(1 for c in content if c > "\x7f") - stray
    if proper > stray:  # UTF-8 with a few loose bytes: mend those, keep the rest
        findings.append(
            Finding(
                "tekenset_gemengd",
                f"{stray} tekens zijn geen geldige UTF-8.",
                "Gelezen als Windows-1252; kijk de accenten na.",
                Severity.LOOK,
                file=path.name,
            )
        )
        return _STRAY.sub(lambda m: bytes([ord(m.group()) - 0xDC00]).decode("cp1252", errors="replace"), content)
    findings.append(Finding("tekenset", "Het bestand is geen UTF-8.", "Gelezen als Windows-1252.", Severity.NOTE, file=path.name))
    return data.decode("cp1252", errors="replace")


def read_csv(path: Path, data: bytes) -> Grid:
    """The one grid of a csv."""
    text = decode(path, data)
    content, offset = text.content, 0
    declared = re.match(r'"?sep=(.)"?\r?\n', content)
    if declared:
        content, offset = content[declared.end() :], 1
    delimiter = declared.group(1) if declared else sniff_separator(content)
    try:
        rows: list[list[Cell]] = [[] for _ in range(offset)]
        rows.extend(_records(content, delimiter))
    except csv.Error as error:
        raise refuse(
            path,
            "Dit bestand is niet als csv te lezen (een cel is veel te lang of een aanhalingsteken sluit niet).",
            "Maak de export opnieuw.",
        ) from error
    return _even(path, rows, text.findings)


def _even(path: Path, rows: list[list[Cell]], findings: tuple[Finding, ...]) -> Grid:
    """All rows equally long, within the limits."""
    while rows and not any(value.strip() for value in rows[-1]):
        rows.pop()
    if not rows:
        raise refuse(path, "Er staat niets in dit bestand.", "Maak de export opnieuw.")
    width = max(map(len, rows))
    if len(rows) > LIMITS.rows or width > LIMITS.columns or len(rows) * width > LIMITS.cells:
        raise refuse(
            path,
            f"Dit bestand is te groot: {len(rows)} rijen bij {width} kolommen (hoogstens {LIMITS.rows} rijen, {LIMITS.columns} kolommen, "
            f"{LIMITS.cells} cellen).",
            "Laat overbodige kolommen weg of splits het bestand.",
        )
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return Grid(path.name, "", rows, findings=findings)


def _records(content: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LIMITS.cell_characters)
    # newline="" keeps line breaks inside quoted cells as they are; a lone CR ends a line too (old Mac).
    return csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)


def sniff_separator(content: str) -> str:
    """The separator with which the most records of the whole text are equally long; a comma if none fits.

    A separator that leaves half of a pair of quotes in a cell cuts through quoted text: that counts against it.
    """
    best, best_score = ",", 0.0
    for delimiter in (",", ";", "\t", "|"):
        if delimiter not in content:
            continue
        widths: Counter[int] = Counter()
        cut = 0
        try:
            for record in _records(content, delimiter):
                if record:
                    widths[len(record)] += 1
                    cut += any('"' in cell and cell.count('"') % 2 for cell in record)
        except csv.Error:
            continue
        width, records = max(((w, n) for w, n in widths.items() if w > 1), key=lambda wn: (wn[1], wn[0]), default=(1, 0))
        score = (records - cut / 2) / max(widths.total(), 1) + min(width, 100) / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best
