"""What each survey asks and how people write their answers: a column a question, with the field it fills.

The columns know both the heading that the tool exports and the place they take in regio.yml, so that the
mapping there cannot drift away from the files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from napl_analysis import vocabulary as voc
from napl_analysis.example.people import THEMES, Person
from napl_analysis.example.plan import Plan
from napl_analysis.example.rows import csv_rows

Value = Callable[[Person], str]


@dataclass(frozen=True)
class Column:
    """One column of an export. ``option`` is the row of a grid or the choice of a multiple-answer question.

    ``field`` is the key in regio.yml: a name ("sector"), "thema:<theme>", "open", "voorkeur:<dimension>",
    "negeren", or "" for what the tool itself adds.
    """

    code: str
    text: str
    value: Value
    field: str = ""
    option: str = ""
    kept: bool = True  # False: the tool's own column, not a question


def theme_questions() -> dict[str, str]:
    """Theme to the wording of its item, from the reference list."""
    return {row["theme_id"]: row["question"] for row in csv_rows("napl_analysis.reference", "themes.csv")}


def wording(theme: str, year: int) -> str:
    """The item as it was asked that year: in 2025 two items read otherwise."""
    if year == 2025 and theme == "taal":
        return "Taalonderwijs aan leerlingen die thuis een andere taal spreken"
    if year == 2025 and theme == "digitale_didactiek":
        return "Digitale didactiek: ict in de les"
    return theme_questions()[theme]


def level_value(theme: str, labels: tuple[str, str, str, str]) -> Value:
    """The level of a theme in the tool's words; now and then somebody skips an item."""
    return lambda p: "" if p.dice.chance(0.015) else labels[p.levels[theme]]


def ticked(values: str, code: str, yes: str, no: str) -> Value:
    """A tick of a multiple-answer question."""
    return lambda p: yes if code in getattr(p, values) else no


def joined(values: str, labels: dict[str, str], separator: str, *, trailing: bool = False) -> Value:
    """All ticks in one cell."""
    def value(p: Person) -> str:
        chosen = [labels[code] for code in getattr(p, values)]
        return separator.join(chosen) + (separator if trailing and chosen else "")
    return value


def chosen(dimension: str, labels: dict[str, str]) -> Value:
    """The form somebody prefers."""
    return lambda p: labels[p.forms[dimension]]


def experience(p: Person) -> str:
    """Years as people type them: mostly a number, sometimes words."""
    years = p.experience
    whole = f"{years:g}".replace(".", ",")
    if years == 0.5:
        return p.dice.weighted(("0,5", "half jaar", "net begonnen"), (5, 2, 2))
    forms = (whole, f"{whole} jaar", f"ruim {whole} jaar", f"sinds {2026 - int(years)}", f"ca. {whole}")
    return p.dice.weighted(forms, (82, 9, 4 if years > 8 else 0, 3 if years > 4 else 0, 2 if years > 8 else 0))


def sector_po(p: Person) -> str:
    """The type of school as typed in an open box."""
    if "SBO" in p.site.name:
        return "sbo"
    options = ("basisonderwijs", "Basisonderwijs", "basisschool", "PO", "bao", "primair onderwijs", "speciaal basisonderwijs")
    return p.dice.weighted(options, (52, 14, 12, 9, 4, 6, 3))


def sector_vo(p: Person) -> str:
    """The type of school from a list."""
    if "Praktijkschool" in p.site.name:
        return "praktijkonderwijs"
    if "Mavo" in p.site.name or "Vakcollege" in p.site.name:
        return "vmbo"
    return p.dice.weighted(("havo/vwo", "vmbo", "vmbo/havo/vwo", "vwo"), (50, 22, 20, 8))


def phase_po(p: Person) -> str:
    """How somebody sees herself: close to her experience, not equal to it."""
    labels = ("startbekwaam", "vakbekwaam", "expert")
    at = labels.index(p.phase)
    if (at == 2 and p.dice.chance(0.3)) or (at == 0 and p.dice.chance(0.12)):
        at = 1
    return labels[at]


def phase_mbo(p: Person) -> str:
    """The same in words of the mbo."""
    return {"startbekwaam": "starter", "vakbekwaam": "ervaren docent", "expert": "expert"}[phase_po(p)]


def fte(p: Person) -> str:
    """Appointment, with the decimal comma."""
    return f"{p.fte:.1f}".replace(".", ",")


def school_name(p: Person) -> str:
    """The school as people name it: in full, without what comes before, by its code, or with the town."""
    name = p.site.name
    short = name.split(" De ", 1)[1] if " De " in name else name.replace("ROC ", "").split(" locatie")[0]
    return p.dice.weighted((name, f"De {short}" if " De " in name else name, p.site.brin6, f"{name} {p.site.municipality.town}"), (66, 14, 14, 6))


def institution(p: Person) -> str:
    """An mbo institution from a list."""
    return p.site.name.split(" locatie")[0]


def town(p: Person) -> str:
    """The municipality, from a list."""
    return p.site.municipality.name


def role_po(p: Person) -> str:
    """Mostly teachers; some others answer as well."""
    return p.dice.weighted(("leerkracht", "intern begeleider", "onderwijsassistent", "vakdocent"), (90, 3, 3, 4))


def band(spelling: str) -> Value:
    """The age band in the tool's spelling: 'label' or 'code'."""
    terms = voc.AGE_BANDS.terms
    if spelling == "label":
        return lambda p: terms[p.age_band].label
    short = ("jonger dan 25 jaar", "25 t/m 34 jaar", "35 t/m 44 jaar", "45-54", "55-64", "65 jaar en ouder")
    return lambda p: short[p.age_band]


BARRIER_LABELS = {t.code: t.label for t in voc.BARRIERS.terms}
MOTIVE_LABELS = {t.code: t.label for t in voc.MOTIVES.terms}
FORM_LABELS = {
    "formality": {t.code: t.label for t in voc.FORMALITIES.terms},
    "learning_mode": {t.code: t.label for t in voc.LEARNING_MODES.terms},
    "delivery": {t.code: t.label for t in voc.DELIVERIES.terms},
}
FORM_QUESTIONS = {
    "formality": "Welke vorm van professionalisering heeft uw voorkeur?",
    "learning_mode": "Met wie leert u het liefst?",
    "delivery": "Hoe volgt u scholing het liefst?",
}
LEVEL_QUESTION = "In hoeverre heeft u op dit moment behoefte aan professionalisering op de volgende onderwerpen?"
BARRIER_QUESTION = "Wat belemmert u om deel te nemen aan professionalisering?"
MOTIVE_QUESTION = "Waarom wilt u zich professionaliseren?"
OPEN_NEED = "Aan welke scholing of ondersteuning heeft u het komende jaar het meest behoefte?"
OPEN_OTHER = "Waar loopt u verder in uw werk tegenaan waarbij hulp welkom is?"
NOT_A_THEME = "Vitaliteit en omgaan met werkdruk"


def asked_themes(plan: Plan) -> tuple[str, ...]:
    """The items in the order of the questionnaire; '' is an item that is no theme (2025 only, at the place of samenwerking)."""
    if plan.year != 2025:
        return THEMES
    at = THEMES.index("samenwerking")
    return (*THEMES[:at], "", *THEMES[at + 1:], THEMES[at])
