"""How charts look: one palette and one set of sizes for screen, print and Office.

The categorical colours were chosen to differ in lightness as well as in hue, so that they hold for colour-blind
readers and in grey print (see tests/charts/test_style.py, which simulates both). Colour is never the only
sign: classes carry their name in the cell, series their name beside the mark.
"""

from __future__ import annotations

from bisect import bisect_right

from napl_analysis.charts.numbers import Format, formatted, interval
from napl_analysis.charts.spec import Swatch

INK = "#1f2933"  # titles and labels
MUTED = "#5f6b76"  # subtitles, axes, sources
GRID = "#e3e7ea"
PAPER = "#ffffff"
ACCENT = "#1f5f8b"  # the one colour of single-series charts
SOFT = "#a9c3d6"  # bars that do not carry the message
SERIES = ("#12436d", "#b9530f", "#7fbfb4")  # groups beside each other where there are no panels
HIDDEN = "#f4f4f1"  # hidden cells: pale, hatched, with text
HIDDEN_INK = "#6b6f73"
HIDDEN_HATCH = "////"

# Six classes, low to high; every colour is light enough for dark text or dark enough for white text.
RAMPS = {
    "vraag": ("#f3f7fa", "#ccdeeb", "#9cc0d8", "#5f9cc2", "#225d8a", "#0d3457"),
    "vlek": ("#fdf6f0", "#fbdcc4", "#f4b58e", "#e4845a", "#b9472a", "#7e2413"),  # what is missing is warm wherever it appears
}

GAP_SWATCHES = (
    Swatch("witte_vlek", "witte vlek", "#9c1f3a", "#ffffff"),
    Swatch("opwerken", "alleen op te werken", "#ee9b57", "#1f2933"),
    Swatch("bereik_tekort", "te ver of te vol", "#f8dc94", "#1f2933"),
    Swatch("gedekt", "gedekt", "#2f7891", "#ffffff"),
    Swatch("aanbod_zonder_vraag", "aanbod, weinig vraag", "#bcd6dd", "#1f2933"),
    Swatch("geen_vraag", "geen grote vraag", "#f0f2f3", "#48535d"),
)
REVIEW_SWATCHES = (
    Swatch("direct_aanmelden", "direct aanmelden", "#1c5683", "#ffffff"),
    Swatch("opwerken", "opwerken", "#ee9b57", "#1f2933"),
    Swatch("past_niet", "past niet", "#d9dde0", "#1f2933"),
)
GROUP_SWATCHES = (
    Swatch("leraar", "leraren", "#12436d", "#ffffff"),
    Swatch("werkgever", "werkgevers", "#b9530f", "#ffffff", shape="D"),
)
YEAR_SWATCHES = (
    Swatch("vorig", "vorig jaar", "#8a9aa6", "#1f2933", shape="|"),
    Swatch("nu", "dit jaar", "#12436d", "#ffffff"),
)
RESPONSE_SWATCHES = (
    Swatch("population", "populatie", "#5f6b76", "#ffffff", shape="|"),
    Swatch("respondents", "respons", "#b9530f", "#ffffff", shape="D"),
    Swatch("weighted", "na weging", "#12436d", "#ffffff"),
)
TRAJECTORY_SWATCHES = (
    Swatch("inzetten", "klaar om in te zetten", "#1c5683", "#ffffff"),
    Swatch("opwerken", "op te werken", "#ee9b57", "#1f2933"),
    Swatch("nieuw", "nieuw te ontwikkelen", "#9c1f3a", "#ffffff", "////"),
)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2: 0 is black, 1 is white."""
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours by WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Dark or white text, whichever contrasts more with the colour."""
    return INK if contrast(colour, INK) >= contrast(colour, PAPER) else PAPER


def scale_swatches(breaks: tuple[float, ...], ramp: str, how: Format) -> tuple[Swatch, ...]:
    """The classes (at most six) of a colour scale: below the first limit, between two, from the last."""
    last, ramp_colours = len(breaks), RAMPS[ramp]
    colours = [ramp_colours[round(i * (len(ramp_colours) - 1) / last)] for i in range(last + 1)]
    return tuple(Swatch(str(i), _class_label(breaks, i, how), colour, ink_on(colour)) for i, colour in enumerate(colours))


def swatch_of(value: float, breaks: tuple[float, ...], ramp: str, how: Format) -> Swatch:
    """The class of a value."""
    return scale_swatches(breaks, ramp, how)[bisect_right(breaks, value)]


def _class_label(breaks: tuple[float, ...], index: int, how: Format) -> str:
    if how is Format.COUNT:  # whole numbers: name the numbers in the class
        low = 0 if index == 0 else int(breaks[index - 1])
        if index == len(breaks):
            return f"{low} of meer"
        high = int(breaks[index]) - 1
        return str(low) if low == high else f"{low}–{high}"
    if index == 0:
        return f"onder {formatted(breaks[0], how)}"
    if index == len(breaks):
        return f"vanaf {formatted(breaks[-1], how)}"
    return interval(breaks[index - 1], breaks[index], how)
