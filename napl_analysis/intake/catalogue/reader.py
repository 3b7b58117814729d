"""Reads the fields of one offering: typed values, and a finding for what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.catalogue import quantities, terms
from napl_analysis.intake.catalogue.changes import row_changes
from napl_analysis.intake.catalogue.load import HOURS_PER_EC, contradict, load
from napl_analysis.intake.catalogue.model import FIELD_LABELS, RawOffering
from napl_analysis.intake.survey.values import as_text
from napl_analysis.intake.survey.wording import clean_heading
from napl_analysis.vocabulary import plain

LONGEST_QUANTITY = 300  # characters
NO_VALUE = frozenset({"", "nvt", "n v t", "geen", "onbekend", "n t b", "ntb", "nnb"})
_FORM_NAMES = {"formality": "vorm", "learning_mode": "leerwijze", "delivery": "leveringswijze"}
_NOTES = {
    "prijs_niet_per_deelnemer": "De prijs geldt niet per deelnemer.",
    "prijs_bereik": "Er staat meer dan één prijs; de hoogste telt.",
    "studielast_bereik": "De studielast is een bereik; het midden telt.",
    "plaatsen_niet_per_deelnemer": "Er staat een aantal groepen, geen aantal deelnemers.",
    "plaatsen_bereik": "Er staat meer dan één aantal plaatsen; het hoogste telt.",
}


class Reader:
    """Reads the fields of one offering and notes what cannot be read."""

    def __init__(self, raw: RawOffering, findings: list[Finding]) -> None:
        self.raw, self.findings = raw, findings
        self._texts: dict[str, str | None] = {}
        self._rules: dict[str, str] = {}

    def find(
        self, rule: str, field: str, message: str, action: str, severity: Severity = Severity.LOOK, before: str = "", after: str = ""
    ) -> None:
        if rule in _NOTES or rule.startswith("niet_gelezen"):
            self._rules[field] = rule
        self.findings.append(
            Finding(
                rule,
                message,
                action,
                severity,
                file=self.raw.file,
                sheet=self.raw.sheet,
                row=self.raw.row_number,
                column=self.raw.headings.get(field) or FIELD_LABELS.get(field, field),
                before=before[:200],
                after=after,
            )
        )

    def text(self, field: str) -> str | None:
        if field not in self._texts:
            said = self.raw.said.get(field)
            self._texts[field] = None if said is None else (clean_heading(said) if isinstance(said, str) else as_text(said)) or None
        return self._texts[field]

    def said(self, field: str) -> bool:
        return plain((self.text(field) or "")[:LONGEST_QUANTITY]) not in NO_VALUE

    def _short(self, field: str) -> Any:
        """What was said, as far as a quantity can reach: nobody puts it after a page of text."""
        said = self.raw.said[field]
        return said[:LONGEST_QUANTITY] if isinstance(said, str) else said

    def number(self, field: str, read: Any, name: str) -> float | None:
        if not self.said(field):
            return None
        reading = read(self._short(field))
        if not reading.understood:
            self.find(
                f"niet_gelezen_{name}",
                field,
                f"'{self.text(field)}' is niet als {name} te lezen.",
                "Leeg gelaten; de tekst staat ernaast.",
                before=self.text(field) or "",
            )
        elif reading.note:
            self.find(
                reading.note,
                field,
                _NOTES[reading.note],
                f"Gelezen als {_figure(reading.value)}.",
                Severity.NOTE,
                before=self.text(field) or "",
                after=_figure(reading.value),
            )
        return reading.value

    def provider_type(self, given: str | None) -> str | None:
        said = self.text("provider_type")
        code = voc.PROVIDER_TYPES.code_for(said) if said else None
        if said and code is None:
            self.find(
                "niet_gelezen_soort_aanbieder",
                "provider_type",
                f"'{said}' is geen soort aanbieder.",
                "Gebruik publieke lerarenopleider, huisacademie of private aanbieder.",
                before=said,
            )
        return code or given

    def audience(self) -> dict[str, Any]:
        """Sectors and phases, from their own columns or else from the column that says for whom it is."""
        audience = self.text("audience") or ""
        sectors = terms.sectors(self.text("sectors") or "") or terms.sectors_out_loud(audience)
        if not sectors and not self.said("sectors"):
            sectors = terms.sectors_out_loud(f"{self.text('title')} {self.text('description')}")
            if sectors:
                self.find(
                    "sector_uit_tekst",
                    "sectors",
                    "De sector staat niet in een eigen veld.",
                    "Uit titel en omschrijving gehaald.",
                    Severity.NOTE,
                    after=",".join(sectors),
                )
        phases = terms.phases(self.text("career_phases") or "") or terms.phases(audience)
        for field, found, name in (("sectors", sectors, "sector"), ("career_phases", phases, "loopbaanfase")):
            if not found and self.said(field):
                self.find(
                    f"niet_gelezen_{name}",
                    field,
                    f"'{self.text(field)}' is geen {name} die bekend is.",
                    "Leeg gelaten.",
                    before=self.text(field) or "",
                )
        return {
            "sectors": ",".join(sectors) or None,
            "career_phases": ",".join(phases) or None,
            "sectors_raw": self.text("sectors") or (audience or None),
            "career_phases_raw": self.text("career_phases") or (audience or None),
        }

    def forms(self) -> dict[str, Any]:
        """Formality, learning mode and delivery: each from its own column, else from a column in which forms are mixed."""
        mixed = self.text("forms") or ""
        own = {f: self.text(f) for f in ("formality", "learning_mode", "delivery")}
        row: dict[str, Any] = {}
        for field, said in own.items():
            found = (
                self._form(field, said or "")
                or self._form(field, mixed)
                or (self._form(field, self.text("location") or "") if field == "delivery" else None)
            )
            if not found and said and plain(said) not in NO_VALUE:
                elsewhere = any(self._form(other, said) for other in own)
                if not elsewhere:
                    self.find(
                        f"niet_gelezen_{_FORM_NAMES[field]}",
                        field,
                        f"'{said}' is geen {_FORM_NAMES[field]} die bekend is.",
                        "Leeg gelaten.",
                        before=said,
                    )
            row[field] = found or next((f for other in own.values() if other and (f := self._form(field, other))), None)
        row["formality_raw"] = own["formality"] or (mixed or None)
        row["delivery_raw"] = own["delivery"] or (mixed or None)
        return row

    @staticmethod
    def _form(field: str, text: str) -> str | None:
        if field == "delivery":
            return terms.delivery(text)
        listed = voc.FORMALITIES if field == "formality" else voc.LEARNING_MODES
        found = terms.scan(text, listed)
        return found[0] if found else None

    def load(self) -> dict[str, Any]:
        """EC and hours from every field that speaks of them, checked against each other."""
        ects = hours = contact = None
        for field in ("ects", "hours", "study_load", "contact_hours"):
            if not self.said(field):
                continue
            unit = self.raw.units.get(field) or {"ects": "ec", "hours": "uur", "contact_hours": "uur"}.get(field, "")
            reading = load(self._short(field), unit)
            if not reading.understood:
                self.find(
                    "niet_gelezen_studielast",
                    field,
                    f"'{self.text(field)}' is niet als studielast te lezen.",
                    "Leeg gelaten; de tekst staat ernaast.",
                    before=self.text(field) or "",
                )
            elif reading.note:
                self.find(
                    reading.note,
                    field,
                    _NOTES[reading.note],
                    f"Gelezen als {_figure(reading.hours)} uur.",
                    Severity.NOTE,
                    before=self.text(field) or "",
                )
            ects = ects if ects is not None else reading.ects
            if reading.contact or field == "contact_hours":
                contact = contact if contact is not None else reading.hours
            else:
                hours = hours if hours is not None else reading.hours
        if hours is None and ects is None:
            hours = contact  # a course's days are its load where nothing else is said
        if contradict(ects, hours):
            self.find(
                "ects_uren_tegenstrijdig",
                "study_load",
                f"{_figure(ects)} EC is {_figure((ects or 0) * HOURS_PER_EC)} uur, maar er staat {_figure(hours)} uur.",
                "Beide bewaard; vraag de aanbieder wat klopt.",
                Severity.DECIDE,
                before=f"{_figure(ects)} EC; {_figure(hours)} uur",
            )
        said = [t for f in ("study_load", "ects", "hours", "contact_hours") if (t := self.text(f))]
        return {"ects": ects, "study_load_hours": hours, "study_load_raw": " | ".join(said) or None}

    def places(self) -> dict[str, Any]:
        value = self.number("places", quantities.places, "plaatsen")
        if value is None and self.said("group_size"):
            value = self.number("group_size", quantities.places, "plaatsen")
            if value is not None:
                self.find(
                    "plaatsen_uit_groepsgrootte",
                    "group_size",
                    "Alleen de groepsgrootte staat er, niet het aantal plaatsen per jaar.",
                    f"Gerekend met een groep per jaar: {_figure(value)}.",
                    Severity.NOTE,
                    after=_figure(value),
                )
        return {"places_per_year": value, "places_raw": self.text("places") or self.text("group_size")}


    def changes(self, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The change log of this offering, when its row is made."""
        return row_changes(self.raw, {field: self.text(field) for field in self.raw.said if self.said(field)}, row, self._rules)


def _figure(value: float | None) -> str:
    return "leeg" if value is None else f"{value:g}".replace(".", ",")
