"""OOAPI / OEAPI v5 and v6: JSON pages of courses, programmes, offerings, learning outcomes and organisations.

Texts come in several languages: Dutch is taken, else English, else the first. A price, the dates and the number of
places stand in a course's offerings; the name of the institution in the organisation.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from napl_analysis.intake.catalogue.model import OUTCOME_CODE, Listing, RawOffering

_UNITS = {
    "ects": "ects",
    "sp": "ects",
    "sbu": "hours",
    "hour": "hours",
    "hours": "hours",
    "contacttime": "contact_hours",
    "contact_time": "contact_hours",
}
_LEVELS = {
    "secondary vocational education 2": "mbo-2",
    "secondary vocational education 3": "mbo-3",
    "secondary vocational education 4": "mbo-4",
    "associate degree": "associate degree",
    "bachelor": "bachelor",
    "master": "master",
    "doctoral": "doctor",
}
_MODES = {
    "distance-learning": "online",
    "distance_learning": "online",
    "online": "online",
    "on campus": "fysiek",
    "on_campus": "fysiek",
    "presential": "fysiek",
    "situated": "fysiek",
    "work_based": "fysiek",
    "hybrid": "hybride",
    "blended": "hybride",
    "lecture": "fysiek",
}
_IDS = ("courseId", "programId", "programmeId", "educationSpecificationId")


@dataclass
class Content:
    """Everything the files hold, by kind, before it is put together."""

    courses: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # file, entity
    runs: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))  # offerings by the course they are of
    outcomes: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)


def recognise(parsed: Any) -> bool:
    """Is this JSON of an OOAPI?"""
    return any(_kind(item) for item in _items(parsed))


def read(files: list[tuple[str, Any]]) -> Listing:
    """Offerings of the parsed JSON files of one provider (pages that belong together).

    Parameters
    ----------
    files
        File name and parsed content, in order.
    """
    content = Content()
    for name, parsed in files:
        for item in _items(parsed):
            _sort(name, item, content)
    listing = Listing()
    seen = set()
    for name, entity in content.courses:
        identity = _id(entity)
        if identity in seen:  # the same course on two pages
            continue
        seen.add(identity)
        offering = _offering(name, entity, content)
        if offering.said.get("title"):
            listing.offerings.append(offering)
    return listing


def _items(parsed: Any) -> Iterator[dict[str, Any]]:
    """Entities in a page, a list of pages, a list of entities, or one entity."""
    waiting = deque([parsed])
    while waiting:
        current = waiting.popleft()
        if isinstance(current, list):
            waiting.extendleft(reversed(current))
        elif isinstance(current, dict):
            pages = [
                current[k]
                for k in ("items", "courses", "programs", "programmes", "learningOutcomes", "organizations", "offerings")
                if isinstance(current.get(k), list) and not _kind(current)
            ]
            if pages:
                waiting.extendleft(reversed(pages))
            else:
                yield current


def _kind(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    if "offeringId" in item or "offeringType" in item:
        return "offering"
    if "learningOutcomeId" in item:
        return "outcome"
    if any(k in item for k in _IDS) and ("name" in item or "studyLoad" in item):
        return "course"
    return "organisation" if ("organizationId" in item or "organisationId" in item) and "name" in item else ""


def _sort(name: str, item: dict[str, Any], content: Content) -> None:
    kind = _kind(item)
    if kind == "course":
        content.courses.append((name, item))
        for offering in _list(item.get("offerings")):
            if isinstance(offering, dict):
                content.runs[_id(item)].append(offering)
    elif kind == "offering":
        content.runs[next((r for kind in ("course", "program", "programme") if (r := _reference(item, kind))), "")].append(item)
    elif kind == "outcome":
        code = item["primaryCode"].get("code", "") if isinstance(item.get("primaryCode"), dict) else ""
        content.outcomes[str(item["learningOutcomeId"])] = f"{code} {_words(item.get('name')) or _words(item.get('description'))}".strip()
    elif kind == "organisation":
        content.organisations[str(item.get("organizationId") or item.get("organisationId"))] = _words(item["name"])


def _offering(name: str, entity: dict[str, Any], content: Content) -> RawOffering:
    identity = _id(entity)
    runs = content.runs.get(identity, [])
    outcomes = _outcomes(entity, content)
    said: dict[str, Any] = (
        {
            "title": _words(entity.get("name")),
            "description": " ".join(
                filter(None, (_words(entity.get("description")), f"Leeruitkomsten: {'; '.join(outcomes)}" if outcomes else ""))
            ),
            "claimed_outcomes": ", ".join(code for text in outcomes for code in OUTCOME_CODE.findall(text)),
            "provider": _organisation(entity, content),
            "delivery": ", ".join(
                _MODES.get(str(m).lower(), str(m)) for m in _list(entity.get("modeOfDelivery") or entity.get("modesOfDelivery"))
            ),
            "level": _level(entity),
            "assessment": _words(entity.get("assessment")),
            "certificate": _words(entity.get("qualificationAwarded")),
            "location": ", ".join(
                dict.fromkeys(c for a in _list(entity.get("addresses")) if isinstance(a, dict) and (c := str(a.get("city") or "")))
            ),
            "dates": ", ".join(dict.fromkeys(str(d)[:10] for o in runs if (d := o.get("startDate") or o.get("startDateTime")))),
            "places": _places(runs),
            "price": _price(runs) or _price([entity]),
        }
        | _study_load(entity)
        | _extras(entity)
    )
    row = entity.get("primaryCode")
    code = row.get("code") if isinstance(row, dict) else None
    return RawOffering(name, str(code or identity), said={k: v for k, v in said.items() if v not in ("", None)})


def _id(entity: dict[str, Any]) -> str:
    return str(next((entity[k] for k in _IDS if entity.get(k)), ""))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: Any) -> str:
    """A text that comes in languages: Dutch, else English, else the first."""
    texts = [v for v in _list(value) if v]
    by_language: dict[str, str] = {}
    for text in texts:
        if isinstance(text, dict):
            by_language.setdefault(str(text.get("language", ""))[:2].lower(), str(text.get("value") or ""))
        elif isinstance(text, str):
            by_language.setdefault("", text)
    return next((by_language[k] for k in ("nl", "", "en") if by_language.get(k)), next(iter(by_language.values()), "")).strip()


def _reference(item: dict[str, Any], kind: str) -> str:
    value = item.get(kind) or item.get(f"{kind}Id") or ""
    return _id(value) if isinstance(value, dict) else str(value)


def _organisation(entity: dict[str, Any], content: Content) -> str:
    value = next((entity[k] for k in ("organization", "organisation", "organizationId", "organisationId") if entity.get(k)), "")
    if isinstance(value, dict):
        return _words(value.get("name"))
    return content.organisations.get(str(value), "")


def _outcomes(entity: dict[str, Any], content: Content) -> list[str]:
    """v5: lists of texts in languages; v6: ids of learning outcomes."""
    own = [_words(outcome) for outcome in _list(entity.get("learningOutcomes"))]
    linked = [content.outcomes.get(str(i), "") for i in _list(entity.get("learningOutcomeIds"))]
    return [text for text in (*own, *linked) if text]


def _level(entity: dict[str, Any]) -> str:
    qualification = str(entity.get("levelOfQualification") or "").lower().replace("eqf_", "").replace("nlqf_", "")
    if qualification in {str(n) for n in range(1, 9)}:
        return f"NLQF {qualification}"
    level = str(entity.get("level") or "").replace("_", " ").lower()
    return _LEVELS.get(level, "" if level in ("undefined", "undivided") else level)


def _study_load(entity: dict[str, Any]) -> dict[str, Any]:
    loads: dict[str, Any] = {}
    for load in _list(entity.get("studyLoad")):
        if isinstance(load, dict) and isinstance(load.get("value"), int | float) and not isinstance(load["value"], bool):
            target = _UNITS.get(str(load.get("studyLoadUnit", "")).lower())
            if target:
                loads.setdefault(target, load["value"])
    return loads


def _price(items: list[dict[str, Any]]) -> float | None:
    amounts = []
    for item in items:
        for cost in _list(item.get("priceInformation")):
            try:
                amounts.append(float(cost["amount"]))
            except (KeyError, TypeError, ValueError):
                continue
    return max(amounts) if amounts else None


def _places(runs: list[dict[str, Any]]) -> float | None:
    """Places of all runs together; unknown where one run does not say."""
    sizes = [o.get("maxNumberStudents") for o in runs]
    if not sizes or not all(isinstance(s, int | float) for s in sizes):
        return None
    return float(sum(s for s in sizes if isinstance(s, int | float)))


def _extras(entity: dict[str, Any]) -> dict[str, Any]:
    """Fields beyond the standard that Dutch providers put in ``ext`` or ``consumers``."""
    names = {
        "sector": "sectors",
        "sectors": "sectors",
        "sectoren": "sectors",
        "loopbaanfase": "career_phases",
        "loopbaanfasen": "career_phases",
        "careerPhases": "career_phases",
        "doelgroep": "audience",
        "audience": "audience",
        "targetGroup": "audience",
        "vorm": "formality",
        "formality": "formality",
        "leerwijze": "learning_mode",
        "learningMode": "learning_mode",
        "leeruitkomsten": "claimed_outcomes",
        "claimedOutcomes": "claimed_outcomes",
        "ontwikkelpad": "claimed_path",
        "plaatsenPerJaar": "places",
        "plaatsen_per_jaar": "places",
        "prijs": "price",
        "certificaat": "certificate",
        "qualification": "certificate",
        "toetsing": "assessment",
        "nlqf": "level",
        "niveau": "level",
    }
    found: dict[str, Any] = {}
    for extra in (entity.get("ext"), *_list(entity.get("consumers"))):
        for key, value in extra.items() if isinstance(extra, dict) else ():
            if key in names and value not in (None, "", []):
                found.setdefault(names[key], value if isinstance(value, int | float) else ", ".join(map(str, _list(value))))
    return found
