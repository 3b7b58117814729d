"""What we tell the analyst about her data: errors that a person can act on, and findings.

An error stops the run (exit code 2): something must be mended first. A finding does not: the run goes on,
and the finding stands in ``bevindingen.xlsx`` with what was done about it. Both say where (file, sheet,
row, column), what is wrong, and what to do, in Dutch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum

import pandas as pd


@dataclass(frozen=True)
class Place:
    """Where something is wrong. ``row`` is the row as the user sees it in her file (first row = 1)."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [
            f"bestand '{self.file}'" if self.file else "",
            f"blad '{self.sheet}'" if self.sheet else "",
            f"rij {self.row}" if self.row is not None else "",
            f"kolom '{self.column}'" if self.column else "",
        ]
        return ", ".join(part for part in parts if part)


class NaplError(Exception):
    """Base of every error a user can mend; the command shows it without a traceback, exit code 2.

    Parameters
    ----------
    problem
        What is wrong: a Dutch sentence.
    remedy
        What to do about it: a Dutch sentence.
    place
        Where it is wrong.
    """

    def __init__(self, problem: str, remedy: str = "", place: Place | None = None) -> None:
        self.problem = problem
        self.remedy = remedy
        self.place = place or Place()
        super().__init__(problem, remedy, self.place)

    def __str__(self) -> str:
        where = str(self.place)
        text = f"{where[0].upper()}{where[1:]}: {self.problem}" if where else self.problem
        return f"{text} {self.remedy}".strip()


class RegionError(NaplError):
    """The region's folder or its regio.yml must be mended."""


class InputError(NaplError):
    """A file that came in cannot be read, or does not hold what it should."""


class MarginError(NaplError):
    """The population margins and the answers do not fit together."""


class OutcomesError(NaplError):
    """The learning outcomes that the user loaded are not usable (a double id, no title)."""


class DisclosureError(NaplError):
    """Publishing would let somebody work out a hidden cell; ``place`` names the table."""


class Severity(StrEnum):
    """How much a finding asks of the analyst."""

    DECIDE = "beslissen"  # she must choose; until then we chose the cautious way
    LOOK = "bekijken"  # changed or left out by a rule; she should agree
    NOTE = "ter_info"  # normal, logged so that every figure can be traced


@dataclass(frozen=True)
class Finding:
    """One odd thing in the data and what was done about it. Never holds personal data.

    ``before`` and ``after`` hold the value as it was and as it became; leave ``before`` empty where the
    value itself could be personal (an e-mail address, a name, free text).
    """

    rule: str  # short Dutch identifier of the rule, e.g. "ervaring_onmogelijk"
    message: str  # Dutch sentence: what is odd
    action: str  # Dutch sentence: what was done, or what the analyst should do
    severity: Severity = Severity.LOOK
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    before: str = ""
    after: str = ""


FINDING_COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Finding))


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Findings as a frame with the columns of `Finding`, in the order given."""
    frame = pd.DataFrame([asdict(f) for f in findings], columns=list(FINDING_COLUMNS))
    frame["severity"] = frame["severity"].map(str)
    return frame.astype({"row": "Int64"} | {c: "str" for c in FINDING_COLUMNS if c != "row"})


@dataclass
class StepLog:
    """A line per step of the run: rows before and after. Goes into verantwoording.json and the workbook."""

    steps: list[dict[str, object]] = field(default_factory=list)

    def add(self, step: str, before: int, after: int, note: str = "") -> None:
        self.steps.append({"stap": step, "rijen_voor": before, "rijen_na": after, "toelichting": note})

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.steps, columns=["stap", "rijen_voor", "rijen_na", "toelichting"])
