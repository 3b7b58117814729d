"""The analyst's decisions, kept in ``besluiten/`` beside the raw data from year to year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from napl_analysis.findings import InputError, Place
from napl_analysis.reference.files import read_user_table
from napl_analysis.vocabulary import MATCH_DECISIONS, REVIEW_DECISIONS

MATCHES_FILE = "koppelingen.csv"
REVIEWS_FILE = "toetsing.csv"
MATCH_COLUMNS = ["kind", "text_key", "outcome_id", "decision", "decided_by", "decided_on"]
CONFLICTS_FILE = "conflicten.csv"
CONFLICT_COLUMNS = ["kind", "text_key", "outcome_id_1", "decided_by_1", "outcome_id_2", "decided_by_2"]
REVIEW_COLUMNS = ["offering_id", "decision", "effort", "decided_by", "decided_on"]


def read_match_decisions(folder: Path) -> pd.DataFrame:
    """Decisions about matches; empty when nothing was decided yet.

    Returns
    -------
    DataFrame
        kind (statement, offering), text_key (normalised text, identifiers masked), outcome_id (or 'geen'),
        decision (bevestigd, verworpen), decided_by, decided_on.
    """
    return _read(folder / MATCHES_FILE, MATCH_COLUMNS, "decision", MATCH_DECISIONS.codes)


def read_conflicts(folder: Path) -> pd.DataFrame:
    """Texts that two people judged differently and nobody settled yet: `CONFLICT_COLUMNS`."""
    return _read(folder / CONFLICTS_FILE, CONFLICT_COLUMNS, None, ())


def read_review_decisions(folder: Path) -> pd.DataFrame:
    """Where people overruled the internal review: offering_id, decision, effort, decided_by, decided_on."""
    return _read(folder / REVIEWS_FILE, REVIEW_COLUMNS, "decision", REVIEW_DECISIONS.codes)


def _read(path: Path, columns: list[str], coded: str | None, allowed: tuple[str, ...]) -> pd.DataFrame:
    if not path.is_file() or not path.read_text(encoding="utf-8-sig").strip():
        return pd.DataFrame({c: pd.Series(dtype="str") for c in columns})
    if len(path.read_text(encoding="utf-8-sig").strip().splitlines()) == 1:
        return pd.DataFrame({c: pd.Series(dtype="str") for c in columns})
    frame = read_user_table(path)
    absent = [c for c in columns if c not in frame.columns]
    if absent:
        raise InputError(f"De kolommen {', '.join(absent)} ontbreken.", "Laat de eerste rij van dit bestand zoals napl die schreef.",
                         Place(file=f"besluiten/{path.name}", row=1))
    wrong = frame.index[~frame[coded].isin(allowed)] if coded else frame.index[:0]
    if coded and len(wrong):
        raise InputError(f"'{frame.loc[wrong[0], coded]}' is geen bekend besluit; kies uit {', '.join(allowed)}.", "Pas de cel aan.",
                         Place(f"besluiten/{path.name}", "", int(wrong[0]) + 2, coded))
    return frame[columns]
