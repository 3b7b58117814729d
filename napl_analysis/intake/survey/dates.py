"""Dates as exports write them, with the order (d-m-y or m/d/y) that the column as a whole shows to be right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

DTYPE = "datetime64[us]"
_TIME = (
    r"(?:[ T,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?"
    r"\s*(?:Z|[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})?)?\s*"
)
_NUMERIC = re.compile(r"\s*(?P<a>\d{1,4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{2,4})" + _TIME)
_NAMED = re.compile(r"\s*(?P<a>\d{1,2})[- ](?P<b>[a-zA-Z]{3,9})\.?[- ](?P<c>\d{4})" + _TIME)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari",
            "feb february februari",
            "mar mrt march maart",
            "apr april",
            "may mei",
            "jun june juni",
            "jul july juli",
            "aug august augustus",
            "sep sept september",
            "oct okt october oktober",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_EXCEL_DAY_ZERO = dt.datetime(1899, 12, 30)


def is_date_text(text: str) -> bool:
    """Does this text have the shape of a date (three parts)?"""
    return bool(_NUMERIC.fullmatch(text) or _NAMED.fullmatch(text))


def looks_like_dates(values: Sequence[Any]) -> bool:
    """Is every filled cell of the column a date (a date cell, or a text of that shape)?"""
    present = {v for v in values if v is not None}
    return bool(present) and all(isinstance(v, dt.date) or (isinstance(v, str) and is_date_text(v)) for v in present)


def settled(columns: Sequence[Sequence[Any]]) -> bool | None:
    """Is the first number the day, where the numbers settle it: one above 12, or a clock with a.m. and p.m.; else None."""
    parts = [m for column in columns for m in map(_numeric, column) if m and len(m["a"]) < 3]
    first = sum(int(m["a"]) > 12 for m in parts)
    second = sum(int(m["b"]) > 12 for m in parts)
    if first != second:
        return first > second
    return False if any(m["half"] for m in parts) else None


def day_first(columns: Sequence[Sequence[Any]]) -> tuple[bool, bool]:
    """Is the first number the day? Told from these columns together: those that one tool wrote.

    A number above 12 settles it; else the order in which the rows run in time (handed in first, first in the
    file); else the sign between the numbers ('/' is American, '-' and '.' are Dutch).

    Returns
    -------
    (day_first, sure)
    """
    parts = [m for column in columns for m in map(_numeric, column) if m and len(m["a"]) < 3]
    known = settled(columns)
    if not parts or known is not None:
        return known is not False, True
    disorder = [sum(_backward(column, d) for column in columns) for d in (True, False)]
    if disorder[0] != disorder[1]:
        return disorder[0] < disorder[1], abs(disorder[0] - disorder[1]) > 2
    same = all(m["a"].zfill(2) == m["b"].zfill(2) for m in parts)
    return all(m["sep"] != "/" for m in parts) or same, same


def _numeric(value: Any) -> re.Match[str] | None:
    return _NUMERIC.fullmatch(value) if isinstance(value, str) else None


def _backward(column: Sequence[Any], first: bool) -> int:
    """How often a row is earlier than the row before it."""
    moments = [t for t in (parse_date(v, first) for v in column) if t is not None]
    return sum(b < a for a, b in pairwise(moments))


def parse_date(value: Any, first: bool = True) -> dt.datetime | None:
    """One cell as a moment without time zone, None where it is no possible date."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, float | int) and not isinstance(value, bool) and 20_000 <= value <= 80_000:
        return (_EXCEL_DAY_ZERO + dt.timedelta(days=float(value))).replace(microsecond=0)
    if not isinstance(value, str):
        return None
    named = _NAMED.fullmatch(value)
    match = named or _NUMERIC.fullmatch(value)
    if not match:
        return None
    a, c = int(match["a"]), int(match["c"])
    if named:
        year, month, day = c, _MONTHS.get(match["b"].lower(), 0), a
    elif len(match["a"]) >= 3:
        year, month, day = a, int(match["b"]), c
    else:
        year = c + 2000 if c < 70 else c + 1900 if c < 100 else c
        day, month = (a, int(match["b"])) if first else (int(match["b"]), a)
    try:
        return dt.datetime(year, month, day, *_clock(match))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    hour, minute, second = int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0)
    half = (match["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return hour, minute, second


def date_series(values: Sequence[Any], first: bool) -> pd.Series:
    """A column of cells as moments; what is no date is missing."""
    known = {v: parse_date(v, first) for v in set(values) if v is not None}
    return pd.Series([None if v is None else known[v] for v in values], dtype=DTYPE)
