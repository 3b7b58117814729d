"""``bevindingen.xlsx``: what is odd in the data, per file, row and column, with what was done about it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from napl_analysis.reports import labels
from napl_analysis.reports.compact import Compact
from napl_analysis.reports.format import Kind, whole
from napl_analysis.reports.sheets import CONTENTS, Book, write_contents, write_lines, write_table
from napl_analysis.reports.tables import ReportTable, build
from napl_analysis.reports.wording import EXAMPLE_MARK
from napl_analysis.tables import CHANGES_LOG
from napl_analysis.yeardata import YearResults

ORDER = ("beslissen", "bekijken", "ter_info")
_READING = (
    ("tekst", "beslissen: u moet kiezen; tot dan is de voorzichtige weg genomen."),
    ("tekst", "bekijken: iets is volgens een regel aangepast of weggelaten; kijk of u het ermee eens bent."),
    ("tekst", "ter informatie: gewoon, maar vastgelegd zodat elk cijfer is na te gaan."),
    ("tekst", "Filter op de kolom 'Wat het vraagt' om met de beslissingen te beginnen. Persoonsgegevens staan hier nooit in: waar 'Was' leeg is, kon de oude waarde persoonlijk zijn."),
    ("tekst", "Blad 'wijzigingen' noemt elke cel die veranderde, dus wat bij een rij hoort: deel dit bestand niet buiten de werkgroep."),
)


def findings_book(results: YearResults) -> bytes:
    """bevindingen.xlsx."""
    region = results.region.config.region
    mark = EXAMPLE_MARK if region.example else ""
    book = Book.new(title=f"Bevindingen {region.name} {region.year}", subject="Wat er in de gegevens opvalt")
    tables = finding_tables(results)
    cover = book.sheet(CONTENTS)
    lines = [("titel", f"Bevindingen {region.name} {region.year}"), ("zacht", "Wat er in de gegevens opviel, en wat ermee gedaan is")]
    lines += [("merk", mark)] if mark else []
    row = write_lines(book, cover, 0, [*lines, ("kop", headline(results.findings)), *_READING], width=150, across=True)
    write_contents(book, cover, [(t.name, t.title, t.one_row) for t in tables], row=row + 1)
    for table in tables:
        write_table(book, book.sheet(table.name), table, mark=mark)
    return book.close()


def headline(findings: pd.DataFrame) -> str:
    """How many findings, and what they ask, in one line."""
    counts = findings["severity"].value_counts()
    told = ", ".join(f"{int(counts.get(s, 0))} {labels.SEVERITIES[s]}" for s in ORDER)
    return f"{len(findings)} bevindingen: {told}"


def finding_tables(results: YearResults) -> list[ReportTable]:
    """Per rule, per file, the whole list, the questions that changed, and the steps of the run."""
    ranked = _ranked(results.findings)
    keys = ["severity", "rule", "file", "sheet", "row", "column", "before", "after", "message", "action"]
    shown = ranked.assign(row=ranked["row"].map(lambda r: "" if pd.isna(r) else str(int(r))))
    questions = shown[shown["rule"].str.startswith("vraag_")]
    asked = [build("vragenlijst", "Wat anders gevraagd is dan in het vorige jaar", questions, ["rule", "file", "column", "before", "after", "message", "action"],
                   one_row="een vraag")] if len(questions) else []
    return [
        build("per_regel", "Bevindingen per regel", _counted(ranked, ["severity", "rule"]), ["severity", "rule", "findings"], one_row="een regel"),
        build("per_bestand", "Bevindingen per bestand en regel", _counted(ranked, ["file", "severity", "rule"]), ["file", "severity", "rule", "findings"],
              one_row="een regel in een bestand"),
        build("bevindingen", "Alle bevindingen", shown, keys, one_row="een bevinding"),
        _changes_table(results.changes_log),
        *asked,
        build("stappen", "Rijen voor en na elke stap", results.steps, list(results.steps.columns), one_row="een stap"),
    ]


def _changes_table(changes: pd.DataFrame) -> ReportTable:
    """Every changed cell; rows stay text, since those of JSON and XML are ids."""
    made = build("wijzigingen", CHANGES_LOG.title, changes, CHANGES_LOG.names, table=CHANGES_LOG.name, one_row=CHANGES_LOG.one_row,
                 note="Een streepje bij 'Werd': als ontbrekend behandeld. Een code of label dat alleen vertaald is staat er niet bij, en een schaal die als geheel is omgezet staat bij de bevindingen.")
    return made.replace(columns=tuple(replace(c, kind=Kind.TEXT) for c in made.columns))


def _ranked(findings: pd.DataFrame) -> pd.DataFrame:
    rank = findings["severity"].map({s: i for i, s in enumerate(ORDER)}).fillna(len(ORDER))
    return findings.assign(_rank=rank).sort_values(["_rank", "rule", "file", "sheet", "row", "column"], kind="stable").drop(columns="_rank").reset_index(drop=True)


def _counted(findings: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return findings.groupby(by, sort=False, dropna=False).size().rename("findings").reset_index()


def per_rule(findings: pd.DataFrame) -> Compact:
    """Findings per rule as a small table."""
    counted = _counted(_ranked(findings), ["severity", "rule"])
    rows = tuple((labels.SEVERITIES.get(r.severity, r.severity), r.rule.replace("_", " "), whole(r.findings)) for r in counted.itertuples())
    return Compact("bevindingen", "Bevindingen per regel", ("Wat het vraagt", "Regel", "Aantal"), rows, "", (2,))
