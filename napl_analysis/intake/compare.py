"""This year's questionnaire against last year's: what a trend may compare, and what it may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.values import is_blank

SAME, REWORDED, NEW, GONE, OPTIONS, REUSED = "gelijk", "herformuleerd", "nieuw", "vervallen", "opties_gewijzigd", "code_hergebruikt"
CHANGES = (SAME, REWORDED, NEW, GONE, OPTIONS, REUSED)
COLUMNS = ["field", "code_now", "code_before", "text_now", "text_before", "similarity", "change", "source_now", "source_before"]

REWORDED_FROM = 0.60  # below this, the same code holds another question
SAME_FIELD_FROM = 0.45  # the same where regio.yml gives both the same field: it vouches for them, but not blindly
OPTIONS_SHARED = 0.75  # of a single choice: options that people typed or nobody chose come and go, so some may differ
MOVED_FROM = 0.80  # from this, questions under different codes are the same question, reworded
SHOWN = 300  # characters of a question that a finding repeats
FILES_FROM = 0.20  # share of questions that two files must have in common to be each other's successor


@dataclass(frozen=True)
class _Item:
    """A question of one year."""

    source: str
    code: str
    text: str
    kind: str
    options: tuple[str, ...]
    field: str | None

    @property
    def plain(self) -> str:
        return voc.plain(self.text)


def compare_questionnaires(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Every question of either year, beside the one it goes with in the other year.

    Questions go together by the field that regio.yml gives them, then by equal text, then by code, then by similar text. Files
    are compared with the file of the other year that they share most questions with.

    Parameters
    ----------
    now, before
        Questionnaires: source_file, code, text, kind, options ("; " between them), field.

    Returns
    -------
    DataFrame
        field, code_now, code_before, text_now, text_before, similarity (0-1, of the texts), change, source_now, source_before. Change is
        ``gelijk`` (same text, also under another code), ``herformuleerd``, ``opties_gewijzigd`` (other answer options, whatever the text),
        ``code_hergebruikt`` (the code holds another question now), ``nieuw`` or ``vervallen``. In the order of this year's questionnaire.
    """
    ours, theirs = _items(now), _items(before)
    rows: list[dict[str, Any]] = []
    for source_now, source_before in _file_pairs(ours, theirs):
        rows += _compare_files(ours.get(source_now, []), theirs.get(source_before, []))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({c: "str" for c in COLUMNS if c != "similarity"} | {"similarity": "float64"})


def _items(frame: pd.DataFrame) -> dict[str, list[_Item]]:
    files: dict[str, list[_Item]] = {}
    for row in frame.to_dict("records"):
        options = () if is_blank(row["options"]) else tuple(o.strip() for o in str(row["options"]).split(";") if o.strip())
        item = _Item(str(row["source_file"]), str(row["code"]), str(row["text"]), str(row["kind"]), options,
                     None if is_blank(row["field"]) else str(row["field"]))
        files.setdefault(item.source, []).append(item)
    return files


def _file_pairs(ours: dict[str, list[_Item]], theirs: dict[str, list[_Item]]) -> Iterator[tuple[str, str]]:
    """Files that go together, most alike first; a file on its own is paired with ''."""
    alike = sorted(((_overlap(a, b), fuzz.ratio(n, m), n, m) for n, a in ours.items() for m, b in theirs.items()),
                   key=lambda s: (-s[0], -s[1], s[2], s[3]))
    partner: dict[str, str] = {}
    for share, _, mine, other in alike:
        if share >= FILES_FROM and mine not in partner and other not in partner.values():
            partner[mine] = other
    yield from ((name, partner.get(name, "")) for name in ours)
    yield from (("", name) for name in theirs if name not in partner.values())


def _overlap(ours: list[_Item], theirs: list[_Item]) -> float:
    """Share of questions with the same text or the same field."""
    def marks(items: list[_Item]) -> set[str]:
        return {i.plain for i in items} | {f"\x1f{i.field}" for i in items if i.field}

    one, other = marks(ours), marks(theirs)
    return len(one & other) / max(1, min(len(one), len(other)))


def _compare_files(ours: list[_Item], theirs: list[_Item]) -> list[dict[str, Any]]:
    pairs = _pair(ours, theirs)
    by_code = {item.code: item for item in theirs}
    rows = []
    for item in ours:
        other = pairs.get(item.code)
        if other is None and item.code in by_code:  # a new question under a code that stood for another one
            rows.append(_row(item, by_code[item.code], REUSED))
        else:
            rows.append(_row(item, other, NEW if other is None else _change(item, other)))
    matched, told = {other.code for other in pairs.values()}, {r["code_before"] for r in rows if r["change"] == REUSED}
    codes_now = {item.code: item for item in ours}
    for item in (i for i in theirs if i.code not in matched and i.code not in told):
        holder = codes_now.get(item.code)  # what stands under the code of a question that is gone
        rows.append(_row(holder, item, REUSED) | {"field": item.field} if holder else _row(None, item, GONE))
    return rows


