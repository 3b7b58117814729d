"""Who answered, without anybody being able to tell: the region's key and the hashed respondent ids."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.findings import InputError, Place
from napl_analysis.region import RegionYear

if TYPE_CHECKING:
    from napl_analysis.intake.survey.model import SurveyExport

KEY_NAME = ".respondent_sleutel"
KEY_BYTES = 32
# The example region's answers are invented, so its key protects nobody: it is fixed and public, so that the
# example gives the same ids, tables and figures on every machine. A real region never uses it.
EXAMPLE_KEY = hashlib.sha256(b"napl-analyse voorbeeldregio: deze sleutel is openbaar").digest()

_RESPONSE_ID = {
    "id", "response id", "responseid", "antwoord id", "respondent id", "respondentid", "respons id", "antwoordid",
    "id response id", "id antwoord id", "v1", "caseid", "case id",
}
_DIRECT = {
    "e mail", "email", "e mailadres", "emailadres", "email address", "e mail address", "recipient email", "recipientemail", "token", "toegangscode",
    "gebruikersnaam", "username", "email adres", "naam", "name", "first name", "last name", "voornaam", "achternaam", "ip address", "ip adres", "ipaddress",
    "ipaddr", "recipient first name", "recipient last name", "recipientfirstname", "recipientlastname", "telefoon", "telefoonnummer",
}


def respondent_key(year: RegionYear) -> bytes:
    """The key behind this region's respondent ids; made at the first run, kept beside the raw data, out of git.

    Raises
    ------
    InputError
        The key file cannot be written, or does not hold a key.
    """
    if year.config.region.example:
        return EXAMPLE_KEY
    path = year.folder.resolve().parent / KEY_NAME
    if not path.exists():
        _write_key(path)
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise _key_error(path) from error
    if len(key) != KEY_BYTES:
        raise _key_error(path)
    return key


def _write_key(path: Path) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(KEY_BYTES) + "\n")
    except FileExistsError:
        return  # another run made it just now
    except OSError as error:
        raise InputError("De sleutel voor respondenten kan niet worden bewaard.",
                         f"Zorg dat in de map '{path.parent.name}' geschreven mag worden.", Place(file=KEY_NAME)) from error


def _key_error(path: Path) -> InputError:
    return InputError("De sleutel voor respondenten is beschadigd.",
                      "Zet het bestand terug uit een reservekopie. Lukt dat niet, gooi het dan weg: er komt een nieuwe sleutel, "
                      "en respondenten hebben dan andere nummers dan in eerdere uitvoer.", Place(file=path.name))


def is_direct_identifier(code: str, text: str) -> bool:
    """Does this column hold a name, an address of some kind, or another direct identifier?"""
    return voc.plain(code) in _DIRECT or voc.plain(text) in _DIRECT


def row_identity(export: SurveyExport) -> pd.Series:
    """What makes a row itself: the tool's response number, else the moment of handing in, where these are there and unique; else the row.

    A number or a moment stays the same when rows are taken out of the file; a row number does not.
    """
    for code in _technical(export.questions, _RESPONSE_ID):
        if code in export.answers and export.answers[code].notna().all() and export.answers[code].is_unique:
            return "id " + export.answers[code].astype("str")
    if export.submitted.notna().all() and export.submitted.is_unique:
        return "tijd " + export.submitted.astype("str")
    return "rij " + export.file_rows.astype("str")


def handed_in(export: SurveyExport) -> set[str]:
    """Number and moment of every answer that has both: equal in two files only where the one is a later export of the other."""
    known = export.submitted.notna()
    return set((row_identity(export) + " " + export.submitted.astype("str"))[known])


def _technical(questions: pd.DataFrame, names: set[str]) -> list[str]:
    technical = questions[questions["kind"] == "technical"]
    hits = technical["code"].map(voc.plain).isin(names) | technical["text"].fillna("").map(voc.plain).isin(names)
    return technical.loc[hits, "code"].tolist()


def respondent_ids(key: bytes, source: str, identity: pd.Series) -> pd.Series:
    """First 16 hexadecimals of HMAC-SHA256 over source and row identity."""
    return identity.map(lambda one: hmac.new(key, f"{source}\x1f{one}".encode(), hashlib.sha256).hexdigest()[:16])
