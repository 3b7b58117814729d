"""An offering as its file words it, before anything is normalised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from napl_analysis.findings import Finding

# What a catalogue can say about an offering; the headings that say it are in `headings`.
FIELDS = (
    "provider",
    "provider_type",
    "title",
    "description",
    "sectors",
    "career_phases",
    "formality",
    "learning_mode",
    "delivery",
    "forms",
    "audience",
    "location",
    "study_load",
    "ects",
    "hours",
    "contact_hours",
    "level",
    "price",
    "places",
    "group_size",
    "assessment",
    "certificate",
    "claimed_outcomes",
    "claimed_path",
    "quality_status",
    "dates",
)
FIELD_LABELS = {  # what a finding calls a field where the file has no heading of its own for it (JSON, XML)
    "provider": "aanbieder", "provider_type": "soort aanbieder", "title": "titel", "description": "omschrijving", "sectors": "sector", "career_phases": "loopbaanfase",
    "formality": "formeel of niet", "learning_mode": "leerwijze", "delivery": "online of fysiek", "forms": "vorm", "audience": "doelgroep", "location": "plaats",
    "study_load": "studielast", "ects": "studiepunten", "hours": "uren", "contact_hours": "contacturen", "level": "niveau", "price": "prijs", "places": "plaatsen",
    "group_size": "groepsgrootte", "assessment": "toetsing", "certificate": "certificaat", "claimed_outcomes": "leeruitkomsten", "claimed_path": "ontwikkelpad",
    "quality_status": "kwaliteit", "dates": "startdatum",
}
OUTCOME_CODE = re.compile(r"\b[A-Z]{2,8}[-_.]?\d{1,4}[a-z]?\b")  # what the code of a learning outcome looks like


@dataclass
class RawOffering:
    """One offering, in its file's own words.

    ``said`` holds texts (or numbers) by field of `FIELDS`; ``units`` the unit that a heading gives to a bare
    number ("uur", "dagdelen", "ec"); ``headings`` the column that a field stands in; ``row`` is a row number or the file's own id.
    """

    file: str
    row: str
    sheet: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    @property
    def row_number(self) -> int | None:
        """The row as the user sees it, where there is one."""
        digits = self.row.rpartition(":")[2]
        return int(digits) if digits.isdigit() and len(digits) < 7 else None


@dataclass
class Listing:
    """What a reader found in a file: offerings, and what was odd."""

    offerings: list[RawOffering] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: Listing) -> None:
        self.offerings += other.offerings
        self.findings += other.findings
