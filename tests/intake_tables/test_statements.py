"""Open answers: what says nothing is left out, what names two needs is split, the rest stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from napl_analysis.intake.statements import is_non_answer, split_needs

LABELS = Path(__file__).with_name("split_labels.txt")


def labelled() -> list[tuple[str, list[str]]]:
    lines = [line for line in LABELS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(text, parts.split(" || ") if parts else [text]) for text, _, parts in (line.partition(" => ") for line in lines)]


def test_splitting_on_the_labelled_answers():
    answers = labelled()
    whole = [(text, split_needs(text)) for text, parts in answers if len(parts) == 1]
    several = [(parts, split_needs(text)) for text, parts in answers if len(parts) > 1]
    wrongly_split = [got for _, got in whole if len(got) > 1]
    missed = [want for want, got in several if want != got]
    assert len(whole) >= 40 and len(several) >= 25
    assert len(wrongly_split) <= 0.02 * len(whole), wrongly_split
    assert len(missed) <= 0.2 * len(several), missed


@pytest.mark.parametrize("text", ["geen", "Geen.", "nvt", "n.v.t.", "N.V.T", "-", "--", "?", "???", "weet niet", "Weet ik niet", "geen idee", "Nee", "x", "...", "zie boven",
                                  "Nee hoor", "Op dit moment geen", "geen opmerkingen", "Niets", "niet van toepassing", "ik weet het niet", "1", ""])
def test_non_answers(text):
    assert is_non_answer(text)


@pytest.mark.parametrize("text", ["AI", "nt2", "rust", "tijd", "geen tijd", "geen ruimte voor scholing", "nee zeggen tegen ouders leren", "orde houden", "meer collega's", "ict"])
def test_short_answers_that_do_say_something(text):
    assert not is_non_answer(text)


def test_nothing_is_lost_or_invented():
    for text, _ in labelled():
        words = set(text.lower().replace(".", " ").replace(",", " ").replace(";", " ").split())
        assert {w for part in split_needs(text) for w in part.lower().replace(".", " ").replace(",", " ").replace(";", " ").split()} <= words
