"""Study loads out of free text: EC and clock hours.

Conventions, stated once: a dagdeel (also a morning, afternoon or evening) is 4 clock hours, a day 8, 1 EC is 28; a
range of loads counts as its middle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from napl_analysis.intake.catalogue.quantities import NUMBER, UNKNOWN, dutch_number
from napl_analysis.vocabulary import plain

HOURS_PER_HALF_DAY = 4.0
HOURS_PER_DAY = 8.0
HOURS_PER_EC = 28.0
EC_TOLERANCE = 0.10
_WORDS = {
    "een": 1,
    "één": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "anderhalve": 1.5,
    "halve": 0.5,
    "half": 0.5,
}


@dataclass(frozen=True)
class Load:
    """EC and clock hours in a text; ``contact`` where the hours are time in class, not the whole load."""

    ects: float | None = None
    hours: float | None = None
    contact: bool = False
    note: str = ""
    understood: bool = True


_UNITS = (  # pattern, hours a unit (None: EC), time in class?
    (r"ec'?s?\b|ects\b|studiepunt(?:en)?|credits?|sp\b", None, False),
    (r"dagdel(?:en)?|dagdeel|\w*middag(?:en)?|\w*ochtend(?:en)?|\w*avond(?:en)?|halve dag(?:en)?", HOURS_PER_HALF_DAY, True),
    (r"\w*dag(?:en)?\b", HOURS_PER_DAY, True),
    (r"contact(?:uur|uren)", 1.0, True),
    (r"minuten|min\b", 1 / 60, False),
    (r"(?:klok|studie|studiebelastings|les)?(?:uur|uren)\b|sbu\b|u\b|hours?\b", 1.0, False),
)
_UNIT = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(_UNITS))
_QUANTITY = re.compile(rf"(?P<low>{NUMBER})(?:\s*(?:-|–|tot(?: en met)?|t/m|à|a)\s*(?P<high>{NUMBER}))?\s*(?:{_UNIT})", re.IGNORECASE)
_EACH = re.compile(
    rf"(?P<times>\d+)\s*(?:x|×|bijeenkomsten|sessies|lessen|avonden|middagen|ochtenden|dagdelen|dagen|weken|keer|workshops|modules)\s*(?:van|à|a|x|×|,)?\s*(?:elk\s*)?"
    rf"(?P<each>{NUMBER})\s*(?P<unit>uur|u\b|dagdelen|dagdeel|minuten)(?:\s*per week)?",
    re.IGNORECASE,
)
_WEEKLY = re.compile(rf"(?P<each>{NUMBER})\s*(?:uur|u)\s*(?:per|/|in de)\s*week\D{{0,25}}(?P<times>\d+)\s*weken", re.IGNORECASE)
_WEEKLY_2 = re.compile(rf"(?P<times>\d+)\s*weken\D{{0,25}}?(?P<each>{NUMBER})\s*(?:uur|u)\b(?:\s*(?:per|/)\s*week)?", re.IGNORECASE)
_WHEREOF = re.compile(r"\((?![^)]*(?:\+|plus|excl|nog))[^)]*\)|\b(waarvan|inclusief|incl\.?|inbegrepen)\b.*", re.IGNORECASE)
_RHYTHM = re.compile(r"\b(per|/|in de|elke|iedere)\s*(week|maand|jaar|kwartaal)\b", re.IGNORECASE)
_EACH_HOURS = {"uur": 1.0, "u": 1.0, "dagdelen": HOURS_PER_HALF_DAY, "dagdeel": HOURS_PER_HALF_DAY, "minuten": 1 / 60}


def load(said: Any, unit: str = "") -> Load:
    """Study load in a text; ``unit`` is what the heading gives to a bare number ('uur', 'ec', 'dagdelen', 'dagen').

    Examples
    --------
    >>> load("60 EC / 1680 uur"), load("4 dagdelen").hours, load("ca. 20 uur zelfstudie").hours
    (Load(ects=60.0, hours=1680.0, contact=False, note='', understood=True), 16.0, 20.0)
    """
    if isinstance(said, int | float) or re.fullmatch(NUMBER, str(said).strip()):
        return _bare(float(said) if isinstance(said, int | float) else dutch_number(str(said).strip()), unit)
    text = _words_to_digits(str(said))
    if UNKNOWN.search(plain(text)):
        return Load()
    ects = _ects(text)
    text = _without_ects(text)
    alternatives = [_sum(part) for part in re.split(r"/(?!\s*week)|=|\bofwel\b|\boftewel\b", text)]
    hours = next((h for h in alternatives if h.hours is not None and not h.contact), None) or next(
        (h for h in alternatives if h.hours is not None), None
    )
    if hours is None and ects is None:
        return Load(understood=False)
    note = hours.note if hours else ""
    return Load(ects, hours.hours if hours else None, bool(hours and hours.contact), note)


def _bare(number: float, unit: str) -> Load:
    if unit == "ec":
        return Load(ects=number)
    per = {"uur": 1.0, "dagdelen": HOURS_PER_HALF_DAY, "dagen": HOURS_PER_DAY, "minuten": 1 / 60}.get(unit)
    return Load(hours=number * per, contact=unit in ("dagdelen", "dagen")) if per else Load(understood=False)


def _words_to_digits(text: str) -> str:
    return re.sub(
        r"\b(" + "|".join(_WORDS) + r")\b(?=\s+(?:dag|uur|middag|ochtend|avond|bijeenkomst|les|ec|week|weken|contact|studie))",
        lambda m: str(_WORDS[m.group(1).lower()]).replace(".", ","),
        text,
        flags=re.IGNORECASE,
    )


def _ects(text: str) -> float | None:
    for m in _QUANTITY.finditer(text):
        if m["u0"]:
            return _middle(m)
    named = re.search(rf"\b(?:ec|ects|studiepunten)\b\s*[:=]?\s*({NUMBER})", text, re.IGNORECASE)
    return dutch_number(named.group(1)) if named else None


def _without_ects(text: str) -> str:
    text = _QUANTITY.sub(lambda m: " " if m["u0"] else m.group(), text)
    return re.sub(rf"\b(?:ec|ects|studiepunten)\b\s*[:=]?\s*(?:{NUMBER})", " ", text, flags=re.IGNORECASE)


def _middle(match: re.Match[str]) -> float:
    low = dutch_number(match["low"])
    return (low + dutch_number(match["high"])) / 2 if match["high"] else low


def _sum(text: str) -> Load:
    """Hours of the parts of one way of saying it: "4 dagdelen + 20 uur zelfstudie" is 36."""
    total, contact, parts, ranged = 0.0, True, 0, False
    text = _WHEREOF.sub(" ", text) if _QUANTITY.search(_WHEREOF.sub(" ", text)) else text
    for pattern in (_WEEKLY, _EACH, _WEEKLY_2):
        for m in pattern.finditer(text):
            total += float(m["times"]) * dutch_number(m["each"]) * _EACH_HOURS.get(m.groupdict().get("unit") or "uur", 1.0)
            contact, parts = (
                contact and pattern is _EACH and "week" not in m.group().lower() and "weken" not in m.group().lower(),
                parts + 1,
            )
        text = pattern.sub(" ", text)
    if _RHYTHM.search(text):  # so much a week, but for how long?
        return Load(understood=False)
    for m in _QUANTITY.finditer(text):
        index = next(i for i in range(len(_UNITS)) if m[f"u{i}"])
        per, in_class = _UNITS[index][1:]
        if per is not None:
            total, parts = total + _middle(m) * per, parts + 1
            contact, ranged = contact and in_class, ranged or bool(m["high"])
    return Load(None, round(total, 2), contact, "studielast_bereik" if ranged else "") if parts else Load(understood=False)


def contradict(ects: float | None, hours: float | None) -> bool:
    """Do EC and hours differ by more than the tolerance (1 EC is 28 hours)?"""
    if ects is None or hours is None or ects <= 0:
        return False
    return abs(hours - ects * HOURS_PER_EC) > EC_TOLERANCE * ects * HOURS_PER_EC
