"""Opening files safely, in one place: every other reader asks this module and never opens a file itself.

What cannot be read raises `InputError` with the file and a remedy; what could be read after mending comes with a
`Finding`. Formulas are never computed and external links never followed: a workbook yields the values stored in it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import defusedxml.ElementTree as safe_xml
from defusedxml.common import DefusedXmlException

from napl_analysis.intake.files_base import LIMITS, MEGABYTE, REFUSED, Grid, Limits, Text, kind_in, refuse
from napl_analysis.intake.files_text import decode, read_csv
from napl_analysis.intake.files_workbook import read_workbook

__all__ = ["LIMITS", "Grid", "Limits", "Text", "kind_of", "read_bytes", "read_grids", "read_json", "read_text", "read_xml", "sha256_of"]


def sha256_of(path: str | Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as stream:
        while block := stream.read(MEGABYTE):
            digest.update(block)
    return digest.hexdigest()


def kind_of(path: str | Path) -> str:
    """'zip', 'sav', 'xls', ... from the first bytes; '' for text."""
    return kind_in(read_bytes(path))


def read_grids(path: str | Path) -> list[Grid]:
    """The visible sheets of a workbook, or the one grid of a csv; empty sheets are left out.

    Raises
    ------
    InputError
        The file is not there, too large, damaged, protected, or of a kind that is not read.
    """
    path = Path(path)
    data = read_bytes(path)
    kind = kind_in(data)
    if kind == "zip":
        return read_workbook(path, data)
    if kind:
        raise refuse(path, *REFUSED[kind])
    return [read_csv(path, data)]


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file, not larger than the limit."""
    path = Path(path)
    if not path.is_file():
        raise refuse(path, "Dit bestand is er niet.", "Kijk of de naam in regio.yml klopt en of het bestand in de map staat.")
    size = path.stat().st_size
    if size == 0:
        raise refuse(path, "Dit bestand is leeg.", "Maak de export opnieuw.")
    if size > LIMITS.file_bytes:
        raise refuse(
            path,
            f"Dit bestand is te groot: {size / MEGABYTE:.0f} MB; hoogstens {LIMITS.file_bytes / MEGABYTE:.0f} MB kan worden gelezen.",
            "Laat overbodige bladen en kolommen weg, of splits het bestand.",
        )
    return path.read_bytes()


def read_text(path: str | Path) -> Text:
    """The text of a file, decoded as UTF-8 (with or without BOM), UTF-16 or else Windows-1252."""
    path = Path(path)
    data = read_bytes(path)
    kind = kind_in(data)
    if kind:
        raise refuse(path, *REFUSED.get(kind, ("Dit is geen tekstbestand.", "Maak de export opnieuw.")))
    return decode(path, data)


def read_json(path: str | Path) -> Any:
    """Parsed JSON."""
    path = Path(path)
    content = read_text(path).content
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise refuse(
            path,
            f"Dit is geen geldige JSON: {'het bestand breekt af' if error.pos >= len(content.rstrip()) else 'er staat een fout in'}.",
            "Haal het bestand opnieuw op.",
            row=error.lineno,
        ) from error
    except (RecursionError, ValueError) as error:
        raise refuse(path, "Deze JSON is te diep genest of bevat onleesbare getallen.", "Haal het bestand opnieuw op.") from error


def read_xml(path: str | Path) -> Element:
    """Root of an XML file; document types, entities and external references are refused."""
    path = Path(path)
    data = read_bytes(path)
    if len(data) > LIMITS.text_bytes:
        raise refuse(path, "Dit XML-bestand is te groot.", "Splits het bestand.")
    try:
        return safe_xml.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refuse(
            path,
            "Dit XML-bestand bevat een DOCTYPE of entiteiten; dat wordt om veiligheid niet gelezen.",
            "Vraag de aanbieder om een bestand zonder DOCTYPE.",
        ) from error
    except safe_xml.ParseError as error:
        raise refuse(path, "Dit is geen geldige XML.", "Haal het bestand opnieuw op.", row=error.position[0]) from error
    except (LookupError, ValueError, RecursionError) as error:
        raise refuse(path, "De tekenset of opbouw van dit XML-bestand is onbekend.", "Vraag om een bestand in UTF-8.") from error
