"""The exports have the shapes of their standards and read back to the same offerings."""

from __future__ import annotations

import json
import uuid

import pandas as pd
import pytest

from napl_analysis.findings import OutcomesError
from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.supply.certificates import certificate_text, path_progress
from napl_analysis.supply.export import arrangements, ooapi_pages, schema_graph
from napl_analysis.tables import TRAJECTORIES, conform

PLACES = pd.DataFrame({"municipality_code": ["GM0344"], "municipality": ["Utrecht"]})


@pytest.fixture
def made(make_offerings, make_outcomes):
    offerings = make_offerings(
        {"title": "Orde in de klas", "description": "Je oefent met orde houden.", "provider": "Academie Proef", "sectors": "po,vo",
         "career_phases": "startbekwaam", "formality": "formeel", "learning_mode": "team", "delivery": "fysiek", "municipality_code": "GM0344",
         "ects": 4.5, "study_load_hours": 126, "nlqf": 6, "price_eur": 495, "places_per_year": 24, "assessment": "portfolio",
         "certificate": "certificaat met leeruitkomsten"},
        {"title": "Toetsen online", "description": "Leer toetsen maken.", "provider": "Bureau Test", "sectors": "vo", "delivery": "online",
         "study_load_hours": 20, "price_eur": 0},
    )
    outcomes = make_outcomes("AB01", "AB02", "AB03")
    plan = conform(pd.DataFrame([
        {"path_id": "pad", "sector": "vo", "arrangement": 1, "offering_id": "a1", "title": "Orde in de klas", "outcome_ids": "AB01", "ects": 4.5},
        {"path_id": "pad", "sector": "vo", "arrangement": 2, "offering_id": "a2", "title": "Toetsen online", "outcome_ids": "AB02", "ects": None},
        {"path_id": "pad", "sector": "vo", "arrangement": 3, "offering_id": None, "title": "Nieuw te ontwikkelen", "outcome_ids": "AB03", "ects": 3},
        {"path_id": "pad", "sector": "po", "arrangement": 1, "offering_id": "a1", "title": "Orde in de klas", "outcome_ids": "AB01,AB02", "ects": 4.5},
    ]), TRAJECTORIES)
    return arrangements(plan, offerings), plan, outcomes


def test_an_arrangement_stands_there_once_with_all_its_outcomes(made):
    items = made[0].set_index("code")
    assert items.index.tolist() == ["a1", "a2", "nieuw-pad-vo-3"]
    assert items.loc["a1", ["outcome_ids", "trajectories"]].tolist() == ["AB01,AB02", "pad-po,pad-vo"]
    assert items.loc["nieuw-pad-vo-3", ["title", "ects", "sectors"]].tolist() == ["Nieuw te ontwikkelen", 3, "vo"]


def _is_text(value: object) -> bool:
    return isinstance(value, list) and len(value) > 0 and all(set(v) == {"language", "value"} and v["value"] for v in value)


def test_courses_have_the_shape_of_ooapi_v5(made):
    pages = ooapi_pages(*made, PLACES)
    for page in pages.values():
        assert set(page) == {"pageSize", "pageNumber", "hasPreviousPage", "hasNextPage", "totalPages", "items"}
    for course in pages["courses.json"]["items"]:
        assert {"courseId", "primaryCode", "name", "abbreviation", "description", "teachingLanguage", "level"} <= set(course)
        assert str(uuid.UUID(course["courseId"])) == course["courseId"]
        assert all(map(_is_text, (course["name"], course["description"], *course["learningOutcomes"])))
        assert course["level"] in {"associate degree", "bachelor", "master", "doctoral", "undefined"}
        assert set(course.get("modeOfDelivery", [])) <= {"distance-learning", "on campus", "online", "hybrid", "situated"}
        assert course.get("studyLoad", {"studyLoadUnit": "ects"})["studyLoadUnit"] in {"contacttime", "ects", "sbu", "sp", "hour"}
        assert all("addressType" in a for a in course.get("addresses", []))
        assert all(c["consumerKey"] for c in course["consumers"])
    for program in pages["programs.json"]["items"]:
        assert {"programId", "programType", "name", "abbreviation", "description", "primaryCode", "teachingLanguage"} <= set(program)
        assert program["levelOfQualification"] == "6"
    ids = {c["courseId"] for c in pages["courses.json"]["items"]}
    assert all(a in ids for p in pages["programs.json"]["items"] for c in p["consumers"] for a in c["arrangements"])
    assert json.loads(json.dumps(pages, allow_nan=False)) == pages


