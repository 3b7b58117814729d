"""DUO's address files: every school site with its board and municipality, in the dialects DUO publishes.

Source: DUO open onderwijsdata, "Adressen" (download: ``;``, cp1252, a blank is one space; the copy on the other open-data
portal: ``,``, quoted, UTF-8 with BOM; older years have other headings). All codes are text: leading zeros matter.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pandas as pd

from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.reference.duo_staff import margins_from_staff, read_staff, teachers_per_institution

__all__ = ["ADDRESS_COLUMNS", "margins_from_staff", "read_addresses", "read_staff", "teachers_per_institution"]

ADDRESS_COLUMNS = ["brin6", "brin", "board_id", "board", "school", "sector", "municipality_code", "municipality", "place", "postcode"]

# Our column: the headings it has had (compared without spaces, hyphens and case).
_HEADINGS: dict[str, tuple[str, ...]] = {
    "brin": ("INSTELLINGSCODE", "BRIN NUMMER", "BRINNUMMER", "BRIN"),
    "site": ("VESTIGINGSCODE", "VESTIGINGSNUMMER", "VESTIGING", "BRIN VESTIGINGSNUMMER"),
    "board_id": ("BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG CODE", "BEVOEGD GEZAG", "BEVOEGDGEZAGNUMMER"),
    "board": ("BEVOEGD GEZAG NAAM", "NAAM BEVOEGD GEZAG", "BEVOEGD GEZAG-NAAM"),
    "school": ("VESTIGINGSNAAM", "INSTELLINGSNAAM", "SCHOOLNAAM", "NAAM VESTIGING"),
    "municipality_code": ("GEMEENTENUMMER", "GEMEENTECODE"),
    "municipality": ("GEMEENTENAAM", "GEMEENTE"),
    "place": ("PLAATSNAAM", "PLAATS"),
    "postcode": ("POSTCODE",),
}
_NEEDED = ("brin", "school", "municipality_code")
_SECTOR_IN_NAME = (("mbo", r"mbo"), ("vo", r"(?<![a-z])vo(?![a-z])|voortgezet"), ("po", r"(?<![a-z])[ps]?o(?![a-z])|(?<![a-z])s?bo(?![a-z])|basisonderwijs|primair|speciaal"))
_STRUCTURE = {"vo": re.compile(r"\b(VMBO|HAVO|VWO|VBO|MAVO|PRO|BRUGJAAR|PRAKTIJKONDERWIJS)\b"), "po": re.compile(r"\b(BASISONDERWIJS|BO|SBO|SO|VSO|SPECIAAL)\b")}


def read_addresses(paths: Iterable[Path]) -> pd.DataFrame:
    """Every site in DUO's address files.

    Returns
    -------
    DataFrame
        brin6, brin, board_id (5 digits), board (missing where DUO does not give the name), school, sector, municipality_code
        (``GM0000``), municipality, place, postcode; one row a site, sorted. ``.attrs["findings"]`` holds what was odd.

    Raises
    ------
    InputError
        A file cannot be read, misses a heading, or does not show of which sector it is.
    """
    findings: list[Finding] = []
    frames = [_read_one(Path(path), findings) for path in paths]
    sites = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*ADDRESS_COLUMNS, "file"], dtype="str")
    sites = _one_per_site(sites, findings)
    result = sites[ADDRESS_COLUMNS].astype("str").sort_values("brin6", kind="stable", ignore_index=True)
    result.attrs["findings"] = tuple(findings)
    return result


def _one_per_site(sites: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    double = sites["brin6"].duplicated()
    for row in sites[double].to_dict("records"):
        findings.append(Finding(
            rule="vestiging_dubbel", message=f"Vestiging {row['brin6']} staat vaker in de adressenbestanden.", action="De eerste keer is gebruikt.",
            severity=Severity.NOTE, file=row["file"], before=row["brin6"]))
    return sites[~double]


def _read_one(path: Path, findings: list[Finding]) -> pd.DataFrame:
    raw = read_duo_csv(path)
    columns = {name: found for name, headings in _HEADINGS.items() if (found := _heading(raw, headings))}
    missing = [_HEADINGS[name][0] for name in _NEEDED if name not in columns]
    if missing:
        raise InputError(f"Dit lijkt geen adressenbestand van DUO: de kolommen {', '.join(missing)} ontbreken.",
                         "Gebruik het bestand 'Alle vestigingen' of 'Adressen mbo' zoals DUO het geeft.", Place(file=path.name))
    sites = pd.DataFrame({name: raw[column] for name, column in columns.items()}, dtype="str").reindex(columns=[*_HEADINGS]).astype("str")
    sites["file"] = path.name
    sites["sector"] = _sector(path, raw)
    sites["brin"] = sites["brin"].str.upper()
    sites["brin6"] = _site_code(sites)
    sites["board_id"] = sites["board_id"].str.replace(r"\.0$", "", regex=True).str.zfill(5)
    sites["municipality_code"] = "GM" + sites["municipality_code"].str.replace(r"^GM|\.0$", "", regex=True).str.zfill(4)
    return _usable(sites, path, findings)


def _site_code(sites: pd.DataFrame) -> pd.Series:
    """BRIN with two digits; institutions without sites (mbo) are their own first site."""
    site = sites["site"].str.upper().str.replace(r"[^0-9A-Z]", "", regex=True)
    short = site.str.len() <= 2
    code = site.where(~short.fillna(False), sites["brin"] + site.str.zfill(2))
    return code.where(code.notna(), sites["brin"] + "00")


def _usable(sites: pd.DataFrame, path: Path, findings: list[Finding]) -> pd.DataFrame:
    bad = sites["brin"].isna() | sites["school"].isna() | sites["municipality_code"].isna()
    for index in sites.index[bad]:
        findings.append(Finding(
            rule="adres_onvolledig", message="Deze vestiging heeft geen code, naam of gemeente.", action="Weggelaten.",
            severity=Severity.NOTE, file=path.name, row=int(index) + 2))
    return sites[~bad]


def _heading(raw: pd.DataFrame, names: tuple[str, ...]) -> str | None:
    known = {squeezed(column): column for column in reversed(raw.columns)}
    return next((known[squeezed(name)] for name in names if squeezed(name) in known), None)


def squeezed(heading: str) -> str:
    """A heading without spaces, hyphens and case: the dialects differ only in those."""
    return re.sub(r"[\s\-_']+", "", heading).upper()


def _sector(path: Path, raw: pd.DataFrame) -> str:
    """The sector of a file: mbo by its headings, else by the education structure in it, else by DUO's file name."""
    if any(squeezed(column).startswith("MBO") for column in raw.columns):
        return "mbo"
    structure = _heading(raw, ("ONDERWIJSSTRUCTUUR", "ONDERWIJSTYPE", "SOORT PO"))
    if structure:
        text = " ".join(raw[structure].dropna().unique()[:200]).upper()
        hits = [sector for sector, pattern in _STRUCTURE.items() if pattern.search(text)]
        if len(hits) == 1:
            return hits[0]
    name = path.name.lower()
    for sector, pattern in _SECTOR_IN_NAME:
        if re.search(pattern, name):
            return sector
    raise InputError("Uit dit adressenbestand blijkt niet of het po, vo of mbo is.",
                     "Geef het de naam die DUO het geeft, bijvoorbeeld '02.-alle-vestigingen-vo.csv'.", Place(file=path.name))


def read_duo_csv(path: Path) -> pd.DataFrame:
    """A csv of DUO as text: separator and encoding told from the file; blanks (also the one-space ones) missing."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError("Het bestand is niet te lezen.", "Kijk of het bestaat en niet open staat.", Place(file=path.name)) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=max(";,\t", key=text.split("\n", 1)[0].count)))
    except csv.Error as error:
        raise InputError("Dit bestand is niet als csv te lezen.", "Download het opnieuw bij DUO.", Place(file=path.name)) from error
    if len(lines) < 2:
        raise InputError("Dit bestand heeft geen rijen.", "Download het opnieuw bij DUO.", Place(file=path.name))
    header = [name.strip() for name in lines[0]]
    body = [row[: len(header)] + [""] * (len(header) - len(row)) for row in lines[1:] if any(cell.strip() for cell in row)]
    frame = pd.DataFrame(body, columns=header, dtype="str")
    frame = frame.loc[:, ~frame.columns.duplicated()]
    return frame.apply(lambda column: column.str.strip()).replace("", pd.NA).astype("str")
