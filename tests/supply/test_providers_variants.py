"""Providers by the rules of a consortium; other ways to take an arrangement; its place in the whole."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.supply.providers import provider_table
from napl_analysis.supply.variants import horizontal_variants, modes_offered, place_in_whole
from napl_analysis.tables import TRAJECTORIES, conform


def _cover(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(pairs), columns=["offering_id", "outcome_id"]).assign(strength=0.9)


def _review(**decisions: str) -> pd.DataFrame:
    return pd.DataFrame({"offering_id": list(decisions), "decision": list(decisions.values())})


@pytest.mark.parametrize(("kind", "decision", "may"), [
    ("privaat", "opwerken", True), ("privaat", "past_niet", False), ("huisacademie", "past_niet", True),
    ("publieke_lerarenopleider", "past_niet", True), (None, "opwerken", None)])
def test_who_may_join(make_offerings, make_outcomes, kind, decision, may):
    offerings = make_offerings({"provider_type": kind, "sectors": "vo,po"})
    row = provider_table(offerings, _cover(("a1", "A1")), _review(a1=decision), make_outcomes("A1")).iloc[0]
    assert (None if pd.isna(row["may_join"]) else bool(row["may_join"])) == may
    assert row["sectors"] == "po,vo"
    assert row["outcomes"] == (0 if decision == "past_niet" else 1)


def test_a_provider_in_two_groups_is_not_known(make_offerings, make_outcomes):
    offerings = make_offerings({"provider_type": "privaat"}, {"provider_type": "huisacademie"})
    row = provider_table(offerings, _cover(), _review(a1="opwerken", a2="opwerken"), make_outcomes("A1")).iloc[0]
    assert pd.isna(row["provider_type"])
    assert pd.isna(row["may_join"])


@pytest.fixture
def plan():
    return conform(pd.DataFrame([
        {"path_id": "pad", "sector": "po", "arrangement": 1, "offering_id": "a1", "outcome_ids": "A1,A2"},
        {"path_id": "pad", "sector": "po", "arrangement": 2, "offering_id": "a2", "outcome_ids": "A2"},
        {"path_id": "pad", "sector": "po", "arrangement": 3, "offering_id": None, "outcome_ids": "A3"}]), TRAJECTORIES)


def test_a_variant_covers_what_only_the_arrangement_brings(plan, make_offerings):
    base = {"sectors": "po"}
    offerings = make_offerings(base | {"learning_mode": "collectief"}, base, base | {"learning_mode": "team"}, base, {"sectors": "vo"}, base)
    cover = _cover(("a1", "A1"), ("a1", "A2"), ("a2", "A2"), ("a3", "A1"), ("a4", "A2"), ("a5", "A1"), ("a6", "A1"))
    review = _review(a1="direct_aanmelden", a2="opwerken", a3="opwerken", a4="opwerken", a5="opwerken", a6="past_niet")
    variants = horizontal_variants(plan, cover, review, offerings)
    # a3 covers A1, which only arrangement 1 brings; a4 only A2; a5 is for another sector; a6 fell outside the frames
    assert variants[["arrangement", "variant_id"]].values.tolist() == [[1, "a3"]]
    assert not variants.loc[0, "same_mode"]
    assert modes_offered(variants, plan, offerings)["modes"].tolist() == ["collectief en team"]


def test_place_in_the_whole(plan, make_outcomes):
    said = place_in_whole(plan, make_outcomes("A1", "A2", "A3"))
    assert said[0] == ("Leerarrangement 1 van 3 van 'Pad pad' voor het po: 2 van de 3 leeruitkomsten, 1 daarvan alleen hier. "
                       "Een leraar kan hier beginnen; daarna is er nog één aan te tonen.")
    assert "die ook elders in het traject aan bod komen" in said[1]
    assert "daarna zijn er nog 2 leeruitkomsten aan te tonen" in said[2]
