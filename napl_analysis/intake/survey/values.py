"""Cells to typed columns: text, numbers (Dutch or English), yes/no."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

YES = frozenset(
    {"y", "yes", "ja", "j", "1", "true", "waar", "x", "v", "✓", "✔", "selected", "checked", "gekozen", "geselecteerd", "aangevinkt"}
)
NO = frozenset(
    {
        "n",
        "no",
        "nee",
        "0",
        "false",
        "onwaar",
        "not selected",
        "unchecked",
        "niet gekozen",
        "niet geselecteerd",
        "niet aangevinkt",
        "not checked",
        "quoted: no",
    }
)
_ERRORS = frozenset(
    {
        "#N/A",
        "#N/B",
        "#REF!",
        "#VERW!",
        "#VALUE!",
        "#WAARDE!",
        "#DIV/0!",
        "#DEEL/0!",
        "#NAME?",
        "#NAAM?",
        "#NULL!",
        "#LEEG!",
        "#NUM!",
        "#GETAL!",
    }
)
_POINT = re.compile(r"[-+]?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_COMMA = re.compile(r"[-+]?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,14})(?:,\d{1,15})?")


def tidy(value: Any) -> Any:
    """One cell: blanks, NaN and spreadsheet errors are None, text loses outer blanks and non-breaking spaces."""
    if isinstance(value, str):
        text = value.replace("\xa0", " ").replace("\r\n", "\n").strip() if value else ""
        return None if not text or text in _ERRORS else text
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def as_text(value: Any) -> str:
    """A cell as its user would type it: 4.0 is '4', a date is yyyy-mm-dd."""
    if isinstance(value, bool):
        return "Ja" if value else "Nee"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S") if value.time() != dt.time() else value.strftime("%Y-%m-%d")
    return value if isinstance(value, str) else str(value)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def numbers(texts: Sequence[str]) -> list[float] | None:
    """The numbers these texts are, all in one notation (decimal point, or decimal comma), else None.

    Codes with leading zeros ("0106") and exponents ("06E1") are text, not numbers.
    """
    if all(_POINT.fullmatch(t) for t in texts):
        return [float(t) for t in texts]
    if all(_COMMA.fullmatch(t) for t in texts):
        return [float(t.replace(".", "").replace(",", ".")) for t in texts]
    return None


def number_series(values: Iterable[float | None]) -> pd.Series:
    """Int64 where every number is whole, else float64."""
    found = [None if v is None else float(v) for v in values]
    whole = all(v is None or (v.is_integer() and abs(v) < 2**53) for v in found)
    if whole:
        return pd.Series([None if v is None else int(v) for v in found], dtype="Int64")
    return pd.Series(found, dtype="float64")


def text_series(values: Iterable[Any]) -> pd.Series:
    """Text, missing where the cell is empty."""
    return pd.Series([v if v is None or isinstance(v, str) else as_text(v) for v in values], dtype="str")


def typed(values: Sequence[Any]) -> pd.Series:
    """A column of tidied cells as numbers where every cell is one, else as text."""
    present = {v if isinstance(v, str) else (type(v).__name__, v) for v in values if v is not None}
    if not present:
        return pd.Series([None] * len(values), dtype="str")
    texts = [v for v in present if isinstance(v, str)]
    others = [v[1] for v in present if not isinstance(v, str)]
    if all(is_number(v) for v in others):
        parsed = numbers(texts)
        if parsed is not None:
            lookup: dict[str, float] = dict(zip(texts, parsed, strict=True))
            return number_series(None if v is None else lookup[v] if isinstance(v, str) else v for v in values)
    return text_series(values)


def yes_no(value: Any, option: str = "") -> bool | None:
    """Ticked, not ticked, or None where the cell says neither."""
    if isinstance(value, bool):
        return value
    text = as_text(value).strip().casefold()
    if text in YES or (option and text == option.strip().casefold()):
        return True
    return False if text in NO else None
