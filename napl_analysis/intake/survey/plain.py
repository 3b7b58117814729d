"""A csv or workbook that the analyst made herself: header below title rows, totals below the answers."""

from __future__ import annotations

import re
from dataclasses import replace

from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.files import Grid
from napl_analysis.intake.survey import values
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import clean_heading, heading_codes
from napl_analysis.vocabulary import plain

_TOTALS = re.compile(r"(eind|sub)?tota(al|len)\b.*|gemiddelde?|aantal( respondenten)?|som|n\s*=.*", re.IGNORECASE)
_SUBMITTED = frozenset(
    {"datum ingevuld", "invuldatum", "datum ingestuurd", "submitted", "date submitted", "ingevuld op", "timestamp", "tijdstempel"}
)
_NUMBER = frozenset({"id", "nr", "nummer", "respondent", "respondentnummer", "respondent id", "volgnummer"})
LOOK_AHEAD = 30


def recognise(grid: Grid) -> float:
    """Any grid can be read as a plain table, if nothing better is known."""
    return 0.1 if grid.rows else 0.0


def layout(grid: Grid) -> Layout:
    """Header row, columns and last row of a plain table."""
    header = header_row(grid)
    filled = _fill_merged(grid, header)
    headings = [clean_heading(c) for c in filled[header]]
    codes = heading_codes(headings)
    last = _last_row(filled, header)
    grid = replace(grid, rows=filled)
    items = []
    for i, (heading, code) in enumerate(zip(headings, codes, strict=True)):
        if not heading and not any(values.tidy(row[i]) is not None for row in filled[header + 1 : last]):
            continue
        name = plain(heading)
        role = "submitted" if name in _SUBMITTED else ""
        items.append(
            Item(i, code, heading or code, kind="technical" if role or name in _NUMBER else None, role=role, joined="" if role else "?")
        )
    return Layout("plain", grid, header + 1, items, last_row=last, findings=_findings(grid, header, last))


def header_row(grid: Grid) -> int:
    """The first row that is as wide as the table and holds only different texts; title rows stand above it."""
    rows = grid.rows[:LOOK_AHEAD]
    counts = [sum(values.tidy(c) is not None for c in row) for row in rows]
    widest = max(counts, default=0)
    for i, row in enumerate(rows):
        cells = [values.tidy(c) for c in row]
        texts = [c for c in cells if c is not None]
        if counts[i] >= max(0.6 * widest, 1) and all(isinstance(c, str) for c in texts):
            return i
    return 0


def _fill_merged(grid: Grid, header: int) -> list[list[object]]:
    """Merged cells hold their value in every cell, from the header down."""
    rows = list(grid.rows)
    for top, left, bottom, right in grid.merges():
        if bottom < header:
            continue
        value = rows[top][left]
        for i in range(top, bottom + 1):
            rows[i] = [*rows[i][:left], *[value] * (right - left + 1), *rows[i][right + 1 :]]
    return rows


def _last_row(rows: list[list[object]], header: int) -> int:
    """Index after the last answer: totals below it, and what follows them, are no answers."""
    last = len(rows)
    for i in range(len(rows) - 1, max(header, len(rows) - 10), -1):
        first = next((v for c in rows[i] if (v := values.tidy(c)) is not None), None)
        if isinstance(first, str) and _TOTALS.fullmatch(first.strip().rstrip(":")):
            last = i
    return last


def _findings(grid: Grid, header: int, last: int) -> list[Finding]:
    found = []
    if header:
        found.append(
            Finding(
                "titelrijen",
                f"Boven de kop staan {header} rij(en).",
                "Overgeslagen; kijk of de kop klopt.",
                Severity.NOTE,
                file=grid.source,
                sheet=grid.sheet,
                row=header + 1,
            )
        )
    if last < len(grid.rows):
        found.append(
            Finding(
                "totaalrij",
                "Onder de antwoorden staat een totaal.",
                "Niet als antwoord gelezen.",
                Severity.LOOK,
                file=grid.source,
                sheet=grid.sheet,
                row=last + 1,
            )
        )
    return found
