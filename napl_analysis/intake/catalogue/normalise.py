"""From offerings in their own words to the offerings table."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any

import pandas as pd

from napl_analysis.findings import Finding, Severity
from napl_analysis.intake.catalogue import quantities
from napl_analysis.intake.catalogue.model import OUTCOME_CODE, Listing, RawOffering
from napl_analysis.intake.catalogue.reader import NO_VALUE, Reader
from napl_analysis.tables import OFFERINGS, conform
from napl_analysis.vocabulary import plain


def offerings_frame(listing: Listing, provider: str | None = None, provider_type: str | None = None, *, source: str = "") -> pd.DataFrame:
    """The offerings table of what was listed; ``attrs['findings']`` holds the findings, ``attrs['changes']`` the change log.

    Parameters
    ----------
    listing
        What the readers found.
    provider, provider_type
        Hold where the file does not say itself.
    source
        Name of the file or folder: the provider's name where nobody says it.
    """
    findings = list(listing.findings)
    stand_in = re.sub(r"\.\w{2,5}$", "", source) or "onbekend"
    changes: list[dict[str, Any]] = []
    rows = [_row(raw, provider or stand_in, provider_type, findings, changes) for raw in listing.offerings]
    if not provider:
        findings += _unnamed(listing, source, stand_in)
    seen: Counter[str] = Counter()
    for row in rows:
        row["offering_id"] = _identity(row, seen)
    frame = conform(pd.DataFrame(rows), OFFERINGS) if rows else OFFERINGS.empty()
    frame.attrs["findings"], frame.attrs["changes"] = tuple(findings), tuple(changes)
    return frame


def _identity(row: dict[str, Any], seen: Counter[str]) -> str:
    """Hash of provider, title and file, and of how many of these came before: a row put in between changes nothing."""
    key = "|".join(plain(str(row[k])) for k in ("provider", "title", "source_file"))
    seen[key] += 1
    return hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:12]


def _row(raw: RawOffering, provider: str, provider_type: str | None, findings: list[Finding], changes: list[dict[str, Any]]) -> dict[str, Any]:
    reader = Reader(raw, findings)
    row: dict[str, Any] = {
        "provider": reader.text("provider") or provider,
        "provider_type": reader.provider_type(provider_type),
        "title": reader.text("title"),
        "description": reader.text("description"),
        "location_raw": reader.text("location"),
        "dates_raw": reader.text("dates"),
        "level_raw": reader.text("level"),
        "price_raw": reader.text("price"),
        "assessment": _worded(reader.text("assessment")),
        "certificate": _worded(reader.text("certificate")),
        "claimed_path": reader.text("claimed_path"),
        "quality_status": reader.text("quality_status"),
        "claimed_outcomes": _codes(reader.text("claimed_outcomes")),
        "nlqf": reader.number("level", quantities.level, "niveau"),
        "price_eur": reader.number("price", quantities.price, "prijs"),
        "source_file": raw.file,
        "source_row": raw.row,
    }
    row |= reader.audience() | reader.forms() | reader.load() | reader.places()
    changes.extend(reader.changes(row))
    return row


def _worded(text: str | None) -> str | None:
    """A text with a word in it; a dash in an empty cell says nothing."""
    return text if text and plain(text) else None


def _unnamed(listing: Listing, source: str, stand_in: str) -> list[Finding]:
    """Offerings whose provider is named neither in the file nor in regio.yml."""
    silent = sum(not plain(str(raw.said.get("provider") or "")) for raw in listing.offerings)
    if not silent:
        return []
    return [
        Finding(
            "aanbieder_onbekend",
            f"Bij {silent} keer aanbod staat geen aanbieder.",
            f"'{stand_in}' genoemd, naar het bestand. Zet 'aanbieder' bij dit bestand in regio.yml.",
            Severity.DECIDE,
            file=source,
        )
    ]


def _codes(text: str | None) -> str | None:
    """Codes of learning outcomes, comma-separated; text without codes stays text."""
    if not text or plain(text) in NO_VALUE:
        return None
    codes = list(dict.fromkeys(OUTCOME_CODE.findall(text)))
    return ",".join(codes) if codes else text
