"""What was planted stands in the files, is found by intake, and what is personal in it comes no further."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from napl_analysis.example import PLANTED, personal_texts
from napl_analysis.example.planted import Planted
from napl_analysis.findings import findings_frame
from napl_analysis.intake.change_log import HIDDEN
from napl_analysis.intake.files import read_grids
from napl_analysis.intake.offerings import read_catalogues
from napl_analysis.intake.respondents import read_surveys
from napl_analysis.intake.schools import read_schools
from napl_analysis.reference.outcomes import load_outcomes, load_themes
from napl_analysis.reference.places import load_places
from napl_analysis.region import open_region

RULES = {"sector_onbekend", "ervaring_onmogelijk", "dubbele_inzending", "niet_afgemaakt", "persoonsgegevens_gemaskeerd", "aanbod_dubbel",
         "ects_uren_tegenstrijdig", "vestiging_niet_in_duo"}
REGION_YEARS = sorted({(p.region, p.year) for p in PLANTED})


def _name(planted: Planted) -> str:
    return f"{planted.region[15:]}-{planted.year}-{Path(planted.file).stem}-{planted.row}-{planted.rule}"


def test_every_kind_of_mistake_is_planted_in_the_year_of_the_analysis() -> None:
    assert {p.rule for p in PLANTED if (p.region, p.year) == ("voorbeeldregio-midden", 2026)} == RULES
    masked = [p for p in PLANTED if p.rule == "persoonsgegevens_gemaskeerd"]
    assert masked and all(p.personal and all(text in p.value for text in p.personal) for p in masked)


@pytest.mark.parametrize("planted", PLANTED, ids=_name)
def test_it_stands_where_the_list_says(made: Path, planted: Planted) -> None:
    rows = [[str(cell) for cell in grid.rows[planted.row - 1]] for grid in read_grids(made / planted.region / str(planted.year) / planted.file)
            if len(grid.rows) >= planted.row]
    if planted.item:
        assert any(planted.item in row for row in rows)
    elif planted.rule == "niet_afgemaakt":
        assert "" in rows[0] or "None" in rows[0]
    else:
        assert any(planted.value in row for row in rows)


@pytest.fixture(scope="module")
def read(made: Path) -> dict[tuple[str, int], tuple[pd.DataFrame, str, pd.DataFrame]]:
    """Per region-year: the findings, everything that intake hands on as one text, and the change log."""
    result = {}
    for region, number in REGION_YEARS:
        year = open_region(made / region / str(number))
        schools, _, school_findings = read_schools(year)
        surveys = read_surveys(year, schools, load_themes(), load_places())
        offerings, offering_findings, _, offering_changes = read_catalogues(year, load_places(), load_outcomes(None))
        findings = findings_frame([*school_findings, *surveys.findings, *offering_findings])
        frames = (findings, surveys.respondents, surveys.needs, surveys.statements, surveys.preferences, surveys.questionnaire, offerings, surveys.changes_log, offering_changes)
        result[region, number] = findings, "\n".join(frame.to_csv() for frame in frames), surveys.changes_log
    return result


@pytest.mark.parametrize("planted", PLANTED, ids=_name)
def test_intake_finds_it(read: dict[tuple[str, int], tuple[pd.DataFrame, str, pd.DataFrame]], planted: Planted) -> None:
    findings, *_ = read[planted.region, planted.year]
    here = findings[(findings["rule"] == planted.rule) & (findings["file"].map(lambda f: Path(f).name) == Path(planted.file).name)]
    if planted.rule == "aanbod_dubbel":  # the finding names the title; its row is that of either listing
        assert here["before"].eq(planted.item).any()
    else:
        assert planted.row in set(here["row"].dropna())


CHANGED = [p for p in PLANTED if p.rule in {"sector_onbekend", "ervaring_onmogelijk", "vestiging_niet_in_duo", "persoonsgegevens_gemaskeerd"}]


@pytest.mark.parametrize("planted", CHANGED, ids=_name)
def test_the_change_log_has_the_cell(read: dict[tuple[str, int], tuple[pd.DataFrame, str, pd.DataFrame]], planted: Planted) -> None:
    log = read[planted.region, planted.year][2]
    here = log[(log["file"] == Path(planted.file).name) & (log["row"] == str(planted.row)) & (log["column"] == planted.column) & (log["rule"] == planted.rule)]
    assert here["before"].tolist() == [HIDDEN if planted.personal else planted.value]
    assert here["after"].isna().tolist() == [not planted.personal]


def test_a_spelling_in_the_file_is_in_the_log_on_each_of_its_rows(made: Path, read: dict[tuple[str, int], tuple[pd.DataFrame, str, pd.DataFrame]]) -> None:
    log = read["voorbeeldregio-midden", 2026][2]
    (grid,) = read_grids(made / "voorbeeldregio-midden/2026/enquete/po_limesurvey.csv")
    column = next(i for i, heading in enumerate(grid.rows[0]) if str(heading).startswith("TYPE"))
    stands = {str(n) for n, row in enumerate(grid.rows, start=1) if str(row[column]).strip().lower() == "basisonderwijs"}
    logged = log[(log["file"] == "po_limesurvey.csv") & (log["rule"] == "sector_schrijfwijze") & (log["before"].str.lower() == "basisonderwijs")]
    assert logged["after"].eq("po").all() and len(logged) > 100 and set(logged["row"]) <= stands
    assert len(stands - set(logged["row"])) <= 10  # unfinished and double answers were left out before


@pytest.mark.parametrize("region_year", REGION_YEARS, ids=str)
def test_nothing_personal_gets_past_intake(read: dict[tuple[str, int], tuple[pd.DataFrame, str, pd.DataFrame]], region_year: tuple[str, int]) -> None:
    _, everything, _ = read[region_year]
    assert [text for text in personal_texts() if text.lower() in everything.lower()] == []


def test_the_personal_texts_are_really_in_the_raw_files(made: Path) -> None:
    raw = b"\n".join(p.read_bytes() for p in made.rglob("enquete/*"))
    assert [text for text in personal_texts() if text.encode() not in raw] == []
