"""The attack on our own tables: what can be worked out about every hidden count (linear programming, HiGHS).

The attacker knows every shown count, every sum (`lattice`), that counts are not negative, and even in which
cells nobody answered. A sensitive count is safe when, as far as she can tell, it could be 0 and it could be as
large as the threshold. A count that is hidden only to protect others is large enough to be shown; it need not look like 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from napl_analysis.disclosure.lattice import Flags, Floats, Lattice
from napl_analysis.findings import DisclosureError, Place

EPSILON = 1e-3  # respondents


@dataclass
class Intervals:
    """Values of each node that the attacker cannot exclude: the extremes of tables that fit what is published.

    ``witnesses`` are those tables, so that anybody can check them: see `witnessed`.
    """

    low: Floats
    high: Floats
    witnesses: list[Floats] = field(default_factory=list)

    @classmethod
    def truth(cls, lattice: Lattice) -> Intervals:
        """What is certain before any attack: the true table fits."""
        return cls(lattice.counts.copy(), lattice.counts.copy())

    def add(self, table: Floats) -> None:
        """Another table that fits."""
        np.minimum(self.low, table, out=self.low)
        np.maximum(self.high, table, out=self.high)
        self.witnesses.append(table.astype(np.float32))

    def in_doubt(self, lattice: Lattice) -> Flags:
        """Sensitive nodes not shown to be safe."""
        return lattice.sensitive & ((self.low > EPSILON) | (self.high < lattice.threshold - EPSILON))


def attack(lattice: Lattice, hidden: Flags, found: Intervals | None = None) -> Intervals:
    """The attacker's intervals of the sensitive nodes (of others: what was seen on the way).

    One linear programme asks about many nodes at once, in all blocks together; nodes that stay in doubt are
    asked one by one (one of every block at a time). A node that is still in doubt afterwards is unsafe, or in a
    block with one that is.

    Parameters
    ----------
    hidden
        Nodes whose count is not published (rests never are).
    found
        Intervals already known to hold; extended.
    """
    found = found or Intervals.truth(lattice)
    tables = Tables(lattice, hidden)
    if tables.size:
        _until_sure(tables, found, lattice.block, lambda: lattice.sensitive & (found.low > EPSILON), tables.lowest)
        _until_sure(tables, found, lattice.block, lambda: lattice.sensitive & (found.high < lattice.threshold - EPSILON), tables.highest)
    return found


def witnessed(lattice: Lattice, hidden: Flags, witnesses: Sequence[Floats]) -> Intervals:
    """Intervals from tables of which it is checked, sum by sum, that they fit all that is published."""
    found = Intervals.truth(lattice)
    shown = ~(hidden | lattice.rest) | lattice.known
    scale = max(float(lattice.counts.max(initial=0.0)), 1.0)
    for witness in witnesses:
        table = np.where(shown, lattice.counts, np.where(np.abs(witness) < 1e-4, 0.0, witness))
        unchanged = np.abs(witness - lattice.counts)[shown].max(initial=0.0) < 1e-3
        adds_up = np.abs(lattice.lines @ table).max(initial=0.0) < 1e-4 * scale
        if unchanged and adds_up and (table >= 0).all():
            found.add(table)
    return found


def check(lattice: Lattice, hidden: Flags, tables: str, witnesses: Sequence[Floats] = ()) -> None:
    """Refuses tables from which a hidden count could be worked out.

    Parameters
    ----------
    witnesses
        Tables said to fit all that is published; checked first, so that only what they leave open is attacked.

    Raises
    ------
    DisclosureError
        Naming the tables that clash. Never says which cell, or its count.
    """
    found = attack(lattice, hidden, witnessed(lattice, hidden, witnesses))
    unsafe = found.in_doubt(lattice) | (lattice.sensitive & ~hidden)
    if unsafe.any():
        raise DisclosureError(
            "uit wat deze tabellen tonen is een verborgen aantal te herleiden. Er is niets gepubliceerd.",
            "Voeg loopbaanfasen of deelregio's samen in regio.yml en draai opnieuw.", Place(file=tables))


def _until_sure(tables: Tables, found: Intervals, block: np.ndarray, doubt: Callable[[], Flags], ask: Callable[[Flags], Floats]) -> None:
    """Ask about all nodes in doubt at once while that helps; then about one of each block at a time.

    A block of which one node proves unsafe is lost: nothing more is asked about it.
    """
    lost = ~tables.inside
    while True:
        open_nodes = doubt() & ~lost
        if not open_nodes.any():
            return
        found.add(ask(open_nodes))
        if (doubt() & ~lost).sum() == open_nodes.sum():
            places = np.flatnonzero(open_nodes)
            _, first = np.unique(block[places], return_index=True)
            single = np.zeros(len(block), bool)
            single[places[first]] = True
            found.add(ask(single))
            lost |= np.isin(block, block[single & doubt()])


class Tables:
    """Tables that fit what is published, extreme in chosen nodes."""

    def __init__(self, lattice: Lattice, hidden: Flags) -> None:
        self.inside = (hidden | lattice.rest) & ~lattice.known
        self.nodes = np.flatnonzero(self.inside)
        self.size = len(self.nodes) if (hidden & ~lattice.rest & ~lattice.known).any() else 0
        self.truth = lattice.counts
        self.counts, self.block = lattice.counts[self.nodes], lattice.block[self.nodes]
        self.lines = lattice.lines[:, self.nodes]
        self.enough = np.maximum(lattice.threshold[self.nodes], self.counts + 1)  # far enough to show that a node can move
        self.most = 10 * (lattice.counts.max(initial=0.0) + lattice.threshold.max(initial=0.0))

    def lowest(self, nodes: Flags) -> Floats:
        """A table with the lowest sum of these nodes."""
        chosen = nodes[self.nodes]
        here, lines = self._blocks_of(chosen)
        return self._solve(here, chosen[here].astype(float), A_eq=lines, b_eq=lines @ self.counts[here], bounds=(0, self.most))

    def highest(self, nodes: Flags) -> Floats:
        """A table with the highest sum of min(node, far enough): every node that can get there counts alike."""
        here, lines = self._blocks_of(nodes[self.nodes])
        chosen = np.flatnonzero(nodes[self.nodes][here])
        pick = sparse.csr_array((np.ones(len(chosen)), (np.arange(len(chosen)), chosen)), shape=(len(chosen), len(here)))
        capped = sparse.hstack([-pick, sparse.eye_array(len(chosen))], format="csr")
        wide = sparse.hstack([lines, sparse.csr_array((lines.shape[0], len(chosen)))], format="csr")
        limit = np.r_[np.full(len(here), self.most), self.enough[here][chosen]]
        return self._solve(here, np.r_[np.zeros(len(here)), -np.ones(len(chosen))], A_eq=wide, b_eq=lines @ self.counts[here],
                           A_ub=capped, b_ub=np.zeros(len(chosen)), bounds=np.column_stack([np.zeros(len(limit)), limit]))

    def _blocks_of(self, chosen: Flags) -> tuple[np.ndarray, sparse.csr_array]:
        """Places of all nodes in the blocks of these, and their lines: the other blocks need no solving."""
        here = np.flatnonzero(np.isin(self.block, self.block[chosen]))
        lines = self.lines[:, here]
        return here, lines[np.flatnonzero(np.diff(lines.indptr))]

    def _solve(self, here: np.ndarray, objective: Floats, **programme: Any) -> Floats:
        found = linprog(objective, method="highs", **programme)
        if found.x is None:  # the true table always fits: without a solution the sums themselves are wrong
            raise DisclosureError("De controle op herleidbaarheid kon niet worden uitgevoerd.",
                                  "Draai de analyse opnieuw; blijft dit, meld het de makers.")
        table = self.truth.copy()
        table[self.nodes[here]] = found.x[: len(here)]
        return table
