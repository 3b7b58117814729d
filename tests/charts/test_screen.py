"""The screen: no hidden figure in marks or hover, plain JSON, nothing fetched, the same for the same chart."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from napl_analysis.charts.screen import to_plotly
from napl_analysis.charts.spec import HIDDEN_TEXT, Kind


@pytest.fixture(scope="module")
def figures(charts):
    return {name: json.loads(to_plotly(chart).to_json()) for name, chart in charts.items()}


def hovers(figure: dict) -> list[str]:
    """Every hover text of a figure."""
    found: list[str] = []
    for trace in figure["data"]:
        if trace.get("hoverinfo") != "skip":
            texts = trace.get("hovertext", trace.get("text", []))
            flat = [texts] if isinstance(texts, str) else [t for row in texts for t in (row if isinstance(row, list) else [row])]
            found += [t for t in flat if t]
    return found


def test_figures_are_plain_json_of_a_modest_size_that_ask_for_nothing(figures):
    for name, figure in figures.items():
        text = json.dumps(figure, allow_nan=False)
        assert "bdata" not in text and "http" not in text, name
        assert not {t["type"] for t in figure["data"]} & {"choropleth", "choroplethmap", "scattergeo", "scattermap"}, name
        assert len(text) < 120_000, name


def test_pointing_at_a_bar_gives_its_figure_interval_and_n(charts, figures):
    cell = charts["vraag_themas_sector"].data.query("shown").iloc[0]
    text = next(h for h in hovers(figures["vraag_themas_sector"]) if h.startswith(f"<b>{cell['category']} · {cell['group']}</b>"))
    assert f"{cell['value'] * 100:.0f}\u00a0% van de leraren" in text
    assert "95 %-interval" in text and f"n = {cell['n']}" in text


@pytest.mark.parametrize("kind", [Kind.BARS, Kind.DUMBBELL, Kind.HEATMAP, Kind.MATRIX])
def test_a_hidden_cell_has_no_hover_and_no_mark(charts, figures, kind):
    checked = 0
    for name, chart in charts.items():
        if chart.kind is kind and chart.has_hidden:
            heads = {re.match(r"<b>(.*?)</b>", h).group(1) for h in hovers(figures[name])}
            seen = chart.data.assign(head=[" · ".join(p for p in (c, g) if p) for c, g in zip(chart.data["category"], chart.data["group"], strict=True)])
            shown = set(seen.loc[seen["shown"], "head"])
            assert heads == shown, name
            checked += len(seen) - int(seen["shown"].sum())
    assert checked > 0


def test_a_hidden_municipality_says_only_that(charts, figures):
    chart = charts["vlekken_gemeente"]
    hidden = set(chart.data.loc[~chart.data["shown"], "category"])
    texts = {h for h in hovers(figures["vlekken_gemeente"]) if any(h.startswith(f"<b>{name}</b>") for name in hidden)}
    assert texts == {f"<b>{name}</b><br>{HIDDEN_TEXT}" for name in hidden}
    areas = [t for t in figures["vlekken_gemeente"]["data"] if t.get("name") in set(chart.data["category"])]
    assert len(areas) == len(chart.data) and all(t["fill"] == "toself" for t in areas)


def test_texts_from_data_cannot_become_markup(charts):
    chart = charts["vraag_onderwerpen"]
    nasty = chart.replace(data=chart.data.assign(category=[f"<a href='x'>klik</a> & {i}" for i in range(len(chart.data))]), title="<b>x</b>")
    text = to_plotly(nasty, heading=True).to_json()
    assert "<a href" not in text and "\\u003ca href" not in text and "&lt;a href" in text


def test_the_heading_is_added_only_when_asked_for(charts):
    chart = charts["vraag_belemmeringen"]
    plain, headed = to_plotly(chart), to_plotly(chart, heading=True)
    assert headed.layout.height > plain.layout.height
    notes = " ".join(a.text for a in headed.layout.annotations)
    assert chart.title.split()[0] in notes and "Bron:" in notes
    assert "Bron:" not in " ".join(a.text for a in plain.layout.annotations or [])


def test_the_same_chart_gives_the_same_figure(charts, figures):
    for name in ("vlekken_sector", "aanbod_bereik", "vraag_voorkeuren"):
        assert json.loads(to_plotly(charts[name]).to_json()) == figures[name]


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is er niet")
def test_every_chart_is_drawn_in_a_browser_without_errors(figures, tmp_path):
    from plotly.offline import get_plotlyjs

    (tmp_path / "plotly.js").write_text(get_plotlyjs(), encoding="utf-8")
    page = tmp_path / "figuren.html"
    page.write_text(
        "<meta charset=utf-8><body><script>var wrong=[];window.onerror=function(m){wrong.push(m)}</script><script src='plotly.js'></script><script>"
        f"var all={json.dumps(figures)};Promise.all(Object.keys(all).map(function(k){{var d=document.createElement('div');d.style.width='900px';document.body.appendChild(d);"
        "return Plotly.newPlot(d,all[k].data,all[k].layout).then(function(){return k})})).then(function(done){"
        "document.title='klaar';document.body.innerHTML='<p id=uit>'+done.length+' getekend, fouten: '+wrong.join(';')+', verzoeken: '"
        "+performance.getEntriesByType('resource').filter(function(r){return !/plotly\\.js$/.test(r.name)}).length+'</p>'})</script>", encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
               f"--user-data-dir={tmp_path / 'profiel'}", "--no-first-run", "--disable-quic", "--virtual-time-budget=30000", "--dump-dom", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout
    assert f"{len(figures)} getekend, fouten: , verzoeken: 0" in dom
