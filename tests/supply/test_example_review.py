"""The internal review against the hand labels of the example's offerings, read from the catalogues themselves."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from napl_analysis.intake.offerings import read_catalogues
from napl_analysis.matching.year import match_year
from napl_analysis.reference.outcomes import load_outcomes
from napl_analysis.reference.places import load_places
from napl_analysis.reference.review import load_rules
from napl_analysis.region import open_region
from napl_analysis.supply.coverage import coverage, split_codes
from napl_analysis.supply.review import review_offerings
from napl_analysis.tables import MATCHES, STATEMENTS, conform

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "napl_analysis" / "example" / "data" / "offerings.csv"
YEAR = ROOT / "data" / "raw" / "voorbeeldregio-midden" / "2026"


@pytest.fixture(scope="module")
def judged() -> pd.DataFrame:
    """One row a labelled offering: the label, and the rules' decision given the outcomes a person tied it to."""
    outcomes = load_outcomes()
    offerings = read_catalogues(open_region(YEAR), load_places(), outcomes)[0]
    labels = pd.read_csv(LABELS, dtype="str")[["title", "outcome_ids", "review"]].drop_duplicates("title")
    joined = offerings[["offering_id", "title"]].merge(labels, on="title").drop_duplicates("offering_id")
    pairs = [(r.offering_id, k) for r in joined.itertuples() for k in split_codes(r.outcome_ids)]
    matches = pd.DataFrame(pairs, columns=["item_id", "outcome_id"]).assign(kind="offering", decision="bevestigd")
    covered = coverage(offerings, conform(matches, MATCHES), outcomes)
    review = review_offerings(offerings, covered, outcomes, load_rules())
    return joined.rename(columns={"review": "label"}).merge(review[["offering_id", "decision", "why"]], on="offering_id")


@pytest.fixture(scope="module")
def by_machine(judged) -> pd.DataFrame:
    """The same offerings, judged on what the machine tied them to."""
    outcomes = load_outcomes()
    offerings = read_catalogues(open_region(YEAR), load_places(), outcomes)[0]
    texts = conform(pd.DataFrame({"statement_id": [], "respondent_id": [], "question": [], "text": []}), STATEMENTS)
    matches = match_year(texts, offerings, outcomes)
    review = review_offerings(offerings, coverage(offerings, matches, outcomes), outcomes, load_rules(), weak=matches)
    return judged.drop(columns=["decision", "why"]).merge(review[["offering_id", "decision", "why"]], on="offering_id")


@pytest.mark.slow
def test_agreement_with_automatic_matches(by_machine):
    wrong = by_machine[by_machine["label"] != by_machine["decision"]]
    listing = "\n".join(f"{r.title}: met de hand {r.label}, vanzelf {r.decision} ({r.why})" for r in wrong.itertuples())
    assert len(wrong) <= 0.1 * len(by_machine), listing
    assert not ((by_machine["label"] == "past_niet") & (by_machine["decision"] == "direct_aanmelden")).any()  # the worst mistake there is


@pytest.mark.slow
def test_agreement_with_the_hand_labels(judged):
    assert len(judged) >= 150
    assert judged["label"].value_counts().min() >= 15  # each of the three decisions is put to the test
    wrong = judged[judged["label"] != judged["decision"]]
    listing = "\n".join(f"{r.title}: met de hand {r.label}, regels {r.decision} ({r.why})" for r in wrong.itertuples())
    assert len(wrong) <= 0.1 * len(judged), listing
