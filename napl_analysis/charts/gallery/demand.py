"""Charts of what teachers need."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.scene import (
    PHASE_LABELS,
    SECTOR_LABELS,
    Scene,
    estimate_basis,
    named_shares,
    sentence_case,
    share_rows,
    sorted_categories,
    top_names,
)
from napl_analysis.charts.numbers import Format, formatted, listing
from napl_analysis.charts.spec import Chart, Kind, Section, tidy
from napl_analysis.charts.style import GROUP_SWATCHES

HOW_TO_READ = "Gesorteerd op alle leraren samen. Balk: gewogen aandeel; lijn: 95 %-interval; n: aantal antwoorden. De stippellijn is de grens voor een grote vraag."
NEED_BREAKS = (0.1, 0.2, 0.3, 0.4, 0.5)  # fixed, so that years can be laid beside each other


def themes_by_sector(scene: Scene) -> Chart | None:
    """How many teachers need each theme, per sector."""
    return _themes_by(scene, "sector", voc.SECTORS.codes, SECTOR_LABELS, "vraag_themas_sector", "per sector")


def themes_by_phase(scene: Scene) -> Chart | None:
    """How many teachers need each theme, per career phase."""
    return _themes_by(scene, "career_phase", voc.PHASES.codes, PHASE_LABELS, "vraag_themas_fase", "per loopbaanfase")


def _themes_by(scene: Scene, dimension: str, codes: tuple[str, ...], labels: dict[str, str], name: str, per: str) -> Chart | None:
    frames = {code: scene.demand("theme", **{dimension: code}) for code in codes}
    frames = {code: frame for code, frame in frames.items() if len(frame)}
    whole = scene.demand("theme")
    if not frames:
        return None
    basis = whole if whole["shown"].any() else pd.concat(frames.values())
    order = dict(top_names(basis, scene.themes, len(scene.themes)))
    rows = [row for code, frame in frames.items() for row in share_rows(frame, scene.themes, labels[code])]
    return Chart(
        id=name, kind=Kind.BARS, section=Section.DEMAND, title=_theme_title(scene, frames, labels),
        subtitle=f"Aandeel leraren met redelijk of veel behoefte, per thema en {per}, {scene.year}",
        caption=f"Behoefte aan professionalisering per thema, {per}. {HOW_TO_READ}",
        alt=_theme_alt(scene, frames, labels), source=scene.survey_source, note=scene.note(),
        data=tidy(sorted_categories(rows, order)), groups=tuple(labels[code] for code in frames),
        category_title="thema", group_title="sector" if dimension == "sector" else "loopbaanfase", value_title="aandeel",
        reference=scene.threshold, reference_label=f"grens grote vraag: {formatted(scene.threshold, Format.SHARE)}")


def _theme_title(scene: Scene, frames: dict[str, pd.DataFrame], labels: dict[str, str]) -> str:
    tops = {code: top_names(frame, scene.themes, 1) for code, frame in frames.items()}
    known = {code: best[0] for code, best in tops.items() if best}
    if not known:
        return "Te weinig antwoorden om de behoefte per thema te tonen"
    names = {name for name, _ in known.values()}
    if len(names) == 1 and len(known) > 1:
        low, high = (f(share for _, share in known.values()) for f in (min, max))
        return f"{sentence_case(names.pop())} staat overal bovenaan: {formatted(low, Format.SHARE)} tot {formatted(high, Format.SHARE)} van de leraren heeft er behoefte aan"
    place = {code: f"bij {label}" if code in PHASE_LABELS else f"in {label}" for code, label in labels.items()}
    parts = [f"{place[code]} {name} ({formatted(share, Format.SHARE)})" for code, (name, share) in known.items()]
    return f"De grootste behoefte is {listing(parts)}"


def _theme_alt(scene: Scene, frames: dict[str, pd.DataFrame], labels: dict[str, str]) -> str:
    parts = [f"{sentence_case(labels[code])}: {named_shares(top)}." for code, frame in frames.items() if (top := top_names(frame, scene.themes))]
    return f"Staafdiagram van de behoefte per thema. Bovenaan staan: {' '.join(parts)}" if parts else "Staafdiagram zonder cijfers: te weinig antwoorden."


def outcomes_heatmap(scene: Scene) -> Chart | None:
    """The share of teachers with a need that fits each learning outcome, per sector and career phase."""
    columns = [({"sector": code}, SECTOR_LABELS[code]) for code in voc.SECTORS.codes]
    columns += [({"career_phase": code}, PHASE_LABELS[code]) for code in voc.PHASES.codes]
    frames = [(label, scene.demand("outcome", **cell)) for cell, label in columns]
    frames = [(label, frame) for label, frame in frames if len(frame)]
    if not frames:
        return None
    rows = [row for label, frame in frames for row in _estimate_rows(scene, frame, label)]
    order = {code: i for i, code in enumerate(scene.outcomes)}
    rows.sort(key=lambda r: order[str(r.pop("code"))])
    whole = scene.demand("outcome")
    best = top_names(whole.assign(share=_estimate(whole)), scene.outcomes)
    title = f"Bij de leeruitkomsten is de vraag het grootst naar {named_shares(best)}" if best else "Te weinig antwoorden om de vraag per leeruitkomst te tonen"
    return Chart(
        id="vraag_leeruitkomsten", kind=Kind.HEATMAP, section=Section.DEMAND, title=title,
        subtitle=f"Geschat aandeel leraren met een behoefte die bij de leeruitkomst past, per sector en per loopbaanfase, {scene.year}",
        caption="Vraag per leeruitkomst. Schattingen uit kleine groepen zijn getrokken naar het gemiddelde; hoe donkerder, hoe groter de vraag.",
        alt=f"Warmtekaart van {len(scene.outcomes)} leeruitkomsten per sector en loopbaanfase. {title}.",
        source=scene.survey_source, note=scene.note(outcomes=True), data=tidy(rows), groups=tuple(label for label, _ in frames),
        block_title="ontwikkelpad", category_title="leeruitkomst", group_title="groep", value_title="geschat aandeel", breaks=NEED_BREAKS)


def _estimate(frame: pd.DataFrame) -> pd.Series:
    return frame["estimate"].fillna(frame["share"])


def _estimate_rows(scene: Scene, frame: pd.DataFrame, group: str) -> list[dict[str, object]]:
    figures = zip(frame["target_id"], _estimate(frame), frame["estimate_low"].fillna(frame["low"]), frame["estimate_high"].fillna(frame["high"]),
                  frame["n"], frame["shown"], _bases(frame), strict=True)
    return [{"code": code, "block": scene.paths[code], "category": scene.outcomes[code], "group": group, "value": value, "low": low, "high": high,
             "n": n, "shown": shown, "text": formatted(value, Format.SHARE),
             "detail": "" if pd.isna(value) else f"{formatted(value, Format.SHARE)} van de leraren, {basis}"}
            for code, value, low, high, n, shown, basis in figures if code in scene.outcomes]


def _bases(frame: pd.DataFrame) -> list[str]:
    return [estimate_basis(*row) for row in zip(frame["n"], frame["prior_weight"], frame["prior_source"], frame["sector"], strict=True)]


def teachers_and_employers(scene: Scene) -> Chart | None:
    """Teachers and employers beside each other, per theme."""
    sides = {code: scene.demand("theme", group=code) for code in ("leraar", "werkgever")}
    if any(frame.empty for frame in sides.values()):
        return None
    labels = {s.code: s.label for s in GROUP_SWATCHES}
    order = dict(top_names(sides["leraar"], scene.themes, len(scene.themes)))
    rows = [row for code, frame in sides.items() for row in share_rows(frame, scene.themes, labels[code], who=labels[code])]
    title = _difference_title(scene)
    return Chart(
        id="vraag_leraren_werkgevers", kind=Kind.DUMBBELL, section=Section.DEMAND, title=title,
        subtitle=f"Aandeel met redelijk of veel behoefte, volgens leraren zelf en volgens werkgevers, {scene.year}",
        caption="Behoefte volgens leraren en volgens werkgevers (schoolleiders, directeuren mbo, HR). Leraren tellen in de analyse het zwaarst.",
        alt=f"Puntendiagram per thema met leraren en werkgevers. {title}.",
        source=f"enquête onder leraren en werkgevers in {scene.region}, {scene.year}", note=scene.note(),
        data=tidy(sorted_categories(rows, order)), groups=tuple(labels.values()), swatches=GROUP_SWATCHES,
        category_title="thema", group_title="wie antwoordde", value_title="aandeel")


def _difference_title(scene: Scene) -> str:
    d = scene.results.disagreement
    both = d[(d[["sector", "career_phase", "subregion"]] == voc.ALL).all(axis=1)]
    if both.empty:
        return "Te weinig antwoorden om leraren en werkgevers te vergelijken"
    clear = both[both["significant"].fillna(False).astype(bool)]
    if clear.empty:
        return "Leraren en werkgevers noemen dezelfde behoeften: nergens is het verschil groter dan de onzekerheid"
    row = clear.loc[clear["difference"].abs().idxmax()]
    more, less = ("Leraren", "werkgevers") if row["difference"] > 0 else ("Werkgevers", "leraren")
    first, second = sorted((row["share_teachers"], row["share_employers"]), reverse=True)
    return (f"{more} noemen {scene.themes.get(str(row['target_id']), str(row['target_id']))} vaker dan {less}: "
            f"{formatted(first, Format.SHARE)} tegen {formatted(second, Format.SHARE)}")
