"""``napl controleer`` and ``napl vergelijk``: look before the analysis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from napl_analysis.demand.changes import compare_years as compare_demand
from napl_analysis.demand.population import teacher_weights
from napl_analysis.earlier import same_targets
from napl_analysis.findings import InputError, MarginError, RegionError, Severity
from napl_analysis.intake import store
from napl_analysis.intake.columns import item_text
from napl_analysis.intake.compare import SAME, compare_questionnaires
from napl_analysis.intake.inputs import input_files
from napl_analysis.loading import NO_STAFF, load
from napl_analysis.proposing import (
    SURVEYS,
    NewSource,
    new_sources,
    propose_mapping,
    unmapped_surveys,
    write_proposals,
)
from napl_analysis.region import RegionYear, open_region
from napl_analysis.reports.format import share
from napl_analysis.vocabulary import ALL, SECTORS
from napl_analysis.yeardata import YearData

Tell = Callable[[str], None]
SEVERITY_WORDS = {Severity.DECIDE: "Te beslissen", Severity.LOOK: "Te bekijken", Severity.NOTE: "Ter informatie"}
SHOWN_GROUPS, SHOWN_MESSAGES, SHOWN_ROWS, SHOWN_TEXT = 15, 4, 8, 90
TOLD_WHOLE = ("kolom_twijfel",)  # what it proposes is the point of it
LONG_CODE = 30  # a longer code is the question's own text again


def check_year(folder: Path, tell: Tell, *, write: bool = False) -> int:
    """Read and check everything of a year; say what is odd; returns how many findings ask for a decision.

    Files that regio.yml does not name and surveys whose columns it does not say get a proposal, shown and, with
    ``write``, put into regio.yml.
    """
    year = open_region(folder)
    added, mappings = _proposals(year, tell)
    blank = [name for name, mapping in mappings.items() if not mapping]
    mappings = {name: mapping for name, mapping in mappings.items() if mapping}
    if write and (mappings or any(s.key for s in added)):
        path = write_proposals(year.folder, mappings, added)
        tell(f"\nDe voorstellen staan in {path}. Kijk ze na, vul in waar '# vul in' staat, en doe daarna:\n  napl controleer {folder}")
        return len(mappings) + len(added)
    if mappings or blank or not year.config.sources.surveys:
        tell(_what_next(folder, mappings, added, blank))
        return max(1, len(mappings) + len(added) + len(blank))
    data = load(year, tell=tell)
    tell("\nRijen per stap:")
    tell(_steps(data.steps))
    tell("\n" + summary(data.findings))
    asked = int((data.findings["severity"] == Severity.DECIDE).sum()) + _check_weighting(data, tell)
    tell(f"\nVolgende stap: herstel wat u anders wilt en controleer opnieuw, of doe\n  napl analyseer {folder}")
    return asked


def _what_next(folder: Path, mappings: dict[str, Any], added: list[NewSource], blank: list[str]) -> str:
    """What the analyst must do before anything can be read."""
    if blank and not mappings:
        return (f"\nVan {', '.join(blank)} lijkt geen enkele vraag op een veld van regio.yml. Zet in regio.yml bij dat bestand onder 'kolommen' zelf welke vraag wat is\n"
                "(met de codes hierboven; uitleg in docs/handleiding.md, hoofdstuk 4), of haal het bestand weg.")
    if mappings or added:
        return f"\nZet de voorstellen in regio.yml met\n  napl controleer {folder} --schrijf\nof neem ze zelf over. Daarna kan de controle verder."
    return f"\nEr is nog niets om te lezen. Zet uw bestanden in de mappen van {folder} en doe dit opnieuw."


def _check_weighting(data: YearData, tell: Tell) -> int:
    """Say now what would stop the analysis later: answers that cannot be weighted to DUO's counts. Returns how many such things."""
    if data.findings["rule"].eq(NO_STAFF).any():
        return 0  # told among the findings
    try:
        teacher_weights(data.respondents, data.staff, config=data.region.config)
    except MarginError as error:
        spare = " Is een sector niet bevraagd, dan kunt u ook haar personeelsbestand weghalen bij duo_personeel." if "'sector'" in error.problem else ""
        tell(f"\nZo zal napl analyseer stoppen bij het wegen:\n  {error}{spare}")
        return 1
    return 0


