"""The small tables about supply that the annex and the page print: who offers what, who could help, what a trajectory leaves to choose."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.gaps.places import places_against_demand
from napl_analysis.reports import labels
from napl_analysis.reports.compact import Compact, trajectory_pairs
from napl_analysis.reports.format import (
    MISSING,
    Kind,
    count_of,
    figure,
    is_missing,
    listing,
    number,
    share,
    whole,
)
from napl_analysis.reports.labels import Names
from napl_analysis.reports.naming import names_of, sources
from napl_analysis.supply.coverage import outcome_spots, supply_summary
from napl_analysis.supply.variants import modes_offered, own_outcomes
from napl_analysis.yeardata import YearResults

_DIMENSIONS = {"provider_type": "Soort aanbieder", "formality": "Vorm", "learning_mode": "Leerwijze", "delivery": "Levering"}
_GROUNDS = {1: "klaar", 2: "op te werken", 3: "voor een andere sector", 4: "verwant (zelfde thema)"}
CLASS_WORDS = {"witte_vlek": "geen aanbod", "opwerken": "alleen op te werken", "bereik_tekort": "te ver of te vol"}


def supply_in_figures(results: YearResults) -> Compact:
    """The supply by provider group, form, mode and delivery: what fits, what it costs, whether dates are known."""
    frame = supply_summary(results.offerings, results.coverage, results.review)
    rows = tuple((_DIMENSIONS[r.dimension], "niet vermeld" if is_missing(r.value) else labels.VALUE_LABELS[r.dimension](str(r.value)), whole(r.offerings), whole(r.covering),
                  whole(r.ready), whole(r.upgradable), figure(r.median_price, Kind.EURO), _per_hour(r), whole(r.dated)) for r in frame.itertuples())
    return Compact("aanbod_cijfers", "Het aanbod naar soort aanbieder, vorm, leerwijze en levering. Prijzen zijn medianen; tussen haakjes op hoeveel scholingen de prijs per studie-uur rust.",
                   ("Naar", "Waarde", "Scholingen", "Past bij een pad", "Klaar", "Op te werken", "Prijs", "Per studie-uur", "Met data"), rows, sources(results)["catalogue"], tuple(range(2, 9)))


def _per_hour(row: object) -> str:
    price = row.price_per_hour  # type: ignore[attr-defined]
    return MISSING if is_missing(price) else f"{figure(round(float(price), 2), Kind.EURO)} ({whole(row.priced)})"  # type: ignore[attr-defined]


def spots(results: YearResults, spot: str) -> Compact:
    """Outcomes that many providers serve ("overlap"), or one only ("dun"), per sector."""
    names = names_of(results)
    usable = results.review.loc[results.review["decision"] != "past_niet", "offering_id"]
    covered = results.coverage[results.coverage["offering_id"].isin(usable)]
    frame = outcome_spots(covered, results.offerings, results.outcomes)
    frame = frame[(frame["spot"] == spot) & (frame["sector"] != voc.ALL)]
    place = {code: i for i, code in enumerate(names.outcomes)}
    frame = frame.sort_values(["outcome_id", "sector"], key=lambda s: s.map(place) if s.name == "outcome_id" else s.map(voc.SECTORS.order), kind="stable")
    caption = "Overlap: leeruitkomsten met passend of op te werken aanbod van vier of meer aanbieders." if spot == "overlap" else (
        "Dunne plekken: leeruitkomsten met passend of op te werken aanbod van maar één aanbieder.")
    rows = tuple((names.target(r.outcome_id), r.sector, whole(r.offerings), whole(r.providers), r.names) for r in frame.itertuples())
    return Compact(f"plekken_{spot}", caption, ("Leeruitkomst", "Sector", "Scholingen", "Aanbieders", "Welke"), rows, sources(results)["catalogue"], (2, 3))


def may_join(results: YearResults) -> Compact:
    """Every provider: its group, what it brings, and whether it may join a consortium."""
    p = results.providers
    order = p["provider_type"].map(lambda t: len(voc.PROVIDER_TYPES.codes) if is_missing(t) else voc.PROVIDER_TYPES.order(t))
    frame = p.assign(order=order).sort_values(["order", "provider"], kind="stable")
    rows = tuple((r.provider, "niet bekend" if is_missing(r.provider_type) else voc.PROVIDER_TYPES.label(r.provider_type), MISSING if is_missing(r.sectors) else r.sectors.replace(",", ", "),
                  whole(r.offerings), whole(r.ready), whole(r.upgradable), whole(r.outcomes), "niet te zeggen" if is_missing(r.may_join) else "ja" if r.may_join else "nee")
                 for r in frame.itertuples())
    return Compact("aanbieders", "Aanbieders: wat zij inbrengen en of zij aan een consortium kunnen deelnemen.",
                   ("Aanbieder", "Soort", "Sectoren", "Scholingen", "Klaar", "Op te werken", "Leeruitkomsten", "Kan deelnemen"), rows, sources(results)["catalogue"], (3, 4, 5, 6))


def joining_sentences(results: YearResults) -> list[str]:
    """Who may join a consortium, per group, and who not (yet) and why."""
    p, said = results.providers, []
    for kind, why in (("publieke_lerarenopleider", "kunnen deelnemen; een consortium heeft minstens één instelling voor hoger onderwijs nodig"),
                      ("huisacademie", "kunnen deelnemen via hun bestuur")):
        count = int((p["provider_type"] == kind).sum())
        if count:
            said.append(f"{count_of(count, voc.PROVIDER_TYPES.label(kind), _plural(kind))} {why if count > 1 else why.replace('kunnen', 'kan').replace('hun', 'haar')}.")
    private = p[p["provider_type"] == "privaat"]
    if len(private):
        may = private["may_join"].fillna(False).astype(bool)
        said.append(f"Van de {count_of(len(private), 'private aanbieder', 'private aanbieders')} {'past' if may.sum() == 1 else 'passen'} er {int(may.sum())} bij minstens één ontwikkelpad; "
                    "alleen die kunnen deelnemen." + (f" Nu niet: {listing(sorted(private.loc[~may, 'provider']))}." if (~may).any() else ""))
    unknown = p[p["may_join"].isna()]
    if len(unknown):
        said.append(f"Van {listing(sorted(unknown['provider']))} is de soort aanbieder niet bekend; geef die op in regio.yml.")
    return said


def _plural(kind: str) -> str:
    return {"publieke_lerarenopleider": "publieke lerarenopleiders", "huisacademie": "huisacademies"}[kind]


def partners_by_provider(results: YearResults) -> Compact:
    """For the composition of the co-creation team: how many gaps each provider could help fill, on which ground."""
    table = pd.crosstab(results.partners["provider"], results.partners["rank"])
    table = table.reindex(columns=list(_GROUNDS), fill_value=0)
    order = table.assign(total=table.sum(axis=1), name=table.index).sort_values(["total", "name"], ascending=[False, True], kind="stable").index
    kinds = results.providers.set_index("provider")["provider_type"]
    rows = tuple((name, _kind(kinds.get(name)), *(whole(v) for v in table.loc[name]), whole(table.loc[name].sum())) for name in order)
    return Compact("partners", "Bij hoeveel tekorten elke aanbieder kan helpen, naar de sterkste grond. Per tekort tellen hoogstens drie aanbieders mee.",
                   ("Aanbieder", "Soort", "Heeft het klaar", "Op te werken", "Andere sector", "Verwant aanbod", "Samen"), rows, sources(results)["both"], (2, 3, 4, 5, 6))


def _kind(value: object) -> str:
    return "niet bekend" if is_missing(value) else voc.PROVIDER_TYPES.label(str(value))


def partners(results: YearResults, most: int | None = None) -> Compact:
    """Every gap with the providers that could serve it, in order of priority; gaps that nobody comes near are there too.

    With ``most`` only that many, and every gap without any supply.
    """
    names, g = names_of(results), results.gaps
    cells = g[(g["career_phase"] == voc.ALL) & (g["subregion"] == voc.ALL) & g["sector"].isin(voc.SECTORS.codes) & g["gap_class"].isin(CLASS_WORDS)]
    by_gap = dict(tuple(results.partners.groupby(["outcome_id", "sector"])))
    cells = cells.sort_values(["priority", "outcome_id", "sector"], kind="stable")
    first = cells.iloc[:most].index
    rows = []
    for r in cells[cells.index.isin(first) | (cells["gap_class"] == "witte_vlek")].itertuples():
        found = by_gap.get((r.outcome_id, r.sector))
        rows.append((names.target(r.outcome_id), r.sector, CLASS_WORDS[r.gap_class], "niemand in deze catalogi" if found is None else _by_ground(found)))
    return Compact("partners_per_vlek", "Wie elk tekort kan helpen vullen, in volgorde van prioriteit: hoogstens drie aanbieders, naar wat zij ervoor hebben.",
                   ("Leeruitkomst", "Sector", "Wat ontbreekt", "Aanbieders"), tuple(rows), sources(results)["both"])


def _by_ground(found: pd.DataFrame) -> str:
    parts = [f"{_GROUNDS[rank]}: {listing(sorted(found.loc[found['rank'] == rank, 'provider']))}" for rank in sorted(found["rank"].unique())]
    return "; ".join(parts)


def variants(results: YearResults, most: int = 50) -> Compact:
    """Other ways to take an arrangement: the same outcomes in another form or from another provider; at most so many each."""
    names, t = names_of(results), results.trajectories
    titles = t.set_index(["path_id", "sector", "arrangement"])["title"].to_dict()
    place = {p: i for i, p in enumerate(names.paths)}
    groups = sorted(results.variants.groupby(["path_id", "sector", "arrangement"]), key=lambda g: (place.get(g[0][0], 99), voc.SECTORS.order(g[0][1]), g[0][2]))
    rows = tuple((names.paths.get(path, path), sector, f"{number}. {titles.get((path, sector, number), MISSING)}", _variants(found, most))
                 for (path, sector, number), found in groups)
    return Compact("varianten", "Andere manieren om een leerarrangement te volgen: scholingen die dekken wat alleen dit arrangement in het traject dekt.",
                   ("Ontwikkelpad", "Sector", "Leerarrangement", "In plaats daarvan kan ook"), rows, sources(results)["catalogue"])


def _variants(found: pd.DataFrame, most: int) -> str:
    # Another way of learning first: that is what a horizontal variant is for.
    ordered = found.assign(other=found["same_mode"].fillna(True).astype(bool)).sort_values(["other", "decision", "title"], kind="stable")
    rest = len(ordered) - most
    return "; ".join([_variant(v) for v in ordered.head(most).itertuples()] + ([f"en nog {rest}"] if rest > 0 else []))


def _variant(row: object) -> str:
    mode, delivery = row.learning_mode, row.delivery  # type: ignore[attr-defined]
    facts = [voc.LEARNING_MODES.label(mode)] if not is_missing(mode) else []
    facts += [voc.DELIVERIES.label(delivery)] if not is_missing(delivery) else []
    facts += ["op te werken"] if row.decision == "opwerken" else []  # type: ignore[attr-defined]
    return f"{row.title}, {row.provider}" + (f" ({', '.join(facts)})" if facts else "")  # type: ignore[attr-defined]


def trajectory(results: YearResults, path_id: str, sector: str) -> Compact:
    """One proposed trajectory: each arrangement, its outcomes, its place in the whole, the ways of learning it offers."""
    names, ways, t = names_of(results), modes(results), results.trajectories
    mine = t[(t["path_id"] == path_id) & (t["sector"] == sector)].sort_values("arrangement")
    total = int((results.outcomes["path_id"] == path_id).sum())
    rows = tuple((whole(r.arrangement), r.title, MISSING if is_missing(r.offering_id) else names.providers.get(r.offering_id, MISSING), _task(r),
                  "; ".join(_starred(r, mine, names)), whole(len(labels.split_codes(r.outcome_ids))), ways.get((path_id, sector, int(r.arrangement)), MISSING),
                  number(r.ects)) for r in mine.itertuples())
    return Compact(f"traject_{path_id}_{sector}", f"Voorgesteld traject {names.paths.get(path_id, path_id)}, {sector}. Met een ster: leeruitkomsten die in dit traject alleen hier aan bod komen.",
                   ("Nr.", "Leerarrangement", "Aanbieder", "Stand", "Leeruitkomsten", f"Van {total}", "Leerwijzen", "EC"), rows, sources(results)["catalogue"], (5, 7))


def _task(row: object) -> str:
    if is_missing(row.offering_id):  # type: ignore[attr-defined]
        return "nieuw"
    return "klaar" if row.effort == 0 else f"{labels.effort_label(row.effort)} opwerken"  # type: ignore[attr-defined]


def _starred(row: object, plan: pd.DataFrame, names: Names) -> list[str]:
    only = own_outcomes(row, plan)
    return [f"{names.target(code)}{'*' if code in only else ''}" for code in labels.split_codes(row.outcome_ids)]  # type: ignore[attr-defined]


def other_plans(results: YearResults) -> Compact:
    """The next best plans beside the chosen ones: what they ask and what differs."""
    names, p = names_of(results), results.plans
    chosen = p[p["plan"] == 1].set_index(["path_id", "sector"])["total_effort"]
    rows = []
    for path_id, sector in trajectory_pairs(results):
        mine = p[(p["path_id"] == path_id) & (p["sector"] == sector) & (p["plan"] > 1)].sort_values("plan")
        rows += [(names.paths.get(path_id, path_id), sector, f"{number(r.total_effort)} ({number(chosen[path_id, sector])})", r.otherwise) for r in mine.itertuples()]
    return Compact("andere_keuzes", "Andere keuzes die het voorgestelde traject dicht benaderen. Tussen haakjes de inspanning van het voorstel: 0 klaar, 1 tot 3 op te werken, 4 nieuw, opgeteld.",
                   ("Ontwikkelpad", "Sector", "Inspanning", "Wat anders is"), tuple(rows), sources(results)["catalogue"], (2,))


def proof_sentence(results: YearResults) -> str:
    """Whether the trajectories are proven to be the best there are, or how much is left to prove."""
    chosen = results.plans[results.plans["plan"] == 1]
    open_ = chosen[~chosen["optimal"].fillna(False).astype(bool)]
    if chosen.empty:
        return ""
    if open_.empty:
        return "Van elk traject is bewezen dat geen andere keuze minder leeruitkomsten overlaat om te ontwikkelen, of ze met minder inspanning dekt."
    names = names_of(results)
    told = [f"{names.paths.get(r.path_id, r.path_id)} ({r.sector}): nog hoogstens {share(r.gap)}" for r in open_.itertuples()]
    return f"Niet van elk traject is bewezen dat het het beste is; binnen de rekentijd bleef een verschil over bij {listing(told)}."


def modes(results: YearResults) -> dict[tuple[str, str, int], str]:
    """Path, sector and arrangement to the ways of learning that a teacher can choose from."""
    frame = modes_offered(results.variants, results.trajectories, results.offerings)
    return {(r.path_id, r.sector, int(r.arrangement)): r.modes for r in frame.itertuples()}


def reach_and_places(results: YearResults) -> Compact:
    """Per municipality and sector: how many outcomes are within reach, and the places against what demand asks."""
    m, g = results.municipal_supply, results.municipalities
    names = dict(zip(g["municipality_code"], g["municipality"], strict=True))
    known = m[m["municipality_code"].isin(names)]
    counts = known.assign(yes=known["reachable"].fillna(False).astype(bool), unknown=known["reachable"].isna()).groupby(["municipality_code", "sector"], as_index=False).agg(
        teachers=("teachers", "first"), outcomes=("outcome_id", "size"), yes=("yes", "sum"), unknown=("unknown", "sum"))
    asked = places_against_demand(m, results.gaps, results.region.config.reach)
    frame = counts.merge(asked[["municipality_code", "sector", "needed", "there", "share"]], on=["municipality_code", "sector"], how="left")
    frame = frame.assign(name=frame["municipality_code"].map(names), order=frame["sector"].map(voc.SECTORS.order)).sort_values(["name", "order"], kind="stable")
    rows = tuple((r.name, r.sector, whole(r.teachers), f"{r.yes} van {r.outcomes}", whole(r.unknown), number(r.needed), number(r.there), share(r.share)) for r in frame.itertuples(index=False))
    return Compact("bereik_plaatsen", "Bereik en plaatsen per gemeente en sector: leeruitkomsten met klaar aanbod binnen bereik, en plaatsen per jaar tegenover wat de vraag nodig maakt.",
                   ("Gemeente", "Sector", "Leraren", "Binnen bereik", "Onbekend", "Plaatsen nodig", "Plaatsen er", "Deel"), rows, sources(results)["both"], (2, 3, 4, 5, 6, 7))
