"""Regions side by side: from packages written by one room and read by another, to a page and a workbook."""

from __future__ import annotations

import io

import pytest
from lxml import html
from openpyxl import load_workbook

from napl_analysis.gaps.spread import combine
from napl_analysis.intake.package import read_package
from napl_analysis.reports.package import package_files
from napl_analysis.reports.sheets import HEADER_ROW
from napl_analysis.reports.spread_page import spread_files
from napl_analysis.reports.write import publish_files
from tests.reports import sample


@pytest.fixture(scope="module")
def spread(tmp_path_factory):
    folders = []
    for name in ("Noord", "Zuid"):
        folder = tmp_path_factory.mktemp(name)
        publish_files(folder / "pakket", package_files(sample.results(id=name.lower(), naam=f"Regio {name}")))
        folders.append(read_package(folder))
    return combine(folders)


def test_page_shows_every_region_path_and_sector(spread):
    tree = html.document_fromstring(spread_files(spread)["index.html"].decode())
    matrix = tree.xpath("//table[caption[starts-with(., 'Dekking')]]")[0]
    assert [h.text_content() for h in matrix.xpath(".//thead//th")] == ["Ontwikkelpad", "Sector", "Regio Noord", "Regio Zuid"]
    assert len(matrix.xpath(".//tbody/tr")) == len(spread.coverage) / 2 == 6
    first = spread.coverage.iloc[0]
    cell = matrix.xpath(".//tbody/tr[1]/td[1]")[0].text_content()
    assert first["status"] in cell and f"{first['ready']} klaar" in cell
    assert "VOORBEELD" in tree.xpath("//div[@class='banner']")[0].text_content()


def test_every_task_has_one_region_and_a_reason(spread):
    book = load_workbook(io.BytesIO(spread_files(spread)["spreiding.xlsx"]))
    lines = list(book["voorstel"].iter_rows(min_row=HEADER_ROW + 1, values_only=True))
    head, tasks = lines[0], lines[1:]
    assert len(tasks) == len(spread.proposal) > 0
    for task in (dict(zip(head, t, strict=True)) for t in tasks):
        assert task["Regio"] in ("Regio Noord", "Regio Zuid") and task["Waarom"]
    assert {s.title for s in book} >= {"Inhoud", "regios", "dekking", "voorstel", "plannen"}


def test_same_bytes_twice_and_nothing_fetched(spread):
    files = spread_files(spread)
    assert files == spread_files(spread)
    tree = html.document_fromstring(files["index.html"].decode())
    assert not tree.xpath("//script[@src]") and tree.xpath("//link/@href") == ["data:,"]
    assert {h for h in tree.xpath("//a/@href") if not h.startswith("#")} == set(files) - {"index.html"}
