"""Which further rows to hide so that no sensitive count can be worked out (complementary suppression).

The linear-programming heuristic of Kelly, Golden and Assad (1992) and Fischetti and Salazar-González (2000): for
each sensitive count, the cheapest way in which the table could have a 0 there, and a count as large as the
threshold, shows which rows must be hidden with it. Afterwards rows that turn out not to be needed are shown again.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from napl_analysis.disclosure.audit import EPSILON, Intervals, Tables, attack, witnessed
from napl_analysis.disclosure.lattice import Flags, Floats, Lattice
from napl_analysis.findings import DisclosureError

_STILL = 1e-7  # a count that moves less does not move


def hide_companions(lattice: Lattice, start: Flags | None = None) -> tuple[Flags, list[Floats]]:
    """Nodes to hide: rows with a sensitive count, those in ``start``, and companions until all are safe.

    Parameters
    ----------
    start
        Nodes that are hidden anyway (whole rows).

    Returns
    -------
    hidden, witnesses
        ``witnesses`` are tables that fit all that stays shown, and prove it safe (`audit.witnessed`).
    """
    hidden = lattice.whole_rows(lattice.sensitive if start is None else lattice.sensitive | start)
    found = Intervals.truth(lattice)
    while True:
        _ask_once(lattice, Tables(lattice, hidden), found)
        doubt = found.in_doubt(lattice)
        if not doubt.any():
            return hidden, found.witnesses
        one = _one_a_block(lattice, doubt)
        low_end = one & (found.low > EPSILON)
        goal = np.where(low_end, 0.0, lattice.threshold)
        more = lattice.whole_rows(_move_cheaply(lattice, hidden, one, goal, found))
        solved = np.where(low_end, found.low <= EPSILON, found.high >= lattice.threshold - EPSILON)
        stuck = np.isin(lattice.block, lattice.block[one & ~solved]) & ~lattice.rest & ~lattice.known
        if stuck.any():  # nothing can move with it: hide its table whole
            more = more | lattice.whole_rows(stuck)
            if not (more & ~hidden).any():
                raise DisclosureError("Deze tabel is niet te beschermen.", "Voeg groepen samen en draai opnieuw.")
        hidden = hidden | more


def show_needless(lattice: Lattice, hidden: Flags, witnesses: Sequence[Floats] = ()) -> Flags:
    """Fewer hidden nodes: rows that protect nobody are shown again, the dearest first.

    One row of every block is tried at a time; it stays shown where all sensitive counts of its block stay safe.

    Parameters
    ----------
    witnesses
        Tables from `hide_companions`: those in which the row has its true count still prove others safe.
    """
    tried = lattice.rest | lattice.whole_rows(lattice.sensitive) | ~hidden
    proofs = list(witnesses)
    while True:
        loss = np.where(tried, -1.0, lattice.cost)
        order = np.lexsort((np.arange(len(loss)), -loss))
        _, first = np.unique(lattice.block[order], return_index=True)
        one = np.zeros(len(loss), bool)
        one[order[first]] = loss[order[first]] >= 0
        if not one.any():
            return hidden
        one = lattice.whole_rows(one)
        tried |= one
        here = np.isin(lattice.block, lattice.block[one])
        part = lattice.part(here)
        fewer = (hidden & ~one)[here]
        found = attack(part, fewer, witnessed(part, fewer, [table[here] for table in proofs]))
        if here.all():
            proofs = found.witnesses
        failed = np.isin(lattice.block, part.block[found.in_doubt(part)])
        hidden = hidden & ~(one & ~failed)


def _ask_once(lattice: Lattice, tables: Tables, found: Intervals) -> None:
    """One programme for all low ends in doubt, one for all high ends."""
    if not tables.size:
        return
    for doubt, ask in ((lattice.sensitive & (found.low > EPSILON), tables.lowest),
                       (lattice.sensitive & (found.high < lattice.threshold - EPSILON), tables.highest)):
        if (doubt & tables.inside).any():
            found.add(ask(doubt))


def _one_a_block(lattice: Lattice, nodes: Flags) -> Flags:
    """Of each block the smallest of these nodes: it is the hardest to hide."""
    places = np.flatnonzero(nodes)
    places = places[np.lexsort((places, lattice.counts[places]))]
    _, first = np.unique(lattice.block[places], return_index=True)
    one = np.zeros(len(nodes), bool)
    one[places[first]] = True
    return one


def _move_cheaply(lattice: Lattice, hidden: Flags, nodes: Flags, goal: Floats, found: Intervals) -> Flags:
    """Nodes that must move when each of ``nodes`` takes its goal, at the lowest cost; adds the table to ``found``."""
    here = np.isin(lattice.block, lattice.block[nodes])
    part, chosen = lattice.part(here), nodes[here]
    free = hidden[here] | part.rest
    cost = np.where(free, 1e-4, part.cost + 1e-4)
    move = goal[here] - part.counts
    up = np.where(part.known, 0.0, np.inf)
    down = np.where(part.known, 0.0, part.counts)
    least_up, least_down = np.where(chosen, np.maximum(move, 0), 0.0), np.where(chosen, np.maximum(-move, 0), 0.0)
    up, down = np.where(chosen, least_up, up), np.where(chosen, least_down, down)
    solved = linprog(np.r_[cost, cost], A_eq=sparse.hstack([part.lines, -part.lines], format="csr"), b_eq=np.zeros(part.lines.shape[0]),
                     bounds=np.column_stack([np.r_[least_up, least_down], np.r_[up, down]]), method="highs")
    out = np.zeros(len(hidden), bool)
    if solved.x is not None:
        size = len(part.counts)
        moved = solved.x[:size] - solved.x[size:]
        places = np.flatnonzero(here)
        out[places] = np.abs(moved) > _STILL
        table = lattice.counts.copy()
        table[places] += moved
        found.add(table)
    return out & ~lattice.rest
