"""Real exports of six tools (shared/real_exports): respondents and questions as counted by hand in the files.

Counted by hand means: rows with a respondent in the csv or workbook, columns with a heading, and questions (an array
or multiple-choice question once), written down from the files before the reader saw them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from napl_analysis.intake.survey import SurveyExport, read_survey

REAL = Path(__file__).resolve().parents[3] / "shared" / "real_exports"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="shared/real_exports staat niet naast de repository")


@dataclass(frozen=True)
class Known:
    """What stands in the file: respondents, columns with a heading, questions that are not the tool's own."""

    file: str
    tool: str
    respondents: int
    columns: int
    questions: int


FILES = (
    Known("limesurvey/ssi2017_nl_public_data.csv", "limesurvey", 77, 130, 37),
    Known("msforms/uva_hotdog_fa24_msforms.csv", "msforms", 187, 8, 3),
    Known("googleforms/DS-4002-sp24-survey-results.csv", "googleforms", 91, 7, 6),
    Known("googleforms/hot_dog_survey_spring25.xlsx", "googleforms", 64, 9, 8),
    # a matrix in which more may be ticked counts once a row: five questions of three rows; four blocks of sixteen
    Known("qualtrics/QT_ma_matrix_insights.csv", "qualtrics", 5, 75, 15),
    Known("qualtrics/QT_many_types_insights.csv", "qualtrics", 5, 190, 64),
    Known("qualtrics/QT_many_types_legacy.csv", "qualtrics", 5, 189, 64),
    Known("surveymonkey/538_comma-survey.csv", "surveymonkey", 1129, 13, 12),
    Known("surveymonkey/538_flying-etiquette.csv", "surveymonkey", 1040, 27, 26),
    Known("surveymonkey/538_steak-risk-survey.csv", "surveymonkey", 550, 15, 14),
    Known("spss/pyreadstat_ordered_category.sav", "spss", 4, 1, 1),
    Known("spss/pyreadstat_sample.sav", "spss", 5, 7, 7),
    Known("spss/pyreadstat_sample_missing.sav", "spss", 7, 7, 7),
)


@pytest.mark.parametrize("known", FILES, ids=lambda k: k.file)
def test_respondents_and_questions_are_those_of_the_file(known: Known) -> None:
    export = read_survey(REAL / known.file)
    assert export.tool == known.tool
    assert len(export.answers) == known.respondents
    assert len(export.questions) == known.columns
    own = export.questions[export.questions["kind"] != "technical"]
    assert own["group"].nunique() == known.questions
    assert export.questions["code"].is_unique
    assert set(export.answers.columns) <= set(export.questions["code"])


def test_limesurvey_ticks_texts_and_numbers() -> None:
    export = read_survey(REAL / "limesurvey/ssi2017_nl_public_data.csv")
    assert export.answers["currentEmp13[17]"].sum() == 41 and export.answers["currentEmp13[17]"].notna().all()
    assert export.answers["ukrse2[3]"].value_counts(dropna=False).to_dict() == {True: 42, False: 29, pd.NA: 6}
    question = export.questions.set_index("code")
    assert question.loc["currentEmp13[17]", "option"] == "Computer Science"
    assert question.loc["likert5[satisgen1]", "option"] == "In general, how satisfied are you with [Your current position]"
    assert question.loc["likert1[perfCheck4]", "options"] == ("Always", "Never", "Often", "Sometimes", "Very Often")
    assert export.answers["soft1can"].dtype == "Int64" and export.answers["soft1can"].iloc[:3].tolist()[0] == 8
    assert export.finished.isna().all(), "the publisher dropped the submit date: nobody can say who finished"
    assert export.file_rows.iloc[[0, -1]].tolist() == [2, 78]


