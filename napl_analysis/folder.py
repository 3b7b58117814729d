"""A new year's folder: what ``napl nieuw`` makes, from last year's when there is one."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from napl_analysis.findings import RegionError
from napl_analysis.region import CONFIG_NAME, json_schema, read_config

SUBFOLDERS = ("enquete", "catalogi", "duo", "besluiten")
SCHEMA_NAME = "regio.schema.json"

TEMPLATE = """\
# yaml-language-server: $schema={schema}
# Instellingen van deze regio en dit jaar. Uitleg van elke sleutel: docs/handleiding.md.
# Na elke wijziging: napl controleer <deze map>
regio:
  id: {region}
  naam: {name}                      # zoals die in rapporten staat
  jaar: {year}
  peildatum: "{year}-10-01"
  penvoerder: ""

# Elke deelregio is een lijst van gemeenten (CBS-codes; zoek ze op met: napl gemeenten NAAM).
deelregios:
  hele regio: [GM0344]                # vul aan of maak meer deelregio's

# Zet de bestanden in de mappen enquete/, catalogi/ en duo/. Daarna zet
#   napl controleer <deze map> --schrijf
# ze hieronder, met bij elke enquete een voorstel welke kolom wat is; kijk dat na en vul aan.
bronnen:
  enquetes:
  #  - bestand: enquete/po.csv
  #    vast: {{sector: po, rol: leraar}}              # wat voor iedereen in dit bestand geldt
  catalogi:
  #  - bestand: catalogi/hogeschool.xlsx
  #    aanbieder: Naam van de aanbieder
  #    soort_aanbieder: publieke_lerarenopleider    # of huisacademie, privaat
  duo_adressen:
  #  - duo/02.-alle-vestigingen-vo.csv
  duo_personeel:
  #  - duo/01.-onderwijspersoneel-vo-in-personen.xlsx
  # leeruitkomsten: leeruitkomsten.xlsx              # de vastgestelde tekst; zonder deze regel de voorbeeldset
  # landelijke_cijfers: landelijk.csv                # thema, sector, loopbaanfase, aandeel, n, bron

drempels:
  behoefte_aandeel: 0.4               # grote vraag: aandeel met een behoefte boven deze grens
"""


def new_year(root: Path, region: str, year: int) -> Path:
    """Make ``root/region/year`` with a regio.yml; last year's settings and decisions come along.

    Raises
    ------
    RegionError
        The name is not usable, or the folder is there already (nothing is overwritten).
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", region):
        raise RegionError(f"'{region}' kan geen naam van een regio zijn.", "Gebruik kleine letters, cijfers en koppeltekens, zoals mijn-regio.")
    if not 2020 <= year <= 2100:
        raise RegionError(f"{year} is geen jaar waarvoor een analyse kan.", "Geef een jaar als 2026.")
    folder = root / region / str(year)
    if folder.exists():
        raise RegionError(f"De map '{folder}' bestaat al.", "Werk daarin verder, of kies een ander jaar.")
    earlier = _earlier(root / region, year)
    fresh = folder.with_name(f".{folder.name}.nieuw")
    shutil.rmtree(fresh, ignore_errors=True)
    for name in SUBFOLDERS:
        (fresh / name).mkdir(parents=True)
    content = _from_earlier(earlier, year) if earlier else TEMPLATE.format(
        region=region, name=region.replace("-", " ").capitalize(), year=year, schema=f"./{SCHEMA_NAME}")
    (fresh / CONFIG_NAME).write_text(content, encoding="utf-8", newline="\n")
    (fresh / SCHEMA_NAME).write_text(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    if earlier:
        for decision in sorted((earlier / "besluiten").glob("*.csv")):
            shutil.copyfile(decision, fresh / "besluiten" / decision.name)
    fresh.rename(folder)
    return folder


def _earlier(region: Path, year: int) -> Path | None:
    """The latest earlier year of the region that has a usable regio.yml."""
    years = sorted((int(p.name) for p in region.glob("[0-9]*") if p.name.isdigit() and int(p.name) < year), reverse=True)
    return next((region / str(y) for y in years if (region / str(y) / CONFIG_NAME).is_file()), None)


def _from_earlier(earlier: Path, year: int) -> str:
    """Last year's regio.yml for this year: comments and column mappings kept, files still to be put in place."""
    read_config(earlier)  # a broken regio.yml is mended before it is copied; last year's files may be archived by now
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 200
    content = yaml.load((earlier / CONFIG_NAME).read_text(encoding="utf-8-sig"))
    content["regio"]["jaar"] = year
    content["regio"]["peildatum"] = date(year, 10, 1).isoformat()
    stream = StringIO()
    yaml.dump(content, stream)
    note = (f"# Overgenomen van {earlier.name}. De bestanden onder 'bronnen' heten nog als toen: zet de nieuwe onder dezelfde naam\n"
            "# in de mappen, of pas de namen hieronder aan. Vergelijk daarna de vragenlijsten met napl vergelijk.\n")
    return note + stream.getvalue()
