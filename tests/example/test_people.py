"""What the people in the example need: as the model says, different by sector and phase, answers that fit."""

from __future__ import annotations

from collections import Counter

import pytest

from napl_analysis.example.answers import AnswerBank, load_answers, themes_of_outcomes, with_typo
from napl_analysis.example.dice import Dice
from napl_analysis.example.people import Person, leaders_of, people_of
from napl_analysis.example.plan import PLANS
from napl_analysis.vocabulary import plain

ROLLS = [2, 6, 5, 1, 4, 2, 6, 3, 3, 4, 1, 5]
ORDER = ["f", "b", "d", "c", "a", "e"]
PLAN = next(p for p in PLANS if p.folder == "voorbeeldregio-midden/2026")


@pytest.fixture(scope="module")
def people() -> dict[str, list[Person]]:
    bank = AnswerBank(load_answers(), themes_of_outcomes())
    return {sector: people_of(PLAN, sector, bank) for sector in ("po", "vo", "mbo")}


def _share(people: list[Person], theme: str) -> float:
    return sum(p.levels[theme] >= 2 for p in people) / len(people)


def test_needs_differ_by_sector_and_phase_as_the_desk_research_says(people: dict[str, list[Person]]) -> None:
    assert _share(people["mbo"], "begeleiding") > _share(people["vo"], "begeleiding") + 0.2
    assert _share(people["mbo"], "vakinhoud") > _share(people["po"], "vakinhoud") + 0.2
    assert _share(people["po"], "differentiatie") > 0.5 and _share(people["vo"], "toetsing") > _share(people["po"], "toetsing") + 0.1
    everybody = [p for group in people.values() for p in group]
    starters, experts = ([p for p in everybody if p.phase == phase] for phase in ("startbekwaam", "expert"))
    assert _share(starters, "klassenmanagement") > _share(experts, "klassenmanagement") + 0.2
    assert _share(experts, "datagebruik") > _share(starters, "datagebruik") + 0.08


def test_some_themes_are_in_high_demand_and_some_are_not(people: dict[str, list[Person]]) -> None:
    for group in people.values():
        high = [theme for theme in group[0].levels if _share(group, theme) > 0.4]
        assert 4 <= len(high) <= 11, high


def test_a_need_in_words_belongs_to_a_theme_that_was_ticked(people: dict[str, list[Person]]) -> None:
    themes, bank = themes_of_outcomes(), {a.text: a for a in load_answers()}
    checked = 0
    for p in (p for group in people.values() for p in group):
        answer = bank.get(p.open_need)
        if answer and answer.outcome_ids:
            assert any(p.levels[themes[o][0]] >= 2 for o in answer.outcome_ids), (p.open_need, p.levels)
            assert p.site.sector in answer.sectors and p.phase in answer.phases
            checked += 1
    assert checked > 500


def test_answers_are_reused_only_modestly(people: dict[str, list[Person]]) -> None:
    given = Counter(plain(t) or t for group in people.values() for p in group for t in (p.open_need, p.open_other) if t)
    assert len(given) >= 560 and max(given.values()) <= 10
    assert sum(given.values()) / len(given) < 2.2


def test_experience_age_and_phase_agree(people: dict[str, list[Person]]) -> None:
    for p in (p for group in people.values() for p in group):
        assert 0 < p.experience <= p.age - 21 or p.experience <= 2
        assert p.phase == ("startbekwaam" if p.experience < 3 else "expert" if p.experience >= 15 else "vakbekwaam")


def test_leaders_speak_for_their_school() -> None:
    bank = load_answers("answers_leaders.csv")
    leaders = leaders_of(PLAN, AnswerBank(bank, themes_of_outcomes()))
    assert {p.role for p in leaders} == {"schoolleider", "directeur_mbo"}
    assert all((p.role == "directeur_mbo") == (p.site.sector == "mbo") for p in leaders)
    texts = {a.text for a in bank}
    assert sum(p.open_need in texts for p in leaders) >= 0.6 * len(leaders)


def test_a_typo_touches_one_longer_word_only() -> None:
    text = "omgaan met verschillen in de klas"
    for seed in range(200):
        changed = [(a, b) for a, b in zip(text.split(), with_typo(text, Dice("typo", seed)).split(), strict=True) if a != b]
        assert len(changed) <= 1 and all(len(a) >= 6 and abs(len(a) - len(b)) <= 1 for a, b in changed)


def test_dice_fall_the_same_everywhere() -> None:
    """Written down once: another Python or machine that rolls otherwise would make another example."""
    dice = Dice("a", 1)
    assert [dice.whole(1, 6) for _ in range(12)] == ROLLS
    assert Dice("b").shuffled("abcdef") == ORDER
