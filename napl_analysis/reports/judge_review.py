"""The sheet of te_beoordelen.xlsx on which people overrule the internal review."""

from __future__ import annotations

from typing import Any

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.reports import labels
from napl_analysis.reports.contents import who_decided
from napl_analysis.reports.format import MISSING, is_missing
from napl_analysis.reports.sheets import Book

SHEET = "Interne toetsing"
HEADER_ROW = 3  # zero-based
HEADINGS = ("Nr.", "Aanbieder", "Scholing", "Uitkomst nu", "Inspanning nu", "Wie besloot", "Waarom", "Besluit", "Inspanning", "Opmerking", "sleutel")
WIDTHS = (6, 30, 44, 26, 13, 12, 80, 30, 13, 30, 4)
DECISION, EFFORT, REMARK, KEY = 7, 8, 9, 10
DECISIONS = tuple(t.label for t in voc.REVIEW_DECISIONS.terms)
EFFORTS = tuple(t.label for t in voc.EFFORTS.terms if t.code != "0")
_TEXT = "Bent u het niet eens met een uitkomst, kies dan in de kolom Besluit een andere; bij opwerken ook de inspanning. Een lege cel laat de uitkomst zoals die is."


def add_review_sheet(book: Book, review: pd.DataFrame) -> None:
    """A row an offering with the outcome of the review and two lists to choose from; what is closest to a border stands first."""
    sheet = book.sheet(SHEET)
    sheet.write_string(0, 0, SHEET, book.style(bold=True, font_size=16))
    sheet.write_string(1, 0, _TEXT, book.style())
    header = book.style(bold=True, font_color="#FFFFFF", bg_color="#1f5f8b", text_wrap=True, valign="vcenter")
    for j, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.write_string(HEADER_ROW, j, heading, header)
        sheet.set_column(j, j, width, None, {"hidden": j == KEY})
    ordered = _ordered(review)
    for i, row in enumerate(ordered.to_dict("records"), start=1):
        _row(book, sheet, HEADER_ROW + i, i, row)
    last = HEADER_ROW + max(len(ordered), 1)
    for column, choices in ((DECISION, DECISIONS), (EFFORT, EFFORTS)):
        sheet.data_validation(HEADER_ROW + 1, column, last, column, {
            "validate": "list", "source": list(choices), "error_title": "Kies uit de lijst", "error_message": f"Kies: {', '.join(choices)}."})
    sheet.autofilter(HEADER_ROW, 0, last, REMARK)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.repeat_rows(HEADER_ROW)
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})


def _ordered(review: pd.DataFrame) -> pd.DataFrame:
    """First what needs the least to change: small upgrades; then what falls outside only because something is unknown."""
    doubtful = review["why"].fillna("").str.startswith("Past voorlopig niet")
    place = review["effort"].astype("float64").where(review["decision"] == "opwerken", 4.0).mask(doubtful, 1.5).mask(review["decision"] == "direct_aanmelden", 5.0)
    return review.assign(_place=place).sort_values(["_place", "provider", "title", "offering_id"], kind="stable").drop(columns="_place")


def _row(book: Book, sheet: Any, at: int, number: int, row: dict[str, Any]) -> None:
    line: dict[str, Any] = {"text_wrap": True, "bottom": 1, "bottom_color": "#E3E7EA", "valign": "top"}
    closed, open_cell = book.style(**line), book.style(**line, locked=False, bg_color="#fff8e6")
    texts = (row["provider"], row["title"], voc.REVIEW_DECISIONS.label(row["decision"]), labels.effort_label(row["effort"]), who_decided(row["decided_by"]), row["why"])
    sheet.write_number(at, 0, number, closed)
    for j, text in enumerate(texts, start=1):
        sheet.write_string(at, j, MISSING if is_missing(text) else str(text), closed)
    for j in (DECISION, EFFORT, REMARK):
        sheet.write_blank(at, j, None, open_cell)
    sheet.write_string(at, KEY, str(row["offering_id"]), closed)
    sheet.set_row(at, 14 * min(max(2, -(-len(str(row["why"])) // 76)), 8))
