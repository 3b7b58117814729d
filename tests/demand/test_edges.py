"""The edges: one respondent, everyone the same answer, a stratum without respondents, weights of zero, nothing answered."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from napl_analysis.demand.changes import compare_years, disagreement
from napl_analysis.demand.demand import estimate_demand
from napl_analysis.demand.estimates import estimate_differences, estimate_means, estimate_shares
from napl_analysis.demand.response import employers_table, preference_shares, response_table, weighting_table
from napl_analysis.demand.themes import theme_details
from napl_analysis.demand.weights import design_effect, effective_n, post_stratify, rake, trim_weights
from napl_analysis.findings import MarginError
from tests.demand.made import region

NO_MARGINS = {"weging": {"marges": []}}
FIGURES = ["share", "se", "low", "high", "estimate", "estimate_low", "estimate_high", "p_high"]


def everything(made: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """Every table that the demand room makes, from one made region."""
    demand = estimate_demand(**made)
    people, staff, config = made["respondents"], made["staff"], made["config"]
    none = pd.DataFrame({"respondent_id": [], "dimension": [], "value": []}, dtype="str")
    schools = pd.DataFrame({"brin6": people["brin6"], "board_id": people["board_id"], "board": None, "teachers": 100.0})
    return {"demand": demand, "response": response_table(people, staff, config=config), "weighting": weighting_table(people, staff, config=config),
            "preferences": preference_shares(people, none, staff, config=config), "disagreement": disagreement(demand),
            "employers": employers_table(people, schools, {}), "changes": compare_years(demand, demand, None),
            **theme_details(people, made["needs"], made["themes"], staff, demand, config=config)}


def cell(tables: dict[str, pd.DataFrame], theme: str = "orde", group: str = "leraar", **where: str) -> pd.Series:
    d = tables["demand"]
    for column, value in ({"target_id": theme, "respondent_group": group, "sector": "alle", "career_phase": "alle", "subregion": "alle"} | where).items():
        d = d[d[column] == value]
    return d.iloc[0]


def test_one_respondent() -> None:
    made = region(1, employers=0, missing=0.0, **NO_MARGINS)
    made["needs"] = pd.DataFrame({"respondent_id": made["respondents"]["respondent_id"], "theme_id": "orde", "level": 3}).astype({"level": "Int64"})
    tables = everything(made)
    found = cell(tables)
    assert (found["n"], found["n_need"], found["share"]) == (1, 1, 1.0)
    assert pd.isna(found["low"]) and 0 < found["estimate_low"] < found["estimate_high"] == 1
    assert tables["weighting"].empty and tables["levels"].empty and not tables["differences"]["significant"].any()


def test_nobody_at_all() -> None:
    made = region(1, employers=1, missing=0.0, **NO_MARGINS)
    made |= {name: made[name].iloc[:0] for name in ("respondents", "needs", "statements", "matches")}
    tables = everything(made)
    assert (tables["demand"]["n"] == 0).all() and tables["demand"][FIGURES].isna().all().all()
    assert tables["differences"].empty and tables["disagreement"].empty


@pytest.mark.parametrize(("level", "share"), [(3, 1.0), (0, 0.0)])
def test_everyone_the_same_answer(level: int, share: float) -> None:
    made = region(300, employers=30, missing=0.0)
    made["needs"] = made["needs"].assign(level=pd.array([level] * len(made["needs"]), dtype="Int64"))
    tables = everything(made)
    found = cell(tables)
    assert found["share"] == share and found["low"] <= share <= found["high"]
    assert 0 < found["high"] - found["low"] < 0.05, "everybody agreeing is strong, but not endless evidence"
    small = cell(tables, sector="mbo", career_phase="startbekwaam")
    assert small["high"] - small["low"] > found["high"] - found["low"]
    assert not tables["differences"]["significant"].any() and not tables["disagreement"]["significant"].any() and not tables["changes"]["significant"].any()
    means = tables["levels"]
    assert means["mean"].tolist() == pytest.approx([level] * len(means))


def test_a_stratum_without_respondents_stops_with_its_name_and_can_be_merged_by_rule() -> None:
    made = region(300, missing=0.0)
    made["respondents"]["subregion"] = made["respondents"]["subregion"].replace("deel C", "deel B")
    with pytest.raises(MarginError) as caught:
        everything(made)
    assert all(word in str(caught.value) for word in ("'subregion'", "'deel C'", "samenvoegen"))
    rules = {"age_band": {"15-24": "25-34", "65+": "55-64"}, "subregion": {"deel C": "deel B"}}
    merged = everything(made | {"config": region(300, weging={"samenvoegen": rules})["config"]})
    assert cell(merged, subregion="deel C")["n"] == 0 and pd.isna(cell(merged, subregion="deel C")["share"])
    assert ["subregion", "deel C", "deel B"] in merged["weighting"][["dimension", "level", "into"]].to_numpy().tolist()


def test_all_missing() -> None:
    made = region(200)
    made |= {name: made[name].iloc[:0] for name in ("needs", "statements", "matches")}
    tables = everything(made)
    assert (tables["demand"]["n"] == 0).all() and tables["demand"][FIGURES].isna().all().all()
    assert tables["levels"].empty and tables["differences"].empty
    assert tables["response"].set_index("level").loc["alle", "respondents"] == 200


def test_background_all_missing_leaves_the_answers_as_they_are() -> None:
    made = region(200, missing=0.0)
    made["respondents"][["age_band", "subregion"]] = None
    found = cell(everything(made))
    teachers = made["respondents"]["role"] == "leraar"
    assert found["n"] == teachers.sum() and 0 < found["share"] < 1


def test_weights_of_zero_count_for_nothing() -> None:
    frame = pd.DataFrame({"need": [1, 0, 1, 0, 1], "level": [3, 0, 3, 0, 3], "who": list("aabbb"), "w": [1.0, 1.0, 2.0, 2.0, 0.0]})
    without = frame[frame["w"] > 0]
    pd.testing.assert_frame_equal(estimate_shares(frame, "need", base="w")[["n", "n_eff", "share"]], estimate_shares(without, "need", base="w")[["n", "n_eff", "share"]])
    assert estimate_means(frame, "level", base="w").loc[0, "mean"] == pytest.approx(1.5)
    assert estimate_differences(frame, "need", between="who", base="w").loc[0, "mean_b"] == 0.5
    assert effective_n(frame["w"]) == effective_n(without["w"]) and design_effect(frame["w"]) == design_effect(without["w"])
    assert trim_weights(frame["w"], low=0.9, high=1.1).tolist()[-1] == 0.0
    assert np.isnan(design_effect(pd.Series([0.0, 0.0]))) and effective_n(pd.Series([0.0, 0.0])) == 0


def test_a_row_of_weight_zero_stays_zero_in_raking_and_the_rest_meets_the_totals() -> None:
    frame = pd.DataFrame({"sector": ["po", "po", "vo"]})
    wanted = pd.DataFrame({"variable": "sector", "level": ["po", "vo"], "total": [60.0, 40.0]})
    assert rake(frame, wanted, base=pd.Series([1.0, 0.0, 1.0])).tolist() == [60.0, 0.0, 40.0]


def test_an_empty_cell_of_a_cross_classification_is_named() -> None:
    frame = pd.DataFrame({"sector": ["po", "vo"], "deel": ["n", "z"]})
    totals = pd.DataFrame({"sector": ["po", "po", "vo"], "deel": ["n", "z", "z"], "total": [10.0, 20.0, 30.0]})
    with pytest.raises(MarginError, match="'po / z'"):
        post_stratify(frame, totals)


@pytest.mark.parametrize(("margins", "base", "words"), [
    ({"variable": ["a"], "level": ["x"]}, None, "total"),
    ({"variable": ["a", "a"], "level": ["x", "x"], "total": [1.0, 2.0]}, None, "dubbel"),
    ({"variable": ["a"], "level": ["x"], "total": [-1.0]}, None, "negatief"),
    ({"variable": ["a"], "level": ["x"], "total": [1.0]}, [-1.0], "negatief"),
    ({"variable": ["a"], "level": ["x"], "total": [1.0]}, [np.nan], "ontbreken"),
])
def test_margins_and_base_weights_that_cannot_be_are_refused(margins: dict[str, list], base: list[float] | None, words: str) -> None:
    with pytest.raises(MarginError, match=words):
        rake(pd.DataFrame({"a": ["x"]}), pd.DataFrame(margins), base=None if base is None else pd.Series(base))
