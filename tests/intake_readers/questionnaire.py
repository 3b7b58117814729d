"""A random questionnaire with its answers: what the writers of `dialects` put down and the readers must give back."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    kind: str  # single, multiple, scale (an array), open
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """``answers[i][code]`` is an option, a set of options, a dict row -> option, or a text; absent is not answered."""

    questions: tuple[Question, ...]
    answers: list[dict[str, Any]]
    started: list[datetime]
    submitted: list[datetime | None]
    mails: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.answers)


LEVELS = ("geen behoefte", "weinig behoefte", "redelijke behoefte", "veel behoefte")
_TOPICS = (
    "rekenen",
    "taal",
    "gedrag",
    "toetsing",
    "ict & media",
    "coaching",
    "onderzoek",
    "oudergesprekken",
    "burgerschap",
    "differentiëren",
)
_OPTIONS = (
    "Tijd",
    "Werkdruk",
    "Geld, of een budget",
    "Geen vervanging",
    "Te ver weg (reizen)",
    "Onduidelijke regels",
    "Steun, van de leiding",
    "Anders dan dit",
)
_TEXTS = (
    "meer rust in de klas",
    "=SOM is geen formule",
    'Wim zei: "niet doen"',
    "regel een\nregel twee",
    "één; twee, drie",
    "50% van <4 uur>",
    "- weet ik niet",
    "ja, maar hoe?",
)


def make_survey(seed: int, size: int, *, open_marks: bool = True) -> Survey:
    """A random questionnaire with answers; the same for the same seed."""
    dice = random.Random(seed)
    topics = dice.sample(_TOPICS, 6)
    questions = [
        Question("SECT", f"In welke sector werkt u (nu)? {topics[0]}", "single", ("primair onderwijs", "voortgezet onderwijs", "mbo")),
        Question(
            "BEH",
            f"Hoeveel behoefte heeft u aan: {topics[1]}?",
            "scale",
            LEVELS,
            tuple(f"Scholing in {t}" for t in dice.sample(topics, dice.randint(3, 6))),
        ),
        Question("BEL", "Wat belemmert u?", "multiple", tuple(dice.sample(_OPTIONS, dice.randint(4, 7)))),
        Question("OPEN", "Wat wilt u zelf nog kwijt?", "open"),
        Question("FASE", "Hoe ervaren bent u?", "single", ("starter", "ervaren", "expert")),
        Question("RED", f"Waarom {topics[2]}?", "multiple", tuple(f"Reden {i}: {t}" for i, t in enumerate(topics[: dice.randint(3, 5)]))),
    ]
    dice.shuffle(questions)
    questions = questions[: dice.randint(3, 6)]
    texts = _TEXTS if open_marks else tuple(t for t in _TEXTS if "=" not in t)
    answers = [_person(dice, questions, texts, i) for i in range(size)]
    begin = datetime(2026, dice.randint(1, 9), dice.randint(1, 28), 8, 0, 0)
    started = [begin + timedelta(minutes=37 * i) for i in range(size)]
    submitted: list[datetime | None] = [s + timedelta(minutes=5) for s in started]
    for i in dice.sample(range(size), size // 10):
        submitted[i] = None
    return Survey(tuple(questions), answers, started, submitted, [f"persoon{i}@school{seed}.nl" for i in range(size)])


def _person(dice: random.Random, questions: list[Question], texts: tuple[str, ...], number: int) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for q in questions:
        if dice.random() < 0.08:
            continue
        if q.kind == "single":
            said[q.code] = dice.choice(q.options)
        elif q.kind == "multiple":
            chosen = frozenset(o for o in q.options if dice.random() < 0.45)
            if chosen:
                said[q.code] = chosen
        elif q.kind == "scale":
            said[q.code] = {row: dice.choice(q.options) for row in q.rows if dice.random() < 0.95}
        else:
            said[q.code] = f"{dice.choice(texts)} ({number})"
    return said
