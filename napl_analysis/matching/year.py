"""The matches of a year: every open answer and every offering, with the decisions of people applied."""

from __future__ import annotations

import pandas as pd

from napl_analysis.findings import Finding, Severity
from napl_analysis.matching.decisions import DECISION_COLUMNS, NONE, apply_decisions, item_texts, text_key
from napl_analysis.matching.match import match_texts
from napl_analysis.tables import MATCHES, conform

MINIMUM_PROBABILITY = 0.05  # below this a match is not kept: it is noise in every later table
TOP = 5
DOUBTFUL = 0.2  # a claimed outcome less likely than this is doubted


def match_year(
    statements: pd.DataFrame, offerings: pd.DataFrame, outcomes: pd.DataFrame, decisions: pd.DataFrame | None = None,
    thesaurus: pd.DataFrame | None = None, minimum_probability: float = MINIMUM_PROBABILITY,
) -> pd.DataFrame:
    """Statements and offerings tied to outcomes: the matches table.

    Parameters
    ----------
    statements, offerings, outcomes
        Tables of `napl_analysis.tables`; the text of an offering is its title and description.
    decisions
        The columns of besluiten/koppelingen.csv; they win over the machine, and serve as examples.
    thesaurus
        See `match_texts`.
    minimum_probability
        Automatic matches less likely than this are left out.
    """
    texts = item_texts(statements, offerings)
    decisions = _current(decisions, outcomes)
    confirmed = _examples(decisions)
    found = [_of_kind(kind, rows, outcomes, confirmed, thesaurus, minimum_probability) for kind, rows in texts.groupby("kind", sort=True)]
    matches = pd.concat([f for f in found if len(f)], ignore_index=True) if any(len(f) for f in found) else MATCHES.empty()
    matches = apply_decisions(matches, texts, decisions)
    claims = claimed_matches(offerings, outcomes, matches)
    return conform(_with_claims(matches, claims), MATCHES)


def _of_kind(
    kind: str, rows: pd.DataFrame, outcomes: pd.DataFrame, confirmed: pd.DataFrame | None,
    thesaurus: pd.DataFrame | None, minimum: float,
) -> pd.DataFrame:
    found = match_texts(rows.set_index("item_id")["text"], outcomes, top=TOP, confirmed=confirmed, thesaurus=thesaurus)
    found = found[found["probability"] >= minimum].rename(columns={"text_id": "item_id"})
    return found.assign(kind=kind, decision="automatisch", decided_by=pd.NA, decided_on=pd.NA).reindex(columns=MATCHES.names)


def _current(decisions: pd.DataFrame | None, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Decisions about outcomes that still exist; a text whose outcome is gone is the machine's again."""
    if decisions is None or decisions.empty:
        return pd.DataFrame(columns=DECISION_COLUMNS)
    return decisions[decisions["outcome_id"].isin([*outcomes["outcome_id"], NONE])]


def _examples(decisions: pd.DataFrame) -> pd.DataFrame | None:
    return None if decisions.empty else decisions.rename(columns={"text_key": "text"})[["text", "outcome_id", "decision"]]


def claimed_matches(offerings: pd.DataFrame, outcomes: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """The outcomes that providers claim, checked against the text.

    Returns
    -------
    DataFrame
        The columns of the matches table with decision ``geclaimd``, and ``doubt`` (Dutch, missing where the
        text supports the claim). A claimed code that is not an outcome is left out: the intake reports it.
    """
    claimed = offerings[["offering_id", "claimed_outcomes"]].dropna()
    rows = claimed.assign(outcome_id=claimed["claimed_outcomes"].str.split(",")).explode("outcome_id")
    rows["outcome_id"] = rows["outcome_id"].str.strip()
    rows = rows[rows["outcome_id"].isin(outcomes["outcome_id"])].drop_duplicates(["offering_id", "outcome_id"])
    rows = rows.rename(columns={"offering_id": "item_id"}).assign(kind="offering")
    scored = matches[["kind", "item_id", "outcome_id", "score", "probability", "because"]]
    rows = rows.merge(scored, on=["kind", "item_id", "outcome_id"], how="left")
    weak = rows["probability"].fillna(0) < DOUBTFUL
    reason = "geclaimd door de aanbieder"
    rows["because"] = reason + ": " + rows["because"].fillna("de tekst noemt er niets van").astype(str)
    rows["doubt"] = pd.Series("de tekst ondersteunt deze claim nauwelijks", index=rows.index).where(weak)
    rows = rows.assign(decision="geclaimd", decided_by="aanbieder", decided_on=pd.NA)
    return rows.reindex(columns=[*MATCHES.names, "doubt"]).reset_index(drop=True)


def claim_findings(matches: pd.DataFrame, offerings: pd.DataFrame, outcomes: pd.DataFrame) -> list[Finding]:
    """A finding per claimed outcome that the text of the offering hardly supports, with the offering's place in its file."""
    claims = matches[(matches["decision"] == "geclaimd") & (matches["probability"].fillna(0) < DOUBTFUL)]
    rows = claims.merge(offerings, left_on="item_id", right_on="offering_id", how="left", suffixes=("", "_offering"))
    titles = outcomes.set_index("outcome_id")["title"]
    return [Finding(
        rule="claim_twijfel", message=f"'{r.title}' ({r.provider}) claimt {r.outcome_id} {titles[r.outcome_id]}, maar de tekst ondersteunt dat nauwelijks.",
        action="De claim telt mee. Vraag de aanbieder om toelichting, of verwerp hem in te_beoordelen.xlsx.", severity=Severity.LOOK,
        file="" if pd.isna(r.source_file) else str(r.source_file), row=None if pd.isna(r.source_row) else int(r.source_row), column="claimed_outcomes")
        for r in rows.itertuples()]


def _with_claims(matches: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """A claim replaces the automatic match of the same outcome; a person's decision stays."""
    key = ["kind", "item_id", "outcome_id"]
    decided = matches[matches["decision"].isin(["bevestigd", "verworpen"])][key].assign(decided=True)
    claims = claims.merge(decided, on=key, how="left")
    claims = claims[claims["decided"].isna()]
    kept = matches.merge(claims[key].assign(claimed=True), on=key, how="left")
    kept = kept[kept["claimed"].isna()]
    parts = [p[MATCHES.names] for p in (kept, claims) if len(p)]
    both = pd.concat(parts, ignore_index=True) if parts else MATCHES.empty()
    return both.sort_values(key, kind="stable").reset_index(drop=True)


__all__ = ["MINIMUM_PROBABILITY", "claim_findings", "claimed_matches", "match_year", "text_key"]
