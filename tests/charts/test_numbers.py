"""Dutch numbers: decimal comma, point between thousands, a hard space before the per cent sign."""

import pandas as pd
import pytest

from napl_analysis.charts.numbers import Format, formatted, interval, listing


@pytest.mark.parametrize(("value", "how", "text"), [
    (0.544, Format.SHARE, "54\u00a0%"), (0.0, Format.SHARE, "0\u00a0%"), (1.0, Format.SHARE, "100\u00a0%"),
    (1234.4, Format.COUNT, "1.234"), (1234567, Format.COUNT, "1.234.567"), (-3, Format.COUNT, "\u22123"),
    (1234.56, Format.NUMBER, "1.234,6"), (-0.04, Format.NUMBER, "0,0"),
    (0.051, Format.CHANGE, "+5\u00a0procentpunt"), (-0.051, Format.CHANGE, "\u22125\u00a0procentpunt"), (0.001, Format.CHANGE, "0\u00a0procentpunt"),
    (pd.NA, Format.SHARE, ""), (float("nan"), Format.COUNT, ""), (None, Format.NUMBER, ""),
])
def test_figures_read_as_dutch(value, how, text):
    assert formatted(value, how) == text


def test_an_interval_names_its_unit_once_and_is_empty_without_bounds():
    assert interval(0.48, 0.6) == "48 tot 60\u00a0%"
    assert interval(0.48, pd.NA) == ""


def test_an_enumeration_ends_in_en():
    assert [listing([]), listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]
