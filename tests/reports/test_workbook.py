"""The workbooks as somebody opens them: figures as numbers, hidden cells marked, headings whole, sheets linked."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

from napl_analysis.reports.findings_book import findings_book
from napl_analysis.reports.format import MISSING
from napl_analysis.reports.judge_book import HEADER_ROW as JUDGE_HEADER
from napl_analysis.reports.judge_book import HEADINGS, judge_book
from napl_analysis.reports.sheets import HEADER_ROW
from napl_analysis.reports.workbook import tables_book

TEXT_SHEETS = {"Voorblad", "Inhoud", "Toelichting"}


@pytest.fixture(scope="module")
def book(results):
    return load_workbook(io.BytesIO(tables_book(results)))


def rows(sheet, header=HEADER_ROW):
    lines = list(sheet.iter_rows(values_only=True))
    return [dict(zip(lines[header], line, strict=True)) for line in lines[header + 1:]]


def test_figures_are_the_ones_of_the_tables(results, book):
    cell = results.demand.query("kind == 'theme' and target_id == 'orde' and respondent_group == 'leraar' and sector == 'po' and career_phase == 'alle' and subregion == 'alle'").iloc[0]
    found = [r for r in rows(book["vraag_themas"]) if (r["Code"], r["Wie antwoordden"], r["Sector"], r["Loopbaanfase"], r["Deelregio"])
             == ("orde", "leraren", "po", "alle loopbaanfasen", "hele regio")]
    assert len(found) == 1 and found[0]["Aandeel"] == pytest.approx(cell["share"]) and found[0]["Antwoorden"] == cell["n"]


def test_hidden_figures_are_marked_not_blank_not_zero(results, book):
    hidden = [r for r in rows(book["vraag_themas"]) if str(r["Getoond"]).startswith("nee")]
    expected = ((results.demand["kind"] == "theme") & ~results.demand["shown"].astype(bool)).sum()
    assert len(hidden) == expected > 0
    assert {r["Aandeel"] for r in hidden} == {"[te weinig]", "[beschermd]"}


def test_headings_are_whole_and_data_not_merged(book):
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges, sheet.title
        if sheet.title in TEXT_SHEETS:
            continue
        header = [c.value for c in sheet[HEADER_ROW + 1]]
        assert all(header) and len({h.lower() for h in header}) == len(header), sheet.title
        assert sheet.freeze_panes and sheet.auto_filter.ref is None and len(sheet.tables) == 1
        assert sheet["A1"].value and sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage


def test_contents_leads_to_every_sheet(book):
    contents = book["Inhoud"]
    linked = {c.value for row in contents.iter_rows(min_row=3, max_col=1) for c in row if c.hyperlink}
    assert linked == {s.title for s in book.worksheets} - {"Voorblad", "Inhoud"}


def test_the_example_is_marked_on_every_data_sheet(book):
    for sheet in book.worksheets:
        if sheet.title not in TEXT_SHEETS | {"Kolommen"}:
            assert "VOORBEELD" in str(sheet["A6"].value), sheet.title


def test_text_that_looks_like_a_formula_stays_text(results):
    sheet = load_workbook(io.BytesIO(judge_book(results)))["Beoordelen"]
    cell = sheet.cell(JUDGE_HEADER + 3, 3)
    assert cell.value == "=gesprek met [naam]" and cell.data_type == "s"


def test_only_the_decisions_can_be_changed(results):
    sheet = load_workbook(io.BytesIO(judge_book(results)))["Beoordelen"]
    assert sheet.protection.sheet and [c.value for c in sheet[JUDGE_HEADER + 1]] == list(HEADINGS)
    open_columns = {HEADINGS[c.column - 1] for row in sheet.iter_rows(min_row=JUDGE_HEADER + 2) for c in row if not c.protection.locked}
    assert open_columns == {"Besluit", "Andere leeruitkomst", "Opmerking"}
    hidden = {HEADINGS[i] for d in sheet.column_dimensions.values() if d.hidden for i in range(d.min - 1, d.max)}
    assert hidden == {"Geen", "soort", "sleutel"}
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["I5:I7"] == "$E5:$H5" and lists["J5:J7"] == "Leeruitkomsten!$A$1:$A$5"
    assert "NIET DELEN" in str(sheet["A2"].value)


def test_findings_count_up(results):
    book = load_workbook(io.BytesIO(findings_book(results)))
    assert sum(r["Bevindingen"] for r in rows(book["per_regel"])) == len(results.findings) == len(rows(book["bevindingen"]))
    assert rows(book["bevindingen"])[0]["Wat het vraagt"] == "beslissen"


def test_every_changed_cell_is_a_row_of_the_findings_book(results):
    log = pd.DataFrame({"file": ["catalogus.json", "po.csv"], "sheet": [None, None], "row": ["ZB-1", "23"], "column": ["prijs", "TYPE"], "before": ["=1+1", "kleuters"],
                        "after": ["2", None], "rule": ["gelezen_prijs", "sector_onbekend"]})
    sheet = load_workbook(io.BytesIO(findings_book(replace(results, changes_log=log))))["wijzigingen"]
    assert [tuple(r.items()) for r in rows(sheet)] == [tuple(zip(("Bestand", "Blad", "Rij", "Kolom", "Was", "Werd", "Regel"), said, strict=True)) for said in (
        ("catalogus.json", MISSING, "ZB-1", "prijs", "=1+1", "2", "gelezen_prijs"), ("po.csv", MISSING, "23", "TYPE", "kleuters", MISSING, "sector_onbekend"))]
    assert {c.data_type for row in sheet.iter_rows(min_row=HEADER_ROW + 2) for c in row} == {"s"}


def test_the_same_bytes_twice(results):
    assert tables_book(results) == tables_book(results) and judge_book(results) == judge_book(results)
