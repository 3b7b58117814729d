"""The small tables that the annexes and the page print: a choice from the year's tables, laid out to be read."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.voices import nobody_answered
from napl_analysis.charts.numbers import NBSP, Format
from napl_analysis.reports import labels
from napl_analysis.reports.format import MISSING, Kind, figure, interval, is_missing, number, share, whole
from napl_analysis.reports.labels import SECTOR_SHORT, VALUE_LABELS
from napl_analysis.reports.naming import names_of, sources
from napl_analysis.reports.summary import HEADLINE, path_figures, review_by_type, sector_gaps
from napl_analysis.yeardata import YearResults

SECTORS = (voc.ALL, *voc.SECTORS.codes)
NOT_ASKED = "niet gevraagd"
REST = "overig"  # the cluster of answers that belong nowhere: no subject


@dataclass(frozen=True)
class Compact:
    """A table of texts, with its caption and source."""

    name: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    right: tuple[int, ...] = ()


def _fig(row: object, name: str, kind: Kind) -> str:
    return figure(getattr(row, name), kind, shown=_shown(row), why=getattr(row, "hidden_why", ""))


def _shown(row: object) -> bool:
    value = getattr(row, "shown", True)
    return False if is_missing(value) else bool(value)


def response(results: YearResults) -> Compact:
    """Who answered, beside the population."""
    mine = results.response[results.response["dimension"] != "employer_type"]
    first = ~mine["dimension"].duplicated()  # a characteristic is named once, at its first group
    rows = tuple((labels.dimension_label(r.dimension) if named else "", labels.level_label(r.dimension, r.level), _fig(r, "population", Kind.COUNT),
                  _fig(r, "respondents", Kind.COUNT), _fig(r, "response_rate", Kind.SHARE), _fig(r, "population_share", Kind.SHARE),
                  _fig(r, "respondent_share", Kind.SHARE), _fig(r, "weighted_share", Kind.SHARE)) for r, named in zip(mine.itertuples(), first, strict=True))
    return Compact("respons", "Wie de vragenlijst invulden, naast alle leraren in de regio.",
                   ("Kenmerk", "Groep", "Leraren", "Antwoorden", "Respons", "In populatie", "In respons", "Na weging"), rows,
                   sources(results)["response"], (2, 3, 4, 5, 6, 7))


def employers(results: YearResults) -> Compact:
    """Which employers took part; a role only where a sector has several, names (with consent) once a sector."""
    e = results.employers
    e = e[e["respondents"].isna() | (e["respondents"] > 0)]
    single = (e["employer_type"] != voc.ALL).groupby(e["sector"]).transform("sum") == 1  # one role: the same as all of them
    has_all = (e["employer_type"] == voc.ALL).groupby(e["sector"]).transform("any")
    e = e[(e["employer_type"] == voc.ALL) | ~single | ~has_all]
    rows = tuple((SECTOR_SHORT.get(r.sector, r.sector), VALUE_LABELS["employer_type"](str(r.employer_type)), _fig(r, "boards", Kind.COUNT), _fig(r, "schools", Kind.COUNT),
                  _fig(r, "respondents", Kind.COUNT), _names(r)) for r in e.itertuples())
    return Compact("werkgevers", "Welke werkgevers meededen. Een bestuur staat bij zijn sector met naam als het daarvoor toestemming gaf.",
                   ("Sector", "Wie", "Besturen", "Scholen", "Antwoorden", "Namen"), rows, sources(results)["counts"], (2, 3, 4))


def _names(row: object) -> str:
    """The names at a sector's first row; elsewhere they would be told twice."""
    return _fig(row, "names", Kind.TEXT) if getattr(row, "sector", "") != voc.ALL and getattr(row, "employer_type", "") == voc.ALL else ""


def _wide(frame: pd.DataFrame, index: str, columns: str, order: tuple[str, ...], value: str = "share") -> dict[str, list[str]]:
    """Shares by row and column as text; a cell that is absent is missing."""
    cells = {(getattr(r, index), getattr(r, columns)): _fig(r, value, Kind.SHARE) for r in frame.itertuples()}
    rows = list(dict.fromkeys(frame[index]))
    return {row: [cells.get((row, c), MISSING) for c in order] for row in rows}


