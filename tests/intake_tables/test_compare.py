"""What changed between two questionnaires, one case of each kind."""

from __future__ import annotations

import pandas as pd

from napl_analysis.intake.compare import change_findings, compare_questionnaires

COLUMNS = ["source_file", "code", "text", "kind", "options", "field"]
LEVELS = "Geen; Weinig; Redelijk; Veel"


def questionnaire(*rows: tuple[str, str, str, str | None, str | None], source: str = "po.csv") -> pd.DataFrame:
    return pd.DataFrame([(source, *row) for row in rows], columns=COLUMNS)


def test_one_of_each_kind():
    before = questionnaire(
        ("Q1", "In welke sector werkt u?", "single", "po; vo; mbo", "sector"), ("Q2", "Hoe oud bent u?", "open", None, "age"),
        ("Q3", "Heeft u behoefte aan scholing in toetsen en beoordelen?", "scale", LEVELS, "themes.toetsing"),
        ("Q4", "Heeft u behoefte aan scholing in klassenmanagement?", "scale", LEVELS, "themes.klassenmanagement"),
        ("Q5", "Heeft u behoefte aan digitale didactiek?", "scale", LEVELS, "themes.digitale_didactiek"),
        ("Q6", "Wilt u nog iets kwijt?", "open", None, None), ("Q7", "Wat vindt u van uw rooster?", "open", None, None))
    now = questionnaire(
        ("Q1", "In welke sector werkt u?", "single", "po; vo; mbo", "sector"), ("Q2", "Wat is uw leeftijd?", "open", None, "age"),
        ("Q3", "Heeft u behoefte aan scholing in toetsing en beoordeling?", "scale", LEVELS, "themes.toetsing"),
        ("Q4", "Heeft u behoefte aan scholing in klassenmanagement?", "scale", LEVELS + "; Zeer veel", "themes.klassenmanagement"),
        ("Q5", "Hoe tevreden bent u met de koffie op school?", "scale", LEVELS, "themes.digitale_didactiek"),
        ("Q8", "Wilt u nog iets kwijt?", "open", None, None), ("Q9", "Met wie leert u graag samen?", "single", "team; alleen", None))
    table = compare_questionnaires(now, before)
    codes = table[["code_now", "code_before"]].fillna("-")
    change = dict(zip(codes.itertuples(index=False, name=None), table["change"], strict=True))
    # Q2: nothing in the texts says that both ask for age; under an unchanged code the analyst must look.
    assert change == {
        ("Q1", "Q1"): "gelijk", ("Q2", "Q2"): "code_hergebruikt", ("Q3", "Q3"): "herformuleerd", ("Q4", "Q4"): "opties_gewijzigd",
        ("Q5", "Q5"): "code_hergebruikt", ("Q8", "Q6"): "gelijk", ("Q9", "-"): "nieuw", ("-", "Q7"): "vervallen"}
    assert 0.9 < table.loc[table["code_now"] == "Q3", "similarity"].item() < 1


def test_a_code_that_moved_to_another_question_is_told():
    before = questionnaire(("Q1", "Waar werkt u?", "open", None, None), ("Q2", "Hoe lang werkt u al in het onderwijs?", "open", None, None))
    now = questionnaire(("Q1", "Hoe lang werkt u al in het onderwijs?", "open", None, None), ("Q2", "Welke scholing volgde u dit jaar?", "open", None, None))
    table = compare_questionnaires(now, before)
    assert table[["code_now", "code_before", "change"]].fillna("-").values.tolist() == [
        ["Q1", "Q2", "gelijk"], ["Q2", "Q2", "code_hergebruikt"], ["Q1", "Q1", "code_hergebruikt"]]


