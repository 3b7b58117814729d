"""Which columns identify a person directly: they stop here, at the door.

A column is an identifier when its tool says so, when its heading asks for one, or when most of its answers
are e-mail or IP addresses. Names and addresses inside open answers are the privacy room's work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from napl_analysis.vocabulary import plain

_HEADINGS = frozenset(
    {
        "naam",
        "name",
        "voornaam",
        "achternaam",
        "voor en achternaam",
        "volledige naam",
        "first name",
        "last name",
        "full name",
        "roepnaam",
        "tussenvoegsel",
        "e mail",
        "email",
        "e mailadres",
        "emailadres",
        "mailadres",
        "email address",
        "e mail address",
        "emailaddress",
        "username",
        "gebruikersnaam",
        "ip adres",
        "ip address",
        "ipaddress",
        "ipaddr",
        "recipientlastname",
        "recipientfirstname",
        "recipientemail",
        "recipient last name",
        "recipient first name",
        "recipient email",
        "token",
        "toegangscode",
        "access code",
        "telefoon",
        "telefoonnummer",
        "phone",
        "phone number",
        "mobiel",
        "mobiel nummer",
        "06 nummer",
        "personeelsnummer",
        "medewerkersnummer",
        "bsn",
        "burgerservicenummer",
        "externaldatareference",
        "external data reference",
        "external reference",
        "locationlatitude",
        "locationlongitude",
        "locationaccuracy",
        "location latitude",
        "location longitude",
        "location accuracy",
        "refurl",
        "referrer url",
        "custom data 1",
        "firstname",
        "lastname",
    }
)
_ASKS = re.compile(
    r"\b(wat is|vul|laat|noteer|geef)\b.*\b(uw|je|jouw)\b (eigen )?((voor ?(naam)? en achter|voor|achter|roep)?naam|volledige naam)\b(?! van)"
    r"|\b(uw|je|jouw) (e ?mail ?adres|telefoonnummer|mobiele nummer|06 nummer|personeelsnummer|geboortedatum)\b"
    r"|\b(e ?mail ?adres|telefoonnummer) (achterlaten|invullen|opgeven|noteren)\b"
    r"|^(uw|je|jouw|mijn) (voor ?(naam)? en achter|voor|achter|roep)?naam$"
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}|\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){5,7}", re.IGNORECASE)


LONGEST_HEADING = 400  # characters; what follows is explanation


def asks_for_identity(text: str) -> bool:
    """Does the heading ask who the respondent is?

    Examples
    --------
    >>> asks_for_identity("Wat is uw e-mailadres?"), asks_for_identity("Naam van uw school")
    (True, False)
    """
    words = plain(text[:LONGEST_HEADING])
    return words in _HEADINGS or bool(_ASKS.search(words))


def holds_addresses(values: Sequence[Any]) -> bool:
    """Are most filled cells e-mail or IP addresses?"""
    given = Counter(v for v in values if v is not None)
    hits = sum(n for v, n in given.items() if isinstance(v, str) and ("@" in v or "." in v or ":" in v) and _ADDRESS.fullmatch(v))
    return hits > 0 and hits * 2 >= given.total()
