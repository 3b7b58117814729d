"""The yearly analysis: the steps in order, one function each, and one that runs them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from napl_analysis.charts.gallery import charts_for
from napl_analysis.demand.changes import disagreement
from napl_analysis.demand.response import employers_table, preference_shares, response_table, weighting_table
from napl_analysis.demand.themes import theme_details
from napl_analysis.disclosure.gate import protect_year
from napl_analysis.disclosure.merging import merge_findings, propose_merges
from napl_analysis.earlier import (
    Earlier,
    changes,
    demand_of,
    earlier_year,
    limits,
    matches_of,
    published,
    shown_before,
    themes_of,
)
from napl_analysis.findings import Severity, findings_frame
from napl_analysis.gaps.gaps import find_gaps
from napl_analysis.gaps.municipal import municipality_gaps
from napl_analysis.gaps.partners import gap_partners
from napl_analysis.intake import store
from napl_analysis.intake.compare import change_findings, compare_questionnaires
from napl_analysis.intake.decisions import read_review_decisions
from napl_analysis.intake.inputs import input_files
from napl_analysis.loading import Tell, load, quiet
from napl_analysis.matching.decisions import item_texts, worth_judging
from napl_analysis.matching.year import claim_findings
from napl_analysis.matching.year_themes import gone_findings, themes_table
from napl_analysis.reference.boundaries import boundaries_path, load_boundaries
from napl_analysis.reference.places import municipality_points
from napl_analysis.reference.review import load_rules
from napl_analysis.region import RegionYear, open_region
from napl_analysis.reports import build_files
from napl_analysis.reports.executed import Executed
from napl_analysis.reports.processed import processed_files
from napl_analysis.reports.wording import EXAMPLE_MARK
from napl_analysis.reports.write import publish_files
from napl_analysis.supply.coverage import coverage as find_coverage
from napl_analysis.supply.providers import provider_table
from napl_analysis.supply.review import review_offerings
from napl_analysis.supply.table import municipality_supply, supply_table
from napl_analysis.supply.trajectory import plan_and_compare
from napl_analysis.supply.variants import horizontal_variants
from napl_analysis.tidy import settled
from napl_analysis.vocabulary import SECTORS
from napl_analysis.yeardata import YearData, YearResults


@dataclass(frozen=True)
class YearRun:
    """What one run made: its results, the files, and how many findings ask for a decision."""

    results: YearResults
    files: list[Path]
    to_decide: int


def analyse(data: YearData, *, tell: Tell = quiet) -> YearResults:
    """From the year's data to everything that is published, the disclosure gate included."""
    config, region = data.region.config, data.region
    tell("1/5 Teksten koppelen aan leeruitkomsten")
    matches = matches_of(data)
    steps = _with_decisions(data, matches, tell)
    tell("2/5 Vraag: wegen en schatten")
    earlier = earlier_year(data)
    said = themes_of(data, earlier)
    tables = _demand_tables(data, matches, earlier, said)
    tell("3/5 Aanbod: dekking, interne toetsing, bereik")
    supply = _supply_tables(data, matches)
    tell("4/5 Witte vlekken")
    tables["gaps"] = find_gaps(tables["demand"], supply["supply"], config=config, outcomes=data.outcomes)
    tables["municipalities"] = municipality_gaps(
        tables["gaps"], data.offerings, supply["coverage"], supply["review"], municipality_points(data.places),
        config.subregion_of, data.staff, config)
    tell("5/5 Kleine aantallen beschermen, trajecten plannen")
    shown = protect_year(tables, **limits(config), previous=published(earlier))
    supply |= _plans(data, supply, shown["demand"])
    to_judge = worth_judging(matches, item_texts(data.statements, data.offerings), _at_stake(shown["gaps"]))
    results = YearResults(
        region=region, outcomes=data.outcomes, themes=data.themes, offerings=data.offerings,
        matches=matches[matches["kind"] == "offering"].reset_index(drop=True), demand=shown["demand"], supply=supply["supply"],
        gaps=shown["gaps"], clusters=shown["clusters"], review=supply["review"], trajectories=supply["trajectories"],
        response=shown["response"], preference_shares=shown["preference_shares"], municipalities=shown["municipalities"],
        employers=shown["employers"], changes=shown["changes"], to_judge=to_judge, findings=_findings(data, matches, said, earlier, shown, tables["demand"]), steps=steps, changes_log=data.changes_log,
        inputs=data.inputs, boundaries=load_boundaries(_own_boundaries(region)), coverage=supply["coverage"], providers=supply["providers"],
        plans=supply["plans"],
        variants=supply["variants"], municipal_supply=supply["municipal_supply"],
        partners=gap_partners(shown["gaps"], supply["coverage"], supply["review"], data.offerings, data.outcomes),
        **_details(data, shown["demand"]))
    results = _settled(results)
    return replace(results, charts=charts_for(results))