def _demand(results: YearResults, kind: str, group: str) -> pd.DataFrame:
    d = results.demand
    return d[(d["kind"] == kind) & (d["respondent_group"] == group) & (d["subregion"] == voc.ALL)]


def _ranked(frame: pd.DataFrame, value: str = "share") -> list[str]:
    whole_region = frame[(frame["sector"] == voc.ALL) & (frame["career_phase"] == voc.ALL)]
    return whole_region.sort_values([value, "target_id"], ascending=[False, True], kind="stable", na_position="last")["target_id"].tolist()


def themes_by_sector(results: YearResults, kind: str = "theme", group: str = "leraar") -> Compact:
    """The share with a need per theme (or outcome) and sector, with interval and n of the whole region."""
    frame, names, (value, low, high) = _demand(results, kind, group), names_of(results), HEADLINE[kind]
    margin = frame[frame["career_phase"] == voc.ALL]
    cells = _wide(margin, "target_id", "sector", SECTORS, value)
    whole_region = {r.target_id: r for r in margin[margin["sector"] == voc.ALL].itertuples()}
    rows = tuple((names.target(t), *cells[t], interval(getattr(whole_region[t], low), getattr(whole_region[t], high)) or MISSING,
                  _fig(whole_region[t], "n", Kind.COUNT)) for t in _ranked(frame, value))
    what = "Leeruitkomst" if kind == "outcome" else "Thema"
    who = "leraren" if group == "leraar" else "leraren en werkgevers samen, gewogen"
    return Compact(f"{kind}_sector", f"{'Geschat aandeel' if kind == 'outcome' else 'Aandeel'} met een behoefte per {what.lower()} en sector ({who}), aflopend voor de hele regio.",
                   (what, "Alle sectoren", "po", "vo", "mbo", "95 %-interval van alle", "Antwoorden van alle"), rows, sources(results)["survey"], (1, 2, 3, 4, 5, 6))


def themes_by_phase(results: YearResults) -> Compact:
    """The share with a need per theme and career phase."""
    frame, names = _demand(results, "theme", "leraar"), names_of(results)
    cells = _wide(frame[frame["sector"] == voc.ALL], "target_id", "career_phase", voc.PHASES.codes)
    rows = tuple((names.target(t), *cells[t]) for t in _ranked(frame) if t in cells)
    return Compact("thema_fase", "Aandeel leraren met een behoefte per thema en loopbaanfase.",
                   ("Thema", *(voc.PHASES.label(p).capitalize() for p in voc.PHASES.codes)), rows, sources(results)["survey"], (1, 2, 3))


def changes(results: YearResults) -> Compact:
    """Themes of the whole region, this year beside the last; the clearest differences first."""
    c, names = results.changes, names_of(results)
    if c.empty:
        return Compact("veranderingen", "", (), ())
    cell = c[(c["kind"] == "theme") & (c["sector"] == voc.ALL) & (c["career_phase"] == voc.ALL) & (c["subregion"] == voc.ALL)]
    ranked = cell.assign(size=cell["difference"].abs()).sort_values(["significant", "size", "target_id"], ascending=[False, False, True], kind="stable")
    year = results.region.year
    rows = tuple((names.target(r.target_id), _fig(r, "share_before", Kind.SHARE), _fig(r, "share_now", Kind.SHARE), _points(r),
                  interval(r.low, r.high, Format.CHANGE).replace(f"{NBSP}procentpunt", "") or MISSING, _fig(r, "significant", Kind.YESNO)) for r in ranked.itertuples())
    return Compact("veranderingen", f"Behoefte per thema in {year - 1} en {year}, alle leraren. Duidelijk: groter dan door toeval is te verklaren.",
                   ("Thema", str(year - 1), str(year), "Verschil (procentpunt)", "95 %-interval", "Duidelijk"), rows, sources(results)["survey"], (1, 2, 3, 4))


def _points(row: object) -> str:
    return _fig(row, "difference", Kind.CHANGE).replace(f"{NBSP}procentpunt", "")


