"""Prices, levels and numbers of places, out of free text; `load` reads study loads.

Of several prices the highest counts, because the analyst plans with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from napl_analysis.vocabulary import plain

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"


@dataclass(frozen=True)
class Reading:
    """A value read from text; ``note`` names the rule when something was chosen, ``understood`` is False when nothing was."""

    value: float | None
    note: str = ""
    understood: bool = True


_UNREAD = Reading(None, understood=False)


def dutch_number(text: str) -> float:
    """'1.250,50' is 1250.5; '2.5' is 2.5; '1.250' is 1250 (three digits after the point)."""
    if "," in text:
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(".", "")) if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else float(text)


UNKNOWN = re.compile(
    r"\b(op aanvraag|n ?t ?b|nader te bepalen|nog niet bekend|onbekend|in overleg|n ?v ?t|offerte|maatwerk|op maat|tarief volgt|volgt)\b"
)
_FREE = re.compile(r"\b(gratis|kosteloos|geen kosten|kosten geen|gesubsidieerd 100|zonder kosten|vrij toegankelijk)\b")
_PER_GROUP = re.compile(
    r"per (team|groep|school|sectie|vestiging|afdeling|organisatie|locatie|klas|bijeenkomst|dagdeel|dag|les|uur|sessie|jaar|maand|bestuur|training)|incompany",
    re.IGNORECASE,
)
_AMOUNT = re.compile(rf"(?P<k>(?:€|eur(?:o)?)?\s*(?P<n>{NUMBER})\s*(?:,?-{{1,2}}|,=)?)", re.IGNORECASE)
_NOT_PRICE = re.compile(
    r"\b\d+\s*(%|procent|deelnemers?|personen|dagdelen|dagen|uur|maanden|termijnen|ec\b)|\b(max\w*\.?|vanaf \d+ deelnemers|btw)\s*\d+\s*%?",
    re.IGNORECASE,
)


def price(said: Any) -> Reading:
    """Euros a participant.

    Examples
    --------
    >>> price("€ 495,- excl. btw").value, price("op aanvraag").value, price("€ 1.250,00").value
    (495.0, None, 1250.0)
    """
    if isinstance(said, int | float):
        return Reading(float(said)) if said >= 0 else _UNREAD
    words = plain(said)
    text = _NOT_PRICE.sub(" ", said)
    amounts = [dutch_number(m["n"]) for m in _AMOUNT.finditer(text)]
    free = _FREE.search(words)
    if free and (not amounts or free.start() == 0):  # "gratis", but not "€ 350,- (eigen medewerkers gratis)"
        return Reading(0.0)
    if not amounts:
        return Reading(None) if UNKNOWN.search(words) or words in ("", "geen") else _UNREAD
    if _PER_GROUP.search(said):
        return Reading(None, "prijs_niet_per_deelnemer")
    return Reading(max(amounts), "prijs_bereik" if len(set(amounts)) > 1 else "")


_LEVELS = (
    ("associate degree", 5),
    ("post hbo", None),
    ("post bachelor", None),
    ("pre master", None),
    ("hbo bachelor", 6),
    ("wo bachelor", 6),
    ("bachelor", 6),
    ("wo master", 7),
    ("hbo master", 7),
    ("professional master", 7),
    ("master", 7),
    ("doctor", 8),
    ("phd", 8),
    ("doctoral", 8),
    ("mbo 4", 4),
    ("mbo niveau 4", 4),
    ("mbo 3", 3),
    ("mbo niveau 3", 3),
    ("mbo 2", 2),
    ("mbo niveau 2", 2),
    ("hbo", 6),
)


def level(said: Any) -> Reading:
    """NLQF level 1 to 8, stated or following from a degree (associate degree 5, bachelor 6, master 7)."""
    if isinstance(said, int | float):
        return Reading(float(said)) if 1 <= said <= 8 and float(said).is_integer() else _UNREAD
    words = plain(said)
    stated = re.findall(r"\b(?:nlqf|eqf)(?: niveau)? ?([1-8])\b", words) or re.findall(r"^(?:niveau )?([1-8])$", words)
    if len(set(stated)) == 1:
        return Reading(float(stated[0]))
    if stated:
        return _UNREAD
    found: list[int | None] = []
    for name, number in _LEVELS:
        if re.search(rf"\b{name}\b(?!\+)", words):
            found.append(number)
            words = re.sub(rf"\b{name}\b", " ", words)
    if len(set(found)) == 1 and found[0] and not re.search(r"\bwo\b", words):
        return Reading(float(found[0]))
    if found == [None] or UNKNOWN.search(words) or words in ("geen", "nvt", "n v t"):
        return Reading(None)
    return _UNREAD


_GROUPS = re.compile(r"\d+\s*(teams?|scholen|groepen|secties|trajecten|besturen)\b", re.IGNORECASE)
_TIMES = re.compile(r"(?P<times>\d+)\s*(?:x|×|keer|maal|groepen|starts?|edities)(?:\s*per jaar)?\D{0,20}(?P<each>\d+)", re.IGNORECASE)


def places(said: Any) -> Reading:
    """Places a year: "2 x 15", "24", "12-16 deelnemers" (the upper end, what fits)."""
    if isinstance(said, int | float):
        return Reading(float(said)) if said >= 0 else _UNREAD
    words = plain(said)
    times = _TIMES.search(said)
    if times:
        return Reading(float(times["times"]) * float(times["each"]))
    numbers = [float(n.replace(".", "")) for n in re.findall(r"\d{1,3}(?:\.\d{3})+|\d+", said)]
    if numbers and _GROUPS.search(said):
        return Reading(None, "plaatsen_niet_per_deelnemer")
    if numbers:
        return Reading(max(numbers), "plaatsen_bereik" if len(set(numbers)) > 1 else "")
    return Reading(None) if UNKNOWN.search(words) or re.search(r"onbeperkt|geen maximum|onbegrensd", words) else _UNREAD
