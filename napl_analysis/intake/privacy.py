"""Mask what identifies a person in free text: addresses, numbers and names.

Rules and lists only, in a fixed order: what has a form of its own first (e-mail, links, bank account, telephone, BSN, street and
postcode), names last. Measured on a hand-labelled set (tests/intake_tables/privacy_labels.txt).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from napl_analysis.intake.person_names import find_names

NAME = "naam"


@dataclass(frozen=True)
class Masked:
    """A text without identifiers, and the kinds that were found, with repeats."""

    text: str
    kinds: tuple[str, ...] = ()


def mask(text: str, *, again: Callable[[str], list[tuple[int, int]]] | None = None) -> Masked:
    """The text with direct identifiers replaced by their kind in brackets.

    Parameters
    ----------
    again
        Looks at the masked text once more and returns start and end of the names that are left (`second_look`).

    Examples
    --------
    >>> mask("mail juf Anneke op a.b@school.nl over de aanpak van Wim Hof").text
    'mail juf [naam] op [e-mail] over de aanpak van Wim Hof'
    """
    found: list[str] = []
    for kind, pattern, valid in _RULES:
        def swap(match: re.Match[str], kind: str = kind, valid: Callable[[re.Match[str]], bool] = valid) -> str:
            if not valid(match):
                return match[0]
            found.append(kind)
            return f"{match.groupdict().get('lead') or ''}[{kind}]"

        text = pattern.sub(swap, text)
    for find in (find_names, again) if again else (find_names,):
        for start, end in reversed(find(text)):
            found.append(NAME)
            text = f"{text[:start]}[{NAME}]{text[end:]}"
    return Masked(text, tuple(found))


def is_iban(text: str) -> bool:
    """ISO 13616: the rearranged number, letters as 10-35, leaves 1 modulo 97."""
    code = re.sub(r"\W", "", text).upper()
    rearranged = code[4:] + code[:4]
    return len(code) >= 15 and int("".join(str(int(c, 36)) for c in rearranged)) % 97 == 1


def is_bsn(text: str) -> bool:
    """Elfproef: digits weighted 9..2 and -1 sum to a multiple of eleven."""
    digits = [int(c) for c in text if c.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(digits) == 9 and any(digits) and sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def is_phone(text: str) -> bool:
    """Ten digits from a zero (after +31 or 0031 and a bracketed zero), or a number from abroad; not a date."""
    if re.match(r"\d\d[-/.]\d\d[-/.](?:19|20)\d\d", text):
        return False
    if re.match(r"(?:\+|00)(?!31)[1-9]\d", text):
        return len(re.sub(r"\D", "", text.removeprefix("00"))) >= 10
    digits = re.sub(r"\D", "", re.sub(r"^(?:\+|00)31[\s-]?(?:\(0\))?", "0", text.strip()))
    return len(digits) == 10 and re.match(r"0[1-9]", digits) is not None


def _is_postcode(match: re.Match[str]) -> bool:
    """Letters that occur, and not a year with a word behind it unless a house number follows."""
    digits, letters, number = match["digits"], match["letters"], match["number"]
    if letters.upper() in ("SA", "SD", "SS"):
        return False
    if letters.islower():  # "2024 en 2025" and "1200 km 3" are no addresses: "3511ab 12" and "3511 ab 12" are
        return bool(number) and not (match["space"] and (letters in _SHORT_WORDS or 1900 <= int(digits) <= 2039))
    return bool(number) or not (1900 <= int(digits) <= 2039 and match["space"])


def _always(_: re.Match[str]) -> bool:
    return True


def _iban_match(match: re.Match[str]) -> bool:
    """A Dutch bank account betrays somebody with a typing error in it too; others must pass the check."""
    return match[0][:2].upper() == "NL" or is_iban(match[0])


_SITES = r"(?:linkedin|facebook|instagram|twitter|x|tiktok|youtube|snapchat|threads|pinterest)\.(?:com|nl)"
_APPS = r"insta(?:gram)?|snap(?:chat)?|twitter|tiktok|facebook|fb|linkedin"
_TWO_LETTERS = """al an as bv cl cm cv da de dl do ec ed eg el em en er es eu ga ge gr ha ho hr ie ik in is it ja je kb kg km kw la le lj lt ma mb me mg ml mm mn mo na ne
nl no nr nu of oh ok om op os pa pc pk pm po pp st te tl to tv uw va vo vs wa we wc wo xl ze zo"""
_SHORT_WORDS = frozenset(_TWO_LETTERS.split())
_STREET = (r"(?:straat|straatje|laan|laantje|weg|plein|kade|gracht|dijk|singel|hof|hofje|park|pad|dreef|steeg|markt|plantsoen|boulevard|haven|burgwal|wal|akker|erf|baan|ring"
           r"|brink|diep|vaart|allee|oever|werf|poort|heuvel|meent|voorhout)")
_OF_STREET = r"(?:Laan|Weg|Plein|Park|Hof|Dreef|Plantsoen|Kade|Dijk|Singel|Markt|Bos|Baan)"
_POSTCODE = r"[1-9]\d{3} ?[A-Z]{2}\b"
_NO_ADDRESS = r"(?! ?(?:x|keer|uur|uren|dag|dagen|week|weken|jaar|lln|leerlingen|kinderen|studenten|minuten|min|%|euro|ec)\b)"
_LOWER_STREET = rf"(?!school|speel)[a-z]{{3,}}(?:straat|laan|kade|gracht|singel|dreef|steeg|plantsoen|plein) \d{{1,4}}\b{_NO_ADDRESS}"
_NUMBER = r"\d{1,4} ?(?:[a-zA-Z]\b)?(?:[-/]\w{1,4}\b)?(?: (?:bis|hs|huis)\b)?"
# "Zuiderdiep 12-II" tells by its number that it is an address, "aan Het Spoor 8" by what stands before it.
_FLAT = r"\b(?:[A-Z]\w+ ){0,2}[A-Z]\w{3,} \d{1,4}(?:-(?:I{1,3}|IV)| ?(?:bis|hs))\b"
_LIVES = (r"(?P<lead>\b(?:woont?|wonen|adres|bezoekadres|postadres|huisadres|gevestigd|gebouw|pand|locatie|zaal|lokaal|training|cursus|thuis|verhuist|verhuisd)"
          r"(?: is| zit| staat)?(?::| op| aan| in| naar) )")
_PLACE_NAME = r"(?:(?:[Dd]e|[Hh]et|'t) )?(?!Groep|Klas|Niveau|Fase|Havo|Vwo|Vmbo|Mbo|Blok|Periode|Lokaal|Module|Dag|Deel)[A-Z]\w+(?: [A-Z]\w+)?"

_RULES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("e-mail", re.compile(r"[\w.+-]+ ?(?:@|\(at\)|\[at\]|\bapenstaartje\b) ?[\w-]+(?:\.[\w-]+)+|[\w.+-]*\w@\w[\w-]+|(?<=\s)[\w.+-]+ at [\w-]+ (?:punt|dot) (?:nl|com|org|eu|net)\b", re.I), _always),
    ("account", re.compile(rf"(?:https?://)?(?:www\.|nl\.|m\.)?\b{_SITES}/[^\s,;)]+|(?<![\w@.])@[A-Za-z_][\w.]*\w", re.I), _always),
    ("account", re.compile(rf"(?<=\b)(?:{_APPS})(?: ?[:=] ?)(?!\[)[\w.@-]{{4,}}", re.I), _always),
    ("rekeningnummer", re.compile(r"\bNL ?\d{2}[ .-]?[A-Z]{4}(?:[ .-]?\d){10}(?!\d)|\bBE\d{2}(?: ?\d{4}){3}\b|\bDE\d{2}(?: ?\d{4}){4} ?\d{2}\b|\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b", re.I), _iban_match),
    ("telefoon", re.compile(r"(?<![\w+])(?:(?:\+|00)\d\d|\(?0)(?:[\s().\-–/_]{0,3}\d){8,10}(?!\d)"), lambda m: is_phone(m[0])),
    ("bsn", re.compile(r"(?<![\d.,])(?:\d{9}|\d{3}([ .-]?)\d{3}\1\d{3}|\d{4}[ .-]?\d{2}[ .-]?\d{3}|\d{2}[ .-]\d{2}[ .-]\d{2}[ .-]\d{3})(?![\d])"), lambda m: is_bsn(m[0])),
    ("bsn", re.compile(r"(?P<lead>\b(?:bsn|burgerservice-?(?:nummer|nr)?|sofi-?(?:nummer|nr)?)\b[^\d\n\[]{0,20})\d(?:[ .-]?\d){7,8}(?!\d)", re.I), _always),
    ("adres", re.compile(rf"\b(?:[A-Z][\w'’.-]* ){{0,3}}(?:[A-Z]\w*{_STREET}|[A-Z]\w* {_STREET}) {_NUMBER}(?:,? {_POSTCODE})?"), _always),
    ("adres", re.compile(rf"\b{_OF_STREET} (?:van|der|den|de|naar|op|aan|het)\b[\w '’.-]{{0,30}} {_NUMBER}{_NO_ADDRESS}|\b{_OF_STREET} \d{{4}},? (?:nr\.?|nummer) ?\d{{1,4}}\b"), _always),
    ("adres", re.compile(rf"{_FLAT}|(?<!\w)'[ts](?: |-)[A-Z]\w+ {_NUMBER}{_NO_ADDRESS}|\b[Pp]ostbus \d{{1,5}}\b(?:,? {_POSTCODE})?"), _always),
    ("adres", re.compile(rf"{_LIVES}{_PLACE_NAME} {_NUMBER}{_NO_ADDRESS}"), _always),
    ("adres", re.compile(_LOWER_STREET), _always),
    ("adres", re.compile(r"\b(?P<digits>[1-9]\d{3})(?P<space> ?)(?P<letters>[A-Z]{2}|[a-z]{2}(?=\W+(?:nr\.?|huisnummer)?\W*\d))\b(?P<number>[ ,]*(?:nr\.?|nummer|huisnummer|no\.)? ?\d{1,5}(?: ?[a-zA-Z]\b)?(?:-\w{1,4}\b)?)?"), _is_postcode),
)
