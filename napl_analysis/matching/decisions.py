"""The person in charge: what is most worth judging, and decisions that win over the machine.

A decision is kept by the text it was about (`text_key`), so that it carries over to next year, to the same
answer of another respondent, and to an answer that differs by a letter or two.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from napl_analysis.matching.text import normalise
from napl_analysis.tables import MATCHES, conform

NONE = "geen"  # the outcome_id of "fits none of these"
DECISION_COLUMNS = ["kind", "text_key", "outcome_id", "decision", "decided_by", "decided_on"]
TO_JUDGE_COLUMNS = ["kind", "item_id", "text_key", "text", "times", "worth",
                    *(f"{part}_{i}" for i in (1, 2, 3) for part in ("candidate", "probability", "because"))]
NEAR = 94.0  # similarity (0-100) from which two texts are the same but for a slip of the pen
_MIN_NEAR = 12  # shorter texts must be the same


def text_key(text: object) -> str:
    """What a decision is kept by: the words of the text, lower case, without accents or punctuation."""
    return normalise(text)


def item_texts(statements: pd.DataFrame, offerings: pd.DataFrame) -> pd.DataFrame:
    """The texts that are matched: kind, item_id, text (of an offering: title and description)."""
    described = offerings["title"].fillna("") + ". " + offerings["description"].fillna("")
    return pd.concat([
        pd.DataFrame({"kind": "statement", "item_id": statements["statement_id"], "text": statements["text"]}),
        pd.DataFrame({"kind": "offering", "item_id": offerings["offering_id"], "text": described}),
    ], ignore_index=True).astype("str")


def worth_judging(
    matches: pd.DataFrame, texts: pd.DataFrame, demand_hint: pd.Series | None = None, limit: int = 200,
) -> pd.DataFrame:
    """The texts whose judgement would change most: uncertain, frequent, and where a gap hangs on it.

    Parameters
    ----------
    matches
        The matches table.
    texts
        kind, item_id, text; texts already masked.
    demand_hint
        Weight per outcome_id (for instance 2 where a gap is close to the threshold); 1 where absent.
    limit
        At most so many rows.

    Returns
    -------
    DataFrame
        kind, item_id, text_key, text, times (how many items say the same), worth, and candidate_1..3 with
        probability_1..3 and because_1..3; most worth judging first. Texts that a person judged are left out.
    """
    keyed = texts.assign(text_key=texts["text"].map(text_key))
    judged = matches.loc[matches["decision"].isin(["bevestigd", "verworpen"]), ["kind", "item_id"]].drop_duplicates()
    open_matches = matches.merge(judged.assign(judged=True), on=["kind", "item_id"], how="left")
    open_matches = open_matches[open_matches["judged"].isna() & open_matches["probability"].notna()]
    wide = _candidates(open_matches).merge(keyed, on=["kind", "item_id"])
    if wide.empty:
        return pd.DataFrame(columns=TO_JUDGE_COLUMNS)
    times = wide.groupby(["kind", "text_key"])["item_id"].transform("size")
    hint = demand_hint if demand_hint is not None else pd.Series(dtype=float)
    chance = wide["probability_1"].fillna(0).to_numpy()
    weight = wide["candidate_1"].map(hint).astype(float).fillna(1.0).to_numpy()
    wide = wide.assign(times=times, worth=(4 * chance * (1 - chance) * np.log1p(times) * weight).round(4))
    first = wide.sort_values(["worth", "kind", "item_id"], ascending=[False, True, True]).drop_duplicates(["kind", "text_key"])
    return first[TO_JUDGE_COLUMNS].head(limit).reset_index(drop=True)


def _candidates(matches: pd.DataFrame) -> pd.DataFrame:
    ordered = matches.sort_values(["kind", "item_id", "probability", "outcome_id"], ascending=[True, True, False, True])
    ordered = ordered.assign(place=ordered.groupby(["kind", "item_id"]).cumcount() + 1)
    ordered = ordered[ordered["place"] <= 3]
    items = ordered[["kind", "item_id"]].drop_duplicates()
    for place in (1, 2, 3):
        rows = ordered.loc[ordered["place"] == place, ["kind", "item_id", "outcome_id", "probability", "because"]]
        rows = rows.set_axis(["kind", "item_id", *(f"{c}_{place}" for c in ("candidate", "probability", "because"))], axis=1)
        items = items.merge(rows, on=["kind", "item_id"], how="left")
    return items


def apply_decisions(matches: pd.DataFrame, texts: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """The matches with what people decided: a decision wins over the machine.

    A statement with a confirmed outcome keeps that one, and its other automatic matches become ``verworpen``; an
    offering may serve several, so a choice rejects no other. ``geen`` rejects them all. A decision on a near-identical text counts when there is none on the text itself.

    Parameters
    ----------
    matches, texts, decisions
        The matches table; kind, item_id, text; and the columns of besluiten/koppelingen.csv.
    """
    if decisions is None or decisions.empty or texts.empty:
        return conform(matches, MATCHES)
    keyed = texts.assign(text_key=texts["text"].map(text_key))
    keyed = keyed.assign(decided_key=_decided_keys(keyed, decisions))
    decided = keyed.dropna(subset=["decided_key"]).merge(
        decisions.rename(columns={"text_key": "decided_key"}), on=["kind", "decided_key"])
    if decided.empty:
        return conform(matches, MATCHES)
    return conform(_merged(matches, decided), MATCHES)


def _merged(matches: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    key = ["kind", "item_id", "outcome_id"]
    given = decided.loc[decided["outcome_id"] != NONE, [*key, "decision", "decided_by", "decided_on"]].drop_duplicates(key, keep="last")
    chosen = (decided["decision"] == "bevestigd") & (decided["kind"] == "statement")  # an offering may serve several outcomes
    settled = decided[chosen | (decided["outcome_id"] == NONE)]
    settled = settled.sort_values(["kind", "item_id", "decided_on"]).drop_duplicates(["kind", "item_id"], keep="last")
    rest = matches.merge(given[key].assign(given=True), on=key, how="left")
    rest = rest[rest["given"].isna()].drop(columns="given")
    rest = rest.merge(settled[["kind", "item_id", "decided_by", "decided_on"]], on=["kind", "item_id"], how="left", suffixes=("", "_new"))
    closed = rest["decided_by_new"].notna() | rest["decided_on_new"].notna()
    rest.loc[closed, "decision"] = "verworpen"
    for column in ("decided_by", "decided_on"):
        rest[column] = rest[column].where(~closed, rest[f"{column}_new"])
    scores = matches[[*key, "score", "probability", "because"]]
    given = given.merge(scores, on=key, how="left")
    both = pd.concat([rest[MATCHES.names], given.reindex(columns=MATCHES.names)], ignore_index=True)
    return both.sort_values(key, kind="stable").reset_index(drop=True)


def _decided_keys(keyed: pd.DataFrame, decisions: pd.DataFrame) -> pd.Series:
    """For each text the key it was decided under: its own, else a near-identical one of the same kind."""
    found = pd.Series(pd.NA, index=keyed.index, dtype="object")
    for kind, rows in keyed.groupby("kind"):
        keys = sorted(set(decisions.loc[decisions["kind"] == kind, "text_key"].dropna()))
        exact = rows["text_key"].isin(keys)
        found[rows.index[exact]] = rows.loc[exact, "text_key"]
        long_keys = [k for k in keys if len(k) >= _MIN_NEAR]
        others = sorted({t for t in rows.loc[~exact, "text_key"] if len(t) >= _MIN_NEAR})
        near = {t: hit[0] for t in others if (hit := process.extractOne(t, long_keys, scorer=fuzz.ratio, score_cutoff=NEAR))}
        found[rows.index[~exact]] = rows.loc[~exact, "text_key"].map(near)
    return found


def merge_decisions(first: pd.DataFrame, second: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two people's decisions as one, and where they disagree.

    Returns
    -------
    tuple of DataFrame
        The decisions both agree on or only one made; and the conflicts: kind, text_key, outcome_id_1,
        decided_by_1, outcome_id_2, decided_by_2. A conflict is in neither's favour: it is left out until settled.
    """
    key = ["kind", "text_key"]
    both = _per_text(first).merge(_per_text(second), on=key, suffixes=("_1", "_2"))
    differ = both[both["verdict_1"] != both["verdict_2"]]
    conflicts = differ.rename(columns={"verdict_1": "outcome_id_1", "verdict_2": "outcome_id_2"})
    conflicts = conflicts[[*key, "outcome_id_1", "decided_by_1", "outcome_id_2", "decided_by_2"]].reset_index(drop=True)
    merged = pd.concat([first, second], ignore_index=True)[DECISION_COLUMNS]
    merged = merged.merge(conflicts[key].assign(conflict=True), on=key, how="left")
    merged = merged[merged["conflict"].isna()].drop(columns="conflict")
    merged = merged.drop_duplicates([*key, "outcome_id", "decision"], keep="first")
    return merged.sort_values([*key, "outcome_id"], kind="stable").reset_index(drop=True), conflicts


