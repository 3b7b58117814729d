"""Schools as people type them."""

from __future__ import annotations

import pytest

from napl_analysis.findings import InputError
from napl_analysis.intake.school_match import SchoolFinder, core_name
from napl_analysis.intake.workplace import (
    BoardFinder,
    find_municipality,
    municipality_codes,
    read_school_aliases,
)

from . import made


@pytest.fixture(scope="module")
def finder():
    return SchoolFinder(made.schools(), {"de regenbogen zeist": "99AC00"})


@pytest.mark.parametrize(("answer", "sector", "municipality", "how", "brin6"), [
    ("99AA00", None, None, "code", "99AA00"), ("99aa 00", None, None, "code", "99AA00"), ("99AB", "po", None, "code", "99AB00"), ("99AA00 (De Regenboog)", None, None, "code", "99AA00"),
    ("Lyceum Windwijzer Oost", "vo", None, "naam", "99VA01"), ("lyceum windwijzer", "vo", None, "naam", "99VA00"), ("De Regenboog, Zeist", "po", None, "naam", "99AC00"),
    ("Regenboog", "po", "GM0344", "alias", "99AA00"), ("De Vlieger", "po", None, "alias", "99AB00"), ("basisschool De Vlieger", "po", None, "alias", "99AB00"),
    ("De Regenbogen Zeist", "po", None, "alias", "99AC00"), ("Lyceum Windwyzer", "vo", None, "", None), ("Obs De Vliegger", "po", None, "fuzzy", "99AB00"),
    ("De Regenboog", "po", None, "", None), ("Zandwijk", "mbo", None, "alias", "99MB00"), ("een hele andere school", "po", None, "", None), ("De Vlieger", "vo", None, "alias", "99AB00")])
def test_find(finder, answer, sector, municipality, how, brin6):
    hit = finder.find(answer, sector, municipality)
    assert (hit.how, hit.brin6) == (how, brin6)


def test_an_institution_with_sites_tells_what_they_share(finder):
    hit = finder.find("99VA", "vo")
    assert (hit.how, hit.brin6, hit.board_id, hit.municipality_code) == ("brin", None, "90003", "GM0344")


def test_a_code_that_duo_does_not_have(finder):
    assert finder.find("99ZZ00").unknown_code == "99ZZ00" and finder.find("99ZZ00").brin6 is None
    known_board = finder.find("99VA07", "vo")
    assert known_board.unknown_code == "99VA07" and known_board.board_id == "90003" and known_board.brin6 is None


def test_the_municipality_tells_the_site_of_an_institution():
    schools = made.schools()
    schools.loc[schools["brin6"] == "99VA01", ["school", "municipality_code"]] = ["Lyceum Windwijzer locatie Zeist", "GM0355"]
    assert SchoolFinder(schools).find("Lyceum Windwijzer", "vo", "GM0355").brin6 == "99VA01"


def test_core_name_keeps_the_name_only():
    assert core_name("Openbare Basisschool De Regenboog") == "regenboog" and core_name("obs 't Rond") == "rond"


def test_boards_and_municipalities():
    boards = BoardFinder.of(made.schools())
    assert (boards.find("90001"), boards.find("Stichting Klaverblad"), boards.find("stichting klaverblat"), boards.find("Onbekend")) == ("90001", "90001", "90001", None)
    lookup = municipality_codes(made.schools(), None)
    assert (find_municipality("Zeist", lookup), find_municipality("gemeente Utrecht", lookup), find_municipality("GM0355", lookup), find_municipality("355", lookup),
            find_municipality("Parijs", lookup)) == ("GM0355", "GM0344", "GM0355", "GM0355", None)


def test_the_analyst_settles_spellings_in_a_file(tmp_path):
    (tmp_path / "scholen.csv").write_text("school;brin6\nDe Boog;99AA00\n", encoding="utf-8")
    assert read_school_aliases(tmp_path) == {"De Boog": "99AA00"} and read_school_aliases(tmp_path / "niets") == {}
    (tmp_path / "scholen.csv").write_text("naam;code\nDe Boog;99AA00\n", encoding="utf-8")
    with pytest.raises(InputError, match="brin6"):
        read_school_aliases(tmp_path)
