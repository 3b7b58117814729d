"""Double submissions are found by e-mail address or token, and nothing of either is left."""

from __future__ import annotations

import csv
import hashlib
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from napl_analysis.intake.respondents import read_surveys, tidy_survey
from napl_analysis.intake.survey import read_survey
from napl_analysis.region import SurveySource, open_region

from . import made

FORMS = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Rekenen en wiskunde", "Waar heeft u behoefte aan?"]
ROWS = [
    [1, "1-3-2026 09:00", "1-3-2026 09:10", "fenna.bakker@school.example", "Fenna Bakker", "veel behoefte", "hulp bij rekenen in groep 5"],
    [2, "1-3-2026 09:05", "1-3-2026 09:15", "anonymous", "", "geen behoefte", "meer tijd om lessen voor te bereiden"],
    [3, "2-3-2026 10:00", "2-3-2026 10:10", "Fenna.Bakker@School.example", "F. Bakker", "weinig behoefte", ""],
    [4, "2-3-2026 11:00", "2-3-2026 11:10", "anonymous", "", "veel behoefte", "een cursus klassenmanagement"],
    [5, "13-3-2026 11:00", "13-3-2026 11:10", "k.smit@school.example", "K. Smit", "veel behoefte", "een cursus nt2"],
]
MAPPING = {"themas": {"vakinhoud": "rekenen_en_wiskunde"}, "open_vragen": ["waar_heeft_u_behoefte_aan"]}


def written(path: Path, headings: list[str], rows: list[list[object]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([headings, *rows])
    return path


def tidied(path: Path, **rules: bool):
    export = read_survey(path)
    source = SurveySource.model_validate({"bestand": path.name, "vast": {"rol": "leraar", "sector": "po"}, "kolommen": MAPPING})
    return export, tidy_survey(export, source, made.config(opschonen=rules), made.schools(), made.themes(), made.KEY)


def test_the_same_address_twice_is_one_person(tmp_path):
    export, tidy = tidied(written(tmp_path / "forms.csv", FORMS, ROWS))
    doubles = [f for f in tidy.findings if f.rule == "dubbele_inzending"]
    assert [f.row for f in doubles] == [4] and "rij 2" in doubles[0].message, "the one with the most answers stays"
    assert len(tidy.respondents) == 4, "anonymous is nobody: those rows are no doubles"
    assert export.persons.notna().tolist() == [True, False, True, False, True] and export.persons[0] == export.persons[2] != export.persons[4]


def test_doubles_can_be_kept(tmp_path):
    _, tidy = tidied(written(tmp_path / "forms.csv", FORMS, ROWS), dubbele_weglaten=False)
    assert len(tidy.respondents) == 5 and tidy.respondents["marks"].tolist().count("dubbel") == 1


def test_a_token_and_a_typed_address_count_too(tmp_path):
    headings = ["id", "submitdate", "lastpage", "startlanguage", "token", "Q1", "Q2"]
    rows = [[i, f"2026-03-0{i} 10:00:00", 2, "nl", token, "A1", mail] for i, (token, mail) in
            enumerate([("abc", "a@school.example"), ("abc", "b@school.example"), ("def", "c@school.example"), ("", "c@school.example")], start=1)]
    persons = read_survey(written(tmp_path / "lime.csv", headings, rows)).persons
    assert persons[0] == persons[1] and persons[2] != persons[3] and persons.notna().all(), "the token goes first, the address is for rows without"


def test_an_address_of_many_is_nobody(tmp_path):
    rows = [[i, *ROWS[0][1:3], "team@school.example", "", "veel behoefte", f"cursus nummer {i} over toetsen"] for i in range(1, 6)]
    export, tidy = tidied(written(tmp_path / "forms.csv", FORMS, rows))
    assert len(tidy.respondents) == 5 and export.persons.isna().all()
    told = [f for f in tidy.findings if f.rule == "adres_gedeeld"]
    assert len(told) == 1 and told[0].message.startswith("5 ") and "@" not in told[0].message


def test_nothing_personal_is_left(tmp_path):
    export, tidy = tidied(written(tmp_path / "forms.csv", FORMS, ROWS))
    left = pickle.dumps((export, tidy)).decode("latin-1").lower()
    assert not [secret for secret in ("fenna", "bakker", "@school", "smit") if secret in left]
    plain = [hashlib.new(kind, text.encode()).hexdigest() for kind in ("md5", "sha1", "sha256") for text in ("fenna.bakker@school.example", "fenna.bakker")]
    assert not [p for p in plain if p in left], "an unkeyed hash of an address can be looked up"
    tables = pickle.dumps(tidy).decode("latin-1")
    assert not [p for p in export.persons.dropna() if p in tables], "the hash stays in memory, with the export"


def test_people_in_two_files_are_told_without_names(tmp_path):
    year = tmp_path / "proef" / "2026"
    (year / "enquete").mkdir(parents=True)
    written(year / "enquete" / "a.csv", FORMS, ROWS)
    written(year / "enquete" / "b.csv", FORMS, ROWS[1:3])
    block = "\n".join(f"    - {{bestand: enquete/{n}.csv, vast: {{rol: leraar, sector: po}}, kolommen: {{open_vragen: [waar_heeft_u_behoefte_aan], themas: {{vakinhoud: rekenen_en_wiskunde}}}}}}" for n in "ab")
    (year / "regio.yml").write_text(f"regio: {{id: proef, naam: P, jaar: 2026, peildatum: '2026-10-01'}}\ndeelregios: {{Stad: [GM0344]}}\nbronnen:\n  enquetes:\n{block}\n", encoding="utf-8")
    findings = read_surveys(open_region(year), made.schools(), made.themes()).findings
    told = [f for f in findings if f.rule == "persoon_in_twee_bestanden"]
    assert [(f.file, f.message) for f in told] == [("a.csv", "1 persoon vulde ook 'b.csv' in.")]
    assert not [f for f in findings if f.rule == "bestand_overlapt"], "two answers alike may be chance"
    written(year / "enquete" / "b.csv", FORMS, ROWS[:4])
    again = [f for f in read_surveys(open_region(year), made.schools(), made.themes()).findings if f.rule == "bestand_overlapt"]
    assert [(f.file, str(f.severity), f.message[:2]) for f in again] == [("a.csv", "beslissen", "4 ")]


@pytest.mark.slow
def test_another_process_gives_other_hashes(tmp_path):
    path = written(tmp_path / "forms.csv", FORMS, ROWS)
    code = f"from napl_analysis.intake.survey import read_survey; print(read_survey({str(path)!r}).persons[0])"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert len(other) == 64 and other != read_survey(path).persons[0]
