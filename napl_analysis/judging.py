"""``napl beoordeel``: people's judgements back from te_beoordelen.xlsx into besluiten/koppelingen.csv and toetsing.csv."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date as calendar_date
from pathlib import Path

import pandas as pd

from napl_analysis.findings import NaplError
from napl_analysis.intake.decisions import (
    CONFLICT_COLUMNS,
    CONFLICTS_FILE,
    MATCH_COLUMNS,
    MATCHES_FILE,
    REVIEW_COLUMNS,
    REVIEWS_FILE,
    read_conflicts,
    read_match_decisions,
    read_review_decisions,
)
from napl_analysis.intake.judged import NONE, read_judged
from napl_analysis.intake.judged_review import read_judged_review
from napl_analysis.loading import quiet
from napl_analysis.matching.decisions import agreement, merge_decisions
from napl_analysis.matching.proposals import propose_terms
from napl_analysis.reference.outcomes import load_outcomes
from napl_analysis.reference.thesaurus import load_thesaurus
from napl_analysis.region import RegionYear, open_region
from napl_analysis.reports.judge_book import HEADER_ROW, SHEET
from napl_analysis.reports.judge_review import HEADER_ROW as REVIEW_HEADER
from napl_analysis.reports.judge_review import SHEET as REVIEW_SHEET
from napl_analysis.reports.replace import replace_file

Tell = Callable[[str], None]
TO_JUDGE = "te_beoordelen.xlsx"
PROPOSALS_FILE = "voorstel_begrippen.csv"
TEXT = ["kind", "text_key"]  # what a decision is about


def take_back(folder: Path, files: Sequence[Path], *, by: str, on: str, tell: Tell) -> pd.DataFrame:
    """Read judged workbooks, merge them with what was decided before, and keep the result.

    A new judgement of a text replaces an older one; two files that disagree about a text are a conflict, which
    is left out of the decisions and written to besluiten/conflicten.csv until somebody settles it.

    Returns
    -------
    DataFrame
        All decisions that now hold: kind, text_key, outcome_id, decision, decided_by, decided_on.
    """
    year = open_region(folder)
    date = on or year.config.region.reference_date
    if not _is_date(date):
        raise NaplError(f"'{date}' is geen datum.", "Schrijf de datum als 2026-11-23.")
    outcomes = load_outcomes(year.path(year.config.sources.outcomes) if year.config.sources.outcomes else None)
    paths = list(files) or [year.reports / TO_JUDGE]
    reviewed = _take_reviews(year, paths, by, date, tell)
    parts = [decisions_of(_judged(p, outcomes["outcome_id"].tolist(), quiet if reviewed else tell), _who(by, p, len(paths)), date) for p in paths]
    fresh, conflicts = _together(parts, tell)
    if fresh.empty and conflicts.empty:
        if reviewed:
            tell(f"Maak de rapporten opnieuw met:\n  napl analyseer {folder}")
        return read_match_decisions(year.decisions)
    judged = pd.concat([fresh[TEXT], conflicts[TEXT]]).drop_duplicates()
    result = pd.concat([_without(read_match_decisions(year.decisions), judged), fresh], ignore_index=True)
    result = result.sort_values([*TEXT, "outcome_id"], kind="stable", ignore_index=True)
    unsettled = pd.concat([_without(read_conflicts(year.decisions), judged), conflicts], ignore_index=True)
    _write(year.decisions / MATCHES_FILE, result)
    _write(year.decisions / CONFLICTS_FILE, unsettled)
    tell(f"{len(fresh[TEXT].drop_duplicates())} teksten beoordeeld; er zijn nu besluiten over {len(result[TEXT].drop_duplicates())} teksten.")
    if len(unsettled):
        tell(f"Over {len(unsettled)} teksten verschillen de beoordelaars; zie {year.decisions / CONFLICTS_FILE}. Die tellen niet mee tot u het eens bent:\n"
             "  vul ze samen in een van de bestanden in en geef alleen dat bestand op.")
    _propose(year, result, outcomes, tell)
    tell(f"Maak de rapporten opnieuw met:\n  napl analyseer {folder}")
    return result


def _propose(year: RegionYear, decisions: pd.DataFrame, outcomes: pd.DataFrame, tell: Tell) -> None:
    """Write besluiten/voorstel_begrippen.csv: words from judged texts that the thesaurus lacks, for the analyst to approve."""
    own = year.config.sources.thesaurus
    proposed = propose_terms(decisions, outcomes, load_thesaurus(year.path(own)) if own else None)
    path = year.decisions / PROPOSALS_FILE
    _write(path, proposed)
    if len(proposed):
        tell(f"{len(proposed)} voorstellen voor eigen begrippen staan in {path}.\n"
             "  Haal weg wat niet klopt, bewaar het onder een eigen naam en noem dat in regio.yml bij bronnen: eigen_begrippen.")


def _take_reviews(year: RegionYear, paths: Sequence[Path], by: str, on: str, tell: Tell) -> int:
    """Decisions about the internal review into besluiten/toetsing.csv; how many there were.

    Two files that disagree about an offering leave it as it was, and that is told.
    """
    parts = [read_judged_review(p, REVIEW_SHEET, REVIEW_HEADER).assign(decided_by=_who(by, p, len(paths)), decided_on=on) for p in paths]
    judged = pd.concat(parts, ignore_index=True).drop(columns="row")
    if judged.empty:
        return 0
    differ = judged.fillna("").groupby("offering_id")[["decision", "effort"]].nunique().max(axis=1) > 1
    unsettled = set(differ.index[differ])
    fresh = judged[~judged["offering_id"].isin(unsettled)].drop_duplicates("offering_id", keep="last")[REVIEW_COLUMNS]
    before = read_review_decisions(year.decisions)
    kept = before[~before["offering_id"].isin(fresh["offering_id"])]
    result = pd.concat([part for part in (kept, fresh) if len(part)] or [fresh]).sort_values("offering_id", kind="stable", ignore_index=True)
    _write(year.decisions / REVIEWS_FILE, result)
    tell(f"{len(fresh)} besluiten over de interne toetsing; er zijn er nu {len(result)} (besluiten/{REVIEWS_FILE}).")
    if unsettled:
        tell(f"Over {len(unsettled)} scholingen verschillen de beoordelaars; daar verandert niets tot u het eens bent.")
    return len(judged)


def _is_date(text: str) -> bool:
    try:
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None and bool(calendar_date.fromisoformat(text))
    except ValueError:
        return False


def _judged(path: Path, outcome_ids: list[str], tell: Tell) -> pd.DataFrame:
    judged = read_judged(path, SHEET, HEADER_ROW, outcome_ids)
    if judged.empty:
        tell(f"In {path.name} is nog niets ingevuld. Kies op het blad '{SHEET}' in de kolom 'Besluit', sla het bestand op en doe dit opnieuw.")
    return judged


def _without(kept: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """What was kept, less the texts that were judged now."""
    again = pd.MultiIndex.from_frame(kept[TEXT]).isin(pd.MultiIndex.from_frame(judged[TEXT]))
    return kept[~again]


def decisions_of(judged: pd.DataFrame, by: str, on: str) -> pd.DataFrame:
    """Judgements as decisions: the chosen outcome confirmed, the candidates that were passed over rejected.

    Parameters
    ----------
    judged
        See `read_judged`.
    """
    rows = []
    for j in judged.itertuples():
        offered = [c for c in j.offered.split(",") if c]
        rows.append((j.kind, j.text_key, j.outcome_id, "bevestigd", by, on))
        if j.kind == "statement" or j.outcome_id == NONE:  # an offering may serve several outcomes: a choice rejects no other
            rows += [(j.kind, j.text_key, c, "verworpen", by, on) for c in offered if c != j.outcome_id]
    return pd.DataFrame(rows, columns=MATCH_COLUMNS, dtype="str").drop_duplicates(["kind", "text_key", "outcome_id"])


def _who(by: str, path: Path, count: int) -> str:
    """Who judged a file: as said, or of several files each by the end of its name (te_beoordelen_AB.xlsx)."""
    if count == 1:
        return by or "analist"
    return re.sub(r"^te_beoordelen[ _-]*", "", path.stem) or path.stem


def _together(parts: list[pd.DataFrame], tell: Tell) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The files as one: what holds, and where they disagree (of three files each new one against those before)."""
    merged, found = parts[0], [pd.DataFrame(columns=CONFLICT_COLUMNS, dtype="str")]
    for part in parts[1:]:
        kappa = agreement(merged, part)
        if pd.notna(kappa):
            tell(f"Overeenstemming tussen de beoordelaars (Cohens kappa; 1 is volledig eens): {kappa:.2f}".replace(".", ","))
        earlier = pd.concat(found)
        merged, more = merge_decisions(merged, _without(part, earlier))
        found.append(more)
    return merged, pd.concat(found, ignore_index=True)


def _write(path: Path, frame: pd.DataFrame) -> None:
    if frame.empty and not path.exists():
        return
    replace_file(path, frame.to_csv(index=False, lineterminator="\n").encode())
