"""Print: 16 cm at 300 dpi, the same bytes every time, no text that overlaps or is cut off, nothing hidden leaks."""

from __future__ import annotations

import io
import itertools
import re
import struct

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from PIL import Image

from napl_analysis.charts.paper import compose, to_png, to_svg
from napl_analysis.charts.raster import png
from napl_analysis.charts.sheet import WIDTH, Sheet
from napl_analysis.charts.spec import HIDDEN_SHORT, Kind
from napl_analysis.charts.text import width_cm, wrap

LONG = "Professionaliseringsbehoefteonderzoeksinstrumenten en samenwerken met ouders, ketenpartners en de buurt"


def text_boxes(chart):
    """What every text of the drawn chart says and the box it takes, in centimetres."""
    sheet = compose(chart)
    return sheet, [(words.text, *words.box) for words in sheet.words]


def assert_readable(chart, drawn=None):
    sheet, boxes = drawn or text_boxes(chart)
    for text, x0, y0, x1, y1 in boxes:
        assert x0 > -0.02 and x1 < WIDTH + 0.02 and y0 > -0.02 and y1 < sheet.height + 0.02, f"{chart.id}: '{text}' is cut off"
    slack = 0.03
    for (a, ax0, ay0, ax1, ay1), (b, bx0, by0, bx1, by1) in itertools.combinations(boxes, 2):
        apart = ax1 - slack <= bx0 or bx1 - slack <= ax0 or ay1 - slack <= by0 or by1 - slack <= ay0
        assert apart, f"{chart.id}: '{a}' overlaps '{b}'"


@pytest.fixture(scope="module")
def laid(charts):
    return {name: text_boxes(chart) for name, chart in charts.items()}


def test_no_text_overlaps_or_is_cut_off(charts, laid):
    for name, chart in charts.items():
        assert_readable(chart, laid[name])


def test_forty_municipalities_can_still_be_read(crowded):
    laid = {name: text_boxes(chart) for name, chart in crowded.items()}
    for name, chart in crowded.items():
        assert_readable(chart, laid[name])
    _, boxes = laid["vlekken_gemeente"]
    texts = {text for text, *_ in boxes}
    assert len(texts & set(crowded["vlekken_gemeente"].data["category"])) >= 20


@pytest.mark.parametrize("name", ["vraag_themas_sector", "vlekken_sector", "vraag_leraren_werkgevers", "aanbod_leeruitkomsten", "vraag_leeruitkomsten"])
def test_very_long_labels_are_wrapped(charts, name):
    chart = charts[name]
    longer = {c: f"{LONG} {i}" for i, c in enumerate(chart.data["category"].unique())}
    assert_readable(chart.replace(data=chart.data.assign(category=chart.data["category"].map(longer)), title=f"{LONG}: {LONG}", subtitle=f"{LONG} {LONG}"))


def test_a_chart_fits_on_a_page(laid):
    assert max(sheet.height for sheet, _ in laid.values()) < 22.5


@pytest.fixture(scope="module")
def drawn(charts):
    return {name: (to_png(charts[name]), to_svg(charts[name])) for name in ("vraag_redenen", "vlekken_gemeente")}


def test_pictures_are_16_cm_at_300_dpi(drawn):
    for picture, _ in drawn.values():
        width, _ = struct.unpack(">II", picture[16:24])
        assert width == int(WIDTH / 2.54 * 300)
        per_metre, _, unit = struct.unpack(">IIB", picture[picture.index(b"pHYs") + 4:][:9])
        assert unit == 1 and per_metre == round(300 / 0.0254)


def test_the_same_chart_gives_the_same_bytes_without_dates_or_versions(charts, drawn):
    for name, (picture, svg) in drawn.items():
        assert to_png(charts[name]) == picture and to_svg(charts[name]) == svg
        assert b"Software" not in picture and b"tIME" not in picture
        assert b"<dc:date>" not in svg and b"atplotlib" not in svg.replace(b"<!-- ", b"")


