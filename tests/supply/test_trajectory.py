"""Trajectories: equal to brute force, proven, in order, explained."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.region import TrajectoryLimits
from napl_analysis.supply.trajectory import alternative_plans, plan_all, plan_and_compare, plan_trajectory


def _cover(*rows: tuple[str, str, float, float | None], **columns: object) -> pd.DataFrame:
    """(offering, outcomes separated by spaces, effort, ects), one row an outcome."""
    frame = pd.DataFrame([(o, k, e, s) for o, ks, e, s in rows for k in ks.split()], columns=["offering_id", "outcome_id", "effort", "ects"])
    for name, by_offering in columns.items():
        frame[name] = frame["offering_id"].map(by_offering)
    return frame


def _outcomes(*ids: str, **columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"outcome_id": ids, **columns})


def _random_case(seed: int) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    random = np.random.default_rng(seed)
    offerings, outcomes = int(random.integers(1, 8)), int(random.integers(1, 7))
    rows, after = [], {}
    for j in range(offerings):
        some = random.choice(outcomes, size=int(random.integers(1, min(3, outcomes) + 1)), replace=False)
        size = float(random.choice([2.5, 3, 4, 5, 6, math.nan], p=[0.1, 0.25, 0.2, 0.25, 0.1, 0.1]))
        rows.append((f"a{j}", " ".join(f"k{k}" for k in some), float(random.integers(0, 4)), size))
        after[f"a{j}"] = f"a{random.integers(0, offerings)}" if random.random() < 0.2 else None
    return _cover(*rows, after=after), _outcomes(*(f"k{k}" for k in range(outcomes))), int(random.integers(1, 5))


def _possible(chosen: tuple[str, ...], after: dict[str, str | None]) -> bool:
    """Can these be put in order? By trying every order."""
    return any(all(after[o] is None or after[o] in order[:i] for i, o in enumerate(order)) for order in itertools.permutations(chosen))


def _brute_force(coverage: pd.DataFrame, outcomes: pd.DataFrame, maximum: int) -> tuple[int, float, int]:
    """(outcomes to develop, total effort, arrangements) of the best plan, by trying every set of offerings."""
    capacity = max(5, math.ceil(len(outcomes) / maximum))
    covers: dict[str, set[str]] = {}
    effort: dict[str, float] = {}
    after: dict[str, str | None] = {}
    for row in coverage.itertuples():
        if pd.isna(row.ects) or 3 <= row.ects <= 5:
            covers.setdefault(row.offering_id, set()).add(row.outcome_id)
            effort[row.offering_id], after[row.offering_id] = row.effort, row.after if isinstance(row.after, str) else None
    wanted, best = set(outcomes["outcome_id"]), None
    for size in range(min(maximum, len(covers)) + 1):
        for chosen in itertools.combinations(sorted(covers), size):
            if not _possible(chosen, after):
                continue
            left = len(wanted.difference(*(covers[o] for o in chosen)))
            new = math.ceil(left / capacity)
            value = (left, sum(effort[o] for o in chosen) + 4.0 * new, size + new)
            if size + new <= maximum and (best is None or value < best):
                best = value
    assert best is not None
    return best


@pytest.mark.parametrize("block", range(10))
def test_equal_to_brute_force(block):
    for seed in range(block * 30, block * 30 + 30):
        coverage, outcomes, maximum = _random_case(seed)
        plan = plan_trajectory(coverage, outcomes, maximum=maximum)
        new = plan["offering_id"].isna()
        developed = plan.loc[new, "outcome_ids"].str.split(",").explode().nunique() if new.any() else 0
        assert (developed, plan.attrs["total_effort"], len(plan)) == _brute_force(coverage, outcomes, maximum), f"seed {seed}"
        assert plan.attrs["optimal"]
        assert set(plan["outcome_ids"].str.split(",").explode()) - {""} >= set(outcomes["outcome_id"])


def test_ready_before_upgrade_before_new():
    plan = plan_trajectory(_cover(("a", "k1 k2", 3, 4), ("b", "k1", 0, 4), ("c", "k2", 0, 4)), _outcomes("k1", "k2"))
    assert plan["offering_id"].tolist() == ["b", "c"]
    upgrades = plan_trajectory(_cover(("a", "k1", 3, 4), ("b", "k2", 3, 4)), _outcomes("k1", "k2"))
    assert upgrades["offering_id"].notna().all()  # two large upgrades before one new arrangement
    assert upgrades.attrs["total_effort"] == 6


def test_what_nobody_covers_is_to_be_developed_with_its_size():
    outcomes = _outcomes("k1", "k2", "k3", title=["Orde", "Toetsen", "Taal"])
    plan = plan_trajectory(_cover(("a", "k1", 0, 4)), outcomes)
    new = plan[plan["offering_id"].isna()].iloc[0]
    assert (new["outcome_ids"], new["effort"], new["ects"]) == ("k2,k3", 4, 3)
    assert new["why"] == "Nieuw te ontwikkelen: geen aanbod dekt 'Toetsen' en 'Taal'."
    assert plan.attrs == {"optimal": True, "gap": 0.0, "total_effort": 4.0}


def test_many_uncovered_outcomes_are_spread_over_arrangements_alike_together():
    outcomes = _outcomes(*(f"k{i}" for i in range(8)), theme_ids=["b", "a"] * 4)
    plan = plan_trajectory(_cover(), outcomes)
    assert plan["outcome_ids"].tolist() == ["k0,k2,k4,k6", "k1,k3,k5,k7"]
    assert plan["ects"].tolist() == [4, 4]


def test_a_wrong_size_is_not_chosen_and_the_plan_says_so():
    outcomes = _outcomes("k1", title=["Orde"])
    plan = plan_trajectory(_cover(("a", "k1", 0, 2.9)), outcomes)
    assert plan["offering_id"].isna().all()
    assert "wat 'Orde' dekt, is geen 3 tot 5 EC groot" in plan.loc[0, "why"]
    assert plan_trajectory(_cover(("a", "k1", 0, 2.9)), outcomes, ects=(2, 5)).loc[0, "offering_id"] == "a"
    assert "omvang is nog niet bekend" in plan_trajectory(_cover(("a", "k1", 0, None)), outcomes).loc[0, "why"]


def test_at_most_the_maximum_and_it_says_when_that_costs_an_outcome():
    coverage = _cover(*((f"a{i}", f"k{i}", 0, 3) for i in range(6)))
    plan = plan_trajectory(coverage, _outcomes(*(f"k{i}" for i in range(6)), title=[f"T{i}" for i in range(6)]), maximum=4)
    assert len(plan) == 4
    assert "wel aanbod, maar niet binnen 4 arrangementen" in plan.loc[plan["offering_id"].isna(), "why"].item()


def test_prerequisites_come_along_and_first():
    coverage = _cover(("z_basis", "k2", 1, 3), ("a_vervolg", "k1", 0, 3), ("b", "k2", 0, 3), after={"a_vervolg": "z_basis"},
                      title={"z_basis": "Basis", "a_vervolg": "Vervolg", "b": "Los"})
    plan = plan_trajectory(coverage, _outcomes("k1", "k2"))
    assert plan["offering_id"].tolist() == ["z_basis", "a_vervolg"]
    assert "nodig voor Vervolg" in plan.loc[0, "why"]
    assert "volgt op Basis" in plan.loc[1, "why"]


@pytest.mark.parametrize("after", [{"a": "b", "b": "a"}, {"a": "weg"}, {"a": "a"}])
def test_an_order_that_cannot_be_rules_the_offering_out(after):
    plan = plan_trajectory(_cover(("a", "k1", 0, 3), ("b", "k2", 0, 3), after=after), _outcomes("k1"))
    assert plan["offering_id"].isna().all()


def test_what_most_teachers_want_comes_first_and_is_covered_first():
    outcomes = _outcomes("k1", "k2", "k3", teachers=[10, 500, 200])
    assert plan_trajectory(_cover(("a", "k1", 0, 3), ("b", "k2", 0, 3), ("c", "k3", 0, 3)), outcomes)["offering_id"].tolist() == ["b", "c", "a"]
    tight = plan_trajectory(_cover(("a", "k1", 0, 3), ("b", "k2", 0, 3), ("c", "k3", 0, 3)), outcomes, maximum=2)
    assert tight["offering_id"].dropna().tolist() == ["b"]  # one existing, one new for the rest


def test_stronger_coverage_wins_a_tie_and_the_order_of_rows_does_not_matter():
    coverage = _cover(("a", "k1", 0, 3), ("b", "k1", 0, 3), strength={"a": 0.6, "b": 0.9})
    for rows in (coverage, coverage.iloc[::-1]):
        assert plan_trajectory(rows, _outcomes("k1"))["offering_id"].tolist() == ["b"]


def test_alternatives_are_different_and_close():
    coverage = _cover(("a", "k1", 0, 3), ("b", "k1", 1, 3), ("c", "k1", 3, 3))
    plans = alternative_plans(coverage, _outcomes("k1"), count=5, slack=2)
    assert [p["offering_id"].tolist() for p in plans][:2] == [["a"], ["b"]]
    assert all(p.attrs["total_effort"] <= 2 for p in plans)


def test_impossible_demands_are_refused_in_dutch():
    with pytest.raises(InputError, match="minstens één arrangement"):
        plan_trajectory(_cover(("a", "k1", 0, 3)), _outcomes("k1"), maximum=0)


def test_plan_all_keeps_to_review_and_sector(make_offerings, make_outcomes):
    offerings = make_offerings(
        {"sectors": "po", "formality": "formeel", "ects": 4, "title": "Klaar"},
        {"sectors": "po,vo", "formality": "formeel", "ects": 2, "title": "Op te werken"},
        {"sectors": "vo", "formality": "formeel", "ects": 4, "title": "Past niet"},
        {"sectors": "po", "formality": "non_formeel", "study_load_hours": 14, "title": "Studiedag"},
    )
    review = pd.DataFrame({"offering_id": ["a1", "a2", "a3", "a4"], "title": offerings["title"], "effort": pd.array([0, 2, None, 0], dtype="Int64"),
                           "decision": ["direct_aanmelden", "opwerken", "past_niet", "direct_aanmelden"]})
    cover = pd.DataFrame({"offering_id": ["a1", "a2", "a3", "a4"], "outcome_id": ["A1", "A2", "A1", "A3"], "strength": 0.9})
    table = plan_all(cover, review, offerings, make_outcomes("A1", "A2", "A3"), ["po", "vo"]).set_index(["sector", "title"])
    assert set(table.loc["po"].index) == {"Klaar", "Op te werken", "Studiedag"}
    assert table.loc[("po", "Op te werken"), "ects"] == 3  # upgraded into range
    assert table.loc[("po", "Studiedag"), "ects"] == 0.5  # the guideline is for formal offerings
    assert table.loc[("vo", "Nieuw te ontwikkelen"), "outcome_ids"] == "A1,A3"
    assert table["optimal"].all()
    cell = {"kind": "outcome", "respondent_group": "gecombineerd", "career_phase": "alle", "subregion": "alle", "sector": "po"}
    demand = pd.DataFrame([cell | {"target_id": "A1", "teachers": 5.0}, cell | {"target_id": "A3", "teachers": 50.0},
                           cell | {"target_id": "A1", "teachers": 900.0, "sector": "vo"}])
    wanted = plan_all(cover, review, offerings, make_outcomes("A1", "A2", "A3"), ["po"], demand=demand)
    assert wanted["title"].tolist() == ["Studiedag", "Klaar", "Op te werken"]


def test_the_next_best_plans_say_what_differs(make_offerings, make_outcomes):
    offerings = make_offerings(*({"provider": p, "title": t, "sectors": "po", "formality": "non_formeel", "ects": 3} for p, t in (("A", "Orde"), ("B", "Rust"), ("C", "Taal"))))
    cover = pd.DataFrame({"offering_id": ["a1", "a2", "a3"], "outcome_id": ["A1", "A1", "A2"], "strength": 0.9})
    review = pd.DataFrame({"offering_id": ["a1", "a2", "a3"], "decision": ["direct_aanmelden", "opwerken", "direct_aanmelden"], "effort": [0, 1, 0], "title": ["Orde", "Rust", "Taal"]})
    plans = plan_and_compare(cover, review, offerings, make_outcomes("A1", "A2", "A3"), ["po", "vo"])[1].set_index(["sector", "plan"])
    assert plans.loc[("po", 1), ["arrangements", "ready", "upgradable", "developed", "total_effort", "optimal", "gap"]].tolist() == [3, 2, 0, 1, 4, True, 0]
    assert plans.loc[("po", 2), "otherwise"] == "in plaats van 'Orde' van A: 'Rust' van B"
    assert plans.loc[("po", 2), "total_effort"] == 5
    assert plans.loc[("vo", 1), ["arrangements", "developed"]].tolist() == [1, 1]  # nothing is for vo: one new arrangement holds all three


def test_limits_of_the_region_are_kept(make_offerings, make_outcomes):
    limits = TrajectoryLimits.model_validate({"ec_per_leeruitkomst": 2.5, "grootste_ec": 5, "hoogstens_arrangementen": 4})
    offerings = make_offerings({"sectors": "po"})
    cover = pd.DataFrame({"offering_id": ["a1"], "outcome_id": ["A1"], "strength": 0.9})
    review = pd.DataFrame({"offering_id": ["a1"], "decision": ["past_niet"], "effort": [None], "title": ["Cursus"]})
    plan = plan_all(cover, review, offerings, make_outcomes("A1", "A2", "A3", "A4"), ["po"], limits=limits)
    assert plan["outcome_ids"].tolist() == ["A1,A2", "A3,A4"]  # two outcomes of 2.5 EC fill five
    assert plan["ects"].tolist() == [5, 5]
