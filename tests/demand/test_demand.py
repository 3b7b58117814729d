"""The demand table: what counts as a need, who is in the base, whose answer counts how much."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from napl_analysis.demand.demand import estimate_demand
from napl_analysis.demand.population import teacher_weights
from napl_analysis.findings import MarginError
from napl_analysis.tables import DEMAND, conform
from tests.demand.made import config, region

WHOLE = {"sector": "alle", "career_phase": "alle", "subregion": "alle"}


def row(table: pd.DataFrame, **where: str) -> pd.Series:
    found = table
    for column, value in (WHOLE | where).items():
        found = found[found[column] == value]
    assert len(found) == 1
    return found.iloc[0]


def few(answers: dict[str, list[tuple[str, int]]], said: dict[str, list[tuple[str, float, str]]] | None = None,
        themes: str | None = "orde", roles: dict[str, str] | None = None) -> pd.DataFrame:
    """The demand table of a handful of po teachers: closed answers (theme, level), statements (outcome, probability, decision)."""
    names = sorted(set(answers) | set(said or {}))
    people = pd.DataFrame({"respondent_id": names, "role": [(roles or {}).get(n, "leraar") for n in names], "sector": "po",
                           "career_phase": "vakbekwaam", "age_band": "35-44", "subregion": "deel A", "brin6": names, "board_id": "1"})
    needs = pd.DataFrame([(n, t, lvl) for n, given in answers.items() for t, lvl in given], columns=["respondent_id", "theme_id", "level"])
    spoken = [(f"{n}{i}", n, *s) for n, given in (said or {}).items() for i, s in enumerate(given)]
    statements = pd.DataFrame([(i, n, "q", "x") for i, n, *_ in spoken], columns=["statement_id", "respondent_id", "question", "text"])
    matches = pd.DataFrame([("statement", i, *s) for i, _, *s in spoken], columns=["kind", "item_id", "outcome_id", "probability", "decision"])
    outcomes = pd.DataFrame({"outcome_id": ["U1"], "theme_ids": [themes]})
    staff = pd.DataFrame({"sector": ["po"], "age_band": ["35-44"], "subregion": ["deel A"], "teachers": [100.0]})
    return estimate_demand(people, needs, statements, matches, outcomes, pd.DataFrame({"theme_id": ["orde", "toetsen"], "sectors": "po,vo,mbo"}),
                           staff, config=config(1))


def test_redelijk_and_veel_are_needs() -> None:
    table = few({"a": [("orde", 0)], "b": [("orde", 1)], "c": [("orde", 2)], "d": [("orde", 3)]})
    found = row(table, target_id="orde", respondent_group="leraar")
    assert (found["n"], found["n_need"], found["share"]) == (4, 2, 0.5)


def test_a_need_said_and_ticked_counts_once() -> None:
    table = few({"a": [("orde", 3)], "b": [("orde", 0)]}, said={"a": [("U1", 0.9, "automatisch"), ("U1", 0.8, "automatisch")]})
    found = row(table, target_id="U1", respondent_group="leraar")
    assert (found["n"], found["n_need"]) == (2, 1)


@pytest.mark.parametrize(("probability", "decision", "counts"), [
    (0.5, "automatisch", 1), (0.49, "automatisch", 0), (0.9, "verworpen", 0), (0.1, "bevestigd", 1)])
def test_a_statement_counts_from_the_threshold_unless_a_person_decided(probability: float, decision: str, counts: int) -> None:
    table = few({"a": [("orde", 0)]}, said={"a": [("U1", probability, decision)]})
    assert row(table, target_id="U1", respondent_group="leraar")["n_need"] == counts


def test_the_base_of_an_outcome_is_who_could_have_said_so() -> None:
    """a answered its theme, b wrote something, c answered another theme only: c is not in the base."""
    table = few({"a": [("orde", 2)], "c": [("toetsen", 3)]}, said={"b": [("U9", 0.9, "automatisch")]})
    found = row(table, target_id="U1", respondent_group="leraar")
    assert (found["n"], found["n_need"]) == (2, 1)


def test_the_base_of_an_outcome_without_themes_is_everyone_who_answered_anything() -> None:
    table = few({"a": [("orde", 3)], "c": [("toetsen", 3)]}, said={"b": [("U1", 0.9, "automatisch")]}, themes=None)
    found = row(table, target_id="U1", respondent_group="leraar")
    assert (found["n"], found["n_need"]) == (3, 1)


def test_other_roles_do_not_count() -> None:
    table = few({"a": [("orde", 3)], "b": [("orde", 0)]}, roles={"b": "anders"})
    assert row(table, target_id="orde", respondent_group="gecombineerd")["n"] == 1


def test_every_cell_is_there_and_the_table_is_valid() -> None:
    made = region(120, subregions=2)
    table = estimate_demand(**made)
    assert len(table) == 5 * 3 * 4 * 4 * 3
    conform(table, DEMAND)
    assert table["shown"].all()


def test_margins_add_up_over_known_answers() -> None:
    table = estimate_demand(**region(400, missing=0.0))
    mine = table[(table["target_id"] == "orde") & (table["respondent_group"] == "leraar")]
    whole = mine[(mine["career_phase"] == "alle") & (mine["subregion"] == "alle")].set_index("sector")
    assert whole.loc[["po", "vo", "mbo"], "n"].sum() == whole.loc["alle", "n"]
    assert whole.loc[["po", "vo", "mbo"], "n_need"].sum() == whole.loc["alle", "n_need"]


def test_teachers_weigh_as_the_population() -> None:
    """Sector shares in the answers are 45/35/20 %, in the population 50/30/20 %; the region's share follows the population."""
    table = estimate_demand(**region(900, missing=0.0))
    mine = table[(table["target_id"] == "orde") & (table["respondent_group"] == "leraar") & (table["career_phase"] == "alle") & (table["subregion"] == "alle")]
    share = mine.set_index("sector")["share"]
    assert share["alle"] == pytest.approx(share["po"] * 0.5 + share["vo"] * 0.3 + share["mbo"] * 0.2, abs=1e-3)


