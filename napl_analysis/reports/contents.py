"""Which tables a year publishes: the sheets of tabellen.xlsx, in the order of the work."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.scene import estimate_basis
from napl_analysis.reports import labels
from napl_analysis.reports.contents_demand import more_demand_tables
from napl_analysis.reports.contents_supply import more_gap_tables, more_supply_tables
from napl_analysis.reports.format import is_missing, number
from napl_analysis.reports.labels import Names
from napl_analysis.reports.naming import BASIS, CELL, DEMAND, GAPS, SUPPLY, names_of, sort_cells, sources
from napl_analysis.reports.tables import ReportTable, build
from napl_analysis.supply.variants import place_in_whole
from napl_analysis.yeardata import YearResults

_FIGURES = ["n", "n_need", "n_eff", "share", "low", "high", "se", "prior_share", "prior_source", "prior_weight", "estimate",
            "estimate_low", "estimate_high", "rests_on", "p_high", "teachers", "teachers_low", "teachers_high", "shown"]


def year_tables(results: YearResults) -> list[ReportTable]:
    """Every table that may be shared, in the order of the workbook; empty ones are left out."""
    made = [*demand_tables(results), *more_demand_tables(results), *supply_tables(results), *more_supply_tables(results), *gap_tables(results), *more_gap_tables(results), *basis_tables(results)]
    return [t for t in made if len(t.frame)]


def _named(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """With the names of targets, outcomes, paths and offerings beside their codes."""
    out = frame.copy()
    if "target_id" in out:
        out["target"] = out["target_id"].map(names.target)
    if "outcome_id" in out:
        out["outcome"] = out["outcome_id"].map(names.target)
        out["path"] = out["outcome_id"].map(names.path_of).map(names.paths)
    elif "path_id" in out:
        out["path"] = out["path_id"].map(lambda p: p if pd.isna(p) else names.paths.get(str(p), str(p)))
    return out


def demand_tables(results: YearResults) -> list[ReportTable]:
    """Response, employers, demand, preferences, open answers, changes."""
    names, source = names_of(results), sources(results)["survey"]
    demand = with_basis(_named(sort_cells(results.demand, ["target_id", "respondent_group"]), names))
    themes, outcomes = (demand[demand["kind"] == k] for k in ("theme", "outcome"))
    keys = ["target", "target_id", "respondent_group", *CELL, *_FIGURES]
    about = {"table": "demand", "source": source, "group": DEMAND}
    return [
        _response(results, sources(results)["response"]), _employers(results, sources(results)["counts"]),
        build("vraag_themas", "Behoefte per thema", themes, keys, one_row="een thema in een cel van sector, loopbaanfase en deelregio",
              note="Behoefte is het niveau redelijk of veel. Getoond in de rapporten: het aandeel; in kleine groepen de schatting, die de antwoorden weegt met een algemener beeld.", **about),
        build("vraag_leeruitkomsten", "Behoefte per leeruitkomst", outcomes, keys,
              one_row="een leeruitkomst in een cel van sector, loopbaanfase en deelregio",
              note="Behoefte blijkt uit een gesloten antwoord op het hoofdthema van de leeruitkomst of uit een open antwoord dat erbij past. Getoond in de rapporten: de schatting.", **about),
        _preferences(results, source), _clusters(results, sources(results)["counts"]), _changes(results, names, source),
    ]


def with_basis(demand: pd.DataFrame) -> pd.DataFrame:
    """The demand table with what every estimate rests on, in words, and the interval of the number of teachers."""
    words = [estimate_basis(*row) or None for row in zip(demand["n"], demand["prior_weight"], demand["prior_source"], demand["sector"], strict=True)]
    people = (demand["teachers"] / demand["estimate"]).where(demand["estimate"] > 0)
    return demand.assign(rests_on=words, teachers_low=demand["estimate_low"] * people, teachers_high=demand["estimate_high"] * people)


def _response(results: YearResults, source: str) -> ReportTable:
    frame = results.response.copy()
    frame["level"] = [labels.level_label(d, v) for d, v in zip(frame["dimension"], frame["level"], strict=True)]
    frame["dimension"] = frame["dimension"].map(labels.dimension_label)
    return build("respons", "Wie de vragenlijst invulden, naast alle leraren", frame,
                 ["dimension", "level", "population", "respondents", "response_rate", "population_share", "respondent_share", "weighted_share", "shown"],
                 table="response", one_row="een groep in de populatie", source=source, group=DEMAND)


def _employers(results: YearResults, source: str) -> ReportTable:
    return build("werkgevers", "Welke werkgevers meededen", results.employers,
                 ["sector", "employer_type", "boards", "schools", "respondents", "names", "shown"], one_row="een soort werkgever in een sector",
                 note="Namen staan er alleen bij met toestemming van het bestuur (regio.yml, 'toestemming').", source=source, group=DEMAND)


def _preferences(results: YearResults, source: str) -> ReportTable:
    frame = sort_cells(results.preference_shares, ["dimension", "value"]).copy()
    frame["value"] = [labels.preference_label(d, v) for d, v in zip(frame["dimension"], frame["value"], strict=True)]
    frame["dimension"] = frame["dimension"].map(labels.dimension_label)
    return build("voorkeuren", "Hoe leraren willen leren, en wat hen tegenhoudt", frame,
                 ["dimension", "value", "sector", "career_phase", "n", "n_eff", "share", "low", "high", "se", "shown"],
                 table="preference_shares", one_row="een voorkeur of belemmering in een cel", source=source, group=DEMAND)


def _clusters(results: YearResults, source: str) -> ReportTable:
    frame = known_clusters(results.clusters).sort_values(["group", "cluster_id"], kind="stable")
    return build("open_antwoorden", "Waar de open antwoorden over gaan", frame,
                 ["group", "label", "cluster_id", "respondents", "statements", "lineage", "examples", "shown"], table="clusters",
                 one_row="een onderwerp binnen een sector en loopbaanfase", source=source, group=DEMAND,
                 note="Typerende uitspraken zijn gemaskeerd en staan er alleen waar genoeg respondenten achter staan.")


def known_clusters(clusters: pd.DataFrame) -> pd.DataFrame:
    """The subjects that have a name: of a hidden one only that it exists was left, and that helps nobody."""
    return clusters[clusters["label"].notna()]


def _changes(results: YearResults, names: Names, source: str) -> ReportTable:
    frame = _named(results.changes, names).rename(columns={"low": "difference_low", "high": "difference_high"})
    return build("veranderingen", "Wat veranderde ten opzichte van het vorige jaar", frame,
                 ["target", "target_id", "kind", *CELL, "share_now", "share_before", "difference", "difference_low", "difference_high", "significant",
                  "p_adjusted", "n_now", "n_before", "shown"],
                 one_row="een thema of leeruitkomst in een cel", source=source, group=DEMAND,
                 note="Alleen vragen die in beide jaren hetzelfde zijn gesteld, worden vergeleken.")


def who_decided(person: object) -> str:
    """A person or the rules: initials stay in besluiten/, they are nobody else's business."""
    return "regels" if is_missing(person) else "mens"