def _settled(results: YearResults) -> YearResults:
    frames = {f.name: getattr(results, f.name) for f in fields(results) if f.name != "boundaries"}
    return replace(results, **{name: settled(frame) for name, frame in frames.items() if isinstance(frame, pd.DataFrame)})


def _with_decisions(data: YearData, matches: pd.DataFrame, tell: Tell) -> pd.DataFrame:
    """The steps so far, and how many texts follow what people decided."""
    asked = len(data.decisions[["kind", "text_key"]].drop_duplicates())
    followed = len(matches.loc[matches["decision"].isin(["bevestigd", "verworpen"]), ["kind", "item_id"]].drop_duplicates())
    if asked:
        tell(f"    {followed} teksten volgen uw besluiten")
    step = {"stap": "koppelingen: besluiten naar teksten die ze volgen", "rijen_voor": asked, "rijen_na": followed, "toelichting": "besluiten/koppelingen.csv"}
    return pd.concat([data.steps, pd.DataFrame([step])], ignore_index=True)


def _findings(data: YearData, matches: pd.DataFrame, said: pd.DataFrame, earlier: Earlier | None, shown: dict[str, pd.DataFrame],
              counted: pd.DataFrame) -> pd.DataFrame:
    """The findings so far, with questions not asked as last year, claims the text does not support, themes that are gone and groups to merge."""
    groups = set(shown["clusters"].loc[shown["clusters"]["shown"].fillna(False).astype(bool), "group"])
    found = claim_findings(matches, data.offerings, data.outcomes) + gone_findings(said, shown_before(earlier), groups)
    found += merge_findings(propose_merges(counted, minimum_base=data.region.config.thresholds.minimum_base))
    if earlier is not None:
        found = change_findings(compare_questionnaires(data.questionnaires, earlier.questionnaires), earlier.config.region.year) + found
    return pd.concat([data.findings, findings_frame(found)], ignore_index=True) if found else data.findings


def _at_stake(gaps: pd.DataFrame) -> pd.Series:
    """Per outcome how much a judgement may change: from 1, where every cell's class is certain, to 2, where none is."""
    unsure = gaps["certainty"].isin(["onzeker", "waarschijnlijk"]).groupby(gaps["outcome_id"]).mean()
    return 1 + unsure


def _demand_tables(data: YearData, matches: pd.DataFrame, earlier: Earlier | None, said: pd.DataFrame) -> dict[str, pd.DataFrame]:
    config = data.region.config
    demand = demand_of(data, matches)
    return {
        "demand": demand,
        "response": response_table(data.respondents, data.staff, config=config),
        "preference_shares": preference_shares(data.respondents, data.preferences, data.staff, config=config),
        "employers": employers_table(data.respondents, data.schools, config.consent.named),
        "clusters": themes_table(said, data.statements, config.thresholds.minimum_count, shown_before(earlier)),
        "changes": changes(data, demand, earlier),
    }


