"""The demand figures as a reader meets them: which figure is shown, what it rests on, where groups differ, on one scale."""

from __future__ import annotations

import io
from typing import Any

import docx
import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from napl_analysis.charts.gallery import demand, voices
from napl_analysis.charts.gallery.scene import Scene, estimate_basis
from napl_analysis.charts.numbers import Format
from napl_analysis.charts.paper_rows import upper_limit
from napl_analysis.demand.response import employers_table
from napl_analysis.earlier import same_targets
from napl_analysis.reports import compact, compact_demand
from napl_analysis.reports.contents import with_basis
from napl_analysis.reports.document import demand_annex
from napl_analysis.reports.package import package_files
from napl_analysis.reports.sheets import HEADER_ROW
from napl_analysis.reports.wording import disagreement_sentence
from napl_analysis.reports.workbook import tables_book
from napl_analysis.yeardata import YearResults
from tests.reports import sample

SPACE = {0xA0: " "}


@pytest.fixture(scope="module")
def results() -> YearResults:
    return sample.results()


@pytest.fixture(scope="module")
def annex(results: YearResults) -> Any:
    return docx.Document(io.BytesIO(demand_annex(results, {})))


@pytest.fixture(scope="module")
def book(results: YearResults) -> Any:
    return load_workbook(io.BytesIO(tables_book(results)))


def sheet(book: Any, name: str) -> pd.DataFrame:
    lines = list(book[name].iter_rows(values_only=True))
    return pd.DataFrame(lines[HEADER_ROW + 1:], columns=lines[HEADER_ROW])


@pytest.mark.parametrize(("n", "weight", "source", "sector", "words"), [
    (7, 0.62, "landelijk: onderzoek 2026", "po", "gebaseerd op 7 antwoorden en het landelijke beeld (telt voor 62 % mee)"),
    (1, 0.9, "regionaal gemiddelde van de sector", "vo", "gebaseerd op 1 antwoord en het beeld van de hele sector (telt voor 90 % mee)"),
    (40, 0.2, "regionaal gemiddelde van de sector", "alle", "gebaseerd op 40 antwoorden en het beeld van de hele regio (telt voor 20 % mee)"),
    (900, 0.001, "landelijk: x", "alle", "gebaseerd op 900 antwoorden"), (12, np.nan, None, "po", "gebaseerd op 12 antwoorden"), (pd.NA, 0.5, "landelijk", "po", "")])
def test_an_estimate_says_what_it_rests_on(n: object, weight: object, source: object, sector: str, words: str) -> None:
    assert estimate_basis(n, weight, source, sector).translate(SPACE) == words


def test_every_shown_estimate_in_the_workbook_says_it_and_no_hidden_one_does(results: YearResults, book: Any) -> None:
    rows = sheet(book, "vraag_themas")
    shown = rows["Getoond"] == "ja"
    assert rows.loc[shown, "Waarop de schatting rust"].str.startswith("gebaseerd op").all()
    assert not rows.loc[~shown, "Waarop de schatting rust"].astype("str").str.contains("gebaseerd").any()


def test_raw_prior_and_shrunk_stand_beside_each_other(book: Any) -> None:
    assert {"Aandeel", "Algemener beeld", "Bron van dat beeld", "Gewicht van dat beeld", "Schatting"} <= set(sheet(book, "vraag_themas").columns)


def test_the_number_of_teachers_has_the_interval_of_its_share(results: YearResults) -> None:
    rows = with_basis(results.demand).dropna(subset=["teachers", "estimate"])
    rows = rows[rows["estimate"] > 0]
    np.testing.assert_allclose(rows["teachers_low"] / rows["teachers"], rows["estimate_low"] / rows["estimate"])
    assert (rows["teachers_low"] <= rows["teachers"]).all() and (rows["teachers"] <= rows["teachers_high"]).all()


@pytest.mark.parametrize("name", ["niveaus", "verschillen", "leraren_werkgevers", "weging", "respons", "werkgevers", "veranderingen"])
def test_the_workbook_has_a_sheet_for_each(book: Any, name: str) -> None:
    assert len(sheet(book, name)) > 0


def test_a_mean_level_is_a_number_from_0_to_3_not_a_share(book: Any) -> None:
    cells = next(book["niveaus"].iter_rows(min_row=HEADER_ROW + 2))
    heads = [c.value for c in book["niveaus"][HEADER_ROW + 1]]
    found = {head: cell for head, cell in zip(heads, cells, strict=True) if head and "iveau" in head}
    assert len(found) == 4 and not any("%" in cell.number_format for cell in found.values())


@pytest.mark.parametrize("name", ["levels", "differences", "disagreement", "weighting", "response", "employers", "changes"])
def test_the_package_has_a_table_for_each(results: YearResults, name: str) -> None:
    assert package_files(results)[f"{name}.csv"].count(b"\n") > 1


