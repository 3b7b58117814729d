"""Trajectories: the exact plan of 60 outcomes and 400 offerings, in seconds, and whether it was proven.

Usage (from the repository): ``python benchmarks/trajectory_speed.py [SEEDS]``. First 40 small cases are asserted
to be equal to trying every set of offerings; then each kind of large case is timed (on the clock, and in CPU seconds for a busy machine) with a limit of 60 seconds.

Kinds: ``thema`` is like a catalogue (an offering covers outcomes of one theme, one in ten reaches over it);
``breed`` covers 3 to 10 outcomes at random, ``smal`` 1 to 6; ``krap`` 2 to 8, where ten arrangements are only
just enough, the hardest there is.
"""

from __future__ import annotations

import itertools
import math
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from napl_analysis.supply.trajectory import plan_trajectory

SIZES = {"breed": (3, 10), "smal": (1, 6), "krap": (2, 8)}


def case(kind: str, seed: int, offerings: int = 400, outcomes: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A random coverage and its outcomes, always the same for a seed."""
    dice = np.random.default_rng([seed, len(kind)])
    rows = []
    for j in range(offerings):
        effort, size = int(dice.choice(4, p=[0.2, 0.4, 0.25, 0.15])), float(dice.choice([3, 4, 5]))
        before = f"a{dice.integers(0, offerings):03}" if dice.random() < 0.05 else None
        rows += [(f"a{j:03}", f"k{k:02}", effort, size, before) for k in _covered(dice, kind, outcomes)]
    ids = pd.DataFrame({"outcome_id": [f"k{k:02}" for k in range(outcomes)]})
    return pd.DataFrame(rows, columns=["offering_id", "outcome_id", "effort", "ects", "after"]), ids


def _covered(dice: np.random.Generator, kind: str, outcomes: int) -> np.ndarray:
    if kind != "thema":
        low, high = SIZES[kind]
        return dice.choice(outcomes, size=min(outcomes, int(dice.integers(low, high + 1))), replace=False)
    theme = np.arange(6) + 6 * dice.integers(0, outcomes // 6)
    pool = np.concatenate([theme, dice.integers(0, outcomes, 2)]) if dice.random() < 0.1 else theme
    return np.unique(dice.choice(pool, size=int(dice.integers(1, 7)), replace=False))


def brute_force(coverage: pd.DataFrame, outcomes: pd.DataFrame, maximum: int) -> tuple[int, float]:
    """(outcomes to develop, total effort) by trying every set of offerings; no prerequisites."""
    facts = coverage.groupby("offering_id").agg(effort=("effort", "first"), covers=("outcome_id", frozenset))
    capacity = max(5, math.ceil(len(outcomes) / maximum))
    wanted, best = frozenset(outcomes["outcome_id"]), (len(outcomes) + 1, math.inf)
    for size in range(min(maximum, len(facts)) + 1):
        for chosen in itertools.combinations(facts.itertuples(), size):
            left = len(wanted.difference(*(o.covers for o in chosen)))
            new = math.ceil(left / capacity)
            if size + new <= maximum:
                best = min(best, (left, sum(o.effort for o in chosen) + 4.0 * new))
    return best


def check() -> None:
    for seed in range(40):
        coverage, outcomes = case("smal", seed, offerings=8, outcomes=6)
        plan = plan_trajectory(coverage.assign(after=None), outcomes, maximum=3)
        developed = plan.loc[plan["offering_id"].isna(), "outcome_ids"].str.split(",").explode().nunique()
        assert (developed, plan.attrs["total_effort"]) == brute_force(coverage, outcomes, 3), seed


def main(seeds: int = 3) -> None:
    check()
    print("40 kleine gevallen: gelijk aan alles proberen")
    for kind in ("thema", "breed", "smal", "krap"):
        for seed in range(seeds):
            coverage, outcomes = case(kind, seed)
            begin, busy = time.perf_counter(), time.process_time()
            plan = plan_trajectory(coverage, outcomes)
            took, busy = time.perf_counter() - begin, time.process_time() - busy
            proven = "bewezen optimaal" if plan.attrs["optimal"] else f"niet bewezen, nog {plan.attrs['gap']:.0%} te gaan"
            print(f"{kind:6} {seed}: {took:5.1f} s ({busy:.1f} s rekentijd), {len(plan)} arrangementen, inspanning {plan.attrs['total_effort']:g}, {proven}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
