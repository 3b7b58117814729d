"""The twelve fictitious providers, which file each of them sends, and the offerings bank."""

from __future__ import annotations

from dataclasses import dataclass

from napl_analysis.example.dice import Dice
from napl_analysis.example.plan import Plan
from napl_analysis.example.planted import planted_in
from napl_analysis.example.rows import csv_rows, parts

PUBLIC, HOUSE, PRIVATE = "publieke_lerarenopleider", "huisacademie", "privaat"


@dataclass(frozen=True)
class Provider:
    """A provider, its group, and its file; ``layout`` is how that file is laid out."""

    key: str
    name: str
    group: str
    file: str
    layout: str


PROVIDERS: dict[str, Provider] = {p.key: p for p in (
    Provider("hvs", "Hogeschool Voorbeeldstad (voorbeeld)", PUBLIC, "catalogi/hogeschool-voorbeeldstad", "ooapi"),
    Provider("pdf", "Pabo De Fictie (voorbeeld)", PUBLIC, "catalogi/pabo-de-fictie.xlsx", "title_rows"),
    Provider("uln", "Universitaire Lerarenopleiding Nergenshuizen (voorbeeld)", PUBLIC, "catalogi/ulo-nergenshuizen.csv", "semicolons"),
    Provider("lvd", "Lerarenopleiding Verzonnen Delta (voorbeeld)", PUBLIC, "catalogi/verzonnen-delta.xlsx", "totals"),
    Provider("avs", "Academie De Verzonnen Scholen (voorbeeld)", HOUSE, "catalogi/academie-verzonnen-scholen.xlsx", "merged"),
    Provider("rfc", "Fictief College Academie (voorbeeld)", HOUSE, "catalogi/fictief-college-academie.xlsx", "two_sheets"),
    Provider("apb", "Academie Papieren Boot (voorbeeld)", HOUSE, "catalogi/academie-papieren-boot.csv", "semicolons"),
    Provider("ldv", "Leerhuis Denkbeeldig VO (voorbeeld)", HOUSE, "catalogi/leerhuis-denkbeeldig.xlsx", "title_rows"),
    Provider("bzb", "Bureau Zomaar Bedacht (voorbeeld)", PRIVATE, "catalogi/bureau-zomaar-bedacht", "edudex"),
    Provider("tnb", "Trainingsbureau Nietbestaand (voorbeeld)", PRIVATE, "catalogi/nietbestaand-aanbod.csv", "semicolons"),
    Provider("ilk", "Instituut Luchtkasteel (voorbeeld)", PRIVATE, "catalogi/instituut-luchtkasteel.xlsx", "totals"),
    Provider("cvz", "Coachpraktijk Verzinsel (voorbeeld)", PRIVATE, "catalogi/coachpraktijk-verzinsel.xlsx", "two_sheets"),
)}


@dataclass(frozen=True)
class Offering:
    """An offering of the bank, as its provider would describe it, with its hand labels."""

    title: str
    description: str
    sectors: tuple[str, ...]
    phases: tuple[str, ...]
    provider: str
    formality: str
    learning_mode: str
    delivery: str
    place: str
    ects: str
    hours: str
    price: str
    level: str
    places_per_year: str
    assessment: str
    certificate: str
    claimed_outcomes: tuple[str, ...]
    outcome_ids: tuple[str, ...]
    review: str


def load_offerings() -> tuple[Offering, ...]:
    """All offerings of the bank, in the order of the file."""
    lists = ("sectors", "phases", "claimed_outcomes", "outcome_ids")
    return tuple(Offering(**{k: parts(v) if k in lists else v for k, v in row.items()})  # type: ignore[arg-type]
                 for row in csv_rows("napl_analysis.example", "offerings.csv"))


def outcome_titles() -> dict[str, str]:
    """Outcome to its short name."""
    return {row["outcome_id"]: row["title"] for row in csv_rows("napl_analysis.reference", "outcomes.csv")}


def offerings_of(plan: Plan, key: str) -> list[Offering]:
    """What a provider lists in a year: an earlier year lacks some that are new since; what is planted as double comes again at the end."""
    listed = [o for o in load_offerings() if o.provider == key and not Dice("new", o.title).chance(plan.newest_left_out / 10)]
    twice = {p.item for p in planted_in(plan.region, plan.year, PROVIDERS[key].file) if p.rule == "aanbod_dubbel"}
    return listed + [o for o in listed if o.title in twice]
