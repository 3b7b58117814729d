"""Labelled texts for the benchmarks of matching: the repository's own set, and others where they are present."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from napl_analysis.reference.outcomes import load_outcomes

ROOT = Path(__file__).resolve().parents[1]
OWN = {name: ROOT / "tests" / "matching" / f"gold_{name}" for name in ("eigen", "toets", "nieuw")}
LATER = {name: ROOT / "tests" / "matching" / f"gold_{name}" for name in ("breed", "vakwerk")}  # never fitted on
SHARED = ROOT.parent / "shared" / "matching_gold"
EXAMPLE = ROOT / "napl_analysis" / "example" / "data"
NONE = "none"


@dataclass(frozen=True)
class Labelled:
    """Texts with their outcome (``gold1``, none where nothing fits) and an acceptable second one (``gold2``)."""

    name: str
    outcomes: pd.DataFrame  # outcome_id, title, description
    texts: pd.DataFrame  # index: text id; text, gold1, gold2

    def right(self, outcome_ids: list[str]) -> np.ndarray:
        """Text x outcome: is this outcome right for this text?"""
        ids = np.array(outcome_ids, object)[None, :]
        gold = [self.texts[c].fillna("").to_numpy(object)[:, None] for c in ("gold1", "gold2")]
        return (ids == gold[0]) | (ids == gold[1])


def load_sets(*, shared: bool = True) -> list[Labelled]:
    """Needs and offerings of every labelled set that is present; ``shared`` adds the one beside the repository."""
    first = OWN | {"gedeeld": SHARED} if shared else OWN
    return [*_pairs(first), *_example_region(), *_pairs(LATER)]  # in this order: what is drawn for the fit depends on it


def _pairs(folders: dict[str, Path]) -> list[Labelled]:
    sets = []
    for name, folder in folders.items():
        if folder.is_dir():
            outcomes = _outcomes(folder / "outcomes.csv")
            sets += [Labelled(f"{name}, behoeften", outcomes, _texts(folder / "needs.csv")),
                     Labelled(f"{name}, aanbod", outcomes, _texts(folder / "courses.csv"))]
    return sets


def _example_region() -> list[Labelled]:
    """The answers and offerings that the example region is made of: written by others than the thesaurus."""
    outcomes = load_outcomes()[["outcome_id", "title", "description"]]
    answers = pd.concat([pd.read_csv(EXAMPLE / f, dtype="str") for f in ("answers.csv", "answers_leaders.csv")], ignore_index=True)
    offerings = pd.read_csv(EXAMPLE / "offerings.csv", dtype="str")
    offerings["text"] = offerings["title"] + ". " + offerings["description"].fillna("")
    return [Labelled("voorbeeldregio, behoeften", outcomes, _two_labels(answers)),
            Labelled("voorbeeldregio, aanbod", outcomes, _two_labels(offerings))]


def _two_labels(frame: pd.DataFrame) -> pd.DataFrame:
    parts = frame["outcome_ids"].fillna(NONE).str.replace(" ", "").str.split(",")
    return pd.DataFrame({"text": frame["text"], "gold1": parts.str[0], "gold2": parts.str[1].fillna("")})


def _outcomes(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    if "outcome_id" not in frame:
        frame = frame.rename(columns={"id": "outcome_id", "text": "description"}).assign(title="")
    return frame[["outcome_id", "title", "description"]]


def _texts(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype="str", keep_default_na=False).set_index("id")
    if "title" in frame:
        frame["text"] = frame["title"] + ". " + frame["text"]
    return frame[["text", "gold1", "gold2"]]


def expected_calibration_error(chance: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Mean distance between what was promised and what came true, in equal bins of probability."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    return float(sum(abs(chance[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in np.unique(place)))
