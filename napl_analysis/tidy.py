"""What a tidy table is: columns with a kind, a meaning and closed lists; `conform` holds a frame to it.

A missing value is missing (``<NA>``/NaN), never 0, "" or -1. A room hands over a table through `conform`,
which puts the columns in order, sets the types and checks keys and values with pandera; what comes out
is what the next room may rely on. The tables themselves: `napl_analysis.tables`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from napl_analysis.findings import InputError

DIGITS = 10  # significant digits of a published figure; what comes after them depends on the machine
DTYPES = {"text": "str", "integer": "Int64", "number": "float64", "yesno": "boolean"}


@dataclass(frozen=True)
class Column:
    """A column: its kind (text, integer, number, yesno), its meaning in Dutch, and its closed list of codes."""

    name: str
    kind: str
    meaning: str
    values: tuple[str, ...] | None = None
    required: bool = False  # may it never be missing?
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """A table: what one row is, its key, its columns."""

    name: str
    title: str
    one_row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """The table without rows, with the right types."""
        return pd.DataFrame({c.name: pd.Series(dtype=DTYPES[c.kind]) for c in self.columns})

    def schema(self) -> pa.DataFrameSchema:
        """The pandera schema; columns beyond those named are refused."""
        return pa.DataFrameSchema(
            {c.name: pa.Column(DTYPES[c.kind], _checks(c), nullable=not c.required) for c in self.columns},
            unique=list(self.key) or None, strict=True, name=self.name,
        )


def _checks(column: Column) -> list[pa.Check]:
    checks = []
    if column.values is not None:
        checks.append(pa.Check.isin(column.values))
    if column.low is not None:
        checks.append(pa.Check.ge(column.low))
    if column.high is not None:
        checks.append(pa.Check.le(column.high))
    return checks


def conform(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The frame with the table's columns, in order, typed and checked; absent optional columns come in as missing.

    Raises
    ------
    InputError
        Naming the table, the columns and the first offending rows.
    """
    unknown = [c for c in frame.columns if c not in table.names]
    absent = [c.name for c in table.columns if c.required and c.name not in frame.columns]
    if unknown or absent:
        raise InputError(
            f"Tabel {table.name}: onbekende kolommen {unknown}, ontbrekende kolommen {absent}.",
            "Dit hoort niet voor te komen; meld het de makers met bevindingen.xlsx.")
    typed = frame.reindex(columns=table.names)
    for column in table.columns:
        typed[column.name] = _cast(typed[column.name], column.kind)
    try:
        return table.schema().validate(typed, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case", "index"]].head(5)
        detail = "; ".join(f"{r.column} {r.check}: {r.failure_case} (rij {r.index})" for r in cases.itertuples())
        raise InputError(f"Tabel {table.name} klopt niet: {detail}.",
                         "Kijk de genoemde kolommen na in het bronbestand.") from error


def _cast(values: pd.Series, kind: str) -> pd.Series:
    if kind == "text":
        return values.astype("object").where(values.notna(), None).astype("str")
    if kind == "number":
        return pd.to_numeric(values).astype("float64")
    return values.astype(DTYPES[kind])


def settled(frame: pd.DataFrame) -> pd.DataFrame:
    """Figures to `DIGITS` significant digits: sums in another order (another Python, another processor) end alike."""
    floats = [c for c in frame.columns if pd.api.types.is_float_dtype(frame[c].dtype)]
    return frame.assign(**{c: frame[c].map(_rounded, na_action="ignore").astype(frame[c].dtype) for c in floats})


def _rounded(value: float) -> float:
    return 0.0 if abs(value) < 1e-12 else float(f"{value:.{DIGITS}g}")
