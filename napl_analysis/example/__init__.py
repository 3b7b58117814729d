"""The example region: a deterministic generator of everything that a real region hands in.

All boards, schools, providers, people and answers are made up; only the municipalities exist. The files come out
byte for byte the same at every run and on every machine.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from napl_analysis.example import national, surveys
from napl_analysis.example.answers import AnswerBank, load_answers, themes_of_outcomes
from napl_analysis.example.config import Survey, regio_yml
from napl_analysis.example.duo import ADDRESS_FILES, address_csv, staff_file, staff_xlsx
from napl_analysis.example.exchange import edudex, ooapi
from napl_analysis.example.exports import googleforms, limesurvey, msforms, qualtrics
from napl_analysis.example.people import leaders_of, people_of
from napl_analysis.example.plan import PLANS, Plan
from napl_analysis.example.planted import LEADERS, MBO, PLANTED, PO, VO, Planted, personal_texts
from napl_analysis.example.providers import PROVIDERS, offerings_of
from napl_analysis.example.readme import README
from napl_analysis.example.spreadsheets import LAYOUTS

__all__ = ["PLANTED", "Planted", "make_example", "personal_texts"]


def make_example(folder: Path) -> list[Path]:
    """Write the example regions under ``folder`` (data/raw): three regions, one of them with two years.

    What the example made before is replaced; other regions, and the analyst's decisions in ``besluiten``, are left alone.

    Returns
    -------
    list of Path
        The files written, in order.
    """
    folder = Path(folder)
    files = {"README.md": README.encode()}
    for plan in PLANS:
        files |= {f"{plan.folder}/{name}": content for name, content in region_files(plan).items()}
    for plan in PLANS:
        for part in ("enquete", "catalogi", "duo", "landelijk"):
            shutil.rmtree(folder / plan.folder / part, ignore_errors=True)
    written = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def region_files(plan: Plan) -> dict[str, bytes]:
    """Every file of a region's year, by its path from the year's folder."""
    made, filled = _surveys(plan)
    files = {"regio.yml": regio_yml(plan, made).encode(), **filled}
    for key in plan.catalogues:
        files |= _catalogue(plan, key)
    for sector, path in ADDRESS_FILES.items():
        files[path] = address_csv(plan, sector)
        files[staff_file(sector, plan.year)] = staff_xlsx(plan, sector)
    files[national.FILE] = national.national_csv(plan)
    return files


def _surveys(plan: Plan) -> tuple[list[Survey], dict[str, bytes]]:
    themes = themes_of_outcomes()
    bank, leaders_bank = AnswerBank(load_answers(), themes), AnswerBank(load_answers("answers_leaders.csv"), themes)
    teachers = {sector: people_of(plan, sector, bank) for sector in ("po", "vo", "mbo")}
    made, files = [], {}
    for file, title, columns, people, write, fixed in (
        (PO, "Leraren po, uit LimeSurvey", surveys.po_columns(plan), teachers["po"], limesurvey, {}),
        (VO, "Leraren vo, uit Microsoft Forms", surveys.vo_columns(plan), teachers["vo"], msforms, {"rol": "leraar"}),
        (MBO, "Docenten mbo, uit Qualtrics", surveys.mbo_columns(plan), teachers["mbo"], qualtrics, {"sector": "mbo", "rol": "leraar"}),
        (LEADERS, "Schoolleiders en directeuren, uit Google Forms", surveys.leader_columns(plan), leaders_of(plan, leaders_bank), googleforms, {}),
    ):
        files[file], codes = write(plan, columns, people, file)
        made.append(Survey(file, title, columns, codes, fixed))
    return made, files


def _catalogue(plan: Plan, key: str) -> dict[str, bytes]:
    provider, offerings = PROVIDERS[key], offerings_of(plan, key)
    if provider.layout in LAYOUTS:
        return {provider.file: LAYOUTS[provider.layout](provider, offerings)}
    parts = ooapi(provider, offerings) if provider.layout == "ooapi" else edudex(provider, offerings)
    return {f"{provider.file}/{name}": content for name, content in parts.items()}
