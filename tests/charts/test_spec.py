"""A chart says things once, keeps order, and refuses to carry figures of hidden cells."""

import pandas as pd
import pytest

from napl_analysis.charts.spec import COLUMNS, FIGURES, HIDDEN_TEXT, Chart, Kind, Section, tidy
from napl_analysis.findings import DisclosureError

ROWS = [
    {"block": "b1", "category": "taal", "group": "vo", "value": 0.4, "low": 0.3, "high": 0.5, "n": 40, "text": "40 %"},
    {"block": "b2", "category": "orde", "group": "po", "value": 0.2, "n": 12, "text": "20 %", "detail": "een vijfde"},
    {"block": "b1", "category": "taal", "group": "po", "value": 0.1, "low": 0.0, "high": 0.2, "n": 3, "text": "10 %", "detail": "geheim", "style": "x", "shown": False},
]


def chart(data: pd.DataFrame, **changes) -> Chart:
    fields = {"id": "proef", "kind": Kind.BARS, "section": Section.DEMAND, "title": "t", "subtitle": "s", "caption": "c", "alt": "a", "source": "enquête",
              "data": data, "groups": ("po", "vo"), "category_title": "thema", "group_title": "sector", "value_title": "aandeel", "block_title": "deel"}
    return Chart(**(fields | changes))


def test_a_hidden_row_keeps_its_place_and_loses_everything_else():
    data = tidy(ROWS)
    assert list(data.columns) == list(COLUMNS)
    row = data.iloc[2]
    assert row[list(FIGURES)].isna().all()
    assert (row["category"], row["text"], row["detail"], row["style"]) == ("taal", HIDDEN_TEXT, "", "")
    assert "geheim" not in data.to_csv()


def test_a_chart_with_a_figure_in_a_hidden_cell_is_refused():
    leaking = tidy(ROWS)
    leaking.loc[2, "n"] = 3
    with pytest.raises(DisclosureError, match="proef"):
        chart(leaking)


def test_rows_follow_the_data_and_groups_their_own_order():
    made = chart(tidy(ROWS))
    assert made.rows == (("b1", "taal"), ("b2", "orde"))
    assert list(zip(made.ordered()["category"], made.ordered()["group"], strict=True)) == [("taal", "po"), ("taal", "vo"), ("orde", "po")]


def test_an_unknown_group_or_a_double_cell_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="groups"):
        chart(tidy(ROWS), groups=("po",))
    with pytest.raises(ValueError, match="twice"):
        chart(tidy([ROWS[0], ROWS[0]]))


def test_the_table_has_dutch_headings_and_the_texts_of_the_chart():
    table = chart(tidy(ROWS)).table()
    assert list(table.columns) == ["deel", "thema", "sector", "aandeel", "95 %-interval", "n"]
    assert table["aandeel"].tolist() == [HIDDEN_TEXT, "40 %", "20 %"]
    assert table["n"].tolist() == ["", "40", "12"]
    assert table["95 %-interval"].tolist() == ["", "30 tot 50\u00a0%", ""]


def test_the_footer_carries_source_notes_and_why_cells_are_hidden():
    assert chart(tidy(ROWS), note="voorbeeldgegevens").footer == f"Bron: enquête. Voorbeeldgegevens; '{HIDDEN_TEXT}': niet getoond, om herleiding te voorkomen."
    assert chart(tidy(ROWS[:2])).footer == "Bron: enquête."
