"""The command as a user meets it: Dutch help, clear errors, exit codes, and reports left as they were."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import EXAMPLE

from napl_analysis.cli import EXIT_BUG, EXIT_INPUT, EXIT_LOOK, EXIT_OK, main
from napl_analysis.region import parse_config

YEAR = "voorbeeldregio-west/2026"


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A copy of the smallest example region, with reports of an earlier run in place."""
    folder = tmp_path / "data" / "raw" / YEAR
    shutil.copytree(EXAMPLE / YEAR, folder)
    reports = tmp_path / "reports" / YEAR
    reports.mkdir(parents=True)
    (reports / "index.html").write_text("van de vorige keer", encoding="utf-8")
    return folder


def mended(folder: Path, old: str, new: str) -> None:
    path = folder / "regio.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main([str(w) for w in words])
    return code, capsys.readouterr().err


def survey_of(folder: Path) -> Path:
    return sorted((folder / "enquete").glob("*.csv"))[0]


def test_a_missing_file_is_named(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    survey = survey_of(region)
    survey.unlink()
    code, said = run(capsys, "analyseer", region, "--stil")
    assert code == EXIT_INPUT and survey.name in said and "regio.yml" in said
    assert (region.parents[3] / "reports" / YEAR / "index.html").read_text(encoding="utf-8") == "van de vorige keer"


def test_an_unreadable_workbook_is_named(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = sorted(region.rglob("*.xlsx"))[0]
    book.write_bytes(book.read_bytes()[:400])
    code, said = run(capsys, "analyseer", region, "--stil")
    assert code == EXIT_INPUT and book.name in said and "Traceback" not in said
    assert sorted(p.name for p in (region.parents[3] / "reports" / YEAR).iterdir()) == ["index.html"]


def test_a_key_that_does_not_exist_is_named_with_the_ones_that_do(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mended(region, "deelregios:", "deelregio:")
    code, said = run(capsys, "analyseer", region)
    assert code == EXIT_INPUT and "'deelregio' bestaat niet" in said and "'deelregios'" in said


def test_a_column_that_is_not_there_is_named_with_candidates(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (region / "regio.yml").read_text(encoding="utf-8")
    start = text.index("klassenmanagement:")
    line = text[start:text.index("\n", start)]
    mended(region, line, "klassenmanagement: BESTAATNIET")
    code, said = run(capsys, "analyseer", region, "--stil")
    assert code == EXIT_INPUT and "BESTAATNIET" in said and "klassenmanagement" in said


def test_an_empty_export_is_an_error(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    survey = survey_of(region)
    survey.write_bytes(b"")
    code, said = run(capsys, "analyseer", region, "--stil")
    assert code == EXIT_INPUT and survey.name in said and "leeg" in said


def test_an_unknown_municipality_is_named(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (region / "regio.yml").read_text(encoding="utf-8")
    code_there = next(w for w in text.replace("[", " ").replace("]", " ").replace(",", " ").split() if w.startswith("GM"))
    mended(region, code_there, "GM9999")
    code, said = run(capsys, "analyseer", region, "--stil")
    assert code == EXIT_INPUT and "GM9999" in said


def test_a_folder_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "analyseer", tmp_path / "nergens")
    assert code == EXIT_INPUT and "bestaat niet" in said and "napl nieuw" in said


def test_our_own_mistakes_have_another_exit_code(monkeypatch: pytest.MonkeyPatch, region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("napl_analysis.yearly.load", lambda *a, **k: 1 / 0)
    code, said = run(capsys, "analyseer", region, "--stil")
    assert code == EXIT_BUG and "fout van ons" in said


def test_check_says_what_needs_a_decision(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controleer", str(region)]) == EXIT_OK
    said = capsys.readouterr().out
    assert "Bevindingen:" in said and "Rijen per stap" in said
    assert main(["controleer", str(region), "--stil", "--streng"]) == EXIT_LOOK


@pytest.mark.parametrize("words", [[], ["nieuw"], ["analyseer"], ["beoordeel"], ["vergelijk"], ["spreiding"], ["grenzen"], ["voorbeeld"], ["controleer"], ["gemeenten"]])
def test_help_is_dutch_and_has_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*words, "--help"])
    said = capsys.readouterr().out
    assert stop.value.code == 0 and "Voorbeeld: napl" in said
    for english in ("usage", "show this help", "optional", "positional"):
        assert english not in said


def test_a_mistyped_option_is_refused_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["analyseer", "map", "--sti"])
    assert stop.value.code == EXIT_INPUT and "onbekend: --sti" in capsys.readouterr().err


def test_the_command_is_installed() -> None:
    done = subprocess.run([sys.executable, "-m", "napl_analysis", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "gebruik: napl" in done.stdout


def test_a_new_year_starts_empty_and_takes_over_the_last(tmp_path: Path) -> None:
    assert main(["nieuw", "mijn-regio", "2026", "--in", str(tmp_path), "--stil"]) == EXIT_OK
    first = tmp_path / "mijn-regio" / "2026"
    (first / "besluiten" / "koppelingen.csv").write_text("kind,text_key\n", encoding="utf-8")
    mended(first, "hele regio: [GM0344]", "stad: [GM0344]\n  land: [GM0352]")
    assert main(["nieuw", "mijn-regio", "2027", "--in", str(tmp_path), "--stil"]) == EXIT_OK
    second = tmp_path / "mijn-regio" / "2027"
    from ruamel.yaml import YAML
    config = parse_config(YAML(typ="safe").load((second / "regio.yml").read_text(encoding="utf-8")))
    assert config.region.year == 2027 and set(config.subregions) == {"stad", "land"}
    assert (second / "besluiten" / "koppelingen.csv").is_file()


def test_a_new_year_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["nieuw", "mijn-regio", "2026", "--in", str(tmp_path), "--stil"])
    mark = tmp_path / "mijn-regio" / "2026" / "regio.yml"
    mark.write_text("van mij", encoding="utf-8")
    code, said = run(capsys, "nieuw", "mijn-regio", "2026", "--in", tmp_path)
    assert code == EXIT_INPUT and "bestaat al" in said and mark.read_text(encoding="utf-8") == "van mij"
