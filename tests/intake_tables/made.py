"""Small made-up surveys, schools and regions for the tests of this room."""

from __future__ import annotations

from typing import Any

import pandas as pd

from napl_analysis import region
from napl_analysis.intake.survey.model import QUESTION_COLUMNS, SurveyExport

KEY = bytes(range(32))


def question(code: str, text: str, kind: str, options: tuple[str, ...] = (), group: str | None = None, option: str | None = None) -> dict[str, Any]:
    return {"code": code, "text": text, "kind": kind, "options": options, "group": group or code, "option": option}


def survey(answers: dict[str, list[Any]], questions: list[dict[str, Any]], *, source: str = "po.csv", finished: list[bool] | None = None,
           minutes: list[float] | None = None, persons: list[Any] | None = None) -> SurveyExport:
    """An export as a reader would give it; first respondent on row 2."""
    frame = pd.DataFrame(answers)
    count = len(frame)
    started = pd.Series(pd.Timestamp("2026-03-01 09:00"), index=frame.index)
    took = pd.to_timedelta(pd.Series(minutes if minutes is not None else [10.0] * count, index=frame.index), unit="min")
    return SurveyExport(
        tool="plain", answers=frame, questions=pd.DataFrame(questions, columns=list(QUESTION_COLUMNS)),
        finished=pd.Series(finished if finished is not None else [True] * count, index=frame.index, dtype="boolean"),
        submitted=started + took, started=started, file_rows=pd.Series(range(2, count + 2), index=frame.index), findings=(), source=source,
        persons=None if persons is None else pd.Series(persons, index=frame.index, dtype="object"))


def schools() -> pd.DataFrame:
    rows = [
        ("99AA00", "99AA", "90001", "Stichting Klaverblad", "De Regenboog", "po", "GM0344", "Utrecht", "Utrecht"),
        ("99AB00", "99AB", "90001", "Stichting Klaverblad", "Obs De Vlieger", "po", "GM0355", "Zeist", "Zeist"),
        ("99AC00", "99AC", "90002", "Vereniging De Brug", "De Regenboog", "po", "GM0355", "Zeist", "Zeist"),
        ("99VA00", "99VA", "90003", "Stichting Horizon", "Lyceum Windwijzer", "vo", "GM0344", "Utrecht", "Utrecht"),
        ("99VA01", "99VA", "90003", "Stichting Horizon", "Lyceum Windwijzer Oost", "vo", "GM0344", "Utrecht", "Utrecht"),
        ("99MB00", "99MB", "90004", "ROC Zandwijk", "ROC Zandwijk", "mbo", "GM0344", "Utrecht", "Utrecht"),
    ]
    columns = ["brin6", "brin", "board_id", "board", "school", "sector", "municipality_code", "municipality", "place"]
    frame = pd.DataFrame(rows, columns=columns, dtype="str")
    frame["subregion"] = frame["municipality_code"].map({"GM0344": "Stad", "GM0355": "Heuvelrug"})
    frame["teachers"] = [20.0, 15.0, 12.0, 40.0, 40.0, 100.0]
    return frame


def config(surveys: list[dict[str, Any]] | None = None, **more: Any) -> region.RegionConfig:
    content = {
        "regio": {"id": "proef", "naam": "Proefregio", "jaar": 2026, "peildatum": "2026-10-01"},
        "deelregios": {"Stad": ["GM0344"], "Heuvelrug": ["GM0355"]},
        "bronnen": {"enquetes": surveys or []},
    } | more
    return region.parse_config(content)


def themes() -> pd.DataFrame:
    from napl_analysis.reference.files import read_reference

    return read_reference("themes.csv")


def rules(findings: Any) -> list[str]:
    return [f.rule for f in findings]
