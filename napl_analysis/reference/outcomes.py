"""Learning outcomes and themes: the shipped examples, or the outcomes that the user loads instead."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from napl_analysis.findings import OutcomesError, Place
from napl_analysis.reference.files import read_reference, read_user_table
from napl_analysis.tables import OUTCOMES, conform
from napl_analysis.vocabulary import plain

DUTCH_HEADINGS = {
    "leeruitkomst": "outcome_id", "code": "outcome_id", "id": "outcome_id", "pad": "path_id", "ontwikkelpad": "path_id",
    "naam van het pad": "path_title", "titel": "title", "naam": "title", "omschrijving": "description", "tekst": "description",
    "themas": "theme_ids", "thema s": "theme_ids", "versie": "version", "bron": "source", "licentie": "licence",
}


def load_themes() -> pd.DataFrame:
    """The themes that surveys ask about.

    Returns
    -------
    DataFrame
        theme_id, label, question, sectors, source, version, licence, status; in the order of the questionnaire.
    """
    return read_reference("themes.csv")


def load_outcomes(path: Path | None = None) -> pd.DataFrame:
    """The learning outcomes: the user's file, or the shipped example set.

    Parameters
    ----------
    path
        A csv or xlsx with the columns of reference/data/README.md (Dutch or English headings).

    Raises
    ------
    OutcomesError
        A required column is absent, an id is empty or double, or a theme does not exist; names the rows.
    """
    if path is None:
        return conform(read_reference("outcomes.csv"), OUTCOMES)
    frame = _named(read_user_table(path), path)
    _check_ids(frame, path)
    frame["path_title"] = _filled(frame, "path_title", frame["path_id"])
    for column, default in {"version": "onbekend", "source": path.name, "status": "vastgesteld"}.items():
        frame[column] = _filled(frame, column, default)
    _check_themes(frame, path)
    return conform(frame.reindex(columns=OUTCOMES.names), OUTCOMES)


def _named(frame: pd.DataFrame, path: Path) -> pd.DataFrame:
    known = {plain(name): name for name in OUTCOMES.names} | DUTCH_HEADINGS
    renamed = frame.rename(columns={c: known[plain(c)] for c in frame.columns if plain(c) in known})
    absent = [c for c in ("outcome_id", "path_id", "title") if c not in renamed.columns]
    if absent:
        raise OutcomesError(
            f"De kolommen {', '.join(absent)} ontbreken; gevonden: {', '.join(map(str, frame.columns))}.",
            "Geef de kolommen deze namen (zie het handboek, hoofdstuk leeruitkomsten).", Place(file=path.name, row=1))
    return renamed.loc[:, ~renamed.columns.duplicated()].copy()


def _check_ids(frame: pd.DataFrame, path: Path) -> None:
    for column in ("outcome_id", "path_id", "title"):
        empty = frame.index[frame[column].isna()]
        if len(empty):
            raise OutcomesError("De cel is leeg.", "Vul hem of verwijder de rij.", Place(path.name, "", int(empty[0]) + 2, column))
    double = frame.index[frame["outcome_id"].duplicated()]
    if len(double):
        code = frame.loc[double[0], "outcome_id"]
        raise OutcomesError(f"Leeruitkomst '{code}' komt twee keer voor.", "Geef elke leeruitkomst een eigen code.",
                            Place(path.name, "", int(double[0]) + 2, "outcome_id"))


def _check_themes(frame: pd.DataFrame, path: Path) -> None:
    known = set(load_themes()["theme_id"])
    if "theme_ids" not in frame:
        return
    for row, text in frame["theme_ids"].dropna().items():
        unknown = [t for t in (part.strip() for part in str(text).split(",")) if t and t not in known]
        if unknown:
            raise OutcomesError(f"Thema '{unknown[0]}' bestaat niet; kies uit {', '.join(sorted(known))}.",
                                "Pas de themacode aan of laat de cel leeg.", Place(path.name, "", int(row) + 2, "theme_ids"))


def _filled(frame: pd.DataFrame, column: str, default: object) -> pd.Series:
    present = frame[column] if column in frame else pd.Series(pd.NA, index=frame.index, dtype="object")
    return present.where(present.notna(), default)
