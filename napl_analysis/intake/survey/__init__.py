"""The door for surveys: `read_survey` reads any tool's export into a `SurveyExport`."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.intake import files
from napl_analysis.intake.survey import googleforms, limesurvey, msforms, plain, qualtrics, spss, surveymonkey
from napl_analysis.intake.survey.assemble import assemble
from napl_analysis.intake.survey.model import KINDS, TOOLS, SurveyExport
from napl_analysis.vocabulary import plain as spelled

__all__ = ["KINDS", "TOOLS", "SurveyExport", "read_survey"]

_MODULES: dict[str, ModuleType] = {
    "limesurvey": limesurvey,
    "msforms": msforms,
    "googleforms": googleforms,
    "qualtrics": qualtrics,
    "surveymonkey": surveymonkey,
    "plain": plain,
}
_SPELLINGS = {
    "microsoft forms": "msforms",
    "ms forms": "msforms",
    "forms": "msforms",
    "office forms": "msforms",
    "google forms": "googleforms",
    "google": "googleforms",
    "lime survey": "limesurvey",
    "survey monkey": "surveymonkey",
    "sav": "spss",
    "csv": "plain",
    "xlsx": "plain",
    "excel": "plain",
}


def read_survey(path: str | Path, *, format: str | None = None) -> SurveyExport:
    """Read one export of a survey tool.

    Parameters
    ----------
    path
        A csv, xlsx or sav file.
    format
        The tool (one of `TOOLS`), only needed where recognition is wrong: the tool is told from the
        contents of the file, never from its name.

    Returns
    -------
    SurveyExport

    Raises
    ------
    InputError
        The file cannot be read, holds no answers, or ``format`` does not exist.
    """
    path = Path(path)
    tool = _tool(format, path)
    if files.kind_of(path) == "sav" or tool == "spss":
        return assemble(spss.layout(path))
    grids = files.read_grids(path)
    grid, tool = _choose(grids, tool)
    result = assemble(_MODULES[tool].layout(grid))
    others = [g.sheet for g in grids if g is not grid]
    if others:
        note = Finding(
            "ander_blad",
            f"De werkmap heeft nog {len(others)} blad(en): {', '.join(others[:5])}.",
            f"Alleen blad '{grid.sheet}' is gelezen.",
            Severity.LOOK,
            file=path.name,
        )
        result = SurveyExport(**{**result.__dict__, "findings": (*result.findings, note)})
    return result


def _tool(format: str | None, path: Path) -> str | None:
    if format is None:
        return None
    name = spelled(format)
    name = _SPELLINGS.get(name, name.replace(" ", ""))
    if name not in TOOLS:
        raise InputError(
            f"Het formaat '{format}' bestaat niet; kies uit {', '.join(TOOLS)}.",
            "Verbeter 'formaat' in regio.yml, of laat het weg.",
            Place(file=path.name),
        )
    return name


def _choose(grids: list[files.Grid], tool: str | None) -> tuple[files.Grid, str]:
    """The sheet and tool with the best score; between equals the sheet with the most cells, then the first."""
    names = [tool] if tool else list(_MODULES)
    scored = [
        (_MODULES[name].recognise(grid) if not tool else 1.0, len(grid.rows) * grid.width, -i, grid, name)
        for i, grid in enumerate(grids)
        for name in names
    ]
    best = max(scored, key=lambda s: s[:3])
    return best[3], best[4]
