"""Writers that put a questionnaire down as each tool does.

Written apart from the readers, after shared/formats.md: what a reader reads back must be what stood here.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyreadstat

from .questionnaire import Question, Survey, make_survey

__all__ = ["Question", "Survey", "make_survey"]


def save_csv(
    path: Path,
    rows: list[list[Any]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    quote_all: bool = False,
    ending: str = "\r\n",
    tail: str = "",
) -> Path:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, lineterminator=ending).writerows(
        rows
    )
    path.write_bytes((stream.getvalue() + tail).encode(encoding))
    return path


def save_xlsx(path: Path, rows: list[list[Any]], sheet: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            if value not in (None, ""):
                cell = book.active.cell(r, c)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # a text that starts with '=' is a text
    book.save(path)
    return path


# --- the tools ---------------------------------------------------------------------------------------


def limesurvey(
    path: Path, survey: Survey, *, headings: str = "both", separator: str = ". ", delimiter: str = ",", short: bool = False
) -> Path:
    """``headings``: 'code', 'both' or 'text'; ``short`` writes A1, A2 and Y instead of the texts."""
    own = [
        ("id", "Antwoord-ID"),
        ("submitdate", "Datum ingestuurd"),
        ("lastpage", "Laatste pagina"),
        ("startlanguage", "Starttaal"),
        ("startdate", "Datum gestart"),
        ("ipaddr", "IP-adres"),
    ]
    heads = [_heading(code, text, headings, separator) for code, text in own]
    for q in survey.questions:
        for i, sub in enumerate(_subs(q), start=1):
            code = f"{q.code}[SQ{i:03d}]" if sub else q.code
            text = f"<p>{q.text.replace('&', '&amp;')}&nbsp;</p>" + (f" [{sub}]" if sub else "")
            heads.append(_heading(code, text, headings, separator))
    rows: list[list[Any]] = [heads]
    for i, said in enumerate(survey.answers):
        sent = survey.submitted[i]
        row: list[Any] = [str(i + 3), f"{sent}" if sent else "", "4", "nl-informal", f"{survey.started[i]}", "192.0.2.1"]
        for q in survey.questions:
            row += [_lime_cell(q, sub, said.get(q.code), short) for sub in _subs(q)]
        rows.append(row)
    return save_csv(path, rows, delimiter=delimiter, encoding="utf-8-sig", quote_all=True, tail="\r\n")


def _heading(code: str, text: str, style: str, separator: str) -> str:
    return code if style == "code" else text if style == "text" else f"{code}{separator}{text}"


def _subs(q: Question) -> tuple[str, ...]:
    return q.rows if q.kind == "scale" else q.options if q.kind == "multiple" else ("",)


def _lime_cell(q: Question, sub: str, said: Any, short: bool) -> str:
    if said is None:
        return ""
    if q.kind == "multiple":
        return ("Y" if short else "Ja") if sub in said else ("N" if short else "Nee")
    if q.kind == "scale":
        said = said.get(sub)
        if said is None:
            return ""
    if q.kind in ("single", "scale"):
        return f"A{q.options.index(said) + 1}" if short else said
    return f"'{said}" if said.startswith("=") else said


def msforms_rows(survey: Survey, *, dutch: bool = True) -> list[list[Any]]:
    own = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"] if dutch else ["ID", "Start time", "Completion time", "Email", "Name"]
    heads = [*own]
    for q in survey.questions:
        heads += list(q.rows) if q.kind == "scale" else [q.text]
    rows: list[list[Any]] = [heads]
    for i, said in enumerate(survey.answers):
        row: list[Any] = [i + 1, survey.started[i], survey.started[i] + timedelta(minutes=4), survey.mails[i], "Anna Achternaam"]
        for q in survey.questions:
            answer = said.get(q.code)
            if q.kind == "scale":
                row += [(answer or {}).get(r, "") for r in q.rows]
            elif q.kind == "multiple":
                row.append("".join(f"{o};" for o in q.options if o in answer) if answer else "")
            else:
                row.append(answer or "")
        rows.append(row)
    return rows


def msforms_xlsx(path: Path, survey: Survey) -> Path:
    return save_xlsx(path, msforms_rows(survey))


def msforms_csv(path: Path, survey: Survey) -> Path:
    """Re-saved by a Dutch Excel: cp1252, ';', m/d/yy dates under Dutch headings."""
    rows = [[f"{v.month}/{v.day}/{v:%y} {v.hour}:{v:%M}" if isinstance(v, datetime) else v for v in row] for row in msforms_rows(survey)]
    return save_csv(path, rows, delimiter=";", encoding="cp1252")


def googleforms(path: Path, survey: Survey, *, stamp: str = "dutch", xlsx: bool = False) -> Path:
    heads = ["Tijdstempel", "E-mailadres"]
    for q in survey.questions:
        heads += [f"{q.text} [{r}]" for r in q.rows] if q.kind == "scale" else [q.text]
    rows: list[list[Any]] = [heads]
    for i, said in enumerate(survey.answers):
        row: list[Any] = [survey.started[i] if xlsx else google_stamp(survey.started[i], stamp), survey.mails[i]]
        for q in survey.questions:
            answer = said.get(q.code)
            if q.kind == "scale":
                row += [(answer or {}).get(r, "") for r in q.rows]
            elif q.kind == "multiple":
                row.append(", ".join(o for o in q.options if o in answer) if answer else "")
            else:
                row.append(answer or "")
        rows.append(row)
    return save_xlsx(path, rows, "Formulierreacties 1") if xlsx else save_csv(path, rows)


def google_stamp(moment: datetime, style: str) -> str:
    if style == "american":
        return f"{moment.month}/{moment.day}/{moment.year} {moment.hour}:{moment:%M:%S}"
    if style == "spoken":
        hour = moment.hour % 12 or 12
        return f"{moment:%Y/%m/%d} {hour}:{moment:%M:%S} {'p.m.' if moment.hour >= 12 else 'a.m.'} CET"
    return f"{moment.day}-{moment.month}-{moment.year} {moment.hour}:{moment:%M:%S}"


def qualtrics(path: Path, survey: Survey, *, legacy: bool = False, numeric: bool = False, quote: str = '"') -> Path:
    own = [
        ("StartDate", "startDate"),
        ("EndDate", "endDate"),
        ("IPAddress", "ipAddress"),
        ("Finished", "finished"),
        ("RecordedDate", "recordedDate"),
        ("ResponseId", "_recordId"),
        ("RecipientLastName", "recipientLastName"),
    ]
    names, texts, ids = [n for n, _ in own], [n for n, _ in own], [i for _, i in own]
    for number, q in enumerate(survey.questions, start=1):
        for i, sub in enumerate(_subs(q), start=1):
            names.append(f"{q.code}_{i}" if sub else q.code)
            texts.append(f"{q.text}-{sub}" if sub else q.text)
            ids.append(f"QID{number}_{i}" if sub else f"QID{number}" + ("_TEXT" if q.kind == "open" else ""))
    rows: list[list[Any]] = []
    for i, said in enumerate(survey.answers):
        sent = survey.submitted[i]
        row: list[Any] = [
            f"{survey.started[i]}",
            f"{sent or survey.started[i]}",
            "192.0.2.1",
            ("1" if sent else "0") if numeric else str(bool(sent)),
            f"{sent or survey.started[i]}",
            f"R_{i:015d}",
            "Achternaam",
        ]
        for q in survey.questions:
            row += [_qualtrics_cell(q, sub, said.get(q.code), numeric) for sub in _subs(q)]
        rows.append(row)
    if legacy:
        heads = [
            [f"V{i}" if i <= len(own) else n for i, n in enumerate(names, start=1)],
            ["ResponseID" if t == "ResponseId" else t for t in texts],
        ]
        order = [5, 0, 1, 2, 3, 4, 6, *range(len(own), len(names))]  # the response id first
        fixed = [[f"V{k}" if k <= len(own) else names[j] for k, j in enumerate(order, start=1)], [heads[1][j] for j in order]]
        return save_csv(path, [*fixed, *([row[j] for j in order] for row in rows)], encoding="utf-8-sig")
    imports = [f"{{{quote}ImportId{quote}:{' ' if quote == chr(39) else ''}{quote}{i}{quote}}}" for i in ids]
    return save_csv(path, [names, texts, imports, *rows], ending="\n")


def _qualtrics_cell(q: Question, sub: str, said: Any, numeric: bool) -> str:
    if said is None:
        return "-99" if numeric and q.kind != "open" else ""
    if q.kind == "multiple":
        return ("1" if numeric else sub) if sub in said else ""
    if q.kind == "scale":
        said = said.get(sub)
        if said is None:
            return ""
    return str(q.options.index(said) + 1) if numeric and q.kind != "open" else said


def surveymonkey(path: Path, survey: Survey, *, encoding: str = "utf-8") -> Path:
    """Expanded: a column a choice, cells with the choice's text, the question only above its first column."""
    own = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Email Address",
        "First Name",
        "Last Name",
        "Custom Data 1",
    ]
    top, below = [*own], [""] * len(own)
    for q in survey.questions:
        subs = _subs(q)
        top += [q.text, *[""] * (len(subs) - 1)]
        below += list(subs) if subs[0] else ["Open-Ended Response" if q.kind == "open" else "Response"]
    rows: list[list[Any]] = [top, below]
    for i, said in enumerate(survey.answers):
        row: list[Any] = [
            str(10_000_000_000 + i),
            "42",
            f"{survey.started[i]:%m/%d/%Y %H:%M:%S}",
            f"{survey.started[i] + timedelta(minutes=3):%m/%d/%Y %H:%M:%S}",
            "192.0.2.9",
            survey.mails[i],
            "Anna",
            "Achternaam",
            "",
        ]
        for q in survey.questions:
            answer = said.get(q.code)
            for sub in _subs(q):
                row.append(
                    ""
                    if answer is None
                    else (sub if sub in answer else "")
                    if q.kind == "multiple"
                    else answer.get(sub, "")
                    if q.kind == "scale"
                    else answer
                )
        rows.append(row)
    return save_csv(path, rows, encoding=encoding)


