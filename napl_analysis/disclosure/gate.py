"""The gate: every table that a year publishes goes through here, as one system.

The policy, in words a board can read, is in docs/methode.md. In short: a figure rests on at least
``minimum_base`` unweighted respondents, a plain count on ``minimum_count``; further cells are hidden until no
hidden one can be worked out (`protect`), the same cells for every theme and outcome where that can be; a row
that is hidden has no figures at all. `audit.check` attacks the result before it is let through.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis.disclosure import other_rows
from napl_analysis.disclosure.demand_rows import TARGET, Pattern, protect_demand
from napl_analysis.disclosure.lattice import Flags
from napl_analysis.tables import CELL, CLUSTERS, DEMAND, GAPS, PREFERENCE_SHARES, RESPONSE
from napl_analysis.vocabulary import ALL

TOO_FEW, PROTECTED = "te_weinig_antwoorden", "bescherming"
_MUNICIPALITY = ("municipality_code", "municipality", "subregion", "sector")

Tables = dict[str, pd.DataFrame]


def protect_year(tables: Tables, *, minimum_count: int = 5, minimum_base: int = 10, previous: Tables | None = None) -> Tables:
    """The year's tables as they may be published.

    Parameters
    ----------
    tables
        Any of demand, gaps, response, preference_shares, clusters, employers, municipalities, changes; other
        tables pass through unchanged.
    minimum_count, minimum_base
        The thresholds of regio.yml, on unweighted respondents.
    previous
        Last year's tables as published: a change is not shown where last year's figure was hidden.

    Returns
    -------
    dict
        The same tables, with ``shown`` and ``hidden_why``; hidden rows keep their keys only.

    Raises
    ------
    DisclosureError
        A hidden count could still be worked out; names the tables. Nothing may be published then.
    """
    out, pattern = dict(tables), Pattern.none()
    if "employers" in tables:
        out["employers"] = _apply(tables["employers"], other_rows.employers(tables["employers"], minimum_count), keys=("sector", "employer_type"))
    if "demand" in tables:
        hidden, pattern = protect_demand(tables["demand"], out.get("employers"), minimum_base, minimum_count)
        out["demand"] = _apply(tables["demand"], hidden, keys=DEMAND.key)
    flags = {
        "response": (RESPONSE.key, lambda t: other_rows.response(t, out.get("employers"), pattern, minimum_base, minimum_count)),
        "preference_shares": (PREFERENCE_SHARES.key, lambda t: other_rows.preferences(t, pattern, minimum_base, minimum_count)),
        "clusters": (CLUSTERS.key, lambda t: other_rows.clusters(t, pattern, minimum_count)),
        "gaps": (GAPS.key, lambda t: other_rows.gaps(t, out.get("demand"), minimum_base)),
        "municipalities": (_MUNICIPALITY, lambda t: other_rows.municipalities(t, out.get("gaps"), pattern)),
        "changes": ((*TARGET, *CELL), lambda t: other_rows.changes(t, out.get("demand"), previous, minimum_base)),
    }
    for name, (keys, hide) in flags.items():
        if name in tables:
            out[name] = _apply(tables[name], hide(tables[name]), keys=keys)
    if "gaps" in out:
        out["gaps"] = _ranked(out["gaps"])
    return out


def _ranked(gaps: pd.DataFrame) -> pd.DataFrame:
    """Priorities counted again over what is shown: a hole in the order would tell about a hidden row."""
    detail = (gaps[list(CELL)] == ALL).astype(int) @ [4, 2, 1]
    rank = gaps["priority"].astype("Float64").groupby(detail).rank(method="dense")
    return gaps.assign(priority=rank.astype("Int64"))


def _apply(table: pd.DataFrame, hidden: Flags, *, keys: tuple[str, ...]) -> pd.DataFrame:
    """The table with hidden rows emptied but for their keys, and ``shown`` and ``hidden_why`` set.

    Why a row is hidden is told only where nobody answered: "too few" beside "protection" would say which of two
    hidden cells is the small one.
    """
    out = table.copy()
    hidden = hidden.astype(bool)
    for column in out.columns:
        if column not in keys and column not in ("shown", "hidden_why"):
            out[column] = out[column].mask(hidden)
    count = next((c for c in ("n", "respondents") if c in table.columns), None)
    nobody = hidden & (table[count].fillna(-1) == 0).to_numpy(bool) if count else np.zeros(len(table), bool)
    why = pd.Series(PROTECTED, index=out.index, dtype="object").mask(nobody, TOO_FEW).where(hidden, None)
    out["shown"] = pd.array(~hidden, dtype="boolean")
    out["hidden_why"] = why.astype("str")
    return out


