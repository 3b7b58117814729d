"""Prices, loads, levels, places and terms out of the texts that providers write; each worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from napl_analysis.intake.catalogue import load as loads
from napl_analysis.intake.catalogue import quantities as q
from napl_analysis.intake.catalogue import terms


@pytest.mark.parametrize(
    ("said", "euros"),
    [
        ("€ 495,- excl. btw", 495),
        ("495", 495),
        ("€ 1.250,00", 1250),
        ("EUR 795", 795),
        ("€ 95,50 p.p.", 95.5),
        ("€ 495,-- (vrij van btw)", 495),
        ("€ 2.100,00 incl. 21% btw", 2100),
        ("195 euro per deelnemer, max 20 deelnemers", 195),
        ("vanaf € 250", 250),
        ("1.250", 1250),
        (1250, 1250),
        ("gratis", 0),
        ("gratis voor scholen in de regio", 0),
        ("kosteloos", 0),
        ("€ 0,00", 0),
        ("€ 350,- (eigen medewerkers gratis)", 350),
        ("€ 400 - € 600", 600),
        ("€295 (leden) / €395 (niet-leden)", 395),
        ("tussen 300 en 400 euro", 400),
        ("€ 2.601,- wettelijk collegegeld", 2601),
        ("op aanvraag", None),
        ("n.t.b.", None),
        ("op basis van offerte", None),
        ("€ 4.500 per team", None),
        ("€ 150 per dagdeel", None),
        ("€ 1.800,- per sectie", None),
        ("€ 1.895,- excl. btw per groep", None),
    ],
)
def test_price(said: object, euros: float | None) -> None:
    assert q.price(said).value == euros and q.price(said).understood


def dutch(cents: int, *, points: bool = True) -> str:
    euros = f"{cents // 100:,}".replace(",", "." if points else "")
    return f"{euros},{cents % 100:02d}" if cents % 100 else euros


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    cents=st.integers(1, 2_000_000),
    points=st.booleans(),
    style=st.sampled_from(("€ {}", "€{}", "{} euro", "EUR {}", "€ {} excl. btw", "€ {} p.p.", "vanaf € {}", "Prijs: € {} (incl. 21% btw)")),
)
def test_any_price_written_the_dutch_way(cents: int, points: bool, style: str) -> None:
    assert q.price(style.format(dutch(cents, points=points))).value == pytest.approx(cents / 100)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ects=st.integers(1, 60), halves=st.integers(1, 40), study=st.integers(1, 300))
def test_loads_add_up(ects: int, halves: int, study: int) -> None:
    found = loads.load(f"{ects} EC: {halves} dagdelen + {study} uur zelfstudie")
    assert (found.ects, found.hours) == (ects, 4 * halves + study)


@pytest.mark.parametrize("said", ["zie website", "afhankelijk van groepsgrootte", "ja"])
def test_price_that_cannot_be_read_is_missing_and_said_so(said: str) -> None:
    assert q.price(said) == q.Reading(None, understood=False)


@pytest.mark.parametrize(
    ("said", "ects", "hours"),
    [
        ("4 dagdelen", None, 16),
        ("1 dag", None, 8),
        ("twee dagen", None, 16),
        ("anderhalve dag", None, 12),
        ("halve dag", None, 4),
        ("drie middagen", None, 12),
        ("90 minuten", None, 1.5),
        ("60 EC / 1680 uur", 60, 1680),
        ("5 EC", 5, None),
        ("EC: 5", 5, None),
        ("3 tot 5 EC", 4, None),
        ("140 uur (5 EC)", 5, 140),
        ("5 ECTS (140 SBU)", 5, 140),
        ("1.680 uur", None, 1680),
        ("8u", None, 8),
        ("ca. 20 uur zelfstudie", None, 20),
        ("4 dagdelen + 20 uur zelfstudie", None, 36),
        ("2 dagen en 10 uur zelfstudie", None, 26),
        ("12 contacturen, 28 uur zelfstudie", None, 40),
        ("3 dagdelen, ca. 8 uur voorbereiding", None, 20),
        ("40 uur (waarvan 16 contacturen)", None, 40),
        ("12 uur (3 dagdelen)", None, 12),
        ("16 uur / 4 dagdelen", None, 16),
        ("20-30 uur", None, 25),
        ("3 bijeenkomsten van 3 uur", None, 9),
        ("4 dagdelen van 3 uur", None, 12),
        ("2 x 3 uur", None, 6),
        ("8 x 1,5 uur", None, 12),
        ("10 weken, 4 uur per week", None, 40),
        ("4 uur per week, 10 weken", None, 40),
        ("1 lesdag + 1 terugkommiddag", None, 12),
        ("2,5 dag", None, 20),
    ],
)
def test_load(said: str, ects: float | None, hours: float | None) -> None:
    found = loads.load(said)
    assert (found.ects, found.hours, found.understood) == (ects, hours, True)


@pytest.mark.parametrize(
    "said", ["6 bijeenkomsten", "2 jaar deeltijd", "half jaar", "1 dagdeel per maand", "8 maanden, 6-8 uur per week", "84", "zie brochure"]
)
def test_load_that_does_not_say_how_much(said: str) -> None:
    assert loads.load(said) == loads.Load(understood=False)


@pytest.mark.parametrize(
    ("number", "unit", "found"),
    [
        (40, "uur", (None, 40.0)),
        ("6", "dagdelen", (None, 24.0)),
        (2, "dagen", (None, 16.0)),
        ("5", "ec", (5.0, None)),
        ("2,5", "ec", (2.5, None)),
    ],
)
def test_load_of_a_bare_number_has_the_unit_of_its_heading(number: object, unit: str, found: tuple[float | None, float | None]) -> None:
    load = loads.load(number, unit)
    assert (load.ects, load.hours) == found


@pytest.mark.parametrize(
    ("ects", "hours", "contradicts"),
    [
        (5, 140, False),
        (5, 126, False),
        (5, 154, False),
        (5, 125, True),
        (5, 155, True),
        (5, 60, True),
        (None, 60, False),
        (5, None, False),
        (60, 1680, False),
    ],
)
def test_ects_against_hours_at_the_ten_percent_line(ects: float | None, hours: float | None, contradicts: bool) -> None:
    """1 EC is 28 hours: 5 EC is 140, so 126 to 154 may stand."""
    assert loads.contradict(ects, hours) is contradicts


@pytest.mark.parametrize(
    ("said", "nlqf"),
    [
        ("NLQF 6", 6),
        ("NLQF6", 6),
        ("bachelor, NLQF 6", 6),
        ("6", 6),
        ("hbo-bachelor", 6),
        ("master", 7),
        ("mbo-4", 4),
        ("Associate degree", 5),
        ("post-hbo", None),
        ("geen", None),
    ],
)
def test_level(said: str, nlqf: float | None) -> None:
    assert q.level(said) == q.Reading(nlqf)


@pytest.mark.parametrize("said", ["hbo+", "HBO/WO", "niveau 5/6", "hoog"])
def test_level_that_says_two_things_or_nothing(said: str) -> None:
    assert not q.level(said).understood


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("24", 24),
        ("2 x 15", 30),
        ("2 groepen van 15", 30),
        ("max. 20", 20),
        ("12-16 deelnemers", 16),
        ("1.000", 1000),
        ("onbeperkt", None),
        ("6 teams", None),
    ],
)
def test_places(said: str, places: float | None) -> None:
    assert q.places(said).value == places and q.places(said).understood


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("PO/VO", "po,vo"),
        ("po, vo en mbo", "po,vo,mbo"),
        ("alle sectoren", "po,vo,mbo"),
        ("basisonderwijs", "po"),
        ("V(S)O", "vo"),
        ("S(B)O", "po"),
        ("leraren in het mbo", "mbo"),
        ("voortgezet onderwijs; primair onderwijs", "po,vo"),
        ("VO (onderbouw)", "vo"),
        ("po t/m mbo", "po,vo,mbo"),
        ("funderend onderwijs", "po,vo"),
        ("hoger onderwijs", ""),
        ("MBO en VO", "vo,mbo"),
    ],
)
def test_sectors_in_their_own_order(said: str, codes: str) -> None:
    assert ",".join(terms.sectors(said)) == codes


def test_running_text_names_a_sector_only_in_so_many_words() -> None:
    assert terms.sectors_out_loud("Voor starters in vo en mbo.") == ["vo", "mbo"]
    assert terms.sectors_out_loud("Een programma voor de basis en het vervolg van uw loopbaan") == []


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("startende leraren", "startbekwaam"),
        ("starters", "startbekwaam"),
        ("ervaren leraren, experts", "vakbekwaam,expert"),
        ("startbekwaam/vakbekwaam", "startbekwaam,vakbekwaam"),
        ("alle leraren", "startbekwaam,vakbekwaam,expert"),
        ("leerkrachten groep 1-8", ""),
    ],
)
def test_phases(said: str, codes: str) -> None:
    assert ",".join(terms.phases(said)) == codes


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("online", "online"),
        ("fysiek en online", "hybride"),
        ("blended", "hybride"),
        ("op locatie", "fysiek"),
        ("e-learning", "online"),
        ("live webinar", "online"),
        ("incompany", None),
    ],
)
def test_delivery(said: str, code: str | None) -> None:
    assert terms.delivery(said) == code
