"""Places against demand, against hand-worked figures."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.gaps.places import places_against_demand
from napl_analysis.region import Reach
from napl_analysis.tables import GAPS, REACH, conform

NORM = Reach.model_validate({"plaatsen_per_leraar": 0.025})


def _gaps(**classes: str) -> pd.DataFrame:
    return conform(pd.DataFrame([{"outcome_id": o, "sector": "po", "career_phase": "alle", "subregion": "alle", "estimate": 0.5, "gap_class": c, "shown": True}
                                 for o, c in classes.items()]), GAPS)


def _supply(*rows: tuple[str, str, float, float | None]) -> pd.DataFrame:
    return conform(pd.DataFrame(list(rows), columns=["municipality_code", "outcome_id", "teachers", "places_per_year"]).assign(sector="po"), REACH)


def test_what_is_there_counts_up_to_what_is_needed():
    """400 teachers, half of whom need it, ask 400 x .5 x .025 = 5 places a year of each outcome."""
    supply = _supply(("GM0001", "A1", 400, 2.0), ("GM0001", "A2", 400, 30.0))
    row = places_against_demand(supply, _gaps(A1="bereik_tekort", A2="gedekt"), NORM).iloc[0]
    assert (row["outcomes"], row["unknown"], row["needed"], row["there"]) == (2, 0, 10, 7)  # the 25 too many of A2 do not help A1
    assert row["share"] == pytest.approx(0.7)


def test_unknown_places_are_neither_there_nor_needed():
    supply = _supply(("GM0001", "A1", 400, 2.0), ("GM0001", "A2", 400, None), ("GM0002", "A2", 400, None))
    table = places_against_demand(supply, _gaps(A1="bereik_tekort", A2="gedekt"), NORM).set_index("municipality_code")
    assert table.loc["GM0001", ["outcomes", "unknown", "needed", "there"]].tolist() == [2, 1, 5, 2]
    assert pd.isna(table.loc["GM0002", "share"])


def test_what_is_hidden_or_not_in_demand_does_not_count():
    gaps = _gaps(A1="gedekt", A2="aanbod_zonder_vraag", A3="gedekt")
    gaps.loc[gaps["outcome_id"] == "A3", ["shown", "gap_class", "estimate"]] = [False, None, None]
    supply = _supply(*(("GM0001", o, 400, 2.0) for o in ("A1", "A2", "A3")))
    assert places_against_demand(supply, gaps, NORM).loc[0, "outcomes"] == 1


def test_nothing_in_demand_gives_no_rows():
    assert places_against_demand(_supply(("GM0001", "A1", 400, 2.0)), _gaps(A1="geen_vraag"), NORM).empty
