"""The gap map's figures: within reach of each municipality or not."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.gaps.municipal import municipality_gaps
from napl_analysis.region import parse_config
from napl_analysis.tables import OFFERINGS, conform

CONFIG = parse_config({"regio": {"id": "t", "naam": "T", "jaar": 2026, "peildatum": "2026-10-01"},
                       "deelregios": {"noord": ["GM0001"], "zuid": ["GM0002"]}, "bronnen": {}})
PLACES = pd.DataFrame({"municipality_code": ["GM0001", "GM0002"], "municipality": ["Noordstad", "Zuiddorp"],
                       "latitude": [52.0, 52.9], "longitude": [5.0, 5.0]})  # 100 km apart
STAFF = pd.DataFrame({"sector": ["po", "po", "vo"], "municipality_code": ["GM0001", "GM0002", "GM0001"], "teachers": [50.0, 60.0, 70.0]})


def _gaps(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["outcome_id", "sector", "subregion", "gap_class"]).assign(career_phase="alle")


def _run(gaps: pd.DataFrame, *offers: dict[str, object], decision: str = "direct_aanmelden") -> pd.DataFrame:
    rows = [{"offering_id": f"a{i}", "provider": "P", "title": "T", "source_file": "f", "source_row": "1", "sectors": "po", "delivery": "fysiek"} | o
            for i, o in enumerate(offers)]
    offerings = conform(pd.DataFrame(rows, columns=[*rows[0]] if rows else OFFERINGS.names), OFFERINGS) if rows else OFFERINGS.empty()
    cover = pd.DataFrame({"offering_id": offerings["offering_id"], "outcome_id": "A1"}, dtype="str")
    review = pd.DataFrame({"offering_id": offerings["offering_id"], "decision": decision})
    table = municipality_gaps(gaps, offerings, cover, review, PLACES, CONFIG.subregion_of, STAFF, CONFIG)
    return table.set_index(["municipality_code", "sector"])


BOTH = _gaps(("A1", "po", "noord", "gedekt"), ("A1", "po", "zuid", "bereik_tekort"), ("A2", "po", "noord", "witte_vlek"), ("A3", "po", "noord", "geen_vraag"))


def test_near_and_far():
    table = _run(BOTH, {"municipality_code": "GM0001"})
    north, south = table.loc[("GM0001", "po")], table.loc[("GM0002", "po")]
    assert north[["outcomes_in_demand", "unserved", "unserved_share", "outcome_ids"]].tolist() == [2, 1, 0.5, "A2"]
    assert south[["outcomes_in_demand", "unserved", "unserved_share", "outcome_ids"]].tolist() == [1, 1, 1.0, "A1"]
    assert north["municipality"] == "Noordstad"
    assert table["shown"].all()


def test_online_serves_everybody_and_upgradable_nobody():
    assert _run(BOTH, {"delivery": "online"}).loc[("GM0002", "po"), "unserved"] == 0
    assert _run(BOTH, {"delivery": "online"}, decision="opwerken").loc[("GM0002", "po"), "unserved"] == 1


def test_for_another_sector_is_not_for_this_one():
    assert _run(BOTH, {"delivery": "online", "sectors": "vo"}).loc[("GM0002", "po"), "unserved"] == 1


@pytest.mark.parametrize("unknown", [{"municipality_code": None}, {"delivery": "online", "sectors": None}])
def test_an_unknown_location_or_sector_is_neither_served_nor_unserved(unknown):
    table = _run(BOTH, unknown)
    assert table.loc[("GM0001", "po"), ["outcomes_in_demand", "unserved", "unserved_share"]].tolist() == [2, 1, 1.0]
    assert table.loc[("GM0002", "po"), ["unserved", "unserved_share"]].isna().all()  # its only outcome is unknown


def test_no_teachers_no_row_and_no_estimate_no_figure():
    table = _run(_gaps(("A1", "po", "noord", None)))
    assert ("GM0002", "vo") not in table.index
    assert table.loc[("GM0001", "po"), ["outcomes_in_demand", "unserved", "unserved_share"]].isna().all()


def test_no_demand_is_zero_not_missing():
    table = _run(_gaps(("A1", "po", "noord", "geen_vraag")))
    assert table.loc[("GM0001", "po"), ["outcomes_in_demand", "unserved", "unserved_share"]].tolist() == [0, 0, 0]


def test_the_margin_weighs_the_sectors_by_their_teachers():
    # GM0001 has 50 po and 70 vo teachers: an offering for po alone serves 42 % of them, one for both serves all
    wanted = _gaps(("A1", "alle", "noord", "bereik_tekort"), ("A1", "po", "noord", "gedekt"), ("A1", "vo", "noord", "witte_vlek"))
    po_only = _run(wanted, {"delivery": "online"})["unserved"]
    assert (po_only["GM0001", "po"], po_only["GM0001", "vo"], po_only["GM0001", "alle"]) == (0, 1, 1)
    assert _run(wanted, {"delivery": "online", "sectors": "po,vo"}).loc[("GM0001", "alle"), "unserved"] == 0
