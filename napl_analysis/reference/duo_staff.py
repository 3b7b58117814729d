"""DUO's staff files: teachers per institution and age band, and from them the population the answers are weighted to.

Source: DUO open onderwijsdata, "Onderwijspersoneel in personen" per sector; reference date 1 October; wide, a block of columns
per year. Level is institution (BRIN), not site. A person with two employers counts twice. ``*`` stands for 1 to 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import python_calamine as calamine

from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, InputError, Place, Severity
from napl_analysis.reference.files import refuse_bomb

TEACHERS = "onderwijsgevend personeel"
ABOVE_SCHOOLS = "BOVENSCHOOLS"
MOST_CELLS = 20_000_000  # DUO's own sheets: some 10,000 institutions and functions by 15 years of some 10 columns
MASKED = 2.5  # the middle of 1 to 4, which DUO shows as *
STAFF_COLUMNS = ["sector", "age_band", "subregion", "municipality_code", "teachers"]
INSTITUTION_COLUMNS = ["sector", "brin", "board_id", "age_band", "teachers"]
_BAND_STARTS = {"15": "15-24", "25": "25-34", "35": "35-44", "45": "45-54", "55": "55-64", "65": "65+"}
_BETWEEN = re.compile(r"(?<!\d)(\d{1,2}) ?(?:JAAR )?(?:-|–|—|/|\.\.|TOT EN MET|T/M|TOT|TM| ) ?(\d{2})(?!\d)")
_YOUNGEST = re.compile(r"(?:<|JONGER DAN|ONDER(?: DE)?|TOT|T/M|-) ?2[45](?!\d)|(?<!\d)25 ?-(?! ?\d)|(?<!\d)25 ?(?:MIN|EN JONGER|JAAR EN JONGER)")
_OLDEST = re.compile(r"(?<!\d)65 ?(?:\+|PLUS|E\.?O\.?|(?:JAAR )?(?:EN|OF|E\.) ?(?:OUDER|MEER)|(?:JAAR )?OF OUDER|-(?! ?\d))|(?:>=?|≥|VANAF|OUDER DAN|BOVEN(?: DE)?) ?6[45](?!\d)")
_NO_COUNT = re.compile(r"FTE|GEMIDDELD|%|PERC|AANDEEL")
_ONE_SEX = re.compile(r"\b(?:MAN|MANNEN|MAN\.|VROUW|VROUWEN)\b")
_SPECIAL = re.compile(r"\b(SO|VSO|SBAO|SBO|SPECIAAL|WEC|EXPERTISE)\b|\(V\)SO")


@dataclass(frozen=True)
class _Sheet:
    """The sheet with functions: its heading row and rows, and which columns hold what."""

    file: str
    name: str
    header: list[str]
    rows: list[list[Any]]
    first_row: int


def teachers_per_institution(paths: Iterable[Path]) -> pd.DataFrame:
    """Teachers by sector, institution and age band, in the newest year of each file.

    Returns
    -------
    DataFrame
        sector, brin (missing for a board's staff above the schools), board_id, age_band, teachers; ``.attrs["findings"]``.
    """
    findings: list[Finding] = []
    frames = [_read_one(Path(path), findings) for path in paths]
    result = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=INSTITUTION_COLUMNS)
    keys = INSTITUTION_COLUMNS[:-1]
    result = result.astype(dict.fromkeys(keys, "str") | {"teachers": "float64"})
    result = result.groupby(keys, dropna=False, as_index=False, sort=True)["teachers"].sum()
    result.attrs["findings"] = tuple(findings)
    return result


def _read_one(path: Path, findings: list[Finding]) -> pd.DataFrame:
    sheet = _find_sheet(path)
    year, bands = _newest_bands(sheet)
    place = {name: _column(sheet, names) for name, names in (
        ("type", ("ONDERWIJSTYPE", "OWTYPE")), ("board", ("BEVOEGD GEZAG", "BEVOEGD GEZAG NUMMER")),
        ("brin", ("INSTELLINGSCODE", "BRIN NUMMER", "BRIN")), ("function", ("FUNCTIEGROEP",)))}
    rows, masked = [], 0
    for cells in sheet.rows:
        if _text(cells, place["function"]).lower() != TEACHERS:
            continue
        sector = _sector(_text(cells, place["type"]), path)
        brin = _text(cells, place["brin"]).upper()
        board = _text(cells, place["board"]).removesuffix(".0").zfill(5)
        for band, columns in bands.items():
            counts = [_count(cells[column] if column < len(cells) else None) for column in columns]
            masked += sum(hidden for _, hidden in counts)
            if count := sum(number for number, _ in counts):
                rows.append((sector, None if brin == ABOVE_SCHOOLS or not brin else brin, board, band, count))
    findings.append(_note(path, "duo_peiljaar", f"Dit bestand gaat tot en met {year}.", f"De cijfers van 1 oktober {year} zijn gebruikt."))
    if masked:
        findings.append(_note(path, "duo_afgeschermd", f"{masked} aantallen zijn door DUO afgeschermd (*: 1 tot en met 4).", f"Geteld als {str(MASKED).replace('.', ',')}: het midden."))
    return pd.DataFrame(rows, columns=INSTITUTION_COLUMNS)


def _note(path: Path, rule: str, message: str, action: str) -> Finding:
    return Finding(rule=rule, message=message, action=action, severity=Severity.NOTE, file=path.name)


def _find_sheet(path: Path) -> _Sheet:
    """The sheet with a heading FUNCTIEGROEP and an institution; teachers cannot be told without it."""
    try:
        refuse_bomb(path)
        workbook = calamine.CalamineWorkbook.from_path(path)
        sheets = [(name, _cells(workbook.get_sheet_by_name(name), path)) for name in workbook.sheet_names]
    except (InputError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in the Rust reader is no Exception
        raise InputError("Dit personeelsbestand is niet te openen als werkmap.", "Download het opnieuw bij DUO (xlsx).", Place(file=path.name)) from error
    for name, rows in sheets:
        for number, cells in enumerate(rows[:15]):
            header = [_heading(c) for c in cells]
            if "FUNCTIEGROEP" in header and {"INSTELLINGSCODE", "BRIN NUMMER", "BRIN"} & set(header):
                return _Sheet(path.name, name, _with_line_above(header, rows[number - 1] if number else []), rows[number + 1:], number + 2)
    raise InputError("Er is geen blad met de kolommen INSTELLINGSCODE en FUNCTIEGROEP.",
                     "Gebruik het bestand 'Onderwijspersoneel in personen' van DUO, met het blad 'owtype-best-instelling-functie'.", Place(file=path.name))


def _cells(sheet: calamine.CalamineSheet, path: Path) -> list[list[Any]]:
    """The rows of a sheet; one far cell would make them millions."""
    if sheet.total_height * max(sheet.width, 1) > MOST_CELLS:
        raise InputError("Dit blad is te groot voor een personeelsbestand.", "Download het bestand opnieuw bij DUO.", Place(file=path.name, sheet=sheet.name))
    return sheet.to_python(skip_empty_area=False)


def _heading(cell: Any) -> str:
    return " ".join(str(cell).upper().split())


def _with_line_above(header: list[str], above: list[Any]) -> list[str]:
    """Headings in two lines (the year above, the band below) joined; the line above is filled forward."""
    joined, last = [], ""
    for i, name in enumerate(header):
        last = _heading(above[i]) if i < len(above) and str(above[i]).strip() else last
        needs_year = not re.search(r"20\d\d", name) and re.search(r"20\d\d", last)
        joined.append(f"{last} {name}" if needs_year and re.search(r"\d|PERSONEN|FTE", name) else name)
    return joined


def _column(sheet: _Sheet, names: tuple[str, ...]) -> int | None:
    return next((sheet.header.index(name) for name in names if name in sheet.header), None)


def _newest_bands(sheet: _Sheet) -> tuple[int, dict[str, list[int]]]:
    """The newest year that has counts of persons per age band, and the columns that make up each band."""
    found: dict[tuple[int, bool], dict[str, list[int]]] = {}
    for column, name in enumerate(sheet.header):
        year, band = re.search(r"(?<!\d)(20\d\d)(?!\d)", name), _band(name)
        if year and band and not _NO_COUNT.search(name):
            found.setdefault((int(year[1]), not _ONE_SEX.search(name)), {}).setdefault(band, []).append(column)
    if not found:
        raise InputError("Er zijn geen kolommen met aantallen personen per leeftijdsgroep en jaar.",
                         "Gebruik het bestand 'in personen' (niet 'in fte') van DUO.", Place(file=sheet.file, sheet=sheet.name))
    newest = max(found)  # of one year, columns for everybody come before those for men and women apart
    return newest[0], found[newest]


def _band(name: str) -> str | None:
    """The age band that a heading counts, whole or in part ("PERSONEN 15-25 JAAR 2025", "30 tot 35 (2025)", "65+ 2025"), else None."""
    text = " ".join(re.sub(r"(?<!\d)20\d\d(?!\d)|_", " ", name).split())
    if match := _BETWEEN.search(text):
        return _band_of(int(match[1]), int(match[2]))
    if _YOUNGEST.search(text):
        return "15-24"
    return "65+" if _OLDEST.search(text) else None


def _band_of(start: int, end: int) -> str | None:
    """The band that ages from ``start`` to ``end`` lie in; the end may be the next band's start, as DUO writes it."""
    if start >= 65:
        return "65+"
    if start < 15:
        return "15-24" if end in (24, 25) else None
    first = start - (start - 15) % 10
    return _BAND_STARTS[str(first)] if start < end <= first + 10 else None


def _text(cells: list[Any], column: int | None) -> str:
    return "" if column is None or column >= len(cells) else str(cells[column]).strip()


def _sector(kind: str, path: Path) -> str:
    code = voc.SECTORS.code_for(kind) or ("po" if _SPECIAL.search(kind.upper()) else None)
    if code:
        return code
    in_name = re.search(r"(?<![a-z])(mbo|vo|po)(?![a-z])", path.name.lower())
    if in_name:
        return in_name[1]
    raise InputError(f"Het onderwijstype '{kind}' is niet bekend.", "Gebruik het bestand zoals DUO het geeft, per sector.", Place(file=path.name, column="ONDERWIJSTYPE"))


def _count(cell: Any) -> tuple[float, bool]:
    """Number of persons in a cell, and whether DUO masked it."""
    text = str(cell if cell is not None else "").strip()
    if text in ("*", "<5"):
        return MASKED, True
    try:
        return float(text.replace(",", ".")), False
    except ValueError:
        return 0.0, False


def spread_over_sites(institutions: pd.DataFrame, sites: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Teachers per site: staff above the schools shared out over the board's institutions, each institution over its sites.

    Parameters
    ----------
    institutions
        As `teachers_per_institution` gives them.
    sites
        brin6, brin, sector, municipality_code.
    findings
        Gets what was shared out, and what no site could be found for.

    Returns
    -------
    DataFrame
        sector, brin6, municipality_code, age_band, teachers.
    """
    shared = _share_above_schools(institutions, findings)
    located = sites[["brin6", "brin", "municipality_code"]].drop_duplicates("brin6")
    count = located.groupby("brin")["brin6"].transform("count")
    merged = shared.merge(located.assign(sites=count), on="brin", how="left")
    lost = merged[merged["brin6"].isna()]
    if len(lost):
        findings.append(Finding(
            rule="brin_niet_in_adressen", message=f"{lost['brin'].nunique()} instellingen uit de personeelsbestanden staan niet in de adressenbestanden.",
            action=f"Niet meegeteld: {lost['teachers'].sum():.0f} leraren.", severity=Severity.NOTE))
    merged = merged[merged["brin6"].notna()]
    across = merged.groupby("brin")["municipality_code"].nunique()
    if (across > 1).any():
        findings.append(Finding(
            rule="brin_meer_gemeenten", message=f"{int((across > 1).sum())} instellingen hebben vestigingen in meer gemeenten.",
            action="Hun leraren zijn gelijk over de vestigingen verdeeld: DUO telt per instelling.", severity=Severity.NOTE))
    merged["teachers"] = merged["teachers"] / merged["sites"]
    return merged[["sector", "brin6", "municipality_code", "age_band", "teachers"]]


def _share_above_schools(institutions: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """A board's staff above the schools, in proportion to the teachers of its institutions in the same sector and age band (else sector)."""
    schools, above = institutions[institutions["brin"].notna()], institutions[institutions["brin"].isna()]
    if above.empty:
        return schools
    board_band = schools.groupby(["board_id", "sector", "brin"], as_index=False)["teachers"].sum()
    board_band["share"] = board_band["teachers"] / board_band.groupby(["board_id", "sector"])["teachers"].transform("sum")
    spread = above.drop(columns="brin").merge(board_band.drop(columns="teachers"), on=["board_id", "sector"], how="left")
    placed = spread[spread["brin"].notna()].assign(teachers=lambda d: d["teachers"] * d["share"])
    unplaced = float(spread.loc[spread["brin"].isna(), "teachers"].sum())
    findings.append(Finding(
        rule="bovenschools_verdeeld", message=f"{above['teachers'].sum():.0f} leraren staan bovenschools, zonder school.",
        action="Verdeeld over de instellingen van hun bestuur, naar aantal leraren." + (f" {unplaced:.0f} konden niet worden geplaatst." if unplaced else ""),
        severity=Severity.NOTE))
    together = pd.concat([schools, placed[schools.columns]], ignore_index=True)
    return together.groupby(["sector", "brin", "board_id", "age_band"], as_index=False)["teachers"].sum()


def read_staff(paths: Iterable[Path], schools: pd.DataFrame, subregion_of: Mapping[str, str]) -> pd.DataFrame:
    """The population of teachers in the region: sector, age_band, subregion, municipality_code, teachers.

    Parameters
    ----------
    paths
        DUO staff files in persons, any sectors.
    schools
        Sites: brin6, brin, municipality_code (the schools table, or `napl_analysis.reference.duo.read_addresses`).
    subregion_of
        Municipality code to subregion; other municipalities are outside the region and left out.

    Returns
    -------
    DataFrame
        Sorted; ``.attrs["findings"]`` says what was estimated and shared out.
    """
    institutions = teachers_per_institution(paths)
    findings = list(institutions.attrs["findings"])
    return staff_table(spread_over_sites(institutions, schools, findings), subregion_of, findings)


def staff_table(per_site: pd.DataFrame, subregion_of: Mapping[str, str], findings: Iterable[Finding] = ()) -> pd.DataFrame:
    """Teachers per site to the population table of the region; ``.attrs["findings"]`` carries what was said so far."""
    inside = per_site.assign(subregion=per_site["municipality_code"].map(dict(subregion_of)))
    inside = inside[inside["subregion"].notna()]
    staff = inside.groupby(STAFF_COLUMNS[:-1], as_index=False)["teachers"].sum()
    order = staff["sector"].map(voc.SECTORS.order), staff["age_band"].map(voc.AGE_BANDS.order)
    staff = staff.assign(_s=order[0], _a=order[1]).sort_values(["_s", "subregion", "municipality_code", "_a"])[STAFF_COLUMNS].reset_index(drop=True)
    staff = staff.astype(dict.fromkeys(STAFF_COLUMNS[:-1], "str") | {"teachers": "float64"})
    staff.attrs["findings"] = tuple(findings)
    return staff


def margins_from_staff(staff: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """Totals to weight to: variable, level, total (teachers); levels in the order of the vocabulary, then by name."""
    frames = []
    for variable in variables:
        totals = staff.dropna(subset=[variable]).groupby(variable)["teachers"].sum()
        frames.append(pd.DataFrame({"variable": variable, "level": totals.index.astype("str"), "total": totals.to_numpy()}))
    margins = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["variable", "level", "total"])
    place = margins["level"].map(lambda level: next((t.order(level) for t in (voc.SECTORS, voc.AGE_BANDS) if level in t.codes), 0))
    ranked = margins.assign(_v=pd.factorize(margins["variable"])[0], _p=place).sort_values(["_v", "_p", "level"])
    return ranked[["variable", "level", "total"]].reset_index(drop=True).astype({"variable": "str", "level": "str", "total": "float64"})
