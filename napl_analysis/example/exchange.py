"""Catalogues in two exchange formats: OOAPI v5 (JSON pages) and EDU-DEX 1.0 (a directory and a program each)."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from napl_analysis.example.providers import Offering, Provider, outcome_titles

PAGE_SIZE = 10
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
_MODES = {"fysiek": ["on campus"], "online": ["online"], "hybride": ["hybrid"], "": []}
_LEVELS = {"6": "bachelor", "7": "master"}


def identifier(*name: str) -> str:
    """A UUID that follows from a name."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(name)))


def ooapi(provider: Provider, offerings: Sequence[Offering]) -> dict[str, bytes]:
    """Pages of /courses and one of /offerings, as files in a folder."""
    titles = outcome_titles()
    courses = [_course(provider, o, number, titles) for number, o in enumerate(offerings, start=1)]
    pages = [courses[i:i + PAGE_SIZE] for i in range(0, len(courses), PAGE_SIZE)]
    files = {f"courses-{n}.json": _page(items, n, len(pages), PAGE_SIZE) for n, items in enumerate(pages, start=1)}
    runs = [_run(provider, o) for o in offerings]
    return {**files, "offerings-1.json": _page(runs, 1, 1, 100)}


def _page(items: list[dict[str, Any]], number: int, total: int, size: int) -> bytes:
    page = {"pageSize": size, "pageNumber": number, "hasPreviousPage": number > 1, "hasNextPage": number < total, "totalPages": total, "items": items}
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()


def _said(text: str) -> list[dict[str, str]]:
    return [{"language": "nl-NL", "value": text}]


def _course(provider: Provider, o: Offering, number: int, titles: dict[str, str]) -> dict[str, Any]:
    nlqf = next(iter(re.findall(r"[1-8]", o.level)), "")
    course: dict[str, Any] = {
        "courseId": identifier(provider.key, o.title), "primaryCode": {"codeType": "identifier", "code": f"VB-{number:03d}"},
        "name": _said(o.title), "abbreviation": f"VB{number:03d}", "description": _said(o.description), "teachingLanguage": "nld",
        "modeOfDelivery": _MODES[o.delivery], "level": _LEVELS.get(nlqf, "undivided"),
        "learningOutcomes": [_said(f"{code} {titles[code]}") for code in o.claimed_outcomes],
        "assessment": _said(o.assessment) if o.assessment else [], "qualificationRequirements": _said(o.certificate) if o.certificate else [],
        "addresses": [{"addressType": "teaching", "city": o.place, "countryCode": "NL"}] if o.place and o.place != "online" else [],
        "consumers": [{"consumerKey": "napl-voorbeeld", "sectors": list(o.sectors), "careerPhases": list(o.phases), "formality": o.formality,
                       "learningMode": o.learning_mode, "qualification": o.certificate, **({"nlqf": int(nlqf)} if nlqf else {})}],
        "validFrom": "2026-09-01"}
    if o.ects:
        course["studyLoad"] = {"studyLoadUnit": "ects", "value": int(o.ects)}
    elif digits := re.findall(r"\d+", o.hours):
        course["studyLoad"] = {"studyLoadUnit": "hour", "value": int(digits[0])}
    return course


def _run(provider: Provider, o: Offering) -> dict[str, Any]:
    run: dict[str, Any] = {
        "offeringId": identifier(provider.key, o.title, "2026"), "offeringType": "course", "course": identifier(provider.key, o.title),
        "name": _said(o.title), "teachingLanguage": "nld", "startDate": "2026-10-05", "endDate": "2027-02-12", "modeOfDelivery": _MODES[o.delivery]}
    if o.places_per_year.isdigit():
        run["maxNumberStudents"] = int(o.places_per_year)
    if digits := re.findall(r"\d+", o.price.replace(".", "")):
        run["priceInformation"] = [{"costType": "total costs", "amount": f"{digits[0]}.00", "vatAmount": "0.00", "amountWithoutVat": f"{digits[0]}.00", "currency": "EUR"}]
    return run


_DIRECTORY, _PROGRAM = "http://studieData.nl/schema/edudex/directory", "http://studieData.nl/schema/edudex/program"
_SECTOR_NAMES = {"po": "primair onderwijs", "vo": "voortgezet onderwijs", "mbo": "middelbaar beroepsonderwijs"}
_FORMS = {"online": "e-learning", "fysiek": "part-time", "hybride": "part-time", "": "part-time"}
_INSTRUCTION = {"online": "virtual classroom", "fysiek": "classroom teaching", "hybride": "blended learning", "": "self study"}
_PHASE_NAMES = {"startbekwaam": "startende leraren", "vakbekwaam": "ervaren leraren", "expert": "experts"}


