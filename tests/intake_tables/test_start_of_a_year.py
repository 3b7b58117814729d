"""What comes before the first check: looking up municipalities, and a new year from the year before."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from napl_analysis.cli import EXIT_INPUT, EXIT_OK, main
from napl_analysis.findings import RegionError
from napl_analysis.folder import new_year
from napl_analysis.reference.places import load_places
from napl_analysis.region import read_config

YEAR_BEFORE = """\
# eigen opmerking van de analist
regio: {id: proef, naam: Proef, jaar: 2026, peildatum: "2026-10-01"}
deelregios: {hele regio: [GM0307]}
bronnen:
  enquetes:
    - bestand: enquete/po.csv
      vast: {sector: po, rol: leraar}
"""


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["gemeenten", *words]) == EXIT_OK
    return capsys.readouterr().out.splitlines()


def test_a_name_a_place_a_part_and_a_code(capsys):
    assert told(capsys, "amersfoort", "Gemeente Soest") == ["GM0307  Amersfoort", "GM0342  Soest", "", "Voor regio.yml: [GM0307, GM0342]"]
    assert told(capsys, "Paterswolde")[0] == "GM1730  Tynaarlo (hierin ligt Paterswolde)"
    assert told(capsys, "0344")[0] == told(capsys, "GM0344")[0] == "GM0344  Utrecht"
    assert "GM1581  Utrechtse Heuvelrug" in told(capsys, "Heuvelrug")


def test_without_a_name_all_of_them(capsys):
    lines = told(capsys)
    assert len(lines) == load_places()["municipality_code"].nunique() == 342 and lines == sorted(lines)


def test_a_name_that_is_not_there_gets_a_hint(capsys):
    assert main(["gemeenten", "Amersfort"]) == EXIT_INPUT
    assert "Bedoeld is misschien Amersfoort" in capsys.readouterr().err


def before(root: Path, text: str = YEAR_BEFORE) -> None:
    folder = root / "proef" / "2026"
    (folder / "besluiten").mkdir(parents=True)
    (folder / "besluiten" / "scholen.csv").write_text("school;brin6\nDe Linde;99AA00\n", encoding="utf-8")
    (folder / "regio.yml").write_text(text, encoding="utf-8")


def test_a_new_year_does_not_need_last_years_files(tmp_path):
    before(tmp_path)  # enquete/po.csv was archived away
    folder = new_year(tmp_path, "proef", 2027)
    config = read_config(folder)
    assert (config.region.year, config.region.reference_date) == (2027, "2027-10-01") and config.sources.surveys[0].file == "enquete/po.csv"
    assert "eigen opmerking" in (folder / "regio.yml").read_text(encoding="utf-8")
    assert (folder / "besluiten" / "scholen.csv").is_file()


def test_a_broken_regio_yml_is_still_mended_first(tmp_path):
    before(tmp_path, YEAR_BEFORE.replace("deelregios", "deelregio"))
    with pytest.raises(RegionError, match="deelregio"):
        new_year(tmp_path, "proef", 2027)
    assert not (tmp_path / "proef" / "2027").exists()


EXAMPLE = Path(__file__).parents[2] / "data" / "raw" / "voorbeeldregio-west" / "2026"


def with_answers(root: Path, subregion: str, duo: tuple[str, ...]) -> Path:
    """A region with ten teachers of vo and DUO's files of the example."""
    folder = new_year(root, "proef", 2026)
    lines = ["Nr;Functie;Toetsing en feedback", *(f"{i};leraar;{'Veel' if i % 2 else 'Geen'}" for i in range(1, 11))]
    (folder / "enquete" / "vo.csv").write_text("\n".join(lines), encoding="utf-8")
    for name in duo:
        (folder / "duo" / name).write_bytes((EXAMPLE / "duo" / name).read_bytes())
    addresses, staff = ([f"duo/{n}" for n in duo if ("personeel" in n) == is_staff] for is_staff in (False, True))
    (folder / "regio.yml").write_text(
        f"regio: {{id: proef, naam: Proef, jaar: 2026, peildatum: '2026-10-01'}}\ndeelregios: {{hele regio: [{subregion}]}}\nbronnen:\n  enquetes:\n"
        "    - bestand: enquete/vo.csv\n      vast: {sector: vo, rol: leraar}\n      kolommen: {themas: {toetsing: toetsing_en_feedback}}\n"
        f"  duo_adressen: {addresses}\n  duo_personeel: {staff}\n", encoding="utf-8")
    return folder


VO = ("02.-alle-vestigingen-vo.csv", "01.-onderwijspersoneel-vo-in-personen-2011-2025.xlsx")
PO = ("02.-alle-schoolvestigingen-basisonderwijs.csv", "01.-onderwijspersoneel-po-in-personen-2011-2025.xlsx")


@pytest.mark.parametrize(("subregion", "duo", "says"), [
    ("GM0518", (), "Onder 'bronnen' staat nog niets bij duo_adressen en duo_personeel"), ("GM0014", VO, "tellen geen leraren in de gemeenten"),
    ("GM0518", VO + PO, "'sector' groepen zonder respondenten: 'po'"), ("GM0518", VO, None)])
def test_check_says_what_would_stop_the_analysis(tmp_path, capsys, subregion, duo, says):
    assert main(["controleer", str(with_answers(tmp_path, subregion, duo))]) == EXIT_OK
    said = capsys.readouterr().out
    assert (says in said) if says else ("stopt napl analyseer" not in said and "zal napl analyseer stoppen" not in said)


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_their_proposal(tmp_path, capsys):
    folder = new_year(tmp_path, "proef", 2026)
    (folder / "enquete" / "kapot.xlsx").write_bytes(b"PK\x03\x04kapot")
    (folder / "enquete" / "oud bestand.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "enquete" / "leraren é (1).csv").write_text("Nr;Wat is uw functie?;Toetsing en feedback\n1;leraar;Veel\n2;leraar;Geen\n", encoding="utf-8")
    assert main(["controleer", str(folder), "--schrijf"]) == EXIT_OK
    said = capsys.readouterr().out
    assert "Niet te lezen, dus niet voorgesteld: Bestand 'kapot.xlsx'" in said and "sla het op als Excel-werkmap (.xlsx)" in said
    sources = YAML(typ="safe").load((folder / "regio.yml").read_text(encoding="utf-8"))["bronnen"]["enquetes"]
    assert [s["bestand"] for s in sources] == ["enquete/leraren é (1).csv"] and sources[0]["kolommen"]["rol"] == "wat_is_uw_functie"


def test_a_survey_nothing_resembles_a_field_in_says_so_instead_of_going_round(tmp_path, capsys):
    folder = new_year(tmp_path, "proef", 2026)
    (folder / "enquete" / "hotdog.csv").write_text("Nr;Is a hotdog a sandwich?\n1;Yes\n2;No\n3;No\n", encoding="utf-8")
    assert main(["controleer", str(folder), "--schrijf"]) == EXIT_OK
    capsys.readouterr()
    assert main(["controleer", str(folder), "--schrijf"]) == EXIT_OK
    said = capsys.readouterr().out
    assert "is_a_hotdog_a_sandwich" in said and "geen enkele vraag op een veld" in said and "--schrijf" not in said
