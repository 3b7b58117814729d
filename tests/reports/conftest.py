"""One made-up year for all tests of the reports, built once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from napl_analysis.charts.gallery import charts_for
from napl_analysis.reference.boundaries import load_boundaries
from tests.reports import sample


@pytest.fixture(scope="session")
def results():
    return sample.results()


@pytest.fixture(scope="session")
def charted(results):
    """The same year with three of its charts."""
    with_map = replace(results, boundaries=load_boundaries(None))
    chosen = [c for c in charts_for(with_map) if c.id in ("vlekken_sector", "vlekken_gemeente", "vraag_themas_sector")]
    return replace(with_map, charts=tuple(chosen))


@pytest.fixture(scope="session")
def files(charted):
    from napl_analysis.reports import build_files

    return build_files(charted)
