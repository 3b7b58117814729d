"""The gate: what is hidden, that it stays hidden, and that an attacker who reads everything gets nowhere."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from napl_analysis.demand.changes import compare_years
from napl_analysis.demand.demand import estimate_demand
from napl_analysis.demand.response import employers_table, preference_shares, response_table
from napl_analysis.disclosure import demand_rows
from napl_analysis.disclosure.audit import check
from napl_analysis.disclosure.gate import protect_year
from napl_analysis.disclosure.lattice import count_lattice
from napl_analysis.findings import DisclosureError
from napl_analysis.tables import (
    CELL,
    CLUSTERS,
    DEMAND,
    GAPS,
    MUNICIPALITIES,
    PREFERENCE_SHARES,
    RESPONSE,
    TABLES,
    conform,
)
from tests.demand.made import region
from tests.disclosure.attacker import recovered
from tests.disclosure.counted import counted_year

TARGET = ["kind", "target_id"]


def year(n: int, seed: int = 0, **options: Any) -> dict[str, pd.DataFrame]:
    """A year's raw tables, of a made-up region."""
    made = region(n, seed, **options)
    people, chosen = made["respondents"], made["config"]
    rng = np.random.default_rng(seed)
    told = people[["respondent_id"]].assign(dimension="delivery", value=rng.choice(["fysiek", "online", "hybride"], len(people), p=[0.6, 0.3, 0.1]))
    schools = people.drop_duplicates("brin6").assign(board=lambda t: "bestuur " + t["board_id"], teachers=90.0)
    demand = estimate_demand(**made)
    return {"demand": demand, "response": response_table(people, made["staff"], config=chosen), "gaps": gaps_of(demand),
            "preference_shares": preference_shares(people, told, made["staff"], config=chosen),
            "employers": employers_table(people, schools, ["00001", "00002"])}


@cache
def protected(n: int, seed: int) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """A year's raw and protected tables; several tests look at the same ones."""
    raw = year(n, seed)
    return raw, protect_year(raw)


def gaps_of(demand: pd.DataFrame) -> pd.DataFrame:
    rows = demand[(demand["kind"] == "outcome") & (demand["respondent_group"] == "gecombineerd")].rename(columns={"target_id": "outcome_id"})
    rows = rows.assign(gap_class="witte_vlek", why="omdat 3 van de 8", offerings=2, priority=range(1, len(rows) + 1))
    return conform(rows[[c for c in rows.columns if c in GAPS.names]], GAPS)


def attacked(raw: dict[str, pd.DataFrame], out: dict[str, pd.DataFrame], targets: tuple[str, ...] = ("orde", "toetsen", "loopbaan", "U1", "U2")) -> list[tuple[str, ...]]:
    """Everything recovered over targets and groups, with what the other tables add for the target everybody answered."""
    found = []
    # the employers table counts employers by the threshold of a plain count, so their number may be known from there
    for group, told, known in (("leraar", _told_of_teachers(out), 10), ("werkgever", _told_of_employers(out), 5)):
        for target in targets:
            mine = (raw["demand"]["respondent_group"] == group) & (raw["demand"]["target_id"] == target)
            found += recovered(raw["demand"][mine], out["demand"][mine], minimum_known=known, extra=told if target == "orde" else None)
    return found


def _told_of_teachers(out: dict[str, pd.DataFrame]) -> dict[tuple[str, ...], float]:
    response, preferences = out["response"], out.get("preference_shares", PREFERENCE_SHARES.empty())
    told = {}
    for row in response[response["shown"]].itertuples():
        places = {"totaal": (row.level, "alle", "alle"), "sector": (row.level, "alle", "alle"), "subregion": ("alle", "alle", row.level)}
        if row.dimension in places:
            told[places[row.dimension]] = float(row.respondents)
    for row in preferences[preferences["shown"]].itertuples():
        told[row.sector, row.career_phase, "alle"] = float(row.n)
    return told


