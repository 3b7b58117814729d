"""Colours hold for colour-blind readers, in grey print, and under text."""

import itertools

import numpy as np
import pytest

from napl_analysis.charts import style
from napl_analysis.charts.numbers import Format

# Linear RGB seen without red or green cones: Viénot, Brettel and Mollon (1999).
BLIND = {
    "protanopia": np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]]),
    "deuteranopia": np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]]),
}
SETS = {"gap": style.GAP_SWATCHES, "review": style.REVIEW_SWATCHES, "groups": style.GROUP_SWATCHES, "years": style.YEAR_SWATCHES, "response": style.RESPONSE_SWATCHES}


def linear(colour: str) -> np.ndarray:
    c = np.array([int(colour[i:i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE Lab (D65) of linear RGB: distances are about what eyes see."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1) / np.array([0.9505, 1, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("blindness", BLIND)
@pytest.mark.parametrize("name", SETS)
def test_classes_stay_apart_for_colour_blind_readers(name, blindness):
    seen = [lab(BLIND[blindness] @ linear(s.colour)) for s in SETS[name]]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 10


@pytest.mark.parametrize("swatches", [style.REVIEW_SWATCHES, style.GROUP_SWATCHES], ids=["review", "groups"])
def test_series_beside_each_other_differ_in_grey(swatches):
    greys = [lab(np.full(3, style.luminance(s.colour)))[0] for s in swatches]
    assert min(abs(a - b) for a, b in itertools.pairwise(greys)) > 15


@pytest.mark.parametrize("ramp", style.RAMPS)
def test_a_scale_runs_evenly_from_light_to_dark(ramp):
    swatches = style.scale_swatches((0.1, 0.2, 0.3, 0.4, 0.5), ramp, Format.SHARE)
    light = [lab(linear(s.colour))[0] for s in swatches]
    assert all(a - b > 7 for a, b in itertools.pairwise(light))


def test_text_on_every_colour_can_be_read():
    scales = [s for ramp in style.RAMPS for n in (4, 5) for s in style.scale_swatches(tuple(range(1, n + 1)), ramp, Format.COUNT)]
    for swatch in (*itertools.chain(*SETS.values()), *style.TRAJECTORY_SWATCHES, *scales):
        assert style.contrast(swatch.colour, swatch.ink) >= 4.5, swatch


def test_classes_are_named_by_the_numbers_in_them():
    counts = [s.label for s in style.scale_swatches((1, 3, 6, 10), "vlek", Format.COUNT)]
    assert counts == ["0", "1–2", "3–5", "6–9", "10 of meer"]
    shares = [s.label for s in style.scale_swatches((0.2, 0.4), "vraag", Format.SHARE)]
    assert shares == ["onder 20\u00a0%", "20 tot 40\u00a0%", "vanaf 40\u00a0%"]
    assert [style.swatch_of(v, (1, 3, 6, 10), "vlek", Format.COUNT).label for v in (0, 1, 2, 3, 9, 10)] == ["0", "1–2", "1–2", "3–5", "6–9", "10 of meer"]
