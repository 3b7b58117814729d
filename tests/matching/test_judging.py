"""te_beoordelen.xlsx through LibreOffice and back: what a person chose is what is kept."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from support import EXAMPLE

from napl_analysis import NaplError
from napl_analysis.intake.decisions import read_match_decisions
from napl_analysis.intake.judged import read_judged
from napl_analysis.judging import take_back
from napl_analysis.matching.decisions import worth_judging
from napl_analysis.matching.year import match_year
from napl_analysis.reference.outcomes import load_outcomes
from napl_analysis.reports.judge_book import (
    DECISION,
    HEADER_ROW,
    HIDDEN_COLUMNS,
    KEY,
    OTHER,
    SHEET,
    judge_book,
)
from reports import sample

from .test_decisions import NO_OFFERINGS, item_texts, offerings, statements

OUTCOMES = load_outcomes()
TEXTS = {"1": "Ik krijg ze niet stil na de pauze", "2": "=SOM(A1) gesprekken met boze ouders", "3": "hoger salaris graag", "4": "iets met toetsen, 's ochtends & zo",
         "5": "Ik krijg ze niet stil na de pauze"}


@pytest.fixture(scope="module")
def book() -> bytes:
    """A workbook of four questions and an offering, as a run makes it."""
    rows = offerings({"a": ("Rust in de tent", "Orde houden in een drukke klas.", None)})
    matches = match_year(statements(TEXTS), rows, OUTCOMES)
    asked = worth_judging(matches, item_texts(statements(TEXTS), rows))
    return judge_book(replace(sample.results(), outcomes=OUTCOMES, to_judge=asked))


def filled(content: bytes, choices: dict[str, str], column: int = DECISION) -> bytes:
    """The workbook with a choice in the row of each text (by the start of its key); a number picks a candidate."""
    loaded = load_workbook(BytesIO(content))
    sheet = loaded[SHEET]
    for row in range(HEADER_ROW + 2, sheet.max_row + 1):
        key = str(sheet.cell(row, KEY + 1).value)
        for start, choice in choices.items():
            if key.startswith(start):
                sheet.cell(row, column + 1).value = sheet.cell(row, 4 + int(choice)).value if choice.isdigit() else choice
    out = BytesIO()
    loaded.save(out)
    return out.getvalue()


@pytest.fixture
def region(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "raw" / "voorbeeldregio-west" / "2026"
    shutil.copytree(EXAMPLE / "voorbeeldregio-west" / "2026", folder)
    return folder


def kept(region: Path, content: bytes, tmp_path: Path) -> pd.DataFrame:
    path = tmp_path / "ingevuld.xlsx"
    path.write_bytes(content)
    take_back(region, [path], by="AB", on="2026-11-20", tell=lambda text: None)
    return read_match_decisions(region / "besluiten")


CHOICES = {"ik krijg ze niet stil": "1", "som a1": "geen van deze", "hoger salaris": "geen van deze", "rust in de tent": "1"}


def check(decisions: pd.DataFrame) -> None:
    confirmed = decisions[decisions["decision"] == "bevestigd"].set_index("text_key")["outcome_id"]
    assert confirmed["ik krijg ze niet stil na de pauze"] == "VSV02"
    assert confirmed["som a1 gesprekken met boze ouders"] == "geen"
    assert confirmed.filter(like="rust in de tent").tolist() == ["VSV02"]
    assert set(decisions["decided_by"]) == {"AB"} and set(decisions["decided_on"]) == {"2026-11-20"}
    assert not decisions["text_key"].str.startswith("iets met").any(), "a row left empty is no judgement"


def test_what_a_person_chose_is_kept_and_followed(book: bytes, region: Path, tmp_path: Path) -> None:
    decisions = kept(region, filled(book, CHOICES), tmp_path)
    check(decisions)
    found = match_year(statements(TEXTS), NO_OFFERINGS, OUTCOMES, decisions)
    assert set(found.loc[found["decision"] == "bevestigd", "item_id"]) == {"1", "5"}, "who said the same follows"


def test_another_outcome_than_the_candidates(book: bytes, region: Path, tmp_path: Path) -> None:
    other = OUTCOMES.iloc[-1]
    decisions = kept(region, filled(book, {"iets met": f"{other['outcome_id']} {other['title']}"}, OTHER), tmp_path)
    assert decisions.loc[decisions["decision"] == "bevestigd", "outcome_id"].tolist() == [other["outcome_id"]]


def test_both_columns_filled_in_differently_is_an_error_that_says_where(book: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dubbel.xlsx"
    path.write_bytes(filled(filled(book, {"iets met": "geen van deze"}), {"iets met": "VSV02 Klassenmanagement"}, OTHER))
    with pytest.raises(NaplError) as error:
        read_judged(path, SHEET, HEADER_ROW, OUTCOMES["outcome_id"].tolist())
    assert error.value.place.row and "VSV02" in error.value.problem


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_workbook_survives_libreoffice(book: bytes, region: Path, tmp_path: Path) -> None:
    opened = through_libreoffice(book, tmp_path / "een")
    sheet = load_workbook(BytesIO(opened))[SHEET]
    assert sheet.protection.sheet, "still protected"
    assert not sheet.cell(HEADER_ROW + 2, DECISION + 1).protection.locked and sheet.cell(HEADER_ROW + 2, 3).protection.locked
    assert len(sheet.data_validations.dataValidation) >= 2, "the drop-downs are still there"
    letters = [sheet.cell(1, c + 1).column_letter for c in HIDDEN_COLUMNS]
    hidden = {letter for d in sheet.column_dimensions.values() if d.hidden for letter in letters if d.min <= sheet[f"{letter}1"].column <= d.max}
    assert hidden == set(letters)
    check(kept(region, through_libreoffice(filled(opened, CHOICES), tmp_path / "twee"), tmp_path))


def through_libreoffice(content: bytes, folder: Path) -> bytes:
    """Opened and saved again by LibreOffice: as ods and from there as xlsx, so that nothing is passed on as it was."""
    folder.mkdir()
    path = folder / "te_beoordelen.xlsx"
    path.write_bytes(content)
    for kind in ("ods", "xlsx:Calc MS Excel 2007 XML"):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)],
                       check=True, capture_output=True, timeout=120)
        path = folder / f"te_beoordelen.{kind[:4].rstrip(':')}"
    return path.read_bytes()