def test_the_annex_tells_what_weighting_did_and_which_groups_were_merged(annex: Any) -> None:
    text = "\n".join(p.text for p in annex.paragraphs).translate(SPACE)
    assert "597 antwoorden als 540 antwoorden die even zwaar zijn (ontwerpeffect 1,11)" in text
    assert "65 of ouder bij 55 tot en met 64" in text


def test_the_annex_has_the_clear_differences_with_their_interval(annex: Any) -> None:
    table = next(t for t in annex.tables if t.rows[0].cells[1].text == "Groepen")
    rows = [[c.text.translate(SPACE) for c in row.cells] for row in table.rows[1:]]
    assert rows == [["orde houden", "po – vo", "60 %", "40 %", "+20", "+12 tot +28"], ["uitleggen", "Ommeland – Stad", "50 %", "30 %", "+20", "+12 tot +28"]]


def test_the_annex_sets_employers_beside_teachers_largest_difference_first(results: YearResults, annex: Any) -> None:
    table = next(t for t in annex.tables if [c.text for c in t.rows[0].cells][:3] == ["Thema", "Leraren", "Werkgevers"])
    told = [abs(int(row.cells[3].text.replace("\u2212", "-"))) for row in table.rows[1:]]
    assert told == sorted(told, reverse=True) and len(told) == 4
    assert "tot" in table.rows[1].cells[4].text


def test_employers_are_named_once_a_sector_and_roles_told_only_where_there_are_several(results: YearResults) -> None:
    people = pd.DataFrame({"role": ["schoolleider"] * 3 + ["hr", "directeur_mbo"], "sector": ["po", "po", "vo", "vo", "mbo"], "board_id": list("11223"), "brin6": list("abcde")})
    schools = pd.DataFrame({"brin6": list("abcde"), "board_id": list("11223"), "board": None, "teachers": 100.0})
    year = YearResults(**{**vars(results), "employers": employers_table(people, schools, {"1": "Eik", "2": "Beuk"})})
    rows = {row[:2]: row[5] for row in compact.employers(year).rows}
    assert rows == {("alle sectoren", "alle werkgevers"): "", ("alle sectoren", "schoolleider"): "", ("alle sectoren", "directeur mbo"): "", ("alle sectoren", "HR"): "",
                    ("po", "alle werkgevers"): "Eik", ("vo", "alle werkgevers"): "Beuk", ("vo", "schoolleider"): "", ("vo", "HR"): "", ("mbo", "alle werkgevers"): "\u2013"}


def test_a_difference_within_chance_is_not_called_one(results: YearResults) -> None:
    quiet = results.disagreement.assign(significant=pd.array([False] * len(results.disagreement), dtype="boolean"))
    assert "geen verschil is groter" in disagreement_sentence(YearResults(**{**vars(results), "disagreement": quiet}))


def test_small_groups_show_the_estimate_with_a_star_where_it_leans_mostly_on_elsewhere(results: YearResults) -> None:
    leaning = results.demand.assign(prior_weight=0.8, prior_source="landelijk: proef 2026")
    year = YearResults(**{**vars(results), "demand": leaning})
    table = compact_demand.phases_in_sector(year, "po")
    assert all(cell.endswith("*") or "[" in cell for row in table.rows for cell in row[1:]) and "rust voor meer dan de helft" in table.source
    sentence = compact_demand.basis_sentence(year, sector="*", career_phase="*").translate(SPACE)
    assert "en het landelijke beeld (telt voor 80 % mee)" in sentence and "De landelijke cijfers komen uit: proef 2026." in sentence


def test_every_chart_of_shares_has_the_same_scale_whatever_the_year_says(results: YearResults) -> None:
    small = results.demand.assign(**{c: results.demand[c] / 10 for c in ("share", "low", "high")})
    for year in (results, YearResults(**{**vars(results), "demand": small})):
        made = [make(Scene(year)) for make in (demand.themes_by_sector, demand.themes_by_phase, demand.teachers_and_employers, voices.change, voices.barriers, voices.forms)]
        assert all(c is not None and c.format is Format.SHARE for c in made)
        assert {upper_limit(c) for c in made if c is not None} == {1.0}


def test_a_theme_is_compared_only_where_every_file_asked_it_alike() -> None:
    asked = pd.DataFrame({"field": ["themes.orde", "themes.orde", "themes.toetsen", "themes.toetsen", "themes.taal", "sector"],
                          "change": ["gelijk", "gelijk", "gelijk", "opties_gewijzigd", "nieuw", "gelijk"]})
    outcomes = pd.DataFrame({"outcome_id": ["U1", "U2", "U3"], "theme_ids": ["orde", "orde, toetsen", None]})
    assert same_targets(asked, outcomes) == {"orde", "U1"}
