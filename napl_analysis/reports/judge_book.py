"""``te_beoordelen.xlsx``: uncertain matches, for a person to confirm or reject in a few clicks a row.

The sheet is protected except for the cells to fill in. What `napl beoordeel` needs to take it back stands in
hidden columns: ``soort`` (statement or offering), ``sleutel`` (the text's key), and the outcome of each candidate
at the start of its text. The names of sheet and columns are constants here; the reader uses the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from napl_analysis.reports.format import is_missing, share
from napl_analysis.reports.judge_review import SHEET as REVIEW_SHEET
from napl_analysis.reports.judge_review import add_review_sheet
from napl_analysis.reports.labels import Names
from napl_analysis.reports.naming import names_of
from napl_analysis.reports.sheets import Book, write_lines
from napl_analysis.reports.wording import EXAMPLE_MARK
from napl_analysis.yeardata import YearResults

SHEET, HELP, CHOICES = "Beoordelen", "Uitleg", "Leeruitkomsten"
HEADER_ROW = 3  # zero-based
HEADINGS = ("Nr.", "Soort", "Tekst", "Keer", "Kandidaat 1", "Kandidaat 2", "Kandidaat 3", "Geen", "Besluit", "Andere leeruitkomst", "Opmerking",
            "Waarop kandidaat 1 rust", "soort", "sleutel")
WIDTHS = (6, 11, 56, 7, 32, 32, 32, 14, 32, 32, 24, 40, 4, 4)
FIRST, NONE_COLUMN, DECISION, OTHER, REMARK, WHY, KIND, KEY = 4, 7, 8, 9, 10, 11, 12, 13
HIDDEN_COLUMNS = (NONE_COLUMN, KIND, KEY)
NONE = "geen van deze"
CANDIDATES = 3
_KIND = {"statement": "uitspraak", "offering": "aanbod"}
_WARNING = "NIET DELEN: dit bestand bevat teksten van respondenten (gemaskeerd)."


@dataclass(frozen=True)
class Question:
    """One text to judge, with its candidates as (outcome_id, probability)."""

    kind: str
    key: str
    text: str
    candidates: tuple[tuple[str, float], ...]
    because: str = ""
    times: int = 1


def judge_book(results: YearResults) -> bytes:
    """te_beoordelen.xlsx."""
    region = results.region.config.region
    names = names_of(results)
    questions = questions_of(results.to_judge)
    book = Book.new(title=f"Te beoordelen {region.name} {region.year}", subject="Koppelingen om te bevestigen of te verwerpen")
    help_sheet, sheet, choices = book.sheet(HELP, landscape=False), book.sheet(SHEET), book.sheet(CHOICES)
    _help(book, help_sheet, len(questions), EXAMPLE_MARK if region.example else "")
    options = [f"{code} {title}" for code, title in names.outcomes.items()]
    for i, option in enumerate(options):
        choices.write_string(i, 0, option, book.style())
    choices.set_column(0, 0, 70)
    _questions(book, sheet, questions, names, len(options))
    add_review_sheet(book, results.review)
    sheet.activate()
    return book.close()


def questions_of(to_judge: pd.DataFrame) -> list[Question]:
    """The texts to judge, in the order of the table (most worth judging first); see `matching.decisions.worth_judging`."""
    found = []
    for row in to_judge.to_dict("records"):
        pairs = tuple((str(row[f"candidate_{i}"]), _number(row.get(f"probability_{i}"))) for i in range(1, CANDIDATES + 1)
                      if not is_missing(row.get(f"candidate_{i}")))
        because, times = row.get("because_1"), row.get("times", 1)
        found.append(Question(str(row["kind"]), str(row["text_key"]), str(row["text"]), pairs, "" if is_missing(because) else str(because), int(times)))
    return found


def _number(value: object) -> float:
    return float("nan") if is_missing(value) else float(value)  # type: ignore[arg-type]


def _help(book: Book, sheet: Any, count: int, mark: str) -> None:
    sheet.set_column(0, 0, 88)
    lines = [("titel", "Te beoordelen koppelingen"), ("merk", _WARNING)] + ([("merk", mark)] if mark else [])
    lines += [("tekst", f"Op het blad {SHEET} staan {count} teksten waarvan de computer niet zeker weet bij welke leeruitkomst ze horen. Wat bovenaan staat, maakt het meeste uit."),
              ("kop", "Zo werkt het"),
              ("tekst", "1. Lees de tekst en de kandidaten. Achter elke kandidaat staat hoe waarschijnlijk de computer hem vindt."),
              ("tekst", "2. Kies in de kolom Besluit de kandidaat die klopt, of 'geen van deze'."),
              ("tekst", "3. Hoort de tekst bij een andere leeruitkomst? Kies die in de kolom Andere leeruitkomst en laat Besluit leeg."),
              ("tekst", "4. Twijfelt u? Laat de rij leeg. U hoeft niet alles te beoordelen; een half uur helpt al."),
              ("tekst", "5. Sla het bestand op en geef het terug met: napl beoordeel MAP --door UW-INITIALEN."),
              ("kop", "De interne toetsing"),
              ("tekst", f"Op het blad {REVIEW_SHEET} staat elke scholing met de uitkomst van de regels en waarom. Kies een ander besluit waar u het beter weet; het gaat voor op de regels."),
              ("kop", "Goed om te weten"),
              ("tekst", "Uw besluiten gaan voor op de computer en blijven van jaar tot jaar bewaard. Alleen de gekleurde cellen zijn te wijzigen; er zit geen wachtwoord op de beveiliging."),
              ("tekst", "Zet het bestand niet op een gedeelde schijf buiten het analyseteam en verwijder het als u klaar bent.")]
    write_lines(book, sheet, 0, lines)
    sheet.protect()


def _questions(book: Book, sheet: Any, questions: Sequence[Question], names: Names, options: int) -> None:
    sheet.write_string(0, 0, "Te beoordelen koppelingen", book.style(bold=True, font_size=16))
    sheet.write_string(1, 0, _WARNING, book.style(bold=True, font_color="#9c1f3a"))
    header = book.style(bold=True, font_color="#FFFFFF", bg_color="#1f5f8b", text_wrap=True, valign="vcenter")
    for j, heading in enumerate(HEADINGS):
        sheet.write_string(HEADER_ROW, j, heading, header)
    for j, width in enumerate(WIDTHS):
        sheet.set_column(j, j, width, None, {"hidden": j in HIDDEN_COLUMNS})
    for i, question in enumerate(questions, start=HEADER_ROW + 1):
        _question(book, sheet, i, i - HEADER_ROW, question, names)
    last = HEADER_ROW + max(len(questions), 1)
    row = HEADER_ROW + 2  # as Excel counts
    choices = f"=${xl_col_to_name(FIRST)}{row}:${xl_col_to_name(NONE_COLUMN)}{row}"  # this row's candidates and 'none'
    sheet.data_validation(HEADER_ROW + 1, DECISION, last, DECISION, _drop_down(choices, "Kies de kandidaat die klopt, of 'geen van deze'."))
    if options:
        sheet.data_validation(HEADER_ROW + 1, OTHER, last, OTHER, _drop_down(f"={CHOICES}!$A$1:$A${options}", "Kies een leeruitkomst uit de lijst."))
    sheet.autofilter(HEADER_ROW, 0, last, WHY)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.repeat_rows(HEADER_ROW)
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})


def _drop_down(source: str, message: str) -> dict[str, str]:
    return {"validate": "list", "source": source, "error_title": "Kies uit de lijst", "error_message": message, "input_title": "Kies", "input_message": message}


def _question(book: Book, sheet: Any, row: int, number: int, question: Question, names: Names) -> None:
    line: dict[str, Any] = {"text_wrap": True, "bottom": 1, "bottom_color": "#E3E7EA"}
    closed, open_cell = book.style(**line), book.style(**line, locked=False, bg_color="#fff8e6")
    sheet.write_number(row, 0, number, closed)
    sheet.write_string(row, 1, _KIND.get(question.kind, question.kind), closed)
    sheet.write_string(row, 2, question.text[:1000], closed)
    sheet.write_number(row, 3, question.times, closed)
    for j in range(CANDIDATES):
        sheet.write_string(row, FIRST + j, candidate_text(question.candidates[j], names) if j < len(question.candidates) else "–", closed)
    for j in (DECISION, OTHER, REMARK):
        sheet.write_blank(row, j, None, open_cell)
    for j, text in ((NONE_COLUMN, NONE), (WHY, question.because or "–"), (KIND, question.kind), (KEY, question.key)):
        sheet.write_string(row, j, text, closed)
    sheet.set_row(row, 14 * min(max(2, -(-len(question.text) // 52)), 8))


def candidate_text(candidate: tuple[str, float], names: Names) -> str:
    """A candidate as it stands in the cell: code, title, probability."""
    code, probability = candidate
    chance = "" if is_missing(probability) else f" ({share(probability)})"
    return f"{code} {names.target(code)}{chance}"
