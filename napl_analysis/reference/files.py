"""Reading reference files: those that ship with the package, and small tables that a user loads."""

from __future__ import annotations

import csv
from importlib.resources import files
from io import StringIO
from pathlib import Path

import pandas as pd

from napl_analysis.findings import InputError, Place


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