def test_letters_are_drawn_so_that_no_font_is_needed(drawn):
    for _, svg in drawn.values():
        assert b"<text" not in svg and b"font-family" not in svg
        assert not re.search(rb'href="http', svg)


def test_a_picture_has_the_exact_colours_and_lies_where_the_sheet_says():
    sheet = Sheet(4)
    sheet.box(2, 1, 3, 2, "#9c1f3a")
    sheet.line(8, 0.5, 8, 3.5, "#12436d", 2.0)
    sheet.dot(12, 2, 20, "#b9530f", shape="D")
    sheet.text(1, 0.3, "Leraren", 9, colour="#1f2933")
    pixels = np.asarray(Image.open(io.BytesIO(png(sheet))).convert("RGB"))
    per_cm = 300 / 2.54

    def spread(colour):
        y, x = np.nonzero((pixels == [int(colour[i:i + 2], 16) for i in (1, 3, 5)]).all(axis=-1))
        return [round(v / per_cm, 1) for v in (x.min(), x.max(), y.min(), y.max())]

    assert spread("#9c1f3a") == [2.0, 5.0, 1.0, 3.0]
    assert spread("#12436d") == pytest.approx([8.0, 8.0, 0.5, 3.5], abs=0.06)
    half = 20 / 72 * 2.54 / 2 * 2**0.5
    assert spread("#b9530f") == pytest.approx([12 - half, 12 + half, 2 - half, 2 + half], abs=0.06)
    assert spread("#1f2933")[0] >= 1.0 and (pixels[0, 0] == 255).all()


def test_a_palette_keeps_pictures_as_they_were_drawn(drawn, monkeypatch, charts):
    shades = []
    monkeypatch.setattr("napl_analysis.charts.raster._indexed", lambda pixels, exact: shades.append(pixels[..., :3].astype(int)) or Image.fromarray(pixels))
    for name, (picture, _) in drawn.items():
        to_png(charts[name])
        shown = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
        assert Image.open(io.BytesIO(picture)).mode == "P" and np.abs(shown - shades[-1]).max() <= 16


def test_a_hatch_stays_inside_its_box_and_runs_on_in_the_next():
    sheet = Sheet(3)
    sheet.hidden(1, 1, 2, 1)
    sheet.hidden(3, 1, 2, 1)
    lines = [mark.path.vertices for mark in sheet.marks if mark.fill == "none"]
    assert all((v[:, 0] >= x - 1e-9).all() and (v[:, 0] <= x + 2 + 1e-9).all() and (v[:, 1] >= 1 - 1e-9).all() and (v[:, 1] <= 2 + 1e-9).all()
               for v, x in zip(lines, (1, 3), strict=True))
    left, right = ({round(float(y), 6) for x, y in v if abs(x - 3) < 1e-9} for v in lines)
    assert left == right and left


def test_hidden_cells_say_so_and_show_nothing(charts, laid):
    chart = charts["vraag_leeruitkomsten"]
    assert chart.kind is Kind.HEATMAP
    _, boxes = laid[chart.id]
    texts = [text for text, *_ in boxes]
    assert sum(text.startswith(HIDDEN_SHORT) for text in texts) == int((~chart.data["shown"]).sum())
    figures = sum(bool(re.fullmatch(r"\d+\u00a0%", text)) for text in texts)
    assert figures == int(chart.data["shown"].sum())


def test_measured_width_is_the_width_that_is_drawn():
    text = "Samenwerken en professioneel groeien: 54\u00a0%"
    drawn = TextPath((0, 0), text, size=9, prop=FontProperties(family="DejaVu Sans")).get_extents().width
    assert width_cm(text, 9) == pytest.approx(drawn / 72 * 2.54, rel=0.02)


def test_wrapping_keeps_every_letter_and_the_width():
    lines = wrap(LONG, 3.0, 8)
    assert max(width_cm(line, 8) for line in lines) <= 3.0
    assert "".join(lines).replace("-", "").replace(" ", "") == LONG.replace(" ", "")
