"""One file, replaced only when its new content is complete: regio.yml and the analyst's decisions."""

from __future__ import annotations

import os
from pathlib import Path

from napl_analysis.findings import NaplError, Place


def replace_file(path: Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it.

    Raises
    ------
    NaplError
        The file cannot be written; what stood there still stands.
    """
    fresh = path.with_name(f".{path.name}.nieuw")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        os.replace(fresh, path)
    except OSError as error:
        raise NaplError(f"Het bestand kan niet worden weggeschreven ({error.strerror or error}).",
                        "Sluit het als het ergens open staat en probeer het opnieuw.", Place(file=path.name)) from error
