"""The internal review overruled by people: from te_beoordelen.xlsx through besluiten/toetsing.csv to the review."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from napl_analysis.findings import InputError
from napl_analysis.intake.decisions import read_review_decisions
from napl_analysis.intake.judged_review import read_judged_review
from napl_analysis.judging import take_back
from napl_analysis.reports.judge_book import judge_book
from napl_analysis.reports.judge_review import DECISION, EFFORT, HEADER_ROW, KEY, SHEET
from napl_analysis.supply.review import overrule
from reports import sample

CONFIG = "regio: {id: t, naam: T, jaar: 2026, peildatum: '2026-10-01'}\ndeelregios: {noord: [GM0344]}\nbronnen: {}\n"


@pytest.fixture(scope="module")
def book() -> bytes:
    return judge_book(sample.results())


@pytest.fixture
def region(tmp_path: Path) -> Path:
    (tmp_path / "regio").mkdir()
    (tmp_path / "regio" / "regio.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path / "regio"


def _filled(book: bytes, path: Path, choices: dict[str, tuple[str, str]]) -> Path:
    """The workbook with a decision and an effort for each offering in ``choices``."""
    loaded = load_workbook(BytesIO(book))
    sheet = loaded[SHEET]
    for row in range(HEADER_ROW + 2, sheet.max_row + 1):
        chosen = choices.get(sheet.cell(row, KEY + 1).value)
        if chosen:
            sheet.cell(row, DECISION + 1).value, sheet.cell(row, EFFORT + 1).value = chosen[0] or None, chosen[1] or None
    loaded.save(path)
    return path


def _take(region: Path, paths: list[Path], by: str = "AB") -> list[str]:
    told: list[str] = []
    take_back(region, paths, by=by, on="2026-11-20", tell=told.append)
    return told


def test_every_offering_is_there_with_two_lists(book):
    sheet = load_workbook(BytesIO(book))[SHEET]
    keys = {sheet.cell(row, KEY + 1).value for row in range(HEADER_ROW + 2, sheet.max_row + 1)}
    assert keys == set(sample.review()["offering_id"])
    assert len(sheet.data_validations.dataValidation) == 2
    assert sheet.cell(HEADER_ROW + 2, DECISION + 1).protection.locked is False


def test_what_people_decide_is_kept_and_wins_from_the_rules(book, region, tmp_path):
    told = _take(region, [_filled(book, tmp_path / "te_beoordelen.xlsx", {"a000": ("opwerken", "groot"), "a001": ("past niet binnen de kaders", ""),
                                                                          "a002": ("direct aanmelden voor externe toetsing", "")})])
    kept = read_review_decisions(region / "besluiten")
    assert kept.fillna("").values.tolist() == [["a000", "opwerken", "3", "AB", "2026-11-20"], ["a001", "past_niet", "", "AB", "2026-11-20"],
                                               ["a002", "direct_aanmelden", "", "AB", "2026-11-20"]]
    assert told[0].startswith("3 besluiten over de interne toetsing") and "napl analyseer" in told[-1]
    review = overrule(sample.review(), kept).set_index("offering_id")
    assert review.loc["a000", ["decision", "effort", "decided_by"]].tolist() == ["opwerken", 3, "AB"]
    assert review.loc["a000", "why"].startswith("Besluit van AB: opwerken. De regels zeiden: direct aanmelden")
    assert review.loc["a002", ["decision", "effort"]].tolist() == ["direct_aanmelden", 0]


def test_a_new_decision_replaces_the_old_and_the_rest_stays(book, region, tmp_path):
    _take(region, [_filled(book, tmp_path / "te_beoordelen.xlsx", {"a000": ("opwerken", "groot"), "a001": ("opwerken", "klein")})])
    _take(region, [_filled(book, tmp_path / "te_beoordelen.xlsx", {"a000": ("opwerken", "klein")})], by="CD")
    kept = read_review_decisions(region / "besluiten").set_index("offering_id")
    assert kept["effort"].to_dict() == {"a000": "1", "a001": "1"}
    assert kept["decided_by"].to_dict() == {"a000": "CD", "a001": "AB"}


def test_judges_who_differ_leave_it_as_it_was(book, region, tmp_path):
    told = _take(region, [_filled(book, tmp_path / "te_beoordelen_AB.xlsx", {"a000": ("opwerken", "groot"), "a001": ("opwerken", "klein")}),
                          _filled(book, tmp_path / "te_beoordelen_CD.xlsx", {"a000": ("past niet binnen de kaders", ""), "a001": ("opwerken", "klein")})], by="")
    assert read_review_decisions(region / "besluiten")["offering_id"].tolist() == ["a001"]
    assert any("Over 1 scholingen verschillen" in text for text in told)


@pytest.mark.parametrize(("choice", "column"), [(("misschien", ""), "Besluit"), (("past niet binnen de kaders", "klein"), "Inspanning"), (("", "klein"), "Besluit"),
                                                (("opwerken", "reusachtig"), "Inspanning")])
def test_an_impossible_choice_says_where(book, tmp_path, choice, column):
    path = _filled(book, tmp_path / "te_beoordelen.xlsx", {"a000": choice})
    with pytest.raises(InputError) as error:
        read_judged_review(path, SHEET, HEADER_ROW)
    assert (error.value.place.file, error.value.place.column) == ("te_beoordelen.xlsx", column)
    assert error.value.place.row > HEADER_ROW


def test_a_workbook_of_before_has_no_such_sheet(book, tmp_path):
    loaded = load_workbook(BytesIO(book))
    del loaded[SHEET]
    loaded.save(tmp_path / "oud.xlsx")
    assert read_judged_review(tmp_path / "oud.xlsx", SHEET, HEADER_ROW).empty
