"""Mean levels and differences between groups: as the estimates have them, and of no group that the gate hides."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from napl_analysis.demand.demand import estimate_demand
from napl_analysis.demand.estimates import estimate_differences, estimate_means
from napl_analysis.demand.population import distance, teacher_weights
from napl_analysis.demand.response import weighting_table
from napl_analysis.demand.themes import theme_details
from napl_analysis.demand.weights import rake, trim_weights
from tests.demand.made import region


def details(made: dict[str, Any], demand: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return theme_details(made["respondents"], made["needs"], made["themes"], made["staff"], demand, config=made["config"])


def answers(made: dict[str, Any], theme: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Teachers with their level on a theme, and the design that `estimate_means` and its kin take."""
    people = made["respondents"][made["respondents"]["role"] == "leraar"].reset_index(drop=True)
    level = made["needs"][made["needs"]["theme_id"] == theme].set_index("respondent_id")["level"].astype(float)
    weights = teacher_weights(people, made["staff"], config=made["config"])
    frame = people.assign(level=people["respondent_id"].map(level), **{f"m_{c}": weights.levels[c] for c in weights.levels})
    margins = weights.margins.assign(variable="m_" + weights.margins["variable"])
    return frame.assign(need=(frame["level"] >= 2).where(frame["level"].notna()).astype(float)), {"margins": margins, "cluster": "brin6"}


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return region(700, 3, missing=0.0, weging={"samenvoegen": {"age_band": {"15-24": "25-34", "65+": "55-64"}}, "ondergrens": 0.001, "bovengrens": 1000})


@pytest.fixture(scope="module")
def demand(made: dict[str, Any]) -> pd.DataFrame:
    return estimate_demand(**made)


def test_mean_levels_are_those_of_the_raked_design(made: dict[str, Any], demand: pd.DataFrame) -> None:
    found = details(made, demand)["levels"]
    frame, design = answers(made, "orde")
    expected = estimate_means(frame, "level", by="sector", **design).set_index("sector")
    mine = found[(found["target_id"] == "orde") & (found["career_phase"] == "alle") & (found["sector"] != "alle")].set_index("sector")
    for sector in ("po", "vo", "mbo"):
        assert mine.loc[sector, ["n", "mean", "se", "low", "high"]].tolist() == pytest.approx(expected.loc[sector, ["n", "mean", "se", "low", "high"]].tolist())


def test_a_mean_level_needs_five_times_the_base_of_a_share() -> None:
    few = region(120, 3)
    found = details(few, estimate_demand(**few))["levels"]
    assert len(found) and found["n"].min() >= 50


def test_differences_are_those_of_the_raked_design_with_their_covariance(made: dict[str, Any], demand: pd.DataFrame) -> None:
    found = details(made, demand)["differences"]
    frame, design = answers(made, "toetsen")
    expected = estimate_differences(frame, "need", between="sector", **design).set_index(["group_a", "group_b"])
    mine = found[(found["target_id"] == "toetsen") & (found["dimension"] == "sector")].set_index(["group_a", "group_b"])
    assert len(mine) == 3
    for a, b in mine.index:
        sign, pair = (1, (a, b)) if (a, b) in expected.index else (-1, (b, a))
        assert mine.loc[(a, b), "difference"] == pytest.approx(sign * expected.loc[pair, "difference"])
        assert mine.loc[(a, b), "se"] == pytest.approx(expected.loc[pair, "se"])
        assert mine.loc[(a, b), "p"] == pytest.approx(expected.loc[pair, "p"])


def test_phases_are_compared_within_a_sector_too(made: dict[str, Any], demand: pd.DataFrame) -> None:
    found = details(made, demand)["differences"]
    assert set(found.loc[found["dimension"] == "career_phase", "in_sector"]) == {"alle", "po", "vo", "mbo"}
    assert (found["p_adjusted"] >= found["p"]).all()


