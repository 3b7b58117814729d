"""The example made once, in a folder of its own, for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from napl_analysis.example import make_example

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """data/raw as `napl voorbeeld` makes it."""
    folder = tmp_path_factory.mktemp("raw")
    make_example(folder)
    return folder
