"""What reading an offering made of the words in its file: the change log of one row of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from napl_analysis import vocabulary as voc
from napl_analysis.intake.catalogue.model import FIELD_LABELS, RawOffering
from napl_analysis.intake.change_log import as_shown, masked_answer
from napl_analysis.intake.values import is_blank, is_number

# Field of the file to the columns it fills, and the name it has in rules. Dates stay as they are: nothing is made of them.
_FIELDS: dict[str, tuple[tuple[str, ...], str]] = {
    "provider_type": (("provider_type",), "soort_aanbieder"), "sectors": (("sectors",), "sector"), "career_phases": (("career_phases",), "loopbaanfase"),
    "formality": (("formality",), "vorm"), "learning_mode": (("learning_mode",), "leerwijze"), "delivery": (("delivery",), "leveringswijze"),
    "study_load": (("ects", "study_load_hours"), "studielast"), "ects": (("ects",), "studielast"), "hours": (("study_load_hours",), "studielast"),
    "contact_hours": (("study_load_hours",), "studielast"), "level": (("nlqf",), "niveau"), "price": (("price_eur",), "prijs"), "places": (("places_per_year",), "plaatsen"),
}
_LISTS = {"provider_type": voc.PROVIDER_TYPES, "sectors": voc.SECTORS, "career_phases": voc.PHASES, "formality": voc.FORMALITIES,
          "learning_mode": voc.LEARNING_MODES, "delivery": voc.DELIVERIES}
_UNITS = {"ects": " EC", "study_load_hours": " uur"}


def row_changes(raw: RawOffering, texts: Mapping[str, str | None], row: Mapping[str, Any], rules: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The changes of one offering.

    Parameters
    ----------
    texts
        What each field said; fields that said nothing are absent or missing.
    row
        The row of the offerings table that was made of it.
    rules
        Field to the rule of the finding about it; a field without one was simply read (``gelezen_...``).
    """
    for field, (columns, name) in _FIELDS.items():
        said = texts.get(field)
        made = [(column, row[column]) for column in columns if not is_blank(row[column]) and not _told_elsewhere(field, column, texts)]
        if not said or (field not in rules and (not made or _is_itself(field, said, made))):
            continue
        after = "; ".join(f"{as_shown(value)}{_UNITS.get(column, '') if len(columns) > 1 else ''}" for column, value in made)
        if field not in rules and after.lower() == said.strip().lower():
            continue
        refused = rules.get(field, "").startswith("niet_gelezen")
        yield {"file": raw.file, "sheet": raw.sheet, "row": raw.row.rpartition(":")[2] if raw.sheet else raw.row, "column": raw.headings.get(field) or FIELD_LABELS[field],
               "before": masked_answer(said), "after": None if refused or not after else after, "rule": rules.get(field, f"gelezen_{name}")}


def _told_elsewhere(field: str, column: str, texts: Mapping[str, str | None]) -> bool:
    """Has the file a field of its own for this column, so that it did not come from a text about the whole load?"""
    own = {"ects": "ects", "study_load_hours": "hours"}.get(column, field)
    return field == "study_load" and bool(texts.get(own))


def _is_itself(field: str, said: str, made: list[tuple[str, Any]]) -> bool:
    """Does the file say the value itself: a bare number, or the vocabulary's own codes or labels?"""
    if field not in _LISTS:
        return len(made) == 1 and is_number(said, float(made[0][1]))
    codes, words = str(made[0][1]).split(","), {part.strip().lower() for part in said.replace(";", ",").split(",")}
    return all(word in (code, _LISTS[field].label(code).lower()) for word, code in zip(sorted(words), sorted(codes), strict=False)) and len(words) == len(codes)
