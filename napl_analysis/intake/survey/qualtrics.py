"""Qualtrics csv: three header rows (name, text, ImportId), or the legacy two (``V1`` ... and text).

Names are the codes. Suffixes (``Q3_1``, ``Q4#1_1``, ``Q2_1_TEXT``) tell which columns belong together; whether such
a group is a multiple-choice question or a matrix shows from its answers. -99 means seen but not answered; other
negative codes are real.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.files import Grid
from napl_analysis.intake.survey import values
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import clean_heading, slug, unique

_IMPORT = re.compile(r"""\{\s*["']ImportId["']\s*:\s*["'](?P<id>[^"']+)["']""")
_ROLES = {
    "startdate": "started",
    "recordeddate": "submitted",
    "enddate": "moment",
    "finished": "finished",
    "ipaddress": "identifier",
    "recipientlastname": "identifier",
    "recipientfirstname": "identifier",
    "recipientemail": "identifier",
    "externaldatareference": "identifier",
    "externalreference": "identifier",
    "locationlatitude": "identifier",
    "locationlongitude": "identifier",
    "locationaccuracy": "identifier",
    "emailaddress": "identifier",
    "name": "identifier",
}
_TECHNICAL = {
    "responseid",
    "responseset",
    "responsesetid",
    "status",
    "progress",
    "duration",
    "distributionchannel",
    "userlanguage",
    "durationinseconds",
    "q_recaptchascore",
    "qrecaptchascore",
    "qrelevantidduplicate",
    "qtotaldurationsec",
}
_TIMING = re.compile(r".*_(First Click|Last Click|Page Submit|Click Count|DO(_.+)?)$")
_TYPED = re.compile(r"_TEXT([_~]\d+)?$")


def recognise(grid: Grid) -> float:
    """How sure it is that this grid is a Qualtrics export, 0 to 1."""
    rows = grid.rows
    if len(rows) > 2 and sum(bool(_IMPORT.search(str(c))) for c in rows[2]) * 2 > sum(c not in ("", None) for c in rows[0]):
        return 1.0
    if len(rows) > 1 and str(rows[0][0]).strip() == "V1" and _squeeze(rows[1][0]) in ("responseid", "responseset"):
        return 1.0
    known = {_squeeze(c) for c in rows[0]} & {*_ROLES, *_TECHNICAL}
    return (
        0.8
        if len(known & {"responseid", "recordeddate", "finished", "distributionchannel", "userlanguage", "responseset", "progress"}) >= 3
        else 0.0
    )


def layout(grid: Grid) -> Layout:
    """What each column of a Qualtrics export holds."""
    names, texts, ids, first = _headers(grid)
    items, findings = [], []
    codes = unique((name or f"kolom_{i + 1}" for i, name in enumerate(names)), mark="~")
    for i, (name, code, text) in enumerate(zip(names, codes, texts, strict=True)):
        if not name and not any(row[i] not in ("", None) for row in grid.rows[first:]):
            continue
        items.append(_item(i, name, code, text, ids[i]))
    doubles = [name for name, n in Counter(filter(None, names)).items() if n > 1]
    if doubles:
        findings.append(
            Finding(
                "dubbele_kop",
                f"{len(doubles)} kolomnamen komen meer dan eens voor: {', '.join(doubles[:5])}.",
                "De tweede en volgende kregen een volgnummer.",
                Severity.LOOK,
                file=grid.source,
            )
        )
    items = _grouped(items, grid, first)
    findings += _previews(items, grid, first)
    return Layout("qualtrics", grid, first, _end_as_submitted(items), missing=frozenset({"-99"}), findings=findings)


def _squeeze(value: object) -> str:
    return re.sub(r"[^a-z0-9_]", "", str(value).lower()).replace("_", "") if value is not None else ""


def _headers(grid: Grid) -> tuple[list[str], list[str], list[str], int]:
    rows = grid.rows
    names = [clean_heading(c) for c in rows[0]]
    second = [clean_heading(c) for c in rows[1]] if len(rows) > 1 else names
    blank = [""] * len(names)
    if len(rows) > 2 and any(_IMPORT.search(str(c)) for c in rows[2]):
        ids = [m["id"] if (m := _IMPORT.search(str(c))) else "" for c in rows[2]]
        return names, second, ids, 3
    if names[0] == "V1":  # legacy: the technical names stand in the second row
        legacy = [t if re.fullmatch(r"V\d+", n) and i < 20 else n for i, (n, t) in enumerate(zip(names, second, strict=True))]
        return legacy, second, blank, 2
    has_texts = not re.search(r"\d{4}-\d{2}-\d{2}|R_\w{10,}", " ".join(second))
    return names, second if has_texts else names, blank, 2 if has_texts else 1


def _item(column: int, name: str, code: str, text: str, import_id: str) -> Item:
    key = _squeeze(name).removesuffix("inseconds")
    role = _ROLES.get(key, "")
    qid = import_id.startswith("QID")
    if role == "identifier" and key != "name":
        return Item(column, code, text or name, kind="technical", role=role)
    if not qid and (role or key in _TECHNICAL or _squeeze(name) in _TECHNICAL):
        return Item(column, code, text or name, kind="technical", role=role)
    if _TIMING.match(name):
        return Item(column, code, text or name, kind="technical")
    if import_id.endswith("TEXT"):
        return Item(column, code, text or name, kind="open")
    return Item(column, code, text or name, joined=",", closed=bool(re.fullmatch(r"QID\d+", import_id)))


def _grouped(items: list[Item], grid: Grid, first: int) -> list[Item]:
    """Give columns of one question their group and option text, and find the multiple-choice ones."""
    questions = [i for i in items if i.kind in (None, "open")]
    shared = Counter(s for i in questions for s in _stems(i.code))
    result = {i.code: i for i in items}
    members: dict[str, list[Item]] = {}
    for item in questions:
        stem = next((s for s in _stems(item.code) if shared[s] > 1), None)
        if _TYPED.search(item.code):
            result[item.code] = replace(item, kind="open", joined="", group=stem or item.code)
        elif stem:
            members.setdefault(stem, []).append(item)
    for name, group in members.items():
        result |= _named(name, group, grid, first)
    for group in _same_text([result[i.code] for i in items]):
        result |= _named(group[0].code, group, grid, first)
    return [result[i.code] for i in items]


def _named(name: str, group: list[Item], grid: Grid, first: int) -> dict[str, Item]:
    texts = _split_texts([g.text for g in group])
    named = [
        replace(g, text=question, option=option, group=name, joined="", closed=False)
        for g, (question, option) in zip(group, texts, strict=True)
    ]
    if _ticks(named, grid, first):
        named = [replace(n, kind="multiple") for n in named]
    return {n.code: n for n in named}


def _same_text(items: list[Item]) -> list[list[Item]]:
    """Neighbours without a group whose texts are the same up to a dash: rows of a matrix with names of their own (legacy)."""
    groups: list[list[Item]] = []
    previous = ""
    for item in items:
        head = item.text.rpartition("-")[0] if item.kind is None and not item.group else ""
        if head and head == previous:
            groups[-1].append(item)
        elif head:
            groups.append([item])
        previous = head
    return [g for g in groups if len(g) > 1]


def _stems(code: str) -> list[str]:
    """Names of the groups a column may belong to, the nearest first: Q2_1_3 -> Q2_1, Q2."""
    if re.search(r": \d+$", code):  # legacy side-by-side: the number names the side, the text the question
        return []
    return [code[: m.start()] for m in reversed(list(re.finditer(r"(?<=.)_(?=[^_])", code)))]


def _split_texts(texts: list[str]) -> list[tuple[str, str]]:
    """Question and option: what the texts of a group share up to a dash, and what follows."""
    shared = texts[0]
    for text in texts[1:]:
        while shared and not text.startswith(shared):
            shared = shared[:-1]
    cut = max(shared.rfind("-"), shared.rfind(" : ") + 1 if " : " in shared else -1)
    if cut <= 0 or len(texts) < 2:
        return [(t, t.rsplit("-", 1)[-1].strip() if "-" in t else "") for t in texts]
    return [(t[:cut].strip(" -:"), t[cut + 1 :].strip(" -")) for t in texts]


def _ticks(group: list[Item], grid: Grid, first: int) -> bool:
    """Each column holds at most one answer: '1', or the text of its own choice."""
    seen = False
    for item in group:
        given = {values.as_text(v) for row in grid.rows[first:] if (v := values.tidy(row[item.column])) is not None} - {"-99"}
        if len(given) > 1 or not all(g == "1" or slug(g) == slug(item.option) for g in given):
            return False
        seen = seen or bool(given)
    return seen and len(group) > 1


def _previews(items: list[Item], grid: Grid, first: int) -> list[Finding]:
    status = [i.column for i in items if _squeeze(i.code) in ("status", "distributionchannel")]
    marks = {"survey preview", "preview", "spam", "survey test", "test"}
    rows = sum(any(str(row[c]).strip().lower() in marks for c in status) for row in grid.rows[first:])
    if not rows:
        return []
    return [
        Finding(
            "proefantwoord",
            f"{rows} rij(en) zijn proefantwoorden of spam volgens Qualtrics.",
            "Ingelezen; laat ze weg uit de export als ze niet meetellen.",
            Severity.LOOK,
            file=grid.source,
        )
    ]


def _end_as_submitted(items: list[Item]) -> list[Item]:
    """Exports without RecordedDate: EndDate says when the answer came in."""
    if any(i.role == "submitted" for i in items):
        return items
    return [replace(i, role="submitted") if i.role == "moment" and _squeeze(i.code) == "enddate" else i for i in items]
