"""What an attacker learns who reads back every published file of the example region: nothing that was hidden."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from lxml import html
from support import Run

from napl_analysis.tables import CELL
from tests.disclosure.attacker import recovered

pytestmark = pytest.mark.slow

KEYS = ["kind", "target_id", "respondent_group", *CELL]
FIGURES = ["share", "low", "high", "se", "estimate", "teachers", "n_eff"]
DENOMINATORS = np.arange(1, 200)
LONG = re.compile(rb"\d+\.\d{11,}(?:[eE]-?\d+)?")


@pytest.fixture(scope="module")
def published(example_run: Run) -> pd.DataFrame:
    """The demand table of the package, in the order of the table before the gate."""
    table = pd.read_csv(example_run.reports / "pakket" / "demand.csv")
    place = pd.MultiIndex.from_frame(example_run.raw["demand"][KEYS])
    return table.set_index(KEYS).loc[place].reset_index()


def told(run: Run) -> dict[str, dict[tuple[str, ...], float]]:
    """What the other tables of the package tell of the number of respondents, per group."""
    response, preferences, employers = (pd.read_csv(run.reports / "pakket" / f"{name}.csv") for name in ("response", "preference_shares", "employers"))
    place = {"totaal": lambda level: ("alle",) * 3, "sector": lambda level: (level, "alle", "alle"), "subregion": lambda level: ("alle", "alle", level)}
    teachers = {place[r.dimension](r.level): float(r.respondents) for r in response[response["shown"]].itertuples() if r.dimension in place}
    whole = employers[employers["shown"] & (employers["employer_type"] == "alle") & (employers["respondents"] > 0)]
    assert len(preferences) and teachers
    return {"leraar": teachers, "werkgever": {(r.sector, "alle", "alle"): float(r.respondents) for r in whole.itertuples()}}


@pytest.mark.parametrize("group", ["leraar", "werkgever"])
def test_no_hidden_number_can_be_worked_out_from_the_package(example_run: Run, published: pd.DataFrame, group: str) -> None:
    """Every theme and every outcome, with what other tables tell where it is about the same people."""
    raw, others = example_run.raw["demand"], told(example_run)[group]
    found = []
    for target in raw["target_id"].unique():
        mine = ((raw["respondent_group"] == group) & (raw["target_id"] == target)).to_numpy()
        numbers = raw[mine].set_index(list(CELL))["n"]
        extra = {cell: n for cell, n in others.items() if numbers.get(cell) == n}
        found += [(target, *cell) for cell in recovered(raw[mine], published[mine], minimum_known=5 if group == "werkgever" else 10, extra=extra)]
    assert found == []


def hidden_figures(run: Run, digits: int) -> set[str]:
    """Hidden figures of the year, to so many significant digits, that no shown row has too."""
    raw, shown = run.raw["demand"], run.results.demand["shown"].astype(bool).to_numpy()
    values = {True: set(), False: set()}
    for column in FIGURES:
        number = raw[column].astype("Float64").to_numpy(float, na_value=np.nan)
        for flag in (True, False):
            kept = number[(shown == flag) & np.isfinite(number)]
            values[flag] |= {f"{v:.{digits}g}" for v in kept if v > 0 and not any_count_has_it(v)}
    return values[False] - values[True]


def any_count_has_it(value: float) -> bool:
    """Is it a simple fraction, such as 2/3 or 5/6? Other figures have that value by chance."""
    return bool((np.abs(value * DENOMINATORS - np.round(value * DENOMINATORS)) < 1e-6).any())


def long_numbers(path: Path) -> set[str]:
    """Every number with many decimals in a file, its hidden sheets and embedded workbooks included."""
    found, boxes = set(), [path.read_bytes()]
    while boxes:
        content = boxes.pop()
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as box:
                boxes += [box.read(name) for name in box.namelist()]
        else:
            found |= {f"{float(n):.11g}" for n in LONG.findall(content)}
    return found


def test_no_hidden_figure_stands_anywhere_in_an_office_file_or_notebook(example_run: Run) -> None:
    """Also not in a hidden sheet, in the numbers kept in a native chart, or in a workbook within a document."""
    secret = hidden_figures(example_run, 11)
    files = [p for p in sorted(example_run.reports.rglob("*")) if p.suffix in {".xlsx", ".docx", ".html", ".json", ".csv"}]
    read = {p.name: long_numbers(p) for p in files}
    assert len(secret) > 1000 and len(read["tabellen.xlsx"]) > 5000
    assert not {name: numbers & secret for name, numbers in read.items() if numbers & secret}


def test_every_hidden_row_of_the_workbook_is_empty(example_run: Run) -> None:
    book = openpyxl.load_workbook(example_run.reports / "tabellen.xlsx", read_only=True)
    assert all(sheet.sheet_state == "visible" for sheet in book)
    hidden = {}
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        head = next((i for i, row in enumerate(rows) if "Getoond" in row), None)
        if head is None or sheet.title == "Kolommen":
            continue
        place = rows[head].index("Getoond")
        closed = [row for row in rows[head + 1:] if str(row[place]).startswith("nee")]
        assert not [row for row in closed if any(isinstance(v, int | float) for v in row)], sheet.title
        hidden[sheet.title] = len(closed)
    demand, gaps = example_run.results.demand, example_run.results.gaps
    assert hidden["witte_vlekken"] == (~gaps["shown"].astype(bool)).sum() > 0
    assert hidden["vraag_themas"] + hidden["vraag_leeruitkomsten"] == (~demand["shown"].astype(bool)).sum()


def test_a_hidden_gap_tells_nothing_on_the_page(example_run: Run) -> None:
    tree = html.document_fromstring((example_run.reports / "index.html").read_bytes())
    rows = json.loads(tree.get_element_by_id("gegevens").text)["gaps"]
    gaps = example_run.results.gaps
    assert len(rows) == len(gaps)
    closed = [r for r in rows if not r["w"]]
    assert len(closed) == (~gaps["shown"].astype(bool)).sum()
    assert all(v is None for r in closed for v in r["v"]) and not any("%" in t for r in closed for t in r["t"])
