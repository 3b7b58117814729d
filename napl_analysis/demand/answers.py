"""Who has which need: one matrix of respondents by targets (themes and learning outcomes).

1 is a need, 0 is none, NaN is "could not have said so": the respondent was not asked or did not answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from napl_analysis.demand.kernels import Floats
from napl_analysis.vocabulary import NEED_FROM_LEVEL, SECTORS

THEME, OUTCOME = "theme", "outcome"


@dataclass(frozen=True)
class Answers:
    """Targets (kind, target_id, sectors where it is asked) and values (respondents x targets)."""

    targets: pd.DataFrame
    values: Floats


def need_answers(
    respondents: pd.DataFrame, needs: pd.DataFrame, statements: pd.DataFrame, matches: pd.DataFrame,
    outcomes: pd.DataFrame, themes: pd.DataFrame, *, match_probability: float,
) -> Answers:
    """The answers of all respondents on all themes and outcomes.

    A **theme** is a need from level "redelijk"; the base is everyone who answered the item. An **outcome** is a
    need when its main theme (the first of ``theme_ids``) is one, or an open answer matches it (probability at
    least ``match_probability`` and not rejected by a person, or confirmed by one). One theme, because a need on
    any of several would make an outcome larger the more themes it lists. Its base is everyone who answered the
    item on that theme or wrote an open answer. Nobody counts twice.
    """
    ids = pd.Index(respondents["respondent_id"])
    theme_ids = list(themes["theme_id"])
    levels = theme_levels(respondents, needs, theme_ids)
    theme_need = np.where(np.isnan(levels), np.nan, levels >= NEED_FROM_LEVEL)
    wrote = ids.isin(statements["respondent_id"])
    said = _said(ids, statements, matches, list(outcomes["outcome_id"]), match_probability)
    outcome_need = np.column_stack([
        _outcome(theme_need, [theme_ids.index(t) for t in _split(listed)[:1] if t in theme_ids], wrote, said[:, i])
        for i, listed in enumerate(outcomes["theme_ids"])]) if len(outcomes) else np.empty((len(ids), 0))
    everywhere = ",".join(SECTORS.codes)
    asked = themes["sectors"] if "sectors" in themes else pd.Series(everywhere, index=themes.index)
    targets = pd.DataFrame({
        "kind": [THEME] * len(theme_ids) + [OUTCOME] * len(outcomes),
        "target_id": theme_ids + list(outcomes["outcome_id"]),
        "sectors": list(asked.fillna(everywhere)) + [everywhere] * len(outcomes)})
    return Answers(targets, np.hstack([theme_need, outcome_need]))


def theme_levels(respondents: pd.DataFrame, needs: pd.DataFrame, theme_ids: list[str]) -> Floats:
    """Respondents x themes: the level that was answered, 0-3; NaN where nothing was."""
    ids = pd.Index(respondents["respondent_id"])
    levels = np.full((len(ids), len(theme_ids)), np.nan)
    row, column = ids.get_indexer(needs["respondent_id"]), pd.Index(theme_ids).get_indexer(needs["theme_id"])
    known = (row >= 0) & (column >= 0)
    levels[row[known], column[known]] = needs["level"].to_numpy(float, na_value=np.nan)[known]
    return levels


def _said(ids: pd.Index, statements: pd.DataFrame, matches: pd.DataFrame, outcome_ids: list[str], probability: float) -> np.ndarray:
    """Respondents x outcomes: true where one of her statements matches."""
    said = np.zeros((len(ids), len(outcome_ids)), bool)
    mine = matches[(matches["kind"] == "statement") & (matches["decision"] != "verworpen")]
    counts = (mine["probability"] >= probability).fillna(False) | (mine["decision"] == "bevestigd")
    mine = mine[counts]
    owner = statements.set_index("statement_id")["respondent_id"]
    row = ids.get_indexer(owner.reindex(mine["item_id"]))
    column = pd.Index(outcome_ids).get_indexer(mine["outcome_id"])
    known = (row >= 0) & (column >= 0)
    said[row[known], column[known]] = True
    return said


def _outcome(theme_need: Floats, columns: list[int], wrote: np.ndarray, said: np.ndarray) -> Floats:
    items = theme_need[:, columns] if columns else theme_need
    answered = ~np.isnan(items).all(axis=1) if items.shape[1] else np.zeros(len(wrote), bool)
    closed = (np.nan_to_num(theme_need[:, columns]) > 0).any(axis=1) if columns else np.zeros(len(wrote), bool)
    return np.where(answered | wrote, (closed | said).astype(float), np.nan)


def _split(listed: object) -> list[str]:
    return [part.strip() for part in str(listed).split(",")] if isinstance(listed, str) else []
