"""The tidy tables of a run, read back from data/processed (written by `napl_analysis.reports.processed`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from napl_analysis.findings import InputError, Place

DATA_TABLES = ("respondents", "needs", "statements", "preferences", "offerings", "outcomes", "themes", "staff", "schools",
               "places", "decisions", "questionnaires", "findings", "steps", "changes_log")
RESULT_TABLES = ("outcomes", "themes", "offerings", "matches", "demand", "supply", "gaps", "clusters", "review", "trajectories",
                 "response", "preference_shares", "municipalities", "employers", "changes", "to_judge", "findings", "steps",
                 "coverage", "providers", "plans", "variants", "partners", "municipal_supply", "levels", "differences", "disagreement", "weighting", "changes_log")
RESULTS_FOLDER = "uitkomsten"
META = "meta.json"


def read_results(folder: Path) -> tuple[dict[str, pd.DataFrame], list[dict[str, Any]]] | None:
    """The results of the last run and the inputs it was made from; None where there was none.

    Raises
    ------
    InputError
        A table of the last run is absent or damaged.
    """
    meta = folder / META
    if not meta.is_file():
        return None
    try:
        inputs = json.loads(meta.read_text(encoding="utf-8"))["inputs"]
        return {name: pd.read_parquet(folder / RESULTS_FOLDER / f"{name}.parquet") for name in RESULT_TABLES}, inputs
    except (OSError, ValueError, KeyError) as error:
        raise InputError("De tussentabellen van de vorige run zijn onvolledig.", "Doe de analyse opnieuw met napl analyseer.",
                         Place(file=folder.name)) from error
