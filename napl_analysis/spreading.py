"""Regions together for the spreidingsoverleg, from their packages alone; and the boundaries their maps use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from napl_analysis.findings import NaplError
from napl_analysis.gaps.spread import SpreadResults, combine
from napl_analysis.intake.package import read_package
from napl_analysis.reference.boundaries import (
    boundaries_geojson,
    boundaries_path,
    fetch_boundaries,
    load_boundaries,
    read_boundaries,
)
from napl_analysis.reports.replace import replace_file
from napl_analysis.reports.spread_page import spread_files
from napl_analysis.reports.write import publish_files

Tell = Callable[[str], None]


def combine_regions(folders: Sequence[Path]) -> SpreadResults:
    """Regions together, from regional packages alone: no raw data needed.

    Parameters
    ----------
    folders
        Report folders of regions, or their ``pakket/``.

    Raises
    ------
    NaplError
        A folder is not a package, or of another year or version.
    """
    return combine([read_package(Path(folder)) for folder in folders])


def run_spread(folders: Sequence[Path], *, out: Path | None = None, tell: Tell) -> list[Path]:
    """Regions side by side for the spreading meeting, from their packages alone."""
    results = combine_regions(folders)
    target = out or Path("reports") / "spreiding" / str(results.regions["year"].iloc[0])
    own = boundaries_path(Path("data/raw"))
    files = publish_files(target, spread_files(results, load_boundaries(own if own.is_file() else None)))
    tell(f"Klaar: {len(files)} bestanden in {target}\n  Begin hier  {target / 'index.html'}")
    return files


def keep_boundaries(root: Path, *, year: int | None, file: Path | None) -> Path:
    """Keep official municipality boundaries for the maps: from a file, or downloaded when a year is given.

    Raises
    ------
    NaplError
        Neither or both were given, the file is not usable, or the download failed.
    """
    if (year is None) == (file is None):
        raise NaplError("Geef een jaar om te downloaden of een bestand, niet beide.", "Bijvoorbeeld: napl grenzen --bestand gemeenten.geojson")
    areas = read_boundaries(file) if file else fetch_boundaries(int(year or 0))
    path = boundaries_path(root)
    replace_file(path, boundaries_geojson(areas))
    return path
