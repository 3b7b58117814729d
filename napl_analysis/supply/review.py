"""Internal review (interne toetsing): straight to quality assurance, upgrade first, or outside the frames.

The policy on what is unknown: it is never met and never failed, and always named.

- A rule of weight 2 is a condition. Not met: the offering must be upgraded, or falls outside the frames if
  the rule cannot be mended. Unknown: it cannot go straight on, because nobody can vouch for it; the provider
  is asked, which is the smallest effort there is, however many things are asked.
- A rule of weight 1 is a guideline. Not met: upgrade. Unknown: named, but it does not hold the offering up.
- A rule of weight 0 is told and never decides.
- Whether an offering fits a path at all is asked of all its matches together: where it fits some outcome more
  likely than not, though no match is sure enough to count as coverage, it is kept (to be judged first).

Source: handreiking, chapter 4.2 and bijlage 1; the weights are examples until the Kwaliteitskader NAPL is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.supply.rules import RULES, Status, Subject, Verdict
from napl_analysis.tables import REVIEW, conform

CONDITION, GUIDELINE = 2, 1
DOUBTFUL_FROM = 0.25  # from this probability a match is too likely to say that an offering fits no path
LIKELY_FROM = 0.5  # from this probability that one of its matches holds, an offering is kept until somebody judged it


@dataclass(frozen=True)
class _Judged:
    """One rule's verdict with the row of the rules table."""

    rule: dict[str, object]
    verdict: Verdict

    @property
    def weight(self) -> int:
        return int(self.rule["weight"])  # type: ignore[call-overload]

    @property
    def status(self) -> Status:
        return self.verdict.status

    def says(self, column: str) -> str:
        remark = f" ({self.verdict.remark})" if self.verdict.remark else ""
        return f"{self.rule[column]}{remark}"


def review_offerings(offerings: pd.DataFrame, coverage: pd.DataFrame, outcomes: pd.DataFrame, rules: pd.DataFrame,
                     decisions: pd.DataFrame | None = None, *, weak: pd.DataFrame | None = None) -> pd.DataFrame:
    """Judge every offering by the rules.

    Parameters
    ----------
    offerings, outcomes
        Tables of `napl_analysis.tables`.
    coverage
        From `supply.coverage.coverage`.
    rules
        From `reference.review.load_rules`; a rule_id without a rule of that name counts as unknown.
    decisions
        Where people overruled the rules, see `overrule` (optional).
    weak
        The matches table (optional): an offering that covers nothing, but has a match of at least
        `DOUBTFUL_FROM`, is not said to fit no path; that is then unknown, and the outcome is named. Where one of
        its matches holds with `LIKELY_FROM` (as if they were independent), it is kept, to be judged first.

    Returns
    -------
    DataFrame
        The review table: one row an offering, sorted by offering_id.
    """
    subjects, paths = _subjects(offerings, coverage, outcomes)
    titles = outcomes.drop_duplicates("path_id").set_index("path_id")["path_title"].to_dict()
    near = _nearest(weak, outcomes) if weak is not None else {}
    rows = []
    for offering_id in sorted(subjects):
        nearest = near.get(offering_id, _Nearest())
        subject = replace(subjects[offering_id], nearest=nearest.words, likely=nearest.likely)
        path_id = paths.get(offering_id) or (nearest.path_id if nearest.likely and subject.text("description") else None)
        judged = judge(subject, rules)
        decision, effort = _decide(judged)
        why = _why(decision, effort, judged, subject, titles.get(path_id, ""))
        rows.append({
            "offering_id": offering_id, "provider": subject.text("provider"), "title": subject.text("title"), "path_id": path_id,
            "outcome_ids": ",".join(subject.outcome_ids) or None, "decision": decision, "effort": effort,
            "met": _labels(judged, Status.MET), "not_met": _labels(judged, Status.NOT_MET),
            "unknown": _labels(judged, Status.UNKNOWN), "why": why, "decided_by": None})
    table = conform(pd.DataFrame(rows, columns=REVIEW.names), REVIEW)
    return table if decisions is None or decisions.empty else overrule(table, decisions)


