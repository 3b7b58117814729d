"""How wide text is and where it breaks, in centimetres of DejaVu Sans: layout is computed, not guessed."""

from __future__ import annotations

from functools import cache, lru_cache
from os.path import join

import matplotlib as mpl
import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path

FAMILY = "DejaVu Sans"  # comes with matplotlib: the same letters on every computer
CM_PER_POINT = 2.54 / 72
LINE = 1.22  # line height, in font sizes
ASCENT, DESCENT = 0.76, 0.236  # of the letters l and p, in font sizes
_SCALE = 64  # glyphs are measured large and unhinted, then scaled
_FILES = {(False, False): "DejaVuSans.ttf", (True, False): "DejaVuSans-Bold.ttf", (False, True): "DejaVuSans-Oblique.ttf", (True, True): "DejaVuSans-BoldOblique.ttf"}


@cache
def _font(bold: bool, italic: bool = False) -> FT2Font:
    font = FT2Font(join(mpl.get_data_path(), "fonts", "ttf", _FILES[bold, italic]))
    font.set_size(_SCALE, 72)
    return font


@cache
def advance(character: str, bold: bool) -> float:
    """How far a glyph moves the pen, in font sizes."""
    glyph = _font(bold).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / _SCALE


@cache
def _outline(character: str, bold: bool, italic: bool) -> tuple[np.ndarray, np.ndarray]:
    """The outline of a glyph on its base line, in font sizes, y upwards: vertices and path codes."""
    font = _font(bold, italic)
    font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    vertices, codes = font.get_path()
    return vertices / _SCALE, codes


def letters(text: str, bold: bool, italic: bool) -> Path:
    """The outlines of a line of text from the left end of its base line, in font sizes, y upwards."""
    vertices, codes, x = [np.zeros((0, 2))], [np.zeros(0, Path.code_type)], 0.0
    for character in text:
        places, kinds = _outline(character, bold, italic)
        vertices.append(places + np.array([x, 0.0]))
        codes.append(kinds)
        x += advance(character, bold)
    return Path(np.concatenate(vertices), np.concatenate(codes))


@lru_cache(maxsize=20_000)
def width_cm(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text at a font size in points; kerning, which only makes it narrower, is left out."""
    return sum(advance(character, bold) for character in text) * size * CM_PER_POINT


def height_cm(lines: float, size: float) -> float:
    """Height of lines of text at a font size in points."""
    return lines * size * LINE * CM_PER_POINT


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Text broken into lines no wider than `width` centimetres; a word that is too long is hyphenated."""
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        trial = f"{current} {word}" if current else word
        if width_cm(trial, size, bold) <= width:
            current = trial
            continue
        if current:
            lines.append(current)
        *full, current = _break_word(word, width, size, bold)
        lines += full
    return [*lines, current] if current else lines or [""]


def _break_word(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = []
    while width_cm(word, size, bold) > width and len(word) > 4:
        cut = len(word) - 2
        while cut > 3 and width_cm(word[:cut] + "-", size, bold) > width:
            cut -= 1
        joint = "" if word[cut - 1] in "-/" else "-"
        pieces.append(word[:cut] + joint)
        word = word[cut:]
    return [*pieces, word]


def fit(text: str, width: float, sizes: tuple[float, ...], bold: bool = False) -> float | None:
    """The largest of the sizes at which the text fits on one line, or None."""
    return next((s for s in sizes if width_cm(text, s, bold) <= width), None)
