"""Made-up 'national' figures, only so that the example shows how a prior works; no source of real figures."""

from __future__ import annotations

from napl_analysis.example.people import NEED, SECTOR_ORDER
from napl_analysis.example.plan import Plan

FILE = "landelijk/voorbeeld_landelijke_cijfers.csv"
SOURCE = "voorbeeld, verzonnen (geen landelijk onderzoek)"


def national_csv(plan: Plan) -> bytes:
    """Theme, sector, phase, share, n, source; the share is the example's own model, rounded to 0.05."""
    lines = ["thema;sector;loopbaanfase;aandeel;n;bron"]
    for theme, shares in NEED.items():
        for s, sector in enumerate(SECTOR_ORDER):
            for f, phase in enumerate(("startbekwaam", "vakbekwaam", "expert")):
                share = round(min(max(shares[s] + shares[3 + f], 0.05), 0.95) * 20) / 20
                lines.append(f"{theme};{sector};{phase};{share:.2f};{(400, 900, 700)[f]};{SOURCE}".replace(".", ",", 1))
    return ("\r\n".join(lines) + "\r\n").encode()