def test_teachers_in_a_cell_is_the_estimate_times_the_population() -> None:
    table = estimate_demand(**region(600, missing=0.0))
    found = row(table, target_id="toetsen", respondent_group="leraar", sector="vo")
    assert found["teachers"] == pytest.approx(found["estimate"] * 2700)
    only_mbo = row(table, target_id="loopbaan", respondent_group="leraar")
    assert only_mbo["teachers"] == pytest.approx(only_mbo["estimate"] * 1800), "asked in mbo only: no po and vo teachers"


def test_an_employer_counts_a_quarter_of_a_teacher() -> None:
    made = region(300, employers=100, missing=0.0)
    table = estimate_demand(**made)
    teacher, employer, both = (row(table, target_id="orde", respondent_group=g) for g in ("leraar", "werkgever", "gecombineerd"))
    assert both["share"] == pytest.approx((300 * teacher["share"] + 25 * employer["share"]) / 325)
    assert both["n"] == 400


def test_few_employers_in_one_sector_keep_employers_out_of_all_sector_figures() -> None:
    """Else their answers could be worked out as the difference of two figures."""
    made = region(300, employers=30, missing=0.0)
    people = made["respondents"]
    leaders = people["role"] == "schoolleider"
    people.loc[leaders, "sector"] = ["po"] * 14 + ["vo"] * 13 + ["mbo"] * 3
    made["needs"] = made["needs"].drop_duplicates(["respondent_id", "theme_id"])
    table = estimate_demand(**made)
    for sector in ("po", "vo", "mbo"):
        teacher, both = (row(table, target_id="orde", respondent_group=g, sector=sector) for g in ("leraar", "gecombineerd"))
        assert both["n"] == teacher["n"] and both["share"] == pytest.approx(teacher["share"])
    assert row(table, target_id="orde", respondent_group="gecombineerd")["n"] > row(table, target_id="orde", respondent_group="leraar")["n"]


