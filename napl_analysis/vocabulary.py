"""Codes, Dutch labels and the spellings people use. One idea, one place: nothing else spells these out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

ALL = "alle"  # the margin of a dimension: all sectors, all phases, all subregions
DERIVED_SUFFIX = "_afgeleid"


def plain(text: str) -> str:
    """Lower case, without accents or punctuation, single spaces: how spellings are compared."""
    decomposed = unicodedata.normalize("NFKD", str(text))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9+]+", " ", letters).strip()


@dataclass(frozen=True)
class Term:
    """One code with its Dutch label and other spellings (compared with `plain`)."""

    code: str
    label: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermList:
    """A closed list of codes, in their fixed order."""

    name: str
    terms: tuple[Term, ...]
    _by_spelling: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lookup: dict[str, str] = {}
        for term in self.terms:
            for spelling in (term.code, term.label, *term.spellings):
                lookup.setdefault(plain(spelling), term.code)
        object.__setattr__(self, "_by_spelling", lookup)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(term.code for term in self.terms)

    @property
    def labels(self) -> dict[str, str]:
        """Code to label, the margin included."""
        return {term.code: term.label for term in self.terms} | {ALL: f"alle {self.name}"}

    def label(self, code: str) -> str:
        """Dutch label of a code; the code itself where it is not in the list."""
        return self.labels.get(code, code)

    def code_for(self, text: object) -> str | None:
        """The code a spelling stands for, exactly (after `plain`), else None. Never guesses."""
        return self._by_spelling.get(plain(str(text)))

    def order(self, code: str) -> int:
        """Sort key: the list's order, the margin first, unknown codes last."""
        if code == ALL:
            return -1
        return self.codes.index(code) if code in self.codes else len(self.codes)


SECTORS = TermList("sectoren", (
    Term("po", "primair onderwijs", (
        "basisonderwijs", "primair", "basisschool", "speciaal basisonderwijs", "sbo", "bao", "lager onderwijs",
        "po basisonderwijs", "po sbo", "primair onderwijs po", "p o", "bo", "basis")),
    Term("vo", "voortgezet onderwijs", (
        "voortgezet", "middelbare school", "middelbaar onderwijs", "vo havo vwo", "havo vwo", "vmbo", "havo", "vwo",
        "vo vmbo", "vo praktijkonderwijs", "praktijkonderwijs", "pro", "voortgezet onderwijs vo", "v o",
        "gymnasium", "vmbo havo vwo", "mavo", "onderbouw vo", "bovenbouw vo")),
    Term("mbo", "middelbaar beroepsonderwijs", (
        "middelbaar beroeps onderwijs", "beroepsonderwijs", "roc", "mbo niveau 2 4", "mbo 1 4", "mbo niveau 1 4",
        "mbo niveau 2", "mbo niveau 3", "mbo niveau 4", "mbo entree", "middelbaar beroepsonderwijs mbo", "m b o",
        "vakschool", "bve", "aoc")),
))

PHASES = TermList("loopbaanfasen", (
    Term("startbekwaam", "startbekwaam", (
        "starter", "startende leraar", "startend", "beginnend", "beginnende leraar", "starters", "net begonnen",
        "junior", "startbekwame leraar", "start", "startersfase", "startende docent")),
    Term("vakbekwaam", "vakbekwaam", (
        "ervaren", "ervaren leraar", "vakbekwame leraar", "medior", "vakbekwaam leraar", "basisbekwaam", "ervaren docent")),
    Term("expert", "expert", (
        "expertleraar", "senior", "specialist", "excellent", "expert leraar", "excellente leraar", "zeer ervaren")),
))

ROLES = TermList("rollen", (
    Term("leraar", "leraar", (
        "leerkracht", "docent", "lerares", "groepsleerkracht", "vakdocent", "instructeur", "onderwijsgevend", "leraar of docent",
        "leerkracht of leraar", "docent of instructeur")),
    Term("schoolleider", "schoolleider", (
        "directeur", "rector", "teamleider", "adjunct directeur", "afdelingsleider", "schooldirecteur", "conrector", "locatieleider")),
    Term("directeur_mbo", "directeur mbo", (
        "onderwijsdirecteur", "sectordirecteur", "opleidingsmanager", "collegedirecteur", "directeur mbo college")),
    Term("hr", "HR", ("personeelszaken", "p o", "hrm", "hr adviseur", "beleidsmedewerker hr", "human resources")),
    Term("anders", "anders", ("overig", "onderwijsassistent", "ondersteuner", "intern begeleider", "ib er")),
))
EMPLOYER_ROLES = ("schoolleider", "directeur_mbo", "hr")

