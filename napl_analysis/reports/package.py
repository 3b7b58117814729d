"""``pakket/``: the year as CSV with a frictionless description, safe to share with other regions.

One CSV a table (UTF-8, comma, LF), with the columns and codes of `napl_analysis.tables`, and ``datapackage.json``
(Data Package v1). No respondents, no statements, no uncertain matches; hidden rows keep their key and lose
their figures. `napl_analysis.gaps.spread` reads it back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from napl_analysis import tables as tidy
from napl_analysis.reports import labels
from napl_analysis.reports.contents import known_clusters, who_decided
from napl_analysis.reports.format import is_missing
from napl_analysis.reports.write import sha256
from napl_analysis.yeardata import YearResults

FORMAT_VERSION = "1.1.0"
FOLDER = "pakket"
DESCRIPTION = "datapackage.json"
LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Naamsvermelding 4.0", "path": "https://creativecommons.org/licenses/by/4.0/deed.nl"}
IN_THEIR_OWN_ORDER = ("outcomes", "themes")  # the order in which a path builds up says something
_TYPES = {"text": "string", "integer": "integer", "number": "number", "yesno": "boolean"}
_TITLES = {"themes": ("Thema's", "een thema in de vragenlijst", ["theme_id"]), "employers": ("Werkgevers", "een soort werkgever in een sector", []),
           "changes": ("Veranderingen", "een thema of leeruitkomst in een cel, dit jaar naast het vorige", [])}
SHARED = ("response", "weighting", "employers", "demand", "levels", "differences", "disagreement", "preference_shares", "clusters", "changes", "offerings", "matches", "supply", "review",
          "trajectories", "plans", "variants", "providers", "municipal_supply", "gaps", "partners", "municipalities", "outcomes", "themes")


def package_files(results: YearResults) -> dict[str, bytes]:
    """The package: file name in ``pakket/`` to content."""
    frames = shared_frames(results)
    files = {f"{name}.csv": csv_bytes(frame) for name, frame in frames.items()}
    described = [_resource(name, frame, files[f"{name}.csv"]) for name, frame in frames.items()]
    package = _about(results) | {"resources": described}
    return files | {DESCRIPTION: (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()}


def shared_frames(results: YearResults) -> dict[str, pd.DataFrame]:
    """The tables that may be shared, with what is not for others taken out; sorted by their keys."""
    out = {}
    for name in SHARED:
        frame = getattr(results, name)
        frame = frame[frame["kind"] == "offering"] if name == "matches" else frame
        frame = known_clusters(frame).drop(columns="examples") if name == "clusters" else frame
        if "decided_by" in frame.columns:
            frame = frame.assign(decided_by=frame["decided_by"].map(who_decided))
        key = [c for c in _key(name) if c in frame.columns and name not in IN_THEIR_OWN_ORDER]
        out[name] = frame.sort_values(key, kind="stable").reset_index(drop=True) if key else frame.reset_index(drop=True)
    return out


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV: missing is empty, figures with at most six decimals, ``true`` and ``false``."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(frame.columns)
    columns = [[plain_value(v) for v in frame[c].tolist()] for c in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue().encode()


def plain_value(value: object) -> str:
    """One value as it stands in the CSV."""
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = f"{value:.6f}".rstrip("0").rstrip(".")
        return "0" if text in ("", "-0") else text
    return str(value)


def _key(name: str) -> list[str]:
    return list(tidy.TABLES[name].key) if name in tidy.TABLES else _TITLES[name][2]


def _resource(name: str, frame: pd.DataFrame, content: bytes) -> dict[str, Any]:
    title, one_row = (tidy.TABLES[name].title, tidy.TABLES[name].one_row) if name in tidy.TABLES else _TITLES[name][:2]
    schema: dict[str, Any] = {"fields": _fields(name, frame), "missingValues": [""]}
    if _key(name):
        schema["primaryKey"] = _key(name)
    if name in ("supply", "gaps", "matches"):
        schema["foreignKeys"] = [{"fields": "outcome_id", "reference": {"resource": "outcomes", "fields": "outcome_id"}}]
    return {"name": name.replace("_", "-"), "path": f"{name}.csv", "profile": "tabular-data-resource", "title": title,
            "description": f"Een rij is {one_row}.", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
            "bytes": len(content), "hash": f"sha256:{sha256(content)}", "schema": schema}


def _fields(name: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    known: Mapping[str, tidy.Column] = {c.name: c for c in tidy.TABLES[name].columns} if name in tidy.TABLES else {}
    return [_field(c, known.get(str(c)), frame[c]) for c in frame.columns]


def _field(name: str, column: tidy.Column | None, values: pd.Series) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": _TYPES[column.kind] if column else _inferred(values), "title": labels.heading(name).text}
    if column is None:
        return field
    field["description"] = column.meaning[0].upper() + column.meaning[1:] + "."
    limits = {"required": column.required or None, "enum": list(column.values) if column.values and name != "decided_by" else None,
              "minimum": column.low, "maximum": column.high}
    constraints = {k: v for k, v in limits.items() if v is not None}
    return field | ({"constraints": constraints} if constraints else {})


def _inferred(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(values) else "string"


def _about(results: YearResults) -> dict[str, Any]:
    region = results.region.config.region
    example = " VOORBEELD: de gegevens zijn verzonnen." if region.example else ""
    return {
        "profile": "tabular-data-package", "name": f"napl-{region.id}-{region.year}",
        "title": f"Vraagarticulatie en aanbodanalyse {region.name} {region.year}",
        "description": "Wat leraren nodig hebben, wat aanbieders bieden en wat ontbreekt, per leeruitkomst, sector, loopbaanfase en deelregio. "
                       "Zonder persoonsgegevens; waar 'shown' onwaar is, zijn de cijfers weggelaten om herleiding te voorkomen." + example,
        "version": FORMAT_VERSION, "licenses": [LICENCE], "language": "nl",
        "sources": [{"title": f"enquête onder leraren en werkgevers, {region.name} {region.year}"},
                    {"title": f"catalogi van aanbieders, {region.name} {region.year}"},
                    {"title": "DUO open onderwijsdata (adressen en personeel)", "path": "https://duo.nl/open_onderwijsdata/"}],
        "region": {"id": region.id, "name": region.name, "year": region.year, "reference_date": region.reference_date,
                   "lead_applicant": region.lead_applicant, "example": region.example,
                   "subregions": {k: list(v) for k, v in results.region.config.subregions.items()}},
        "thresholds": results.region.config.thresholds.model_dump(),
    }
