"""Several answers in one cell, taken apart; and what kind of question a column is, from its answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from napl_analysis.intake.survey.values import as_text
from napl_analysis.vocabulary import LEVELS, plain

FEW = 25  # a closed question has at most so many different answers
MOST_OPTIONS = 60  # of a question that its tool calls closed
LONGEST_OPTION = 150
LONGEST_SCALE = 12  # an array with more different answers is no scale
MOST_FRAGMENTS = 200  # different pieces between commas: more is running text
SELDOM_BY_CHANCE = 6  # so often side by side and never apart: two options would not do that
_SCALE_POINT = re.compile(r"-?\d{1,2}(?P<label>\s*[-–:.(=]*\s*[^\W\d].*)?")
# Degrees and frequencies of one dimension; three or more of them and nothing else is a scale.
_DEGREE = re.compile(
    r"((helemaal|volledig|zeer|heel|erg|enigszins|een beetje|eerder|deels|gedeeltelijk|beetje|niet|noch|of|bijna|vrijwel|wel|redelijk|matig|tamelijk|mee|nooit|altijd|soms|vaak|zelden"
    r"|regelmatig|af en toe|nauwelijks|neutraal|on ?eens|eens|oneens|tevreden|ontevreden|belangrijk|onbelangrijk|goed|slecht|voldoende|onvoldoende|veel|weinig"
    r"|not|at all|much|some|somewhat|a lot|a little|very|strongly|neither|nor|or|agree|disagree|never|rarely|seldom|sometimes|often|usually|always|about half the time|once in a while"
    r"|important|unimportant|satisfied|dissatisfied|likely|unlikely|quite|fairly|slightly|moderately|extremely)( |$))+")
MIN_SCALE_POINTS = 3
_LEADING_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


# --- several answers in one cell ---------------------------------------------------------------------


def split_terminated(values: Sequence[Any], mark: str = ";") -> list[list[str]] | None:
    """Cells in which every answer ends with the mark ("A;B;"), as Microsoft Forms writes them; else None."""
    texts = [v for v in values if v is not None]
    if not texts or not all(isinstance(v, str) and v.endswith(mark) for v in texts):
        return None
    return [[part.strip() for part in v.split(mark) if part.strip()] if v is not None else [] for v in values]


def split_semicolons(values: Sequence[Any]) -> list[list[str]] | None:
    """Cells with semicolons between the answers but not after the last, where the column has few options in many combinations."""
    if not any(isinstance(v, str) and ";" in v for v in values):
        return None
    rows = [[p.strip() for p in as_text(v).split(";") if p.strip()] if v is not None else [] for v in values]
    return rows if _is_choice_list(rows) and _combines(rows) else None


def split_tight(values: Sequence[Any]) -> list[list[str]] | None:
    """Cells joined by a comma without a space ("1,4,5"), as Qualtrics writes them; commas inside an option have a space."""
    texts = [as_text(v) for v in values if v is not None]
    if not texts or not any(re.search(r",(?=\S)", t) for t in texts):
        return None
    parts = [[p.strip() for p in re.split(r",(?=\S)", as_text(v))] if v is not None else [] for v in values]
    return parts if _is_choice_list(parts) else None


def split_spaced(values: Sequence[Any]) -> list[list[str]] | None:
    """Cells joined by ", " although options hold commas, as Google Forms writes them.

    Fragments that never stand apart are one option ("Tijd, geld en ruimte"); the rest is taken apart where the
    column then has few options in many combinations. Else None: the column is a text or a single choice.
    """
    if not any(isinstance(v, str) and ", " in v for v in values):
        return None
    rows = [as_text(v).split(", ") if v is not None else [] for v in values]
    if len({part for row in rows for part in row}) > MOST_FRAGMENTS:
        return None
    joined = _rejoin(rows)
    return joined if _is_choice_list(joined) and _combines(joined) else None


def _rejoin(rows: list[list[str]]) -> list[list[str]]:
    """Put fragments back together that always stand side by side: twice is enough where only the first has a capital."""
    while True:
        alone = Counter(part for row in rows for part in row)
        pairs = Counter(pair for row in rows for pair in pairwise(row))
        glued = {
            (a, b)
            for (a, b), n in pairs.items()
            if alone[a] == alone[b] == n >= (2 if a[:1].isupper() and b[:1].islower() else SELDOM_BY_CHANCE)
        }
        if not glued:
            return rows
        rows = [_glue(row, glued) for row in rows]


def _glue(row: list[str], glued: set[tuple[str, str]]) -> list[str]:
    result: list[str] = []
    previous = ""
    for part in row:
        if result and (previous, part) in glued:
            result[-1] = f"{result[-1]}, {part}"
        else:
            result.append(part)
        previous = part
    return result


def _is_choice_list(rows: list[list[str]]) -> bool:
    """Few different options, short, never twice in one answer, most of them chosen more than once."""
    counts = Counter(part for row in rows for part in row)
    answered = sum(bool(row) for row in rows)
    if not counts or "" in counts or any(len(row) != len(set(row)) for row in rows):
        return False
    repeated = sum(n for n in counts.values() if n > 1)
    return (
        len(counts) <= max(FEW, 2)
        and max(map(len, counts)) <= LONGEST_OPTION
        and sum(counts.values()) > answered
        and repeated >= 0.8 * sum(counts.values())
    )


def _combines(rows: list[list[str]]) -> bool:
    """Do options stand in different company? In a single choice with a comma, a fragment always follows the same one."""
    company: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        for part in row:
            company.setdefault(part, set()).add(tuple(p for p in row if p != part))
    free = sum(len(others) > 1 for others in company.values())
    cells = {tuple(row) for row in rows if row}
    return free * 2 > len(company) and len(cells) > max(len(company) // 2, 2)


def spare_answers(rows: list[list[str]]) -> set[str]:
    """Answers typed in at 'Anders, namelijk': given once in a long enough list of answers, at least three of them."""
    counts = Counter(part for row in rows for part in row)
    once = {part for part, n in counts.items() if n == 1}
    answered = sum(bool(row) for row in rows)
    return once if answered >= 30 and len(once) >= 3 and len(once) < len(counts) else set()


# --- what kind of question ---------------------------------------------------------------------------


def kind_of(values: pd.Series, *, in_array: bool = False, closed: bool = False) -> str:
    """single, scale, open or date, from the answers given.

    Few different answers, most given more than once, is a closed question; whole numbers from 0 to 10, levels
    such as 'weinig' and 'veel' or 'nooit' and 'vaak', and rows of an array are a scale; a column without answers is open. Where the
    tool says that the question is ``closed`` it is so, unless everybody answers differently.
    """
    given = values.dropna()
    if given.empty:
        return "single" if closed else "open"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    different = given.unique()
    closed = closed and len(different) <= MOST_OPTIONS and (len(different) < len(given) or len(given) < 10)
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        if closed and not in_array:
            return "single"
        whole = len(different) <= 11 and all(float(v).is_integer() for v in different)
        small = whole and (in_array or all(0 <= v <= 10 for v in different))  # recoded answers of an array can be any number
        return "scale" if small and (in_array or len(different) < len(given)) else "open"
    texts = [as_text(v) for v in different]
    if in_array and len(texts) <= LONGEST_SCALE:
        return "scale"
    if all(LEVELS.code_for(t) is not None for t in texts) and not set(map(str.casefold, texts)) <= {"ja", "nee"}:
        return "scale"
    if _is_numbered_scale(texts) or _is_degrees(texts):
        return "scale"
    if closed:
        return "single"
    few = len(texts) <= FEW and max(map(len, texts)) <= LONGEST_OPTION
    repeated = given.astype(str).duplicated(keep=False).mean()
    return "single" if few and (len(texts) <= 3 or repeated >= 0.7) and (len(texts) < len(given) or len(given) <= 2) else "open"


def _is_numbered_scale(texts: list[str]) -> bool:
    """Numbers of which only the ends, or some, say what they mean ("1 (helemaal niet)", "2", "10 - altijd")."""
    points = [_SCALE_POINT.fullmatch(t) for t in texts]
    bare = sum(p is not None and not p["label"] for p in points)
    return len(texts) >= MIN_SCALE_POINTS and all(points) and 2 * bare >= len(texts)


def _is_degrees(texts: list[str]) -> bool:
    return len(texts) >= MIN_SCALE_POINTS and all(_DEGREE.fullmatch(plain(t[:LONGEST_OPTION])) for t in texts)


def options_of(values: pd.Series) -> tuple[str, ...]:
    """The different answers given, by leading number, else by level, else by alphabet."""
    texts = sorted({as_text(v) for v in values.dropna().unique()}, key=lambda t: (t.casefold(), t))
    numbers = [_LEADING_NUMBER.match(t) for t in texts]
    if all(numbers):
        return tuple(sorted(texts, key=lambda t: (float(_LEADING_NUMBER.match(t).group().replace(",", ".")), t)))  # type: ignore[union-attr]
    levels = [LEVELS.code_for(t) for t in texts]
    if all(levels):
        return tuple(sorted(texts, key=lambda t: (LEVELS.order(LEVELS.code_for(t) or ""), t)))
    return tuple(texts)
