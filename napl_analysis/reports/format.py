"""Figures as text, the same in every report: Dutch, hidden where the gate hid them, never a blank for a zero.

The number formats are those of the charts (`napl_analysis.charts.numbers`), so that a figure reads the same in
a chart, a table and a sentence. What is added here: small figures that are not zero, missing values, and the
marks that stand where the disclosure gate removed a figure.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pandas as pd

from napl_analysis.charts.numbers import (
    NBSP,
    decimal,
    interval,
    listing,
    percent,
    percentage_points,
    small_or_large,
    whole,
)

__all__ = ["MISSING", "NBSP", "SYMBOLS", "Kind", "count_of", "decimal", "dutch_date", "figure", "hidden_mark", "interval", "is_missing",
           "listing", "number", "percent", "percentage_points", "share", "shares_between", "whole"]

MISSING = "–"
_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
TOO_FEW = "[te weinig]"
PROTECTED = "[beschermd]"
SYMBOLS: dict[str, str] = {
    TOO_FEW: "niet getoond: te weinig antwoorden",
    PROTECTED: "niet getoond: met dit cijfer zou een ander, verborgen cijfer zijn uit te rekenen",
    MISSING: "niet bekend of niet van toepassing; iets anders dan nul",
}


class Kind(StrEnum):
    """What a column of a report holds, and with that how it reads."""

    TEXT = "tekst"
    COUNT = "aantal"
    NUMBER = "getal"
    SHARE = "aandeel"
    CHANCE = "kans"
    CHANGE = "verschil"
    EURO = "euro"
    YESNO = "ja_nee"

    def __init__(self, name: str) -> None:
        self.is_figure = name not in ("tekst", "ja_nee")
        """Is this a number that the gate may have removed?"""


def is_missing(value: object) -> bool:
    """Missing, or a text without content."""
    if isinstance(value, str):
        return not value.strip()
    return bool(pd.isna(value))  # type: ignore[call-overload]


def share(value: object) -> str:
    """A share as a percentage: ``54 %``, and ``< 1 %`` for what is small but not nothing."""
    if is_missing(value):
        return MISSING
    return small_or_large(float(value))  # type: ignore[arg-type]


def number(value: object, digits: int = 1) -> str:
    """A number with a decimal comma, without needless decimals: ``3``, ``3,5``, ``< 0,1``."""
    if is_missing(value):
        return MISSING
    given = float(value)  # type: ignore[arg-type]
    smallest = 10.0 ** -digits
    if 0 < abs(given) < smallest / 2:
        return f"<{NBSP}{decimal(smallest, digits)}"
    return whole(given) if round(given, digits) == round(given) else decimal(given, digits)


def hidden_mark(why: object) -> str:
    """The mark for a figure that the disclosure gate removed."""
    return PROTECTED if why == "bescherming" else TOO_FEW


def figure(value: object, kind: Kind, *, shown: bool = True, why: object = "") -> str:
    """A value of a report column as text."""
    if kind.is_figure and not shown and is_missing(value):
        return hidden_mark(why)
    if is_missing(value):
        return MISSING
    if kind is Kind.TEXT:
        return str(value)
    if kind is Kind.YESNO:
        return "ja" if bool(value) else "nee"
    return _WRITERS[kind](value)


def _chance(value: object) -> str:
    return share(value)


def _euro(value: object) -> str:
    given = float(value)  # type: ignore[arg-type]
    return f"€{NBSP}{whole(given) if given == round(given) else decimal(given, 2)}"


_WRITERS = {
    Kind.COUNT: lambda v: whole(float(v)), Kind.NUMBER: number, Kind.SHARE: share, Kind.CHANCE: _chance,
    Kind.CHANGE: lambda v: percentage_points(float(v)), Kind.EURO: _euro,
}


def shares_between(low: object, high: object) -> str:
    """An interval of shares in words: ``48 tot 60 %``; the missing mark where a bound is missing."""
    return interval(low, high) or MISSING


def dutch_date(text: str) -> str:
    """A date as people write it: ``1 maart 2026``."""
    day = date.fromisoformat(text)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def count_of(value: object, one: str, many: str) -> str:
    """A count with its noun: ``1 aanbieder``, ``12 aanbieders``, ``geen aanbieders``."""
    if is_missing(value):
        return f"een onbekend aantal {many}"
    amount = round(float(value))  # type: ignore[arg-type]
    if amount == 0:
        return f"geen {many}"
    return f"1 {one}" if amount == 1 else f"{whole(amount)} {many}"
