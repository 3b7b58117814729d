"""A whole run of the example region: every output, its agreement with the others, and what must not be in it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from support import Run

from napl_analysis.example import personal_texts
from napl_analysis.example.planted import PLANTED
from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.yearly import publish, results_of

pytestmark = pytest.mark.slow

OUTPUTS = ["index.html", "vraagarticulatie.docx", "aanbodanalyse.docx", "tabellen.xlsx", "bevindingen.xlsx", "te_beoordelen.xlsx",
           "verantwoording.json", "figuren/figuren.csv", "pakket/datapackage.json", "pakket/demand.csv", "pakket/gaps.csv",
           "pakket/providers.csv", "pakket/partners.csv", "pakket/municipal_supply.csv", "uitwisseling/ooapi/courses.json", "uitwisseling/ooapi/organizations.json",
           "uitwisseling/ooapi-trajecten/programs.json", "uitwisseling/arrangementen.jsonld", "uitwisseling/trajecten.jsonld", "uitwisseling/certificaten.docx",
           *(f"notebooks/{n}.html" for n in ("01_gegevens", "02_vraagarticulatie", "03_aanbodanalyse", "04_witte_vlekken", "05_spreidingsoverleg"))]


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_is_there(example_run: Run, name: str) -> None:
    path = example_run.reports / name
    assert path.is_file() and path.stat().st_size > 300


def test_every_chart_is_there_twice_and_described(example_run: Run) -> None:
    folder = example_run.reports / "figuren"
    rows = pd.read_csv(folder / "figuren.csv", dtype="str")
    names = {p.stem for p in folder.glob("*.png")}
    assert names == {p.stem for p in folder.glob("*.svg")} and len(names) >= 12
    assert rows.notna().all().all()
    assert {c.id for c in example_run.results.charts} == names


# --- What was planted is found, and what is personal is nowhere -----------------------------------------------


MAIN = [p for p in PLANTED if (p.region, p.year) == ("voorbeeldregio-midden", 2026)]


@pytest.mark.parametrize("planted", MAIN, ids=lambda p: f"{p.rule}-{Path(p.file).name}-{p.row or p.item[:20]}")
def test_every_planted_mistake_is_found(example_run: Run, planted) -> None:
    findings = example_run.results.findings
    of_file = findings[(findings["rule"] == planted.rule) & findings["file"].str.contains(Path(planted.file).name.split(".")[0], regex=False)]
    assert len(of_file), f"no finding {planted.rule} for {planted.file}"
    if planted.row:
        assert planted.row in set(of_file["row"].dropna().astype(int))


PERSONAL = personal_texts()


def contents(path: Path):
    """Every byte string in a file: the file itself, and what is inside it when it is a container."""
    raw = path.read_bytes()
    yield raw
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as box:
            for name in box.namelist():
                inner = box.read(name)
                yield inner
                if zipfile.is_zipfile(io.BytesIO(inner)):
                    with zipfile.ZipFile(io.BytesIO(inner)) as nested:
                        yield from (nested.read(n) for n in nested.namelist())
    if path.suffix == ".parquet":
        yield pd.read_parquet(path).to_csv().encode()


def test_nothing_personal_in_any_output(example_run: Run) -> None:
    assert len(PERSONAL) >= 10
    needle = needle_of(PERSONAL)
    leaks = []
    for folder in (example_run.reports, example_run.processed):
        # places.parquet is the public list of Dutch places, of which one is called after a saint.
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "places.parquet"):
            leaks += [(path.name, found.decode()) for content in contents(path) for found in set(needle.findall(content.lower()))]
    assert not leaks


def needle_of(texts: tuple[str, ...]) -> re.Pattern[bytes]:
    """Any of the texts; bare digits only where they are a number of their own, not a part of a longer one or a decimal."""
    return re.compile(b"|".join(rb"(?<![\d.])(?:06|0)?" + t.encode() + rb"(?!\d)" if t.isdigit() else re.escape(t.lower().encode()) for t in texts))


def test_the_search_for_personal_data_can_fail(example_run: Run) -> None:
    raw = b"".join(c for p in sorted(example_run.folder.rglob("*")) if p.is_file() for c in contents(p)).lower()
    missing = [t for p in MAIN for t in p.personal if not needle_of((t,)).search(raw)]
    assert not missing


def test_no_path_of_this_machine_and_no_clock_in_any_output(example_run: Run) -> None:
    home = str(example_run.root).encode()
    assert not [p for p in example_run.reports.rglob("*") if p.is_file() and any(home in c for c in contents(p))]


# --- The outputs agree ----------------------------------------------------------------------------------------


def test_package_workbook_and_results_hold_the_same_figures(example_run: Run) -> None:
    package = pd.read_csv(example_run.reports / "pakket" / "gaps.csv", dtype={"shown": "str"})
    results = example_run.results.gaps
    shown = results[results["shown"]].set_index(["outcome_id", "sector", "career_phase", "subregion"])["share"]
    there = package.set_index(["outcome_id", "sector", "career_phase", "subregion"])["share"].dropna()
    assert len(there) > 100
    pd.testing.assert_series_equal(there.sort_index(), shown.dropna().reindex(there.index).sort_index(), check_exact=False, rtol=1e-5, check_names=False,
                                   check_dtype=False, check_index_type=False)


def shown_theme_shares(run: Run) -> dict[str, str]:
    """A few published figures as people read them: theme label and its share in vo, in Dutch."""
    from napl_analysis.reports.format import share

    demand = run.results.demand.query("kind == 'theme' and respondent_group == 'leraar' and sector == 'vo' and career_phase == 'alle' and subregion == 'alle' and shown")
    labels = run.results.themes.set_index("theme_id")["label"]
    return {labels[r.target_id]: share(r.share) for r in demand.itertuples()}


def plain_text(path: Path) -> str:
    xml = b" ".join(c for c in contents(path)).decode("utf-8", errors="ignore") if path.suffix != ".html" else path.read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", xml.replace("&nbsp;", " ").replace("\xa0", " ").replace("\u202f", " ")))


@pytest.mark.parametrize("name", ["vraagarticulatie.docx", "index.html", "notebooks/02_vraagarticulatie.html"])
def test_the_same_share_reads_the_same_everywhere(example_run: Run, name: str) -> None:
    text = plain_text(example_run.reports / name)
    figures = shown_theme_shares(example_run)
    assert len(figures) >= 10
    absent = {k: v for k, v in figures.items() if v.replace("\xa0", " ") not in text}
    assert not absent


def test_the_workbook_holds_the_shares_of_the_package(example_run: Run) -> None:
    sheet = pd.read_excel(example_run.reports / "tabellen.xlsx", sheet_name="vraag_themas", header=None, engine="calamine")
    head = next(i for i, row in sheet.iterrows() if "Aandeel" in list(row))
    book = sheet.iloc[head + 1:].set_axis(sheet.iloc[head], axis=1)
    package = pd.read_csv(example_run.reports / "pakket" / "demand.csv").query("kind == 'theme'")
    shares = [pd.to_numeric(t[c], errors="coerce").dropna().sort_values().to_list() for t, c in ((book, "Aandeel"), (package, "share"))]
    assert len(shares[0]) == len(shares[1]) > 500
    assert shares[0] == pytest.approx(shares[1], abs=1e-6)
    vo = book[(book["Wie antwoordden"] == "leraren") & (book["Loopbaanfase"] == "alle loopbaanfasen") & (book["Deelregio"] == "hele regio")]
    there = package.query("respondent_group == 'leraar' and sector == 'vo' and career_phase == 'alle' and subregion == 'alle'").set_index("target_id")["share"]
    same = vo[vo["Sector"].isin(["vo", "voortgezet onderwijs"])].set_index("Code")["Aandeel"]
    assert len(same) == len(there) and all(same[code] == pytest.approx(there[code], abs=1e-6) for code in there.index)


def test_hidden_cells_hold_no_figure(example_run: Run) -> None:
    for name in ("demand", "gaps", "preference_shares"):
        table = getattr(example_run.results, name)
        hidden = table[~table["shown"].astype(bool)]
        figures = [c for c in ("n", "n_need", "share", "estimate", "teachers", "gap_class", "why") if c in table]
        assert hidden[figures].isna().all().all(), name
    assert (~example_run.results.demand["shown"].astype(bool)).any()


def test_merging_groups_is_proposed_where_cells_are_hidden(example_run: Run) -> None:
    book = pd.read_excel(example_run.reports / "bevindingen.xlsx", sheet_name="bevindingen", header=None, engine="calamine")
    assert book.map(str).eq("samenvoegen_voorstel").any(axis=None)


def test_small_cells_are_hidden(example_run: Run) -> None:
    demand = example_run.results.demand
    assert demand.loc[demand["shown"].astype(bool), "n"].min() >= 10


def test_the_exchange_files_read_back_to_the_arrangements_of_the_trajectories(example_run: Run) -> None:
    back = read_catalogue(example_run.reports / "uitwisseling" / "ooapi").set_index("source_row")
    planned = set(example_run.results.trajectories["offering_id"].dropna())
    offered = example_run.results.offerings.set_index("offering_id").loc[sorted(planned)]
    assert len(planned) > 20 and planned <= set(back.index)
    for column in ("title", "provider", "sectors", "career_phases", "formality", "learning_mode", "delivery", "nlqf", "price_eur", "places_per_year"):
        there = back.loc[offered.index, column]
        same = (there == offered[column]) | (there.isna() & offered[column].isna())
        assert same.all(), (column, offered.index[~same].tolist()[:3])
    assert set(back["claimed_outcomes"].str.split(",").explode()) == set(example_run.results.outcomes["outcome_id"])  # together they cover every outcome


# --- Provenance and determinism -------------------------------------------------------------------------------


def test_provenance_names_every_input_with_its_hash(example_run: Run) -> None:
    import hashlib

    record = json.loads((example_run.reports / "verantwoording.json").read_text(encoding="utf-8"))
    text = json.dumps(record)
    raw = [p for p in example_run.folder.rglob("*") if p.is_file() and p.name != "regio.schema.json"]
    assert len(raw) >= 15
    missing = [p.name for p in raw if hashlib.sha256(p.read_bytes()).hexdigest() not in text]
    assert not missing


def test_two_runs_give_the_same_bytes(example_run: Run, tmp_path: Path) -> None:
    """The second analysis starts from the raw files again and is published elsewhere."""
    notebooks = {p.name: p.read_bytes() for p in sorted((example_run.reports / "notebooks").glob("*.html"))}
    again = publish(results_of(example_run.results.region, again=True), tmp_path / "opnieuw", notebooks=notebooks)
    first = {p.relative_to(example_run.reports).as_posix(): p for p in example_run.files}
    second = {p.relative_to(tmp_path / "opnieuw").as_posix(): p for p in again}
    assert set(first) == set(second) and len(first) > 55 and len(notebooks) == 5
    assert not [n for n in second if first[n].read_bytes() != second[n].read_bytes()]


def test_the_package_is_a_valid_data_package(example_run: Run) -> None:
    from frictionless import Package

    report = Package(str(example_run.reports / "pakket" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]


def test_package_tables_have_no_empty_or_double_headings(example_run: Run) -> None:
    for path in (example_run.reports / "pakket").glob("*.csv"):
        header = next(csv.reader(path.open(encoding="utf-8")))
        assert all(header) and len(set(header)) == len(header)
