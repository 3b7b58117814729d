"""The people behind the example's answers: a latent model of needs by sector, phase, school and subregion.

The shares are our own choices, made to resemble what the national desk research says in words (which themes
are larger in which sector and phase); they are not figures from any research.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import NormalDist

from napl_analysis.example.answers import AnswerBank
from napl_analysis.example.dice import Dice
from napl_analysis.example.plan import Plan
from napl_analysis.example.schools import AGE_SHARES, Site, sites_of

THEMES = ("vakinhoud", "vakdidactiek", "pedagogisch_handelen", "klassenmanagement", "differentiatie", "ondersteuning", "toetsing",
          "datagebruik", "digitale_didactiek", "diversiteit", "taal", "begeleiding", "samenwerking", "curriculum")
SECTOR_ORDER = ("po", "vo", "mbo")
# Share with a need (redelijk or veel) per sector, then what is added for startbekwaam, vakbekwaam, expert.
NEED: dict[str, tuple[float, ...]] = {
    "vakinhoud": (0.18, 0.36, 0.57, -0.04, 0.0, 0.06),
    "vakdidactiek": (0.36, 0.45, 0.53, 0.08, 0.0, -0.05),
    "pedagogisch_handelen": (0.47, 0.36, 0.40, 0.16, 0.0, -0.08),
    "klassenmanagement": (0.30, 0.34, 0.33, 0.30, -0.02, -0.14),
    "differentiatie": (0.60, 0.56, 0.47, 0.04, 0.0, -0.03),
    "ondersteuning": (0.57, 0.43, 0.52, 0.0, 0.02, 0.0),
    "toetsing": (0.28, 0.56, 0.43, 0.0, 0.03, -0.02),
    "datagebruik": (0.22, 0.33, 0.34, -0.08, 0.0, 0.12),
    "digitale_didactiek": (0.47, 0.53, 0.52, -0.06, 0.0, 0.06),
    "diversiteit": (0.33, 0.28, 0.34, 0.03, 0.0, -0.02),
    "taal": (0.54, 0.24, 0.52, 0.0, 0.02, 0.0),
    "begeleiding": (0.16, 0.29, 0.62, 0.05, 0.0, -0.02),
    "samenwerking": (0.43, 0.20, 0.38, 0.08, 0.0, -0.02),
    "curriculum": (0.40, 0.48, 0.51, -0.24, 0.04, 0.12),
}
SUBREGION_SHIFT: dict[str, dict[str, float]] = {
    "Stad en Vecht": {"taal": 0.08, "diversiteit": 0.10, "klassenmanagement": 0.04},
    "Heuvelrug en Eem": {"digitale_didactiek": 0.05, "taal": -0.04},
    "Rivierengebied": {"ondersteuning": 0.06, "vakinhoud": 0.05, "diversiteit": -0.08, "taal": -0.05},
    "Achterhoek": {"ondersteuning": 0.07, "taal": -0.12, "diversiteit": -0.08, "vakinhoud": 0.06},
    "Nijmegen en Waal": {"differentiatie": 0.05},
    "Haaglanden": {"taal": 0.14, "diversiteit": 0.16, "begeleiding": 0.06, "klassenmanagement": 0.07},
    "Groene Hart": {"curriculum": -0.06, "samenwerking": 0.06},
}
YEAR_SHIFT: dict[int, dict[str, float]] = {
    2025: {"digitale_didactiek": -0.11, "taal": -0.04, "toetsing": 0.05, "samenwerking": -0.03}, 2026: {}}
SUBREGION_RESPONSE = {"Stad en Vecht": 0.95, "Heuvelrug en Eem": 1.0, "Rivierengebied": 1.25, "Haaglanden": 0.8, "Achterhoek": 1.2}
AGE_RESPONSE = (0.7, 0.85, 1.0, 1.15, 1.2, 0.9)  # older colleagues answer more often
BARRIERS = {"tijd": 0.62, "werkdruk": 0.54, "geen_ruimte": 0.28, "aanbod_sluit_niet_aan": 0.24, "onduidelijke_regelingen": 0.15,
            "te_vrijblijvend": 0.12, "kosten": 0.13, "reisafstand": 0.08}
FAR_AWAY = ("Rivierengebied", "Achterhoek", "Groene Hart")  # here travel is a barrier more often
MOTIVES = {"vak_goed_uitoefenen": 0.66, "onderwijs_verbeteren": 0.47, "bijblijven": 0.41, "loopbaan": 0.17, "kwalificatie": 0.1}
FORMS = {"formality": (("formeel", "non_formeel", "informeel"), (0.32, 0.45, 0.23)),
         "learning_mode": (("collectief", "team", "individueel"), (0.38, 0.42, 0.20)),
         "delivery": (("fysiek", "online", "hybride"), (0.48, 0.15, 0.37))}
STRAIGHT = 0.006  # some tick the same column all the way down
PERSON = 0.45  # standard deviation of how much a person tends to say yes
SCHOOL = {"po": 0.35, "vo": 0.25, "mbo": 0.12}  # and a school; mbo has few, and large ones


@dataclass(frozen=True)
class Person:
    """Somebody who answered, with all she could have said; the questionnaire decides what is asked."""

    number: int
    role: str
    site: Site
    age: int
    age_band: int  # index in AGE_BANDS
    experience: float
    phase: str
    fte: float
    levels: dict[str, int]
    barriers: tuple[str, ...]
    motives: tuple[str, ...]
    forms: dict[str, str]
    open_need: str
    open_other: str
    extra: int  # a level 0-3 for an item that is no theme
    dice: Dice = field(repr=False, compare=False)  # for how she writes things down


def people_of(plan: Plan, sector: str, bank: AnswerBank) -> list[Person]:
    """The teachers of a sector who answered, in the order in which they sent it in."""
    dice = Dice("people", plan.region, plan.year, sector)
    sites = [s for s in sites_of(plan.region) if s.sector == sector]
    weights = [s.teachers * SUBREGION_RESPONSE.get(s.subregion, 1.0) * _eagerness(plan, s) for s in sites]
    lean = _leanings(plan, sites)
    return [_person(plan, i, "leraar", dice.weighted(sites, weights), dice, lean, bank) for i in range(plan.teachers[sector])]


def leaders_of(plan: Plan, bank: AnswerBank) -> list[Person]:
    """School leaders of po and vo, and directors in mbo, who answered for their school."""
    dice = Dice("leaders", plan.region, plan.year)
    sites = [s for s in sites_of(plan.region) if s.site == "00"]
    weights = [{"po": 1.0, "vo": 1.8, "mbo": 4.0}[s.sector] for s in sites]
    lean = _leanings(plan, sites)
    people = []
    for i in range(plan.leaders):
        site = dice.weighted(sites, weights)
        people.append(_person(plan, i, "directeur_mbo" if site.sector == "mbo" else "schoolleider", site, dice, lean, bank))
    return people


def _leanings(plan: Plan, sites: list[Site]) -> dict[str, float]:
    """How much each school tends to say yes; the same from year to year."""
    return {s.brin: Dice("school", plan.region, s.brin).normal() * SCHOOL[s.sector] for s in sites}


def _eagerness(plan: Plan, site: Site) -> float:
    """Some schools answer with half the team, some not at all."""
    draw = Dice("eager", plan.region, plan.year, site.brin).between(0, 1)
    return 0.0 if draw < 0.08 else 0.4 + 1.6 * draw * draw


def _person(plan: Plan, number: int, role: str, site: Site, dice: Dice, lean: dict[str, float], bank: AnswerBank) -> Person:
    band, age = _age(site.sector, role, dice)
    experience = _experience(age, dice)
    phase = phase_of(experience)
    levels = _levels(plan, site, phase if role == "leraar" else "vakbekwaam", lean[site.brin], dice)
    needs = {theme: level for theme, level in levels.items() if level >= 2}
    barriers = {**BARRIERS, "reisafstand": 0.24} if site.subregion in FAR_AWAY else BARRIERS
    return Person(
        number=number, role=role, site=site, age=age, age_band=band, experience=experience, phase=phase,
        fte=dice.weighted((1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4), (30, 8, 24, 10, 16, 7, 5)), levels=levels,
        barriers=tuple(b for b, p in barriers.items() if dice.chance(p)),
        motives=tuple(m for m, p in MOTIVES.items() if dice.chance(p)),
        forms={d: dice.weighted(values, weights) for d, (values, weights) in FORMS.items()},
        open_need=bank.answer(site.sector, phase, needs, dice) if dice.chance(0.74) else "",
        open_other=bank.answer(site.sector, phase, needs, dice, loose=True) if dice.chance(0.28) else "",
        extra=_level(0.4, 0.0, dice), dice=Dice("hand", plan.region, plan.year, site.sector, role, number))


def phase_of(experience: float) -> str:
    """The example's own limits, those of regio.yml."""
    return "startbekwaam" if experience < 3 else "expert" if experience >= 15 else "vakbekwaam"


