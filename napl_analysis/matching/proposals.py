"""New words for the thesaurus, proposed from what people confirmed: for a person to approve."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from napl_analysis.matching.decisions import NONE
from napl_analysis.matching.match import match_texts
from napl_analysis.matching.model import Model, build_model
from napl_analysis.matching.text import segments

COLUMNS = ["begrip", "uitdrukking", "keer", "leeruitkomst"]
UNSURE = 0.5  # what the machine was less sure of than this, it has something to learn from
SHORT = 6  # a confirmed text of so many words is an expression by itself
RECURS = 2  # a word in longer texts must return in so many
MOSTLY = 0.75  # ... and for this share in texts with the same outcome
_LETTERS = 4


def propose_terms(decisions: pd.DataFrame, outcomes: pd.DataFrame, thesaurus: pd.DataFrame | None = None) -> pd.DataFrame:
    """Expressions that the thesaurus lacks, with the concept they seem to belong to.

    Looks at texts with a confirmed outcome that the machine would not have given with any certainty: short ones
    are proposed whole, of longer ones the words (or two words side by side) that return with the same outcome and that the
    thesaurus does not know.

    Parameters
    ----------
    decisions, outcomes, thesaurus
        The columns of besluiten/koppelingen.csv; the outcomes; see `match_texts`.

    Returns
    -------
    DataFrame
        begrip (name of a concept), uitdrukking, keer (texts it comes from), leeruitkomst. The first two columns are what a
        file of own concepts needs. Sorted by leeruitkomst, most frequent first.
    """
    kept = decisions[(decisions["decision"] == "bevestigd") & (decisions["outcome_id"] != NONE) & decisions["outcome_id"].isin(outcomes["outcome_id"])]
    kept = kept.dropna(subset=["text_key"]).drop_duplicates(["text_key", "outcome_id"]).reset_index(drop=True)
    if kept.empty:
        return pd.DataFrame(columns=COLUMNS)
    model = build_model(outcomes, thesaurus)
    unsure = kept[~_known_already(kept, outcomes, thesaurus)]
    about = _concept_of(model)
    found = [(about[o], e, n, o) for o, e, n in [*_whole(unsure), *_parts(unsure, kept, model)]]
    frame = pd.DataFrame(found, columns=COLUMNS).drop_duplicates(["begrip", "uitdrukking"])
    return frame.sort_values(["leeruitkomst", "keer", "uitdrukking"], ascending=[True, False, True], kind="stable", ignore_index=True)


def _known_already(kept: pd.DataFrame, outcomes: pd.DataFrame, thesaurus: pd.DataFrame | None) -> np.ndarray:
    """Would the machine, without examples, have chosen the confirmed outcome and been sure of it?"""
    first = match_texts(kept["text_key"], outcomes, top=1, thesaurus=thesaurus).set_index("text_id").reindex(kept.index)
    return ((first["outcome_id"] == kept["outcome_id"]) & (first["probability"] >= UNSURE)).to_numpy(bool)


def _concept_of(model: Model) -> dict[str, str]:
    """The concept that each outcome asks for most, by name."""
    return {code: model.concepts.labels[int(model.links[:, i].argmax())] for i, code in enumerate(model.outcome_ids)}


def _whole(unsure: pd.DataFrame) -> list[tuple[str, str, int]]:
    short = unsure[unsure["text_key"].str.split().str.len().between(1, SHORT)]
    return [(r.outcome_id, r.text_key, 1) for r in short.itertuples()]


def _parts(unsure: pd.DataFrame, kept: pd.DataFrame, model: Model) -> list[tuple[str, str, int]]:
    rows = [(r.outcome_id, term, number) for number, r in enumerate(kept.itertuples()) for term in _terms(r.text_key, model)]
    if not rows:
        return []
    terms = pd.DataFrame(rows, columns=["outcome_id", "term", "text"]).drop_duplicates()
    total = terms.groupby("term")["text"].nunique()
    mine = terms.groupby(["outcome_id", "term"])["text"].nunique()
    asked = set(unsure["outcome_id"])
    return [(outcome, term, int(n)) for (outcome, term), n in mine.items() if outcome in asked and n >= RECURS and n / total[term] >= MOSTLY]


def _terms(text: str, model: Model) -> set[str]:
    """Words that the thesaurus does not know, and pairs with such a word."""
    found: set[str] = set()
    for segment in segments(text, model.language):
        strange = {w for w in segment if len(w) >= _LETTERS and w.isalpha() and not model.space.terms_of([w])}
        found |= strange | {f"{a} {b}" for a, b in pairwise(segment) if {a, b} & strange}
    return found
