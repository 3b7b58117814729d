"""What a run leaves: every report of a year as bytes, and the one function that puts them on disk.

`build_files` is pure: results in, relative paths and bytes out. `publish_files` writes them, all or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from napl_analysis.reports.write import publish_files
from napl_analysis.yeardata import YearResults

__all__ = ["build_files", "publish_files"]


def build_files(results: YearResults, *, notebooks: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Every output of a year: path relative to the reports folder, and content; see `build.build_files`."""
    # Word, Excel and plotly take a second to import: only who builds reports pays for it.
    from napl_analysis.reports.build import build_files as build

    return build(results, notebooks=notebooks)
