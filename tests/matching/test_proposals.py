"""Words that people taught the machine come back as proposals for the region's own concepts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from napl_analysis import match_texts
from napl_analysis.matching.proposals import COLUMNS, propose_terms
from napl_analysis.reference.outcomes import load_outcomes
from napl_analysis.reference.thesaurus import load_thesaurus

from .test_decisions import decided, decision

OUTCOMES = load_outcomes()
SLANG = [decision(f"{rest} op de wobbelkruk {i}", "VSV02") for i, rest in enumerate(["maandag steeds die ene", "collega stuurde hem", "waarom zit hij toch"])]


def test_strange_words_that_return_and_short_texts_are_proposed() -> None:
    found = propose_terms(decided(*SLANG, decision("knallen op vrijdag", "VSV07"), decision("gesprekken met ouders", "VSV17")), OUTCOMES)
    assert list(found.columns) == COLUMNS
    word = found[found["uitdrukking"] == "wobbelkruk"].iloc[0]
    assert (word["keer"], word["leeruitkomst"]) == (3, "VSV02")
    assert word["begrip"] in set(load_thesaurus()["label"])
    assert "knallen op vrijdag" in set(found["uitdrukking"])
    assert "gesprekken met ouders" not in set(found["uitdrukking"]), "what the machine knows needs no proposal"


def test_words_of_several_outcomes_rejections_and_none_are_not_proposed() -> None:
    mixed = [decision("de wobbelkruk weer gezien vandaag bij de klas", o) for o in ("VSV02",)] + [decision("iets heel anders met een wobbelkruk op dinsdag erbij", "VSV17")]
    none = [decision(f"ik zou graag een wobbelkruk willen hebben nummer {i}", "geen") for i in range(3)]
    refused = [decision(f"wobbelkruk van gisteren in de hal nummer {i}", "VSV09", "verworpen") for i in range(3)]
    assert "wobbelkruk" not in set(propose_terms(decided(*mixed, *none, *refused), OUTCOMES)["uitdrukking"])
    assert propose_terms(decided(), OUTCOMES).empty and propose_terms(decided(decision("x", "BESTAAT_NIET")), OUTCOMES).empty


def test_an_approved_proposal_is_a_file_of_own_concepts(tmp_path: Path) -> None:
    proposed = propose_terms(decided(*SLANG), OUTCOMES)
    path = tmp_path / "voorstel_begrippen.csv"
    proposed.to_csv(path, index=False)
    text = pd.Series(["wobbelkruk"])
    before, after = match_texts(text, OUTCOMES), match_texts(text, OUTCOMES, thesaurus=load_thesaurus(path))
    assert after["outcome_id"].iloc[0] == "VSV02" and after["probability"].iloc[0] > before["probability"].max()
