"""SPSS .sav through pyreadstat: value labels become the answers, user-missing values become missing.

Dates are converted here from SPSS's seconds since 14 October 1582, because out-of-range dates make the library
stop. LimeSurvey's SPSS export is one of these (``Q1_SQ001``, ticks 1/0).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

from napl_analysis.findings import InputError, Place
from napl_analysis.intake.files import LIMITS, Grid, read_bytes
from napl_analysis.intake.survey import values
from napl_analysis.intake.survey.model import Item, Layout
from napl_analysis.intake.survey.wording import clean_heading, unique

_EPOCH = dt.datetime(1582, 10, 14)
_DATE_FORMATS = re.compile(r"(A|E|S|J)?DATE(TIME)?\d*(\.\d+)?|YMDHMS\d*(\.\d+)?|MOYR\d+|QYR\d+|WKYR\d+", re.IGNORECASE)
_TIME_FORMAT = re.compile(r"D?TIME\d+(\.\d+)?", re.IGNORECASE)
_IDENTIFIERS = frozenset({"ipaddr", "token", "email", "refurl", "ipaddress", "firstname", "lastname", "recipientemail"})
_MEMBER = re.compile(r".+_[A-Za-z]{0,4}\d{1,4}$")  # Q1_SQ001, v12_3: one of several variables of a question
_ROLES = {"submitdate": "submitted", "startdate": "started", "recordeddate": "submitted", "finished": "finished"}
_TECHNICAL = frozenset({"id", "lastpage", "startlanguage", "seed", "datestamp", "responseid", "status", "progress", "duration"})


def layout(path: str | Path) -> Layout:
    """Cases and variables of a .sav file, values replaced by their labels.

    Raises
    ------
    InputError
        The file is damaged, or larger than the limits.
    """
    path = Path(path)
    frame, meta = _read(path)
    if len(frame) > LIMITS.rows or len(frame.columns) > LIMITS.columns:
        raise InputError("Dit SPSS-bestand is te groot.", "Laat overbodige variabelen of cases weg.", Place(file=path.name))
    names = [
        n if isinstance(n, str) and n else f"kolom_{i}" for i, n in enumerate(frame.columns, start=1)
    ]  # damage can leave a variable without a name
    columns = [_values(frame.iloc[:, i], name, meta) for i, name in enumerate(names)]
    rows = [list(row) for row in zip(*columns, strict=True)]
    grid = Grid(path.name, "", rows)
    return Layout("spss", grid, 0, _items(names, columns, meta), keep_blank=True)


def _read(path: Path) -> tuple[pd.DataFrame, Any]:
    data = read_bytes(path)
    for encoding in (None, "cp1252"):
        try:
            return pyreadstat.read_sav(io.BytesIO(data), user_missing=True, disable_datetime_conversion=True, encoding=encoding)
        except UnicodeDecodeError:
            continue
        except Exception as error:
            if "encod" in str(error).lower() and encoding is None:
                continue
            raise InputError(
                "Dit SPSS-bestand is beschadigd of geen .sav-bestand.",
                "Open het in SPSS en sla het opnieuw op als .sav.",
                Place(file=path.name),
            ) from error
    raise InputError("De tekenset van dit SPSS-bestand is onbekend.", "Sla het in SPSS opnieuw op als Unicode.", Place(file=path.name))


def _values(series: pd.Series, name: str, meta: Any) -> list[Any]:
    labels = meta.variable_value_labels.get(name, {})
    ranges = meta.missing_ranges.get(name, [])
    form = meta.original_variable_types.get(name, "")
    return [_value(v, labels, ranges, form) for v in series]


def _value(value: Any, labels: dict[Any, str], ranges: list[dict[str, Any]], form: str) -> Any:
    value = values.tidy(value)
    if value is None or any(_within(value, r) for r in ranges):
        return None
    if value in labels:
        return clean_heading(labels[value])
    if values.is_number(value) and _DATE_FORMATS.fullmatch(form):
        return _moment(float(value))
    if values.is_number(value) and _TIME_FORMAT.fullmatch(form):
        return str(dt.timedelta(seconds=round(float(value))))
    return value


def _within(value: Any, limits: dict[str, Any]) -> bool:
    try:
        return bool(limits["lo"] <= value <= limits["hi"])
    except TypeError:
        return False


def _moment(seconds: float) -> dt.datetime | None:
    try:
        return _EPOCH + dt.timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None


def _items(names: list[str], columns: list[list[Any]], meta: Any) -> list[Item]:
    stems = Counter(n.rsplit("_", 1)[0] for n in names if _MEMBER.search(n))
    texts = {n: clean_heading(meta.column_names_to_labels.get(n) or n) for n in names}
    items = []
    for i, (name, code) in enumerate(zip(names, unique(names), strict=True)):
        low = name.lower()
        labels = meta.variable_value_labels.get(name, {})
        missing = meta.missing_ranges.get(name, [])
        options = tuple(
            clean_heading(text)
            for key, text in sorted(labels.items(), key=lambda kv: (str(type(kv[0])), kv[0]))
            if not any(_within(key, r) for r in missing)
        )
        stem = name.rsplit("_", 1)[0]
        grouped = bool(_MEMBER.search(name)) and stems[stem] > 1
        role = _ROLES.get(low, "identifier" if low in _IDENTIFIERS else "")
        kind = "technical" if role or low in _TECHNICAL else _kind(columns[i], options, meta.variable_measure.get(name, ""), grouped)
        items.append(
            Item(
                i,
                code,
                _question(texts[name]) if grouped else texts[name],
                group=stem if grouped else code,
                option=_option(texts[name]) if grouped else "",
                kind=kind,
                role=role,
                options=options if kind in ("single", "scale") else (),
            )
        )
    return items


def _kind(cells: list[Any], options: tuple[str, ...], measure: str, grouped: bool) -> str | None:
    given = {c for c in cells if c is not None}
    ticks = set(options) or {values.as_text(g) for g in given}
    if grouped and 0 < len(ticks) <= 2 and all(values.yes_no(t) is not None for t in ticks) and any(values.yes_no(t) for t in ticks):
        return "multiple"
    if options:
        return "scale" if measure == "ordinal" else "single"
    return None


def _question(text: str) -> str:
    match = re.fullmatch(r"\[(?P<option>.+?)\]\s*(?P<question>.+)|(?P<q2>.+?)\s*\[(?P<o2>.+)\]", text)
    return (match["question"] or match["q2"]) if match else text


def _option(text: str) -> str:
    match = re.fullmatch(r"\[(?P<option>.+?)\]\s*.+|.+?\s*\[(?P<o2>.+)\]", text)
    return (match["option"] or match["o2"]) if match else text
