"""The files: the same every time, in the shapes that tools and DUO give, accepted by what reads them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from napl_analysis.example.people import NEED
from napl_analysis.example.plan import PLANS, Plan
from napl_analysis.example.schools import sites_of
from napl_analysis.intake.survey import read_survey
from napl_analysis.reference.places import load_places
from napl_analysis.region import open_region
from tests.example.conftest import RAW

MAIN = "voorbeeldregio-midden/2026"


def _tree(folder: Path) -> dict[str, bytes]:
    ours = [folder / "README.md", *(p for region in sorted(folder.glob("voorbeeldregio-*")) for p in sorted(region.rglob("*")))]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in ours if p.is_file() and "besluiten" not in p.parts}


def test_committed_files_are_what_the_generator_makes(made: Path) -> None:
    committed = {name: content for name, content in _tree(RAW).items() if not name.endswith(".respondent_sleutel")}
    assert sorted(committed) == sorted(_tree(made))
    assert [name for name, content in _tree(made).items() if committed[name] != content] == []


def test_another_process_makes_the_same_bytes(made: Path, tmp_path: Path) -> None:
    code = "import sys, pathlib; from napl_analysis.example import make_example; make_example(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert _tree(tmp_path) == _tree(made)


def test_making_it_again_leaves_decisions_and_other_regions_alone(made: Path) -> None:
    kept = [made / MAIN / "besluiten" / "koppelingen.csv", made / "mijn-regio" / "2026" / "regio.yml"]
    stale = made / MAIN / "enquete" / "oud.csv"
    for path in [*kept, stale]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("eigen werk", encoding="utf-8")
    from napl_analysis.example import make_example
    make_example(made)
    assert all(path.read_text(encoding="utf-8") == "eigen werk" for path in kept) and not stale.exists()
    for path in kept:
        path.unlink()


def test_workbooks_hold_no_dates_and_no_compression(made: Path) -> None:
    books = sorted(made.rglob("*.xlsx"))
    assert len(books) >= 20
    for path in books:
        with zipfile.ZipFile(path) as book:
            assert {(i.date_time, i.compress_type) for i in book.infolist()} == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)}


def test_all_of_it_stays_modest_in_size(made: Path) -> None:
    assert sum(len(content) for content in _tree(made).values()) < 6_000_000


@pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.folder)
def test_regio_yml_is_accepted_and_maps_every_theme_to_a_column_that_exists(made: Path, plan: Plan) -> None:
    year = open_region(made / plan.folder)
    assert year.config.region.example and (year.id, year.year) == (plan.region, plan.year)
    for source in year.config.sources.surveys:
        export = read_survey(year.path(source.file))
        known = set(export.questions["code"]) | set(export.questions["group"])
        columns = source.columns
        codes = [*columns.themes.values(), *columns.open_questions, *columns.ignore, *(c for cs in columns.preferences.values() for c in cs),
                 *(c for c in (columns.sector, columns.role, columns.career_phase, columns.age, columns.experience, columns.fte,
                               columns.school, columns.municipality) if c)]
        assert set(codes) <= known, source.file
        assert sorted(columns.themes) == sorted(NEED)
        assert columns.role or source.fixed.role
        people = plan.leaders if "leidinggevenden" in source.file else plan.teachers[Path(source.file).name.split("_")[0]]
        assert len(export.answers) == people


def test_limesurvey_has_bom_quotes_and_crlf(made: Path) -> None:
    content = (made / MAIN / "enquete/po_limesurvey.csv").read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"id. Antwoord-ID","submitdate. Datum ingestuurd"') and content.endswith(b"\r\n\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    done = [row[1] for row in rows[1:] if row]
    assert 0 < done.count("") < 0.1 * len(done)


def test_qualtrics_has_three_heading_rows(made: Path) -> None:
    rows = list(csv.reader((made / MAIN / "enquete/mbo_qualtrics.csv").open(encoding="utf-8", newline="")))
    assert not rows[0][0].startswith("\ufeff") and rows[0][-1] == "Q12"
    assert all("ImportId" in json.loads(cell) for cell in rows[2])


def test_microsoft_forms_has_dutch_headings_and_real_dates(made: Path) -> None:
    sheet = openpyxl.load_workbook(made / MAIN / "enquete/vo_microsoft_forms.xlsx")["Sheet1"]
    assert [c.value for c in sheet[1]][:6] == ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging"]
    assert len(sheet.tables) == 1 and sheet["B2"].is_date


def test_last_years_questionnaire_is_another_one(made: Path) -> None:
    def asked(year: int) -> dict[str, str]:
        questions = read_survey(made / f"voorbeeldregio-midden/{year}/enquete/po_limesurvey.csv").questions
        return {r.code: f"{r.text} {'' if pd.isna(r.option) else r.option}".strip() for r in questions.itertuples()}

    old, new = asked(2025), asked(2026)
    assert set(old) - set(new) == {"TH[SQ015]", "DAGD"}  # dropped
    changed = {code for code in old.keys() & new.keys() if old[code] != new[code]}
    assert changed == {"TH[SQ009]", "TH[SQ011]", "TH[SQ013]"}  # two reworded, one code used for another item
    assert "Vitaliteit" in old["TH[SQ013]"] and "Samenwerken" in new["TH[SQ013]"]


@pytest.mark.parametrize("region", sorted({p.region for p in PLANS}))
def test_schools_are_fictitious_in_real_municipalities(region: str) -> None:
    real = load_places().drop_duplicates("municipality_code").set_index("municipality_code")["municipality"]
    sites = sites_of(region)
    for site in sites:
        assert site.brin[:2] in ("97", "98", "99") and site.board.startswith("99")
        assert real[site.municipality.code] == site.municipality.name
    assert len({s.brin6 for s in sites}) == len({s.name for s in sites}) == len(sites)


def test_duo_files_are_in_duos_shape(made: Path) -> None:
    folder = made / MAIN / "duo"
    text = (folder / "02.-alle-vestigingen-vo.csv").read_bytes().decode("cp1252")
    lines = text.split("\r\n")
    assert lines[0].startswith("PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM") and '"' not in text
    assert all(len(line.split(";")) == len(lines[0].split(";")) for line in lines if line) and "; ; ;" in lines[1]
    book = openpyxl.load_workbook(folder / "01.-onderwijspersoneel-po-in-personen-2011-2025.xlsx", read_only=True)
    assert book.sheetnames == ["owtype-best-instelling", "owtype-best-instelling-functie"]
    rows = list(book["owtype-best-instelling-functie"].iter_rows(values_only=True))
    assert "PERSONEN 2025" in rows[0] and any(r[2] == "BOVENSCHOOLS" for r in rows) and any("*" in r for r in rows)
    assert all(isinstance(cell, int | float | str) and cell not in (1, 2, 3, 4) for r in rows[1:] for cell in (r[4], *r[7:13]) if cell is not None)


@pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.folder)
def test_eight_to_fifteen_percent_of_the_teachers_answered(plan: Plan) -> None:
    for sector, respondents in plan.teachers.items():
        teachers = sum(s.teachers for s in sites_of(plan.region) if s.sector == sector)
        assert 0.08 <= respondents / teachers <= 0.15, sector