def _age(sector: str, role: str, dice: Dice) -> tuple[int, int]:
    weights = [share * response for share, response in zip(AGE_SHARES[sector], AGE_RESPONSE, strict=True)]
    if role != "leraar":
        weights = [0.0, 6.0, 25.0, 34.0, 33.0, 2.0]
    band = dice.weighted(range(6), weights)
    low, high = ((21, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 68))[band]
    return band, dice.whole(low, high)


def _experience(age: int, dice: Dice) -> float:
    """Years for the class: from about 22 on, later for those who came from another job."""
    start = 22 + (dice.whole(4, 26) if dice.chance(0.3) else dice.whole(0, 4))
    years = age - start
    return float(years) if years >= 1 else dice.pick((0.5, 1.0, 1.0, 2.0))


def _levels(plan: Plan, site: Site, phase: str, lean: float, dice: Dice) -> dict[str, int]:
    person = dice.normal() * PERSON + lean
    shift, year = SUBREGION_SHIFT.get(site.subregion, {}), YEAR_SHIFT[plan.year]
    column = 3 + ("startbekwaam", "vakbekwaam", "expert").index(phase)
    if dice.chance(STRAIGHT):
        return dict.fromkeys(THEMES, dice.pick((1, 2)))
    levels = {}
    for theme in THEMES:
        share = NEED[theme][SECTOR_ORDER.index(site.sector)] + NEED[theme][column] + shift.get(theme, 0) + year.get(theme, 0)
        levels[theme] = _level(min(max(share, 0.04), 0.94), person, dice)
    return levels


def _level(share: float, lean: float, dice: Dice) -> int:
    """A level such that about ``share`` of all people say redelijk (2) or veel (3)."""
    spread = (1 + PERSON**2 + 0.06) ** 0.5
    value = NormalDist().inv_cdf(share) * spread + lean + dice.normal()
    return 3 if value > 0.85 else 2 if value > 0 else 1 if value > -0.9 else 0
