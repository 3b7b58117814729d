"""Reports are replaced all or nothing, and what a person did in the folder is not lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from napl_analysis.reports import write
from napl_analysis.reports.write import MANIFEST, PublishError, publish_files

NEW = {"index.html": b"nieuw", "pakket/gaps.csv": b"a,b\n", "te_beoordelen.xlsx": b"leeg"}


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST}


def test_writes_all_files_and_returns_them(tmp_path):
    target = tmp_path / "reports" / "regio" / "2026"
    assert publish_files(target, NEW) == sorted(target / name for name in NEW)
    assert content(target) == NEW
    assert [p.name for p in target.parent.iterdir()] == ["2026"]  # nothing left beside it


def test_a_second_run_removes_what_is_no_longer_made(tmp_path):
    publish_files(tmp_path / "r", NEW | {"figuren/oud.png": b"x"})
    publish_files(tmp_path / "r", NEW)
    assert content(tmp_path / "r") == NEW


def test_files_that_people_added_or_changed_are_kept(tmp_path):
    target = tmp_path / "r"
    publish_files(target, NEW)
    (target / "notulen.docx").write_bytes(b"van mij")
    (target / "te_beoordelen.xlsx").write_bytes(b"half ingevuld")
    (target / "~$te_beoordelen.xlsx").write_bytes(b"slot van Excel")
    publish_files(target, NEW | {"index.html": b"nieuwer"})
    assert content(target) == NEW | {"index.html": b"nieuwer", "notulen.docx": b"van mij", "te_beoordelen (eigen versie).xlsx": b"half ingevuld"}
    (target / "te_beoordelen.xlsx").write_bytes(b"anders ingevuld")
    publish_files(target, NEW)
    kept = content(target)
    assert kept["te_beoordelen (eigen versie).xlsx"] == b"half ingevuld" and kept["te_beoordelen (eigen versie 2).xlsx"] == b"anders ingevuld"


def test_a_folder_that_is_not_ours_keeps_everything(tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "foto.jpg").write_bytes(b"foto")
    (tmp_path / "r" / "index.html").write_bytes(b"iets van een ander")
    publish_files(tmp_path / "r", NEW)
    assert content(tmp_path / "r") == NEW | {"foto.jpg": b"foto", "index (eigen versie).html": b"iets van een ander"}


@pytest.mark.parametrize("moment", ["_write", "_keep_what_people_did", "_swap"])
def test_when_it_fails_the_old_reports_stand(tmp_path, monkeypatch, moment):
    target = tmp_path / "r"
    publish_files(target, NEW)
    before = content(target)

    def fail(*_args):
        raise PermissionError(13, "Access is denied", "tabellen.xlsx")

    monkeypatch.setattr(write, moment, fail)
    with pytest.raises(PublishError) as told:
        publish_files(target, {"index.html": b"anders"})
    assert content(target) == before and [p.name for p in tmp_path.iterdir()] == ["r"]
    assert "Sluit Excel" in str(told.value) and "tabellen.xlsx" in str(told.value)


def test_when_only_the_last_rename_fails_the_old_folder_comes_back(tmp_path, monkeypatch):
    target = tmp_path / "r"
    publish_files(target, NEW)
    rename = Path.rename

    def locked(self, to):
        if self.name == ".r.nieuw":
            raise PermissionError(13, "in use", str(self))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", locked)
    with pytest.raises(PublishError):
        publish_files(target, {"index.html": b"anders"})
    assert content(target) == NEW


def test_an_interrupted_run_is_repaired_by_the_next(tmp_path):
    target = tmp_path / "r"
    publish_files(target, NEW)
    (target / "notulen.docx").write_bytes(b"van mij")
    target.rename(tmp_path / ".r.oud")  # killed between the two renames
    publish_files(target, NEW)
    assert content(target) == NEW | {"notulen.docx": b"van mij"} and not (tmp_path / ".r.oud").exists()


@pytest.mark.parametrize("name", ["../buiten.txt", "/etc/x", "a/../../b", ""])
def test_no_path_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(ValueError):
        publish_files(tmp_path / "r", {name: b"x"})
    assert not (tmp_path / "r").exists()


def test_the_manifest_names_every_file_with_its_sha256(tmp_path):
    publish_files(tmp_path / "r", NEW)
    listed = json.loads((tmp_path / "r" / MANIFEST).read_text())
    assert listed == {name: write.sha256(data) for name, data in NEW.items()}
