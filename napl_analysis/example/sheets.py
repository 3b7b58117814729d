"""A survey export as rows and columns before it is written, and the planting of mistakes in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from napl_analysis.example.dice import Dice
from napl_analysis.example.people import Person
from napl_analysis.example.planted import Planted
from napl_analysis.example.questionnaires import Column


@dataclass
class Sheet:
    """The answers of one export. ``codes`` are those that `read_survey` gives; row 0 stands at ``first_row``."""

    codes: list[str]
    rows: list[list[object]]
    first_row: int
    questions: list[str]  # codes of real questions, in order
    unfinished: dict[str, object] = field(default_factory=dict)  # what an unfinished row has in the tool's columns
    unique: tuple[str, ...] = ()  # the tool's columns, which a second submission does not share

    def at(self, row: int) -> list[object]:
        return self.rows[row - self.first_row]

    def set(self, row: int, code: str, value: object) -> None:
        self.at(row)[self.codes.index(code)] = value

    def stop(self, row: int, question: int) -> None:
        """Make a row unfinished: nothing from this question on."""
        for code in self.questions[question:]:
            self.set(row, code, "")
        for code, value in self.unfinished.items():
            self.set(row, code, value)


def answer_rows(columns: Sequence[Column], people: Sequence[Person]) -> list[list[object]]:
    """What everybody filled in, a list a person."""
    return [[column.value(person) for column in columns] for person in people]


def drop_out(sheet: Sheet, dice: Dice, share: float) -> None:
    """Some people stop halfway."""
    for row in range(sheet.first_row, sheet.first_row + len(sheet.rows)):
        if dice.chance(share):
            sheet.stop(row, dice.whole(4, len(sheet.questions) - 4))


def plant(sheet: Sheet, planted: Sequence[Planted]) -> None:
    """Write the planted mistakes where the list says."""
    for p in planted:
        if p.rule == "niet_afgemaakt":
            sheet.stop(p.row, 9)
            continue
        if p.again:
            sheet.set(p.row, p.column, p.value)
            kept = {code: sheet.at(p.again)[sheet.codes.index(code)] for code in sheet.unique}
            sheet.rows[p.again - sheet.first_row] = list(sheet.at(p.row))
            for code, value in kept.items():
                sheet.set(p.again, code, value)
            continue
        for column, value in ((p.column, p.value), *p.also):
            sheet.set(p.row, column, value)
