"""What a chart says, once: its message, its figures and how they are encoded.

A `Chart` knows nothing of plotly, matplotlib or Word; `screen`, `paper` and `office` each draw the same one.
Its ``data`` is tidy and has the same columns whatever the kind, so that a report can also print it as a
table. A hidden cell carries no figure at all: nothing that draws or stores a chart can leak one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

from napl_analysis.charts.numbers import Format, interval
from napl_analysis.findings import DisclosureError, Place

HIDDEN_TEXT = "te weinig antwoorden"
HIDDEN_SHORT = "te weinig"


class Kind(StrEnum):
    """The forms a chart can take."""

    BARS = "staven"  # horizontal bars with an interval, one panel a group
    DUMBBELL = "halter"  # two or more groups on one line per category
    STACKED = "gestapeld"  # the groups of a category after each other
    HEATMAP = "warmtekaart"  # category x group, colour by value
    MATRIX = "matrix"  # category x group, colour by class
    MAP = "kaart"  # areas, one panel a group, colour by value; points on top


class Section(StrEnum):
    """The part of the yearly analysis a chart belongs to."""

    DEMAND = "vraagarticulatie"
    SUPPLY = "aanbodanalyse"
    GAPS = "witte_vlekken"
    BASIS = "verantwoording"


@dataclass(frozen=True)
class Swatch:
    """A class or series: its code in ``data.style``, its label, and how it looks on screen and in print."""

    code: str
    label: str
    colour: str
    ink: str = "#1f2933"  # text on top of the colour
    hatch: str = ""  # matplotlib hatch for print in grey
    shape: str = "o"  # marker of a series: o circle, D diamond, | stroke


# Column, dtype and meaning of `Chart.data`.
COLUMNS: dict[str, tuple[str, str]] = {
    "block": ("str", "kop boven een aantal regels: ontwikkelpad, soort voorkeur, ...; leeg is geen kop"),
    "category": ("str", "de regel: thema, leeruitkomst, gemeente, ..."),
    "group": ("str", "het paneel, de kolom of de reeks: sector, loopbaanfase, ..."),
    "value": ("float64", "het cijfer"),
    "low": ("float64", "ondergrens van het 95 %-interval"),
    "high": ("float64", "bovengrens van het 95 %-interval"),
    "n": ("Int64", "respondenten (ongewogen)"),
    "text": ("str", "wat bij het cijfer staat"),
    "detail": ("str", "toelichting bij het cijfer, een zin"),
    "style": ("str", "code van de klasse of reeks, zie Chart.swatches"),
    "area": ("str", "CBS-gemeentecode, voor kaarten"),
    "shown": ("bool", "mag het cijfer getoond worden"),
}
FIGURES = ("value", "low", "high", "n")


def tidy(rows: Sequence[dict[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Rows as the data of a chart: all of `COLUMNS`, typed, figures of hidden rows removed.

    Absent columns come in as missing figures, empty texts, and shown. A hidden row says so in ``text``
    and loses its figures, detail and class.
    """
    frame = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    frame["shown"] = frame["shown"].astype("boolean").fillna(True).astype(bool)
    for name, (dtype, _) in COLUMNS.items():
        if dtype == "str":
            frame[name] = frame[name].astype("object").where(frame[name].notna(), "").astype("str")
        elif name != "shown":
            frame[name] = pd.to_numeric(frame[name]).astype(dtype)
    hidden = ~frame["shown"]
    for name in FIGURES:
        frame[name] = frame[name].mask(hidden)
    frame.loc[hidden, ["detail", "style"]] = ""
    frame.loc[hidden, "text"] = HIDDEN_TEXT
    return frame.reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Chart:
    """One chart: what it says and what it shows.

    Parameters
    ----------
    id
        File name without extension, also its anchor in the page; stable over the years.
    kind, section
        Its form, and the part of the analysis it belongs to.
    title
        The message, a Dutch sentence computed from the data.
    subtitle
        What is measured: the figure, of whom, in what unit.
    caption
        One or two sentences under the figure in a document: what it shows and how to read it.
    alt
        Alternative text: what somebody who cannot see the chart must know, with the main figures.
    source, note
        Source line; remarks that must travel with the chart ("voorbeeldgegevens", "grenzen benaderd").
    data
        See `COLUMNS`; made by `tidy`. Rows of a chart stand in the order in which they first appear here.
    groups
        The order of ``data.group``, left to right.
    block_title, category_title, group_title, value_title
        What the headings, axes and figures are, in Dutch.
    format
        How figures read.
    swatches
        The classes or series that ``data.style`` names, in the order of the legend.
    reference, reference_label
        A line across the chart, such as the threshold of a large demand.
    limit
        End of the value axis, where that is not everybody (shares) or what the figures ask for; the same every year.
    breaks, ramp
        For heat maps and maps: the class limits of the colour scale, the same every year so that years can
        be laid beside each other, and its colours ("vraag" is blue, "vlek" warm).
    geometry
        For maps: a GeoDataFrame with statcode, statnaam and geometry in RD (EPSG:28992).
    points
        For maps: name, x, y (RD, metres), value; drawn on top.
    points_title
        What the points are.
    """

    id: str
    kind: Kind
    section: Section
    title: str
    subtitle: str
    caption: str
    alt: str
    source: str
    data: pd.DataFrame
    groups: tuple[str, ...]
    note: str = ""
    block_title: str = ""
    category_title: str = ""
    group_title: str = ""
    value_title: str = ""
    format: Format = Format.SHARE
    swatches: tuple[Swatch, ...] = ()
    reference: float | None = None
    reference_label: str = ""
    limit: float | None = None
    breaks: tuple[float, ...] = ()
    ramp: str = "vraag"
    geometry: Any = None
    points: pd.DataFrame | None = field(default=None, repr=False)
    points_title: str = ""

    def __post_init__(self) -> None:
        leaking = ~self.data["shown"] & self.data[list(FIGURES)].notna().any(axis=1)
        if leaking.any():
            raise DisclosureError(
                f"Figuur '{self.id}' bevat cijfers in {int(leaking.sum())} cellen die verborgen moeten blijven.",
                "Er is niets gepubliceerd; meld dit de makers.", Place(file=self.id))
        unknown = sorted(set(self.data["group"]) - set(self.groups))
        if unknown or len(set(self.groups)) != len(self.groups):
            raise ValueError(f"{self.id}: groups lack {unknown} or have doubles")
        if self.data.duplicated(["block", "category", "group", "style"]).any():
            raise ValueError(f"{self.id}: a cell stands in the data twice")

    def replace(self, **changes: Any) -> Chart:
        """The same chart with some fields changed."""
        return replace(self, **changes)

    @cached_property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The rows (block, category) of the chart, top to bottom."""
        pairs = self.data[["block", "category"]].drop_duplicates()
        blocks = {block: i for i, block in enumerate(pairs["block"].unique())}
        ordered = pairs.sort_values("block", key=lambda s: s.map(blocks), kind="stable")
        return tuple(zip(ordered["block"], ordered["category"], strict=True))

    def ordered(self) -> pd.DataFrame:
        """The data row by row, and within a row in the order of the groups, then as given."""
        return self._ordered.copy()

    @cached_property
    def _ordered(self) -> pd.DataFrame:
        row = {pair: i for i, pair in enumerate(self.rows)}
        group = {name: i for i, name in enumerate(self.groups)}
        keys = pd.DataFrame({
            "row": [row[pair] for pair in zip(self.data["block"], self.data["category"], strict=True)],
            "group": self.data["group"].map(group).to_numpy()})
        return self.data.iloc[keys.sort_values(["row", "group"], kind="stable").index].reset_index(drop=True)

    @property
    def has_hidden(self) -> bool:
        """Is any cell hidden?"""
        return bool((~self.data["shown"]).any())

    @property
    def footer(self) -> str:
        """Source and notes, as they stand under the chart everywhere."""
        hidden = f"'{HIDDEN_TEXT}': niet getoond, om herleiding te voorkomen" if self.has_hidden else ""
        remarks = "; ".join(part for part in (self.note, hidden) if part)
        return f"Bron: {self.source}." + (f" {remarks[0].upper()}{remarks[1:]}." if remarks else "")

    def table(self) -> pd.DataFrame:
        """The chart's figures as a table for people: Dutch headings, texts as printed in the chart."""
        frame = self.ordered()
        columns: dict[str, Any] = {self.block_title or "onderdeel": frame["block"]} if frame["block"].ne("").any() else {}
        columns[self.category_title or "categorie"] = frame["category"]
        if len(self.groups) > 1:
            columns[self.group_title or "groep"] = frame["group"]
        columns[self.value_title or "waarde"] = frame["text"]
        if frame["low"].notna().any():
            columns["95 %-interval"] = [interval(a, b, self.format) for a, b in zip(frame["low"], frame["high"], strict=True)]
        if frame["n"].notna().any():
            columns["n"] = ["" if pd.isna(n) else str(n) for n in frame["n"]]
        return pd.DataFrame(columns)
