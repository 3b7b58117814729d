"""Which rows of the demand table are hidden: for teachers, employers, and both together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis.disclosure.audit import attack, check
from napl_analysis.disclosure.lattice import Flags, Lattice, count_lattice, share_floors, share_lattice
from napl_analysis.disclosure.protect import hide_companions, show_needless
from napl_analysis.tables import CELL
from napl_analysis.vocabulary import ALL

TEACHERS, EMPLOYERS, BOTH = "leraar", "werkgever", "gecombineerd"
TARGET = ["kind", "target_id"]


class Pattern:
    """Cells (sector, career_phase, subregion) whose respondents may not be told apart, per group of respondents."""

    def __init__(self, hidden: dict[str, set[tuple[str, ...]]]) -> None:
        self._hidden = hidden

    @classmethod
    def none(cls) -> Pattern:
        return cls({})

    def of(self, group: str, frame: pd.DataFrame, *columns: str) -> Flags:
        """Is the row's cell hidden? A dimension that is no column of the table is the margin."""
        hidden = self._hidden.get(group, set())
        parts = [frame[c] if c in columns else pd.Series(ALL, index=frame.index) for c in CELL]
        return np.array([cell in hidden for cell in zip(*parts, strict=True)], dtype=bool)


def protect_demand(demand: pd.DataFrame, employers: pd.DataFrame | None, minimum_base: int, minimum_count: int) -> tuple[Flags, Pattern]:
    """Hidden rows of the demand table, and the teachers' cells hidden for everything.

    Parameters
    ----------
    employers
        The employers table as it will be published: what it tells of employers a sector, everybody knows.
    """
    hidden = np.array(demand["n"] == 0, dtype=bool)
    cells: set[tuple[str, ...]] = set()
    for group in (TEACHERS, EMPLOYERS):
        here = (demand["respondent_group"] == group).to_numpy()
        rows = demand[here].reset_index(drop=True)
        if len(rows) and group == TEACHERS:
            found, cells = _protect_teachers(rows, minimum_base, minimum_count)
            hidden[here] |= found
        elif len(rows):
            hidden[here] |= protect_employers(rows, employers, minimum_base, minimum_count)
    both = (demand["respondent_group"] == BOTH).to_numpy()
    hidden[both] |= _protect_both(demand, hidden, both)
    return hidden, Pattern({TEACHERS: cells})


def _protect_teachers(rows: pd.DataFrame, minimum_base: int, minimum_count: int) -> tuple[Flags, set[tuple[str, ...]]]:
    """First the cells, on the target that most respondents answered; then what single targets need beyond that.

    So all targets hide the same cells as far as can be: two nearly equal targets that hide different cells
    would fill in each other's. Every target is protected twice: with n hidden in its hidden rows, and with n
    known wherever another target shows it.
    """
    totals = rows[(rows[list(CELL)] == ALL).all(axis=1)].sort_values("n", ascending=False, kind="stable")
    cells = rows[(rows[TARGET] == totals[TARGET].iloc[0]).all(axis=1)].reset_index(drop=True)
    hidden_cells = _hidden_cells(cells, minimum_base)
    place = _cells_of(rows)
    answered, enough = (rows["n"] > 0).to_numpy(bool), (rows["n"] >= minimum_base).to_numpy(bool)
    base = np.array([cell in hidden_cells for cell in place]) & answered
    number = dict(zip(_cells_of(cells), cells["n"].astype(float), strict=True))
    size = pd.Series([number.get(cell, 0.0) for cell in place], index=rows.index)
    cost = (size + 1) * _detail(rows)
    floors = share_floors(rows, minimum_base, minimum_count)
    # what other tables tell of everybody is exact for a target that everybody answered: its small bases lean on that too
    by_all = (rows["n"] == size).groupby([rows[c] for c in TARGET]).transform("all").to_numpy(bool)
    leaning = np.where((enough | by_all)[:, None], floors, 0.0)
    lattices = (share_lattice(rows, CELL, floors, block=TARGET, cost=cost),
                share_lattice(rows, CELL, leaning, block=TARGET, cost=cost, told=enough & ~base))
    hidden = base
    while True:
        before = hidden
        for lattice in lattices:
            hidden = protected(lattice, hidden, "demand")
        hidden = hidden | _leans_on_hidden(rows, hidden)
        if (hidden == before).all():
            return hidden, hidden_cells