def review_details(offerings: pd.DataFrame, coverage: pd.DataFrame, outcomes: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """Every rule's verdict on every offering: ``offering_id``, ``rule_id``, ``label``, ``status``, ``remark``."""
    subjects, _ = _subjects(offerings, coverage, outcomes)
    rows = [(offering_id, j.rule["rule_id"], j.rule["label"], str(j.status), j.verdict.remark)
            for offering_id in sorted(subjects) for j in judge(subjects[offering_id], rules)]
    return pd.DataFrame(rows, columns=["offering_id", "rule_id", "label", "status", "remark"])


def overrule(review: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """People's decisions instead of the rules'.

    Parameters
    ----------
    review
        The review table.
    decisions
        ``offering_id``, ``decision`` (a code of REVIEW_DECISIONS), ``decided_by``; optional ``effort``.
        The last row of an offering counts; offerings that no longer exist are left out.
    """
    last = decisions.dropna(subset=["decision"]).drop_duplicates("offering_id", keep="last").set_index("offering_id")
    out = review.set_index("offering_id")
    for offering_id in out.index.intersection(last.index):
        decision, by = last.loc[offering_id, "decision"], last.loc[offering_id, "decided_by"]
        before = out.loc[offering_id, "decision"]
        given = last.loc[offering_id].get("effort")
        out.loc[offering_id, "effort"] = _effort_after(decision, out.loc[offering_id, "effort"], given)
        out.loc[offering_id, ["decision", "decided_by"]] = [decision, by]
        if decision != before:
            said = voc.REVIEW_DECISIONS.label(before)
            out.loc[offering_id, "why"] = f"Besluit van {by}: {voc.REVIEW_DECISIONS.label(decision)}. De regels zeiden: {said}. {out.loc[offering_id, 'why']}"
    return conform(out.reset_index(), REVIEW)


def _effort_after(decision: str, current: object, given: object) -> object:
    if decision != "opwerken":
        return 0 if decision == "direct_aanmelden" else pd.NA
    if given is not None and not pd.isna(given):
        return int(given)  # type: ignore[call-overload]
    return 1 if pd.isna(current) or current == 0 else current


def judge(subject: Subject, rules: pd.DataFrame) -> list[_Judged]:
    """Every rule's verdict on one offering, in the order of the rules table."""
    ask = Verdict(Status.UNKNOWN, "door een mens te beoordelen")
    return [_Judged(rule, RULES[str(rule["rule_id"])](subject) if rule["rule_id"] in RULES else ask)
            for rule in rules.to_dict("records")]


def _subjects(offerings: pd.DataFrame, coverage: pd.DataFrame, outcomes: pd.DataFrame) -> tuple[dict[str, Subject], dict[str, str]]:
    known = frozenset(outcomes["outcome_id"])
    levels = outcomes.groupby("path_id")["nlqf"].max()
    best = _best_paths(offerings, coverage, outcomes)
    covered = coverage.merge(outcomes[["outcome_id", "path_id"]], on="outcome_id")
    covered = covered[covered["path_id"] == covered["offering_id"].map(best)]
    by_offering = covered.groupby("offering_id")["outcome_id"].agg(lambda ids: tuple(sorted(ids))).to_dict()
    subjects = {}
    for row in offerings.to_dict("records"):
        level = levels.get(best.get(row["offering_id"], ""))
        subjects[row["offering_id"]] = Subject(
            row, by_offering.get(row["offering_id"], ()), None if level is None or pd.isna(level) else float(level), known)
    return subjects, best


def _best_paths(offerings: pd.DataFrame, coverage: pd.DataFrame, outcomes: pd.DataFrame) -> dict[str, str]:
    """The path an offering covers most of (sum of strengths); the claimed path wins a tie, then the first id."""
    sums = (coverage.merge(outcomes[["outcome_id", "path_id", "path_title"]], on="outcome_id")
            .groupby(["offering_id", "path_id", "path_title"], as_index=False)["strength"].sum())
    claims = sums["offering_id"].map(offerings.set_index("offering_id")["claimed_path"].dropna().map(voc.plain).to_dict())
    claimed = (claims == sums["path_id"].map(voc.plain)) | (claims == sums["path_title"].map(voc.plain))
    ordered = sums.assign(strength=sums["strength"].round(6), claimed=claimed).sort_values(
        ["offering_id", "strength", "claimed", "path_id"], ascending=[True, False, False, True])
    return ordered.drop_duplicates("offering_id").set_index("offering_id")["path_id"].to_dict()


def _decide(judged: list[_Judged]) -> tuple[str, int | None]:
    blocking = [j for j in judged if j.weight == CONDITION and not j.rule["mendable"]]
    if any(j.status is Status.NOT_MET or (j.status is Status.UNKNOWN and not j.verdict.likely) for j in blocking):
        return "past_niet", None
    failed = [j for j in judged if j.weight >= GUIDELINE and j.status is Status.NOT_MET]
    ask = [j for j in judged if j.weight == CONDITION and j.status is Status.UNKNOWN]
    if not failed and not ask:
        return "direct_aanmelden", 0
    single = [_rule_effort(j) for j in failed] + ([1] if ask else [])
    points = sum(single)
    return "opwerken", min(3, max(*single, 1 if points <= 2 else 2 if points <= 4 else 3))


def _rule_effort(judged: _Judged) -> int:
    effort = judged.rule["effort"]
    base = 3 if effort is None or pd.isna(effort) else int(effort)  # type: ignore[call-overload]
    return min(3, base + judged.verdict.extra_effort)


def _labels(judged: list[_Judged], status: Status) -> str | None:
    return ", ".join(str(j.rule["label"]) for j in judged if j.status is status) or None


def _why(decision: str, effort: int | None, judged: list[_Judged], subject: Subject, path: str) -> str:
    failed = [j for j in judged if j.status is Status.NOT_MET]
    ask = [str(j.rule["ask"]) for j in judged if j.status is Status.UNKNOWN]
    count = len(subject.outcome_ids)
    covers = f"Dekt {count} {'leeruitkomst' if count == 1 else 'leeruitkomsten'} van '{path}'" if count else (
        f"Past waarschijnlijk bij '{path}', het meest bij {subject.nearest}; laat dat eerst beoordelen")
    if decision == "past_niet":
        return _why_not(judged, subject)
    if decision == "direct_aanmelden":
        text = f"{covers} en voldoet aan alle kaders die meetellen."
    else:
        what = listed([j.says("missing") for j in failed if j.weight >= GUIDELINE])
        text = f"{covers}, maar {what}." if what and count else f"{covers}. Verder: {what}." if what else f"{covers}{', maar niet alles is bekend' if count else ''}."
        todo = [str(j.rule["remedy"]) for j in failed if j.weight >= GUIDELINE and isinstance(j.rule["remedy"], str)]
        text += f" Nodig: {listed(todo)}." if todo else ""
    text += f" Vraag de aanbieder {listed(ask)}." if ask and count else ""
    return text if not effort else f"{text} Inspanning: {voc.EFFORTS.label(str(effort))}."


def _why_not(judged: list[_Judged], subject: Subject) -> str:
    blocking = [j for j in judged if j.weight == CONDITION and not j.rule["mendable"]]
    failed = [j.says("missing") for j in blocking if j.status is Status.NOT_MET]
    if failed:
        return f"Past nu niet: {listed(failed)}. Bekijk het opnieuw als er nieuwe ontwikkelpaden zijn."
    unknown = [j.says("ask") for j in blocking if j.status is Status.UNKNOWN]
    ask = "Laat de koppeling beoordelen." if subject.nearest else "Vraag de aanbieder om een omschrijving."
    return f"Past voorlopig niet: nog niet bekend is {listed(unknown)}. {ask} Bekijk het opnieuw als er nieuwe ontwikkelpaden zijn."


@dataclass(frozen=True)
class _Nearest:
    """The outcome that an offering's matches point at most, and whether it fits any more likely than not."""

    words: str = ""  # "'title' (kans 0,31)"
    path_id: str = ""
    likely: bool = False


def _nearest(matches: pd.DataFrame, outcomes: pd.DataFrame, least: float = DOUBTFUL_FROM) -> dict[str, _Nearest]:
    """For each offering the most probable outcome that was not rejected, where that has at least this probability."""
    rows = matches[(matches["kind"] == "offering") & (matches["decision"] != "verworpen") & matches["probability"].notna()]
    rows = rows.merge(outcomes[["outcome_id", "title", "path_id"]], on="outcome_id").sort_values(
        ["item_id", "probability", "outcome_id"], ascending=[True, False, True])
    some = 1 - (1 - rows["probability"]).groupby(rows["item_id"]).prod()
    best = rows.drop_duplicates("item_id")
    best = best[best["probability"] >= least]
    chances = best["probability"].map(lambda p: f"{p:.2f}".replace(".", ","))
    return {r.item_id: _Nearest(f"'{r.title}' (kans {chance})", r.path_id, bool(some[r.item_id] >= LIKELY_FROM))
            for r, chance in zip(best.itertuples(), chances, strict=True)}


def listed(parts: list[str]) -> str:
    """A Dutch list: a, b en c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}" if parts else ""