def preferences(results: YearResults, dimension: str) -> Compact:
    """The share that states a preference or barrier, per sector."""
    p = results.preference_shares
    frame = p[(p["dimension"] == dimension) & (p["career_phase"] == voc.ALL)]
    cells = _wide(frame, "value", "sector", SECTORS)
    for i, sector in enumerate(SECTORS):
        if nobody_answered(frame[frame["sector"] == sector]):
            cells = {value: [*line[:i], NOT_ASKED, *line[i + 1:]] for value, line in cells.items()}
    order = frame[frame["sector"] == voc.ALL].sort_values(["share", "value"], ascending=[False, True], kind="stable")["value"]
    rows = tuple((labels.preference_label(dimension, v), *cells[v]) for v in order)
    what = labels.dimension_label(dimension)
    return Compact(f"voorkeur_{dimension}", f"{what[0].upper()}{what[1:]}: aandeel leraren dat dit noemt, per sector.",
                   ("Antwoord", "Alle sectoren", "po", "vo", "mbo"), rows, sources(results)["survey"], (1, 2, 3, 4))


def clusters(results: YearResults, most: int = 3) -> Compact:
    """What open answers are about: the largest topics of every group."""
    shown = results.clusters[results.clusters["respondents"].notna() & (results.clusters["cluster_id"] != REST)]
    top = shown.sort_values(["respondents", "cluster_id"], ascending=[False, True], kind="stable").groupby("group", sort=False).head(most)
    top = top.assign(place=[_group_place(g) for g in top["group"]]).sort_values("place", kind="stable")
    rows = tuple((r.group, r.label, _fig(r, "respondents", Kind.COUNT), "; ".join(quoted_statements(r.examples))) for r in top.itertuples())
    return Compact("open_antwoorden", "Waar open antwoorden over gaan: de grootste onderwerpen per sector en loopbaanfase, met typerende, gemaskeerde uitspraken.",
                   ("Groep", "Onderwerp", "Respondenten", "Typerende uitspraken"), rows, sources(results)["counts"], (2,))


def _group_place(group: str) -> tuple[int, int, str]:
    """Where a group such as 'po expert' stands: by sector, then by career phase."""
    sector, _, phase = str(group).partition(" ")
    return voc.SECTORS.order(sector), voc.PHASES.order(phase), group


def quoted_statements(examples: object, most: int = 2) -> list[str]:
    """The first typical statements, in quotation marks."""
    return [] if is_missing(examples) else [f"‘{t.strip()}’" for t in str(examples).split(" | ")[:most]]


def review_groups(results: YearResults) -> Compact:
    """Internal review per provider group."""
    table = review_by_type(results)
    rows = tuple((voc.PROVIDER_TYPES.label(str(t)), *(whole(v) for v in line), whole(sum(line))) for t, line in zip(table.index, table.to_numpy().tolist(), strict=True))
    return Compact("toetsing", "Uitkomst van de interne toetsing per soort aanbieder.",
                   ("Soort aanbieder", "Direct aanmelden", "Opwerken", "Past niet", "Samen"), rows, sources(results)["catalogue"], (1, 2, 3, 4))


def coverage(results: YearResults, path_id: str) -> Compact:
    """Outcomes of a path by sector: class, and ready of all offerings."""
    names = names_of(results)
    s = results.supply
    cell = s[(s["career_phase"] == voc.ALL) & (s["subregion"] == voc.ALL)]
    counts = {(r.outcome_id, r.sector): r for r in cell.itertuples()}
    rows = []
    for outcome in [o for o, p in names.path_of.items() if p == path_id]:
        found = [counts.get((outcome, sector)) for sector in SECTORS]
        reach = found[0].reach if found[0] is not None else None
        rows.append((outcome, names.target(outcome), *(MISSING if r is None else f"{number(r.ready)} van {number(r.offerings)}" for r in found), share(reach)))
    return Compact(f"dekking_{path_id}", f"Klare scholingen van alle scholingen per leeruitkomst: {names.paths.get(path_id, path_id)}.",
                   ("Code", "Leeruitkomst", "Alle sectoren", "po", "vo", "mbo", "Bereik"), tuple(rows), sources(results)["catalogue"], (2, 3, 4, 5, 6))


