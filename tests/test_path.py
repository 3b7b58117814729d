"""The analyst's path on the command line: a new region from files under other names, judging, years, boundaries."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from support import EXAMPLE, SHARED

from napl_analysis.cli import EXIT_INPUT, EXIT_LOOK, EXIT_OK, main
from napl_analysis.loading import load
from napl_analysis.matching.decisions import apply_decisions
from napl_analysis.region import open_region
from napl_analysis.reports.judge_book import judge_book
from napl_analysis.tables import MATCHES, conform
from napl_analysis.yeardata import YearResults
from napl_analysis.yearly import analyse

WEST = EXAMPLE / "voorbeeldregio-west" / "2026"
NAMES = {
    "enquete/po_limesurvey.csv": "enquete/results-survey 884512.csv", "enquete/vo_microsoft_forms.xlsx": "enquete/Scholing vo (1-212).xlsx",
    "enquete/mbo_qualtrics.csv": "enquete/mbo export.csv", "enquete/leidinggevenden_google_forms.csv": "enquete/Leidinggevenden.csv",
    "catalogi/ulo-nergenshuizen.csv": "catalogi/ulo.csv", "catalogi/hogeschool-voorbeeldstad": "catalogi/hogeschool",
    "duo/02.-alle-schoolvestigingen-basisonderwijs.csv": "duo/bo.csv", "duo/02.-alle-vestigingen-vo.csv": "duo/vo.csv",
    "duo/01.-adressen-mbo-instellingen.csv": "duo/mbo.csv",
    **{f"duo/01.-onderwijspersoneel-{s}-in-personen-2011-2025.xlsx": f"duo/personeel {s}.xlsx" for s in ("po", "vo", "mbo")},
}
SUBREGIONS = """\
  Haaglanden: [GM0518, GM0503, GM0603, GM0637]
  Rijnland: [GM0546, GM0547, GM0537, GM0484]
  Groene Hart: [GM0513, GM0627, GM1892, GM1901]
"""


def napl(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """The exit code and everything that was said."""
    code = main([str(w) for w in words])
    said = capsys.readouterr()
    return code, said.out + said.err


def edited(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert re.search(old, text), old
        text = re.sub(old, new, text)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def new_folder(tmp_path: Path) -> Path:
    """What `napl nieuw` makes, with the files of the smallest example region under other names."""
    assert main(["nieuw", "mijn-regio", "2026", "--in", str(tmp_path), "--stil"]) == EXIT_OK
    folder = tmp_path / "mijn-regio" / "2026"
    for old, new in NAMES.items():
        copy = shutil.copytree if (WEST / old).is_dir() else shutil.copyfile
        copy(WEST / old, folder / new)
    return folder


def test_an_empty_year_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = napl(capsys, "nieuw", "mijn-regio", 2026, "--in", tmp_path)
    folder = tmp_path / "mijn-regio" / "2026"
    assert code == EXIT_OK and f"napl controleer {folder} --schrijf" in said
    code, said = napl(capsys, "controleer", folder, "--streng")
    assert code == EXIT_LOOK and "nog niets om te lezen" in said
    code, said = napl(capsys, "analyseer", folder)
    assert code == EXIT_INPUT and "geen enquete" in said and "--schrijf" in said and "Traceback" not in said


@pytest.mark.slow
@pytest.mark.xdist_group("path")
def test_a_new_region_from_its_files_alone(new_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The proposals give the same data as the example's own, hand-made regio.yml."""
    config = new_folder / "regio.yml"
    code, said = napl(capsys, "controleer", new_folder)
    assert code == EXIT_OK and "enquete/mbo export.csv   -> enquetes" in said and "--schrijf" in said
    before = config.read_text(encoding="utf-8")
    assert napl(capsys, "controleer", new_folder, "--schrijf")[0] == EXIT_OK
    lines = config.read_text(encoding="utf-8").splitlines()
    assert not [line for line in before.splitlines() if line.strip().startswith("#") and line not in lines], "comments are kept"

    code, said = napl(capsys, "controleer", new_folder)  # nobody filled in who answered the vo survey
    assert code == EXIT_INPUT and "Scholing vo" in said and "rol" in said
    edited(config, (r"\n        rol:  ", "\n        rol: leraar  "), (r"(mbo export.csv\n +vast:\n +sector:)", r"\1 mbo"))
    code, said = napl(capsys, "controleer", new_folder, "--streng")
    assert code == EXIT_LOOK and "GM0546 Leiden (" in said, "the municipalities that are missing are named"
    edited(config, (r"  hele regio: .*\n", SUBREGIONS))
    mine, example = load(open_region(new_folder)), load(open_region(WEST))
    assert not set(mine.findings["rule"]) & {"deelregios_onvolledig", "bestand_niet_genoemd"}
    for table in ("respondents", "needs", "preferences", "statements"):
        counted = [_without_ids(getattr(data, table)) for data in (mine, example)]
        pd.testing.assert_frame_equal(*counted)
    pd.testing.assert_frame_equal(mine.staff, example.staff)


