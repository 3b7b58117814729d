"""Charts of what the figures rest on."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.scene import SECTOR_LABELS, Scene, sentence_case
from napl_analysis.charts.numbers import Format, formatted
from napl_analysis.charts.spec import Chart, Kind, Section, tidy
from napl_analysis.charts.style import RESPONSE_SWATCHES

SHARES = {"population": "population_share", "respondents": "respondent_share", "weighted": "weighted_share"}
DIMENSIONS = {"sector": ("sector", voc.SECTORS), "leeftijd": ("leeftijd", voc.AGE_BANDS), "age_band": ("leeftijd", voc.AGE_BANDS),
              "deelregio": ("deelregio", None), "subregion": ("deelregio", None), "career_phase": ("loopbaanfase", voc.PHASES)}


def response(scene: Scene) -> Chart | None:
    """Respondents against the population, before and after weighting."""
    frame = scene.results.response
    frame = frame[frame["population_share"].notna() | ~frame["shown"].astype(bool)]
    frame = frame[frame["dimension"].isin(DIMENSIONS)]
    if frame.empty or frame["population_share"].notna().sum() == 0:
        return None
    labels = {s.code: s.label for s in RESPONSE_SWATCHES}
    rows = [_row(r, code, labels[code]) for r in frame.itertuples() for code in SHARES]
    rows.sort(key=lambda r: (list(DIMENSIONS).index(str(r.pop("dimension"))), r.pop("order")))
    title = _title(frame)
    return Chart(
        id="respons_populatie", kind=Kind.DUMBBELL, section=Section.BASIS, title=title,
        subtitle=f"Aandeel van elke groep in de populatie (DUO), in de respons en na weging, {scene.year}",
        caption="Samenstelling van de respons tegenover alle leraren in de regio. Na weging horen de aandelen bij die van de populatie te liggen.",
        alt=f"Puntendiagram per groep met populatie, respons en gewogen respons. {title}.",
        source=f"enquête onder leraren in {scene.region}, {scene.year}; personeelsgegevens van DUO", note=scene.note(), data=tidy(rows),
        groups=tuple(labels.values()), swatches=RESPONSE_SWATCHES, limit=_limit(frame), block_title="kenmerk", category_title="groep", group_title="reeks", value_title="aandeel")


def _limit(frame: pd.DataFrame) -> float:
    """Half of all teachers is enough room, unless a group is larger in the population: that hardly changes from year to year."""
    return 0.5 if frame[list(SHARES.values())].max().max() <= 0.5 else 1.0


def _row(row: object, code: str, series: str) -> dict[str, object]:
    dimension, level = row.dimension, row.level  # type: ignore[attr-defined]
    block, terms = DIMENSIONS[dimension]
    value = getattr(row, SHARES[code])
    label = SECTOR_LABELS.get(level, level) if dimension == "sector" else terms.label(level) if terms else level
    return {"dimension": dimension, "order": (terms.order(level) if terms else 0, str(level)), "block": block, "category": label, "group": series,
            "value": value, "text": formatted(value, Format.SHARE), "shown": bool(row.shown),  # type: ignore[attr-defined]
            "detail": f"{series}: {formatted(value, Format.SHARE)}" if pd.notna(value) else ""}


def _title(frame: pd.DataFrame) -> str:
    shown = frame[frame["shown"].astype(bool)].dropna(subset=["population_share", "respondent_share"])
    if shown.empty:
        return "Te weinig antwoorden om de respons met de populatie te vergelijken"
    gap = shown["respondent_share"] - shown["population_share"]
    worst = shown.loc[gap.abs().idxmax()]
    _, terms = DIMENSIONS[worst["dimension"]]
    name = SECTOR_LABELS.get(worst["level"], worst["level"]) if worst["dimension"] == "sector" else terms.label(worst["level"]) if terms else worst["level"]
    word = "oververtegenwoordigd" if gap.abs().max() == gap.max() else "ondervertegenwoordigd"
    return sentence_case(f"{name} is in de respons het meest {word}: {formatted(worst['respondent_share'], Format.SHARE)} "
                         f"tegen {formatted(worst['population_share'], Format.SHARE)} van de leraren")
