"""EDU-DEX 1.0 XML: programmes, and the directory and institute files that belong to them.

Elements are found by name, whatever the namespace's prefix. Contact persons are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from napl_analysis.intake.catalogue.model import Listing, RawOffering

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNITS = {"hour": "uur", "uur": "uur", "day": "dagen", "dag": "dagen", "daypart": "dagdelen", "dagdeel": "dagdelen"}
_LEVELS = {
    "associate": "associate degree",
    "academic bachelor": "wo bachelor",
    "academic master": "wo master",
    "phd": "doctor",
    "mbo": "",
    "none": "",
    "geen": "",
    "unknown": "",
    "onbekend": "",
    "n/a": "",
    "post-academic": "post-hbo",
}
_FORMS = {
    "e-learning": "online",
    "distance learning": "online",
    "virtual classroom": "online",
    "webinar": "online",
    "home study": "online",
    "online": "online",
    "classroom teaching": "fysiek, klassikaal",
    "classroom": "fysiek, klassikaal",
    "evening education": "fysiek",
    "blended": "blended",
    "blended learning": "blended",
    "coaching": "individueel, coaching",
    "individual guidance": "individueel, coaching",
    "in-company": "incompany",
    "part-time": "",
    "part time": "",
    "full-time": "",
    "full time": "",
    "dual": "",
    "regular": "",
    "self study": "zelfstudie",
}
_DEGREES = {
    "none": "",
    "certificate": "certificaat",
    "certificate of participation": "bewijs van deelname",
    "certificate on request": "certificaat op verzoek",
    "testimonial": "getuigschrift",
    "module certificate": "modulecertificaat",
}
_ONCE = frozenset({"", "program", "programme"})  # a cost or load for the whole programme


def recognise(root: Element) -> bool:
    """Is this XML of EDU-DEX?"""
    return "edudex" in _namespace(root).lower() or (
        _name(root) in ("program", "directory", "edudexDirectory", "institute", "instituteData")
        and any(_name(e).startswith("program") for e in root.iter())
    )


def read(files: list[tuple[str, Element]]) -> Listing:
    """Programmes of the parsed XML files of one provider (directory, institutes and programmes together)."""
    institutes: dict[str, str] = {}
    for _, root in files:
        for element in root.iter():
            if _name(element) in ("instituteData", "institute", "edudexDirectory", "directory", "orgUnit", "institution"):
                institutes |= _institute(element)
    listing = Listing()
    for name, root in files:
        for program in _programs(root):
            offering = _offering(name, program, institutes)
            if offering.said.get("title"):
                listing.offerings.append(offering)
    return listing


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _namespace(element: Element) -> str:
    return element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and element.tag.startswith("{") else ""


def _programs(root: Element) -> Iterator[Element]:
    return (e for e in root.iter() if _name(e) == "program" and any(_name(c).startswith("program") for c in e))


def _all(element: Element, *names: str) -> list[Element]:
    return [e for e in element.iter() if _name(e) in names]


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _first(element: Element, *names: str) -> str:
    """Text of the first element of that name: the Dutch one where there are languages."""
    for name in names:
        found = _all(element, name)
        dutch = [e for e in found if (e.get(_LANG) or "nl").lower().startswith("nl")]
        text = next((t for e in (*dutch, *found) if (t := _text(e))), "")
        if text:
            return text
    return ""


def _institute(element: Element) -> dict[str, str]:
    identity = _first(element, "orgUnitId", "instituteId", "organizationId")
    name = _first(element, "orgUnitName", "instituteName", "organizationName")
    return {identity: name} if name else {}


def _offering(file: str, program: Element, institutes: dict[str, str]) -> RawOffering:
    unit = _first(program, "orgUnitId")
    known = institutes.get(unit) or (next(iter(institutes.values())) if len(set(institutes.values())) == 1 else "")
    said: dict[str, Any] = {
        "title": _first(program, "programName"),
        "description": _description(program),
        "provider": _first(program, "orgUnitName", "instituteName") or known,
        "sectors": ", ".join(_text(e) for e in _all(program, "targetSector")),
        "audience": _audience(program),
        "forms": ", ".join(
            dict.fromkeys(
                f for e in _all(program, "programForm", "programType", "instructionMode") if (f := _FORMS.get(_text(e).lower(), _text(e)))
            )
        ),
        "learning_mode": "team" if {_text(e).lower() for e in _all(program, "applicationType")} == {"group"} else "",
        "formality": ", ".join(_text(e) for e in _all(program, "programType")),
        "level": _level(_first(program, "programLevel")),
        "location": ", ".join(dict.fromkeys(t for e in _all(program, "programLocation", "city") if (t := _text(e)))),
        "ects": _first(program, "credits", "ects"),
        "contact_hours": _first(program, "contactHours"),
        "price": _price(program),
        "dates": ", ".join(dict.fromkeys(t[:10] for e in _all(program, "startDate") if (t := _text(e)))),
        "group_size": _first(program, "maxParticipants", "maximumParticipants"),
        "certificate": _DEGREES.get(_first(program, "degree").lower(), _first(program, "degree")),
        "quality_status": _acknowledgements(program),
        "claimed_outcomes": _first(program, "learningOutcomes", "learningOutcome"),
    } | _duration(program)
    identity = _first(program, "programId")
    return RawOffering(file, identity or "1", said={k: v for k, v in said.items() if v not in ("", None)})


def _description(program: Element) -> str:
    summary = _first(program, "programSummaryText", "programSummary", "summary")
    text = _first(program, "programDescriptionText", "programDescription", "text")
    return " ".join(t for t in dict.fromkeys((summary, text)) if t)


def _audience(program: Element) -> str:
    """For whom it is: an element of its own, or the text about the subject 'audience'."""
    texts = [
        _first(e, "summaryText", "text")
        for e in _all(program, "subjectText")
        if _first(e, "subject").lower() in ("audience", "target group", "doelgroep")
    ]
    return _first(program, "targetGroup", "targetAudience") or " ".join(texts)


def _level(level: str) -> str:
    return _LEVELS.get(level.lower(), level)


def _duration(program: Element) -> dict[str, Any]:
    """Study load where it is said, a week's load times the weeks; else the duration, where its unit says how much work it is."""
    length, unit = _amount(program, "programDuration", "unit")
    load, period = _amount(program, "studyLoad", "period", "unit")
    if load:
        if period in _ONCE or period in ("hour", "uur"):
            return {"study_load": f"{load} uur"}
        times = f"{length} weken, " if period == unit == "week" else f"{length} x " if period == unit == "day" else ""
        return {"study_load": f"{times}{load} uur" if times else f"{load} uur per {period}"}
    return {"study_load": f"{length} {_UNITS[unit]}"} if length and unit in _UNITS else {}


