"""Building blocks of the Word annexes: headings, numbered captions, real tables, figures with alternative text.

python-docx knows no captions, contents or language; those few pieces of WordprocessingML are written here and
nowhere else. Fields (numbers of figures and tables, page numbers, contents) carry their value as Word would
have computed it, so that the document is complete without updating anything.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from napl_analysis.charts.style import ACCENT, INK, MUTED
from napl_analysis.reports.archive import zip_normalised
from napl_analysis.reports.word_chart import inline_chart
from napl_analysis.reports.word_table import TABLE_STYLE, TEXT_WIDTH, table_xml

FONT = "Arial"
LANGUAGE = "nl-NL"
EXAMPLE_INK = "#9c1f3a"


def rgb(colour: str) -> RGBColor:
    """A ``#rrggbb`` colour for python-docx."""
    return RGBColor.from_string(colour.lstrip("#").upper())


class WordReport:
    """One annex being written."""

    def __init__(self, *, title: str, running_title: str, mark: str = "") -> None:
        self.doc: DocxDocument = docx.Document()
        self._numbers = {"Tabel": 0, "Figuur": 0}
        self._drawing_id = 0
        self._headings: list[tuple[str, int, str]] = []
        self._contents: Paragraph | None = None
        self.used_figures: set[str] = set()
        _set_page(self.doc)
        _set_styles(self.doc)
        _set_properties(self.doc, title)
        self._running(running_title, mark)

    # --- text
    def heading(self, text: str, level: int = 1) -> None:
        """A heading, bookmarked for the contents."""
        paragraph = self.doc.add_heading(text, level)
        name = f"_Toc{len(self._headings) + 1:08d}"
        _bookmark(paragraph, name, len(self._headings) + 1)
        self._headings.append((text, level, name))

    def text(self, text: str, style: str = "Normal", *, together: bool = False) -> Paragraph:
        """A paragraph, on one page with the next where that is asked."""
        paragraph = self.doc.add_paragraph(text, style)
        if together:
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def bullets(self, lines: Sequence[str]) -> None:
        """A list."""
        for line in lines:
            self.doc.add_paragraph(line, "List Bullet")

    def notice(self, text: str) -> None:
        """A remark that must not be missed: a paragraph with a coloured bar."""
        paragraph = self.doc.add_paragraph(text, "Melding")
        _border(paragraph, "left", EXAMPLE_INK, 24, 8)

    def definitions(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Terms with their meaning."""
        for term, meaning in pairs:
            paragraph = self.doc.add_paragraph(style="Begrip")
            paragraph.add_run(f"{term}: ").bold = True
            paragraph.add_run(meaning + ".")

    def title_block(self, kicker: str, title: str, facts: Sequence[tuple[str, str]]) -> None:
        """The head of the first page: what this is, of whom, of when."""
        self.doc.add_paragraph(kicker, "Bovenkop")
        self.doc.add_paragraph(title, "Title")
        for name, value in facts:
            paragraph = self.doc.add_paragraph(style="Feit")
            run = paragraph.add_run(f"{name}: ")
            run.font.color.rgb = rgb(MUTED)
            paragraph.add_run(value)
        _border(paragraph, "bottom", ACCENT, 8, 8)

    def contents(self) -> None:
        """The place of the contents; filled in by `close`, when all headings are known."""
        self.doc.add_paragraph("Inhoud", "Inhoudskop")
        self._contents = self.doc.add_paragraph()

    # --- numbered things
    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str, source: str = "", right: Sequence[int] = ()) -> int:
        """A table with its caption above and its source below; returns its number."""
        number = self._caption("Tabel", caption, keep_with_next=True)
        element = parse_xml(table_xml(headings, rows, right=right, description=caption, with_next=bool(source)))
        self.doc.element.body.insert_element_before(element, "w:sectPr")
        self._source(source)
        return number

    def figure(self, png: bytes, *, alt: str, caption: str, source: str = "", width: float = TEXT_WIDTH) -> int:
        """A picture with its caption and source below; returns its number."""
        paragraph = self.doc.add_paragraph(style="Figuur")
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width))
        self.describe(shape._inline.docPr, alt)
        number = self._caption("Figuur", caption, keep_with_next=bool(source))
        self._source(source)
        return number

    def native_chart(self, xml: bytes, workbook: bytes, *, height: float, title: str, subtitle: str, alt: str, caption: str, source: str = "",
                     width: float = TEXT_WIDTH) -> int:
        """A chart that Word itself draws and can edit, its figures in a workbook inside the document; returns its number."""
        self.doc.add_paragraph(title, "Figuurkop")
        self.doc.add_paragraph(subtitle, "Figuurtekst")
        paragraph = self.doc.add_paragraph(style="Figuur")
        drawing = parse_xml(inline_chart(self.doc, xml, workbook, width, height))
        paragraph.add_run()._r.append(drawing)
        self.describe(drawing.find(".//" + qn("wp:docPr")), alt)
        number = self._caption("Figuur", caption, keep_with_next=bool(source))
        self._source(source)
        return number

    def describe(self, properties: object, alt: str) -> None:
        """Alternative text, and an id of its own, for a drawing."""
        self._drawing_id += 1
        properties.set("id", str(self._drawing_id))  # type: ignore[attr-defined]
        properties.set("name", f"Figuur {self._drawing_id}")  # type: ignore[attr-defined]
        properties.set("descr", alt)  # type: ignore[attr-defined]

    def _caption(self, label: str, text: str, *, keep_with_next: bool) -> int:
        self._numbers[label] += 1
        paragraph = self.doc.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = keep_with_next
        paragraph.add_run(f"{label} ").bold = True
        _field(paragraph, f" SEQ {label} \\* ARABIC ", str(self._numbers[label]), bold=True)
        paragraph.add_run(f". {text}")
        return self._numbers[label]

    def _source(self, source: str) -> None:
        self.doc.add_paragraph(source, "Bron")

    # --- page
    def _running(self, text: str, mark: str) -> None:
        header, footer = (part.paragraphs[0] for part in (self.doc.sections[0].header, self.doc.sections[0].footer))
        _tabs(header)
        _tabs(footer)
        header.add_run(text).font.color.rgb = rgb(MUTED)
        if mark:
            run = header.add_run(f"\t{mark}")
            run.font.bold, run.font.color.rgb = True, rgb(EXAMPLE_INK)
        footer.add_run("NAPL-analyse\tbladzijde ").font.color.rgb = rgb(MUTED)
        _field(footer, " PAGE ", "1")
        footer.add_run(" van ").font.color.rgb = rgb(MUTED)
        _field(footer, " NUMPAGES ", "1")

    def close(self) -> bytes:
        """The document's bytes, the same at every run."""
        if self._contents is not None:
            _fill_contents(self._contents, [h for h in self._headings if h[1] <= 2])
        buffer = io.BytesIO()
        self.doc.save(buffer)
        return zip_normalised(buffer.getvalue())


def _set_page(doc: DocxDocument) -> None:
    section = doc.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)