RESPONDENT_GROUPS = TermList("groepen", (
    Term("leraar", "leraren"),
    Term("werkgever", "werkgevers (schoolleiders, directeuren mbo, HR)"),
    Term("gecombineerd", "leraren en werkgevers samen, gewogen"),
))

# DUO's bands in the staff files are 15-25, 25-35, ...: lower bound included, upper excluded.
AGE_BANDS = TermList("leeftijdsgroepen", (
    Term("15-24", "jonger dan 25", ("15-25", "tot 25", "onder 25", "jonger dan 25 jaar", "t/m 24")),
    Term("25-34", "25 tot en met 34", ("25-35", "25 tot 35", "25 t/m 34 jaar")),
    Term("35-44", "35 tot en met 44", ("35-45", "35 tot 45", "35 t/m 44 jaar")),
    Term("45-54", "45 tot en met 54", ("45-55", "45 tot 55", "45 t/m 54 jaar")),
    Term("55-64", "55 tot en met 64", ("55-65", "55 tot 65", "55 t/m 64 jaar")),
    Term("65+", "65 of ouder", ("65 jaar en ouder", "65 en ouder", "vanaf 65", "65 jaar of ouder")),
))

LEVELS = TermList("behoefteniveaus", (
    Term("0", "geen", ("geen behoefte", "helemaal geen behoefte", "niet", "helemaal niet", "no need", "nee", "geen behoefte op dit moment")),
    Term("1", "weinig", ("weinig behoefte", "een beetje", "beetje", "lage behoefte", "enige", "enige behoefte", "gering")),
    Term("2", "redelijk", ("redelijke behoefte", "redelijk veel", "gemiddeld", "matig", "matige behoefte", "redelijk wat behoefte")),
    Term("3", "veel", ("veel behoefte", "grote behoefte", "hoge behoefte", "heel veel", "sterk", "zeer veel", "ja")),
))
NEED_FROM_LEVEL = 2  # redelijk or veel counts as a need

FORMALITIES = TermList("vormen", (
    Term("formeel", "formeel", ("formele scholing", "opleiding", "master", "post hbo", "cursus met certificaat")),
    Term("non_formeel", "non-formeel", ("nonformeel", "training", "cursus", "workshop", "studiedag", "non formele scholing")),
    Term("informeel", "informeel", ("werkplekleren", "intervisie", "leergemeenschap", "informeel leren", "collegiale consultatie")),
))
LEARNING_MODES = TermList("leerwijzen", (
    Term("collectief", "collectief", ("groep", "open inschrijving", "collectief leren", "klassikaal", "netwerk")),
    Term("team", "team", ("teamscholing", "teamgericht", "incompany", "in company", "teamtraining", "teamleren", "schoolteam", "maatwerk team")),
    Term("individueel", "individueel", ("individueel leren", "zelfstudie", "coaching", "een op een", "1 op 1")),
))
DELIVERIES = TermList("leveringswijzen", (
    Term("fysiek", "fysiek", ("op locatie", "bijeenkomst", "live", "contactonderwijs", "onsite", "op school", "offline", "distance none", "fysieke bijeenkomsten")),
    Term("online", "online", ("e learning", "elearning", "webinar", "digitaal", "afstand", "op afstand", "distance", "distance learning", "online webinar")),
    Term("hybride", "hybride", ("blended", "deels online", "mix", "online en fysiek", "fysiek en online", "combinatie", "blended learning", "hybrid")),
))
PROVIDER_TYPES = TermList("soorten aanbieders", (
    Term("publieke_lerarenopleider", "publieke lerarenopleider", (
        "lerarenopleiding", "pabo", "hogeschool", "universiteit", "hbo", "wo", "publiek", "publieke opleider", "universitaire lerarenopleiding")),
    Term("huisacademie", "huisacademie", ("academie", "eigen academie", "bestuursacademie", "interne academie")),
    Term("privaat", "private aanbieder", ("private aanbieder", "commercieel", "bureau", "zzp", "particulier", "private opleider", "privaat bureau")),
))