def _told_of_employers(out: dict[str, pd.DataFrame]) -> dict[tuple[str, ...], float]:
    rows = out["employers"][out["employers"]["shown"] & (out["employers"]["employer_type"] == "alle") & (out["employers"]["respondents"] > 0)]
    return {(row.sector, "alle", "alle"): float(row.respondents) for row in rows.itertuples()}


@pytest.mark.parametrize(("n", "seed", "options"), [
    (30, 1, {"subregions": 2}), (120, 3, {}), (600, 5, {"employers": 60}), (2500, 6, {"sectors": (0.6, 0.39, 0.01)})])
def test_nothing_hidden_is_recovered(n: int, seed: int, options: dict[str, Any]) -> None:
    raw = year(n, seed, **options)
    assert attacked(raw, protect_year(raw), ("orde", "loopbaan")) == []


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(20))
def test_nothing_hidden_is_recovered_in_any_of_200_regions(batch: int) -> None:
    """What several tables tell together, attacked over ten regions at a time."""
    for seed in range(10 * batch, 10 * batch + 10):
        raw = counted_year(seed)
        assert attacked(raw, protect_year(raw), ("orde",)) == [], f"region {seed}"


def test_plain_thresholds_would_not_do() -> None:
    """The same attack on a table with only the small rows hidden: it does recover, so the attack can fail."""
    raw = year(400, 4)
    plain = raw["demand"].assign(shown=(raw["demand"]["n"] >= 10) & ~raw["demand"]["n_need"].between(1, 4)
                                 & ~(raw["demand"]["n"] - raw["demand"]["n_need"]).between(1, 4))
    mine = (plain["respondent_group"] == "leraar") & (plain["target_id"] == "orde")
    assert recovered(raw["demand"][mine], plain[mine])


def test_shown_rows_meet_the_thresholds_and_keep_their_figures() -> None:
    raw, tables = protected(250, 9)
    out = tables["demand"]
    shown = out[out["shown"]]
    without = shown["n"] - shown["n_need"]
    assert (shown["n"] >= 10).all()
    assert not shown["n_need"].between(1, 4).any() and not without.between(1, 4).any()
    same = raw["demand"].loc[shown.index].drop(columns=["shown", "hidden_why"])
    pd.testing.assert_frame_equal(shown.drop(columns=["shown", "hidden_why"]), same)


def test_hidden_rows_keep_their_keys_only() -> None:
    raw, out = protected(250, 9)
    for name in ("demand", "response", "gaps", "preference_shares", "employers"):
        keys = TABLES[name].key if name in TABLES else ("sector", "employer_type")
        hidden = out[name][~out[name]["shown"]].drop(columns=[*keys, "shown", "hidden_why"])
        assert len(hidden) and hidden.isna().all(axis=None), name
        assert len(out[name]) == len(raw[name])


def test_why_a_row_is_hidden_does_not_tell_the_small_from_its_companion() -> None:
    raw, tables = protected(250, 9)
    out = tables["demand"]
    hidden = out["hidden_why"].notna()
    assert (hidden == ~out["shown"]).all()
    answered = raw["demand"]["n"] > 0
    assert set(out.loc[hidden & answered, "hidden_why"]) == {"bescherming"}
    assert set(out.loc[hidden & ~answered, "hidden_why"]) == {"te_weinig_antwoorden"}


def test_protected_tables_still_are_the_tables_they_were() -> None:
    _, out = protected(250, 9)
    for table in (DEMAND, GAPS, RESPONSE, PREFERENCE_SHARES):
        conform(out[table.name], table)


def test_the_combined_figure_never_gives_the_employers_away() -> None:
    raw = year(600, 11, employers=60)
    out = protect_year({"demand": raw["demand"]})["demand"].set_index([*TARGET, *CELL, "respondent_group"])["shown"].unstack()
    n = raw["demand"].set_index([*TARGET, *CELL, "respondent_group"])["n"].unstack()
    assert not (out["gecombineerd"] & ~out["leraar"]).any()
    assert not (out["gecombineerd"] & (n["gecombineerd"] != n["leraar"]) & ~out["werkgever"]).any()


