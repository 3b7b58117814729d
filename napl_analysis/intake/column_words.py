"""How people ask for a field of regio.yml: question texts, codes, answer options and kinds of question."""

from __future__ import annotations

from napl_analysis import vocabulary as voc

PHRASES: dict[str, tuple[str, ...]] = {
    "sector": ("in welke sector werkt u", "sector", "onderwijssector", "type onderwijs", "soort onderwijs", "in welk type onderwijs geef je les",
               "voor welke sector antwoordt u"),
    "role": ("wat is uw functie", "rol", "functie", "in welke rol werkt u", "wat is je rol binnen de school", "u bent"),
    "career_phase": ("loopbaanfase", "in welke fase van uw loopbaan bent u", "in welke loopbaanfase zit je", "fase van uw loopbaan"),
    "age": ("wat is uw leeftijd", "leeftijd", "leeftijdsgroep", "leeftijdscategorie", "hoe oud bent u", "geboortejaar", "wat is uw geboortejaar"),
    "experience": ("hoeveel jaar ervaring heeft u in het onderwijs", "jaren ervaring", "aantal jaren werkzaam in het onderwijs",
                   "hoe lang werkt u in het onderwijs", "ervaring in jaren", "onderwijservaring", "hoeveel jaar staat u voor de klas",
                   "sinds wanneer werkt u in het onderwijs"),
    "fte": ("omvang van uw aanstelling", "fte", "wat is uw aanstelling in fte", "werktijdfactor", "hoeveel uur werkt u per week", "aanstelling"),
    "school": ("op welke school werkt u", "school", "naam van uw school", "schoolnaam", "brin nummer", "vestiging", "locatie van uw school",
               "brin vestiging van uw school", "bij welke instelling werkt u", "van welke school of instelling bent u"),
    "board": ("bestuur", "bij welk bestuur werkt u", "schoolbestuur", "bevoegd gezag", "stichting waar u werkt"),
    "municipality": ("gemeente", "in welke gemeente staat uw school", "gemeente van de school", "plaats van uw school"),
    "preferences.formality": ("welke vorm van professionalisering heeft uw voorkeur", "voorkeur vorm formeel non-formeel informeel", "vorm van scholing"),
    "preferences.learning_mode": ("hoe leert u het liefst individueel team groep", "leert u liever alleen of samen", "voorkeur voor leren in team of individueel",
                                  "met wie leert u het liefst"),
    "preferences.delivery": ("online of fysiek", "voorkeur online fysiek hybride", "op welke manier wilt u scholing volgen", "waar volgt u het liefst scholing"),
    "preferences.barrier": ("wat belemmert u om te professionaliseren", "belemmeringen", "wat houdt u tegen om scholing te volgen", "knelpunten bij professionaliseren"),
    "preferences.motive": ("waarom professionaliseert u zich", "reden om te professionaliseren", "motieven voor scholing", "wat is voor u de belangrijkste reden"),
    "open_questions": ("waaraan heeft u behoefte in uw professionele ontwikkeling", "welke scholing zou u willen volgen", "wat wilt u nog leren",
                       "welke ondersteuning heeft u nodig", "toelichting op uw behoefte", "waar wilt u zich in ontwikkelen",
                       "aan welk aanbod heeft u behoefte dat er nu niet is", "wat heeft u nodig om uw werk beter te doen", "welke behoefte mist u in deze lijst",
                       "waar loopt u in uw werk tegenaan", "waarbij is hulp of ondersteuning welkom", "aan welke scholing of ondersteuning heeft u behoefte",
                       "waar ziet u de grootste behoefte aan scholing"),
}
CODE_NAMES: dict[str, tuple[str, ...]] = {
    "sector": ("sector",), "role": ("rol", "functie", "role"), "career_phase": ("loopbaanfase", "fase", "phase"),
    "age": ("leeftijd", "lft", "geboortejaar", "age"), "experience": ("ervaring", "exp", "jaren", "experience"), "fte": ("fte", "aanstelling"),
    "school": ("school", "brin", "brin6", "vestiging"), "board": ("bestuur", "bevoegdgezag"), "municipality": ("gemeente",),
    "preferences.formality": ("vorm",), "preferences.learning_mode": ("leerwijze",), "preferences.delivery": ("levering", "online"),
    "preferences.barrier": ("belemmering", "belemmeringen", "barriere"), "preferences.motive": ("reden", "motief", "redenen", "motieven"),
    "open_questions": ("open", "behoefte", "toelichting", "wensen"),
}
TERMS: dict[str, voc.TermList] = {
    "sector": voc.SECTORS, "role": voc.ROLES, "career_phase": voc.PHASES, "age": voc.AGE_BANDS,
    **{f"preferences.{d}": terms for d, terms in voc.PREFERENCE_VALUES.items()},
}
KINDS: dict[str, tuple[str, ...]] = {
    "sector": ("single", "multiple", "open"), "role": ("single", "open"), "career_phase": ("single", "open"), "age": ("single", "open"),
    "experience": ("single", "open"), "fte": ("single", "open"), "school": ("single", "open"), "board": ("single", "open"),
    "municipality": ("single", "open"), "open_questions": ("open",), "themes": ("scale", "single"), "preferences": ("multiple", "single"),
}

_EMPTY = """de het een en of in op aan bij van voor naar met om te uit over door als dat die dit er u uw je jij jouw jullie we wij ons onze ik mijn
zich wat welk welke wie waar hoe wanneer is bent ben zijn was heeft heb hebt werkt werk werken zou willen wilt wil graag meest meestal vooral
momenteel moment nu verder nog ook geef geeft gaat krijgt kunt kan komende"""
EMPTY_WORDS = frozenset(_EMPTY.split())
