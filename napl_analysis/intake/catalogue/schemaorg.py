"""schema.org ``Course`` as JSON-LD: in a saved page's script blocks, or in a JSON file."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

import lxml.html

from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.intake.catalogue.model import OUTCOME_CODE, Listing, RawOffering

_TYPES = frozenset({"course", "educationaloccupationalprogram", "educationevent", "courseinstance"})
_COURSES = frozenset({"course", "educationaloccupationalprogram"})
_MODES = {
    "online": "online",
    "onsite": "fysiek",
    "onsitecourse": "fysiek",
    "blended": "hybride",
    "mixedeventattendancemode": "hybride",
    "onlineeventattendancemode": "online",
    "offlineeventattendancemode": "fysiek",
    "in-person": "fysiek",
    "synchronous": "",
    "asynchronous": "online",
}


def blocks(path_name: str, page: str) -> tuple[list[Any], list[Finding]]:
    """Parsed JSON-LD blocks of a saved page; a block that is no JSON is a finding."""
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("Deze pagina is niet als HTML te lezen.", "Sla de pagina opnieuw op.", Place(file=path_name)) from error
    parsed, findings = [], []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            parsed.append(json.loads((script.text or "").strip().removeprefix("<!--").removesuffix("-->")))
        except (ValueError, RecursionError):
            findings.append(
                Finding(
                    "jsonld_onleesbaar",
                    "Een blok met cursusgegevens op de pagina is niet te lezen.",
                    "Overgeslagen.",
                    Severity.LOOK,
                    file=path_name,
                    row=script.sourceline,
                )
            )
    return parsed, findings


def recognise(parsed: Any) -> bool:
    """Does this JSON hold a schema.org course?"""
    return any(_types(node) & _COURSES for node in _nodes(parsed))


def read(files: list[tuple[str, Any]]) -> Listing:
    """Courses of the parsed JSON-LD of one provider's pages."""
    listing = Listing()
    for name, parsed in files:
        for number, node in enumerate((n for n in _nodes(parsed) if _types(n) & _COURSES), start=1):
            offering = _offering(name, node, number)
            if offering.said.get("title"):
                listing.offerings.append(offering)
    return listing


def _nodes(parsed: Any) -> Iterator[dict[str, Any]]:
    """Every object in the JSON, in order, without going below a course (its instances belong to it)."""
    waiting = deque([parsed])
    while waiting:
        current = waiting.popleft()
        if isinstance(current, list):
            waiting.extendleft(reversed(current))
        elif isinstance(current, dict):
            yield current
            if not _types(current) & _TYPES:
                waiting.extendleft(reversed([v for v in current.values() if isinstance(v, dict | list)]))


def _types(node: dict[str, Any]) -> set[str]:
    return {str(t).rpartition("/")[2].rpartition(":")[2].lower() for t in _list(node.get("@type"))}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: Any) -> str:
    """Text of a property: a string, a list, or an object with a name or value."""
    texts = []
    for item in _list(value):
        if isinstance(item, dict):
            texts.append(
                _words(
                    item.get("name")
                    or item.get("@value")
                    or item.get("value")
                    or item.get("audienceType")
                    or item.get("credentialCategory")
                    or item.get("educationalRole")
                    or item.get("addressLocality")
                )
            )
        elif isinstance(item, str | int | float):
            texts.append(str(item))
    return ", ".join(dict.fromkeys(t.strip() for t in texts if t.strip()))


def _offering(file: str, node: dict[str, Any], number: int) -> RawOffering:
    runs = [r for r in _list(node.get("hasCourseInstance")) if isinstance(r, dict)]
    taught = _words(node.get("teaches"))
    said: dict[str, Any] = {
        "title": _words(node.get("name")),
        "description": " ".join(filter(None, (_words(node.get("description")), f"Leeruitkomsten: {taught}" if taught else ""))),
        "claimed_outcomes": ", ".join(OUTCOME_CODE.findall(taught)),
        "provider": _words(node.get("provider")),
        "audience": _words(node.get("audience")),
        "level": _words(node.get("educationalLevel")),
        "certificate": _words(node.get("educationalCredentialAwarded")),
        "assessment": _words(node.get("assesses")),
        "price": _price(node, runs),
        "delivery": ", ".join(
            dict.fromkeys(
                _MODES.get(m.strip().rpartition("/")[2].lower(), m)
                for r in (*runs, node)
                for m in _words(r.get("courseMode") or r.get("educationalProgramMode") or r.get("eventAttendanceMode")).split(",")
                if m
            )
        ),
        "location": ", ".join(dict.fromkeys(t for r in runs for place in _list(r.get("location")) if (t := _place(place)))),
        "dates": ", ".join(dict.fromkeys(str(r["startDate"])[:10] for r in runs if r.get("startDate"))),
        "places": _places(runs),
    } | _load(node, runs)
    row = _words(node.get("courseCode")) or str(number)
    return RawOffering(file, row, said={k: v for k, v in said.items() if v not in ("", None)})


def _place(place: Any) -> str:
    if isinstance(place, dict):
        if "virtual" in " ".join(_types(place)):
            return "online"
        address = place.get("address")
        if isinstance(address, dict):
            return _words(address.get("addressLocality"))
        return _words(address) or _words(place.get("name"))
    return _words(place)


def _price(node: dict[str, Any], runs: list[dict[str, Any]]) -> float | str | None:
    amounts: list[float] = []
    texts: list[str] = []
    for offer in [o for item in (node, *runs) for o in _list(item.get("offers")) if isinstance(o, dict)]:
        if str(offer.get("category", "")).lower() == "free":
            amounts.append(0.0)
        said = offer.get("price", offer.get("highPrice"))
        for cost in _list(offer.get("priceSpecification")):
            said = cost.get("price", said) if isinstance(cost, dict) else said
        try:
            amounts.append(float(str(said)))
        except ValueError:
            texts += [str(said)] if said else []
    return max(amounts) if amounts else (texts[0] if texts else None)


def _load(node: dict[str, Any], runs: list[dict[str, Any]]) -> dict[str, Any]:
    """EC from ``numberOfCredits``, hours from ``timeRequired`` or ``courseWorkload`` (ISO 8601: PT40H)."""
    loads: dict[str, Any] = {}
    credit = node.get("numberOfCredits")
    value = credit.get("value") if isinstance(credit, dict) else credit
    if value not in (None, ""):
        loads["ects"] = value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    for said in (node.get("timeRequired"), *(r.get("courseWorkload") for r in runs)):
        text = _words(said)
        if text:
            loads.setdefault("hours", iso_hours(text) or text)
    return loads


def iso_hours(text: str) -> float | None:
    """Hours of an ISO 8601 duration: 'PT40H', 'P2D' (8 hours a day), 'PT90M'; None where it is none or counts months."""
    if not text.upper().startswith("P"):
        return None
    date, _, clock = text.upper()[1:].partition("T")
    total, number = 0.0, ""
    for part, units in ((date, {"D": 8.0}), (clock, {"H": 1.0, "M": 1 / 60, "S": 1 / 3600})):
        for char in part:
            if char.isdigit() or char == ".":
                number += char
            elif char in units and number:
                total, number = total + float(number) * units[char], ""
            else:
                return None
    return total or None


def _places(runs: list[dict[str, Any]]) -> float | None:
    sizes = [r.get("maximumAttendeeCapacity") for r in runs]
    if not sizes or not all(isinstance(s, int | float) for s in sizes):
        return None
    return float(sum(s for s in sizes if isinstance(s, int | float)))
