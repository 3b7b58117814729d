"""How much does protection cost? Rows hidden by the gate beside rows hidden by plain thresholds.

Made-up regions from 100 to 3,000 teachers; the demand table of three themes and two outcomes. The attack itself
is a test (tests/disclosure/test_gate.py, marked slow). Run: python benchmarks/attack_hidden.py [regions a size]
"""

from __future__ import annotations

import sys
import time

import pandas as pd

from napl_analysis.demand.demand import estimate_demand
from napl_analysis.disclosure.gate import protect_year
from napl_analysis.tables import CELL
from tests.demand.made import region

SIZES = (100, 300, 600, 1200, 3000)
WEIGHING = {"marges": ["sector", "subregion"], "samenvoegen": {"sector": {"mbo": "vo"}}}


def one(n: int, seed: int) -> pd.DataFrame:
    """Rows with answers of one region: small, hidden, and how many dimensions are split."""
    raw = estimate_demand(**region(n, seed, employers=max(10, n // 20), weging=WEIGHING))
    start = time.process_time()
    out = protect_year({"demand": raw})["demand"]
    seconds = time.process_time() - start
    without = raw["n"] - raw["n_need"]
    small = (raw["n"] < 10) | raw["n_need"].between(1, 4) | without.between(1, 4)
    rows = pd.DataFrame({"group": raw["respondent_group"], "split": (raw[list(CELL)] != "alle").sum(axis=1), "base": raw["n"] < 10,
                         "small": small, "hidden": ~out["shown"].astype(bool), "seconds": seconds})
    return rows[raw["n"] > 0]


def main(regions: int) -> pd.DataFrame:
    found = []
    for n in SIZES:
        rows = pd.concat([one(n, seed) for seed in range(regions)])
        teachers = rows[rows["group"] == "leraar"]
        coarse = teachers[teachers["split"] <= 1]
        found.append({"leraren": n, "basis < 10": teachers["base"].mean() * 100, "alle drempels": teachers["small"].mean() * 100,
                      "met bescherming": teachers["hidden"].mean() * 100, "waarvan op hoogstens één kenmerk": coarse["hidden"].mean() * 100,
                      "op twee": teachers.loc[teachers["split"] == 2, "hidden"].mean() * 100,
                      "op drie": teachers.loc[teachers["split"] == 3, "hidden"].mean() * 100, "s per regio": rows["seconds"].mean()})
    return pd.DataFrame(found)


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10).round(1).to_string(index=False))
