"""National figures that a region loads: the prior that small cells shrink towards."""

from __future__ import annotations

import re
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
COLUMNS = {"theme_id": "thema", "sector": "sector", "career_phase": "loopbaanfase", "share": "aandeel", "n": "n", "source": "bron"}
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")


def load_national(path: Path) -> pd.DataFrame:
    """National shares per theme, sector and career phase.

    Codes may be spelled as people do ("Primair onderwijs", a theme's label); an empty sector or phase is all of them.

    Returns
    -------
    DataFrame
        theme_id, sector ('alle' where empty), career_phase ('alle' where empty), share (0-1), n, source.

    Raises
    ------
    InputError
        A column is absent, a code is unknown, a figure is impossible, a row stands in it twice or names no
        source; names row and column.
    """
    frame = read_user_table(path)
    frame = frame.rename(columns={c: HEADINGS[plain(c)] for c in frame.columns if plain(c) in HEADINGS})
    absent = [name for code, name in COLUMNS.items() if code not in frame.columns]
    if absent:
        raise InputError(f"De kolommen {', '.join(absent)} ontbreken.", f"Nodig zijn: {', '.join(COLUMNS.values())}.", Place(file=path.name, row=1))
    frame = frame[list(COLUMNS)].copy()
    for column, codes in _spellings().items():
        frame[column] = _codes(frame[column], codes, path, empty=None if column == "theme_id" else voc.ALL)
    frame["share"], frame["n"] = _shares(frame["share"], path), _counts(frame["n"], path)
    _refuse(frame["source"].isna(), frame["source"], path, "Er staat geen bron bij.", "Noem het onderzoek en het jaar: het cijfer komt in rapporten.")
    twice = frame.duplicated(["theme_id", "sector", "career_phase"])
    _refuse(twice, frame["theme_id"], path, "Dit thema staat er met deze sector en loopbaanfase twee keer in.", "Laat een van de twee rijen weg.")
    return frame


def _spellings() -> dict[str, dict[str, str]]:
    """Per column every spelling (as `plain` has it) with its code."""
    themes = load_themes()
    names = {plain(str(name)): str(code) for code, label in zip(themes["theme_id"], themes["label"], strict=True) for name in (label, code)}
    lists = {"sector": voc.SECTORS, "career_phase": voc.PHASES}
    return {"theme_id": names} | {column: {plain(s): t.code for t in terms.terms for s in (t.code, t.label, *t.spellings)} | {voc.ALL: voc.ALL}
                                  for column, terms in lists.items()}


def _codes(values: pd.Series, codes: dict[str, str], path: Path, *, empty: str | None) -> pd.Series:
    found = values.map(lambda text: empty if pd.isna(text) else codes.get(plain(str(text))))
    known = sorted(set(codes.values()))
    wrong = values.index[found.isna()]
    if len(wrong):
        given = values[wrong[0]]
        told = "Er staat geen thema." if pd.isna(given) else f"'{given}' is geen bekende code."
        raise InputError(told, f"Kies uit: {', '.join(known)}.", Place(path.name, "", int(wrong[0]) + 2, COLUMNS[str(values.name)]))
    return found.astype("str")


def _shares(values: pd.Series, path: Path) -> pd.Series:
    text = values.astype("str").str.strip()
    percent = text.str.endswith("%")
    numbers = pd.to_numeric(text.str.rstrip("% ").str.replace(",", ".", regex=False), errors="coerce")
    numbers = numbers.where(~percent, numbers / 100)
    _refuse(~numbers.between(0, 1), values, path, "{} is geen aandeel tussen 0 en 1.", "Schrijf een aandeel als 0,45 of als 45 %.")
    return numbers


def _counts(values: pd.Series, path: Path) -> pd.Series:
    text = values.astype("str").str.strip().map(lambda t: t.replace(".", "") if _THOUSANDS.fullmatch(t) else t)
    numbers = pd.to_numeric(text.str.replace(",", ".", regex=False), errors="coerce")
    _refuse(~((numbers >= 1) & (numbers % 1 == 0)), values, path, "{} is geen aantal antwoorden van 1 of meer.",
            "Vul in hoeveel leraren dit cijfer droegen: dat bepaalt hoe zwaar het telt.")
    return numbers


def _refuse(wrong: pd.Series, values: pd.Series, path: Path, problem: str, remedy: str) -> None:
    """The first wrong row as an error; ``{}`` in the problem is what stands there."""
    rows = values.index[wrong]
    if len(rows):
        given = values[rows[0]]
        told = "Een lege cel" if pd.isna(given) else f"'{given}'"
        raise InputError(problem.format(told), remedy, Place(path.name, "", int(rows[0]) + 2, COLUMNS[str(values.name)]))
