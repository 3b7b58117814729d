"""The bank of hand-written open answers, and which of them a respondent gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from napl_analysis.example.dice import Dice
from napl_analysis.example.rows import csv_rows, parts

NEED, TWO_NEEDS, NO_ANSWER, OUTSIDE = "behoefte", "twee_behoeften", "geen_antwoord", "buiten_kader"
KIND_WEIGHTS = {NEED: 0.72, TWO_NEEDS: 0.1, NO_ANSWER: 0.1, OUTSIDE: 0.08}
TYPO_CHANCE = 0.06


@dataclass(frozen=True)
class Answer:
    """A text of the bank with its hand labels."""

    text: str
    sectors: tuple[str, ...]
    phases: tuple[str, ...]
    outcome_ids: tuple[str, ...]
    kind: str


def load_answers(file: str = "answers.csv") -> tuple[Answer, ...]:
    """All answers of a bank (``answers.csv`` for teachers, ``answers_leaders.csv``), in the order of the file."""
    return tuple(Answer(r["text"], parts(r["sectors"]), parts(r["phases"]), parts(r["outcome_ids"]), r["kind"])
                 for r in csv_rows("napl_analysis.example", file))


def themes_of_outcomes() -> dict[str, tuple[str, ...]]:
    """Outcome to its themes, from the shipped example outcomes."""
    return {r["outcome_id"]: parts(r["theme_ids"]) for r in csv_rows("napl_analysis.reference", "outcomes.csv")}


class AnswerBank:
    """Gives answers that fit a respondent's needs; a text that was given often comes up less."""

    def __init__(self, answers: tuple[Answer, ...], themes: dict[str, tuple[str, ...]]) -> None:
        self._themes = themes
        self._used: Counter[str] = Counter()
        self._by_cell: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
        for answer in answers:
            for sector in answer.sectors:
                for phase in answer.phases:
                    self._by_cell[sector, phase, answer.kind].append(answer)

    def answer(self, sector: str, phase: str, needs: dict[str, int], dice: Dice, *, loose: bool = False) -> str:
        """An answer in this sector and phase; ``needs`` maps a theme to its level, ``loose`` looks outside the frame more often."""
        weights = {**KIND_WEIGHTS, OUTSIDE: 0.25, NO_ANSWER: 0.25} if loose else KIND_WEIGHTS
        kind = dice.weighted(tuple(weights), tuple(weights.values()))
        options = self._by_cell[sector, phase, kind]
        weight = [self._fit(answer, needs) / (1 + 3 * self._used[answer.text]) ** 2 for answer in options]
        if not sum(weight):
            return ""
        chosen = dice.weighted(options, weight)
        self._used[chosen.text] += 1
        return with_typo(chosen.text, dice) if dice.chance(TYPO_CHANCE) else chosen.text

    def _fit(self, answer: Answer, needs: dict[str, int]) -> float:
        """How well an answer fits: by the level of the themes of what it asks for."""
        if not answer.outcome_ids:
            return 1.0
        levels = [needs.get(theme, 0) for outcome in answer.outcome_ids for theme in self._themes[outcome][:1]]
        return 0.0 if not any(levels) else float(sum(level * level for level in levels)) / len(levels)


def with_typo(text: str, dice: Dice) -> str:
    """The text with one slip of the fingers in one of its longer words."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= 6 and word.isalpha()]
    if not long:
        return text.lower()
    at = dice.pick(long)
    word, spot = words[at], dice.whole(1, len(words[at]) - 3)
    swapped = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2:]
    dropped = word[:spot] + word[spot + 1:]
    words[at] = swapped if dice.chance(0.5) else dropped
    return " ".join(words)