def test_american_dates_are_read_month_first() -> None:
    google = read_survey(REAL / "googleforms/DS-4002-sp24-survey-results.csv")
    assert google.submitted.iloc[[0, -1]].tolist() == [pd.Timestamp("2024-01-18 14:18"), pd.Timestamp("2024-01-22 20:56")]
    forms = read_survey(REAL / "msforms/uva_hotdog_fa24_msforms.csv")
    assert forms.submitted.iloc[[0, -1]].tolist() == [pd.Timestamp("2024-09-01 11:27"), pd.Timestamp("2024-09-03 21:30")]
    assert "datum_volgorde_onzeker" in rules(forms), "no day above 12 in this file: the analyst must look"
    assert "’" in "".join(forms.answers["what_is_your_major"].dropna()), "the apostrophe is cp1252"


def test_google_sheet_with_real_dates() -> None:
    export = read_survey(REAL / "googleforms/hot_dog_survey_spring25.xlsx")
    assert export.submitted.iloc[0] == pd.Timestamp("2025-01-15 21:53:04.789")
    assert kinds(export)["single"] == 4 and kinds(export)["open"] == 4


def test_identifiers_stop_at_the_door() -> None:
    for known in FILES:
        export = read_survey(REAL / known.file)
        left = {c.lower() for c in export.answers.columns}
        assert not left & {
            "ipaddress",
            "recipientemail",
            "recipientlastname",
            "recipientfirstname",
            "email",
            "name",
            "emailaddress",
            "locationlatitude",
        }


@pytest.mark.parametrize(("file", "right"), [("QT_many_types_insights.csv", 176), ("QT_many_types_legacy.csv", 172)])
def test_qualtrics_kinds(file: str, right: int) -> None:
    """The question texts say what kind they are. Legacy files do not tell number codes of a choice from typed numbers."""
    export = read_survey(REAL / "qualtrics" / file)
    own = export.questions[export.questions["kind"] != "technical"]
    assert sum(kind_in_words(r.code, r.text, r.kind) for r in own.itertuples()) == right


def kind_in_words(code: str, text: str, kind: str) -> bool:
    if code.startswith("Q39"):  # says 'single answer' but its rows have several ticks
        return kind == "multiple"
    said = (
        (r"multiple choice single answer", {"single"}),
        (r"multiple answer", {"multiple"}),
        (r"likert matrix single", {"scale"}),
        (r"free response|likelihood", {"open"}),
        (r"side-by-side", {"scale", "multiple", "open"}),
    )
    return next(kind in expected for pattern, expected in said if re.search(pattern, text))


def test_qualtrics_multiple_choice_matches_the_cells() -> None:
    """Ticks equal the cells of the file, read with nothing but the csv module."""
    path = REAL / "qualtrics/QT_ma_matrix_insights.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    export = read_survey(path)
    for code in export.questions.loc[export.questions["kind"] == "multiple", "code"]:
        column = rows[0].index(code)
        ticked = [row[column] == "1" for row in rows[3:]]
        assert export.answers[code].fillna(False).tolist() == ticked


def test_spss_labels_and_user_missing() -> None:
    export = read_survey(REAL / "spss/pyreadstat_sample_missing.sav")
    assert export.answers["mylabl"].tolist()[:4] == ["Male", "Female", "Male", "Female"]
    assert export.answers["mylabl"].isna().tolist() == [False] * 5 + [True] * 2
    assert export.answers["mynum"].iloc[2] == -1000.3 and export.answers["mynum"].isna().sum() == 2, "-1 and 2500 are user-missing"
    assert export.answers["mydate"].iloc[1] == pd.Timestamp("1880-05-06")
    question = export.questions.set_index("code")
    assert question.loc["myord", "options"] == ("low", "medium", "high") and question.loc["myord", "kind"] == "scale"


def test_surveymonkey_second_header_row() -> None:
    steak = read_survey(REAL / "surveymonkey/538_steak-risk-survey.csv")
    assert steak.answers["do_you_eat_steak"].value_counts().to_dict() == {"Yes": 430, "No": 109}
    assert "<br>" not in steak.questions["text"].iloc[1] and steak.questions["text"].iloc[1].startswith("Consider the following")
    assert steak.file_rows.iloc[0] == 3


def rules(export: SurveyExport) -> set[str]:
    return {f.rule for f in export.findings}


def kinds(export: SurveyExport) -> dict[str, int]:
    return export.questions["kind"].value_counts().to_dict()