def edudex(provider: Provider, offerings: Sequence[Offering]) -> dict[str, bytes]:
    """A directory that points at a program file per offering, as files in a folder."""
    programs = {f"program-{n:03d}.xml": _program(o, n) for n, o in enumerate(offerings, start=1)}
    entries = "".join(f"\n    <programData><programId>ZB-{n:03d}</programId><resource>https://zomaarbedacht.invalid/edudex/{name}</resource></programData>"
                      for n, name in enumerate(programs, start=1))
    directory = (f'<?xml version="1.0" encoding="UTF-8"?>\n<directory xmlns="{_DIRECTORY}">\n  <directoryId>zomaar-bedacht</directoryId>\n'
                 f"  <format>EDU-DEX 1.0</format>\n  <programResources>{entries}\n  </programResources>\n</directory>\n")
    return {"directory.xml": directory.encode(), **{name: text.encode() for name, text in programs.items()}}


def _program(o: Offering, number: int) -> str:
    hours = next(iter(re.findall(r"\d+", o.hours)), "")
    amount = next(iter(re.findall(r"\d+", o.price.replace(".", ""))), "")
    parts = [
        _tag("editor", "redactie@zomaarbedacht.invalid"), _tag("expires", "2027-08-31"), _tag("format", "EDU-DEX 1.0"), _tag("generator", "voorbeeld"),
        _tag("lastEdited", "2026-02-01T09:00:00"),
        _block("programAdmission", [_tag("applicationOpen", "true"), _tag("applicationType", "group" if o.learning_mode == "team" else "individual")]),
        _block("programClassification", [
            _tag("degree", o.certificate or "none"), _tag("orgUnitId", "zomaar-bedacht"), _tag("programDuration", hours or "1", unit="hour" if hours else "day"),
            _tag("programForm", _FORMS[o.delivery]), _tag("programId", f"ZB-{number:03d}"), _tag("programLevel", o.level or "none"),
            _tag("programLocation", o.place), _tag("programType", "webinar" if o.delivery == "online" else "training"),
            *([_tag("credits", o.ects)] if o.ects else []), *(_tag("targetSector", _SECTOR_NAMES[s]) for s in o.sectors)]),
        _block("programContacts", [_block("contactData", [_tag("contactName", "Inschrijfbureau"), _tag("role", "informatie")])]),
        _block("programCurriculum", [_tag("instructionMode", _INSTRUCTION[o.delivery]), *([_tag("studyLoad", hours, period="hour")] if hours else [])]),
        _block("programDescriptions", [
            _tag("programName", o.title, **{"xml:lang": "nl"}), _tag("programSummaryText", o.description.split(". ")[0].rstrip(".") + ".", **{"xml:lang": "nl"}),
            _tag("programDescriptionText", o.description, **{"xml:lang": "nl"}),
            _block("subjectText", [_tag("subject", "audience"), _tag("summaryText", "Voor " + " en ".join(_PHASE_NAMES[p] for p in o.phases) + ".", **{"xml:lang": "nl"})]),
            *(_tag("searchword", word, **{"xml:lang": "nl"}) for word in ("leraren", "nascholing"))]),
        _block("programSchedule", [_run_xml(o, start, end, amount, hours) for start, end in (("2026-10-08", "2026-12-10"), ("2027-03-04", "2027-05-13"))]),
    ]
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<program xmlns="{_PROGRAM}" xmlns:xml="http://www.w3.org/XML/1998/namespace">\n'
            + "\n".join(parts) + "\n</program>\n")


def _run_xml(o: Offering, start: str, end: str, amount: str, hours: str) -> str:
    cost = [_block("cost", [_tag("amount", amount), _tag("costType", "tuition fee"), _tag("currency", "eur"), _tag("VATCode", "5")])] if amount else []
    return _block("programRun", [
        _tag("startDate", start), _tag("endDate", end), _tag("status", "open"), _block("location", [_tag("city", o.place)]), *cost,
        *([_tag("contactHours", hours)] if hours else [])])


def _tag(name: str, text: str, **attributes: str) -> str:
    return f"<{name}{''.join(f' {k}={quoteattr(v)}' for k, v in attributes.items())}>{escape(text)}</{name}>"


def _block(name: str, children: Sequence[str]) -> str:
    return f"<{name}>" + "".join(children) + f"</{name}>"
