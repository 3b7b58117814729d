"""Fictitious boards, schools and their staff, in real municipalities.

Codes cannot be real: BRINs here begin with 97, 98 or 99 and board numbers with 99; DUO gives out neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from napl_analysis.example.dice import Dice
from napl_analysis.example.places import SUBREGIONS, Municipality
from napl_analysis.example.plan import PLANS, RESPONSE_RATE

BRIN_START = {"voorbeeldregio-midden": "99", "voorbeeldregio-oost": "98", "voorbeeldregio-west": "97"}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
AGE_BANDS = ("15-25", "25-35", "35-45", "45-55", "55-65", "65+")
# Teachers by age, in percent (domain facts for synthetic data; vo is a guess).
AGE_SHARES = {"po": (3.7, 28.4, 23.4, 19.5, 24.7, 0.4), "vo": (3, 24, 24, 22, 24, 3), "mbo": (1.2, 20.3, 20.7, 23.2, 31.9, 2.7)}
STAFF_SIZE = {"po": (12, 44), "vo": (55, 125), "mbo": (90, 760)}
BOARDS = {"po": 7, "vo": 4, "mbo": 6}

_ADJECTIVES = ("Voorbeeldige", "Verzonnen", "Denkbeeldige", "Bedachte", "Gefingeerde", "Fictieve", "Onbestaande")
_NOUNS = (
    "Boom", "Vlieger", "Ankerplaats", "Klimroos", "Wegwijzer", "Zandloper", "Kompas", "Ooievaar", "Springplank", "Molen", "Vuurtoren",
    "Kastanje", "Regenboog", "Postkoets", "Windroos", "Brug", "Egel", "Knikker", "Trampoline", "Horizon", "Bijenkorf", "Pionier",
    "Schatkist", "IJsvogel", "Duizendpoot", "Telescoop", "Appelgaard", "Kikker", "Wereldbol", "Lantaarn", "Zonnewijzer",
    "Paraplu", "Waterlelie", "Hangmat", "Orgelpijp", "Vuurvlieg")
_PO_PREFIXES = ("OBS", "CBS", "RKBS", "IKC", "Basisschool", "Daltonschool", "OBS", "PCBS")
_VO_SUFFIXES = ("College", "College", "Lyceum", "Scholengemeenschap", "Scholengemeenschap", "Mavo", "Vakcollege", "Praktijkschool", "College")


@dataclass(frozen=True)
class Site:
    """A school's site, with its teachers."""

    sector: str
    board: str
    board_name: str
    brin: str
    site: str  # two digits
    name: str
    municipality: Municipality
    subregion: str
    teachers: int

    @property
    def brin6(self) -> str:
        return self.brin + self.site


@cache
def sites_of(region: str) -> tuple[Site, ...]:
    """All sites of an example region, po first; the same in every year."""
    dice = Dice("schools", region)
    names = _Names(dice)
    brins = _brins(region)
    rows: list[Site] = []
    for sector in ("po", "vo", "mbo"):
        rows += _sector_sites(region, sector, dice, names, brins)
    return tuple(rows)


def _brins(region: str) -> list[str]:
    return [BRIN_START[region] + a + b for a in LETTERS for b in LETTERS][::-1]


class _Names:
    """School names that nobody can take for real ones, each given once."""

    def __init__(self, dice: Dice) -> None:
        pairs = [(a, n) for n in _NOUNS for a in _ADJECTIVES]
        self._left = dice.shuffled(pairs)

    def next(self) -> str:
        adjective, noun = self._left.pop()
        return f"{adjective} {noun}"


def _population(region: str, sector: str) -> int:
    """Teachers that make this year's respondents the response rate."""
    plan = next(p for p in reversed(PLANS) if p.region == region)
    return round(plan.teachers[sector] / RESPONSE_RATE[sector])


def _sector_sites(region: str, sector: str, dice: Dice, names: _Names, brins: list[str]) -> list[Site]:
    places = [(sub, m) for sub, ms in SUBREGIONS[region].items() for m in ms]
    low, high = STAFF_SIZE[sector]
    rows: list[Site] = []
    left = _population(region, sector)
    number = 0
    while left > 0:
        subregion, town = _next_place(sector, places, number, dice)
        size = min(max(dice.whole(low, high), low), left if left > low else low)
        board = number % BOARDS[sector]
        rows += _one_school(region, sector, board, brins.pop(), subregion, town, places, size, dice, names)
        left -= size
        number += 1
    return rows


def _next_place(sector: str, places: list[tuple[str, Municipality]], number: int, dice: Dice) -> tuple[str, Municipality]:
    """Every municipality has a po school; vo and mbo go to the larger places first."""
    if sector == "po" and number < len(places):
        return places[number]
    if sector == "mbo":
        large = sorted(places, key=lambda p: (-p[1].size, p[1].code))
        return large[number % 6]
    return dice.weighted(places, [p[1].size ** (1.0 if sector == "po" else 1.4) for p in places])


def _one_school(region: str, sector: str, board: int, brin: str, subregion: str, town: Municipality,
                places: list[tuple[str, Municipality]], size: int, dice: Dice, names: _Names) -> list[Site]:
    code = f"99{['voorbeeldregio-midden', 'voorbeeldregio-oost', 'voorbeeldregio-west'].index(region)}{'pvm'.index(sector[0])}{board + 1}"
    label = f"Stichting Voorbeeldbestuur {sector.upper()} {region.rsplit('-', 1)[1].capitalize()} {board + 1}"
    name = names.next()
    if sector == "po":
        title = f"{dice.pick(_PO_PREFIXES)} De {name}"
        return [Site(sector, code, label, brin, "00", title, town, subregion, size)]
    if sector == "vo":
        title = f"{name} {dice.pick(_VO_SUFFIXES)}"
        if size < 90 or not dice.chance(0.4):
            return [Site(sector, code, label, brin, "00", title, town, subregion, size)]
        other = dice.pick([p for p in places if p[1] is not town])
        part = round(size * 0.35)
        return [Site(sector, code, label, brin, "00", title, town, subregion, size - part),
                Site(sector, code, label, brin, "01", f"{title} locatie {other[1].town}", other[1], other[0], part)]
    title = f"ROC {name} College"
    towns = dice.shuffled([p for p in places if p[1] is not town and p[1].size >= 4])[:2] if size > 250 else []
    shares = [size - 2 * round(size * 0.25)] + [round(size * 0.25)] * 2 if towns else [size]
    spots = [(subregion, town), *towns]
    return [Site(sector, code, label, brin, f"{i:02d}", title if i == 0 else f"{title} locatie {spot[1].town}", spot[1], spot[0], share)
            for i, (spot, share) in enumerate(zip(spots, shares, strict=True))]
