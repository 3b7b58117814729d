"""The example's geography: real municipalities (CBS codes of 2023-2025), in subregions that we made up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Municipality:
    """A municipality with what DUO's address files say about it; ``size`` is our rough share of its schools."""

    code: str
    name: str
    town: str
    province: str
    corop: tuple[str, str]
    size: int


UTRECHT = ("Utrecht", ("17", "Utrecht"))
RIVER = ("Gelderland", ("16", "Zuidwest-Gelderland"))
ARNHEM = ("Gelderland", ("15", "Arnhem/Nijmegen"))
VELUWE = ("Gelderland", ("13", "Veluwe"))
ACHTERHOEK = ("Gelderland", ("14", "Achterhoek"))
THE_HAGUE = ("Zuid-Holland", ("26", "Agglomeratie 's-Gravenhage"))
DELFT = ("Zuid-Holland", ("27", "Delft en Westland"))
LEIDEN = ("Zuid-Holland", ("25", "Agglomeratie Leiden en Bollenstreek"))
EAST_SOUTH = ("Zuid-Holland", ("28", "Oost-Zuid-Holland"))


def _m(code: str, name: str, town: str, where: tuple[str, tuple[str, str]], size: int) -> Municipality:
    return Municipality(code, name, town, where[0], where[1], size)


SUBREGIONS: dict[str, dict[str, tuple[Municipality, ...]]] = {
    "voorbeeldregio-midden": {
        "Stad en Vecht": (
            _m("GM0344", "Utrecht", "Utrecht", UTRECHT, 20), _m("GM0356", "Nieuwegein", "Nieuwegein", UTRECHT, 7),
            _m("GM0321", "Houten", "Houten", UTRECHT, 6), _m("GM0310", "De Bilt", "Bilthoven", UTRECHT, 5),
            _m("GM1904", "Stichtse Vecht", "Maarssen", UTRECHT, 6), _m("GM0353", "IJsselstein", "IJsselstein", UTRECHT, 4)),
        "Heuvelrug en Eem": (
            _m("GM0307", "Amersfoort", "Amersfoort", UTRECHT, 13), _m("GM0355", "Zeist", "Zeist", UTRECHT, 7),
            _m("GM0342", "Soest", "Soest", UTRECHT, 5), _m("GM0327", "Leusden", "Leusden", UTRECHT, 3),
            _m("GM1581", "Utrechtse Heuvelrug", "Doorn", UTRECHT, 5), _m("GM0345", "Veenendaal", "Veenendaal", UTRECHT, 6)),
        "Rivierengebied": (
            _m("GM0281", "Tiel", "Tiel", RIVER, 7), _m("GM0216", "Culemborg", "Culemborg", RIVER, 5),
            _m("GM1960", "West Betuwe", "Geldermalsen", RIVER, 6), _m("GM0214", "Buren", "Maurik", RIVER, 4),
            _m("GM1740", "Neder-Betuwe", "Opheusden", RIVER, 4)),
    },
    "voorbeeldregio-oost": {
        "Arnhem en Vallei": (
            _m("GM0202", "Arnhem", "Arnhem", ARNHEM, 10), _m("GM0228", "Ede", "Ede", VELUWE, 8),
            _m("GM0289", "Wageningen", "Wageningen", VELUWE, 3), _m("GM0274", "Renkum", "Oosterbeek", ARNHEM, 3)),
        "Nijmegen en Waal": (
            _m("GM0268", "Nijmegen", "Nijmegen", ARNHEM, 9), _m("GM0296", "Wijchen", "Wijchen", ARNHEM, 4),
            _m("GM0209", "Beuningen", "Beuningen", ARNHEM, 3), _m("GM1734", "Overbetuwe", "Elst", ARNHEM, 4)),
        "Achterhoek": (
            _m("GM0222", "Doetinchem", "Doetinchem", ACHTERHOEK, 6), _m("GM0301", "Zutphen", "Zutphen", ACHTERHOEK, 4),
            _m("GM0294", "Winterswijk", "Winterswijk", ACHTERHOEK, 4), _m("GM1876", "Bronckhorst", "Hengelo Gld", ACHTERHOEK, 3)),
    },
    "voorbeeldregio-west": {
        "Haaglanden": (
            _m("GM0518", "'s-Gravenhage", "'s-Gravenhage", THE_HAGUE, 13), _m("GM0503", "Delft", "Delft", DELFT, 5),
            _m("GM0603", "Rijswijk", "Rijswijk", THE_HAGUE, 3), _m("GM0637", "Zoetermeer", "Zoetermeer", THE_HAGUE, 6)),
        "Rijnland": (
            _m("GM0546", "Leiden", "Leiden", LEIDEN, 7), _m("GM0547", "Leiderdorp", "Leiderdorp", LEIDEN, 3),
            _m("GM0537", "Katwijk", "Katwijk", LEIDEN, 4), _m("GM0484", "Alphen aan den Rijn", "Alphen aan den Rijn", EAST_SOUTH, 6)),
        "Groene Hart": (
            _m("GM0513", "Gouda", "Gouda", EAST_SOUTH, 6), _m("GM0627", "Waddinxveen", "Waddinxveen", EAST_SOUTH, 3),
            _m("GM1892", "Zuidplas", "Nieuwerkerk aan den IJssel", EAST_SOUTH, 4),
            _m("GM1901", "Bodegraven-Reeuwijk", "Bodegraven", EAST_SOUTH, 3)),
    },
}
