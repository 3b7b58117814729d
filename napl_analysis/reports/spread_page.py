"""``reports/spreiding/<jaar>/``: regions side by side for the spreidingsoverleg, as a page and a workbook.

Everything comes from the regions' packages (`gaps.spread`); what a region hid stays hidden here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.style import GAP_SWATCHES, TRAJECTORY_SWATCHES
from napl_analysis.gaps.spread import SpreadResults
from napl_analysis.reports.compact import Compact
from napl_analysis.reports.format import MISSING, is_missing, whole
from napl_analysis.reports.package import csv_bytes
from napl_analysis.reports.page import environment, json_safe, text_of
from napl_analysis.reports.sheets import CONTENTS, Book, write_contents, write_lines, write_table
from napl_analysis.reports.spread_maps import gap_maps
from napl_analysis.reports.tables import Column, ReportTable
from napl_analysis.reports.tables import Kind as _Kind
from napl_analysis.reports.wording import EXAMPLE_MARK

STATUSES = ("bediend", "bediend na opwerken", "deels bediend", "niet bediend")
ACTIONS = {"overnemen": "overnemen", "opwerken": "opwerken", "nieuw_ontwikkelen": "nieuw ontwikkelen", "inzetten": "inzetten"}
_COLOURS = {s.code: (s.colour, s.ink) for s in GAP_SWATCHES}
_TASKS = {s.code: (s.colour, s.ink) for s in TRAJECTORY_SWATCHES}
STATUS_LOOKS = {"bediend": _COLOURS["gedekt"], "bediend na opwerken": _COLOURS["opwerken"], "deels bediend": _COLOURS["bereik_tekort"],
                "niet bediend": _COLOURS["witte_vlek"]}
ACTION_LOOKS = {"overnemen": _TASKS["inzetten"], "opwerken": _TASKS["opwerken"], "nieuw_ontwikkelen": _TASKS["nieuw"]}


def spread_files(results: SpreadResults, areas: Any = None) -> dict[str, bytes]:
    """Every file of the spreading meeting: the page, the workbook and the proposal as CSV.

    ``areas`` are the municipalities for the maps (`reference.boundaries.load_boundaries`); without them there are none.
    """
    return {"index.html": spread_page(results, areas), "spreiding.xlsx": spread_book(results), "voorstel.csv": csv_bytes(results.proposal)}


def spread_page(results: SpreadResults, areas: Any = None) -> bytes:
    """index.html: who serves what, where the gaps are, what nobody serves, and who could develop it."""
    maps = None if areas is None or results.places.empty else gap_maps(results, areas)
    year = int(results.regions["year"].iloc[0])
    page = environment().get_template("spread.html").render(
        year=year, regions=results.regions.to_dict("records"), mark=EXAMPLE_MARK if results.regions["example"].astype(bool).any() else "",
        sentences=results.sentences, notes=results.notes, coverage=coverage_matrix(results), statuses=_legend(STATUSES, STATUS_LOOKS),
        plans=[plan_matrix(results, sector) for sector in voc.SECTORS.codes if (results.claims["sector"] == sector).any()],
        actions=_legend(ACTION_LOOKS, ACTION_LOOKS, ACTIONS), proposal=proposal_by_region(results), nothing=unserved_table(results, upgradable=False),
        upgradable=unserved_table(results, upgradable=True), unasked=unasked_table(results), maps=maps, map_data=json_safe(maps.data if maps else {}),
        overlaps=overlap_table(results), css=text_of("page.css"), js=text_of("sort.js") + text_of("spread.js"))
    return page.encode()


def _legend(codes: Any, looks: dict[str, tuple[str, str]], labels: dict[str, str] | None = None) -> list[dict[str, str]]:
    return [{"text": (labels or {}).get(c, c), "colour": looks[c][0], "ink": looks[c][1]} for c in codes]


def coverage_matrix(results: SpreadResults) -> dict[str, Any]:
    """A row a path and sector, a column a region; a cell says its status in words and figures."""
    names = results.regions["region"].tolist()
    cells = {(r.path_title, r.sector, r.region_id): r for r in results.coverage.itertuples()}
    rows = []
    for path, sector in dict.fromkeys((r.path_title, r.sector) for r in results.coverage.itertuples()):
        line = [_coverage_cell(cells.get((path, sector, region_id))) for region_id in results.regions["region_id"]]
        rows.append({"head": [path, sector], "cells": line, "proposal": ""})
    return {"headings": ["Ontwikkelpad", "Sector", *names], "rows": rows}


def _coverage_cell(row: Any) -> dict[str, str]:
    if row is None:
        return {"text": MISSING, "more": "", "colour": "#ffffff", "ink": "#1f2933"}
    colour, ink = STATUS_LOOKS.get(row.status, ("#ffffff", "#1f2933"))
    demand = f"; grote vraag {whole(row.in_demand)}" + (f", onbekend {whole(row.unknown_demand)}" if row.unknown_demand else "")
    return {"text": row.status, "colour": colour, "ink": ink,
            "more": f"{whole(row.ready)} klaar, {whole(row.upgradable)} op te werken, {whole(row.nothing)} niets{demand}"}


def plan_matrix(results: SpreadResults, sector: str) -> dict[str, Any]:
    """What each region's own plan asks for in one sector: a row an outcome, a column a region."""
    mine = results.claims[results.claims["sector"] == sector]
    cells = {(r.outcome_id, r.region_id): r.action for r in mine.itertuples()}
    chosen = {r.outcome_id: r for r in results.proposal[results.proposal["sector"] == sector].itertuples()}
    rows = []
    for code, title in dict.fromkeys((r.outcome_id, r.title) for r in mine.itertuples()):
        line = []
        for region_id in results.regions["region_id"]:
            action = cells.get((code, region_id))
            colour, ink = ACTION_LOOKS.get(str(action), ("#ffffff", "#55616d"))
            line.append({"text": ACTIONS.get(str(action), "niets gevraagd") if action else "niets gevraagd", "more": "", "colour": colour, "ink": ink})
        task = chosen.get(code)
        rows.append({"head": [title], "cells": line, "proposal": _task_words(task)})
    return {"sector": sector, "headings": ["Leeruitkomst", *results.regions["region"], "Voorstel"], "rows": rows}


