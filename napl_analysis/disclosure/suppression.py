"""Small counts out of any set of tables, and whatever else would give them away.

A count is shown from ``minimum_count`` unweighted respondents, a share or mean from ``minimum_base``; a row
is shown whole or not at all, so no share is ever computed from a hidden count.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis.disclosure.audit import check
from napl_analysis.disclosure.lattice import Flags, linked_lattice
from napl_analysis.disclosure.protect import hide_companions, show_needless
from napl_analysis.findings import DisclosureError, Place
from napl_analysis.vocabulary import ALL

COUNT_COLUMNS = ("n", "respondents", "count", "aantal", "n_need", "statements")
ADDITIVE = ("sector", "career_phase", "subregion", "age_band", "role", "employer_type", "municipality_code")
_MARKS = ("shown", "hidden_why")
_NUMBERED = ("year", "jaar")  # numbers that name a cell


def suppress(tables: dict[str, pd.DataFrame], *, minimum_count: int = 5, minimum_base: int = 10) -> dict[str, pd.DataFrame]:
    """Tables with ``shown``, hidden rows emptied, and nothing hidden that can be worked out from the rest.

    Parameters
    ----------
    tables
        Each with text columns that say which cell a row is, with "alle" for a margin, and a column of unweighted
        respondents: n, respondents, count or aantal. A dimension that a table lacks stands for its margin, so
        tables about the same respondents (the same count in the cells they share) protect each other. A table
        without such a count passes with every row shown. A number within a row's count (n_need) goes with its
        row; to keep small ones from being shown too, use `napl_analysis.disclosure.gate.protect_year`.
    minimum_count
        Rows of a table that holds counts only are shown from this number.
    minimum_base
        Rows of a table with other figures (shares, means) are shown from this number.

    Returns
    -------
    dict
        The same tables, rows in the same order; ``shown`` is added, and a hidden row keeps only its text columns.

    Raises
    ------
    DisclosureError
        The result does not hold against the attack of `napl_analysis.disclosure.audit`, or a table has the same
        cell twice.
    """
    parts = {name: _nodes(name, table, minimum_count, minimum_base) for name, table in tables.items() if _count_column(table)}
    hidden = {name: np.zeros(len(table), bool) for name, table in tables.items()}
    for names in _linked(parts):
        for name, flags in _protect({name: parts[name] for name in names}).items():
            hidden[name] = flags
    return {name: _emptied(table, hidden[name]) for name, table in tables.items()}


def _count_column(table: pd.DataFrame) -> str | None:
    return next((c for c in COUNT_COLUMNS[:4] if c in table.columns), None)


def _keys(table: pd.DataFrame) -> list[str]:
    numbers = set(table.select_dtypes(["number", "boolean"]).columns) - set(_NUMBERED)
    return [c for c in table.columns if c not in numbers and c not in _MARKS]


def _nodes(name: str, table: pd.DataFrame, minimum_count: int, minimum_base: int) -> pd.DataFrame:
    """The table's cells with their count and the threshold that holds for it."""
    count = _count_column(table)
    keys = _keys(table)
    if table.duplicated(keys).any():
        raise DisclosureError("dezelfde cel staat er twee keer in.", "Geef elke cel een eigen rij.", Place(file=name))
    figures = [c for c in table.select_dtypes(include="number").columns if c not in (*COUNT_COLUMNS, *_NUMBERED)]
    return table[keys].assign(_count=table[count].astype("Float64").fillna(0).to_numpy(float),
                              _threshold=minimum_base if figures else minimum_count).reset_index(drop=True)


def _linked(parts: dict[str, pd.DataFrame]) -> list[list[str]]:
    """Groups of tables that count the same respondents: alike in what does not add up, and in every shared cell."""
    groups: list[list[str]] = []
    for name in parts:
        home = next((g for g in groups if all(_same_people(parts[name], parts[other]) for other in g)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return groups


def _same_people(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """The tables agree wherever they can be compared: in the cells of the dimensions they share.

    Margins must be equal; parts listed without their margin never exceed the margin in the other table.
    """
    dimensions = _dimensions({"": one, " ": other})
    if {c for c in one.columns if c not in dimensions} != {c for c in other.columns if c not in dimensions}:
        return False
    common = [d for d in dimensions if d in one.columns and d in other.columns]
    keys = [c for c in one.columns if c in common or (c not in dimensions and not c.startswith("_"))]
    (first, first_exact), (second, second_exact) = (_over(t, [d for d in dimensions if d in t.columns and d not in common], keys) for t in (one, other))
    shared = first.index.intersection(second.index)
    off = first.loc[shared].to_numpy() - second.loc[shared].to_numpy()
    if first_exact == second_exact:
        return len(shared) > 0 and not off.any()
    return len(shared) > 0 and not ((off < 0) if first_exact else (off > 0)).any()


def _over(part: pd.DataFrame, extra: list[str], keys: list[str]) -> tuple[pd.Series, bool]:
    """The table's counts over the dimensions that another table lacks: from its margins, or as a sum."""
    margins = part[(part[extra] == ALL).all(axis=1)] if extra else part
    rows = margins if len(margins) else part[(part[extra] != ALL).all(axis=1)]
    sums = rows.groupby(keys, sort=False)["_count"].sum() if keys else rows["_count"].groupby(lambda _: 0).sum()
    return sums, len(margins) > 0


def _dimensions(parts: dict[str, pd.DataFrame]) -> list[str]:
    """Columns that add up: those with a margin in some table, and the known ones."""
    columns = dict.fromkeys(c for part in parts.values() for c in part.columns if not c.startswith("_"))
    return [c for c in columns if c in ADDITIVE or any(c in p and (p[c] == ALL).any() for p in parts.values())]


def _filled(part: pd.DataFrame, dimensions: list[str]) -> pd.DataFrame:
    return part.assign(**{d: ALL for d in dimensions if d not in part.columns})


def _protect(parts: dict[str, pd.DataFrame]) -> dict[str, Flags]:
    dimensions = _dimensions(parts)
    stacked = pd.concat([_filled(part, dimensions).assign(_table=name) for name, part in parts.items()], ignore_index=True)
    keys = [c for c in stacked.columns if not c.startswith("_")]
    number = stacked.groupby(keys, sort=False, dropna=False).ngroup().to_numpy() if keys else np.zeros(len(stacked), int)
    first = stacked.drop_duplicates(keys) if keys else stacked.head(1)
    strict = stacked["_threshold"].groupby(number).max().to_numpy(float)
    lattice = linked_lattice(first[[*keys, "_count"]].reset_index(drop=True), dimensions, "_count", strict)
    hidden = show_needless(lattice, *hide_companions(lattice))
    check(lattice, hidden, ", ".join(parts))
    flags = hidden[number]
    return {name: flags[(stacked["_table"] == name).to_numpy()] for name in parts}


def _emptied(table: pd.DataFrame, hidden: Flags) -> pd.DataFrame:
    out, keys = table.copy(), _keys(table)
    for column in out.columns:
        if column not in keys and column not in _MARKS:
            values = out[column]
            out[column] = (values.astype("Int64") if pd.api.types.is_integer_dtype(values) else values).mask(hidden)
    return out.assign(shown=pd.array(~hidden, dtype="boolean"))
