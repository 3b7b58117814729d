"""``aanbodanalyse.docx``: the supply annex to an application."""

from __future__ import annotations

from napl_analysis.charts.spec import Section
from napl_analysis.gaps.partners import four_questions
from napl_analysis.reports import compact, compact_supply
from napl_analysis.reports.document import Drawings, begin, close_with_method, figures, summary, table
from napl_analysis.reports.format import number, share, whole
from napl_analysis.reports.naming import names_of
from napl_analysis.reports.summary import key_figures
from napl_analysis.reports.word import WordReport
from napl_analysis.reports.wording import (
    gap_summary,
    placed_sentence,
    supply_summary,
    trajectory_summary,
    trajectory_text,
)
from napl_analysis.yeardata import YearResults


def supply_annex(results: YearResults, drawn: Drawings) -> bytes:
    """aanbodanalyse.docx: what is offered, what it covers, what is missing, and what to do about it."""
    report = begin(results, "Aanbodanalyse", "Wat aanbieders in de regio bieden en wat ontbreekt")
    summary(report, "Samenvatting", [*supply_summary(results, key_figures(results)), *trajectory_summary(results)])
    report.contents()
    _four_questions(report, results)
    _providers(report, results, drawn)
    _coverage(report, results, drawn)
    _review(report, results, drawn)
    _gaps(report, results, drawn)
    _reach(report, results, drawn)
    _trajectories(report, results, drawn)
    _partners(report, results)
    figures(report, drawn, Section.SUPPLY, heading="Overige figuren")
    close_with_method(report, results)
    return report.close()


def _four_questions(report: WordReport, results: YearResults) -> None:
    report.heading("De vier vragen van de handreiking")
    report.text(placed_sentence(results))
    answers = four_questions(results.gaps, results.review, results.trajectories, results.outcomes)
    for path_id, title in names_of(results).paths.items():
        report.heading(title, 2)
        table(report, compact.path_table(results, path_id))
        for row in answers[answers["path_id"] == path_id].itertuples():
            report.heading(f"{row.number}. {row.question}", 3)
            report.text(row.answer)


