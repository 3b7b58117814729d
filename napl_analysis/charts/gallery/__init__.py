"""The charts that a year has, made from its tables: one function a chart, in the order of the story."""

from __future__ import annotations

from collections.abc import Callable

from napl_analysis.charts.gallery import basis, demand, gaps, places, supply, voices
from napl_analysis.charts.gallery.scene import Scene
from napl_analysis.charts.spec import Chart
from napl_analysis.yeardata import YearResults

CHARTS: tuple[Callable[[Scene], Chart | None], ...] = (
    gaps.matrix_by_sector, gaps.first_gaps, gaps.map_of_gaps, gaps.map_of_gaps_by_sector, gaps.matrix_by_phase,
    demand.themes_by_sector, demand.themes_by_phase, demand.outcomes_heatmap, demand.teachers_and_employers, voices.change,
    voices.subjects, voices.barriers, voices.motives, voices.forms,
    supply.offerings_by_outcome, supply.review_by_provider, places.map_of_providers, supply.map_of_reach, places.map_of_places, supply.trajectories,
    basis.response,
)


def charts_for(results: YearResults) -> tuple[Chart, ...]:
    """Every chart of a year's published tables, in the order of the story; a chart without data is left out.

    Only tables that came through the disclosure gate are used; a hidden cell has no figure in any chart.
    """
    scene = Scene(results)
    made = (make(scene) for make in CHARTS)
    return tuple(chart for chart in made if chart is not None)