def _details(data: YearData, shown: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What is told beside the demand table, of no more groups than the gate shows there."""
    config = data.region.config
    return {**theme_details(data.respondents, data.needs, data.themes, data.staff, shown, config=config),
            "disagreement": disagreement(shown), "weighting": weighting_table(data.respondents, data.staff, config=config)}


def _supply_tables(data: YearData, matches: pd.DataFrame) -> dict[str, pd.DataFrame]:
    config = data.region.config
    covered = find_coverage(data.offerings, matches, data.outcomes, minimum_probability=config.thresholds.match_probability)
    review = review_offerings(data.offerings, covered, data.outcomes, _rules(data.region), read_review_decisions(data.region.decisions),
                              weak=matches)
    where = (data.staff, municipality_points(data.places), config)
    return {
        "coverage": covered, "review": review,
        "supply": supply_table(data.offerings, covered, review, data.outcomes, *where),
        "municipal_supply": municipality_supply(data.offerings, covered, review, data.outcomes, *where),
        "providers": provider_table(data.offerings, covered, review, data.outcomes),
    }


def _plans(data: YearData, supply: dict[str, pd.DataFrame], shown: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Trajectories follow only the demand that the gate shows: their order would tell about a hidden figure."""
    choice = (supply["coverage"], supply["review"], data.offerings, data.outcomes, SECTORS.codes)
    trajectories, plans = plan_and_compare(*choice, demand=shown, limits=data.region.config.trajectories)
    return {"trajectories": trajectories, "plans": plans,
            "variants": horizontal_variants(trajectories, supply["coverage"], supply["review"], data.offerings)}


def _rules(region: RegionYear) -> pd.DataFrame:
    own = region.config.sources.review_rules
    return load_rules(region.path(own) if own else None)


def _own_boundaries(region: RegionYear) -> Path | None:
    path = boundaries_path(region.folder.resolve().parents[1])
    return path if path.is_file() else None


def results_of(year: RegionYear, *, again: bool = False) -> YearResults:
    """The results of a year: those of the last run if nothing changed since, else the analysis is done now.

    Parameters
    ----------
    again
        Do the analysis even when the last run still holds.
    """
    kept = None if again else store.read_results(year.processed)
    if kept is None or kept[1] != input_files(year):
        return analyse(load(year))
    tables, inputs = kept
    results = YearResults(region=year, **tables, inputs=inputs, boundaries=load_boundaries(_own_boundaries(year)))
    return replace(results, charts=charts_for(results))


def publish(results: YearResults, folder: Path, *, notebooks: Mapping[str, bytes] | None = None) -> list[Path]:
    """Write everything under reports/, all or nothing; returns the files."""
    return publish_files(folder, build_files(results, notebooks=notebooks))


def run_year(folder: Path, *, out: Path | None = None, notebooks: bool = True, tell: Tell = quiet) -> YearRun:
    """The whole yearly analysis: load, analyse, publish.

    Raises
    ------
    NaplError
        Something in the input must be mended; reports/ is as it was.
    """
    year = open_region(folder)
    mark = " (voorbeeldgegevens)" if year.config.region.example else ""
    tell(f"{year.config.region.name} {year.year}{mark}\n\nLezen")
    data = load(year, tell=_indented(tell))
    tell("Rekenen")
    results = analyse(data, tell=_indented(tell))
    publish_files(year.processed, processed_files(data, results))
    tell("Rapporten maken en notebooks uitvoeren" if notebooks else "Rapporten maken")
    with Executed(year.folder if notebooks else None, mark=EXAMPLE_MARK if year.config.region.example else "") as executed:
        files = publish(results, out or year.reports, notebooks=executed)
    tell(closing_words(results, out or year.reports, len(files)))
    return YearRun(results, files, int((results.findings["severity"] == Severity.DECIDE).sum()))


def _indented(tell: Tell) -> Tell:
    return lambda text: tell(f"  {text}")


def closing_words(results: YearResults, folder: Path, files: int) -> str:
    """What the analyst reads at the end of a run: what was made, where, and what to look at first."""
    findings = results.findings["severity"].value_counts()
    gaps = int((results.gaps["gap_class"] == "witte_vlek").sum())
    return "\n".join([
        "", f"Klaar: {files} bestanden in {folder}", "",
        f"  Begin hier       {folder / 'index.html'}",
        "  Bijlagen (Word)  vraagarticulatie.docx, aanbodanalyse.docx",
        "  Tabellen         tabellen.xlsx (met bewerkbare grafieken), figuren/",
        "  Om te delen      pakket/",
        f"  Voor u           bevindingen.xlsx ({findings.get(Severity.DECIDE, 0)} om over te beslissen), te_beoordelen.xlsx ({len(results.to_judge)} teksten)",
        "", f"  {gaps} witte vlekken in de getoonde cellen; {int(results.gaps['shown'].sum())} van {len(results.gaps)} cellen getoond.",
    ])


