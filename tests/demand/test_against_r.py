"""Random designs side by side with R's survey package; skipped where R or the package is not installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from napl_analysis.demand.estimates import estimate_differences, estimate_means, estimate_shares

SCRIPT = Path(__file__).with_name("reference.R")
DESIGNS = 12


def r_has_survey() -> bool:
    rscript = shutil.which("Rscript")
    if rscript is None:
        return False
    found = subprocess.run([rscript, "-e", "quit(status = !requireNamespace('survey', quietly = TRUE))"], capture_output=True, check=False)
    return found.returncode == 0


def random_design(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Unequal base weights, schools of unequal size, two margins, missing answers, three domains."""
    rng = np.random.default_rng(seed)
    rows = int(rng.integers(60, 500))
    frame = pd.DataFrame({
        "a": rng.choice(["x", "y", "z"], rows, p=[0.5, 0.3, 0.2]), "b": rng.choice(["p", "q"], rows),
        "domain": rng.choice(["d1", "d2", "d3"], rows, p=[0.6, 0.3, 0.1]), "school": rng.integers(0, rows // 6, rows),
        "base": rng.gamma(3.0, 2.0, rows)})
    lean = rng.normal(size=rows // 6)[frame["school"]] + (frame["a"] == "x")
    frame["need"] = np.where(rng.random(rows) < 0.05, np.nan, (rng.normal(size=rows) + lean > 0.5).astype(float))
    frame["score"] = rng.integers(0, 4, rows)
    sums = {v: frame.groupby(v)["base"].sum() * rng.uniform(0.6, 1.6, frame[v].nunique()) for v in ("a", "b")}
    margins = pd.concat([pd.DataFrame({"variable": v, "level": s.index, "total": s.to_numpy() * 5000 / s.sum()}) for v, s in sums.items()])
    return frame, margins


@pytest.fixture(scope="module")
def r_results(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    if not r_has_survey():
        pytest.skip("R with the survey package is not installed (Debian: r-base-core r-cran-survey)")
    folder = tmp_path_factory.mktemp("r")
    for i in range(1, DESIGNS + 1):
        frame, margins = random_design(i)
        frame.to_csv(folder / f"design_{i}.csv", index=False)
        margins.to_csv(folder / f"margins_{i}.csv", index=False)
    subprocess.run([str(shutil.which("Rscript")), str(SCRIPT), str(folder), str(DESIGNS)], check=True, capture_output=True, timeout=300)
    return pd.read_csv(folder / "result.csv")


@pytest.mark.parametrize("number", range(1, DESIGNS + 1))
def test_shares_means_and_differences_as_r(r_results: pd.DataFrame, number: int) -> None:
    frame, margins = random_design(number)
    frame = frame.assign(score=frame["score"].where(frame["need"].notna()))  # R's subset drops both
    design = {"margins": margins, "base": "base", "cluster": "school"}
    theirs = r_results[r_results["design"] == number].set_index("domain")
    for domain, by in (("all", []), (None, ["domain"])):
        shares, means = estimate_shares(frame, "need", by=by, **design), estimate_means(frame, "score", by=by, **design)
        names = [domain] if domain else list(shares["domain"])
        np.testing.assert_allclose(shares[["share", "se", "low", "high"]], theirs.loc[names, ["share", "se", "low", "high"]], rtol=1e-6)
        np.testing.assert_allclose(means[["mean", "se"]], theirs.loc[names, ["mean", "mean_se"]], rtol=1e-6)
    pair = estimate_differences(frame, "need", between="domain", **design).iloc[0]
    np.testing.assert_allclose(pair[["difference", "se"]].astype(float), theirs.loc["difference", ["share", "se"]].astype(float), rtol=1e-6)
