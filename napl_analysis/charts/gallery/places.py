"""Maps of the supply: places against demand, and where each group of providers gives what it has."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.gaps import boundary_note, boundary_source
from napl_analysis.charts.gallery.scene import SECTOR_LABELS, Scene
from napl_analysis.charts.numbers import Format, formatted, listing
from napl_analysis.charts.spec import Chart, Kind, Section, tidy
from napl_analysis.gaps.places import places_against_demand
from napl_analysis.supply.reach import goes_everywhere

# Fixed, so that years can be laid beside each other.
GIVEN_BREAKS = (1.0, 3.0, 6.0, 10.0)
ROOM_BREAKS = (0.1, 0.25, 0.5, 1.0)  # the last class has room enough
USABLE = ("direct_aanmelden", "opwerken")


def map_of_places(scene: Scene) -> Chart | None:
    """Which part of the places that demand asks for there is: a map a sector."""
    results = scene.results
    frame = places_against_demand(results.municipal_supply, results.gaps, results.region.config.reach)
    names = _municipalities(scene)
    frame = frame[frame["municipality_code"].isin(names)]
    if frame.empty or frame["share"].isna().all():
        return None
    sectors = [s for s in voc.SECTORS.codes if (frame["sector"] == s).any()]
    rows = [{"category": names[r.municipality_code], "area": r.municipality_code, "group": SECTOR_LABELS[r.sector], "value": round(r.share, 6),
             "text": formatted(r.share, Format.SHARE), "detail": _place_words(r)}
            for r in frame.sort_values("municipality_code", kind="stable").itertuples()]
    by_sector = frame.groupby("sector")[["there", "needed"]].sum()
    told = [f"in {s} {formatted(by_sector.loc[s, 'there'] / by_sector.loc[s, 'needed'], Format.SHARE)}" for s in sectors if by_sector.loc[s, "needed"] > 0]
    title = f"Klaar aanbod heeft {listing(told)} van de plaatsen die de vraag nodig maakt"
    return Chart(
        id="aanbod_plaatsen", kind=Kind.MAP, section=Section.SUPPLY, title=title,
        subtitle=f"Plaatsen per jaar in klaar aanbod, als deel van wat de vraag nodig maakt, per gemeente en sector, {scene.year}",
        caption="Plaatsen tegenover de vraag bij leeruitkomsten met grote vraag. Elke plaats is één keer verdeeld over de leraren die haar kunnen bereiken; een overschot bij de ene leeruitkomst "
                "telt niet voor een andere. Onbekende aantallen plaatsen tellen niet mee.",
        alt=f"Kaarten van de gemeenten van {scene.region}, een per sector. {title}.", source=f"{scene.supply_source}; {scene.survey_source}; {boundary_source(scene)}",
        note=scene.note(boundary_note(scene), outcomes=True), data=tidy(rows), groups=tuple(SECTOR_LABELS[s] for s in sectors), category_title="gemeente",
        group_title="sector", value_title="deel van de plaatsen dat er is", breaks=ROOM_BREAKS, geometry=results.boundaries)


def _place_words(row: object) -> str:
    if pd.isna(row.share):  # type: ignore[attr-defined]
        return "hoeveel plaatsen er zijn is niet bekend"
    rest = f"; van {row.unknown} leeruitkomsten zijn de plaatsen niet bekend" if row.unknown else ""  # type: ignore[attr-defined]
    return (f"{formatted(row.there, Format.NUMBER)} van de {formatted(row.needed, Format.NUMBER)} plaatsen per jaar die nodig zijn, "  # type: ignore[attr-defined]
            f"bij {row.outcomes - row.unknown} leeruitkomsten met grote vraag{rest}")  # type: ignore[attr-defined]


def map_of_providers(scene: Scene) -> Chart | None:
    """Where each group of providers gives what passes or can be upgraded: a map a group."""
    review, names = scene.results.review, _municipalities(scene)
    usable = set(review.loc[review["decision"].isin(USABLE), "offering_id"])
    offered = scene.results.offerings
    offered = offered[offered["offering_id"].isin(usable)]
    kinds = [c for c in voc.PROVIDER_TYPES.codes if (offered["provider_type"] == c).any()]
    if not kinds or not names:
        return None
    counts = offered.groupby(["provider_type", "municipality_code"]).size()
    rows = [{"category": name, "area": code, "group": voc.PROVIDER_TYPES.label(kind), "value": counts.get((kind, code), 0),
             "text": formatted(counts.get((kind, code), 0), Format.COUNT),
             "detail": f"{counts.get((kind, code), 0)} scholingen die passen of op te werken zijn"} for kind in kinds for code, name in names.items()]
    inside, online, unknown = (int(v.sum()) for v in _where_given(offered, set(names)))
    title = f"{inside} van de {len(offered)} scholingen die passen of op te werken zijn, worden in een gemeente van de regio gegeven"
    return Chart(
        id="aanbod_plekken", kind=Kind.MAP, section=Section.SUPPLY, title=title,
        subtitle=f"Scholingen die passen of op te werken zijn, naar de gemeente waar zij worden gegeven, per soort aanbieder, {scene.year}",
        caption=f"Waar aanbieders hun aanbod geven. Niet op de kaart: {online} online of op de eigen school, {len(offered) - inside - online - unknown} in een andere gemeente "
                f"en {unknown} waarvan de plaats niet bekend is.",
        alt=f"Kaarten van de gemeenten van {scene.region}, een per soort aanbieder. {title}.", source=f"{scene.supply_source}; {boundary_source(scene)}",
        note=scene.note(boundary_note(scene)), data=tidy(rows), groups=tuple(voc.PROVIDER_TYPES.label(k) for k in kinds), category_title="gemeente",
        group_title="soort aanbieder", value_title="scholingen", format=Format.COUNT, breaks=GIVEN_BREAKS, geometry=scene.results.boundaries)


def _where_given(offered: pd.DataFrame, inside: set[str]) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Given in a municipality of the region; online or at the own school; nobody knows where."""
    anywhere = goes_everywhere(offered)
    here = offered["municipality_code"].isin(inside) & ~anywhere
    return here, anywhere, offered["municipality_code"].isna() & ~anywhere


def _municipalities(scene: Scene) -> dict[str, str]:
    """The region's municipalities that the map has, code to name."""
    known = set(scene.results.boundaries["statcode"])
    frame = scene.results.municipalities
    pairs = frame[frame["municipality_code"].isin(known)].drop_duplicates("municipality_code").sort_values("municipality_code")
    return dict(zip(pairs["municipality_code"], pairs["municipality"], strict=True))
