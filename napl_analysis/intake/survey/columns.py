"""The columns of an export on their way to answers: cells tidied, identifiers left out, several answers apart, types set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.survey import choices, dates, identifiers, values
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import slug, unique

_SPLITTERS = {
    ";": (choices.split_terminated, choices.split_semicolons),
    ",": (choices.split_tight,),
    ", ": (choices.split_spaced,),
    "?": (choices.split_terminated, choices.split_semicolons, choices.split_spaced),
}


@dataclass(frozen=True)
class Column:
    """An item with its answers, on the way to a typed column."""

    item: Item
    cells: Sequence[Any]
    series: pd.Series | None = None


def read_columns(layout: Layout, rows: list[list[Any]]) -> list[Column]:
    by_column = list(zip(*rows, strict=True))
    missing, marks = layout.missing, layout.replace

    def cell(value: Any) -> Any:
        value = values.tidy(value)
        if layout.guarded and isinstance(value, str) and value[:2] in ("'=", "'+", "'-", "'@"):
            value = value[1:]
        if missing and value is not None and values.as_text(value) in missing:
            return None
        return marks.get(value, value) if marks and isinstance(value, str) else value

    cleaned = []
    for item in layout.items:
        raw = by_column[item.column]
        known: dict[Any, Any] = {}
        cells = []
        for value in raw:  # answers repeat: tidy each different text once
            if isinstance(value, str):
                if value not in known:
                    known[value] = cell(value)
                cells.append(known[value])
            else:
                cells.append(cell(value))
        cleaned.append(Column(item, cells))
    return cleaned


def without_identifiers(columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """The columns that stay, and those that identify a person."""
    def identifies(column: Column) -> bool:
        item = column.item
        if item.role or item.kind == "technical":
            return item.role == "identifier"
        return (not item.option and identifiers.asks_for_identity(item.text or item.code)) or identifiers.holds_addresses(column.cells)

    judged = [(column, identifies(column)) for column in columns]
    return [c for c, identifying in judged if not identifying], [c for c, identifying in judged if identifying]


def split_answers(column: Column, layout: Layout, findings: list[Finding]) -> list[Column]:
    """A column in which cells hold several answers becomes one column an option."""
    rows = next((r for splitter in _SPLITTERS.get(column.item.joined, ()) if (r := splitter(column.cells)) is not None), None)
    if rows is None:
        return [replace(column, item=replace(column.item, joined=""))]
    spare = choices.spare_answers(rows)
    options = list(dict.fromkeys(part for row in rows for part in row if part not in spare))
    options.sort(key=lambda o: (o.casefold(), o))
    item, parts = column.item, []
    asked = [bool(row) for row in rows]
    for option, name in zip(options, unique(slug(o) or "optie" for o in options), strict=True):
        ticked = [option in row if seen else None for row, seen in zip(rows, asked, strict=True)]
        parts.append(Column(replace(item, code=f"{item.code}[{name}]", group=item.code, option=option, kind="multiple", joined=""), ticked))
    if spare:
        other = ["; ".join(p for p in row if p in spare) or None for row in rows]
        parts.append(
            Column(
                replace(item, code=f"{item.code}[anders_namelijk]", group=item.code, option="anders, namelijk", kind="open", joined=""),
                other,
            )
        )
        findings.append(
            note(
                layout,
                "eigen_antwoord",
                f"Bij '{item.code}' staan {len(spare)} antwoorden die één keer voorkomen.",
                f"Ze staan als open antwoord in '{item.code}[anders_namelijk]'.",
            )
        )
    return parts


def date_order(columns: list[Column], layout: Layout, findings: list[Finding]) -> bool:
    """Is the first number of a date the day? Told from the tool's own dates, or else from what respondents filled in."""
    dated = [c for c in columns if _is_date(c) and any(isinstance(v, str) for v in c.cells)]
    deciding = [c.cells for c in dated if c.item.role] or [c.cells for c in dated]
    if not deciding:
        return True
    first, sure = dates.day_first(deciding)
    order = "dag-maand-jaar" if first else "maand/dag/jaar"
    if not sure:
        findings.append(
            Finding(
                "datum_volgorde_onzeker",
                "Uit de datums blijkt niet of de dag of de maand voorop staat.",
                f"Gelezen als {order}. Alleen van belang voor de invultijd en voor vragen naar een datum.",
                Severity.LOOK,
                file=layout.grid.source,
                sheet=layout.grid.sheet,
            )
        )
    elif not first:
        findings.append(note(layout, "datum_volgorde", "De datums in dit bestand zetten de maand voorop.", f"Gelezen als {order}."))
    return first


def _is_date(column: Column) -> bool:
    item = column.item
    return (
        item.role in ("submitted", "started", "moment")
        or item.kind == "date"
        or (item.kind is None and dates.looks_like_dates(column.cells))
    )


def typed_column(column: Column, first: bool, layout: Layout, findings: list[Finding]) -> Column:
    item, cells = column.item, column.cells
    if not _is_date(column):
        if not item.role and item.kind != "multiple" and any(isinstance(v, dt.date) for v in cells):
            findings.append(
                look(
                    layout,
                    item,
                    "datum_in_tekst",
                    "Tussen de teksten staan datums: Excel maakt bijvoorbeeld van '3-5' een datum.",
                    "Als tekst bewaard; herstel de antwoorden zo nodig.",
                )
            )
        return replace(column, series=values.typed(cells))
    own = None if item.role else dates.settled([cells])  # what respondents typed need not follow the tool's order
    series = dates.date_series(cells, first if own is None else own)
    lost = sum(v is not None and gone for v, gone in zip(cells, series.isna(), strict=True))
    if lost and series.isna().all() and not item.role:
        return replace(column, series=values.typed(cells))
    if lost:
        findings.append(look(layout, item, "datum_niet_gelezen", f"{lost} cel(len) zijn geen datum.", "Op leeg gezet."))
    return replace(column, series=series, item=replace(item, kind=item.kind or "date"))


def options_as_booleans(columns: list[Column]) -> list[Column]:
    """Ticks of a multiple question become booleans; blank is 'no' only where the respondent ticked something."""
    groups: dict[str, list[int]] = {}
    for i, column in enumerate(columns):
        if column.item.kind == "multiple":
            groups.setdefault(column.item.group, []).append(i)
    result = list(columns)
    for members in groups.values():
        ticks = [[values.yes_no(v, columns[i].item.option) if v is not None else None for v in columns[i].cells] for i in members]
        explicit = any(t is False for column in ticks for t in column)
        if not explicit:
            seen = [any(answer) for answer in zip(*ticks, strict=True)]
            ticks = [[bool(t) if s else None for t, s in zip(column, seen, strict=True)] for column in ticks]
        for i, ticked in zip(members, ticks, strict=True):
            result[i] = replace(columns[i], series=pd.Series(ticked, dtype="boolean"))
    return result


def look(layout: Layout, item: Item, rule: str, message: str, action: str) -> Finding:
    return Finding(rule, message, action, Severity.LOOK, file=layout.grid.source, sheet=layout.grid.sheet, column=item.code)


def note(layout: Layout, rule: str, message: str, action: str) -> Finding:
    return Finding(rule, message, action, Severity.NOTE, file=layout.grid.source, sheet=layout.grid.sheet)