def test_no_shown_estimate_leans_on_a_hidden_mean() -> None:
    """With 8 respondents in mbo, the mbo mean is hidden, and whatever is made of it too."""
    out = protect_year({"demand": estimate_demand(**region(300, 12, sectors=(0.55, 0.43, 0.02)))})["demand"]
    whole = out[(out["career_phase"] == "alle") & (out["subregion"] == "alle")].set_index([*TARGET, "respondent_group", "sector"])["shown"]
    rows = out[out["shown"] & out["prior_source"].fillna("").str.startswith("regionaal") & (out["respondent_group"] == "leraar")]
    leaned = pd.MultiIndex.from_frame(rows[[*TARGET, "respondent_group", "sector"]])
    assert whole.reindex(leaned).all()


def test_a_gap_is_hidden_with_its_demand_and_priorities_have_no_holes() -> None:
    _, out = protected(250, 9)
    demand = out["demand"]
    rows = demand[(demand["kind"] == "outcome") & (demand["respondent_group"] == "gecombineerd")].set_index(["target_id", *CELL])["shown"]
    gaps = out["gaps"]
    assert (gaps["shown"].to_numpy() == rows.reindex(pd.MultiIndex.from_frame(gaps[["outcome_id", *CELL]])).to_numpy()).all()
    detail = (gaps[list(CELL)] == "alle").astype(int) @ [4, 2, 1]
    for _, ranks in gaps["priority"].dropna().groupby(detail):
        assert sorted(ranks) == list(range(1, len(ranks) + 1))


def test_a_municipality_is_hidden_with_its_subregion_and_never_lists_a_hidden_gap() -> None:
    raw = {name: protected(250, 9)[0][name] for name in ("demand", "gaps")}
    raw["municipalities"] = conform(pd.DataFrame([
        {"municipality_code": f"GM{i:04d}", "municipality": f"plaats {i}", "subregion": place, "sector": sector, "outcomes_in_demand": 2,
         "unserved": 2, "unserved_share": 1.0, "outcome_ids": "U1,U2", "shown": True}
        for i, place in enumerate(["deel A", "deel B", "deel C"]) for sector in ("alle", "po", "vo", "mbo")]), MUNICIPALITIES)
    out = protect_year(raw)
    hidden_gaps = out["gaps"][~out["gaps"]["shown"] & (out["gaps"]["career_phase"] == "alle")]
    secret = set(zip(hidden_gaps["sector"], hidden_gaps["subregion"], strict=True))
    rows = out["municipalities"]
    assert secret and not any((s, r) in secret for s, r in rows.loc[rows["shown"], ["sector", "subregion"]].itertuples(index=False))
    assert rows.loc[~rows["shown"], "outcome_ids"].isna().all() and rows["municipality"].notna().all()


def test_themes_in_open_answers_need_respondents_and_a_group_that_may_be_shown() -> None:
    raw = {"demand": protected(250, 9)[0]["demand"]}
    demand = protected(250, 9)[1]["demand"]
    hidden = demand[(demand["target_id"] == "orde") & (demand["respondent_group"] == "leraar") & (demand["subregion"] == "alle") & ~demand["shown"]]
    secret = hidden.loc[(hidden["sector"] == "mbo") & (hidden["career_phase"] != "alle"), "career_phase"].iloc[0]
    rows = [("po vakbekwaam", "c1", 6), ("po vakbekwaam", "c2", 4), (f"mbo {secret}", "c3", 7)]
    raw["clusters"] = conform(pd.DataFrame([{"group": g, "cluster_id": c, "label": "orde", "respondents": n, "statements": n, "examples": "meer rust",
                                            "shown": True} for g, c, n in rows]), CLUSTERS)
    out = protect_year(raw)["clusters"].set_index("cluster_id")
    assert out["shown"].to_dict() == {"c1": True, "c2": False, "c3": False}
    assert out.loc[["c2", "c3"], ["label", "examples", "respondents"]].isna().all(axis=None)