def _per_text(decisions: pd.DataFrame) -> pd.DataFrame:
    """One verdict per text: the confirmed outcomes, or ``geen``, or the rejected ones."""
    said = decisions.assign(verdict=np.where(
        decisions["decision"] == "bevestigd", decisions["outcome_id"], "niet " + decisions["outcome_id"].fillna(NONE)))
    said.loc[decisions["outcome_id"] == NONE, "verdict"] = NONE
    said["weight"] = np.select([said["verdict"] == NONE, said["decision"] == "bevestigd"], [2, 1], 0)
    said = said[said["weight"] == said.groupby(["kind", "text_key"])["weight"].transform("max")]  # what was passed over says no more
    grouped = said.sort_values("verdict").groupby(["kind", "text_key"], as_index=False)
    return grouped.agg(verdict=("verdict", lambda v: ",".join(dict.fromkeys(v))), decided_by=("decided_by", "first"))


def agreement(first: pd.DataFrame, second: pd.DataFrame) -> float:
    """Cohen's kappa (1960) of two people on the texts that both judged; missing when there are none.

    1 is full agreement, 0 what chance alone would give.
    """
    both = _per_text(first).merge(_per_text(second), on=["kind", "text_key"], suffixes=("_1", "_2"))
    if both.empty:
        return float("nan")
    observed = float((both["verdict_1"] == both["verdict_2"]).mean())
    shares = [both[f"verdict_{i}"].value_counts(normalize=True) for i in (1, 2)]
    expected = float(shares[0].mul(shares[1], fill_value=0).sum())
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)