def _amount(program: Element, name: str, *attributes: str) -> tuple[str, str]:
    """Text of the first element of that name, and what it is counted in."""
    found = next((e for e in _all(program, name) if _text(e)), None)
    if found is None:
        return "", ""
    return _text(found), next((v.lower() for a in attributes if (v := found.get(a))), "")


def _price(program: Element) -> float | str | None:
    """The highest sum of required costs of one run; a price per year or month stays text."""
    totals, by_period = [], ""
    for run in [e for e in program.iter() if _name(e) in ("programRun", "genericProgramRun")] or [program]:
        amounts = []
        for cost in _all(run, "cost"):
            if _first(cost, "isRequiredCost").lower() == "false" or "discount" in _first(cost, "costType").lower():
                continue
            try:
                amount = float(_first(cost, "amount").replace(",", "."))
            except ValueError:
                continue
            period = _first(cost, "period").lower()
            if period in _ONCE:
                amounts.append(amount)
            else:
                by_period = f"€ {amount:g} per {'jaar' if 'year' in period else 'maand' if period == 'month' else period}"
        if amounts:
            totals.append(sum(amounts))
    return max(totals) if totals else by_period or None


def _acknowledgements(program: Element) -> str:
    found = [_text(e) for parent in _all(program, "programExternalAcknowledgements") for e in parent.iter() if len(e) == 0]
    return ", ".join(dict.fromkeys(t for t in found if t))
