"""Texts to learning outcomes, with a probability one can trust and a reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from napl_analysis.matching.model import Model, build_model
from napl_analysis.matching.probability import probabilities
from napl_analysis.matching.reasons import reasons
from napl_analysis.matching.similarity import Similar, similarities
from napl_analysis.matching.text import segments

COLUMNS = ["text_id", "outcome_id", "rank", "score", "probability", "because"]
_CHUNK = 5000  # texts at a time: keeps memory flat


def match_texts(
    texts: pd.Series, outcomes: pd.DataFrame, *, top: int = 3, confirmed: pd.DataFrame | None = None,
    thesaurus: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The learning outcomes that a text speaks of.

    Parameters
    ----------
    texts
        The texts, identifiers removed; the index is the text id.
    outcomes
        outcome_id, title and description (may be missing) of any set of outcomes.
    top
        How many outcomes to return per text, at most.
    confirmed
        Examples judged by a person: text, outcome_id (``geen`` for none of them), and optionally decision
        (``bevestigd`` or ``verworpen``).
    thesaurus
        Concepts and expressions, by default the shipped ones (`napl_analysis.reference.thesaurus`).

    Returns
    -------
    DataFrame
        text_id, outcome_id, rank (1 is best), score (0-1: the outcome's share of the evidence among these outcomes), probability (0-1: of the matches given
        .8, eight in ten are right), because (Dutch: the words and concepts that decided). A text that fits
        nothing has low probabilities; an empty text has no rows. In the order of ``texts``.

    Raises
    ------
    OutcomesError
        The outcomes are not usable (a double id, no text).
    """
    model = build_model(outcomes, thesaurus, confirmed)
    unique = pd.Series(texts.fillna("").astype(str).unique(), dtype="object")
    parts = [match_segments([segments(t, model.language) for t in unique.iloc[i:i + _CHUNK]], model, top=top, offset=i)
             for i in range(0, len(unique), _CHUNK)]
    found = pd.concat([p.rows for p in parts], ignore_index=True) if parts else pd.DataFrame(columns=["row", *COLUMNS[1:]])
    return _per_text(texts, unique, found)


@dataclass(frozen=True)
class Found:
    """The matches of a batch: row (position of the text), outcome_id, rank, score, probability, because."""

    rows: pd.DataFrame
    similar: Similar


def match_segments(pieces: list[list[list[str]]], model: Model, *, top: int, offset: int = 0) -> Found:
    """The best outcomes for texts cut into segments (see `napl_analysis.matching.text.segments`)."""
    similar = similarities(pieces, model)
    chance = probabilities(similar)
    best = np.argsort(-similar.evidence, axis=1, kind="stable")[:, :top]
    row = np.repeat(np.arange(len(pieces)), best.shape[1])
    outcome = best.ravel()
    keep = np.array([bool(pieces[r]) for r in row], bool)
    row, outcome = row[keep], outcome[keep]
    frame = pd.DataFrame({
        "row": row + offset, "outcome_id": np.array(model.outcome_ids, object)[outcome],
        "rank": np.tile(np.arange(1, best.shape[1] + 1), len(pieces))[keep],
        "score": similar.score[row, outcome].astype(float).round(4), "probability": chance[row, outcome].astype(float).round(4),
        "because": reasons(row, outcome, pieces, similar, model)})
    return Found(frame, similar)


def _per_text(texts: pd.Series, unique: pd.Series, found: pd.DataFrame) -> pd.DataFrame:
    """Give every text the matches of its wording."""
    position = pd.Series(np.arange(len(unique)), index=unique)
    asked = pd.DataFrame({"text_id": texts.index.to_numpy(), "order": np.arange(len(texts)),
                          "row": position.reindex(texts.fillna("").astype(str)).to_numpy()})
    joined = asked.merge(found.astype({"row": "int64"}), on="row").sort_values(["order", "rank"], kind="stable")
    frame = joined[COLUMNS].reset_index(drop=True)
    return frame.astype({"outcome_id": "str", "rank": "int64", "score": "float64", "probability": "float64", "because": "str"})
