"""The frames of the internal review, one function a rule.

A rule looks at one offering and says: voldoet, voldoet niet, onbekend, or niet van toepassing. It never
guesses: what the catalogue does not say is unknown. What a verdict means for the decision stands in
`napl_analysis.supply.review`; weights and wording come from the rules table that the user can replace.

Source: handreiking, bijlage 1; domain.md, "The rules that software can check".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from napl_analysis.supply.coverage import HOURS_PER_ECTS, split_codes
from napl_analysis.vocabulary import plain

SIZE_RANGE = (3.0, 5.0)  # ECTS, guideline for a formal learning arrangement
HOURS_PER_OUTCOME = 14.0  # half an EC: the least time in which a learning outcome can be reached (own rule)
CONTRADICTION = 0.15  # ECTS and hours tell different stories when they differ by more than this share


class Status(StrEnum):
    """What a rule finds."""

    MET = "voldoet"
    NOT_MET = "voldoet_niet"
    UNKNOWN = "onbekend"
    NOT_APPLICABLE = "niet_van_toepassing"


@dataclass(frozen=True)
class Verdict:
    """A rule's finding about one offering; ``extra_effort`` is added to the effort of mending it."""

    status: Status
    remark: str = ""  # Dutch, without a full stop
    extra_effort: int = 0
    likely: bool = False  # unknown, but more likely met than not


@dataclass(frozen=True)
class Subject:
    """An offering with what it covers: all that a rule may look at."""

    offering: dict[str, object]
    outcome_ids: tuple[str, ...] = ()  # of the path it fits best
    path_nlqf: float | None = None
    known_outcomes: frozenset[str] = frozenset()
    nearest: str = ""  # the outcome it may fit, with its probability, where that is too low to count
    likely: bool = False  # it fits some outcome more likely than not, though no single one is sure enough

    def text(self, column: str) -> str:
        value = self.offering.get(column)
        return value.strip() if isinstance(value, str) else ""

    def number(self, column: str) -> float | None:
        value = self.offering.get(column)
        return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def fits_path(subject: Subject) -> Verdict:
    """It covers at least one outcome; with a doubtful match, or without a description, it cannot be told."""
    if subject.outcome_ids:
        return Verdict(Status.MET)
    if not subject.text("description"):
        return Verdict(Status.UNKNOWN, "er is geen omschrijving")
    if subject.nearest:
        return Verdict(Status.UNKNOWN, f"{'waarschijnlijk' if subject.likely else 'misschien'} bij {subject.nearest}", likely=subject.likely)
    return Verdict(Status.NOT_MET)


def names_outcomes(subject: Subject) -> Verdict:
    """The provider itself names outcomes; ours that we matched to its text do not count as named."""
    claimed = split_codes(subject.text("claimed_outcomes"))
    if not claimed:
        return Verdict(Status.UNKNOWN)
    if _denies(subject.text("claimed_outcomes")):
        return Verdict(Status.NOT_MET)
    if subject.known_outcomes.intersection(claimed) or subject.outcome_ids:
        return Verdict(Status.MET)
    return Verdict(Status.NOT_MET, "de genoemde leeruitkomsten horen niet bij een ontwikkelpad")


def level_fits(subject: Subject) -> Verdict:
    """The NLQF level equals the path's."""
    level = subject.number("nlqf")
    if level is None or subject.path_nlqf is None:
        return Verdict(Status.UNKNOWN)
    if level == subject.path_nlqf:
        return Verdict(Status.MET)
    return Verdict(Status.NOT_MET, f"NLQF {level:g}, het pad vraagt {subject.path_nlqf:g}")


def size_fits(subject: Subject) -> Verdict:
    """Formal: 3-5 ECTS (84-140 hours), bounds included. Other forms have no size; an unknown form is unknown.

    ECTS and hours that contradict each other leave it unknown, unless both are inside or both outside.
    """
    form = subject.text("formality")
    if form in ("non_formeel", "informeel"):
        return Verdict(Status.NOT_APPLICABLE, "de richtlijn geldt voor formeel aanbod")
    sizes = _sizes(subject)
    if not sizes:
        return Verdict(Status.UNKNOWN)
    inside = {SIZE_RANGE[0] <= size <= SIZE_RANGE[1] for size in sizes}
    if inside == {True}:
        return Verdict(Status.MET, _contradiction(sizes))
    if len(inside) == 2:
        return Verdict(Status.UNKNOWN, _contradiction(sizes))
    if not form:
        return Verdict(Status.UNKNOWN, "de vorm is niet vermeld")
    far = min(sizes) < SIZE_RANGE[0] / 2 or max(sizes) > SIZE_RANGE[1] * 2
    return Verdict(Status.NOT_MET, _dutch_size(sizes[0]), extra_effort=1 if far else 0)


