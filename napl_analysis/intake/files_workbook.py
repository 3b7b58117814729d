"""Workbooks to grids: checked for damage, bombs and far cells before anything is unpacked in memory."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import python_calamine as calamine

from napl_analysis.findings import Finding, InputError, Severity
from napl_analysis.intake.files_base import LIMITS, MEGABYTE, REFUSED, Grid, mend_twice_encoded, refuse
from napl_analysis.reference.files import FAR_CELL, reach

_NO_VALUE = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")  # a formula that was never computed


def read_workbook(path: Path, data: bytes) -> list[Grid]:
    """The visible sheets that hold something, as grids."""
    uncomputed = _check_package(path, data)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            m.name
            for m in workbook.sheets_metadata
            if m.visible == calamine.SheetVisibleEnum.Visible and m.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        hidden = [m.name for m in workbook.sheets_metadata if m.name not in shown]
        grids = [_sheet_grid(path, workbook.get_sheet_by_name(name)) for name in shown[: LIMITS.sheets]]
    except InputError:
        raise
    except calamine.PasswordError as error:
        raise refuse(path, *REFUSED["protected"]) from error
    except BaseException as error:  # a panic in the Rust reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise refuse(
            path,
            "Deze werkmap is beschadigd of geen Excel-werkmap.",
            "Open hem in Excel en sla hem opnieuw op als .xlsx, of maak de export opnieuw.",
        ) from error
    filled = [grid for grid in grids if grid.rows]
    if not filled:
        raise refuse(path, "Deze werkmap heeft geen zichtbaar blad met gegevens.", "Maak het blad zichtbaar of maak de export opnieuw.")
    notes = []
    if hidden:
        notes.append(
            Finding(
                "verborgen_blad",
                f"{len(hidden)} verborgen blad(en): {', '.join(hidden[:5])}.",
                "Niet gelezen.",
                Severity.NOTE,
                file=path.name,
            )
        )
    if uncomputed:
        notes.append(
            Finding(
                "formule_zonder_waarde",
                f"{uncomputed} formule(s) hebben geen opgeslagen waarde.",
                "Als leeg gelezen; open de werkmap in Excel en sla hem op.",
                Severity.LOOK,
                file=path.name,
            )
        )
    filled[0] = replace(filled[0], findings=(*filled[0].findings, *notes))
    return filled


_NOT_XLSX = {
    "xl/workbook.bin": ("Dit is een binaire Excel-werkmap (.xlsb).", "Sla hem in Excel op als Excel-werkmap (.xlsx)."),
    "content.xml": ("Dit is een OpenDocument-bestand (.ods of .odt).", "Sla het op als Excel-werkmap (.xlsx)."),
    "word/document.xml": ("Dit is een Word-document, geen tabel.", "Zet de tabel in een Excel-werkmap."),
    "": ("Dit is een zip-bestand maar geen Excel-werkmap.", "Pak het uit en geef de bestanden zelf op."),
}


def _check_package(path: Path, data: bytes) -> int:
    """Damage, zip bombs and far cells, before anything is unpacked in memory; the number of formulas without a value."""
    damaged = ("Deze werkmap is beschadigd (het zip-bestand is niet compleet).", "Maak de export opnieuw of haal het bestand opnieuw op.")
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise refuse(path, *_NOT_XLSX[next((mark for mark in _NOT_XLSX if mark in names), "")])
        if sum(part.file_size for part in parts) > LIMITS.package_bytes or any(_is_bomb(part) for part in parts):
            raise refuse(
                path,
                "Deze werkmap pakt uit tot onwaarschijnlijk veel gegevens.",
                "Kopieer alleen de gegevens naar een nieuwe werkmap (plakken als waarden) en sla die op.",
            )
        largest = max(part.file_size for part in parts)
        if largest > LIMITS.sheet_bytes:
            raise refuse(
                path,
                f"Een blad in deze werkmap is te groot: {largest / MEGABYTE:.0f} MB uitgepakt; hoogstens {LIMITS.sheet_bytes / MEGABYTE:.0f} MB kan worden gelezen.",
                "Laat overbodige kolommen en lege rijen weg, of splits het bestand.",
            )
        return sum(_scan_part(path, package, part) for part in parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, KeyError) as error:
        raise refuse(path, *damaged) from error
    except RuntimeError as error:  # itself: an encrypted part; one of its kinds: a way of packing that zipfile does not know
        raise refuse(path, *(REFUSED["protected"] if type(error) is RuntimeError else damaged)) from error
    except Exception as error:
        if isinstance(error, InputError):
            raise
        raise refuse(path, *damaged) from error  # zlib and lzma have errors of their own


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > LIMITS.packing * max(part.compress_size, 1) and part.file_size > 10 * MEGABYTE


def _scan_part(path: Path, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Unpack once in blocks: the checksum shows damage, the cell references how far a sheet reaches."""
    is_sheet = part.filename.startswith("xl/worksheets/")
    tail, uncomputed = b"", 0
    with package.open(part) as stream:
        while block := stream.read(4 * MEGABYTE):
            if is_sheet:
                window = tail + block
                for match in FAR_CELL.finditer(window):
                    _check_reach(path, match.group(1))
                if b"</f>" in window:
                    uncomputed += sum(m.end() > len(tail) for m in _NO_VALUE.finditer(window))
                tail = window[-40:]
    return uncomputed


def _check_reach(path: Path, reference: bytes) -> None:
    column, row = reach(reference)
    if column > LIMITS.columns:
        raise refuse(
            path,
            f"Dit blad heeft meer dan {LIMITS.columns} kolommen.",
            "Verwijder de lege of overbodige kolommen rechts en sla het opnieuw op.",
        )
    if row > LIMITS.rows:
        raise refuse(
            path, f"Dit blad heeft meer dan {LIMITS.rows} rijen.", "Verwijder de lege of overbodige rijen onderaan, of splits het bestand."
        )


def _sheet_grid(path: Path, sheet: calamine.CalamineSheet) -> Grid:
    if sheet.total_height * max(sheet.width, 1) > LIMITS.cells:
        raise refuse(
            path,
            f"Dit blad is te groot ({sheet.total_height} rijen bij {sheet.width} kolommen).",
            "Verwijder lege rijen en kolommen, of splits het bestand.",
            sheet=sheet.name,
        )
    rows = sheet.to_python(skip_empty_area=False)
    while rows and all(value == "" for value in rows[-1]):
        rows.pop()
    if any(isinstance(v, str) and ("Ã" in v or "â€" in v) for row in rows for v in row):
        rows = [[mend_twice_encoded(v) if isinstance(v, str) else v for v in row] for row in rows]
    merged = tuple((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ())
    return Grid(path.name, sheet.name, rows, merged)
