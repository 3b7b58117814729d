"""Published counts as a system of equations: what anybody can add up and subtract.

A node is a count: a cell, a margin ("alle"), or the rest of a margin of which the split is unknown (a respondent
without a career phase stands in "alle" only). A line is a sum that holds: a margin is the sum of its parts and
its rest; those with a need and those without are all respondents. A row of a table is hidden or shown with all
its nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from napl_analysis.vocabulary import ALL

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Lattice:
    """Nodes with their counts, and what holds between them.

    Attributes
    ----------
    counts
        The true counts.
    lines
        Sums that are 0: +1 for a margin, -1 for its parts.
    block
        Number of the separate table a node is in: no line connects two.
    cost
        What hiding a node loses.
    threshold
        A positive value marks a sensitive count: hidden, it must look as if it could be 0 or this large.
    known
        The attacker knows the count, whatever is hidden: nobody is counted here, or it is told elsewhere.
    row
        The row of the table a node came from; -1 for a rest, which is published nowhere.
    """

    counts: Floats
    lines: sparse.csr_array
    block: Places
    cost: Floats
    threshold: Floats
    known: Flags
    row: Places

    @property
    def rest(self) -> Flags:
        return self.row < 0

    @property
    def sensitive(self) -> Flags:
        return self.threshold > 0

    def part(self, nodes: Flags) -> Lattice:
        """The lattice of whole blocks."""
        lines = self.lines[:, np.flatnonzero(nodes)]
        lines = lines[np.flatnonzero(abs(lines).sum(axis=1) > 0)]
        return Lattice(self.counts[nodes], lines, self.block[nodes], self.cost[nodes], self.threshold[nodes], self.known[nodes], self.row[nodes])

    def whole_rows(self, nodes: Flags) -> Flags:
        """All nodes of the rows that these nodes are in; rests are in none."""
        return self.nodes_of(self.rows_of(nodes))

    def rows_of(self, nodes: Flags) -> Flags:
        """Rows with one of these nodes."""
        rows = np.zeros(self.row.max(initial=-1) + 1, bool)
        rows[self.row[nodes & ~self.rest]] = True
        return rows

    def nodes_of(self, rows: Flags) -> Flags:
        """The nodes of these rows."""
        return np.where(self.rest, False, rows[np.maximum(self.row, 0)]) if len(rows) else np.zeros(len(self.row), bool)


def count_lattice(frame: pd.DataFrame, dimensions: Sequence[str], count: str, minimum: int, *,
                  block: Sequence[str] = (), cost: pd.Series | None = None) -> Lattice:
    """The lattice of a table of counts with margins.

    Parameters
    ----------
    frame
        Unique by ``block`` and ``dimensions``; a combination that is absent counts 0.
    dimensions
        Columns that add up, with "alle" for the margin.
    minimum
        Counts from 1 to below this are sensitive.
    block
        Columns that do not add up: every combination is a table of its own.
    cost
        What hiding a row loses (default: its count plus one, so margins are dear).
    """
    counts, row, lines, number = _dense(frame, dimensions, count, block)
    loss = _loss(frame, count, cost, row)
    small = (counts > 0) & (counts < minimum) & (row >= 0)
    return Lattice(counts, lines, number, loss, np.where(small, float(minimum), 0.0), counts == 0, row)


def share_floors(frame: pd.DataFrame, minimum_base: int, minimum_count: int) -> Floats:
    """What a table of shares must keep hidden, for `share_lattice`: bases, and numbers with or without a need, too small to show."""
    n, need = (frame[c].to_numpy(float, na_value=0.0) for c in ("n", "n_need"))
    layers = ((n, minimum_base), (need, minimum_count), (n - need, minimum_count))
    return np.column_stack([np.where((counts > 0) & (counts < minimum), float(minimum), 0.0) for counts, minimum in layers])


def share_lattice(frame: pd.DataFrame, dimensions: Sequence[str], floors: Floats, *, block: Sequence[str] = (),
                  cost: pd.Series | None = None, told: Flags | None = None) -> Lattice:
    """The lattice of a table of shares: n respondents, of whom n_need with and the others without a need.

    Parameters
    ----------
    floors
        Rows x (n, with, without): what a sensitive number must look as if it could reach; 0 where not sensitive.
    told
        Rows of which the attacker knows n from elsewhere.
    """
    frame = frame.assign(_without=frame["n"] - frame["n_need"])
    n, row, lines, number = _dense(frame, dimensions, "n", block)
    loss = _loss(frame, "n", cost, row)
    layers = [n, *(_dense(frame, dimensions, c, block)[0] for c in ("n_need", "_without"))]
    size, identity = len(n), sparse.eye_array(len(n))
    nothing = sparse.csr_array(lines.shape)
    joined = sparse.vstack([sparse.hstack([identity, -identity, -identity]), sparse.hstack([nothing, lines, nothing]),
                            sparse.hstack([nothing, nothing, lines])], format="csr")
    threshold = np.where(row[:, None] >= 0, floors[row], 0.0) if len(floors) else np.zeros((size, 3))
    return Lattice(np.concatenate(layers), joined, np.tile(number, 3), np.r_[np.zeros(size), loss / 2, loss / 2], threshold.T.ravel(),
                   np.r_[_flags_of(told, row) | (n == 0), np.tile(n == 0, 2)], np.tile(row, 3))


def _flags_of(flags: Flags | None, row: Places) -> Flags:
    return np.zeros(len(row), bool) if flags is None else np.where(row >= 0, flags[row], False)


def linked_lattice(nodes: pd.DataFrame, dimensions: Sequence[str], count: str, minimum: Floats) -> Lattice:
    """The lattice of nodes from several tables: every margin against whatever parts of it are listed.

    Parameters
    ----------
    nodes
        Unique by its columns beside ``count``; columns beside ``dimensions`` do not add up. Where listed parts
        do not make up their margin, the rest is a node nobody publishes.
    minimum
        Per node: a count from 1 to below it is sensitive.
    """
    keys, values = nodes.drop(columns=count), nodes[count].to_numpy(float)
    rests: list[float] = []
    data, rows, columns = [], [], []
    for dimension in dimensions:
        others = [c for c in keys.columns if c != dimension]
        groups = keys.groupby(others, sort=False, dropna=False).indices if others else {(): np.arange(len(keys))}
        for places in groups.values():
            margin = places[keys[dimension].to_numpy()[places] == ALL]
            parts = np.setdiff1d(places, margin)
            if len(margin) and len(parts):
                data += [1.0, *[-1.0] * len(parts), -1.0]
                rows += [len(rests)] * (len(parts) + 2)
                columns += [margin[0], *parts, len(values) + len(rests)]
                rests.append(max(values[margin[0]] - values[parts].sum(), 0.0))
    counts = np.r_[values, rests]
    lines = sparse.csr_array((data, (rows, columns)), shape=(len(rests), len(counts)))
    touching = abs(lines)
    _, block = csgraph.connected_components(touching.T @ touching, directed=False)
    row = np.r_[np.arange(len(values)), np.full(len(rests), -1)].astype(np.int64)
    wanted = np.r_[minimum, np.zeros(len(rests))]
    return Lattice(counts, lines, block.astype(np.int64), np.r_[values + 1.0, np.zeros(len(rests))],
                   np.where((counts > 0) & (counts < wanted), wanted, 0.0), counts == 0, row)


def _dense(frame: pd.DataFrame, dimensions: Sequence[str], count: str, block: Sequence[str]) -> tuple[Floats, Places, sparse.csr_array, Places]:
    """Counts and rows on the full grid of every block, rests included, with the lines and block numbers."""
    levels = [[ALL, *sorted(set(frame[d]) - {ALL})] for d in dimensions]
    number = frame.groupby(list(block), sort=False).ngroup().to_numpy() if block else np.zeros(len(frame), int)
    row = np.full((number.max(initial=-1) + 1, *(len(v) for v in levels)), -1)
    row[(number, *(pd.Index(v).get_indexer(frame[d]) for d, v in zip(dimensions, levels, strict=True)))] = np.arange(len(frame))
    values = np.nan_to_num(frame[count].to_numpy(float, na_value=np.nan))
    counts = np.where(row >= 0, values[row], 0.0) if len(frame) else np.zeros(row.shape)
    for axis in range(1, counts.ndim):
        margin, parts = np.take(counts, [0], axis), np.delete(counts, 0, axis)
        counts = np.concatenate([counts, margin - parts.sum(axis=axis, keepdims=True)], axis=axis)
        row = np.concatenate([row, np.full_like(np.take(row, [0], axis), -1)], axis=axis)
    tables, size = len(counts), int(np.prod(counts.shape[1:]))
    lines = sparse.kron(sparse.eye_array(tables), _lines(counts.shape[1:]), format="csr") if tables else sparse.csr_array((0, 0))
    return np.maximum(counts.ravel(), 0.0), row.ravel(), lines, np.repeat(np.arange(tables), size)


def _lines(shape: tuple[int, ...]) -> sparse.csr_array:
    """Every margin minus its parts and rest, along every axis of one table."""
    position = np.arange(int(np.prod(shape))).reshape(shape)
    rows = []
    for axis, length in enumerate(shape):
        moved = np.moveaxis(position, axis, -1).reshape(-1, length)
        data = np.tile(np.r_[1.0, -np.ones(length - 1)], len(moved))
        rows.append(sparse.csr_array((data, (np.repeat(np.arange(len(moved)), length), moved.ravel())), shape=(len(moved), position.size)))
    return sparse.vstack(rows, format="csr")


def _loss(frame: pd.DataFrame, count: str, cost: pd.Series | None, row: Places) -> Floats:
    loss = frame[count].fillna(0).to_numpy(float) + 1.0 if cost is None else cost.to_numpy(float)
    return np.where(row >= 0, loss[row], 0.0) if len(loss) else np.zeros(len(row))