def spss(path: Path, survey: Survey) -> Path:
    """As LimeSurvey writes it: Q_SQ001, ticks 1/0 with labels, choices with value labels."""
    columns: dict[str, list[Any]] = {"id": [float(i + 1) for i in range(survey.size)]}
    labels: dict[str, dict[Any, str]] = {}
    texts = {"id": "Antwoord-ID"}
    for q in survey.questions:
        for i, sub in enumerate(_subs(q), start=1):
            name = f"{q.code}_SQ{i:03d}" if sub else q.code
            texts[name] = f"[{sub}] {q.text}" if sub else q.text
            if q.kind != "open":
                labels[name] = (
                    {1.0: "Ja", 0.0: "Niet geselecteerd"}
                    if q.kind == "multiple"
                    else {float(k): o for k, o in enumerate(q.options, start=1)}
                )
            columns[name] = [_spss_cell(q, sub, said.get(q.code)) for said in survey.answers]
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        str(path),
        column_labels=texts,
        variable_value_labels=labels,
        variable_measure={n: "ordinal" for q in survey.questions if q.kind == "scale" for n in columns if n.startswith(f"{q.code}_")},
    )
    return path


def _spss_cell(q: Question, sub: str, said: Any) -> Any:
    if q.kind == "open":
        return said or ""
    if said is None:
        return None
    if q.kind == "multiple":
        return 1.0 if sub in said else 0.0
    said = said.get(sub) if q.kind == "scale" else said
    return float(q.options.index(said) + 1) if said else None


def plain_csv(path: Path, survey: Survey, *, xlsx: bool = False) -> Path:
    """As an analyst keeps it: a title above, Dutch Excel's ';' and cp1252; several answers with ';'."""
    rows: list[list[Any]] = []
    heads: list[Any] = ["Nr", "Datum ingevuld"]
    for q in survey.questions:
        heads += list(q.rows) if q.kind == "scale" else [q.text]
    for i, said in enumerate(survey.answers):
        moment = survey.started[i]
        row: list[Any] = [i + 1, moment if xlsx else f"{moment.day}-{moment.month}-{moment.year}"]
        for q in survey.questions:
            answer = said.get(q.code)
            if q.kind == "scale":
                row += [(answer or {}).get(r, "") for r in q.rows]
            else:
                row.append("".join(f"{o};" for o in q.options if o in answer) if q.kind == "multiple" and answer else answer or "")
        rows.append(row)
    above = [["Resultaten enquête"] + [""] * (len(heads) - 1), [""] * len(heads)]
    return save_xlsx(path, [*above, heads, *rows]) if xlsx else save_csv(path, [*above, heads, *rows], delimiter=";", encoding="cp1252")