def _proposals(year: RegionYear, tell: Tell) -> tuple[list[NewSource], dict[str, dict[str, Any]]]:
    """Files that are not named yet (surveys with their columns), and the columns of surveys that are."""
    added = new_sources(year)
    if added:
        tell("Deze bestanden staan in de map, maar niet in regio.yml:")
    for source in added:
        tell(f"  {source.file}   -> {source.key or source.why or 'onbekend: hoort het onder bronnen? Anders: haal het uit de map'}")
    mappings: dict[str, dict[str, Any]] = {}
    for survey in unmapped_surveys(year):
        mappings[survey.file], shown = propose_mapping(year, survey.file, survey.format)
        tell(shown)
    for i, source in enumerate(added):
        if source.key == SURVEYS:
            try:
                columns, shown = propose_mapping(year, source.file)
            except InputError as error:  # the other files still get their proposal
                added[i] = replace(source, key=None)
                tell(f"\nNiet te lezen, dus niet voorgesteld: {error}")
                continue
            added[i] = replace(source, columns=columns)
            tell(shown)
    return added, mappings


def summary(findings: pd.DataFrame) -> str:
    """The findings, those that ask for a decision (or a look at regio.yml) in full and together where they say the same, the others counted per rule."""
    if findings.empty:
        return "Geen bevindingen."
    lines = [f"Bevindingen: {len(findings)}"]
    for severity, heading in SEVERITY_WORDS.items():
        chosen = findings[findings["severity"] == severity]
        if len(chosen):
            lines.append(f"\n{heading}: {len(chosen)}")
            whole = chosen["rule"].isin(TOLD_WHOLE) | (severity == Severity.DECIDE)
            lines += [*_counted(chosen[~whole]), *_in_full(chosen[whole])]
    return "\n".join(lines)


def _in_full(findings: pd.DataFrame) -> list[str]:
    """A block per place and rule: what is odd, in which rows, and what was or must be done."""
    lines: list[str] = []
    groups = list(findings.fillna({"column": "", "sheet": ""}).groupby(["file", "sheet", "column", "rule"], sort=False))
    for (file, sheet, column, rule), group in groups[:SHOWN_GROUPS]:
        lines.append(f"\n  {', '.join(p for p in (file, sheet, column) if p)}   [{rule}, {len(group)} keer]" if len(group) > 1
                     else f"\n  {', '.join(p for p in (file, sheet, column) if p)}   [{rule}]")
        for action, alike in group.groupby("action", sort=False):
            told = list(alike.groupby("message", sort=False))
            lines += [f"    {_rows(same['row'])}{message}" for message, same in told[:SHOWN_MESSAGES]]
            lines += [f"    en nog {len(told) - SHOWN_MESSAGES} zulke"] if len(told) > SHOWN_MESSAGES else []
            lines.append(f"    -> {action}")
    if len(groups) > SHOWN_GROUPS:
        lines.append(f"\n  en nog {len(groups) - SHOWN_GROUPS} soorten; alle bevindingen staan na een analyse in bevindingen.xlsx.")
    return lines


def _rows(rows: pd.Series) -> str:
    """The rows of findings that say the same, the first few spelled out."""
    numbers = [str(r) for r in rows.dropna()]
    if not numbers:
        return ""
    more = f" en {len(numbers) - SHOWN_ROWS} meer" if len(numbers) > SHOWN_ROWS else ""
    return f"{'rij' if len(numbers) == 1 else 'rijen'} {', '.join(numbers[:SHOWN_ROWS])}{more}: "


def _counted(findings: pd.DataFrame) -> list[str]:
    """A line per rule: how often, and one of the messages as an example."""
    counted = findings.groupby("rule", sort=False).agg(n=("rule", "size"), message=("message", "first")).reset_index()
    counted = counted.sort_values(["n", "rule"], ascending=[False, True])
    return [f"  {row.n:5d}  {row.rule:30s} {'bijv. ' if row.n > 1 else ''}{_short(row.message)}" for row in counted.itertuples()]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN_TEXT else words[: SHOWN_TEXT - 1] + "…"


def _steps(steps: pd.DataFrame) -> str:
    """What was read, and every step that changed the number of rows; the full list goes into the reports."""
    told = steps[(steps["rijen_voor"] != steps["rijen_na"]) | steps["stap"].str.endswith("ingelezen")]
    return "\n".join(f"  {s.rijen_voor:>7} -> {s.rijen_na:>7}  {s.stap}" for s in told.itertuples())