def protect_employers(rows: pd.DataFrame, employers: pd.DataFrame | None, minimum_base: int, minimum_count: int) -> Flags:
    """Employers are few: a level (region, sector, subregion, both) is shown for a target whole or not at all.

    It is shown where every cell of it that has answers may be shown. So the levels at which employers enter the
    combined figure are exactly those shown. Where the levels shown would still give away a number in a hidden
    cell, the finest of them goes too.
    """
    answered = (rows["n"] > 0).to_numpy(bool)
    level = (rows[list(CELL)] != ALL).to_numpy() @ np.array([4, 2, 1])
    key = rows.groupby(TARGET, sort=False).ngroup().to_numpy() * 8 + level
    small = (share_floors(rows, minimum_base, minimum_count) > 0).any(axis=1)
    hidden = np.isin(key, key[small])
    told = _told_elsewhere(rows, employers)
    lattice = share_lattice(rows, CELL, _employer_floors(rows, told, minimum_base, minimum_count), block=TARGET, told=told)
    while True:
        nodes = lattice.nodes_of(hidden & answered)
        open_blocks = lattice.block[attack(lattice, nodes).in_doubt(lattice)]
        unsafe = np.zeros(len(rows), bool)
        unsafe[lattice.row[np.isin(lattice.block, open_blocks) & ~lattice.rest]] = True
        visible = unsafe & answered & ~hidden
        if not visible.any():
            check(lattice, nodes, "demand")
            return hidden
        finest = pd.Series(np.where(visible, key, -1)).groupby(key // 8).transform("max").to_numpy()
        hidden = hidden | (unsafe & (key == finest))


def _employer_floors(rows: pd.DataFrame, told: Flags, minimum_base: int, minimum_count: int) -> np.ndarray:
    """Of employers a count may be known from ``minimum_count`` (the employers table tells it); a share may not."""
    n, need = rows["n"].to_numpy(float), rows["n_need"].to_numpy(float)
    few = (n > 0) & (n < minimum_base)
    floors = [np.where((n > 0) & (n < minimum_count) & ~told, float(minimum_count), 0.0)]
    for part in (need, n - need):
        floors.append(np.where((part > 0) & (few | (part < minimum_count)), np.minimum(minimum_count, n), 0.0))
    return np.column_stack(floors)


def _told_elsewhere(rows: pd.DataFrame, employers: pd.DataFrame | None) -> Flags:
    """Rows of a sector, or the region, of which the employers table tells how many answered: all of its employers did."""
    if employers is None:
        return np.zeros(len(rows), bool)
    whole = employers[(employers["employer_type"] == ALL) & employers["shown"].astype(bool)]
    number = rows["sector"].map(whole.set_index("sector")["respondents"].astype("Float64")).astype("Float64")
    margin = (rows["career_phase"] == ALL) & (rows["subregion"] == ALL)
    return (margin & (rows["n"] > 0) & (rows["n"] == number).fillna(False)).to_numpy(bool)


def _hidden_cells(cells: pd.DataFrame, minimum_base: int) -> set[tuple[str, ...]]:
    """Cells whose number of respondents is hidden for everything."""
    lattice = count_lattice(cells, CELL, "n", minimum_base, cost=(cells["n"] + 1.0) * _detail(cells))
    rows = lattice.rows_of(show_needless(lattice, *hide_companions(lattice)))
    return {cell for cell, flag in zip(_cells_of(cells), rows, strict=True) if flag}


def _cells_of(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(rows[list(CELL)].itertuples(index=False, name=None))


def _detail(rows: pd.DataFrame) -> pd.Series:
    """Hiding a margin costs four times as much for every dimension that is not split."""
    return 4.0 ** (rows[list(CELL)] == ALL).sum(axis=1)


def _leans_on_hidden(rows: pd.DataFrame, hidden: Flags) -> Flags:
    """Rows with answers whose prior is the mean of a hidden row: prior_share and estimate would give it away."""
    whole = ((rows["career_phase"] == ALL) & (rows["subregion"] == ALL)).to_numpy(bool)
    secret = set(rows.loc[whole & hidden, [*TARGET, "sector"]].itertuples(index=False, name=None))
    if not secret:
        return np.zeros(len(rows), bool)
    mine = np.array([key in secret for key in rows[[*TARGET, "sector"]].itertuples(index=False, name=None)])
    return mine & (rows["n"] > 0).to_numpy(bool) & rows["prior_share"].notna().to_numpy(bool)


def _protect_both(demand: pd.DataFrame, hidden: Flags, both: Flags) -> Flags:
    """The combined figure is shown where the teachers' is, and the employers' too if they are in it.

    Otherwise it would give away the one that is hidden: it is the one plus a known part of the other.
    """
    keys = [*TARGET, *CELL]
    place = pd.MultiIndex.from_frame(demand.loc[both, keys])
    side = {}
    for group in (TEACHERS, EMPLOYERS):
        mine = (demand["respondent_group"] == group).to_numpy()
        index = pd.MultiIndex.from_frame(demand.loc[mine, keys])
        side[group] = (pd.Series(hidden[mine], index=index).reindex(place).fillna(True).to_numpy(bool),
                       pd.Series(demand.loc[mine, "n"].to_numpy(float), index=index).reindex(place).fillna(0).to_numpy())
    mixed = demand.loc[both, "n"].to_numpy(float) != side[TEACHERS][1]
    return side[TEACHERS][0] | (mixed & side[EMPLOYERS][0])


def protected(lattice: Lattice, start: Flags, tables: str) -> Flags:
    """Hidden rows: the sensitive ones, ``start`` and companions; attacked before they are returned."""
    hidden, witnesses = hide_companions(lattice, lattice.nodes_of(start))
    check(lattice, hidden, tables, witnesses)
    out = np.zeros(len(start), bool)
    rows = lattice.rows_of(hidden)
    out[: len(rows)] = rows
    return out
