"""Proposals for regio.yml, held against the mapping that the example's makers wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from napl_analysis import region
from napl_analysis.checking import summary
from napl_analysis.findings import Finding, findings_frame
from napl_analysis.intake import columns as col
from napl_analysis.intake.mapping import doubt_findings, resolve_columns
from napl_analysis.intake.survey import read_survey
from napl_analysis.region import SurveySource

from . import made

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw" / "voorbeeldregio-midden"


def flat(mapping: dict[str, Any], questions: Any) -> dict[str, str]:
    """Column to field, multiple-answer questions spelled out into their options."""
    members = questions[questions["kind"] == "multiple"].groupby("group")["code"].agg(list).to_dict()
    result: dict[str, str] = {}
    for key, value in mapping.items():
        for detail, codes in value.items() if isinstance(value, dict) else [("", value)]:
            for code in codes if isinstance(codes, list) else [codes]:
                result |= dict.fromkeys(members.get(code, [code]), f"{key}.{detail}")
    return result


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_every_field_of_the_example_is_proposed_and_none_wrongly_without_doubt(year):
    if not (EXAMPLE / year).is_dir():
        pytest.skip("het voorbeeld is er niet")
    opened = region.open_region(EXAMPLE / year)
    for source in opened.config.sources.surveys:
        export = read_survey(opened.path(source.file))
        proposals = col.propose_columns(export, made.themes())
        wanted = flat(source.columns.model_dump(by_alias=True, exclude_none=True), export.questions)
        wanted = {c: f for c, f in wanted.items() if f != "negeren."}
        proposed, sure = (flat(col.mapping_for(proposals, doubtful=d), export.questions) for d in (True, False))
        assert {c: proposed.get(c) for c in wanted} == wanted
        assert {c: f for c, f in sure.items() if wanted.get(c) != f} == {}


def test_proposals_become_a_mapping_that_regio_yml_accepts():
    export = made.survey(
        {"v1": ["PO", "VO"], "v2": ["3", "12"], "v3": ["veel", "geen"], "v4": ["meer rust en orde in mijn klas", "leren differentiëren bij rekenen"], "v5[a]": [True, False],
         "v5[b]": [False, True], "v6": ["blauw", "groen"]},
        [made.question("v1", "In welke sector werk je?", "single", ("PO", "VO")), made.question("v2", "Hoeveel jaar ervaring heb je in het onderwijs?", "open"),
         made.question("v3", "Behoefte aan: klassenmanagement", "scale", ("geen", "veel")), made.question("v4", "Waar heb je behoefte aan?", "open"),
         made.question("v5[a]", "Wat belemmert je? [Geen tijd]", "multiple", (), "v5", "Geen tijd"),
         made.question("v5[b]", "Wat belemmert je? [Werkdruk]", "multiple", (), "v5", "Werkdruk"), made.question("v6", "Wat is je lievelingskleur?", "single", ("blauw", "groen"))])
    proposals = col.propose_columns(export, made.themes())
    mapping = col.mapping_for(proposals)
    assert mapping == {"sector": "v1", "ervaring": "v2", "themas": {"klassenmanagement": "v3"}, "open_vragen": ["v4"], "voorkeuren": {"barrier": ["v5"]}}
    assert region.SurveyColumns.model_validate(mapping).experience == "v2"
    left = proposals.set_index("code").loc["v6"]
    assert left["field"] != left["field"] and left["doubtful"] and left["candidates"].count(";") == 2


def test_two_columns_for_one_field_are_doubtful():
    export = made.survey({"a": ["po"], "b": ["po"]}, [made.question("a", "Sector", "single", ("po", "vo")), made.question("b", "Sector?", "single", ("po", "vo"))])
    proposals = col.propose_columns(export, made.themes())
    assert proposals["doubtful"].all() and proposals["field"].tolist().count("sector") == 1


def test_candidates_are_near_in_code_or_fitting_in_text():
    questions = made.survey({"ERVJ": [1], "LFT": [2], "X": [3]}, [
        made.question("ERVJ", "Aantal jaren", "open"), made.question("LFT", "Wat is uw leeftijd?", "open"), made.question("X", "Kleur", "open")]).questions
    assert col.candidates("experience", "ERV", questions, made.themes())[0].startswith("'ERVJ'")
    assert col.candidates("age", "", questions, made.themes())[0] == "'LFT' (Wat is uw leeftijd?)"


def findings_for(**columns: str) -> list[Finding]:
    export = made.survey({code: ["po", "po"] for code in ("V1", "V2", "V3", "T1")}, [
        made.question("V1", "In welke sector werkt u?", "single", ("po", "vo", "mbo")), made.question("V2", "Wat is uw leeftijd?", "single", ("25-34", "35-44")),
        made.question("V3", "Hoeveel jaar ervaring heeft u in het onderwijs?", "open"), made.question("T1", "Hoe tevreden bent u over de koffie?", "single")])
    source = SurveySource.model_validate({"bestand": "po.csv", "vast": {"rol": "leraar", "sector": "po"}, "kolommen": columns})
    return doubt_findings(export, resolve_columns(export, source, made.themes()), made.themes())


def test_a_wrong_column_is_told_with_the_likeliest_ones():
    assert findings_for(sector="V1", leeftijd="V2", ervaring="V3") == []
    (finding,) = findings_for(sector="V2", ervaring="V3")
    assert (finding.rule, finding.severity, finding.column, finding.file) == ("kolom_twijfel", "bekijken", "V2", "po.csv")
    assert "'sector'" in finding.message and finding.action.index("'V1' (In welke sector werkt u?)") > 0
    assert finding.action in summary(findings_frame([finding]))  # napl controleer says it in full
    assert [f.column for f in findings_for(sector="T1", leeftijd="V3", ervaring="V2")] == ["V2", "V3", "T1"]
