"""Every report of a year, put together: results in, relative paths and bytes out."""

from __future__ import annotations

from collections.abc import Mapping

from napl_analysis.reports import exchange, figures, package
from napl_analysis.reports.document import demand_annex
from napl_analysis.reports.document_supply import supply_annex
from napl_analysis.reports.findings_book import findings_book
from napl_analysis.reports.guard import check_gate
from napl_analysis.reports.judge_book import judge_book
from napl_analysis.reports.page import review_page
from napl_analysis.reports.provenance import provenance
from napl_analysis.reports.workbook import tables_book
from napl_analysis.yeardata import YearResults


def build_files(results: YearResults, *, notebooks: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Every output of a year: path relative to the reports folder, and content.

    Parameters
    ----------
    results
        The year's results, through the disclosure gate.
    notebooks
        Executed notebooks as HTML, by file name; none when left out. Their names are asked first and their content
        last, so that they can be running meanwhile (`executed.Executed`).

    Raises
    ------
    DisclosureError
        A table still holds a figure that must stay hidden; nothing is built.
    """
    check_gate(results)
    drawn = figures.draw(results.charts)
    executed = notebooks or {}
    files = {
        "index.html": review_page(results, drawn, notebooks=sorted(executed)),
        "vraagarticulatie.docx": demand_annex(results, drawn), "aanbodanalyse.docx": supply_annex(results, drawn),
        "tabellen.xlsx": tables_book(results), "bevindingen.xlsx": findings_book(results), "te_beoordelen.xlsx": judge_book(results),
    }
    files |= {f"{figures.FOLDER}/{name}": content for name, content in figures.figure_files(drawn).items()}
    files |= {f"{package.FOLDER}/{name}": content for name, content in package.package_files(results).items()}
    files |= {f"{exchange.FOLDER}/{name}": content for name, content in exchange.exchange_files(results).items()}
    files |= {f"notebooks/{name}": content for name, content in executed.items()}  # waits for those that still run
    return files | {"verantwoording.json": provenance(results, files)}
