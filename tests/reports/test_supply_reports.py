"""What is known of the supply reaches every reader: annex, page, workbook, package and exchange files."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import pandas as pd
import pytest
from openpyxl import load_workbook

from napl_analysis.findings import DisclosureError
from napl_analysis.gaps.partners import gap_partners
from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.reports import compact_supply
from napl_analysis.reports.contents import year_tables
from napl_analysis.reports.document_supply import supply_annex
from napl_analysis.reports.exchange import exchange_files
from napl_analysis.reports.guard import check_gate
from napl_analysis.reports.page import review_page
from napl_analysis.reports.workbook import tables_book
from napl_analysis.supply.providers import provider_table
from napl_analysis.supply.trajectory import plan_and_compare
from napl_analysis.supply.variants import horizontal_variants
from napl_analysis.tables import COVERAGE, GAPS, REACH, conform
from tests.reports import sample


@pytest.fixture(scope="module")
def year():
    """The made-up year with what the supply room adds to it, worked out by that room."""
    made = sample.results()
    pairs = made.matches.rename(columns={"item_id": "offering_id", "probability": "strength"})
    covered = conform(pairs[["offering_id", "outcome_id", "strength"]].assign(basis="automatisch"), COVERAGE)
    reach = conform(pd.DataFrame([{"municipality_code": m, "sector": s, "outcome_id": o, "teachers": 100.0, "reachable": o != "P01", "places_per_year": 1.0 if s == "po" else None}
                                  for m in ("GM0310", "GM0344", "GM0355") for s in ("po", "vo", "mbo") for o in made.outcomes["outcome_id"]]), REACH)
    open_gaps = made.gaps[(made.gaps["career_phase"] == "alle") & (made.gaps["subregion"] == "alle")]
    return replace(made, coverage=covered, municipal_supply=reach, providers=provider_table(made.offerings, covered, made.review, made.outcomes),
                   variants=horizontal_variants(made.trajectories, covered, made.review, made.offerings),
                   plans=plan_and_compare(covered, made.review, made.offerings, made.outcomes, ["po", "vo", "mbo"])[1],
                   partners=gap_partners(open_gaps, covered, made.review, made.offerings, made.outcomes))


@pytest.fixture(scope="module")
def annex(year) -> str:
    document = docx.Document(io.BytesIO(supply_annex(year, {})))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_the_annex_holds_what_a_consortium_asks(annex, year):
    for heading in ("De vier vragen van de handreiking", "Aanbieders en hun aanbod", "Dunne plekken en overlap", "Bereik en plaatsen", "Voorgestelde trajecten", "Andere keuzes",
                    "Andere manieren om een leerarrangement te volgen", "Wie kan welk tekort helpen vullen"):
        assert heading in annex
    assert "Een leraar kan bij elk leerarrangement beginnen" in annex
    assert "Van elk traject is bewezen" in annex
    for provider in year.providers["provider"]:
        assert provider in annex
    assert "nan" not in annex.lower().split() and "<NA>" not in annex


def test_provider_price_form_and_dates_reach_the_reader(year):
    table = compact_supply.supply_in_figures(year)
    assert {row[0] for row in table.rows} == {"Soort aanbieder", "Vorm", "Leerwijze", "Levering"}
    formal = next(row for row in table.rows if row[1] == "formeel")
    # formal are a000, a003, a006: 3 EC (84 hours) at 495 euro each
    assert formal[2:3] + formal[6:8] == ("3", "€\xa0495", "€\xa05,89 (3)")


def test_a_star_marks_what_only_that_arrangement_brings(year):
    table = compact_supply.trajectory(year, "pad_een", "po")
    assert table.rows[0][3:6] == ("nieuw", "Rust in de groep*", "1")
    assert table.rows[1][4] == "Uitleg geven*; Verschillen benutten*"


def test_the_page_and_the_workbook_hold_them_too(year):
    page = review_page(year, {}).decode()
    for text in ("Aanbieders, en wie aan een consortium kan deelnemen", "Per tekort: welke aanbieders", "Andere keuzes die de trajecten dicht benaderen", "uitwisseling/certificaten.docx"):
        assert text in page
    names = {t.name for t in year_tables(year)}
    assert names >= {"aanbieders", "aanbod_cijfers", "dun_en_overlap", "trajecten_keuzes", "bereik_plaatsen", "partners", "vier_vragen"}
    sheet = load_workbook(io.BytesIO(tables_book(year)), read_only=True)["trajecten"]
    assert any("Leerarrangement 1 van 2" in str(v) for row in sheet.iter_rows(values_only=True) for v in row)


def test_reach_and_places_of_a_municipality(year):
    rows = {row[:2]: row[2:] for row in compact_supply.reach_and_places(year).rows}
    assert rows["Utrecht", "po"][:3] == ("100", "4 van 5", "0")
    assert rows["Utrecht", "vo"][5] == "–"  # its places are not known: no share, and not nought


def test_exchange_files_read_back_to_the_arrangements(year, tmp_path: Path):
    files = exchange_files(year)
    assert set(files) == {"ooapi/courses.json", "ooapi-trajecten/programs.json", "ooapi/organizations.json", "arrangementen.jsonld", "trajecten.jsonld", "certificaten.docx"}
    assert files == exchange_files(year)
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    back = read_catalogue(tmp_path / "ooapi").set_index("source_row")
    offered = year.offerings.set_index("offering_id")
    assert set(back.index) == {"a001", "nieuw-pad_een-po-1", "nieuw-pad_een-vo-1", "nieuw-pad_een-mbo-1"}
    assert back.loc["a001", ["provider", "delivery"]].tolist() == offered.loc["a001", ["provider", "delivery"]].tolist()
    assert offered.loc["a001", "title"].startswith(back.loc["a001", "title"])  # what looks like markup is left out on reading
    plans = json.loads(files["trajecten.jsonld"])["@graph"]
    known = {c["@id"] for c in json.loads(files["arrangementen.jsonld"])["@graph"]}
    assert len(plans) == 3 and all(part["@id"] in known for plan in plans for part in plan["hasPart"])


def test_made_up_data_says_so_in_every_exchange_file(year):
    files = exchange_files(year)
    for name in ("ooapi/courses.json", "ooapi-trajecten/programs.json"):
        assert all(item["consumers"][0]["voorbeeld"] for item in json.loads(files[name])["items"])
    for name in ("arrangementen.jsonld", "trajecten.jsonld"):
        assert all("voorbeeld" in node["creativeWorkStatus"] for node in json.loads(files[name])["@graph"])
    real = sample.results(voorbeeld=False)
    assert "voorbeeld" not in json.loads(exchange_files(real)["ooapi/courses.json"])["items"][0]["consumers"][0]


def test_a_certificate_for_every_arrangement(year):
    document = docx.Document(io.BytesIO(exchange_files(year)["certificaten.docx"]))
    texts = [p.text for p in document.paragraphs]
    assert sum(t.startswith("Leerarrangement '") for t in texts) == 4
    assert "P02 Uitleg geven: Uitleg geven in de les." in texts
    assert not [t for t in texts if t.startswith("Naam van de leraar:") and t.strip(". ") != "Naam van de leraar:"]


def test_a_form_for_progress_lists_every_outcome_of_the_path(year):
    document = docx.Document(io.BytesIO(exchange_files(year)["certificaten.docx"]))
    form = document.tables[0]
    assert [row.cells[0].text for row in form.rows[1:]] == ["P01", "P02", "P03"]
    assert form.rows[2].cells[2].text.startswith("Cursus 1")


def test_without_trajectories_there_is_nothing_to_exchange(year):
    assert exchange_files(replace(year, trajectories=year.trajectories.iloc[:0])) == {}


def test_a_partner_of_a_hidden_gap_is_refused(year):
    check_gate(year)
    first = year.partners.iloc[0]
    gaps = year.gaps.copy()
    same = (gaps["outcome_id"] == first["outcome_id"]) & (gaps["sector"] == first["sector"])
    gaps.loc[same, ["shown", "gap_class"]] = [False, None]
    hidden = gaps.assign(**{c: gaps[c].mask(same) for c in ("n", "share", "low", "high", "estimate", "estimate_low", "estimate_high", "p_high", "teachers")})
    with pytest.raises(DisclosureError, match="partners"):
        check_gate(replace(year, gaps=conform(hidden, GAPS)))
