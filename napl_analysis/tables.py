"""The tidy tables that pass between rooms: columns, types, keys, meaning (what such a table is: `napl_analysis.tidy`)."""

from __future__ import annotations

from napl_analysis import vocabulary as voc
from napl_analysis.tidy import DTYPES, Column, Table, conform

__all__ = ["CELL", "DTYPES", "TABLES", "Column", "Table", "conform"]

_CELL = (
    Column("sector", "text", "sector, of 'alle'", (*voc.SECTORS.codes, voc.ALL), required=True),
    Column("career_phase", "text", "loopbaanfase, of 'alle'", (*voc.PHASES.codes, voc.ALL), required=True),
    Column("subregion", "text", "deelregio uit regio.yml, of 'alle'", required=True),
)
CELL = tuple(c.name for c in _CELL)

RESPONDENTS = Table("respondents", "Respondenten", "een persoon die antwoordde", ("respondent_id",), (
    Column("respondent_id", "text", "gesleutelde hash; niet te herleiden zonder de sleutel", required=True),
    Column("role", "text", "rol", voc.ROLES.codes, required=True),
    Column("sector", "text", "sector", voc.SECTORS.codes),
    Column("career_phase", "text", "loopbaanfase", voc.PHASES.codes),
    Column("career_phase_derived", "yesno", "loopbaanfase afgeleid uit ervaring"),
    Column("age_band", "text", "leeftijdsgroep volgens DUO", voc.AGE_BANDS.codes),
    Column("experience_years", "number", "jaren ervaring", low=0, high=60),
    Column("fte", "number", "aanstelling in fte", low=0, high=1.5),
    Column("brin6", "text", "vestiging: BRIN met twee cijfers"),
    Column("board_id", "text", "bevoegd gezag: vijf cijfers"),
    Column("municipality_code", "text", "CBS-gemeentecode, GM0000"),
    Column("subregion", "text", "deelregio uit regio.yml"),
    Column("finished", "yesno", "vragenlijst afgemaakt", required=True),
    Column("marks", "text", "kommagescheiden merktekens: dubbel, rechte_lijn, te_snel"),
    Column("source_file", "text", "bronbestand", required=True),
))

NEEDS = Table("needs", "Gesloten antwoorden", "een gesloten antwoord", ("respondent_id", "theme_id"), (
    Column("respondent_id", "text", "respondent", required=True),
    Column("theme_id", "text", "thema", required=True),
    Column("level", "integer", "0 geen, 1 weinig, 2 redelijk, 3 veel", required=True, low=0, high=3),
))

STATEMENTS = Table("statements", "Uitspraken", "een open antwoord, gesplitst waar het meer behoeften noemt", ("statement_id",), (
    Column("statement_id", "text", "uitspraak", required=True),
    Column("respondent_id", "text", "respondent", required=True),
    Column("question", "text", "vraagcode in het bronbestand", required=True),
    Column("text", "text", "tekst zonder persoonsgegevens", required=True),
))

PREFERENCES = Table("preferences", "Voorkeuren en belemmeringen", "een genoemde voorkeur of belemmering",
                    ("respondent_id", "dimension", "value"), (
    Column("respondent_id", "text", "respondent", required=True),
    Column("dimension", "text", "soort voorkeur", voc.PREFERENCE_DIMENSIONS.codes, required=True),
    Column("value", "text", "waarde", required=True),
))

