"""``verantwoording.json``: from which bytes, with which settings and versions, by which steps, every figure came.

No times and no paths of this machine: two runs on the same machine give the same bytes, and between machines
only the block ``omgeving`` may differ.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from importlib import metadata
from typing import Any

import pandas as pd

from napl_analysis.reports.format import is_missing
from napl_analysis.reports.naming import sources
from napl_analysis.reports.package import SHARED
from napl_analysis.reports.summary import IN_DEMAND, key_figures
from napl_analysis.reports.write import sha256
from napl_analysis.tables import TABLES
from napl_analysis.yeardata import YearResults

PACKAGES = ("pandas", "numpy", "scipy", "scikit-learn", "geopandas", "plotly", "matplotlib", "openpyxl", "xlsxwriter", "python-docx", "rapidfuzz",
            "snowballstemmer", "python-calamine", "pandera", "pydantic", "nbconvert")
# Table to what its figures rest on, and by which step; the page and the notes say the same in words.
ORIGIN: dict[str, tuple[str, tuple[str, ...], str]] = {
    "response": ("survey", ("respondents", "staff"), "demand.response"), "weighting": ("survey", ("respondents", "staff"), "demand.response"),
    "levels": ("survey", ("respondents", "needs", "staff", "demand"), "demand.themes"), "differences": ("survey", ("respondents", "needs", "staff", "demand"), "demand.themes"),
    "disagreement": ("survey", ("demand",), "demand.changes"),
    "employers": ("survey", ("respondents", "schools"), "demand.response"),
    "demand": ("survey", ("respondents", "needs", "statements", "matches", "staff", "national"), "demand.demand"),
    "preference_shares": ("survey", ("respondents", "preferences", "staff"), "demand.response"),
    "clusters": ("survey", ("statements", "respondents"), "matching.clusters"),
    "changes": ("survey", ("demand", "demand van het vorige jaar"), "demand.changes"),
    "offerings": ("catalogue", ("offerings",), "intake.catalogue"), "matches": ("catalogue", ("offerings", "outcomes", "decisions"), "matching"),
    "supply": ("catalogue", ("offerings", "matches", "review", "staff", "places"), "supply.table"),
    "review": ("catalogue", ("offerings", "matches", "outcomes", "decisions"), "supply.review"),
    "trajectories": ("catalogue", ("matches", "review", "outcomes"), "supply.trajectory"),
    "plans": ("catalogue", ("matches", "review", "outcomes"), "supply.trajectory"), "variants": ("catalogue", ("trajectories", "matches", "review"), "supply.variants"),
    "providers": ("catalogue", ("offerings", "matches", "review"), "supply.providers"),
    "municipal_supply": ("catalogue", ("offerings", "matches", "review", "staff", "places"), "supply.table"),
    "partners": ("both", ("gaps", "matches", "review", "offerings"), "gaps.partners"),
    "gaps": ("both", ("demand", "supply"), "gaps.gaps"), "municipalities": ("both", ("gaps", "offerings", "review", "places"), "gaps.municipal"),
    "outcomes": ("outcomes", ("outcomes",), "reference.outcomes"), "themes": ("outcomes", ("themes",), "reference.outcomes"),
}


def provenance(results: YearResults, files: Mapping[str, bytes]) -> bytes:
    """verantwoording.json, given the other files of the run."""
    account = {
        "uitleg": "Waarop de cijfers van deze analyse rusten. Alleen het blok 'omgeving' kan per computer verschillen.",
        "regio": {"id": results.region.id, "naam": results.region.config.region.name, "jaar": results.region.year,
                  "voorbeeld": results.region.config.region.example},
        "invoer": [{k: _plain(v) for k, v in sorted(entry.items())} for entry in results.inputs],
        "regio_yml": results.region.config.model_dump(mode="json", by_alias=True),
        "leeruitkomsten": {"status": sorted(set(results.outcomes["status"].dropna())), "versie": sorted(set(results.outcomes["version"].dropna())),
                           "aantal": len(results.outcomes)},
        "stappen": [{k: _plain(v) for k, v in row.items()} for row in results.steps.to_dict("records")],
        "bevindingen": {str(k): int(v) for k, v in sorted(results.findings["severity"].value_counts().items())},
        "kerncijfers": _headlines(results),
        "tabellen": [_table(results, name) for name in SHARED],
        "figuren": [{"id": c.id, "titel": c.title, "bron": c.source, "cijfers": len(c.data), "getoond": int(c.data["shown"].sum())} for c in results.charts],
        "bestanden": {name: sha256(content) for name, content in sorted(files.items())},
        "omgeving": environment(),
    }
    return (json.dumps(account, ensure_ascii=False, indent=1) + "\n").encode()


def _headlines(results: YearResults) -> list[dict[str, Any]]:
    """The figures of cover, cards and summaries, each with the table and the rows that it was taken from."""
    key = key_figures(results)
    everybody: dict[str, object] = {"dimension": "totaal"}
    cell: dict[str, object] = {"career_phase": "alle", "subregion": "alle"}
    found: list[tuple[str, object, str, dict[str, object]]] = [
        ("leraren die antwoordden", key.respondents, "response", everybody), ("leraren volgens DUO", key.population, "response", everybody),
        ("werkgevers die antwoordden", key.employers, "employers", {"sector": "alle", "employer_type": "alle"}),
        ("scholingen", key.offerings, "offerings", {}), ("aanbieders", key.providers, "offerings", {"tel": "provider"}),
        ("leeruitkomsten", key.outcomes, "outcomes", {}),
        ("leeruitkomsten die in minstens één sector een witte vlek zijn", len(key.white_anywhere), "gaps", cell | {"gap_class": "witte_vlek", "tel": "outcome_id"}),
        ("leeruitkomsten met grote vraag in minstens één sector", key.asked_anywhere, "gaps", cell | {"gap_class": list(IN_DEMAND), "tel": "outcome_id"}),
    ]
    found += [(f"scholingen: {decision}", count, "review", {"decision": decision}) for decision, count in key.review.items()]
    found += [(f"{sector}: {gap_class}", count, "gaps", cell | {"sector": sector, "gap_class": gap_class})
              for sector, counts in key.classes.items() for gap_class, count in counts.items()]
    return [{"cijfer": name, "waarde": value, "tabel": table, "rijen": rows} for name, value, table, rows in found]


def _table(results: YearResults, name: str) -> dict[str, Any]:
    frame: pd.DataFrame = getattr(results, name)
    source, needs, step = ORIGIN[name]
    hidden = int((~frame["shown"].fillna(False).astype(bool)).sum()) if "shown" in frame else 0
    return {"tabel": name, "pakket": f"pakket/{name}.csv", "sleutel": list(TABLES[name].key) if name in TABLES else [], "rijen": len(frame), "verborgen": hidden,
            "rust_op": list(needs), "stap": step, "bron": sources(results)[source]}


def environment() -> dict[str, Any]:
    """What may differ between machines: Python and the packages."""
    versions: dict[str, str | None] = {}
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = None
    return {"python": ".".join(str(v) for v in sys.version_info[:3]), "systeem": platform.system(), "pakketten": versions,
            "napl_analysis": _own_version()}


def _own_version() -> str | None:
    try:
        return metadata.version("napl-analysis")
    except metadata.PackageNotFoundError:
        return None


def _plain(value: object) -> object:
    """A value that JSON knows."""
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
