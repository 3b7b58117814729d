"""The hand-written banks: large enough, all different, spread over outcomes and sectors, with real holes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from napl_analysis.example.answers import load_answers
from napl_analysis.example.plan import ALL_PROVIDERS
from napl_analysis.example.providers import PROVIDERS, load_offerings
from napl_analysis.reference.outcomes import load_outcomes
from napl_analysis.vocabulary import plain

ANSWERS, OFFERINGS = load_answers(), load_offerings()
KNOWN = set(load_outcomes(None)["outcome_id"])
FAR = {"Den Haag", "Delft", "Rijswijk", "Leiden", "Winterswijk", "Doetinchem", "Zutphen"}  # over 30 km from Midden


def _one_word_apart(one: list[str], other: list[str]) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1:] == shorter for i in range(len(longer)))


def test_at_least_600_different_answers() -> None:
    texts = [plain(a.text) or a.text for a in ANSWERS]
    assert len(set(texts)) == len(texts) >= 600


def test_no_two_answers_differ_in_one_word_only() -> None:
    words = sorted((t for a in ANSWERS if len(t := plain(a.text).split()) >= 3), key=len)
    close = [(one, other) for i, one in enumerate(words) for other in words[i + 1:]
             if len(other) - len(one) <= 1 and _one_word_apart(one, other)]
    assert close == []


def test_answers_cover_every_outcome_and_every_kind() -> None:
    needs = Counter(o for a in ANSWERS for o in a.outcome_ids)
    assert set(needs) == KNOWN and min(needs.values()) >= 10
    kinds = Counter(a.kind for a in ANSWERS)
    assert kinds["twee_behoeften"] >= 40 and kinds["geen_antwoord"] >= 30 and kinds["buiten_kader"] >= 40
    assert all(len(a.outcome_ids) == 2 for a in ANSWERS if a.kind == "twee_behoeften")
    assert all((a.kind in ("geen_antwoord", "buiten_kader")) == (not a.outcome_ids) for a in ANSWERS)


def test_every_sector_and_phase_has_enough_to_say() -> None:
    cells = Counter((s, p) for a in ANSWERS if a.kind == "behoefte" for s in a.sectors for p in a.phases)
    assert len(cells) == 9 and min(cells.values()) >= 80, cells


def test_answers_hold_no_personal_data() -> None:
    assert not [a.text for a in ANSWERS if re.search(r"@|\b0[1-9]\d{8}\b|\b06[- ]?\d{8}\b", a.text)]


def test_180_different_offerings_from_twelve_providers_of_three_groups() -> None:
    assert len(OFFERINGS) == 180
    for field in ("title", "description"):
        assert len({plain(getattr(o, field)) for o in OFFERINGS}) == 180
    assert {o.provider for o in OFFERINGS} == set(ALL_PROVIDERS) == set(PROVIDERS)
    assert Counter(p.group for p in PROVIDERS.values()) == {"publieke_lerarenopleider": 4, "huisacademie": 4, "privaat": 4}
    assert all("oorbeeld" in p.name for p in PROVIDERS.values())


def test_hand_labels_of_offerings_are_complete() -> None:
    assert {r for o in OFFERINGS for r in [o.review]} == {"direct_aanmelden", "opwerken", "past_niet"}
    for o in OFFERINGS:
        assert set(o.outcome_ids) | set(o.claimed_outcomes) <= KNOWN
        assert bool(o.outcome_ids) == (o.review != "past_niet"), o.title
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", o.description)) <= 5, o.title
    for o in OFFERINGS:
        if o.review == "direct_aanmelden":
            assert 3 <= int(re.findall(r"\d+", o.ects)[0]) <= 5 and o.assessment and "leeruitkomst" in o.certificate, o.title


def _supply() -> dict[tuple[str, str], set[str]]:
    """Outcome and sector to what there is, by the hand labels: klaar, ver (ready but far away), op_te_werken."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for o in OFFERINGS:
        kind = "op_te_werken" if o.review == "opwerken" else "ver" if o.place in FAR and o.delivery == "fysiek" else "klaar"
        for outcome in o.outcome_ids:
            for sector in o.sectors:
                found[outcome, sector].add(kind)
    return found


def test_supply_leaves_the_holes_that_were_meant() -> None:
    supply = _supply()
    white = {"po": ("VSV13", "SCO02", "SCO03"), "vo": ("SCO05", "SCO06"), "mbo": ("VSV16", "SCO03", "SCO09")}
    for sector, outcomes in white.items():
        assert all(not supply[outcome, sector] for outcome in outcomes), sector
    upgradable = {"po": ("VSV03", "VSV08", "SCO04"), "vo": ("VSV07", "VSV09", "SCO02"), "mbo": ("VSV05", "VSV06", "VSV12")}
    for sector, outcomes in upgradable.items():
        assert all(supply[outcome, sector] == {"op_te_werken"} for outcome in outcomes), sector
    for outcome, sector in (("VSV12", "po"), ("VSV10", "vo"), ("VSV08", "mbo")):
        assert "ver" in supply[outcome, sector] and "klaar" not in supply[outcome, sector]
    for outcome, sector in (("VSV11", "po"), ("VSV17", "vo"), ("VSV06", "po")):  # supply that few ask for
        assert "klaar" in supply[outcome, sector]
