"""The tables that reports print: titled, with Dutch headings, labels and a source; each made once, used by all.

A `ReportTable` keeps the figures as numbers (the workbook needs them) and knows how each reads (`format.figure`),
so that workbook, document and page cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from napl_analysis import tables as tidy
from napl_analysis.reports import labels
from napl_analysis.reports.format import Kind, figure, is_missing


@dataclass(frozen=True)
class Column:
    """A column of a report: where its values are, what stands above it, how they read."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    width: int = 14
    meaning: str = ""


@dataclass(frozen=True)
class Cell:
    """A value as it is, how it reads, and whether the gate removed it."""

    value: object
    text: str
    kind: Kind
    hidden: bool = False


@dataclass(frozen=True, eq=False)
class ReportTable:
    """A table as it is published.

    Parameters
    ----------
    name
        Sheet name and anchor: at most 31 characters.
    title, one_row, note, source
        What stands above and below it, in Dutch.
    columns
        What is shown, in order; headings are neither empty nor double.
    frame
        The values; `shown` and `hidden_why` may stand beside the columns.
    group
        The part of the analysis it belongs to.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    one_row: str = ""
    note: str = ""
    source: str = ""
    group: str = ""
    hidden: pd.Series | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        headings = [c.heading for c in self.columns]
        if not all(h.strip() for h in headings) or len({h.lower() for h in headings}) != len(headings):
            raise ValueError(f"{self.name}: empty or double headings in {headings}")
        if len(self.name) > 31:
            raise ValueError(f"{self.name}: longer than a sheet name may be")

    @property
    def headings(self) -> list[str]:
        return [c.heading for c in self.columns]

    def rows(self) -> Iterator[list[Cell]]:
        """The table row by row."""
        shown = _flags(self.frame)
        why = self.frame["hidden_why"] if "hidden_why" in self.frame else pd.Series("", index=self.frame.index)
        flags = list(zip(shown, why.tolist(), strict=True))
        made = [_cells(self.frame[c.key].tolist(), c.kind, flags) for c in self.columns]
        return (list(row) for row in zip(*made, strict=True))

    def texts(self) -> list[list[str]]:
        """The table as text, row by row."""
        return [[cell.text for cell in row] for row in self.rows()]

    def has_hidden(self) -> bool:
        """Did the gate remove figures from this table?"""
        return not all(_flags(self.frame))

    def replace(self, **changes: object) -> ReportTable:
        """The same table with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def _flags(frame: pd.DataFrame) -> list[bool]:
    if "shown" not in frame:
        return [True] * len(frame)
    return [bool(v) if not is_missing(v) else False for v in frame["shown"].tolist()]


def _cells(values: list[object], kind: Kind, flags: list[tuple[bool, object]]) -> list[Cell]:
    """The cells of a column; a value that comes back is worded once."""
    known: dict[tuple[object, bool, object], Cell] = {}
    cells = []
    for value, (shown, why) in zip(values, flags, strict=True):
        key = (value, shown, why)
        if key not in known:
            known[key] = _cell(value, kind, shown, why)
        cells.append(known[key])
    return cells


def _cell(value: object, kind: Kind, shown: bool, why: object) -> Cell:
    hidden = kind.is_figure and not shown and is_missing(value)
    return Cell(None if is_missing(value) else value, figure(value, kind, shown=shown, why=why), kind, hidden)


