"""Themes in open answers: like what people would call them, and the same at every run."""

from __future__ import annotations

import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from napl_analysis import cluster_texts
from napl_analysis.matching.cluster_summary import gone_clusters, summarise_clusters
from napl_analysis.matching.clusters import ASSIGNMENT_COLUMNS, EMPTY, NEW, REST
from napl_analysis.matching.year_themes import cluster_year, gone_findings, shown_themes, themes_table
from napl_analysis.reference.thesaurus import load_concept_themes

from .labelled import load_set

MARZIPAN = ["marsepein met pistache", "pistache en marsepein", "de marsepein van pistache", "pistaches, marsepein"]


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    """Hand-labelled needs that fit an outcome: text, label."""
    texts = load_set("toets", "needs").texts
    return texts[texts["outcome_ids"] != "geen"].assign(label=lambda f: f["outcome_ids"].str.split(",").str[0])


@pytest.fixture(scope="module")
def found(answers: pd.DataFrame) -> pd.DataFrame:
    return cluster_texts(answers["text"])


def ids(frame: pd.DataFrame) -> pd.Series:
    return frame.set_index("text_id")["cluster_id"]


def test_themes_agree_with_hand_labels(answers: pd.DataFrame, found: pd.DataFrame) -> None:
    assert list(found.columns) == ASSIGNMENT_COLUMNS and found["text_id"].tolist() == answers.index.tolist()
    assert adjusted_rand_score(answers["label"], found["cluster_id"]) > .45
    assert normalized_mutual_info_score(answers["label"], found["cluster_id"]) > .75
    assert (found["cluster_id"] == REST).mean() < .10
    assert found["strength"].between(0, 1).all() and found["label"].str.len().gt(2).all()


@pytest.mark.parametrize("seed", range(3))
def test_row_order_changes_nothing(answers: pd.DataFrame, found: pd.DataFrame, seed: int) -> None:
    mixed = ids(cluster_texts(answers["text"].sample(frac=1, random_state=seed)))
    pd.testing.assert_series_equal(mixed.reindex(answers.index), ids(found).reindex(answers.index))


@pytest.mark.parametrize("seed", range(5))
def test_themes_hold_when_a_tenth_of_the_answers_is_gone(answers: pd.DataFrame, found: pd.DataFrame, seed: int) -> None:
    fewer = ids(cluster_texts(answers["text"].sample(frac=.9, random_state=seed)))
    assert adjusted_rand_score(ids(found)[fewer.index], fewer) > .9


def test_twenty_answers_are_enough(answers: pd.DataFrame) -> None:
    twenty = answers["text"].iloc[::7].head(20)
    few = cluster_texts(twenty)
    assert 4 <= few["cluster_id"].nunique() <= 14
    assert (few["cluster_id"] == REST).mean() < .10


def test_a_theme_has_the_same_id_in_every_group(answers: pd.DataFrame) -> None:
    groups = pd.Series(["po startbekwaam", "vo expert"] * len(answers), index=[*answers.index, *(f"{i}b" for i in answers.index)][: 2 * len(answers)])
    doubled = pd.concat([answers["text"], answers["text"].set_axis([f"{i}b" for i in answers.index])])
    split = cluster_texts(doubled, groups=pd.Series(["po startbekwaam"] * len(answers) + ["vo expert"] * len(answers), index=doubled.index))
    halves = [ids(part).to_numpy().tolist() for _, part in split.groupby("group", sort=True)]
    assert halves[0] == halves[1] and groups.nunique() == 2


@pytest.mark.parametrize("texts", [[], ["", None, "  "], ["orde houden"], ["😀", "<p></p>"]])
def test_few_or_empty_texts(texts: list[str | None]) -> None:
    few = cluster_texts(pd.Series(texts, dtype="object"))
    assert list(few.columns) == ASSIGNMENT_COLUMNS and len(few) == len(texts)
    empty = [not str(t or "").strip(" 😀") or str(t).startswith("<") for t in texts]
    assert [c == EMPTY for c in few["cluster_id"]] == empty


