"""``index.html``: the review page. One file, works offline and in print, asks nothing of the network."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files as resource_files
from typing import Any

import jinja2
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from napl_analysis import vocabulary as voc
from napl_analysis.charts.screen import to_plotly
from napl_analysis.charts.spec import Chart, Section
from napl_analysis.charts.style import GAP_SWATCHES
from napl_analysis.gaps.partners import four_questions
from napl_analysis.reports import compact, compact_demand, compact_supply, wording
from napl_analysis.reports.compact import Compact
from napl_analysis.reports.figures import Drawn
from napl_analysis.reports.findings_book import headline, per_rule
from napl_analysis.reports.format import SYMBOLS, Kind, dutch_date, figure, is_missing, number, share, whole
from napl_analysis.reports.labels import SECTOR_SHORT
from napl_analysis.reports.method import GLOSSARY, method
from napl_analysis.reports.naming import names_of, sort_cells, sources
from napl_analysis.reports.summary import IN_DEMAND, KeyFigures, key_figures
from napl_analysis.yeardata import YearResults

MENU = (("kort", "In het kort"), ("vlekken", "Witte vlekken"), ("vraag", "Vraag"), ("aanbod", "Aanbod"), ("trajecten", "Trajecten"),
        ("gegevens-sectie", "Gegevens"), ("werkwijze", "Werkwijze"), ("bestanden", "Bestanden"))
FILES = (
    ("vraagarticulatie.docx", "Bijlage bij de aanvraag: wat leraren nodig hebben"), ("aanbodanalyse.docx", "Bijlage bij de aanvraag: wat er is en wat ontbreekt"),
    ("tabellen.xlsx", "Alle tabellen, met filters en grafieken"), ("bevindingen.xlsx", "Wat er in de gegevens opviel en wat ermee gedaan is"),
    ("te_beoordelen.xlsx", "Koppelingen en uitkomsten van de toetsing om over te beslissen; niet delen"), ("figuren/figuren.csv", "Alle figuren als png en svg, met onderschrift en alt-tekst"),
    ("pakket/datapackage.json", "Het regionale pakket: csv per tabel, veilig te delen"), ("uitwisseling/ooapi/courses.json", "Leerarrangementen als OOAPI v5; de trajecten staan in ooapi-trajecten/programs.json"),
    ("uitwisseling/arrangementen.jsonld", "Dezelfde leerarrangementen als schema.org Course; trajecten in trajecten.jsonld"), ("uitwisseling/certificaten.docx", "De tekst van het certificaat van elk leerarrangement"),
    ("verantwoording.json", "Bestanden, instellingen, versies en stappen achter elk cijfer"),
)
GAP_COLUMNS: tuple[tuple[str, str, Kind], ...] = (
    ("outcome", "Leeruitkomst", Kind.TEXT), ("sector_label", "Sector", Kind.TEXT), ("career_phase_label", "Fase", Kind.TEXT), ("gap_class", "Klasse", Kind.TEXT),
    ("estimate", "Behoefte", Kind.SHARE), ("certainty", "Zekerheid", Kind.TEXT), ("ready", "Klaar", Kind.COUNT),
    ("upgradable", "Op te werken", Kind.COUNT), ("reach", "Bereik", Kind.SHARE), ("advice", "Advies", Kind.TEXT),
)
SHORT_CLASSES = {s.code: s.label for s in GAP_SWATCHES}  # as in the charts
SHORT_ADVICE = {"nieuw_ontwikkelen": "nieuw ontwikkelen", "opwerken": "opwerken", "inzetten": "inzetten", "geen_actie": "nu niets"}
_FILTERED = ("sector", "career_phase", "subregion", "path_id", "gap_class")


def review_page(results: YearResults, drawn: dict[str, Drawn], *, notebooks: Sequence[str] = ()) -> bytes:
    """index.html.

    Parameters
    ----------
    results
        The year's gated results.
    drawn
        The charts with their printed forms (`figures.draw`).
    notebooks
        Names of the notebooks published beside it, for the list of files.
    """
    template = environment().get_template("page.html")
    region, key = results.region.config.region, key_figures(results)
    gaps, plots = gap_rows(results), {name: plotly_figure(d.chart) for name, d in drawn.items()}
    page = template.render(
        region=region, reference_date=dutch_date(region.reference_date), mark=wording.EXAMPLE_MARK if region.example else "", menu=MENU, trajectory_text=wording.trajectory_text(results),
        placed=wording.placed_sentence(results), employers=wording.employers_sentence(results), weighted=compact_demand.weighting_sentences(results),
        demand_notes=[compact_demand.basis_sentence(results, sector="*", career_phase="*"), compact_demand.differences_sentence(results)],
        notes=wording.example_notes(results), cards=cards(results, key), brief=wording.demand_summary(results, key)[:3] + wording.gap_summary(key),
        demand_lines=wording.demand_summary(results, key), supply_lines=wording.supply_summary(results, key)[:2], figures=_sections(drawn, plots),
        filters=_filters(results), gap_columns=[{"heading": h, "figure": k.is_figure} for _, h, k in GAP_COLUMNS],
        first_gaps=[r for r in gaps if r["c"][:3] == [voc.ALL] * 3], gap_source=sources(results)["both"], tables=_tables(results), trajectories=_trajectories(results),
        answers=_answers(results), joining=compact_supply.joining_sentences(results), plans=compact_supply.other_plans(results), proof=compact_supply.proof_sentence(results),
        findings_headline=headline(results.findings), method=method(results), symbols=list(SYMBOLS.items()), glossary=GLOSSARY,
        files=[{"href": h, "what": w} for h, w in (*FILES, *((f"notebooks/{n}", "Notebook, uitgevoerd") for n in notebooks))],
        css=text_of("page.css"), js=text_of("sort.js") + text_of("page.js"), plotly_js=script_safe(get_plotlyjs()),
        data_json=json_safe({"columns": [{"key": k, "figure": kind.is_figure} for k, _, kind in GAP_COLUMNS], "gaps": gaps, "classes": _looks()}),
        charts_json=json_safe(plots),
    )
    return page.encode()


@cache
def environment() -> jinja2.Environment:
    """The templates beside this module; everything is escaped unless marked safe."""
    return jinja2.Environment(loader=jinja2.FunctionLoader(_source), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
                              keep_trailing_newline=True)


def _source(name: str) -> str:
    return resource_files("napl_analysis.reports").joinpath("templates", name).read_text(encoding="utf-8")


def text_of(name: str) -> Markup:
    """A style sheet or script of ours, to be inlined as it is."""
    return Markup(_source(name))


def json_safe(value: object) -> Markup:
    """JSON that can stand inside a script element: no ``<`` can close it or open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def script_safe(script: str) -> Markup:
    """A script that cannot close its own element."""
    return Markup(re.sub(r"</(script)", r"<\\/\1", script, flags=re.IGNORECASE))


