"""Where a respondent works: school, board and municipality as typed, to BRIN6, board number, municipality and subregion."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.intake.cleaning import Where, times
from napl_analysis.intake.school_match import FUZZY_FROM, SchoolFinder, SchoolHit
from napl_analysis.intake.values import each_value, is_blank
from napl_analysis.region import RegionConfig

ALIAS_FILE = "scholen.csv"
_READ = {"alias": "een bekende schrijfwijze", "fuzzy": "de naam die er het meest op lijkt", "gemeente": "de naam van de instelling en de gemeente"}


def read_school_aliases(decisions: Path) -> dict[str, str]:
    """Spellings of schools that the analyst settled: ``besluiten/scholen.csv`` with columns school and brin6; empty if there is none."""
    path = decisions / ALIAS_FILE
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.split("\n", 1)[0] else ","))
    if rows and not {"school", "brin6"} <= rows[0].keys():
        raise InputError("De kolommen 'school' en 'brin6' staan er niet allebei in.", "Zet ze in de eerste rij.", Place(file=f"besluiten/{ALIAS_FILE}"))
    return {row["school"].strip(): row["brin6"].strip() for row in rows if row["school"] and row["brin6"]}


def add_workplace(people: pd.DataFrame, texts: Mapping[str, pd.Series], wheres: Mapping[str, Where], finder: SchoolFinder,
                  schools: pd.DataFrame, region: RegionConfig, places: pd.DataFrame | None = None) -> tuple[list[Finding], list[pd.DataFrame]]:
    """Set brin6, board_id, municipality_code and subregion (and a sector that is missing) in ``people``; what was odd and what changed comes back.

    ``texts`` and ``wheres`` hold the answers and their place for 'school', 'board' and 'municipality', as far as they were asked.
    """
    for column in ("brin6", "board_id", "municipality_code"):
        people[column] = pd.Series(pd.NA, index=people.index, dtype="object")
    results: list[tuple[list[Finding], pd.DataFrame]] = []
    lookup = municipality_codes(schools, places)
    if "school" in texts:
        near = texts.get("municipality", pd.Series(pd.NA, index=people.index, dtype="object"))
        near = near.map(lambda text: None if is_blank(text) else find_municipality(str(text), lookup))
        results.append(_add_school(people, texts["school"], near, wheres["school"], finder))
    if "board" in texts:
        boards = BoardFinder.of(schools)
        results.append(_fill(people, "board_id", texts["board"], wheres["board"], boards.find, boards.is_exact, "bestuur", "Het bestuur"))
    if "municipality" in texts:
        results.append(_fill(people, "municipality_code", texts["municipality"], wheres["municipality"],
                             lambda text: find_municipality(text, lookup), lambda text: True, "gemeente", "De gemeente"))
    findings = [finding for found, _ in results for finding in found]
    return [*findings, *_add_subregion(people, region, wheres)], [changes for _, changes in results]


def _add_school(people: pd.DataFrame, answers: pd.Series, near: pd.Series, where: Where, finder: SchoolFinder) -> tuple[list[Finding], pd.DataFrame]:
    findings: list[Finding] = []
    read: dict[tuple[str, SchoolHit], list[Any]] = {}
    for index, answer in answers.items():
        if is_blank(answer):
            continue
        sector = people.at[index, "sector"]
        hit = finder.find(answer, None if is_blank(sector) else str(sector), near[index])
        read.setdefault((str(answer).strip(), hit), []).append(index)
        for column, value in (("brin6", hit.brin6), ("board_id", hit.board_id), ("municipality_code", hit.municipality_code)):
            if value is not None:
                people.at[index, column] = value
        if is_blank(sector) and hit.sector:
            people.at[index, "sector"] = hit.sector
        elif hit.sector and hit.sector != sector:
            findings.append(where.finding(index, "sector_anders_dan_school", f"De respondent noemt sector {sector}, de school is {hit.sector}.",
                                          "Het antwoord van de respondent is gehouden."))
    told = [(index, _school_findings(index, answer, hit, where)) for (answer, hit), index in read.items()]
    rules = {i: found[0].rule for index, found in told if found for i in index}
    return [f for _, found in told for f in found] + findings, where.changes(answers, people["brin6"], rules)


def _school_findings(index: list[Any], answer: str, hit: SchoolHit, where: Where) -> list[Finding]:
    """What to say about one spelling of a school; one finding for all who wrote it so, except where a code is wrong."""
    if hit.unknown_code:
        action = f"De vestiging is als ontbrekend behandeld; bestuur en gemeente volgen uit {hit.name}." if hit.how == "brin" else (
            f"De school is herkend aan de naam: {hit.name}." if hit.how else "De school is als ontbrekend behandeld. Kijk de code na in het adressenbestand van DUO.")
        return [where.finding(i, "vestiging_niet_in_duo", "Deze vestigingscode staat niet in de adressenbestanden van DUO.", action,
                              before=answer, after=hit.brin6 or "", severity=Severity.DECIDE) for i in index]
    said = times(index)
    if hit.how == "brin":
        return [where.finding(index[0], "vestiging_onduidelijk", f"Deze instelling heeft meer vestigingen; welke is niet gezegd ({said}).",
                              "De vestiging is als ontbrekend behandeld; bestuur en gemeente zijn overgenomen waar ze voor alle vestigingen gelden.", before=answer)]
    if hit.how in _READ:
        return [where.finding(index[0], f"school_{hit.how}", f"De school is herkend aan {_READ[hit.how]} ({said}).", f"Gelezen als {hit.name}.", before=answer,
                              after=hit.brin6 or "", severity=Severity.LOOK if hit.how == "fuzzy" else Severity.NOTE)]
    if hit.how:
        return []
    guess = f" Bedoeld is misschien '{hit.guess}'." if hit.guess else ""
    return [where.finding(index[0], "school_onbekend", f"Deze school staat niet in de adressenbestanden van DUO ({said}).{guess}",
                          f"Als ontbrekend behandeld. Zet de schrijfwijze met de goede vestiging in besluiten/{ALIAS_FILE} (kolommen school en brin6).",
                          before=answer, severity=Severity.DECIDE)]


def _fill(people: pd.DataFrame, column: str, answers: pd.Series, where: Where, find: Callable[[str], str | None], is_exact: Callable[[str], bool],
          rule: str, what: str) -> tuple[list[Finding], pd.DataFrame]:
    """Fill what the school did not tell; one finding per spelling that is not known, and a change for each that is not exact."""
    found = each_value(answers, lambda v: None if is_blank(v) else find(str(v).strip()))
    people[column] = people[column].where(people[column].notna(), found)
    unknown: dict[str, list[Any]] = {}
    for index in answers.index[found.isna() & ~answers.map(is_blank) & people[column].isna()]:
        unknown.setdefault(str(answers[index]).strip(), []).append(index)
    rules = dict.fromkeys(answers.index[found.isna() & ~answers.map(is_blank)], f"{rule}_onbekend")
    rules |= {i: f"{rule}_schrijfwijze" for i in answers.index[found.notna()] if not is_exact(str(answers[i]).strip())}
    return [where.finding(index[0], f"{rule}_onbekend", f"{what} is niet bekend ({times(index)}).", "Als ontbrekend behandeld.", before=text, severity=Severity.DECIDE)
            for text, index in unknown.items()], where.changes(answers, found, rules)


@dataclass(frozen=True)
class BoardFinder:
    """Boards by number and by name."""

    numbers: frozenset[str]
    names: Mapping[str, str]

    @classmethod
    def of(cls, schools: pd.DataFrame) -> BoardFinder:
        named = schools[["board_id", "board"]].dropna().drop_duplicates()
        return cls(frozenset(schools["board_id"].dropna()), {voc.plain(r.board): r.board_id for r in named.itertuples()})

    def find(self, text: str) -> str | None:
        """Board number of a number or a name, exact or nearly so."""
        number, plain = self._number(text), voc.plain(text)
        if number in self.numbers:
            return number
        if plain in self.names:
            return self.names[plain]
        near = process.extractOne(plain, list(self.names), scorer=fuzz.token_sort_ratio, score_cutoff=FUZZY_FROM)
        return self.names[near[0]] if near else None

    def is_exact(self, text: str) -> bool:
        """Is this a board's own number or name?"""
        return self._number(text) in self.numbers or voc.plain(text) in self.names

    @staticmethod
    def _number(text: str) -> str:
        return text.split(".")[0].strip().zfill(5)