def test_new_themes_among_what_no_concept_knows_and_their_ids_live_on() -> None:
    texts = pd.Series([*MARZIPAN, "orde houden", "orde houden in de klas", "oudergesprekken", "gesprekken met ouders"])
    first = cluster_texts(texts)
    new = first[first["cluster_id"].str.startswith(NEW)]
    assert set(new["text_id"]) == {0, 1, 2, 3} and "marsepein" in new["label"].iloc[0]
    later = pd.Series([*MARZIPAN[:2], "marsepein zonder pistache", "pistache, marsepein en hopjes", "orde houden", "orde houden in de klas"])
    alone, living = cluster_texts(later), cluster_texts(later, previous=first)
    assert living["cluster_id"].iloc[0] == new["cluster_id"].iloc[0] and living["label"].iloc[0] == new["label"].iloc[0]
    assert alone["cluster_id"].iloc[0].startswith(NEW)


def assigned(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["text_id", "group", "cluster_id", "label"])
    return frame.assign(strength=1.0, respondent_id="r" + frame["text_id"])


def test_born_living_split_and_merged_themes_are_told_apart() -> None:
    themes = load_concept_themes().drop_duplicates("theme_id")
    domain = themes.groupby("domain_id")["theme_id"].agg(list).loc[lambda s: s.str.len() >= 3]
    mine, other = f"domein_{domain.index[0]}", f"domein_{domain.index[1]}"
    before = assigned(("1", "po", "orde", "Orde"), ("2", "po", mine, "Wijder"), ("3", "po", domain.iloc[1][0], "Los"), ("4", "po", "weg", "Weg"))
    now = assigned(*((str(i), "po", c, c) for i, c in enumerate(["orde", domain.iloc[0][0] if domain.iloc[0][0] != "orde" else domain.iloc[0][1], other,
                                                                 "nieuw_1234", "nieuw_1234"])), ("9", "vo", "orde", "orde"))
    texts, people = pd.Series("een tekst van genoeg lengte", index=now["text_id"]), pd.Series(now["respondent_id"].to_numpy(), index=now["text_id"])
    lineage = summarise_clusters(now, texts, people, 1, before).set_index(["group", "cluster_id"])["lineage"]
    assert lineage["po", "orde"] == "gebleven"
    assert lineage["po", now["cluster_id"].iloc[1]] == "gesplitst"
    assert lineage["po", other] == "samengevoegd"
    assert lineage["po", "nieuw_1234"] == "nieuw"
    assert pd.isna(lineage["vo", "orde"]), "nothing is known of a group that did not answer last year"
    assert gone_clusters(now, before)["cluster_id"].tolist() == ["weg"], "taken into a wider theme, or split, is not gone"


def test_examples_and_figures_only_where_enough_people_stand_behind_them() -> None:
    now = assigned(*((str(i), "po", "orde", "Orde") for i in range(5)), ("8", "po", "rouw", "Rouw"))
    texts = pd.Series({**{str(i): f"ik krijg ze niet stil na de pauze {'ja' * i}" for i in range(4)}, "4": "bel mij op 0612345678", "8": "iets over rouw en verlies"})
    people = pd.Series({**{str(i): f"r{i}" for i in range(5)}, "8": "r8"})
    table = summarise_clusters(now, texts, people, 5).set_index("cluster_id")
    assert table.loc["orde", "shown"] and table.loc["orde", "respondents"] == 5
    assert table.loc["orde", "examples"].count(" | ") == 2 and "0612345678" not in table.loc["orde", "examples"]
    assert not table.loc["rouw", "shown"] and table.loc["rouw", ["respondents", "statements", "examples"]].isna().all()


def test_a_year_beside_the_year_before() -> None:
    people = pd.DataFrame({"respondent_id": [f"r{i}" for i in range(30)], "sector": "vo", "career_phase": "expert", "role": ["leraar"] * 28 + ["hr", "schoolleider"]})
    said = ["ik krijg ze niet stil"] * 10 + ["gesprekken met boze ouders"] * 10 + ["leerlingen die rouwen om een ouder"] * 8 + ["orde houden"] * 2
    statements = pd.DataFrame({"statement_id": [f"s{i}" for i in range(30)], "respondent_id": people["respondent_id"], "text": said})
    before = cluster_year(people, statements)
    assert len(before) == 28, "only teachers"
    now = cluster_year(people, statements.head(20), previous=before)
    earlier = shown_themes(before, 5)
    table = themes_table(now, statements, 5, earlier)
    assert set(table["lineage"]) == {"gebleven"}
    told = gone_findings(now, earlier, {"vo expert"})
    assert len(told) == 1 and "vo expert" in told[0].message and "Welbevinden" in told[0].message
    assert gone_findings(now, None, {"vo expert"}) == [] and gone_findings(now, earlier, set()) == []
    assert gone_findings(now, shown_themes(before, 9), {"vo expert"}) == [], "eight people are too few to tell"
