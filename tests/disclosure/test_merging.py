"""Proposals to merge: only what helps, the best first, and never a count of people."""

from __future__ import annotations

import pandas as pd

from napl_analysis.demand.demand import estimate_demand
from napl_analysis.disclosure.merging import merge_findings, propose_merges
from tests.demand.made import region


def cells(counts: dict[tuple[str, str], int]) -> pd.DataFrame:
    """A demand table of one sector by phase and subregion, margins added."""
    rows = [("po", phase, place, n) for (phase, place), n in counts.items()]
    table = pd.DataFrame(rows, columns=["sector", "career_phase", "subregion", "n"])
    for dimension in ("sector", "career_phase", "subregion"):
        total = table.assign(**{dimension: "alle"}).groupby(["sector", "career_phase", "subregion"], as_index=False)["n"].sum()
        table = pd.concat([table, total])
    return table.assign(kind="theme", target_id="orde", respondent_group="leraar")


def test_merging_the_small_subregion_is_the_best_proposal() -> None:
    table = cells({("startbekwaam", "noord"): 30, ("vakbekwaam", "noord"): 60, ("startbekwaam", "zuid"): 25, ("vakbekwaam", "zuid"): 50,
                   ("startbekwaam", "eiland"): 4, ("vakbekwaam", "eiland"): 14})
    found = propose_merges(table)
    best = found.iloc[0]
    assert best["dimension"] == "subregion" and "eiland" in (best["first"], best["second"])
    assert best["hidden"] == 0 < best["hidden_now"]
    assert not ((found["first"] == "noord") & (found["second"] == "zuid")).any(), "merging the large ones does not help"


def test_nothing_is_proposed_where_nothing_is_hidden() -> None:
    assert propose_merges(cells({("startbekwaam", "noord"): 30, ("vakbekwaam", "noord"): 60})).empty


def test_findings_ask_for_a_decision_in_dutch() -> None:
    findings = merge_findings(propose_merges(estimate_demand(**region(200))))
    assert 0 < len(findings) <= 3
    assert all(f.severity == "beslissen" and "verborgen" in f.message and "regio.yml" in f.action for f in findings)
