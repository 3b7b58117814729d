"""The notebooks, executed for a year and turned into pages that are the same bytes at every run.

Code is folded away, warnings and times are left out, and plotly's script stands in a page once, however many
charts it has. Pages work offline, like the review page.

All notebooks run in one kernel, one after the other, each with an empty namespace: what takes long is loading the
library, and that is done once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup
from plotly.offline import get_plotlyjs
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from napl_analysis.findings import NaplError, Place
from napl_analysis.reports.jupyter import (
    AsyncKernelManager,
    CellExecutionError,
    CellTimeoutError,
    NotebookClient,
    NotebookNode,
    markdown2html_mistune,
    read_notebook,
)
from napl_analysis.reports.naming import page_name
from napl_analysis.reports.page import environment, json_safe, script_safe, text_of

FOLDER_VARIABLE = "NAPL_MAP"
PLOTLY = "application/vnd.plotly.v1+json"
SECONDS = 600
_EMPTY = "import os\nos.chdir({folder!r})\n%reset -f"  # the next notebook starts as in a kernel of its own


class NotebookError(NaplError):
    """A notebook stopped before its end."""


def run_notebooks(paths: Sequence[Path], region_folder: Path, *, mark: str = "") -> dict[str, bytes]:
    """Execute notebooks for a region's year, and convert them to HTML.

    Parameters
    ----------
    paths
        The notebooks (.ipynb), in the order in which they are run.
    region_folder
        The year's folder; notebooks find it in the environment variable NAPL_MAP.
    mark
        A line that must stand on every page, such as that the data are made up.

    Returns
    -------
    dict
        ``<name>.html`` to content.

    Raises
    ------
    NotebookError
        Naming the notebook, the cell and what went wrong in it.
    """
    todo = [Path(path) for path in paths]
    if not todo:
        return {}
    notebooks = [read_notebook(path) for path in todo]
    _execute(todo, notebooks, region_folder)
    return {page_name(path): to_html(notebook, path.stem, mark=mark) for path, notebook in zip(todo, notebooks, strict=True)}


def _execute(paths: Sequence[Path], notebooks: Sequence[NotebookNode], region_folder: Path) -> None:
    """Give every notebook its outputs, by this Python in an empty IPython profile."""
    starts = [NotebookNode(cell_type="code", source=_EMPTY.format(folder=str(path.resolve().parent)), metadata={}, outputs=[]) for path in paths]
    cells = [cell for start, notebook in zip(starts, notebooks, strict=True) for cell in (start, *notebook.cells)]
    whole = NotebookNode(cells=cells, metadata={}, nbformat=4, nbformat_minor=5)
    manager = AsyncKernelManager(kernel_name="python3")
    if manager.kernel_spec is not None:
        manager.kernel_spec.argv[0] = sys.executable  # else a kernel in the user's home, with other packages, may answer
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:  # its last writers may still be ending
        client = NotebookClient(whole, km=manager, timeout=SECONDS, startup_timeout=SECONDS, record_timing=False)
        client.owns_km = True  # the kernel is ours: ended with the notebooks
        try:
            client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(region_folder, profile))
        except (CellExecutionError, CellTimeoutError, RuntimeError) as error:  # RuntimeError: the kernel did not start, or died
            raise _explained(paths, notebooks, error) from error


def _environment(region_folder: Path, profile: str) -> dict[str, str]:
    return os.environ | {FOLDER_VARIABLE: str(Path(region_folder).resolve()), "PLOTLY_RENDERER": "plotly_mimetype", "IPYTHONDIR": profile,
                         "PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def _explained(paths: Sequence[Path], notebooks: Sequence[NotebookNode], error: Exception) -> NotebookError:
    """Which notebook stopped, and where: the first with an error in its outputs, else the first that did not run to its end."""
    code = [[c for c in n.cells if c.cell_type == "code"] for n in notebooks]
    failed = [(i, j) for i, cells in enumerate(code) for j, c in enumerate(cells, start=1) if any(o.output_type == "error" for o in c.get("outputs", []))]
    unfinished = next((i for i, cells in enumerate(code) if any(c.source.strip() and c.get("execution_count") is None for c in cells)), len(paths) - 1)
    which, stopped = failed[0] if failed else (unfinished, None)
    what = f"{getattr(error, 'ename', '') or type(error).__name__}: {getattr(error, 'evalue', '') or 'de uitvoering stopte'}"
    where = f"codecel {stopped}" if stopped else "een codecel"
    return NotebookError(f"Het notebook stopt bij {where} ({what}).", "Open het met 'make lab' om te zien wat er misgaat; de rapporten zelf hangen er niet van af.",
                         Place(file=paths[which].name))


def to_html(notebook: NotebookNode, name: str, *, mark: str = "") -> bytes:
    """An executed notebook as one page: text, folded code, tables and charts."""
    charts: dict[str, dict[str, Any]] = {}
    blocks = [block for i, cell in enumerate(notebook.cells) for block in _cell(cell, i, charts)]
    page = environment().get_template("notebook.html").render(
        title=_title(notebook, name), mark=mark, blocks=blocks, css=text_of("page.css"), code_css=Markup(HtmlFormatter(style="default").get_style_defs(".highlight")),
        charts_json=json_safe(charts), plotly_js=script_safe(get_plotlyjs()) if charts else "")
    return page.encode()


def _title(notebook: NotebookNode, name: str) -> str:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    return line[2:].strip()
    return name.replace("_", " ")


def _cell(cell: NotebookNode, index: int, charts: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A cell as blocks of the page: its text or its folded code, then its outputs."""
    if cell.cell_type == "markdown":
        return [{"kind": "text", "html": Markup(markdown2html_mistune(cell.source))}]
    if cell.cell_type != "code" or not cell.source.strip():
        return []
    # nbconvert's own highlighter loads IPython; matplotlib, busy in the main thread, trips over it while it is half loaded.
    code = {"kind": "code", "html": Markup(highlight(cell.source, PythonLexer(), HtmlFormatter()))}
    outputs = [_output(o, f"figuur-{index}-{j}", charts) for j, o in enumerate(cell.get("outputs", []))]
    return [code, *(o for o in outputs if o)]


def _output(output: NotebookNode, name: str, charts: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    if output.output_type == "stream":
        return {"kind": "plain", "text": output.text} if output.name == "stdout" and output.text.strip() else None
    if output.output_type == "error":
        return {"kind": "plain", "text": f"{output.ename}: {output.evalue}"}
    data: Mapping[str, Any] = output.get("data", {})
    if PLOTLY in data:
        figure = json.loads(json.dumps(data[PLOTLY]))
        charts[name] = {"data": figure.get("data", []), "layout": figure.get("layout", {})}
        return {"kind": "chart", "name": name}
    if "text/html" in data:
        return {"kind": "html", "html": Markup(data["text/html"])}
    if "text/markdown" in data:
        return {"kind": "text", "html": Markup(markdown2html_mistune(data["text/markdown"]))}
    if "image/png" in data:
        return {"kind": "html", "html": Markup(f'<img alt="" src="data:image/png;base64,{data["image/png"].strip()}">')}
    return {"kind": "plain", "text": data["text/plain"]} if "text/plain" in data else None
