"""``vraagarticulatie.docx`` and ``aanbodanalyse.docx``: the annexes to an application."""

from __future__ import annotations

from napl_analysis import vocabulary as voc
from napl_analysis.charts.office import chart_xml, height_px
from napl_analysis.charts.spec import Section
from napl_analysis.reports import compact
from napl_analysis.reports.compact import Compact
from napl_analysis.reports.contents import names_of
from napl_analysis.reports.figures import Drawn
from napl_analysis.reports.format import dutch_date, number
from napl_analysis.reports.method import GLOSSARY, method
from napl_analysis.reports.summary import key_figures, path_figures
from napl_analysis.reports.word import WordReport
from napl_analysis.reports.wording import (
    EXAMPLE_MARK,
    QUESTIONS,
    TRAJECTORY_TEXT,
    demand_summary,
    employers_sentence,
    example_notes,
    four_answers,
    gap_summary,
    placed_sentence,
    sector_needs,
    supply_summary,
)
from napl_analysis.yeardata import YearResults

Drawings = dict[str, Drawn]
PIXELS_PER_CM = 96 / 2.54


def demand_annex(results: YearResults, drawn: Drawings) -> bytes:
    """vraagarticulatie.docx: who answered, what they need, how they want to learn."""
    report = _begin(results, "Vraagarticulatie", "Wat leraren in de regio nodig hebben")
    _list(report, "Samenvatting", demand_summary(results, key_figures(results)))
    report.contents()
    report.heading("Wie antwoordden")
    report.text("De antwoorden zijn gewogen, zodat zij lijken op alle leraren in de regio. Deze tabel laat zien hoe ver respons en populatie uit elkaar lagen.")
    _table(report, compact.response(results))
    _figures(report, drawn, Section.BASIS, "respons")
    report.heading("Werkgevers", 2)
    report.text(employers_sentence(results))
    _table(report, compact.employers(results), empty="Er zijn geen antwoorden van werkgevers.")
    _needs(report, results, drawn)
    _outcomes_in_demand(report, results, drawn)
    _open_answers(report, results, drawn)
    _preferences(report, results, drawn)
    _changes(report, results, drawn)
    _figures(report, drawn, Section.DEMAND, heading="Overige figuren")
    _close_with_method(report, results)
    return report.close()


def supply_annex(results: YearResults, drawn: Drawings) -> bytes:
    """aanbodanalyse.docx: what is offered, what it covers, what is missing, and what to do about it."""
    report = _begin(results, "Aanbodanalyse", "Wat aanbieders in de regio bieden en wat ontbreekt")
    _list(report, "Samenvatting", supply_summary(results, key_figures(results)))
    report.contents()
    _four_questions(report, results)
    _providers(report, results, drawn)
    _coverage(report, results, drawn)
    _review(report, results, drawn)
    _gaps(report, results, drawn)
    _reach(report, results, drawn)
    _trajectories(report, results, drawn)
    _figures(report, drawn, Section.SUPPLY, heading="Overige figuren")
    _close_with_method(report, results)
    return report.close()


def _begin(results: YearResults, kind: str, subtitle: str) -> WordReport:
    region = results.region.config.region
    mark = EXAMPLE_MARK if region.example else ""
    report = WordReport(title=f"{kind} {region.name} {region.year}", running_title=f"{kind} {region.name} {region.year}", mark=mark)
    facts = [("Onderwijsregio", region.name), ("Peildatum", dutch_date(region.reference_date))]
    if region.lead_applicant:
        facts.insert(1, ("Penvoerder", region.lead_applicant))
    report.title_block(subtitle, f"{kind} {region.year}", facts)
    for note in example_notes(results):
        report.notice(note)
    return report


def _list(report: WordReport, heading: str, lines: list[str]) -> None:
    report.heading(heading)
    report.bullets(lines)


def _table(report: WordReport, table: Compact, *, empty: str = "") -> None:
    if table.rows:
        report.table(table.headings, table.rows, caption=table.caption, source=f"Bron: {table.source}." if table.source else "",
                     right=table.right)
    elif empty:
        report.text(empty)