def takes_time(subject: Subject) -> Verdict:
    """What is not formal, and so has no size, still takes at least 14 hours an outcome; half of that is far off."""
    form = subject.text("formality")
    if form == "formeel":
        return Verdict(Status.NOT_APPLICABLE, "voor formeel aanbod geldt de omvang")
    sizes = [size * HOURS_PER_ECTS for size in _sizes(subject)]
    if not sizes or not form or not subject.outcome_ids:
        return Verdict(Status.UNKNOWN)
    needed = HOURS_PER_OUTCOME * len(subject.outcome_ids)
    enough = {size >= needed for size in sizes}
    if len(enough) == 2:
        return Verdict(Status.UNKNOWN, _contradiction(sizes))
    if enough == {True}:
        return Verdict(Status.MET)
    return Verdict(Status.NOT_MET, f"nu {sizes[0]:g} uur voor {len(subject.outcome_ids)}".replace(".", ","), 1 if max(sizes) < needed / 2 else 0)


def asks_evidence(subject: Subject) -> Verdict:
    """A test, assignment or other evidence is asked."""
    text = subject.text("assessment")
    if not text:
        return Verdict(Status.UNKNOWN)
    return Verdict(Status.NOT_MET if _denies(text) else Status.MET)


def certificate_lists_outcomes(subject: Subject) -> Verdict:
    """A certificate that lists outcomes; proof of attendance is not one, and a bare "certificaat" leaves it open."""
    text = subject.text("certificate")
    if not text:
        return Verdict(Status.UNKNOWN)
    words = plain(text)
    if re.search(r"leeruitkomst|leerdoel|learning outcome|microcredential|edubadge", words):
        return Verdict(Status.MET)
    if _denies(text) or re.search(r"bewijs van deelname|deelnamebewijs|deelnamecertificaat|aanwezigheid", words):
        return Verdict(Status.NOT_MET, "" if _denies(text) else "alleen een bewijs van deelname")
    return Verdict(Status.UNKNOWN)


def names_sector(subject: Subject) -> Verdict:
    """The sector is stated."""
    return Verdict(Status.MET if split_codes(subject.text("sectors")) else Status.UNKNOWN)


def names_phase(subject: Subject) -> Verdict:
    """The career phase is stated."""
    return Verdict(Status.MET if split_codes(subject.text("career_phases")) else Status.UNKNOWN)


def is_open(subject: Subject) -> Verdict:
    """Open licence: unknown unless the catalogue says so, either way."""
    words = plain(f"{subject.text('quality_status')} {subject.text('description')}")
    if re.search(r"\b(niet (open|vrij)|alle rechten voorbehouden|auteursrecht|gesloten licentie|copyright)\b", words):
        return Verdict(Status.NOT_MET)
    if re.search(r"\b(cc by|cc0|creative commons|open licentie|open source|vrij herbruikbaar|open leermateriaal)\b", words):
        return Verdict(Status.MET)
    return Verdict(Status.UNKNOWN)


RULES: dict[str, Callable[[Subject], Verdict]] = {
    "past_bij_pad": fits_path,
    "leeruitkomsten_benoemd": names_outcomes,
    "niveau": level_fits,
    "omvang": size_fits,
    "tijd_genoeg": takes_time,
    "toets_of_bewijs": asks_evidence,
    "certificaat": certificate_lists_outcomes,
    "sector_genoemd": names_sector,
    "fase_genoemd": names_phase,
    "open_licentie": is_open,
}


def _sizes(subject: Subject) -> list[float]:
    """The sizes the catalogue states, in ECTS: one where ECTS and hours agree, two where they contradict."""
    ects, load = subject.number("ects"), subject.number("study_load_hours")
    if ects is None and load is None:
        return []
    if ects is None:
        return [float(load or 0) / HOURS_PER_ECTS]
    if load is None or abs(load - ects * HOURS_PER_ECTS) <= CONTRADICTION * ects * HOURS_PER_ECTS:
        return [ects]
    return [ects, load / HOURS_PER_ECTS]


def _contradiction(sizes: list[float]) -> str:
    return "studiepunten en uren spreken elkaar tegen" if len(sizes) == 2 else ""


def _dutch_size(size: float) -> str:
    return f"nu {size:.1f} EC".replace(".", ",").replace(",0 ", " ")


def _denies(text: str) -> bool:
    return bool(re.match(r"(geen|nee|niet|n v t|nvt|none|no)\b", plain(text))) or plain(text) == "n"
