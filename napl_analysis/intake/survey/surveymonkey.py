"""SurveyMonkey csv/xlsx: two header rows (question; choice or 'Response'), one header row, or ``q0004_0001`` names.

Blanks in the first row belong to the question before them. Cells hold the choice's own text. The file holds no
codes: a question's code is made of its words, an option's stands in brackets.
"""

from __future__ import annotations

import re
from dataclasses import replace

from napl_analysis.intake.files import Grid
from napl_analysis.intake.survey import values
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import clean_heading, slug, unique
from napl_analysis.vocabulary import plain

_TECHNICAL = {
    "respondent id": "",
    "respondentid": "",
    "collector id": "",
    "collectorid": "",
    "start date": "started",
    "startdate": "started",
    "startdatum": "started",
    "date created": "started",
    "end date": "submitted",
    "enddate": "submitted",
    "einddatum": "submitted",
    "date modified": "submitted",
    "ip address": "identifier",
    "ip adres": "identifier",
    "email address": "identifier",
    "e mailadres": "identifier",
    "first name": "identifier",
    "voornaam": "identifier",
    "last name": "identifier",
    "achternaam": "identifier",
    "custom data 1": "identifier",
    "aangepaste gegevens 1": "identifier",
    "respondent id nummer": "",
    "collector": "",
}
_SINGLE = frozenset({"response", "antwoord", "reactie"})
_OPEN = frozenset({"open ended response", "open response", "open antwoord", "reactie met open einde", "open einde antwoord"})
_OTHER = re.compile(r"(other|anders|overig)\b.*(specify|namelijk|specificeer|geef)|^other$|^anders$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<group>q\d{3,})_\d{3,}", re.IGNORECASE)
_UNTICKED = frozenset({"not selected", "niet geselecteerd"})


def recognise(grid: Grid) -> float:
    """How sure it is that this grid is a SurveyMonkey export, 0 to 1."""
    first = [plain(clean_heading(c)) for c in grid.rows[0]]
    second = [plain(clean_heading(c)) for c in grid.rows[1]] if len(grid.rows) > 1 else []
    answers = sum(c in _SINGLE or c in _OPEN for c in second)
    if first[0] in ("respondent id", "respondentid"):
        return 0.95
    if answers and answers * 2 >= sum(bool(c) for c in second):
        return 0.85
    return 0.6 if sum(bool(_NUMBERED.fullmatch(clean_heading(c))) for c in grid.rows[0]) >= 3 else 0.0


def layout(grid: Grid) -> Layout:
    """What each column of a SurveyMonkey export holds."""
    top = [clean_heading(c) for c in grid.rows[0]]
    below = _second_header(grid)
    items, question = [], ""
    for i, heading in enumerate(top):
        question = heading or (question if below else "")
        if not question:
            continue
        items.append(_item(i, question, below[i] if below else "", own=bool(heading)))
    items = _groups(items, grid, 2 if below else 1)
    codes = unique(item.code for item in items)
    items = [replace(item, code=code, group=item.group if item.option else code) for item, code in zip(items, codes, strict=True)]
    return Layout("surveymonkey", grid, 2 if below else 1, items)


def _second_header(grid: Grid) -> list[str]:
    """The second header row, or nothing where row 2 is already an answer (it has a respondent id)."""
    if len(grid.rows) < 2:
        return []
    row = [clean_heading(c) for c in grid.rows[1]]
    blanks_above = any(r and not t for r, t in zip(row, map(clean_heading, grid.rows[0]), strict=True))
    names = {plain(c) for c in row}
    return row if (not row[0] and (names & (_SINGLE | _OPEN) or blanks_above)) else []


def _item(column: int, question: str, choice: str, *, own: bool) -> Item:
    name = plain(question)
    if own and not choice and name in _TECHNICAL:
        return Item(column, slug(question), question, kind="technical", role=_TECHNICAL[name])
    numbered = _NUMBERED.fullmatch(question)
    if numbered:
        return Item(column, question, question, group=numbered["group"], option=question)
    code = slug(question) or f"kolom_{column + 1}"
    if plain(choice) in _SINGLE or not choice:  # condensed: several answers in the one cell
        return Item(column, code, question, joined=", ")
    if plain(choice) in _OPEN:
        return Item(column, code, question, kind="open")
    kind = "open" if _OTHER.search(choice) else None
    return Item(column, f"{code}[{slug(choice) or column + 1}]", question, group=code, option=choice, kind=kind)


def _groups(items: list[Item], grid: Grid, first: int) -> list[Item]:
    """Columns of one question whose cells hold only their own choice are ticks; others are rows of a matrix."""
    members: dict[str, list[Item]] = {}
    for item in items:
        if item.option and item.kind is None:
            members.setdefault(item.group, []).append(item)
    kinds: dict[int, Item] = {}
    for group in members.values():
        given = [{values.as_text(v) for row in grid.rows[first:] if (v := values.tidy(row[i.column])) is not None} for i in group]
        chosen = [{g for g in each if plain(g) not in _UNTICKED} for each in given]
        own = [
            len(c) <= 1 and all(i.option == i.text or plain(x) == plain(i.option) for x in c) for c, i in zip(chosen, group, strict=True)
        ]
        if len(group) > 1 and all(own) and any(chosen):
            for item, choice in zip(group, chosen, strict=True):
                kinds[item.column] = replace(item, kind="multiple", option=next(iter(choice), item.option))
    return [kinds.get(item.column, item) for item in items]
