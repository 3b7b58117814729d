"""People decide: their word wins, carries over, merges with a colleague's, and is asked for where it matters most."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.matching.decisions import (
    DECISION_COLUMNS,
    agreement,
    apply_decisions,
    item_texts,
    merge_decisions,
    text_key,
    worth_judging,
)
from napl_analysis.matching.year import claim_findings, claimed_matches, match_year
from napl_analysis.reference.outcomes import load_outcomes
from napl_analysis.tables import MATCHES, OFFERINGS, STATEMENTS

OUTCOMES = load_outcomes()
STILL = "Ik krijg ze niet stil na de pauze"


def statements(texts: dict[str, str]) -> pd.DataFrame:
    rows = [(i, f"r{i}", "q", text) for i, text in texts.items()]
    return pd.DataFrame(rows, columns=["statement_id", "respondent_id", "question", "text"], dtype="str")[STATEMENTS.names]


def offerings(rows: dict[str, tuple[str, str, str | None]]) -> pd.DataFrame:
    frame = pd.DataFrame([(k, *v) for k, v in rows.items()], columns=["offering_id", "title", "description", "claimed_outcomes"], dtype="str")
    return frame.reindex(columns=OFFERINGS.names)


NO_OFFERINGS = offerings({})


def decision(text: str, outcome: str, said: str = "bevestigd", by: str = "AB", kind: str = "statement", on: str = "2026-11-01") -> dict[str, str]:
    return dict(zip(DECISION_COLUMNS, (kind, text_key(text), outcome, said, by, on), strict=True))


def decided(*rows: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=DECISION_COLUMNS, dtype="str")


def matched(texts: dict[str, str], decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    return match_year(statements(texts), NO_OFFERINGS, OUTCOMES, decisions)


def test_a_decision_wins_over_the_machine() -> None:
    found = matched({"1": STILL}, decided(decision(STILL, "VSV07")))
    confirmed = found[found["decision"] == "bevestigd"]
    assert confirmed["outcome_id"].tolist() == ["VSV07"]
    assert confirmed["decided_by"].tolist() == ["AB"] and confirmed["decided_on"].tolist() == ["2026-11-01"]
    assert set(found.loc[found["outcome_id"] != "VSV07", "decision"]) <= {"verworpen"}


def test_none_rejects_every_candidate() -> None:
    found = matched({"1": STILL, "2": STILL + " altijd"}, decided(decision(STILL, "geen")))
    assert set(found.loc[found["item_id"] == "1", "decision"]) <= {"verworpen"}, "none is left to count"


@pytest.mark.parametrize(("text", "follows"), [
    ("ik krijg ze NIET stil, na de pauze!!", True), ("Ik krijg ze niet stil na de pauzes", True), ("Ik krijg ze niet stll na de pauze", True),
    ("Ik krijg ze wel stil voor de lunch", False), ("gesprekken met ouders", False)])
def test_a_decision_carries_over_by_text_and_by_nearly_the_same_text(text: str, follows: bool) -> None:
    found = matched({"9": text}, decided(decision(STILL, "VSV07")))
    assert ("bevestigd" in set(found["decision"])) == follows


def test_short_texts_must_be_the_same() -> None:
    found = matched({"1": "pesten"}, decided(decision("pasten", "VSV07")))
    assert set(found["decision"]) == {"automatisch"}


def test_a_decision_about_an_outcome_of_last_year_does_no_harm() -> None:
    found = matched({"1": STILL}, decided(decision(STILL, "BESTAAT_NIET_MEER")))
    assert "BESTAAT_NIET_MEER" not in set(found["outcome_id"])
    assert "automatisch" in set(found["decision"]), "the machine's own matches hold"


def test_other_texts_keep_their_matches() -> None:
    texts = {"1": STILL, "2": "gesprekken voeren met boze ouders"}
    before, after = matched(texts), matched(texts, decided(decision(STILL, "VSV07")))
    pick = [f.loc[f["item_id"] == "2", ["outcome_id", "decision"]].reset_index(drop=True) for f in (before, after)]
    assert pick[0]["outcome_id"].iloc[0] == pick[1]["outcome_id"].iloc[0]
    assert set(pick[1]["decision"]) == {"automatisch"}


def test_without_decisions_nothing_changes() -> None:
    plain = matched({"1": STILL})
    pd.testing.assert_frame_equal(apply_decisions(plain, item_texts(statements({"1": STILL}), NO_OFFERINGS), decided()), plain)
    assert list(plain.columns) == MATCHES.names


def test_an_offering_keeps_its_other_outcomes_when_one_is_confirmed() -> None:
    rows = offerings({"a": ("Rust en ouders", "Orde houden in een drukke klas. Gesprekken voeren met ouders.", None)})
    key = decision("Rust en ouders. Orde houden in een drukke klas. Gesprekken voeren met ouders.", "VSV02", kind="offering")
    found = match_year(statements({}), rows, OUTCOMES, decided(key))
    assert found.loc[found["outcome_id"] == "VSV02", "decision"].tolist() == ["bevestigd"]
    assert "automatisch" in set(found["decision"])


def test_claims_are_checked_against_the_text() -> None:
    rows = offerings({"good": ("Orde houden", "Klassenmanagement: rust en regels in de klas.", "VSV02"),
                      "bad": ("Wijnproeven in de Bourgogne", "Een weekend genieten met collega's.", "VSV02,BESTAAT_NIET")})
    matches = match_year(statements({}), rows, OUTCOMES)
    claims = claimed_matches(rows, OUTCOMES, matches).set_index("item_id")
    assert claims["outcome_id"].tolist() == ["VSV02", "VSV02"]
    assert pd.isna(claims.loc["good", "doubt"]) and "nauwelijks" in claims.loc["bad", "doubt"]
    claimed = matches[matches["decision"] == "geclaimd"]
    told = claim_findings(matches, rows.assign(source_file="aanbod.csv", source_row=3), OUTCOMES)
    assert len(told) == 1 and "Wijnproeven" in told[0].message and "VSV02" in told[0].message
    assert (told[0].file, told[0].row) == ("aanbod.csv", 3)
    assert set(claimed["item_id"]) == {"good", "bad"} and claimed["because"].str.startswith("geclaimd door de aanbieder").all()


def test_a_person_overrules_a_claim() -> None:
    rows = offerings({"a": ("Wijnproeven", "Een weekend genieten.", "VSV02")})
    found = match_year(statements({}), rows, OUTCOMES, decided(decision("Wijnproeven. Een weekend genieten.", "VSV02", "verworpen", kind="offering")))
    assert found.loc[found["outcome_id"] == "VSV02", "decision"].tolist() == ["verworpen"]


def test_two_peoples_decisions_merge_and_conflicts_are_set_apart() -> None:
    one = decided(decision("tekst een", "A"), decision("tekst twee", "B"), decision("tekst drie", "geen"))
    two = decided(decision("tekst een", "A", by="CD"), decision("tekst twee", "C", by="CD"), decision("tekst vier", "B", by="CD"))
    merged, conflicts = merge_decisions(one, two)
    assert merged["text_key"].tolist() == ["tekst drie", "tekst een", "tekst vier"]
    assert conflicts[["text_key", "outcome_id_1", "decided_by_1", "outcome_id_2", "decided_by_2"]].to_numpy().tolist() == [["tekst twee", "B", "AB", "C", "CD"]]
    swapped, again = merge_decisions(two, one)
    assert swapped["text_key"].tolist() == merged["text_key"].tolist() and len(again) == 1


def test_rejecting_the_same_candidates_is_no_conflict_when_the_choice_agrees() -> None:
    one = decided(decision("x", "A"), decision("x", "B", "verworpen"))
    two = decided(decision("x", "A", by="CD"), decision("x", "C", "verworpen", by="CD"))
    _, conflicts = merge_decisions(one, two)
    assert conflicts.empty


def test_kappa_as_worked_out_by_hand() -> None:
    # Cohen (1960): 10 texts, A said by both on 4, B by both on 3, 3 differ; observed .7, expected .5*.6+.5*.4=.5: kappa .4
    first = "AAAAABBBBB"
    second = "AAAABABBBA"
    one = decided(*(decision(f"tekst {i}", o) for i, o in enumerate(first)))
    two = decided(*(decision(f"tekst {i}", o, by="CD") for i, o in enumerate(second)))
    assert agreement(one, two) == pytest.approx(.4)
    assert agreement(one, one) == 1
    assert pd.isna(agreement(one, decided(decision("een andere tekst", "A"))))


def test_uncertain_and_frequent_texts_are_asked_first() -> None:
    texts = {str(i): t for i, t in enumerate(["zeker", "twijfel", "twijfel", "twijfel", "twijfel eenmalig", "onzin"])}
    chance = {"zeker": .98, "twijfel": .5, "twijfel eenmalig": .5, "onzin": .06}
    rows = [("statement", i, "A", chance[t], chance[t], "gaat over x", "automatisch", pd.NA, pd.NA) for i, t in texts.items()]
    matches = pd.DataFrame(rows, columns=MATCHES.names)
    found = worth_judging(matches, item_texts(statements(texts), NO_OFFERINGS))
    assert found["text"].tolist() == ["twijfel", "twijfel eenmalig", "onzin", "zeker"]
    assert found["times"].tolist() == [3, 1, 1, 1]
    assert len(worth_judging(matches, item_texts(statements(texts), NO_OFFERINGS), limit=2)) == 2


def test_what_would_change_a_gap_is_asked_first() -> None:
    texts = {"1": "de ene", "2": "de andere"}
    rows = [("statement", i, o, .5, .5, "gaat over x", "automatisch", pd.NA, pd.NA) for i, o in (("1", "A"), ("2", "B"))]
    found = worth_judging(pd.DataFrame(rows, columns=MATCHES.names), item_texts(statements(texts), NO_OFFERINGS), pd.Series({"B": 2.0}))
    assert found["text"].tolist() == ["de andere", "de ene"]


def test_judged_texts_are_not_asked_again() -> None:
    texts = {"1": STILL, "2": "wat doe ik aan pesten"}
    found = matched(texts, decided(decision(STILL, "VSV02")))
    assert worth_judging(found, item_texts(statements(texts), NO_OFFERINGS))["text"].tolist() == ["wat doe ik aan pesten"]
