"""From a tool's layout to a `SurveyExport`: the answers, the questions, who finished and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from napl_analysis.findings import Finding, InputError, Place
from napl_analysis.intake.survey import choices, dates, values
from napl_analysis.intake.survey.columns import (
    Column,
    date_order,
    note,
    options_as_booleans,
    read_columns,
    split_answers,
    typed_column,
    without_identifiers,
)
from napl_analysis.intake.survey.model import QUESTION_COLUMNS, Item, Layout, SurveyExport
from napl_analysis.intake.survey.persons import MOST_OF_ONE, persons_of


def assemble(layout: Layout) -> SurveyExport:
    """Read the answers that a layout points at.

    Raises
    ------
    InputError
        There is not one row with an answer.
    """
    rows, file_rows = _answer_rows(layout)
    findings = [*layout.grid.findings, *layout.findings]
    columns = read_columns(layout, rows)
    columns, identifying = without_identifiers(columns)
    persons, shared = persons_of([(c.item.code, c.item.text, c.cells) for c in identifying], len(rows))
    dropped = [c.item for c in identifying]
    if dropped:
        findings.append(
            note(
                layout,
                "identificerend_weggelaten",
                f"{len(dropped)} kolom(men) wijzen rechtstreeks naar een persoon: {', '.join(i.code for i in dropped)}.",
                "De antwoorden zijn niet ingelezen.",
            )
        )
    if shared:
        findings.append(
            note(
                layout,
                "adres_gedeeld",
                f"{shared} antwoorden komen van een e-mailadres of code met meer dan {MOST_OF_ONE} antwoorden.",
                "Opgevat als een adres van meer mensen: niet als dubbele inzendingen behandeld.",
            )
        )
    columns = [part for column in columns for part in split_answers(column, layout, findings)]
    first = date_order(columns, layout, findings)
    columns = [typed_column(column, first, layout, findings) for column in columns]
    columns = options_as_booleans(columns)
    arrays = _arrays(columns)
    questions = [_question(column, arrays.get(column.item.group)) for column in columns]
    questions += [_question_row(replace(item, kind="technical"), ()) for item in dropped]
    return replace(_export(layout, columns, questions, file_rows, findings), persons=persons)


def _answer_rows(layout: Layout) -> tuple[list[list[Any]], list[int]]:
    numbered = [(i + 1, row) for i, row in enumerate(layout.grid.rows[: layout.last_row]) if i >= layout.first_row]
    columns = [item.column for item in layout.items]
    filled = numbered if layout.keep_blank else [(i, row) for i, row in numbered if any(row[c] not in ("", None) for c in columns)]
    if not filled:
        raise InputError(
            "Er staan geen antwoorden in dit bestand, alleen een kop.",
            "Maak de export opnieuw, met alle antwoorden.",
            Place(file=layout.grid.source, sheet=layout.grid.sheet),
        )
    return [row for _, row in filled], [i for i, _ in filled]


def _arrays(columns: list[Column]) -> dict[str, pd.Series]:
    """Groups of rows that were answered from one list, the arrays, with every answer given in them."""
    groups: dict[str, list[pd.Series]] = {}
    for column in columns:
        if column.item.kind in (None, "scale") and column.item.option and column.series is not None:
            groups.setdefault(column.item.group, []).append(column.series)
    found = {}
    for name, members in groups.items():
        given = pd.Series([v for member in members for v in member.dropna().unique()], dtype="object").drop_duplicates()
        if 0 < len(given) <= choices.LONGEST_SCALE:
            found[name] = given
    return found


def _question(column: Column, array: pd.Series | None) -> dict[str, Any]:
    item, series = column.item, column.series
    assert series is not None
    kind = item.kind or choices.kind_of(series, in_array=array is not None, closed=item.closed)
    options = item.options
    if not options and kind in ("single", "scale"):
        options = choices.options_of(series if array is None else array)
    if kind == "multiple":
        options = (item.option,) if item.option else ()
    return _question_row(replace(item, kind=kind), options)


def _question_row(item: Item, options: tuple[str, ...]) -> dict[str, Any]:
    return dict(
        zip(QUESTION_COLUMNS, (item.code, item.text, item.kind, options, item.group or item.code, item.option or None), strict=True)
    )


def _export(
    layout: Layout, columns: list[Column], questions: list[dict[str, Any]], file_rows: list[int], findings: list[Finding]
) -> SurveyExport:
    answers = pd.DataFrame({c.item.code: c.series for c in columns})
    frame = pd.DataFrame(questions, columns=list(QUESTION_COLUMNS))
    texts = [c for c in QUESTION_COLUMNS if c != "options"]
    frame = frame.astype(dict.fromkeys(texts, "str"))
    submitted, started = (_moment(columns, role, len(file_rows)) for role in ("submitted", "started"))
    finished = _finished(columns, layout, submitted)
    unfinished = int((~finished.fillna(True)).sum())
    if unfinished:
        findings.append(
            note(layout, "niet_afgemaakt", f"{unfinished} van {len(file_rows)} vragenlijsten zijn niet afgemaakt.", "Ingelezen en gemerkt.")
        )
    return SurveyExport(
        layout.tool,
        answers,
        frame,
        finished,
        submitted.where(submitted.dt.year > 1980).rename("submitted"),
        started,
        pd.Series(file_rows, dtype="int64", name="file_rows"),
        tuple(findings),
        layout.grid.source,
    )


def _moment(columns: list[Column], role: str, length: int) -> pd.Series:
    for column in columns:
        if column.item.role == role and column.series is not None and pd.api.types.is_datetime64_any_dtype(column.series):
            return column.series.rename(role)
    return pd.Series(pd.NaT, index=range(length), dtype=dates.DTYPE, name=role)


def _finished(columns: list[Column], layout: Layout, submitted: pd.Series) -> pd.Series:
    for column in columns:
        if column.item.role == "finished":
            return pd.Series([values.yes_no(v) for v in column.cells], dtype="boolean", name="finished")
    if layout.always_finished:
        return pd.Series(True, index=submitted.index, dtype="boolean", name="finished")
    if any(c.item.role == "submitted" for c in columns):
        return submitted.notna().astype("boolean").rename("finished")
    return pd.Series(pd.NA, index=submitted.index, dtype="boolean", name="finished")
