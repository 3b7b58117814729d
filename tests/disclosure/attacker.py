"""An attacker who knows only what is published. Written apart from the gate, so that they cannot share a mistake.

She sets up one linear programme from the published frames: unknown are the numbers with and without a need in
every cell she cannot see (respondents of whom a dimension is unknown included); known is every shown row.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

from napl_analysis.tables import CELL
from napl_analysis.vocabulary import ALL

UNKNOWN = "?"


class Attack:
    """One target and one group of respondents of a published demand table.

    ``extra`` holds counts that other tables tell: cell to number of respondents.
    """

    def __init__(self, published: pd.DataFrame, nobody: set[tuple[str, ...]], extra: dict[tuple[str, ...], float] | None = None) -> None:
        self.known: dict[tuple[tuple[str, ...], str], float] = {}
        for row in published.itertuples():
            cell = (row.sector, row.career_phase, row.subregion)
            if row.shown:
                self.known[cell, "yes"], self.known[cell, "no"] = float(row.n_need), float(row.n - row.n_need)
        for cell in nobody:
            self.known[cell, "yes"] = self.known[cell, "no"] = 0.0
        self.extra = extra or {}
        levels = [[ALL, *sorted(set(published[d]) - {ALL}), UNKNOWN] for d in CELL]
        self.place = {key: i for i, key in enumerate(product(product(*levels), ("yes", "no")))}
        self.rows, self.right = self._sums(levels)
        self.bounds = np.column_stack([np.zeros(len(self.place)), np.full(len(self.place), 1e5)])
        for key, value in self.known.items():
            self.bounds[self.place[key]] = value
        self.tables: list[np.ndarray] = []

    def _sums(self, levels: list[list[str]]) -> tuple[sparse.csr_array, np.ndarray]:
        data, row, column, right = [], [], [], []

        def say(parts: list[tuple[float, int]], total: float) -> None:
            for factor, place in parts:
                data.append(factor), row.append(len(right)), column.append(place)
            right.append(total)

        for axis in range(3):
            for others in product(*(levels[:axis] + levels[axis + 1:])):
                for answer in ("yes", "no"):
                    cells = [(*others[:axis], level, *others[axis:]) for level in levels[axis]]
                    say([(1.0 if i == 0 else -1.0, self.place[c, answer]) for i, c in enumerate(cells)], 0.0)
        for cell, number in self.extra.items():
            say([(1.0, self.place[cell, "yes"]), (1.0, self.place[cell, "no"])], number)
        return sparse.csr_array((data, (row, column)), shape=(len(right), len(self.place))), np.array(right)

    def narrowed(self, cell: tuple[str, ...], answers: tuple[str, ...], threshold: float) -> bool:
        """Can she exclude that the number of these answers in a cell is 0, or that it reaches the threshold?

        Every solution is a table that fits what is published; those found before are looked at first.
        """
        goal = np.zeros(len(self.place))
        for answer in answers:
            goal[self.place[cell, answer]] = 1.0
        return not (self._possible(goal, lambda value: value < 1e-3) and self._possible(-goal, lambda value: value < 1e-3 - threshold))

    def _possible(self, goal: np.ndarray, wanted: Callable[[float], bool]) -> bool:
        if any(wanted(float(goal @ table)) for table in self.tables):
            return True
        end = linprog(goal, A_eq=self.rows, b_eq=self.right, bounds=self.bounds, method="highs")
        assert end.status == 0, "what is published contradicts itself"
        self.tables.append(end.x)
        return wanted(float(end.fun))


def recovered(raw: pd.DataFrame, published: pd.DataFrame, *, minimum_base: int = 10, minimum_count: int = 5, minimum_known: int | None = None,
              extra: dict[tuple[str, ...], float] | None = None) -> list[tuple[str, ...]]:
    """Protected numbers of one target and group that the attacker can narrow down too far.

    A number below its threshold must look as if it could be 0 and could reach the threshold; of a base that
    another table tells (a plain count, from 5), both numbers in it must. ``minimum_known`` is the size from which
    a base by itself may be known (default: ``minimum_base``).
    """
    floor = minimum_base if minimum_known is None else minimum_known
    cells = [tuple(c) for c in raw[list(CELL)].itertuples(index=False, name=None)]
    nobody = {cell for cell, n in zip(cells, raw["n"], strict=True) if n == 0}
    attack = Attack(published, nobody, extra)
    out: list[tuple[str, ...]] = []
    for cell, n, need, visible in zip(cells, raw["n"], raw["n_need"], published["shown"], strict=True):
        for answers, number, threshold in ((("yes", "no"), n, floor), (("yes",), need, minimum_count), (("no",), n - need, minimum_count)):
            told = cell in attack.extra and not visible
            if told and answers == ("yes", "no"):
                continue
            if not 0 < number < threshold and not (told and 0 < n < minimum_base and number > 0):
                continue
            if visible or attack.narrowed(cell, answers, threshold):
                out.append((*cell, "+".join(answers)))
    return out