def test_a_group_that_the_gate_hides_is_in_neither_table(made: dict[str, Any], demand: pd.DataFrame) -> None:
    hide = (demand["target_id"] == "orde") & (demand["sector"] == "vo") & (demand["career_phase"] == "alle") & (demand["subregion"] == "alle")
    found = details(made, demand.assign(shown=demand["shown"] & ~hide))
    pairs = found["differences"][(found["differences"]["target_id"] == "orde") & (found["differences"]["dimension"] == "sector")]
    assert pairs[["group_a", "group_b"]].to_numpy().tolist() == [["po", "mbo"]]
    assert not ((found["levels"]["target_id"] == "orde") & (found["levels"]["sector"] == "vo")).any()


def test_unanimous_few_are_not_a_certain_difference() -> None:
    made = region(60, 2, missing=0.0, subregions=1)
    people = made["respondents"]
    people["sector"] = ["vo"] * 3 + ["po"] * (len(people) - 3)
    made["staff"] = made["staff"][made["staff"]["sector"] != "mbo"]
    half = [2, 1] * (len(people) // 2)
    made["needs"] = pd.DataFrame({"respondent_id": people["respondent_id"], "theme_id": "orde", "level": [3, 3, 3, *half[3:]]}).astype({"level": "Int64"})
    found = details(made, estimate_demand(**made))["differences"]
    pair = found[(found["target_id"] == "orde") & (found["dimension"] == "sector")].iloc[0]
    assert abs(pair["difference"]) == pytest.approx(0.5, abs=0.1) and not pair["significant"]


def test_the_weighting_tells_what_it_did() -> None:
    made = region(400, 1, missing=0.0)
    found = weighting_table(made["respondents"], made["staff"], config=made["config"])
    figures = found[found["item"] != "merged"].set_index("item")["value"]
    weights = teacher_weights(made["respondents"], made["staff"], config=made["config"]).weights
    assert figures["answers"] == 400
    assert figures["effective_n"] == pytest.approx(weights.sum() ** 2 / (weights**2).sum(), abs=0.5)
    assert figures["design_effect"] == pytest.approx(400 / figures["effective_n"], abs=0.01)
    assert found.loc[found["item"] == "merged", ["level", "into"]].to_numpy().tolist() == [["15-24", "25-34"], ["65+", "55-64"]]


def test_what_trimming_moved_is_told() -> None:
    made = region(400, 1, missing=0.0, weging={"samenvoegen": {"age_band": {"15-24": "25-34", "65+": "55-64"}}, "bovengrens": 1.2})
    found = weighting_table(made["respondents"], made["staff"], config=made["config"]).set_index("item")
    assert 0.02 < found.loc["trimmed", "value"] < 0.5


@pytest.mark.parametrize(("low", "high", "met"), [(0.6, 1.5, True), (0.7, 1.25, False)])
def test_trimmed_weights_stay_in_their_bounds_and_meet_the_margins_where_they_can(low: float, high: float, met: bool) -> None:
    made = region(400, 1, missing=0.0, weging={"samenvoegen": {"age_band": {"15-24": "25-34", "65+": "55-64"}}, "bovengrens": high, "ondergrens": low})
    found = teacher_weights(made["respondents"], made["staff"], config=made["config"])
    assert found.margins is not None and found.trimmed > 0.01, "the bounds bite"
    once = trim_weights(rake(found.levels, found.margins), low=low, high=high)
    mean = found.weights.mean()
    assert found.weights.sum() == pytest.approx(9000)
    assert found.weights.max() <= high * mean * (1 + 1e-9) and found.weights.min() >= low * mean * (1 - 1e-9)
    off, before = distance(found.weights, found.levels, found.margins), distance(once, found.levels, found.margins)
    assert off < 0.001 < before if met else 0.05 < off <= before


def test_too_few_answers_tell_nothing_about_the_weighting() -> None:
    made = region(9, 1, missing=0.0)
    made["respondents"]["sector"] = "po"
    made["staff"] = made["staff"][(made["staff"]["sector"] == "po")]
    chosen = made["config"].model_copy(update={"weighting": made["config"].weighting.model_copy(update={"margins": ["sector"]})})
    assert weighting_table(made["respondents"], made["staff"], config=chosen).empty
