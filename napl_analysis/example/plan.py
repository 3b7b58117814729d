"""What the example holds: region-years with their sizes. Numbers are choices, not facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """A region's year to be made."""

    region: str
    name: str
    year: int
    teachers: dict[str, int]  # respondents per sector
    leaders: int  # respondents in the employers' survey
    lead_applicant: str
    catalogues: tuple[str, ...]  # provider keys, see providers.py
    newest_left_out: int = 0  # an earlier year lacks this many of every ten offerings

    @property
    def folder(self) -> str:
        return f"{self.region}/{self.year}"


ALL_PROVIDERS = ("hvs", "pdf", "uln", "lvd", "avs", "rfc", "apb", "ldv", "bzb", "tnb", "ilk", "cvz")

PLANS: tuple[Plan, ...] = (
    Plan("voorbeeldregio-midden", "Voorbeeldregio Midden", 2025, {"po": 390, "vo": 270, "mbo": 200}, 52,
         "Hogeschool Voorbeeldstad (voorbeeld)", ("hvs", "pdf", "uln", "avs", "rfc", "apb", "ldv", "bzb", "tnb"), 2),
    Plan("voorbeeldregio-midden", "Voorbeeldregio Midden", 2026, {"po": 515, "vo": 360, "mbo": 255}, 74,
         "Hogeschool Voorbeeldstad (voorbeeld)", ALL_PROVIDERS),
    Plan("voorbeeldregio-oost", "Voorbeeldregio Oost", 2026, {"po": 195, "vo": 135, "mbo": 90}, 30,
         "Pabo De Fictie (voorbeeld)", ("pdf", "apb", "bzb", "cvz", "hvs")),
    Plan("voorbeeldregio-west", "Voorbeeldregio West", 2026, {"po": 190, "vo": 130, "mbo": 98}, 32,
         "Lerarenopleiding Verzonnen Delta (voorbeeld)", ("lvd", "uln", "tnb", "ilk", "hvs")),
)

# What a school's staff answers for the whole population: respondents are about this share of the teachers.
RESPONSE_RATE = {"po": 0.115, "vo": 0.11, "mbo": 0.105}
