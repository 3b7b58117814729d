"""What people type, and what it means: each line could stand in a real export."""

from __future__ import annotations

from datetime import date

import pytest

from napl_analysis import vocabulary as voc
from napl_analysis.intake import values
from napl_analysis.intake.experience import read_experience

REFERENCE = date(2026, 10, 1)


@pytest.mark.parametrize(("text", "years", "plain"), [
    ("12", 12, True), ("2,5", 2.5, True), ("2.5", 2.5, True), (7, 7, True), (3.0, 3, True), ("12 jaar", 12, True), ("15 jr", 15, True), ("0", 0, True),
    ("ruim 20 jaar", 20, False), ("ca. 15", 15, False), ("20+", 20, False), ("> 30 jaar", 30, False), ("10-15", 12.5, False), ("10 tot 15 jaar", 12.5, False),
    ("half jaar", 0.5, False), ("een half jaar", 0.5, False), ("anderhalf jaar", 1.5, False), ("2 en een half jaar", 2.5, False), ("3 maanden", 0.25, False),
    ("1 jaar en 6 maanden", 1.5, False), ("sinds 2010", 16, False), ("2010", 16, False), ("vanaf 2019", 7, False), ("twintig jaar", 20, False), ("net begonnen", 0.5, False),
    ("minder dan 1 jaar", 0.5, False), ("bijna 8 jaar", 8, False), ("meer dan 30", 30, False), ("-4", -4, True), ("112", 112, True), ("1e jaar", 0.5, False),
    ("dit is mijn 3e jaar", 2, False), ("sinds september 2021", 5, False), ("5 à 6 jaar", 5.5, False), ("21½", 21.5, False)])
def test_experience(text, years, plain):
    assert read_experience(text, 2026) == values.Reading(pytest.approx(years), plain)


@pytest.mark.parametrize("text", ["veel", "lang", "?", "sinds mijn studie", "10 jaar po en daarna 5 jaar vo en 3 jaar mbo", "te lang geleden om te weten"])
def test_experience_that_cannot_be_read(text):
    assert read_experience(text, 2026).value is None


@pytest.mark.parametrize(("text", "band", "plain"), [
    ("24", "15-24", True), ("25", "25-34", True), (34, "25-34", True), ("35 jaar", "35-44", True), ("64", "55-64", True), ("65", "65+", True), ("70", "65+", True),
    ("25-35", "25-34", True), ("25 t/m 34 jaar", "25-34", True), ("jonger dan 25", "15-24", True), ("65 jaar en ouder", "65+", True),
    ("1974", "45-54", True), ("1961", "65+", True), ("geboren in 1990", "35-44", True), (1974.0, "45-54", True),
    ("12-03-1974", "45-54", True), ("1991-10-01", "35-44", True), ("1991-10-02", "25-34", True), ("1991-10-02 00:00:00", "25-34", True),
    ("36-45 jaar", "35-44", False), ("25-30", "25-34", False), ("onder de 25", "15-24", False), ("60+", None, False), ("30-39", None, False), ("12", None, True), ("134", None, True)])
def test_age(text, band, plain):
    assert values.read_age_band(text, REFERENCE) == values.Reading(band, plain)


@pytest.mark.parametrize(("text", "fte", "plain"), [
    ("0,8", 0.8, True), ("1", 1, True), ("fulltime", 1, True), ("0.6 fte", 0.6, True), ("80%", 0.8, False), ("32 uur", 0.8, False), ("4 dagen", 0.8, False),
    ("80", 0.8, False), ("32", 0.8, False), ("ongeveer 0,7", 0.7, False), ("3", 3, True), ("-1", -1, True), ("parttime", None, False)])
def test_fte(text, fte, plain):
    assert values.read_fte(text) == values.Reading(pytest.approx(fte) if fte is not None else None, plain)


@pytest.mark.parametrize(("terms", "text", "code"), [
    (voc.SECTORS, "basisonderwijs", "po"), (voc.SECTORS, "VO/havo-vwo", "vo"), (voc.SECTORS, "MBO niveau 2-4", "mbo"), (voc.SECTORS, "PO (primair onderwijs)", "po"),
    (voc.SECTORS, "havo/vwo", "vo"), (voc.SECTORS, "PO/VO", None), (voc.SECTORS, "Dorpsschool", None), (voc.PHASES, "Starter (0-3 jaar)", "startbekwaam"),
    (voc.ROLES, "Docent / mentor", "leraar"), (voc.SECTORS, "p.o.", "po")])
def test_codes(terms, text, code):
    assert values.read_code(terms, text).value == code


@pytest.mark.parametrize(("text", "level"), [("Veel", 3), ("geen behoefte", 0), ("2", 2), (0, 0), ("3 - veel", 3), ("(1) weinig", 1), ("Redelijk wat behoefte", 2), ("4", None), ("A1", None)])
def test_levels(text, level):
    assert values.read_level(text).value == level
