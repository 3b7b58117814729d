"""Small counts hidden, at the threshold exactly, and what would give them away with them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from napl_analysis.disclosure.suppression import suppress
from napl_analysis.findings import DisclosureError


def counts(**cells: int) -> pd.DataFrame:
    return pd.DataFrame({"sector": list(cells), "n": list(cells.values())})


def shown(table: pd.DataFrame) -> dict[str, bool]:
    return {sector: bool(flag) for sector, flag in zip(table["sector"], table["shown"], strict=True)}


@pytest.mark.parametrize(("n", "visible"), [(4, False), (5, True), (0, True)])
def test_a_count_is_shown_from_five(n: int, visible: bool) -> None:
    assert shown(suppress({"t": counts(po=30, mbo=n)})["t"])["mbo"] is visible


@pytest.mark.parametrize(("n", "visible"), [(9, False), (10, True)])
def test_a_share_is_shown_from_ten(n: int, visible: bool) -> None:
    table = counts(po=30, mbo=n).assign(share=0.4)
    out = suppress({"t": table})["t"].set_index("sector")
    assert bool(out.loc["mbo", "shown"]) is visible
    assert out.loc["mbo", ["n", "share"]].notna().all() == visible


def test_thresholds_can_be_set() -> None:
    table = counts(po=30, mbo=12).assign(share=0.4)
    assert not shown(suppress({"t": table}, minimum_base=15)["t"])["mbo"]


def test_one_hidden_cell_in_a_sum_takes_the_cheapest_other_with_it() -> None:
    out = suppress({"t": counts(alle=63, po=35, vo=25, mbo=3)})["t"]
    assert shown(out) == {"alle": True, "po": True, "vo": False, "mbo": False}


def test_two_small_cells_that_are_small_together_are_still_protected() -> None:
    """2 + 1 = 3 would say that each is under 5: a third cell goes with them."""
    out = suppress({"t": counts(alle=63, po=60, vo=2, mbo=1)})["t"]
    assert shown(out) == {"alle": True, "po": False, "vo": False, "mbo": False}


def test_other_tables_about_the_same_people_count_too() -> None:
    """mbo is hidden in one table; the subregions of the other add up to the other sectors."""
    sectors = counts(alle=63, po=30, vo=30, mbo=3)
    places = pd.DataFrame({"sector": ["po", "po", "vo", "vo", "mbo", "mbo"], "subregion": ["a", "b"] * 3, "n": [14, 16, 20, 10, 2, 1]})
    out = suppress({"sectors": sectors, "places": places})
    hidden = set(out["sectors"].loc[~out["sectors"]["shown"], "sector"]) - {"mbo"}
    assert len(hidden) == 1
    rows = out["places"][out["places"]["sector"] == hidden.pop()]
    assert (~rows["shown"]).any(), "its subregions must not add up to it"


def test_tables_about_others_do_not_hide_each_other() -> None:
    out = suppress({"leraren": counts(alle=63, po=35, vo=28), "leiders": counts(alle=40, po=38, vo=2)})
    assert out["leraren"]["shown"].all()


def test_what_does_not_add_up_is_a_table_of_its_own() -> None:
    table = pd.DataFrame({"theme": ["a", "a", "a", "b", "b", "b"], "sector": ["alle", "po", "vo"] * 2, "n": [40, 20, 20, 23, 20, 3]})
    out = suppress({"t": table})["t"]
    assert out.loc[out["theme"] == "a", "shown"].all()
    assert out.loc[out["theme"] == "b", "shown"].tolist() == [True, False, False]


def test_a_hidden_row_keeps_its_place_and_its_keys_only() -> None:
    table = counts(alle=60, po=57, mbo=3).assign(share=[0.5, 0.6, 0.1], low=0.1)
    out = suppress({"t": table})["t"]
    assert out["sector"].tolist() == ["alle", "po", "mbo"]
    assert out.loc[~out["shown"], ["n", "share", "low"]].isna().all(axis=None)
    assert table["n"].notna().all(), "the caller's table stays as it was"


def test_the_same_cell_twice_is_refused_by_the_name_of_the_table() -> None:
    with pytest.raises(DisclosureError, match="estand 'dubbel'"):
        suppress({"dubbel": pd.DataFrame({"sector": ["po", "po"], "n": [3, 30]})})


def test_a_table_without_respondents_passes() -> None:
    out = suppress({"aanbod": pd.DataFrame({"provider": ["x"], "price": [3.0]})})["aanbod"]
    assert out["shown"].all() and out["price"].tolist() == [3.0]


def test_one_respondent_alone_hides_everything() -> None:
    assert not suppress({"t": counts(alle=1, po=1, vo=0)})["t"].set_index("sector").loc[["alle", "po"], "shown"].any()


def test_missing_counts_are_not_shown_as_anything() -> None:
    table = pd.DataFrame({"sector": ["po", "vo"], "n": pd.array([None, 20], dtype="Int64"), "share": [np.nan, 0.5]})
    assert suppress({"t": table})["t"]["n"].isna().tolist() == [True, False]


def test_a_year_names_a_cell() -> None:
    table = pd.concat([counts(alle=63, po=60, mbo=3), counts(alle=70, po=50, mbo=20)], ignore_index=True).assign(year=[2025] * 3 + [2026] * 3)
    out = suppress({"t": table})["t"]
    assert out["shown"].tolist() == [True, False, False, True, True, True] and out["year"].notna().all()
