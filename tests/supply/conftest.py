"""Small hand-made supply tables."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.tables import MATCHES, OFFERINGS, OUTCOMES, conform


def _offerings(*rows: dict[str, object]) -> pd.DataFrame:
    base = {"provider": "Aanbieder A", "title": "Cursus", "source_file": "catalogus.csv", "source_row": "2"}
    return conform(pd.DataFrame([base | {"offering_id": f"a{i}"} | row for i, row in enumerate(rows, start=1)]), OFFERINGS)


def _outcomes(*ids: str, path_id: str = "pad", nlqf: float = 6) -> pd.DataFrame:
    rows = [{"outcome_id": i, "path_id": path_id, "path_title": f"Pad {path_id}", "title": f"Uitkomst {i}", "nlqf": nlqf, "version": "1",
             "source": "toets", "status": "voorbeeld"} for i in ids]
    return conform(pd.DataFrame(rows), OUTCOMES)


def _matches(*rows: tuple[str, str, float | None, str]) -> pd.DataFrame:
    names = ["item_id", "outcome_id", "probability", "decision"]
    return conform(pd.DataFrame(list(rows), columns=names).assign(kind="offering"), MATCHES)


@pytest.fixture
def make_offerings():
    return _offerings


@pytest.fixture
def make_outcomes():
    return _outcomes


@pytest.fixture
def make_matches():
    return _matches