def _without_ids(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows as counts of what they say: respondent numbers and file names differ between two folders."""
    kept = frame.drop(columns=[c for c in ("respondent_id", "statement_id", "source_file") if c in frame])
    return kept.astype("str").value_counts(dropna=False).sort_index().reset_index()


@pytest.mark.slow
@pytest.mark.xdist_group("path")
def test_a_file_that_nobody_named_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "2026"
    shutil.copytree(WEST, folder)
    (folder / "catalogi" / "vergeten.xlsx").write_bytes(b"x")
    (folder / "enquete" / "LEESMIJ.txt").write_text("van ons", encoding="utf-8")
    findings = load(open_region(folder)).findings.query("rule == 'bestand_niet_genoemd'")
    assert findings["file"].tolist() == ["catalogi/vergeten.xlsx"]
    (folder / "enquete" / "po_limesurvey.csv").rename(folder / "enquete" / "po nieuw.csv")
    code, said = napl(capsys, "controleer", folder)
    assert code == EXIT_INPUT and "enquete/po_limesurvey.csv" in said and "enquete/po nieuw.csv" in said


# --- Judging --------------------------------------------------------------------------------------------------


def with_list(folder: Path) -> YearResults:
    """The year analysed, and its te_beoordelen.xlsx where the command looks for it (the other reports take longer)."""
    results = analyse(load(open_region(folder)))
    reports = folder / "uitvoer" / "rapporten"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "te_beoordelen.xlsx").write_bytes(judge_book(results))
    return results


@pytest.fixture(scope="module")
def year_to_judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beoordelen") / "2026"
    shutil.copytree(WEST, folder)
    with_list(folder)
    return folder


def filled(folder: Path, name: str, choose: dict[int, str]) -> Path:
    """A copy of te_beoordelen.xlsx with choices: row of the list -> heading of the column whose text is chosen, or a text."""
    book = load_workbook(folder / "uitvoer" / "rapporten" / "te_beoordelen.xlsx")
    sheet = book["Beoordelen"]
    at = {cell.value: cell.column for cell in sheet[4]}
    for row, choice in choose.items():
        text = sheet.cell(4 + row, at[choice]).value if choice in at else choice
        sheet.cell(4 + row, at["Besluit"]).value = text
    book.save(folder.parent / name)
    return folder.parent / name


def asked(folder: Path) -> list[str]:
    sheet = load_workbook(folder / "uitvoer" / "rapporten" / "te_beoordelen.xlsx", read_only=True)["Beoordelen"]
    return [str(row[-1]) for row in sheet.iter_rows(min_row=5, values_only=True)]


def decisions(folder: Path) -> list[dict[str, str]]:
    with (folder / "besluiten" / "koppelingen.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.slow
@pytest.mark.xdist_group("path")
def test_mistakes_in_a_judged_file_are_named(year_to_judge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = napl(capsys, "beoordeel", year_to_judge)
    assert code == EXIT_OK and "nog niets ingevuld" in said
    code, said = napl(capsys, "beoordeel", year_to_judge, filled(year_to_judge, "fout.xlsx", {4: "VSV0x Klassemanagement"}))
    assert code == EXIT_INPUT and "rij 8" in said and "'Besluit'" in said and "VSV0x" in said
    other = next((WEST / "catalogi").glob("*.xlsx"))
    code, said = napl(capsys, "beoordeel", year_to_judge, other)
    assert code == EXIT_INPUT and "'Beoordelen' ontbreekt" in said
    code, said = napl(capsys, "beoordeel", year_to_judge, "--datum", "23-11-2026")
    assert code == EXIT_INPUT and "23-11-2026" in said
    assert not (year_to_judge / "besluiten" / "koppelingen.csv").exists()


@pytest.mark.slow
@pytest.mark.xdist_group("path")
def test_two_judges_and_what_becomes_of_it(year_to_judge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = asked(year_to_judge)
    first = filled(year_to_judge, "te_beoordelen_AB.xlsx", {1: "Kandidaat 1", 2: "Kandidaat 1", 3: "geen van deze", 4: "Kandidaat 2"})
    second = filled(year_to_judge, "te_beoordelen_CD.xlsx", {1: "Kandidaat 1", 2: "Kandidaat 2", 3: "geen van deze", 5: "Kandidaat 1"})
    code, said = napl(capsys, "beoordeel", year_to_judge, first, second)
    # Three texts judged by both: alike on the first and third. Chance: 1/3 x 1/3 twice, so kappa = (2/3 - 2/9) / (7/9) = 0.57,
    # unless two candidates are the same outcome.
    assert code == EXIT_OK and "kappa" in said and "Over 1 teksten" in said
    with (year_to_judge / "besluiten" / "conflicten.csv").open(encoding="utf-8") as stream:
        assert [(r["text_key"], r["decided_by_1"], r["decided_by_2"]) for r in csv.DictReader(stream)] == [(keys[1], "AB", "CD")]
    assert {r["text_key"] for r in decisions(year_to_judge)} == {keys[i] for i in (0, 2, 3, 4)}
    napl(capsys, "beoordeel", year_to_judge, filled(year_to_judge, "samen.xlsx", {2: "Kandidaat 1"}), "--door", "AB en CD")
    settled = [r for r in decisions(year_to_judge) if r["text_key"] == keys[1] and r["decision"] == "bevestigd"]
    assert len(settled) == 1 and settled[0]["decided_by"] == "AB en CD"
    assert not (year_to_judge / "besluiten" / "conflicten.csv").read_text(encoding="utf-8").splitlines()[1:]

    again = with_list(year_to_judge)
    assert not set(keys[:5]) & set(asked(year_to_judge))
    step = again.steps[again.steps["stap"].str.contains("besluiten naar teksten")].iloc[0]
    assert step["rijen_voor"] == 5 and step["rijen_na"] >= 5
    assert "besluiten/koppelingen.csv" in {i["bestand"] for i in again.inputs}


def test_choosing_an_outcome_of_an_offering_rejects_no_other() -> None:
    rows = [(kind, "1", outcome, 0.5, 0.5, "", "automatisch") for kind in ("offering", "statement") for outcome in ("VSV01", "VSV02")]
    matches = conform(pd.DataFrame(rows, columns=["kind", "item_id", "outcome_id", "score", "probability", "because", "decision"])
                      .assign(decided_by=pd.NA, decided_on=pd.NA), MATCHES)
    texts = pd.DataFrame({"kind": ["offering", "statement"], "item_id": "1", "text": "orde in de klas"})
    judged = pd.DataFrame([(kind, "orde in de klas", "VSV01", "bevestigd", "AB", "2026-11-23") for kind in ("offering", "statement")],
                          columns=["kind", "text_key", "outcome_id", "decision", "decided_by", "decided_on"])
    after = apply_decisions(matches, texts, judged).set_index(["kind", "outcome_id"])["decision"]
    assert after.to_dict() == {("offering", "VSV01"): "bevestigd", ("offering", "VSV02"): "automatisch",
                               ("statement", "VSV01"): "bevestigd", ("statement", "VSV02"): "verworpen"}


# --- Years and boundaries -------------------------------------------------------------------------------------


def test_years_of_two_regions_are_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = napl(capsys, "vergelijk", WEST, EXAMPLE / "voorbeeldregio-oost" / "2026")
    assert code == EXIT_INPUT and "dezelfde regio" in said


def test_boundaries_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = SHARED / "boundaries" / "gemeenten_342_cbs2022.geojson"
    if not source.is_file():
        pytest.skip("the boundaries to load are not on this computer")
    code, said = napl(capsys, "grenzen", "--bestand", source, "--in", tmp_path)
    assert code == EXIT_OK and "Klaar" in said
    kept = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(kept) == 1 and len(json.loads(kept[0].read_text(encoding="utf-8"))["features"]) > 300


def test_a_wrong_file_with_boundaries_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "kaart.geojson"
    wrong.write_text("geen kaart", encoding="utf-8")
    code, said = napl(capsys, "grenzen", "--bestand", wrong, "--in", tmp_path / "data")
    assert code == EXIT_INPUT and "kaart.geojson" in said and not (tmp_path / "data").exists()
    code, said = napl(capsys, "grenzen")
    assert code == EXIT_INPUT and "--bestand" in said
