"""What became of open answers, preferences and levels of need, cell by cell, for the change log."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding
from napl_analysis.intake import values
from napl_analysis.intake.answers import Answers, own_scale, read_choices, unread_levels
from napl_analysis.intake.change_log import HIDDEN, changes_frame, masked_answer
from napl_analysis.intake.mapping import Mapping
from napl_analysis.intake.statements import is_non_answer

_OPEN_RULES = {"persoonsgegevens_gemaskeerd": "persoonsgegevens vervangen door hun soort", "antwoord_gesplitst": "gesplitst in uitspraken"}


def answer_changes(answers: Answers, questions: pd.DataFrame, mapping: Mapping, scale: dict[str, int], findings: Iterable[Finding]) -> pd.DataFrame:
    """The log of everything that the tables of `napl_analysis.intake.answers` changed or left out.

    ``findings``: what these tables found; masked and split answers have a finding each.
    """
    return pd.concat([*_levels(answers, mapping, scale), _open_answers(answers, mapping.open_questions, findings),
                      _preferences(answers, questions, mapping.preferences)], ignore_index=True)


def _levels(answers: Answers, mapping: Mapping, scale: dict[str, int]) -> list[pd.DataFrame]:
    """Levels that could not be read; a scale that is converted or refused as a whole is one finding, and no change of a cell."""
    unread = unread_levels(answers.frame, mapping.themes, own_scale(scale))
    return [answers.where(column).changes(answers.frame[column], pd.Series(pd.NA, index=answers.frame.index, dtype="object"), dict.fromkeys(index, "niveau_onbekend"))
             for column, index in unread.items() if len(index)]


def _open_answers(answers: Answers, questions: tuple[str, ...], findings: Iterable[Finding]) -> pd.DataFrame:
    """What was done with open answers; what they say is never repeated."""
    told = [{"file": f.file, "row": str(f.row), "column": f.column, "before": HIDDEN, "after": _OPEN_RULES[f.rule], "rule": f.rule}
            for f in findings if f.rule in _OPEN_RULES and f.column in questions]
    empty = [{"file": answers.file, "row": str(answers.rows.loc[index]), "column": question, "before": HIDDEN, "after": None, "rule": "niet_antwoord"}
             for question in questions for index, answer in answers.frame[question].items() if not values.is_blank(answer) and is_non_answer(answer)]
    return changes_frame([*told, *empty])


def _preferences(answers: Answers, questions: pd.DataFrame, columns: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """Choices that are not known for a preference; the others in the cell count."""
    option_of = questions.drop_duplicates("code").set_index("code")["option"]
    changes = []
    for dimension, codes in columns.items():
        for code in codes:
            chosen = values.each_value(answers.frame[code], partial(_left_out, option=option_of.get(code), terms=voc.PREFERENCE_VALUES[dimension]))
            changes += [{"file": answers.file, "row": str(answers.rows.loc[index]), "column": code, "before": before, "after": None, "rule": "voorkeur_onbekend"}
                        for index, unknown in chosen.items() for before in unknown]
    return changes_frame(changes)


def _left_out(value: object, option: object, terms: voc.TermList) -> list[str]:
    return [masked_answer(choice) for choice, code in read_choices(value, option, terms) if code is None]
