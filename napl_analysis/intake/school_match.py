"""A school as somebody typed it, to a site in DUO: exact code, exact name, alias, then fuzzy; else asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
from rapidfuzz import fuzz, process

from napl_analysis import vocabulary as voc
from napl_analysis.intake.values import is_blank

FUZZY_FROM = 88.0  # similarity (0-100) from which a name counts as the school's
FUZZY_LEAD = 4.0  # and by how much it must beat the next school
_CODE = re.compile(r"\b(\d{2}[A-Z][A-Z0-9])[ .-]?(\d{2})?\b")
_GENERIC = (
    "openbare basisschool", "christelijke basisschool", "katholieke basisschool", "protestants christelijke basisschool",
    "rooms katholieke basisschool", "basisschool", "obs", "cbs", "rkbs", "pcbs", "kbs", "gbs", "bs", "sbo", "so", "vso", "daltonschool",
    "montessorischool", "jenaplanschool", "vrijeschool", "school", "scholengemeenschap", "sg", "csg", "rsg", "osg", "psg", "college", "lyceum",
    "gymnasium", "praktijkschool", "vmbo", "havo", "vwo", "roc", "mbo", "mbo college", "vakcollege", "ikc", "kindcentrum", "integraal kindcentrum",
    "brede school", "stichting", "locatie", "vestiging", "de", "het", "t", "te", "in",
)


@dataclass(frozen=True)
class SchoolHit:
    """What an answer about the school led to. ``how``: code, brin, naam, alias, fuzzy, gemeente (another site of the same institution,
    by the municipality that was answered), '' (nothing).
    """

    how: str = ""
    brin6: str | None = None
    board_id: str | None = None
    municipality_code: str | None = None
    sector: str | None = None
    name: str = ""
    guess: str = ""
    unknown_code: str | None = None  # looks like a BRIN, but DUO does not have it


@dataclass
class SchoolFinder:
    """Looks schools up. ``aliases``: other spellings to BRIN6, as the analyst decided them."""

    schools: pd.DataFrame
    aliases: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = {row["brin6"]: row for row in self.schools.to_dict("records")}
        self._by_brin: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_core: dict[str, set[str]] = defaultdict(set)
        for brin6, row in self._rows.items():
            self._by_brin[row["brin"]].append(brin6)
            for name in self._spellings(row):
                self._by_name[voc.plain(name)].add(brin6)
                self._by_core[core_name(name)].add(brin6)
        self._by_core.pop("", None)
        self._decided = {voc.plain(k): v.upper() for k, v in self.aliases.items()}
        self._cache: dict[tuple[str, str | None, str | None], SchoolHit] = {}

    @staticmethod
    def _spellings(row: Mapping[str, object]) -> list[str]:
        name, place = str(row["school"]), row.get("place")
        return [name] if is_blank(place) else [name, f"{name} {place}"]

    def find(self, answer: object, sector: str | None = None, municipality: str | None = None) -> SchoolHit:
        """The school an answer means.

        ``sector`` and ``municipality`` (code), where known, settle names that several schools have; a name of another sector is
        only accepted when it is exact.
        """
        asked = (str(answer).strip(), sector, municipality)
        if asked not in self._cache:
            self._cache[asked] = self._find(*asked)
        return self._cache[asked]

    def _find(self, text: str, sector: str | None, municipality: str | None) -> SchoolHit:
        by_code = self._by_code_in(text)
        if by_code.how:
            return by_code
        plain, core = voc.plain(text), core_name(text)
        for how, hits in (("alias", {self._decided[plain]} if plain in self._decided else set()),
                          ("naam", self._by_name.get(plain, set())), ("alias", self._by_core.get(core, set()))):
            chosen = self._one(hits, sector, municipality)
            if chosen:
                return self._in_municipality(self._hit(how, chosen), municipality)
        return self._in_municipality(self._fuzzy(core, sector, municipality, by_code.unknown_code), municipality)

    def _in_municipality(self, hit: SchoolHit, municipality: str | None) -> SchoolHit:
        """The institution's site in the municipality that was answered, where the name alone led to another site."""
        if hit.brin6 is None or municipality is None or hit.municipality_code == municipality:
            return hit
        sites = [s for s in self._by_brin[hit.brin6[:4]] if self._rows[s]["municipality_code"] == municipality]
        return self._hit("gemeente", sites[0]) if len(sites) == 1 else hit

    def _by_code_in(self, text: str) -> SchoolHit:
        joined = re.sub(r"[^0-9A-Za-z]", "", text).upper()
        if joined in self._rows:
            return self._hit("code", joined)
        found = [(m[1], m[2]) for m in _CODE.finditer(text.upper())]
        for brin, site in found:
            if site and brin + site in self._rows:
                return self._hit("code", brin + site)
        for brin, site in [*found, (joined, None)]:
            if brin in self._by_brin:
                return self._brin_hit(brin, brin + site if site else None)
        return SchoolHit(unknown_code="".join(p or "" for p in found[0]) if found else None)

    def _brin_hit(self, brin: str, unknown: str | None) -> SchoolHit:
        """A BRIN without a site: the site itself where there is one, else what all its sites share."""
        sites = self._by_brin[brin]
        if len(sites) == 1 and unknown is None:
            return self._hit("code", sites[0])
        rows = [self._rows[s] for s in sites]
        return SchoolHit("brin", None, _shared(rows, "board_id"), _shared(rows, "municipality_code"), _shared(rows, "sector"),
                         str(rows[0]["school"]), unknown_code=unknown)

    def _one(self, hits: set[str], sector: str | None, municipality: str | None) -> str | None:
        known = {h for h in hits if h in self._rows}
        for column, value in (("sector", sector), ("municipality_code", municipality)):
            if value and len(known) > 1:
                known = {h for h in known if self._rows[h][column] == value}
        return next(iter(known)) if len(known) == 1 else None

    def _fuzzy(self, core: str, sector: str | None, municipality: str | None, unknown_code: str | None) -> SchoolHit:
        names = {n: hits for n, hits in self._by_core.items() if sector is None or any(self._rows[h]["sector"] == sector for h in hits)}
        ranked = process.extract(core, list(names), scorer=fuzz.ratio, limit=2) if len(core) >= 4 else []
        if not ranked:
            return SchoolHit(unknown_code=unknown_code)
        chosen = self._one(names[ranked[0][0]], sector, municipality)
        lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
        if chosen and ranked[0][1] >= FUZZY_FROM and lead >= FUZZY_LEAD:
            return self._hit("fuzzy", chosen)
        guess = sorted(names[ranked[0][0]])[0] if ranked[0][1] >= 60 else ""
        return SchoolHit(guess=str(self._rows[guess]["school"]) if guess else "", unknown_code=unknown_code)

    def _hit(self, how: str, brin6: str) -> SchoolHit:
        row = self._rows[brin6]
        return SchoolHit(how, brin6, _text(row["board_id"]), _text(row["municipality_code"]), _text(row["sector"]), str(row["school"]))


def core_name(name: str) -> str:
    """A school's name without the generic words around it ("obs De Regenboog" -> "regenboog")."""
    plain = f" {voc.plain(name)} "
    for word in sorted(_GENERIC, key=len, reverse=True):
        plain = plain.replace(f" {word} ", "  ")
    return " ".join(plain.split())


def _shared(rows: list[dict[str, object]], column: str) -> str | None:
    seen = {_text(row[column]) for row in rows}
    return seen.pop() if len(seen) == 1 else None


def _text(value: object) -> str | None:
    return None if is_blank(value) else str(value)
