"""The gallery says what the tables say: figures, order and messages checked against the tables themselves."""

from dataclasses import replace

import pandas as pd
import pytest

from napl_analysis import tables
from napl_analysis.charts.gallery import CHARTS, charts_for, gaps, voices
from napl_analysis.charts.gallery.scene import Scene
from napl_analysis.charts.spec import FIGURES, HIDDEN_TEXT

from . import sample


def test_every_chart_is_there_once_with_all_its_texts(charts):
    assert len(charts) == len(CHARTS)
    for chart in charts.values():
        assert chart.title and chart.subtitle and chart.caption and chart.alt and chart.source
        assert not chart.title.endswith(".") and "nan" not in (chart.title + chart.alt + chart.footer).lower().split()
        assert "Verzonnen voorbeeldgegevens" in chart.footer


def test_shares_are_those_of_the_demand_table(charts, results):
    chart = charts["vraag_themas_sector"]
    labels = dict(zip(results.themes["label"], results.themes["theme_id"], strict=True))
    d = results.demand.query("kind == 'theme' and respondent_group == 'leraar' and career_phase == 'alle' and subregion == 'alle'").set_index(["target_id", "sector"])
    for cell in chart.data.itertuples():
        row = d.loc[(labels[cell.category], cell.group)]
        assert cell.shown == row["shown"]
        if cell.shown:
            assert (cell.value, cell.low, cell.high, cell.n) == (row["share"], row["low"], row["high"], row["n"])
            assert cell.text == f"{row['share'] * 100:.0f}\u00a0%"
    assert len(chart.data) == 3 * len(results.themes)


def test_the_largest_need_stands_first_and_in_the_title(charts, results):
    d = results.demand.query("kind == 'theme' and respondent_group == 'leraar' and career_phase == 'alle' and subregion == 'alle' and shown")
    labels = results.themes.set_index("theme_id")["label"]
    whole = d[d["sector"] == "alle"].sort_values("share", ascending=False)
    assert [c for _, c in charts["vraag_themas_sector"].rows][: len(whole)] == labels[whole["target_id"]].tolist()
    for sector in ("po", "vo", "mbo"):
        best = d[d["sector"] == sector].nlargest(1, "share").iloc[0]
        assert f"in {sector} {labels[best['target_id']]} ({best['share'] * 100:.0f}\u00a0%)" in charts["vraag_themas_sector"].title


def test_hidden_cells_have_words_and_no_figure_in_any_chart(charts):
    hidden = {name: chart.data[~chart.data["shown"]] for name, chart in charts.items()}
    assert sum(len(h) for h in hidden.values()) > 20
    for cells in hidden.values():
        assert cells[list(FIGURES)].isna().all(axis=None)
        assert set(cells["text"]) <= {HIDDEN_TEXT} and set(cells["detail"]) <= {""}


def test_the_matrix_counts_and_colours_the_gaps_of_the_table(charts, results):
    cells = results.gaps[(results.gaps["sector"] != "alle") & results.gaps["shown"]]
    white = cells[cells["gap_class"] == "witte_vlek"]
    chart = charts["vlekken_sector"]
    assert chart.title.startswith(f"{len(white)} witte vlekken")
    assert (chart.data["style"] == "witte_vlek").sum() == len(white)
    names = results.outcomes.set_index("outcome_id")["title"]
    assert set(zip(chart.data.query("style == 'witte_vlek'")["category"], chart.data.query("style == 'witte_vlek'")["group"], strict=True)) == set(
        zip(names[white["outcome_id"]], white["sector"], strict=True))


def test_the_first_gaps_follow_the_priority(charts, results):
    g = results.gaps[(results.gaps["sector"] != "alle") & results.gaps["shown"] & results.gaps["gap_class"].isin(["witte_vlek", "opwerken", "bereik_tekort"])]
    first = g.sort_values(["priority", "teachers"], ascending=[True, False]).iloc[0]
    title = results.outcomes.set_index("outcome_id").at[first["outcome_id"], "title"]
    assert charts["vlekken_eerst"].rows[0] == ("", f"{title} ({first['sector']})")
    assert f"{first['teachers']:,.0f}".replace(",", ".") in charts["vlekken_eerst"].title


def test_the_gap_map_shows_the_municipalities_table(charts, results):
    m = results.municipalities.query("sector == 'alle'").set_index("municipality_code")
    data = charts["vlekken_gemeente"].data.set_index("area")
    assert set(data.index) == set(m.index)
    pd.testing.assert_series_equal(data["value"].sort_index(), m["unserved"].astype("float64").sort_index(), check_names=False)
    worst = m[m["shown"]].nlargest(1, "unserved")["municipality"].iloc[0]
    assert worst in charts["vlekken_gemeente"].title
    assert "grenzen benaderd" in charts["vlekken_gemeente"].footer.lower()


