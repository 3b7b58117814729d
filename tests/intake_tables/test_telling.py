"""What an analyst reads: findings together where they say the same, hints that help, once and not per person."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.checking import summary
from napl_analysis.findings import Finding, InputError, Severity, findings_frame
from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.intake.respondents import tidy_survey
from napl_analysis.region import SurveySource

from . import made


def told(count: int, severity: Severity, rule: str = "school_onbekend", message: str = "Deze school is onbekend.", column: str = "Q6") -> list[Finding]:
    return [Finding(rule, message, "Zet haar in besluiten/scholen.csv.", severity, file="po.csv", row=10 + i, column=column) for i in range(count)]


def test_the_same_finding_a_hundred_times_is_one_block():
    text = summary(findings_frame(told(100, Severity.DECIDE)))
    assert text.count("Deze school is onbekend.") == 1 and text.count("->") == 1
    assert "Te beslissen: 100" in text and "[school_onbekend, 100 keer]" in text and "rijen 10, 11, 12" in text and "en 92 meer" in text


def test_different_messages_of_one_rule_stand_under_one_action():
    many = [f for i in range(10) for f in told(1, Severity.DECIDE, message=f"School {i} is onbekend.")]
    text = summary(findings_frame(many))
    assert text.count("->") == 1 and "School 3 is onbekend." in text and "School 4" not in text and "en nog 6 zulke" in text


def test_many_places_stay_readable():
    many = [f for i in range(40) for f in told(2, Severity.DECIDE, column=f"Q{i}")]
    text = summary(findings_frame(many))
    assert "Te beslissen: 80" in text and "en nog 25 soorten; alle bevindingen staan na een analyse in bevindingen.xlsx." in text
    assert len(text.splitlines()) < 80


def test_what_needs_no_decision_is_a_line_per_rule_with_its_count():
    text = summary(findings_frame([*told(3, Severity.LOOK, "te_snel", "Snel ingevuld."), *told(2, Severity.NOTE, "tekenset", "Geen UTF-8.")]))
    assert "Te bekijken: 3" in text and "Ter informatie: 2" in text and "Te beslissen" not in text
    line = next(li for li in text.splitlines() if "te_snel" in li)
    assert line.split()[:2] == ["3", "te_snel"] and "bijv. Snel ingevuld." in line
    assert summary(findings_frame([])) == "Geen bevindingen."


def answered(**more):
    answers = {"rol": ["leraar"] * 4, "gem": ["Amersfoort", "Amersfoort", "Soest", "Utrecht"], "t": ["Veel", "Geen", "Veel", "Veel"]}
    asked = [made.question("rol", "Wat is uw functie?", "single", ("leraar",)), made.question("gem", "In welke gemeente staat uw school?", "open"),
             made.question("t", "Toetsen en feedback", "scale", ("Geen", "Veel"))]
    source = {"bestand": "po.csv", "vast": {"rol": "leraar", "sector": "po"}, "kolommen": {"gemeente": "gem", "themas": {"toetsing": "t"}}} | more
    places = pd.DataFrame({"municipality": ["Amersfoort", "Soest"], "municipality_code": ["GM0307", "GM0342"]})
    return tidy_survey(made.survey(answers, asked, finished=[True, False, False, True]), SurveySource.model_validate(source), made.config(), made.schools(),
                       made.themes(), made.KEY, places=places)


def test_a_municipality_outside_the_region_is_one_finding():
    outside = [f for f in answered().findings if f.rule == "gemeente_buiten_regio"]
    assert [(f.after, f.row) for f in outside] == [("GM0307", 2), ("GM0342", 4)] and "2 keer" in outside[0].message


def test_unfinished_is_told_once_per_row_and_not_again_for_the_file(tmp_path):
    path = tmp_path / "lime.csv"
    path.write_text('"id","submitdate","lastpage","startlanguage","Q1"\n"1","2026-03-01 10:00:00","2","nl","Veel"\n"2","","1","nl","Geen"\n', encoding="utf-8")
    from napl_analysis.intake.survey import read_survey
    source = SurveySource.model_validate({"bestand": "lime.csv", "vast": {"rol": "leraar", "sector": "po"}, "kolommen": {"themas": {"toetsing": "Q1"}}})
    tidy = tidy_survey(read_survey(path), source, made.config(), made.schools(), made.themes(), made.KEY)
    assert [f.row for f in tidy.findings if f.rule == "niet_afgemaakt"] == [3]


def test_a_role_nobody_asked_for_points_at_vast_and_offers_no_unlikely_column():
    with pytest.raises(InputError) as error:
        answered(vast={"sector": "po"}, kolommen={"gemeente": "gem", "themas": {"toetsing": "t"}})
    assert "'rol' (Wat is uw functie?)" in error.value.remedy and "Toetsen" not in error.value.remedy
    assert error.value.remedy.index("'vast'") < error.value.remedy.index("'kolommen'")
    with pytest.raises(InputError) as error:
        tidy_survey(made.survey({"t": ["Veel"]}, [made.question("t", "Toetsen en feedback", "scale", ("Geen", "Veel"))]), SurveySource.model_validate(
            {"bestand": "po.csv", "kolommen": {"themas": {"toetsing": "t"}}}), made.config(), made.schools(), made.themes(), made.KEY)
    assert "lijken" not in error.value.remedy and "rol: leraar" in error.value.remedy


def test_a_catalogue_finding_names_the_column_as_the_file_does(tmp_path):
    path = tmp_path / "gids.csv"
    path.write_text("Titel;Aanbieder;Tijdsinvestering\nToetsen leren maken;Academie X;140 uur\nRekenen;Academie X;wisselt\n", encoding="utf-8")
    frame = read_catalogue(path)
    findings = frame.attrs["findings"]
    assert {f.column for f in findings if f.rule == "niet_gelezen_studielast"} == {"Tijdsinvestering"}
