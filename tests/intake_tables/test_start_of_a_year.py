"""What comes before the first check: looking up municipalities, and a new year from the year before."""

from __future__ import annotations

from pathlib import Path

import pytest

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
