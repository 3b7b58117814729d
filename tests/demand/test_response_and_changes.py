"""Who answered, what they prefer, which employers; and what changed or differs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from napl_analysis.demand.changes import compare_years, disagreement
from napl_analysis.demand.demand import estimate_demand
from napl_analysis.demand.response import employers_table, preference_shares, response_table
from napl_analysis.loading import _consent_findings
from napl_analysis.region import RegionYear
from napl_analysis.tables import CELL, DEMAND
from tests.demand.made import config, region


def demand_rows(**columns: list) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    fixed = {"kind": "theme", "respondent_group": "leraar", "sector": "po", "career_phase": "alle", "subregion": "alle", "shown": True}
    return pd.DataFrame({k: columns.get(k, [v] * size) for k, v in fixed.items()} | columns)


def test_response_sets_answers_against_the_population() -> None:
    made = region(400, missing=0.0)
    table = response_table(made["respondents"], made["staff"], config=made["config"]).set_index(["dimension", "level"])
    teachers = made["respondents"][made["respondents"]["role"] == "leraar"]
    po = table.loc[("sector", "po")]
    assert po["population"] == pytest.approx(4500) and po["respondents"] == (teachers["sector"] == "po").sum()
    assert po["response_rate"] == pytest.approx(po["respondents"] / 4500)
    assert po["population_share"] == pytest.approx(0.5) and po["weighted_share"] == pytest.approx(0.5, abs=0.005)
    assert table.loc[("employer_type", "schoolleider"), "respondents"] == 20
    assert table.loc[("totaal", "alle"), "respondents"] == 400


def test_preferences_are_shares_of_who_answered_that_question() -> None:
    made = region(200, missing=0.0)
    ids = made["respondents"]["respondent_id"]
    told = pd.DataFrame({"respondent_id": [*ids[:60], *ids[40:100]], "dimension": "delivery", "value": ["online"] * 60 + ["fysiek"] * 60})
    table = preference_shares(made["respondents"], told, made["staff"], config=made["config"])
    online = table[(table["value"] == "online") & (table["sector"] == "alle") & (table["career_phase"] == "alle")].iloc[0]
    assert online["n"] == 100 and 0.5 < online["share"] < 0.7
    assert (table.loc[table["dimension"] == "barrier", "n"] == 0).all()


def test_employers_are_counted_and_named_only_with_consent_and_when_not_small() -> None:
    people = pd.DataFrame({"role": ["schoolleider", "schoolleider", "hr", "leraar"], "sector": ["po", "po", "vo", "po"],
                           "board_id": ["1", "2", "3", "1"], "brin6": ["01AA00", "02AA00", "03AA00", "01AA00"]})
    schools = pd.DataFrame({"brin6": ["01AA00", "02AA00", "03AA00"], "board_id": ["1", "2", "3"], "board": ["Eik", "Beuk", "Es"],
                            "teachers": [200.0, 12.0, 300.0]})
    table = employers_table(people, schools, {"1": "", "2": "", "3": "Stichting Es"}).set_index(["sector", "employer_type"])
    assert table.loc[("alle", "alle"), ["boards", "schools", "respondents"]].tolist() == [3, 3, 3]
    assert table.loc[("po", "alle"), "names"] == "Eik", "Beuk is small"
    assert table.loc[("vo", "alle"), "names"] == "Stichting Es", "the name in regio.yml goes before DUO's"
    assert pd.isna(employers_table(people, schools, ["1"]).set_index(["sector", "employer_type"]).loc[("vo", "alle"), "names"]), "Es did not agree"
    nameless = employers_table(people, schools.assign(board=None), {"1": "", "3": "Es"}).set_index(["sector", "employer_type"])
    assert nameless.loc[("alle", "alle"), "names"] == "Es", "DUO gives no name, and regio.yml only that of Es"


@pytest.mark.parametrize("written", [{1234: "Eik", "99002": None}, ["01234", 99002]])
def test_boards_that_may_be_named_stand_with_or_without_name_in_regio_yml(written: object) -> None:
    named = config(toestemming={"besturen": written}).consent.named
    assert list(named) == ["01234", "99002"] and named["99002"] == ""


def test_a_board_that_may_be_named_but_has_no_name_is_told_to_the_analyst() -> None:
    year = RegionYear(Path("proef"), config(toestemming={"besturen": {"00001": "Eik", "00002": "", "00003": ""}}))
    schools = pd.DataFrame({"board_id": ["00001", "00002", "00003"], "board": [None, None, "Es"]})
    found = _consent_findings(year, schools)
    assert len(found) == 1 and "00002" in found[0].message and "00003" not in found[0].message


def test_a_change_has_the_interval_of_two_independent_years() -> None:
    now = demand_rows(target_id=["orde"], n=[200], n_eff=[180.0], share=[0.5], se=[0.03])
    before = now.assign(share=0.41, se=0.04)
    found = compare_years(now, before, {"orde"}).iloc[0]
    assert found["difference"] == pytest.approx(0.09)
    assert found["se"] == pytest.approx(0.05)
    assert (found["low"], found["high"]) == pytest.approx((0.09 - 1.966 * 0.05, 0.09 + 1.966 * 0.05), abs=1e-4)
    assert not found["significant"]


def test_only_the_same_items_are_compared_and_hidden_ones_give_no_figure() -> None:
    now = demand_rows(target_id=["orde", "toetsen", "nieuw"], n=[50] * 3, n_eff=[50.0] * 3, share=[0.5, 0.6, 0.7], se=[0.05] * 3)
    before = now.assign(shown=[True, False, True])
    found = compare_years(now, before, {"orde", "toetsen"}).set_index("target_id")
    assert list(found.index) == ["orde", "toetsen"]
    assert found["shown"].tolist() == [True, False]
    assert np.isnan(found.loc["toetsen", "difference"]) and not found.loc["toetsen", "significant"]


def test_many_comparisons_are_controlled() -> None:
    """Two years from the same population: of 400 comparisons hardly any may be called a change."""
    rng = np.random.default_rng(1)
    shares = rng.binomial(100, 0.4, (2, 400)) / 100
    years = [demand_rows(target_id=[f"t{i}" for i in range(400)], n=[100] * 400, n_eff=[100.0] * 400, share=list(s), se=list(np.sqrt(s * (1 - s) / 100)))
             for s in shares]
    found = compare_years(*years, None)
    assert (found["p"] < 0.05).sum() > 5, "one by one, chance alone gives some"
    assert found["significant"].sum() == 0


def test_disagreement_is_largest_first_and_not_certain_from_unanimous_few() -> None:
    teachers = demand_rows(target_id=["a", "b", "c"], n=[200] * 3, n_eff=[200.0] * 3, share=[0.5, 0.5, 0.55], se=[0.035] * 3)
    employers = teachers.assign(respondent_group="werkgever", n=[40, 3, 40], n_eff=[40.0, 3.0, 40.0], share=[0.9, 1.0, 0.5], se=[0.05, 0.0, 0.08])
    outcomes = pd.concat([teachers, employers]).assign(kind="outcome", target_id=["d", "e", "f"] * 2)
    found = disagreement(pd.concat([teachers, employers, outcomes]))
    assert found["target_id"].tolist() == ["b", "a", "c"]
    assert found.set_index("target_id")["significant"].to_dict() == {"a": True, "b": False, "c": False}


def test_disagreement_leaves_out_what_the_gate_hides() -> None:
    teachers = demand_rows(target_id=["a", "b"], n=[200] * 2, n_eff=[200.0] * 2, share=[0.5, 0.5], se=[0.035] * 2)
    employers = teachers.assign(respondent_group="werkgever", shown=[True, False], share=[0.6, None])
    assert disagreement(pd.concat([teachers, employers]))["target_id"].tolist() == ["a"]


def test_two_made_years_run_through() -> None:
    now, before = (estimate_demand(**region(300, seed)) for seed in (1, 2))
    found = compare_years(now, before, {"orde", "U1"})
    assert set(found["target_id"]) == {"orde", "U1"} and not found.duplicated([*DEMAND.key[:2], *CELL]).any()
