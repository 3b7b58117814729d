"""On paper: bars with intervals, dots on a line, and stacked bars."""

from __future__ import annotations

import math

import pandas as pd

from napl_analysis.charts.numbers import Format, formatted
from napl_analysis.charts.rows import LABEL, SMALL, Row, Rows, lay_legend, lay_rows
from napl_analysis.charts.sheet import WIDTH, Body, Sheet
from napl_analysis.charts.spec import HIDDEN_TEXT, Chart
from napl_analysis.charts.style import ACCENT, GRID, INK, MUTED, SOFT
from napl_analysis.charts.text import height_cm, width_cm, wrap

_TICK = 6.5


def upper_limit(chart: Chart) -> float:
    """The end of the value axis: everybody for shares, so that years can be laid beside each other; else a round number above the largest figure."""
    if chart.limit is not None:
        return chart.limit
    values = chart.data[["value", "high"]].max().max()
    if pd.isna(values) or values <= 0:
        return 1.0
    if chart.format is Format.SHARE:
        return 1.0
    size = 10 ** math.floor(math.log10(values))
    return next(size * m for m in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if size * m >= values)


def colours(chart: Chart, data: pd.DataFrame) -> list[str]:
    """Colour of each bar: its class, else strong where it reaches the reference line and soft below."""
    by_code = {s.code: s.colour for s in chart.swatches}
    strong = [chart.reference is None or (pd.notna(v) and v >= chart.reference) for v in data["value"]]
    return [by_code.get(style, ACCENT if is_strong else SOFT) for style, is_strong in zip(data["style"], strong, strict=True)]


def _lookup(data: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    return {(r.block, r.category, r.group): i for i, r in enumerate(data.itertuples())}


def n_range(data: pd.DataFrame, group: str) -> str:
    """The number of answers in a panel: ``n = 402–418``."""
    n = data.loc[(data["group"] == group), "n"].dropna()
    if n.empty:
        return ""
    low, high = int(n.min()), int(n.max())
    return f"n = {formatted(low, Format.COUNT)}" if low == high else f"n = {formatted(low, Format.COUNT)}–{formatted(high, Format.COUNT)}"


def bars(chart: Chart) -> Body:
    """Horizontal bars with their interval, one panel a group."""
    data = chart.ordered()
    rows = lay_rows(chart, 0.42)
    panels = len(chart.groups)
    gap = 0.35
    left = rows.label_width + 0.2
    panel = (WIDTH - left - gap * (panels - 1)) / panels
    heads = [wrap(f"{g}" if g else "", panel, LABEL, bold=True) for g in chart.groups]
    counts = [n_range(data, g) for g in chart.groups]
    head = (height_cm(max(len(h) for h in heads), LABEL) if any(chart.groups) else 0.0) + (height_cm(1, _TICK) if any(counts) else 0.0) + 0.12
    legend = lay_legend(chart.swatches)
    reference = height_cm(1, _TICK) + 0.05 if chart.reference is not None else 0.0
    top_rows = legend.height + head

    def draw(sheet: Sheet, top: float) -> None:
        legend.draw(sheet, top)
        rows.draw_labels(sheet, top + top_rows)
        for i, group in enumerate(chart.groups):
            x = left + i * (panel + gap)
            sheet.text(x, top + legend.height, heads[i], LABEL, bold=True)
            if counts[i]:
                sheet.text(x, top + top_rows - 0.12 - height_cm(1, _TICK), counts[i], _TICK, colour=MUTED)
            _panel(sheet, chart, data, rows, group, x, panel, top + top_rows)

    return Body(top_rows + rows.height + reference, draw)


def _panel(sheet: Sheet, chart: Chart, data: pd.DataFrame, rows: Rows, group: str, x: float, width: float, top: float) -> None:
    """One panel of bars: its line of reference, and a bar, an interval and a figure on each row."""
    limit, where, fill = upper_limit(chart), _lookup(data), colours(chart, data)
    room = max([width_cm(t, SMALL) for t in data.loc[data["shown"], "text"]] + [0.8]) + 0.14
    scale = (width - room) / limit
    _uprights(sheet, rows, [x], top, width=0.8)
    if chart.reference is not None:
        at = x + chart.reference * scale
        _uprights(sheet, rows, [at], top, colour=MUTED, width=0.7, dashed=True, order=3)
        if group == chart.groups[0]:
            sheet.text(at, top + rows.height + 0.07, chart.reference_label, _TICK, colour=MUTED)
    for row in rows.rows:
        index = where.get((row.block, row.category, group))
        if index is None:
            continue
        if not data["shown"].iat[index]:
            sheet.hidden_text(x + 0.1, top + row.middle, HIDDEN_TEXT, _TICK)
            continue
        _bar(sheet, data.iloc[index], row, x, scale, top, fill[index])


def _bar(sheet: Sheet, cell: pd.Series, row: Row, x: float, scale: float, top: float, colour: str) -> None:
    thick = 0.26
    y = top + row.middle
    if pd.isna(cell["value"]):
        return
    sheet.box(x, y - thick / 2, cell["value"] * scale, thick, colour)
    end = cell["value"]
    if pd.notna(cell["low"]) and pd.notna(cell["high"]):
        end = max(end, cell["high"])
        sheet.line(x + cell["low"] * scale, y, x + cell["high"] * scale, y, INK, 0.9, order=3)
    sheet.text(x + end * scale + 0.1, y, cell["text"], SMALL, middle=True, halo=True)


def _uprights(sheet: Sheet, rows: Rows, places: list[float], top: float, *, colour: str = GRID, width: float = 0.6, dashed: bool = False, order: int = 1) -> None:
    """Upright lines beside the rows, broken where a heading stands."""
    for first, last in rows.spans:
        for x in places:
            sheet.line(x, top + first, x, top + last, colour, width, dashed=dashed, order=order)


def dumbbell(chart: Chart) -> Body:
    """Dots of two or three series on one line per row; their figures stand in columns at the right."""
    data = chart.ordered()
    rows = lay_rows(chart, 0.44)
    labels = [s.label for s in chart.swatches]
    column = max([width_cm(t, SMALL) for t in data.loc[data["shown"], "text"]] + [width_cm(label, SMALL, True) + 0.3 for label in labels]) + 0.25
    left, right = rows.label_width + 0.3, WIDTH - column * len(chart.groups)
    head = height_cm(1, SMALL) + 0.14
    axis = height_cm(1, _TICK) + 0.1

    def draw(sheet: Sheet, top: float) -> None:
        for i, swatch in enumerate(chart.swatches):
            edge = right + column * (i + 1)
            sheet.text(edge, top, swatch.label, SMALL, colour=swatch.colour, bold=True, align="right")
            sheet.dot(edge - width_cm(swatch.label, SMALL, True) - 0.18, top + height_cm(0.5, SMALL), 6.0, swatch.colour, shape=swatch.shape)
        start = top + head
        _axis(sheet, chart, rows, left, right - 0.3, start)
        rows.draw_labels(sheet, start)
        for row in rows.rows:
            _dots(sheet, chart, data, row, left, (right - 0.3 - left) / upper_limit(chart), start, [right + column * (i + 1) for i in range(len(labels))])

    return Body(head + rows.height + axis, draw)


def ticks(chart: Chart) -> list[float]:
    """Four or five round places on the value axis."""
    limit = upper_limit(chart)
    raw = limit / 4
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= raw * 0.999)
    return [i * step for i in range(int(limit / step + 1e-9) + 1)]


