"""Survey exports in the shape of four tools: LimeSurvey, Microsoft Forms, Qualtrics, Google Forms."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from napl_analysis.example.dice import Dice
from napl_analysis.example.people import Person
from napl_analysis.example.plan import Plan
from napl_analysis.example.planted import ADDRESS_START, FIRST_NAMES, MAIL_DOMAIN, SURNAMES, planted_in
from napl_analysis.example.questionnaires import Column
from napl_analysis.example.sheets import Sheet, answer_rows, drop_out, plant
from napl_analysis.example.workbooks import Page, workbook
from napl_analysis.intake.survey.wording import heading_codes, slug, unique

LIME_OWN = ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr")
LIME_LABELS = ("Antwoord-ID", "Datum ingestuurd", "Laatste pagina", "Starttaal", "Seed", "Datum gestart", "Datum laatste actie", "IP-adres")
QUALTRICS_OWN = (
    ("StartDate", "Startdatum", "startDate"), ("EndDate", "Einddatum", "endDate"), ("Status", "Responstype", "status"),
    ("IPAddress", "IP-adres", "ipAddress"), ("Progress", "Voortgang", "progress"), ("Duration (in seconds)", "Duur (in seconden)", "duration"),
    ("Finished", "Voltooid", "finished"), ("RecordedDate", "Geregistreerde datum", "recordedDate"), ("ResponseId", "Respons-ID", "_recordId"),
    ("RecipientLastName", "Achternaam van ontvanger", "recipientLastName"), ("RecipientFirstName", "Voornaam van ontvanger", "recipientFirstName"),
    ("RecipientEmail", "E-mailadres van ontvanger", "recipientEmail"), ("DistributionChannel", "Distributiekanaal", "distributionChannel"),
    ("UserLanguage", "Gebruikerstaal", "userLanguage"))
OWN_GOOGLE = tuple(Column("", text, lambda p: "") for text in ("Tijdstempel", "E-mailadres"))
HASTY = 0.012  # some click through in a minute or two
MS_OWN = ("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging")


def moments(plan: Plan, stream: str, count: int) -> list[tuple[datetime, datetime]]:
    """When each person began and sent it in: five weeks in spring, in order of sending."""
    dice = Dice("moments", plan.region, plan.year, stream)
    opened = datetime(plan.year, 3, 9, 7, 0, 0)
    seconds = sorted(dice.whole(0, 35 * 24 * 3600) for _ in range(count))
    ended = [opened + timedelta(seconds=s) for s in seconds]
    taken = [int(dice.between(45, 120) if dice.chance(HASTY) else dice.between(400, 1100)) for _ in ended]
    return [(end - timedelta(seconds=time), end) for end, time in zip(ended, taken, strict=True)]


def identity(dice: Dice, number: int) -> tuple[str, str, str]:
    """First name, surname, e-mail of somebody who does not exist; the number keeps two people's addresses apart."""
    first, last = dice.pick(FIRST_NAMES), dice.pick(SURNAMES)
    return first, last, f"{first[0].lower()}.{last.lower()}{number}@{MAIL_DOMAIN}"


def limesurvey(plan: Plan, columns: Sequence[Column], people: Sequence[Person], file: str) -> tuple[bytes, list[str]]:
    """CSV with code and text in the headings, everything quoted, BOM, CRLF, a blank last line. Returns bytes and codes."""
    dice = Dice("limesurvey", plan.region, plan.year)
    rows: list[list[object]] = []
    for i, (answers, (start, end)) in enumerate(zip(answer_rows(columns, people), moments(plan, file, len(people)), strict=True)):
        own = [str(12 + i * 3), f"{end}", "5", "nl-informal", str(dice.whole(10**8, 2 * 10**9)), f"{start}", f"{end}",
               f"{ADDRESS_START}{dice.whole(1, 254)}"]
        rows.append([*own, *answers])
    codes = [c.code for c in columns]
    sheet = Sheet([*LIME_OWN, *codes], rows, 2, codes, {"submitdate": "", "lastpage": "2"}, LIME_OWN)
    drop_out(sheet, dice, 0.035)
    plant(sheet, planted_in(plan.region, plan.year, file))
    headings = [f"{c}. {label}" for c, label in zip(LIME_OWN, LIME_LABELS, strict=True)] + [f"{c.code}. {_with_option(c)}" for c in columns]
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([headings, *sheet.rows])
    return ("\ufeff" + stream.getvalue() + "\r\n").encode(), codes


