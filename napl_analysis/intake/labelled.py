"""Texts with the learning outcome that a person says they belong to: what `napl meet` measures with."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from napl_analysis.findings import InputError, Place
from napl_analysis.reference.files import read_user_table
from napl_analysis.vocabulary import plain

NONE = "geen"
_HEADINGS = {"tekst": "text", "text": "text", "uitspraak": "text", "leeruitkomst": "outcome_ids", "leeruitkomsten": "outcome_ids",
             "outcome id": "outcome_ids", "outcome ids": "outcome_ids"}
_REMEDY = "Maak een csv of xlsx met de kolommen 'tekst' en 'leeruitkomst' (een code, meer codes met een komma ertussen, of 'geen')."


def read_labelled(path: Path, outcome_ids: Collection[str]) -> pd.DataFrame:
    """A labelled file of the user's own.

    Returns
    -------
    DataFrame
        text, and outcome_ids (comma-separated codes, or ``geen``); the index is the row in the file.

    Raises
    ------
    InputError
        The file cannot be read, a column is absent, or a cell is empty or names an outcome that does not exist.
    """
    if not path.is_file():
        raise InputError("Het bestand bestaat niet.", _REMEDY, Place(file=path.name))
    frame = read_user_table(path)
    frame = frame.rename(columns={c: _HEADINGS[plain(c)] for c in frame.columns if plain(c) in _HEADINGS})
    absent = [dutch for dutch, column in (("tekst", "text"), ("leeruitkomst", "outcome_ids")) if column not in frame]
    if absent:
        raise InputError(f"De kolom {' en de kolom '.join(absent)} ontbreekt.", _REMEDY, Place(file=path.name, row=1))
    frame = frame.loc[frame[["text", "outcome_ids"]].notna().any(axis=1), ["text", "outcome_ids"]]
    frame = frame.set_axis(frame.index + 2)
    for row in frame.itertuples():
        place = Place(path.name, "", int(row.Index))
        if pd.isna(row.text) or pd.isna(row.outcome_ids):
            what = "tekst" if pd.isna(row.text) else "leeruitkomst"
            raise InputError(f"De cel met de {what} is leeg.", "Vul hem (schrijf 'geen' als de tekst bij geen enkele leeruitkomst hoort) of verwijder de rij.", place)
        _check(str(row.outcome_ids), outcome_ids, place)
    return frame.assign(outcome_ids=[",".join(_codes(ids)) for ids in frame["outcome_ids"]])


def _codes(ids: str) -> list[str]:
    codes = [c.strip() for c in str(ids).replace(";", ",").split(",") if c.strip()]
    return [NONE] if codes and codes[0].lower().startswith(NONE) else codes


def _check(ids: str, known: Collection[str], place: Place) -> None:
    unknown = [c for c in _codes(ids) if c not in known and c != NONE]
    if unknown or not _codes(ids):
        raise InputError(f"'{unknown[0] if unknown else ids}' is geen van de leeruitkomsten.",
                         f"Gebruik de codes, zoals {', '.join(sorted(known)[:3])}, of 'geen'.", place)
