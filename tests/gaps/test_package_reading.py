"""A regional package is read back as it was written, or refused with a remedy."""

from __future__ import annotations

import hashlib
import json

import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.intake.package import read_package
from napl_analysis.reports.package import csv_bytes
from napl_analysis.tables import GAPS, OUTCOMES, SUPPLY, TRAJECTORIES, conform

CELL = {"outcome_id": "A1", "sector": "po", "career_phase": "alle", "subregion": "alle"}
FRAMES = {
    "outcomes": conform(pd.DataFrame([{"outcome_id": "A1", "path_id": "pad", "path_title": "Pad", "title": "Orde, rust", "nlqf": 6, "version": "1",
                                       "source": "t", "status": "voorbeeld"}]), OUTCOMES),
    "supply": conform(pd.DataFrame([CELL | {"offerings": 2, "ready": 1, "reach": 0.5}]), SUPPLY),
    "gaps": conform(pd.DataFrame([CELL | {"n": 40, "estimate": 0.5, "gap_class": "gedekt", "subsidised": False, "shown": True},
                                  CELL | {"sector": "vo", "shown": False, "hidden_why": "bescherming"}]), GAPS),
    "trajectories": conform(pd.DataFrame([{"path_id": "pad", "sector": "po", "arrangement": 1, "offering_id": None, "outcome_ids": "A1"}]), TRAJECTORIES),
}


@pytest.fixture
def package(tmp_path):
    """A writer of packages: frames to a folder, with whatever the test spoils."""
    def write(frames=FRAMES, *, spoil=None, **about):
        root = tmp_path / "regio-x" / "2026" / "pakket"
        root.mkdir(parents=True, exist_ok=True)
        resources = []
        for name, frame in frames.items():
            content = csv_bytes(frame)
            (root / f"{name}.csv").write_bytes(content)
            resources.append({"name": name.replace("_", "-"), "path": f"{name}.csv", "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"})
        described = {"version": "1.0.0", "region": {"id": "regio-x", "name": "Regio X", "year": 2026, "example": True}, "resources": resources} | about
        if spoil:
            spoil(described)
        (root / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
        return root
    return write


def test_reads_back_what_was_written(package):
    root = package()
    tables = read_package(root)
    for name, frame in FRAMES.items():
        pd.testing.assert_frame_equal(tables[name], frame)
    assert tables["region"].loc[0, ["region_id", "region", "year", "example"]].tolist() == ["regio-x", "Regio X", 2026, True]
    assert read_package(root.parent).keys() == tables.keys()  # the report folder will do


def _error(folder) -> InputError:
    with pytest.raises(InputError) as caught:
        read_package(folder)
    assert caught.value.remedy
    return caught.value


def test_not_a_package(tmp_path):
    assert "bevat geen regionaal pakket" in str(_error(tmp_path))
    assert "bestaat niet" in str(_error(tmp_path / "weg"))


def test_another_version(package):
    assert "versie '2.1.0'; dit programma leest versie 1" in str(_error(package(version="2.1.0")))


def test_another_kind_of_package(package):
    assert "ander soort pakket" in str(_error(package(region=None)))


def test_missing_tables_are_named(package):
    frames = {k: v for k, v in FRAMES.items() if k not in ("gaps", "supply")}
    assert "mist de tabellen gaps, supply" in str(_error(package(frames)))


def test_a_file_that_is_gone_or_changed_is_named(package):
    root = package()
    (root / "gaps.csv").write_bytes((root / "gaps.csv").read_bytes().replace(b"0.5", b"0.9"))
    error = _error(root)
    assert "veranderd nadat het pakket gemaakt was" in error.problem
    assert error.place.file == "2026/pakket/gaps.csv"
    (root / "gaps.csv").unlink()
    assert "het bestand is er niet" in str(_error(root))


def test_a_path_outside_the_package_is_refused(package):
    for path in ("../../geheim.csv", "/etc/hosts", "sub/gaps.csv", "..\\geheim.csv", ""):
        root = package(spoil=lambda d, path=path: d["resources"][0].update(path=path))
        assert "buiten het pakket" in str(_error(root))


@pytest.mark.parametrize(("column", "value", "says"), [("estimate", "veel", "geen getal"), ("gap_class", "raar", "gap_class"), ("estimate", "7", "estimate")])
def test_a_value_that_cannot_be_is_refused(package, column, value, says):
    wrong = FRAMES["gaps"].astype("object")
    wrong.loc[0, column] = value
    assert says in str(_error(package(FRAMES | {"gaps": wrong})))


def test_spoiled_json(package):
    root = package()
    (root / "datapackage.json").write_text("{", encoding="utf-8")
    assert "geen leesbare JSON" in str(_error(root))
