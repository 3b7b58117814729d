"""The optional second look for names: off by default, a Dutch error where its library is absent, and used where it is there."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.intake import privacy, second_look
from napl_analysis.intake.answers import Answers, statements

from . import made


@pytest.fixture(autouse=True)
def fresh():
    second_look._engine.cache_clear()
    yield
    second_look._engine.cache_clear()


class Library:
    """Stands in for the library: calls every one of a few words the name of a person."""

    def deidentify(self, text: str, disabled: set[str]) -> SimpleNamespace:
        assert {"locations", "institutions", "dates", "ages"} <= disabled
        spans = [(text.find(word), word) for word in ("Kwantine", "Frans", "Montessori", "Wim", "naam", "Roos") if word in text]
        return SimpleNamespace(annotations=[SimpleNamespace(start_char=at, end_char=at + len(word), tag="persoon") for at, word in spans])


@pytest.fixture
def installed(monkeypatch):
    module = ModuleType("deduce")
    module.Deduce = Library
    monkeypatch.setitem(sys.modules, "deduce", module)


def said(texts: list[str], **how: bool) -> list[str]:
    index = range(len(texts))
    answers = Answers(pd.DataFrame({"q": texts}), pd.Series([f"r{i}" for i in index]), pd.Series(index), "po.csv")
    return statements(answers, ("q",), [], **how)["text"].tolist()


def test_off_by_default(installed):
    assert made.config().privacy.deduce is False
    assert said(["graag hulp bij Kwantine"]) == ["graag hulp bij Kwantine"]


def test_switched_on_in_regio_yml(installed):
    assert made.config(persoonsgegevens={"deduce": True}).privacy.deduce is True
    assert said(["graag hulp bij Kwantine"], deduce=True) == ["graag hulp bij [naam]"]


@pytest.mark.parametrize("text", ["lesgeven in het Frans", "Montessori", "meer over Wim Hof", "vraag [naam] om hulp", "een Roos in de tuin"])
def test_what_our_lists_let_through_stays(installed, text):
    assert privacy.mask(text, again=second_look.second_look).text == text


def test_a_dutch_error_where_the_library_is_absent(monkeypatch):
    monkeypatch.setitem(sys.modules, "deduce", None)
    with pytest.raises(InputError) as error:
        said(["graag hulp bij Kwantine"], deduce=True)
    assert "niet geïnstalleerd" in error.value.problem and "pip install" in error.value.remedy and "persoonsgegevens" in error.value.problem


@pytest.mark.slow
def test_the_library_itself_finds_a_name():
    pytest.importorskip("deduce", reason="deduce is niet geïnstalleerd")
    assert privacy.mask("hulp van Bavo Wijdeveldt gehad", again=second_look.second_look).text == "hulp van [naam] gehad"
