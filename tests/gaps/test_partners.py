"""Who could serve a gap, and the four questions of the handreiking."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.gaps.partners import four_questions, gap_partners
from napl_analysis.tables import GAPS, OFFERINGS, OUTCOMES, REVIEW, TRAJECTORIES, conform


@pytest.fixture
def tables():
    outcomes = conform(pd.DataFrame([{"outcome_id": o, "path_id": "pad", "path_title": "Het pad", "title": f"Uitkomst {o}", "theme_ids": t, "version": "1",
                                      "source": "t", "status": "voorbeeld"} for o, t in (("A1", "orde"), ("A2", "orde"), ("A3", "taal"))]), OUTCOMES)
    offers = [("a1", "Klaar bv", "po"), ("a2", "Half bv", "po"), ("a3", "Anders bv", "vo"), ("a4", "Verwant bv", "po"), ("a5", "Taal bv", "po")]
    offerings = conform(pd.DataFrame([{"offering_id": i, "provider": p, "title": f"Cursus {i}", "sectors": s, "source_file": "f", "source_row": "1"}
                                      for i, p, s in offers]), OFFERINGS)
    coverage = pd.DataFrame({"offering_id": ["a1", "a2", "a3", "a4", "a5"], "outcome_id": ["A1", "A1", "A1", "A2", "A3"], "strength": 0.9})
    decisions = ["direct_aanmelden", "opwerken", "opwerken", "opwerken", "past_niet"]
    review = conform(pd.DataFrame({"offering_id": offerings["offering_id"], "provider": offerings["provider"], "title": offerings["title"],
                                   "path_id": "pad", "outcome_ids": coverage["outcome_id"], "decision": decisions,
                                   "effort": pd.array([0, 1, 3, 3, None], dtype="Int64"), "not_met": [None, "niveau", "niveau, omvang", "niveau", None],
                                   "unknown": "open"}), REVIEW)
    cell = {"career_phase": "alle", "subregion": "alle", "shown": True, "priority": 1}
    gaps = conform(pd.DataFrame([
        cell | {"outcome_id": "A1", "sector": "po", "estimate": 0.6, "gap_class": "bereik_tekort"},
        cell | {"outcome_id": "A2", "sector": "po", "estimate": 0.3, "gap_class": "aanbod_zonder_vraag", "priority": None},
        cell | {"outcome_id": "A3", "sector": "po", "estimate": 0.5, "gap_class": "witte_vlek"},
        cell | {"outcome_id": "A1", "sector": "vo", "estimate": 0.2, "gap_class": "geen_vraag", "priority": None},
        cell | {"outcome_id": "A1", "sector": "mbo", "estimate": None, "gap_class": None, "shown": False, "priority": None}]), GAPS)
    plan = conform(pd.DataFrame([{"path_id": "pad", "sector": "po", "arrangement": 1, "offering_id": "a2", "outcome_ids": "A1"}]), TRAJECTORIES)
    return gaps, coverage, review, offerings, outcomes, plan


def test_partners_best_grounds_first(tables):
    gaps, coverage, review, offerings, outcomes, _ = tables
    partners = gap_partners(gaps, coverage, review, offerings, outcomes, most=4)
    of_a1 = partners[partners["outcome_id"] == "A1"]
    assert of_a1["provider"].tolist() == ["Klaar bv", "Half bv", "Anders bv", "Verwant bv"]
    assert of_a1["ground"].tolist() == ["heeft dit klaar", "heeft dit om op te werken", "heeft dit voor een andere sector",
                                        "heeft verwant aanbod (zelfde thema)"]
    assert "A3" not in set(partners["outcome_id"])  # the only one fell outside the frames: nobody comes near
    assert set(partners["sector"]) == {"po"}
    assert len(gap_partners(gaps, coverage, review, offerings, outcomes, most=1)) == 1


def test_no_open_gaps_no_partners(tables):
    gaps, coverage, review, offerings, outcomes, _ = tables
    assert gap_partners(gaps[gaps["gap_class"] == "geen_vraag"], coverage, review, offerings, outcomes).empty


def test_the_four_questions_are_answered_with_figures(tables):
    gaps, _, review, _, outcomes, plan = tables
    answers = four_questions(gaps, review, plan, outcomes)
    assert answers["number"].tolist() == [1, 2, 3, 4]
    wanted, existing, upgrade, direct = answers["answer"]
    assert wanted == ("In het po is naar 2 van de 3 leeruitkomsten grote vraag, het meest naar 'Uitkomst A1' (60 %) en 'Uitkomst A3' (50 %). "
                      "In het vo is naar geen van de 3 leeruitkomsten grote vraag. Deze behoeften passen binnen het pad: het zijn leeruitkomsten ervan.")
    assert existing == ("Passend of passend te maken: 4 scholingen, van 4 aanbieders; samen goed voor 2 van de 3 leeruitkomsten. "
                        "Grote vraag zonder enig aanbod (witte vlek): 1 in het po (Uitkomst A3). "
                        "Van de leeruitkomsten met grote vraag is door klaar aanbod met genoeg bereik en plaatsen gedekt: in het po 0 van de 2.")
    assert upgrade.startswith("Op te werken: 3 scholingen, 1 met kleine inspanning en 2 met grote inspanning. Binnen het co-creatielab: die ene in de voorgestelde "
                              "trajecten (subsidiabel; de opbrengst is openbaar en herbruikbaar). Daarbuiten, door de aanbieder zelf als die dat wil: de andere 2.")
    assert "niveau (3 keer) en omvang (1 keer)" in upgrade
    assert direct == "Direct aan te melden: 1 scholing: 1 van Klaar bv."


def test_hidden_rows_say_nothing(tables):
    gaps, _, review, _, outcomes, plan = tables
    hidden = gaps.assign(shown=False)
    assert four_questions(hidden, review, plan, outcomes).loc[0, "answer"] == "Er zijn te weinig antwoorden om dit te zeggen."
