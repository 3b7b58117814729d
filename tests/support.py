"""Where things are, and what a whole run leaves; shared by the tests at the top."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLE = ROOT / "data" / "raw"


@dataclass(frozen=True)
class Run:
    """A run of the example: its project folder, the year's folder, where its reports are, and the tables as they were before the gate."""

    root: Path
    folder: Path
    reports: Path
    processed: Path
    results: object
    files: list[Path]
    raw: dict[str, pd.DataFrame]
