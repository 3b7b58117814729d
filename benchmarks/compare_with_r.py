"""The largest difference with R's survey package over many random designs, figure by figure.

Needs R with the survey package (Debian: r-base-core, r-cran-survey). Run: python benchmarks/compare_with_r.py [designs]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.demand.beside_r import (
    NOT_THERE,
    RunningR,
    Spec,
    largest_difference,
    ours,
    r_has_survey,
    random_design,
)


def spec(seed: int) -> Spec:
    """A design from its number: 60 to 600 rows, one to three margins, rare and common needs, mild to very unequal weights."""
    rng = np.random.default_rng(seed)
    return Spec(seed=seed, rows=int(rng.integers(60, 600)), levels=tuple(int(k) for k in rng.integers(2, 6, rng.integers(1, 4))),
                per_school=int(rng.integers(1, 13)), missing=float(rng.choice([0.0, 0.05, 0.3])), common=float(rng.choice([0.05, 0.2, 0.5, 0.9])),
                unequal=float(rng.choice([0.5, 2.0, 10.0])))


def compare(designs: int) -> pd.Series:
    """Largest relative difference per figure."""
    worst: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, RunningR(Path(folder)) as running:
        for seed in range(designs):
            frame, margins = random_design(spec(seed))
            theirs, their_weights = running.estimate(frame, margins)
            mine, my_weights = ours(frame, margins)
            found = {"weight": float(np.abs(my_weights / their_weights - 1).max())}
            groups = theirs.index != "difference"
            found |= {name: largest_difference(mine.loc[theirs.index[groups], [name]], theirs[groups]) for name in mine}
            found["difference"] = largest_difference(mine[["share", "se"]], theirs.loc[["difference"]])
            worst = {name: max(value, worst.get(name, 0.0)) for name, value in found.items()}
    return pd.Series(worst)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    if not r_has_survey():
        sys.exit(NOT_THERE)
    largest = compare(count)
    print(f"{count} random designs; largest relative difference with R survey:")
    print(largest.map("{:.1e}".format).to_string())
    print(f"over all figures: {largest.max():.1e}")