CHANGE_WORDS = {
    "code_hergebruikt": "DEZELFDE CODE, EEN ANDERE VRAAG: niet te vergelijken", "opties_gewijzigd": "andere antwoordmogelijkheden: niet te vergelijken",
    "herformuleerd": "anders geformuleerd: niet vergeleken", "vervallen": "niet meer gevraagd", "nieuw": "nieuw gevraagd"}
COUNT_WORDS = {"gelijk": "gelijk", "herformuleerd": "anders geformuleerd", "opties_gewijzigd": "met andere antwoorden",
               "code_hergebruikt": "met een hergebruikte code", "vervallen": "vervallen", "nieuw": "nieuw"}


def compare_years(earlier: Path, later: Path, tell: Tell) -> pd.DataFrame:
    """The questionnaires of two years side by side, and how the results changed; says what can still be compared.

    Returns
    -------
    DataFrame
        The questions; see `intake.compare.compare_questionnaires`.
    """
    years = open_region(earlier), open_region(later)
    if years[0].id != years[1].id or years[0].year >= years[1].year:
        raise RegionError(f"Dit zijn {years[0].id} {years[0].year} en {years[1].id} {years[1].year}.",
                          "Geef twee jaren van dezelfde regio, het vroegste eerst.")
    before, now = load(years[0]), load(years[1])
    table = compare_questionnaires(now.questionnaires, before.questionnaires)
    counted = table["change"].value_counts()
    tell(f"Vragen in {years[0].year} en {years[1].year}: " + ", ".join(f"{counted[kind]} {word}" for kind, word in COUNT_WORDS.items() if kind in counted))
    differ = table[table["change"] != SAME].assign(file=lambda t: t["source_now"].fillna(t["source_before"]))
    for file, rows in differ.groupby("file", sort=False):
        tell(f"\n{file}")
        for kind, words in CHANGE_WORDS.items():
            for row in rows[rows["change"] == kind].itertuples():
                tell(_question_change(row, words, years[0].year, years[1].year))
    tell("")
    for line in _result_changes(years, now.outcomes, now.themes, table):
        tell(line)
    return table


def _question_change(row: Any, words: str, before: int, now: int) -> str:
    lines = [f"  {words}"]
    lines += [f"    {year}: {item_text(text)}  ({code.split('[')[0] if len(code) > LONG_CODE else code})"
              for year, text, code in ((before, row.text_before, row.code_before), (now, row.text_now, row.code_now)) if pd.notna(text)]
    return "\n".join(lines)


def _result_changes(years: tuple[RegionYear, RegionYear], outcomes: pd.DataFrame, themes: pd.DataFrame, asked: pd.DataFrame) -> list[str]:
    """Lines on the themes whose need changed beyond chance, per sector, from what both years published."""
    kept = [store.read_results(year.processed) for year in years]
    absent = [year for year, results in zip(years, kept, strict=True) if results is None]
    if absent:
        return ["Veranderingen in uitkomsten: daarvoor moeten beide jaren geanalyseerd zijn. Doe eerst:", *(f"  napl analyseer {year.folder}" for year in absent)]
    (earlier, inputs_before), (later, inputs_now) = (results for results in kept if results is not None)
    lines = [f"Let op: de bestanden van {year.year} zijn veranderd na de laatste analyse." for year, inputs in zip(years, (inputs_before, inputs_now), strict=True)
             if inputs != input_files(year)]
    reported = later["changes"] if years[0].folder.resolve() == years[1].folder.resolve().parent / str(years[1].year - 1) else later["changes"].iloc[:0]
    changes = reported if len(reported) else compare_demand(later["demand"], earlier["demand"], same_targets(asked, outcomes))
    per_sector = changes[(changes["kind"] == "theme") & (changes["career_phase"] == ALL) & (changes["subregion"] == ALL) & changes["shown"].astype(bool)]
    sure = per_sector[per_sector["significant"].fillna(False).astype(bool)].sort_values("difference", key=lambda d: -d.abs(), kind="stable")
    lines.append(f"Veranderingen in uitkomsten (leraren, aandeel met een behoefte): {len(sure)} van de {len(per_sector)} vergelijkingen van een thema in een "
                 "sector verschillen meer dan door toeval te verwachten is.")
    labels = themes.set_index("theme_id")["label"]
    return lines + [f"  {SECTORS.label(r.sector)}: {labels[r.target_id]}  {share(r.share_before)} -> {share(r.share_now)}"
                    for r in sure.itertuples()]
