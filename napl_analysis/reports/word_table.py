"""A table of a Word annex: its column widths, its letter size, and its XML.

python-docx looks up the style of every cell anew, which takes seconds for a few thousand cells; the XML of a plain
table is short, so it is written at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from napl_analysis.charts.style import ACCENT, GRID

TEXT_WIDTH = 16.0  # centimetres between the margins
TABLE_STYLE = "Tabeltekst"
TABLE_SIZES = (9, 8.5, 8, 7.5, 7)  # points; the first that fits
CELL_MARGINS = 0.45  # centimetres, left and right together
_TWIPS = 567  # in a centimetre
_CM_PER_POINT = 2.54 / 72
_EMS = (("iljI.,:;'|!‘’", 0.30), ("ftr()[]- \u00a0/", 0.36), ("mwMW%", 0.92), ("ABCDEFGHJKLNOPQRSTUVXYZ&€", 0.72), ("skczvxy", 0.56))
KEEP_TOGETHER = 14  # a table of at most so many rows does not break over a page
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def table_xml(headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), description: str = "",
              with_next: bool = False) -> str:
    """A table between the margins: the head repeated on every page, no row split, figures to the right.

    ``with_next`` keeps its last row on one page with the paragraph below, its source.
    """
    widths, size = fitted([headings, *rows])
    twips = [round(w * _TWIPS) for w in widths]
    lines = "".join(f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="{colour.lstrip("#")}"/>'
                    for side, weight, colour in (("top", 8, ACCENT), ("bottom", 8, ACCENT), ("insideH", 4, GRID)))
    properties = (f'<w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
                  f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val={quoteattr(description[:250])}/></w:tblPr>')
    grid = "".join(f'<w:gridCol w:w="{t}"/>' for t in twips)
    together = len(rows) if len(rows) <= KEEP_TOGETHER else 2  # so many rows stay with the one below
    body = "".join(_row(texts, twips, right, size, head=i == 0, keep=i < together or (with_next and i == len(rows))) for i, texts in enumerate([headings, *rows]))
    return f'<w:tbl xmlns:w="{_NAMESPACE}">{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


def _row(texts: Sequence[str], twips: Sequence[int], right: Sequence[int], size: float, *, head: bool, keep: bool) -> str:
    cells = "".join(_cell(t, twips[j], j in right, size, head, keep) for j, t in enumerate(texts))
    return f'<w:tr><w:trPr><w:cantSplit/>{"<w:tblHeader/>" if head else ""}</w:trPr>{cells}</w:tr>'


def _cell(text: str, width: int, right: bool, size: float, head: bool, keep: bool) -> str:
    stay = "<w:keepNext/>" if keep else ""
    side = '<w:jc w:val="right"/>' if right else ""
    look = f'<w:rPr>{"<w:b/>" if head else ""}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{TABLE_STYLE}"/>{stay}{side}</w:pPr>'
            f'<w:r>{look}<w:t xml:space="preserve">{escape(_printable(text))}</w:t></w:r></w:p></w:tc>')


def _printable(text: str) -> str:
    """Without the control characters that XML does not know."""
    return "".join(c for c in text if c >= " " or c in "\t\n")


def text_width(text: str, size: float = 9) -> float:
    """Width of a line of text in centimetres, by the widths of Arial's letters (bold, to be safe)."""
    ems = sum(next((width for letters, width in _EMS if c in letters), 0.58) for c in text)
    return ems * size * _CM_PER_POINT


def column_widths(rows: Sequence[Sequence[str]], size: float = 9, total: float = TEXT_WIDTH) -> list[float] | None:
    """Column widths in centimetres: no word is broken, and long texts get what room is left; None where that cannot be."""
    least, wanted = [], []
    for texts in zip(*rows, strict=True):
        longest_word = max(text_width(w, size) for t in texts for w in (t.split(" ") or [""]))
        lengths = [text_width(t, size) for t in texts]
        most = max(longest_word, min(max(lengths), 1.8 + 0.8 * sum(lengths) / len(lengths)))
        least.append(longest_word + CELL_MARGINS)
        wanted.append(most + CELL_MARGINS)
    room = total - sum(least)
    if room < 0:
        return None
    extra = [w - m for w, m in zip(wanted, least, strict=True)]
    if sum(extra) <= room:
        return [w * total / sum(wanted) for w in wanted]
    return [m + room * e / sum(extra) for m, e in zip(least, extra, strict=True)]


def fitted(rows: Sequence[Sequence[str]]) -> tuple[list[float], float]:
    """Column widths and the largest letter with which a table fits between the margins."""
    for size in TABLE_SIZES:
        widths = column_widths(rows, size)
        if widths is not None:
            return widths, size
    equal = TEXT_WIDTH / len(rows[0])
    return [equal] * len(rows[0]), TABLE_SIZES[-1]
