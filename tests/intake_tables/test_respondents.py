"""A small survey, laid out by hand, becomes exactly the tables one would write down for it."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.findings import InputError, RegionError
from napl_analysis.intake.respondents import tidy_survey
from napl_analysis.region import SurveySource

from . import made

QUESTIONS = [
    made.question("id", "Response ID", "technical"),
    made.question("sector", "In welke sector werkt u?", "single", ("Basisonderwijs", "Voortgezet onderwijs")),
    made.question("erv", "Hoeveel jaar ervaring heeft u?", "open"),
    made.question("lft", "Wat is uw leeftijd?", "open"),
    made.question("school", "Op welke school werkt u?", "open"),
    made.question("B[toets]", "Toetsen, beoordelen en feedback geven", "scale", ("Geen", "Weinig", "Redelijk", "Veel"), "B", "Toetsen, beoordelen en feedback geven"),
    made.question("B[taal]", "Taalontwikkelend lesgeven", "scale", ("Geen", "Weinig", "Redelijk", "Veel"), "B", "Taalontwikkelend lesgeven"),
    made.question("open", "Waar heeft u behoefte aan?", "open"),
    made.question("bel[tijd]", "Wat belemmert u? [Geen tijd]", "multiple", (), "bel", "Geen tijd"),
    made.question("bel[kosten]", "Wat belemmert u? [Te duur]", "multiple", (), "bel", "Te duur"),
    made.question("extra", "Hoe vond u deze vragenlijst?", "open"),
]
ANSWERS = {
    "id": [11, 12, 13, 14],
    "sector": ["Basisonderwijs", "VO/havo-vwo", "Kleuterdans", None],
    "erv": ["ruim 20 jaar", "2,5", "75", None],
    "lft": ["52", "1999", "45", None],
    "school": ["De Regenboog Utrecht", "99VA01", "99ZZ00", None],
    "B[toets]": ["Veel", "Geen", "Redelijk", None],
    "B[taal]": ["Weinig", None, "Veel", None],
    "open": ["differentiëren en meer rust in de klas", "nvt", "Bel mij op 06-12345678 over autisme", None],
    "bel[tijd]": pd.array([True, False, True, pd.NA], dtype="boolean"),
    "bel[kosten]": pd.array([True, False, False, pd.NA], dtype="boolean"),
    "extra": ["lang", "goed", None, None],
}
COLUMNS = {
    "sector": "sector", "ervaring": "erv", "leeftijd": "lft", "school": "school", "themas": {"toetsing": "B[toets]", "taal": "B[taal]"},
    "open_vragen": ["open"], "voorkeuren": {"barrier": ["bel"]},
}


def source(**changes: object) -> SurveySource:
    return SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar"}, "kolommen": COLUMNS} | changes)


@pytest.fixture(scope="module")
def tidy():
    return tidy_survey(made.survey(ANSWERS, QUESTIONS), source(), made.config(), made.schools(), made.themes(), made.KEY)


def test_respondents_by_hand(tidy):
    people = tidy.respondents
    assert people["sector"].tolist()[:2] == ["po", "vo"] and people["sector"].isna().tolist() == [False, False, True]
    assert people["experience_years"].tolist()[:2] == [20.0, 2.5] and people["experience_years"].isna().iloc[2]
    assert people["age_band"].tolist() == ["45-54", "25-34", "45-54"]
    assert people["career_phase"].tolist()[:2] == ["expert", "startbekwaam"] and people["career_phase"].isna().iloc[2]
    assert people["career_phase_derived"].tolist()[:2] == [True, True] and people["career_phase_derived"].isna().iloc[2]
    assert people["brin6"].tolist()[:2] == ["99AA00", "99VA01"] and people["brin6"].isna().iloc[2]
    assert people["board_id"].tolist()[:2] == ["90001", "90003"]
    assert people["subregion"].tolist()[:2] == ["Stad", "Stad"]
    assert people["respondent_id"].str.fullmatch(r"[0-9a-f]{16}").all() and people["respondent_id"].is_unique


def test_needs_only_where_there_is_an_answer(tidy):
    ids = tidy.respondents["respondent_id"].tolist()
    assert list(tidy.needs.itertuples(index=False, name=None)) == [
        (ids[0], "toetsing", 3), (ids[0], "taal", 1), (ids[1], "toetsing", 0), (ids[2], "toetsing", 2), (ids[2], "taal", 3)]


def test_statements_split_masked_and_without_non_answers(tidy):
    ids = tidy.respondents["respondent_id"].tolist()
    assert list(tidy.statements.itertuples(index=False, name=None)) == [
        (f"{ids[0]}-open-1", ids[0], "open", "differentiëren"), (f"{ids[0]}-open-2", ids[0], "open", "meer rust in de klas"),
        (f"{ids[2]}-open-1", ids[2], "open", "Bel mij op [telefoon] over autisme")]


def test_preferences_are_the_ticked_options(tidy):
    ids = tidy.respondents["respondent_id"].tolist()
    assert list(tidy.preferences.itertuples(index=False, name=None)) == [
        (ids[0], "barrier", "tijd"), (ids[0], "barrier", "kosten"), (ids[2], "barrier", "tijd")]


def test_every_oddity_is_a_finding_with_its_place(tidy):
    found = {(f.rule, f.row, f.column, f.before) for f in tidy.findings}
    assert {("sector_onbekend", 4, "sector", "Kleuterdans"), ("ervaring_gelezen", 2, "erv", "ruim 20 jaar"), ("ervaring_onmogelijk", 4, "erv", "75"),
            ("vestiging_niet_in_duo", 4, "school", "99ZZ00"), ("persoonsgegevens_gemaskeerd", 4, "open", ""), ("antwoord_gesplitst", 2, "open", ""),
            ("kolom_niet_gekoppeld", None, "extra", "")} <= found
    assert not any("12345678" in f"{f.message}{f.before}{f.after}{f.action}" for f in tidy.findings)


def test_questionnaire_says_which_field_each_question_is(tidy):
    fields = tidy.questionnaire.set_index("code")["field"]
    assert fields["B[toets]"] == "themes.toetsing" and fields["bel[tijd]"] == "preferences.barrier" and pd.isna(fields["extra"])
    assert "id" not in fields.index


def test_steps_count_rows(tidy):
    steps = {s["stap"]: (s["rijen_voor"], s["rijen_na"]) for s in tidy.steps}
    assert steps["po.csv: ingelezen"] == (4, 3)
    assert steps["po.csv: antwoorden per thema"] == (3, 5)
    assert steps["po.csv: open antwoorden naar uitspraken"] == (3, 3)


def test_missing_column_names_file_column_and_candidates():
    with pytest.raises(InputError) as error:
        tidy_survey(made.survey(ANSWERS, QUESTIONS), source(kolommen=COLUMNS | {"ervaring": "ervaring_jr"}), made.config(), made.schools(),
                    made.themes(), made.KEY)
    text = str(error.value)
    assert "po.csv" in text and "ervaring_jr" in text and "'erv' (Hoeveel jaar ervaring heeft u?)" in text and text.count("(") >= 3


def test_role_nowhere_given_is_an_error():
    with pytest.raises(InputError, match="welke rol"):
        tidy_survey(made.survey(ANSWERS, QUESTIONS), source(vast={}), made.config(), made.schools(), made.themes(), made.KEY)


def test_same_key_same_ids_other_key_other_ids():
    def ids(key: bytes) -> list[str]:
        return tidy_survey(made.survey(ANSWERS, QUESTIONS), source(), made.config(), made.schools(), made.themes(), key).respondents["respondent_id"].tolist()

    assert ids(made.KEY) == ids(made.KEY)
    assert not set(ids(made.KEY)) & set(ids(b"x" * 32))


def levels_of(given: list[object], scale: dict[object, int] | None) -> tuple[list[object], list[str]]:
    asked = [made.question("t", "Toetsen en feedback", "scale", ("a", "b"))]
    own = SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar", "sector": "po"}, "kolommen": {"themas": {"toetsing": "t"}}} | ({"niveaus": scale} if scale else {}))
    tidy = tidy_survey(made.survey({"t": given}, asked), own, made.config(), made.schools(), made.themes(), made.KEY)
    return tidy.needs["level"].tolist(), [f.rule for f in tidy.findings if f.rule.startswith(("niveau", "schaal"))]


def test_a_scale_of_ones_own_is_read_as_regio_yml_says():
    agree = {"Helemaal mee oneens": 0, "neutraal": 1, "mee eens": 2, "helemaal mee eens": 3}
    given = ["helemaal mee eens", "Neutraal ", "mee eens", "helemaal mee oneens"]
    assert levels_of(given, agree) == ([3, 1, 2, 0], [])
    assert levels_of(given, None) == ([], ["niveau_onbekend"] * 4), "never guessed"
    assert levels_of([1, 2, 5, 4], {1: 0, 2: 0, 3: 1, 4: 2, 5: 3}) == ([0, 0, 3, 2], []) and levels_of([1, 2, 5, 4], None) == ([], ["schaal_onbekend"])
    assert levels_of(["Veel", "weet niet, misschien"], {"weet niet, misschien": 1}) == ([3, 1], []), "what it does not name is read as ever"


def test_a_level_outside_nought_to_three_is_refused():
    with pytest.raises(RegionError, match="niveaus"):
        made.config(surveys=[{"bestand": "po.csv", "niveaus": {"heel veel": 4}}])
