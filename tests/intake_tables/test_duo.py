"""DUO's files in DUO's own shapes, made here, against totals worked out by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from napl_analysis.findings import InputError
from napl_analysis.reference import duo

from . import made

NEW = ("PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER;"
       "INTERNETADRES;ONDERWIJSSTRUCTUUR;RPA-GEBIED CODE")
OLD = ("PROVINCIE,BEVOEGD GEZAG NUMMER,BRIN NUMMER,VESTIGINGSNUMMER,VESTIGINGSNAAM,STRAATNAAM,POSTCODE,PLAATSNAAM,GEMEENTENUMMER,GEMEENTENAAM,TELEFOONNUMMER,"
       "INTERNETADRES,ONDERWIJSSTRUCTUUR,RPA - GEBIED CODE")
BANDS = ("15-25", "25-35", "35-45", "45-55", "55-65", "65+")


def po_addresses(folder: Path) -> Path:
    path = folder / "02.-alle-schoolvestigingen-basisonderwijs.csv"
    rows = ["Utrecht;00106;99AA;99AA00;De Regenboog;Laan;3511 AB;UTRECHT;0344;UTRECHT;0301234567;www.x.nl; ;07",
            "Utrecht;00106;99AB;99AB00;Daltonschool Zuidereiland é;Laan;3701 AB;ZEIST;0355;ZEIST; ;0301234567; ;07"]
    path.write_bytes("\n".join([NEW, *rows]).encode("cp1252"))
    return path


def vo_addresses(folder: Path) -> Path:
    path = folder / "vestigingen.csv"
    rows = ["Utrecht,90003,99VA,99VA00,Lyceum,Laan,3511 AB,UTRECHT,0344,UTRECHT,,,HAVO/VWO,07", "Utrecht,90003,99VA,99VA01,Lyceum Oost,Laan,3701 AB,ZEIST,0355,ZEIST,,,VMBO,07",
            "Drenthe,90003,99VA,99VA02,Lyceum Ver,Laan,9401 AB,ASSEN,0106,ASSEN,,,VMBO,07"]
    path.write_text("\n".join([OLD, *rows]), encoding="utf-8-sig")
    return path


def staff_file(folder: Path, name: str, rows: list[list[object]]) -> Path:
    """Wide, two years; the older year's figures are 99 everywhere, so that a mix-up shows."""
    book = openpyxl.Workbook()
    book.active.title = "owtype-best-instelling"
    book.active.append(["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "PERSONEN 2025"])
    sheet = book.create_sheet("owtype-best-instelling-functie")
    years = [f"PERSONEN {y}" for y in (2024, 2025)] + [f"FTE'S {y}" for y in (2024, 2025)] + [f"GEMIDDELDE LEEFTIJD {y}" for y in (2024, 2025)]
    bands = [f"PERSONEN {b} JAAR {y}" if "+" not in b else f"PERSONEN {b} {y}" for b in BANDS for y in (2024, 2025)]
    sheet.append(["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "FUNCTIEGROEP", *years, *bands])
    for kind, board, brin, function, counts in rows:
        sheet.append([kind, board, brin, function, *([99] * 6), *[v for c in counts for v in (99, c)]])
    path = folder / name
    book.save(path)
    return path


@pytest.fixture
def files(tmp_path):
    po = staff_file(tmp_path, "01.-onderwijspersoneel-po-in-personen-2011-2025.xlsx", [
        ["BO", 106, "99AA", "Onderwijsgevend personeel", ["*", 10, 10, 0, 5, 0]],
        ["BO", 106, "99AA", "Directie", ["*", 10, 10, 0, 5, 0]],
        ["BO", 106, "99AB", "Onderwijsgevend personeel", [0, 5, 5, 2.5, 0, 0]],
        ["BO", 106, "BOVENSCHOOLS", "Onderwijsgevend personeel", [0, 8, 0, 0, 0, 0]]])
    vo = staff_file(tmp_path, "personeel-vo.xlsx", [["VO", 90003, "99VA", "Onderwijsgevend personeel", [0, 30, 0, 0, 0, "*"]],
                                                    ["VO", 90009, "98ZZ", "Onderwijsgevend personeel", [0, 7, 0, 0, 0, 0]]])
    return [po_addresses(tmp_path), vo_addresses(tmp_path)], [po, vo]


def test_addresses_in_both_dialects(files):
    sites = duo.read_addresses(files[0])
    assert sites["brin6"].tolist() == ["99AA00", "99AB00", "99VA00", "99VA01", "99VA02"]
    assert sites["sector"].tolist() == ["po", "po", "vo", "vo", "vo"]
    assert sites["board_id"].tolist() == ["00106", "00106", "90003", "90003", "90003"]
    assert sites["municipality_code"].tolist() == ["GM0344", "GM0355", "GM0344", "GM0355", "GM0106"]
    assert sites.loc[1, "school"] == "Daltonschool Zuidereiland é" and sites["board"].isna().all()


def test_staff_totals_by_hand(files):
    sites = duo.read_addresses(files[0])
    staff = duo.read_staff(files[1], sites, {"GM0344": "Stad", "GM0355": "Heuvelrug"})
    total = {(r.sector, r.age_band, r.municipality_code): r.teachers for r in staff.itertuples()}
    # 99AA has 2.5 + 10 + 10 + 5 = 27.5 teachers, 99AB 12.5: the board's 8 above its schools go 5.5 and 2.5.
    assert total[("po", "15-24", "GM0344")] == 2.5
    assert total[("po", "25-34", "GM0344")] == pytest.approx(15.5)
    assert total[("po", "25-34", "GM0355")] == pytest.approx(7.5)
    # 99VA has three sites, one outside the region: each gets a third of 30 and of the masked 2.5.
    assert total[("vo", "25-34", "GM0344")] == pytest.approx(10) and total[("vo", "65+", "GM0355")] == pytest.approx(2.5 / 3)
    assert set(staff["subregion"]) == {"Stad", "Heuvelrug"}
    assert {"duo_afgeschermd", "bovenschools_verdeeld", "brin_meer_gemeenten", "brin_niet_in_adressen", "duo_peiljaar"} <= set(made.rules(staff.attrs["findings"]))


def test_margins_add_up(files):
    staff = duo.read_staff(files[1], duo.read_addresses(files[0]), {"GM0344": "Stad", "GM0355": "Heuvelrug"})
    margins = duo.margins_from_staff(staff, ["sector", "age_band", "subregion"])
    assert margins.groupby("variable")["total"].sum().round(6).nunique() == 1
    assert margins["level"].tolist()[:2] == ["po", "vo"]
    assert margins.loc[margins["level"] == "po", "total"].item() == pytest.approx(48.0)


@pytest.mark.parametrize(("heading", "band"), [
    ("PERSONEN 15-25 JAAR 2025", "15-24"), ("15-25 (2025)", "15-24"), ("Personen_25_35_2025", "25-34"), ("2025 35 tot 45 jaar", "35-44"), ("45 T/M 54 2025", "45-54"),
    ("55 jaar tot 65 jaar 2025", "55-64"), ("personen 55–65 2025", "55-64"), ("65+ 2025", "65+"), ("65 jaar en ouder 2025", "65+"), ("65 e.o. 2025", "65+"), ("65-plus 2025", "65+"),
    ("≥65 2025", "65+"), ("ouder dan 65 2025", "65+"), ("65PLUS 2025", "65+"), ("jonger dan 25 2025", "15-24"), ("<25 2025", "15-24"), ("tot 25 jaar 2025", "15-24"), ("0-25 2025", "15-24"),
    ("25 en jonger 2025", "15-24"), ("30-35 2025", "25-34"), ("60 TOT 65 2025", "55-64"), ("65-70 2025", "65+"), ("PERSONEN 2025", None), ("GROEP 12 2025", None), ("20-30 2025", None)])
def test_age_bands_as_they_may_be_headed(heading, band):
    from napl_analysis.reference.duo_staff import _band, _heading
    assert _band(_heading(heading)) == band


def other_headings(folder: Path, headings: list[str], counts: list[object]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "FUNCTIEGROEP", *headings])
    book.active.append(["BO", 106, "99AA", "Onderwijsgevend personeel", *counts])
    path = folder / "personeel-po.xlsx"
    book.save(path)
    return path


def test_bands_of_five_years_are_added_up(tmp_path):
    from napl_analysis.reference.duo_staff import teachers_per_institution
    path = other_headings(tmp_path, ["25-30 jaar 2025", "30-35 jaar 2025", "30-35 jaar 2024", "% 25-30 2025", "FTE 25-30 2025"], [3, "*", 900, 40, 2.1])
    frame = teachers_per_institution([path])
    assert list(zip(frame["age_band"], frame["teachers"], strict=True)) == [("25-34", 5.5)]


def test_men_and_women_are_added_up_only_where_nothing_counts_both(tmp_path):
    from napl_analysis.reference.duo_staff import teachers_per_institution
    apart = teachers_per_institution([other_headings(tmp_path, ["Mannen 25-35 2025", "Vrouwen 25-35 2025"], [3, 8])])
    both = teachers_per_institution([other_headings(tmp_path, ["Mannen 25-35 2025", "Vrouwen 25-35 2025", "25-35 2025"], [3, 8, 11])])
    assert apart["teachers"].tolist() == both["teachers"].tolist() == [11.0]


def test_a_file_in_fte_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "FUNCTIEGROEP", "FTE'S 2025", "FTE'S 15-25 JAAR 2025"])
    book.active.append(["BO", 106, "99AA", "Onderwijsgevend personeel", 3.2, 1.0])
    path = tmp_path / "02.-onderwijspersoneel-po-in-fte.xlsx"
    book.save(path)
    with pytest.raises(InputError, match="in personen"):
        duo.teachers_per_institution([path])


def test_a_file_that_is_no_address_file_is_refused(tmp_path):
    path = tmp_path / "po.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(InputError, match="INSTELLINGSCODE"):
        duo.read_addresses([path])


def test_mbo_institutions_without_sites(tmp_path):
    path = tmp_path / "01.-adressen-mbo-instellingen.csv"
    path.write_bytes("PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;INSTELLINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;MBO INSTELLINGSSOORT CODE\r\n"
                     "Utrecht;90004;99MB;ROC Zandwijk;UTRECHT;0344;UTRECHT;ROC\r\n".encode("cp1252"))
    site = duo.read_addresses([path]).iloc[0]
    assert (site["brin6"], site["brin"], site["sector"], site["school"], site["place"]) == ("99MB00", "99MB", "mbo", "ROC Zandwijk", "UTRECHT")


@pytest.mark.parametrize("headings", [
    [["", "", "", "", "2025", "", "", "", "", "", "2024"], ["ONDERWIJSTYPE", "BEVOEGD GEZAG", "BRIN NUMMER", "FUNCTIEGROEP", *BANDS, "15-25"]],
    [["Onderwijspersoneel in personen"], [], ["ONDERWIJSTYPE", "BEVOEGD GEZAG", "BRIN NUMMER", "FUNCTIEGROEP", *[f"PERSONEN {b} 2025" for b in BANDS], "PERSONEN 15-25 2024"]],
    [["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "FUNCTIEGROEP", *[f"PERSONEN 2025 {b.replace('-', ' tot ')}" for b in BANDS], "PERSONEN 2024 15 tot 25"]]])
def test_headings_of_other_years(tmp_path, headings):
    book = openpyxl.Workbook()
    for row in headings:
        book.active.append(row)
    book.active.append(["VO", 90003, "99VA", "Onderwijsgevend personeel", 1, 2, 3, 4, 5, 6, 99])
    book.active.append(["VO", 90003, "bovenschools", "Onderwijsgevend personeel", 7, 0, 0, 0, 0, 0, 99])
    path = tmp_path / "personeel-vo.xlsx"
    book.save(path)
    table = duo.teachers_per_institution([path])
    assert table[table["brin"] == "99VA"]["teachers"].tolist() == [1, 2, 3, 4, 5, 6]
    assert table[table["brin"].isna()]["teachers"].tolist() == [7] and table["age_band"].unique().tolist() == ["15-24", "25-34", "35-44", "45-54", "55-64", "65+"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 geen werkmap", b"\x00" * 500, b"gewone tekst"])
def test_a_damaged_staff_file_is_refused(tmp_path, content):
    path = tmp_path / "personeel.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"personeel\.xlsx"):
        duo.teachers_per_institution([path])


def test_the_schools_table_joins_sites_and_teachers(files):
    from napl_analysis.intake.schools import SCHOOL_COLUMNS, school_table
    from napl_analysis.reference.duo_staff import spread_over_sites

    sites = duo.read_addresses(files[0])
    schools = school_table(sites, spread_over_sites(duo.teachers_per_institution(files[1]), sites, []), {"GM0344": "Stad", "GM0355": "Heuvelrug"})
    assert schools.columns.tolist() == SCHOOL_COLUMNS
    teachers = schools.set_index("brin6")["teachers"]
    assert teachers["99AA00"] == pytest.approx(33.0) and teachers["99AB00"] == pytest.approx(15.0)
    assert teachers["99VA02"] == pytest.approx(32.5 / 3) and schools.set_index("brin6")["subregion"].isna()["99VA02"]


def packed(path: Path, sheet: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


@pytest.mark.parametrize("name", ["leeg", "half", "willekeurig", "wachtwoord", "bom", "ver", "kop"])
def test_bad_staff_files_are_refused_in_dutch(tmp_path, name):
    whole = staff_file(tmp_path, "goed.xlsx", [["BO", 106, "99AA", "Onderwijsgevend personeel", [1] * 6]]).read_bytes()
    path = tmp_path / f"{name}.xlsx"
    content = {"leeg": b"", "half": whole[: len(whole) // 2], "willekeurig": bytes(range(256)) * 40,
               "wachtwoord": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")}
    if name in content:
        path.write_bytes(content[name])
    elif name == "bom":
        packed(path, b" " * 30_000_000)
    else:
        book = openpyxl.Workbook()
        book.active.append(["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "FUNCTIEGROEP"])
        if name == "ver":
            book.active["XFD1048576"] = "x"
        book.save(path)
    with pytest.raises(InputError) as caught:
        duo.teachers_per_institution([path])
    assert caught.value.place.file == path.name and caught.value.remedy
    if name == "bom":
        assert "onwaarschijnlijk veel" in caught.value.problem


@pytest.mark.parametrize("content", [b"", b"\0" * 400, bytes(range(256)) * 40, NEW.encode(), NEW.encode("utf-16"), b"a,b,c\n1,2,3\n", (NEW + "\n" + ";" * 20_000).encode()])
def test_bad_address_files_are_refused_in_dutch_or_found_empty(tmp_path, content):
    path = tmp_path / "02.-alle-vestigingen-vo.csv"
    path.write_bytes(content)
    try:
        assert duo.read_addresses([path]).empty
    except InputError as error:
        assert error.remedy and error.place.file == path.name
