"""Charts of what stands around the need: barriers, preferences, subjects in open answers, change since last year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.scene import (
    PHASE_LABELS,
    SECTOR_LABELS,
    Scene,
    sentence_case,
    share_rows,
    sorted_categories,
)
from napl_analysis.charts.numbers import Format, formatted, listing
from napl_analysis.charts.spec import Chart, Kind, Section, tidy
from napl_analysis.charts.style import YEAR_SWATCHES
from napl_analysis.matching.clusters import EMPTY, REST

FORM_BLOCKS = {"formality": "vorm", "learning_mode": "leerwijze", "delivery": "levering"}
SUBJECTS_PER_GROUP = 3


def barriers(scene: Scene) -> Chart | None:
    """What keeps teachers from professional development, per sector."""
    return _preference_bars(scene, "barrier", voc.BARRIERS, "vraag_belemmeringen", "belemmering",
                            "{top} wordt het vaakst als belemmering genoemd, door {share} van de leraren", "Aandeel leraren dat de belemmering noemt")


def motives(scene: Scene) -> Chart | None:
    """Why teachers take part, per sector."""
    return _preference_bars(scene, "motive", voc.MOTIVES, "vraag_redenen", "reden",
                            "{top} wordt het vaakst als reden genoemd, door {share} van de leraren",
                            "Aandeel leraren dat de reden noemt")


def _rows_of(scene: Scene, dimension: str, sector: str) -> pd.DataFrame:
    frame = scene.results.preference_shares
    return frame[(frame["dimension"] == dimension) & (frame["sector"] == sector) & (frame["career_phase"] == voc.ALL)]


def nobody_answered(frame: pd.DataFrame) -> bool:
    """Is every row hidden for want of any answer? Then the question was not asked there (the gate tells this reason only where nobody answered)."""
    return bool((~frame["shown"].astype(bool) & (frame["hidden_why"] == "te_weinig_antwoorden")).all())


def _preference_bars(scene: Scene, dimension: str, terms: voc.TermList, name: str, what: str, message: str, subtitle: str) -> Chart | None:
    labels = {t.code: t.label for t in terms.terms}
    frames = {code: _rows_of(scene, dimension, code) for code in voc.SECTORS.codes}
    not_asked = [code for code, frame in frames.items() if len(frame) and nobody_answered(frame)]
    frames = {code: frame for code, frame in frames.items() if len(frame) and code not in not_asked}
    if not frames:
        return None
    whole = _rows_of(scene, dimension, voc.ALL)
    shown = whole[whole["shown"].astype(bool) & whole["share"].notna()].sort_values(["share", "value"], ascending=[False, True], kind="stable")
    order = {labels.get(v, v): s for v, s in zip(shown["value"], shown["share"], strict=True)}
    rows = [row for code, frame in frames.items() for row in share_rows(frame, labels, SECTOR_LABELS[code], key="value")]
    title = f"Te weinig antwoorden om de {what}en te tonen" if not order else message.format(
        top=sentence_case(next(iter(order))), share=formatted(next(iter(order.values())), Format.SHARE))
    return Chart(
        id=name, kind=Kind.BARS, section=Section.DEMAND, title=title, subtitle=f"{subtitle}, per sector, {scene.year}",
        caption=f"{subtitle}, per sector. Meer antwoorden mogelijk. Balk: gewogen aandeel; lijn: 95 %-interval; n: aantal antwoorden.",
        alt=f"Staafdiagram per sector. {title}. Daarna volgen {listing(list(order)[1:4])}." if len(order) > 1 else f"Staafdiagram per sector. {title}.",
        source=scene.survey_source, note=scene.note(f"in {listing([SECTOR_LABELS[c] for c in not_asked])} niet gevraagd" if not_asked else ""), data=tidy(sorted_categories(rows, order)),
        groups=tuple(SECTOR_LABELS[code] for code in frames), category_title=what, group_title="sector", value_title="aandeel")


def forms(scene: Scene) -> Chart | None:
    """How teachers want to learn: form, mode and delivery, per sector."""
    rows: list[dict[str, object]] = []
    tops: list[str] = []
    for dimension, block in FORM_BLOCKS.items():
        labels = {t.code: t.label for t in voc.PREFERENCE_VALUES[dimension].terms}
        whole = _rows_of(scene, dimension, voc.ALL)
        best = whole[whole["shown"].astype(bool) & whole["share"].notna()].sort_values("share", ascending=False, kind="stable")
        tops += [f"{labels.get(best['value'].iloc[0], best['value'].iloc[0])} ({formatted(best['share'].iloc[0], Format.SHARE)})"] if len(best) else []
        for sector in voc.SECTORS.codes:
            frame = _rows_of(scene, dimension, sector).sort_values("value", key=lambda s, d=dimension: s.map(voc.PREFERENCE_VALUES[d].order), kind="stable")
            if nobody_answered(frame):
                continue
            rows += [row | {"block": block} for row in share_rows(frame, labels, SECTOR_LABELS[sector], key="value")]
    if not rows:
        return None
    groups = [SECTOR_LABELS[c] for c in voc.SECTORS.codes if any(r["group"] == SECTOR_LABELS[c] for r in rows)]
    title = f"Het vaakst genoemd als voorkeur: {listing(tops)}" if tops else "Te weinig antwoorden om de voorkeuren te tonen"
    return Chart(
        id="vraag_voorkeuren", kind=Kind.BARS, section=Section.DEMAND, title=title,
        subtitle=f"Aandeel leraren met deze voorkeur, per sector, {scene.year}",
        caption="Voorkeuren voor vorm, leerwijze en levering, per sector. Balk: gewogen aandeel; lijn: 95 %-interval; n: aantal antwoorden.",
        alt=f"Staafdiagram van voorkeuren per sector. {title}.", source=scene.survey_source, note=scene.note(), data=tidy(rows),
        groups=tuple(groups), block_title="soort voorkeur", category_title="voorkeur", group_title="sector", value_title="aandeel")


def subjects(scene: Scene) -> Chart | None:
    """The subjects that come up most in open answers, per sector and career phase."""
    frame = scene.results.clusters
    frame = frame[~frame["cluster_id"].isin([REST, EMPTY]) & frame["label"].notna() & frame["shown"].astype(bool)]
    if frame.empty:
        return None
    rows: list[dict[str, object]] = []
    for group in sorted(frame["group"].unique(), key=_group_order):
        own = frame[frame["group"] == group]
        own = own.sort_values(["respondents", "label"], ascending=[False, True], kind="stable").head(SUBJECTS_PER_GROUP)
        rows += [_subject_row(r, _group_label(group)) for r in own.drop_duplicates("label").itertuples()]
    totals = frame.groupby("label")["respondents"].sum().sort_values(ascending=False, kind="stable")
    title = f"Het vaakst genoemd in open antwoorden: {listing([f'‘{label}’' for label in totals.index[:2]])}"
    return Chart(
        id="vraag_onderwerpen", kind=Kind.BARS, section=Section.DEMAND, title=title,
        subtitle=f"Aantal leraren dat het onderwerp noemt: de grootste {SUBJECTS_PER_GROUP} per sector en loopbaanfase, {scene.year}",
        caption="Onderwerpen in open antwoorden, samengenomen op woordgebruik en genoemd naar hun kenmerkende woorden. Onderwerpen die te weinig leraren noemen, staan er niet bij.",
        alt=f"Staafdiagram van onderwerpen in open antwoorden. {title}.", source=f"open antwoorden van leraren in {scene.region}, {scene.year} (ongewogen)",
        note=scene.note(), data=tidy(rows), groups=("",), block_title="groep", category_title="onderwerp", value_title="leraren", format=Format.COUNT)


def _subject_row(row: object, block: str) -> dict[str, object]:
    count = row.respondents  # type: ignore[attr-defined]
    text = formatted(count, Format.COUNT)
    return {"block": block, "category": row.label, "group": "", "value": count, "text": text, "shown": row.shown,  # type: ignore[attr-defined]
            "detail": f"{text} leraren noemden dit" if text else ""}


def _group_parts(group: str) -> tuple[str, str]:
    sector, _, phase = str(group).partition(" ")
    return sector, phase


def _group_order(group: str) -> tuple[int, int, str]:
    sector, phase = _group_parts(group)
    return voc.SECTORS.order(sector), voc.PHASES.order(phase), str(group)


def _group_label(group: str) -> str:
    sector, phase = _group_parts(group)
    return " · ".join(part for part in (SECTOR_LABELS.get(sector, sector), PHASE_LABELS.get(phase, phase)) if part)


def change(scene: Scene) -> Chart | None:
    """Last year and this year beside each other, for the themes that were asked alike."""
    frame = scene.results.changes
    if frame.empty:
        return None
    rows = _margin(frame)
    rows = rows[rows["target_id"].isin(scene.themes)]
    if rows.empty:
        return None
    shown = rows["shown"].astype(bool)
    order = {scene.themes[c]: s for c, s in zip(rows["target_id"], rows["share_now"], strict=True) if pd.notna(s)}
    labels = (str(scene.year - 1), str(scene.year))
    data = [{"category": scene.themes[code], "group": label, "value": value, "shown": ok, "text": formatted(value, Format.SHARE),
             "detail": f"{formatted(value, Format.SHARE)} van de leraren in {label}" if pd.notna(value) else ""}
            for label, column in zip(labels, ("share_before", "share_now"), strict=True)
            for code, value, ok in zip(rows["target_id"], rows[column], shown, strict=True)]
    title = _change_title(scene, rows[shown])
    return Chart(
        id="vraag_verandering", kind=Kind.DUMBBELL, section=Section.DEMAND, title=title,
        subtitle=f"Aandeel leraren met redelijk of veel behoefte, {labels[0]} en {labels[1]}; alleen vragen die in beide jaren gelijk zijn gesteld",
        caption="Behoefte per thema, dit jaar tegen vorig jaar.", alt=f"Puntendiagram per thema met twee jaren. {title}.",
        source=f"enquêtes onder leraren in {scene.region}, {labels[0]} en {labels[1]}, gewogen", note=scene.note(),
        data=tidy(sorted_categories(data, order)), groups=labels,
        swatches=tuple(replace(s, label=label) for s, label in zip(YEAR_SWATCHES, labels, strict=True)),
        category_title="thema", group_title="jaar", value_title="aandeel")


def _margin(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows about the themes and all teachers of the region."""
    return frame[(frame["kind"] == "theme") & (frame["sector"] == voc.ALL) & (frame["career_phase"] == voc.ALL) & (frame["subregion"] == voc.ALL)]


def _change_title(scene: Scene, rows: pd.DataFrame) -> str:
    known = rows.dropna(subset=["share_now", "share_before", "difference"])
    if known.empty:
        return "Te weinig antwoorden om met vorig jaar te vergelijken"
    clear = known[known["significant"].fillna(False).astype(bool)]
    if clear.empty:
        return "De behoeften zijn sinds vorig jaar niet duidelijk veranderd: alle verschillen vallen binnen de onzekerheid"
    row = clear.loc[clear["difference"].abs().idxmax()]
    verb = "gestegen" if row["difference"] > 0 else "gedaald"
    return (f"De behoefte aan {scene.themes[row['target_id']]} is het sterkst {verb}: van {formatted(row['share_before'], Format.SHARE)} "
            f"naar {formatted(row['share_now'], Format.SHARE)}")
