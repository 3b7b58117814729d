"""The review page: one file that asks nothing of the network, works without a mouse, and says what the tables say."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from lxml import html

from napl_analysis.reports.page import json_safe
from tests.reports import browser

needs_chromium = pytest.mark.skipif(browser.CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def page(files):
    return files["index.html"].decode()


@pytest.fixture(scope="module")
def tree(page):
    return html.document_fromstring(page)


def data(tree, name):
    return json.loads(tree.get_element_by_id(name).text)


def test_nothing_is_fetched(tree):
    fetched = [e.get(a) for tag, a in (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")) for e in tree.iter(tag) if e.get(a)]
    assert fetched == ["data:,"]
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_text_from_files_cannot_become_markup(page, tree):
    assert "</script> en <b>" not in page.replace("&lt;", "")  # the sample's sentences hold exactly that
    whys = {r["w"] for r in data(tree, "gegevens")["gaps"]}
    assert whys == {"Een zin met </script> en <b>tekens</b> die gevaarlijk lijken."}
    assert not tree.xpath("//td//b") and tree.xpath("//td[contains(., '<rust & orde>')]")
    assert json.loads(str(json_safe("</script>\u2028"))) == "</script>\u2028" and "<" not in json_safe("</script>")


def test_the_gap_table_holds_the_gaps_and_no_hidden_figure(results, tree):
    held = data(tree, "gegevens")
    rows, place = held["gaps"], [c["key"] for c in held["columns"]].index("estimate")
    assert len(rows) == len(results.gaps)
    hidden = [r for r in rows if r["t"][place] in ("[te weinig]", "[beschermd]")]
    assert len(hidden) == (~results.gaps["shown"].astype(bool)).sum() > 0
    assert all(r["v"][place] is None for r in hidden)


def test_cards_quote_the_tables(results, tree):
    cards = {c.xpath("string(span[@class='name'])"): c.xpath("string(span[@class='figure'])") for c in tree.xpath("//li[contains(@class, 'card')]")}
    assert cards["Leraren die antwoordden"] == "600" and cards["Scholingen"] == str(len(results.offerings))


def test_every_chart_is_there_three_times(charted, tree):
    assert set(data(tree, "figuren")) == {c.id for c in charted.charts}
    for chart in charted.charts:
        figure = tree.get_element_by_id(chart.id)
        assert figure.xpath(".//div[@class='paper']//*[local-name()='svg']") and figure.xpath(".//details//table//tbody/tr")
        assert figure.xpath(".//div[contains(@class, 'plot')]/@aria-label") == [chart.alt]


def test_ids_are_unique_and_links_arrive(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//nav//a/@href")} <= set(ids)
    used = set(re.findall(r"url\(#([^)]+)\)", html.tostring(tree).decode()))
    assert {u for u in used if '-' in u} <= set(ids)  # the rest stands in plotly's own script


def test_links_lead_to_files_that_are_published(files, tree):
    linked = {h for h in tree.xpath("//a/@href") if not h.startswith("#")}
    assert linked <= set(files)


def test_charts_in_the_page_are_drawn_with_text_that_can_be_searched(tree, charted):
    drawings = tree.xpath("//div[@class='paper']/*[local-name()='svg']")
    assert len(drawings) == len(charted.charts) and not tree.xpath("//div[@class='paper']//@id")
    words = [" ".join(d.xpath(".//*[local-name()='text']/text()")) for d in drawings]
    assert sorted(w.startswith(c.title.split()[0]) for w, c in zip(sorted(words), sorted(charted.charts, key=lambda c: c.title), strict=True)) == [True] * len(words)


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_in_the_browser(files, results, tmp_path):
    """Opened from disk without a network: no request, no complaint, filters and sorting work, charts drawn, nothing too wide."""
    target = tmp_path / "index.html"
    target.write_bytes(files["index.html"])
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
    with browser.opened(target) as page:
        page.run("document.querySelectorAll('.canvas').forEach(n => n.scrollIntoView({behavior: 'instant'})) || new Promise(r => setTimeout(r, 300))")
        page.run("(async () => { for (const n of document.querySelectorAll('.canvas')) { n.scrollIntoView({behavior: 'instant'}); await new Promise(r => setTimeout(r, 250)); } })()")
        page.wait("document.querySelectorAll('.canvas .main-svg').length >= 3")
        count = "document.querySelectorAll('#vlekkentabel tbody tr').length"
        assert page.run(count) == len(results.outcomes)
        page.run("document.querySelector('[name=sector]').value = 'po'; document.getElementById('vlekkenfilter').dispatchEvent(new Event('input'))")
        shown = results.gaps.query("sector == 'po' and career_phase == 'alle' and subregion == 'alle'")
        assert page.run(count) == len(shown)
        page.run("document.querySelectorAll('#vlekkentabel th button')[4].click()")
        sorted_shares = page.run("[...document.querySelectorAll('#vlekkentabel tbody tr')].map(r => Number(r.cells[4].dataset.v))")
        assert sorted_shares == sorted(sorted_shares) and len(set(sorted_shares)) > 1
        assert page.run("document.querySelectorAll('#vlekkentabel th')[4].getAttribute('aria-sort')") == "ascending"
        page.run("document.querySelector('#vlekkentabel tbody button').click()")
        assert "gevaarlijk lijken" in page.run("document.querySelector('#vlekkentabel tr.detail').textContent")
        page.run("document.querySelectorAll('#vlekkentabel th button')[0].click()")
        assert page.run("document.querySelectorAll('#vlekkentabel tr.detail').length") == 0 and page.run(count) == len(shown)
        page.send("Emulation.setDeviceMetricsOverride", width=390, height=800, deviceScaleFactor=1, mobile=True)
        assert page.run("document.documentElement.scrollWidth <= window.innerWidth")
        assert [r for r in page.requests if not r.startswith(("data:", target.as_uri()))] == []
        assert page.complaints == []