def _providers(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Aanbieders en hun aanbod")
    report.text("Aanbieders horen bij een van drie groepen: publieke lerarenopleiders, huisacademies en private aanbieders. Een consortium bestaat uit minstens één instelling voor hoger onderwijs "
                "en de penvoerder van minstens één regio; een private aanbieder kan meedoen als die in de aanbodanalyse staat en bij een ontwikkelpad past.")
    report.bullets(compact_supply.joining_sentences(results))
    table(report, compact_supply.may_join(results), empty="Er is geen aanbod ingelezen.")
    figures(report, drawn, Section.SUPPLY, "aanbod_plekken")
    table(report, compact_supply.supply_in_figures(results))


def _coverage(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Welke leeruitkomsten worden gedekt")
    figures(report, drawn, Section.SUPPLY, "aanbod_leeruitkomsten")
    for path_id in names_of(results).paths:
        table(report, compact.coverage(results, path_id))
    report.heading("Dunne plekken en overlap", 2)
    table(report, compact_supply.spots(results, "dun"), empty="Geen leeruitkomst hangt aan één aanbieder.")
    table(report, compact_supply.spots(results, "overlap"), empty="Nergens hebben vier of meer aanbieders aanbod voor dezelfde leeruitkomst.")


def _review(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Interne toetsing")
    report.text("De kaders van de interne toetsing zijn een voorbeeld zolang het Kwaliteitskader NAPL niet is ingelezen. De uitkomst is een voorstel: een mens beslist.")
    figures(report, drawn, Section.SUPPLY, "aanbod_aanbieders")
    table(report, compact.review_groups(results))
    table(report, compact.review_rules(results))
    report.text("Niet bekend betekent dat de catalogus er niets over zegt: vraag het de aanbieder. Per scholing staat de reden in tabellen.xlsx, blad interne_toetsing.")
    report.heading("Direct aanmelden voor externe toetsing", 2)
    table(report, compact.straight_on(results), empty="Nog geen scholing voldoet aan alle kaders.")
    report.heading("Opwerken", 2)
    table(report, compact.to_upgrade(results), empty="Geen scholing hoeft te worden opgewerkt.")


def _gaps(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Witte vlekken")
    for line in gap_summary(key_figures(results)):
        report.text(line)
    table(report, compact.class_counts(results))
    figures(report, drawn, Section.GAPS)
    report.heading("Nieuw te ontwikkelen", 2)
    white = compact.reasons(results, "witte_vlek")
    report.text("Voor deze leeruitkomsten is de vraag groot en bestaat geen aanbod dat past." if white else "Er zijn geen witte vlekken: voor elke leeruitkomst met grote vraag bestaat aanbod of aanbod dat op te werken is.")
    report.definitions(white)
    for gap_class, heading in (("opwerken", "Bestaand aanbod opwerken"), ("bereik_tekort", "Bereik of plaatsen vergroten")):
        report.heading(heading, 2)
        table(report, compact.gaps_of_class(results, gap_class), empty="Geen.")
    report.heading("Per gemeente", 2)
    table(report, compact.municipalities(results))


def _reach(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    reach = results.region.config.reach
    report.heading("Bereik en plaatsen")
    report.text(f"Een leraar kan klaar aanbod volgen als het online is of binnen {number(reach.max_km)} kilometer wordt gegeven (hemelsbreed maal {number(reach.detour)}). "
                "Aanbod zonder bekende plaats telt niet als bereikbaar en niet als onbereikbaar: het bereik is dan onbekend.")
    figures(report, drawn, Section.SUPPLY, "aanbod_bereik")
    report.text(f"Nodig zijn, voor elke 100 leraren met behoefte aan een leeruitkomst, {number(100 * reach.places_per_teacher)} plaatsen per jaar. Klaar aanbod reikt ver genoeg als "
                f"{share(reach.enough)} van de leraren het kan volgen. Elke plaats is één keer verdeeld, over alle leraren die haar kunnen bereiken.")
    figures(report, drawn, Section.SUPPLY, "aanbod_plaatsen")
    table(report, compact_supply.reach_and_places(results))


def _trajectories(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Voorgestelde trajecten")
    report.text(trajectory_text(results))
    report.text("Een leraar kan bij elk leerarrangement beginnen. In de tabellen staat de plaats van elk arrangement in het geheel: hoeveel leeruitkomsten van het pad het dekt, en met een ster welke "
                "nergens anders in het traject aan bod komen. Wat daarna openstaat, volgt uit andere arrangementen of uit erkende eerdere ervaring (EVC). Leerwijzen zijn die van het arrangement zelf en van wat "
                "ervoor in de plaats kan.")
    report.text(compact_supply.proof_sentence(results))
    figures(report, drawn, Section.SUPPLY, "aanbod_trajecten")
    for path_id, sector in compact.trajectory_pairs(results):
        report.heading(f"{names_of(results).paths.get(path_id, path_id)}, {sector}", 2)
        table(report, compact_supply.trajectory(results, path_id, sector))
    report.heading("Andere keuzes", 2)
    table(report, compact_supply.other_plans(results), empty="Er is geen andere keuze die de voorgestelde trajecten dicht benadert.")
    report.heading("Andere manieren om een leerarrangement te volgen", 2)
    report.text(f"Voor {whole(results.variants[['path_id', 'sector', 'arrangement']].drop_duplicates().shape[0])} leerarrangementen is er een andere scholing die er voor in de plaats kan: collectief, in een team "
                "of individueel, of dichterbij. Een andere leerwijze staat vooraan; alle staan in tabellen.xlsx, blad varianten.")
    table(report, compact_supply.variants(results, 3), empty="Voor geen leerarrangement is er een andere scholing die er voor in de plaats kan.")
    report.text("Alle leerarrangementen en trajecten staan in de map uitwisseling/ als OOAPI en schema.org, met de tekst van hun certificaten.")


def _partners(report: WordReport, results: YearResults) -> None:
    report.heading("Wie kan welk tekort helpen vullen")
    report.text("Voor de samenstelling van het co-creatieteam: welke aanbieders het dichtst bij een tekort staan. Wie iets klaar heeft of kan opwerken, ligt het meest voor de hand; aanbod voor een andere "
                "sector of bij hetzelfde thema is een begin.")
    table(report, compact_supply.partners_by_provider(results), empty="Geen van de aanbieders staat dicht bij een tekort.")
    table(report, compact_supply.partners(results, 15))
    report.text("Hier staan de vijftien tekorten met de hoogste prioriteit en alle witte vlekken; de andere staan in tabellen.xlsx, blad partners.")