GAP_FIGURES = {  # the figures that say why a cell is in its class
    "witte_vlek": (),
    "opwerken": (("upgradable", "Op te werken", Kind.COUNT), ("providers", "Aanbieders", Kind.COUNT)),
    "bereik_tekort": (("ready", "Klaar", Kind.COUNT), ("reach", "Bereik", Kind.SHARE), ("places_per_year", "Plaatsen per jaar", Kind.COUNT)),
}


def gaps_of_class(results: YearResults, gap_class: str) -> Compact:
    """Outcomes of one class per sector, in order of priority, with the figures that put them there."""
    names, more = names_of(results), GAP_FIGURES[gap_class]
    rows = tuple((names.target(r.outcome_id), r.sector, _fig(r, "estimate", Kind.SHARE), MISSING if is_missing(r.certainty) else voc.CERTAINTIES.label(r.certainty),
                  _fig(r, "teachers", Kind.COUNT), *(_fig(r, name, kind) for name, _, kind in more)) for r in _by_priority(results, gap_class).itertuples())
    label = voc.GAP_CLASSES.label(gap_class)
    return Compact(f"klasse_{gap_class}", f"{label[0].upper()}{label[1:]}: leeruitkomsten per sector, in volgorde van belang.",
                   ("Leeruitkomst", "Sector", "Behoefte", "Zekerheid", "Leraren", *(heading for _, heading, _ in more)), rows, sources(results)["both"],
                   (2, *range(4, 5 + len(more))))


def _by_priority(results: YearResults, gap_class: str) -> pd.DataFrame:
    gaps = sector_gaps(results)
    return gaps[gaps["gap_class"] == gap_class].sort_values(["priority", "outcome_id", "sector"], kind="stable")


def reasons(results: YearResults, gap_class: str) -> list[tuple[str, str]]:
    """Outcome and sector with the sentence that says why it is in its class."""
    names = names_of(results)
    return [(f"{names.target(r.outcome_id)}, {r.sector}", str(r.why).rstrip(".")) for r in _by_priority(results, gap_class).itertuples() if not is_missing(r.why)]


def path_table(results: YearResults, path_id: str) -> Compact:
    """One path per sector: how many outcomes are in demand, and how they are served."""
    rows = tuple((f.sector, whole(f.outcomes), whole(f.in_demand), whole(len(f.covered)), whole(len(f.short)), whole(len(f.upgrade)), whole(len(f.white)), whole(f.hidden))
                 for f in path_figures(results) if f.path_id == path_id)
    return Compact(f"pad_{path_id}", f"Vraag en aanbod bij {names_of(results).paths.get(path_id, path_id)}, in aantallen leeruitkomsten.",
                   ("Sector", "Leeruitkomsten", "Grote vraag", "Gedekt", "Tekort aan bereik of plaatsen", "Alleen op te werken", "Zonder aanbod", "Niet getoond"), rows,
                   sources(results)["both"], (1, 2, 3, 4, 5, 6, 7))


def inputs(results: YearResults, most: int = 3) -> Compact:
    """The files that were read; a folder with many files is one line."""
    folders: dict[str, list[dict[str, object]]] = {}
    for entry in results.inputs:
        name = str(entry.get("bestand", ""))
        folders.setdefault(name.rpartition("/")[0], []).append(entry)
    rows = []
    for folder, entries in folders.items():
        kinds = sorted({str(e.get("soort") or MISSING) for e in entries})
        if len(entries) > most and folder.count("/"):
            rows.append((f"{folder}/ ({len(entries)} bestanden)", ", ".join(kinds)))
        else:
            rows += [(str(e.get("bestand", "")), str(e.get("soort") or MISSING)) for e in entries]
    return Compact("invoer", "De ingelezen bestanden; hun controlegetallen staan in verantwoording.json.", ("Bestand", "Soort"), tuple(rows))


def review_rules(results: YearResults) -> Compact:
    """Every frame of the internal review: how many offerings meet it, do not, or cannot be judged on it."""
    counts = {name: results.review[name].dropna().str.split(",").explode().str.strip().value_counts() for name in ("met", "not_met", "unknown")}
    rules = sorted({rule for found in counts.values() for rule in found.index if rule},
                   key=lambda rule: (-int(counts["not_met"].get(rule, 0)), -int(counts["unknown"].get(rule, 0)), rule))
    rows = tuple((rule, *(whole(counts[name].get(rule, 0)) for name in ("met", "not_met", "unknown"))) for rule in rules)
    return Compact("kaders", "De kaders van de interne toetsing: hoeveel scholingen eraan voldoen.",
                   ("Kader", "Voldoet", "Voldoet niet", "Niet bekend"), rows, sources(results)["catalogue"], (1, 2, 3))


