"""The csv files that come with the package, as rows."""

from __future__ import annotations

import csv
import io
from importlib import resources


def csv_rows(package: str, file: str) -> list[dict[str, str]]:
    """Rows of ``data/file`` in a package, by heading; line ends inside a cell are always a line feed."""
    text = (resources.files(package) / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def parts(text: str) -> tuple[str, ...]:
    """The parts of a comma-separated cell."""
    return tuple(part for part in text.split(",") if part)
