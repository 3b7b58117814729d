"""Cleaning rules: each a pure function from a column of answers to clean values and findings.

A spelling that is read as a code is one finding per spelling (with how often it occurs and where first);
a value that is interpreted or refused is one finding per row. What cannot be read becomes missing, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from napl_analysis import tables
from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, Severity
from napl_analysis.intake import privacy, values
from napl_analysis.intake.change_log import as_shown, cell_changes
from napl_analysis.intake.experience import MAX_EXPERIENCE, read_experience
from napl_analysis.intake.values import Reading, is_blank
from napl_analysis.region import PhaseLimits

GUESS_FROM = 75.0  # similarity (0-100) from which an unknown spelling gets a suggestion
MIN_START_AGE = 16  # nobody taught before this age
_DATE = re.compile(r"\b\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}\b")


@dataclass(frozen=True)
class Where:
    """Where a column of answers stands: file, question code, and the row in the file of every answer."""

    file: str
    column: str
    rows: pd.Series

    def finding(self, index: Any, rule: str, message: str, action: str, *, before: object = "", after: object = "",
                severity: Severity = Severity.LOOK) -> Finding:
        return Finding(rule=rule, message=message, action=action, severity=severity, file=self.file,
                       row=int(self.rows.loc[index]), column=self.column,
                       before=privacy.mask(str(before)).text if before != "" else "", after=as_shown(after))

    def changes(self, before: pd.Series, after: pd.Series, rules: Mapping[Any, str]) -> pd.DataFrame:
        """The rows of the change log for the answers that ``rules`` names (index to rule)."""
        return cell_changes(self.file, self.column, self.rows, before, after, rules)


@dataclass(frozen=True)
class Cleaned:
    """Clean values (same index as the answers), what was odd, and every cell that changed (`tables.CHANGES_LOG`)."""

    values: pd.Series
    findings: tuple[Finding, ...] = ()
    changes: pd.DataFrame = field(default_factory=tables.CHANGES_LOG.empty)


def clean_codes(answers: pd.Series, terms: voc.TermList, where: Where, *, rule: str, what: str,
                severity: Severity = Severity.DECIDE) -> Cleaned:
    """Spellings to the codes of a closed list; rules ``<rule>_schrijfwijze`` (read) and ``<rule>_onbekend`` (missing)."""
    result = pd.Series(pd.NA, index=answers.index, dtype="object")
    findings: list[Finding] = []
    rules: dict[Any, str] = {}
    for spelling, index in _by_spelling(answers).items():
        reading = values.read_code(terms, spelling)
        if reading.value is None:
            rules |= dict.fromkeys(index, f"{rule}_onbekend")
            findings.append(_unknown(spelling, index, terms, where, rule, what, severity))
            continue
        result[index] = reading.value
        if not reading.plain:
            rules |= dict.fromkeys(index, f"{rule}_schrijfwijze")
            findings.append(where.finding(
                index[0], f"{rule}_schrijfwijze", f"{what} staat er als '{_clip(spelling)}' ({times(index)}).",
                f"Gelezen als '{terms.label(reading.value)}'.", before=spelling, after=reading.value, severity=Severity.NOTE))
    return Cleaned(result, tuple(findings), where.changes(answers, result, rules))


def _by_spelling(answers: pd.Series) -> dict[str, list[Any]]:
    spellings: dict[str, list[Any]] = {}
    for index, answer in answers.items():
        if not is_blank(answer):
            spellings.setdefault(str(answer).strip(), []).append(index)
    return spellings


def _unknown(spelling: str, index: list[Any], terms: voc.TermList, where: Where, rule: str, what: str,
             severity: Severity) -> Finding:
    guess = best_guess(spelling, terms)
    hint = f" Bedoeld is misschien '{guess}'." if guess else ""
    return where.finding(
        index[0], f"{rule}_onbekend", f"{what} '{_clip(privacy.mask(spelling).text)}' is niet bekend ({times(index)}).{hint}",
        "Als ontbrekend behandeld. Verbeter het antwoord in het bestand als de bedoeling duidelijk is.",
        before=spelling, severity=severity)


def best_guess(spelling: str, terms: voc.TermList) -> str | None:
    """Label of the term whose spellings come nearest, if any comes near enough."""
    options = {voc.plain(s): t.label for t in terms.terms for s in (t.code, t.label, *t.spellings)}
    hit = process.extractOne(voc.plain(spelling), list(options), scorer=fuzz.WRatio, score_cutoff=GUESS_FROM)
    return options[hit[0]] if hit else None


def times(index: list[Any]) -> str:
    """How often a spelling occurs, in words for a finding on its first row."""
    return "1 keer" if len(index) == 1 else f"{len(index)} keer, voor het eerst op deze rij"


def _clip(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def clean_sector(answers: pd.Series, where: Where) -> Cleaned:
    """Sector spellings ("basisonderwijs", "VO/havo-vwo") to po, vo, mbo."""
    return clean_codes(answers, voc.SECTORS, where, rule="sector", what="De sector")


def clean_role(answers: pd.Series, where: Where) -> Cleaned:
    """Role spellings to codes; a role nobody knows becomes ``anders``, because the table needs one."""
    cleaned = clean_codes(answers, voc.ROLES, where, rule="rol", what="De rol")
    findings = tuple(_role_action(f) if f.rule == "rol_onbekend" else f for f in cleaned.findings)
    return Cleaned(cleaned.values.where(cleaned.values.notna(), "anders"), findings, cleaned.changes.assign(after=cleaned.changes["after"].fillna("anders")))


def _role_action(finding: Finding) -> Finding:
    return replace(finding, action="Als 'anders' meegenomen: telt niet mee bij leraren of werkgevers.", after="anders")


def clean_phase(answers: pd.Series, where: Where) -> Cleaned:
    """Career phase spellings ("starter", "senior") to codes."""
    return clean_codes(answers, voc.PHASES, where, rule="loopbaanfase", what="De loopbaanfase")


def clean_experience(answers: pd.Series, where: Where, year: int) -> Cleaned:
    """Years of experience as a number; unreadable (``ervaring_onleesbaar``) or impossible (``ervaring_onmogelijk``) is missing."""
    return _clean_values(
        answers, where, lambda text: read_experience(text, year), rule="ervaring", what="De ervaring", unit="jaar",
        impossible=lambda v: "kan niet negatief zijn" if v < 0 else f"kan niet meer dan {MAX_EXPERIENCE:g} jaar zijn"
        if v > MAX_EXPERIENCE else None)


def clean_age(answers: pd.Series, where: Where, reference: date) -> Cleaned:
    """Age, band, birth year or birth date to DUO's age bands; rules ``leeftijd_gelezen``, ``leeftijd_onbruikbaar``."""
    return _clean_values(answers, where, lambda text: values.read_age_band(text, reference), rule="leeftijd", what="De leeftijd", unit="",
                         impossible=lambda v: None, same=values.tells_age, shown=_without_date)


