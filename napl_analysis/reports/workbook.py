"""``tabellen.xlsx``: cover, contents, notes, one table a sheet, native charts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from napl_analysis.charts.office import add_to_workbook, has_native
from napl_analysis.charts.spec import Chart, Section
from napl_analysis.reports import wording
from napl_analysis.reports.contents import year_tables
from napl_analysis.reports.format import SYMBOLS, dutch_date
from napl_analysis.reports.method import GLOSSARY, method
from napl_analysis.reports.naming import BASIS, DEMAND, GAPS, SUPPLY
from napl_analysis.reports.sheets import CONTENTS, Book, write_contents, write_lines, write_table
from napl_analysis.reports.summary import key_figures
from napl_analysis.reports.tables import Column, ReportTable
from napl_analysis.yeardata import YearResults

COVER, NOTES, COLUMNS = "Voorblad", "Toelichting", "Kolommen"
TAB_COLOURS = {DEMAND: "#12436d", SUPPLY: "#2f7891", GAPS: "#9c1f3a", BASIS: "#5f6b76"}


def tables_book(results: YearResults) -> bytes:
    """tabellen.xlsx."""
    region = results.region.config.region
    tables = year_tables(results)
    mark = wording.EXAMPLE_MARK if region.example else ""
    book = Book.new(title=f"Tabellen {region.name} {region.year}", subject="Vraagarticulatie en aanbodanalyse")
    _cover(book, results, mark)
    contents = book.sheet(CONTENTS)
    notes = book.sheet(NOTES, landscape=False)
    columns = book.sheet(COLUMNS)
    contents.write_string(0, 0, "Inhoud", book.style(bold=True, font_size=16))
    charts = _chart_sheets(results)
    listed = [(NOTES, "Hoe de cijfers gemaakt zijn, tekens en begrippen", ""), (COLUMNS, "Wat elke kolom betekent", "een kolom")]
    write_contents(book, contents, [*listed, *((name, f"Bewerkbare grafieken: {name.removeprefix('grafieken_')}", "") for name in charts),
                                     *((t.name, t.title, t.one_row) for t in tables)])
    _notes(book, notes, results)
    _columns(book, columns, tables)
    for name, (colour, shown) in charts.items():
        _charts(book, book.sheet(name, colour=colour), shown)
    for table in tables:
        sheet = book.sheet(table.name, colour=TAB_COLOURS.get(table.group, ""))
        write_table(book, sheet, table, mark=mark)
    return book.close()


def _chart_sheets(results: YearResults) -> dict[str, tuple[str, list[Chart]]]:
    """Sheet name to its colour and the charts that Excel can draw, by part of the analysis."""
    parts = {Section.DEMAND: ("grafieken_vraag", DEMAND), Section.SUPPLY: ("grafieken_aanbod", SUPPLY), Section.GAPS: ("grafieken_witte_vlekken", GAPS),
             Section.BASIS: ("grafieken_respons", BASIS)}
    found = {name: (TAB_COLOURS[group], [c for c in results.charts if c.section == section and has_native(c)]) for section, (name, group) in parts.items()}
    return {name: part for name, part in found.items() if part[1]}


def _charts(book: Book, sheet: Any, charts: list[Chart]) -> None:
    """Charts below each other, each with its figures at its right."""
    sheet.write_url(0, 0, f"internal:'{CONTENTS}'!A1", book.style(font_color="#1f5f8b", underline=1), "Naar de inhoud")
    row: int | None = 2
    for chart in charts:
        row = add_to_workbook(book.workbook, sheet, chart, (row or 2, 0)) or row


def _cover(book: Book, results: YearResults, mark: str) -> None:
    region, key = results.region.config.region, key_figures(results)
    sheet = book.sheet(COVER, landscape=False)
    sheet.set_column(0, 0, 88)
    lines = [("titel", f"Tabellen {region.name} {region.year}"), ("zacht", "Vraagarticulatie en aanbodanalyse: wat leraren nodig hebben, wat er is en wat ontbreekt")]
    lines += [("merk", mark)] if mark else []
    lines += [("tekst", note) for note in wording.example_notes(results)]
    lines += [("kop", "In het kort")] + [("tekst", line) for line in (wording.who_answered(key), *wording.supply_summary(results, key))]
    lines += [("kop", "Hoe u dit bestand leest"),
              ("tekst", "Het blad Inhoud geeft van elk blad een koppeling. Elk blad heeft een tabel met een filter in de kopregel; de cijfers zijn getallen waarmee u kunt rekenen."),
              ("tekst", "Vraag en aanbod staan per cel: een combinatie van sector, loopbaanfase en deelregio. 'Alle sectoren', 'alle loopbaanfasen' en 'hele regio' zijn de totalen."),
              ("tekst", "Het blad Toelichting legt uit hoe de cijfers gemaakt zijn en wat de tekens betekenen; het blad Kolommen legt elke kolom uit."),
              ("kop", "Over dit bestand"), ("tekst", f"Peildatum: {dutch_date(region.reference_date)}. Penvoerder: {region.lead_applicant or 'niet ingevuld'}."),
              ("tekst", "Gemaakt met NAPL-analyse. Dezelfde cijfers staan in vraagarticulatie.docx, aanbodanalyse.docx, index.html en pakket/.")]
    write_lines(book, sheet, 0, lines)


def _notes(book: Book, sheet: Any, results: YearResults) -> None:
    sheet.set_column(0, 0, 88)
    lines = [("titel", "Toelichting"), ("kop", "Tekens")] + [("tekst", f"{sign}: {meaning}.") for sign, meaning in SYMBOLS.items()]
    for heading, paragraphs in method(results):
        lines += [("kop", heading)] + [("tekst", p) for p in paragraphs]
    lines += [("kop", "Begrippen")] + [("tekst", f"{term}: {meaning}.") for term, meaning in GLOSSARY]
    write_lines(book, sheet, 0, lines)


def _columns(book: Book, sheet: Any, tables: list[ReportTable]) -> None:
    rows = [{"blad": t.name, "kolom": c.heading, "soort": c.kind.value.replace("_", "/"), "betekenis": c.meaning} for t in tables for c in t.columns]
    table = ReportTable("kolommen", "Wat elke kolom betekent", (Column("blad", "Blad", width=24), Column("kolom", "Kolom", width=34), Column("soort", "Soort", width=12),
                                                                 Column("betekenis", "Betekenis", width=80)), pd.DataFrame(rows), one_row="een kolom van een blad")
    write_table(book, sheet, table)
