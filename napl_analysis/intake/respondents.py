"""Survey exports to the tidy tables: respondents, needs, statements, preferences, and what was asked."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from napl_analysis import tables
from napl_analysis.findings import Finding, Severity, StepLog
from napl_analysis.intake import answers as ans
from napl_analysis.intake import cleaning, identity, marks, privacy, workplace
from napl_analysis.intake.answer_changes import answer_changes
from napl_analysis.intake.change_log import joined_changes
from napl_analysis.intake.mapping import Mapping, doubt_findings, resolve_columns, unmapped_findings
from napl_analysis.intake.school_match import SchoolFinder
from napl_analysis.intake.survey import read_survey
from napl_analysis.intake.values import each_value, is_blank, is_tick
from napl_analysis.region import RegionConfig, RegionYear, SurveySource

if TYPE_CHECKING:
    from napl_analysis.intake.survey.model import SurveyExport

UNFINISHED = "niet_afgemaakt"
LEAST_OVERLAP, SHARE_OVERLAP = 3, 0.2  # so many answers with one number and moment in two files, and this share of the smaller, are no chance
QUESTIONNAIRE_COLUMNS = ["source_file", "code", "text", "kind", "options", "field"]


@dataclass(frozen=True)
class SurveyTables:
    """What surveys became: tables of `napl_analysis.tables`, the questionnaire, findings and steps.

    ``questionnaire``: source_file, code, text, kind, options ("; " between them), field (key of regio.yml, missing where unused).
    """

    respondents: pd.DataFrame
    needs: pd.DataFrame
    statements: pd.DataFrame
    preferences: pd.DataFrame
    questionnaire: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    steps: list[dict[str, object]] = field(default_factory=list)
    changes_log: pd.DataFrame = field(default_factory=tables.CHANGES_LOG.empty)


def read_surveys(year: RegionYear, schools: pd.DataFrame, themes: pd.DataFrame,
                 places: pd.DataFrame | None = None) -> SurveyTables:
    """All survey files of a year as one set of tables.

    Raises
    ------
    InputError
        A file cannot be read, or regio.yml names a column that is not in it.
    """
    key, aliases = identity.respondent_key(year), workplace.read_school_aliases(year.decisions)
    parts: list[SurveyTables] = []
    persons: dict[str, pd.Series | None] = {}
    handed_in: dict[str, set[str]] = {}
    for source in year.config.sources.surveys:
        export = read_survey(year.path(source.file), format=source.format)
        parts.append(_tidy(export, source, year.config, schools, themes, key, aliases, places))
        persons[export.source], handed_in[export.source] = export.persons, identity.handed_in(export)
    joined = _concat(parts)
    return replace(joined, findings=(*joined.findings, *_overlapping(handed_in), *_in_more_files(persons)))


def _overlapping(handed_in: dict[str, set[str]]) -> list[Finding]:
    """A finding per pair of files that hold the same answers: an export that was made again, and put beside the first."""
    pairs = {(one, other): (len(handed_in[one] & handed_in[other]), min(len(handed_in[one]), len(handed_in[other]))) for one, other in combinations(handed_in, 2)}
    return [Finding(rule="bestand_overlapt", message=f"{count} antwoorden staan met hetzelfde nummer en tijdstip ook in '{other}'.",
                    action="Zij tellen nu twee keer. Haal de oudste export uit regio.yml en uit de map.", severity=Severity.DECIDE, file=one)
            for (one, other), (count, smallest) in pairs.items() if count >= LEAST_OVERLAP and count >= SHARE_OVERLAP * smallest]


def _in_more_files(persons: dict[str, pd.Series | None]) -> list[Finding]:
    """A finding per pair of files that the same people (e-mail address, token) sent in to; they count in both."""
    known = {name: set(hashes.dropna()) for name, hashes in persons.items() if hashes is not None}
    shared = {(one, other): len(known[one] & known[other]) for one, other in combinations(known, 2)}
    return [Finding(rule="persoon_in_twee_bestanden", message=f"{count} {'persoon vulde' if count == 1 else 'mensen vulden'} ook '{other}' in.",
                    action="Zij tellen in beide mee. Is het dezelfde vragenlijst, haal dan een van de bestanden weg of maak er een van.", severity=Severity.LOOK, file=one)
            for (one, other), count in shared.items() if count]


def _concat(parts: list[SurveyTables]) -> SurveyTables:
    def joined(name: str, table: tables.Table) -> pd.DataFrame:
        frames = [getattr(p, name) for p in parts if len(getattr(p, name))]
        return tables.conform(pd.concat(frames, ignore_index=True), table) if frames else table.empty()

    asked = [p.questionnaire for p in parts] or [pd.DataFrame(columns=QUESTIONNAIRE_COLUMNS, dtype="str")]
    return SurveyTables(
        joined("respondents", tables.RESPONDENTS), joined("needs", tables.NEEDS), joined("statements", tables.STATEMENTS),
        joined("preferences", tables.PREFERENCES), pd.concat(asked, ignore_index=True),
        tuple(f for p in parts for f in p.findings), [s for p in parts for s in p.steps], joined_changes(p.changes_log for p in parts))


def tidy_survey(export: SurveyExport, source: SurveySource, region: RegionConfig, schools: pd.DataFrame, themes: pd.DataFrame,
                key: bytes, *, aliases: MappingType[str, str] | None = None, places: pd.DataFrame | None = None) -> SurveyTables:
    """One export as tidy tables, by the columns that regio.yml names.

    Parameters
    ----------
    schools
        The schools table (brin6, brin, board_id, board, school, sector, municipality_code; municipality and place help).
    aliases
        Other spellings of schools to BRIN6, as the analyst decided them.
    places
        Municipalities (municipality_code, municipality), to read a municipality by its name.

    Raises
    ------
    InputError
        A column that regio.yml names is not in the export, or role or sector is nowhere given.
    """
    return _concat([_tidy(export, source, region, schools, themes, key, aliases or {}, places)])


def _tidy(export: SurveyExport, source: SurveySource, region: RegionConfig, schools: pd.DataFrame, themes: pd.DataFrame, key: bytes,
          aliases: MappingType[str, str], places: pd.DataFrame | None) -> SurveyTables:
    """As `tidy_survey`, the tables not checked yet."""
    mapping = resolve_columns(export, source, themes)
    told = [f for f in export.findings if f.rule != UNFINISHED]  # every unfinished row gets a finding of its own
    findings = [*told, *unmapped_findings(export, mapping, themes), *doubt_findings(export, mapping, themes)]
    log = StepLog()
    sheet = _kept_answers(export, mapping, source.levels, region, key, findings, log)
    finder = SchoolFinder(schools, aliases)
    people, changes = _respondents(sheet, source, region, finder, schools, places, findings)
    answers = ans.Answers(sheet.answers, people["respondent_id"], sheet.rows, export.source)
    needs = ans.needs(answers, mapping.themes, findings, source.levels)
    statements = ans.statements(answers, mapping.open_questions, findings, deduce=region.privacy.deduce)
    preferences = ans.preferences(answers, export.questions, mapping.preferences, findings)
    log.add(f"{export.source}: antwoorden per thema", len(sheet.answers), len(needs), "een rij per respondent en thema")
    log.add(f"{export.source}: open antwoorden naar uitspraken", ans.open_count(answers, mapping.open_questions), len(statements),
            "niet-antwoorden eruit, meer behoeften in een antwoord gesplitst")
    changes.append(answer_changes(answers, export.questions, mapping, source.levels, findings))
    return SurveyTables(people.reset_index(drop=True), needs, statements, preferences, questionnaire(export, mapping), tuple(findings), log.steps, pd.concat(changes, ignore_index=True))


@dataclass(frozen=True)
class _Sheet:
    """The answers that stay, with what is known about each row."""

    file: str
    mapping: Mapping
    answers: pd.DataFrame
    rows: pd.Series
    ids: pd.Series
    finished: pd.Series
    marks: pd.Series

    def where(self, column: str) -> cleaning.Where:
        return cleaning.Where(self.file, column, self.rows)


def _kept_answers(export: SurveyExport, mapping: Mapping, scale: dict[str, int], region: RegionConfig, key: bytes,
                  findings: list[Finding], log: StepLog) -> _Sheet:
    """Leave out empty rows and, where regio.yml says so, rows that look odd; mark the others."""
    content = [c for c in mapping.field_of if mapping.field_of[c] != "ignore"]
    source = f"{region.region.id}/{region.region.year}/{export.source}"
    ids = identity.respondent_ids(key, source, identity.row_identity(export))
    finished = export.finished.astype("boolean").fillna(True)
    empty = ~pd.DataFrame({c: each_value(export.answers[c], _says_something) for c in content}, index=ids.index).astype("bool").any(axis=1)
    _report_empty(empty, export, findings)
    flags, stays = _flags(export, mapping, content, scale, finished, ~empty)
    rules = region.cleaning
    drops = {UNFINISHED: rules.drop_unfinished, marks.DOUBLE: rules.drop_duplicates, marks.STRAIGHT: rules.drop_straightliners, marks.FAST: rules.drop_speeders}
    findings += _mark_findings(flags, stays, drops, export)
    dropped = empty.copy()
    log.add(f"{export.source}: ingelezen", len(empty), int((~dropped).sum()), "rijen zonder enig antwoord eruit")
    for name, flag in flags.items():
        before = int((~dropped).sum())
        dropped |= flag.astype(bool) & drops[name]
        log.add(f"{export.source}: {name}", before, int((~dropped).sum()), f"{int(flag.sum())} gemerkt, {'weggelaten' if drops[name] else 'gehouden'}")
    keep = ~dropped
    marked = marks.join_marks({name: flag for name, flag in flags.items() if name != UNFINISHED}, empty.index)
    return _Sheet(export.source, mapping, export.answers[keep], export.file_rows[keep], ids[keep], finished[keep], marked[keep])


def _says_something(value: Any) -> bool:
    """An unticked option says nothing by itself."""
    return not is_blank(value) and not (is_tick(value) and not value)


def _report_empty(empty: pd.Series, export: SurveyExport, findings: list[Finding]) -> None:
    if empty.any():
        findings.append(Finding(
            rule="leeg_antwoord", message=f"{int(empty.sum())} rijen hebben op geen enkele gekoppelde vraag een antwoord.",
            action="Weggelaten: er is niets in te tellen.", severity=Severity.NOTE, file=export.source, row=int(export.file_rows[empty].iloc[0])))


def _flags(export: SurveyExport, mapping: Mapping, content: list[str], scale: dict[str, int], finished: pd.Series,
           filled: pd.Series) -> tuple[dict[str, pd.Series], pd.Series]:
    """Which rows are unfinished, double, straight or fast; and for double ones the row that stays."""
    stays = marks.first_of_double(export.answers, export.persons, content, list(mapping.open_questions), finished)
    levels = ans.read_levels(export.answers, mapping.themes, scale)
    flags = {
        UNFINISHED: ~finished & filled, marks.DOUBLE: stays.notna() & filled, marks.STRAIGHT: marks.straight_lines(levels) & filled,
        marks.FAST: marks.speeders(export.started, export.submitted, finished) & filled,
    }
    return flags, stays


_MARK_TEXT = {
    UNFINISHED: (UNFINISHED, "De vragenlijst is niet afgemaakt."),
    marks.DOUBLE: ("dubbele_inzending", "Dubbel ingestuurd: dezelfde persoon of precies dezelfde antwoorden als rij {other}."),
    marks.STRAIGHT: ("rechte_lijn", "Bij alle thema's is hetzelfde niveau gekozen."),
    marks.FAST: ("te_snel", "Ingevuld in minder dan een derde van de mediane tijd van dit bestand."),
}


def _mark_findings(flags: dict[str, pd.Series], stays: pd.Series, drops: dict[str, bool], export: SurveyExport) -> list[Finding]:
    found = []
    for name, flag in flags.items():
        rule, message = _MARK_TEXT[name]
        action = "Weggelaten" if drops[name] else "Gemerkt en gehouden"
        for index in flag.index[flag.astype(bool)]:
            other = export.file_rows[stays[index]] if name == marks.DOUBLE else ""
            found.append(Finding(
                rule=rule, message=message.format(other=other), action=f"{action}, zoals regio.yml zegt bij 'opschonen'.",
                severity=Severity.LOOK if name == marks.DOUBLE else Severity.NOTE, file=export.source, row=int(export.file_rows[index])))
    return found


def _respondents(sheet: _Sheet, source: SurveySource, region: RegionConfig, finder: SchoolFinder, schools: pd.DataFrame,
                 places: pd.DataFrame | None, findings: list[Finding]) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """The respondents table, still with the index of the answers, and the change log of each of its columns."""
    index = sheet.answers.index
    info, reference = region.region, date.fromisoformat(region.region.reference_date)
    people = pd.DataFrame({"respondent_id": sheet.ids, "finished": sheet.finished, "marks": sheet.marks, "source_file": sheet.file}, index=index)

    changes: list[pd.DataFrame] = []

    def cleaned(name: str, rule: Any, *extra: Any) -> pd.Series:
        column = sheet.mapping.single.get(name)
        if column is None:
            return pd.Series(pd.NA, index=index, dtype="object")
        result = rule(sheet.answers[column], sheet.where(column), *extra)
        findings.extend(result.findings)
        changes.append(result.changes)
        return result.values

    people["role"] = cleaned("role", cleaning.clean_role).fillna(source.fixed.role or "anders") if "role" in sheet.mapping.single else source.fixed.role
    people["sector"] = _filled(cleaned("sector", cleaning.clean_sector), source.fixed.sector)
    people["age_band"] = cleaned("age", cleaning.clean_age, reference)
    experience = cleaned("experience", cleaning.clean_experience, info.year)
    if "experience" in sheet.mapping.single:
        checked = cleaning.experience_against_age(experience, people["age_band"], sheet.where(sheet.mapping.single["experience"]))
        findings.extend(checked.findings)
        changes.append(checked.changes)
        experience = checked.values
    people["experience_years"] = experience
    people["fte"] = cleaned("fte", cleaning.clean_fte)
    _add_phase(people, cleaned("career_phase", cleaning.clean_phase), region)
    texts = {name: sheet.answers[c] for name, c in sheet.mapping.single.items() if name in ("school", "board", "municipality")}
    wheres = {name: sheet.where(sheet.mapping.single[name]) for name in texts}
    found, changed = workplace.add_workplace(people, texts, wheres, finder, schools, region, places)
    findings.extend(found)
    return people, [*changes, *changed]


def _filled(values: pd.Series, fixed: str | None) -> pd.Series:
    return values if fixed is None else values.where(values.notna(), fixed)


def _add_phase(people: pd.DataFrame, phase: pd.Series, region: RegionConfig) -> None:
    """The phase that was given; for teachers without one, the phase that follows from experience."""
    teachers = people["role"] == "leraar"
    filled, derived = cleaning.derive_phase(phase, people["experience_years"].where(teachers), region.phases)
    people["career_phase"], people["career_phase_derived"] = filled, derived


def questionnaire(export: SurveyExport, mapping: Mapping) -> pd.DataFrame:
    """What was asked: a row a column of the export, technical columns left out; options are masked, since people may have typed them."""
    asked = export.questions[export.questions["kind"] != "technical"]
    rows = [{
        "source_file": export.source, "code": q["code"], "text": q["text"] if is_blank(q["option"]) or str(q["option"]) in str(q["text"])
        else f"{q['text']} [{q['option']}]", "kind": q["kind"], "options": "; ".join(privacy.mask(str(o)).text for o in q["options"] or ()) or None,
        "field": mapping.field_of.get(q["code"]),
    } for q in asked.to_dict("records")]
    return pd.DataFrame(rows, columns=QUESTIONNAIRE_COLUMNS).astype("str")
