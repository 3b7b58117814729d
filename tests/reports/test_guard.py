"""Nothing that the gate should have removed is ever built into a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from napl_analysis.findings import DisclosureError
from napl_analysis.reports import build_files
from napl_analysis.reports.guard import check_gate


def test_gated_results_pass(results):
    check_gate(results)


@pytest.mark.parametrize(("table", "column"), [("demand", "share"), ("demand", "n"), ("gaps", "estimate"), ("clusters", "respondents"), ("response", "response_rate")])
def test_a_figure_in_a_hidden_row_stops_the_run(results, table, column):
    frame = getattr(results, table).copy()
    row = frame.index[~frame["shown"].astype(bool)][0]
    frame.loc[row, column] = 1
    with pytest.raises(DisclosureError, match=table):
        build_files(replace(results, **{table: frame}))


def test_a_table_that_skipped_the_gate_stops_the_run(results):
    with pytest.raises(DisclosureError, match="demand"):
        check_gate(replace(results, demand=results.demand.drop(columns="shown")))


def test_matches_of_statements_stop_the_run(results):
    with pytest.raises(DisclosureError, match="matches"):
        check_gate(replace(results, matches=results.matches.assign(kind="statement")))
