"""Charts of what providers offer."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.gaps import boundary_note, boundary_source
from napl_analysis.charts.gallery.scene import SECTOR_LABELS, Scene, split_codes
from napl_analysis.charts.numbers import Format, formatted, listing
from napl_analysis.charts.spec import Chart, Kind, Section, tidy
from napl_analysis.charts.style import REVIEW_SWATCHES, TRAJECTORY_SWATCHES

SERVED_BREAKS = (0.1, 0.25, 0.5, 0.75)  # fixed, so that years can be laid beside each other
DECISIONS = {s.code: s.label for s in REVIEW_SWATCHES}


def offerings_by_outcome(scene: Scene) -> Chart | None:
    """How many offerings there are for each outcome, by the outcome of the internal review."""
    pairs = _review_pairs(scene)
    if pairs.empty:
        return None
    counts = pairs.groupby(["outcome_id", "decision"]).size()
    rows = [_count_row(scene.outcomes[code], decision, counts.get((code, decision), 0), block=scene.paths[code])
            for code in scene.outcomes for decision in DECISIONS]
    ready = set(pairs.loc[pairs["decision"] == "direct_aanmelden", "outcome_id"])
    without = [code for code in scene.outcomes if code not in ready]
    nothing = [code for code in without if code not in set(pairs["outcome_id"])]
    title = "Voor elke leeruitkomst is er klaar aanbod" if not without else (
        f"Voor {len(without)} van de {len(scene.outcomes)} leeruitkomsten is er geen klaar aanbod"
        + (f", voor {len(nothing)} is er helemaal niets" if nothing else ""))
    return Chart(
        id="aanbod_leeruitkomsten", kind=Kind.STACKED, section=Section.SUPPLY, title=title,
        subtitle=f"Aantal scholingen per leeruitkomst, naar uitkomst van de interne toetsing, {scene.year}",
        caption="Aanbod per leeruitkomst. Een scholing die meer leeruitkomsten dekt, telt bij elk daarvan mee.",
        alt=f"Gestapeld staafdiagram van {len(scene.outcomes)} leeruitkomsten. {title}.", source=scene.supply_source, note=scene.note(outcomes=True),
        data=tidy(rows), groups=tuple(DECISIONS.values()), swatches=REVIEW_SWATCHES, block_title="ontwikkelpad", category_title="leeruitkomst",
        group_title="interne toetsing", value_title="scholingen", format=Format.COUNT)


def _review_pairs(scene: Scene) -> pd.DataFrame:
    """A row for every outcome that an offering covers."""
    review = scene.results.review
    pairs = review.assign(outcome_id=review["outcome_ids"].map(split_codes)).explode("outcome_id")
    return pairs[pairs["outcome_id"].isin(scene.outcomes)]


def _count_row(category: str, decision: str, count: int, block: str = "") -> dict[str, object]:
    words = f"{formatted(count, Format.COUNT)} {'scholing' if count == 1 else 'scholingen'}: {DECISIONS[decision]}"
    return {"block": block, "category": category, "group": DECISIONS[decision], "style": decision, "value": count, "text": formatted(count, Format.COUNT), "detail": words}


def review_by_provider(scene: Scene) -> Chart | None:
    """The outcome of the internal review per kind of provider."""
    review = scene.results.review.merge(scene.results.offerings[["offering_id", "provider_type"]], on="offering_id", how="left")
    if review.empty:
        return None
    kinds = [c for c in voc.PROVIDER_TYPES.codes if (review["provider_type"] == c).any()]
    labels = {code: voc.PROVIDER_TYPES.label(code) for code in kinds}
    if review["provider_type"].isna().any():
        labels["onbekend"] = "soort onbekend"
    counts = review.assign(provider_type=review["provider_type"].fillna("onbekend")).groupby(["provider_type", "decision"]).size()
    rows = [_count_row(label, decision, counts.get((code, decision), 0)) for code, label in labels.items() for decision in DECISIONS]
    direct = int((review["decision"] == "direct_aanmelden").sum())
    verb = "kan" if direct == 1 else "kunnen"
    title = (f"{formatted(direct, Format.COUNT)} van de {formatted(len(review), Format.COUNT)} scholingen {verb} direct door naar de externe toetsing "
             f"({formatted(direct / len(review), Format.SHARE)})")
    return Chart(
        id="aanbod_aanbieders", kind=Kind.STACKED, section=Section.SUPPLY, title=title,
        subtitle=f"Aantal scholingen per soort aanbieder, naar uitkomst van de interne toetsing, {scene.year}",
        caption="Uitkomst van de interne toetsing per soort aanbieder.", alt=f"Gestapeld staafdiagram per soort aanbieder. {title}.",
        source=scene.supply_source, note=scene.note(), data=tidy(rows), groups=tuple(DECISIONS.values()), swatches=REVIEW_SWATCHES,
        category_title="soort aanbieder", group_title="interne toetsing", value_title="scholingen", format=Format.COUNT)


def map_of_reach(scene: Scene) -> Chart | None:
    """Which part of the outcomes in demand each municipality can reach, and where ready offerings are given."""
    frame, known = scene.results.municipalities, set(scene.results.boundaries["statcode"])
    frame = frame[(frame["sector"] == voc.ALL) & frame["municipality_code"].isin(known)].sort_values("municipality", kind="stable")
    if frame.empty:
        return None
    served = 1 - frame["unserved_share"]
    rows = [{"category": name, "area": code, "group": "", "value": share, "shown": bool(shown), "text": formatted(share, Format.SHARE),
             "detail": f"voor {formatted(share, Format.SHARE)} van de leeruitkomsten met grote vraag is er klaar aanbod binnen bereik" if pd.notna(share) else ""}
            for name, code, share, shown in zip(frame["municipality"], frame["municipality_code"], served, frame["shown"], strict=True)]
    title = _reach_title(frame.assign(served=served))
    return Chart(
        id="aanbod_bereik", kind=Kind.MAP, section=Section.SUPPLY, title=title,
        subtitle=f"Aandeel van de leeruitkomsten met grote vraag waarvoor klaar aanbod binnen bereik is, per gemeente, {scene.year}",
        caption=f"Bereik van klaar aanbod: online, of binnen {formatted(scene.results.region.config.reach.max_km, Format.COUNT)} km reizen.",
        alt=f"Kaart van de gemeenten van {scene.region}. {title}.", source=f"{scene.supply_source}; {boundary_source(scene)}",
        note=scene.note(boundary_note(scene), outcomes=True), data=tidy(rows), groups=("",), category_title="gemeente", value_title="bereikbaar",
        breaks=SERVED_BREAKS, geometry=scene.results.boundaries, points=_ready_points(scene), points_title="klaar aanbod op locatie")


def _ready_points(scene: Scene) -> pd.DataFrame:
    """Where ready offerings are given that are not only online: a point in each municipality of the region, with their number."""
    ready = scene.results.review.loc[scene.results.review["decision"] == "direct_aanmelden", "offering_id"]
    offered = scene.results.offerings
    offered = offered[offered["offering_id"].isin(ready) & offered["delivery"].ne("online").fillna(True)]
    counts = offered["municipality_code"].dropna().value_counts()
    areas = scene.results.boundaries.set_index("statcode")
    codes = sorted(set(counts.index) & set(areas.index) & set(scene.results.municipalities["municipality_code"]))
    middle = areas.geometry.loc[codes].representative_point()
    return pd.DataFrame({"name": areas["statnaam"].loc[codes].tolist(), "x": middle.x.tolist(), "y": middle.y.tolist(),
                         "value": [int(counts[c]) for c in codes]})


def _reach_title(frame: pd.DataFrame) -> str:
    shown = frame[frame["shown"].astype(bool) & frame["served"].notna()]
    if shown.empty:
        return "Te weinig gegevens om het bereik per gemeente te tonen"
    low, high = shown["served"].min(), shown["served"].max()
    if high - low < 0.005:
        return f"In elke gemeente is {formatted(low, Format.SHARE)} van de gevraagde leeruitkomsten bereikbaar"
    worst = sorted(set(shown.loc[shown["served"] == low, "municipality"]))
    where = listing(worst) if len(worst) <= 3 else f"{len(worst)} gemeenten"
    return f"Het bereik van klaar aanbod loopt van {formatted(low, Format.SHARE)} ({where}) tot {formatted(high, Format.SHARE)} van de gevraagde leeruitkomsten"


def trajectories(scene: Scene) -> Chart | None:
    """How much of each proposed trajectory exists, must be upgraded or made."""
    frame = scene.results.trajectories
    if frame.empty:
        return None
    state = pd.Series("inzetten", index=frame.index).mask(frame["effort"] > 0, "opwerken").mask(frame["offering_id"].isna(), "nieuw")
    counts = frame.assign(state=state).groupby(["path_id", "sector", "state"]).size()
    names = dict(zip(scene.results.outcomes["path_id"], scene.results.outcomes["path_title"], strict=True))
    labels = {s.code: s.label for s in TRAJECTORY_SWATCHES}
    rows = [{"block": names.get(path, path), "category": SECTOR_LABELS[sector], "group": label, "style": code,
             "value": counts.get((path, sector, code), 0), "text": formatted(counts.get((path, sector, code), 0), Format.COUNT),
             "detail": f"{counts.get((path, sector, code), 0)} leerarrangementen: {label}"}
            for path in dict.fromkeys([*names, *frame["path_id"]]) for sector in voc.SECTORS.codes
            if ((frame["path_id"] == path) & (frame["sector"] == sector)).any() for code, label in labels.items()]
    done, total = int((state == "inzetten").sum()), len(frame)
    new = int((state == "nieuw").sum())
    title = f"{done} van de {total} leerarrangementen in de voorgestelde trajecten {'is' if done == 1 else 'zijn'} klaar" + (
        "" if new == 0 else f"; {new} {'moet' if new == 1 else 'moeten'} nieuw worden ontwikkeld")
    return Chart(
        id="aanbod_trajecten", kind=Kind.STACKED, section=Section.SUPPLY, title=title,
        subtitle=f"Aantal leerarrangementen in het voorgestelde traject, per ontwikkelpad en sector, {scene.year}",
        caption="Voorgestelde trajecten: elk traject dekt alle leeruitkomsten van zijn ontwikkelpad.", alt=f"Gestapeld staafdiagram per ontwikkelpad en sector. {title}.",
        source=scene.supply_source, note=scene.note(outcomes=True), data=tidy(rows), groups=tuple(labels.values()), swatches=TRAJECTORY_SWATCHES,
        block_title="ontwikkelpad", category_title="sector", group_title="stand", value_title="leerarrangementen", format=Format.COUNT)
