"""What every chart of a year shares: names of things, source lines, remarks, and the rows of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.numbers import Format, formatted, interval, listing
from napl_analysis.demand.prior import NATIONAL
from napl_analysis.yeardata import YearResults

SECTOR_LABELS = {code: code for code in voc.SECTORS.codes} | {voc.ALL: "alle sectoren"}
PHASE_LABELS = {code: voc.PHASES.label(code) for code in voc.PHASES.codes} | {voc.ALL: "alle fasen"}

LEAST_WEIGHT = 0.005  # a prior that counts for less changes no figure that is printed


@dataclass(frozen=True)
class Scene:
    """A year's results with what charts need to speak about them."""

    results: YearResults

    @property
    def region(self) -> str:
        return self.results.region.config.region.name

    @property
    def year(self) -> int:
        return self.results.region.year

    @property
    def threshold(self) -> float:
        """The share from which demand is large."""
        return self.results.region.config.thresholds.need_share

    @cached_property
    def themes(self) -> dict[str, str]:
        return dict(zip(self.results.themes["theme_id"], self.results.themes["label"], strict=True))

    @cached_property
    def outcomes(self) -> dict[str, str]:
        return dict(zip(self.results.outcomes["outcome_id"], self.results.outcomes["title"], strict=True))

    @cached_property
    def paths(self) -> dict[str, str]:
        """Outcome to the name of its development path."""
        return dict(zip(self.results.outcomes["outcome_id"], self.results.outcomes["path_title"], strict=True))

    @property
    def survey_source(self) -> str:
        return f"enquête onder leraren in {self.region}, {self.year}, gewogen naar de leraren in de regio (DUO)"

    @property
    def supply_source(self) -> str:
        return f"catalogi van aanbieders in {self.region}, {self.year}"

    def note(self, *extra: str, outcomes: bool = False) -> str:
        """Remarks that travel with a chart: example data, example outcomes, and the chart's own."""
        remarks = ["verzonnen voorbeeldgegevens"] if self.results.region.config.region.example else []
        if outcomes and (self.results.outcomes["status"] == "voorbeeld").any():
            remarks.append("de leeruitkomsten zijn een voorbeeldset, niet de vastgestelde")
        return "; ".join([*remarks, *(e for e in extra if e)])

    def demand(self, kind: str, group: str = "leraar", **cell: str) -> pd.DataFrame:
        """Rows of the demand table: themes or outcomes of one respondent group in the cell given; other dimensions at their margin."""
        frame = self.results.demand
        where = {"sector": voc.ALL, "career_phase": voc.ALL, "subregion": voc.ALL} | cell
        keep = (frame["kind"] == kind) & (frame["respondent_group"] == group)
        for column, value in where.items():
            keep &= frame[column] == value
        return frame[keep]


def present(frame: pd.DataFrame, column: str, codes: tuple[str, ...]) -> list[str]:
    """The codes of a list that occur in a column, in the list's order."""
    return [code for code in codes if (frame[column] == code).any()]


def share_rows(frame: pd.DataFrame, labels: dict[str, str], group: str, *, key: str = "target_id", who: str = "leraren") -> list[dict[str, object]]:
    """Rows of `spec.tidy` for shares with an interval; codes without a label are left out."""
    return [{
        "category": labels[code], "group": group, "value": share, "low": low, "high": high, "n": n, "shown": shown,
        "text": formatted(share, Format.SHARE), "detail": share_sentence(share, low, high, n, who),
    } for code, share, low, high, n, shown in zip(frame[key], frame["share"], frame["low"], frame["high"], frame["n"], frame["shown"], strict=True)
        if code in labels]


def share_sentence(share: object, low: object, high: object, n: object, who: str) -> str:
    """A share in words: ``54 % van de leraren (95 %-interval 48 tot 60 %; n = 412)``."""
    if pd.isna(share):  # type: ignore[call-overload]
        return ""
    parts = [f"95 %-interval {interval(low, high)}" if interval(low, high) else "", f"n = {formatted(n, Format.COUNT)}" if pd.notna(n) else ""]  # type: ignore[call-overload]
    inside = "; ".join(p for p in parts if p)
    return f"{formatted(share, Format.SHARE)} van de {who}" + (f" ({inside})" if inside else "")


def estimate_basis(n: object, prior_weight: object, prior_source: object, sector: object) -> str:
    """What an estimate rests on, in words: ``gebaseerd op 17 antwoorden en het landelijke beeld (telt voor 62 % mee)``."""
    if pd.isna(n):  # type: ignore[call-overload]
        return ""
    answers = f"gebaseerd op {formatted(n, Format.COUNT)} antwoord{'' if n == 1 else 'en'}"
    if pd.isna(prior_weight) or float(prior_weight) < LEAST_WEIGHT:  # type: ignore[arg-type, call-overload]
        return answers
    picture = "het landelijke beeld" if str(prior_source).startswith(NATIONAL) else "het beeld van de hele regio" if sector == voc.ALL else "het beeld van de hele sector"
    return f"{answers} en {picture} (telt voor {formatted(prior_weight, Format.SHARE)} mee)"


def sorted_categories(rows: list[dict[str, object]], by: dict[str, float]) -> list[dict[str, object]]:
    """Rows with the largest category (by the figures given) first; ties and unknowns by name."""
    return sorted(rows, key=lambda r: (-by.get(str(r["category"]), -1.0), str(r["category"])))


def top_names(frame: pd.DataFrame, labels: dict[str, str], count: int = 3) -> list[tuple[str, float]]:
    """The largest shown shares with their names."""
    shown = frame[frame["shown"].astype(bool) & frame["share"].notna() & frame["target_id"].isin(labels)]
    best = shown.sort_values(["share", "target_id"], ascending=[False, True], kind="stable").head(count)
    return [(labels[code], share) for code, share in zip(best["target_id"], best["share"], strict=True)]


def named_shares(pairs: list[tuple[str, float]]) -> str:
    """``differentiëren (61 %), toetsen (58 %) en taal (55 %)``."""
    return listing([f"{name} ({formatted(share, Format.SHARE)})" for name, share in pairs])


def sentence_case(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def split_codes(codes: object) -> list[str]:
    """Comma-separated codes as a list; empty where missing."""
    return [] if pd.isna(codes) else [c.strip() for c in str(codes).split(",") if c.strip()]  # type: ignore[call-overload]
