"""Names that betray a person, and names and words that do not: the lists behind masking open answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from napl_analysis.reference.files import read_reference
from napl_analysis.reference.places import load_places


@dataclass(frozen=True)
class NameLists:
    """All in lower case.

    Attributes
    ----------
    given
        Given names.
    also_words
        Those of them that are ordinary words or brands too (Wil, Roos, Mark).
    surnames
        Frequent surnames that are no ordinary word, with their particle where they have one ("de vries").
    kept
        Phrases of more than one word that may stand (Wim Hof, Jip en Janneke), longest first.
    words
        Single words with a capital that are nobody's name (Nederlands, Montessori, Omdat).
    """

    given: frozenset[str]
    also_words: frozenset[str]
    surnames: frozenset[str]
    kept: tuple[str, ...]
    words: frozenset[str]


@cache
def name_lists() -> NameLists:
    """The lists that the package ships (given_names.csv, surnames.csv, kept_names.csv in data/, all our own)."""
    given, surnames, kept = (read_reference(f"{name}.csv") for name in ("given_names", "surnames", "kept_names"))
    texts = kept["text"].str.lower()
    several = texts.str.contains(r"[ -]", regex=True)
    return NameLists(
        given=frozenset(given["name"].str.lower()), also_words=_lower(given, "ja"), surnames=_lower(surnames, "nee"),
        kept=tuple(sorted(texts[several], key=lambda t: (-len(t), t))), words=frozenset(texts[~several]))


@cache
def place_names() -> frozenset[str]:
    """Places and municipalities in lower case: a word with a capital that is nobody's surname on its own."""
    places = load_places()
    return frozenset(places["place"].str.lower()) | frozenset(places["municipality"].str.lower())


def _lower(names: pd.DataFrame, also_word: str) -> frozenset[str]:
    return frozenset(names.loc[names["also_word"] == also_word, "name"].str.lower())
