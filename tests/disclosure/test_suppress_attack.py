"""Several tables about the same people at once: an attacker who combines them all finds nothing."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from napl_analysis.disclosure.suppression import suppress
from napl_analysis.tables import CELL
from napl_analysis.vocabulary import ALL

LEVELS = {"sector": ["po", "vo", "mbo"], "career_phase": ["startbekwaam", "vakbekwaam", "expert"]}


def region(seed: int) -> dict[str, pd.DataFrame]:
    """Two or three tables of one region of 30 to 3,000 people, in all of which every margin is listed."""
    rng = np.random.default_rng(seed)
    n = int(np.exp(rng.uniform(np.log(30), np.log(3000))))
    levels = LEVELS | {"subregion": [f"deel {i}" for i in range(rng.integers(2, 6))]}
    people = pd.DataFrame({d: rng.choice(v, n, p=rng.dirichlet([3] * len(v))) for d, v in levels.items()})
    kinds = [["sector", "career_phase"], ["subregion", "sector"], list(CELL)]
    return {f"tabel {i}": counted(people, dimensions, levels).assign(share=0.5) for i, dimensions in enumerate(kinds[: rng.integers(2, 4)])}


def counted(people: pd.DataFrame, dimensions: list[str], levels: dict[str, list[str]]) -> pd.DataFrame:
    cells = list(product(*[[ALL, *levels[d]] for d in dimensions]))
    numbers = [int(np.logical_and.reduce([np.ones(len(people), bool), *[people[d] == v for d, v in zip(dimensions, cell, strict=True) if v != ALL]]).sum())
               for cell in cells]
    return pd.DataFrame(cells, columns=dimensions).assign(n=numbers)


def narrowed(tables: dict[str, pd.DataFrame], published: dict[str, pd.DataFrame]) -> list[tuple[str, ...]]:
    """Cells under ten of which she knows that it is not 0, or that it is under ten."""
    whole = {d: [ALL, *sorted({v for t in tables.values() if d in t for v in t[d]} - {ALL})] for d in CELL}
    place = {cell: i for i, cell in enumerate(product(*whole.values()))}
    sums = []
    for axis, dimension in enumerate(CELL):
        for cell in (c for c in place if c[axis] == ALL):
            row = np.zeros(len(place))
            row[place[cell]] = 1
            for level in whole[dimension][1:]:
                row[place[*cell[:axis], level, *cell[axis + 1:]]] -= 1
            sums.append(row)
    bounds, true = np.column_stack([np.zeros(len(place)), np.full(len(place), 1e5)]), {}
    for name, table in tables.items():
        for row, visible in zip(table.to_dict("records"), published[name]["shown"], strict=True):
            cell = tuple(row.get(d, ALL) for d in CELL)
            true[cell] = row["n"]
            if visible or row["n"] == 0:
                bounds[place[cell]] = row["n"]

    def end(cell: tuple[str, ...], sign: int) -> float:
        goal = np.zeros(len(place))
        goal[place[cell]] = sign
        return sign * linprog(goal, A_eq=np.array(sums), b_eq=np.zeros(len(sums)), bounds=bounds).fun

    return [cell for cell, n in true.items() if 0 < n < 10 and (end(cell, 1) > 1e-3 or end(cell, -1) < 10 - 1e-3)]


@pytest.mark.parametrize("seed", [*range(6), 8, 12, 18, 22, 26])
def test_tables_together_give_nothing_away(seed: int) -> None:
    tables = region(seed)
    assert narrowed(tables, suppress(tables)) == []


def test_tables_protected_apart_do_give_something_away() -> None:
    """So the attack can fail."""
    found = [narrowed(tables, {name: suppress({name: t})[name] for name, t in tables.items()}) for tables in map(region, range(4))]
    assert any(found)
