"""The mistakes planted in the example, as real files have them; tests check that each is found.

`make_example` writes them where this list says, so the list cannot be wrong about the files. Nothing planted
as personal data may appear in any output: the strings are distinctive so that a search can prove it.
"""

from __future__ import annotations

from dataclasses import dataclass

MID, EAST, WEST = "voorbeeldregio-midden", "voorbeeldregio-oost", "voorbeeldregio-west"
PO, VO, MBO, LEADERS = "enquete/po_limesurvey.csv", "enquete/vo_microsoft_forms.xlsx", "enquete/mbo_qualtrics.csv", "enquete/leidinggevenden_google_forms.csv"
NEED_VO = "aan_welke_scholing_of_ondersteuning_heeft_u_het"
NEED_LEADERS = "waar_ziet_u_in_uw_school_de_meeste_behoefte"


@dataclass(frozen=True)
class Planted:
    """One planted mistake.

    Attributes
    ----------
    region, year, file
        Where; the file from the year's folder.
    row
        As the user sees it, first row = 1; for JSON and XML the id of the item, in `item`.
    column
        Question code as `read_survey` gives it, or the heading in a catalogue.
    rule
        Rule that must report it.
    value
        What stands there.
    personal
        Strings that may not appear in any output.
    again
        For a double submission: the row where the same comes in once more; the first one gives way to it.
    also
        Other cells of the row that the mistake needs: column, value.
    item
        Title of the offering, for catalogues.
    """

    region: str
    year: int
    file: str
    row: int
    column: str
    rule: str
    value: str = ""
    personal: tuple[str, ...] = ()
    again: int = 0
    also: tuple[tuple[str, str], ...] = ()
    item: str = ""


def _masked(region: str, year: int, file: str, row: int, column: str, value: str, *personal: str) -> Planted:
    return Planted(region, year, file, row, column, "persoonsgegevens_gemaskeerd", value, personal)


_SURVEYS: tuple[Planted, ...] = (
    # po, LimeSurvey
    Planted(MID, 2026, PO, 23, "TYPE", "sector_onbekend", "Dorpsschool"),
    Planted(MID, 2026, PO, 211, "TYPE", "sector_onbekend", "kleuters"),
    Planted(MID, 2026, PO, 58, "ERV", "ervaring_onmogelijk", "112"),
    Planted(MID, 2026, PO, 190, "ERV", "ervaring_onmogelijk", "-4"),
    Planted(MID, 2026, PO, 333, "ERV", "ervaring_onmogelijk", "38", also=(("LEEFT", "25 tot en met 34"),)),
    Planted(MID, 2026, PO, 401, "OPEN1", "dubbele_inzending", "Meer leren over executieve functies, vooral bij kleuters die moeilijk starten",
            again=402),
    Planted(MID, 2026, PO, 120, "OPEN1", "dubbele_inzending", "Een goede aanpak voor spelling in groep 5, want de methode werkt hier niet", again=455),
    Planted(MID, 2026, PO, 77, "submitdate", "niet_afgemaakt"),
    Planted(MID, 2026, PO, 264, "submitdate", "niet_afgemaakt"),
    Planted(MID, 2026, PO, 390, "submitdate", "niet_afgemaakt"),
    Planted(MID, 2026, PO, 501, "SCHOOL", "vestiging_niet_in_duo", "99QZ00"),
    _masked(MID, 2026, PO, 142, "OPEN1", "Taal aan nieuwkomers, mail me gerust over data: w.fantasmagorie@voorbeeldschool.invalid", "w.fantasmagorie", "voorbeeldschool.invalid"),
    _masked(MID, 2026, PO, 97, "OPEN1", "Hulp met gedrag. Leerling Quirijn Bedachtinga gooit elke dag met stoelen en niemand weet wat we moeten doen", "Quirijn",
            "Bedachtinga"),
    _masked(MID, 2026, PO, 288, "OPEN2", "juf Wilhelmijntje van groep 3 en ik willen samen een cursus rekenen doen", "Wilhelmijntje"),
    _masked(MID, 2026, PO, 346, "OPEN2", "bel me even over de NT2-scholing: 06-98765430", "06-98765430", "98765430"),
    # vo, Microsoft Forms
    Planted(MID, 2026, VO, 41, "in_welk_type_onderwijs_werkt_u_vooral", "sector_onbekend", "Kopklas"),
    Planted(MID, 2026, VO, 132, "hoeveel_jaar_staat_u_voor_de_klas", "ervaring_onmogelijk", "75"),
    Planted(MID, 2026, VO, 218, NEED_VO, "dubbele_inzending", "Hoe ik met mijn sectie tot een betere opbouw van schrijfvaardigheid kom", again=219),
    Planted(MID, 2026, VO, 305, "op_welke_school_of_vestiging_werkt_u", "vestiging_niet_in_duo", "99QY01"),
    _masked(MID, 2026, VO, 66, NEED_VO, "Mentorgesprekken. Laatst had ik leerling Florimond aan tafel en toen wist ik echt niet wat ik moest zeggen", "Florimond"),
    _masked(MID, 2026, VO, 174, NEED_VO, "AI in de les, graag overleg via t.verzinsma@voorbeeldcollege.invalid of 06 98765431", "t.verzinsma", "voorbeeldcollege.invalid", "98765431"),
    # mbo, Qualtrics
    Planted(MID, 2026, MBO, 29, "Q4", "ervaring_onmogelijk", "88"),
    Planted(MID, 2026, MBO, 117, "Q12", "dubbele_inzending", "Begeleiden van studenten die tussen twee opleidingen in hangen en dreigen te stoppen", again=118),
    Planted(MID, 2026, MBO, 63, "Finished", "niet_afgemaakt"),
    Planted(MID, 2026, MBO, 201, "Finished", "niet_afgemaakt"),
    _masked(MID, 2026, MBO, 88, "Q12", "Omgaan met studenten met schulden; collega Balthazarina Zogenaamdstra weet er veel van maar heeft geen tijd",
            "Balthazarina", "Zogenaamdstra"),
    _masked(MID, 2026, MBO, 150, "Q12", "bpv-begeleiding verbeteren. Stuur info naar bpv.fictielaan@voorbeeldroc.invalid", "bpv.fictielaan", "voorbeeldroc.invalid"),
    # leidinggevenden, Google Forms
    Planted(MID, 2026, LEADERS, 14, "voor_welke_sector_antwoordt_u", "sector_onbekend", "alle leeftijden"),
    Planted(MID, 2026, LEADERS, 32, NEED_LEADERS, "dubbele_inzending", "Een gezamenlijke taal over wat een goede les is, over alle bouwen heen", again=33),
    _masked(MID, 2026, LEADERS, 51, NEED_LEADERS, "Starters begeleiden, zie ook mijn mail van directie@voorbeeldstichting.invalid", "directie@voorbeeldstichting", "voorbeeldstichting.invalid"),
    # last year and the neighbours
    Planted(MID, 2025, PO, 44, "TYPE", "sector_onbekend", "buitenschoolse opvang"),
    Planted(MID, 2025, PO, 171, "submitdate", "niet_afgemaakt"),
    Planted(MID, 2025, VO, 90, "hoeveel_jaar_staat_u_voor_de_klas", "ervaring_onmogelijk", "66"),
    _masked(MID, 2025, PO, 203, "OPEN1", "Rekenen! Meester Ottokar heeft vorig jaar al gevraagd om een cursus", "Ottokar"),
    _masked(MID, 2025, MBO, 35, "Q12", "graag contact over loopbaanbegeleiding via 06-98765432", "98765432"),
    Planted(EAST, 2026, PO, 60, "ERV", "ervaring_onmogelijk", "99"),
    Planted(EAST, 2026, PO, 131, "SCHOOL", "vestiging_niet_in_duo", "98QX00"),
    _masked(EAST, 2026, VO, 27, NEED_VO, "Leerling Theofanus daagt me elke les uit, daar wil ik beter mee leren omgaan", "Theofanus"),
    Planted(WEST, 2026, PO, 85, "submitdate", "niet_afgemaakt"),
    Planted(WEST, 2026, VO, 52, "in_welk_type_onderwijs_werkt_u_vooral", "sector_onbekend", "Schakelklas"),
    _masked(WEST, 2026, MBO, 40, "Q12", "taalontwikkelend lesgeven, te bereiken via docent.zogenaamd@voorbeeldmbo.invalid", "docent.zogenaamd", "voorbeeldmbo.invalid"),
)