def qualtrics(plan: Plan, columns: Sequence[Column], people: Sequence[Person], file: str) -> tuple[bytes, list[str]]:
    """CSV with three heading rows: name, text, ImportId; UTF-8 without BOM."""
    dice = Dice("qualtrics", plan.region, plan.year)
    own_codes = [name for name, _, _ in QUALTRICS_OWN]
    rows: list[list[object]] = []
    for i, (answers, (start, end)) in enumerate(zip(answer_rows(columns, people), moments(plan, file, len(people)), strict=True), start=1):
        first, last, mail = identity(dice, i)
        known = dice.chance(0.25)  # invited by name; the others used the open link
        response = "R_" + "".join(dice.pick("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(15))
        rows.append([f"{start}", f"{end}", "IP-adres", f"{ADDRESS_START}{dice.whole(1, 254)}", "100", str(int((end - start).total_seconds())),
                     "True", f"{end}", response, last if known else "", first if known else "", mail if known else "",
                     "email" if known else "anonymous", "NL", *answers])
    codes = [c.code for c in columns]
    sheet = Sheet([*own_codes, *codes], rows, 4, codes, {"Finished": "False", "Progress": "38"}, tuple(own_codes))
    drop_out(sheet, dice, 0.03)
    plant(sheet, planted_in(plan.region, plan.year, file))
    texts = [text for _, text, _ in QUALTRICS_OWN] + [_dashed(c) for c in columns]
    imports = [f'{{"ImportId":"{key}"}}' for _, _, key in QUALTRICS_OWN] + [f'{{"ImportId":"{_import_id(c.code)}"}}' for c in columns]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([sheet.codes, texts, imports, *sheet.rows])
    return stream.getvalue().encode(), codes


def msforms(plan: Plan, columns: Sequence[Column], people: Sequence[Person], file: str) -> tuple[bytes, list[str]]:
    """xlsx with one sheet holding a table, Dutch headings, real dates."""
    dice = Dice("msforms", plan.region, plan.year)
    rows: list[list[object]] = []
    for i, (answers, (start, end)) in enumerate(zip(answer_rows(columns, people), moments(plan, file, len(people)), strict=True), start=1):
        first, last, mail = identity(dice, i)
        signed_in = dice.chance(0.3)
        rows.append([i, start, end, mail if signed_in else "anonymous", f"{first} {last}" if signed_in else "", None, *answers])
    codes = heading_codes([*MS_OWN, *(c.text for c in columns)])
    own = codes[:len(MS_OWN)]
    sheet = Sheet(codes, rows, 2, codes[len(MS_OWN):], {}, tuple(own))
    plant(sheet, planted_in(plan.region, plan.year, file))
    table: list[list[object]] = [[*MS_OWN, *(c.text for c in columns)], *sheet.rows]
    return workbook([Page("Sheet1", table, table=True)]), codes[len(MS_OWN):]


def googleforms(plan: Plan, columns: Sequence[Column], people: Sequence[Person], file: str) -> tuple[bytes, list[str]]:
    """CSV with a time stamp first, grids as 'vraag [rij]', Dutch dates."""
    dice = Dice("googleforms", plan.region, plan.year)
    rows: list[list[object]] = []
    for i, (answers, (_, end)) in enumerate(zip(answer_rows(columns, people), moments(plan, file, len(people)), strict=True), start=1):
        stamp = f"{end.day}-{end.month}-{end.year} {end.hour}:{end.minute:02d}:{end.second:02d}"
        rows.append([stamp, identity(dice, i)[2], *answers])
    headings = [*(_with_option(c) for c in [*OWN_GOOGLE, *columns])]
    codes = unique(f"{slug(c.text)}[{slug(c.option)}]" if c.option else slug(c.text) for c in [*OWN_GOOGLE, *columns])
    sheet = Sheet(codes, rows, 2, codes[2:], {}, tuple(codes[:2]))
    plant(sheet, planted_in(plan.region, plan.year, file))
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([headings, *sheet.rows])
    return stream.getvalue().encode(), codes[2:]


def _with_option(column: Column) -> str:
    return f"{column.text} [{column.option}]" if column.option else column.text


def _dashed(column: Column) -> str:
    return f"{column.text} - {column.option}" if column.option else column.text


def _import_id(code: str) -> str:
    return "QID" + code.removeprefix("Q")
