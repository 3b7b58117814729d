"""Figures read the same everywhere, and a hidden, an unknown and a zero figure never look alike."""

from __future__ import annotations

import pandas as pd
import pytest

from napl_analysis.reports.format import Kind, count_of, figure, number, share


@pytest.mark.parametrize(("value", "text"), [(0.541, "54 %"), (0.0, "0 %"), (0.004, "< 1 %"), (0.005, "< 1 %"), (0.0051, "1 %"), (0.9951, "> 99 %"), (1.0, "100 %"),
                                             (None, "–"), (float("nan"), "–"), (pd.NA, "–")])
def test_shares(value, text):
    assert share(value).replace("\u00a0", " ") == text


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (3.25, "3,2"), (1234.0, "1.234"), (0.01, "< 0,1"), (0, "0"), (-1.5, "−1,5"), (None, "–")])
def test_numbers(value, text):
    assert number(value).replace("\u00a0", " ") == text


def test_hidden_unknown_and_zero_differ():
    assert figure(pd.NA, Kind.COUNT, shown=False, why="te_weinig_antwoorden") == "[te weinig]"
    assert figure(pd.NA, Kind.SHARE, shown=False, why="bescherming") == "[beschermd]"
    assert figure(pd.NA, Kind.COUNT) == "–"
    assert figure(0, Kind.COUNT) == "0"
    assert figure("", Kind.TEXT, shown=False) == "–"


def test_a_public_figure_in_a_hidden_row_is_shown():
    assert figure(4000, Kind.COUNT, shown=False) == "4.000"


def test_counts_with_their_noun():
    assert [count_of(n, "scholing", "scholingen") for n in (0, 1, 1200)] == ["geen scholingen", "1 scholing", "1.200 scholingen"]
