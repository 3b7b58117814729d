"""What covers what, and on what ground."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.supply.coverage import coverage, outcome_spots, price_per_hour, serves, supply_summary


def test_grounds_and_strengths(make_offerings, make_outcomes, make_matches):
    offerings = make_offerings({"claimed_outcomes": "A1,A4,Z9"}, {})
    matches = make_matches(
        ("a1", "A1", 0.2, "automatisch"),  # claimed as well: the claim counts
        ("a1", "A2", 0.5, "automatisch"),  # exactly on the boundary
        ("a1", "A3", 0.49, "automatisch"),
        ("a1", "A4", 0.9, "verworpen"),  # a person rejected what the provider claims
        ("a2", "A1", 0.1, "bevestigd"),
        ("a2", "A2", None, "automatisch"),  # no probability: not counted
        ("a2", "A3", 0.9, "geclaimd"),
        ("weg", "A1", 0.9, "automatisch"),  # no such offering
    )
    table = coverage(offerings, matches, make_outcomes("A1", "A2", "A3", "A4"))
    found = {(r.offering_id, r.outcome_id): (r.strength, r.basis) for r in table.itertuples()}
    assert found == {("a1", "A1"): (0.8, "geclaimd"), ("a1", "A2"): (0.5, "automatisch"), ("a2", "A1"): (1.0, "bevestigd"),
                     ("a2", "A3"): (0.9, "geclaimd")}
    assert table["because"].notna().all()


def test_statements_never_count_as_supply(make_offerings, make_outcomes, make_matches):
    matches = make_matches(("a1", "A1", 0.9, "automatisch")).assign(kind="statement")
    assert coverage(make_offerings({}), matches, make_outcomes("A1")).empty


def test_serves_says_unknown_where_the_catalogue_does(make_offerings):
    offerings = make_offerings({"sectors": "po,vo"}, {"sectors": "mbo"}, {})
    assert serves(offerings, "sectors", "vo").tolist() == [True, False, pd.NA]
    assert serves(offerings, "sectors", "alle").all()


def test_overlaps_and_thin_spots(make_offerings, make_outcomes, make_matches):
    offerings = make_offerings(*({"provider": p, "sectors": "po"} for p in "ABCD"), {"provider": "E"})
    matches = make_matches(*((f"a{i}", "A1", 0.9, "automatisch") for i in range(1, 6)), ("a1", "A2", 0.9, "automatisch"))
    outcomes = make_outcomes("A1", "A2", "A3")
    spots = outcome_spots(coverage(offerings, matches, outcomes), offerings, outcomes).set_index(["outcome_id", "sector"])
    assert spots.loc[("A1", "po"), ["offerings", "spot"]].tolist() == [4, "overlap"]
    assert spots.loc[("A1", "alle"), "offerings"] == 5  # the one without a sector counts in the margin only
    assert spots.loc[("A2", "po"), "spot"] == "dun"
    assert spots.loc[("A3", "po"), "spot"] == "geen"


def test_price_per_hour_falls_back_on_ects_and_stays_missing(make_offerings):
    offerings = make_offerings({"price_eur": 280, "study_load_hours": 140}, {"price_eur": 280, "ects": 5}, {"price_eur": 100}, {"ects": 5})
    values = price_per_hour(offerings)
    assert values[:2].tolist() == [2.0, 2.0]
    assert values[2:].isna().all()


def test_summary_by_provider_group(make_offerings, make_outcomes, make_matches):
    offerings = make_offerings({"provider_type": "privaat", "price_eur": 100, "study_load_hours": 10},
                               {"provider_type": "privaat", "price_eur": 300, "study_load_hours": 10}, {})
    cover = coverage(offerings, make_matches(("a1", "A1", 0.9, "automatisch")), make_outcomes("A1"))
    review = pd.DataFrame({"offering_id": ["a1", "a2", "a3"], "decision": ["opwerken", "past_niet", "past_niet"]})
    rows = supply_summary(offerings, cover, review)
    private = rows[(rows["dimension"] == "provider_type") & (rows["value"] == "privaat")].iloc[0]
    assert private[["offerings", "covering", "ready", "upgradable", "priced"]].tolist() == [2, 1, 0, 1, 2]
    assert private["price_per_hour"] == pytest.approx(20)
    unstated = rows[(rows["dimension"] == "provider_type") & rows["value"].isna()].iloc[0]
    assert unstated["offerings"] == 1
