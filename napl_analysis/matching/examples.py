"""What people confirmed and rejected, as examples for texts that look like them.

Measured in docs/koppelen.md: where the thesaurus knows the words, examples change little; they matter for texts
that say nearly the same, and for words that only one region uses. So an example speaks only to what is close to
it, and what an outcome's examples are about is added to what the outcome asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from napl_analysis.matching.concepts import Concepts
from napl_analysis.matching.space import Space
from napl_analysis.matching.text import segments
from napl_analysis.reference.thesaurus import Language

NONE = "geen"
CLOSE_FROM = 0.5  # similarity from which an example speaks
BONUS = 5.0  # what full likeness adds to the evidence, or takes from it: as much as is between clear and doubtful
PROFILE = 0.25  # how much the concepts of its examples count for an outcome, once there are enough
ENOUGH = 3


@dataclass(frozen=True)
class Examples:
    """Texts that a person judged, in the space of texts."""

    vectors: sparse.csr_matrix  # example x feature
    outcome: np.ndarray  # number of the outcome; -1: fits none
    right: np.ndarray  # confirmed (true) or rejected
    outcomes: int

    def bonus(self, rows: sparse.csr_matrix) -> np.ndarray:
        """What the examples add to the score of each encoded text with each outcome (text x outcome)."""
        alike = np.clip((rows @ self.vectors.T).toarray() - CLOSE_FROM, 0, None) / (1 - CLOSE_FROM)
        found = np.zeros((rows.shape[0], self.outcomes), np.float32)
        for number in np.unique(self.outcome):
            mine = self.outcome == number
            for right, sign in ((True, 1), (False, -1)):
                pick = mine & (self.right == right)
                if pick.any():
                    found[:, slice(None) if number < 0 else slice(number, number + 1)] += (
                        (-1 if number < 0 else sign) * alike[:, pick].max(axis=1, keepdims=True))
        return BONUS * np.clip(found, -1, 1)


def build_examples(
    confirmed: pd.DataFrame | None, outcome_ids: list[str], language: Language, space: Space,
) -> Examples | None:
    """Examples from a frame with text, outcome_id (or ``geen``) and optionally decision; None without any."""
    if confirmed is None or confirmed.empty:
        return None
    known = confirmed[confirmed["outcome_id"].isin([*outcome_ids, NONE]) & confirmed["text"].notna()]
    if "decision" in known:
        known = known[known["decision"].isin(["bevestigd", "verworpen"])]
    pieces = [[w for s in segments(t, language) for w in s] for t in known["text"]]
    kept = [i for i, words in enumerate(pieces) if words]
    if not kept:
        return None
    known = known.iloc[kept]
    number = {code: i for i, code in enumerate(outcome_ids)} | {NONE: -1}
    right = known["decision"].eq("bevestigd") if "decision" in known else pd.Series(True, index=known.index)
    return Examples(space.encode([pieces[i] for i in kept]), known["outcome_id"].map(number).to_numpy(int), right.to_numpy(bool),
                    len(outcome_ids))


def with_profiles(links: np.ndarray, examples: Examples | None, concepts: Concepts) -> np.ndarray:
    """Links (concept x outcome) in which an outcome also asks for what its confirmed examples are about."""
    if examples is None:
        return links
    wider = links.copy()
    about = concepts.classify(examples.vectors) ** 2
    about /= np.maximum(about.sum(axis=1, keepdims=True), 1e-9)
    for number in np.unique(examples.outcome[examples.right & (examples.outcome >= 0)]):
        mine = about[examples.right & (examples.outcome == number)]
        profile = mine.mean(axis=0)
        weight = PROFILE * min(1.0, len(mine) / ENOUGH)
        wider[:, number] = np.maximum(wider[:, number], weight * profile / max(float(profile.max()), 1e-9))
    return wider
