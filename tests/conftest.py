"""One whole run of the example region, shared by the tests that look at its results."""

from __future__ import annotations

import shutil

import pytest
from support import EXAMPLE, Run


@pytest.fixture(scope="session")
def example_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The example region of 2026, run once, in a copy: notebooks included."""
    from napl_analysis import yearly

    root = tmp_path_factory.mktemp("project")
    shutil.copytree(EXAMPLE, root / "data" / "raw")
    folder = root / "data" / "raw" / "voorbeeldregio-midden" / "2026"
    gate, raw = yearly.protect_year, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yearly, "protect_year", lambda tables, **options: raw.update(tables) or gate(tables, **options))
        run = yearly.run_year(folder)
    year = run.results.region
    return Run(root, folder, year.reports, year.processed, run.results, run.files, raw)
