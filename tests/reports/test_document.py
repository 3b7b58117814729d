"""The Word annexes: complete without updating a field, readable by a screen reader, in Dutch, with the year's figures."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from lxml import etree

from napl_analysis.reports.document import demand_annex
from napl_analysis.reports.document_supply import supply_annex
from napl_analysis.reports.figures import draw
from napl_analysis.reports.word_table import column_widths, fitted
from tests.reports import sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = str.maketrans({"\u00a0": " "})


def texts(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(p.text for p in document.paragraphs).translate(SPACES)


def body(content: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))


@pytest.fixture(scope="module")
def demand(files):
    return files["vraagarticulatie.docx"]


@pytest.fixture(scope="module")
def supply(files):
    return files["aanbodanalyse.docx"]


def test_the_summary_quotes_the_tables(results, demand, supply):
    told = texts(demand)
    assert "600 leraren vulden de vragenlijst in; dat is 8 % van de 7.500 leraren" in told
    themes = results.demand.query("kind == 'theme' and respondent_group == 'leraar' and sector == 'alle' and career_phase == 'alle' and subregion == 'alle'")
    top = themes.sort_values("share", ascending=False).iloc[0]
    name = dict(zip(results.themes["theme_id"], results.themes["label"], strict=True))[top["target_id"]]
    assert f"De meeste behoefte is er aan {name} ({round(top['share'] * 100)} %)" in told
    counts = results.review["decision"].value_counts()
    assert f"{counts['direct_aanmelden']} scholingen direct aan te melden" in texts(supply)


def test_captions_are_numbered_fields_in_order(demand, supply):
    for content in (demand, supply):
        document = docx.Document(io.BytesIO(content))
        captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
        for label in ("Tabel", "Figuur"):
            numbers = [int(m.group(1)) for c in captions if (m := re.match(rf"{label} (\d+)\. ", c))]
            assert numbers == list(range(1, len(numbers) + 1)) and numbers
        codes = [e.text for e in body(content).iter(f"{W}instrText")]
        assert sum("SEQ Tabel" in c for c in codes) == len(document.tables)


def test_every_picture_says_what_it_shows(charted, demand):
    described = [e.get("descr") for e in body(demand).iter() if e.tag.endswith("}docPr")]
    assert described == [c.alt for c in charted.charts if c.section.value == "vraagarticulatie"] and all(described)


def test_tables_repeat_their_head_and_never_split_a_row(demand, supply):
    for content in (demand, supply):
        for table in body(content).iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)


def test_it_is_in_dutch_and_says_where_it_belongs(demand):
    inside = zipfile.ZipFile(io.BytesIO(demand))
    styles = etree.fromstring(inside.read("word/styles.xml"))
    assert {e.get(f"{W}val") for e in styles.find(f"{W}docDefaults").iter(f"{W}lang")} == {"nl-NL"}
    header = "".join(etree.fromstring(inside.read("word/header1.xml")).itertext())
    assert "Vraagarticulatie Proefregio 2026" in header and "VOORBEELD" in header
    footer = [e.text.strip() for e in etree.fromstring(inside.read("word/footer1.xml")).iter(f"{W}instrText")]
    assert footer == ["PAGE", "NUMPAGES"]


def test_a_real_region_with_the_adopted_outcomes_carries_no_example_mark():
    real = sample.results(voorbeeld=False)
    from dataclasses import replace

    real = replace(real, outcomes=real.outcomes.assign(status="vastgesteld"))
    for make in (demand_annex, supply_annex):
        content = make(real, {})
        assert "verzonnen" not in texts(content) and "VOORBEELD" not in zipfile.ZipFile(io.BytesIO(content)).read("word/header1.xml").decode()


def test_contents_lead_to_the_headings(demand):
    root = body(demand)
    marked = {e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")}
    links = [e.get(f"{W}anchor") for e in root.iter(f"{W}hyperlink")]
    assert links and set(links) <= marked


def test_the_four_questions_are_answered_for_every_path(results, supply):
    told = texts(supply)
    for question in ("Waar is de meeste behoefte aan", "Welk aanbod dat hierbij past, is er al?", "Welk aanbod moet nog worden opgewerkt", "Welk aanbod voldoet al"):
        assert told.count(question) == results.outcomes["path_id"].nunique()


def test_hidden_figures_are_marked(demand):
    document = docx.Document(io.BytesIO(demand))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    assert "[te weinig]" in cells or "[beschermd]" in cells
    assert "nan" not in [c.lower() for c in cells] and "<NA>" not in cells


def test_same_bytes_twice(charted):
    drawn = draw(charted.charts[:1])
    assert demand_annex(charted, drawn) == demand_annex(charted, drawn)


@pytest.mark.parametrize("total", [8.0, 16.0])
def test_columns_fill_the_width_and_leave_words_whole(total):
    rows = [["Thema", "Aandeel", "Waarom"], ["digitale didactiek", "54 %", "een lange zin " * 12]]
    widths = column_widths(rows, total=total)
    assert sum(widths) == pytest.approx(total)
    assert widths[2] > widths[0] > widths[1]


def test_a_table_that_is_too_wide_gets_smaller_letters_not_broken_words():
    wide = [["beroepsonderwijs"] * 6]
    assert column_widths(wide, 9) is None
    widths, size = fitted(wide)
    assert size < 9 and sum(widths) == pytest.approx(16.0)


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_every_office_file(files, tmp_path):
    names = [n for n in files if n.endswith((".docx", ".xlsx"))]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(files[name])
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *names],
                   cwd=tmp_path, check=True, capture_output=True, timeout=180)
    assert sorted(p.stem for p in tmp_path.glob("*.pdf")) == sorted(n.rsplit(".", 1)[0].rsplit("/", 1)[-1] for n in names)
