"""The change log: every cell that cleaning changed, once a change, enough to redo it, and nothing personal."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from napl_analysis import tables
from napl_analysis import vocabulary as voc
from napl_analysis.intake import cleaning
from napl_analysis.intake.catalogue.model import Listing, RawOffering
from napl_analysis.intake.catalogue.normalise import offerings_frame
from napl_analysis.intake.change_log import HIDDEN, joined_changes
from napl_analysis.intake.respondents import tidy_survey
from napl_analysis.intake.values import is_blank, read_number
from napl_analysis.region import SurveySource

from . import made

SECTORS = [s for t in voc.SECTORS.terms for s in (t.code, t.label, *t.spellings)] + ["VO/havo-vwo", "Basisonderwijs ", "PO", "kleuters", "Dorpsschool", "", None]
EXPERIENCE = ["12", "2,5", "2.5 jaar", "ruim 20 jaar", "10-15", "half jaar", "sinds 2010", "2010", "112", "-4", "veel", "3 maanden", "", None, 7, 8.5]
QUESTIONS = [
    made.question("SECTOR", "In welke sector werkt u?", "single"), made.question("ERV", "Hoeveel jaar ervaring heeft u?", "open"),
    made.question("LFT", "Wat is uw leeftijd?", "open"), made.question("SCHOOL", "Op welke school werkt u?", "open"),
    made.question("TAAL", "Behoefte aan taal", "single"), made.question("OPEN", "Waaraan heeft u behoefte?", "open"),
    made.question("BEL", "Wat belemmert u?", "open"),
]
ANSWERS = {
    "SECTOR": ["basisonderwijs", "po", "juf Anneke uit groep 3"], "ERV": ["ruim 20 jaar", "12", "112"],
    "LFT": ["45 t/m 54 jaar", "41", "geboren ergens rond 12-03-1985"], "SCHOOL": ["De Vlieger", "99AA00", "bel Anneke op 06-12345678 voor het adres van onze school met twee locaties"],
    "TAAL": ["veel", "reuze", "geen"], "OPEN": ["rekenen, mail a.b@school.nl", "geen", "differentiëren en meer rust in de klas"], "BEL": ["tijdgebrek", "mevrouw Jansen", "kosten"],
}


def where(answers: list[object]) -> tuple[pd.Series, cleaning.Where]:
    column = pd.Series(answers, dtype="object")
    return column, cleaning.Where("po.csv", "VRAAG", pd.Series(range(2, len(answers) + 2), index=column.index))


def redone(answers: pd.Series, changes: pd.DataFrame, read: object) -> list[object]:
    """The raw answers with the log applied to them, in its order; what is not in it is read as it stands."""
    values = [None if is_blank(a) else read(a) for a in answers]  # type: ignore[operator]
    for change in joined_changes([changes]).itertuples():
        values[int(change.row) - 2] = None if is_blank(change.after) else read(change.after)  # type: ignore[operator]
    return values


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SECTORS), min_size=1, max_size=30))
def test_the_log_turns_raw_sectors_into_clean_ones(answers):
    column, place = where(answers)
    cleaned = cleaning.clean_sector(column, place)
    assert redone(column, cleaned.changes, lambda a: {"primair onderwijs": "po", "voortgezet onderwijs": "vo", "middelbaar beroepsonderwijs": "mbo"}.get(
        str(a).strip().lower(), str(a).strip().lower())) == [None if is_blank(v) else v for v in cleaned.values]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(EXPERIENCE), st.sampled_from(["15-24", "25-34", "55-64"])), min_size=1, max_size=30))
def test_the_log_turns_raw_experience_into_clean_years(rows):
    column, place = where([experience for experience, _ in rows])
    cleaned = cleaning.clean_experience(column, place, 2026)
    checked = cleaning.experience_against_age(cleaned.values, pd.Series([band for _, band in rows]), place)
    found = redone(column, joined_changes([cleaned.changes, checked.changes]), read_number)
    expected = [None if is_blank(v) else float(v) for v in checked.values]
    assert [v is None for v in found] == [v is None for v in expected]
    assert [v for v in found if v is not None] == pytest.approx([v for v in expected if v is not None], rel=1e-4)


def test_a_code_a_label_and_a_bare_number_are_no_change():
    for clean, answers in ((cleaning.clean_sector, ["po", "Primair onderwijs", " mbo "]), (cleaning.clean_phase, ["expert", "Startbekwaam"]), (cleaning.clean_role, ["leraar", "HR"])):
        assert clean(*where(answers)).changes.empty
    assert cleaning.clean_experience(*where(["12", 3, "2,5"]), 2026).changes.empty
    assert cleaning.clean_fte(*where(["0,8", 1])).changes.empty
    assert cleaning.clean_age(*where(["34", "25-34", "1985", "12-03-1985", "65 of ouder"]), date(2026, 10, 1)).changes.empty


def test_a_spelling_is_a_change_of_every_row_that_has_it():
    changes = cleaning.clean_sector(*where(["basisonderwijs", "vo", "basisonderwijs", "kleuters"])).changes
    assert changes[["row", "before", "after", "rule"]].astype("object").where(changes.notna(), None).values.tolist() == [
        ["2", "basisonderwijs", "po", "sector_schrijfwijze"], ["4", "basisonderwijs", "po", "sector_schrijfwijze"], ["5", "kleuters", None, "sector_onbekend"]]


def test_a_birth_date_is_told_nowhere():
    cleaned = cleaning.clean_age(*where(["geboren ergens rond 12-03-1985"]), date(2026, 10, 1))
    assert cleaned.changes["before"].tolist() == ["geboren ergens rond [datum]"] == [f.before for f in cleaned.findings]


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    theme = made.themes()["theme_id"].iloc[0]
    source = SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar"}, "kolommen": {
        "sector": "SECTOR", "ervaring": "ERV", "leeftijd": "LFT", "school": "SCHOOL", "themas": {theme: "TAAL"}, "open_vragen": ["OPEN"], "voorkeuren": {"barrier": ["BEL"]}}})
    return tidy_survey(made.survey(ANSWERS, QUESTIONS), source, made.config(), made.schools(), made.themes(), made.KEY).changes_log


def test_every_column_of_a_survey_has_its_changes(log):
    found = {(r.column, r.row, r.rule) for r in log.itertuples()}
    assert found == {
        ("SECTOR", "2", "sector_schrijfwijze"), ("SECTOR", "4", "sector_onbekend"), ("ERV", "2", "ervaring_gelezen"), ("ERV", "4", "ervaring_onmogelijk"),
        ("LFT", "2", "leeftijd_gelezen"), ("LFT", "4", "leeftijd_onbruikbaar"), ("SCHOOL", "2", "school_alias"), ("SCHOOL", "4", "school_onbekend"),
        ("TAAL", "3", "niveau_onbekend"), ("OPEN", "2", "persoonsgegevens_gemaskeerd"), ("OPEN", "3", "niet_antwoord"), ("OPEN", "4", "antwoord_gesplitst"),
        ("BEL", "3", "voorkeur_onbekend"),
    }
    assert list(log.columns) == tables.CHANGES_LOG.names and log["file"].eq("po.csv").all()


def test_open_text_and_persons_are_not_in_the_log(log):
    text = log.to_csv().lower()
    assert not [word for word in ("anneke", "jansen", "06-12345678", "a.b@", "1985", "differenti") if word in text]
    assert set(log.loc[log["column"] == "OPEN", "before"]) == {HIDDEN} and log.loc[(log["column"] == "SCHOOL") & (log["row"] == "4"), "before"].tolist() == [HIDDEN]


def test_a_catalogue_says_what_became_of_its_words():
    said = {"title": "Rekenen", "sectors": "PO/VO", "price": "€ 1.250,- p.p.", "study_load": "4 dagdelen", "level": "ooit", "career_phases": "expert", "places": 20}
    raw = RawOffering("aanbod.xlsx", "Blad1:7", "Blad1", said=said, headings={"price": "Kosten"})
    changes = {(c["column"], c["row"], c["before"], c["after"], c["rule"]) for c in offerings_frame(Listing([raw]), "Bureau").attrs["changes"]}
    assert changes == {("sector", "7", "PO/VO", "po,vo", "gelezen_sector"), ("Kosten", "7", "€ 1.250,- p.p.", "1250", "gelezen_prijs"),
                       ("studielast", "7", "4 dagdelen", "16 uur", "gelezen_studielast"), ("niveau", "7", "ooit", None, "niet_gelezen_niveau")}
