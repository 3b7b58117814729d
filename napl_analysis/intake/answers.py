"""Answers to long tables: a row a need, a statement, a preference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from napl_analysis import tables
from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, Severity
from napl_analysis.intake import privacy, values
from napl_analysis.intake.cleaning import Where, best_guess
from napl_analysis.intake.second_look import second_look
from napl_analysis.intake.statements import is_non_answer, split_needs
from napl_analysis.intake.values import is_blank, is_tick

SHOWN = 40  # characters of an answer that a message repeats


@dataclass(frozen=True)
class Answers:
    """Answers with the respondent and the file row of each."""

    frame: pd.DataFrame
    ids: pd.Series
    rows: pd.Series
    file: str

    def where(self, column: str) -> Where:
        return Where(self.file, column, self.rows)


def read_levels(answers: pd.DataFrame, themes: dict[str, str], own: MappingType[str, int] | None = None) -> pd.DataFrame:
    """The level of need per theme (0-3), missing where it cannot be read; index and rows of ``answers``.

    ``own`` is the scale that regio.yml gives (``niveaus``): answer to level.
    """
    scale = own_scale(own)
    start = counted_from(answers, themes, scale)
    return pd.DataFrame({theme: values.each_value(answers[column], lambda v: _level(v, start, scale)) for theme, column in themes.items()},
                        index=answers.index).astype("Int64")


def own_scale(own: MappingType[str, int] | None) -> dict[str, int]:
    """The analyst's own scale, by answer as it is compared."""
    return {_spelled(answer): level for answer, level in (own or {}).items()}


def _spelled(value: object) -> str:
    number = values.read_number(value)
    return f"{number:g}" if number is not None else voc.plain(str(value))


def _level(value: object, start: int | None, scale: dict[str, int]) -> Any:
    """A level from a label or a number; ``start`` is what the file's numbers count from (None: they are another scale)."""
    if is_blank(value):
        return pd.NA
    if scale and (own := scale.get(_spelled(value))) is not None:
        return own
    number = values.read_number(value)
    if number is not None:
        value = number - start if start is not None else "ander getal"
    level = values.read_level(value).value
    return pd.NA if level is None else level


def counted_from(answers: pd.DataFrame, themes: dict[str, str], scale: dict[str, int]) -> int | None:
    """What the numbers of all theme columns together count from: 0 (0-3), 1 (1-4: a 4 and no 0), or None for any other scale.

    Numbers that the analyst's own scale explains are left out.
    """
    numbers = {n for column in themes.values() for v in answers[column].dropna().unique()
               if (n := values.read_number(v)) is not None and f"{n:g}" not in scale}
    if numbers <= {0.0, 1.0, 2.0, 3.0}:
        return 0
    return 1 if numbers <= {1.0, 2.0, 3.0, 4.0} else None


def _is_told(value: object, start: int | None) -> bool:
    """Is there nothing more to say about this answer: blank, or a number of a scale that is reported as a whole?"""
    return is_blank(value) or (start is None and values.read_number(value) is not None)


_SCALES = {
    1: ("schaal_een_tot_vier", "De niveaus zijn geteld van 1 tot en met 4.", "Gelezen als 1 = geen, 2 = weinig, 3 = redelijk, 4 = veel."),
    None: ("schaal_onbekend", "De niveaus zijn getallen van een andere schaal dan 0-3 of 1-4.", "Als ontbrekend behandeld: wat ze betekenen is niet te raden."),
}


