"""What a typed answer means as a value: years, ages, hours, levels. Pure functions on one text.

Each reader returns a `Reading`: the value (None when the text cannot be read), and whether the text was
plain (a bare number or a known spelling) or had to be interpreted, which the analyst should see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc

T = TypeVar("T")

FULL_TIME_HOURS = 40.0  # the working week behind 1 fte in the collective agreements of po, vo and mbo
FULL_TIME_DAYS = 5.0
MAX_FTE = 1.5
YOUNGEST, OLDEST = 16, 80  # ages outside this range are typing errors
BAND_OVERLAP = 0.85  # a band of another division counts as DUO's band when this share of its years falls in it

NUMBER = r"\d+(?:[.,]\d+)?"
@dataclass(frozen=True)
class Reading(Generic[T]):
    """A value read from text; ``plain`` is False where the text needed interpretation."""

    value: T | None
    plain: bool = True


def is_blank(value: object) -> bool:
    """Is there no answer at all: missing, empty, or white space?"""
    return value is None or bool(pd.isna(value)) or not str(value).strip()


def each_value(answers: pd.Series, read: Callable[[Any], Any]) -> pd.Series:
    """``read`` of every answer, asked once for each different one: answers repeat."""
    known: dict[Any, Any] = {}
    result = []
    for answer in answers.tolist():
        key = None if is_blank(answer) else (type(answer), answer)
        if key not in known:
            known[key] = read(answer)
        result.append(known[key])
    return pd.Series(result, index=answers.index, dtype="object")


def is_tick(value: object) -> bool:
    """Is this a ticked or unticked option, rather than a text or a number?"""
    return isinstance(value, bool | np.bool_)


def read_number(text: object) -> float | None:
    """A bare number, with a Dutch or an English decimal sign; None otherwise."""
    cleaned = str(text).strip().replace(" ", "")
    if re.fullmatch(r"-?\d+(?:[.,]\d+)?", cleaned):
        return float(cleaned.replace(",", "."))
    return None


def is_number(answer: object, value: float) -> bool:
    """Is an answer nothing but this number?"""
    return read_number(answer) == value


def tells_age(answer: object, band: str) -> bool:
    """Is an answer the band's own code or label, or an age, birth year or birth date, which says the band by itself?"""
    said = " ".join(str(answer).lower().split())
    own = said in (band, voc.AGE_BANDS.label(band).lower())
    return own or _birth_date(said) is not None or (voc.AGE_BANDS.code_for(said) is None and other_band_limits(said) is None)


def to_float(text: str) -> float:
    """A number in Dutch or English notation."""
    return float(text.replace(",", "."))


def band_of(age: float) -> str | None:
    """DUO's age band of an age in whole years; None outside what a working life allows."""
    if not YOUNGEST <= age <= OLDEST:
        return None
    return next(code for code, (_, high) in _bands().items() if age < high)


def _bands() -> dict[str, tuple[int, int]]:
    """Band code to its lower bound (included) and upper bound (excluded)."""
    starts = [int(re.match(r"\d+", code)[0]) for code in voc.AGE_BANDS.codes]  # type: ignore[index]
    ends = [high for _, high in pairwise([*starts, OLDEST + 1])]
    return {code: (low, high) for code, low, high in zip(voc.AGE_BANDS.codes, starts, ends, strict=True)}


def oldest_in(band: str) -> int:
    """The highest age in a band of DUO."""
    return _bands()[band][1] - 1


def read_age_band(text: object, reference: date) -> Reading[str]:
    """DUO's age band from an age, a band, a birth year or a birth date; value None when it cannot be told."""
    words = " ".join(str(text).lower().split())
    if match := re.fullmatch(r"(\d{1,3})(?:[.,]0+)? ?(?:jaar|jr\.?|j)?", words):  # before the bands: one of them is spelled "<25"
        return Reading(band_of(int(match[1])))
    if code := voc.AGE_BANDS.code_for(text):
        return Reading(code)
    if match := re.fullmatch(r"(?:geboren in |geb\.? )?((?:19|20)\d\d)(?:[.,]0+)?", words):
        return Reading(band_of(reference.year - int(match[1])))
    if born := _birth_date(words):
        had_birthday = (reference.month, reference.day) >= (born.month, born.day)
        return Reading(band_of(reference.year - born.year - (not had_birthday)))
    return _read_other_band(words)