OFFERINGS = Table("offerings", "Aanbod", "een aanbod zoals een aanbieder het noemt", ("offering_id",), (
    Column("offering_id", "text", "aanbod: hash van aanbieder, titel en bron", required=True),
    Column("provider", "text", "aanbieder", required=True),
    Column("provider_type", "text", "soort aanbieder", voc.PROVIDER_TYPES.codes),
    Column("title", "text", "titel", required=True),
    Column("description", "text", "omschrijving"),
    Column("sectors", "text", "sectoren, kommagescheiden in de volgorde po,vo,mbo"),
    Column("career_phases", "text", "loopbaanfasen, kommagescheiden"),
    Column("formality", "text", "formeel, non-formeel of informeel", voc.FORMALITIES.codes),
    Column("learning_mode", "text", "collectief, team of individueel", voc.LEARNING_MODES.codes),
    Column("delivery", "text", "fysiek, online of hybride", voc.DELIVERIES.codes),
    Column("municipality_code", "text", "CBS-gemeentecode van de plaats waar het gegeven wordt"),
    Column("ects", "number", "studiepunten (EC)", low=0, high=240),
    Column("study_load_hours", "number", "studielast in klokuren", low=0, high=7000),
    Column("nlqf", "number", "NLQF-niveau", low=1, high=8),
    Column("price_eur", "number", "prijs per deelnemer in euro", low=0),
    Column("places_per_year", "number", "plaatsen per jaar", low=0),
    Column("assessment", "text", "toets of bewijs dat gevraagd wordt"),
    Column("certificate", "text", "certificaat of bewijs van deelname"),
    Column("claimed_outcomes", "text", "leeruitkomsten die de aanbieder noemt, kommagescheiden"),
    Column("claimed_path", "text", "ontwikkelpad dat de aanbieder noemt"),
    Column("quality_status", "text", "keurmerk, accreditatie of licentie"),
    Column("source_file", "text", "bronbestand", required=True),
    Column("source_row", "text", "rij of id in het bronbestand", required=True),
    Column("sectors_raw", "text", "sectoren zoals ze er stonden"),
    Column("career_phases_raw", "text", "loopbaanfasen zoals ze er stonden"),
    Column("formality_raw", "text", "vorm zoals die er stond"),
    Column("delivery_raw", "text", "levering zoals die er stond"),
    Column("location_raw", "text", "plaats zoals die er stond"),
    Column("study_load_raw", "text", "studielast zoals die er stond"),
    Column("price_raw", "text", "prijs zoals die er stond"),
    Column("level_raw", "text", "niveau zoals het er stond"),
    Column("places_raw", "text", "plaatsen zoals ze er stonden"),
    Column("dates_raw", "text", "data zoals ze er stonden"),
))

CHANGES_LOG = Table("changes_log", "Elke cel die bij het opschonen veranderde", "een verandering van een cel", (), (
    Column("file", "text", "bestand waarin de cel staat", required=True),
    Column("sheet", "text", "blad, waar een werkmap er meer heeft"),
    Column("row", "text", "rij zoals die in het bestand staat (de eerste is 1), of het id van het aanbod in JSON of XML", required=True),
    Column("column", "text", "vraagcode of kop van de kolom", required=True),
    Column("before", "text", "wat er stond, zonder persoonsgegevens; open tekst nooit"),
    Column("after", "text", "wat ervan gemaakt is; leeg is als ontbrekend behandeld"),
    Column("rule", "text", "regel die de cel veranderde, met dezelfde naam als bij de bevindingen", required=True),
))

OUTCOMES = Table("outcomes", "Leeruitkomsten", "een leeruitkomst", ("outcome_id",), (
    Column("outcome_id", "text", "leeruitkomst", required=True),
    Column("path_id", "text", "ontwikkelpad", required=True),
    Column("path_title", "text", "naam van het ontwikkelpad", required=True),
    Column("title", "text", "korte naam", required=True),
    Column("description", "text", "volledige tekst"),
    Column("theme_ids", "text", "thema's, kommagescheiden"),
    Column("nlqf", "number", "NLQF-niveau van het pad", low=1, high=8),
    Column("version", "text", "versie", required=True),
    Column("source", "text", "bron", required=True),
    Column("licence", "text", "licentie"),
    Column("status", "text", "vastgesteld of voorbeeld", ("vastgesteld", "voorbeeld"), required=True),
))

MATCHES = Table("matches", "Koppelingen", "een tekst gekoppeld aan een leeruitkomst", ("kind", "item_id", "outcome_id"), (
    Column("kind", "text", "uitspraak (statement) of aanbod (offering)", ("statement", "offering"), required=True),
    Column("item_id", "text", "statement_id of offering_id", required=True),
    Column("outcome_id", "text", "leeruitkomst", required=True),
    Column("score", "number", "gelijkenis"),
    Column("probability", "number", "kans dat de koppeling klopt", low=0, high=1),
    Column("because", "text", "woorden en begrippen die de doorslag gaven"),
    Column("decision", "text", "besluit", voc.MATCH_DECISIONS.codes, required=True),
    Column("decided_by", "text", "wie besloot (rol of initialen)"),
    Column("decided_on", "text", "datum, jjjj-mm-dd"),
))

