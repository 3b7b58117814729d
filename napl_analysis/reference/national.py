"""National figures that a region loads: the prior that small cells shrink towards."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.findings import InputError, Place
from napl_analysis.reference.files import read_user_table
from napl_analysis.reference.outcomes import load_themes
from napl_analysis.vocabulary import plain

HEADINGS = {
    "thema": "theme_id", "theme id": "theme_id", "sector": "sector", "loopbaanfase": "career_phase", "fase": "career_phase",
    "career phase": "career_phase", "aandeel": "share", "share": "share", "n": "n", "bron": "source", "source": "source",
}
COLUMNS = ["theme_id", "sector", "career_phase", "share", "n", "source"]


def load_national(path: Path) -> pd.DataFrame:
    """National shares per theme, sector and career phase.

    Returns
    -------
    DataFrame
        theme_id, sector ('alle' where empty), career_phase ('alle' where empty), share (0-1), n, source.

    Raises
    ------
    InputError
        A column is absent, a code is unknown, or a number is impossible; names row and column.
    """
    frame = read_user_table(path)
    frame = frame.rename(columns={c: HEADINGS[plain(c)] for c in frame.columns if plain(c) in HEADINGS})
    absent = [c for c in COLUMNS if c not in frame.columns]
    if absent:
        raise InputError(f"De kolommen {', '.join(absent)} ontbreken.",
                         "Nodig zijn: thema, sector, loopbaanfase, aandeel, n, bron.", Place(file=path.name, row=1))
    frame = frame[COLUMNS].copy()
    for column in ("sector", "career_phase"):
        frame[column] = frame[column].fillna(voc.ALL)
    _check_codes(frame, path)
    frame["share"] = _numbers(frame["share"], path, 0, 1)
    frame["n"] = _numbers(frame["n"], path, 1, float("inf"))
    return frame


def _check_codes(frame: pd.DataFrame, path: Path) -> None:
    allowed = {"theme_id": set(load_themes()["theme_id"]), "sector": {*voc.SECTORS.codes, voc.ALL},
               "career_phase": {*voc.PHASES.codes, voc.ALL}}
    for column, codes in allowed.items():
        wrong = frame.index[~frame[column].isin(codes)]
        if len(wrong):
            raise InputError(f"'{frame.loc[wrong[0], column]}' is geen bekende code; kies uit {', '.join(sorted(codes))}.",
                             "Pas de cel aan.", Place(path.name, "", int(wrong[0]) + 2, column))


def _numbers(values: pd.Series, path: Path, low: float, high: float) -> pd.Series:
    text = values.astype("str").str.strip()
    percent = text.str.endswith("%")
    numbers = pd.to_numeric(text.str.rstrip("% ").str.replace(",", ".", regex=False), errors="coerce")
    numbers = numbers.where(~percent, numbers / 100)
    wrong = values.index[~numbers.between(low, high)]
    if len(wrong):
        raise InputError(f"'{values[wrong[0]]}' is geen getal tussen {low:g} en {high:g}.", "Schrijf een aandeel als 0,45 of 45 %.",
                         Place(path.name, "", int(wrong[0]) + 2, str(values.name)))
    return numbers
