"""The same figure in page, annex, workbook, chart and package."""

from __future__ import annotations

import csv
import io

import docx
import pytest
from lxml import html
from openpyxl import load_workbook

from napl_analysis.reports.sheets import HEADER_ROW

SECTORS = ("alle", "po", "vo", "mbo")
SPACES = str.maketrans({"\u00a0": " "})


@pytest.fixture(scope="module")
def shares(results):
    """Theme label to the shares of all sectors, po, vo and mbo, worked out from the table itself."""
    labels = dict(zip(results.themes["theme_id"], results.themes["label"], strict=True))
    rows = results.demand.query("kind == 'theme' and respondent_group == 'leraar' and career_phase == 'alle' and subregion == 'alle'")
    wide = rows.pivot(index="target_id", columns="sector", values="share")
    return {labels[t]: [f"{round(wide.loc[t, s] * 100)} %" for s in SECTORS] for t in wide.index}


def found_in(rows, shares):
    told = {row[0]: [c.translate(SPACES) for c in row[1:5]] for row in rows if row and row[0] in shares}
    assert told == shares


def test_the_annex(files, shares):
    document = docx.Document(io.BytesIO(files["vraagarticulatie.docx"]))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Thema" and t.rows[0].cells[1].text == "Alle sectoren")
    found_in([[c.text for c in row.cells] for row in table.rows[1:]], shares)


def test_the_page(files, shares):
    tree = html.document_fromstring(files["index.html"].decode())
    rows = tree.xpath("//details[summary[.='Behoefte per thema en sector']]//tbody/tr")
    found_in([[c.text_content() for c in row] for row in rows], shares)


def test_the_chart_on_the_page(files, shares):
    tree = html.document_fromstring(files["index.html"].decode())
    figure = tree.get_element_by_id("vraag_themas_sector")
    told = {(r[0].text_content(), r[1].text_content()): r[2].text_content().translate(SPACES) for r in figure.xpath(".//details//tbody/tr")}
    assert told == {(theme, sector): values[i] for theme, values in shares.items() for i, sector in enumerate(SECTORS) if sector != "alle"}


def test_the_workbook(files, shares):
    sheet = load_workbook(io.BytesIO(files["tabellen.xlsx"]), read_only=True)["vraag_themas"]
    lines = list(sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True))
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    names = dict(zip(("alle sectoren", "po", "vo", "mbo"), range(4), strict=True))
    told = {(r["Thema of leeruitkomst"], names[r["Sector"]]): f"{round(r['Aandeel'] * 100)} %" for r in rows
            if r["Wie antwoordden"] == "leraren" and r["Loopbaanfase"] == "alle loopbaanfasen" and r["Deelregio"] == "hele regio"}
    assert told == {(theme, i): value for theme, values in shares.items() for i, value in enumerate(values)}


def test_the_package(files, results, shares):
    labels = dict(zip(results.themes["theme_id"], results.themes["label"], strict=True))
    rows = csv.DictReader(io.StringIO(files["pakket/demand.csv"].decode()))
    told = {(labels[r["target_id"]], r["sector"]): f"{round(float(r['share']) * 100)} %" for r in rows
            if r["kind"] == "theme" and r["respondent_group"] == "leraar" and r["career_phase"] == "alle" and r["subregion"] == "alle"}
    assert told == {(theme, s): value for theme, values in shares.items() for s, value in zip(SECTORS, values, strict=True)}
