"""The three-way decision, what is unknown, and people's own decisions."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.reference.review import RULE_COLUMNS, load_rules
from napl_analysis.supply.coverage import coverage
from napl_analysis.supply.review import overrule, review_details, review_offerings
from napl_analysis.supply.rules import RULES

GOOD = {"description": "Over orde in de klas.", "claimed_outcomes": "A1", "nlqf": 6, "formality": "formeel", "ects": 4, "assessment": "portfolio",
        "certificate": "certificaat met leeruitkomsten", "sectors": "po", "career_phases": "startbekwaam"}


@pytest.fixture
def review(make_offerings, make_outcomes, make_matches):
    def run(*rows, decisions=None, weak=None, rules=None):
        offerings, outcomes = make_offerings(*rows), make_outcomes("A1", "A2")
        matches = make_matches() if weak is None else weak
        table = review_offerings(offerings, coverage(offerings, matches, outcomes), outcomes, load_rules() if rules is None else rules,
                                 decisions, weak=weak)
        return table.set_index("offering_id")
    return run


def test_what_meets_every_frame_goes_straight_on(review):
    row = review(GOOD).loc["a1"]
    assert (row["decision"], row["effort"]) == ("direct_aanmelden", 0)
    assert row["unknown"] == "open en herbruikbaar"  # weight 0: named, never decisive
    assert pd.isna(row["not_met"])


@pytest.mark.parametrize(("change", "effort", "says"), [
    ({"assessment": "geen"}, 2, "er wordt geen toets of bewijs gevraagd"),
    ({"certificate": "bewijs van deelname"}, 1, "alleen een bewijs van deelname"),
    ({"nlqf": 5}, 3, "NLQF 5, het pad vraagt 6"),
    ({"ects": 2}, 2, "nu 2 EC"),
    ({"ects": 60}, 3, "nu 60 EC"),
    ({"assessment": "geen", "certificate": "geen"}, 2, "Nodig: voeg een toets of bewijsopdracht toe en zet de leeruitkomsten"),
    ({"assessment": "geen", "certificate": "geen", "ects": 2}, 3, "de omvang ligt buiten 3 tot 5 EC"),
])
def test_what_falls_short_is_upgraded_with_its_effort(review, change, effort, says):
    row = review(GOOD | change).loc["a1"]
    assert (row["decision"], row["effort"]) == ("opwerken", effort)
    assert says in row["why"]


def test_an_unknown_condition_holds_it_up_and_is_asked(review):
    row = review(GOOD | {"nlqf": None, "assessment": None}).loc["a1"]
    assert (row["decision"], row["effort"]) == ("opwerken", 1)
    assert "Vraag de aanbieder het NLQF-niveau, of er een toets of bewijs wordt gevraagd" in row["why"]
    assert pd.isna(row["not_met"])  # unknown is not failed


def test_an_unknown_guideline_is_named_but_does_not_hold_it_up(review):
    row = review(GOOD | {"career_phases": None, "certificate": None}).loc["a1"]
    assert row["decision"] == "direct_aanmelden"
    assert "loopbaanfase genoemd" in row["unknown"]
    assert "certificaat met leeruitkomsten" in row["unknown"]


def test_what_fits_no_path_is_outside(review, make_matches):
    sailing = GOOD | {"claimed_outcomes": None, "description": "Leren zeilen."}
    row = review(sailing, weak=make_matches(("a1", "A2", 0.24, "automatisch"))).loc["a1"]
    assert (row["decision"], pd.isna(row["effort"])) == ("past_niet", True)
    assert row["why"] == "Past nu niet: het dekt geen leeruitkomst van een ontwikkelpad. Bekijk het opnieuw als er nieuwe ontwikkelpaden zijn."


def test_a_doubtful_match_leaves_it_unknown_and_asks_for_a_judgement(review, make_matches):
    sailing = GOOD | {"claimed_outcomes": None, "description": "Leren zeilen."}
    weak = make_matches(("a1", "A2", 0.31, "automatisch"), ("a1", "A1", 0.26, "automatisch"))
    row = review(sailing, weak=weak).loc["a1"]
    assert row["decision"] == "past_niet"
    assert "past bij een ontwikkelpad" in row["unknown"]
    assert "misschien bij 'Uitkomst A2' (kans 0,31)" in row["why"]
    assert "Laat de koppeling beoordelen." in row["why"]
    rejected = make_matches(("a1", "A2", 0.31, "verworpen"))
    assert review(sailing, weak=rejected).loc["a1", "why"].startswith("Past nu niet")


@pytest.mark.parametrize(("chances", "decision"), [((0.45, 0.1), "opwerken"), ((0.45, 0.08), "past_niet"), ((0.3, 0.3), "opwerken"), ((0.49,), "past_niet"),
                                                   ((0.24, 0.24, 0.24), "past_niet")])
def test_what_fits_some_outcome_more_likely_than_not_is_kept_to_be_judged(review, make_matches, chances, decision):
    """1 - .55 x .90 = .505 is more likely than not; 1 - .55 x .92 = .494 is not."""
    unsure = GOOD | {"claimed_outcomes": None, "description": "Over toetsen en zeilen."}
    weak = make_matches(*(("a1", f"A{i}", c, "automatisch") for i, c in enumerate(chances, start=1)))
    row = review(unsure, weak=weak).loc["a1"]
    assert row["decision"] == decision
    assert ("Past waarschijnlijk bij" in row["why"]) == (decision == "opwerken")
    assert pd.isna(row["outcome_ids"])  # it still covers nothing


def test_without_a_description_it_says_that_it_could_not_be_judged(review):
    row = review(GOOD | {"claimed_outcomes": None, "description": None}).loc["a1"]
    assert row["decision"] == "past_niet"
    assert row["why"].startswith("Past voorlopig niet: nog niet bekend is of het bij een ontwikkelpad past (er is geen omschrijving)")
    assert "past bij een ontwikkelpad" in row["unknown"]


def test_people_overrule_and_the_rules_stay_visible(review):
    decided = pd.DataFrame([{"offering_id": "a1", "decision": "direct_aanmelden", "effort": None, "decided_by": "AB"},
                            {"offering_id": "a2", "decision": "opwerken", "effort": "2", "decided_by": "AB"},
                            {"offering_id": "weg", "decision": "past_niet", "effort": None, "decided_by": "AB"}])
    table = review(GOOD | {"assessment": "geen"}, GOOD, decisions=decided)
    assert table.loc["a1", ["decision", "effort", "decided_by"]].tolist() == ["direct_aanmelden", 0, "AB"]
    assert table.loc["a1", "why"].startswith("Besluit van AB: direct aanmelden voor externe toetsing. De regels zeiden: opwerken.")
    assert table.loc["a2", ["decision", "effort"]].tolist() == ["opwerken", 2]
    assert len(table) == 2


def test_overrule_without_effort_keeps_the_least(review):
    plain = review(GOOD).reset_index()
    decided = pd.DataFrame([{"offering_id": "a1", "decision": "opwerken", "decided_by": "CD"}])
    assert overrule(plain, decided).loc[0, "effort"] == 1


def test_the_path_it_covers_most_of_is_the_path(make_offerings, make_outcomes, make_matches):
    outcomes = pd.concat([make_outcomes("A1", "A2", path_id="eerste"), make_outcomes("B1", "B2", path_id="tweede", nlqf=7)], ignore_index=True)
    offerings = make_offerings(GOOD | {"claimed_outcomes": None, "nlqf": 7}, GOOD | {"claimed_outcomes": None, "claimed_path": "Pad tweede"})
    matches = make_matches(("a1", "A1", 0.9, "automatisch"), ("a1", "B1", 0.7, "automatisch"), ("a1", "B2", 0.7, "automatisch"),
                           ("a2", "A1", 0.8, "automatisch"), ("a2", "B1", 0.8, "automatisch"))
    table = review_offerings(offerings, coverage(offerings, matches, outcomes), outcomes, load_rules()).set_index("offering_id")
    assert table["path_id"].tolist() == ["tweede", "tweede"]  # most covered; then the claimed one wins the tie
    assert table.loc["a1", "outcome_ids"] == "B1,B2"
    assert "niveau past bij het pad" in table.loc["a1", "met"]


def test_details_hold_every_rule_of_every_offering(make_offerings, make_outcomes, make_matches):
    offerings, outcomes = make_offerings(GOOD, GOOD | {"ects": 60}), make_outcomes("A1")
    details = review_details(offerings, coverage(offerings, make_matches(), outcomes), outcomes, load_rules())
    assert len(details) == 2 * len(RULES)
    size = details[details["rule_id"] == "omvang"].set_index("offering_id")["status"]
    assert size.to_dict() == {"a1": "voldoet", "a2": "voldoet_niet"}


def test_shipped_rules_are_known_and_marked_as_example():
    rules = load_rules()
    assert set(rules["rule_id"]) == set(RULES)
    assert set(rules["status"]) == {"voorbeeld"}
    assert rules["source"].notna().all()


def _write_rules(path, **change):
    rules = load_rules().astype("object").assign(mendable=lambda f: f["mendable"].map({True: "ja", False: "nee"}))
    for column, value in change.items():
        rules.loc[2, column] = value
    rules.to_csv(path, index=False)
    return path


def test_the_users_own_rules_replace_ours(tmp_path, review):
    rules = load_rules(_write_rules(tmp_path / "regels.csv", weight=0, status="vastgesteld"))
    assert review(GOOD | {"nlqf": 5}, rules=rules).loc["a1", "decision"] == "direct_aanmelden"
    extra = pd.concat([rules, rules.iloc[[2]].assign(rule_id="eigen_regel", label="eigen regel", weight=2)], ignore_index=True)
    row = review(GOOD, rules=extra).loc["a1"]
    assert row["decision"] == "opwerken"  # a rule we do not know is for a person to judge: unknown
    assert "eigen regel" in row["unknown"]


@pytest.mark.parametrize(("change", "column"), [({"weight": 5}, "weight"), ({"effort": "veel"}, "effort"), ({"mendable": "misschien"}, "mendable"),
                                                ({"rule_id": "omvang"}, "rule_id")])
def test_a_wrong_rules_file_names_row_and_column(tmp_path, change, column):
    with pytest.raises(InputError) as caught:
        load_rules(_write_rules(tmp_path / "regels.csv", **change))
    assert caught.value.place.file == "regels.csv"
    assert caught.value.place.column == column
    assert caught.value.place.row in (4, 5)


def test_a_rules_file_without_a_column_says_which(tmp_path):
    load_rules().drop(columns="weight").to_csv(tmp_path / "regels.csv", index=False)
    with pytest.raises(InputError, match="weight"):
        load_rules(tmp_path / "regels.csv")
    assert "weight" in RULE_COLUMNS