def test_official_boundaries_need_no_remark(results):
    official = replace(results, boundaries=results.boundaries.assign(status="officieel", source="CBS/Kadaster"))
    chart = gaps.map_of_gaps(Scene(official))
    assert "benaderd" not in chart.footer and "CBS/Kadaster" in chart.footer


def test_subjects_leave_out_the_rest_and_what_may_not_be_shown(charts, results):
    chart, seen = charts["vraag_onderwerpen"], results.clusters[results.clusters["shown"]]
    assert "overige antwoorden" in set(seen["label"]) and "overige" not in chart.title + chart.data.to_csv()
    assert chart.data["shown"].all()
    first = seen[(seen["group"] == "po startbekwaam")].nlargest(3, "respondents")
    assert chart.data.loc[chart.data["block"] == "po · startbekwaam", "value"].tolist() == first["respondents"].tolist()


def test_offerings_are_counted_as_in_the_review(charts, results):
    pairs = [(d, o) for d, ids in zip(results.review["decision"], results.review["outcome_ids"], strict=True) for o in ids.split(",")]
    data = charts["aanbod_leeruitkomsten"].data
    assert data["value"].sum() == len(pairs)
    title = results.outcomes.set_index("outcome_id").at["VSV01", "title"]
    assert data[(data["category"] == title) & (data["style"] == "opwerken")]["value"].iloc[0] == pairs.count(("opwerken", "VSV01"))
    ready = {o for d, o in pairs if d == "direct_aanmelden"}
    assert charts["aanbod_leeruitkomsten"].title.startswith(f"Voor {28 - len(ready)} van de 28 leeruitkomsten")


def test_points_count_ready_offerings_given_somewhere(charts, results):
    offered = results.offerings.merge(results.review[["offering_id", "decision"]], on="offering_id")
    some = offered[(offered["decision"] == "direct_aanmelden") & (offered["delivery"] != "online")]
    assert charts["aanbod_bereik"].points["value"].sum() == len(some)


def test_years_are_called_different_only_where_the_test_says_so(results):
    calm = replace(results, changes=results.changes.assign(significant=False))
    title = voices.change(Scene(calm)).title
    assert "niet duidelijk veranderd" in title
    rows = results.changes.query("kind == 'theme' and sector == 'alle' and career_phase == 'alle' and shown and significant")
    most = rows.loc[rows["difference"].abs().idxmax()]
    loud = voices.change(Scene(results)).title
    assert results.themes.set_index("theme_id").at[most["target_id"], "label"] in loud
    assert ("gestegen" in loud) == (most["difference"] > 0)


def test_without_an_earlier_year_there_is_no_chart_of_change(results):
    assert voices.change(Scene(replace(results, changes=results.changes.iloc[:0]))) is None


EMPTY = {"demand": ("themes_by", "outcomes_heatmap", "teachers_and"), "gaps": ("matrix", "first_gaps"), "clusters": ("subjects",), "review": ("by_outcome", "by_provider"),
         "trajectories": ("trajectories",), "response": ("response",), "preference_shares": ("barriers", "motives", "forms"), "municipalities": ("map_of",)}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_table_leaves_its_charts_out(results, name):
    scene = Scene(replace(results, **{name: tables.TABLES[name].empty()}))
    makers = [m for m in CHARTS if any(word in m.__name__ for word in EMPTY[name])]
    assert makers and all(make(scene) is None for make in makers)


def test_a_year_in_which_nothing_may_be_shown_still_has_charts_that_say_so(results):
    def hide(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame.assign(shown=False)
        numbers = frame.select_dtypes("number").columns
        return frame.assign(**{c: pd.Series(float("nan"), index=frame.index).astype("float64") for c in numbers})

    names = ("demand", "clusters", "preference_shares", "municipalities", "response", "changes")
    hidden = replace(results, **{n: hide(getattr(results, n)) for n in names}, gaps=hide(results.gaps).assign(gap_class=pd.NA, why=pd.NA))
    made = {c.id: c for c in charts_for(hidden)}
    assert made["vraag_themas_sector"].title == "Te weinig antwoorden om de behoefte per thema te tonen"
    assert all("%" not in c.title for i, c in made.items() if i.startswith(("vraag", "vlekken")))


def test_the_same_results_give_the_same_charts(charts):
    for again in charts_for(sample.results()):
        pd.testing.assert_frame_equal(again.data, charts[again.id].data)
        assert (again.title, again.alt) == (charts[again.id].title, charts[again.id].alt)