def _figures(report: WordReport, drawn: Drawings, section: Section, *starts: str, heading: str = "") -> None:
    """The charts of a section whose id starts with one of these words; without words, those not used yet."""
    used = report.used_figures
    chosen = [d for name, d in drawn.items() if name not in used and d.chart.section == section and (not starts or name.startswith(starts))]
    if chosen and heading:
        report.heading(heading, 2)
    for one in chosen:
        used.add(one.chart.id)
        _figure(report, one)


def _figure(report: WordReport, one: Drawn) -> None:
    """The chart that Word can edit where there is one, else its picture."""
    chart = one.chart
    native = chart_xml(chart) if chart.reference is None else None  # Word draws no threshold line, and the caption speaks of it
    caption = chart.caption or chart.title
    if native is None:
        report.figure(one.png, alt=chart.alt, caption=caption)  # the picture carries its title and source itself
    else:
        report.native_chart(*native, height=height_px(chart) / PIXELS_PER_CM, title=chart.title, subtitle=chart.subtitle, alt=chart.alt,
                            caption=caption, source=chart.footer)


def _needs(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Waar leraren behoefte aan hebben")
    for line in sector_needs(results):
        report.text(line)
    _figures(report, drawn, Section.DEMAND, "vraag_themas_sector")
    _table(report, compact.themes_by_sector(results), empty="Er zijn te weinig antwoorden om per thema cijfers te tonen.")
    report.heading("Per loopbaanfase", 2)
    _figures(report, drawn, Section.DEMAND, "vraag_themas_fase")
    _table(report, compact.themes_by_phase(results))
    for sector in voc.SECTORS.codes:
        _table(report, compact.themes_by_phase(results, sector))
    report.heading("Leraren en werkgevers naast elkaar", 2)
    report.text("De vraag van leraren weegt het zwaarst; wat werkgevers zien staat er altijd apart bij.")
    _figures(report, drawn, Section.DEMAND, "vraag_leraren_werkgevers")
    _table(report, compact.groups_compared(results), empty="Er zijn te weinig antwoorden van werkgevers om te vergelijken.")


def _outcomes_in_demand(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Van behoefte naar leeruitkomst")
    report.text("Een leeruitkomst is gevraagd als een leraar behoefte heeft aan een thema dat erbij hoort of in een open antwoord iets noemt dat erbij past.")
    _figures(report, drawn, Section.DEMAND, "vraag_leeruitkomsten")
    _table(report, compact.themes_by_sector(results, "outcome"), empty="Er zijn te weinig antwoorden om per leeruitkomst cijfers te tonen.")


def _open_answers(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Wat leraren zelf schrijven")
    _figures(report, drawn, Section.DEMAND, "vraag_onderwerpen")
    _table(report, compact.clusters(results), empty="Er zijn te weinig open antwoorden om onderwerpen te tonen.")


def _preferences(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Hoe leraren willen leren, en wat hen tegenhoudt")
    _figures(report, drawn, Section.DEMAND, "vraag_voorkeuren", "vraag_belemmeringen", "vraag_redenen")
    for dimension in voc.PREFERENCE_DIMENSIONS.codes:
        _table(report, compact.preferences(results, dimension))


def _changes(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Wat veranderde ten opzichte van vorig jaar")
    if results.changes.empty:
        report.text("Er is geen eerder jaar met dezelfde vragen om mee te vergelijken.")
        return
    _figures(report, drawn, Section.DEMAND, "vraag_verandering")
    report.text("Alleen vragen die in beide jaren hetzelfde zijn gesteld, worden vergeleken. Alle verschillen, ook per sector, fase en deelregio, staan in tabellen.xlsx, blad veranderingen.")
    _table(report, compact.changes(results), empty="Er zijn te weinig antwoorden om te vergelijken.")


def _four_questions(report: WordReport, results: YearResults) -> None:
    report.heading("De vier vragen van de handreiking")
    figures, names = path_figures(results), names_of(results)
    report.text(placed_sentence(results))
    for path_id, title in names.paths.items():
        report.heading(title, 2)
        _table(report, compact.path_table(results, path_id))
        for question, answer in zip(QUESTIONS, four_answers(results, path_id, figures), strict=True):
            report.heading(question, 3)
            report.text(answer)


def _providers(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Aanbieders en hun aanbod")
    report.text("Aanbieders horen bij een van drie groepen: publieke lerarenopleiders, huisacademies en private aanbieders.")
    _table(report, compact.providers(results), empty="Er is geen aanbod ingelezen.")


def _coverage(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Welke leeruitkomsten worden gedekt")
    _figures(report, drawn, Section.SUPPLY, "aanbod_leeruitkomsten")
    for path_id in names_of(results).paths:
        _table(report, compact.coverage(results, path_id))


def _review(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Interne toetsing")
    report.text("De kaders van de interne toetsing zijn een voorbeeld zolang het Kwaliteitskader NAPL niet is ingelezen. De uitkomst is een voorstel: een mens beslist.")
    _figures(report, drawn, Section.SUPPLY, "aanbod_aanbieders")
    _table(report, compact.review_groups(results))
    _table(report, compact.review_rules(results))
    report.text("Niet bekend betekent dat de catalogus er niets over zegt: vraag het de aanbieder. Per scholing staat de reden in tabellen.xlsx, blad interne_toetsing.")
    report.heading("Direct aanmelden voor externe toetsing", 2)
    _table(report, compact.straight_on(results), empty="Nog geen scholing voldoet aan alle kaders.")
    report.heading("Opwerken", 2)
    _table(report, compact.to_upgrade(results), empty="Geen scholing hoeft te worden opgewerkt.")


def _gaps(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Witte vlekken")
    for line in gap_summary(key_figures(results)):
        report.text(line)
    _table(report, compact.class_counts(results))
    _figures(report, drawn, Section.GAPS)
    report.heading("Nieuw te ontwikkelen", 2)
    white = compact.reasons(results, "witte_vlek")
    report.text("Voor deze leeruitkomsten is de vraag groot en bestaat geen aanbod dat past." if white else "Er zijn geen witte vlekken: voor elke leeruitkomst met grote vraag bestaat aanbod of aanbod dat op te werken is.")
    report.definitions(white)
    for gap_class, heading in (("opwerken", "Bestaand aanbod opwerken"), ("bereik_tekort", "Bereik of plaatsen vergroten")):
        report.heading(heading, 2)
        _table(report, compact.gaps_of_class(results, gap_class), empty="Geen.")
    report.heading("Per gemeente", 2)
    _table(report, compact.municipalities(results))


def _reach(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    reach = results.region.config.reach
    report.heading("Bereik")
    report.text(f"Een leraar kan klaar aanbod volgen als het online is of binnen {number(reach.max_km)} kilometer wordt gegeven (hemelsbreed maal {number(reach.detour)}). "
                "Aanbod zonder bekende plaats telt niet als bereikbaar en niet als onbereikbaar: het bereik is dan onbekend.")
    _figures(report, drawn, Section.SUPPLY, "aanbod_bereik")


def _trajectories(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Voorgestelde trajecten")
    report.text(TRAJECTORY_TEXT)
    _figures(report, drawn, Section.SUPPLY, "aanbod_trajecten")
    for path_id, sector in compact.trajectory_pairs(results):
        _table(report, compact.trajectory(results, path_id, sector))


def _close_with_method(report: WordReport, results: YearResults) -> None:
    report.heading("Werkwijze")
    for heading, paragraphs in method(results):
        report.heading(heading, 3)
        for paragraph in paragraphs:
            report.text(paragraph)
    report.heading("Bestanden waarop dit rust", 3)
    _table(report, compact.inputs(results))
    report.heading("Begrippen")
    report.definitions(GLOSSARY)
