"""What the analyst can merge so that less has to be hidden: proposed, never done for her."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from napl_analysis.disclosure.lattice import count_lattice
from napl_analysis.disclosure.protect import hide_companions
from napl_analysis.findings import Finding, Severity
from napl_analysis.tables import CELL
from napl_analysis.vocabulary import ALL, PHASES

MERGE_COLUMNS = ["dimension", "first", "second", "cells", "hidden", "cells_now", "hidden_now"]
_NAMES = {"career_phase": "loopbaanfasen", "subregion": "deelregio's"}


def propose_merges(demand: pd.DataFrame, *, minimum_base: int = 10) -> pd.DataFrame:
    """Merging two neighbouring career phases, or two subregions: how many cells would still be hidden?

    Parameters
    ----------
    demand
        The raw demand table; teachers' cells of the target that most of them answered.

    Returns
    -------
    DataFrame
        dimension, first, second, cells and hidden after merging, cells_now and hidden_now; only mergers that
        show a larger part of the cells, the one that leaves most to be seen first. Holds no count of respondents.
    """
    teachers = demand[demand["respondent_group"] == "leraar"]
    whole = teachers[(teachers[list(CELL)] == ALL).all(axis=1)].sort_values("n", ascending=False, kind="stable")
    if whole.empty:
        return pd.DataFrame(columns=MERGE_COLUMNS)
    cells = teachers[(teachers[["kind", "target_id"]] == whole[["kind", "target_id"]].iloc[0]).all(axis=1)][[*CELL, "n"]]
    cells_now, hidden_now = _hidden(cells, minimum_base)
    rows = []
    for dimension, first, second in _candidates(cells):
        merged = cells.assign(**{dimension: cells[dimension].replace({second: first})}).groupby(list(CELL), as_index=False)["n"].sum()
        rows.append((dimension, first, second, *_hidden(merged, minimum_base), cells_now, hidden_now))
    table = pd.DataFrame(rows, columns=MERGE_COLUMNS)
    table = table[table["hidden"] / table["cells"].clip(lower=1) < hidden_now / max(cells_now, 1)]
    order = (table["hidden"] - table["cells"]).sort_values(kind="stable").index  # most cells to be seen
    return table.loc[order].reset_index(drop=True)


def merge_findings(proposals: pd.DataFrame, *, most: int = 3) -> list[Finding]:
    """The best proposals as findings that ask for a decision."""
    return [Finding(
        rule="samenvoegen_voorstel", severity=Severity.DECIDE, column=row.dimension,
        message=(f"Van de {row.cells_now} cellen (sector, loopbaanfase, deelregio) blijven er {row.hidden_now} verborgen, omdat groepen klein zijn. "
                 f"Met de {_NAMES[row.dimension]} '{row.first}' en '{row.second}' samen zijn dat er {row.hidden} van {row.cells}."),
        action=("Voeg ze samen onder 'deelregios' in regio.yml, als die gebieden bij elkaar passen." if row.dimension == "subregion"
                else "Overweeg deze fasen in de vragenlijst of in 'loopbaanfasen' in regio.yml samen te nemen."))
        for row in proposals.head(most).itertuples()]


def _candidates(cells: pd.DataFrame) -> list[tuple[str, str, str]]:
    phases = [p for p in PHASES.codes if p in set(cells["career_phase"])]
    places = sorted(set(cells["subregion"]) - {ALL})
    return [("career_phase", a, b) for a, b in pairwise(phases)] + [("subregion", a, b) for a, b in combinations(places, 2)]


def _hidden(cells: pd.DataFrame, minimum_base: int) -> tuple[int, int]:
    """Cells with answers, and how many of them are hidden."""
    cells = cells.reset_index(drop=True)
    lattice = count_lattice(cells, CELL, "n", minimum_base, cost=(cells["n"] + 1.0) * 4.0 ** (cells[list(CELL)] == ALL).sum(axis=1))
    hidden, _ = hide_companions(lattice)
    rows = np.zeros(len(cells), bool)
    found = lattice.rows_of(hidden)
    rows[: len(found)] = found
    return int((cells["n"] > 0).sum()), int(rows.sum())
