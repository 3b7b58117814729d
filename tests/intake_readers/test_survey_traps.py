"""The traps of shared/formats.md, one by one, in files of the tests' own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from napl_analysis.intake.survey import KINDS, SurveyExport, choices, read_survey

from . import dialects as d

LIME = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
LIME_BOTH = ["id. Antwoord-ID", "submitdate. Datum ingestuurd", "lastpage. Laatste pagina", "startlanguage. Starttaal", "seed. Seed"]


def lime(folder: Path, heads: list[str], rows: list[list[str]], **how: Any) -> SurveyExport:
    own = [[str(i), "2026-03-02 10:00:00", "3", "nl-informal", "1"] for i in range(1, len(rows) + 1)]
    return read_survey(
        d.save_csv(
            folder / "x.csv", [[*LIME_BOTH, *heads], *([*o, *r] for o, r in zip(own, rows, strict=True))], **{"quote_all": True} | how
        )
    )


def asked(export: SurveyExport) -> dict[str, dict[str, Any]]:
    return export.questions.set_index("code").to_dict("index")


def rules(export: SurveyExport) -> set[str]:
    return {f.rule for f in export.findings}


# --- LimeSurvey --------------------------------------------------------------------------------------


def test_limesurvey_heading_styles_give_the_same_questions(tmp_path: Path) -> None:
    survey = d.make_survey(11, 30)
    exports = [
        read_survey(d.limesurvey(tmp_path / f"{i}.csv", survey, separator=s, delimiter=m))
        for i, (s, m) in enumerate(((". ", ","), ("._.", ";"), (" - ", "\t"), (" ", ","), (": ", ";")))
    ]
    for export in exports[1:]:
        pd.testing.assert_frame_equal(export.answers, exports[0].answers)
        pd.testing.assert_frame_equal(export.questions, exports[0].questions)


def test_limesurvey_long_headings_lose_html_and_keep_all_words(tmp_path: Path) -> None:
    text = "<p style='color:red'>Hoeveel&nbsp;behoefte &amp; tijd\u00a0heeft u?</p><br />" + "Denk aan alles. " * 80
    export = lime(tmp_path, [f"Q1. {text}", "Q2. Geslacht"], [["a", "b"], ["c", "d"]])
    assert len(text) > 1000
    assert asked(export)["Q1"]["text"] == "Hoeveel behoefte & tijd heeft u? " + ("Denk aan alles. " * 80).strip()


def test_limesurvey_nested_brackets_dual_scale_and_other(tmp_path: Path) -> None:
    heads = [
        "Q1[SQ001][1]. Belang [Rekenen [groep 3]][Schaal 1]",
        "Q1[SQ001][2]. Belang [Rekenen [groep 3]][Schaal 2]",
        "Q2. Functie",
        "Q2[other]. Functie [Anders]",
        "Q3[SQ001comment]. Waarom [Tijd] [Opmerking]",
    ]
    export = lime(tmp_path, heads, [["1", "5", "-oth-", "ambulant begeleider", "te druk"], ["2", "4", "leraar", "", ""]])
    q = asked(export)
    assert (
        q["Q1[SQ001][1]"]["option"] == "Rekenen [groep 3] - Schaal 1"
        and q["Q1[SQ001][1]"]["group"] == "Q1"
        and q["Q1[SQ001][1]"]["text"] == "Belang"
    )
    assert export.answers["Q2"].tolist() == ["Anders", "leraar"]
    assert q["Q2[other]"]["kind"] == "open" and q["Q3[SQ001comment]"]["kind"] == "open"
    assert export.answers["Q2[other]"].iloc[0] == "ambulant begeleider" and pd.isna(export.answers["Q2[other]"].iloc[1])


def test_limesurvey_ticks_without_no_are_no_only_for_who_ticked_something(tmp_path: Path) -> None:
    export = lime(tmp_path, ["B[1]. Wat? [Tijd]", "B[2]. Wat? [Geld]"], [["Y", ""], ["", "Y"], ["", ""]])
    assert export.answers["B[1]"].tolist() == [True, False, pd.NA] and export.answers["B[1]"].dtype == "boolean"


def test_limesurvey_unfinished_and_undated(tmp_path: Path) -> None:
    rows = [
        [*LIME, "Q1", "Q2"],
        ["1", "", "1", "nl", "1", "x", ""],
        ["2", "1980-01-01 00:00:00", "3", "nl", "1", "y", "z"],
        ["3", "2026-03-02 10:00:00", "3", "nl", "1", "y", "w"],
    ]
    export = read_survey(d.save_csv(tmp_path / "x.csv", rows))
    assert export.finished.tolist() == [False, True, True]
    assert export.submitted.tolist() == [pd.NaT, pd.NaT, pd.Timestamp("2026-03-02 10:00")], (
        "1980 is what LimeSurvey writes when dates are not kept"
    )
    assert "niet_afgemaakt" in rules(export)


def test_limesurvey_text_that_a_spreadsheet_would_compute(tmp_path: Path) -> None:
    export = lime(tmp_path, ["Q1. Open"], [["'=1+1 is twee"], ["'s avonds"]])
    assert export.answers["Q1"].tolist() == ["=1+1 is twee", "'s avonds"]


def test_a_column_that_sounds_technical_but_is_a_question_stays(tmp_path: Path) -> None:
    export = lime(tmp_path, ["Q1. Hoeveel tijd heeft u?", "VRIJETIJD. Vrije tijd?"], [["1", "a"], ["2", "b"]])
    assert asked(export)["VRIJETIJD"]["kind"] != "technical" and "Q1" in export.answers


# --- Microsoft Forms ---------------------------------------------------------------------------------


def test_msforms_trailing_semicolon_decides(tmp_path: Path) -> None:
    heads = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Wat belemmert u?", "Waarom; en hoe?"]
    at = datetime(2026, 3, 2, 9, 0)
    rows = [
        [1, at, at, "anonymous", "", "Tijd;Geld;", "daarom; zo"],
        [2, at, at, "anonymous", "", "Geld;", "weet niet"],
        [3, at, at, "anonymous", "", "", "tja;"],
    ]
    export = read_survey(d.save_xlsx(tmp_path / "x.xlsx", [heads, *rows]))
    assert export.answers["wat_belemmert_u[geld]"].tolist() == [True, True, pd.NA]
    assert export.answers["wat_belemmert_u[tijd]"].tolist() == [True, False, pd.NA]
    assert export.answers["waarom_en_hoe"].tolist() == ["daarom; zo", "weet niet", "tja;"]


def test_msforms_own_answers_do_not_become_columns(tmp_path: Path) -> None:
    heads = ["ID", "Start time", "Completion time", "Email", "Name", "Wat wilt u?"]
    at = datetime(2026, 3, 2, 9, 0)
    said = ["Rekenen;Taal;", "Taal;", "Rekenen;"] * 12 + ["Taal;vraag maar aan Piet;", "iets met muziek;", "Rekenen;ik wil rust;"]
    export = read_survey(d.save_xlsx(tmp_path / "x.xlsx", [heads, *([i, at, at, "anonymous", "", s] for i, s in enumerate(said))]))
    columns = [c for c in export.answers if c.startswith("wat_wilt_u")]
    assert columns == ["wat_wilt_u[rekenen]", "wat_wilt_u[taal]", "wat_wilt_u[anders_namelijk]"]
    assert export.answers["wat_wilt_u[anders_namelijk]"].dropna().tolist() == ["vraag maar aan Piet", "iets met muziek", "ik wil rust"]
    assert not any("Piet" in str(f) for f in export.findings)


def test_msforms_two_questions_with_the_same_words(tmp_path: Path) -> None:
    heads = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Toelichting", "Toelichting"]
    at = datetime(2026, 3, 2, 9, 0)
    export = read_survey(d.save_xlsx(tmp_path / "x.xlsx", [heads, [1, at, at, "", "", "a", "b"], [2, at, at, "", "", "c", "d"]]))
    assert export.answers[["toelichting", "toelichting_2"]].to_numpy().tolist() == [["a", "b"], ["c", "d"]]


# --- Google Forms ------------------------------------------------------------------------------------


def google(folder: Path, question: str, said: list[str]) -> SurveyExport:
    return read_survey(
        d.save_csv(folder / "x.csv", [["Tijdstempel", question], *([f"{13 + i % 10}-2-2026 10:{i:02d}:00", s] for i, s in enumerate(said))])
    )


def test_google_options_that_hold_commas(tmp_path: Path) -> None:
    said = [
        "Tijd, geld en ruimte, Werkdruk",
        "Werkdruk",
        "Tijd, geld en ruimte",
        "Steun, Werkdruk",
        "Steun",
        "Tijd, geld en ruimte, Steun, Werkdruk",
    ] * 4
    export = google(tmp_path, "Wat belemmert u?", said)
    assert [c for c in export.answers if "[" in c] == [
        "wat_belemmert_u[steun]",
        "wat_belemmert_u[tijd_geld_en_ruimte]",
        "wat_belemmert_u[werkdruk]",
    ]
    assert export.answers["wat_belemmert_u[tijd_geld_en_ruimte]"].sum() == 12


@pytest.mark.parametrize(
    "said",
    [
        ["Ja, altijd", "Ja, soms", "Nee, nooit", "Nee, bijna nooit"] * 6,
        ["Utrecht, Nederland", "Zeist, Nederland", "Utrecht", "Antwerpen, België"] * 5,
        [f"ik wil rust, ruimte en {i} collega's" for i in range(20)],
    ],
)
def test_google_commas_that_are_no_list(tmp_path: Path, said: list[str]) -> None:
    export = google(tmp_path, "Wat vindt u?", said)
    assert export.answers["wat_vindt_u"].tolist() == said


@pytest.mark.parametrize(
    ("stamps", "first"),
    [
        (["1/18/2024 14:18", "1/19/2024 9:00"], datetime(2024, 1, 18, 14, 18)),
        (["2024/12/03 8:48:17 p.m. CET", "2024/12/04 12:05:00 a.m. CET"], datetime(2024, 12, 3, 20, 48, 17)),
        (["01/10/2026 10:00:00", "01/11/2026 10:00:00", "01/12/2026 9:00:00", "01/13/2026 9:00:00"], datetime(2026, 1, 10, 10, 0)),
        (["4-5-2026 10:59:37", "4-5-2026 11:00:00", "13-5-2026 9:00:00"], datetime(2026, 5, 4, 10, 59, 37)),
        (["2026-03-02 10:00:00", "2026-03-03T11:00:00Z"], datetime(2026, 3, 2, 10, 0)),
        (["2 mrt. 2026 14:05", "3 maart 2026 9:10"], datetime(2026, 3, 2, 14, 5)),
    ],
)
def test_time_stamps_as_seen(tmp_path: Path, stamps: list[str], first: datetime) -> None:
    export = read_survey(d.save_csv(tmp_path / "x.csv", [["Timestamp", "Vraag"], *([s, "a"] for s in stamps)]))
    assert export.submitted.iloc[0] == first and export.submitted.notna().all()


def test_order_of_day_and_month_follows_from_the_rows(tmp_path: Path) -> None:
    """No number above 12, but the rows run in time only one way."""
    stamps = ["2/9/2026 10:00", "2/10/2026 11:00", "2/11/2026 8:00", "3/1/2026 8:00", "3/2/2026 9:00"]
    export = read_survey(d.save_csv(tmp_path / "x.csv", [["Tijdstempel", "Vraag"], *([s, "a"] for s in stamps)]))
    assert export.submitted.iloc[-1] == datetime(2026, 3, 2, 9, 0)
    stamps = ["9/2/2026 10:00", "10/2/2026 11:00", "11/2/2026 8:00", "1/3/2026 8:00", "2/3/2026 9:00"]
    dutch = read_survey(d.save_csv(tmp_path / "y.csv", [["Timestamp", "Vraag"], *([s, "a"] for s in stamps)]))
    assert dutch.submitted.iloc[-1] == datetime(2026, 3, 2, 9, 0)


# --- Qualtrics ---------------------------------------------------------------------------------------


def test_qualtrics_negative_codes_are_real_and_99_is_missing(tmp_path: Path) -> None:
    rows = [
        ["StartDate", "ResponseId", "Finished", "Q1", "Q2_1", "Q2_4", "Q2_2"],
        ["Startdatum", "Respons-ID", "Voltooid", "Trend?", "Kies - Eén", "Kies - Vier", "Kies - Twee"],
        [
            '{"ImportId":"startDate"}',
            '{"ImportId":"_recordId"}',
            '{"ImportId":"finished"}',
            '{"ImportId":"QID1"}',
            '{"ImportId":"QID2_1"}',
            '{"ImportId":"QID2_4"}',
            '{"ImportId":"QID2_2"}',
        ],
        ["2026-03-02 10:00:00", "R_1", "True", "-1", "Eén", "", "Twee"],
        ["2026-03-02 11:00:00", "R_2", "True", "-99", "", "Vier", ""],
        ["2026-03-02 12:00:00", "R_3", "False", "2", "", "", ""],
    ]
    export = read_survey(d.save_csv(tmp_path / "x.csv", rows))
    assert export.answers["Q1"].tolist() == [-1, pd.NA, 2]
    assert (
        export.answers["Q2_4"].tolist() == [False, True, pd.NA]
        and asked(export)["Q2_4"]["option"] == "Vier"
        and asked(export)["Q2_4"]["group"] == "Q2"
    )
    assert export.finished.tolist() == [True, True, False]


def test_qualtrics_several_answers_in_one_cell(tmp_path: Path) -> None:
    heads = [
        ["StartDate", "ResponseId", "Finished", "Q5"],
        ["Startdatum", "Respons-ID", "Voltooid", "Wat?"],
        ['{"ImportId":"startDate"}', '{"ImportId":"_recordId"}', '{"ImportId":"finished"}', '{"ImportId":"QID5"}'],
    ]
    said = ["Tijd, geld,Werkdruk", "Werkdruk", "Tijd, geld", "Werkdruk,Steun", "Steun", "Tijd, geld,Steun"]
    export = read_survey(
        d.save_csv(tmp_path / "x.csv", [*heads, *(["2026-03-02 10:00:00", f"R_{i}", "True", s] for i, s in enumerate(said))])
    )
    assert export.answers["Q5[tijd_geld]"].tolist() == [True, False, True, False, False, True]


def test_qualtrics_proof_answers_are_named_and_kept(tmp_path: Path) -> None:
    path = d.qualtrics(tmp_path / "x.csv", d.make_survey(2, 30))
    text = path.read_text(encoding="utf-8").replace("IPAddress", "Status", 2).replace("192.0.2.1", "Survey Preview", 2)
    path.write_text(text, encoding="utf-8")
    export = read_survey(path)
    assert len(export.answers) == 30 and [f.message[:2] for f in export.findings if f.rule == "proefantwoord"] == ["2 "]


# --- SurveyMonkey ------------------------------------------------------------------------------------


def test_surveymonkey_number_names_with_not_selected(tmp_path: Path) -> None:
    rows = [
        ["StartDate", "q0001", "q0004_0001", "q0004_0002", "q0004_0003"],
        ["5/10/18 4:01", "Very", "Not selected", "Parents", "Friends"],
        ["5/13/18 4:02", "Not at all", "Father", "Not selected", "Not selected"],
    ]
    export = read_survey(d.save_csv(tmp_path / "x.csv", rows))
    assert export.tool == "surveymonkey" and export.answers["q0004_0002"].tolist() == [True, False]
    assert asked(export)["q0004_0002"] == {
        "text": "q0004_0002",
        "kind": "multiple",
        "options": ("Parents",),
        "group": "q0004",
        "option": "Parents",
    }
    assert export.started.iloc[1] == datetime(2018, 5, 13, 4, 2)


def test_surveymonkey_blanks_in_the_first_header_belong_to_the_question_before(tmp_path: Path) -> None:
    rows = [
        ["Respondent ID", "Collector ID", "Wat?", "", "", "Hoe vindt u dit?", ""],
        ["", "", "Tijd", "Geld", "Anders (geef nadere toelichting)", "Rekenen", "Taal"],
        ["1", "9", "Tijd", "", "iets anders", "Goed", "Slecht"],
        ["2", "9", "", "Geld", "", "Slecht", "Goed"],
        ["3", "9", "Tijd", "Geld", "", "Goed", ""],
    ]
    export = read_survey(d.save_csv(tmp_path / "x.csv", rows))
    q = asked(export)
    assert q["wat[geld]"]["kind"] == "multiple" and q["wat[geld]"]["text"] == "Wat?"
    assert q["wat[anders_geef_nadere_toelichting]"]["kind"] == "open"
    assert q["hoe_vindt_u_dit[taal]"]["kind"] == "scale" and q["hoe_vindt_u_dit[taal]"]["group"] == "hoe_vindt_u_dit"
    assert export.answers["wat[tijd]"].tolist() == [True, False, True]


# --- plain tables ------------------------------------------------------------------------------------


def test_plain_title_rows_totals_and_decimal_commas(tmp_path: Path) -> None:
    rows = [
        ["Enquête regio", "", "", ""],
        ["", "", "", ""],
        ["Sector", "Ervaring", "Code school", "Datum ingevuld"],
        ["po", "2,5", "0106", "3-4-2026"],
        ["vo", "12", "06E1", "14-4-2026"],
        ["mbo", "1.250,5", "00AH", "15-4-2026"],
        ["Totaal", "3", "", ""],
    ]
    export = read_survey(d.save_csv(tmp_path / "x.csv", rows, delimiter=";", encoding="cp1252"))
    assert export.tool == "plain" and export.file_rows.tolist() == [4, 5, 6]
    assert export.answers["ervaring"].tolist() == [2.5, 12, 1250.5]
    assert export.answers["code_school"].tolist() == ["0106", "06E1", "00AH"], "codes are text: leading zeros and exponents stay"
    assert export.submitted.tolist() == [pd.Timestamp("2026-04-03"), pd.Timestamp("2026-04-14"), pd.Timestamp("2026-04-15")]
    assert {"titelrijen", "totaalrij"} <= rules(export)


# --- all tools ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "values", "stays"),
    [
        ("Wat is uw e-mailadres?", ["a", "b"], False),
        ("Naam", ["x", "y"], False),
        ("Telefoonnummer", ["1", "2"], False),
        ("Wat is uw naam?", ["x", "y"], False),
        ("Hoe kunnen we u bereiken?", ["a@b.nl", "c.d@e.nl"], False),
        ("Naam van uw school", ["De Regenboog", "Het Anker"], True),
        ("Hoe vaak leest u e-mail in de les?", ["vaak", "nooit"], True),
        ("Wat is de naam van uw bestuur?", ["A", "B"], True),
        ("Op welke school werkt u?", ["Montessori", "Cito"], True),
    ],
)
def test_questions_that_ask_who_you_are_stop_at_the_door(tmp_path: Path, heading: str, values: list[str], stays: bool) -> None:
    rows = [["Tijdstempel", heading, "Sector"], *([f"1{i}-2-2026 10:00", v, "po"] for i, v in enumerate(values, start=4))]
    export = read_survey(d.save_csv(tmp_path / "x.csv", rows))
    kept = [c for c in export.answers if c not in ("tijdstempel", "sector")]
    assert bool(kept) is stays
    if not stays:
        assert "identificerend_weggelaten" in rules(export) and not any(v in str(export.findings) for v in values if len(v) > 1)
        assert set(export.questions["kind"]) >= {"technical"}


def test_recognition_looks_at_contents_not_at_names(tmp_path: Path) -> None:
    survey = d.make_survey(5, 30)
    for writer, tool in (
        (d.limesurvey, "limesurvey"),
        (d.qualtrics, "qualtrics"),
        (d.googleforms, "googleforms"),
        (d.surveymonkey, "surveymonkey"),
        (d.msforms_csv, "msforms"),
        (d.plain_csv, "plain"),
    ):
        path = writer(tmp_path / "google forms export.csv", survey)
        assert read_survey(path).tool == tool


@pytest.mark.parametrize("writer", [d.limesurvey, d.msforms_csv, d.googleforms, d.qualtrics, d.surveymonkey, d.plain_csv])
def test_export_holds_together(tmp_path: Path, writer: Any) -> None:
    survey = d.make_survey(9, 35)
    export = read_survey(writer(tmp_path / "x.csv", survey))
    assert list(export.questions.columns) == ["code", "text", "kind", "options", "group", "option"]
    assert set(export.questions["kind"]) <= set(KINDS) and all(isinstance(o, tuple) for o in export.questions["options"])
    assert len(export.answers) == len(export.finished) == len(export.submitted) == len(export.started) == len(export.file_rows) == 35
    assert export.source == "x.csv" and export.answers.index.equals(export.finished.index)
    again = read_survey(tmp_path / "x.csv")
    pd.testing.assert_frame_equal(again.answers, export.answers)
    pd.testing.assert_frame_equal(again.questions, export.questions)


def test_dates_that_respondents_typed_need_not_follow_the_tool(tmp_path: Path) -> None:
    heads = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Sinds wanneer werkt u hier?"]
    rows = [["1", "3/14/26 9:00", "3/14/26 9:05", "", "", "31-8-2020"], ["2", "3/15/26 9:00", "3/15/26 9:05", "", "", "1-9-2019"]]
    export = read_survey(d.save_csv(tmp_path / "x.csv", [heads, *rows], delimiter=";"))
    assert export.submitted.tolist() == [pd.Timestamp("2026-03-14 09:05"), pd.Timestamp("2026-03-15 09:05")]
    assert export.answers["sinds_wanneer_werkt_u_hier"].tolist() == [pd.Timestamp("2020-08-31"), pd.Timestamp("2019-09-01")]
    assert asked(export)["sinds_wanneer_werkt_u_hier"]["kind"] == "date"


def test_options_that_excel_made_into_dates_are_named(tmp_path: Path) -> None:
    heads = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Hoeveel jaar?"]
    at = datetime(2026, 3, 2, 9, 0)
    rows = [[1, at, at, "", "", "0-2"], [2, at, at, "", "", datetime(2026, 5, 3)], [3, at, at, "", "", "0-2"]]
    export = read_survey(d.save_xlsx(tmp_path / "x.xlsx", [heads, *rows]))
    assert export.answers["hoeveel_jaar"].tolist() == ["0-2", "2026-05-03", "0-2"] and "datum_in_tekst" in rules(export)


def test_plain_lists_with_semicolons_between(tmp_path: Path) -> None:
    said = ["tijd; geld", "geld", "tijd", "rust; tijd", "rust; geld", "tijd; geld; rust"] * 3
    export = read_survey(d.save_csv(tmp_path / "x.csv", [["Sector", "Wat belemmert u?"], *(["po", s] for s in said)], delimiter="\t"))
    assert export.answers["wat_belemmert_u[geld]"].sum() == 12 and export.answers["wat_belemmert_u[rust]"].sum() == 9


@pytest.mark.parametrize(("given", "kind"), [
    (["1 (helemaal niet)", "2", "3", "4", "5 - altijd"], "scale"), (["nooit", "soms", "vaak", "bijna altijd"], "scale"), (["helemaal mee oneens", "neutraal", "mee eens"], "scale"),
    (["zeer tevreden", "tevreden", "ontevreden"], "scale"), (["18-29", "30-44", "45-60", "> 60"], "single"), (["1", "2", "3", "4", "5+"], "single"),
    (["1. po", "2. vo", "3. mbo"], "single"), (["Ja", "Nee"], "single"), (["vaak", "Amersfoort", "Soest"], "single")])
def test_scales_are_told_by_their_ends_and_their_words(given: list[str], kind: str) -> None:
    assert choices.kind_of(pd.Series(given * 5, dtype="object")) == kind
