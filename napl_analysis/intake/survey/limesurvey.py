"""LimeSurvey exports (csv or xlsx): headings as code, code + text, or text; answers short or long.

The export's headings are ``Q1[SQ001]`` (code), ``Q1[SQ001]. Vraag [Optie]`` (code and text, any separator) or
``Vraag [Optie]`` (text, in full or abbreviated). Codes are kept; text headings get codes from their words.
An empty submit date means: not finished. Kinds follow from the answers: the file does not hold them.
"""

from __future__ import annotations

import re
from collections import Counter

from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.files import Grid
from napl_analysis.intake.survey import values
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import clean_heading, slug, unique
from napl_analysis.vocabulary import plain

_CODE = r"[A-Za-z][A-Za-z0-9_]*(?:\[[^\[\]]*\]){0,2}"
_SEPARATORS = (". ", "._.", ": ", " - ", " | ", "|", "#", " ", "_")
_TECHNICAL: dict[str, tuple[str, str]] = {  # spelling -> code, role
    spelling: (code, role)
    for code, role, spellings in (
        ("id", "", ("id", "response id", "antwoord id", "antwoordid")),
        ("submitdate", "submitted", ("submitdate", "date submitted", "datum ingestuurd", "datum ingezonden", "inzenddatum")),
        ("startdate", "started", ("startdate", "date started", "datum gestart", "startdatum", "datum begonnen")),
        ("datestamp", "moment", ("datestamp", "date last action", "datum laatste actie")),
        ("lastpage", "", ("lastpage", "last page", "laatste pagina")),
        ("startlanguage", "", ("startlanguage", "start language", "starttaal")),
        ("seed", "", ("seed", "startwaarde")),
        ("token", "identifier", ("token", "toegangscode", "access code")),
        ("ipaddr", "identifier", ("ipaddr", "ip address", "ip adres")),
        ("refurl", "identifier", ("refurl", "referrer url", "verwijzende url", "referentie url")),
        ("interviewtime", "", ("interviewtime", "total time", "totale tijd")),
    )
    for spelling in spellings
}
_TIMING = re.compile(r"(?i:(group|question|groep|vraag)\s?(time|tijd)\s?\w*)|\w+Time")
_OTHER = ("other", "anders", "overig", "andere")
_COMMENT = ("comment", "opmerking", "opmerkingen", "commentaar")


def recognise(grid: Grid) -> float:
    """How sure it is that this grid is a LimeSurvey export, 0 to 1."""
    headings = [clean_heading(h) for h in grid.rows[0]]
    codes = [_technical(h, "") for h in headings]
    known = {t[0] for t in codes if t}
    if len(known & {"submitdate", "lastpage", "startlanguage", "seed"}) >= 2:
        return 0.95
    bracketed = sum(bool(re.match(r"[A-Za-z]\w*\[[A-Za-z0-9_]+\](?!\()", h)) for h in headings)
    return 0.7 if bracketed >= 3 and bracketed * 5 > len(headings) else 0.0


def layout(grid: Grid) -> Layout:
    """What each column of a LimeSurvey export holds."""
    headings = [clean_heading(h) for h in grid.rows[0]]
    separator = _separator(headings)
    items = [_item(i, h, separator) for i, h in enumerate(headings) if h]
    findings = _double_codes(items, grid)
    codes = unique(item.code for item in items)
    items = [_with_code(item, code) for item, code in zip(items, codes, strict=True)]
    return Layout("limesurvey", grid, 1, _multiple(items, grid), replace={"-oth-": "Anders"}, guarded=True, findings=findings)


def _technical(heading: str, code: str) -> tuple[str, str] | None:
    """A technical column's code and role, from its heading or from the code or label in it."""
    parts = re.split(r"\. |\._\.|: | - |\||#", heading, maxsplit=1)
    for part in (code, heading, *parts):
        found = _TECHNICAL.get(plain(part)) if part else None
        if found:
            return found
    return (code or slug(heading), "") if _TIMING.fullmatch(code or heading) else None


