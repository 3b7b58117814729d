"""What the notebooks use to show results: a chart, a table with Dutch headings. Every figure comes from the library."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from napl_analysis.charts.screen import to_plotly
from napl_analysis.findings import NaplError
from napl_analysis.reports.tables import build
from napl_analysis.tables import TABLES
from napl_analysis.yeardata import YearResults

FOLDER_VARIABLE = "NAPL_MAP"
EXAMPLE = "data/raw/voorbeeldregio-midden/2026"


def year_folder() -> Path:
    """The folder of the year at hand: the one `napl analyseer` or `make lab` hands over, else the example region."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    here = Path.cwd()
    return next((p / EXAMPLE for p in (here, *here.parents) if (p / EXAMPLE).is_dir()), here / EXAMPLE)


def show_chart(results: YearResults, chart_id: str) -> go.Figure | None:
    """The chart with this id, for the screen; None (and a line that says so) where this year has no such chart."""
    chart = next((c for c in results.charts if c.id == chart_id), None)
    if chart is None:
        print(f"Deze figuur is er dit jaar niet: {chart_id}. Er zijn: {', '.join(c.id for c in results.charts)}.")
        return None
    return to_plotly(chart, heading=True)


class ShownTable:
    """A table as a notebook shows it: every word of it, without row numbers. The frame is in ``.frame``."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None):
            return self.frame.to_html(index=False, border=0, na_rep="")

    def __repr__(self) -> str:
        return self.frame.to_string(index=False)


def show_table(results: YearResults, name: str, columns: list[str] | None = None, *, rows: int | None = 15,
               order: str | None = None, **only: object) -> ShownTable:
    """Rows of a table of the results, with Dutch headings and labels, as they read in the reports.

    Parameters
    ----------
    name
        A table of `YearResults`: demand, supply, gaps, review, ...
    columns
        Which columns; all when left out.
    rows
        How many rows at the most; None for all.
    order
        Column to sort by, smallest first.
    only
        Column=value: keep only those rows, e.g. ``sector="vo"``.
    """
    frame = getattr(results, name, None)
    if not isinstance(frame, pd.DataFrame):
        raise NaplError(f"De tabel '{name}' bestaat niet.", f"Kies uit {', '.join(sorted(TABLES))}.")
    for column, value in only.items():
        frame = frame[frame[column] == value]
    if order:
        frame = frame.sort_values(order, kind="stable")
    table = build(name[:31], name, frame.head(rows) if rows else frame, columns or list(frame.columns), table=name)
    return ShownTable(pd.DataFrame(table.texts(), columns=table.headings))
