"""Google Forms (csv or xlsx): Timestamp first, grids as ``Vraag [rij]``, several answers joined by ', '.

The file holds no codes: a question's code is made of its words (`wording.slug`), a grid's row stands in brackets.
"""

from __future__ import annotations

import re
from collections import Counter

from napl_analysis.intake.files import Grid
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import clean_heading, slug, unique
from napl_analysis.vocabulary import plain

_STAMP = frozenset({"timestamp", "tijdstempel", "zeitstempel", "horodateur", "marca temporal", "tijdstip"})
_IDENTIFIERS = frozenset({"e mailadres", "email address", "username", "gebruikersnaam", "e mail address", "email", "e mail"})
_TECHNICAL = frozenset({"score", "total score", "totale score"})
_GRID = re.compile(r"(?P<question>.+?)\s*\[(?P<row>.+)\]", re.DOTALL)


def recognise(grid: Grid) -> float:
    """How sure it is that this grid is a Google Forms export, 0 to 1."""
    return 0.9 if plain(clean_heading(grid.rows[0][0])) in _STAMP else 0.0


def layout(grid: Grid) -> Layout:
    """What each column of a Google Forms export holds."""
    headings = [clean_heading(h) for h in grid.rows[0]]
    matches = [_GRID.fullmatch(h) if h.endswith("]") else None for h in headings]
    shared = Counter(m["question"] for m in matches if m)
    items = []
    for i, (heading, match) in enumerate(zip(headings, matches, strict=True)):
        if not heading and not any(row[i] not in ("", None) for row in grid.rows[1:]):
            continue
        if match and shared[match["question"]] > 1:
            group = slug(match["question"]) or f"kolom_{i + 1}"
            items.append(
                Item(i, f"{group}[{slug(match['row']) or i + 1}]", match["question"], group=group, option=match["row"], joined=", ")
            )
        else:
            items.append(_single(i, heading))
    codes = unique(item.code for item in items)
    items = [
        Item(x.column, c, x.text, x.group if x.option else c, x.option, x.kind, x.role, joined=x.joined)
        for x, c in zip(items, codes, strict=True)
    ]
    return Layout("googleforms", grid, 1, items, always_finished=True)


def _single(column: int, heading: str) -> Item:
    name, code = plain(heading), slug(heading) or f"kolom_{column + 1}"
    if column == 0:
        return Item(column, code, heading, kind="technical", role="submitted")
    if column <= 2 and name in _IDENTIFIERS:
        return Item(column, code, heading, kind="technical", role="identifier")
    if column <= 2 and name in _TECHNICAL:
        return Item(column, code, heading, kind="technical")
    return Item(column, code, heading or code, joined=", ")
