"""The notebooks of a year while they run: beside the reports, on another core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from napl_analysis.reports.naming import page_name


class Executed(Mapping[str, bytes]):
    """Executed notebooks as HTML, by file name: the names are there at once, the content when it is asked for.

    Parameters
    ----------
    region_folder
        The year's folder; without one there are no notebooks.
    mark
        A line that must stand on every page.
    """

    def __init__(self, region_folder: Path | None, *, mark: str = "") -> None:
        self._paths = find_notebooks() if region_folder else []
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._made: Future[dict[str, bytes]] = self._pool.submit(_run, self._paths, region_folder, mark)

    def __enter__(self) -> Executed:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def __getitem__(self, name: str) -> bytes:
        """The page; waits until all notebooks are done, and raises what stopped them."""
        return self._made.result()[name]

    def __iter__(self) -> Iterator[str]:
        return (page_name(path) for path in self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def find_notebooks() -> list[Path]:
    """The project's notebooks, in their order: those beside the package, else those in the working folder."""
    for root in (Path(__file__).resolve().parents[2], Path.cwd()):
        found = sorted((root / "notebooks").glob("[0-9]*.ipynb"))
        if found:
            return found
    return []


def _run(paths: list[Path], region_folder: Path | None, mark: str) -> dict[str, bytes]:
    if region_folder is None or not paths:
        return {}
    # Jupyter takes seconds to load: only when it is used.
    from napl_analysis.reports.notebooks import run_notebooks

    return run_notebooks(paths, region_folder, mark=mark)
