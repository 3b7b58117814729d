"""The method section: one text, with this region's thresholds, in the annex and in docs/methode.md."""

from __future__ import annotations

import io
import re

import docx
import pytest

from napl_analysis.region import parse_config
from napl_analysis.reports.document import demand_annex
from napl_analysis.reports.method import general_method
from napl_analysis.reports.method_text import SOURCES, trial
from tests.reports import sample
from tools import make_method


def test_the_document_for_developers_is_the_text_of_the_annexes() -> None:
    assert make_method.METHOD.read_text(encoding="utf-8") == make_method.page(), "run: python tools/make_method.py"


def test_every_source_that_the_text_names_is_in_the_list() -> None:
    text = " ".join(p for heading, paragraphs in general_method(parse_config(make_method.STANDARD)) if heading != "Bronnen" for p in paragraphs)
    named = {(m.group(1), m.group(2)) for m in re.finditer(r"([A-Z][\w-]+)(?:,| en| e\.a\.)?[^.()]{0,40}?\b((?:19|20)\d\d)\b", text)}
    for surname in ("Deming", "Kish", "Särndal", "Deville", "Clopper", "Korn", "Lumley", "Efron", "Fay", "Morris", "Rao", "Benjamini", "Luo", "Huangfu", "Hundepool"):
        assert any(source.startswith(surname) for source in SOURCES), surname
        assert surname in text, surname
    years = {re.search(r"\((\d{4})\)", source).group(1) for source in SOURCES}
    assert {year for _, year in named} <= years


def test_the_thresholds_are_those_of_the_region() -> None:
    config = parse_config(make_method.STANDARD | {"weging": {"werkgever": 0.5, "bovengrens": 3, "marges": ["sector"]}, "drempels": {"behoefte_aandeel": 0.35}})
    text = " ".join(p for _, paragraphs in general_method(config) for p in paragraphs)
    assert "groter dan 3 keer" in text and "voor 0,5" in text and "35\u00a0%" in text and "gewicht = factor(sector)." in text


def test_the_annex_holds_the_method_with_its_sources_and_the_trial() -> None:
    document = docx.Document(io.BytesIO(demand_annex(sample.results(), {})))
    text = "\n".join(p.text for p in document.paragraphs)
    assert all(source in text for source in SOURCES)
    assert "schatting = (1 - g) × eigen aandeel + g × algemener beeld" in text
    table = next(t for t in document.tables if t.rows[0].cells[-1].text == "Dekking")
    assert len(table.rows) == 1 + sum(r["cel"] == "drie kenmerken" for r in trial())


def test_the_trial_as_recorded_meets_what_was_asked() -> None:
    """Coverage of the shown estimates between 93 and 97 %, and a smaller error than the raw share and the pooled one."""
    shown = [r for r in trial() if r["cel"] in ("een kenmerk", "twee kenmerken", "drie kenmerken")]
    assert len(shown) == 18
    for row in shown:
        assert 93 <= float(row["dekking gekrompen"]) <= 97
        assert float(row["gekrompen"]) < min(float(row["ruw"]), float(row["gemiddelde"]))


@pytest.mark.parametrize("name", ["proef_krimp", "proef_ruw"])
def test_the_trial_stands_in_the_document(name: str) -> None:
    text = make_method.METHOD.read_text(encoding="utf-8")
    for row in trial(name):
        assert all(value.replace(".", ",") in text for value in list(row.values())[-3:-1])
