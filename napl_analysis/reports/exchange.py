"""``uitwisseling/``: arrangements and trajectories for the platform (OOAPI v5, schema.org), and their certificates."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from napl_analysis.reports.format import MISSING, dutch_date
from napl_analysis.reports.naming import names_of
from napl_analysis.reports.word import WordReport
from napl_analysis.reports.wording import EXAMPLE_MARK, example_notes
from napl_analysis.supply.certificates import certificate_parts
from napl_analysis.supply.coverage import split_codes
from napl_analysis.supply.export import arrangements, ooapi_pages, schema_graph, schema_trajectories
from napl_analysis.yeardata import YearResults

FOLDER = "uitwisseling"


def exchange_files(results: YearResults) -> dict[str, bytes]:
    """The files of ``uitwisseling/``: path in the folder to content; none without trajectories."""
    if results.trajectories.empty:
        return {}
    items, places = arrangements(results.trajectories, results.offerings), _places(results)
    example = results.region.config.region.example
    pages = ooapi_pages(items, results.trajectories, results.outcomes, places, example=example)
    # Trajectories apart: who reads ooapi/ as a catalogue gets the arrangements, and not each a second time in its trajectory.
    files = {f"{'ooapi-trajecten' if name == 'programs.json' else 'ooapi'}/{name}": _json(page) for name, page in pages.items()}
    return files | {"arrangementen.jsonld": _json(schema_graph(items, results.outcomes, places, example=example)),
                    "trajecten.jsonld": _json(schema_trajectories(results.trajectories, results.outcomes, example=example)),
                    "certificaten.docx": certificates(results, items)}


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _places(results: YearResults) -> pd.DataFrame | None:
    """Names of municipalities, for the addresses; from the map, which has them all."""
    if results.boundaries is None:
        return None
    return pd.DataFrame({"municipality_code": results.boundaries["statcode"], "municipality": results.boundaries["statnaam"]})


def certificates(results: YearResults, items: pd.DataFrame) -> bytes:
    """certificaten.docx: the text of the certificate of every arrangement, to be copied into the own form."""
    region = results.region.config.region
    report = WordReport(title=f"Certificaten {region.name} {region.year}", running_title=f"Certificaten {region.name} {region.year}", mark=EXAMPLE_MARK if region.example else "")
    report.title_block("De tekst van het certificaat van elk leerarrangement", f"Certificaten {region.year}",
                       [("Onderwijsregio", region.name), ("Peildatum", dutch_date(region.reference_date))])
    for note in example_notes(results):
        report.notice(note)
    report.text("Een certificaat noemt de leeruitkomsten die een leraar heeft laten zien. Alle certificaten van een traject samen, met wat is erkend uit eerdere ervaring (EVC), geven het certificaat "
                "van het geheel. Neem de tekst over in het eigen formulier; er staan geen namen van leraren in dit bestand.")
    report.contents()
    place = {path: i for i, path in enumerate(names_of(results).paths)}
    of_outcome = results.outcomes.set_index("outcome_id")["path_id"].to_dict()
    for path_id, title in names_of(results).paths.items():
        mine = items[[place.get(of_outcome.get(str(ids).split(",")[0], ""), -1) == place[path_id] for ids in items["outcome_ids"]]]
        if len(mine):
            report.heading(title)
            _progress_form(report, results, path_id, mine)
        for item in mine.sort_values(["new", "title", "code"], kind="stable").to_dict("records"):
            _certificate(report, item, results.outcomes)
    return report.close()


def _progress_form(report: WordReport, results: YearResults, path_id: str, items: pd.DataFrame) -> None:
    """A form on which a teacher sees what of the path is shown and what is still open."""
    of_path = results.outcomes[results.outcomes["path_id"] == path_id]
    titles = {code: [str(item["title"]) for item in items.to_dict("records") if code in split_codes(item["outcome_ids"])] for code in of_path["outcome_id"]}
    # A new arrangement has no name yet; that it is to be made is told once.
    rows = [(code, title, "; ".join(dict.fromkeys(titles[code])) or MISSING, "", "") for code, title in zip(of_path["outcome_id"], of_path["title"], strict=True)]
    report.heading("Voortgang van een leraar", 2)
    report.text("Vul per leeruitkomst in met welk certificaat zij is aangetoond, of dat zij is erkend uit eerdere ervaring of studie (EVC). Wat leeg blijft, staat nog open; "
                "is alles ingevuld, dan kan de leraar het certificaat voor het geheel krijgen.")
    report.table(("Code", "Leeruitkomst", "Leerarrangementen", "Certificaat van (datum)", "EVC (datum)"), rows, caption=f"Wat van {of_path['path_title'].iloc[0]} is aangetoond.")


def _certificate(report: WordReport, item: dict[str, Any], outcomes: pd.DataFrame) -> None:
    parts = certificate_parts(item, outcomes)
    place = f", {item['sectors']}, nummer {str(item['code']).rsplit('-', 1)[-1]} in het traject"  # a new one has no name of its own yet
    report.heading(f"{item['title']}{place}" if item["new"] else str(item["title"]), 2)
    for line in (parts.head, parts.issued_by, *parts.to_fill_in, parts.before_list):
        if line:
            report.text(line, together=True)
    report.bullets(list(parts.outcomes))