def _axis(sheet: Sheet, chart: Chart, rows: Rows, left: float, right: float, top: float) -> None:
    scale = (right - left) / upper_limit(chart)
    _uprights(sheet, rows, [left + tick * scale for tick in ticks(chart)], top)
    for tick in ticks(chart):
        sheet.text(left + tick * scale, top + rows.height + 0.1, formatted(tick, chart.format), _TICK, colour=MUTED, align="center")


def _dots(sheet: Sheet, chart: Chart, data: pd.DataFrame, row: Row, left: float, scale: float, top: float, columns: list[float]) -> None:
    cells = data[(data["block"] == row.block) & (data["category"] == row.category)].set_index("group")
    y = top + row.middle
    places = (left + cells["value"] * scale).dropna()
    if len(places) > 1:
        sheet.line(places.min(), y, places.max(), y, "#b9c3cb", 1.6, order=2)
    for i, group in enumerate(chart.groups):
        if group not in cells.index:
            continue
        if not cells.at[group, "shown"]:
            sheet.hidden_text(columns[i], y, "te weinig", _TICK, align="right")
            continue
        if group in places:
            sheet.dot(places[group], y, 6.5, chart.swatches[i].colour, shape=chart.swatches[i].shape)
        sheet.text(columns[i], y, cells.at[group, "text"], SMALL, align="right", middle=True)


def stacked(chart: Chart) -> Body:
    """Bars whose parts stand after each other; a part that is wide enough carries its figure, the whole stands at the end."""
    data = chart.ordered()
    rows = lay_rows(chart, 0.42)
    legend = lay_legend(chart.swatches, rows.label_width + 0.2)
    totals = data.groupby(["block", "category"], sort=False)["value"].sum(min_count=1)
    left = rows.label_width + 0.2
    scale = (WIDTH - left - 1.0) / max(float(totals.max()) if len(totals) and pd.notna(totals.max()) else 1.0, 1e-9)

    def draw(sheet: Sheet, top: float) -> None:
        legend.draw(sheet, top)
        start = top + legend.height
        rows.draw_labels(sheet, start)
        _uprights(sheet, rows, [left], start, width=0.8)
        for row in rows.rows:
            _stack(sheet, chart, data[(data["block"] == row.block) & (data["category"] == row.category)], row, left, scale, start)

    return Body(legend.height + rows.height + 0.05, draw)


def _stack(sheet: Sheet, chart: Chart, cells: pd.DataFrame, row: Row, left: float, scale: float, top: float) -> None:
    x, y, thick = left, top + row.middle, 0.32
    if not cells["shown"].all():
        sheet.hidden_text(left + 0.1, y, HIDDEN_TEXT, _TICK)
        return
    for i, group in enumerate(chart.groups):
        value = cells.loc[cells["group"] == group, "value"].sum()
        if value <= 0:
            continue
        swatch, width = chart.swatches[i], value * scale
        sheet.box(x, y - thick / 2, width, thick, swatch.colour, hatch=swatch.hatch)
        figure = formatted(value, chart.format)
        if width_cm(figure, SMALL) + 0.1 <= width:
            if swatch.hatch:  # a plain ground, so that the figure can be read
                room = width_cm(figure, SMALL, True) + 0.14
                sheet.box(x + (width - room) / 2, y - thick / 2, room, thick, swatch.colour)
            sheet.text(x + width / 2, y, figure, SMALL, colour=swatch.ink, align="center", middle=True, bold=bool(swatch.hatch))
        x += width
    total = cells["value"].sum(min_count=1)
    words = "geen" if pd.isna(total) or total == 0 else formatted(total, chart.format)
    sheet.text(x + 0.1, y, words, SMALL, colour=MUTED if words == "geen" else INK, middle=True)
