"""A chart that Word itself draws: the chart, its workbook, and the place in the text."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

_INLINE_CHART = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="1" name="Figuur"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>"""
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def inline_chart(doc: DocxDocument, xml: bytes, workbook: bytes, width: float, height: float) -> str:
    """Put a chart in the document; returns the drawing for the text, of this size in centimetres."""
    return _INLINE_CHART.format(cx=round(width * 360000), cy=round(height * 360000), relation=_chart_part(doc, xml, workbook))


def _chart_part(doc: DocxDocument, xml: bytes, workbook: bytes) -> str:
    """Put a chart and its workbook in the document; returns the chart's relationship."""
    package = doc.part.package
    number = sum(1 for part in package.iter_parts() if part.content_type == _CHART_TYPE) + 1
    sheet = Part(PackURI(f"/word/embeddings/grafiek{number}.xlsx"), _SHEET_TYPE, workbook, package)
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, xml, package)
    if chart.relate_to(sheet, RT.PACKAGE) != "rId1":
        raise ValueError("the chart refers to its workbook as rId1")
    return doc.part.relate_to(chart, RT.CHART)
