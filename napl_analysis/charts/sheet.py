"""A sheet of paper on which charts are drawn: centimetres from the top left, a few primitives.

A sheet only remembers its marks; `raster` and `vector` turn them into a picture and a drawing, so that a chart is
laid out once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from matplotlib.path import Path
from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from napl_analysis.charts.style import GRID, HIDDEN, HIDDEN_HATCH, HIDDEN_INK, INK, PAPER
from napl_analysis.charts.text import ASCENT, CM_PER_POINT, DESCENT, height_cm, width_cm

WIDTH = 16.0  # centimetres: the text width of a Word page
_HATCH_STEP, _HATCH_LINE = 6.0, 0.35  # points
_CIRCLE, _SQUARE = Path.unit_circle(), Path(2**0.5 * np.array([(0, -1), (1, 0), (0, 1), (-1, 0), (0, -1)]), closed=True)
_SHAPES = {"o": _CIRCLE, "D": _SQUARE}  # of a size of 2


@dataclass(frozen=True)
class Mark:
    """A path with a fill and an edge; coordinates in centimetres, line width in points."""

    path: Path
    fill: str
    edge: str = "none"
    line: float = 0.0
    dashed: bool = False


@dataclass(frozen=True)
class Words:
    """One line of text: where it starts on its base line (centimetres), and how it looks."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool
    italic: bool
    halo: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the place that the line takes."""
        return (self.x, self.y - ASCENT * self.size * CM_PER_POINT, self.x + width_cm(self.text, self.size, self.bold),
                self.y + DESCENT * self.size * CM_PER_POINT)


class Sheet:
    """Marks on paper of a fixed width, whose coordinates are centimetres from the top left."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._marks: list[tuple[int, Mark | Words]] = []

    @property
    def marks(self) -> list[Mark | Words]:
        """What is drawn, the lowest first."""
        return [mark for _, mark in sorted(self._marks, key=lambda m: m[0])]

    @property
    def words(self) -> list[Words]:
        """The lines of text."""
        return [mark for _, mark in self._marks if isinstance(mark, Words)]

    def text(self, x: float, y: float, lines: str | Sequence[str], size: float, *, colour: str = INK, bold: bool = False,
             italic: bool = False, align: str = "left", middle: bool = False, halo: bool = False) -> None:
        """Lines of text; y is the top of the first, or with `middle` the middle of all; a halo keeps lines off the letters."""
        rows = [lines] if isinstance(lines, str) else list(lines)
        step = height_cm(1, size)
        top = y - step * len(rows) / 2 if middle else y
        for i, row in enumerate(rows):
            if row:
                left = x - width_cm(row, size, bold) * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
                base = top + step * (i + 0.5) + ASCENT / 2 * size * CM_PER_POINT
                self._marks.append((5, Words(left, base, row, size, colour, bold, italic, halo)))

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, hatch: str = "", edge: str = "none",
            hatch_colour: str = "#ffffff", line: float = 0.5, order: int = 2) -> None:
        """A filled rectangle; a hatch is drawn in its own colour."""
        corners = Path([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], closed=True)
        self._add(order, Mark(corners, colour, edge, line if edge != "none" else 0.0))
        if hatch:
            self._hatch(shapely.box(x, y, x + width, y + height), hatch_colour, order)

    def hidden(self, x: float, y: float, width: float, height: float) -> None:
        """A cell that may not be shown: pale and hatched."""
        self.box(x, y, width, height, HIDDEN, hatch=HIDDEN_HATCH, hatch_colour="#d5d5cf")

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = GRID, width: float = 0.6, *, dashed: bool = False, order: int = 1) -> None:
        """A straight line."""
        self._add(order, Mark(Path([(x1, y1), (x2, y2)]), "none", colour, width, dashed))

    def dot(self, x: float, y: float, size: float, colour: str, *, shape: str = "o", order: int = 4) -> None:
        """A marker of a size in points, with a white rim; ``|`` is an upright stroke."""
        half = size / 2 * CM_PER_POINT
        if shape == "|":
            self.line(x, y - half * 1.5, x, y + half * 1.5, colour, 2.2, order=order)
            return
        self._add(order, Mark(_placed(_SHAPES[shape], half, x, y), colour, PAPER, 0.6))

    def disc(self, x: float, y: float, diameter: float, colour: str, *, rim: str = PAPER, order: int = 4) -> None:
        """A filled circle of a diameter in centimetres."""
        self._add(order, Mark(_placed(_CIRCLE, diameter / 2, x, y), colour, rim, 0.8))

    def shape(self, geometry: BaseGeometry, colour: str, *, edge: str = PAPER, line: float = 0.5, hatch: str = "", order: int = 2) -> None:
        """A (multi)polygon whose coordinates are already centimetres on the sheet."""
        path = outline(geometry)
        if hatch:
            self._add(order, Mark(path, colour))
            self._hatch(geometry, "#d5d5cf", order)
            colour = "none"
        self._add(order, Mark(path, colour, edge, line))

    def hidden_text(self, x: float, y: float, lines: str | Sequence[str], size: float, *, align: str = "left") -> None:
        """The words of a hidden cell."""
        self.text(x, y, lines, size, colour=HIDDEN_INK, italic=True, align=align, middle=True, halo=True)

    def _add(self, order: int, mark: Mark) -> None:
        self._marks.append((order, mark))

    def _hatch(self, geometry: BaseGeometry, colour: str, order: int) -> None:
        """Slanting lines over a shape; lines of shapes side by side run on."""
        inside = _slanted(self.height).intersection(geometry)
        lines = [part for part in getattr(inside, "geoms", [inside]) if part.geom_type == "LineString" and not part.is_empty]
        if lines:
            path = Path.make_compound_path(*[Path(list(part.coords)) for part in lines])
            self._add(order, Mark(path, "none", colour, _HATCH_LINE))


def _placed(path: Path, scale: float, x: float, y: float) -> Path:
    return Path(np.asarray(path.vertices, float) * scale + np.array([x, y]), path.codes)


@cache
def _slanted(height: float) -> MultiLineString:
    """Lines from bottom left to top right over a whole sheet."""
    step = _HATCH_STEP * CM_PER_POINT
    starts = [i * step for i in range(int((WIDTH + height) / step) + 1)]
    return MultiLineString([((start, 0.0), (start - height, height)) for start in starts])


def outline(geometry: BaseGeometry) -> Path:
    """All rings of a (multi)polygon as one path; holes run the other way round."""
    polygons = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    rings = [ring for p in polygons if p.geom_type == "Polygon" for ring in (orient(p).exterior, *orient(p).interiors)]
    return Path.make_compound_path(*[Path(list(ring.coords), closed=True) for ring in rings])


@dataclass(frozen=True)
class Body:
    """The part of a chart between its title and its source: how high it is, and how to draw it from a top."""

    height: float
    draw: Callable[[Sheet, float], None]
