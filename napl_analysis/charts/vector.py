"""A sheet as a drawing: svg that scales, the same bytes for the same sheet.

For a file of its own letters are outlines, so that it looks the same everywhere. Inside a page they are text, which can
be searched and is a tenth of the size; their width is given, so that another font changes nothing of the layout.
"""

from __future__ import annotations

from html import escape

import numpy as np
from matplotlib.path import Path

from napl_analysis.charts.raster import HALO
from napl_analysis.charts.sheet import WIDTH, Mark, Sheet, Words
from napl_analysis.charts.style import PAPER
from napl_analysis.charts.text import CM_PER_POINT, FAMILY, advance, letters, width_cm

_EM = 1000  # outlines of letters are whole numbers on this grid
_COMMANDS = {int(Path.MOVETO): "M", int(Path.LINETO): "L", int(Path.CURVE3): "Q", int(Path.CURVE4): "C"}
_FAMILIES = f"{FAMILY},Verdana,Geneva,sans-serif"


def svg(sheet: Sheet) -> bytes:
    """The sheet as a file: 16 cm wide, letters as outlines."""
    glyphs: dict[str, str] = {}
    body = "".join(_outlined(m, glyphs) if isinstance(m, Words) else _mark(m) for m in sheet.marks)
    defined = "".join(f'<path id="{name}" d="{path}"/>' for name, path in sorted(glyphs.items()))
    head = '<?xml version="1.0" encoding="utf-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"'
    return f'{head} {_size(sheet)}><defs>{defined}</defs>{_ground(sheet)}{body}</svg>\n'.encode()


def inline_svg(sheet: Sheet) -> str:
    """The sheet to stand inside a page: letters as text, no names that could clash with those of another."""
    body = "".join(_written(m) if isinstance(m, Words) else _mark(m) for m in sheet.marks)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {_size(sheet)} font-family="{_FAMILIES}">{_ground(sheet)}{body}</svg>'


def _size(sheet: Sheet) -> str:
    wide, high = WIDTH / CM_PER_POINT, sheet.height / CM_PER_POINT
    return f'width="{_number(wide)}pt" height="{_number(high)}pt" viewBox="0 0 {_number(wide)} {_number(high)}"'


def _ground(sheet: Sheet) -> str:
    return f'<rect width="100%" height="100%" fill="{PAPER}"/>'


def _number(value: float, decimals: int = 2) -> str:
    """A number without zeros that say nothing."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals else text
    return "0" if text == "-0" else text


def _points(cm: float) -> str:
    return _number(cm / CM_PER_POINT)


def _mark(mark: Mark) -> str:
    stroke = f' stroke="{mark.edge}" stroke-width="{_number(mark.line)}"' if mark.edge != "none" and mark.line else ""
    dashes = f' stroke-dasharray="{_number(3 * mark.line)} {_number(2 * mark.line)}"' if mark.dashed else ""
    return f'<path d="{path_data(mark.path, 1 / CM_PER_POINT)}" fill="{mark.fill}"{stroke}{dashes}/>'


def path_data(path: Path, scale: float, decimals: int = 2) -> str:
    """A path in the words of svg."""
    places = (np.asarray(path.vertices, float) * scale).tolist()
    codes = [int(Path.MOVETO), *[int(Path.LINETO)] * (len(places) - 1)] if path.codes is None else np.asarray(path.codes, int).tolist()
    words: list[str] = []
    left = 0  # control points of a curve still to come
    for code, place in zip(codes, places, strict=True):
        spot = " ".join(_number(v, decimals) for v in place)
        if code == Path.CLOSEPOLY:
            words.append("Z")
            continue
        letter = _COMMANDS[code]
        if left:
            words.append(f" {spot}")
            left -= 1
            continue
        words.append(letter + spot)
        left = {"Q": 1, "C": 2}.get(letter, 0)
    return "".join(words)


def _outlined(mark: Words, glyphs: dict[str, str]) -> str:
    """A line of text as uses of the outlines of its letters, which are added to `glyphs`."""
    style = ("b" if mark.bold else "") + ("i" if mark.italic else "")
    x, uses = 0.0, []
    for letter in mark.text:
        name = f"g{style}{ord(letter):x}"
        if name not in glyphs:
            glyphs[name] = path_data(letters(letter, mark.bold, mark.italic), _EM, 0)
        if glyphs[name]:
            uses.append(f'<use xlink:href="#{name}" x="{x * _EM:.0f}"/>')
        x += advance(letter, mark.bold)
    scale = mark.size / _EM
    run = f'transform="translate({_points(mark.x)} {_points(mark.y)}) scale({scale:.5f} {-scale:.5f})"'
    line = "".join(uses)
    around = f'<g {run} fill="{PAPER}" stroke="{PAPER}" stroke-width="{HALO / scale:.0f}" stroke-linejoin="round">{line}</g>' if mark.halo else ""
    return f'{around}<g {run} fill="{mark.colour}">{line}</g>'


def _written(mark: Words) -> str:
    look = (' font-weight="bold"' if mark.bold else "") + (' font-style="italic"' if mark.italic else "")
    if mark.halo:
        look += f' stroke="{PAPER}" stroke-width="{HALO}" stroke-linejoin="round" paint-order="stroke"'
    length = _points(width_cm(mark.text, mark.size, mark.bold))
    return (f'<text x="{_points(mark.x)}" y="{_points(mark.y)}" font-size="{_number(mark.size)}" textLength="{length}" lengthAdjust="spacingAndGlyphs" '
            f'fill="{mark.colour}"{look}>{escape(mark.text)}</text>')
