"""Native charts: the figures stand in cells and in the chart, hidden cells in neither; Word can hold the same chart."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from napl_analysis.charts.office import NATIVE, SHEET, add_to_workbook, chart_xml, has_native
from napl_analysis.charts.spec import HIDDEN_SHORT

C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


@pytest.fixture(scope="module")
def native(charts):
    return {name: chart_xml(chart) for name, chart in charts.items() if has_native(chart)}


def test_rows_have_a_native_form_and_grids_and_maps_have_none(charts, native):
    assert {c.kind for name, c in charts.items() if name in native} == set(NATIVE)
    assert all(chart_xml(c) is None for name, c in charts.items() if name not in native)


def test_the_chart_shows_the_figures_of_the_data_and_leaves_hidden_ones_out(charts, native):
    for name, (xml, _) in native.items():
        chart, root = charts[name], etree.fromstring(xml)
        series = root.findall(".//c:ser", C)
        assert [s.findtext("c:tx//c:v", namespaces=C) for s in series] == [g or chart.value_title for g in chart.groups]
        for group, one in zip(chart.groups, series, strict=True):
            drawn = sorted(float(v.text) for v in one.findall("c:val//c:v", C))
            assert drawn == pytest.approx(sorted(chart.data.loc[chart.data["group"] == group, "value"].dropna())), (name, group)


def test_the_embedded_workbook_holds_the_cells_that_the_chart_refers_to(charts, native):
    for name, (xml, book) in native.items():
        sheet = openpyxl.load_workbook(BytesIO(book))[SHEET]
        for one in etree.fromstring(xml).findall(".//c:ser", C):
            reference = one.findtext("c:val//c:f", namespaces=C)
            cells = [c.value for row in sheet[reference.split("!")[1].replace("$", "")] for c in row]
            figures = [v for v in cells if isinstance(v, int | float)]
            assert figures == pytest.approx([float(v.text) for v in one.findall("c:val//c:v", C)]), name


def test_a_hidden_cell_says_so_and_its_row_names_the_group(charts, native):
    chart = charts["vraag_themas_sector"]
    sheet = openpyxl.load_workbook(BytesIO(native["vraag_themas_sector"][1]))[SHEET]
    words = [c.value for row in sheet.iter_rows() for c in row if c.value == HIDDEN_SHORT]
    hidden = chart.data[~chart.data["shown"]]
    assert len(words) == len(hidden) > 0
    labels = {row[0].value for row in sheet.iter_rows(min_row=2)}
    first = hidden.iloc[0]
    assert any(label.startswith(f"{first['category']} (") and first["group"] in label for label in labels)


def test_word_finds_the_embedded_workbook_and_nothing_of_the_sheet_it_came_from(native):
    for xml, _ in native.values():
        root = etree.fromstring(xml)
        assert [etree.QName(child).localname for child in root][-1] == "externalData"
        assert root.find("c:externalData", C).get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") == "rId1"
        assert root.find("c:printSettings", C) is None
        for label in root.iter(f"{{{C['c']}}}showVal"):
            assert label.getparent().find("c:showCatName", C).get("val") == "0"


def test_the_same_chart_gives_the_same_bytes(charts, native):
    for name in ("vraag_themas_fase", "aanbod_trajecten"):
        assert chart_xml(charts[name]) == native[name]


def test_charts_stand_under_each_other_in_a_workbook_with_alt_text(charts):
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Figuren")
    row = add_to_workbook(book, sheet, charts["vraag_belemmeringen"])
    assert add_to_workbook(book, sheet, charts["vlekken_sector"], (row, 0)) is None
    last = add_to_workbook(book, sheet, charts["aanbod_aanbieders"], (row, 0))
    book.close()
    assert last > row > len(charts["vraag_belemmeringen"].rows)
    with ZipFile(BytesIO(buffer.getvalue())) as made:
        drawing = made.read("xl/drawings/drawing1.xml").decode()
        assert sum(name.startswith("xl/charts/chart") for name in made.namelist()) == 2
    assert charts["aanbod_aanbieders"].alt in drawing
    written = openpyxl.load_workbook(BytesIO(buffer.getvalue()))["Figuren"]
    assert written.cell(1, 1).value == charts["vraag_belemmeringen"].title
    assert written.cell(row + 1, 1).value == charts["aanbod_aanbieders"].title
