"""Write docs/methode.md: the method section of the annexes with the standard thresholds, and the trial's tables.

Run: python tools/make_method.py (after the text or the trial changed; a test holds the file to it)
"""

from __future__ import annotations

from pathlib import Path

from napl_analysis.region import parse_config
from napl_analysis.reports.method import general_method
from napl_analysis.reports.method_text import trial

METHOD = Path(__file__).resolve().parents[1] / "docs" / "methode.md"
STANDARD = {"regio": {"id": "standaard", "naam": "standaard", "jaar": 2026, "peildatum": "2026-01-01"}, "deelregios": {"alles": ["GM0344"]}, "bronnen": {}}
INTRO = """# Werkwijze

Hoe de cijfers tot stand komen. Deze tekst staat ook als hoofdstuk Werkwijze in elke bijlage, met de drempels die de regio koos; hier staan de standaardwaarden.
Gemaakt door `tools/make_method.py` uit `napl_analysis/reports/method_text.py` en `method.py`: verander de tekst daar.
"""
TRIAL = """## De proef met nagebootste regio's

In elke nagebootste regio zijn de ware aandelen bekend: leraren zitten op scholen (collega's lijken op elkaar), groepen verschillen werkelijk, oudere leraren antwoorden vaker, en er
zijn twintig thema's. Per cel met ten minste tien antwoorden is gekeken hoe ver drie cijfers van de waarheid liggen (gemiddelde kwadratische fout, in procentpunten in het kwadraat): het ruwe gewogen
aandeel, het algemenere beeld voor elke cel, en de schatting. En hoe vaak het 95 %-interval de waarheid bevat. Meten: `python benchmarks/simulate_shrinkage.py 60 --schrijf`.
"""
EXTREME = """De regels met 2 tot 9 antwoorden gaan over cellen die nooit worden getoond, en die met een waar aandeel onder 15 % over zeldzame behoeften: daar is een interval het moeilijkst goed te krijgen.
"""
RAW = """### Het ruwe interval bij weinig antwoorden en zeldzame behoeften

Exact berekend, zonder nabootsing: hoe vaak (in %) het logit-interval het ware aandeel bevat bij een aselecte steekproef van n leraren. Onder de twintig antwoorden is het ruim: aan de veilige kant.
"""
HEADINGS = {"respondenten": "leraren", "verschillen": "verschillen", "beeld": "beeld", "cel": "cel uit", "n (mediaan)": "antwoorden (mediaan)", "ruw": "fout ruw", "gemiddelde": "fout beeld",
            "gekrompen": "fout schatting", "dekking ruw": "dekking ruw (%)", "dekking gekrompen": "dekking schatting (%)"}


def page() -> str:
    """The whole of docs/methode.md."""
    parts = general_method(parse_config(STANDARD))
    body = [f"## {heading}\n\n" + ("\n".join(f"- {p}" for p in text) if heading == "Bronnen" else "\n\n".join(text)) + "\n" for heading, text in parts]
    tables = [TRIAL, _table(trial(), HEADINGS), EXTREME, RAW, _table(trial("proef_ruw"), None)]
    return "\n".join([INTRO, *body[:-1], *tables, body[-1]])


def _table(rows: tuple[dict[str, str], ...], headings: dict[str, str] | None) -> str:
    named = headings or {name: name for name in rows[0]}
    lines = [f"| {' | '.join(named.values())} |", "|" + "---|" * len(named)]
    lines += [f"| {' | '.join(_cell(row[name]) for name in named)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Figures with a decimal comma."""
    return text.replace(".", ",") if text.replace(".", "", 1).isdigit() else text


if __name__ == "__main__":
    METHOD.write_text(page(), encoding="utf-8")
