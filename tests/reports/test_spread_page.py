"""Regions side by side: from packages written by one room and read by another, to a page and a workbook."""

from __future__ import annotations

import io
import json

import pytest
from lxml import html
from openpyxl import load_workbook

from napl_analysis.charts.gallery.gaps import COUNT_BREAKS
from napl_analysis.charts.numbers import Format
from napl_analysis.charts.style import scale_swatches
from napl_analysis.gaps.spread import combine
from napl_analysis.intake.package import read_package
from napl_analysis.reference.boundaries import load_boundaries
from napl_analysis.reports.package import package_files
from napl_analysis.reports.sheets import HEADER_ROW
from napl_analysis.reports.spread_page import spread_files, spread_page
from napl_analysis.reports.write import publish_files
from tests.reports import browser, sample


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


def test_a_map_for_every_region_in_the_colours_of_the_legend(spread):
    tree = html.document_fromstring(spread_page(spread, load_boundaries()).decode())
    maps = tree.xpath("//svg[@data-region]")
    assert [m.get("data-region") for m in maps] == ["noord", "zuid"]
    data = json.loads(tree.xpath("//script[@id='kaarten']/text()")[0])
    for drawn in maps:
        region = data["regions"][drawn.get("data-region")]
        first = region["open"]["alle|"]
        paths = drawn.xpath("./path")
        assert [p.get("data-gemeente") for p in paths] == region["codes"] == ["GM0310", "GM0344", "GM0355"]
        assert [p.xpath("./title")[0].text for p in paths] == [f"{n}: {v} open" for n, v in zip(region["names"], first, strict=True)]
        assert all(p.get("fill") in data["colours"] for p in paths)
        assert drawn.get("aria-label").endswith("0 tot 2 per gemeente")
    assert tree.xpath("//table[caption[starts-with(., 'Leeruitkomsten met grote vraag')]]//tbody/tr")


def test_without_boundaries_the_page_has_no_maps(spread):
    tree = html.document_fromstring(spread_page(spread).decode())
    assert not tree.xpath("//svg[@data-region]") and not tree.xpath("//form[@id='kaartkeuze']")


@pytest.mark.slow
@pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium here")
def test_the_chooser_recolours_the_maps_without_a_network(spread, tmp_path):
    page = tmp_path / "index.html"
    page.write_bytes(spread_page(spread, load_boundaries()))
    with browser.opened(page) as shown:
        shown.run("(() => { const f = document.getElementById('kaartkeuze'); f.elements.sector.value = 'po'; f.elements.path.value = 'pad_twee'; f.dispatchEvent(new Event('change')); })()")
        found = shown.run("Array.from(document.querySelectorAll('svg[data-region=\"noord\"] path')).map(p => p.querySelector('title').textContent + ' ' + p.getAttribute('fill'))")
        assert shown.requests == [page.resolve().as_uri()] and not shown.complaints
    p = spread.places
    rows = p[(p["region_id"] == "noord") & (p["sector"] == "po") & (p["path_id"] == "pad_twee")].sort_values("municipality_code")
    assert [text.rsplit(" ", 1)[0] for text in found] == [f"{r.municipality}: {r.open} open" for r in rows.itertuples()]
    assert {text.rsplit(" ", 1)[1] for text in found} == {scale_swatches(COUNT_BREAKS, "vlek", Format.COUNT)[0].colour}  # none is open in that path
