"""`napl meet`: a labelled file of the user's own, measured; and bad files named."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import EXAMPLE

from napl_analysis.cli import EXIT_INPUT, EXIT_OK, main

from .labelled import load_set

ROWS = "tekst;leeruitkomst\nik krijg ze niet stil;VSV02\ngesprekken met ouders;VSV17\nhoger salaris;geen\ncijfers en nakijken;VSV09, VSV10\n"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(["meet", *(str(w) for w in words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_labelled_csv_with_the_shipped_outcomes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gelabeld.csv"
    path.write_text(ROWS, encoding="utf-8")
    code, said, _ = run(capsys, path)
    assert code == EXIT_OK
    assert "4 teksten; 1 daarvan" in said and "eerste keuze goed                     100 %" in said
    assert "zeggen deze cijfers weinig" in said and "ijkfout" in said


def test_an_xlsx_with_outcomes_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled = load_set("toets", "needs")
    outcomes = labelled.outcomes.assign(path_id="pad", path_title="Pad")
    outcomes.to_csv(tmp_path / "uitkomsten.csv", index=False)
    labelled.texts[["text", "outcome_ids"]].rename(columns={"text": "Tekst", "outcome_ids": "Leeruitkomsten"}).to_excel(tmp_path / "set.xlsx", index=False)
    code, said, _ = run(capsys, tmp_path / "set.xlsx", "--leeruitkomsten", tmp_path / "uitkomsten.csv")
    assert code == EXIT_OK and f"{len(labelled.texts)} teksten" in said
    assert "Vaakst verwisseld" in said and " -> " in said and "zeggen deze cijfers weinig" not in said


def test_the_outcomes_of_a_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gelabeld.csv"
    path.write_text(ROWS, encoding="utf-8")
    code, said, _ = run(capsys, path, "--regio", EXAMPLE / "voorbeeldregio-west" / "2026")
    assert code == EXIT_OK and "4 teksten" in said


@pytest.mark.parametrize(("content", "words"), [
    ("iets;anders\na;b\n", ("tekst", "leeruitkomst", "ontbreekt")), ("tekst;leeruitkomst\n", ("geen rijen",)),
    ("tekst;leeruitkomst\nstil;VSV02\nouders;XYZ99\n", ("XYZ99", "rij 3")), ("tekst;leeruitkomst\nstil;VSV02\nouders;\n", ("rij 3", "leeruitkomst is leeg")),
    ("tekst;leeruitkomst\n;VSV02\n", ("rij 2", "tekst is leeg")), ("tekst;leeruitkomst\nstil;,\n", ("rij 2", "geen van de leeruitkomsten")),
], ids=["columns", "empty", "unknown outcome", "no label", "no text", "only a comma"])
def test_a_bad_file_is_an_error_that_says_where(content: str, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fout.csv"
    path.write_text(content, encoding="utf-8")
    code, _, said = run(capsys, path)
    assert code == EXIT_INPUT and "fout.csv" in said and "Traceback" not in said
    assert all(w in said for w in words)


def test_a_file_that_is_not_there_and_one_that_is_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = run(capsys, tmp_path / "weg.csv")
    assert code == EXIT_INPUT and "bestaat niet" in said
    (tmp_path / "kapot.xlsx").write_bytes(b"geen xlsx")
    code, _, said = run(capsys, tmp_path / "kapot.xlsx")
    assert code == EXIT_INPUT and "kapot.xlsx" in said