def _separator(headings: list[str]) -> str | None:
    """What stands between code and text; '' where headings are codes only, None where they are texts only."""
    filled = [h for h in headings if h]
    if sum(bool(re.fullmatch(_CODE, h)) for h in filled) >= 0.9 * len(filled):
        return ""
    counts = Counter({s: sum(bool(re.match(_CODE + re.escape(s), h)) for h in filled) for s in _SEPARATORS})
    # the longest separator that nearly all headings have; a space or '_' alone also occurs in plain text
    fitting = [s for s in _SEPARATORS[:-2] if counts[s] >= 0.8 * len(filled)]
    if fitting:
        return max(fitting, key=lambda s: (counts[s], len(s)))
    anchored = [s for s in (" ", "_") if any(h.lower().startswith(f"id{s}") and len(h) > 4 for h in filled)]
    return anchored[0] if anchored else None


def _item(column: int, heading: str, separator: str | None) -> Item:
    code, text = _split(heading, separator)
    technical = _technical(heading, code)
    if technical:
        role = technical[1]
        return Item(column, technical[0], text or heading, kind="technical", role=role)
    stem, subs = _stem(code) if code else ("", [])
    question, labels = _labels(text, len(subs), with_code=bool(code))
    if not code:  # text only: the words are the code
        stem = slug(question) or f"kolom_{column + 1}"
        subs = [slug(label) or str(i + 1) for i, label in enumerate(labels)]
        code = stem + "".join(f"[{s}]" for s in subs)
    option = " - ".join(label for label in labels if label) or (subs[0] if subs and not text else "")
    marks = {plain(s) for s in (*subs, *labels)}
    free = bool(marks & {*_OTHER, *_COMMENT}) or any(s.endswith("comment") for s in subs)
    return Item(
        column, code, question or option or code, group=stem if subs else code, option=option, kind="open" if free and subs else None
    )


def _split(heading: str, separator: str | None) -> tuple[str, str]:
    if separator is None:
        return "", heading
    if separator == "":
        return heading, ""
    match = re.match(f"({_CODE}){re.escape(separator)}", heading)
    if match:
        return match.group(1), heading[match.end() :].strip()
    bare = re.fullmatch(f"({_CODE}){re.escape(separator.rstrip())}?", heading)
    return (bare.group(1), "") if bare else ("", heading)


def _stem(code: str) -> tuple[str, list[str]]:
    stem, _, rest = code.partition("[")
    return stem, rest.rstrip("]").split("][") if rest else []


def _labels(text: str, expected: int, *, with_code: bool) -> tuple[str, list[str]]:
    """Question and subquestion texts: the bracketed parts at the end, brackets inside them balanced."""
    labels: list[str] = []
    most = max(expected, 2) if expected else (0 if with_code else 1)
    while len(labels) < most and text.endswith("]"):
        start = _opening(text)
        if start is None or (not with_code and start == 0):
            break
        labels.insert(0, text[start + 1 : -1].strip())
        text = text[:start].rstrip()
        if len(labels) >= expected and not text.endswith("]"):
            break
    return text, labels


def _opening(text: str) -> int | None:
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] == "]") - (text[i] == "[")
        if depth == 0:
            return i
    return None


def _with_code(item: Item, code: str) -> Item:
    return item if item.code == code else Item(item.column, code, item.text, item.group, item.option, item.kind, item.role)


def _double_codes(items: list[Item], grid: Grid) -> list[Finding]:
    doubles = [code for code, n in Counter(item.code for item in items).items() if n > 1]
    return [
        Finding(
            "dubbele_kop",
            f"De kop '{code}' komt meer dan eens voor.",
            "De tweede en volgende kregen een volgnummer.",
            Severity.LOOK,
            file=grid.source,
            column=code,
        )
        for code in doubles
    ]


def _multiple(items: list[Item], grid: Grid) -> list[Item]:
    """Subquestions that hold only ticks (Y/N, Ja/Nee, 1/0, blank) are options of a multiple-choice question."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.option and item.kind is None:
            groups.setdefault(item.group, []).append(item)
    ticked = set()
    for name, members in groups.items():
        given = {values.tidy(row[m.column]) for m in members for row in grid.rows[1:]} - {None}
        if given and len(given) <= 2 and all(values.yes_no(v) is not None for v in given) and any(values.yes_no(v) for v in given):
            ticked.add(name)
    return [
        Item(i.column, i.code, i.text, i.group, i.option, "multiple", i.role) if i.group in ticked and i.option and i.kind is None else i
        for i in items
    ]