_DEMAND_FIGURES = (
    Column("n", "integer", "respondenten die antwoordden (ongewogen)", low=0),
    Column("n_need", "integer", "respondenten met een behoefte (ongewogen)", low=0),
    Column("n_eff", "number", "effectief aantal na weging", low=0),
    Column("share", "number", "gewogen aandeel met een behoefte", low=0, high=1),
    Column("se", "number", "standaardfout van het aandeel", low=0),
    Column("low", "number", "ondergrens 95 %-interval", low=0, high=1),
    Column("high", "number", "bovengrens 95 %-interval", low=0, high=1),
    Column("prior_share", "number", "aandeel waarnaar een kleine cel krimpt", low=0, high=1),
    Column("prior_source", "text", "landelijk, met de bron ervan, of regionaal gemiddelde"),
    Column("prior_weight", "number", "gewicht van dat aandeel in de schatting", low=0, high=1),
    Column("estimate", "number", "schatting na krimp", low=0, high=1),
    Column("estimate_low", "number", "ondergrens van de schatting", low=0, high=1),
    Column("estimate_high", "number", "bovengrens van de schatting", low=0, high=1),
    Column("p_high", "number", "kans dat het aandeel boven de drempel ligt", low=0, high=1),
    Column("teachers", "number", "leraren in de cel met deze behoefte (geschat)", low=0),
)
_SHOWN = (
    Column("shown", "yesno", "mag worden getoond", required=True),
    Column("hidden_why", "text", "waarom niet: te_weinig_antwoorden of bescherming"),
)

DEMAND = Table("demand", "Vraag", "een leeruitkomst of thema in een cel", ("kind", "target_id", "respondent_group", *CELL), (
    Column("kind", "text", "theme of outcome", ("theme", "outcome"), required=True),
    Column("target_id", "text", "thema of leeruitkomst", required=True),
    Column("respondent_group", "text", "wie antwoordde", voc.RESPONDENT_GROUPS.codes, required=True),
    *_CELL, *_DEMAND_FIGURES, *_SHOWN,
))

_SUPPLY_FIGURES = (
    Column("offerings", "integer", "aanbod dat de leeruitkomst dekt", low=0),
    Column("ready", "integer", "waarvan klaar (direct aan te melden)", low=0),
    Column("upgradable", "integer", "waarvan op te werken", low=0),
    Column("providers", "integer", "aanbieders", low=0),
    Column("places_per_year", "number", "plaatsen per jaar in klaar aanbod; leeg is onbekend", low=0),
    Column("reach", "number", "aandeel leraren dat klaar aanbod kan bereiken", low=0, high=1),
)
SUPPLY = Table("supply", "Aanbod per cel", "een leeruitkomst in een cel", ("outcome_id", *CELL), (
    Column("outcome_id", "text", "leeruitkomst", required=True), *_CELL, *_SUPPLY_FIGURES,
))

GAPS = Table("gaps", "Witte vlekken", "een leeruitkomst in een cel", ("outcome_id", *CELL), (
    Column("outcome_id", "text", "leeruitkomst", required=True), *_CELL,
    *(c for c in _DEMAND_FIGURES if c.name in ("n", "share", "low", "high", "estimate", "estimate_low", "estimate_high", "p_high", "teachers")),
    *_SUPPLY_FIGURES,
    Column("gap_class", "text", "klasse", voc.GAP_CLASSES.codes),
    Column("certainty", "text", "zekerheid van de grote vraag", voc.CERTAINTIES.codes),
    Column("priority", "integer", "volgorde binnen de regio, 1 is eerst", low=1),
    Column("advice", "text", "advies", voc.ADVICES.codes),
    Column("subsidised", "yesno", "subsidiabel binnen de regeling co-creatielabs"),
    Column("why", "text", "waarom, in een zin met de cijfers"),
    *_SHOWN,
))

CLUSTERS = Table("clusters", "Thema's in open antwoorden", "een thema in een groep", ("group", "cluster_id"), (
    Column("group", "text", "sector en loopbaanfase", required=True),
    Column("cluster_id", "text", "thema", required=True),
    Column("label", "text", "naam uit kenmerkende woorden", required=True),
    Column("respondents", "integer", "respondenten", low=0),
    Column("statements", "integer", "uitspraken", low=0),
    Column("examples", "text", "typerende uitspraken, gemaskeerd, gescheiden door ' | '"),
    Column("lineage", "text", "nieuw, gebleven, gesplitst, samengevoegd", None),
    *_SHOWN,
))