def _birth_date(words: str) -> date | None:
    iso = re.match(r"((?:19|20)\d\d)-(\d\d?)-(\d\d?)", words)
    dutch = re.fullmatch(r"(\d\d?)[-/. ](\d\d?)[-/. ]((?:19|20)\d\d)(?: 0?0:00.*)?", words)
    parts = (iso[1], iso[2], iso[3]) if iso else (dutch[3], dutch[2], dutch[1]) if dutch else None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2])) if parts else None
    except ValueError:
        return None


def _read_other_band(words: str) -> Reading[str]:
    """A band of another division ("36-45 jaar", "60+") counts where nearly all its years are in one of DUO's bands."""
    limits = other_band_limits(words)
    if limits is None:
        return Reading(None, False)
    low, high = limits
    for code, (start, end) in _bands().items():
        if min(high, end) - max(low, start) >= BAND_OVERLAP * (high - low):
            return Reading(code, False)
    return Reading(None, False)


def other_band_limits(words: str) -> tuple[int, int] | None:
    """Lower bound (included) and upper bound (excluded) of an age band as typed; None if it is not one."""
    if match := re.search(r"\b(\d\d) ?(-|–|t/m|tot en met|tot|en) ?(\d\d)\b", words):
        up_to = match[2] == "tot"
        return int(match[1]), int(match[3]) + (0 if up_to else 1)
    if match := re.search(r"(?:jonger dan|onder(?: de)?|tot|<) ?(\d\d)\b", words):
        return YOUNGEST, int(match[1])
    if match := re.search(r"(?:ouder dan|boven(?: de)?|>) ?(\d\d)\b", words):
        return int(match[1]) + 1, OLDEST + 1
    if match := re.search(r"\b(\d\d) ?(?:\+|jaar en ouder|jaar of ouder|en ouder|of ouder|plus)", words):
        return int(match[1]), OLDEST + 1
    return None


def read_fte(text: object) -> Reading[float]:
    """Full-time equivalent: "0,8", "80%", "32 uur", "4 dagen", "fulltime". Bare numbers above 1.5 are interpreted."""
    words = " ".join(str(text).lower().split())
    if words in {"fulltime", "full-time", "full time", "voltijd", "volledig", "voltijds"}:
        return Reading(1.0)
    number = read_number(re.sub(r" ?fte$", "", words))
    if number is not None:
        return _bare_fte(number)
    if match := re.search(rf"({NUMBER}) ?%", words):
        return Reading(to_float(match[1]) / 100, False)
    if match := re.search(rf"({NUMBER}) ?(?:uur|uren|u)\b", words):
        return Reading(to_float(match[1]) / FULL_TIME_HOURS, False)
    if match := re.search(rf"({NUMBER}) ?(?:dagen|dag)\b", words):
        return Reading(to_float(match[1]) / FULL_TIME_DAYS, False)
    numbers = re.findall(NUMBER, words)
    return Reading(to_float(numbers[0]) if len(numbers) == 1 and to_float(numbers[0]) <= MAX_FTE else None, False)


def _bare_fte(number: float) -> Reading[float]:
    if number <= MAX_FTE:
        return Reading(number)
    if 8 <= number <= FULL_TIME_HOURS:
        return Reading(number / FULL_TIME_HOURS, False)
    if FULL_TIME_HOURS < number <= 100:
        return Reading(number / 100, False)
    return Reading(number)


def read_code(terms: voc.TermList, text: object) -> Reading[str]:
    """The code of a closed list: an exact spelling, or the one code its parts agree on ("VO (havo/vwo)")."""
    code = terms.code_for(text)
    if code:
        return Reading(code, plain=str(text).strip().lower() in (code, terms.label(code).lower()))
    parts = [part for part in re.split(r"[/()\[\],;:|–]|\s-\s|\ben\b|\bof\b", str(text)) if part.strip()]
    found = {found for part in parts if (found := terms.code_for(part))}
    return Reading(found.pop() if len(found) == 1 else None, False)


def read_level(text: object) -> Reading[int]:
    """Level of need 0-3: a label ("veel behoefte"), a label with its number ("3 - veel"), or the number itself."""
    number = read_number(text)
    if number is not None:
        return Reading(int(number) if number in (0, 1, 2, 3) else None)
    code = voc.LEVELS.code_for(text) or voc.LEVELS.code_for(re.sub(r"^\W*\d+\W+|\W+\d+\W*$", "", str(text)))
    return Reading(int(code) if code else None)
