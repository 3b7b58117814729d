"""The package that regions share: valid, complete, and without anything about persons."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
from frictionless import Package, system

from napl_analysis import tables
from napl_analysis.reports.package import SHARED, csv_bytes, package_files
from tests.reports import sample


@pytest.fixture(scope="module")
def package(results):
    return package_files(results)


def test_validates_as_a_data_package(package, tmp_path):
    for name, content in package.items():
        (tmp_path / name).write_bytes(content)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(SHARED)


def test_a_spoiled_figure_does_not_validate(package, tmp_path):
    for name, content in package.items():
        (tmp_path / name).write_bytes(content.replace(b"0.55", b"5.5") if name == "demand.csv" else content)
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_reads_back_to_the_same_figures(results, package):
    back = pd.read_csv(io.BytesIO(package["demand.csv"]))
    key = list(tables.DEMAND.key)
    both = results.demand.merge(back, on=key, suffixes=("", "_csv"))
    assert len(both) == len(results.demand)
    assert (both["n"].astype("Float64").fillna(-1) == both["n_csv"].astype("Float64").fillna(-1)).all()
    assert (both["share"].fillna(-1) - both["share_csv"].fillna(-1)).abs().max() < 1e-6


def test_hidden_rows_keep_their_key_and_lose_their_figures(results, package):
    back = pd.read_csv(io.BytesIO(package["demand.csv"]))
    hidden = back[~back["shown"]]
    assert len(hidden) == (~results.demand["shown"].astype(bool)).sum() > 0
    figures = ["n", "n_need", "n_eff", "share", "se", "low", "high", "estimate", "p_high", "teachers"]
    assert hidden[figures].isna().all().all() and hidden["hidden_why"].notna().all()


def test_nothing_about_persons(package):
    everything = b"\n".join(package.values()).decode()
    assert "respondent_id" not in everything and "krijg ze niet stil" not in everything and "pauze" not in everything
    assert {f"{n}.csv" for n in ("respondents", "needs", "statements", "preferences", "to_judge")}.isdisjoint(package)
    assert [r.split(",")[0] for r in package["clusters.csv"].decode().splitlines()[1:]] == ["po startbekwaam", "vo vakbekwaam"]
    assert "examples" not in package["clusters.csv"].decode().splitlines()[0]


def test_who_decided_is_a_person_or_the_rules():
    from dataclasses import replace

    year = sample.results()
    year = replace(year, matches=year.matches.assign(decided_by=pd.array(["J. de Vries"] + [None] * 8, dtype="str")))
    content = package_files(year)["matches.csv"].decode()
    assert "Vries" not in content and "mens" in content and "regels" in content


def test_every_column_is_explained(package):
    described = json.loads(package["datapackage.json"])
    for resource in described["resources"]:
        header = package[resource["path"]].decode().splitlines()[0].split(",")
        assert [f["name"] for f in resource["schema"]["fields"]] == header
        assert all(f["title"] for f in resource["schema"]["fields"])
    assert described["region"] == {"id": "proefregio", "name": "Proefregio", "year": 2026, "reference_date": "2026-03-01", "lead_applicant": "Bestuur Voorbeeld",
                                   "example": True, "subregions": {"Stad": ["GM0344"], "Ommeland": ["GM0310", "GM0355"]}}


def test_csv_has_one_fixed_form():
    frame = pd.DataFrame({"a": [0.1 + 0.2, 1e-9, 3.0, float("nan")], "b": pd.array([1, None, 3, 4], "Int64"), "c": pd.array([True, False, None, True], "boolean"),
                          "d": ["x", 'a "b", c', None, "é\nf"]})
    assert csv_bytes(frame) == 'a,b,c,d\n0.3,1,true,x\n0,,false,"a ""b"", c"\n3,3,,\n,4,true,"é\nf"\n'.encode()