REVIEW = Table("review", "Interne toetsing", "een aanbod", ("offering_id",), (
    Column("offering_id", "text", "aanbod", required=True),
    Column("provider", "text", "aanbieder"), Column("title", "text", "titel"),
    Column("path_id", "text", "ontwikkelpad waar het bij past"),
    Column("outcome_ids", "text", "leeruitkomsten, kommagescheiden"),
    Column("decision", "text", "uitkomst", voc.REVIEW_DECISIONS.codes, required=True),
    Column("effort", "integer", "inspanning om op te werken: 0 geen, 1 klein, 2 middel, 3 groot", low=0, high=3),
    Column("met", "text", "kaders waaraan het voldoet"), Column("not_met", "text", "kaders waaraan het niet voldoet"),
    Column("unknown", "text", "kaders die niet te toetsen zijn"),
    Column("why", "text", "waarom, in een zin"),
    Column("decided_by", "text", "wie besloot; leeg is de regels"),
))

TRAJECTORIES = Table("trajectories", "Voorgestelde trajecten", "een leerarrangement in een traject",
                     ("path_id", "sector", "arrangement"), (
    Column("path_id", "text", "ontwikkelpad", required=True),
    Column("sector", "text", "sector", voc.SECTORS.codes, required=True),
    Column("arrangement", "integer", "volgnummer", required=True, low=1),
    Column("offering_id", "text", "aanbod; leeg is nieuw te ontwikkelen"),
    Column("title", "text", "titel"),
    Column("outcome_ids", "text", "leeruitkomsten", required=True),
    Column("effort", "number", "inspanning", low=0), Column("ects", "number", "omvang in EC"),
    Column("why", "text", "waarom"),
    Column("optimal", "yesno", "bewezen optimaal"),
))

PLANS = Table("plans", "Varianten van de trajecten", "een plan voor een pad en sector", ("path_id", "sector", "plan"), (
    Column("path_id", "text", "ontwikkelpad", required=True), Column("sector", "text", "sector", voc.SECTORS.codes, required=True),
    Column("plan", "integer", "1 is het voorgestelde traject", required=True, low=1), Column("arrangements", "integer", "leerarrangementen", low=0),
    Column("ready", "integer", "waarvan klaar", low=0), Column("upgradable", "integer", "waarvan op te werken", low=0),
    Column("developed", "integer", "waarvan nieuw te ontwikkelen", low=0), Column("total_effort", "number", "totale inspanning", low=0),
    Column("optimal", "yesno", "bewezen optimaal"), Column("gap", "number", "wat nog te bewijzen is; 0 is bewezen", low=0),
    Column("otherwise", "text", "wat anders is dan in het voorgestelde traject"),
))

COVERAGE = Table("coverage", "Dekking", "een aanbod dat een leeruitkomst dekt", ("offering_id", "outcome_id"), (
    Column("offering_id", "text", "aanbod", required=True), Column("outcome_id", "text", "leeruitkomst", required=True),
    Column("strength", "number", "hoe sterk: 1 bevestigd, vanaf 0,8 door de aanbieder genoemd, anders de kans", low=0, high=1),
    Column("basis", "text", "grond: bevestigd, geclaimd of automatisch"), Column("because", "text", "waarop dat rust"),
))

PROVIDERS = Table("providers", "Aanbieders", "een aanbieder", ("provider",), (
    Column("provider", "text", "aanbieder", required=True),
    Column("provider_type", "text", "soort aanbieder; leeg is niet bekend", voc.PROVIDER_TYPES.codes),
    Column("offerings", "integer", "scholingen", low=0), Column("ready", "integer", "waarvan direct aan te melden", low=0),
    Column("upgradable", "integer", "waarvan op te werken", low=0),
    Column("paths", "text", "ontwikkelpaden waar passend (te maken) aanbod bij hoort"),
    Column("outcomes", "integer", "leeruitkomsten die dat aanbod dekt", low=0), Column("sectors", "text", "sectoren waarvoor het aanbod is"),
    Column("may_join", "yesno", "kan deelnemen aan een consortium; leeg is niet te zeggen"), Column("why", "text", "waarom"),
))

