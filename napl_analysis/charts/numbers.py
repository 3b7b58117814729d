"""Dutch number formats: decimal comma, a point between thousands, a hard space before the unit."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

NBSP = "\u00a0"
MINUS = "\u2212"


class Format(StrEnum):
    """How a chart's figures read."""

    SHARE = "aandeel"  # 0.54 -> 54 %
    CHANGE = "verschil"  # 0.054 -> +5 procentpunt
    COUNT = "aantal"  # 1234 -> 1.234
    NUMBER = "getal"  # 3.25 -> 3,3


def whole(value: float) -> str:
    """A whole number with a point between thousands: ``1.234``."""
    text = f"{abs(round(value)):,}".replace(",", ".")
    return f"{MINUS}{text}" if round(value) < 0 else text


def decimal(value: float, digits: int = 1) -> str:
    """A number with a decimal comma: ``3,3``."""
    text = f"{abs(value):,.{digits}f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if round(value, digits) < 0 else text


def percent(share: float) -> str:
    """A share as a whole percentage: ``54 %``."""
    return f"{whole(share * 100)}{NBSP}%"


def small_or_large(share: float) -> str:
    """A share as a percentage, and ``< 1 %`` for what is small but not nothing (``> 99 %`` for what is not quite all)."""
    if share > 0 and round(share * 100) == 0:
        return f"<{NBSP}1{NBSP}%"
    if share < 1 and round(share * 100) == 100:
        return f">{NBSP}99{NBSP}%"
    return percent(share)


def percentage_points(change: float) -> str:
    """A difference of shares, signed: ``+5 procentpunt``."""
    points = round(change * 100)
    sign = "+" if points > 0 else ""
    return f"{sign}{whole(points)}{NBSP}procentpunt"


def formatted(value: object, how: Format) -> str:
    """A figure in the chart's format; an empty text where it is missing."""
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    write = {Format.SHARE: small_or_large, Format.CHANGE: percentage_points, Format.COUNT: whole, Format.NUMBER: decimal}
    return write[how](float(value))  # type: ignore[arg-type]


def interval(low: object, high: object, how: Format = Format.SHARE) -> str:
    """An interval in words: ``48 tot 60 %``; an empty text where a bound is missing."""
    if pd.isna(low) or pd.isna(high):  # type: ignore[call-overload]
        return ""
    first, second = (percent(float(v)) if how is Format.SHARE else formatted(v, how) for v in (low, high))  # type: ignore[arg-type]
    return f"{first.split(NBSP)[0]} tot {second}"


def listing(words: list[str]) -> str:
    """Words as a Dutch enumeration: ``a, b en c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
