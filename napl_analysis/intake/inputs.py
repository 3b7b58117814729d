"""What went in: every source file with its hash, so that every figure can be traced to the file it came from."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from napl_analysis.region import CONFIG_NAME, RegionYear, source_files


def input_files(year: RegionYear) -> list[dict[str, Any]]:
    """Each input file (folders spelled out): bestand, soort, bytes, sha256; sorted as regio.yml has them."""
    kinds = _kinds(year)
    found: list[dict[str, Any]] = []
    for name in [CONFIG_NAME, *source_files(year.config), *_decision_files(year)]:
        path = year.path(name)
        members = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found += [_described(p, year.folder, kinds.get(name, "besluiten")) for p in members]
    return found


def _kinds(year: RegionYear) -> dict[str, str]:
    s = year.config.sources
    kinds = {CONFIG_NAME: "instellingen"}
    kinds |= {x.file: "enquete" for x in s.surveys} | {x.file: "catalogus" for x in s.catalogues}
    kinds |= dict.fromkeys(s.addresses, "DUO-adressen") | dict.fromkeys(s.staff, "DUO-personeel")
    named = {s.outcomes: "leeruitkomsten", s.review_rules: "toetsingskader", s.national: "landelijke cijfers", s.thesaurus: "eigen begrippen"}
    return kinds | {name: kind for name, kind in named.items() if name}


def _decision_files(year: RegionYear) -> list[str]:
    return [p.relative_to(year.folder).as_posix() for p in sorted(year.decisions.glob("*.csv"))]


def _described(path: Path, folder: Path, kind: str) -> dict[str, Any]:
    content = path.read_bytes()
    return {"bestand": path.relative_to(folder).as_posix(), "soort": kind, "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest()}
