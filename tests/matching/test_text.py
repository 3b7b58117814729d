"""Text as people type it: cleaning, abbreviations, compounds, typing mistakes."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from napl_analysis.matching.lexicon import Lexicon
from napl_analysis.matching.text import MAX_SEGMENTS, SEGMENT_WORDS, clean, normalise, segments, words
from napl_analysis.reference.thesaurus import load_language

LANGUAGE = load_language()
ANYTHING = st.text(max_size=200)
LEXICON = Lexicon(["klassenmanagement", "differentiatie", "leerling", "gesprekken", "toets", "ouder", "gesprek", "vaardigheden", "begrijpend"],
                  LANGUAGE.parts)


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert set(once) <= set(string.ascii_lowercase + string.digits + " &")
    assert once == once.strip() and "  " not in once


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=string.ascii_letters + " .,!?", max_size=120))
def test_case_and_spaces_do_not_count(text: str) -> None:
    assert normalise(text) == normalise(text.upper()) == normalise(f"  {text}\n")


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_segments_are_short_and_hold_only_words_of_the_text(text: str) -> None:
    found = segments(text, LANGUAGE)
    assert len(found) <= MAX_SEGMENTS
    assert all(0 < len(s) <= SEGMENT_WORDS for s in found)
    assert all(w not in LANGUAGE.stopwords for s in found for w in s)


@pytest.mark.parametrize(("raw", "kept"), [
    ("Één collega's <b>vraag</b>", "een collegas vraag"), ("Z&#039;n ouders", "zn ouders"), ("zie www.school.nl/x en mail jan@school.nl", "zie en mail"),
    ("<script>alert(1)</script>rekenen", "rekenen"), ("MBO–niveau 2", "mbo niveau 2"), ("naïef reünie café", "naief reunie cafe"), (None, ""), (float("nan"), ""),
    ("3 < 4 en 5 > 2", "3 4 en 5 2"),
])
def test_normalise(raw: object, kept: str) -> None:
    assert normalise(raw) == kept


@pytest.mark.parametrize(("short", "long"), [
    ("lln", "leerling"), ("slb", "studieloopbaan"), ("bpv", "beroepspraktijk"), ("opp", "ontwikkelingsperspectief"), ("nt2", "tweede"), ("pta", "toetsing"),
    ("lob", "loopbaan"),
])
def test_abbreviations_are_written_out(short: str, long: str) -> None:
    for written in (short, short.upper()):
        assert long in " ".join(words(clean(written), LANGUAGE))


@pytest.mark.parametrize(("word", "parts"), [
    ("oudergesprek", ["ouder", "gesprek"]), ("oudergesprekken", ["ouder", "gesprekken"]), ("toetsvaardigheden", ["toets", "vaardigheden"]),
    ("leerlingengesprek", ["leerling", "gesprek"]), ("gesprek", []), ("xyzzyplugh", []),
])
def test_compounds_are_split(word: str, parts: list[str]) -> None:
    assert LEXICON.split(word) == parts


@pytest.mark.parametrize("slip", ["klassenmanagment", "klassenmanagemenr", "klassnemanagement", "klassenmannagement"])
def test_one_slip_of_the_pen_is_mended(slip: str) -> None:
    assert LEXICON.terms(slip)[0] == LEXICON.terms("klassenmanagement")[0]


@settings(max_examples=100, deadline=None)
@given(st.integers(2, len("differentiatie") - 2))
def test_a_letter_too_few_is_mended_wherever_it_is(place: int) -> None:
    assert LEXICON.terms("differentiatie"[:place] + "differentiatie"[place + 1:])[0] == LEXICON.stem("differentiatie")


def test_a_word_we_know_is_never_a_typing_mistake() -> None:
    assert LEXICON.terms("gesprek")[0] == LEXICON.stem("gesprek")


@pytest.mark.parametrize(("one", "other"), [("leerling", "leerlingen"), ("klas", "klassen"), ("begaafd", "begaafde"), ("toetsen", "toets"), ("gesprek", "gesprekken")])
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert LEXICON.stem(one) == LEXICON.stem(other)


def test_long_texts_are_cut_not_refused() -> None:
    assert len(segments("Orde houden is lastig. " * 2000, LANGUAGE)) == MAX_SEGMENTS
