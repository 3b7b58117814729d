"""What the tables of every output share: the names of the year's things, source lines, and the order of cells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.reports.format import dutch_date
from napl_analysis.reports.labels import SECTOR_SHORT, Names, level_label
from napl_analysis.yeardata import YearResults

DEMAND, SUPPLY, GAPS, BASIS = "Vraag", "Aanbod", "Witte vlekken", "Verantwoording"
CELL = ["sector", "career_phase", "subregion"]


def sources(results: YearResults) -> dict[str, str]:
    """The source lines of the tables, by where their figures come from."""
    region = results.region.config.region
    survey = f"enquête {region.name} {region.year}, peildatum {dutch_date(region.reference_date)}"
    catalogue = f"catalogi van aanbieders, {region.name} {region.year}"
    return {"survey": f"{survey}; gewogen naar de DUO-personeelsgegevens", "counts": f"{survey}; aantallen, niet gewogen",
            "response": f"{survey}; personeelsgegevens van DUO", "employers": f"{survey}; leraren gewogen naar de DUO-personeelsgegevens, werkgevers ongewogen", "catalogue": catalogue, "both": f"{survey}; {catalogue}",
            "outcomes": "; ".join(sorted(set(results.outcomes["source"].dropna()))) if len(results.outcomes) else ""}


def names_of(results: YearResults) -> Names:
    """The names of this year's themes, outcomes, paths and offerings."""
    return Names.of(results.outcomes, results.themes, results.offerings)


def sort_cells(frame: pd.DataFrame, first: list[str] | None = None) -> pd.DataFrame:
    """Rows in the fixed order of sectors, phases and subregions (margins first), after the columns in `first`."""
    keys = (first or []) + [c for c in CELL if c in frame.columns]
    order = {"sector": voc.SECTORS.order, "career_phase": voc.PHASES.order,
             "subregion": lambda c: (-1 if c == voc.ALL else 0), "respondent_group": voc.RESPONDENT_GROUPS.order}
    ranks = pd.DataFrame({f"_{i}": frame[k].map(order[k]) if k in order else frame[k] for i, k in enumerate(keys)}, index=frame.index)
    ranks["_sub"] = frame["subregion"] if "subregion" in frame.columns else ""
    return frame.loc[ranks.sort_values(list(ranks.columns), kind="stable").index]


def group_name(dimension: str, code: str) -> str:
    """A sector, phase or subregion in words."""
    return SECTOR_SHORT.get(code, code) if dimension == "sector" else level_label(dimension, code)


def page_name(path: Path) -> str:
    """The page that a notebook becomes."""
    return f"{path.stem}.html"
