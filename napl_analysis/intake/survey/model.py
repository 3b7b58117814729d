"""What a survey export becomes, and the layout that each tool's module describes it with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from napl_analysis.findings import Finding
from napl_analysis.intake.files import Grid

TOOLS = ("limesurvey", "msforms", "googleforms", "qualtrics", "surveymonkey", "spss", "plain")
KINDS = ("single", "multiple", "scale", "open", "date", "technical")
QUESTION_COLUMNS = ("code", "text", "kind", "options", "group", "option")


@dataclass(frozen=True)
class SurveyExport:
    """One export of a survey tool, tidy.

    Attributes
    ----------
    tool
        One of `TOOLS`, recognised from the contents.
    answers
        A row a respondent, a column a question code. Choices and open answers are text, numeric columns
        Int64 or float64, ticked options boolean, dates datetime64. Columns with direct identifiers are not here.
    questions
        A row a code, in the order of the file: code, text, kind (one of `KINDS`), options (tuple of str),
        group (the parent's code, or the code itself), option (text of the option or subquestion, or missing).
    finished
        Was the questionnaire handed in? Missing where the file does not say.
    submitted, started
        When; missing where unknown.
    file_rows
        The row in the file as the user sees it (first row = 1).
    findings
        What was odd in the file.
    source
        File name, without folder.
    persons
        A hash a row that is equal where one person (e-mail address, personal token) sent in more than once; missing
        where the file names nobody. Its key lives as long as the process: it serves only to find double submissions.
    """

    tool: str
    answers: pd.DataFrame
    questions: pd.DataFrame
    finished: pd.Series
    submitted: pd.Series
    started: pd.Series
    file_rows: pd.Series
    findings: tuple[Finding, ...]
    source: str
    persons: pd.Series | None = None


@dataclass(frozen=True)
class Item:
    """One column of the export as its tool's module understands it.

    ``kind`` None means: to be told from the answers. ``role`` is '', 'submitted', 'started', 'finished',
    'moment' (another date of the tool's own) or 'identifier'. ``joined`` is the separator where several answers can stand in one cell: ';' (Microsoft), ',' (Qualtrics), ', '
    (Google), '?' (any of these) or '' (they cannot).
    """

    column: int
    code: str
    text: str
    group: str = ""
    option: str = ""
    kind: str | None = None
    role: str = ""
    options: tuple[str, ...] = ()
    joined: str = ""
    closed: bool = False  # the tool says that one answer was chosen from a list


@dataclass(frozen=True)
class Layout:
    """How to read a grid: which rows are answers and what each column holds."""

    tool: str
    grid: Grid
    first_row: int  # index in grid.rows of the first respondent
    items: list[Item]
    missing: frozenset[Any] = frozenset()  # values that the tool writes for 'seen but not answered'
    always_finished: bool = False  # the tool keeps only what was handed in
    findings: list[Finding] = field(default_factory=list)
    replace: dict[str, str] = field(default_factory=dict)  # markers of the tool that stand for a text
    guarded: bool = False  # the tool puts a ' before values that a spreadsheet would compute
    last_row: int | None = None  # index after the last respondent, where totals follow
    keep_blank: bool = False  # a row without one answer is a respondent too