# Columns that only reports have, or that mean something else than in the first tidy table that has them.
OWN_MEANINGS: dict[str, str] = {
    "target": "naam van het thema of de leeruitkomst", "outcome": "korte naam van de leeruitkomst", "path": "naam van het ontwikkelpad",
    "offering": "titel van het aanbod", "employer_type": "rol van wie namens de werkgever antwoordde", "boards": "schoolbesturen (bevoegd gezag) waarvan iemand antwoordde",
    "schools": "vestigingen waarvan iemand antwoordde", "names": "besturen die met naam genoemd mogen worden", "share_now": "gewogen aandeel met een behoefte, dit jaar",
    "share_before": "gewogen aandeel met een behoefte, vorig jaar", "n_now": "antwoorden dit jaar (ongewogen)", "n_before": "antwoorden vorig jaar (ongewogen)",
    "rests_on": "antwoorden en het algemenere beeld waarop de schatting rust, en hoeveel dat beeld telt", "teachers_low": "ondergrens van het aantal leraren (95 %-interval)",
    "teachers_high": "bovengrens van het aantal leraren (95 %-interval)", "outcome_of_weighting": "wat de weging opleverde",
    "mean_low": "ondergrens van het gemiddelde niveau (95 %-interval)", "mean_high": "bovengrens van het gemiddelde niveau (95 %-interval)", "mean_se": "standaardfout van het gemiddelde niveau",
    "difference": "aandeel dit jaar min aandeel vorig jaar", "difference_low": "ondergrens van het verschil (95 %-interval)",
    "difference_high": "bovengrens van het verschil (95 %-interval)", "p_adjusted": "kans op zo'n verschil door toeval, gecorrigeerd voor het aantal vergelijkingen",
    "significant": "of het verschil groter is dan door toeval te verklaren is", "stap": "wat er gebeurde", "rijen_voor": "rijen voor de stap", "rijen_na": "rijen na de stap",
    "toelichting": "wat de stap deed", "bestand": "ingelezen bestand", "soort": "wat voor bestand het is", "bytes": "omvang", "rijen": "ingelezen rijen",
    "sha256": "controlegetal van de inhoud", "severity": "wat het van u vraagt", "rule": "naam van de regel", "findings": "aantal bevindingen",
    "label": "naam van het thema of onderwerp", "offered": "scholingen waarop de grond rust", "question_number": "nummer van de vraag in de handreiking", "asked_question": "de vraag die de handreiking stelt", "answer": "het antwoord, met de cijfers",
    "covering": "scholingen die bij minstens één leeruitkomst passen", "median_price": "mediaan van de prijs in euro", "price_per_hour": "mediaan van de prijs gedeeld door de studie-uren",
    "priced": "scholingen waarvan prijs en omvang bekend zijn", "dated": "scholingen die data noemen", "spot": "geen, dun (één aanbieder), gewoon of overlap (vier of meer)",
    "provider_names": "de aanbieders", "total_effort": "som van de inspanningen: 0 klaar, 1 tot 3 op te werken, 4 nieuw", "otherwise": "wat anders is dan in het voorgestelde traject",
    "instead_of": "het leerarrangement in het traject", "all_teachers": "leraren in de gemeente en sector (DUO)", "all_outcomes": "alle leeruitkomsten", "within": "waarvan met klaar aanbod binnen bereik",
    "reach_unknown": "waarvan niet te zeggen is of er klaar aanbod binnen bereik is", "asked_outcomes": "leeruitkomsten met grote vraag in de sector",
    "places_unknown": "waarvan het aantal plaatsen niet bekend is", "places_needed": "plaatsen per jaar die de vraag nodig maakt", "places_there": "waarvan er plaatsen zijn in klaar aanbod",
    "places_share": "deel van de nodige plaatsen dat er is", "place": "wat het arrangement van het pad dekt, en wat daarna openstaat", "question": "de vraag zoals die in de enquête stond",
}


def meanings() -> dict[str, str]:
    """Column to its meaning: from reports' own list, else from the first tidy table that defines it."""
    found = dict(OWN_MEANINGS)
    for table in tidy.TABLES.values():
        for column in table.columns:
            found.setdefault(column.name, column.meaning)
    return found


def column(key: str, heading: str = "", *, kind: Kind | None = None, width: int = 0, table: str = "") -> Column:
    """A report column with its heading, kind, width and meaning from the shared lists."""
    known = labels.heading(key)
    meaning = next((c.meaning for c in tidy.TABLES[table].columns if c.name == key), "") if table in tidy.TABLES else ""
    return Column(key, heading or known.text, kind or known.kind, width or known.width, meaning or meanings().get(key, ""))


def build(name: str, title: str, frame: pd.DataFrame, keys: Sequence[str], *, table: str = "", one_row: str = "",
          note: str = "", source: str = "", group: str = "") -> ReportTable:
    """A report table from a tidy frame: the columns named, codes turned into labels."""
    present = [k for k in keys if k in frame.columns or k == "shown"]
    present = [k for k in present if k != "shown" or "shown" in frame.columns]
    shown = pd.DataFrame({k: labels.labelled(frame[k], k) for k in present if k != "shown"}, index=frame.index)
    columns = [column(k, table=table) for k in present]
    if "shown" in frame.columns:
        shown["shown"] = frame["shown"]
        shown["hidden_why"] = frame.get("hidden_why", "")
        shown["shown_text"] = [_shown_text(s, w) for s, w in zip(_flags(shown), shown["hidden_why"], strict=True)]
        columns = [replace(c, key="shown_text", meaning="mag het cijfer worden getoond, en zo niet waarom niet") if c.key == "shown" else c
                   for c in columns]
    return ReportTable(name, title, _told_apart(columns), shown.reset_index(drop=True), one_row, note, source, group)


def _told_apart(columns: list[Column]) -> tuple[Column, ...]:
    """Columns whose headings would be double, told apart by their own name."""
    seen: set[str] = set()
    out = []
    for c in columns:
        out.append(replace(c, heading=f"{c.heading} ({c.key})") if c.heading.lower() in seen else c)
        seen.add(out[-1].heading.lower())
    return tuple(out)


def _shown_text(shown: bool, why: object) -> str:
    return "ja" if shown else labels.SHOWN_WHY.get(str(why), "nee: te weinig antwoorden")