def supply_tables(results: YearResults) -> list[ReportTable]:
    """Offerings, coverage, review, trajectories."""
    names, source = names_of(results), sources(results)["catalogue"]
    supply = _named(sort_cells(results.supply, ["outcome_id"]), names)
    return [
        build("aanbod", "Aanbod zoals aanbieders het noemen", results.offerings.sort_values(["provider", "title", "offering_id"], kind="stable"),
              ["offering_id", "provider", "provider_type", "title", "sectors", "career_phases", "formality", "learning_mode", "delivery",
               "municipality_code", "ects", "study_load_hours", "nlqf", "price_eur", "places_per_year", "assessment", "certificate",
               "claimed_path", "claimed_outcomes", "quality_status", "description", "source_file", "source_row"],
              table="offerings", one_row="een aanbod", source=source, group=SUPPLY),
        _matches(results, names, source),
        build("dekking", "Aanbod per leeruitkomst", supply,
              ["outcome", "outcome_id", "path", *CELL, "offerings", "ready", "upgradable", "providers", "places_per_year", "reach"],
              table="supply", one_row="een leeruitkomst in een cel", source=source, group=SUPPLY,
              note="Klaar: voldoet aan de kaders van de interne toetsing. Bereik: aandeel leraren dat klaar aanbod kan volgen, online of binnen de reisafstand."),
        _review(results, names, source), _trajectories(results, names, source),
    ]


def _matches(results: YearResults, names: Names, source: str) -> ReportTable:
    offered = results.matches[results.matches["kind"] == "offering"]
    frame = _named(offered.sort_values(["item_id", "outcome_id"], kind="stable"), names)
    frame["offering"], frame["provider"] = frame["item_id"].map(names.offerings), frame["item_id"].map(names.providers)
    frame["offering_id"], frame["decision"] = frame["item_id"], frame["decision"].map(voc.MATCH_DECISIONS.label)
    frame["decided_by"] = frame["decided_by"].map(who_decided)
    return build("koppelingen_aanbod", "Welk aanbod bij welke leeruitkomst hoort", frame,
                 ["provider", "offering", "offering_id", "outcome", "outcome_id", "probability", "decision", "because", "decided_by", "decided_on"],
                 table="matches", one_row="een aanbod bij een leeruitkomst", source=source, group=SUPPLY)