def _task_words(task: Any) -> str:
    if task is None:
        return MISSING
    return f"overnemen van {task.region}" if task.action == "overnemen" else f"{task.region}: {ACTIONS[task.action]}"


def proposal_by_region(results: SpreadResults) -> list[dict[str, Any]]:
    """Who would do what: for each region its tasks, with why."""
    found = []
    for region in results.regions.itertuples():
        mine = results.proposal[results.proposal["region_id"] == region.region_id]
        rows = tuple((ACTIONS.get(r.action, r.action), r.path_title, r.sector, r.title, MISSING if is_missing(r.teachers) else whole(r.teachers), r.why) for r in mine.itertuples())
        counts = mine["action"].value_counts()
        told = ", ".join(f"{int(counts[a])} keer {_giving(a)}" for a in ("nieuw_ontwikkelen", "opwerken", "overnemen") if a in counts.index) or "geen taken"
        found.append({"region": region.region, "told": told, "table": Compact(f"voorstel_{region.region_id}", f"Voorstel voor {region.region}",
                      ("Taak", "Ontwikkelpad", "Sector", "Leeruitkomst", "Leraren", "Waarom"), rows, "", (4,))})
    return found


def _giving(action: str) -> str:
    return "aanbod delen met anderen" if action == "overnemen" else ACTIONS[action]


def unserved_table(results: SpreadResults, *, upgradable: bool) -> Compact:
    """Outcomes in demand for which no region has anything ready: those that can be upgraded somewhere, or those without anything."""
    chosen = results.unserved[((results.unserved["best"] != "niets") == upgradable) & _asked(results.unserved)]
    rows = tuple((r.path_title, r.sector, r.title, whole(r.regions_in_demand), MISSING if is_missing(r.teachers) else whole(r.teachers)) for r in chosen.itertuples())
    caption = "Grote vraag, ergens aanbod dat op te werken is, maar nergens klaar" if upgradable else "Grote vraag, en in geen enkele regio aanbod"
    return Compact("onbediend", caption, ("Ontwikkelpad", "Sector", "Leeruitkomst", "Regio's met grote vraag", "Leraren (geschat)"), rows, "", (3, 4))


def _asked(unserved: pd.DataFrame) -> pd.Series:
    return (unserved["regions_in_demand"] > 0) | (unserved["regions_unknown"] > 0)


def unasked_table(results: SpreadResults) -> Compact:
    """What nobody has ready and nobody asks for much either: no task for now."""
    chosen = results.unserved[~_asked(results.unserved)]
    rows = tuple((r.path_title, r.sector, r.title, r.best) for r in chosen.itertuples())
    return Compact("niet_gevraagd", "Nergens klaar, maar ook nergens grote vraag", ("Ontwikkelpad", "Sector", "Leeruitkomst", "Wat er is"), rows)


def overlap_table(results: SpreadResults) -> Compact:
    """What several regions would each develop anew."""
    rows = tuple((r.path_title, r.sector, r.title, r.regions) for r in results.overlaps.itertuples())
    return Compact("overlap", "Leeruitkomsten die meer regio's los van elkaar nieuw zouden ontwikkelen", ("Ontwikkelpad", "Sector", "Leeruitkomst", "Regio's"), rows)


