"""verantwoording.json and the whole set of files: traceable, the same at every run, without paths of this machine."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from napl_analysis.reports import build_files
from napl_analysis.reports.build import build_files as build


def test_every_output_of_the_list_is_there(files, charted):
    expected = {"index.html", "vraagarticulatie.docx", "aanbodanalyse.docx", "tabellen.xlsx", "bevindingen.xlsx", "te_beoordelen.xlsx", "verantwoording.json",
                "pakket/datapackage.json", "figuren/figuren.csv"} | {f"figuren/{c.id}.{kind}" for c in charted.charts for kind in ("png", "svg")}
    assert expected <= set(files) and all(files.values())


def test_two_runs_give_the_same_bytes(files, charted):
    again = build_files(charted)
    assert {n for n in files if files[n] != again[n]} == set() and set(files) == set(again)


def test_notebooks_stand_in_their_own_folder_and_in_the_list(results):
    made = build(results, notebooks={"01_gegevens.html": b"<p>x</p>"})
    assert made["notebooks/01_gegevens.html"] == b"<p>x</p>" and b"notebooks/01_gegevens.html" in made["index.html"]


def test_it_names_the_bytes_of_every_file_and_input(files, results):
    account = json.loads(files["verantwoording.json"])
    assert account["bestanden"] == {n: hashlib.sha256(c).hexdigest() for n, c in files.items() if n != "verantwoording.json"}
    assert [i["sha256"] for i in account["invoer"]] == [i["sha256"] for i in results.inputs]
    assert account["regio_yml"]["drempels"]["behoefte_aandeel"] == 0.4 and account["stappen"][1]["rijen_na"] == 600
    hidden = {t["tabel"]: t["verborgen"] for t in account["tabellen"]}
    assert hidden["demand"] == (~results.demand["shown"].astype(bool)).sum()


def test_every_headline_can_be_worked_out_from_the_package(files):
    """The account names table and rows; whoever has the package finds the same figure there."""
    headlines = json.loads(files["verantwoording.json"])["kerncijfers"]
    assert len(headlines) > 20
    for line in headlines:
        frame = pd.read_csv(io.BytesIO(files[f"pakket/{line['tabel']}.csv"]))
        counted = line["rijen"].pop("tel", None)
        for column, value in line["rijen"].items():
            frame = frame[frame[column].isin(value if isinstance(value, list) else [value])]
        if line["tabel"] == "gaps" and counted:
            frame = frame[frame["sector"] != "alle"]
        if line["tabel"] in ("response", "employers"):
            assert line["waarde"] == frame["population" if "DUO" in line["cijfer"] else "respondents"].item()
        else:
            assert line["waarde"] == (frame[counted].nunique() if counted else len(frame)), line["cijfer"]


def test_no_machine_path_and_no_text_of_a_respondent(files):
    for name, content in files.items():
        assert str(Path.cwd()).encode() not in content, name
        if name not in ("te_beoordelen.xlsx",):
            assert b"krijg ze niet stil" not in content, name


def test_figures_are_listed_with_what_belongs_under_them(files, charted):
    rows = list(csv.DictReader(io.StringIO(files["figuren/figuren.csv"].decode())))
    assert [r["bestand"] for r in rows] == [f"{c.id}.png" for c in charted.charts]
    assert all(r["alt-tekst"] and r["onderschrift"] and r["bron"].startswith("Bron:") for r in rows)


@pytest.mark.slow
def test_a_notebook_becomes_an_offline_page(tmp_path):
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    from napl_analysis.reports.notebooks import NotebookError, run_notebooks

    cells = [new_markdown_cell("# Mijn titel"), new_code_cell("import os\nfrom pathlib import Path\nprint('map', Path(os.environ['NAPL_MAP']).name)"),
             new_code_cell("import plotly.graph_objects as go\ngo.Figure(go.Bar(x=[1], y=[2]))"), new_code_cell("go.Figure(go.Bar(x=[1], y=[3]))")]
    good, other, bad = tmp_path / "01_goed.ipynb", tmp_path / "02_los.ipynb", tmp_path / "03_fout.ipynb"
    nbformat.write(new_notebook(cells=cells), good)
    nbformat.write(new_notebook(cells=[new_code_cell("print('los van het vorige:', 'go' not in globals(), 'os' not in globals())")]), other)
    nbformat.write(new_notebook(cells=[new_code_cell("1 + 1"), new_code_cell("geen_naam")]), bad)
    pages = run_notebooks([good, other], tmp_path / "2026")
    made = pages["01_goed.html"].decode()
    assert "<title>Mijn titel</title>" in made and "map 2026" in made and made.count("plotly.js v") == 1 and made.count('class="canvas"') == 2
    assert "los van het vorige: True True" in pages["02_los.html"].decode()
    with pytest.raises(NotebookError, match=r"codecel 2.*NameError.*geen_naam") as stopped:
        run_notebooks([other, bad], tmp_path / "2026")
    assert stopped.value.place.file == "03_fout.ipynb"
