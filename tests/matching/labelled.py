"""The labelled sets, as `napl_analysis.matching.measure` wants them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
NAMES = ("eigen", "toets", "nieuw", "breed", "vakwerk")
SETS = {name: HERE / f"gold_{name}" for name in NAMES} | {"gedeeld": HERE.parents[2] / "shared" / "matching_gold"}


@dataclass(frozen=True)
class Labelled:
    outcomes: pd.DataFrame  # outcome_id, title, description
    texts: pd.DataFrame  # index: id; text, outcome_ids


@cache
def load_set(name: str, kind: str) -> Labelled:
    """Needs or courses of a labelled set."""
    outcomes = pd.read_csv(SETS[name] / "outcomes.csv", dtype="str", keep_default_na=False)
    if "outcome_id" not in outcomes:
        outcomes = outcomes.rename(columns={"id": "outcome_id", "text": "description"}).assign(title="")
    texts = pd.read_csv(SETS[name] / f"{kind}.csv", dtype="str", keep_default_na=False).set_index("id")
    if "title" in texts:
        texts["text"] = texts["title"] + ". " + texts["text"]
    first = texts["gold1"].replace({"none": "geen"})
    return Labelled(outcomes[["outcome_id", "title", "description"]], texts.assign(outcome_ids=(first + "," + texts["gold2"]).str.strip(",")))