def needs(answers: Answers, themes: dict[str, str], findings: list[Finding], own: MappingType[str, int] | None = None) -> pd.DataFrame:
    """The needs table; levels that cannot be read are findings (``niveau_onbekend``), one per spelling and column."""
    levels = read_levels(answers.frame, themes, own)
    start = counted_from(answers.frame, themes, own_scale(own))
    if start in _SCALES:
        rule, message, action = _SCALES[start]
        findings.append(Finding(rule=rule, message=message, severity=Severity.DECIDE, file=answers.file, column=", ".join(list(themes.values())[:3]),
                                action=f"{action} Klopt dat niet, zeg dan bij deze enquete in regio.yml onder 'niveaus' wat elk getal betekent, of exporteer met de volledige antwoorden."))
    for column, unread in unread_levels(answers.frame, themes, own_scale(own), levels).items():
        findings.extend(_unread_levels(answers, column, unread))
    long = levels.assign(respondent_id=answers.ids).melt("respondent_id", var_name="theme_id", value_name="level").dropna(subset=["level"])
    order = {theme: i for i, theme in enumerate(themes)}
    return _in_order(long, answers.ids, long["theme_id"].map(order)) if len(long) else tables.NEEDS.empty()


def unread_levels(frame: pd.DataFrame, themes: dict[str, str], scale: dict[str, int], levels: pd.DataFrame | None = None) -> dict[str, pd.Index]:
    """Per theme column the answers that are no level; ``scale`` as `own_scale` gives it, ``levels`` where they were read already."""
    start = counted_from(frame, themes, scale)
    read = read_levels(frame, themes, scale) if levels is None else levels
    return {column: frame.index[read[theme].isna() & ~values.each_value(frame[column], partial(_is_told, start=start)).astype("bool")] for theme, column in themes.items()}


def _in_order(frame: pd.DataFrame, ids: pd.Series, second: pd.Series) -> pd.DataFrame:
    place = {one: i for i, one in enumerate(ids)}
    keys = pd.DataFrame({"first": frame["respondent_id"].map(place), "second": second}, index=frame.index)
    return frame.loc[keys.sort_values(["first", "second"], kind="stable").index].reset_index(drop=True)


def _unread_levels(answers: Answers, column: str, unread: pd.Index) -> list[Finding]:
    spellings = Counter(str(v).strip() for v in answers.frame.loc[unread, column])
    found = []
    for spelling, count in spellings.items():
        first = next(i for i in unread if str(answers.frame.at[i, column]).strip() == spelling)
        guess = best_guess(spelling, voc.LEVELS)
        found.append(answers.where(column).finding(
            first, "niveau_onbekend", f"Het niveau '{privacy.mask(spelling[:SHOWN]).text}' is niet bekend ({count} keer)." + (f" Bedoeld is misschien '{guess}'." if guess else ""),
            "Als ontbrekend behandeld. Zeg bij deze enquete in regio.yml onder 'niveaus' welke antwoorden 0 (geen), 1, 2 en 3 (veel) zijn; "
            "staan er codes als A1, exporteer dan met de volledige antwoorden.", before=spelling, severity=Severity.DECIDE))
    return found


def open_count(answers: Answers, questions: tuple[str, ...]) -> int:
    """How many open answers were given, of any content."""
    return sum(int((~answers.frame[q].map(is_blank)).sum()) for q in questions)


def statements(answers: Answers, questions: tuple[str, ...], findings: list[Finding], *, deduce: bool = False) -> pd.DataFrame:
    """The statements table: identifiers masked, non-answers left out, answers that name several needs split.

    With ``deduce`` the library of that name looks at every answer once more; an `InputError` where it is not installed.
    """
    rows = []
    again = second_look if deduce else None
    for question in questions:
        where, empty = answers.where(question), 0
        for index, answer in answers.frame[question].items():
            if is_blank(answer):
                continue
            if is_non_answer(answer):
                empty += 1
                continue
            masked = privacy.mask(str(answer), again=again)
            findings.extend(_masked_finding(where, index, masked))
            needs_named = [n for n in split_needs(masked.text) if not is_non_answer(n)]
            if len(needs_named) > 1:
                findings.append(where.finding(index, "antwoord_gesplitst", f"Het antwoord noemt {len(needs_named)} behoeften.",
                                              f"Gesplitst in {len(needs_named)} uitspraken.", severity=Severity.NOTE))
            rows += [{"statement_id": f"{answers.ids[index]}-{question}-{number}", "respondent_id": answers.ids[index], "question": question, "text": text}
                     for number, text in enumerate(needs_named, start=1)]
        if empty:
            findings.append(Finding(rule="niet_antwoord", message=f"{empty} antwoorden zeggen niets ('geen', 'nvt', '-', 'weet niet').",
                                    action="Niet meegenomen als uitspraak.", severity=Severity.NOTE, file=answers.file, column=question))
    return pd.DataFrame(rows, columns=tables.STATEMENTS.names) if rows else tables.STATEMENTS.empty()


