"""What cannot be read says so in Dutch, with file, place and remedy; what can be mended comes with a finding."""

from __future__ import annotations

import contextlib
import io
import json
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from napl_analysis.findings import InputError
from napl_analysis.intake import files
from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.intake.survey import read_survey

from . import catalogues as c
from . import dialects as d

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path, reader: object = read_survey) -> InputError:
    with pytest.raises(InputError) as caught:
        reader(path)  # type: ignore[operator]
    error = caught.value
    assert error.place.file == path.name and error.remedy and "Traceback" not in str(error)
    return error


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def rezip(data: bytes, changes: dict[str, bytes]) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info.filename, changes.get(info.filename, source.read(info)))
    return out.getvalue()


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    return d.msforms_xlsx(tmp_path / "goed.xlsx", d.make_survey(1, 12)).read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("leeg.csv", b"", "leeg"),
        ("wachtwoord.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("oud.xls", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "oud Excel-bestand"),
        ("rapport.csv", b"%PDF-1.7 ...", "pdf"),
        ("export.csv.gz", b"\x1f\x8b\x08\x00rest", "ingepakt"),
        ("alleen_kop.csv", b"\xef\xbb\xbfid,submitdate,lastpage,startlanguage,Q1\r\n", "geen antwoorden"),
        ("witregels.csv", b"\r\n\r\n  \r\n", "niets"),
        ("kapot.sav", b"$FL2" + b"\0" * 300, "SPSS"),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    assert says in refusal(write(tmp_path, name, data)).problem


def test_file_that_is_not_there(tmp_path: Path) -> None:
    assert "is er niet" in refusal(tmp_path / "weg.csv").problem


def test_truncated_and_damaged_workbooks(tmp_path: Path, workbook: bytes) -> None:
    assert "beschadigd" in refusal(write(tmp_path, "half.xlsx", workbook[: len(workbook) // 2])).problem
    middle = bytearray(workbook)
    middle[200:260] = b"\0" * 60
    assert "beschadigd" in refusal(write(tmp_path, "gaten.xlsx", bytes(middle))).problem


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("export.csv", "a,b\n1,2\n")
    assert "geen Excel-werkmap" in refusal(write(tmp_path, "export.zip", out.getvalue())).problem


@pytest.mark.parametrize(("part", "says"), [("content.xml", "OpenDocument"), ("xl/workbook.bin", ".xlsb"), ("word/document.xml", "Word")])
def test_other_office_files_say_what_they_are(tmp_path: Path, part: str, says: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(part, "x")
    assert says in refusal(write(tmp_path, "a.xlsx", out.getvalue())).problem


def test_merges_all_over_the_sheet_cost_nothing(tmp_path: Path) -> None:
    path = c.sheet(tmp_path / "a.xlsx", [c.HEADINGS, *c.ROWS])
    merges = "".join(f'<mergeCell ref="A1:XFD{1_000_000 + i}"/>' for i in range(3_000))
    data = path.read_bytes()
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    path.write_bytes(
        rezip(
            data,
            {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges.encode() + b"</mergeCells>")},
        )
    )
    began = time.process_time()
    with contextlib.suppress(InputError):
        read_catalogue(path, provider="X")
    assert time.process_time() - began < 10


def test_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path, workbook: bytes) -> None:
    bomb = rezip(workbook, {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"})
    assert len(bomb) < 200_000
    assert "onwaarschijnlijk veel" in refusal(write(tmp_path, "bom.xlsx", bomb)).problem


def test_a_sheet_of_three_hundred_megabytes_is_refused_before_it_unpacks(tmp_path: Path, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on a part is 250 MB; the sheet here is larger by as much as fits in a test, and packs no harder than a real one."""
    assert files.LIMITS.sheet_bytes < 300_000_000
    monkeypatch.setattr("napl_analysis.intake.files_workbook.LIMITS", files.Limits(sheet_bytes=1_000_000))
    cells = b"".join(b'<row><c r="A%d"><v>%d</v></c></row>' % (i, i * 7919 % 104729) for i in range(1, 40_000))
    path = write(tmp_path, "groot.xlsx", rezip(workbook, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"}))
    assert "te groot" in refusal(path).problem


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reus.xlsx"
    with path.open("wb") as stream:
        stream.truncate(files.LIMITS.file_bytes + 1)  # sparse: takes no room
    assert "te groot" in refusal(path).problem


def test_a_file_with_a_header_only(tmp_path: Path) -> None:
    survey = d.make_survey(3, 30)
    empty = d.Survey(survey.questions, [], [], [], [])
    for writer, name in ((d.limesurvey, "a.csv"), (d.msforms_xlsx, "b.xlsx"), (d.googleforms, "c.csv"), (d.qualtrics, "d.csv"), (d.plain_csv, "e.csv")):
        assert "geen antwoorden" in refusal(writer(tmp_path / name, empty)).problem, name
    path = write(tmp_path, "gids.csv", b"Titel;Aanbieder;Prijs\n")
    with pytest.raises(InputError) as caught:
        read_catalogue(path)
    assert caught.value.remedy and caught.value.place.file == "gids.csv"


def test_external_links_are_never_followed(tmp_path: Path, workbook: bytes) -> None:
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    out = io.BytesIO(workbook)
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/externalLinks/externalLink1.xml", b'<externalLink><externalBook r:id="rId1"/></externalLink>')
        book.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", link)
    linked, plain = (read_survey(write(tmp_path, name, data)) for name, data in (("a.xlsx", out.getvalue()), ("b.xlsx", workbook)))
    assert linked.answers.equals(plain.answers) and "root:" not in linked.answers.to_csv()


@pytest.mark.parametrize(("cell", "says"), [("XFD1", "kolommen"), ("A1048576", "rijen")])
def test_one_far_cell_does_not_make_a_huge_grid(tmp_path: Path, cell: str, says: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active[cell] = "Titel", "x"
    book.save(tmp_path / "ver.xlsx")
    error = refusal(tmp_path / "ver.xlsx", read_catalogue)
    assert says in error.problem


def test_ten_thousand_columns(tmp_path: Path) -> None:
    line = ",".join(f"V{i}" for i in range(10_000))
    assert "10000 kolommen" in refusal(write(tmp_path, "breed.csv", f"{line}\n{line}\n".encode())).problem


def test_formulas_yield_their_stored_values_and_are_never_computed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Titel", "Omschrijving", "Prijs", "Sector"])
    book.active.append(["Cursus", '=REPT("a",32767)&REPT("b",32767)', "=1/0", "po"])
    book.active.append(["Tweede", "='[http://192.0.2.1/ander.xlsx]Blad1'!A1", 10, "vo"])
    book.save(tmp_path / "formules.xlsx")
    frame = read_catalogue(tmp_path / "formules.xlsx", provider="X")
    assert frame["title"].tolist() == ["Cursus", "Tweede"]
    assert frame["description"].isna().all(), "never computed, so there is no stored value"
    told = [f.message for f in frame.attrs["findings"] if f.rule == "formule_zonder_waarde"]
    assert told == ["3 formule(s) hebben geen opgeslagen waarde."]


def test_xml_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><program><programName>&lol2;</programName></program>'
    assert "DOCTYPE" in refusal(write(tmp_path, "bom.xml", bomb), read_catalogue).problem
    outside = (
        b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><program><programName>&x;</programName></program>'
    )
    assert "DOCTYPE" in refusal(write(tmp_path, "buiten.xml", outside), read_catalogue).problem


def test_deep_and_broken_json(tmp_path: Path) -> None:
    assert (
        "diep genest"
        in refusal(write(tmp_path, "diep.json", b'{"items":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), read_catalogue).problem
    )
    half = json.dumps(c.page([c.ooapi_course()])).encode()[:-40]
    assert (
        "breekt af" in refusal(write(tmp_path, "half.json", half), read_catalogue).problem
        or "fout" in refusal(tmp_path / "half.json", read_catalogue).problem
    )


def test_catalogue_without_a_title_column_names_what_was_seen(tmp_path: Path) -> None:
    error = refusal(d.save_csv(tmp_path / "x.csv", [["Kleur", "Gewicht"], ["rood", "3"]], delimiter=";"), read_catalogue)
    assert "Kleur, Gewicht" in error.problem and "Titel" in error.remedy


def test_unknown_format_lists_the_choices(tmp_path: Path) -> None:
    path = d.limesurvey(tmp_path / "a.csv", d.make_survey(1, 12))
    with pytest.raises(InputError, match="limesurvey, msforms"):
        read_survey(path, format="surveyplanet")
    with pytest.raises(InputError, match="ooapi, edudex"):
        read_catalogue(path, format="word")
    assert read_survey(path, format="Lime Survey").tool == "limesurvey"


def test_limits_hold_for_csv_and_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("napl_analysis.intake.files_text.LIMITS", files.Limits(cells=100, text_bytes=5_000))
    path = d.limesurvey(tmp_path / "a.csv", d.make_survey(1, 12))
    path.write_bytes(path.read_bytes()[:4_000])
    assert "te groot" in refusal(path).problem
    path.write_bytes(b"a" * 6_000)
    assert "te groot" in refusal(path).problem


# --- mended, with a finding --------------------------------------------------------------------------


def found(path: Path) -> set[str]:
    return {f.rule for f in read_survey(path).findings}


def test_nul_bytes_and_loose_bytes_are_mended(tmp_path: Path) -> None:
    good = d.limesurvey(tmp_path / "goed.csv", d.make_survey(3, 20)).read_bytes()
    whole = read_survey(tmp_path / "goed.csv").answers
    path = write(tmp_path, "nul.csv", good.replace(b"Antwoord-ID", b"Ant\x00woord-ID"))
    assert "nul_bytes" in found(path)
    assert read_survey(path).answers.equals(whole)


@pytest.mark.parametrize(
    ("encoding", "rule"), [("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("utf-16-le", None), ("cp1252", "tekenset")]
)
def test_encodings(tmp_path: Path, encoding: str, rule: str | None) -> None:
    rows = [["Tijdstempel", "Één vraag?"], ["1-2-2026 10:00:00", "één"], ["13-2-2026 10:00:00", "twée – drie"]]
    export = read_survey(d.save_csv(tmp_path / "a.csv", rows, encoding=encoding))
    assert export.answers["een_vraag"].tolist() == ["één", "twée – drie"]
    assert {f.rule for f in export.findings} & {"tekenset"} == ({rule} if rule else set())


def test_utf8_with_one_cp1252_byte_keeps_its_accents(tmp_path: Path) -> None:
    data = "Tijdstempel,Vraag\n1-2-2026 10:00:00,één\n13-2-2026 10:00:00,café crème X\n".encode().replace(b"X", b"\xe6")
    export = read_survey(write(tmp_path, "a.csv", data))
    assert export.answers["vraag"].tolist() == ["één", "café crème æ"]
    assert "tekenset_gemengd" in {f.rule for f in export.findings}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separator_from_the_whole_file(tmp_path: Path, delimiter: str) -> None:
    rows = [["Tijdstempel", "Wat, precies; dus?", "Cijfer"]] + [[f"{i}-2-2026 10:00", "a, b; c, d; e | f", "7,5"] for i in range(13, 20)]
    export = read_survey(d.save_csv(tmp_path / "a.csv", rows, delimiter=delimiter))
    assert export.answers.shape == (7, 3) and export.answers["cijfer"].tolist() == [7.5] * 7


def test_excel_sep_line_and_rows_as_the_user_sees_them(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.csv", b'sep=;\r\nTijdstempel;Vraag\r\n13-2-2026 10:00;"regel een\r\nregel twee"\r\n\r\n14-2-2026 10:00;drie\r\n'
    )
    export = read_survey(path)
    assert export.file_rows.tolist() == [3, 5] and export.answers["vraag"].iloc[0] == "regel een\nregel twee"


def test_duplicate_headings_stay_apart(tmp_path: Path) -> None:
    rows = [["id", "submitdate", "lastpage", "startlanguage", "Q1", "Q1", "Q1_2"], ["1", "", "1", "nl", "a", "b", "c"]]
    export = read_survey(d.save_csv(tmp_path / "a.csv", rows))
    assert export.answers.loc[0, ["Q1", "Q1_3", "Q1_2"]].tolist() == ["a", "b", "c"]
    assert "dubbele_kop" in {f.rule for f in export.findings}


def test_hidden_sheets_are_left_and_named(tmp_path: Path) -> None:
    path = d.msforms_xlsx(tmp_path / "a.xlsx", d.make_survey(3, 12))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Geheim").append(["Timestamp", "Naam"])
    book["Geheim"].sheet_state = "hidden"
    book.create_sheet("Grafieken").append(["los"])
    book.save(path)
    export = read_survey(path)
    assert export.tool == "msforms" and len(export.answers) == 12
    assert {"verborgen_blad", "ander_blad"} <= {f.rule for f in export.findings}


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    assert files.sha256_of(write(tmp_path, "a", b"abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_accents_that_were_encoded_twice_are_put_right(tmp_path: Path) -> None:
    text = "Tijdstempel,Vraag\n13-2-2026 10:00:00,crèche – “één” Ã\n14-2-2026 10:00:00,geen\n"
    path = write(tmp_path, "a.csv", text.encode().decode("cp1252", errors="replace").encode())
    export = read_survey(path)
    assert export.answers["vraag"].iloc[0].startswith("crèche – “één")
    assert "tekens_hersteld" in {f.rule for f in export.findings}
    untouched = read_survey(write(tmp_path, "b.csv", "Tijdstempel,Vraag\n13-2-2026 10:00:00,ëé Ã la carte\n".encode()))
    assert untouched.answers["vraag"].tolist() == ["ëé Ã la carte"]


@pytest.mark.parametrize("piece", ["(", "<!--", "[", "1 ", "€ 1", "4 dagdelen (", "wat is uw ", "a, ", "]["])
def test_a_cell_of_ninety_thousand_characters_costs_little(tmp_path: Path, piece: str) -> None:
    long = piece * (90_000 // len(piece))
    began = time.process_time()
    survey = write(tmp_path, "a.csv", f'Tijdstempel;"Vraag {long}";B\n13-2-2026 10:00;"x {long}";y\n'.encode())
    assert len(read_survey(survey).answers) == 1
    cells = ";".join([f'"x {long}"'] * 6)
    assert (
        len(read_catalogue(write(tmp_path, "c.csv", f"Titel;Prijs;Studielast;Sector;Vorm;Plaatsen\n{cells}\n".encode()), provider="X")) == 1
    )
    assert time.process_time() - began < 10