GAP_CLASSES = TermList("klassen", (
    Term("witte_vlek", "witte vlek"),
    Term("opwerken", "alleen op te werken aanbod"),
    Term("bereik_tekort", "aanbod, maar te ver weg of te weinig plaatsen"),
    Term("gedekt", "gedekt"),
    Term("aanbod_zonder_vraag", "aanbod zonder grote vraag"),
    Term("geen_vraag", "geen grote vraag"),
))
CERTAINTIES = TermList("zekerheden", (
    Term("zeker", "zeker"), Term("waarschijnlijk", "waarschijnlijk"), Term("onzeker", "onzeker"),
))
ADVICES = TermList("adviezen", (
    Term("nieuw_ontwikkelen", "nieuw ontwikkelen (subsidiabel)"),
    Term("opwerken", "bestaand aanbod opwerken (subsidiabel)"),
    Term("inzetten", "bestaand aanbod inzetten (niet subsidiabel)"),
    Term("geen_actie", "nu geen actie"),
))
REVIEW_DECISIONS = TermList("uitkomsten van de interne toetsing", (
    Term("direct_aanmelden", "direct aanmelden voor externe toetsing"),
    Term("opwerken", "opwerken"),
    Term("past_niet", "past niet binnen de kaders"),
))
EFFORTS = TermList("inspanningen", (Term("0", "geen"), Term("1", "klein"), Term("2", "middel"), Term("3", "groot")))
MATCH_DECISIONS = TermList("besluiten", (
    Term("automatisch", "automatisch gekoppeld"), Term("bevestigd", "bevestigd door een mens"),
    Term("verworpen", "verworpen door een mens"), Term("geclaimd", "door de aanbieder geclaimd"),
))

PREFERENCE_DIMENSIONS = TermList("voorkeuren", (
    Term("formality", "vorm (formeel, non-formeel, informeel)"),
    Term("learning_mode", "leerwijze (collectief, team, individueel)"),
    Term("delivery", "levering (fysiek, online, hybride)"),
    Term("barrier", "belemmering"),
    Term("motive", "reden om te professionaliseren"),
))
BARRIERS = TermList("belemmeringen", (
    Term("tijd", "geen tijd", ("gebrek aan tijd", "tijdgebrek", "te weinig tijd")),
    Term("werkdruk", "werkdruk", ("te hoge werkdruk", "hoge werkdruk")),
    Term("geen_ruimte", "geen ruimte of steun in de school", ("geen ruimte", "geen steun van de leiding", "geen vervanging")),
    Term("aanbod_sluit_niet_aan", "aanbod sluit niet aan", ("het aanbod sluit niet aan", "geen passend aanbod", "aanbod past niet")),
    Term("onduidelijke_regelingen", "onduidelijke regelingen", ("onduidelijk welke regelingen er zijn", "regelingen onduidelijk")),
    Term("te_vrijblijvend", "te vrijblijvend", ("te vrijblijvende aanpak", "het is te vrijblijvend")),
    Term("kosten", "kosten", ("te duur", "geen budget")),
    Term("reisafstand", "reisafstand", ("te ver weg", "afstand")),
))
MOTIVES = TermList("redenen", (
    Term("vak_goed_uitoefenen", "mijn vak goed uitoefenen", ("het vak goed uitoefenen",)),
    Term("onderwijs_verbeteren", "het onderwijs verbeteren", ("ons onderwijs verbeteren", "mijn onderwijs verbeteren")),
    Term("bijblijven", "bijblijven bij veranderingen", ("bijblijven",)),
    Term("loopbaan", "loopbaan", ("volgende stap in mijn loopbaan", "doorgroeien")),
    Term("kwalificatie", "een kwalificatie halen", ("bevoegdheid halen", "kwalificatie")),
))
PREFERENCE_VALUES: dict[str, TermList] = {
    "formality": FORMALITIES, "learning_mode": LEARNING_MODES, "delivery": DELIVERIES, "barrier": BARRIERS, "motive": MOTIVES,
}
