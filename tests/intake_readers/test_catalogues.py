"""Catalogues as providers send them, in every layout and format, into the offerings table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.intake.catalogue.schemaorg import iso_hours
from napl_analysis.tables import OFFERINGS, conform

from . import catalogues as c
from . import dialects as d


def rules(frame: pd.DataFrame) -> list[str]:
    return [f.rule for f in frame.attrs["findings"]]


def only(frame: pd.DataFrame) -> dict[str, Any]:
    """The one offering, without what is missing."""
    assert len(frame) == 1
    return {k: v for k, v in frame.iloc[0].to_dict().items() if pd.notna(v)}


# --- spreadsheets ------------------------------------------------------------------------------------


def test_layout_makes_no_difference(tmp_path: Path) -> None:
    """Title rows, empty rows, a repeated header, totals and a footnote; Dutch csv; columns in another order."""
    plain = read_catalogue(c.sheet(tmp_path / "a.xlsx", [c.HEADINGS, *c.ROWS]), provider="Bureau")
    busy = [
        ["Scholingsaanbod 2026"],
        ["Stand per 1-9-2026"],
        [],
        c.HEADINGS,
        c.ROWS[0],
        [],
        c.HEADINGS,
        c.ROWS[1],
        c.ROWS[2],
        ["Totaal", None, None, None, None, None, None, 1745],
        ["* prijzen onder voorbehoud"],
    ]
    others = [
        c.sheet(tmp_path / "b.xlsx", busy, merges=("A1:M1",)),
        d.save_csv(
            tmp_path / "c.csv", [["" if v is None else v for v in row] for row in [c.HEADINGS, *c.ROWS]], delimiter=";", encoding="cp1252"
        ),
        c.sheet(tmp_path / "d.xlsx", [[*reversed(row), None] for row in [c.HEADINGS, *c.ROWS]]),
        c.sheet(tmp_path / "e.xlsx", [[None, None], *([None, *row] for row in [c.HEADINGS, *c.ROWS])]),
    ]
    same = [n for n in OFFERINGS.names if n not in ("offering_id", "source_file", "source_row")]
    for path in others:
        pd.testing.assert_frame_equal(read_catalogue(path, provider="Bureau")[same], plain[same])


def test_values_of_a_spreadsheet(tmp_path: Path) -> None:
    frame = read_catalogue(c.sheet(tmp_path / "a.xlsx", [c.HEADINGS, *c.ROWS]), provider="Bureau", provider_type="privaat")
    assert frame["sectors"].tolist() == ["po,vo", "mbo", "vo"]
    assert frame["career_phases"].tolist() == ["startbekwaam", "startbekwaam,vakbekwaam,expert", "vakbekwaam"]
    assert frame["study_load_hours"].tolist() == [16, 1680, 60] and frame["ects"].fillna(0).tolist() == [0, 60, 5]
    assert frame["price_eur"].iloc[0] == 495 and pd.isna(frame["price_eur"].iloc[1]) and frame["price_raw"].iloc[1] == "op aanvraag"
    assert (
        frame["formality"].iloc[0] == "non_formeel"
        and frame["learning_mode"].iloc[1] == "team"
        and frame["delivery"].tolist() == ["fysiek", "hybride", "online"]
    )
    assert frame["nlqf"].tolist() == [6, 7, 6] and frame["places_per_year"].fillna(-1).tolist() == [20, 30, -1]
    assert frame["claimed_outcomes"].iloc[0] == "VSV01,VSV04" and frame["source_row"].tolist() == ["2", "3", "4"]
    assert frame["municipality_code"].isna().all() and frame["location_raw"].tolist() == ["Utrecht", "Zeist", "online"]
    found = {f.rule: f for f in frame.attrs["findings"]}
    assert found["ects_uren_tegenstrijdig"].row == 4 and "140 uur" in found["ects_uren_tegenstrijdig"].message
    assert "Kleur" in found["kolom_niet_gebruikt"].message
    conform(frame, OFFERINGS)


def test_merged_cells_two_header_rows_and_sections(tmp_path: Path) -> None:
    rows = [
        ["Sector", "Cursus", "Omvang", None, "Kosten per deelnemer"],
        [None, None, "EC", "Uren", None],
        ["Primair onderwijs", "A", "3 EC", 84, "€ 100"],
        [None, "B", "5 EC", 140, "€ 200"],
        ["Mbo", "C", None, 20, "gratis"],
    ]
    frame = read_catalogue(c.sheet(tmp_path / "a.xlsx", rows, merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4")), provider="X")
    assert frame["title"].tolist() == ["A", "B", "C"] and frame["sectors"].tolist() == ["po", "po", "mbo"]
    assert (
        frame["ects"].fillna(0).tolist() == [3, 5, 0]
        and frame["study_load_hours"].tolist() == [84, 140, 20]
        and frame["price_eur"].tolist() == [100, 200, 0]
    )
    sections = [
        ["Naam training", "Inhoud", "Duur (dagdelen)"],
        ["Voortgezet onderwijs"],
        ["D", "d", 3],
        ["Middelbaar beroepsonderwijs"],
        ["E", "e", 2],
    ]
    frame = read_catalogue(c.sheet(tmp_path / "b.xlsx", sections), provider="X")
    assert frame["sectors"].tolist() == ["vo", "mbo"] and frame["study_load_hours"].tolist() == [12, 8]


def test_a_list_of_titles_is_no_list_of_sections(tmp_path: Path) -> None:
    rows = [["Titel", "Omschrijving", "Prijs"], ["A", None, None], ["B", None, None], ["C", "iets", 5]]
    assert read_catalogue(c.sheet(tmp_path / "a.xlsx", rows), provider="X")["title"].tolist() == ["A", "B", "C"]


def test_several_sheets(tmp_path: Path) -> None:
    path = c.sheet(
        tmp_path / "a.xlsx",
        [["Titel", "Prijs"], ["A", 10]],
        name="PO",
        more={"VO": [["Naam aanbod", "Kosten"], ["B", 20]], "Toelichting": [["Lees dit eerst"]]},
    )
    frame = read_catalogue(path, provider="X")
    assert frame[["title", "sectors", "source_row"]].to_numpy().tolist() == [["A", "po", "PO:2"], ["B", "vo", "VO:2"]]
    assert "blad_zonder_aanbod" in rules(frame)


def test_what_cannot_be_read_is_missing_with_the_text_beside_it(tmp_path: Path) -> None:
    path = c.sheet(
        tmp_path / "a.xlsx",
        [["Titel", "Sector", "Studielast", "Prijs", "Niveau"], ["A", "kinderopvang", "6 bijeenkomsten", "zie website", "hbo/wo"]],
    )
    frame = read_catalogue(path, provider="X")
    assert frame[["sectors", "study_load_hours", "price_eur", "nlqf"]].isna().all(axis=None)
    assert frame[["sectors_raw", "study_load_raw", "price_raw", "level_raw"]].iloc[0].tolist() == [
        "kinderopvang",
        "6 bijeenkomsten",
        "zie website",
        "hbo/wo",
    ]
    assert {"niet_gelezen_sector", "niet_gelezen_studielast", "niet_gelezen_prijs", "niet_gelezen_niveau"} <= set(rules(frame))
    assert all(f.row == 2 for f in frame.attrs["findings"] if f.rule.startswith("niet_gelezen"))


def test_provider_from_the_file_else_from_the_call_else_asked(tmp_path: Path) -> None:
    named = c.sheet(tmp_path / "a.xlsx", [["Aanbieder: Academie De Brug"], ["Titel", "Prijs"], ["A", 10]])
    column = c.sheet(
        tmp_path / "b.xlsx", [["Titel", "Aanbieder", "Soort aanbieder", "Prijs"], ["A", "Pabo Z", "hogeschool", 1], ["B", None, None, 2]]
    )
    silent = c.sheet(tmp_path / "c.xlsx", [["Titel", "Prijs"], ["A", 10]])
    assert read_catalogue(named)["provider"].tolist() == ["Academie De Brug"]
    both = read_catalogue(column, provider="Y", provider_type="privaat")
    assert both[["provider", "provider_type"]].to_numpy().tolist() == [["Pabo Z", "publieke_lerarenopleider"], ["Y", "privaat"]]
    assert read_catalogue(silent)["provider"].tolist() == ["c"] and "aanbieder_onbekend" in rules(read_catalogue(silent))


def test_offering_ids_survive_a_row_put_in_between(tmp_path: Path) -> None:
    head, a, b = ["Titel", "Prijs"], ["A", 10], ["B", 20]
    before = read_catalogue(c.sheet(tmp_path / "x.xlsx", [head, a, b, a]), provider="P")["offering_id"]
    after = read_catalogue(c.sheet(tmp_path / "x.xlsx", [head, a, ["Nieuw", 5], b, a]), provider="P")["offering_id"]
    assert before.is_unique and after.is_unique and set(before) < set(after)
    assert read_catalogue(tmp_path / "x.xlsx", provider="Ander")["offering_id"].tolist() != after.tolist()


def test_contact_persons_are_not_read(tmp_path: Path) -> None:
    path = c.sheet(tmp_path / "a.xlsx", [["Titel", "Contactpersoon", "E-mail", "Prijs"], ["A", "Jan Jansen", "jan@x.nl", 5]])
    frame = read_catalogue(path, provider="X")
    assert "jan" not in (frame.to_csv() + str(frame.attrs["findings"])).lower() and "contactgegevens_weggelaten" in rules(frame)


# --- OOAPI -------------------------------------------------------------------------------------------


def test_ooapi_pages_in_a_folder_belong_together(tmp_path: Path) -> None:
    folder = tmp_path / "hogeschool"
    folder.mkdir()
    c.save_json(folder / "courses-1.json", c.page([c.ooapi_course(1)], 1, 2))
    c.save_json(
        folder / "courses-2.json",
        c.page([c.ooapi_course(2, name=c.said("Tweede"), studyLoad={"studyLoadUnit": "sbu", "value": 56}), c.ooapi_course(1)], 2, 2),
    )
    c.save_json(folder / "offerings.json", c.page([c.ooapi_run(1), c.ooapi_run(2, amount="950.00")]))
    c.save_json(folder / "organizations.json", c.page([{"organizationId": "org-1", "name": c.said("Hogeschool Bedacht")}]))
    frame = read_catalogue(folder)
    first = frame.iloc[0]
    assert frame["title"].tolist() == ["Klassenmanagement 1", "Tweede"], "Dutch before English, a course on two pages once"
    assert first["provider"] == "Hogeschool Bedacht" and first["description"].startswith("Voor starters in het vo & mbo.")
    assert (first["ects"], first["price_eur"], first["places_per_year"], first["nlqf"]) == (5, 950, 40, 6)
    assert (
        first["claimed_outcomes"] == "VSV02"
        and first["delivery"] == "hybride"
        and first["source_row"] == "KM-01"
        and first["dates_raw"] == "2026-09-01, 2026-10-01"
    )
    assert frame["study_load_hours"].iloc[1] == 56 and first["sectors"] == "vo,mbo" and "sector_uit_tekst" in rules(frame)


def test_ooapi_v6_learning_outcomes_and_lists(tmp_path: Path) -> None:
    course = {
        "courseId": "c-6",
        "name": c.said("Onderzoek in de school"),
        "studyLoad": [{"studyLoadUnit": "ects", "value": 3}, {"studyLoadUnit": "contacttime", "value": 20}],
        "modesOfDelivery": ["online", "presential"],
        "levelOfQualification": "eqf_7",
        "learningOutcomeIds": ["lo-1", "lo-2"],
    }
    outcomes = [
        {"learningOutcomeId": "lo-1", "primaryCode": {"codeType": "identifier", "code": "SCO05"}, "name": c.said("Onderzoeken")},
        {"learningOutcomeId": "lo-2", "name": c.said("Delen")},
    ]
    offering = only(read_catalogue(c.save_json(tmp_path / "v6.json", c.page([course, *outcomes])), provider="U"))
    assert (offering["ects"], offering["nlqf"], offering["delivery"], offering["claimed_outcomes"]) == (3, 7, "hybride", "SCO05")
    assert "Onderzoeken; Delen" in offering["description"] and "study_load_hours" not in offering


def test_json_that_is_something_else(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="geen cursussen"):
        read_catalogue(c.save_json(tmp_path / "x.json", {"items": [{"id": 1}]}))


# --- EDU-DEX -----------------------------------------------------------------------------------------


def test_edudex_folder(tmp_path: Path) -> None:
    folder = tmp_path / "bureau"
    folder.mkdir()
    for name, text in (
        ("directory.xml", c.EDUDEX_DIRECTORY),
        ("institute.xml", c.EDUDEX_INSTITUTE),
        ("p1.xml", c.edudex_program(1)),
        ("p2.xml", c.edudex_program(2)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    frame = read_catalogue(folder)
    assert (
        frame["title"].tolist() == ["Coachen in het mbo 1", "Coachen in het mbo 2"] and frame["provider"].tolist() == ["Bureau Bedacht"] * 2
    )
    first = frame.iloc[0]
    assert (first["ects"], first["study_load_hours"], first["price_eur"], first["nlqf"]) == (5, 140, 1325, 6), (
        "required costs add up, optional ones do not count"
    )
    assert (first["sectors"], first["career_phases"], first["delivery"], first["location_raw"], first["dates_raw"]) == (
        "mbo",
        "startbekwaam",
        "hybride",
        "Amersfoort",
        "2026-10-01",
    )
    assert "Contactpersoon" not in frame.to_csv() and "bureau.invalid" not in frame.to_csv()


def test_edudex_loads_and_prices_per_period(tmp_path: Path) -> None:
    def read(*changes: tuple[str, str]) -> dict[str, Any]:
        text = c.edudex_program()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "p.xml").write_text(text, encoding="utf-8")
        return only(read_catalogue(tmp_path / "p.xml", provider="X"))

    weekly = read(
        ('<programDuration unit="day">3<', '<programDuration unit="week">20<'),
        ('<studyLoad period="hour">140<', '<studyLoad period="week">7<'),
    )
    assert weekly["study_load_hours"] == 140
    unknown = read(('<studyLoad period="hour">140<', '<studyLoad period="week">7<'))
    assert "study_load_hours" not in unknown and "7 uur per week" in unknown["study_load_raw"]
    yearly = read(("<currency>eur</currency>", "<currency>eur</currency><period>year</period>"))
    assert "price_eur" not in yearly and "per jaar" in yearly["price_raw"]
    assert read(("<degree>certificate<", "<degree>none<")).get("certificate") is None
    assert read(("<programLevel>hbo-bachelor<", "<programLevel>academic master<"))["nlqf"] == 7


def test_directory_alone_has_no_offerings(tmp_path: Path) -> None:
    (tmp_path / "directory.xml").write_text(c.EDUDEX_DIRECTORY, encoding="utf-8")
    with pytest.raises(InputError, match="geen aanbod"):
        read_catalogue(tmp_path / "directory.xml")


# --- schema.org --------------------------------------------------------------------------------------


def test_schemaorg_in_a_saved_page_and_in_json(tmp_path: Path) -> None:
    (tmp_path / "pagina.html").write_text(c.html(), encoding="utf-8")
    page, data = only(read_catalogue(tmp_path / "pagina.html")), only(read_catalogue(c.save_json(tmp_path / "cursus.json", c.COURSE)))
    assert {k: v for k, v in page.items() if k not in ("source_file", "offering_id")} == {
        k: v for k, v in data.items() if k not in ("source_file", "offering_id")
    }
    assert (page["title"], page["provider"], page["ects"], page["study_load_hours"], page["price_eur"], page["nlqf"]) == (
        "Feedback geven",
        "Bureau X",
        3,
        84,
        295,
        6,
    )
    assert (page["delivery"], page["location_raw"], page["places_per_year"], page["dates_raw"], page["source_row"], page["sectors"]) == (
        "fysiek",
        "Gouda",
        16,
        "2026-10-01",
        "FB1",
        "po",
    )


def test_page_with_one_broken_block(tmp_path: Path) -> None:
    text = c.html().replace("</head>", '<script type="application/ld+json">{"@type": "Course", </script></head>')
    (tmp_path / "p.html").write_text(text, encoding="utf-8")
    assert "jsonld_onleesbaar" in rules(read_catalogue(tmp_path / "p.html"))
    (tmp_path / "leeg.html").write_text("<!doctype html><html><body>Cursussen</body></html>", encoding="utf-8")
    with pytest.raises(InputError, match="geen cursusgegevens"):
        read_catalogue(tmp_path / "leeg.html")


@pytest.mark.parametrize(("text", "hours"), [("PT40H", 40), ("P2D", 16), ("PT1H30M", 1.5), ("P1DT2H", 10), ("P3M", None), ("40 uur", None)])
def test_iso_durations(text: str, hours: float | None) -> None:
    assert iso_hours(text) == hours


def test_folder_with_one_bad_file_reads_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    c.save_json(folder / "a.json", c.page([c.ooapi_course(1)]))
    (folder / "b.pdf").write_bytes(b"%PDF-1.4")
    frame = read_catalogue(folder, provider="X")
    assert len(frame) == 1 and "bestand_overgeslagen" in rules(frame)


def test_for_everybody_is_every_sector_and_a_dash_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gids.csv"
    path.write_text("Titel;Voor wie;Toetsing;Certificaat\nTeamdag;alle sectoren;-;nee\nCursus;leraren po en vo;opdracht;–\n", encoding="utf-8")
    frame = read_catalogue(path, provider="X")
    assert frame["sectors"].tolist() == ["po,vo,mbo", "po,vo"]
    assert frame["assessment"].isna().tolist() == [True, False] and frame["certificate"].tolist()[0] == "nee" and frame["certificate"].isna().tolist()[1]
