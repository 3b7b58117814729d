"""Microsoft Forms (xlsx, or re-saved as csv): one column a question, several answers joined by ';' with one at the end.

The file holds no codes: a question's code is made of its words (`wording.slug`), numbered where two are alike.
"""

from __future__ import annotations

import re

from napl_analysis.intake.files import Grid
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import clean_heading, heading_codes
from napl_analysis.vocabulary import plain

_TECHNICAL: dict[str, tuple[str, str]] = {  # spelling -> kind, role
    spelling: (kind, role)
    for kind, role, spellings in (
        ("technical", "", ("id",)),
        ("technical", "started", ("start time", "begintijd", "starttijd")),
        ("technical", "submitted", ("completion time", "tijd van voltooien", "voltooiingstijd", "tijd van voltooiing", "eindtijd")),
        ("technical", "identifier", ("email", "e mail", "e mailadres", "name", "naam")),
        ("technical", "moment", ("last modified time", "tijd van laatste wijziging", "laatst gewijzigd")),
        (
            "technical",
            "",
            ("language", "taal", "total points", "totaal aantal punten", "quiz feedback", "feedback van quiz", "grade posted time"),
        ),
    )
    for spelling in spellings
}
_QUIZ = re.compile(r"(points|punten|feedback)\s*[-–]\s", re.IGNORECASE)


def recognise(grid: Grid) -> float:
    """How sure it is that this grid is a Microsoft Forms export, 0 to 1."""
    roles = [_TECHNICAL.get(plain(clean_heading(h)), ("", ""))[1] for h in grid.rows[0][:8]]
    first = plain(clean_heading(grid.rows[0][0]))
    if "started" in roles and "submitted" in roles:
        return 0.98 if first == "id" else 0.8
    return 0.0


def layout(grid: Grid) -> Layout:
    """What each column of a Microsoft Forms export holds."""
    headings = [clean_heading(h) for h in grid.rows[0]]
    codes = heading_codes(headings)
    questions_begin = next((i for i, h in enumerate(headings) if plain(h) not in _TECHNICAL), len(headings))
    items = []
    for i, (heading, code) in enumerate(zip(headings, codes, strict=True)):
        kind, role = _TECHNICAL.get(plain(heading), (None, "")) if i < questions_begin else (None, "")
        if kind is None and _QUIZ.match(heading):
            kind = "technical"
        if heading or _filled(grid, i):
            items.append(Item(i, code, heading or code, kind=kind, role=role, joined="" if kind else ";"))
    return Layout("msforms", grid, 1, items, always_finished=True)


def _filled(grid: Grid, column: int) -> bool:
    return any(row[column] not in ("", None) for row in grid.rows[1:])
