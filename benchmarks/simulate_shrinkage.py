"""How good are the shares and their intervals? Simulated regions of which the true shares are known.

Every region has teachers in schools (colleagues resemble each other), cells that truly differ, age groups that
answer more or less, and twenty themes. Compared per cell: the raw weighted share, the picture it leans on for
every cell (pooled: the sector's mean, or national figures), and the shrunk estimate; and how often the 95 % intervals
hold the truth.
Run: python benchmarks/simulate_shrinkage.py [regions a setting] [--schrijf]
With --schrijf the tables go beside the method section (napl_analysis/reports), which quotes them; then: python tools/make_method.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from napl_analysis.demand.demand import estimate_demand
from napl_analysis.demand.kernels import logit_interval
from napl_analysis.region import RegionConfig, parse_config
from napl_analysis.tables import CELL
from napl_analysis.vocabulary import AGE_BANDS, ALL, PHASES, SECTORS

RESULTS = Path(__file__).resolve().parents[1] / "napl_analysis" / "reports"
PLACES = ["a", "b", "c"]
THEMES = [f"t{i:02d}" for i in range(20)]
PEOPLE = {"sector": (0.5, 0.3, 0.2), "career_phase": (0.2, 0.6, 0.2), "subregion": (0.5, 0.3, 0.2)}
AGES, ANSWERS = AGE_BANDS.codes[1:5], (0.6, 0.9, 1.1, 1.4)  # older teachers answer more often
SCHOOL = 0.25  # standard deviation of schools on the logit scale
NOBODY = pd.DataFrame({"statement_id": [], "respondent_id": [], "question": [], "text": []}, dtype="str")


def settings() -> RegionConfig:
    return parse_config({"regio": {"id": "proef", "naam": "Proef", "jaar": 2026, "peildatum": "2026-10-01"}, "bronnen": {},
                         "deelregios": {p: [f"GM{i:04d}"] for i, p in enumerate(PLACES)}})


def true_shares(rng: np.random.Generator, spread: float) -> np.ndarray:
    """Themes x sectors x phases x places on the logit scale: sectors, phases and places differ, and every cell a little."""
    size = (len(THEMES), 3, 3, 3)
    middle = rng.normal(-0.4, 0.6, (len(THEMES), 1, 1, 1)) + rng.normal(0, 0.4, (len(THEMES), 3, 1, 1))
    return middle + spread * (rng.normal(size=(len(THEMES), 1, 3, 1)) + rng.normal(size=(len(THEMES), 1, 1, 3)) + rng.normal(size=size)) / np.sqrt(3)


def sample(rng: np.random.Generator, logits: np.ndarray, n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Respondents and their answers; who answers depends on age, not on need."""
    codes = {d: rng.choice(3, n, p=p) for d, p in PEOPLE.items()}
    school = rng.integers(0, max(n // 25, 2), n)
    age = rng.choice(4, n, p=np.array(ANSWERS) / sum(ANSWERS))
    key = codes["sector"] * 10_000 + codes["subregion"] * 1_000 + school
    _, number = np.unique(key, return_inverse=True)
    lean = rng.normal(0, SCHOOL, (len(THEMES), number.max() + 1))
    chance = 1 / (1 + np.exp(-(logits[:, codes["sector"], codes["career_phase"], codes["subregion"]] + lean[:, number])))
    need = rng.random(chance.shape) < chance
    people = pd.DataFrame({
        "respondent_id": [f"r{i}" for i in range(n)], "role": "leraar", "sector": np.array(SECTORS.codes)[codes["sector"]],
        "career_phase": np.array(PHASES.codes)[codes["career_phase"]], "subregion": np.array(PLACES)[codes["subregion"]],
        "age_band": np.array(AGES)[age], "brin6": number.astype(str), "board_id": "1"})
    needs = pd.DataFrame({"respondent_id": np.tile(people["respondent_id"], len(THEMES)), "theme_id": np.repeat(THEMES, n),
                          "level": pd.array(np.where(need, 2, 1).ravel(), dtype="Int64")})
    return people, needs


def truth(logits: np.ndarray) -> pd.DataFrame:
    """True share of every theme in every cell and margin."""
    offsets = np.sqrt(2) * SCHOOL * np.polynomial.hermite.hermgauss(15)[0]
    weights = np.polynomial.hermite.hermgauss(15)[1] / np.sqrt(np.pi)
    share = sum(w / (1 + np.exp(-(logits + o))) for o, w in zip(offsets, weights, strict=True))
    for axis, dimension in enumerate(CELL, 1):
        mean = np.average(share, axis=axis, weights=PEOPLE[dimension])
        share = np.concatenate([np.expand_dims(mean, axis), share], axis=axis)
    index = pd.MultiIndex.from_product([THEMES, [ALL, *SECTORS.codes], [ALL, *PHASES.codes], [ALL, *PLACES]], names=["target_id", *CELL])
    return pd.Series(share.ravel(), index=index, name="truth").reset_index()


def nation(rng: np.random.Generator, logits: np.ndarray) -> pd.DataFrame:
    """National figures per theme, sector and phase: the region's true shares, off by about a quarter on the logit scale, from 200 answers."""
    spots = np.average(1 / (1 + np.exp(-logits)), axis=3, weights=PEOPLE["subregion"])
    true = 1 / (1 + np.exp(-(np.log(spots / (1 - spots)) + rng.normal(0, 0.25, spots.shape))))
    index = pd.MultiIndex.from_product([THEMES, SECTORS.codes, PHASES.codes], names=["theme_id", "sector", "career_phase"])
    return pd.DataFrame({"share": (rng.binomial(200, true) / 200).ravel(), "n": 200, "source": "proef"}, index=index).reset_index()


def one_region(rng: np.random.Generator, n: int, spread: float, config: RegionConfig, *, with_nation: bool) -> pd.DataFrame:
    logits = true_shares(rng, spread)
    people, needs = sample(rng, logits, n)
    staff = pd.DataFrame([(s, a, p, 10_000 * x * y / 4) for s, x in zip(SECTORS.codes, PEOPLE["sector"], strict=True) for a in AGES
                          for p, y in zip(PLACES, PEOPLE["subregion"], strict=True)], columns=["sector", "age_band", "subregion", "teachers"])
    none = pd.DataFrame({"kind": [], "item_id": [], "outcome_id": [], "probability": [], "decision": []})
    table = estimate_demand(people, needs, NOBODY, none, pd.DataFrame({"outcome_id": [], "theme_ids": []}),
                            pd.DataFrame({"theme_id": THEMES, "sectors": "po,vo,mbo"}), staff, config=config,
                            national=nation(rng, logits) if with_nation else None)
    return table[table["respondent_group"] == "leraar"].merge(truth(logits), on=["target_id", *CELL])


def summary(cells: pd.DataFrame) -> dict[str, float]:
    """Mean squared error (in squared percentage points) and coverage of cells with at least ten answers."""
    error = {name: float(((cells[column] - cells["truth"]) ** 2).mean() * 1e4)
             for name, column in (("ruw", "share"), ("gemiddelde", "prior_share"), ("gekrompen", "estimate"))}
    return {"cellen": len(cells), "n (mediaan)": float(cells["n"].median()), **error,
            "dekking ruw": float(cells["truth"].between(cells["low"], cells["high"]).mean() * 100),
            "dekking gekrompen": float(cells["truth"].between(cells["estimate_low"], cells["estimate_high"]).mean() * 100)}


def kinds_of_cell(found: pd.DataFrame) -> dict[str, pd.Series]:
    """Which rows belong to which line of the table; cells of fewer than ten answers, which no report shows, apart."""
    split = (found[list(CELL)] != ALL).sum(axis=1)
    enough, leaning = found["n"] >= 10, found["prior_share"].notna()
    return {"een kenmerk": (split == 1) & leaning & enough, "twee kenmerken": (split == 2) & leaning & enough, "drie kenmerken": (split == 3) & enough,
            "drie kenmerken, 10-19 antwoorden": (split == 3) & enough & (found["n"] < 20), "drie kenmerken, 2-9 antwoorden": (split == 3) & (found["n"] >= 2) & ~enough,
            "ware aandeel onder 15 %": enough & leaning & (found["truth"] < 0.15)}


def main(regions: int) -> pd.DataFrame:
    config, rows = settings(), []
    for n, spread, prior in ((300, 0.3, False), (300, 0.7, False), (1200, 0.3, False), (1200, 0.7, False), (300, 0.3, True), (1200, 0.7, True)):
        rng = np.random.default_rng(n + int(spread * 10) + 7 * prior)
        found = pd.concat([one_region(rng, n, spread, config, with_nation=prior) for _ in range(regions)], ignore_index=True)
        rows += [{"respondenten": n, "verschillen": "klein" if spread < 0.5 else "groot", "beeld": "landelijk" if prior else "sector", "cel": name,
                  **summary(found[chosen])} for name, chosen in kinds_of_cell(found).items() if chosen.sum() >= 200]
    return pd.DataFrame(rows)


def raw_coverage() -> pd.DataFrame:
    """Exact coverage (no simulation) of the raw logit interval in simple random samples: every outcome of the binomial."""
    rows = []
    for p in (0.02, 0.05, 0.1, 0.3, 0.5):
        row: dict[str, float] = {"waar aandeel": p}
        for n in (10, 15, 20, 30, 50, 100, 300):
            yes = np.arange(n + 1)
            share = yes / n
            low, high = logit_interval(share, np.sqrt(share * (1 - share) / (n - 1)), np.full(n + 1, n - 1.0), np.full(n + 1, float(n)), 0.95)
            row[f"n={n}"] = float(stats.binom.pmf(yes, n, p)[(low <= p) & (p <= high)].sum() * 100)
        rows.append(row)
    return pd.DataFrame(rows)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 60
    simulated, exact = main(count).round(1), raw_coverage().round(2)
    print(simulated.to_string(index=False))
    print("\nDekking van het ruwe logit-interval bij een aselecte steekproef (exact):")
    print(exact.to_string(index=False))
    if "--schrijf" in sys.argv:  # what the method section quotes
        simulated.assign(regios=count).to_csv(RESULTS / "proef_krimp.csv", index=False, lineterminator="\n")
        exact.to_csv(RESULTS / "proef_ruw.csv", index=False, lineterminator="\n")