HOUSE_ACADEMY, BUREAU = "catalogi/fictief-college-academie.xlsx", "catalogi/nietbestaand-aanbod.csv"
# The rows follow from the files' layout; a test looks the title up in each of them.
_CATALOGUES: tuple[Planted, ...] = (
    Planted(MID, 2026, HOUSE_ACADEMY, 12, "Naam aanbod", "aanbod_dubbel", item="Teamdag Samenwerken"),
    Planted(MID, 2026, BUREAU, 17, "cursus", "aanbod_dubbel", item="Klas zonder telefoon"),
    Planted(MID, 2026, "catalogi/instituut-luchtkasteel.xlsx", 16, "EC", "ects_uren_tegenstrijdig", "4 EC, 40 uur", item="Formatief evalueren voor het mbo"),
    Planted(MID, 2026, "catalogi/academie-verzonnen-scholen.xlsx", 10, "EC", "ects_uren_tegenstrijdig", "2 EC, 20 uur", item="Gedrag lezen"),
    Planted(MID, 2026, "catalogi/ulo-nergenshuizen.csv", 9, "ects", "ects_uren_tegenstrijdig", "2 EC, 140 uur", item="Curriculumevaluatie in de school"),
)

PLANTED: tuple[Planted, ...] = _SURVEYS + _CATALOGUES

# What the tools' own columns hold about people: fictitious, and never to come out.
SURNAMES = ("Bedachtinga", "Fantasmeijer", "Verzinkuil", "Nietbestaandsma", "Zogenaamdstra", "Voorwendsel", "Schijnbaarda", "Droombeeldt",
            "Pseudoniemer", "Gefingeerdink")
FIRST_NAMES = ("Aagje", "Barthold", "Clazina", "Diederik", "Evertje", "Foppe", "Grietje", "Hidde", "Ilse", "Jorrit", "Klaasje", "Lubbert")
MAIL_DOMAIN = "voorbeeldpersoneel.invalid"
ADDRESS_START = "192.0.2."  # kept for documentation: no machine has such an address


def personal_texts() -> tuple[str, ...]:
    """Every string that may not appear in any output: what was planted, and what the tools' own columns hold."""
    planted = [text for p in PLANTED for text in p.personal]
    return tuple(sorted({*planted, *SURNAMES, MAIL_DOMAIN, ADDRESS_START}))


def planted_in(region: str, year: int, file: str) -> tuple[Planted, ...]:
    """What is planted in one file."""
    return tuple(p for p in PLANTED if (p.region, p.year, p.file) == (region, year, file))