def _without_date(answer: object) -> str:
    """An answer as it may be told: a birth date is somebody's own."""
    return _DATE.sub("[datum]", str(answer))


def clean_fte(answers: pd.Series, where: Where) -> Cleaned:
    """Full-time equivalent as a number; above 1.5 or below 0 is impossible."""
    return _clean_values(
        answers, where, values.read_fte, rule="fte", what="De aanstelling", unit="fte",
        impossible=lambda v: f"kan niet buiten 0 en {values.MAX_FTE:g} fte liggen".replace(".", ",")
        if not 0 <= v <= values.MAX_FTE else None)


def _clean_values(answers: pd.Series, where: Where, read: Callable[[object], Reading[Any]], *, rule: str, what: str,
                  unit: str, impossible: Callable[[Any], str | None], same: Callable[[object, Any], bool] = values.is_number,
                  shown: Callable[[object], object] = lambda answer: answer) -> Cleaned:
    """``same``: is the answer the value itself, so that nothing changed? ``shown``: the answer as it may be told."""
    result = pd.Series(pd.NA, index=answers.index, dtype="object")
    findings, rules = [], {}
    for index, answer in answers.items():
        if is_blank(answer):
            continue
        reading = read(answer)
        objection = impossible(reading.value) if reading.value is not None else None
        if reading.value is None or objection:
            kind = "onmogelijk" if objection else "onbruikbaar"
            why = objection or "is niet te gebruiken"
            rules[index] = f"{rule}_{kind}"
            findings.append(where.finding(index, f"{rule}_{kind}", f"{what} {why}.", "Als ontbrekend behandeld.", before=shown(answer)))
            continue
        result[index] = reading.value
        if not same(answer, reading.value):
            rules[index] = f"{rule}_gelezen"
        if not reading.plain:
            findings.append(where.finding(
                index, f"{rule}_gelezen", f"{what} is als tekst gegeven.",
                f"Gelezen als {as_shown(reading.value)} {unit}".strip() + ".", before=shown(answer), after=reading.value, severity=Severity.NOTE))
    return Cleaned(result, tuple(findings), where.changes(answers.map(shown, na_action="ignore"), result, rules))


def experience_against_age(experience: pd.Series, age_band: pd.Series, where: Where) -> Cleaned:
    """Experience that started before the age of 16 is impossible: missing (``ervaring_onmogelijk``)."""
    result, findings, rules = experience.copy(), [], {}
    for index in experience.index[experience.notna() & age_band.notna()]:
        oldest = values.oldest_in(age_band[index])
        if experience[index] > oldest - MIN_START_AGE:
            findings.append(where.finding(
                index, "ervaring_onmogelijk", f"De ervaring past niet bij de leeftijdsgroep {voc.AGE_BANDS.label(age_band[index])}.",
                "De ervaring is als ontbrekend behandeld.", before=as_shown(float(experience[index]))))
            result[index] = pd.NA
            rules[index] = "ervaring_onmogelijk"
    return Cleaned(result, tuple(findings), where.changes(experience.map(as_shown, na_action="ignore"), result, rules))


def phase_from_experience(experience: float, limits: PhaseLimits) -> str:
    """Career phase by years of experience, with the limits of regio.yml."""
    if experience < limits.starter_below:
        return "startbekwaam"
    return "expert" if experience >= limits.expert_from else "vakbekwaam"


def derive_phase(phase: pd.Series, experience: pd.Series, limits: PhaseLimits) -> tuple[pd.Series, pd.Series]:
    """Fill a career phase that was not given from experience; the second series says where that was done."""
    derived = phase.isna() & experience.notna()
    filled = phase.astype("object").copy()
    filled[derived] = [phase_from_experience(float(years), limits) for years in experience[derived]]
    flag = pd.Series(pd.NA, index=phase.index, dtype="boolean")
    flag[filled.notna()] = derived[filled.notna()]
    return filled, flag
