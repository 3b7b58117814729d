"""The change log: a row for every cell that cleaning changed, with the rule that did it (`tables.CHANGES_LOG`).

Rules hand over which answers they changed; what an answer was is masked here, once, for all of them. A code or label
that the vocabulary has itself is only translated, and is no change. A missing ``after`` is a value made missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from napl_analysis import tables
from napl_analysis.intake import privacy
from napl_analysis.intake.values import is_blank

HIDDEN = "[tekst gemaskeerd]"  # stands for open text, and for an answer so long that it is a text of its own
LONGEST, MOST_WORDS = 60, 8
_TRACED = tables.CHANGES_LOG.names


def cell_changes(file: str, column: str, rows: pd.Series, before: pd.Series, after: pd.Series, rules: Mapping[Any, str]) -> pd.DataFrame:
    """The rows of the log for one column of answers.

    Parameters
    ----------
    rows, before, after
        Row in the file, answer and clean value, by the index of the answers.
    rules
        Index of every changed answer, with the rule that changed it.
    """
    index = list(rules)
    masked = {answer: masked_answer(answer) for answer in set(before.loc[index].map(str))}
    return changes_frame({
        "file": file, "row": str(row), "column": column, "before": masked[str(was)], "after": None if is_blank(now) else as_shown(now), "rule": rule,
    } for row, was, now, rule in zip(rows.loc[index], before.loc[index], after.loc[index], rules.values(), strict=True))


def changes_frame(changes: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Changes as a frame with the columns of the log; what a change does not name is missing."""
    return pd.DataFrame(list(changes), columns=_TRACED, dtype="object")


def joined_changes(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Several logs as one, checked: by file, sheet, row and column; of one cell the changes in the order in which they were made."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return tables.CHANGES_LOG.empty()
    frame = pd.concat(filled, ignore_index=True)
    number = pd.to_numeric(frame["row"].astype("str").str.rpartition(":")[2], errors="coerce")
    order = pd.DataFrame({"file": frame["file"], "sheet": frame["sheet"].fillna(""), "number": number, "row": frame["row"].astype("str"), "column": frame["column"]})
    frame["sheet"] = frame["sheet"].replace("", None)
    return tables.conform(frame.loc[order.sort_values(list(order.columns), kind="stable").index].reset_index(drop=True), tables.CHANGES_LOG)


def masked_answer(answer: object) -> str:
    """An answer without personal data: masked, and hidden altogether where it is long enough to be free text."""
    text = " ".join(str(answer).split())
    return HIDDEN if len(text) > LONGEST or len(text.split()) > MOST_WORDS else privacy.mask(text).text


def as_shown(value: object) -> str:
    """A value as findings and the log show it: numbers with a Dutch decimal sign."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)
