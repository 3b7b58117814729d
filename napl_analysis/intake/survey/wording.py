"""Headings as people read them, and short codes made from them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from napl_analysis.vocabulary import plain

_BREAK = re.compile(r"<(?:br|/p|/div|/li)\s{0,9}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_COMMENT = re.compile(r"<!--.{0,300}?-->", re.DOTALL)
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")


def clean_heading(value: object) -> str:
    """A heading without HTML tags and entities, non-breaking spaces or line breaks.

    Examples
    --------
    >>> clean_heading("<p>Welke&nbsp;sector?</p>")
    'Welke sector?'
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    for _ in range(2):  # entities can hide tags, once
        if "<" in text:
            text = _COMMENT.sub("", text) if "-->" in text else text
            text = _TAG.sub("", _BREAK.sub(" ", text))
        if "&" in text:
            text = html.unescape(text)
    return _SPACES.sub(" ", text).strip()


def slug(text: str, longest: int = 48) -> str:
    """A short stable code from a text: its words, lower case, joined by '_', whole words up to ``longest``.

    Examples
    --------
    >>> slug("In welke sector werkt u?")
    'in_welke_sector_werkt_u'
    """
    words = plain(text).replace("+", " plus ").split()
    code = ""
    for word in words:
        longer = f"{code}_{word}" if code else word[:longest]
        if len(longer) > longest:
            break
        code = longer
    return code


def unique(codes: Iterable[str], mark: str = "_") -> list[str]:
    """The codes in order, the second of a name numbered ``_2``, the third ``_3``, never clashing."""
    wanted = list(codes)
    taken, seen, result = set(wanted), set(), []
    for code in wanted:
        name, number = code, 1
        while name in seen or (number > 1 and name in taken):
            number += 1
            name = f"{code}{mark}{number}"
        seen.add(name)
        result.append(name)
    return result


def heading_codes(headings: Iterable[str]) -> list[str]:
    """Codes for headings of a tool that has none: `slug`, or ``kolom_N`` where a heading has no letters."""
    return unique(slug(h) or f"kolom_{i}" for i, h in enumerate(headings, start=1))
