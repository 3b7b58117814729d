"""``vraagarticulatie.docx``: the demand annex to an application; and what it shares with the supply annex."""

from __future__ import annotations

from napl_analysis import vocabulary as voc
from napl_analysis.charts.office import chart_xml, height_px
from napl_analysis.charts.spec import Kind, Section
from napl_analysis.reports import compact, compact_demand
from napl_analysis.reports.compact import Compact
from napl_analysis.reports.figures import Drawn
from napl_analysis.reports.format import dutch_date
from napl_analysis.reports.method import GLOSSARY, method
from napl_analysis.reports.method_text import SMALL_GROUPS
from napl_analysis.reports.summary import key_figures
from napl_analysis.reports.word import WordReport
from napl_analysis.reports.wording import (
    EXAMPLE_MARK,
    demand_summary,
    employers_sentence,
    example_notes,
    sector_needs,
)
from napl_analysis.yeardata import YearResults

Drawings = dict[str, Drawn]
PIXELS_PER_CM = 96 / 2.54
PREFERENCE_PARTS = (("Vorm, leerwijze en levering", "vraag_voorkeuren", ("formality", "learning_mode", "delivery")), ("Wat leraren tegenhoudt", "vraag_belemmeringen", ("barrier",)),
                    ("Waarom leraren zich professionaliseren", "vraag_redenen", ("motive",)))


def demand_annex(results: YearResults, drawn: Drawings) -> bytes:
    """vraagarticulatie.docx: who answered, what they need, how they want to learn."""
    report = begin(results, "Vraagarticulatie", "Wat leraren in de regio nodig hebben")
    summary(report, "Samenvatting", demand_summary(results, key_figures(results)))
    report.contents()
    report.heading("Wie antwoordden")
    report.text("De antwoorden zijn gewogen, zodat zij lijken op alle leraren in de regio. Deze tabel laat zien hoe ver respons en populatie uit elkaar lagen.")
    for line in compact_demand.weighting_sentences(results):
        report.text(line)
    table(report, compact.response(results))
    report.heading("Werkgevers", 2)
    report.text(f"{employers_sentence(results)} {compact_demand.employers_involved(results)}".strip())
    table(report, compact.employers(results), empty="Er zijn geen antwoorden van werkgevers.")
    figures(report, drawn, Section.BASIS, "respons", heading="Respons naast de populatie")
    _needs(report, results, drawn)
    _groups(report, results, drawn)
    _outcomes_in_demand(report, results, drawn)
    _open_answers(report, results, drawn)
    _preferences(report, results, drawn)
    _changes(report, results, drawn)
    figures(report, drawn, Section.DEMAND, heading="Overige figuren")
    close_with_method(report, results)
    return report.close()


def begin(results: YearResults, kind: str, subtitle: str) -> WordReport:
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


def summary(report: WordReport, heading: str, lines: list[str]) -> None:
    report.heading(heading)
    report.bullets(lines)


def table(report: WordReport, table: Compact, *, empty: str = "") -> None:
    if table.rows:
        report.table(table.headings, table.rows, caption=table.caption, source=f"Bron: {table.source}." if table.source else "",
                     right=table.right)
    elif empty:
        report.text(empty)


def figures(report: WordReport, drawn: Drawings, section: Section, *starts: str, heading: str = "") -> None:
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
    # Word draws no threshold line, and the caption speaks of it; headings between bars become empty bars there, and dots on a line tall bars
    drawable = chart.kind is Kind.STACKED or (chart.kind is Kind.BARS and not chart.data["block"].ne("").any())
    native = chart_xml(chart) if chart.reference is None and drawable else None
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
    figures(report, drawn, Section.DEMAND, "vraag_themas_sector")
    table(report, compact.themes_by_sector(results), empty="Er zijn te weinig antwoorden om per thema cijfers te tonen.")
    table(report, compact_demand.how_many(results))
    report.heading("Per loopbaanfase", 2)
    figures(report, drawn, Section.DEMAND, "vraag_themas_fase")
    table(report, compact.themes_by_phase(results))
    report.heading("Per loopbaanfase binnen een sector", 2)
    report.text(compact_demand.basis_sentence(results, sector="*", career_phase="*"))
    for sector in voc.SECTORS.codes:
        table(report, compact_demand.phases_in_sector(results, sector))


def _groups(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    """Subregions, differences between groups of teachers, and employers beside teachers."""
    if len(results.region.config.subregions) > 1:
        report.heading("Per deelregio", 2)
        places = compact_demand.by_subregion(results)
        report.text(compact_demand.basis_sentence(results, subregion="*") if places.rows else "De cijfers per deelregio staan in tabellen.xlsx, blad vraag_themas.")
        table(report, places)
    report.heading("Verschillen tussen groepen leraren", 2)
    report.text(compact_demand.differences_sentence(results))
    table(report, compact_demand.clear_differences(results))
    report.heading("Leraren en werkgevers naast elkaar", 2)
    report.text("De vraag van leraren weegt het zwaarst; wat werkgevers zien staat er altijd apart bij.")
    table(report, compact_demand.disagreements(results), empty="Er zijn te weinig antwoorden van werkgevers om te vergelijken.")
    figures(report, drawn, Section.DEMAND, "vraag_leraren_werkgevers")


def _outcomes_in_demand(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Van behoefte naar leeruitkomst")
    report.text("Een leeruitkomst is gevraagd als een leraar behoefte heeft aan het hoofdthema ervan, of in een open antwoord iets noemt dat erbij past. Leeruitkomsten met hetzelfde hoofdthema verschillen dus alleen door wat leraren zelf schreven. Getoond is de schatting.")
    figures(report, drawn, Section.DEMAND, "vraag_leeruitkomsten")
    table(report, compact.themes_by_sector(results, "outcome"), empty="Er zijn te weinig antwoorden om per leeruitkomst cijfers te tonen.")


def _open_answers(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Wat leraren zelf schrijven")
    figures(report, drawn, Section.DEMAND, "vraag_onderwerpen")
    table(report, compact.clusters(results), empty="Er zijn te weinig open antwoorden om onderwerpen te tonen.")


def _preferences(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Hoe leraren willen leren, en wat hen tegenhoudt")
    for heading, figure, dimensions in PREFERENCE_PARTS:
        report.heading(heading, 2)
        figures(report, drawn, Section.DEMAND, figure)
        for dimension in dimensions:
            table(report, compact.preferences(results, dimension))


def _changes(report: WordReport, results: YearResults, drawn: Drawings) -> None:
    report.heading("Wat veranderde ten opzichte van vorig jaar")
    if results.changes.empty:
        report.text("Er is geen eerder jaar met dezelfde vragen om mee te vergelijken.")
        return
    figures(report, drawn, Section.DEMAND, "vraag_verandering")
    report.text("Alleen vragen die in beide jaren hetzelfde zijn gesteld, worden vergeleken. Alle verschillen, ook per sector, fase en deelregio, staan in tabellen.xlsx, blad veranderingen.")
    table(report, compact.changes(results), empty="Er zijn te weinig antwoorden om te vergelijken.")


def close_with_method(report: WordReport, results: YearResults) -> None:
    report.heading("Werkwijze")
    for heading, paragraphs in method(results):
        report.heading(heading, 3)
        for paragraph in paragraphs:
            report.text(paragraph)
        if heading == SMALL_GROUPS:
            table(report, compact_demand.trial_table())
    report.heading("Bestanden waarop dit rust", 3)
    table(report, compact.inputs(results))
    report.heading("Begrippen")
    report.definitions(GLOSSARY)
