"""More about themes than a share: how strong the need is, and where groups of teachers truly differ.

Both start from the demand table as the gate shows it: a group of which the share is hidden is left out here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from napl_analysis.demand.answers import THEME, theme_levels
from napl_analysis.demand.cells import Cells, make_cells
from napl_analysis.demand.changes import without_doubt
from napl_analysis.demand.design import Design, domain_means, intervals, standard_errors
from napl_analysis.demand.estimates import with_tests
from napl_analysis.demand.kernels import Floats
from napl_analysis.demand.population import TEACHER, is_teacher, teacher_weights
from napl_analysis.region import RegionConfig
from napl_analysis.tables import CELL, DIFFERENCES, LEVELS, conform
from napl_analysis.vocabulary import ALL, NEED_FROM_LEVEL

LEVEL_BASES = 5  # a mean level tells more than a share: it is shown from five times as many answers
SPLITS = (("sector", ()), ("career_phase", ()), ("subregion", ()), ("career_phase", ("sector",)))  # what is compared, within what


def theme_details(
    respondents: pd.DataFrame, needs: pd.DataFrame, themes: pd.DataFrame, staff: pd.DataFrame, shown: pd.DataFrame, *, config: RegionConfig,
) -> dict[str, pd.DataFrame]:
    """Mean levels and differences between groups of teachers, for every theme.

    Parameters
    ----------
    shown
        The demand table as it came through the gate.

    Returns
    -------
    dict
        ``levels``: the LEVELS table, mean of level 0-3 by sector and by career phase. ``differences``: the
        DIFFERENCES table, every pair of sectors, phases and subregions, and of phases within a sector; p-values
        over all of it are controlled by Benjamini and Hochberg (1995).
    """
    people = respondents[is_teacher(respondents)].reset_index(drop=True)
    design = teacher_weights(people, staff, config=config).design(people["brin6"])
    cells = make_cells(people, list(config.subregions), with_phase=is_teacher(people))
    levels = theme_levels(people, needs, list(themes["theme_id"]))
    open_cells = _open_cells(shown, list(themes["theme_id"]), cells)
    enough = LEVEL_BASES * config.thresholds.minimum_base
    return {"levels": _levels(design, levels, cells, open_cells, list(themes["theme_id"]), enough),
            "differences": _differences(design, levels, cells, open_cells, list(themes["theme_id"]))}


def _open_cells(shown: pd.DataFrame, theme_ids: list[str], cells: Cells) -> np.ndarray:
    """Themes x cells: true where the gate shows the teachers' figure."""
    mine = shown[(shown["kind"] == THEME) & (shown["respondent_group"] == TEACHER) & shown["shown"].astype(bool)]
    known = pd.MultiIndex.from_frame(mine[["target_id", *CELL]])
    keys = cells.keys.itertuples(index=False, name=None)
    asked = pd.MultiIndex.from_tuples([(theme, *key) for key in keys for theme in theme_ids], names=["target_id", *CELL])
    return asked.isin(known).reshape(len(cells.keys), len(theme_ids)).T


def _levels(design: Design, levels: Floats, cells: Cells, open_cells: np.ndarray, theme_ids: list[str], enough: int) -> pd.DataFrame:
    split = (cells.keys != ALL).sum(axis=1).to_numpy()
    margins = np.flatnonzero((split == 0) | ((split == 1) & (cells.keys["subregion"] == ALL).to_numpy()))
    parts = []
    for i, theme in enumerate(theme_ids):
        found = domain_means(design, levels[:, i], cells.members[:, margins])
        se = standard_errors(design, found)
        low, high = intervals(found, se, 0.95, share=False)
        part = cells.keys.iloc[margins].assign(target_id=theme, n=found.n, mean=np.clip(found.mean, 0.0, 3.0), se=se, low=np.clip(low, 0.0, 3.0), high=np.clip(high, 0.0, 3.0))
        parts.append(part[open_cells[i, margins] & (found.n >= enough)])
    return conform(pd.concat(parts, ignore_index=True), LEVELS)


def _differences(design: Design, levels: Floats, cells: Cells, open_cells: np.ndarray, theme_ids: list[str]) -> pd.DataFrame:
    parts, df = [], []
    needs = np.where(np.isnan(levels), np.nan, levels >= NEED_FROM_LEVEL)
    for i, theme in enumerate(theme_ids):
        for dimension, within, places in _families(cells.keys, open_cells[i]):
            part, clusters = _pairs(design, needs[:, i], cells, places)
            names = cells.keys[dimension].to_numpy()
            parts.append(part.assign(target_id=theme, dimension=dimension, in_sector=within, group_a=names[part.pop("i")], group_b=names[part.pop("j")]))
            df.append(clusters)
    if not parts:
        return DIFFERENCES.empty()
    table, degrees = pd.concat(parts, ignore_index=True), np.concatenate(df)
    known = table["difference"].notna().to_numpy()  # a group of which nobody was asked has no share
    return conform(with_tests(table[known].reset_index(drop=True), degrees[known], 0.95), DIFFERENCES)


def _families(keys: pd.DataFrame, is_open: np.ndarray) -> Iterator[tuple[str, str, np.ndarray]]:
    """What is compared, within which sector, and the places of the cells: at least two that are shown."""
    for dimension, within in SPLITS:
        fixed = [c for c in CELL if c != dimension and c not in within]
        mine = is_open & (keys[fixed] == ALL).all(axis=1).to_numpy() & (keys[[dimension, *within]] != ALL).all(axis=1).to_numpy()
        for sector in keys.loc[mine, "sector"].unique() if within else [ALL]:
            places = np.flatnonzero(mine & (keys["sector"] == sector).to_numpy()) if within else np.flatnonzero(mine)
            if len(places) > 1:
                yield dimension, str(sector), places


def _pairs(design: Design, need: Floats, cells: Cells, places: np.ndarray) -> tuple[pd.DataFrame, Floats]:
    """Every pair of these cells: their shares and the difference, whose variance counts what they have in common."""
    members = cells.members[:, places]
    found = domain_means(design, need, members)
    covariance = design.covariance(found.influence)
    unsure = without_doubt(found.mean, found.n_eff)
    covariance[np.diag_indices_from(covariance)] += np.where(np.isin(found.mean, (0.0, 1.0)), unsure, 0.0)
    i, j = np.array(list(combinations(range(len(places)), 2))).T
    variance = covariance[i, i] + covariance[j, j] - 2 * covariance[i, j]
    table = pd.DataFrame({"i": places[i], "j": places[j], "share_a": found.mean[i], "share_b": found.mean[j], "n_a": found.n[i], "n_b": found.n[j],
                          "difference": found.mean[i] - found.mean[j], "se": np.sqrt(np.maximum(variance, 0.0))})
    return table, design.degrees(np.minimum(members[:, i] + members[:, j], 1.0))
