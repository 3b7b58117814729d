"""The sheets of tabellen.xlsx that tell more of the demand than shares: levels, differences, employers beside teachers, the weighting."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.reports import labels
from napl_analysis.reports.format import MISSING, Kind, figure
from napl_analysis.reports.labels import Names
from napl_analysis.reports.naming import DEMAND, group_name, names_of, sort_cells, sources
from napl_analysis.reports.tables import ReportTable, build
from napl_analysis.yeardata import YearResults

ITEMS = {"answers": "antwoorden van leraren", "effective_n": "even zware antwoorden waarmee dat gelijk staat", "design_effect": "ontwerpeffect van de weging",
         "trimmed": "deel van het gewicht dat door begrenzing is verschoven", "merged": "samengevoegde groep"}
_TESTED = ["difference", "difference_low", "difference_high", "significant", "p_adjusted"]


def more_demand_tables(results: YearResults) -> list[ReportTable]:
    """Levels, differences between groups, teachers beside employers, and what weighting did."""
    names, source = names_of(results), sources(results)["survey"]
    return [_levels(results, names, source), _differences(results, names, source), _disagreement(results, names, sources(results)["employers"]), _weighting(results, sources(results)["response"])]


def _themed(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    return frame.assign(target=frame["target_id"].map(names.target))


def _levels(results: YearResults, names: Names, source: str) -> ReportTable:
    return build("niveaus", "Hoe sterk de behoefte van leraren is", _levels_in_words(results, names),
                 ["target", "target_id", "sector", "career_phase", "n", "mean", "mean_low", "mean_high", "mean_se"], table="levels", one_row="een thema bij een sector of loopbaanfase",
                 note="Gemiddelde van 0 (geen), 1 (weinig), 2 (redelijk) en 3 (veel behoefte). Alleen waar genoeg leraren antwoordden.", source=source, group=DEMAND)


def _levels_in_words(results: YearResults, names: Names) -> pd.DataFrame:
    """The levels with bounds of their own name: elsewhere bounds are shares."""
    return _themed(sort_cells(results.levels, ["target_id"]), names).rename(columns={name: f"mean_{name}" for name in ("low", "high", "se")})


def _differences(results: YearResults, names: Names, source: str) -> ReportTable:
    d = results.differences
    frame = _themed(d, names).rename(columns={"low": "difference_low", "high": "difference_high"})
    for side in ("group_a", "group_b"):
        frame[side] = [group_name(dimension, code) for dimension, code in zip(d["dimension"], d[side], strict=True)]
    frame["dimension"], frame["in_sector"] = d["dimension"].map(labels.dimension_label), ["hele regio" if w == voc.ALL else w for w in d["in_sector"]]
    return build("verschillen", "Verschillen tussen groepen leraren", frame,
                 ["target", "target_id", "dimension", "in_sector", "group_a", "group_b", "share_a", "share_b", *_TESTED, "n_a", "n_b"],
                 table="differences", one_row="een thema bij twee groepen leraren", source=source, group=DEMAND,
                 note="Verschil: de eerste groep min de tweede. Duidelijk is een verschil dat ook na correctie voor het aantal vergelijkingen groter is dan door toeval te verklaren.")


def _disagreement(results: YearResults, names: Names, source: str) -> ReportTable:
    frame = _themed(results.disagreement, names).rename(columns={"low": "difference_low", "high": "difference_high"})
    return build("leraren_werkgevers", "Waar leraren en werkgevers verschillen", frame,
                 ["target", "target_id", "sector", "subregion", "share_teachers", "share_employers", *_TESTED, "n_teachers", "n_employers"],
                 table="disagreement", one_row="een thema in een cel, het grootste verschil eerst", source=source, group=DEMAND,
                 note="Verschil: aandeel van leraren min aandeel van werkgevers. Alleen waar beide getoond mogen worden.")


def _weighting(results: YearResults, source: str) -> ReportTable:
    w = results.weighting
    kinds = {"trimmed": Kind.SHARE, "design_effect": Kind.NUMBER, "merged": Kind.TEXT}
    text = [f"{group_name(d, level)} bij {group_name(d, into)}" if item == "merged" else figure(value, kinds.get(item, Kind.COUNT)) or MISSING
            for item, d, level, into, value in zip(w["item"], w["dimension"], w["level"], w["into"], w["value"], strict=True)]
    frame = pd.DataFrame({"item": w["item"].map(ITEMS), "dimension": ["" if d == voc.ALL else labels.dimension_label(d) for d in w["dimension"]], "outcome_of_weighting": text})
    return build("weging", "Wat de weging deed", frame, ["item", "dimension", "outcome_of_weighting"], table="weighting", one_row="een kengetal van de weging",
                 source=source, group=DEMAND, note="Ontwerpeffect: hoeveel meer onzekerheid er is doordat antwoorden ongelijk tellen; 1 is geen.")