def _set_styles(doc: DocxDocument) -> None:
    """The look of every style used, and Dutch as the language of all text."""
    defaults = doc.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    for name in ("val", "eastAsia"):
        language.set(qn(f"w:{name}"), LANGUAGE)
    looks = {  # style: size, bold, colour, space before, space after, keep with next
        "Normal": (10.5, False, INK, 0, 6, False), "Title": (24, True, INK, 0, 10, True), "Heading 1": (16, True, ACCENT, 20, 6, True),
        "Heading 2": (12.5, True, INK, 14, 4, True), "Heading 3": (11, True, INK, 10, 2, True), "Caption": (9.5, False, INK, 10, 4, False),
        "List Bullet": (10.5, False, INK, 0, 4, False), "Bron": (8.5, False, MUTED, 3, 12, False), "Figuur": (10.5, False, INK, 8, 2, True),
        "Figuurkop": (11, True, INK, 10, 1, True), "Figuurtekst": (9, False, MUTED, 0, 2, True),
        "Bovenkop": (11, True, ACCENT, 0, 2, True), "Feit": (10.5, False, INK, 0, 1, True), "Melding": (10, False, EXAMPLE_INK, 8, 8, False),
        "Begrip": (10.5, False, INK, 0, 4, False), "Inhoudskop": (12.5, True, INK, 16, 4, True), TABLE_STYLE: (9, False, INK, 2, 2, False),
    }
    for name, (size, bold, colour, before, after, keep) in looks.items():
        style = doc.styles[name] if name in [s.name for s in doc.styles] else doc.styles.add_style(name, 1)
        style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
        style.font.color.rgb = rgb(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        fonts.set(qn("w:hAnsi"), FONT)
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.keep_with_next, layout.line_spacing = Pt(before), Pt(after), keep, 1.12
        layout.widow_control = True
    _drop_borders(doc.styles["Title"])


def _drop_borders(style: object) -> None:
    properties = style.element.get_or_add_pPr()  # type: ignore[attr-defined]
    border = properties.find(qn("w:pBdr"))
    if border is not None:
        properties.remove(border)


def _set_properties(doc: DocxDocument, title: str) -> None:
    core = doc.core_properties
    core.title, core.author, core.language, core.comments, core.keywords = title, "NAPL-analyse", LANGUAGE, "", "NAPL"
    core.created = core.modified = datetime(2000, 1, 1)
    core.last_modified_by, core.revision = "NAPL-analyse", 1


def _tabs(paragraph: Paragraph) -> None:
    if paragraph.style is not None:
        paragraph.style.font.size = Pt(9)
        paragraph.style.paragraph_format.tab_stops.clear_all()  # the template's stops are for another page
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Paragraph, code: str, value: str, *, bold: bool = False) -> None:
    """A field with the value that Word would compute."""
    for kind, content in (("begin", None), ("instr", code), ("separate", None), ("text", value), ("end", None)):
        run = paragraph.add_run(value if kind == "text" else "")
        run.bold = bold or None
        if kind == "instr":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = content
            run._r.append(element)
        elif kind != "text":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    runs = paragraph._p.findall(qn("w:r"))
    runs[0].addprevious(start)
    runs[-1].addnext(end)


