"""National figures from a region's own file: what is read, and what is said about a file that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.reference.national import load_national

HEAD = "Thema;Sector;Loopbaanfase;Aandeel;n;Bron\n"


def saved(folder: Path, text: str, name: str = "landelijk.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_codes_as_people_spell_them_shares_and_counts_as_they_write_them(tmp_path: Path) -> None:
    found = load_national(saved(tmp_path, HEAD + "Klassenmanagement;PO;starter;70 %;350;Proef 2026\nvakinhoud;;;0,31;1.200;Proef 2026\n"))
    assert found["theme_id"].tolist() == ["klassenmanagement", "vakinhoud"]
    assert found[["sector", "career_phase"]].to_numpy().tolist() == [["po", "startbekwaam"], ["alle", "alle"]]
    assert found["share"].tolist() == pytest.approx([0.7, 0.31]) and found["n"].tolist() == [350, 1200]


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    frame = pd.DataFrame({"thema": ["vakinhoud"], "sector": ["mbo"], "loopbaanfase": [None], "aandeel": [0.4], "n": [80], "bron": ["Proef"]})
    frame.to_excel(tmp_path / "landelijk.xlsx", index=False)
    assert load_national(tmp_path / "landelijk.xlsx").loc[0, ["sector", "career_phase", "share", "n"]].tolist() == ["mbo", "alle", 0.4, 80]


@pytest.mark.parametrize(("text", "words"), [
    ("Thema;Sector;Aandeel;n\nvakinhoud;po;0,3;10\n", ["rij 1", "loopbaanfase, bron"]),
    (HEAD, ["geen rijen"]),
    (HEAD + "vakinhoud;po;;0,3;10;x\nrekenen;po;;0,3;10;x\n", ["rij 3", "kolom 'thema'", "'rekenen'", "vakinhoud"]),
    (HEAD + ";po;;0,3;10;x\n", ["rij 2", "geen thema"]),
    (HEAD + "vakinhoud;havo/vmbo;;0,3;10;x\n", ["kolom 'sector'", "mbo, po, vo"]),
    (HEAD + "vakinhoud;po;;45;10;x\n", ["kolom 'aandeel'", "'45'", "45 %"]),
    (HEAD + "vakinhoud;po;;;10;x\n", ["kolom 'aandeel'", "lege cel"]),
    (HEAD + "vakinhoud;po;;0,4;0;x\n", ["kolom 'n'", "'0'", "hoe zwaar"]),
    (HEAD + "vakinhoud;po;;0,4;12,5;x\n", ["kolom 'n'", "'12,5'"]),
    (HEAD + "vakinhoud;po;;0,4;10;\n", ["rij 2", "kolom 'bron'"]),
    (HEAD + "vakinhoud;po;;0,4;10;x\nVakinhoud;PO;;0,5;20;y\n", ["rij 3", "twee keer"]),
])
def test_a_file_that_cannot_be_used_says_where_and_what_to_do(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        load_national(saved(tmp_path, text))
    assert all(word.lower() in str(caught.value).lower() for word in ["landelijk.csv", *words]), str(caught.value)