def class_counts(results: YearResults) -> Compact:
    """How many outcomes are in which class, per sector."""
    gaps = sector_gaps(results)
    table = pd.crosstab(gaps["gap_class"].astype("object"), gaps["sector"])
    hidden = gaps[gaps["gap_class"].isna()]["sector"].value_counts()
    rows = [(voc.GAP_CLASSES.label(c), *(whole(table.loc[c, s]) if c in table.index and s in table.columns else "0" for s in voc.SECTORS.codes))
            for c in voc.GAP_CLASSES.codes]
    if len(hidden):
        rows.append(("niet getoond", *(whole(hidden.get(s, 0)) for s in voc.SECTORS.codes)))
    return Compact("klassen", "Leeruitkomsten per klasse en sector.", ("Klasse", "po", "vo", "mbo"), tuple(rows), sources(results)["both"], (1, 2, 3))


def _reviewed(results: YearResults, decision: str) -> pd.DataFrame:
    return results.review[results.review["decision"] == decision].sort_values(["effort", "provider", "title", "offering_id"], kind="stable")


def straight_on(results: YearResults) -> Compact:
    """Offerings that can go straight to external quality assurance, with what they cover."""
    names = names_of(results)
    rows = tuple((r.title, r.provider, names.paths.get(r.path_id, MISSING), "; ".join(names.outcome_list(r.outcome_ids)) or MISSING)
                 for r in _reviewed(results, "direct_aanmelden").itertuples())
    return Compact("direct_aanmelden", "Scholingen die direct kunnen worden aangemeld voor externe toetsing.",
                   ("Titel", "Aanbieder", "Ontwikkelpad", "Leeruitkomsten"), rows, sources(results)["catalogue"])


def to_upgrade(results: YearResults) -> Compact:
    """Offerings to upgrade, the least work first: what they fail, and on how many frames something must be asked."""
    rows = tuple((r.title, r.provider, labels.effort_label(r.effort) or MISSING, MISSING if is_missing(r.not_met) else str(r.not_met).replace(",", ";"),
                  _asked(r.unknown)) for r in _reviewed(results, "opwerken").itertuples())
    return Compact("op_te_werken", "Scholingen die eerst moeten worden opgewerkt, de kleinste inspanning eerst.",
                   ("Titel", "Aanbieder", "Inspanning", "Voldoet niet aan", "Na te vragen"), rows, sources(results)["catalogue"])


def _asked(unknown: object) -> str:
    found = labels.split_codes(unknown)
    return MISSING if not found else found[0] if len(found) == 1 else f"{len(found)} kaders"


def trajectory_pairs(results: YearResults) -> list[tuple[str, str]]:
    """The paths and sectors that have a trajectory, paths in their own order."""
    place = {path: i for i, path in enumerate(names_of(results).paths)}
    pairs = results.trajectories[["path_id", "sector"]].drop_duplicates().itertuples(index=False, name=None)
    return sorted(pairs, key=lambda p: (place.get(p[0], len(place)), voc.SECTORS.order(p[1])))


def municipalities(results: YearResults) -> Compact:
    """Outcomes in demand that nothing serves, per municipality."""
    m = results.municipalities
    cell = m[m["sector"] == voc.ALL].sort_values(["unserved_share", "municipality"], ascending=[False, True], kind="stable")
    rows = tuple((r.municipality, r.subregion if not is_missing(r.subregion) else MISSING, _fig(r, "outcomes_in_demand", Kind.COUNT), _fig(r, "unserved", Kind.COUNT),
                  _fig(r, "unserved_share", Kind.SHARE)) for r in cell.itertuples())
    return Compact("gemeenten", "Leeruitkomsten met grote vraag zonder klaar aanbod binnen bereik, per gemeente.",
                   ("Gemeente", "Deelregio", "Met grote vraag", "Zonder aanbod", "Aandeel"), rows, sources(results)["both"], (2, 3, 4))
