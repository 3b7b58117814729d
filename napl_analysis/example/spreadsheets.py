"""Catalogues as spreadsheets, laid out in five ways, each with its own headings and order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from napl_analysis import vocabulary as voc
from napl_analysis.example.providers import Offering, Provider
from napl_analysis.example.workbooks import Page, workbook

Cell = Callable[[Offering], object]

_SECTOR_NAMES = {"po": "Primair onderwijs", "vo": "Voortgezet onderwijs", "mbo": "Mbo"}
_PHASE_NAMES = {"startbekwaam": "starters", "vakbekwaam": "ervaren", "expert": "expert"}


def _label(terms: voc.TermList, code: str) -> str:
    return terms.label(code) if code else ""


def _blended(o: Offering) -> str:
    return {"hybride": "blended", "fysiek": "op locatie", "online": "online", "": ""}[o.delivery]


def _number(text: str) -> object:
    """A cell that holds a bare number is a number in a spreadsheet."""
    return int(text) if text.isdigit() else text


def title_rows(provider: Provider, offerings: Sequence[Offering]) -> bytes:
    """Title and explanation above the headings, a note below the last row."""
    columns: dict[str, Cell] = {
        "Titel": lambda o: o.title, "Korte omschrijving": lambda o: o.description, "Voor welke sector?": lambda o: ", ".join(o.sectors),
        "Loopbaanfase": lambda o: ", ".join(o.phases), "Soort": lambda o: _label(voc.FORMALITIES, o.formality),
        "Leerwijze": lambda o: _label(voc.LEARNING_MODES, o.learning_mode), "Uitvoering": lambda o: o.delivery, "Locatie": lambda o: o.place,
        "Studiepunten": lambda o: o.ects, "Studielast": lambda o: o.hours, "Kosten": lambda o: o.price, "Niveau": lambda o: o.level,
        "Plaatsen per jaar": lambda o: _number(o.places_per_year), "Toetsing": lambda o: o.assessment, "Certificaat": lambda o: o.certificate,
        "Leeruitkomsten": lambda o: ", ".join(o.claimed_outcomes)}
    rows: list[list[object]] = [
        [f"{provider.name}: aanbod voor leraren 2026-2027"], ["Prijzen onder voorbehoud. Voorbeeldbestand: alles is verzonnen."], [],
        list(columns), *([cell(o) for cell in columns.values()] for o in offerings), [], ["Vragen? Kijk op onze website."]]
    return workbook([Page("Aanbod", rows, bold=(0, 3))])


def merged(provider: Provider, offerings: Sequence[Offering]) -> bytes:
    """Two heading rows with merged cells, and the sector merged over its offerings."""
    top = ["Sector", "Cursus", "Inhoud", "Doelgroep", "Vorm", "Individueel, team of groep", "Waar en hoe", "Plaats", "Omvang", "", "Kosten per deelnemer",
           "Niveau", "Plaatsen per jaar", "Toets of opdracht", "Certificaat", "Leeruitkomsten"]
    second = ["", "", "", "", "", "", "", "", "EC", "Uren", "", "", "", "", "", ""]
    ordered = sorted(offerings, key=lambda o: o.sectors)
    rows: list[list[object]] = [[*top], [*second]]
    merges = [(0, c, 1, c) for c in range(len(top)) if c not in (8, 9)] + [(0, 8, 0, 9)]
    start = 2
    for sectors in dict.fromkeys(o.sectors for o in ordered):
        group = [o for o in ordered if o.sectors == sectors]
        rows += [_merged_row(o) for o in group]
        if len(group) > 1:
            merges.append((start, 0, start + len(group) - 1, 0))
        start += len(group)
    return workbook([Page("Scholingsgids", rows, merges=tuple(merges), bold=(0, 1))])


def _merged_row(o: Offering) -> list[object]:
    return [" en ".join(_SECTOR_NAMES[s] for s in o.sectors), o.title, o.description, " en ".join(_PHASE_NAMES[p] for p in o.phases),
            _label(voc.FORMALITIES, o.formality), o.learning_mode, _blended(o), o.place, o.ects, o.hours, o.price, o.level,
            _number(o.places_per_year), o.assessment, o.certificate, "; ".join(o.claimed_outcomes)]


def two_sheets(provider: Provider, offerings: Sequence[Offering]) -> bytes:
    """One sheet for what ends in a certificate of studiepunten, another for the rest, in another order."""
    first: dict[str, Cell] = {
        "Naam aanbod": lambda o: o.title, "Beschrijving": lambda o: o.description, "Sector": lambda o: "/".join(o.sectors).upper(),
        "Fase": lambda o: " / ".join(o.phases), "Type": lambda o: o.formality.replace("_", "-"), "Leerwijze": lambda o: o.learning_mode,
        "Wijze": lambda o: o.delivery, "Locatie": lambda o: o.place, "Studiepunten (EC)": lambda o: o.ects, "Tijdsinvestering": lambda o: o.hours,
        "Prijs": lambda o: o.price, "NLQF": lambda o: o.level, "Max. deelnemers per jaar": lambda o: _number(o.places_per_year),
        "Toetsvorm": lambda o: o.assessment, "Certificaat": lambda o: o.certificate, "Leeruitkomsten": lambda o: ", ".join(o.claimed_outcomes)}
    order = ["Sector", "Naam aanbod", "Prijs", "Tijdsinvestering", "Studiepunten (EC)", "Beschrijving", "Fase", "Type", "Leerwijze", "Wijze", "Locatie", "NLQF",
             "Max. deelnemers per jaar", "Toetsvorm", "Certificaat", "Leeruitkomsten"]
    formal, other = [o for o in offerings if o.formality == "formeel"], [o for o in offerings if o.formality != "formeel"]
    pages = [
        Page("Met certificaat", [list(first), *([cell(o) for cell in first.values()] for o in formal)], bold=(0,)),
        Page("Trainingen en coaching", [[provider.name], order, *([first[name](o) for name in order] for o in other)], bold=(1,))]
    return workbook([page for page in pages if len(page.rows) > 2 or page.name != "Met certificaat"])


def semicolons(provider: Provider, offerings: Sequence[Offering]) -> bytes:
    """`;` CSV in cp1252, as a Dutch Excel saves it."""
    columns: dict[str, Cell] = {
        "cursus": lambda o: o.title, "omschrijving": lambda o: o.description, "sector": lambda o: "/".join(o.sectors).upper(),
        "loopbaanfase": lambda o: ", ".join(o.phases), "formeel/non-formeel": lambda o: _label(voc.FORMALITIES, o.formality),
        "leerwijze": lambda o: o.learning_mode, "vorm": _blended, "plaats": lambda o: o.place, "ects": lambda o: o.ects, "duur": lambda o: _hours(o.hours),
        "prijs": lambda o: o.price, "niveau": lambda o: o.level, "plaatsen per jaar": lambda o: o.places_per_year, "toetsing": lambda o: o.assessment,
        "certificaat": lambda o: o.certificate, "leeruitkomsten": lambda o: ", ".join(o.claimed_outcomes)}
    lines = [";".join(columns), *(";".join(_csv_cell(str(cell(o))) for cell in columns.values()) for o in offerings)]
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def _hours(text: str) -> str:
    return f"{text} uur" if text.isdigit() else text


def _csv_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ';"\n') else text


def totals(provider: Provider, offerings: Sequence[Offering]) -> bytes:
    """Price first, other names, a row with totals below, and an empty column."""
    heading = ["Nr", "Kosten p.p.", "EC", "Studielast (uren)", "Activiteit", "Toelichting", "", "Sector(en)", "Ervaring", "Formeel of non-formeel", "Leerwijze",
               "Fysiek/online", "Waar", "NLQF-niveau", "Capaciteit per jaar", "Toets", "Certificaat", "Draagt bij aan leeruitkomsten"]
    rows: list[list[object]] = [[*heading]]
    for number, o in enumerate(offerings, start=1):
        rows.append([number, _number(o.price.replace(".", "")) if o.price.replace(".", "").isdigit() else o.price, _number(o.ects), _number(o.hours), o.title,
                     o.description, "", " + ".join(o.sectors), "/".join(_PHASE_NAMES[p] for p in o.phases), _label(voc.FORMALITIES, o.formality),
                     o.learning_mode, o.delivery, o.place, o.level, _number(o.places_per_year), o.assessment, o.certificate, " ".join(o.claimed_outcomes)])
    ects = sum(int(o.ects) for o in offerings if o.ects.isdigit())
    rows.append(["Totaal", "", ects, "", f"{len(offerings)} activiteiten"])
    return workbook([Page("Blad1", rows, bold=(0, len(rows) - 1))])


LAYOUTS: dict[str, Callable[[Provider, Sequence[Offering]], bytes]] = {
    "title_rows": title_rows, "merged": merged, "two_sheets": two_sheets, "semicolons": semicolons, "totals": totals}
