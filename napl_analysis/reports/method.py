"""How the figures were made, in plain Dutch, with the thresholds of this region; and the glossary."""

from __future__ import annotations

from napl_analysis.reports.format import SYMBOLS, dutch_date, listing, number, share
from napl_analysis.yeardata import YearResults

_MARGINS = {"sector": "sector", "age_band": "leeftijdsgroep", "subregion": "deelregio"}


def method(results: YearResults) -> list[tuple[str, list[str]]]:
    """Sections of the method: heading and paragraphs."""
    c = results.region.config
    t, w, p = c.thresholds, c.weighting, c.phases
    judged = int(results.matches["decision"].isin(["bevestigd", "verworpen"]).sum())
    dropped = [what for flag, what in ((c.cleaning.drop_unfinished, "onafgemaakte vragenlijsten"), (c.cleaning.drop_duplicates, "dubbele inzendingen"),
                                       (c.cleaning.drop_straightliners, "vragenlijsten met overal hetzelfde antwoord"),
                                       (c.cleaning.drop_speeders, "te snel ingevulde vragenlijsten")) if flag]
    return [
        ("Gegevens", [
            f"De vraag komt uit een enquête onder leraren en werkgevers (peildatum {dutch_date(c.region.reference_date)}), het aanbod uit de catalogi van aanbieders. "
            "Namen, e-mailadressen en andere persoonsgegevens zijn bij het inlezen verwijderd of gemaskeerd.",
            f"{'Weggelaten zijn ' + listing(dropped) + '. ' if dropped else 'Er zijn geen vragenlijsten weggelaten. '}Elke aanpassing staat in bevindingen.xlsx.",
            f"Een loopbaanfase die niet is gevraagd, volgt uit de ervaring: startbekwaam onder {number(p.starter_below)} jaar, expert vanaf {number(p.expert_from)} jaar."]),
        ("Weging", [
            f"Antwoorden zijn gewogen naar {listing([_MARGINS[m] for m in w.margins])}, zodat zij lijken op de leraren die volgens DUO in de regio werken. Geen gewicht is kleiner dan "
            f"{number(w.trim_low)} of groter dan {number(w.trim_high)} keer het gemiddelde.",
            f"Waar leraren en werkgevers samen zijn genomen, telt een antwoord van een leraar voor {number(w.teacher)} en dat van een werkgever voor {number(w.employer, 2)}. "
            "De twee groepen staan ook altijd apart."]),
        ("Behoefte en zekerheid", [
            f"Een leraar heeft behoefte aan een thema bij het antwoord redelijk of veel. De vraag naar een leeruitkomst is groot als het aandeel met een behoefte boven {share(t.need_share)} ligt. "
            "Bij elk aandeel hoort een 95 %-interval: met zoveel onzekerheid moet u rekenen doordat niet alle leraren antwoordden.",
            "Waar weinig antwoorden zijn, is het aandeel bijgetrokken naar een algemener beeld (landelijke cijfers als die zijn ingelezen, anders het gemiddelde van de sector). Dat heet de schatting; "
            "het gewicht van het algemenere beeld staat in tabellen.xlsx.",
            f"De kans dat de vraag echt boven de drempel ligt, bepaalt de zekerheid: zeker vanaf {share(t.certain)}, waarschijnlijk vanaf {share(t.likely)}, anders onzeker."]),
        ("Koppeling aan leeruitkomsten", [
            f"Open antwoorden en aanbod zijn door de computer aan leeruitkomsten gekoppeld. Een koppeling telt mee vanaf een kans van {share(t.match_probability)}. "
            f"Twijfelgevallen staan in te_beoordelen.xlsx; wat een mens daarin besluit, gaat voor. Bij het aanbod {'is' if judged == 1 else 'zijn'} nu {judged} van de "
            f"{len(results.matches)} koppelingen door een mens beoordeeld."]),
        ("Aanbod, bereik en witte vlekken", [
            "Klaar is aanbod dat aan de kaders van de interne toetsing voldoet; op te werken is aanbod dat de leeruitkomst dekt maar een kader mist dat te herstellen is. "
            f"Een leraar kan aanbod bereiken als het online is of binnen {number(c.reach.max_km)} kilometer (hemelsbreed maal {number(c.reach.detour)}). Onbekende plaatsen of plekken tellen als onbekend, niet als nul.",
            "Witte vlek: grote vraag en geen aanbod. Alleen op te werken: er is aanbod, maar niets is klaar. Tekort aan bereik: klaar aanbod, maar te ver weg of met te weinig plaatsen. Gedekt: klaar aanbod met genoeg bereik en plaatsen."]),
        ("Bescherming tegen herleiding", [
            f"Een aantal staat er alleen vanaf {t.minimum_count} respondenten, een aandeel vanaf {t.minimum_base}. Waar een verborgen cijfer uit andere cijfers is te herleiden, zijn ook die verborgen. "
            f"In de tabellen staat dan {listing([f'{k} ({v})' for k, v in list(SYMBOLS.items())[:2]])}."]),
    ]


GLOSSARY: tuple[tuple[str, str], ...] = (
    ("Aanbodanalyse", "het jaarlijkse overzicht van wat aanbieders in de regio bieden en wat daarvan past"),
    ("Bereik", "het aandeel leraren dat klaar aanbod kan volgen, online of binnen de reisafstand"),
    ("Interne toetsing", "de eigen beoordeling van bestaand aanbod: direct aanmelden, opwerken of past niet"),
    ("Leerarrangement", "een module van een professionaliseringstraject; formeel meestal 3 tot 5 EC"),
    ("Leeruitkomst", "wat een leraar na een deel van een ontwikkelpad laat zien"),
    ("Loopbaanfase", "startbekwaam, vakbekwaam of expert"),
    ("Ontwikkelpad", "het landelijke kader van leeruitkomsten; er is een pad van start- naar vakbekwaam en er zijn paden van vakbekwaam naar expert"),
    ("Opwerken", "bestaand aanbod aanpassen zodat het binnen de kaders past"),
    ("Penvoerder", "de partij die namens het consortium de subsidie aanvraagt"),
    ("Professionaliseringstraject", "het geheel van hoogstens tien leerarrangementen dat alle leeruitkomsten van een pad dekt"),
    ("Scholing", "een aanbod zoals een aanbieder het noemt: een opleiding, cursus, training of vorm van leren op de werkplek"),
    ("Schatting", "het aandeel nadat het bij weinig antwoorden is bijgetrokken naar een algemener beeld"),
    ("Vraagarticulatie", "het jaarlijkse overzicht van de behoeften van leraren in de regio"),
    ("Witte vlek", "een leeruitkomst met grote vraag waarvoor geen aanbod bestaat"),
    ("95 %-interval", "de grenzen waarbinnen het aandeel met 95 procent zekerheid ligt"),
)
