"""Who sent in twice, without keeping who: identifying columns become keyed hashes before they are dropped.

The key is made anew for every process and never leaves it, so the hashes serve one purpose only: to see that two rows of a file
are from the same person. What identified her is gone when the file has been read.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from napl_analysis.intake.survey.values import as_text
from napl_analysis.vocabulary import plain

_KEY = secrets.token_bytes(32)
# Columns of which one value stands for one person; a name or an IP address can be that of several.
_PERSONAL = frozenset({
    "e mail", "email", "e mailadres", "emailadres", "mailadres", "email adres", "email address", "e mail address", "emailaddress", "recipient email",
    "recipientemail", "username", "gebruikersnaam", "token", "toegangscode", "access code", "personeelsnummer", "medewerkersnummer"})
_NOBODY = frozenset({"", "anonymous", "anoniem", "onbekend", "nan", "none", "nvt", "n.v.t.", "-", "x"})
_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")
MOST_OF_ONE = 3  # an address with more rows than this is shared (a school's, a team's), not one person's


def persons_of(columns: Sequence[tuple[str, str, Sequence[Any]]], length: int) -> tuple[pd.Series, int]:
    """A hash a row of the e-mail address or personal token in it (missing where nobody is named), and how many rows share one.

    An address with more than `MOST_OF_ONE` rows belongs to several people: those rows are nobody's.

    Parameters
    ----------
    columns
        Code, heading and cells of every column that is about to be dropped.
    length
        How many rows there are.
    """
    found: list[str | None] = [None] * length
    for code, heading, cells in columns:
        personal = plain(code) in _PERSONAL or plain(heading) in _PERSONAL
        for i, cell in enumerate(cells):
            found[i] = found[i] or _hashed(cell, personal)
    persons = pd.Series([one or pd.NA for one in found], dtype="object", name="persons")
    shared = persons.isin([one for one, count in Counter(persons.dropna()).items() if count > MOST_OF_ONE])
    return persons.mask(shared, pd.NA), int(shared.sum())


def _hashed(cell: Any, personal: bool) -> str | None:
    text = "" if cell is None else as_text(cell).strip().lower()
    if text in _NOBODY or not (personal or _E_MAIL.fullmatch(text)):
        return None
    return hmac.new(_KEY, text.encode(), hashlib.sha256).hexdigest()
