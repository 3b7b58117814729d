"""The first step of the year: every file in, tidy tables out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from napl_analysis.findings import Finding, Place, RegionError, Severity, StepLog, findings_frame
from napl_analysis.intake.change_log import joined_changes
from napl_analysis.intake.decisions import read_match_decisions
from napl_analysis.intake.inputs import input_files
from napl_analysis.intake.offerings import read_catalogues
from napl_analysis.intake.respondents import read_surveys
from napl_analysis.intake.schools import read_schools
from napl_analysis.reference.national import load_national
from napl_analysis.reference.outcomes import load_outcomes, load_themes
from napl_analysis.reference.places import load_places
from napl_analysis.region import CONFIG_NAME, RegionYear, unlisted_files
from napl_analysis.yeardata import YearData

Tell = Callable[[str], None]
OUTSIDE_FROM = 0.1  # share of respondents outside the subregions from which that is a finding of its own
MUNICIPALITIES_SHOWN = 20
NO_STAFF = "duo_telt_geen_leraren"


def quiet(text: str) -> None:
    """Say nothing."""


def load(year: RegionYear, *, tell: Tell = quiet) -> YearData:
    """Read, clean and check everything of a region's year.

    Raises
    ------
    NaplError
        A file cannot be used; the message says which, where and what to do.
    """
    sources = year.config.sources
    themes, places = load_themes(), load_places()
    _check_municipalities(year, places)
    _check_sources(year)
    outcomes = load_outcomes(year.path(sources.outcomes) if sources.outcomes else None)
    tell("1/4 Scholen en personeel (DUO)")
    schools, staff, school_findings = read_schools(year)
    tell("2/4 Enquetes: lezen, opschonen, persoonsgegevens weghalen")
    surveys = read_surveys(year, schools, themes, places)
    tell("3/4 Catalogi van aanbieders")
    offerings, offering_findings, offering_steps, offering_changes = read_catalogues(year, places, outcomes)
    tell(f"4/4 Gelezen: {len(surveys.respondents)} respondenten, {len(surveys.statements)} uitspraken, {len(offerings)} keer aanbod")
    steps = StepLog([*surveys.steps, *offering_steps])
    return YearData(
        region=year, respondents=surveys.respondents, needs=surveys.needs, statements=surveys.statements,
        preferences=surveys.preferences, offerings=offerings, outcomes=outcomes, themes=themes, staff=staff, schools=schools,
        places=places, decisions=read_match_decisions(year.decisions),
        national=load_national(year.path(sources.national)) if sources.national else None,
        questionnaires=surveys.questionnaire,
        findings=findings_frame([*_unlisted_findings(year), *_staff_findings(year, staff), *_outside_findings(year, surveys.respondents, places), *_consent_findings(year, schools), *school_findings, *surveys.findings, *offering_findings]), steps=steps.frame(),
        inputs=input_files(year), changes_log=joined_changes([surveys.changes_log, offering_changes]))


def _unlisted_findings(year: RegionYear) -> list[Finding]:
    """A finding for every file that stands in the folder and takes no part."""
    return [Finding(
        rule="bestand_niet_genoemd", message=f"Het bestand '{name}' staat in de map, maar niet in regio.yml.",
        action="Het doet niet mee. Noem het onder 'bronnen' (napl controleer --schrijf stelt de regel voor), of haal het uit de map.",
        severity=Severity.DECIDE, file=name) for name in unlisted_files(year.folder, year.config)]


def _outside_findings(year: RegionYear, respondents: pd.DataFrame, places: pd.DataFrame) -> list[Finding]:
    """One finding where so many people work outside the subregions that a municipality was probably forgotten."""
    known = respondents["municipality_code"].dropna()
    outside = known[~known.isin(set(year.config.subregion_of))]
    if len(outside) < OUTSIDE_FROM * max(len(known), 1):
        return []
    names = places.drop_duplicates("municipality_code").set_index("municipality_code")["municipality"]
    counted = outside.value_counts().sort_index().sort_values(ascending=False, kind="stable").head(MUNICIPALITIES_SHOWN)
    listed = ", ".join(f"{code} {names.get(code, '')} ({n})" for code, n in counted.items())
    return [Finding(
        rule="deelregios_onvolledig", message=f"Van {len(known)} respondenten werken er {len(outside)} in een gemeente die bij geen deelregio staat.",
        action=f"Zij tellen voor geen deelregio mee. Zet de gemeenten die erbij horen onder 'deelregios': {listed}.",
        severity=Severity.DECIDE, file=CONFIG_NAME, column="deelregios")]


def _staff_findings(year: RegionYear, staff: pd.DataFrame) -> list[Finding]:
    """A finding where DUO's files count no teachers here: the analysis weights to them, and stops without."""
    if staff["teachers"].sum() > 0:
        return []
    sources = year.config.sources
    absent = [name for name, files in (("duo_adressen", sources.addresses), ("duo_personeel", sources.staff)) if not files]
    why = f"Onder 'bronnen' staat nog niets bij {' en '.join(absent)}." if absent else "De bestanden van DUO tellen geen leraren in de gemeenten van deze deelregio's."
    return [Finding(rule=NO_STAFF, message=f"{why} Zonder die aantallen kan niet gewogen worden en stopt napl analyseer.",
                    action="Download bij DUO de adressen van vestigingen en 'onderwijspersoneel in personen' van uw sectoren, zet ze in duo/ en doe napl controleer --schrijf."
                    if absent else "Kijk de gemeentecodes onder 'deelregios' na (napl gemeenten NAAM), en of de bestanden van uw sectoren zijn.",
                    severity=Severity.DECIDE, file=CONFIG_NAME, column="bronnen" if absent else "deelregios")]


def _consent_findings(year: RegionYear, schools: pd.DataFrame) -> list[Finding]:
    """One finding where a board may be named, but nobody wrote down its name."""
    known = set(schools.loc[schools["board"].notna(), "board_id"])
    nameless = sorted(number for number, name in year.config.consent.named.items() if not name and number not in known)
    if not nameless:
        return []
    return [Finding(
        rule="bestuur_zonder_naam", message=f"Deze besturen mogen met naam genoemd worden, maar hun naam is niet bekend: {', '.join(nameless)}.",
        action="Zij staan niet met naam in de rapporten. Zet de naam achter het nummer: toestemming > besturen > \"12345\": Naam van het bestuur.",
        severity=Severity.DECIDE, file=CONFIG_NAME, column="toestemming")]


def _check_sources(year: RegionYear) -> None:
    """An analysis needs answers; without any file of them nothing below means anything."""
    if not year.config.sources.surveys:
        raise RegionError("Er staat nog geen enquete onder 'bronnen' in regio.yml, dus er is nog niets om te lezen.",
                          f"Zet de bestanden in de mappen van '{year.folder}' en doe: napl controleer {year.folder} --schrijf",
                          Place(file=CONFIG_NAME, column="bronnen"))


def _check_municipalities(year: RegionYear, places: pd.DataFrame) -> None:
    known = set(places["municipality_code"])
    unknown = [(code, name) for code, name in year.config.subregion_of.items() if code not in known]
    if unknown:
        code, subregion = unknown[0]
        raise RegionError(f"Gemeentecode {code} in deelregio '{subregion}' bestaat niet in de indeling van 2023 en later.",
                          "Zoek de code op met: napl gemeenten NAAM. Een gemeente die is opgegaan in een andere heeft de code van die andere.",
                          Place(file=CONFIG_NAME, column="deelregios"))