def _pair(ours: list[_Item], theirs: list[_Item]) -> dict[str, _Item]:
    """This year's code to last year's question, in stages from certain to likely."""
    stages: list[Callable[[_Item, _Item], bool]] = [
        lambda a, b: a.field is not None and a.field == b.field and a.plain == b.plain,
        lambda a, b: a.field is not None and a.field == b.field and a.code == b.code,
        lambda a, b: a.field is not None and a.field == b.field,
        lambda a, b: a.code == b.code and a.plain == b.plain,
        lambda a, b: a.plain == b.plain and a.plain != "",
        lambda a, b: a.code == b.code and _similarity(a, b) >= REWORDED_FROM,
        lambda a, b: _similarity(a, b) >= MOVED_FROM,
    ]
    pairs: dict[str, _Item] = {}
    taken: set[str] = set()
    for fits in stages:
        free = [b for b in theirs if b.code not in taken]
        for item in (a for a in ours if a.code not in pairs):
            options = [b for b in free if b.code not in taken and fits(item, b)]
            if options:
                best = _closest(item, options)
                pairs[item.code] = best
                taken.add(best.code)
    return pairs


def _closest(item: _Item, options: list[_Item]) -> _Item:
    return max(options, key=lambda other: (_similarity(item, other), item.code == other.code))


def _similarity(one: _Item, other: _Item) -> float:
    """Likeness of two questions, 0-1; of two rows of the same grid question, likeness of the rows."""
    (stem, row), (other_stem, other_row) = _stem_and_row(one.text), _stem_and_row(other.text)
    if row and other_row and voc.plain(stem) == voc.plain(other_stem):
        return round(fuzz.ratio(voc.plain(row), voc.plain(other_row)) / 100, 2)
    return round(fuzz.ratio(one.plain, other.plain) / 100, 2)


def _stem_and_row(text: str) -> tuple[str, str]:
    """A grid question and its row ("Behoefte aan [Toetsen]" -> "Behoefte aan", "Toetsen"); no row where there is none."""
    match = re.fullmatch(r"(.*?)\s*\[([^\[\]]+)\]\s*", text, re.S)
    return (match[1], match[2]) if match else (text, "")


def _change(item: _Item, other: _Item) -> str:
    if _options_differ(item, other):
        return OPTIONS
    if item.plain == other.plain:
        return SAME
    least = SAME_FIELD_FROM if item.field is not None and item.field == other.field else REWORDED_FROM
    if item.code == other.code and _similarity(item, other) < least:
        return REUSED
    return REWORDED


def _options_differ(item: _Item, other: _Item) -> bool:
    """Do the answer options differ? Of a scale each counts; of other choices an export only shows what somebody chose."""
    one, two = {voc.plain(o) for o in item.options}, {voc.plain(o) for o in other.options}
    if not one or not two or one == two:
        return False
    return "scale" in (item.kind, other.kind) or len(one & two) <= OPTIONS_SHARED * min(len(one), len(two))


def _row(item: _Item | None, other: _Item | None, change: str) -> dict[str, Any]:
    shown = item or other
    assert shown is not None
    return {
        "field": shown.field or (other.field if other else None), "code_now": item.code if item else None, "code_before": other.code if other else None,
        "text_now": item.text if item else None, "text_before": other.text if other else None,
        "similarity": _similarity(item, other) if item and other else None, "change": change,
        "source_now": item.source if item else None, "source_before": other.source if other else None,
    }


_TOLD = {
    REUSED: ("Deze code staat nu voor een andere vraag dan in {year}.", Severity.DECIDE),
    OPTIONS: ("De antwoordmogelijkheden zijn anders dan in {year}.", Severity.LOOK),
    REWORDED: ("De vraag is anders geformuleerd dan in {year} ({likeness} % gelijk).", Severity.LOOK),
    GONE: ("De vraag uit {year} is niet meer gesteld.", Severity.NOTE),
    NEW: ("De vraag is nieuw; in {year} is zij niet gesteld.", Severity.NOTE),
}


def change_findings(asked: pd.DataFrame, year: int) -> list[Finding]:
    """A finding per question that was not asked alike in the earlier ``year`` (``vraag_<change>``): the warning against comparing unlike things."""
    found = []
    for row in asked[asked["change"].isin(_TOLD)].to_dict("records"):
        message, severity = _TOLD[row["change"]]
        compared = not is_blank(row["field"]) and str(row["field"]).startswith("themes.")
        now = not is_blank(row["source_now"])
        found.append(Finding(
            rule=f"vraag_{row['change']}", message=message.format(year=year, likeness=round(100 * row["similarity"]) if row["similarity"] == row["similarity"] else 0),
            action="Het thema wordt niet met dat jaar vergeleken." if compared else "Niet van invloed op een vergelijking van thema's.",
            severity=severity if compared else Severity.NOTE, file=str(row["source_now"] if now else row["source_before"]),
            column=str(row["code_now"] if now else row["code_before"]), before=_said(row["text_before"]), after=_said(row["text_now"])))
    return found


def _said(text: object) -> str:
    return "" if is_blank(text) else " ".join(str(text).split())[:SHOWN]
