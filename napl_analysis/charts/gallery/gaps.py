"""Charts of what is missing."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.scene import PHASE_LABELS, SECTOR_LABELS, Scene, sentence_case, split_codes
from napl_analysis.charts.numbers import Format, formatted, listing
from napl_analysis.charts.spec import Chart, Kind, Section, tidy
from napl_analysis.charts.style import GAP_SWATCHES

COUNT_BREAKS = (1.0, 5.0, 10.0, 15.0, 20.0)  # fixed, so that years can be laid beside each other
MISSING = ("witte_vlek", "opwerken", "bereik_tekort")
TOP = 12


def matrix_by_sector(scene: Scene) -> Chart | None:
    """Every outcome in every sector, coloured by its gap class."""
    return _matrix(scene, "sector", voc.SECTORS.codes, SECTOR_LABELS, "vlekken_sector", "sector")


def matrix_by_phase(scene: Scene) -> Chart | None:
    """Every outcome in every career phase, coloured by its gap class."""
    return _matrix(scene, "career_phase", voc.PHASES.codes, PHASE_LABELS, "vlekken_fase", "loopbaanfase")


def _cells(scene: Scene, dimension: str, codes: tuple[str, ...]) -> pd.DataFrame:
    frame = scene.results.gaps
    keep = frame[dimension].isin(codes)
    for other in {"sector", "career_phase", "subregion"} - {dimension}:
        keep &= frame[other] == voc.ALL
    return frame[keep & frame["outcome_id"].isin(scene.outcomes)]


def _matrix(scene: Scene, dimension: str, codes: tuple[str, ...], labels: dict[str, str], name: str, what: str) -> Chart | None:
    cells = _cells(scene, dimension, codes)
    if cells.empty:
        return None
    order = {code: i for i, code in enumerate(scene.outcomes)}
    cells = cells.sort_values("outcome_id", key=lambda s: s.map(order), kind="stable")
    rows = [{"block": scene.paths[r.outcome_id], "category": scene.outcomes[r.outcome_id], "group": labels[getattr(r, dimension)],
             "value": r.estimate, "low": r.estimate_low, "high": r.estimate_high, "n": r.n, "style": r.gap_class, "text": _cell_text(r),
             "detail": r.why if pd.notna(r.why) else "", "shown": bool(r.shown) and pd.notna(r.gap_class)} for r in cells.itertuples()]
    title = _matrix_title(cells, dimension, labels)
    return Chart(
        id=name, kind=Kind.MATRIX, section=Section.GAPS, title=title,
        subtitle=f"Vraag en aanbod per leeruitkomst en {what}, {scene.year}; in de cel: klasse en geschat aandeel leraren met behoefte",
        caption=f"Witte vlekken per leeruitkomst en {what}. Witte vlek: grote vraag, geen aanbod. Alleen op te werken: het aanbod dat er is voldoet nog niet. "
                "Te ver of te vol: het aanbod is te ver weg of heeft te weinig plaatsen.",
        alt=f"Matrix van {cells['outcome_id'].nunique()} leeruitkomsten per {what}. {title}. {_class_counts(cells)}",
        source=f"{scene.survey_source}; {scene.supply_source}", note=scene.note(outcomes=True), data=tidy(rows),
        groups=tuple(labels[c] for c in codes if (cells[dimension] == c).any()), swatches=GAP_SWATCHES,
        block_title="ontwikkelpad", category_title="leeruitkomst", group_title=what, value_title="klasse")


def _cell_text(row: object) -> str:
    label = {s.code: s.label for s in GAP_SWATCHES}.get(row.gap_class, "")  # type: ignore[attr-defined]
    figure = formatted(row.estimate, Format.SHARE)  # type: ignore[attr-defined]
    return ", ".join(part for part in (label, figure) if part)


def _class_counts(cells: pd.DataFrame) -> str:
    """How often each class occurs, for who cannot see the colours."""
    counts = cells.loc[cells["shown"].astype(bool), "gap_class"].value_counts()
    parts = [f"{counts[s.code]} keer ‘{s.label}’" for s in GAP_SWATCHES if s.code in counts.index]
    return f"In totaal {listing(parts)}." if parts else ""


def _matrix_title(cells: pd.DataFrame, dimension: str, labels: dict[str, str]) -> str:
    gaps = cells[cells["shown"].astype(bool) & (cells["gap_class"] == "witte_vlek")]
    if gaps.empty:
        short = cells[cells["shown"].astype(bool) & cells["gap_class"].isin(MISSING)]
        if short.empty:
            return "Geen witte vlekken: waar veel vraag is, is ook klaar aanbod"
        return f"Geen echte witte vlekken, maar in {len(short)} cellen past het aanbod nog niet of is het niet bereikbaar"
    counts = gaps[dimension].value_counts()
    place = "in" if dimension == "sector" else "bij"
    parts = [f"{count} {place} {labels[code]}" for code, count in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))]
    if len(gaps) == 1:
        return f"Eén witte vlek, {place} {labels[counts.index[0]]}: veel vraag en geen aanbod"
    where = f"alle {place} {labels[counts.index[0]]}" if len(counts) == 1 else listing(parts)
    return f"{len(gaps)} witte vlekken (veel vraag, geen aanbod): {where}"


def first_gaps(scene: Scene) -> Chart | None:
    """The gaps that the region should take up first, with the number of teachers."""
    cells = _cells(scene, "sector", voc.SECTORS.codes)
    cells = cells[cells["shown"].astype(bool) & cells["gap_class"].isin(MISSING) & cells["teachers"].notna()]
    if cells.empty:
        return None
    cells = cells.sort_values(["priority", "teachers", "outcome_id"], ascending=[True, False, True], kind="stable").head(TOP)
    rows = [{"category": f"{scene.outcomes[r.outcome_id]} ({SECTOR_LABELS[r.sector]})", "group": "", "value": r.teachers, "style": r.gap_class,
             "text": f"{formatted(r.teachers, Format.COUNT)} leraren", "detail": r.why if pd.notna(r.why) else ""} for r in cells.itertuples()]
    used = tuple(s for s in GAP_SWATCHES if s.code in set(cells["gap_class"]))
    first = cells.iloc[0]
    title = (f"Eerst aanpakken: {scene.outcomes[first['outcome_id']].lower()} in {SECTOR_LABELS[first['sector']]}; "
             f"naar schatting {formatted(first['teachers'], Format.COUNT)} leraren hebben daar behoefte aan")
    return Chart(
        id="vlekken_eerst", kind=Kind.BARS, section=Section.GAPS, title=title,
        subtitle=f"Geschat aantal leraren met behoefte, in volgorde van prioriteit; kleur: wat er ontbreekt, {scene.year}",
        caption=f"De {len(cells)} tekorten met de hoogste prioriteit. Het aantal leraren is geschat uit de enquête en de personeelscijfers van DUO.",
        alt=f"Staafdiagram van {len(cells)} tekorten. {title}.", source=f"{scene.survey_source}; {scene.supply_source}",
        note=scene.note(outcomes=True), data=tidy(rows), groups=("",), swatches=used, category_title="leeruitkomst (sector)",
        value_title="leraren met behoefte", format=Format.COUNT)


def map_of_gaps(scene: Scene) -> Chart | None:
    """Per municipality: outcomes in demand without anything ready within reach."""
    frame = scene.results.municipalities
    rows = frame[frame["sector"] == voc.ALL]
    return _gap_map(scene, {"": rows}, "vlekken_gemeente", "alle sectoren samen") if len(rows) else None


def map_of_gaps_by_sector(scene: Scene) -> Chart | None:
    """The same, one map a sector."""
    frame = scene.results.municipalities
    panels = {SECTOR_LABELS[c]: frame[frame["sector"] == c] for c in voc.SECTORS.codes if (frame["sector"] == c).any()}
    return _gap_map(scene, panels, "vlekken_gemeente_sector", "per sector") if panels else None


def _gap_map(scene: Scene, panels: dict[str, pd.DataFrame], name: str, what: str) -> Chart | None:
    known = set(scene.results.boundaries["statcode"])
    rows = [{"category": r.municipality, "area": r.municipality_code, "group": group, "value": r.unserved, "shown": bool(r.shown),
             "text": formatted(r.unserved, Format.COUNT), "detail": _gap_sentence(scene, r)}
            for group, frame in panels.items() for r in frame.sort_values("municipality", kind="stable").itertuples() if r.municipality_code in known]
    if not rows:
        return None
    title = _map_title(panels)
    return Chart(
        id=name, kind=Kind.MAP, section=Section.GAPS, title=title,
        subtitle=f"Aantal leeruitkomsten met grote vraag zonder klaar aanbod binnen bereik, per gemeente, {what}, {scene.year}",
        caption="Witte vlekken per gemeente: leeruitkomsten waarnaar in de deelregio veel vraag is en waarvoor binnen reisafstand of online geen klaar aanbod is.",
        alt=f"Kaart van de gemeenten van {scene.region}, {what}. {title}.", source=f"{scene.survey_source}; {scene.supply_source}; {boundary_source(scene)}",
        note=scene.note(boundary_note(scene), outcomes=True), data=tidy(rows), groups=tuple(panels), category_title="gemeente", group_title="sector",
        value_title="leeruitkomsten zonder bereikbaar aanbod", format=Format.COUNT, breaks=COUNT_BREAKS, ramp="vlek", geometry=scene.results.boundaries)


def boundary_note(scene: Scene) -> str:
    """The remark that approximate boundaries need."""
    return "grenzen benaderd" if (scene.results.boundaries["status"] == "benaderd").any() else ""


def boundary_source(scene: Scene) -> str:
    """Who made the map."""
    if boundary_note(scene):
        return "kaart: CBS (via cbsplotlib) en GeoNames"
    return f"kaart: {scene.results.boundaries['source'].iloc[0]}"


def _gap_sentence(scene: Scene, row: object) -> str:
    if not row.shown or pd.isna(row.unserved):  # type: ignore[attr-defined]
        return ""
    names = [scene.outcomes.get(code, code) for code in split_codes(row.outcome_ids)]  # type: ignore[attr-defined]
    start = f"{formatted(row.unserved, Format.COUNT)} van {formatted(row.outcomes_in_demand, Format.COUNT)} leeruitkomsten met grote vraag"  # type: ignore[attr-defined]
    return f"{start}: {listing(names)}" if names else start


def _map_title(panels: dict[str, pd.DataFrame]) -> str:
    frame = pd.concat(panels.values())
    shown = frame[frame["shown"].astype(bool) & frame["unserved"].notna()]
    if shown.empty:
        return "Te weinig antwoorden om witte vlekken per gemeente te tonen"
    most = int(shown["unserved"].max())
    if most == 0:
        return "In elke gemeente is voor elke leeruitkomst met grote vraag klaar aanbod binnen bereik"
    worst = sorted(set(shown.loc[shown["unserved"] == most, "municipality"]))
    where = listing(worst) if len(worst) <= 3 else f"{len(worst)} gemeenten"
    least = int(shown["unserved"].min())
    what = "leeruitkomst" if most == 1 else "leeruitkomsten"
    if least == most:
        return f"In elke gemeente ontbreekt bereikbaar aanbod voor {most} {what} met grote vraag"
    verb = "missen" if len(worst) > 1 else "mist"
    return sentence_case(f"{where} {verb} het meest: {most} {what} met grote vraag zonder bereikbaar aanbod")