def _masked_finding(where: Where, index: Any, masked: privacy.Masked) -> list[Finding]:
    if not masked.kinds:
        return []
    kinds = ", ".join(f"{kind} ({count} keer)" if count > 1 else kind for kind, count in Counter(masked.kinds).items())
    return [where.finding(index, "persoonsgegevens_gemaskeerd", f"Het antwoord bevat mogelijk persoonsgegevens: {kinds}.",
                          "Vervangen door het soort gegeven tussen haken. Kijk of er meer in staat.")]


def preferences(answers: Answers, questions: pd.DataFrame, columns: dict[str, tuple[str, ...]], findings: list[Finding]) -> pd.DataFrame:
    """The preferences table: ticked options, chosen answers, and texts with several answers in one cell."""
    option_of = questions.drop_duplicates("code").set_index("code")["option"]
    rows: list[dict[str, Any]] = []
    unknown: dict[tuple[str, str], list[Any]] = {}
    for dimension, codes in columns.items():
        terms = voc.PREFERENCE_VALUES[dimension]
        for code in codes:
            chosen = values.each_value(answers.frame[code], partial(read_choices, option=option_of.get(code), terms=terms))
            for index, choices in chosen.items():
                rows += [{"respondent_id": answers.ids[index], "dimension": dimension, "value": found} for _, found in choices if found]
                for choice in (choice for choice, found in choices if not found):
                    unknown.setdefault((code, choice), []).append(index)
    findings.extend(_unknown_choice(answers, code, choice, index) for (code, choice), index in unknown.items())
    if not rows:
        return tables.PREFERENCES.empty()
    frame = pd.DataFrame(rows).drop_duplicates(ignore_index=True)
    order = [(list(columns).index(r.dimension), voc.PREFERENCE_VALUES[r.dimension].order(r.value)) for r in frame.itertuples()]
    return _in_order(frame, answers.ids, pd.Series(order, index=frame.index))


def read_choices(value: object, option: object, terms: voc.TermList) -> list[tuple[str, str | None]]:
    """What was chosen, each with its code (None: unknown)."""
    return [(choice, values.read_code(terms, choice).value) for choice in _choices(value, option, terms)]


def _choices(value: object, option: object, terms: voc.TermList) -> list[str]:
    """What was chosen: the option's own text where it is ticked, else the text (parts of it, where ';' or a list joins them)."""
    if is_blank(value):
        return []
    if is_tick(value):
        return [str(option)] if value and not is_blank(option) else []
    text = str(value)
    if values.read_code(terms, text).value:
        return [text]
    separator = ";" if ";" in text else ","
    parts = [p.strip() for p in text.split(separator) if p.strip()]
    return parts if all(values.read_code(terms, p).value for p in parts) or separator == ";" else [text]


def _unknown_choice(answers: Answers, code: str, choice: str, index: list[Any]) -> Finding:
    found = answers.where(code).finding(
        index[0], "voorkeur_onbekend", f"Het antwoord '{privacy.mask(choice[:SHOWN]).text}' is niet bekend bij deze voorkeur ({len(index)} keer).",
        "Niet meegenomen.", before=choice, severity=Severity.NOTE)
    return replace(found, before=found.before[:60])
