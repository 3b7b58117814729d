"""Reading a regional package (``pakket/``) of this or another region: CSV per table plus ``datapackage.json``.

The package is what regions share for the spreidingsoverleg; it holds no raw data. What it looks like stands
in `napl_analysis.reports.package`; here only what must hold before it can be used is checked.
"""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from napl_analysis.findings import InputError, Place
from napl_analysis.tables import TABLES, Table, conform

DESCRIPTION = "datapackage.json"
SUPPORTED_MAJOR = "1"  # a newer first number means another layout
NEEDED = ("gaps", "supply", "trajectories", "outcomes")
REGION_COLUMNS = ("region_id", "region", "year", "reference_date", "lead_applicant", "example", "version")
_AGAIN = "Vraag de regio om de map pakket/ opnieuw te sturen, zoals 'napl analyseer' die maakte."


def read_package(folder: str | Path) -> dict[str, pd.DataFrame]:
    """The tables of a regional package.

    Parameters
    ----------
    folder
        The ``pakket`` folder, or the report folder that holds it.

    Returns
    -------
    dict
        Table name to frame, typed as in `napl_analysis.tables` (tables that are not described there stay
        text), and ``region``: one row with region_id, region, year, reference_date, lead_applicant,
        example, version.

    Raises
    ------
    InputError
        It is not a package, of another version, incomplete, changed after it was made, or a table does
        not hold what it should; the message names the file and the remedy.
    """
    root = _root(Path(folder))
    described = _description(root)
    resources = {_table_name(r): r for r in described["resources"]}
    absent = [name for name in NEEDED if name not in resources]
    if absent:
        raise InputError(f"Het pakket mist de tabellen {', '.join(absent)}.", _AGAIN, Place(file=_shown(root)))
    tables = {name: _table(root, name, resource) for name, resource in resources.items()}
    return tables | {"region": _region(described, root)}


def _root(folder: Path) -> Path:
    for candidate in (folder, folder / "pakket"):
        if (candidate / DESCRIPTION).is_file():
            return candidate
    what = "bevat geen regionaal pakket" if folder.is_dir() else "bestaat niet"
    raise InputError(f"De map '{folder}' {what}.", "Geef de rapportmap van een regio, of de map pakket/ daarin (met datapackage.json).")


def _shown(root: Path) -> str:
    return f"{root.parent.name}/{root.name}" if root.parent.name else root.name


def _description(root: Path) -> dict[str, Any]:
    place = Place(file=f"{_shown(root)}/{DESCRIPTION}")
    try:
        content = json.loads((root / DESCRIPTION).read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError("Het bestand is geen leesbare JSON.", _AGAIN, place) from error
    if not isinstance(content, dict) or not isinstance(content.get("resources"), list) or not isinstance(content.get("region"), dict):
        raise InputError("Dit is een ander soort pakket: de regio of de lijst van tabellen ontbreekt.", _AGAIN, place)
    version = str(content.get("version", ""))
    if version.split(".")[0] != SUPPORTED_MAJOR:
        raise InputError(f"Het pakket heeft versie '{version or 'onbekend'}'; dit programma leest versie {SUPPORTED_MAJOR}.",
                         "Gebruik bij alle regio's dezelfde versie van napl, of vraag om een nieuw pakket.", place)
    return content


def _table_name(resource: object) -> str:
    name = str(resource.get("name", "")) if isinstance(resource, dict) else ""
    return name.replace("-", "_")


def _table(root: Path, name: str, resource: dict[str, Any]) -> pd.DataFrame:
    relative = str(resource.get("path", ""))
    place = Place(file=f"{_shown(root)}/{relative}")
    if not relative or PurePosixPath(relative).name != relative or "\\" in relative:
        raise InputError(f"Tabel {name} verwijst naar '{relative}', buiten het pakket.", _AGAIN, place)
    path = root / relative
    if not path.is_file():
        raise InputError(f"Tabel {name} staat in de beschrijving, maar het bestand is er niet.", _AGAIN, place)
    content = path.read_bytes()
    said = str(resource.get("hash", "")).removeprefix("sha256:")
    if said and hashlib.sha256(content).hexdigest() != said:
        raise InputError("Het bestand is veranderd nadat het pakket gemaakt was (bijvoorbeeld geopend en opgeslagen in Excel).", _AGAIN, place)
    return _typed(_read_csv(content, place), TABLES.get(name), place)


def _read_csv(content: bytes, place: Place) -> pd.DataFrame:
    try:
        return pd.read_csv(BytesIO(content), dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8")
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError("Het bestand is niet te lezen als csv.", _AGAIN, place) from error


def _typed(frame: pd.DataFrame, table: Table | None, place: Place) -> pd.DataFrame:
    if table is None:
        return frame
    kinds = {c.name: c.kind for c in table.columns}
    try:
        typed = frame.assign(**{c: _values(frame[c], kinds[c]) for c in frame.columns if c in kinds})
        return conform(typed, table)
    except (ValueError, TypeError) as error:
        raise InputError(f"In tabel {table.name} staat een waarde die geen getal is waar dat moet.", _AGAIN, place) from error
    except InputError as error:
        raise InputError(error.problem, _AGAIN, place) from error


def _values(values: pd.Series, kind: str) -> pd.Series:
    if kind == "yesno":
        return values.map({"true": True, "false": False}, na_action="ignore").astype("boolean")
    return pd.to_numeric(values) if kind in ("integer", "number") else values


def _region(described: dict[str, Any], root: Path) -> pd.DataFrame:
    region = described["region"]
    if not region.get("id") or not region.get("year"):
        raise InputError("De naam of het jaar van de regio ontbreekt.", _AGAIN, Place(file=f"{_shown(root)}/{DESCRIPTION}"))
    row = {"region_id": str(region["id"]), "region": str(region.get("name") or region["id"]), "year": int(region["year"]),
           "reference_date": region.get("reference_date"), "lead_applicant": region.get("lead_applicant") or None,
           "example": bool(region.get("example", False)), "version": str(described["version"])}
    return pd.DataFrame([row], columns=list(REGION_COLUMNS))
