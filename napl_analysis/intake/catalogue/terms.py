"""Codes of the vocabulary found in a text: "PO/VO", "startende leraren in het mbo", "blended"."""

from __future__ import annotations

import re

from napl_analysis import vocabulary as voc
from napl_analysis.vocabulary import TermList, plain

LONGEST_SPELLING = 6  # words
LONGEST_TEXT = 1_000  # characters: a field that lists sectors or forms is no longer
_ENDINGS = ("", "e", "s", "en", "n", "ers", "er")
_PLURALS = {"leraren": "leraar", "docenten": "docent", "leerkrachten": "leerkracht", "scholen": "school"}
_ALL_SECTORS = re.compile(
    r"\b(alle sectoren|alle onderwijssectoren|sectoroverstijgend|alle onderwijs ?(soorten|typen)|po (t m|tot en met) mbo|hele onderwijs|sectorbreed)\b"
)
_ALL_PHASES = re.compile(
    r"\b(alle (loopbaan)?fasen|alle leraren|alle docenten|alle leerkrachten|iedere leraar|alle doelgroepen|starters? (tot|t m) expert)\b"
)
_SHORT = {"so": "po", "sbo": "po", "bo": "po", "vso": "vo", "pro": "vo"}  # only where a cell lists sectors
_OUT_LOUD = re.compile(
    r"\b(po|vo|mbo|basisonderwijs|basisschool|primair onderwijs|voortgezet onderwijs|middelbaar beroepsonderwijs|vmbo|havo|vwo|roc)\b"
)


def scan(text: str, terms: TermList, *, skip: frozenset[str] = frozenset()) -> list[str]:
    """Codes whose spelling stands in the text, longest spelling first, in the order of the text.

    Examples
    --------
    >>> scan("online en op locatie", voc.DELIVERIES)
    ['online', 'fysiek']
    """
    words = [_PLURALS.get(w, w) for w in plain(text[:LONGEST_TEXT]).split()]
    found: list[str] = []
    i = 0
    while i < len(words):
        for length in range(min(LONGEST_SPELLING, len(words) - i), 0, -1):
            code = _code(" ".join(words[i : i + length]), terms, skip)
            if code:
                found.append(code)
                i += length
                break
        else:
            i += 1
    return list(dict.fromkeys(found))


def _code(phrase: str, terms: TermList, skip: frozenset[str]) -> str | None:
    for ending in _ENDINGS:
        if ending and (not phrase.endswith(ending) or len(phrase) - len(ending) < 4):
            continue
        stem = phrase[: len(phrase) - len(ending)] if ending else phrase
        if stem not in skip and (code := terms.code_for(stem)):
            return code
    return None


def sectors(text: str) -> list[str]:
    """Sectors in a cell that lists them, in the order po, vo, mbo."""
    text = text[:LONGEST_TEXT]
    words = plain(text)
    if _ALL_SECTORS.search(words) or words in ("alle", "allemaal", "iedereen"):
        return list(voc.SECTORS.codes)
    spaced = re.sub(r"(?i)\bs\(b\)o\b", " so ", re.sub(r"(?i)\bv\(s\)o\b|\(v\)so\b", " vo ", text))
    if "funderend onderwijs" in words:
        spaced += " po vo"
    found = {*scan(spaced, voc.SECTORS), *(_SHORT[w] for w in plain(spaced).split() if w in _SHORT)}
    return sorted(found, key=voc.SECTORS.order)


def sectors_out_loud(text: str) -> list[str]:
    """Sectors that running text names in so many words ("voor starters in vo en mbo")."""
    if _ALL_SECTORS.search(plain(text[:LONGEST_TEXT])):
        return list(voc.SECTORS.codes)
    found = {voc.SECTORS.code_for(m) for m in _OUT_LOUD.findall(plain(text[: 5 * LONGEST_TEXT]))} - {None}
    return sorted((c for c in found if c), key=voc.SECTORS.order)


def phases(text: str) -> list[str]:
    """Career phases in a text, in their order."""
    words = plain(text[:LONGEST_TEXT])
    if _ALL_PHASES.search(words) or words in ("alle", "allemaal", "iedereen"):
        return list(voc.PHASES.codes)
    return sorted(scan(text, voc.PHASES), key=voc.PHASES.order)


def delivery(text: str) -> str | None:
    """fysiek, online or hybride; both fysiek and online is hybride."""
    at_a_distance = re.search(r"webinar|online|digita", text, re.IGNORECASE)
    found = scan(text, voc.DELIVERIES, skip=frozenset({"live", "bijeenkomst"}) if at_a_distance else frozenset())
    if not found:
        return None
    return found[0] if len(found) == 1 else "hybride"
