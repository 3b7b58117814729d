"""Regions side by side: who has nothing, who could develop what, from packages alone."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.gaps.spread import combine
from napl_analysis.tables import GAPS, MUNICIPALITIES, OUTCOMES, SUPPLY, TRAJECTORIES, conform

MARGIN = {"career_phase": "alle", "subregion": "alle"}
SUPPLY_OF = {"ready": {"ready": 1, "upgradable": 0}, "upgrade": {"ready": 0, "upgradable": 1}, "nothing": {"ready": 0, "upgradable": 0}}


def _package(region_id: str, plan: dict[str, tuple[str, float | None]], *, sector: str = "po", year: int = 2026, shown: bool = True,
             outcomes: tuple[str, ...] = ("A1", "A2", "A3"), version: str = "1") -> dict[str, pd.DataFrame]:
    """``plan``: outcome -> (what there is, teachers who want it)."""
    cells = [{"outcome_id": o, "sector": sector, **MARGIN} for o in plan]
    supply = [c | SUPPLY_OF[have] for c, (have, _) in zip(cells, plan.values(), strict=True)]
    gaps = [c | {"teachers": t if shown else None, "gap_class": None if not shown else "witte_vlek" if have == "nothing" else "gedekt", "shown": shown}
            for c, (have, t) in zip(cells, plan.values(), strict=True)]
    effort = {"ready": ("x", 0), "upgrade": ("y", 2), "nothing": (None, 4)}
    steps = [{"path_id": "pad", "sector": sector, "arrangement": i, "offering_id": effort[have][0], "outcome_ids": o, "effort": effort[have][1]}
             for i, (o, (have, _)) in enumerate(plan.items(), start=1)]
    texts = [{"outcome_id": o, "path_id": "pad", "path_title": "Het pad", "title": f"Uitkomst {o}", "version": version, "source": "t",
              "status": "voorbeeld"} for o in outcomes]
    region = {"region_id": region_id, "region": region_id.title(), "year": year, "reference_date": f"{year}-10-01", "lead_applicant": "P",
              "example": False, "version": "1.0.0"}
    return {"region": pd.DataFrame([region]), "supply": conform(pd.DataFrame(supply), SUPPLY), "gaps": conform(pd.DataFrame(gaps), GAPS),
            "trajectories": conform(pd.DataFrame(steps), TRAJECTORIES), "outcomes": conform(pd.DataFrame(texts), OUTCOMES)}


EAST = _package("oost", {"A1": ("ready", 100.0), "A2": ("upgrade", 50.0), "A3": ("nothing", 10.0)})
WEST = _package("west", {"A1": ("nothing", 300.0), "A2": ("nothing", 80.0), "A3": ("nothing", 90.0)})


def test_take_over_upgrade_once_develop_once():
    proposal = combine([WEST, EAST]).proposal.set_index("outcome_id")
    assert proposal["action"].to_dict() == {"A1": "overnemen", "A2": "opwerken", "A3": "nieuw_ontwikkelen"}
    assert proposal["region_id"].to_dict() == {"A1": "oost", "A2": "oost", "A3": "west"}
    assert proposal.loc["A1", "why"] == "Oost heeft aanbod dat klaar is; West neemt het over. Het gaat om naar schatting 300 leraren."
    assert proposal.loc["A3", ["for_regions", "teachers"]].tolist() == ["oost", 100]


def test_unserved_and_overlaps():
    results = combine([EAST, WEST])
    assert results.unserved.set_index("outcome_id")["best"].to_dict() == {"A2": "alleen op te werken", "A3": "niets"}
    assert results.overlaps[["outcome_id", "region_ids", "regions"]].values.tolist() == [["A3", "oost,west", "Oost en West"]]
    status = results.coverage.set_index("region_id")["status"].to_dict()
    assert status == {"oost": "deels bediend", "west": "niet bediend"}
    assert "'Het pad' in het po: van 3 leeruitkomsten heeft 1 ergens aanbod dat klaar is, 1 alleen op te werken aanbod, 1 niets; naar 2 van die 2 is ergens grote vraag." in results.sentences


def test_the_order_of_the_packages_does_not_matter():
    one, other = combine([EAST, WEST]), combine([WEST, EAST])
    for name in ("regions", "coverage", "unserved", "overlaps", "proposal", "claims"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.sentences == other.sentences


def test_work_is_spread_evenly_then_to_where_it_is_wanted_most():
    ids = tuple(f"A{i}" for i in range(1, 8))
    big = _package("groot", {o: ("nothing", 1000.0 + i) for i, o in enumerate(ids)}, outcomes=ids)
    small = _package("klein", {o: ("nothing", 10.0 * (i + 1)) for i, o in enumerate(ids)}, outcomes=ids)
    loads = combine([big, small]).proposal["region_id"].value_counts()
    assert sorted(loads.tolist()) == [3, 4]
    assert loads.idxmax() == "groot"
    # the three that go to the small region are those it wants most, as a share of all who want it
    assert set(combine([big, small]).proposal.query("region_id == 'klein'")["outcome_id"]) == {"A5", "A6", "A7"}


def test_what_a_region_hid_is_unknown_not_zero():
    hidden = _package("oost", {"A1": ("nothing", 5.0)}, shown=False, outcomes=("A1",))
    results = combine([hidden])
    assert results.coverage.loc[0, ["in_demand", "unknown_demand"]].tolist() == [0, 1]
    assert pd.isna(results.proposal.loc[0, "teachers"])
    assert "schatting" not in results.proposal.loc[0, "why"]


def test_different_outcomes_are_noted():
    other = _package("west", {"A1": ("nothing", 1.0)}, outcomes=("A1",), version="2")
    notes = " ".join(combine([EAST, other]).notes)
    assert "verschillende teksten of versies van A1" in notes
    assert "Niet alle regio's kennen A2 en A3" in notes
    assert "voorbeelden" in notes


def test_nothing_to_divide_gives_empty_tables_not_an_error():
    served = _package("oost", {"A1": ("ready", 5.0)}, outcomes=("A1",))
    results = combine([served])
    assert (len(results.proposal), len(results.overlaps), len(results.unserved)) == (0, 0, 0)
    assert results.coverage.loc[0, "status"] == "bediend"


@pytest.mark.parametrize(("packages", "says"), [
    ([], "geen enkel pakket"), ([EAST, EAST], "Oost is twee keer"), ([EAST, _package("west", {"A1": ("ready", 1.0)}, year=2025)], "verschillende jaren")])
def test_what_cannot_be_combined_is_refused(packages, says):
    with pytest.raises(InputError, match=says):
        combine(packages)


def test_gap_maps_count_per_path_and_leave_the_unknown_unknown():
    places = conform(pd.DataFrame([
        {"municipality_code": "GM0001", "municipality": "Eén", "sector": "po", "outcomes_in_demand": 3, "unserved": 2, "outcome_ids": "A1,A3", "shown": True},
        {"municipality_code": "GM0002", "municipality": "Twee", "sector": "po", "outcomes_in_demand": 3, "unserved": 0, "outcome_ids": None, "shown": True},
        {"municipality_code": "GM0003", "municipality": "Drie", "sector": "po", "outcomes_in_demand": None, "unserved": None, "outcome_ids": None, "shown": False}]), MUNICIPALITIES)
    results = combine([EAST | {"municipalities": places}, WEST])  # the second region's package has no such table
    found = results.places.set_index(["municipality_code", "path_id"])["open"]
    assert set(results.places["region_id"]) == {"oost"}
    assert (found["GM0001", ""], found["GM0001", "pad"], found["GM0002", "pad"]) == (2, 2, 0)
    assert pd.isna(found["GM0003", ""]) and pd.isna(found["GM0003", "pad"])


def test_what_nobody_asks_for_is_told_apart():
    asked = combine([WEST]).unserved
    assert (asked["regions_in_demand"] == 1).all() and (asked["regions_unknown"] == 0).all()
    hidden = combine([_package("zuid", {"A1": ("nothing", 5.0)}, shown=False)]).unserved
    assert hidden[["regions_in_demand", "regions_unknown"]].values.tolist() == [[0, 1]]
