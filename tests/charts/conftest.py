"""One year's charts, made once for all tests of this room."""

import pytest

from napl_analysis.charts.gallery import charts_for
from napl_analysis.charts.spec import Chart
from napl_analysis.yeardata import YearResults

from . import sample


@pytest.fixture(scope="session")
def results() -> YearResults:
    return sample.results()


@pytest.fixture(scope="session")
def charts(results) -> dict[str, Chart]:
    return {chart.id: chart for chart in charts_for(results)}


@pytest.fixture(scope="session")
def crowded() -> dict[str, Chart]:
    """The maps of a region with forty municipalities."""
    return {chart.id: chart for chart in charts_for(sample.results(sample.crowded())) if chart.kind == "kaart"}
