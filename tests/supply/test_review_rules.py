"""Every frame of the internal review, at its borders."""

from __future__ import annotations

import pytest

from napl_analysis.supply.rules import RULES, Status, Subject

MET, NOT, UNKNOWN, NA = Status.MET, Status.NOT_MET, Status.UNKNOWN, Status.NOT_APPLICABLE


def _status(rule: str, offering: dict[str, object], **more: object) -> Status:
    return RULES[rule](Subject(offering, **more)).status  # type: ignore[arg-type]


@pytest.mark.parametrize(("ects", "hours", "form", "expected"), [
    (2.9, None, "formeel", NOT), (3.0, None, "formeel", MET), (5.0, None, "formeel", MET), (5.1, None, "formeel", NOT),
    (None, 83, "formeel", NOT), (None, 84, "formeel", MET), (None, 140, "formeel", MET), (None, 141, "formeel", NOT),
    (4, 112, "formeel", MET),  # both, and they agree
    (3, 90, "formeel", MET),  # within 15 %: a study guide that rounds
    (3, 140, "formeel", MET),  # they contradict, but whichever is right it fits
    (4, 16, "formeel", UNKNOWN),  # they contradict, and it matters
    (60, 8, "formeel", NOT),  # they contradict, and neither fits
    (None, None, "formeel", UNKNOWN),
    (60, None, "non_formeel", NA), (None, None, "informeel", NA),
    (4, None, None, MET), (60, None, None, UNKNOWN),  # form not stated: only a size that fits either way is met
])
def test_size(ects, hours, form, expected):
    assert _status("omvang", {"ects": ects, "study_load_hours": hours, "formality": form}) is expected


def test_a_size_far_off_asks_more_effort():
    near = RULES["omvang"](Subject({"ects": 2.0, "formality": "formeel"}))
    far = RULES["omvang"](Subject({"ects": 60.0, "formality": "formeel"}))
    assert (near.extra_effort, far.extra_effort) == (0, 1)
    assert near.remark == "nu 2 EC"


@pytest.mark.parametrize(("form", "hours", "covers", "expected", "extra"), [
    ("non_formeel", 28, ("A1", "A2"), MET, 0), ("non_formeel", 27.9, ("A1", "A2"), NOT, 0), ("informeel", 6.9, ("A1",), NOT, 1),
    ("informeel", 7, ("A1",), NOT, 0), ("formeel", 1, ("A1",), NA, 0), (None, 100, ("A1",), UNKNOWN, 0), ("non_formeel", None, ("A1",), UNKNOWN, 0),
    ("non_formeel", 3, (), UNKNOWN, 0)])
def test_time_enough_for_what_is_not_formal(form, hours, covers, expected, extra):
    verdict = RULES["tijd_genoeg"](Subject({"formality": form, "study_load_hours": hours}, covers))
    assert (verdict.status, verdict.extra_effort) == (expected, extra)


@pytest.mark.parametrize(("level", "path", "expected"), [(6, 6, MET), (5, 6, NOT), (7, 6, NOT), (None, 6, UNKNOWN), (6, None, UNKNOWN)])
def test_level(level, path, expected):
    assert _status("niveau", {"nlqf": level}, path_nlqf=path) is expected


@pytest.mark.parametrize(("covers", "description", "expected"), [
    (("A1",), None, MET), ((), "Een cursus zeilen", NOT), ((), None, UNKNOWN), ((), "  ", UNKNOWN)])
def test_fits_a_path(covers, description, expected):
    assert _status("past_bij_pad", {"description": description}, outcome_ids=covers) is expected


@pytest.mark.parametrize(("claimed", "covers", "expected"), [
    ("A1", (), MET), ("A1,Z9", (), MET), ("Z9", (), NOT), ("lesgeven", ("A1",), MET), (None, ("A1",), UNKNOWN), ("geen", ("A1",), NOT)])
def test_outcomes_are_named_by_the_provider(claimed, covers, expected):
    assert _status("leeruitkomsten_benoemd", {"claimed_outcomes": claimed}, outcome_ids=covers, known_outcomes=frozenset({"A1"})) is expected


@pytest.mark.parametrize(("text", "expected"), [
    ("portfolio", MET), ("schriftelijke toets", MET), ("geen", NOT), ("Geen toets", NOT), ("nee", NOT), ("n.v.t.", NOT), ("none", NOT),
    (None, UNKNOWN), ("", UNKNOWN), ("nieuw: portfolio", MET), ("notitie", MET)])
def test_evidence(text, expected):
    assert _status("toets_of_bewijs", {"assessment": text}) is expected


@pytest.mark.parametrize(("text", "expected"), [
    ("certificaat met de leeruitkomsten", MET), ("edubadge", MET), ("certificaat", UNKNOWN), ("Bewijs van deelname", NOT),
    ("deelnamecertificaat", NOT), ("geen", NOT), (None, UNKNOWN)])
def test_certificate(text, expected):
    assert _status("certificaat", {"certificate": text}) is expected


@pytest.mark.parametrize(("rule", "column"), [("sector_genoemd", "sectors"), ("fase_genoemd", "career_phases")])
def test_sector_and_phase_are_met_or_unknown(rule, column):
    assert _status(rule, {column: "po,vo"}) is MET
    assert _status(rule, {column: None}) is UNKNOWN


@pytest.mark.parametrize(("status", "description", "expected"), [
    ("CC BY 4.0", None, MET), (None, "Alle materialen zijn vrij herbruikbaar.", MET), ("NVAO", None, UNKNOWN), (None, None, UNKNOWN),
    (None, "Alle rechten voorbehouden.", NOT), (None, "Het materiaal is niet vrij te delen.", NOT)])
def test_open_licence_is_unknown_unless_said(status, description, expected):
    assert _status("open_licentie", {"quality_status": status, "description": description}) is expected
