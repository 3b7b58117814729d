"""A provider's spreadsheet or csv, however it is laid out.

The header is found below title rows, merged cells hold their value in every cell, every visible sheet with a
header counts, and empty rows, repeated headers, section rows and totals are no offerings. A section row or sheet
that names a sector gives that sector to the offerings below it when there is no column for it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.intake.catalogue import headings, terms
from napl_analysis.intake.catalogue.model import Listing, RawOffering
from napl_analysis.intake.files import Grid, read_grids
from napl_analysis.intake.survey.values import as_text, tidy
from napl_analysis.intake.survey.wording import clean_heading
from napl_analysis.vocabulary import plain

_TOTALS = re.compile(
    r"(eind|sub)?totaa?l\b.*|totalen\b.*|som\b.*|gemiddelde?\b.*|aantal (cursussen|trainingen|opleidingen|modules|activiteiten|aanbod)\b.*|\d+ (cursussen|trainingen|modules)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"(\*|toelichting:|bron:|let op|nb[:.]|n\.b\.|wijzigingen voorbehouden|alle prijzen|prijzen zijn|peildatum|versie|vragen\?|kijk op|meer informatie|voor meer informatie|aanmelden|zie ook|stand per|laatst bijgewerkt)",
    re.IGNORECASE,
)
_PROVIDER = re.compile(r"(?:aanbieder|organisatie|opleider)\s*:\s*(?P<name>.+)", re.IGNORECASE)
LONGEST_HEADING = 60  # characters of a heading that a finding repeats


def read(path: str | Path) -> Listing:
    """Every offering of a workbook or csv.

    Raises
    ------
    InputError
        No sheet has a header with a title column.
    """
    path = Path(path)
    grids = read_grids(path)
    listing = Listing(findings=[f for g in grids for f in g.findings])
    headers = {g.sheet: headings.header_row(g.rows) for g in grids}
    if all(h is None for h in headers.values()):
        raise _no_header(path, grids)
    several = sum(h is not None for h in headers.values()) > 1
    for grid in grids:
        header = headers[grid.sheet]
        if header is None:
            listing.findings.append(
                Finding(
                    "blad_zonder_aanbod",
                    f"Blad '{grid.sheet}' heeft geen kop met een titel.",
                    "Overgeslagen.",
                    Severity.LOOK,
                    file=path.name,
                    sheet=grid.sheet,
                )
            )
        else:
            listing.add(_sheet(grid, header, several=several))
    if not listing.offerings:
        raise InputError(
            "Er staat wel een kop maar geen aanbod in dit bestand.", "Kijk of de regels onder de kop gevuld zijn.", Place(file=path.name)
        )
    return listing


def _no_header(path: Path, grids: list[Grid]) -> InputError:
    counts = [sum(tidy(c) is not None for c in row) for row in grids[0].rows[: headings.LOOK_AHEAD]]
    first = next(i for i, n in enumerate(counts) if n >= 0.6 * max(counts))  # the first wide row is the header, not somebody's data
    seen = ", ".join(clean_heading(c)[:30] for c in grids[0].rows[first] if tidy(c) is not None)[:200]
    return InputError(
        f"Er is geen kop met een titelkolom gevonden; rij {first + 1} is: {seen}.",
        "Noem de kolom met de naam van het aanbod 'Titel' en zorg dat er nog minstens een bekende kolom is (omschrijving, sector, prijs, studielast).",
        Place(file=path.name, sheet=grids[0].sheet),
    )


def _sheet(grid: Grid, header: int, *, several: bool) -> Listing:
    depth = headings.header_depth(grid.rows, header, grid.merged)
    rows = _fill_merged(grid, header + depth - 1)
    names = _names(grid, header, depth)
    columns, listing = _columns(names, grid, header)
    context = _title_context(rows[:header])
    bare = _mostly_bare(rows[header + depth :])
    banners = {top for top, left, bottom, right in grid.merges() if top == bottom and right - left >= 2}
    if several and "sectors" not in columns.values() and terms.sectors(grid.sheet):
        context["sectors"] = grid.sheet
    for i in range(header + depth, len(rows)):
        cells = {c: v for c, v in enumerate(map(tidy, rows[i])) if v is not None}
        if not cells or _repeats(rows[i], names):
            continue
        if _is_section(grid, cells, bare=bare, wide=i in banners):
            text = as_text(next(iter(cells.values())))
            if "sectors" not in columns.values() and terms.sectors(text):
                context["sectors"] = text
            elif len(cells) == 1 and not _FOOTNOTE.match(text):
                listing.findings.append(
                    Finding(
                        "tussenkop",
                        "In deze rij staat alleen in de eerste kolom iets.",  # not what: it can be a contact person
                        "Als tussenkop gelezen, niet als aanbod.",
                        Severity.NOTE,
                        file=grid.source,
                        sheet=grid.sheet,
                        row=i + 1,
                    )
                )
            continue
        offering = _offering(cells, columns, names, grid, i, context, several=several)
        if offering is None:
            _note_untitled(cells, grid, i, listing)
        else:
            listing.offerings.append(offering)
    return listing


def _names(grid: Grid, header: int, depth: int) -> list[str]:
    """A heading a column; of two header rows, the upper one holds for all columns it is merged over."""
    upper = list(grid.rows[header])
    for top, left, bottom, right in grid.merges():
        if top <= header <= bottom:
            upper[left : right + 1] = [grid.rows[top][left]] * (right - left + 1)
    lower = grid.rows[header + 1] if depth == 2 else [None] * grid.width
    return [headings.combined(u, w) for u, w in zip(upper, lower, strict=True)]


def _fill_merged(grid: Grid, header: int) -> list[list[Any]]:
    """Cells merged over rows hold their value in every row; a cell merged over columns only is a heading or section."""
    rows = [list(row) for row in grid.rows]
    for top, left, bottom, right in grid.merges():
        if bottom <= header:
            continue
        tall = bottom > top
        for i in range(max(top, header), bottom + 1):
            for j in range(left, right + 1):
                if tall and (j == left or top > header):
                    rows[i][j] = grid.rows[top][left]
    return rows


def _columns(row: list[Any], grid: Grid, header: int) -> tuple[dict[int, str], Listing]:
    """Field of each column; the first column of a field counts, later ones are added to the text."""
    listing = Listing()
    columns: dict[int, str] = {}
    unknown, personal = [], 0
    for j, heading in enumerate(row):
        name = clean_heading(heading) if tidy(heading) is not None else ""
        field = headings.field_of(name) if name else None
        if field == headings.PERSONAL:
            personal += 1
        elif field and field != headings.IGNORED:
            columns[j] = field
        elif name and not field:
            unknown.append(name)

    def note(rule: str, message: str, action: str, severity: Severity) -> None:
        listing.findings.append(Finding(rule, message, action, severity, file=grid.source, sheet=grid.sheet, row=header + 1))

    if header:
        note("titelrijen", f"Boven de kop staan {header} rij(en).", "Overgeslagen.", Severity.NOTE)
    if unknown:
        note(
            "kolom_niet_gebruikt",
            f"Niet herkende kolommen: {', '.join(unknown[:10])}.",
            "Niet gebruikt; hernoem ze als ze iets zeggen over het aanbod.",
            Severity.LOOK,
        )
    if personal:
        note("contactgegevens_weggelaten", f"{personal} kolom(men) met contactpersonen.", "Niet ingelezen.", Severity.NOTE)
    return columns, listing


def _title_context(rows: list[list[Any]]) -> dict[str, Any]:
    """What title rows say for the whole sheet: "Aanbieder: X"."""
    for row in rows:
        cells = [as_text(v) for c in row if (v := tidy(c)) is not None]
        for i, cell in enumerate(cells):
            match = _PROVIDER.match(cell)
            if match:
                return {"provider": match["name"].strip()}
            if plain(cell) in ("aanbieder", "organisatie", "opleider") and i + 1 < len(cells):
                return {"provider": cells[i + 1]}
    return {}


def _repeats(row: list[Any], header: list[Any]) -> bool:
    return sum(tidy(c) is not None for c in row) > 1 and [plain(str(c)) for c in row] == [plain(str(c)) for c in header]


def _mostly_bare(rows: list[list[Any]]) -> bool:
    """Is this a list of titles, with little beside them? Then a lone title is an offering, not a section."""
    filled = [n for row in rows if (n := sum(tidy(c) is not None for c in row))]
    return sum(n == 1 for n in filled) * 2 > len(filled)


def _is_section(grid: Grid, cells: dict[int, Any], *, bare: bool, wide: bool) -> bool:
    """A total, a footnote, or a row with one text for all that follows."""
    first = as_text(next(iter(cells.values())))
    if _TOTALS.fullmatch(first.strip(" :")) or (len(cells) == 1 and _FOOTNOTE.match(first)):
        return True
    return len(set(map(str, cells.values()))) == 1 and grid.width > 2 and (wide or (min(cells) == 0 and len(cells) == 1 and not bare))


def _offering(
    cells: dict[int, Any], columns: dict[int, str], header: list[Any], grid: Grid, i: int, context: dict[str, Any], *, several: bool
) -> RawOffering | None:
    said: dict[str, Any] = {}
    units: dict[str, str] = {}
    named: dict[str, str] = {}
    for j, field in columns.items():
        if j not in cells:
            continue
        named.setdefault(field, " ".join(as_text(header[j]).split())[:LONGEST_HEADING])
        if field in said:
            said[field] = f"{as_text(said[field])} {as_text(cells[j])}"
        else:
            said[field] = cells[j]
            units[field] = headings.unit_of(header[j])
    if "title" not in said or not plain(as_text(said["title"])):
        return None
    said["title"] = as_text(said["title"])
    row = f"{grid.sheet}:{i + 1}" if several else str(i + 1)
    return RawOffering(grid.source, row, grid.sheet, context | said, units, named)


def _note_untitled(cells: dict[int, Any], grid: Grid, i: int, listing: Listing) -> None:
    if len(cells) > 1:
        listing.findings.append(
            Finding(
                "aanbod_zonder_titel",
                "Deze rij heeft geen titel.",
                "Overgeslagen.",
                Severity.LOOK,
                file=grid.source,
                sheet=grid.sheet,
                row=i + 1,
            )
        )
