"""Reading reference files: those that ship with the package, and small tables that a user loads."""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from importlib.resources import files
from io import StringIO
from pathlib import Path

import pandas as pd

from napl_analysis.findings import InputError, Place

UNPACKED_BYTES = 400_000_000  # what all parts of a workbook together may unpack to
PACKING = 500  # times: a part that unpacks to more than this is a zip bomb
MOST_ROWS, MOST_COLUMNS = 200_000, 5_000
BLOCK = 4_000_000
# Only references that could break a limit are looked at: three-letter columns, rows of six digits or more.
FAR_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{3,}\d*|[A-Z]{0,2}\d{6,})["']""")
SMALL = 10_000_000  # bytes: a part below this is no bomb, however well it packs


def refuse_bomb(path: Path) -> None:
    """Refuse a workbook that unpacks to more than a table can be, or has a cell so far away that its sheet would fill the memory.

    What is no sound zip file at all is left to its reader.
    """
    try:
        package = zipfile.ZipFile(path)
        parts = package.infolist()
        vast = sum(p.file_size for p in parts) > UNPACKED_BYTES or any(p.file_size > max(SMALL, PACKING * max(p.compress_size, 1)) for p in parts)
        far = not vast and any(_reaches_far(package, p) for p in parts if p.filename.startswith("xl/worksheets/"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return
    if vast or far:
        problem = "Deze werkmap pakt uit tot onwaarschijnlijk veel gegevens." if vast else f"Een blad heeft meer dan {MOST_ROWS} rijen of {MOST_COLUMNS} kolommen."
        raise InputError(problem, "Kopieer alleen de gegevens naar een nieuwe werkmap (plakken als waarden), of download het bestand opnieuw.", Place(file=path.name))


def _reaches_far(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    tail = b""
    with package.open(part) as stream:
        while block := stream.read(BLOCK):
            if any(column > MOST_COLUMNS or row > MOST_ROWS for column, row in map(reach, FAR_CELL.findall(tail + block))):
                return True
            tail = block[-40:]
    return False


def reach(reference: bytes) -> tuple[int, int]:
    """Column and row of a cell reference (``b"XFD12"``), a row reference (``b"12"``) or part of one."""
    letters = reference.rstrip(b"0123456789")
    column = 0
    for letter in letters[:4]:
        column = column * 26 + letter - 64
    return column, int(reference[len(letters):][:9] or b"0")


def read_reference(name: str) -> pd.DataFrame:
    """A shipped csv, all text, empty cells missing."""
    resource = files("napl_analysis.reference") / "data" / name
    with resource.open("r", encoding="utf-8") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False, na_values=[""])


def read_user_table(path: Path) -> pd.DataFrame:
    """A small csv or xlsx of the user's own (first sheet, headings in the first row), all text.

    Raises
    ------
    InputError
        The file cannot be read as a table.
    """
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            refuse_bomb(path)
            frame = pd.read_excel(path, dtype="str", engine="calamine")
        else:
            frame = _read_csv(path)
    except InputError:
        raise
    except FileNotFoundError as error:
        raise InputError("Het bestand bestaat niet.", "Controleer de naam in regio.yml.", Place(file=path.name)) from error
    except Exception as error:
        raise InputError("Het bestand is niet te lezen als tabel.", "Sla het opnieuw op als csv (UTF-8) of xlsx.", Place(file=path.name)) from error
    if frame.empty:
        raise InputError("Het bestand heeft geen rijen.", "Vul het, of haal het uit regio.yml.", Place(file=path.name))
    return frame


def _read_csv(path: Path) -> pd.DataFrame:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")  # what Dutch Excel writes
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    rows = list(csv.reader(StringIO(text), delimiter=separator, skipinitialspace=True))
    width = len(rows[0]) if rows else 0
    for number, row in enumerate(rows, start=1):
        if len(row) > width:
            raise InputError(f"De rij heeft {len(row)} velden, de eerste rij {width}.",
                             f"Zet tekst waar een '{separator}' in staat tussen aanhalingstekens.", Place(path.name, "", number))
    return pd.read_csv(StringIO(text), sep=separator, dtype="str", keep_default_na=False, na_values=[""], skipinitialspace=True)