def municipality_codes(schools: pd.DataFrame, places: pd.DataFrame | None) -> dict[str, str]:
    """Municipality name (plain) to code, from DUO's addresses and the places table."""
    lookup: dict[str, str] = {}
    for frame in (places, schools):
        if frame is not None and {"municipality", "municipality_code"} <= set(frame.columns):
            named = frame[["municipality", "municipality_code"]].dropna().drop_duplicates()
            lookup |= {voc.plain(r.municipality): r.municipality_code for r in named.itertuples()}
    return lookup


def find_municipality(text: str, lookup: Mapping[str, str]) -> str | None:
    """CBS code of a municipality given as code (GM0344, 344) or by name."""
    digits = text.upper().removeprefix("GM")
    if digits.isdigit() and len(digits) <= 4:
        code = "GM" + digits.zfill(4)
        return code if code in set(lookup.values()) or text.upper().startswith("GM") else None
    plain = voc.plain(text).removeprefix("gemeente ")
    return lookup.get(plain)


def _add_subregion(people: pd.DataFrame, region: RegionConfig, wheres: Mapping[str, Where]) -> list[Finding]:
    """Set the subregion; one finding per municipality that belongs to none."""
    people["subregion"] = people["municipality_code"].map(region.subregion_of)
    outside = people.loc[people["municipality_code"].notna() & people["subregion"].isna(), "municipality_code"]
    where = wheres.get("school") or wheres.get("municipality")
    if where is None:
        return []
    return [where.finding(index[0], "gemeente_buiten_regio", f"De gemeente {code} hoort bij geen deelregio in regio.yml ({times(list(index))}).",
                          "Telt mee voor de regio, niet voor een deelregio. Zet de gemeente bij 'deelregios' als zij erbij hoort.", after=str(code))
            for code, index in outside.groupby(outside).groups.items()]