_TEXT, _COUNT = _Kind.TEXT, _Kind.COUNT
_PATH = (Column("path_title", "Ontwikkelpad", width=34), Column("sector", "Sector", width=10))
_OUTCOME = (Column("title", "Leeruitkomst", width=36), Column("outcome_id", "Code", width=9))
_SHEETS: tuple[tuple[str, str, str, str, tuple[Column, ...]], ...] = (
    ("regios", "regions", "De regio's die meedoen", "een regio", (Column("region", "Regio", width=34), Column("year", "Jaar", width=8), Column("lead_applicant", "Penvoerder", width=34))),
    ("dekking", "coverage", "Dekking per ontwikkelpad, sector en regio", "een pad en sector in een regio", (
        *_PATH, Column("region", "Regio", width=30), Column("status", "Status", width=22), Column("outcomes", "Leeruitkomsten", _COUNT), Column("ready", "Klaar", _COUNT),
        Column("upgradable", "Alleen op te werken", _COUNT), Column("nothing", "Niets", _COUNT), Column("in_demand", "Met grote vraag", _COUNT), Column("unknown_demand", "Vraag onbekend", _COUNT))),
    ("onbediend", "unserved", "Waarvoor geen enkele regio klaar aanbod heeft", "een leeruitkomst en sector", (
        *_PATH, *_OUTCOME, Column("best", "Wat er is", width=22), Column("regions_in_demand", "Regio's met grote vraag", _COUNT), Column("regions_unknown", "Regio's met onbekende vraag", _COUNT), Column("teachers", "Leraren (geschat)", _COUNT))),
    ("overlap", "overlaps", "Wat meer regio's los van elkaar zouden ontwikkelen", "een leeruitkomst en sector", (*_PATH, *_OUTCOME, Column("regions", "Regio's", width=60))),
    ("voorstel", "proposal", "Voorstel: wie neemt welke taak", "een taak", (
        *_PATH, *_OUTCOME, Column("action", "Taak", width=20), Column("region", "Regio", width=30), Column("for_regions", "Ook voor", width=40),
        Column("teachers", "Leraren (geschat)", _COUNT), Column("why", "Waarom", width=80))),
    ("gemeenten", "places", "Open tekorten per gemeente: grote vraag zonder klaar aanbod binnen bereik", "een gemeente, sector en pad", (
        Column("region", "Regio", width=30), Column("municipality", "Gemeente", width=26), Column("municipality_code", "Gemeentecode", width=14), Column("sector", "Sector", width=14),
        Column("path_title", "Ontwikkelpad", width=34), Column("open", "Open tekorten", _COUNT))),
    ("plannen", "claims", "Wat de plannen van de regio's vragen", "een leeruitkomst en sector in een regio", (
        Column("region", "Regio", width=30), *_PATH, *_OUTCOME, Column("action", "Taak", width=20), Column("gap_class", "Klasse", width=30), Column("teachers", "Leraren (geschat)", _COUNT))),
)


def spread_tables(results: SpreadResults) -> list[ReportTable]:
    """The sheets of the workbook."""
    names = results.regions.set_index("region_id")["region"].to_dict()
    to_label: dict[str, Callable[[Any], Any]] = {
        "action": lambda a: ACTIONS.get(a, a), "gap_class": voc.GAP_CLASSES.label, "for_regions": lambda ids: ", ".join(names.get(i, i) for i in str(ids).split(","))}
    made = []
    for sheet, attribute, title, one_row, columns in _SHEETS:
        frame: pd.DataFrame = getattr(results, attribute).copy()
        if "region" not in frame and "region_id" in frame:
            frame["region"] = frame["region_id"].map(names)
        for key, label in to_label.items():
            if key in frame:
                frame[key] = [None if is_missing(v) else label(v) for v in frame[key]]
        if attribute == "places":
            titles = results.coverage.drop_duplicates("path_id").set_index("path_id")["path_title"]
            frame["path_title"], frame["sector"] = frame["path_id"].map(titles).fillna("alle paden"), frame["sector"].replace(voc.ALL, "alle sectoren")
        frame["year"] = frame["year"].astype(str) if "year" in frame else ""
        if len(frame):
            made.append(ReportTable(sheet, title, columns, frame.reset_index(drop=True), one_row, source="regionale pakketten"))
    return made


def spread_book(results: SpreadResults) -> bytes:
    """spreiding.xlsx."""
    year = int(results.regions["year"].iloc[0])
    mark = EXAMPLE_MARK if results.regions["example"].astype(bool).any() else ""
    tables = spread_tables(results)
    book = Book.new(title=f"Spreidingsoverleg {year}", subject="Regio's naast elkaar")
    cover = book.sheet(CONTENTS)
    lines = [("titel", f"Spreidingsoverleg {year}"), ("zacht", "Regio's naast elkaar: wie bedient wat, wat niemand bedient, en een voorstel wie wat ontwikkelt")]
    lines += ([("merk", mark)] if mark else []) + [("tekst", text) for text in (*results.sentences, *results.notes)]
    row = write_lines(book, cover, 0, lines, width=150, across=True)
    write_contents(book, cover, [(t.name, t.title, t.one_row) for t in tables], row=row + 1)
    for table in tables:
        write_table(book, book.sheet(table.name), table, mark=mark)
    return book.close()
