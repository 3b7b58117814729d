"""Which column of a provider's sheet says what: the headings people use, and the row they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from napl_analysis.intake.catalogue.spellings import IGNORED, PERSONAL, SPELLINGS
from napl_analysis.intake.survey.values import tidy
from napl_analysis.intake.survey.wording import clean_heading
from napl_analysis.vocabulary import plain

LOOK_AHEAD = 40
LONGEST_HEADING = 120  # characters

_BY_SPELLING = {spelling: name for name, spellings in SPELLINGS.items() for spelling in spellings.split(", ")}
# where nothing is equal: the first of these that occurs in the heading
_CONTAINS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("claimed_outcomes", r"\bleeruitkomst"),
        ("claimed_path", r"\bontwikkelpad"),
        ("provider_type", r"\b(soort|type) aanbieder"),
        ("places", r"\b(plaatsen|deelnemers|capaciteit)\b.*\bjaar\b"),
        ("group_size", r"\b(max\w*|aantal) .*deelnemers\b|\bgroepsgrootte|\bgroepsomvang"),
        ("places", r"^(aantal )?plaatsen\b|^capaciteit"),
        (PERSONAL, r"\bcontactpersoon|\btelefoon|\be mail"),
        ("price", r"\bprijs|\bkosten\b|\btarief\b"),
        ("contact_hours", r"\bcontact(uren|tijd)"),
        ("hours", r"\b(studielast|studiebelasting) in (klok)?uren"),
        ("study_load", r"\bstudielast|\bstudiebelasting|\btijdsinvestering|^duur\b|^omvang\b"),
        ("ects", r"\bstudiepunten\b|\bects\b|^ec\b"),
        ("level", r"\bnlqf\b|^niveau\b"),
        ("career_phases", r"\bloopbaanfase|^fase\b"),
        ("sectors", r"\bsector(en)?\b|\bonderwijs(soort|type)"),
        ("audience", r"\bdoelgroep"),
        ("formality", r"\b(non ?)?formeel\b"),
        ("learning_mode", r"\bindividueel\b|\bcollectief\b"),
        ("delivery", r"\bonline\b|\bfysiek\b|\bhybride\b|^levering"),
        ("assessment", r"^toets|\btoetsing\b"),
        ("certificate", r"\bcertificaat"),
        ("quality_status", r"\bkeurmerk|\baccreditatie"),
        ("dates", r"^start ?(datum|data|moment)"),
        ("location", r"\blocatie|^plaats\b"),
        ("title", r"^titel\b|^naam van (de|het)\b"),
        ("description", r"\bomschrijving|\bbeschrijving"),
        ("provider", r"^aanbieder\b"),
        ("forms", r"^(werk)?vorm\b"),
    )
)
_UNITS = (
    ("uur", r"\b(uur|uren|klokuren|sbu|u)\b"),
    ("dagdelen", r"\bdagdelen\b"),
    ("dagen", r"\bdagen\b"),
    ("ec", r"\b(ec|ects|studiepunten)\b"),
    ("minuten", r"\bminuten\b"),
)


def field_of(heading: Any) -> str | None:
    """The field a heading stands for, None where it is not known.

    Examples
    --------
    >>> field_of("Prijs (excl. btw)"), field_of("Studielast (uur)"), field_of("Kleur")
    ('price', 'study_load', None)
    """
    text = clean_heading(heading)
    if len(text) > LONGEST_HEADING:
        return None
    words = plain(text)
    if not words or len(words) > LONGEST_HEADING // 2:
        return None
    bare = plain(re.sub(r"\([^)]*\)", " ", text))
    found = _BY_SPELLING.get(words) or _BY_SPELLING.get(bare)
    return found or next((name for name, pattern in _CONTAINS if pattern.search(words)), None)


def unit_of(heading: Any) -> str:
    """The unit a heading gives to a bare number: "Duur (dagdelen)" is 'dagdelen'."""
    words = plain(clean_heading(heading))
    return next((unit for unit, pattern in _UNITS if re.search(pattern, words)), "")


def header_depth(rows: Sequence[Sequence[Any]], header: int, merged: Sequence[tuple[int, int, int, int]]) -> int:
    """How many rows the header takes: two where its cells are merged downwards, or a second row says more (Omvang: EC, uren)."""
    if header + 1 >= len(rows):
        return 1
    downwards = any(
        top <= header < bottom <= header + 1 and tidy(rows[top][left]) is not None
        for top, left, bottom, _ in merged
        if left < len(rows[header])
    )
    below = [(j, c) for j, c in enumerate(rows[header + 1]) if tidy(c) is not None]
    own = [field_of(c) for _, c in below if isinstance(c, str)]
    says_more = (
        bool(below)
        and len(own) == len(below)
        and all(own)
        and "title" not in own
        and any(tidy(rows[header][j]) is None or j + 1 < len(rows[header]) for j, _ in below)
    )
    return 2 if downwards or says_more else 1


def combined(upper: Any, lower: Any) -> str:
    """One heading of two header rows: the lower where it is known by itself, else both."""
    texts = [clean_heading(t) for t in (upper, lower) if tidy(t) is not None]
    if len(texts) == 2 and texts[0] != texts[1]:
        return texts[1] if field_of(texts[1]) else " ".join(texts)
    return texts[0] if texts else ""


def header_row(rows: Sequence[Sequence[Any]]) -> int | None:
    """Index of the row with the most known headings, a title among them; None where there is none."""
    best, best_known = None, 1
    for i, row in enumerate(rows[:LOOK_AHEAD]):
        cells = [c for c in row if tidy(c) is not None]
        if any(not isinstance(c, str) for c in cells):
            continue
        fields = {f for f in map(field_of, cells) if f}
        known = len(fields - {IGNORED, PERSONAL})
        if "title" in fields and known > best_known:
            best, best_known = i, known
    return best
