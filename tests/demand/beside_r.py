"""Random survey designs, and a running R that estimates them with its survey package."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
import pandas as pd

from napl_analysis.demand.estimates import estimate_differences, estimate_means, estimate_shares
from napl_analysis.demand.weights import rake

SCRIPT = Path(__file__).with_name("reference.R")
NOT_THERE = "R with the survey package is not installed (Debian: r-base-core r-cran-survey)"


def r_has_survey() -> bool:
    rscript = shutil.which("Rscript")
    if rscript is None:
        return False
    found = subprocess.run([rscript, "-e", "quit(status = !requireNamespace('survey', quietly = TRUE))"], capture_output=True, check=False)
    return found.returncode == 0


@dataclass(frozen=True)
class Spec:
    """What a random design looks like."""

    seed: int = 0
    rows: int = 200
    levels: tuple[int, ...] = (3, 2)  # of every margin
    per_school: int = 6
    missing: float = 0.05
    common: float = 0.5  # how many have the need, about
    unequal: float = 3.0  # shape of the gamma of base weights; small is very unequal


def random_design(spec: Spec) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Unequal base weights, schools of unequal size, margins off the sample's, missing answers, three domains."""
    rng = np.random.default_rng(spec.seed)
    rows, schools = spec.rows, max(spec.rows // spec.per_school, 8)
    frame = pd.DataFrame({"domain": rng.choice(["d1", "d2", "d3"], rows, p=[0.5, 0.3, 0.2]), "school": rng.integers(0, schools, rows),
                          "base": rng.gamma(spec.unequal, 2.0, rows) + 0.01})
    names = [f"m{i}" for i in range(len(spec.levels))]
    for name, count in zip(names, spec.levels, strict=True):
        frame[name] = np.array([f"{name}{k}" for k in range(count)])[np.r_[np.arange(count), rng.integers(0, count, rows - count)]]
    lean = 0.5 * rng.normal(size=schools)[frame["school"]] + 0.5 * (frame["m0"] == "m00")
    chance = 1 / (1 + np.exp(-(np.log(spec.common / (1 - spec.common)) + lean)))
    frame["need"] = np.where(rng.random(rows) < spec.missing, np.nan, (rng.random(rows) < chance).astype(float))
    frame["score"] = rng.integers(0, 4, rows)
    sums = {v: frame.groupby(v)["base"].sum() * rng.uniform(0.6, 1.6, frame[v].nunique()) for v in names}
    margins = pd.concat([pd.DataFrame({"variable": v, "level": s.index, "total": s.to_numpy() * 5000 / s.sum()}) for v, s in sums.items()], ignore_index=True)
    return frame, margins


class RunningR:
    """R that waits for designs: starting it anew for each would take most of the time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen([str(shutil.which("Rscript")), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)

    def __enter__(self) -> RunningR:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.communicate()

    def estimate(self, frame: pd.DataFrame, margins: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
        """R's estimates (indexed by domain) and raked weights."""
        frame.to_csv(self.folder / "design.csv", index=False)
        margins.to_csv(self.folder / "margins.csv", index=False)
        assert self.process.stdin is not None and self.process.stdout is not None and self.process.stderr is not None
        self.process.stdin.write(f"{self.folder}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer.strip() == "done", self.process.stderr.read()
        return pd.read_csv(self.folder / "result.csv").set_index("domain"), pd.read_csv(self.folder / "weights.csv")["weight"].to_numpy()


def ours(frame: pd.DataFrame, margins: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """The same estimates and weights from this package, laid out as R's."""
    frame = frame.assign(score=frame["score"].where(frame["need"].notna()))  # R's subset drops both
    design = {"margins": margins, "base": "base", "cluster": "school"}
    parts = []
    for by in ([], ["domain"]):
        shares, means = estimate_shares(frame, "need", by=by, **design), estimate_means(frame, "score", by=by, **design)
        parts.append(shares.assign(domain=shares["domain"] if by else "all", mean=means["mean"], mean_se=means["se"]))
    pair = estimate_differences(frame, "need", between="domain", **design).iloc[[0]]
    parts.append(pd.DataFrame({"domain": "difference", "share": pair["difference"], "se": pair["se"]}))
    table = pd.concat(parts, ignore_index=True).set_index("domain")[["share", "se", "low", "high", "mean", "mean_se"]]
    return table, rake(frame, margins, base="base").to_numpy()


def largest_difference(mine: pd.DataFrame, theirs: pd.DataFrame) -> float:
    """Largest relative difference over all figures that R gives; a difference between groups is measured against at least 0.01."""
    known = theirs[mine.columns].to_numpy(float)
    least = np.where(theirs.index == "difference", 0.01, 1e-12)[:, None]
    off = np.abs(mine.loc[theirs.index].to_numpy(float) - known) / np.maximum(np.abs(known), least)
    lost = np.isnan(mine.loc[theirs.index].to_numpy(float)) & ~np.isnan(known)
    return float(np.nanmax(np.where(lost, np.inf, off)))
