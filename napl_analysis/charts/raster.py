"""A sheet as a picture: png at 300 dpi, the same bytes for the same sheet, no dates or versions.

Drawn by Agg, the rasteriser under matplotlib, without the rest of matplotlib. Colours come from a palette of 256, which
makes files a third of the size: what is filled or written keeps its exact colour, only shades on the edges of letters
and lines, where there are more than fit, become the nearest one.
"""

from __future__ import annotations

from io import BytesIO

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image

from napl_analysis.charts.sheet import WIDTH, Mark, Sheet, Words
from napl_analysis.charts.style import PAPER
from napl_analysis.charts.text import CM_PER_POINT, letters

DPI = 300
HALO = 2.2  # points around a letter
_PALETTE = 256


def png(sheet: Sheet) -> bytes:
    """The sheet as png, 16 cm wide at 300 dpi."""
    width, height = int(WIDTH / 2.54 * DPI), int(sheet.height / 2.54 * DPI)
    renderer = RendererAgg(width, height, DPI)
    on_paper = Affine2D().scale(DPI / 2.54, -DPI / 2.54).translate(0, height)
    _mark(renderer, Mark(Path([(-1, -1), (WIDTH + 1, -1), (WIDTH + 1, sheet.height + 1), (-1, sheet.height + 1), (0, 0)], closed=True), PAPER), on_paper)
    colours = {PAPER}
    for mark in sheet.marks:
        if isinstance(mark, Words):
            _words(renderer, mark, on_paper)
            colours.add(mark.colour)
        else:
            _mark(renderer, mark, on_paper)
            colours |= {mark.fill, mark.edge}
    image = _indexed(np.asarray(renderer.buffer_rgba()), sorted(colours - {"none"}))
    buffer = BytesIO()
    image.save(buffer, format="png", dpi=(DPI, DPI))
    return buffer.getvalue()


def _context(renderer: RendererAgg, colour: str, points: float) -> GraphicsContextBase:
    context = renderer.new_gc()
    context.set_foreground(to_rgb(colour) if colour != "none" else (0.0, 0.0, 0.0))
    context.set_linewidth(points if colour != "none" else 0.0)
    return context


def _mark(renderer: RendererAgg, mark: Mark, on_paper: Affine2D) -> None:
    context = _context(renderer, mark.edge, mark.line)
    context.set_capstyle("butt")
    context.set_joinstyle("miter")
    if mark.dashed:
        context.set_dashes(0, [3 * mark.line, 2 * mark.line])
    renderer.draw_path(context, mark.path, on_paper, to_rgb(mark.fill) if mark.fill != "none" else None)


def _words(renderer: RendererAgg, mark: Words, on_paper: Affine2D) -> None:
    size = mark.size * CM_PER_POINT
    place = Affine2D().scale(size, -size).translate(mark.x, mark.y) + on_paper
    path = letters(mark.text, mark.bold, mark.italic)
    if mark.halo:
        around = _context(renderer, PAPER, HALO)
        around.set_joinstyle("round")
        renderer.draw_path(around, path, place, to_rgb(PAPER))
    renderer.draw_path(_context(renderer, "none", 0.0), path, place, to_rgb(mark.colour))


def _indexed(pixels: np.ndarray, exact: list[str]) -> Image.Image:
    """The pixels with a palette: the exact colours and those seen most, the nearest of these for the rest."""
    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0] & 0xFFFFFF  # red is the lowest byte
    seen = np.zeros(1 << 24, bool)
    seen[packed.ravel()] = True
    colours = np.flatnonzero(seen)
    number = np.zeros(1 << 24, np.uint16)
    number[colours] = np.arange(len(colours))
    place = number[packed]
    times = np.bincount(place.ravel(), minlength=len(colours))
    palette = _palette(colours, times, np.isin(colours, [_packed(colour) for colour in exact]))
    nearest = _nearest(_channels(colours), _channels(palette))
    image = Image.fromarray(nearest.astype(np.uint8)[place])
    image.putpalette(_channels(palette).astype(np.uint8).tobytes())
    return image


def _palette(colours: np.ndarray, times: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """The exact colours, and of each small block of colours the one seen most; the smallest blocks with which all fit."""
    order = np.lexsort((colours, -times, ~exact))
    for width in range(1, 256):
        _, first = np.unique(_channels(colours[order]) // width, axis=0, return_index=True)
        chosen = np.union1d(colours[exact], colours[order][first])
        if len(chosen) <= _PALETTE:
            return chosen
    return colours[order][:_PALETTE]


def _packed(colour: str) -> int:
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return red | green << 8 | blue << 16


def _channels(packed: np.ndarray) -> np.ndarray:
    return np.stack([packed & 255, packed >> 8 & 255, packed >> 16 & 255], axis=-1).astype(np.int64)


def _nearest(colours: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """For each colour the place in the palette of the one nearest to it."""
    product = colours @ palette.T
    return ((palette**2).sum(axis=1)[None, :] - 2 * product).argmin(axis=1)