def test_a_small_cell_leans_on_its_sector_and_says_how_much() -> None:
    table = estimate_demand(**region(500))
    mine = table[(table["target_id"] == "orde") & (table["respondent_group"] == "leraar") & (table["sector"] == "po")]
    sector = mine[(mine["career_phase"] == "alle") & (mine["subregion"] == "alle")].iloc[0]
    cells = mine[(mine["career_phase"] != "alle") & (mine["subregion"] != "alle")]
    assert (cells["prior_share"] == sector["share"]).all() and sector["prior_weight"] == 0
    between = np.minimum(cells["share"], cells["prior_share"]) - 1e-9, np.maximum(cells["share"], cells["prior_share"]) + 1e-9
    assert cells["estimate"].between(*between).all()
    expected = cells["prior_weight"] * cells["prior_share"] + (1 - cells["prior_weight"]) * cells["share"]
    np.testing.assert_allclose(cells["estimate"], expected, atol=0.002)
    assert cells["prior_weight"].corr(cells["n_eff"], method="spearman") < -0.8, "the fewer answers, the more the prior counts"


def test_national_figures_are_the_prior_where_they_are_loaded() -> None:
    national = pd.DataFrame({"theme_id": ["orde", "orde"], "sector": ["po", "alle"], "career_phase": ["startbekwaam", "alle"],
                             "share": [0.7, 0.2], "n": [900, 9000], "source": "proef"})
    table = estimate_demand(**region(300), national=national)
    mine = {"target_id": "orde", "respondent_group": "leraar"}
    assert row(table, **mine, sector="po", career_phase="startbekwaam")["prior_share"] == 0.7
    assert row(table, **mine, sector="po", career_phase="expert")["prior_share"] == 0.2
    assert row(table, **mine)["prior_source"] == "landelijk: proef"
    assert row(table, target_id="toetsen", respondent_group="leraar", sector="po", career_phase="expert")["prior_source"] == "regionaal gemiddelde van de sector"


def test_the_chance_of_high_demand_follows_the_estimate() -> None:
    table = estimate_demand(**region(800)).dropna(subset=["estimate", "p_high"])
    assert (table.loc[table["estimate_low"] > 0.4, "p_high"] > 0.97).all()
    assert (table.loc[table["estimate_high"] < 0.4, "p_high"] < 0.03).all()


def test_missing_background_is_its_own_group_in_the_weighting() -> None:
    made = region(500, missing=0.2)
    weights = teacher_weights(made["respondents"], made["staff"], config=made["config"])
    unknown = weights.levels["age_band"] == "onbekend"
    assert weights.weights[unknown].sum() == pytest.approx(9000 * unknown.mean(), rel=1e-3)
    assert weights.weights.sum() == pytest.approx(9000)


def test_a_group_without_respondents_is_an_error_with_a_remedy_unless_it_is_merged() -> None:
    made = region(200)
    assert teacher_weights(made["respondents"], made["staff"], config=made["config"]).merged == {"age_band": {"15-24": "25-34", "65+": "55-64"}}
    with pytest.raises(MarginError) as caught:
        estimate_demand(**(made | {"config": config(3, weging={"samenvoegen": {}})}))
    assert all(word in str(caught.value) for word in ("'age_band'", "'15-24'", "samenvoegen"))


def test_no_teachers_at_all_gives_an_empty_picture_not_a_crash() -> None:
    made = region(50)
    made["respondents"] = made["respondents"].assign(role="hr")
    table = estimate_demand(**made)
    assert (table.loc[table["respondent_group"] == "leraar", "n"] == 0).all()


def test_one_teacher() -> None:
    table = few({"a": [("orde", 3)]})
    found = row(table, target_id="orde", respondent_group="leraar")
    assert (found["n"], found["share"]) == (1, 1.0) and np.isnan(found["low"])
