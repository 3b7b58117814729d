"""The parts of Jupyter that run notebooks and turn them into HTML, loaded without what they do not need here."""

from __future__ import annotations

import sys
from pathlib import Path

# jsonschema, under nbformat, would spend seconds on a grammar of internet addresses; no notebook has one to check.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import nbformat  # noqa: E402
from jupyter_client.manager import AsyncKernelManager  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, CellTimeoutError  # noqa: E402
from nbconvert.filters.markdown_mistune import markdown2html_mistune  # noqa: E402
from nbformat import NotebookNode  # noqa: E402

__all__ = ["AsyncKernelManager", "CellExecutionError", "CellTimeoutError", "NotebookClient",
           "NotebookNode", "markdown2html_mistune", "read_notebook"]


def read_notebook(path: Path) -> NotebookNode:
    """A notebook as its author wrote it: without the outputs of an earlier run."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook
