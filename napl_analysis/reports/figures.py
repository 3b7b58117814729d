"""``figuren/``: every chart as .png and .svg, and a list with what belongs under and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from napl_analysis.charts.paper import compose
from napl_analysis.charts.raster import png
from napl_analysis.charts.vector import inline_svg, svg
from napl_analysis.reports.package import csv_bytes

if TYPE_CHECKING:
    from napl_analysis.charts.spec import Chart

FOLDER = "figuren"


@dataclass(frozen=True)
class Drawn:
    """A chart and its printed forms, drawn once and used by all reports."""

    chart: Chart
    png: bytes
    svg: bytes
    inline: str  # the drawing as it stands inside a page


def draw(charts: Sequence[Chart]) -> dict[str, Drawn]:
    """Every chart by its id, in the order given."""
    sheets = {chart.id: compose(chart) for chart in charts}
    return {chart.id: Drawn(chart, png(sheet), svg(sheet), inline_svg(sheet)) for chart, sheet in zip(charts, sheets.values(), strict=True)}


def figure_files(drawn: dict[str, Drawn]) -> dict[str, bytes]:
    """The files of ``figuren/``."""
    files = {f"{name}.{kind}": getattr(one, kind) for name, one in drawn.items() for kind in ("png", "svg")}
    rows = [{"bestand": f"{name}.png", "vector": f"{name}.svg", "titel": one.chart.title, "ondertitel": one.chart.subtitle,
             "onderschrift": one.chart.caption, "alt-tekst": one.chart.alt, "bron": one.chart.footer} for name, one in drawn.items()]
    names = ["bestand", "vector", "titel", "ondertitel", "onderschrift", "alt-tekst", "bron"]
    return files | {"figuren.csv": csv_bytes(pd.DataFrame(rows, columns=names))}
