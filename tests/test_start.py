"""The command and every notebook start without what is heavy and not needed yet."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("scipy.stats", "scipy.cluster", "nbclient", "nbconvert", "nbformat", "sklearn", "matplotlib.pyplot", "matplotlib.font_manager")


def loaded_by(statement: str) -> set[str]:
    told = subprocess.run([sys.executable, "-c", f"{statement}\nimport sys\nprint(*sorted(sys.modules))"], capture_output=True, text=True, check=True)
    return set(told.stdout.split())


def test_the_yearly_analysis_starts_without_heavy_libraries():
    assert loaded_by("import napl_analysis.yearly, napl_analysis.notebook").isdisjoint(HEAVY)


def test_the_command_starts_without_the_analysis():
    assert loaded_by("import napl_analysis, napl_analysis.cli").isdisjoint({*HEAVY, "plotly", "scipy", "geopandas", "pandera"})