def test_a_change_needs_both_years() -> None:
    (now, _), (before, last) = protected(250, 9), protected(250, 10)
    raw = {"demand": now["demand"]} | {"changes": compare_years(now["demand"], before["demand"], None)}
    out = protect_year(raw, previous=last)
    changes = out["changes"].set_index([*TARGET, *CELL])
    for published in (out["demand"], last["demand"]):
        rows = published[published["respondent_group"] == "leraar"].set_index([*TARGET, *CELL])["shown"]
        assert rows.reindex(changes.index[changes["shown"]]).all()
    assert changes["shown"].any() and (~changes["shown"]).any()


def test_changes_against_an_unprotected_year_do_not_give_that_year_away() -> None:
    now, before = (estimate_demand(**region(n, seed)) for n, seed in ((900, 18), (150, 19)))
    out = protect_year({"changes": compare_years(now, before, None)})["changes"]
    for target in ("orde", "toetsen"):
        mine = (before["respondent_group"] == "leraar") & (before["target_id"] == target)
        raw = before[mine].sort_values([*TARGET, *CELL]).reset_index(drop=True)
        seen = out[out["target_id"] == target].sort_values([*TARGET, *CELL]).reset_index(drop=True)
        # n_before is all that is told of the other year's size: every count in it must stay hidden where small
        as_counts = raw.assign(n_need=0), seen.assign(n=seen["n_before"], n_need=0)
        assert recovered(*as_counts, minimum_count=0) == []


def test_the_audit_refuses_and_names_the_table() -> None:
    table = pd.DataFrame({"sector": ["alle", "po", "vo", "mbo"], "n": [63, 30, 30, 3]})
    lattice = count_lattice(table, ["sector"], "n", 10)
    only_small = lattice.nodes_of(np.array([False, False, False, True]))
    with pytest.raises(DisclosureError, match="demand") as caught:
        check(lattice, only_small, "demand")
    assert not any(mark in str(caught.value) for mark in ("3", "mbo")), "the message must not tell the cell or its count"


def test_the_audit_does_not_believe_a_false_witness() -> None:
    table = pd.DataFrame({"sector": ["alle", "po", "vo", "mbo"], "n": [63, 30, 30, 3]})
    lattice = count_lattice(table, ["sector"], "n", 10)
    hidden = lattice.nodes_of(np.array([False, False, False, True]))
    lie = [np.where(hidden, value, lattice.counts) for value in (0.0, 10.0)]
    with pytest.raises(DisclosureError):
        check(lattice, hidden, "demand", lie)


def test_nothing_is_published_when_protection_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demand_rows, "hide_companions", lambda lattice, start=None: (lattice.whole_rows(lattice.sensitive), []))
    with pytest.raises(DisclosureError, match="demand"):
        protect_year({"demand": year(300, 4)["demand"]})


def test_a_region_where_hardly_anyone_answered_publishes_next_to_nothing() -> None:
    raw = year(8, 20, employers=2, missing=0.0, weging={"marges": ["sector"], "samenvoegen": {"sector": {"mbo": "vo"}}})
    out = protect_year(raw)
    assert not out["demand"]["shown"].any() and not out["preference_shares"]["shown"].any()


def test_everybody_the_same_answer_may_be_shown() -> None:
    made = region(200, 21, missing=0.0)
    made["needs"] = made["needs"].assign(level=pd.array([3] * len(made["needs"]), dtype="Int64"))
    demand = estimate_demand(**made)
    out = protect_year({"demand": demand})["demand"]
    row = out[(out["target_id"] == "orde") & (out["respondent_group"] == "leraar") & (out[list(CELL)] == "alle").all(axis=1)].iloc[0]
    assert row["shown"] and row["share"] == 1.0


def test_other_tables_pass_and_the_input_stays_as_it_was() -> None:
    raw = year(60, 22)["employers"]
    supply = pd.DataFrame({"outcome_id": ["U1"], "ready": [1]})
    before = raw.copy()
    out = protect_year({"employers": raw, "supply": supply})
    assert out["supply"] is supply and not out["employers"]["shown"].all()
    pd.testing.assert_frame_equal(raw, before)
