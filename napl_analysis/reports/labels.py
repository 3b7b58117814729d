"""Codes as people read them: labels of cells, themes and outcomes, and the short Dutch heading of every column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.reports.format import Kind, is_missing

SECTOR_SHORT = {"po": "po", "vo": "vo", "mbo": "mbo", voc.ALL: "alle sectoren"}
_SUBREGION = {voc.ALL: "hele regio"}
_KINDS = {"theme": "thema", "outcome": "leeruitkomst", "statement": "uitspraak", "offering": "aanbod"}
_LINEAGE = {"nieuw": "nieuw", "gebleven": "gebleven", "gesplitst": "gesplitst", "samengevoegd": "samengevoegd"}
SHOWN_WHY = {"te_weinig_antwoorden": "nee: te weinig antwoorden", "bescherming": "nee: beschermt een ander cijfer"}
_DIMENSIONS = {"totaal": "alle leraren", "sector": "sector", "age_band": "leeftijd", "subregion": "deelregio",
               "employer_type": "soort werkgever", "career_phase": "loopbaanfase"}


@dataclass(frozen=True)
class Heading:
    """How a column of a tidy table is shown."""

    text: str
    kind: Kind = Kind.TEXT
    width: int = 14


T, C, N, S, K, V, E, Y = (Kind.TEXT, Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.CHANCE, Kind.CHANGE, Kind.EURO, Kind.YESNO)

# Column of a tidy table to heading, kind and width in characters. One list: a column reads the same everywhere.
HEADINGS: dict[str, Heading] = {
    "target": Heading("Thema of leeruitkomst", T, 34), "target_id": Heading("Code", T, 12),
    "theme": Heading("Thema", T, 30), "theme_id": Heading("Code thema", T, 18),
    "outcome": Heading("Leeruitkomst", T, 34), "outcome_id": Heading("Code", T, 9),
    "path": Heading("Ontwikkelpad", T, 34), "path_id": Heading("Code ontwikkelpad", T, 20), "path_title": Heading("Ontwikkelpad", T, 34),
    "kind": Heading("Soort", T, 13), "respondent_group": Heading("Wie antwoordden", T, 26),
    "sector": Heading("Sector", T, 15), "career_phase": Heading("Loopbaanfase", T, 19), "subregion": Heading("Deelregio", T, 18),
    "n": Heading("Antwoorden", C, 12), "n_need": Heading("Met behoefte", C, 13), "n_eff": Heading("Effectief aantal", N, 15),
    "share": Heading("Aandeel", S, 11), "se": Heading("Standaardfout", S, 14), "low": Heading("Ondergrens", S, 12), "high": Heading("Bovengrens", S, 12),
    "prior_share": Heading("Algemener beeld", S, 16), "prior_source": Heading("Bron van dat beeld", T, 22),
    "prior_weight": Heading("Gewicht van dat beeld", S, 13), "estimate": Heading("Schatting", S, 11),
    "estimate_low": Heading("Schatting, ondergrens", S, 13), "estimate_high": Heading("Schatting, bovengrens", S, 13),
    "rests_on": Heading("Waarop de schatting rust", T, 54), "teachers_low": Heading("Leraren, ondergrens", C, 13), "teachers_high": Heading("Leraren, bovengrens", C, 13),
    "mean": Heading("Gemiddeld niveau", N, 12), "mean_low": Heading("Niveau, ondergrens", N, 12), "mean_high": Heading("Niveau, bovengrens", N, 12),
    "mean_se": Heading("Niveau, standaardfout", N, 13), "in_sector": Heading("Binnen", T, 12), "group_a": Heading("Eerste groep", T, 22), "group_b": Heading("Tweede groep", T, 22),
    "share_a": Heading("Aandeel eerste", S, 11), "share_b": Heading("Aandeel tweede", S, 11), "n_a": Heading("Antwoorden eerste", C, 12), "n_b": Heading("Antwoorden tweede", C, 12),
    "share_teachers": Heading("Aandeel leraren", S, 11), "share_employers": Heading("Aandeel werkgevers", S, 12),
    "n_teachers": Heading("Antwoorden leraren", C, 12), "n_employers": Heading("Antwoorden werkgevers", C, 13),
    "item": Heading("Kengetal", T, 50), "into": Heading("Samengevoegd met", T, 24), "outcome_of_weighting": Heading("Uitkomst", T, 40),
    "p_high": Heading("Kans op grote vraag", K, 13), "teachers": Heading("Leraren met behoefte (geschat)", C, 16),
    "offerings": Heading("Aanbod", C, 9), "ready": Heading("Klaar", C, 9), "upgradable": Heading("Op te werken", C, 13),
    "providers": Heading("Aanbieders", C, 11), "places_per_year": Heading("Plaatsen per jaar", C, 11), "reach": Heading("Bereik", S, 10),
    "gap_class": Heading("Klasse", T, 28), "certainty": Heading("Zekerheid", T, 15), "priority": Heading("Volgorde", C, 10),
    "advice": Heading("Advies", T, 34), "subsidised": Heading("Subsidiabel", Y, 12), "why": Heading("Waarom", T, 80),
    "shown": Heading("Getoond", T, 24),
    "group": Heading("Groep", T, 26), "cluster_id": Heading("Code", T, 14), "label": Heading("Onderwerp", T, 36),
    "respondents": Heading("Respondenten", C, 14), "statements": Heading("Uitspraken", C, 12), "examples": Heading("Typerende uitspraken", T, 80),
    "lineage": Heading("Ten opzichte van vorig jaar", T, 18),
    "offering_id": Heading("Code aanbod", T, 16), "provider": Heading("Aanbieder", T, 30), "provider_type": Heading("Soort aanbieder", T, 25),
    "title": Heading("Titel", T, 44), "description": Heading("Omschrijving", T, 80),
    "sectors": Heading("Sectoren", T, 13), "career_phases": Heading("Loopbaanfasen", T, 28), "formality": Heading("Vorm", T, 13),
    "learning_mode": Heading("Leerwijze", T, 13), "delivery": Heading("Levering", T, 11), "municipality_code": Heading("Gemeentecode", T, 14),
    "municipality": Heading("Gemeente", T, 24), "ects": Heading("EC", N, 8), "study_load_hours": Heading("Studielast (uren)", N, 12),
    "nlqf": Heading("NLQF", N, 8), "price_eur": Heading("Prijs", E, 11), "assessment": Heading("Toets of bewijs", T, 28),
    "certificate": Heading("Certificaat", T, 24), "claimed_outcomes": Heading("Geclaimde leeruitkomsten", T, 24),
    "claimed_path": Heading("Geclaimd ontwikkelpad", T, 28), "quality_status": Heading("Keurmerk of status", T, 24),
    "source_file": Heading("Bronbestand", T, 30), "source_row": Heading("Rij in de bron", T, 14),
    "theme_ids": Heading("Thema's", T, 30), "version": Heading("Versie", T, 10), "source": Heading("Bron", T, 50),
    "licence": Heading("Licentie", T, 12), "status": Heading("Status", T, 13), "question": Heading("Vraag in de enquête", T, 60),
    "item_id": Heading("Code tekst", T, 16), "score": Heading("Gelijkenis", N, 11), "probability": Heading("Kans", K, 9),
    "because": Heading("Waarop de koppeling rust", T, 50), "decision": Heading("Besluit", T, 32), "decided_by": Heading("Wie besloot", T, 16),
    "decided_on": Heading("Besluit op", T, 12),
    "outcome_ids": Heading("Leeruitkomsten", T, 40), "effort": Heading("Inspanning", T, 12), "met": Heading("Voldoet aan", T, 44),
    "not_met": Heading("Voldoet niet aan", T, 44), "unknown": Heading("Niet te toetsen", T, 34),
    "arrangement": Heading("Leerarrangement", C, 15), "optimal": Heading("Bewezen best", Y, 13), "offering": Heading("Aanbod", T, 44),
    "dimension": Heading("Kenmerk", T, 30), "level": Heading("Groep", T, 28), "value": Heading("Waarde", T, 32),
    "population": Heading("Leraren volgens DUO", C, 14), "response_rate": Heading("Respons", S, 10),
    "population_share": Heading("Aandeel in populatie", S, 13), "respondent_share": Heading("Aandeel in respons", S, 13),
    "weighted_share": Heading("Aandeel na weging", S, 13),
    "outcomes_in_demand": Heading("Leeruitkomsten met grote vraag", C, 17), "unserved": Heading("Zonder bereikbaar klaar aanbod", C, 17),
    "unserved_share": Heading("Aandeel zonder aanbod", S, 13),
    "employer_type": Heading("Soort werkgever", T, 26), "boards": Heading("Besturen", C, 11), "schools": Heading("Scholen", C, 10),
    "names": Heading("Namen (met toestemming)", T, 60),
    "share_now": Heading("Aandeel dit jaar", S, 12), "share_before": Heading("Aandeel vorig jaar", S, 12), "n_now": Heading("Antwoorden dit jaar", C, 12),
    "n_before": Heading("Antwoorden vorig jaar", C, 12), "difference": Heading("Verschil", V, 19), "difference_low": Heading("Verschil, ondergrens", V, 19),
    "difference_high": Heading("Verschil, bovengrens", V, 19), "p": Heading("Kans op toeval", K, 12), "p_adjusted": Heading("Kans op toeval, gecorrigeerd", K, 14),
    "significant": Heading("Duidelijk verschil", Y, 13),
    "rule": Heading("Regel", T, 30), "message": Heading("Wat er opvalt", T, 70), "action": Heading("Wat ermee gedaan is, of wat u kunt doen", T, 70),
    "severity": Heading("Wat het vraagt", T, 15), "file": Heading("Bestand", T, 34), "sheet": Heading("Blad", T, 18), "row": Heading("Rij", C, 8),
    "column": Heading("Kolom", T, 24), "before": Heading("Was", T, 24), "after": Heading("Werd", T, 24), "findings": Heading("Bevindingen", C, 13),
    "stap": Heading("Stap", T, 44), "rijen_voor": Heading("Rijen voor", C, 11), "rijen_na": Heading("Rijen na", C, 11), "toelichting": Heading("Toelichting", T, 60),
    "bestand": Heading("Bestand", T, 44), "sha256": Heading("sha256", T, 66), "bytes": Heading("Bytes", C, 12), "soort": Heading("Soort", T, 18), "rijen": Heading("Rijen", C, 10),
    "may_join": Heading("Kan deelnemen", Y, 13), "outcomes": Heading("Leeruitkomsten", C, 14), "paths": Heading("Ontwikkelpaden", T, 44), "ground": Heading("Grond", T, 30),
    "offered": Heading("Scholingen", T, 60), "rank": Heading("Sterkte", C, 9), "question_number": Heading("Nr.", C, 6), "asked_question": Heading("Vraag van de handreiking", T, 60), "answer": Heading("Antwoord", T, 100),
    "covering": Heading("Past bij een pad", C, 12), "median_price": Heading("Prijs (mediaan)", E, 12), "price_per_hour": Heading("Prijs per studie-uur (mediaan)", E, 14),
    "priced": Heading("Met prijs en omvang", C, 12), "dated": Heading("Met data", C, 10), "spot": Heading("Plek", T, 12), "provider_names": Heading("Welke aanbieders", T, 60),
    "plan": Heading("Plan", C, 8), "arrangements": Heading("Leerarrangementen", C, 14), "developed": Heading("Nieuw te ontwikkelen", C, 13), "total_effort": Heading("Totale inspanning", N, 12),
    "gap": Heading("Nog te bewijzen", S, 12), "otherwise": Heading("Wat anders is", T, 80), "instead_of": Heading("In plaats van", T, 44), "variant_id": Heading("Code aanbod", T, 16),
    "same_mode": Heading("Zelfde leerwijze", Y, 12), "all_teachers": Heading("Leraren", C, 10), "all_outcomes": Heading("Leeruitkomsten", C, 13), "within": Heading("Binnen bereik", C, 12),
    "reach_unknown": Heading("Bereik onbekend", C, 12), "asked_outcomes": Heading("Met grote vraag", C, 12), "places_unknown": Heading("Waarvan plaatsen onbekend", C, 13),
    "places_needed": Heading("Plaatsen nodig per jaar", N, 13), "places_there": Heading("Waarvan er zijn", N, 12), "places_share": Heading("Deel", S, 10), "place": Heading("Plaats in het geheel", T, 80),
    "reachable": Heading("Binnen bereik", Y, 12), "places_per_100": Heading("Plaatsen per 100 leraren", N, 13), "strength": Heading("Sterkte", N, 9), "basis": Heading("Grond", T, 12),
    "region": Heading("Regio", T, 26), "region_id": Heading("Code regio", T, 22),
}

SEVERITIES = {"beslissen": "beslissen", "bekijken": "bekijken", "ter_info": "ter informatie"}

# Column to the function that turns one code into its label; everything else stays as it is.
VALUE_LABELS: dict[str, Callable[[str], str]] = {
    "sector": lambda c: SECTOR_SHORT.get(c, c), "career_phase": voc.PHASES.label, "subregion": lambda c: _SUBREGION.get(c, c),
    "kind": lambda c: _KINDS.get(c, c), "respondent_group": voc.RESPONDENT_GROUPS.label, "gap_class": voc.GAP_CLASSES.label,
    "certainty": voc.CERTAINTIES.label, "advice": voc.ADVICES.label, "provider_type": voc.PROVIDER_TYPES.label,
    "formality": voc.FORMALITIES.label, "learning_mode": voc.LEARNING_MODES.label, "delivery": voc.DELIVERIES.label,
    "lineage": lambda c: _LINEAGE.get(c, c), "employer_type": lambda c: "alle werkgevers" if c == voc.ALL else voc.ROLES.label(c), "severity": lambda c: SEVERITIES.get(c, c),
}


def heading(column: str) -> Heading:
    """The heading of a column; its own name, made readable, where it is not in the list."""
    return HEADINGS.get(column) or Heading(column.replace("_", " ").capitalize(), Kind.TEXT, 18)


def labelled(values: pd.Series, column: str) -> pd.Series:
    """The labels of a column's codes, missing values kept."""
    if column not in VALUE_LABELS:
        return values
    label = VALUE_LABELS[column]
    return values.map(lambda code: code if is_missing(code) else label(str(code)))