VARIANTS = Table("variants", "Horizontale varianten", "een andere scholing voor een leerarrangement", ("path_id", "sector", "arrangement", "variant_id"), (
    Column("path_id", "text", "ontwikkelpad", required=True), Column("sector", "text", "sector", voc.SECTORS.codes, required=True),
    Column("arrangement", "integer", "volgnummer in het traject", required=True, low=1), Column("offering_id", "text", "aanbod in het traject", required=True),
    Column("variant_id", "text", "aanbod dat ervoor in de plaats kan", required=True), Column("title", "text", "titel"),
    Column("provider", "text", "aanbieder"), Column("learning_mode", "text", "collectief, team of individueel", voc.LEARNING_MODES.codes),
    Column("delivery", "text", "fysiek, online of hybride", voc.DELIVERIES.codes), Column("decision", "text", "interne toetsing", voc.REVIEW_DECISIONS.codes),
    Column("same_mode", "yesno", "zelfde leerwijze; leeg is niet bekend"),
))

PARTNERS = Table("partners", "Wie kan welke vlek helpen vullen", "een aanbieder bij een tekort", ("outcome_id", "sector", "provider"), (
    Column("outcome_id", "text", "leeruitkomst", required=True), Column("sector", "text", "sector", voc.SECTORS.codes, required=True),
    Column("gap_class", "text", "klasse", voc.GAP_CLASSES.codes), Column("provider", "text", "aanbieder", required=True),
    Column("provider_type", "text", "soort aanbieder", voc.PROVIDER_TYPES.codes), Column("ground", "text", "waarom deze aanbieder"),
    Column("offered", "text", "scholingen waarop dat rust"), Column("rank", "integer", "1 is de sterkste grond, 4 de zwakste", low=1),
))

REACH = Table("municipal_supply", "Bereik en plaatsen per gemeente", "een leeruitkomst voor de leraren van een sector in een gemeente",
              ("municipality_code", "sector", "outcome_id"), (
    Column("municipality_code", "text", "CBS-gemeentecode", required=True), Column("sector", "text", "sector", voc.SECTORS.codes, required=True),
    Column("outcome_id", "text", "leeruitkomst", required=True), Column("teachers", "number", "leraren (DUO)", low=0),
    Column("reachable", "yesno", "klaar aanbod binnen bereik; leeg is niet bekend"),
    Column("places_per_year", "number", "plaatsen per jaar die deze leraren krijgen; leeg is niet bekend", low=0),
    Column("places_per_100", "number", "dat per 100 leraren", low=0),
))

RESPONSE = Table("response", "Respons", "een groep in de populatie", ("dimension", "level"), (
    Column("dimension", "text", "sector, leeftijd, deelregio of soort werkgever", required=True),
    Column("level", "text", "groep", required=True),
    Column("population", "number", "leraren volgens DUO", low=0),
    Column("respondents", "integer", "respondenten", low=0),
    Column("response_rate", "number", "respons", low=0),
    Column("population_share", "number", "aandeel in de populatie", low=0, high=1),
    Column("respondent_share", "number", "aandeel in de respons", low=0, high=1),
    Column("weighted_share", "number", "aandeel na weging", low=0, high=1),
    *_SHOWN,
))

MUNICIPALITIES = Table("municipalities", "Witte vlekken per gemeente", "een gemeente en sector", ("municipality_code", "sector"), (
    Column("municipality_code", "text", "CBS-gemeentecode", required=True),
    Column("municipality", "text", "gemeente", required=True),
    Column("subregion", "text", "deelregio"),
    Column("sector", "text", "sector, of 'alle'", (*voc.SECTORS.codes, voc.ALL), required=True),
    Column("outcomes_in_demand", "integer", "leeruitkomsten met grote vraag in de deelregio", low=0),
    Column("unserved", "integer", "waarvan zonder klaar aanbod binnen bereik van deze gemeente", low=0),
    Column("unserved_share", "number", "aandeel daarvan", low=0, high=1),
    Column("outcome_ids", "text", "die leeruitkomsten"),
    *_SHOWN,
))

PREFERENCE_SHARES = Table("preference_shares", "Voorkeuren en belemmeringen", "een voorkeur in een cel",
                          ("dimension", "value", "sector", "career_phase"), (
    Column("dimension", "text", "soort", voc.PREFERENCE_DIMENSIONS.codes, required=True),
    Column("value", "text", "waarde", required=True),
    *_CELL[:2],
    Column("n", "integer", "respondenten", low=0), Column("n_eff", "number", "effectief aantal", low=0),
    Column("share", "number", "gewogen aandeel", low=0, high=1), Column("se", "number", "standaardfout", low=0),
    Column("low", "number", "ondergrens", low=0, high=1), Column("high", "number", "bovengrens", low=0, high=1),
    *_SHOWN,
))