def test_ooapi_reads_back_to_the_same_offerings(made, tmp_path):
    pages = ooapi_pages(*made, PLACES)
    for name in ("courses.json", "organizations.json"):
        (tmp_path / name).write_text(json.dumps(pages[name]), encoding="utf-8")
    back = read_catalogue(tmp_path).set_index("source_row")
    items = made[0].set_index("code")
    for column in ("title", "sectors", "career_phases", "formality", "learning_mode", "delivery", "nlqf", "price_eur", "places_per_year",
                   "assessment", "certificate", "provider"):
        for code in ("a1", "a2"):
            here, there = items.loc[code, column], back.loc[code, column]
            assert here == there or (pd.isna(here) and pd.isna(there)), (code, column, here, there)
    assert back["claimed_outcomes"].to_dict() == {"a1": "AB01,AB02", "a2": "AB02", "nieuw-pad-vo-3": "AB03"}
    assert back.loc["a1", ["ects", "location_raw"]].tolist() == [4.5, "Utrecht"]
    assert back.loc["a2", "study_load_hours"] == 20


def test_schema_org_reads_back_to_the_same_offerings(made, tmp_path):
    graph = schema_graph(made[0], made[2], PLACES)
    assert graph["@context"] == "https://schema.org"
    assert all(c["@type"] == "Course" and c["name"] and c["description"] for c in graph["@graph"])
    (tmp_path / "courses.jsonld").write_text(json.dumps(graph, allow_nan=False), encoding="utf-8")
    back = read_catalogue(tmp_path / "courses.jsonld", format="schemaorg", provider="Onbekend").set_index("source_row")
    items = made[0].set_index("code")
    for column in ("title", "sectors", "delivery", "nlqf", "price_eur", "certificate", "provider", "study_load_hours", "ects"):
        for code in ("a1", "a2"):
            here, there = items.loc[code, column], back.loc[code, column]
            assert here == there or (pd.isna(here) and pd.isna(there)), (code, column, here, there)
    assert back.loc["a1", "claimed_outcomes"] == "AB01,AB02"


def test_exports_are_the_same_every_time(made):
    assert json.dumps(ooapi_pages(*made, PLACES)) == json.dumps(ooapi_pages(*made, PLACES))


def test_a_certificate_lists_the_outcomes_and_names_nobody(made):
    items, _, outcomes = made
    text = certificate_text(items.iloc[0].to_dict(), outcomes)
    assert "Leerarrangement 'Orde in de klas', omvang 4,5 EC, NLQF-niveau 6, onderdeel van het ontwikkelpad 'Pad pad'." in text
    assert "- AB01 Uitkomst AB01\n- AB02 Uitkomst AB02" in text
    assert "Naam van de leraar: ..." in text
    assert "voorbeelden, niet de vastgestelde teksten" in text


def test_progress_on_a_path(made):
    outcomes = made[2]
    some = path_progress(["AB01", "AB01,AB02"], ["AB02"], outcomes, "pad")
    assert some["ground"].tolist()[:2] == ["certificaat", "certificaat en erkende eerdere ervaring (EVC)"]
    assert some["shown"].tolist() == [True, True, False]
    assert some.attrs["sentence"] == "Van de 3 leeruitkomsten van 'Pad pad' zijn er 2 aangetoond; nog open: 'Uitkomst AB03'."
    assert path_progress(["AB01,AB02,AB03"], [], outcomes, "pad").attrs["sentence"].startswith("Alle 3 leeruitkomsten")
    with pytest.raises(OutcomesError, match="ZZ99"):
        path_progress(["ZZ99"], [], outcomes, "pad")
