"""Catalogues together: places found, doubles merged, claims checked."""

from __future__ import annotations

import pandas as pd

from napl_analysis import tables
from napl_analysis.intake import offerings as off

from . import made

PLACES = pd.DataFrame({"place": ["Utrecht", "Zeist", "Den Dolder", "Beek", "Beek"], "municipality": ["Utrecht", "Zeist", "Zeist", "Beek", "Berg en Dal"],
                       "municipality_code": ["GM0344", "GM0355", "GM0355", "GM0888", "GM1945"]})


def catalogue(rows: list[dict[str, object]]) -> pd.DataFrame:
    base = {"source_file": "a.xlsx", "provider": "Hogeschool Windroos"}
    return pd.DataFrame([base | {"offering_id": f"o{i}", "source_row": str(i + 5)} | row for i, row in enumerate(rows)]).reindex(columns=tables.OFFERINGS.names)


def test_place_names_become_municipalities():
    findings = []
    frame = catalogue([{"title": str(i), "location_raw": place} for i, place in enumerate(
        ["Utrecht", "den dolder", "Domplein 1, 3512 JC Utrecht", "online", "Zeist of Utrecht", "Utrehct", "Beek", "in overleg", None])])
    codes = off.locate(frame, PLACES, findings)["municipality_code"]
    assert codes.where(codes.notna(), "-").tolist() == ["GM0344", "GM0355", "GM0344", "-", "GM0355", "-", "GM0888", "-", "-"]
    assert [(f.rule, f.row, f.before) for f in findings] == [("plaats_onbekend", 10, "Utrehct")] and "Utrecht" in findings[0].message


def test_the_same_offering_in_two_files_is_kept_once_and_completed():
    findings = []
    frame = catalogue([
        {"title": "Formatief evalueren in de klas", "sectors": "po", "price_eur": 495.0, "description": "Lang verhaal"},
        {"title": "Formatief Evalueren in de klas.", "sectors": "po", "ects": 3.0, "source_file": "b.csv", "provider": "Hogeschool Windroos B.V."},
        {"title": "Coachen deel 1"}, {"title": "Coachen deel 2"},
        {"title": "Formatief evalueren in de klas", "sectors": "mbo"}])
    kept = off.without_doubles(frame, findings)
    assert kept["offering_id"].tolist() == ["o0", "o2", "o3", "o4"]
    assert kept.loc[0, "price_eur"] == 495 and kept.loc[0, "ects"] == 3
    assert [(f.rule, f.file, f.row) for f in findings] == [("aanbod_dubbel", "b.csv", 6)]


def test_claims_that_do_not_exist_are_left_out():
    findings = []
    frame = catalogue([{"title": "x", "claimed_outcomes": "vsv01, VSV99"}, {"title": "y", "claimed_outcomes": "VSV98"}, {"title": "z"}])
    claims = off.check_claims(frame, pd.DataFrame({"outcome_id": ["VSV01", "VSV02"]}), findings)["claimed_outcomes"]
    assert claims[0] == "VSV01" and claims[1:].isna().all()
    assert [(f.before, f.row) for f in findings] == [("VSV99", 5), ("VSV98", 6)]
    assert set(made.rules(findings)) == {"leeruitkomst_onbekend"}
