"""regio.yml of an example region-year: every key explained, the mapping taken from the questionnaires."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from napl_analysis.example.duo import ADDRESS_FILES, staff_file
from napl_analysis.example.places import SUBREGIONS
from napl_analysis.example.plan import Plan
from napl_analysis.example.providers import PROVIDERS
from napl_analysis.example.questionnaires import Column
from napl_analysis.example.schools import sites_of

FIELDS = ("rol", "sector", "loopbaanfase", "leeftijd", "ervaring", "fte", "school", "gemeente")


@dataclass(frozen=True)
class Survey:
    """An export with the codes that its columns have when read."""

    file: str
    title: str
    columns: Sequence[Column]
    codes: Sequence[str]
    fixed: dict[str, str]


def regio_yml(plan: Plan, surveys: Sequence[Survey]) -> str:
    """The file, with comments in Dutch."""
    parts = [_head(plan), _subregions(plan), "bronnen:", "  enquetes:", *(_survey(s) for s in surveys), _catalogues(plan), _duo(plan), _national(plan), _rest(plan)]
    return "\n".join(parts) + "\n"


def _head(plan: Plan) -> str:
    return f"""# Voorbeeldregio: alles hierin is verzonnen (scholen, besturen, aanbieders, antwoorden); alleen de gemeenten bestaan.
# Gemaakt met 'napl voorbeeld'; wijzigingen verdwijnen als u dat opnieuw doet.
regio:
  id: {plan.region}
  naam: {_text(plan.name)}
  jaar: {plan.year}
  peildatum: "{plan.year}-04-01"
  penvoerder: {_text(plan.lead_applicant)}
  voorbeeld: true                     # staat op elke uitvoer
"""


def _subregions(plan: Plan) -> str:
    lines = ["# Deelregio's: lijsten van gemeenten met hun CBS-code.", "deelregios:"]
    for name, places in SUBREGIONS[plan.region].items():
        lines += [f"  {name}:", *(f"    - {m.code}                        # {m.name}" for m in places)]
    return "\n".join(lines) + "\n"


def _survey(survey: Survey) -> str:
    lines = [f"    # {survey.title}", f"    - bestand: {survey.file}"]
    if survey.fixed:
        lines.append("      vast: {" + ", ".join(f"{k}: {v}" for k, v in survey.fixed.items()) + "}")
    lines.append("      kolommen:")
    placed = list(zip(survey.columns, survey.codes, strict=True))
    lines += [f"        {column.field}: {_text(code)}" for column, code in placed if column.field in FIELDS]
    themes = [(c.field.removeprefix("thema:"), code) for c, code in placed if c.field.startswith("thema:")]
    lines += ["        themas:", *(f"          {theme}: {_text(code)}" for theme, code in themes)]
    lines.append("        open_vragen: " + _list(code for c, code in placed if c.field == "open"))
    dimensions = list(dict.fromkeys(c.field.removeprefix("voorkeur:") for c, _ in placed if c.field.startswith("voorkeur:")))
    if dimensions:
        lines.append("        voorkeuren:")
        lines += [f"          {d}: " + _list(code for c, code in placed if c.field == f"voorkeur:{d}") for d in dimensions]
    ignored = [code for c, code in placed if c.field == "negeren"]
    if ignored:
        lines.append("        negeren: " + _list(ignored) + "   # vragen die geen thema zijn")
    return "\n".join(lines) + "\n"


def _catalogues(plan: Plan) -> str:
    lines = ["  catalogi:"]
    for key in plan.catalogues:
        provider = PROVIDERS[key]
        lines += [f"    - bestand: {provider.file}", f"      aanbieder: {_text(provider.name)}", f"      soort_aanbieder: {provider.group}"]
    return "\n".join(lines)


def _duo(plan: Plan) -> str:
    return "\n".join(["  duo_adressen:", *(f"    - {_text(path)}" for path in ADDRESS_FILES.values()),
                      "  duo_personeel:", *(f"    - {_text(staff_file(sector, plan.year))}" for sector in ADDRESS_FILES)])


def _national(plan: Plan) -> str:
    return "  landelijke_cijfers: landelijk/voorbeeld_landelijke_cijfers.csv   # verzonnen, alleen om te laten zien hoe het werkt\n"


def _rest(plan: Plan) -> str:
    boards = sorted({(site.board, site.board_name) for site in sites_of(plan.region)})[::3]
    named = "\n".join(f"    {_text(number)}: {_text(name)}" for number, name in boards)
    return f"""# Waar de grenzen liggen; elk getal staat in de methodesectie van de rapporten.
drempels:
  behoefte_aandeel: 0.4               # grote vraag: aandeel met een behoefte boven deze grens
  koppel_kans: 0.5                    # een tekst telt voor een leeruitkomst vanaf deze kans
weging:
  leraar: 1.0
  werkgever: 0.25                     # een antwoord van een leidinggevende telt voor een kwart
  marges: [sector, age_band, subregion]
bereik:
  maximale_afstand_km: 30
  omwegfactor: 1.3                    # reisafstand is hemelsbreed maal deze factor
loopbaanfasen:
  startbekwaam_onder_jaar: 3
  expert_vanaf_jaar: 15
toestemming:
  besturen:   # deze (verzonnen) besturen mogen met naam genoemd worden; de adressen van DUO geven alleen het nummer
{named}"""


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(codes: Iterable[str]) -> str:
    return "[" + ", ".join(_text(code) for code in codes) + "]"