def _review(results: YearResults, names: Names, source: str) -> ReportTable:
    frame = _named(results.review.sort_values(["decision", "provider", "title", "offering_id"], kind="stable"), names)
    frame["decision"] = frame["decision"].map(voc.REVIEW_DECISIONS.label)
    frame["effort"], frame["decided_by"] = frame["effort"].map(labels.effort_label), frame["decided_by"].map(who_decided)
    return build("interne_toetsing", "Interne toetsing van het aanbod", frame,
                 ["offering_id", "provider", "title", "path", "outcome_ids", "decision", "effort", "why", "met", "not_met", "unknown", "decided_by"],
                 table="review", one_row="een aanbod", source=source, group=SUPPLY,
                 note="De kaders zijn een voorbeeld zolang het Kwaliteitskader NAPL niet is ingelezen; een mens beslist.")


def _trajectories(results: YearResults, names: Names, source: str) -> ReportTable:
    frame = _named(sort_cells(results.trajectories.sort_values("arrangement", kind="stable"), ["path_id"]), names)
    frame["effort"] = frame["effort"].map(number)
    frame["place"] = place_in_whole(results.trajectories, results.outcomes)
    return build("trajecten", "Voorgestelde professionaliseringstrajecten", frame,
                 ["path", "sector", "arrangement", "title", "offering_id", "outcome_ids", "effort", "ects", "why", "place", "optimal"],
                 table="trajectories", one_row="een leerarrangement in een traject", source=source, group=SUPPLY,
                 note="Zonder code aanbod: nog te ontwikkelen. Inspanning telt op: 0 klaar, 1 tot 3 op te werken, meer is nieuw.")


def gap_tables(results: YearResults) -> list[ReportTable]:
    """Gaps per outcome and cell, and per municipality."""
    names, source = names_of(results), sources(results)["both"]
    gaps = _named(sort_cells(results.gaps, ["outcome_id"]), names)
    places = sort_cells(results.municipalities, ["municipality", "municipality_code"])
    return [
        build("witte_vlekken", "Vraag en aanbod naast elkaar: waar zijn witte vlekken", gaps,
              ["outcome", "outcome_id", "path", *CELL, "gap_class", "certainty", "priority", "advice", "subsidised", "n", "share", "low", "high",
               "estimate", "estimate_low", "estimate_high", "p_high", "teachers", "offerings", "ready", "upgradable", "providers",
               "places_per_year", "reach", "why", "shown"],
              table="gaps", one_row="een leeruitkomst in een cel", source=source, group=GAPS),
        build("gemeenten", "Witte vlekken per gemeente", places,
              ["municipality", "municipality_code", "subregion", "sector", "outcomes_in_demand", "unserved", "unserved_share", "outcome_ids", "shown"],
              table="municipalities", one_row="een gemeente en sector", source=source, group=GAPS),
    ]


def basis_tables(results: YearResults) -> list[ReportTable]:
    """Outcomes, themes, steps and inputs."""
    steps = results.steps
    inputs = pd.DataFrame(results.inputs)
    return [
        build("leeruitkomsten", "Leeruitkomsten waaraan vraag en aanbod zijn getoetst", results.outcomes.sort_values("outcome_id"),
              ["outcome_id", "title", "path_title", "description", "theme_ids", "nlqf", "version", "status", "source", "licence"],
              table="outcomes", one_row="een leeruitkomst", source=sources(results)["outcomes"], group=BASIS),
        build("themas", "Thema's in de vragenlijst", results.themes.sort_values("theme_id"),
              ["theme_id", "label", "question", "sectors", "version", "status", "source", "licence"], one_row="een thema", group=BASIS,
              source="; ".join(sorted(set(results.themes["source"].dropna()))) if len(results.themes) else ""),
        build("stappen", "De stappen van de analyse", steps, list(steps.columns), one_row="een stap",
              source="logboek van deze analyse", group=BASIS),
        build("bronbestanden", "De bestanden waarop de analyse rust", inputs, [c for c in ("bestand", "soort", "rijen", "bytes", "sha256") if c in inputs],
              one_row="een bestand", source="logboek van deze analyse", group=BASIS),
    ]