_TESTED = (
    Column("difference", "number", "verschil", low=-1, high=1), Column("se", "number", "standaardfout van het verschil", low=0),
    Column("low", "number", "ondergrens van het verschil"), Column("high", "number", "bovengrens van het verschil"),
    Column("p", "number", "kans op zo'n verschil door toeval", low=0, high=1),
    Column("p_adjusted", "number", "dezelfde kans, gecorrigeerd voor het aantal vergelijkingen", low=0, high=1),
    Column("significant", "yesno", "of het verschil groter is dan door toeval te verklaren is"),
)

LEVELS = Table("levels", "Hoe sterk de behoefte is", "een thema bij een sector of loopbaanfase", ("target_id", "sector", "career_phase", "subregion"), (
    Column("target_id", "text", "thema", required=True), *_CELL,
    Column("n", "integer", "leraren die antwoordden (ongewogen)", low=0),
    Column("mean", "number", "gewogen gemiddelde van het niveau: 0 geen, 1 weinig, 2 redelijk, 3 veel behoefte", low=0, high=3),
    Column("se", "number", "standaardfout van het gemiddelde", low=0),
    Column("low", "number", "ondergrens 95 %-interval", low=0, high=3), Column("high", "number", "bovengrens 95 %-interval", low=0, high=3),
))

DIFFERENCES = Table("differences", "Verschillen tussen groepen leraren", "een thema bij twee groepen leraren",
                    ("target_id", "dimension", "in_sector", "group_a", "group_b"), (
    Column("target_id", "text", "thema", required=True), Column("dimension", "text", "wat vergeleken wordt", CELL, required=True),
    Column("in_sector", "text", "binnen welke sector; 'alle' is de hele regio", (*voc.SECTORS.codes, voc.ALL), required=True),
    Column("group_a", "text", "de ene groep", required=True), Column("group_b", "text", "de andere groep", required=True),
    Column("n_a", "integer", "antwoorden van de ene groep (ongewogen)", low=0), Column("n_b", "integer", "antwoorden van de andere groep (ongewogen)", low=0),
    Column("share_a", "number", "gewogen aandeel met een behoefte, de ene groep", low=0, high=1),
    Column("share_b", "number", "gewogen aandeel met een behoefte, de andere groep", low=0, high=1),
    *_TESTED,
))

DISAGREEMENT = Table("disagreement", "Waar leraren en werkgevers verschillen", "een thema in een cel", ("target_id", *CELL), (
    Column("target_id", "text", "thema", required=True), *_CELL,
    Column("n_teachers", "integer", "leraren die antwoordden (ongewogen)", low=0), Column("n_employers", "integer", "werkgevers die antwoordden (ongewogen)", low=0),
    Column("share_teachers", "number", "gewogen aandeel leraren met een behoefte", low=0, high=1),
    Column("share_employers", "number", "aandeel werkgevers dat de behoefte ziet", low=0, high=1),
    *_TESTED,
))

WEIGHTING = Table("weighting", "Wat de weging deed", "een kengetal van de weging", ("item", "dimension", "level"), (
    Column("item", "text", "kengetal", ("answers", "effective_n", "design_effect", "trimmed", "merged"), required=True),
    Column("dimension", "text", "kenmerk waarvan groepen zijn samengevoegd; 'alle' is de hele weging", required=True),
    Column("level", "text", "groep die is samengevoegd; 'alle' is de hele weging", required=True),
    Column("into", "text", "groep waar hij bij kwam"), Column("value", "number", "waarde", low=0),
))

TABLES: dict[str, Table] = {t.name: t for t in (
    RESPONDENTS, NEEDS, STATEMENTS, PREFERENCES, CHANGES_LOG, OFFERINGS, OUTCOMES, MATCHES, DEMAND, SUPPLY, GAPS, CLUSTERS,
    REVIEW, TRAJECTORIES, PLANS, COVERAGE, PROVIDERS, VARIANTS, PARTNERS, REACH, RESPONSE, MUNICIPALITIES, PREFERENCE_SHARES,
    LEVELS, DIFFERENCES, DISAGREEMENT, WEIGHTING,
)}