def test_rows_of_a_grid_are_compared_without_the_question_above_them():
    stem = "In hoeverre heeft u op dit moment behoefte aan professionalisering op de volgende onderwerpen?"
    before = questionnaire(("T[1]", f"{stem} [Vitaliteit]", "scale", LEVELS, None), ("T[2]", f"{stem} [Samenwerken met ouders]", "scale", LEVELS, "themes.samenwerking"))
    now = questionnaire(("T[1]", f"{stem} [Samenwerken met ouders]", "scale", LEVELS, "themes.samenwerking"), ("T[3]", f"{stem} [Samenwerken met buurten]", "scale", LEVELS, None))
    table = compare_questionnaires(now, before)
    assert table[["code_now", "code_before", "change"]].fillna("-").values.tolist() == [
        ["T[1]", "T[2]", "gelijk"], ["T[3]", "-", "nieuw"], ["T[1]", "T[1]", "code_hergebruikt"]]
    assert table["similarity"].dropna().tolist()[0] == 1 and table["similarity"].dropna().tolist()[1] < 0.45


def test_rare_answers_are_no_other_options_but_another_scale_is():
    before = questionnaire(("Q1", "Type onderwijs?", "single", "po; sbo; bao; bso", "sector"), ("Q2", "Behoefte?", "scale", LEVELS, None))
    now = questionnaire(("Q1", "Type onderwijs?", "single", "po; sbo; bao; kleuters", "sector"), ("Q2", "Behoefte?", "scale", "Geen; Weinig; Veel", None))
    assert compare_questionnaires(now, before)["change"].tolist() == ["opties_gewijzigd", "opties_gewijzigd"]
    now.loc[0, "options"] = "po; sbo; bao; bso; kleuters"
    assert compare_questionnaires(now, before)["change"].tolist() == ["gelijk", "opties_gewijzigd"]


def test_files_go_with_the_file_they_share_questions_with():
    po = ("A", "Wat is uw groep?", "open", None, None), ("B", "Werkt u op een kleine school?", "single", "ja; nee", None)
    mbo = ("A", "In welke opleiding werkt u?", "open", None, None), ("B", "Begeleidt u stages?", "single", "ja; nee", None)
    before = pd.concat([questionnaire(*po, source="enquete1.csv"), questionnaire(*mbo, source="enquete2.csv")])
    now = pd.concat([questionnaire(*mbo, source="enquete1.csv"), questionnaire(*po, source="enquete2.csv")])
    assert set(compare_questionnaires(now, before)["change"]) == {"gelijk"}


def test_without_an_earlier_year_everything_is_new():
    now = questionnaire(("Q1", "Sector?", "single", "po; vo", "sector"))
    table = compare_questionnaires(now, now.iloc[:0])
    assert table["change"].tolist() == ["nieuw"] and table["code_before"].isna().all()


def test_every_change_is_a_finding_and_those_of_themes_ask_for_a_look():
    before = questionnaire(
        ("Q1", "Heeft u behoefte aan scholing in toetsen en beoordelen?", "scale", LEVELS, "themes.toetsing"),
        ("Q2", "Heeft u behoefte aan digitale didactiek?", "scale", LEVELS, "themes.digitale_didactiek"), ("Q3", "Wat vindt u van uw rooster?", "open", None, None))
    now = questionnaire(
        ("Q1", "Heeft u behoefte aan scholing in toetsing en beoordeling?", "scale", LEVELS, "themes.toetsing"),
        ("Q2", "Hoe tevreden bent u met de koffie op school?", "scale", LEVELS, "themes.digitale_didactiek"), ("Q4", "Waar werkt u graag aan?", "open", None, None))
    found = {f.column: f for f in change_findings(compare_questionnaires(now, before), 2025)}
    assert {c: (f.rule, str(f.severity)) for c, f in found.items()} == {
        "Q1": ("vraag_herformuleerd", "bekijken"), "Q2": ("vraag_code_hergebruikt", "beslissen"), "Q3": ("vraag_vervallen", "ter_info"), "Q4": ("vraag_nieuw", "ter_info")}
    assert "2025" in found["Q1"].message and "%" in found["Q1"].message and "niet met dat jaar vergeleken" in found["Q1"].action
    assert found["Q1"].before.startswith("Heeft u behoefte aan scholing in toetsen") and found["Q4"].before == "" and found["Q3"].after == ""
    assert not change_findings(compare_questionnaires(now, now), 2025)
