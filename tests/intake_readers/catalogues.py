"""Small catalogues in every format, written by the tests: what providers send, with their habits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS = [
    "Titel",
    "Omschrijving",
    "Sector",
    "Doelgroep",
    "Vorm",
    "Studielast",
    "EC",
    "Prijs",
    "Plaats",
    "Niveau",
    "Plaatsen per jaar",
    "Leeruitkomsten",
    "Kleur",
]
ROWS: list[list[Any]] = [
    [
        "Rekenen in beeld",
        "Werken met modellen.",
        "PO/VO",
        "startende leraren",
        "training, op locatie",
        "4 dagdelen",
        None,
        "€ 495,- excl. btw",
        "Utrecht",
        "hbo-bachelor",
        20,
        "VSV01, VSV04",
        "rood",
    ],
    [
        "Coachen in het team",
        "Samen leren.",
        "mbo",
        "alle leraren",
        "teamgericht, blended",
        "60 EC / 1680 uur",
        None,
        "op aanvraag",
        "Zeist",
        "master",
        "2 x 15",
        None,
        None,
    ],
    [
        "Toetsen en feedback",
        "Van cijfer naar groei.",
        "vo",
        "ervaren docenten",
        "online",
        "60 uur",
        "5 EC",
        1250,
        "online",
        "NLQF 6",
        "onbeperkt",
        "VSV07",
        None,
    ],
]


def sheet(
    path: Path, rows: list[list[Any]], *, merges: tuple[str, ...] = (), more: dict[str, list[list[Any]]] | None = None, name: str = "Aanbod"
) -> Path:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    for title, other in (more or {}).items():
        added = book.create_sheet(title)
        for row in other:
            added.append(row)
    book.save(path)
    return path


def said(text: str, english: str = "") -> list[dict[str, str]]:
    return ([{"language": "en-GB", "value": english}] if english else []) + [{"language": "nl-NL", "value": text}]


def ooapi_course(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "courseId": f"0000-{number}",
        "primaryCode": {"codeType": "identifier", "code": f"KM-{number:02d}"},
        "name": said(f"Klassenmanagement {number}", "Class management"),
        "description": said("<p>Voor starters in het vo &amp; mbo.</p>"),
        "studyLoad": {"studyLoadUnit": "ects", "value": 5},
        "modeOfDelivery": ["hybrid"],
        "level": "bachelor",
        "learningOutcomes": [said("VSV02 Klassenmanagement"), said("ordenen")],
        "addresses": [{"addressType": "teaching", "city": "Utrecht"}],
        "organization": "org-1",
    } | more


def page(items: list[Any], number: int = 1, total: int = 1) -> dict[str, Any]:
    return {
        "pageSize": 10,
        "pageNumber": number,
        "hasPreviousPage": number > 1,
        "hasNextPage": number < total,
        "totalPages": total,
        "items": items,
    }


def ooapi_run(number: int = 1, course: str = "0000-1", amount: str = "895.00", places: int | None = 20) -> dict[str, Any]:
    run: dict[str, Any] = {
        "offeringId": f"run-{number}",
        "offeringType": "course",
        "course": course,
        "startDate": f"2026-{8 + number:02d}-01",
        "priceInformation": [{"costType": "total costs", "amount": amount, "currency": "EUR"}],
    }
    return run | ({"maxNumberStudents": places} if places else {})


def save_json(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def edudex_program(number: int = 1, *, unit: str = "uitvoerder-1") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<program xmlns="http://studieData.nl/schema/edudex/program" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <editor>redactie@bureau.invalid</editor><format>EDU-DEX 1.0</format>
  <programAdmission><applicationOpen>true</applicationOpen><applicationType>individual</applicationType></programAdmission>
  <programClassification><degree>certificate</degree><orgUnitId>{unit}</orgUnitId><programDuration unit="day">3</programDuration><programForm>blended</programForm>
    <programId>P{number}</programId><programLevel>hbo-bachelor</programLevel><programLocation>Amersfoort</programLocation><programType>training</programType>
    <credits>5</credits><targetSector>middelbaar beroepsonderwijs</targetSector></programClassification>
  <programContacts><contactData><contactName>Jan Contactpersoon</contactName><email>jan@bureau.invalid</email></contactData></programContacts>
  <programCurriculum><studyLoad period="hour">140</studyLoad></programCurriculum>
  <programDescriptions><programName xml:lang="en">Coaching</programName><programName xml:lang="nl">Coachen in het mbo {number}</programName>
    <programSummaryText xml:lang="nl">Een korte training.</programSummaryText><programDescriptionText xml:lang="nl">Je leert gesprekken voeren.</programDescriptionText>
    <subjectText><subject>audience</subject><summaryText xml:lang="nl">Voor startende leraren.</summaryText></subjectText></programDescriptions>
  <programSchedule><programRun><startDate>2026-10-01</startDate><location><city>Amersfoort</city></location>
    <cost><amount>1250.00</amount><costType>tuition fee</costType><currency>eur</currency><isRequiredCost>true</isRequiredCost></cost>
    <cost><amount>75.00</amount><costType>study material</costType><currency>eur</currency><isRequiredCost>true</isRequiredCost></cost>
    <cost><amount>300.00</amount><costType>hotel</costType><currency>eur</currency><isRequiredCost>false</isRequiredCost></cost></programRun></programSchedule>
</program>"""


EDUDEX_DIRECTORY = """<?xml version="1.0" encoding="UTF-8"?>
<edudexDirectory xmlns="http://studieData.nl/schema/edudex/directory"><editor>redactie@bureau.invalid</editor><version>1.0</version><orgUnitId>uitvoerder-1</orgUnitId>
  <programResource><programId>P1</programId><resourceUrl>https://bureau.invalid/p1.xml</resourceUrl></programResource></edudexDirectory>"""

EDUDEX_INSTITUTE = """<?xml version="1.0" encoding="UTF-8"?>
<instituteData xmlns="http://studieData.nl/schema/edudex/institute"><editor>redactie@bureau.invalid</editor><orgUnitId>uitvoerder-1</orgUnitId>
  <instituteName xml:lang="nl">Bureau Bedacht</instituteName></instituteData>"""

COURSE = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "Cursussen"},
        {
            "@type": ["Course"],
            "name": "Feedback geven",
            "description": "Voor leraren in het po.",
            "provider": {"@type": "Organization", "name": "Bureau X"},
            "courseCode": "FB1",
            "numberOfCredits": 3,
            "timeRequired": "PT84H",
            "educationalLevel": "hbo-bachelor",
            "offers": {"@type": "Offer", "price": "295.00", "priceCurrency": "EUR"},
            "hasCourseInstance": [
                {
                    "@type": "CourseInstance",
                    "courseMode": "onsite",
                    "startDate": "2026-10-01T19:00",
                    "maximumAttendeeCapacity": 16,
                    "location": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Gouda"}},
                }
            ],
        },
    ],
}


def html(course: Any = COURSE) -> str:
    return f"""<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Cursus</title>
<script type="application/ld+json">{json.dumps(course)}</script><script>var x = "<niet lezen>";</script></head><body><p>Cursus</p></body></html>"""
