"""DUO's address and staff files for the fictitious schools, in DUO's own shape."""

from __future__ import annotations

from collections.abc import Sequence

from napl_analysis.example.dice import Dice
from napl_analysis.example.plan import Plan
from napl_analysis.example.schools import AGE_BANDS, AGE_SHARES, Site, sites_of
from napl_analysis.example.workbooks import Page, workbook

ADDRESS_FILES = {"po": "duo/02.-alle-schoolvestigingen-basisonderwijs.csv", "vo": "duo/02.-alle-vestigingen-vo.csv",
                 "mbo": "duo/01.-adressen-mbo-instellingen.csv"}
HEADINGS = (
    "PROVINCIE", "BEVOEGD GEZAG NUMMER", "INSTELLINGSCODE", "VESTIGINGSCODE", "VESTIGINGSNAAM", "STRAATNAAM", "HUISNUMMER-TOEVOEGING", "POSTCODE",
    "PLAATSNAAM", "GEMEENTENUMMER", "GEMEENTENAAM", "DENOMINATIE", "TELEFOONNUMMER", "INTERNETADRES", "ONDERWIJSSTRUCTUUR",
    "STRAATNAAM CORRESPONDENTIEADRES", "HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES", "POSTCODE CORRESPONDENTIEADRES",
    "PLAATSNAAM CORRESPONDENTIEADRES", "NODAAL GEBIED CODE", "NODAAL GEBIED NAAM", "RPA-GEBIED CODE", "RPA-GEBIED NAAM", "WGR-GEBIED CODE",
    "WGR-GEBIED NAAM", "COROPGEBIED CODE", "COROPGEBIED NAAM", "ONDERWIJSGEBIED CODE", "ONDERWIJSGEBIED NAAM", "RMC-REGIO CODE", "RMC-REGIO NAAM",
    "VAKANTIEREGIO")
BLANK = " "  # DUO writes one space where there is nothing
DENOMINATIONS = ("Openbaar", "Protestants-Christelijk", "Rooms-Katholiek", "Algemeen bijzonder")
FUNCTIONS = (("Directie", 0.05), ("Onderwijsgevend personeel", 1.0), ("Onderwijsondersteunend personeel (OOP/OBP)", 0.32), ("Leraar in opleiding (LIO)", 0.02))
TEACHING = "Onderwijsgevend personeel"


def staff_file(sector: str, year: int) -> str:
    """Path of the staff file; last year's reference date of 1 October is the newest there is."""
    return f"duo/01.-onderwijspersoneel-{sector}-in-personen-2011-{year - 1}.xlsx"


def address_csv(plan: Plan, sector: str) -> bytes:
    """Semicolons, no quotes, cp1252, CRLF; every code is text."""
    sites = [s for s in sites_of(plan.region) if s.sector == sector]
    lines = [";".join(HEADINGS), *(";".join(_address(site)) for site in sites)]
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def _address(site: Site) -> list[str]:
    dice = Dice("address", site.brin6)
    town, web = site.municipality, "www." + "".join(c for c in site.name.lower() if c.isalpha()) + ".example"
    if dice.chance(0.01):
        web = "000-0000000"  # seen in real rows: a telephone number in the wrong place
    mail = [BLANK] * 4 if dice.chance(0.1) else ["Postbus", "0", "0000 XX", town.town.upper()]
    return [town.province, site.board, site.brin, site.brin6, site.name, "Voorbeeldstraat", str(dice.whole(1, 180)), "0000 XX", town.town.upper(),
            town.code[2:], town.name.upper(), dice.pick(DENOMINATIONS), "000-0000000", web, _structure(site), *mail,
            *[BLANK] * 6, *town.corop, *[BLANK] * 4, "Midden"]


def _structure(site: Site) -> str:
    """Kinds of education at a vo site; DUO leaves it out for the other sectors."""
    if site.sector != "vo":
        return BLANK
    named = {"Praktijkschool": "PRO", "Mavo": "VMBO", "Vakcollege": "VMBO", "Lyceum": "HAVO/VWO"}
    return next((kinds for word, kinds in named.items() if word in site.name), "VMBO/HAVO/VWO")


def staff_xlsx(plan: Plan, sector: str) -> bytes:
    """Two wide sheets, two years; * stands for 1 to 4; one BOVENSCHOOLS row a board."""
    years = (plan.year - 2, plan.year - 1)
    groups = _institutions(plan.region, sector)
    heading = [h for year in years for h in (f"PERSONEN {year}", f"FTE'S {year}", f"GEMIDDELDE LEEFTIJD {year}", *(f"PERSONEN {b} JAAR {year}" for b in AGE_BANDS))]
    whole: list[list[object]] = [["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", *heading]]
    split: list[list[object]] = [["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "FUNCTIEGROEP", *heading]]
    for board, code, teachers in groups:
        per_function = {name: _counts(sector, code, name, teachers, years) for name, _ in FUNCTIONS}
        total = [[sum(column) for column in zip(*(f[i] for f in per_function.values()), strict=True)] for i in range(len(years))]
        whole.append([sector.upper(), board, code, *_figures(total)])
        split += [[sector.upper(), board, code, name, *_figures(counts)] for name, counts in per_function.items() if sum(map(sum, counts))]
    return workbook([Page("owtype-best-instelling", whole), Page("owtype-best-instelling-functie", split)])


def _institutions(region: str, sector: str) -> list[tuple[str, str, int]]:
    """Board, institution and teachers, with a row above the schools of each board."""
    teachers: dict[tuple[str, str], int] = {}
    for site in sites_of(region):
        if site.sector == sector:
            teachers[site.board, site.brin] = teachers.get((site.board, site.brin), 0) + site.teachers
    boards = sorted({board for board, _ in teachers})
    above = [(board, "BOVENSCHOOLS", max(3, round(0.012 * sum(n for (b, _), n in teachers.items() if b == board)))) for board in boards]
    return sorted([(b, code, n) for (b, code), n in teachers.items()] + above)


def _counts(sector: str, code: str, function: str, teachers: int, years: Sequence[int]) -> list[list[int]]:
    """Persons per age band, a list a year; the last year is the one the survey's population comes from."""
    share = dict(FUNCTIONS)[function]
    if code == "BOVENSCHOOLS" and function != TEACHING:
        share = 2.0 if function == "Directie" else share
    result = []
    for year in years:
        dice = Dice("staff", sector, code, function, year)
        people = round(teachers * share * (1.0 if year == years[-1] else dice.between(0.96, 1.05)))
        counts = [0] * len(AGE_BANDS)
        for _ in range(people):
            counts[dice.weighted(range(len(AGE_BANDS)), AGE_SHARES[sector])] += 1
        result.append(counts)
    return result


def _figures(per_year: Sequence[Sequence[int]]) -> list[object]:
    cells: list[object] = []
    for counts in per_year:
        people = sum(counts)
        middle = sum(c * age for c, age in zip(counts, (23.5, 30, 40, 50, 60, 66), strict=True)) / people if people else None
        fte: object = round(people * 0.76, 1) if people >= 5 else _masked(people)
        age: object = round(middle, 1) if middle and people >= 5 else _masked(people)
        cells += [_masked(people), fte, age, *(_masked(c) for c in counts)]
    return cells


def _masked(count: int) -> object:
    return "*" if 1 <= count <= 4 else count
