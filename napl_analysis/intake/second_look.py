"""A second look for names with the library `deduce` (LGPL, made for Dutch medical text): optional, and off unless regio.yml asks for it.

It knows surnames and given names that our lists do not, and takes more ordinary words for names than we do. Only names of people are
taken from it: places, institutions, dates and ages are what answers are about, and for numbers our own rules are stricter.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

from napl_analysis.findings import InputError
from napl_analysis.intake.person_names import kept_spans
from napl_analysis.reference.names import NameLists, name_lists

NAME_TAG = "persoon"
_LEFT_OUT = frozenset({"institutions", "dates", "ages", "urls", "locations", "identifiers", "phone_numbers", "email_addresses"})
_MASKED = re.compile(r"\[[\w-]+\]")
_WORD = re.compile(r"[^\W\d_]+")


def second_look(text: str) -> list[tuple[int, int]]:
    """Start and end of what deduce takes for names of people, in order; what is masked already and what our lists let through stays.

    Raises
    ------
    InputError
        The library is not installed.
    """
    lists = name_lists()
    stays = [*(m.span() for m in _MASKED.finditer(text)), *kept_spans(text, lists)]
    found = sorted((a.start_char, a.end_char) for a in _engine().deidentify(text, disabled=set(_LEFT_OUT)).annotations if a.tag == NAME_TAG)
    return [span for span in found if not any(span[0] < end and start < span[1] for start, end in stays) and not _is_word(text[slice(*span)], lists)]


def _is_word(text: str, lists: NameLists) -> bool:
    """Holds it a word of schools and lessons (Frans, Montessori), or is it one word that is a name only sometimes (Roos)?"""
    words = [w.lower() for w in _WORD.findall(text)]
    return any(w in lists.words for w in words) or (len(words) == 1 and words[0] in lists.also_words)


@cache
def _engine() -> Any:
    try:
        from deduce import Deduce
    except ImportError as error:
        raise InputError(
            "regio.yml vraagt om deduce ('persoonsgegevens: deduce: true'), maar die bibliotheek is niet geïnstalleerd.",
            "Installeer haar in de omgeving van dit programma met: python -m pip install \"deduce>=3.0.6,<4\". Of zet 'deduce' op false: "
            "het gewone maskeren gaat altijd door.") from error
    logging.disable(logging.INFO)  # it announces in English that its lists are built, which takes a minute or two the first time
    try:
        return Deduce()
    finally:
        logging.disable(logging.NOTSET)