def effort_label(value: object) -> str:
    """The effort to upgrade, in words."""
    return "" if is_missing(value) else voc.EFFORTS.label(str(round(float(value))))  # type: ignore[arg-type]


def dimension_label(code: str) -> str:
    """A kind of preference, or a characteristic of the response table, in words."""
    return voc.PREFERENCE_DIMENSIONS.labels.get(code) or _DIMENSIONS.get(code, code)


def level_label(dimension: str, level: str) -> str:
    """A group of the response table in words."""
    if level == voc.ALL:
        return "hele regio"
    lists = {"sector": voc.SECTORS, "age_band": voc.AGE_BANDS, "career_phase": voc.PHASES, "employer_type": voc.ROLES}
    return lists[dimension].label(level) if dimension in lists else level


def preference_label(dimension: str, value: str) -> str:
    """A stated preference or barrier in words."""
    return voc.PREFERENCE_VALUES[dimension].label(value) if dimension in voc.PREFERENCE_VALUES else value


@dataclass(frozen=True)
class Names:
    """The names of one year's themes, outcomes, paths and offerings."""

    themes: dict[str, str]
    outcomes: dict[str, str]
    paths: dict[str, str]
    path_of: dict[str, str]
    offerings: dict[str, str] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, outcomes: pd.DataFrame, themes: pd.DataFrame, offerings: pd.DataFrame | None = None) -> Names:
        """The names that these tables give."""
        return cls(
            themes=_pairs(themes, "theme_id", "label"), outcomes=_pairs(outcomes, "outcome_id", "title"),
            paths=_pairs(outcomes, "path_id", "path_title"), path_of=_pairs(outcomes, "outcome_id", "path_id"),
            offerings=_pairs(offerings, "offering_id", "title"), providers=_pairs(offerings, "offering_id", "provider"),
        )

    def target(self, code: str) -> str:
        """A theme's or outcome's name; the code where it has none."""
        return self.outcomes.get(code) or self.themes.get(code) or code

    def outcome_list(self, codes: object) -> list[str]:
        """Comma-separated outcome codes as names."""
        return [self.outcomes.get(code, code) for code in split_codes(codes)]


def split_codes(codes: object) -> list[str]:
    """Comma-separated codes as a list."""
    return [] if is_missing(codes) else [c.strip() for c in str(codes).split(",") if c.strip()]


def _pairs(frame: pd.DataFrame | None, key: str, value: str) -> dict[str, str]:
    if frame is None or frame.empty:
        return {}
    return {str(k): str(v) for k, v in zip(frame[key], frame[value], strict=True)}
