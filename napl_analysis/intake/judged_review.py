"""Reading back the sheet of te_beoordelen.xlsx on which people overruled the internal review."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.findings import InputError, Place
from napl_analysis.intake.judged import sheet_rows

DECISION, EFFORT, KEY = "Besluit", "Inspanning", "sleutel"
COLUMNS = ["row", "offering_id", "decision", "effort"]


def read_judged_review(path: Path, sheet: str, header_row: int) -> pd.DataFrame:
    """The offerings whose outcome people changed or confirmed.

    Parameters
    ----------
    path
        The workbook.
    sheet, header_row
        Where the decisions are; ``header_row`` is zero-based.

    Returns
    -------
    DataFrame
        row (as in the file), offering_id, decision (a code of REVIEW_DECISIONS), effort ("1" to "3", or missing). Empty where
        the workbook, of an earlier version, has no such sheet.

    Raises
    ------
    InputError
        A column is absent, a choice is not one of the list, or an effort stands without the decision to upgrade.
    """
    rows = sheet_rows(path, sheet, needed=False)
    if rows is None:
        return pd.DataFrame(columns=COLUMNS)
    headings = ["" if v is None else str(v).strip() for v in (rows[header_row] if len(rows) > header_row else ())]
    absent = [h for h in (DECISION, EFFORT, KEY) if h not in headings]
    if absent:
        raise InputError(f"De kolommen {', '.join(absent)} ontbreken.", "Gebruik het bestand dat napl maakte en verander de koppen niet.", Place(path.name, sheet, header_row + 1))
    at = {h: headings.index(h) for h in headings if h}
    found = []
    for number, values in enumerate(rows[header_row + 1:], start=header_row + 2):
        chosen = _choice(values, at, Place(path.name, sheet, number))
        if chosen is not None:
            found.append((number, str(values[at[KEY]]), *chosen))
    return pd.DataFrame(found, columns=COLUMNS)


def _choice(values: Sequence[object], at: dict[str, int], place: Place) -> tuple[str, str | None] | None:
    decision, effort = (("" if values[at[h]] is None else str(values[at[h]]).strip()) for h in (DECISION, EFFORT))
    if not decision and not effort:
        return None
    code = _code(decision, voc.REVIEW_DECISIONS, place, DECISION)
    if effort and code != "opwerken":
        raise InputError(f"Er staat een inspanning ('{effort}') zonder het besluit opwerken.", "Kies ook 'opwerken', of maak de inspanning leeg.",
                         Place(place.file, place.sheet, place.row, EFFORT))
    return code, _code(effort, voc.EFFORTS, place, EFFORT) if effort else None


def _code(text: str, terms: voc.TermList, place: Place, column: str) -> str:
    found = next((t.code for t in terms.terms if t.code != "0" and text.lower() in (t.code, t.label.lower())), None)
    if found is None:
        choices = ", ".join(t.label for t in terms.terms if t.code != "0")
        raise InputError(f"'{text}' is geen van de mogelijkheden." if text else "Er is geen besluit gekozen.", f"Kies: {choices}.", Place(place.file, place.sheet, place.row, column))
    return found
