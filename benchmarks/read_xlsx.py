"""Reading a 50,000 x 40 workbook: ours (a whole `SurveyExport`) against pandas with openpyxl (a bare frame).

Usage (from the repository): ``python benchmarks/read_xlsx.py [ROWS] [COLUMNS]``. The cells are asserted to be equal
before anything is timed; both read the same file in the same run.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from napl_analysis.intake.survey import read_survey

LEVELS = ("geen behoefte", "weinig behoefte", "redelijke behoefte", "veel behoefte")
WORDS = (
    "rekenen",
    "taal",
    "gedrag",
    "rust in de klas",
    "meer tijd",
    "samen met mijn team",
    "toetsen",
    "ict",
    "oudergesprekken",
    "coaching",
)


def make(path: Path, rows: int, columns: int) -> None:
    """A Microsoft Forms export: three own columns, four open questions, numbers, the rest closed."""
    dice = random.Random(1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, ["ID", "Begintijd", "Tijd van voltooien", *(f"Vraag {i} over scholing" for i in range(columns - 3))])
    begin = datetime(2026, 3, 2, 8, 0)
    for r in range(rows):
        said = [
            " ".join(dice.choices(WORDS, k=6)) + f" {r}" if i < 4 else dice.randint(0, 40) if i < 8 else dice.choice(LEVELS)
            for i in range(columns - 3)
        ]
        at = begin + timedelta(seconds=20 * r)
        sheet.write_row(r + 1, 0, [r + 1, at, at + timedelta(minutes=5), *said])
    book.close()


def timed(function, *arguments, **named):
    began = time.perf_counter()
    result = function(*arguments, **named)
    return result, time.perf_counter() - began


def main(rows: int = 50_000, columns: int = 40) -> int:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        make(path, rows, columns)
        ours, seconds = timed(read_survey, path)
        theirs, reference = timed(pd.read_excel, path, engine="openpyxl")
    assert ours.answers.shape == (rows, columns) == theirs.shape
    for mine, name in zip(ours.answers, theirs, strict=True):
        left, right = ours.answers[mine], theirs[name]
        same = left.dt.round("ms").eq(right.dt.round("ms")) if right.dtype.kind == "M" else left.astype(str).eq(right.astype(str))
        assert same.all(), name
    print(f"{rows} x {columns}: napl {seconds:.1f} s, pandas met openpyxl {reference:.1f} s, verhouding {seconds / reference:.2f}")
    return 0 if seconds * 3 < reference else 1


if __name__ == "__main__":
    sys.exit(main(*(int(a) for a in sys.argv[1:])))
