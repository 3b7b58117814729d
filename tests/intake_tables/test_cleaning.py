"""Cleaning rules and marks, one behaviour each."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.intake import cleaning, identity, marks
from napl_analysis.intake.respondents import tidy_survey
from napl_analysis.region import PhaseLimits, SurveySource

from . import made


def where(answers: list[object]) -> tuple[pd.Series, cleaning.Where]:
    series = pd.Series(answers, dtype="object")
    return series, cleaning.Where("po.csv", "Q", pd.Series(range(2, len(answers) + 2)))


def test_an_unknown_sector_is_missing_with_the_best_guess():
    cleaned = cleaning.clean_sector(*where(["po", "basisonderwjis", "Kleuterdans", None, "basisonderwjis"]))
    assert cleaned.values.tolist()[0] == "po" and cleaned.values[1:].isna().all()
    near, far = cleaned.findings
    assert near.rule == "sector_onbekend" and near.row == 3 and "primair onderwijs" in near.message and "2 keer" in near.message and near.severity == "beslissen"
    assert far.row == 4 and far.before == "Kleuterdans"


def test_a_spelling_is_one_finding_however_often_it_occurs():
    cleaned = cleaning.clean_sector(*where(["basisonderwijs"] * 40 + ["po", "PO"]))
    assert cleaned.values.eq("po").all()
    assert [(f.rule, f.row, f.before, f.after) for f in cleaned.findings] == [("sector_schrijfwijze", 2, "basisonderwijs", "po")]


def test_an_unknown_role_counts_as_another_role():
    cleaned = cleaning.clean_role(*where(["docent", "kok", None]))
    assert cleaned.values.tolist() == ["leraar", "anders", "anders"]
    assert [f.after for f in cleaned.findings if f.rule == "rol_onbekend"] == ["anders"]


def test_findings_never_hold_what_could_be_personal():
    cleaned = cleaning.clean_sector(*where(["mail jan.jansen@school.nl of 06-12345678"]))
    assert "@" not in str(cleaned.findings) and "12345678" not in str(cleaned.findings)


def test_impossible_experience_is_missing():
    cleaned = cleaning.clean_experience(*where(["112", "-4", "60", "0"]), 2026)
    assert cleaned.values.isna().tolist() == [True, True, False, False]
    assert [(f.rule, f.row, f.before) for f in cleaned.findings] == [("ervaring_onmogelijk", 2, "112"), ("ervaring_onmogelijk", 3, "-4")]


def test_experience_must_fit_the_age():
    experience, place = where([38.0, 18.0, 38.0])
    checked = cleaning.experience_against_age(experience, pd.Series(["25-34", "25-34", "55-64"]), place)
    assert checked.values.isna().tolist() == [True, False, False]  # the oldest of 25-34 is 34: at most 18 years from the age of 16


def test_phase_follows_from_experience_only_where_it_was_not_given():
    limits = PhaseLimits()
    phase, flag = cleaning.derive_phase(pd.Series(["expert", None, None, None, None]), pd.Series([1.0, 2.9, 3.0, 15.0, None]), limits)
    assert phase.tolist()[:4] == ["expert", "startbekwaam", "vakbekwaam", "expert"] and pd.isna(phase[4])
    assert flag.tolist()[:4] == [False, True, True, True] and flag.isna()[4]


def double(answers: dict[str, list[object]], persons: list[object] | None = None, finished: list[bool] | None = None) -> list[object]:
    frame = pd.DataFrame(answers)
    who = pd.Series(persons if persons else [None] * len(frame), dtype="object")
    done = pd.Series(finished if finished else [True] * len(frame))
    stays = marks.first_of_double(frame, who, list(frame.columns), ["open"], done)
    return [None if pd.isna(s) else s for s in stays]


def test_the_same_answers_twice_are_double_only_with_a_real_open_answer():
    assert double({"a": [1, 1, 1], "open": ["rekenen in groep 3 en 4", "Rekenen in groep 3 en 4 ", "iets anders dan de rest"]}) == [1, None, None]
    assert double({"a": [1, 1], "open": ["nvt", "nvt"]}) == [None, None]
    assert double({"a": [1, 2], "open": ["rekenen in groep 3 en 4"] * 2}) == [None, None]
    assert double({"a": [1, 1], "open": ["Mechanical Engineering"] * 2}) == [None, None], "a name of something, and hardly anything else: chance"
    assert double({**{f"t{i}": [i % 4] * 2 for i in range(8)}, "open": ["hulp bij dyslexie"] * 2}) == [1, None], "eight other answers the same: no chance"


def test_of_one_person_the_most_complete_answer_stays():
    assert double({"a": [1, 2, None], "open": ["x y z", None, None]}, ["p", "p", "p"]) == [None, 0, 0]
    assert double({"a": [1, 2], "open": ["lang antwoord", None]}, ["p", "p"], [False, True]) == [1, None]
    text = "rekenen in groep 3 en 4"
    assert double({"a": [1, 1], "open": [text, text]}, ["p", "q"]) == [1, None], "the same answers from two addresses are double too"
    assert double({"a": [1, 1, 2], "open": [text, text, "iets anders"]}, ["p", "q", "q"]) == [2, 2, None], "tied by way of the second row"


def test_straight_lines_need_eight_equal_answers():
    levels = pd.DataFrame([[2] * 8, [2] * 7 + [1], [2] * 7 + [None]])
    assert marks.straight_lines(levels).tolist() == [True, False, False]


def test_speeders_take_less_than_a_third_of_the_median():
    start = pd.Series(pd.Timestamp("2026-01-01"), index=range(24))
    end = start + pd.to_timedelta(pd.Series([10.0] * 21 + [3.4, 3.3, 1.0]), unit="min")
    flags = marks.speeders(start, end, pd.Series([True] * 23 + [False]))
    assert flags.index[flags].tolist() == [22]
    minutes = pd.Series(pd.Timestamp("2026-03-01 09:00"), index=range(24))
    rounded = minutes + pd.to_timedelta(pd.Series([2] * 20 + [1, 1, 0, 0]), unit="min")
    assert not marks.speeders(minutes, rounded, pd.Series([True] * 24)).any(), "times to the minute say nothing about less than one"
    assert marks.speeders(minutes, rounded + (rounded - minutes) * 5, pd.Series([True] * 24)).sum() == 2, "0 of 12 minutes is fast however rounded"
    assert not marks.speeders(start[:5], end[19:], pd.Series([True] * 5)).any()


@pytest.mark.parametrize(("rules", "left", "marked"), [({}, 5, 0), ({"dubbele_weglaten": False}, 6, 1), ({"onafgemaakt_weglaten": True}, 4, 0)])
def test_only_what_regio_yml_says_is_dropped(rules, left, marked):
    export = made.survey(
        {"s": ["po", "po", "po", "po", "vo", None], "t": ["veel", "veel", "geen", "geen", "veel", "veel"]},
        [made.question("s", "Sector", "single"), made.question("t", "Toetsen", "scale")],
        finished=[True, True, True, True, False, True], persons=["a", "a", pd.NA, pd.NA, "c", pd.NA])
    source = SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar"}, "kolommen": {"sector": "s", "themas": {"toetsing": "t"}}})
    people = tidy_survey(export, source, made.config(opschonen=rules), made.schools(), made.themes(), made.KEY).respondents
    assert len(people) == left and int((people["marks"] == "dubbel").sum()) == marked


def test_rows_without_any_answer_are_left_out_and_told():
    export = made.survey({"s": ["po", None, " "], "t": [None, None, None]}, [made.question("s", "Sector", "single"), made.question("t", "Toetsen", "scale")])
    source = SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar"}, "kolommen": {"sector": "s", "themas": {"toetsing": "t"}}})
    result = tidy_survey(export, source, made.config(), made.schools(), made.themes(), made.KEY)
    assert len(result.respondents) == 1 and result.needs.empty
    assert any(f.rule == "leeg_antwoord" and f.message.startswith("2 rijen") for f in result.findings)


def test_levels_from_one_to_four_are_read_as_such_and_told():
    export = made.survey({"t": [1, 4, 2, None], "u": [3, 1, 1, 1]}, [made.question("t", "Toetsen", "scale"), made.question("u", "Taal", "scale")])
    source = SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar", "sector": "po"}, "kolommen": {"themas": {"toetsing": "t", "taal": "u"}}})
    result = tidy_survey(export, source, made.config(), made.schools(), made.themes(), made.KEY)
    assert result.needs.sort_values(["theme_id", "level"])["level"].tolist() == [0, 0, 0, 2, 0, 1, 3]
    assert "schaal_een_tot_vier" in made.rules(result.findings)


def test_a_five_point_scale_is_not_guessed():
    export = made.survey({"t": [1, 5, 2], "u": ["veel", "geen", None]}, [made.question("t", "Toetsen", "scale"), made.question("u", "Taal", "scale")])
    source = SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar", "sector": "po"}, "kolommen": {"themas": {"toetsing": "t", "taal": "u"}}})
    result = tidy_survey(export, source, made.config(), made.schools(), made.themes(), made.KEY)
    assert result.needs["theme_id"].tolist() == ["taal", "taal"] and result.needs["level"].tolist() == [3, 0]
    assert "schaal_onbekend" in made.rules(result.findings)


def test_the_key_is_made_once_and_kept_beside_the_raw_data(tmp_path):
    from napl_analysis.region import RegionYear

    folder = tmp_path / "regio" / "2026"
    folder.mkdir(parents=True)
    year = RegionYear(folder, made.config())
    key = identity.respondent_key(year)
    assert len(key) == 32 and identity.respondent_key(year) == key
    path = tmp_path / "regio" / ".respondent_sleutel"
    assert path.is_file() and path.stat().st_mode & 0o077 == 0
    path.write_text("kapot", encoding="ascii")
    with pytest.raises(identity.InputError, match="beschadigd"):
        identity.respondent_key(year)


def test_the_example_has_a_fixed_key_and_writes_none(tmp_path):
    from napl_analysis.region import RegionYear

    config = made.config(regio={"id": "proef", "naam": "Proef", "jaar": 2026, "peildatum": "2026-10-01", "voorbeeld": True})
    assert identity.respondent_key(RegionYear(tmp_path, config)) == identity.EXAMPLE_KEY
    assert not list(tmp_path.parent.glob(".respondent*"))