def _border(paragraph: Paragraph, side: str, colour: str, size: int, space: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", colour.lstrip("#"))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _fill_contents(anchor: Paragraph, headings: Sequence[tuple[str, int, str]]) -> None:
    """A table of contents as a field: links to the headings, without page numbers (nobody has laid out the pages yet)."""
    where = anchor
    for i, (text, level, bookmark) in enumerate(headings):
        paragraph = anchor if i == 0 else _paragraph_after(where)
        where = paragraph
        paragraph.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        paragraph.paragraph_format.space_after = Pt(2)
        if i == 0:
            _field_part(paragraph, "begin")
            _instruction(paragraph, ' TOC \\o "1-2" \\n \\h \\z ')
            _field_part(paragraph, "separate")
        _link(paragraph, text, bookmark)
        if i == len(headings) - 1:
            _field_part(paragraph, "end")


def _paragraph_after(paragraph: Paragraph) -> Paragraph:
    element = OxmlElement("w:p")
    paragraph._p.addnext(element)
    return Paragraph(element, paragraph._parent)


def _field_part(paragraph: Paragraph, kind: str) -> None:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(element)


def _instruction(paragraph: Paragraph, code: str) -> None:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = code
    paragraph.add_run()._r.append(element)


def _link(paragraph: Paragraph, text: str, bookmark: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    run.font.color.rgb = rgb(ACCENT)
    link.append(run._r)
    paragraph._p.append(link)
