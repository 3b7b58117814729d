"""The door for catalogues: `read_catalogue` reads a provider's file or folder into the offerings table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.intake import files
from napl_analysis.intake.catalogue import edudex, ooapi, schemaorg, spreadsheet
from napl_analysis.intake.catalogue.model import Listing
from napl_analysis.intake.catalogue.normalise import offerings_frame
from napl_analysis.vocabulary import plain

__all__ = ["FORMATS", "read_catalogue"]

FORMATS = ("spreadsheet", "ooapi", "edudex", "schemaorg")
_SPELLINGS = {
    "xlsx": "spreadsheet",
    "csv": "spreadsheet",
    "excel": "spreadsheet",
    "spreadsheet": "spreadsheet",
    "ooapi": "ooapi",
    "oeapi": "ooapi",
    "ooapi v5": "ooapi",
    "ooapi v6": "ooapi",
    "json": "ooapi",
    "edudex": "edudex",
    "edu dex": "edudex",
    "xml": "edudex",
    "schemaorg": "schemaorg",
    "schema org": "schemaorg",
    "json ld": "schemaorg",
    "html": "schemaorg",
}
_MOST_FILES = 2_000
_FIRST = 4_000  # characters that tell what a text file is


def read_catalogue(
    path: str | Path, *, format: str | None = None, provider: str | None = None, provider_type: str | None = None
) -> pd.DataFrame:
    """Read a provider's offerings.

    Parameters
    ----------
    path
        A spreadsheet (xlsx, csv), OOAPI JSON, EDU-DEX XML or saved page with schema.org data; or a folder of
        files of one provider that belong together.
    format
        One of `FORMATS`, only needed where recognition is wrong; it is told from the contents.
    provider, provider_type
        Hold where the file does not say itself.

    Returns
    -------
    DataFrame
        The offerings table (`napl_analysis.tables.OFFERINGS`), raw texts in ``*_raw``; ``municipality_code`` is
        missing, because places are looked up later. ``attrs["findings"]`` is a tuple of `Finding`.

    Raises
    ------
    InputError
        The file or folder cannot be read, or holds no offerings.
    """
    path = Path(path)
    wanted = _format(format, path)
    listing = _read(_members(path), wanted)
    if not listing.offerings:
        raise InputError(
            "Er is geen aanbod gevonden.", "Kijk of dit het goede bestand is, of zet 'formaat' in regio.yml.", Place(file=path.name)
        )
    return offerings_frame(listing, provider, provider_type, source=path.name)


def _format(format: str | None, path: Path) -> str | None:
    if format is None:
        return None
    name = _SPELLINGS.get(plain(format))
    if name is None:
        raise InputError(
            f"Het formaat '{format}' bestaat niet; kies uit {', '.join(FORMATS)}.",
            "Verbeter 'formaat' in regio.yml, of laat het weg.",
            Place(file=path.name),
        )
    return name


def _members(path: Path) -> list[Path]:
    """The file, or the files of the folder in alphabetical order."""
    if not path.is_dir():
        return [path]
    found = sorted(
        p for p in path.rglob("*") if p.is_file() and not any(part.startswith((".", "~$")) for part in p.relative_to(path).parts)
    )
    if not found:
        raise InputError("Deze map is leeg.", "Zet er de bestanden van de aanbieder in.", Place(file=path.name))
    if len(found) > _MOST_FILES:
        raise InputError(
            f"Deze map heeft meer dan {_MOST_FILES} bestanden.", "Zet er alleen de bestanden van deze aanbieder in.", Place(file=path.name)
        )
    return found


def _read(members: list[Path], wanted: str | None) -> Listing:
    """Sort the files by format and read those of one format together: pages and directories belong to each other."""
    listing = Listing()
    parsed: dict[str, list[tuple[str, Any]]] = {"ooapi": [], "edudex": [], "schemaorg": []}
    alone = len(members) == 1
    for member in members:
        try:
            kind, content = _parse(member, wanted, listing)
        except InputError as error:
            if alone:
                raise
            listing.findings.append(
                Finding("bestand_overgeslagen", error.problem, f"Overgeslagen. {error.remedy}", Severity.DECIDE, file=member.name)
            )
            continue
        if kind == "spreadsheet":
            listing.add(content)
        else:
            parsed[kind].append((member.name, content))
    for kind, module in (("ooapi", ooapi), ("edudex", edudex), ("schemaorg", schemaorg)):
        if parsed[kind]:
            listing.add(module.read(parsed[kind]))
    return listing


def _parse(path: Path, wanted: str | None, listing: Listing) -> tuple[str, Any]:
    """What a file is, from its contents, and its parsed content."""
    if files.kind_of(path) or wanted == "spreadsheet":
        return "spreadsheet", spreadsheet.read(path)
    start = files.read_bytes(path)[:_FIRST].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if wanted == "schemaorg" or start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<html" in start):
        return _parse_page(path, start, listing)
    if start.startswith(b"<"):
        root = files.read_xml(path)
        if wanted != "edudex" and not edudex.recognise(root):
            raise InputError(
                "Dit XML-bestand is geen EDU-DEX.", "Vraag de aanbieder om EDU-DEX, of om een Excel-bestand.", Place(file=path.name)
            )
        return "edudex", root
    if start.startswith((b"{", b"[")):
        content = files.read_json(path)
        kind = wanted or ("schemaorg" if schemaorg.recognise(content) else "ooapi")
        if kind == "ooapi" and not ooapi.recognise(content):
            raise InputError(
                "In deze JSON staan geen cursussen van OOAPI of schema.org.", "Kijk of dit het goede bestand is.", Place(file=path.name)
            )
        return kind, content
    return "spreadsheet", spreadsheet.read(path)


def _parse_page(path: Path, start: bytes, listing: Listing) -> tuple[str, Any]:
    if start.startswith((b"{", b"[")):
        return "schemaorg", files.read_json(path)
    content, findings = schemaorg.blocks(path.name, files.read_text(path).content)
    listing.findings += findings
    if not schemaorg.recognise(content):
        raise InputError(
            "Op deze pagina staan geen cursusgegevens (schema.org).",
            "Sla de pagina van de cursus zelf op, of neem het aanbod over in een spreadsheet.",
            Place(file=path.name),
        )
    return "schemaorg", content
