"""Raking: 250,000 rows on four margins, and 5,000 rows beside R's survey package where that is installed.

Both sides must give the same weights before anything is timed. Run: python benchmarks/rake_speed.py
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from napl_analysis.demand.weights import rake

LEVELS = {"sector": 3, "age_band": 6, "subregion": 5, "role": 4}
R_SCRIPT = """
suppressMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
data <- read.csv(file.path(folder, "rows.csv"), stringsAsFactors = TRUE)
margins <- read.csv(file.path(folder, "margins.csv"))
design <- svydesign(ids = ~1, weights = ~base, data = data)
names <- unique(margins$variable)
samples <- lapply(names, function(v) as.formula(paste0("~", v)))
populations <- lapply(names, function(v) setNames(data.frame(margins$level[margins$variable == v], margins$total[margins$variable == v]), c(v, "Freq")))
raked <- function() rake(design, samples, populations, control = list(maxit = 200, epsilon = 1e-9))
write.csv(data.frame(weight = weights(raked())), file.path(folder, "weights.csv"), row.names = FALSE)
times <- sapply(1:5, function(i) system.time(raked())[["elapsed"]])
cat(min(times))
"""


def design(rows: int, seed: int = 7) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows with four categorical variables, and margins that differ from the sample's by up to a factor of about two."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({v: np.array([f"{v}{i}" for i in range(k)])[rng.choice(k, rows, p=rng.dirichlet(np.full(k, 5.0)))] for v, k in LEVELS.items()})
    frame["base"] = rng.gamma(4.0, size=rows)
    parts = []
    for name in LEVELS:
        sums = frame.groupby(name)["base"].sum() * rng.uniform(0.6, 1.5, frame[name].nunique())
        parts.append(pd.DataFrame({"variable": name, "level": sums.index, "total": sums.to_numpy() / sums.sum() * 100_000}))
    return frame, pd.concat(parts, ignore_index=True)


def fastest(rows: int, repeats: int = 5) -> float:
    """Shortest of some runs of `rake`, in seconds."""
    frame, margins = design(rows)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        rake(frame, margins, base="base")
        times.append(time.perf_counter() - start)
    return min(times)


def r_seconds(rows: int) -> float | None:
    """Shortest run of R's rake on the same rows; asserts that the weights agree."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    frame, margins = design(rows)
    with tempfile.TemporaryDirectory() as folder:
        frame.to_csv(Path(folder, "rows.csv"), index=False)
        margins.to_csv(Path(folder, "margins.csv"), index=False)
        script = Path(folder, "rake.R")
        script.write_text(R_SCRIPT, encoding="utf-8")
        done = subprocess.run([rscript, str(script), folder], capture_output=True, text=True, check=True)
        theirs = pd.read_csv(Path(folder, "weights.csv"))["weight"].to_numpy()
    ours = rake(frame, margins, base="base").to_numpy()
    print(f"largest relative difference with R's weights: {np.abs(ours / theirs - 1).max():.1e}")
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)
    return float(done.stdout)


if __name__ == "__main__":
    print(f"250,000 rows, 4 margins: {fastest(250_000):.3f} s")
    small, other = fastest(5_000, 20), r_seconds(5_000)
    print(f"5,000 rows, 4 margins: {small * 1000:.2f} ms")
    print("R's survey package is not installed" if other is None else f"R survey: {other * 1000:.1f} ms, {other / small:.0f} times as long")