def plotly_figure(chart: Chart) -> dict[str, Any]:
    """Data and layout for plotly; the page prints title and source itself."""
    made = json.loads(to_plotly(chart).to_json())
    return {"data": made["data"], "layout": made["layout"]}


def _sections(drawn: dict[str, Drawn], plots: dict[str, dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The charts by the part of the page where they stand."""
    out: dict[str, list[dict[str, Any]]] = {"gaps": [], "demand": [], "supply": [], "basis": [], "trajectories": []}
    places = {Section.GAPS: "gaps", Section.DEMAND: "demand", Section.SUPPLY: "supply", Section.BASIS: "basis"}
    for name, one in drawn.items():
        chart = one.chart
        place = "trajectories" if "traject" in name else places[chart.section]
        out[place].append({"id": chart.id, "title": chart.title, "subtitle": chart.subtitle, "caption": chart.caption, "alt": chart.alt, "footer": chart.footer,
                           "height": round(plots[name]["layout"].get("height") or 420), "svg": Markup(one.inline), "table": _chart_table(chart)})
    return out


def _chart_table(chart: Chart) -> Compact:
    frame = chart.table()
    right = tuple(i for i, c in enumerate(frame.columns) if c in ("n", "95 %-interval", chart.value_title))
    return Compact(chart.id, "", tuple(str(c) for c in frame.columns), tuple(tuple(str(v) for v in row) for row in frame.itertuples(index=False)), "", right)


def cards(results: YearResults, key: KeyFigures) -> list[dict[str, Any]]:
    """The key figures on top of the page."""
    per_sector = ", ".join(f"{s} {key.classes[s]['witte_vlek']}" for s in voc.SECTORS.codes)
    upgrade = ", ".join(f"{s} {key.classes[s]['opwerken']}" for s in voc.SECTORS.codes)
    asked = ", ".join(f"{s} {sum(key.classes[s][c] for c in IN_DEMAND)}" for s in voc.SECTORS.codes)
    r = key.review
    return [
        {"name": "Leraren die antwoordden", "figure": whole(key.respondents) if key.respondents is not None else "–",
         "more": f"{share(key.response_rate)} van {whole(key.population)} leraren" if key.response_rate is not None and key.population else "zie Gegevens", "gap": False},
        {"name": "Witte vlekken", "figure": whole(len(key.white_anywhere)), "gap": True,
         "more": f"van de {whole(key.outcomes)} leeruitkomsten, in minstens één sector ({per_sector})"},
        {"name": "Leeruitkomsten met grote vraag", "figure": whole(key.asked_anywhere), "gap": False,
         "more": f"van de {whole(key.outcomes)}, in minstens één sector ({asked}); alleen op te werken aanbod: {upgrade}"},
        {"name": "Scholingen", "figure": whole(key.offerings), "gap": False,
         "more": f"van {whole(key.providers)} aanbieders: {whole(r['direct_aanmelden'])} direct aan te melden, {whole(r['opwerken'])} op te werken, {whole(r['past_niet'])} passen niet"},
    ]


def gap_rows(results: YearResults) -> list[dict[str, Any]]:
    """Rows of the gap table, outcomes in their own order: c the codes to filter on, t the texts, v the figures to sort on, w why."""
    names = names_of(results)
    place = {code: i for i, code in enumerate(names.outcomes)}
    frame = sort_cells(results.gaps.assign(place=results.gaps["outcome_id"].map(place)), ["place"])
    frame["outcome"], frame["path_id"] = frame["outcome_id"].map(names.target), frame["outcome_id"].map(names.path_of)
    for column in ("sector", "career_phase"):
        frame[f"{column}_label"] = frame[column].where(frame[column] != voc.ALL, "alle")
    texts = {"gap_class": lambda c: SHORT_CLASSES.get(c, c), "certainty": voc.CERTAINTIES.label, "advice": lambda a: SHORT_ADVICE.get(a, a)}
    rows = []
    for row in frame.to_dict("records"):
        shown = bool(row["shown"]) if not is_missing(row["shown"]) else False
        text, value = [], []
        for name, _, kind in GAP_COLUMNS:
            raw = row[name]
            label = texts[name](str(raw)) if name in texts and not is_missing(raw) else raw
            text.append(figure(label, kind, shown=shown, why=row.get("hidden_why", "")))
            value.append(round(float(raw), 6) if kind.is_figure and not is_missing(raw) else None)
        rows.append({"c": ["" if is_missing(row[c]) else str(row[c]) for c in _FILTERED], "t": text, "v": value,
                     "w": "" if is_missing(row["why"]) else str(row["why"])})
    return rows


def _filters(results: YearResults) -> list[dict[str, Any]]:
    names, gaps = names_of(results), results.gaps
    subregions = sorted(s for s in gaps["subregion"].dropna().unique() if s != voc.ALL)
    classes = [c for c in voc.GAP_CLASSES.codes if c in set(gaps["gap_class"].dropna())]
    return [
        {"name": "sector", "label": "Sector", "chosen": voc.ALL, "options": [(s, SECTOR_SHORT[s]) for s in (voc.ALL, *voc.SECTORS.codes)] + [("", "elke sector apart en samen")]},
        {"name": "career_phase", "label": "Loopbaanfase", "chosen": voc.ALL,
         "options": [(p, voc.PHASES.label(p)) for p in (voc.ALL, *voc.PHASES.codes)] + [("", "elke fase apart en samen")]},
        {"name": "subregion", "label": "Deelregio", "chosen": voc.ALL, "options": [(voc.ALL, "hele regio"), *((s, s) for s in subregions)]},
        {"name": "path", "label": "Ontwikkelpad", "chosen": "", "options": [("", "alle paden"), *names.paths.items()]},
        {"name": "gap_class", "label": "Klasse", "chosen": "", "options": [("", "alle klassen"), *((c, SHORT_CLASSES.get(c, c)) for c in classes)]},
    ]


def _looks() -> dict[str, dict[str, str]]:
    return {s.code: {"colour": s.colour, "ink": s.ink} for s in GAP_SWATCHES}


def _tables(results: YearResults) -> dict[str, Compact]:
    steps = tuple((str(r.stap), number(r.rijen_voor), number(r.rijen_na), "–" if is_missing(r.toelichting) else str(r.toelichting)) for r in results.steps.itertuples())
    return {
        "classes": compact.class_counts(results), "municipalities": compact.municipalities(results), "themes": compact.themes_by_sector(results),
        "outcomes": compact.themes_by_sector(results, "outcome"), "clusters": compact.clusters(results), "groups": compact_demand.disagreements(results), "changes": compact.changes(results),
        "levels": compact_demand.how_many(results), "phases": compact.themes_by_phase(results), "places_demand": compact_demand.by_subregion(results),
        "differences": compact_demand.clear_differences(results), **{f"phases_{s}": compact_demand.phases_in_sector(results, s) for s in voc.SECTORS.codes},
        "review": compact.review_groups(results), "rules": compact.review_rules(results), "providers": compact_supply.may_join(results), "in_figures": compact_supply.supply_in_figures(results),
        "thin": compact_supply.spots(results, "dun"), "overlap": compact_supply.spots(results, "overlap"), "partners": compact_supply.partners(results),
        "by_partner": compact_supply.partners_by_provider(results), "variants": compact_supply.variants(results), "places": compact_supply.reach_and_places(results),
        "upgrade": compact.to_upgrade(results),
        "straight": compact.straight_on(results), "response": compact.response(results), "employers": compact.employers(results),
        "findings": per_rule(results.findings), "steps": Compact("stappen", "Rijen voor en na elke stap", ("Stap", "Voor", "Na", "Toelichting"), steps, "", (1, 2)),
        "inputs": compact.inputs(results),
    }


def _trajectories(results: YearResults) -> list[dict[str, Any]]:
    names, t = names_of(results), results.trajectories
    made = []
    for path_id, sector in compact.trajectory_pairs(results):
        table = compact_supply.trajectory(results, path_id, sector)
        mine = t[(t["path_id"] == path_id) & (t["sector"] == sector)]
        fresh = int(mine["offering_id"].isna().sum())
        made.append({"title": f"{names.paths.get(path_id, path_id)}, {sector}: {len(mine)} leerarrangementen, waarvan {fresh} nieuw te ontwikkelen", "table": table})
    return made


def _answers(results: YearResults) -> list[dict[str, Any]]:
    """The four questions of the handreiking by path."""
    found = four_questions(results.gaps, results.review, results.trajectories, results.outcomes)
    return [{"title": title, "pairs": list(zip(rows["question"], rows["answer"], strict=True))} for title, rows in found.groupby("path_title", sort=False)]

