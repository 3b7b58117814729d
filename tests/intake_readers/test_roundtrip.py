"""A random questionnaire written in each tool's dialect reads back to the same answers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from napl_analysis.intake.survey import SurveyExport, read_survey
from napl_analysis.intake.survey.values import as_text
from napl_analysis.intake.survey.wording import clean_heading, slug
from napl_analysis.vocabulary import plain

from . import dialects as d

DIALECTS: dict[str, tuple[str, str, Callable[[Path, d.Survey], Path], bool]] = {  # tool, suffix, writer, does it keep unfinished answers
    "limesurvey code en tekst": ("limesurvey", "csv", d.limesurvey, True),
    "limesurvey codes, kort, ;": ("limesurvey", "csv", lambda p, s: d.limesurvey(p, s, headings="code", delimiter=";", short=True), True),
    "limesurvey tekst, tab": ("limesurvey", "csv", lambda p, s: d.limesurvey(p, s, headings="text", delimiter="\t"), True),
    "limesurvey vrij scheidingsteken": ("limesurvey", "csv", lambda p, s: d.limesurvey(p, s, separator="._."), True),
    "microsoft forms xlsx": ("msforms", "xlsx", d.msforms_xlsx, False),
    "microsoft forms csv": ("msforms", "csv", d.msforms_csv, False),
    "google forms": ("googleforms", "csv", d.googleforms, False),
    "google forms amerikaans": ("googleforms", "csv", lambda p, s: d.googleforms(p, s, stamp="american"), False),
    "google forms a.m./p.m.": ("googleforms", "csv", lambda p, s: d.googleforms(p, s, stamp="spoken"), False),
    "google forms xlsx": ("googleforms", "xlsx", lambda p, s: d.googleforms(p, s, xlsx=True), False),
    "qualtrics tekst": ("qualtrics", "csv", d.qualtrics, True),
    "qualtrics getallen, enkele aanhalingstekens": ("qualtrics", "csv", lambda p, s: d.qualtrics(p, s, numeric=True, quote="'"), True),
    "qualtrics legacy": ("qualtrics", "csv", lambda p, s: d.qualtrics(p, s, legacy=True), True),
    "surveymonkey": ("surveymonkey", "csv", d.surveymonkey, False),
    "surveymonkey cp1252": ("surveymonkey", "csv", lambda p, s: d.surveymonkey(p, s, encoding="cp1252"), False),
    "spss": ("spss", "sav", d.spss, False),
    "eigen csv": ("plain", "csv", d.plain_csv, False),
    "eigen xlsx": ("plain", "xlsx", lambda p, s: d.plain_csv(p, s, xlsx=True), False),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=4, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), size=st.integers(30, 60))
def test_answers_come_back_as_they_were_given(dialect: str, seed: int, size: int) -> None:
    tool, suffix, write, keeps_unfinished = DIALECTS[dialect]
    survey = d.make_survey(seed, size)
    with tempfile.TemporaryDirectory() as folder:
        export = read_survey(write(Path(folder) / f"export.{suffix}", survey))
    assert export.tool == tool
    assert len(export.answers) == survey.size
    kinds = dict(zip(export.questions["code"], export.questions["kind"], strict=True))
    for question in survey.questions:
        assert {kinds[code] for code in columns_of(export, question)} == {question.kind}, question
        assert read_back(export, question) == [expected(question, said.get(question.code), dialect) for said in survey.answers], question
    if keeps_unfinished:
        assert export.finished.tolist() == [moment is not None for moment in survey.submitted]
    if tool in ("msforms", "googleforms"):
        assert export.finished.all()
    _check_moments(export, survey, tool)
    _check_nobody_is_named(export, survey)


def expected(question: d.Question, said: Any, dialect: str) -> Any:
    if question.kind == "multiple":
        return frozenset(slug(o) for o in said) if said else None
    if question.kind == "scale":
        return {_key(r): _coded(question, v, dialect) for r, v in (said or {}).items()}
    return None if said is None else said if question.kind == "open" else _coded(question, said, dialect)


def _coded(question: d.Question, said: str, dialect: str) -> str:
    number = question.options.index(said) + 1
    return f"A{number}" if "kort" in dialect else str(number) if "getallen" in dialect else said


def _key(text: str) -> str:
    return plain(text)


def read_back(export: SurveyExport, question: d.Question) -> list[Any]:
    """The answers to one question, out of the columns that belong to it."""
    own = columns_of(export, question)
    if question.kind == "multiple":
        return [
            frozenset(name for code, name in own.items() if row[code] is True or row[code] == True) or None  # noqa: E712
            for row in export.answers[list(own)].astype(object).where(export.answers[list(own)].notna(), None).to_dict("records")
        ]
    values = [[None if pd.isna(v) else as_text(v.item() if hasattr(v, "item") else v) for v in export.answers[code]] for code in own]
    if question.kind == "scale":
        names = [_key(n) for n in own.values()]
        return [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in zip(*values, strict=True)]
    assert len(own) == 1, own
    return values[0]


def columns_of(export: SurveyExport, question: d.Question) -> dict[str, str]:
    """Column codes of a question with the name of their option or row."""
    q = export.questions[export.questions["code"].isin(export.answers.columns)]
    text = plain(clean_heading(question.text))
    stems = {question.code, slug(question.text)}
    mine = q[q["group"].isin(stems) | q["text"].map(plain).eq(text)]
    if question.kind == "scale" and not mine["option"].notna().any():  # a column a row, the question itself lost
        rows = {plain(r) for r in question.rows}
        mine = q[q["text"].map(plain).isin(rows)]
        return dict(zip(mine["code"], mine["text"], strict=True))
    if question.kind in ("single", "open"):
        return dict.fromkeys(mine["code"], "")
    if mine["option"].str.fullmatch(r"SQ\d{3}").all():  # codes only: the option's text is not in the file
        names = question.options if question.kind == "multiple" else question.rows
        return {
            c: (slug(names[int(o[2:]) - 1]) if question.kind == "multiple" else names[int(o[2:]) - 1])
            for c, o in zip(mine["code"], mine["option"], strict=True)
        }
    return {c: (slug(o) if question.kind == "multiple" else o) for c, o in zip(mine["code"], mine["option"], strict=True)}


def _check_moments(export: SurveyExport, survey: d.Survey, tool: str) -> None:
    """Dates are read in the right order of day and month, whatever the headings' language."""
    if tool in ("limesurvey", "msforms", "qualtrics", "surveymonkey"):
        wanted = [m.replace(second=0) for m in survey.started]
        assert [m.replace(second=0) for m in export.started.dt.to_pydatetime()] == wanted
    elif tool == "googleforms":
        assert export.submitted.dt.to_pydatetime().tolist() == survey.started


def _check_nobody_is_named(export: SurveyExport, survey: d.Survey) -> None:
    everything = export.answers.to_csv() + export.questions.to_csv() + str(export.findings)
    assert not any(mail in everything for mail in survey.mails)
    assert "Achternaam" not in export.answers.to_csv() and "192.0.2." not in everything
