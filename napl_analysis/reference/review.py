"""The rules of the internal review (interne toetsing): the shipped examples, or the user's own file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from napl_analysis.findings import InputError, Place
from napl_analysis.reference.files import read_reference, read_user_table

RULE_COLUMNS = ("rule_id", "label", "question", "weight", "mendable", "effort", "missing", "ask", "remedy",
                "source", "version", "licence", "status")
_YES = {"ja": True, "nee": False}


def load_rules(path: Path | None = None) -> pd.DataFrame:
    """The review rules, one a row.

    Parameters
    ----------
    path
        A csv or xlsx with the columns of `RULE_COLUMNS`; without it the shipped example rules
        (status "voorbeeld"), to be replaced when the Kwaliteitskader NAPL is available. A rule that
        the file leaves out does not count; one with a rule_id that the library does not know is for people to judge.

    Returns
    -------
    DataFrame
        ``weight`` 2 (a condition), 1 (a guideline) or 0 (told, never decisive); ``mendable`` boolean;
        ``effort`` 1-3 to mend it, missing where it cannot be mended; the rest text.

    Raises
    ------
    InputError
        A column is absent, or a weight, effort or ja/nee is impossible; names row and column.
    """
    frame = read_reference("review_rules.csv") if path is None else read_user_table(path)
    name = "review_rules.csv" if path is None else path.name
    absent = [c for c in RULE_COLUMNS[:9] if c not in frame.columns]
    if absent:
        raise InputError(f"De kolommen {', '.join(absent)} ontbreken.",
                         f"Nodig zijn: {', '.join(RULE_COLUMNS)}.", Place(file=name, row=1))
    frame = frame.reindex(columns=list(RULE_COLUMNS))
    _check_unique(frame, name)
    frame["weight"] = _whole(frame["weight"], name, 0, 2, "Kies 2 (voorwaarde), 1 (richtlijn) of 0 (alleen vermelden).")
    frame["mendable"] = _yes_no(frame["mendable"], name)
    frame["effort"] = _whole(frame["effort"].where(frame["mendable"]), name, 1, 3,
                             "Kies 1 (klein), 2 (middel) of 3 (groot).", needed=frame["mendable"])
    return frame


def _check_unique(frame: pd.DataFrame, name: str) -> None:
    wrong = frame.index[frame["rule_id"].isna() | frame["rule_id"].duplicated()]
    if len(wrong):
        raise InputError("De regel is leeg of komt twee keer voor.", "Geef elke regel één rij.",
                         Place(name, "", int(wrong[0]) + 2, "rule_id"))


def _whole(values: pd.Series, name: str, low: int, high: int, remedy: str, needed: pd.Series | None = None) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce")
    must = pd.Series(True, index=values.index) if needed is None else needed.astype(bool)
    wrong = values.index[must & ~numbers.isin(range(low, high + 1))]
    if len(wrong):
        raise InputError(f"'{values[wrong[0]]}' kan hier niet.", remedy, Place(name, "", int(wrong[0]) + 2, str(values.name)))
    return numbers.astype("Int64")


def _yes_no(values: pd.Series, name: str) -> pd.Series:
    wrong = values.index[~values.isin(list(_YES))]
    if len(wrong):
        raise InputError(f"'{values[wrong[0]]}' kan hier niet.", "Schrijf ja of nee.",
                         Place(name, "", int(wrong[0]) + 2, str(values.name)))
    return values.map(_YES).astype("boolean")
