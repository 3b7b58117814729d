"""A year's tables from counting alone: the demand of one theme, the response and the employers of a made-up region.

Estimation is left out, so that hundreds of regions can be attacked.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from napl_analysis.tables import CELL, RESPONSE, conform
from napl_analysis.vocabulary import ALL, EMPLOYER_ROLES, PHASES, SECTORS


def counted_year(seed: int) -> dict[str, pd.DataFrame]:
    """30 to 3,000 teachers, one to five subregions, a sector down to a few per cent, rare to common needs."""
    rng = np.random.default_rng(seed)
    n = int(np.exp(rng.uniform(np.log(30), np.log(3000))))
    employers = int(rng.integers(0, 20 + n // 15))
    places = [f"deel {chr(65 + i)}" for i in range(int(rng.integers(1, 6)))]
    people = _people(rng, n + employers, places)
    people["role"] = ["leraar"] * n + list(rng.choice(EMPLOYER_ROLES, employers, p=[0.7, 0.1, 0.2]))
    people.loc[people["role"] != "leraar", "career_phase"] = None
    chance = 1 / (1 + np.exp(-(rng.normal(-0.5, 1.2) + rng.normal(0, 0.5, 3)[pd.Index(SECTORS.codes).get_indexer(people["sector"].fillna("po"))])))
    people["need"] = rng.random(len(people)) < chance
    return {"demand": _demand(people, places), "response": _response(people, places), "employers": _employers(people)}


def _people(rng: np.random.Generator, size: int, places: list[str]) -> pd.DataFrame:
    missing = rng.choice([0.0, 0.03, 0.1])
    columns = {"sector": (SECTORS.codes, [4, 3, 1]), "career_phase": (PHASES.codes, [2, 4, 1]), "subregion": (places, [3] * len(places))}
    drawn = {name: rng.choice(levels, size, p=rng.dirichlet(weights)) for name, (levels, weights) in columns.items()}
    return pd.DataFrame({name: np.where(rng.random(size) < missing * (name != "sector"), None, values) for name, values in drawn.items()})


def _demand(people: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    teacher = people["role"] == "leraar"
    rows = []
    for cell in product((ALL, *SECTORS.codes), (ALL, *PHASES.codes), (ALL, *places)):
        inside = np.logical_and.reduce([np.ones(len(people), bool) if v == ALL else (people[d] == v) for d, v in zip(CELL, cell, strict=True)])
        for group, mine in (("leraar", teacher), ("werkgever", ~teacher)):
            rows.append((group, *cell, int((inside & mine).sum()), int((inside & mine & people["need"]).sum())))
    table = pd.DataFrame(rows, columns=["respondent_group", *CELL, "n", "n_need"])
    both = _together(table)
    return pd.concat([table, both], ignore_index=True).assign(
        kind="theme", target_id="orde", share=lambda t: t["n_need"] / t["n"].where(t["n"] > 0), prior_share=np.nan, shown=True, hidden_why=None)


def _together(table: pd.DataFrame) -> pd.DataFrame:
    """Teachers, and employers at the levels where every group of employers may be shown (as the demand room does)."""
    own, theirs = (table[table["respondent_group"] == g].reset_index(drop=True) for g in ("leraar", "werkgever"))
    level = (own[list(CELL)] != ALL).astype(int) @ [4, 2, 1]
    without = theirs["n"] - theirs["n_need"]
    small = theirs["n"].between(1, 9) | theirs["n_need"].between(1, 4) | without.between(1, 4)
    mixed = ~level.isin(level[small])
    return own.assign(respondent_group="gecombineerd", n=own["n"] + theirs["n"] * mixed, n_need=own["n_need"] + theirs["n_need"] * mixed)


def _response(people: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    teachers, others = people[people["role"] == "leraar"], people[people["role"] != "leraar"]
    rows = [("totaal", ALL, len(teachers))]
    rows += [(d, v, int((teachers[d] == v).sum())) for d, levels in (("sector", SECTORS.codes), ("subregion", places)) for v in levels]
    rows += [("employer_type", role, int((others["role"] == role).sum())) for role in EMPLOYER_ROLES]
    return conform(pd.DataFrame(rows, columns=["dimension", "level", "respondents"]).assign(respondent_share=0.1, shown=True), RESPONSE)


def _employers(people: pd.DataFrame) -> pd.DataFrame:
    others = people[people["role"] != "leraar"]
    rows = [(s, r, int((((others["sector"] == s) | (s == ALL)) & ((others["role"] == r) | (r == ALL))).sum()))
            for s in (ALL, *SECTORS.codes) for r in (ALL, *EMPLOYER_ROLES)]
    table = pd.DataFrame(rows, columns=["sector", "employer_type", "respondents"])
    return table.assign(boards=table["respondents"], names="bestuur", shown=True).astype({"respondents": "Int64", "boards": "Int64"})
