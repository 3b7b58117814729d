"""How the figures were made, in plain Dutch, with the thresholds of this region; and the glossary."""

from __future__ import annotations

from napl_analysis.region import RegionConfig
from napl_analysis.reports.format import SYMBOLS, dutch_date, listing, number, share, whole
from napl_analysis.reports.method_text import SOURCES, Part, demand_parts
from napl_analysis.yeardata import YearResults


def method(results: YearResults) -> list[Part]:
    """Sections of the method: heading and paragraphs."""
    config, judged = results.region.config, int(results.matches["decision"].isin(["bevestigd", "verworpen"]).sum())
    counted = f" Bij het aanbod {'is' if judged == 1 else 'zijn'} nu {judged} van de {len(results.matches)} koppelingen door een mens beoordeeld."
    return [_data(config, f" (peildatum {dutch_date(config.region.reference_date)})"), *demand_parts(config), _linking(config, counted), *_after(config), ("Bronnen", list(SOURCES))]


def general_method(config: RegionConfig) -> list[Part]:
    """The same without anything of one year: for docs/methode.md."""
    return [_data(config, ""), *demand_parts(config), _linking(config, ""), *_after(config), ("Bronnen", list(SOURCES))]


def _data(c: RegionConfig, when: str) -> Part:
    p = c.phases
    dropped = [what for flag, what in ((c.cleaning.drop_unfinished, "onafgemaakte vragenlijsten"), (c.cleaning.drop_duplicates, "dubbele inzendingen"),
                                       (c.cleaning.drop_straightliners, "vragenlijsten met overal hetzelfde antwoord"),
                                       (c.cleaning.drop_speeders, "te snel ingevulde vragenlijsten")) if flag]
    return "Gegevens", [
        f"De vraag komt uit een enquête onder leraren en werkgevers{when}, het aanbod uit de catalogi van aanbieders. "
        "Namen, e-mailadressen en andere persoonsgegevens zijn bij het inlezen verwijderd of gemaskeerd.",
        f"{'Weggelaten zijn ' + listing(dropped) + '. ' if dropped else 'Er zijn geen vragenlijsten weggelaten. '}Elke aanpassing staat in bevindingen.xlsx.",
        f"Een loopbaanfase die niet is gevraagd, volgt uit de ervaring: startbekwaam onder {number(p.starter_below)} jaar, expert vanaf {number(p.expert_from)} jaar."]


def _linking(c: RegionConfig, counted: str) -> Part:
    return "Koppeling aan leeruitkomsten", [
        f"Open antwoorden en aanbod zijn door de computer aan leeruitkomsten gekoppeld. Een koppeling telt mee vanaf een kans van {share(c.thresholds.match_probability)}. "
        f"Twijfelgevallen staan in te_beoordelen.xlsx; wat een mens daarin besluit, gaat voor.{counted}"]


def _after(c: RegionConfig) -> list[Part]:
    t = c.thresholds
    return [
        ("Aanbod, bereik en witte vlekken", [
            "Klaar is aanbod dat aan de kaders van de interne toetsing voldoet; op te werken is aanbod dat de leeruitkomst dekt maar een kader mist dat te herstellen is. "
            f"Een leraar kan aanbod bereiken als het online is of binnen {number(c.reach.max_km)} kilometer (hemelsbreed maal {number(c.reach.detour)}). Plaatsen worden over de leraren binnen bereik verdeeld zonder dubbel te tellen "
            "(two-step floating catchment area; Luo en Wang 2003). Onbekende plaatsen of plekken tellen als onbekend, niet als nul.",
            "Witte vlek: grote vraag en geen aanbod. Alleen op te werken: er is aanbod, maar niets is klaar. Tekort aan bereik: klaar aanbod, maar te ver weg of met te weinig plaatsen. Gedekt: klaar aanbod met genoeg bereik en plaatsen.",
            f"Genoeg bereik: {share(c.reach.enough)} van de leraren kan klaar aanbod volgen. Genoeg plaatsen: {number(100 * c.reach.places_per_teacher)} per jaar voor elke 100 leraren met behoefte."]),
        ("Trajecten", [
            f"Een traject telt hoogstens {whole(c.trajectories.maximum)} leerarrangementen; een formeel arrangement is {number(c.trajectories.smallest)} tot {number(c.trajectories.largest)} EC groot, en een nieuw "
            f"arrangement krijgt {number(c.trajectories.ects_per_outcome)} EC per leeruitkomst (een aanname). De keuze is exact (geheeltallige programmering met HiGHS; Huangfu en Hall 2018): zo min mogelijk leeruitkomsten "
            "zonder bestaand aanbod, daarna zo min mogelijk inspanning, daarna zo min mogelijk arrangementen. Of dat bewezen is, staat bij het traject."]),
        ("Bescherming tegen herleiding", [
            f"Een aantal staat er alleen vanaf {t.minimum_count} respondenten, een aandeel vanaf {t.minimum_base}. Waar een verborgen cijfer uit andere cijfers is te herleiden, zijn ook die verborgen (Hundepool e.a. 2012). "
            "Voor publicatie probeert het programma zelf, met lineaire programmering, elke verborgen cel te achterhalen; lukt dat, dan wordt er niets gepubliceerd. "
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
