"""More sheets about supply for tabellen.xlsx: who may join and help, what a trajectory leaves to choose, reach and places."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.gaps.partners import four_questions
from napl_analysis.gaps.places import places_against_demand
from napl_analysis.reports import labels
from napl_analysis.reports.format import is_missing
from napl_analysis.reports.labels import Names
from napl_analysis.reports.naming import GAPS, SUPPLY, names_of, sources
from napl_analysis.reports.tables import ReportTable, build
from napl_analysis.supply.coverage import outcome_spots, supply_summary
from napl_analysis.yeardata import YearResults


def more_supply_tables(results: YearResults) -> list[ReportTable]:
    """Sheets of the part Aanbod."""
    names, source = names_of(results), sources(results)["catalogue"]
    return [_providers(results, names, source), _in_figures(results, source), _spots(results, names, source), _plans(results, names, source),
            _variants(results, names, source), _reach(results, names)]


def more_gap_tables(results: YearResults) -> list[ReportTable]:
    """Sheets of the part Witte vlekken."""
    names, source = names_of(results), sources(results)["both"]
    partners = _path(results.partners.assign(gap_class=results.partners["gap_class"].map(voc.GAP_CLASSES.label)), names)
    answers = four_questions(results.gaps, results.review, results.trajectories, results.outcomes).rename(columns={"number": "question_number", "question": "asked_question"})
    return [
        build("partners", "Wie elk tekort kan helpen vullen", partners, ["outcome", "outcome_id", "path", "sector", "gap_class", "provider", "provider_type", "ground", "offered", "rank"],
              table="partners", one_row="een aanbieder bij een leeruitkomst en sector", source=source, group=GAPS,
              note="Hoogstens drie aanbieders per tekort, de sterkste grond eerst. Bedoeld voor de samenstelling van het co-creatieteam."),
        build("vier_vragen", "De vier vragen van de handreiking, per ontwikkelpad", answers, ["path_title", "question_number", "asked_question", "answer"],
              one_row="een vraag bij een ontwikkelpad", source=source, group=GAPS),
    ]


def _path(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    out = frame.copy()
    if "outcome_id" in out:
        out["outcome"], out["path"] = out["outcome_id"].map(names.target), out["outcome_id"].map(names.path_of).map(names.paths)
    else:
        out["path"] = out["path_id"].map(names.paths)
    return out


def _paths(codes: object, names: Names) -> str | None:
    return None if is_missing(codes) else "; ".join(names.paths.get(c, c) for c in labels.split_codes(codes))


def _providers(results: YearResults, names: Names, source: str) -> ReportTable:
    frame = results.providers.assign(paths=[_paths(p, names) for p in results.providers["paths"]])
    return build("aanbieders", "Aanbieders, en wie aan een consortium kan deelnemen", frame,
                 ["provider", "provider_type", "sectors", "offerings", "ready", "upgradable", "outcomes", "paths", "may_join", "why"],
                 table="providers", one_row="een aanbieder", source=source, group=SUPPLY)


def _in_figures(results: YearResults, source: str) -> ReportTable:
    frame = supply_summary(results.offerings, results.coverage, results.review)
    values = [None if is_missing(v) else labels.VALUE_LABELS[d](str(v)) for d, v in zip(frame["dimension"], frame["value"], strict=True)]
    return build("aanbod_cijfers", "Het aanbod naar soort aanbieder, vorm, leerwijze en levering", frame.assign(value=values, dimension=frame["dimension"].map(lambda d: labels.heading(d).text)),
                 ["dimension", "value", "offerings", "covering", "ready", "upgradable", "median_price", "price_per_hour", "priced", "dated"],
                 one_row="een kenmerk met een waarde; leeg is niet vermeld", source=source, group=SUPPLY)


def _spots(results: YearResults, names: Names, source: str) -> ReportTable:
    usable = results.review.loc[results.review["decision"] != "past_niet", "offering_id"]
    frame = outcome_spots(results.coverage[results.coverage["offering_id"].isin(usable)], results.offerings, results.outcomes)
    return build("dun_en_overlap", "Hoeveel aanbieders elke leeruitkomst heeft", _path(frame, names).rename(columns={"names": "provider_names"}),
                 ["outcome", "outcome_id", "path", "sector", "spot", "offerings", "providers", "provider_names"], one_row="een leeruitkomst en sector", source=source, group=SUPPLY,
                 note="Alleen aanbod dat past of op te werken is. Geen: niemand; dun: één aanbieder; overlap: vier of meer.")


def _plans(results: YearResults, names: Names, source: str) -> ReportTable:
    return build("trajecten_keuzes", "De voorgestelde trajecten en de beste andere keuzes", _path(results.plans, names),
                 ["path", "sector", "plan", "arrangements", "ready", "upgradable", "developed", "total_effort", "optimal", "gap", "otherwise"],
                 table="plans", one_row="een plan voor een pad en sector", source=source, group=SUPPLY)


def _variants(results: YearResults, names: Names, source: str) -> ReportTable:
    titles = results.trajectories.set_index(["path_id", "sector", "arrangement"])["title"].to_dict()
    frame = _path(results.variants, names)
    frame["instead_of"] = [titles.get(k) for k in zip(frame["path_id"], frame["sector"], frame["arrangement"], strict=True)]
    frame["decision"] = frame["decision"].map(voc.REVIEW_DECISIONS.label)
    return build("varianten", "Andere manieren om een leerarrangement te volgen", frame,
                 ["path", "sector", "arrangement", "instead_of", "title", "provider", "learning_mode", "delivery", "same_mode", "decision", "variant_id"],
                 table="variants", one_row="een andere scholing voor een leerarrangement", source=source, group=SUPPLY)


def _reach(results: YearResults, names: Names) -> ReportTable:
    places = dict(zip(results.municipalities["municipality_code"], results.municipalities["municipality"], strict=True))
    asked = places_against_demand(results.municipal_supply, results.gaps, results.region.config.reach)
    frame = results.municipal_supply.groupby(["municipality_code", "sector"], as_index=False).agg(
        all_teachers=("teachers", "first"), all_outcomes=("outcome_id", "size"), within=("reachable", "sum"), reach_unknown=("reachable", lambda v: v.isna().sum()))
    frame = frame.merge(asked, on=["municipality_code", "sector"], how="left")
    frame["municipality"] = frame["municipality_code"].map(places)
    frame = frame.rename(columns={"outcomes": "asked_outcomes", "unknown": "places_unknown", "needed": "places_needed", "there": "places_there", "share": "places_share"})
    frame = frame[frame["municipality"].notna()].sort_values(["municipality", "sector"], key=lambda s: s.map(voc.SECTORS.order) if s.name == "sector" else s, kind="stable")
    return build("bereik_plaatsen", "Bereik en plaatsen per gemeente en sector", frame,
                 ["municipality", "municipality_code", "sector", "all_teachers", "all_outcomes", "within", "reach_unknown", "asked_outcomes", "places_unknown", "places_needed",
                  "places_there", "places_share"], one_row="een gemeente en sector", source=sources(results)["both"], group=SUPPLY,
                 note="Nodig: leraren maal het geschatte aandeel met behoefte maal de plaatsen per leraar uit regio.yml, bij leeruitkomsten met grote vraag waarvan de plaatsen bekend zijn. "
                      "Wat er is telt per leeruitkomst niet hoger dan wat nodig is. Per leeruitkomst staat het in pakket/municipal_supply.csv.")
