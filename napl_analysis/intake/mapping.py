"""regio.yml's column mapping, held against the columns an export really has. Nothing is guessed here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.intake import columns as col
from napl_analysis.intake.identity import is_direct_identifier
from napl_analysis.region import SurveySource

if TYPE_CHECKING:
    from napl_analysis.intake.survey.model import SurveyExport


@dataclass(frozen=True)
class Mapping:
    """Columns of an export per field; ``field_of`` gives the field of every column that has one."""

    single: dict[str, str] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    open_questions: tuple[str, ...] = ()
    preferences: dict[str, tuple[str, ...]] = field(default_factory=dict)
    field_of: dict[str, str] = field(default_factory=dict)


def resolve_columns(export: SurveyExport, source: SurveySource, themes: pd.DataFrame) -> Mapping:
    """The columns that regio.yml names, found in the export.

    Raises
    ------
    InputError
        A named column does not exist, a theme does not exist, an identifying column is named as an open question, or nothing says
        what role or sector people have; with the three likeliest columns.
    """
    seek = _Seeker(export, themes)
    given = source.columns
    single = {f: seek.one(f, code) for f in col.SINGLE_FIELDS if (code := getattr(given, f))}
    _check_themes(export, given.themes, themes)
    found_themes = {theme: seek.one(f"themes.{theme}", code) for theme, code in given.themes.items()}
    opened = tuple(c for code in given.open_questions for c in seek.all("open_questions", code))
    _refuse_identifiers(export, opened)
    preferences: dict[str, tuple[str, ...]] = {d: tuple(c for code in codes for c in seek.all(f"preferences.{d}", code)) for d, codes in given.preferences.items()}
    ignored = [c for code in given.ignore for c in seek.all("ignore", code)]
    _check_needed(export, source, single, themes)
    field_of = ({c: f for f, c in single.items()} | {c: f"themes.{t}" for t, c in found_themes.items()} | dict.fromkeys(opened, "open_questions")
                | {c: f"preferences.{d}" for d, cs in preferences.items() for c in cs} | dict.fromkeys(ignored, "ignore"))
    return Mapping(single, found_themes, opened, preferences, field_of)


@dataclass(frozen=True)
class _Seeker:
    """Finds the columns behind a code in an export: a column, or all options of a multiple-answer question."""

    export: SurveyExport
    themes: pd.DataFrame

    def all(self, wanted_for: str, code: str) -> list[str]:
        answers, questions = self.export.answers, self.export.questions
        grouped = questions.loc[(questions["group"] == code) & questions["code"].isin(answers.columns), "code"].unique().tolist()
        found = [code] if code in answers.columns else grouped
        if found:
            return found
        raise self._absent(wanted_for, code)

    def one(self, wanted_for: str, code: str) -> str:
        found = self.all(wanted_for, code)
        if len(found) == 1:
            return found[0]
        raise InputError(
            f"'{code}' is een vraag met {len(found)} kolommen; bij '{col.dutch_field(wanted_for)}' hoort er één.",
            f"Kies een van: {_listed(found[:6])}.", Place(file=self.export.source, column=code))

    def _absent(self, wanted_for: str, code: str) -> InputError:
        known = wanted_for != "ignore"
        best = col.candidates(wanted_for if known else "open_questions", code, self.export.questions, self.themes)
        what = col.dutch_field(wanted_for) if known else "negeren"
        return InputError(
            f"De kolom '{code}', in regio.yml genoemd bij '{what}', staat niet in dit bestand.",
            f"Kies in regio.yml een kolom die er wel is. Het meest lijken: {'; '.join(best) or 'geen'}.",
            Place(file=self.export.source, column=code))


def _listed(codes: list[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def _check_themes(export: SurveyExport, given: dict[str, str], themes: pd.DataFrame) -> None:
    unknown = [theme for theme in given if theme not in set(themes["theme_id"])]
    if unknown:
        raise InputError(f"Bij 'themas' in regio.yml staan thema's die niet bestaan: {_listed(unknown)}.",
                         f"Kies uit: {', '.join(themes['theme_id'])}.", Place(file=export.source))


def _refuse_identifiers(export: SurveyExport, opened: tuple[str, ...]) -> None:
    texts = export.questions.drop_duplicates("code").set_index("code")["text"]
    for code in opened:
        if is_direct_identifier(code, str(texts.get(code, ""))):
            raise InputError("Deze kolom bevat namen of adressen en mag geen open vraag zijn.",
                             "Haal hem in regio.yml uit 'open_vragen'.", Place(file=export.source, column=code))


def _check_needed(export: SurveyExport, source: SurveySource, single: dict[str, str], themes: pd.DataFrame) -> None:
    """A role is needed, and a sector, which the school may also tell."""
    role_known = "role" in single or source.fixed.role
    sector_known = single.keys() & {"sector", "school"} or source.fixed.sector
    for name, known, example in (("role", role_known, "leraar"), ("sector", sector_known, "po")):
        if not known:
            dutch = col.dutch_field(name)
            best = col.candidates(name, "", export.questions, themes, least=col.PROPOSE_FROM)
            likely = f" Het meest lijken: {'; '.join(best)}." if best else ""
            raise InputError(
                f"Voor dit bestand is niet bekend welke {dutch} de respondenten hebben.",
                f"Geldt voor iedereen in dit bestand hetzelfde, zet dat dan in regio.yml bij 'vast', bijvoorbeeld {dutch}: {example}. "
                f"Is ernaar gevraagd, noem dan bij 'kolommen' de kolom voor '{dutch}'.{likely}", Place(file=export.source))


def unmapped_findings(export: SurveyExport, mapping: Mapping, themes: pd.DataFrame) -> list[Finding]:
    """A finding for every question that no field uses (rule ``kolom_niet_gekoppeld``), with the likeliest fields."""
    questions = export.questions
    fields = col.Fields(themes)
    found = []
    for unit in col.question_units(questions).to_dict("records"):
        used = any(code in mapping.field_of for code in unit["members"])
        if used or unit["kind"] == "date" or not voc.plain(str(unit["text"])):
            continue
        found.append(Finding(
            rule="kolom_niet_gekoppeld", message=f"De vraag '{str(unit['text'])[:80]}' hoort bij geen veld in regio.yml.",
            action=f"Niet gebruikt. Het meest lijkt: {'; '.join(col.dutch_field(f) for f in fields.best(unit))}. Koppel hem, of zet hem bij 'negeren'.",
            severity=Severity.LOOK, file=export.source, column=str(unit["code"])))
    return found


def doubt_findings(export: SurveyExport, mapping: Mapping, themes: pd.DataFrame) -> list[Finding]:
    """A finding for every chosen column whose question is not how people ask for its field (rule ``kolom_twijfel``), with the likeliest columns.

    Open questions are left out: any of them may be about needs.
    """
    fields = col.Fields(themes)
    found = []
    for unit in col.question_units(export.questions).to_dict("records"):
        for name in sorted({mapping.field_of.get(code, "ignore") for code in unit["members"]} - {"ignore", "open_questions"}):
            if not fields.is_doubtful(name, unit):
                continue
            dutch, best = col.dutch_field(name), col.candidates(name, "", export.questions, themes, least=1.0)
            found.append(Finding(
                rule="kolom_twijfel", message=f"De vraag '{str(unit['text'])[:80]}' is in regio.yml gekozen voor '{dutch}', maar lijkt daar weinig op.",
                action=f"Gebruikt zoals regio.yml zegt. Voor '{dutch}' lijken het meest: {'; '.join(best) or 'geen'}. Klopt uw keuze, dan hoeft u niets te doen.",
                severity=Severity.LOOK, file=export.source, column=str(unit["code"])))
    return found
