"""Classes, certainty, priority, advice and the sentence of every gap."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.gaps.gaps import find_gaps
from napl_analysis.region import parse_config
from napl_analysis.tables import DEMAND, SUPPLY, conform

CONFIG = parse_config({"regio": {"id": "t", "naam": "T", "jaar": 2026, "peildatum": "2026-10-01"}, "deelregios": {"noord": ["GM0001"]}, "bronnen": {}})
CELL = {"sector": "vo", "career_phase": "alle", "subregion": "alle"}
OUTCOMES = pd.DataFrame({"outcome_id": ["A1"], "title": ["Klassenmanagement"]})


def _demand(*rows: dict[str, object]) -> pd.DataFrame:
    base = {"kind": "outcome", "target_id": "A1", "respondent_group": "gecombineerd", **CELL, "n": 120, "estimate": 0.54, "estimate_low": 0.47,
            "estimate_high": 0.61, "p_high": 0.97, "teachers": 1240.0, "shown": True}
    return conform(pd.DataFrame([base | row for row in rows]), DEMAND)


def _supply(*rows: dict[str, object]) -> pd.DataFrame:
    base = {"outcome_id": "A1", **CELL, "offerings": 0, "ready": 0, "upgradable": 0, "providers": 0, "places_per_year": 0.0, "reach": 0.0}
    return conform(pd.DataFrame([base | row for row in rows]), SUPPLY)


def _one(demand: dict[str, object], supply: dict[str, object]) -> pd.Series:
    return find_gaps(_demand(demand), _supply(supply), config=CONFIG, outcomes=OUTCOMES).iloc[0]


READY = {"offerings": 2, "ready": 1, "upgradable": 1, "reach": 0.9, "places_per_year": 40.0}


@pytest.mark.parametrize(("demand", "supply", "gap_class", "advice", "subsidised"), [
    ({}, {}, "witte_vlek", "nieuw_ontwikkelen", True),
    ({}, {"offerings": 2, "upgradable": 2}, "opwerken", "opwerken", True),
    ({}, READY, "gedekt", "inzetten", False),
    ({}, READY | {"reach": 0.8}, "gedekt", "inzetten", False),
    ({}, READY | {"reach": 0.79}, "bereik_tekort", "opwerken", True),
    ({}, READY | {"places_per_year": 31.0}, "gedekt", "inzetten", False),  # 1240 x 0.25 / 10 = 31
    ({}, READY | {"places_per_year": 30.9}, "bereik_tekort", "inzetten", False),
    ({}, READY | {"reach": None, "places_per_year": None}, "gedekt", "inzetten", False),  # unknown makes no gap
    ({"teachers": None}, READY | {"places_per_year": 1.0}, "gedekt", "inzetten", False),
    ({"estimate": 0.4, "p_high": 0.5}, {}, "geen_vraag", "geen_actie", False),  # exactly the threshold is not above it
    ({"estimate": 0.41, "p_high": 0.55}, {}, "witte_vlek", "nieuw_ontwikkelen", True),
    ({"estimate": 0.2, "p_high": 0.01}, READY, "aanbod_zonder_vraag", "geen_actie", False),
])
def test_class_and_advice(demand, supply, gap_class, advice, subsidised):
    row = _one(demand, supply)
    assert (row["gap_class"], row["advice"], row["subsidised"]) == (gap_class, advice, subsidised)
    assert row["shown"]


@pytest.mark.parametrize(("estimate", "p_high", "certainty"), [
    (0.5, 0.9, "zeker"), (0.5, 0.899, "waarschijnlijk"), (0.5, 0.7, "waarschijnlijk"), (0.5, 0.69, "onzeker"),
    (0.3, 0.1, "zeker"), (0.3, 0.3, "waarschijnlijk"), (0.3, 0.45, "onzeker"), (0.5, None, None)])
def test_certainty_is_the_probability_of_the_demand_side(estimate, p_high, certainty):
    row = _one({"estimate": estimate, "p_high": p_high}, {})
    assert (row["certainty"] if pd.notna(row["certainty"]) else None) == certainty


def test_the_sentence_has_the_figures():
    assert _one({"subregion": "noord", "career_phase": "startbekwaam"}, {"subregion": "noord", "career_phase": "startbekwaam"})["why"] == (
        "In het vo in deelregio noord heeft naar schatting 54 % van de startbekwame leraren behoefte aan 'Klassenmanagement', met een marge van "
        "47 % tot 61 %, ongeveer 1.240 leraren; dat is een grote vraag (zeker), bij een grens van 40 %. Er is geen aanbod dat past of passend te "
        "maken is. Advies: nieuw ontwikkelen (subsidiabel).")


@pytest.mark.parametrize(("supply", "says"), [
    ({"offerings": 2, "upgradable": 2}, "Klaar aanbod: geen; op te werken: 2. Advies: dat opwerken (subsidiabel)."),
    (READY, "Klaar aanbod: 1; op te werken: 1. 90 % van de leraren kan het bereiken en er zijn ongeveer 40 plaatsen per jaar. Advies: inzetten"),
    (READY | {"reach": 0.33}, "Maar 33 % van de leraren kan het bereiken. Advies: opwerken naar een online of dichterbij gegeven vorm"),
    (READY | {"places_per_year": 12.0}, "Maar er zijn ongeveer 12 plaatsen per jaar; om in tien jaar een kwart van deze leraren te bedienen zijn er 31 nodig. Advies: meer plaatsen"),
    (READY | {"reach": None, "places_per_year": None}, "Hoeveel leraren het kunnen bereiken is niet bekend en het aantal plaatsen is niet bekend."),
])
def test_the_sentence_says_what_there_is(supply, says):
    assert says in _one({}, supply)["why"]


def test_in_the_margin_the_sentence_says_that_sectors_differ():
    margin = {"sector": "alle"}
    why = _one(margin, READY | margin | {"reach": 0.15})["why"]
    assert "Maar het is er voor 15 % van de leraren: niet voor elke sector, of te ver weg." in why


def test_uncertain_demand_says_ask_first():
    assert "De vraag is onzeker: vraag het eerst na" in _one({"estimate": 0.42, "p_high": 0.55}, {})["why"]


def test_without_an_estimate_nothing_is_claimed():
    row = _one({"estimate": None, "p_high": None, "teachers": None}, {})
    assert row[["gap_class", "certainty", "priority", "advice", "subsidised"]].isna().all()
    assert row["why"] == "Over 'Klassenmanagement' zijn er te weinig antwoorden om de vraag te schatten."


def test_unknown_supply_is_not_a_white_spot():
    row = find_gaps(_demand({}), _supply({"outcome_id": "Z9"}), config=CONFIG).iloc[0]
    assert pd.isna(row["gap_class"])
    assert row["why"].endswith("het aanbod is niet bekend.")


def test_teachers_count_where_the_combined_row_is_absent_and_themes_never():
    demand = _demand({"respondent_group": "leraar", "estimate": 0.9}, {"respondent_group": "gecombineerd", "estimate": 0.5},
                     {"respondent_group": "werkgever", "estimate": 0.1}, {"respondent_group": "leraar", "sector": "po", "estimate": 0.6},
                     {"kind": "theme", "sector": "mbo"})
    gaps = find_gaps(demand, _supply({}, {"sector": "po"}), config=CONFIG).set_index("sector")["estimate"]
    assert gaps.to_dict() == {"po": 0.6, "vo": 0.5}


def test_priority_ranks_open_classes_among_cells_of_the_same_detail():
    demand = _demand({"sector": "alle", "teachers": 9000.0}, {"sector": "po", "teachers": 100.0, "p_high": 0.9}, {"teachers": 200.0, "p_high": 0.5},
                     {"sector": "mbo", "teachers": 5000.0, "estimate": 0.1}, {"sector": "po", "subregion": "noord", "teachers": 1.0})
    supply = _supply({"sector": "alle"}, {"sector": "po"}, {}, {"sector": "mbo"}, {"sector": "po", "subregion": "noord"})
    ranks = find_gaps(demand, supply, config=CONFIG).set_index(["sector", "subregion"])["priority"]
    # 200 x .5 = 100 comes before 100 x .9 = 90; the margin and the subregion are ranked apart; no demand has no rank
    assert ranks[("vo", "alle")] == 1
    assert ranks[("po", "alle")] == 2
    assert (ranks[("alle", "alle")], ranks[("po", "noord")]) == (1, 1)
    assert pd.isna(ranks[("mbo", "alle")])
