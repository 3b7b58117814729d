"""Reading back te_beoordelen.xlsx as a person filled it in, whatever spreadsheet program saved it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from napl_analysis.findings import InputError, Place

CHOICE, OTHER, KIND, KEY = "Besluit", "Andere leeruitkomst", "soort", "sleutel"
NONE = "geen"
JUDGED_COLUMNS = ["row", "kind", "text_key", "outcome_id", "offered"]


def read_judged(path: Path, sheet: str, header_row: int, outcome_ids: Sequence[str]) -> pd.DataFrame:
    """The rows that were judged.

    Parameters
    ----------
    path
        The workbook.
    sheet, header_row
        Where the judgements are; ``header_row`` is zero-based.
    outcome_ids
        The outcomes that exist.

    Returns
    -------
    DataFrame
        row (as in the file), kind, text_key, outcome_id (or 'geen'), offered (the candidates, comma-separated).

    Raises
    ------
    InputError
        The file is not our workbook, or a choice is not one of the lists; names the row and column.
    """
    rows = sheet_rows(path, sheet) or []
    headings = ["" if v is None else str(v).strip() for v in (rows[header_row] if len(rows) > header_row else ())]
    absent = [h for h in (CHOICE, OTHER, KIND, KEY) if h not in headings]
    if absent:
        raise InputError(f"De kolommen {', '.join(absent)} ontbreken.", "Gebruik het bestand dat napl maakte en verander de koppen niet.",
                         Place(path.name, sheet, header_row + 1))
    at = {h: headings.index(h) for h in headings if h}
    found = []
    for number, values in enumerate(rows[header_row + 1:], start=header_row + 2):
        chosen = _choice(values, at, set(outcome_ids), Place(path.name, sheet, number))
        if chosen is None:
            continue
        offered = [c for i in (1, 2, 3) if (c := _code(values[at[f"Kandidaat {i}"]], set(outcome_ids)))]
        found.append((number, str(values[at[KIND]]), str(values[at[KEY]]), chosen, ",".join(offered)))
    return pd.DataFrame(found, columns=JUDGED_COLUMNS)


def sheet_rows(path: Path, sheet: str, *, needed: bool = True) -> list[tuple[object, ...]] | None:
    """The rows of a sheet of our workbook; None where it has no such sheet and that is not ``needed``."""
    if not path.is_file():
        raise InputError("Het bestand bestaat niet.", "Geef het ingevulde te_beoordelen.xlsx op.", Place(file=str(path)))
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise InputError("Het bestand is niet te openen als xlsx.", "Sla het in Excel of LibreOffice opnieuw op als .xlsx.", Place(file=path.name)) from error
    try:
        if sheet not in book.sheetnames:
            if not needed:
                return None
            raise InputError(f"Het blad '{sheet}' ontbreekt.", "Gebruik het bestand dat napl maakte.", Place(file=path.name))
        return [tuple(row) for row in book[sheet].iter_rows(values_only=True)]
    finally:
        book.close()


def _choice(values: Sequence[object], at: dict[str, int], known: set[str], place: Place) -> str | None:
    choice, other = (("" if values[at[h]] is None else str(values[at[h]]).strip()) for h in (CHOICE, OTHER))
    if choice and other and _code(choice, known) != _code(other, known):
        raise InputError(f"Er staat zowel '{choice}' als '{other}'.", "Kies er een en maak de andere cel leeg.",
                         Place(place.file, place.sheet, place.row, OTHER))
    text, column = (choice, CHOICE) if choice else (other, OTHER)
    if not text:
        return None
    if text.lower().startswith(NONE):
        return NONE
    code = _code(text, known)
    if code is None:
        raise InputError(f"'{text}' is geen van de mogelijkheden.", "Kies uit de lijst in de cel, of maak hem leeg.",
                         Place(place.file, place.sheet, place.row, column))
    return code


def _code(value: object, known: set[str]) -> str | None:
    """The outcome at the start of a cell such as ``VSV02 Klassenmanagement (62 %)``."""
    text = "" if value is None else re.sub(r"\s*\(\d+ %\)$", "", str(value).strip())
    return max((code for code in known if text == code or text.startswith(f"{code} ")), key=len, default=None)
