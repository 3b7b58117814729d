"""What to do about a gap, whether that is subsidised, and the sentence that says why, with the figures.

Source: handreiking, chapter 2.1 (develop new and upgrade are subsidised in the labs, using what exists is not).
"""

from __future__ import annotations

import math

import pandas as pd

from napl_analysis import vocabulary as voc

_ADVICE = {"witte_vlek": "nieuw_ontwikkelen", "opwerken": "opwerken", "gedekt": "inzetten",
           "aanbod_zonder_vraag": "geen_actie", "geen_vraag": "geen_actie"}
_SUBSIDISED = {"nieuw_ontwikkelen": True, "opwerken": True, "inzetten": False, "geen_actie": False}
_PHASES = {"startbekwaam": "startbekwame leraren", "vakbekwaam": "vakbekwame leraren", "expert": "expertleraren", voc.ALL: "leraren"}
_SECTORS = {"po": "In het po", "vo": "In het vo", "mbo": "In het mbo", voc.ALL: "In alle sectoren samen"}


def advise(cells: pd.DataFrame, *, enough_reach: float) -> tuple[pd.Series, pd.Series]:
    """Advice and whether it is subsidised, per row.

    Out of reach asks another form or place of what exists, which is upgrading (subsidised); too few places
    asks more of the same, which is using what exists (not subsidised).
    """
    advice = cells["gap_class"].map(_ADVICE)
    short = cells["gap_class"] == "bereik_tekort"
    far = (cells["reach"] < enough_reach).fillna(False)
    advice = advice.mask(short & far, "opwerken").mask(short & ~far, "inzetten")
    return advice, advice.map(_SUBSIDISED).astype("boolean")


def sentences(cells: pd.DataFrame, titles: dict[str, str], *, places_per_teacher: float, enough_reach: float,
              threshold: float) -> pd.Series:
    """One or more Dutch sentences per row: the demand, the supply, the conclusion."""
    said = [_sentence(row, titles, places_per_teacher, enough_reach, threshold) for row in cells.to_dict("records")]
    return pd.Series(said, index=cells.index, dtype="str")


def _sentence(row: dict[str, object], titles: dict[str, str], per_teacher: float, enough: float, threshold: float) -> str:
    title = titles.get(str(row["outcome_id"]), str(row["outcome_id"]))
    if _missing(row["estimate"]):
        return f"Over '{title}' zijn er te weinig antwoorden om de vraag te schatten."
    if _missing(row["gap_class"]):
        return f"{_demand(row, title)}; het aanbod is niet bekend."
    text = f"{_demand(row, title)}; dat is {_compared(row, threshold)}. {_supply(row)}"
    return f"{text} {_conclusion(row, per_teacher, enough)}".strip()


def _demand(row: dict[str, object], title: str) -> str:
    where = _SECTORS[str(row["sector"])]
    region = "" if row["subregion"] == voc.ALL else f" in deelregio {row['subregion']}"
    interval = "" if _missing(row["estimate_low"]) or _missing(row["estimate_high"]) else (
        f", met een marge van {percent(row['estimate_low'])} tot {percent(row['estimate_high'])}")
    teachers = "" if _missing(row["teachers"]) else f", ongeveer {number(row['teachers'])} leraren"
    return (f"{where}{region} heeft naar schatting {percent(row['estimate'])} van de {_PHASES[str(row['career_phase'])]} "
            f"behoefte aan '{title}'{interval}{teachers}")


def _compared(row: dict[str, object], threshold: float) -> str:
    high = float(row["estimate"]) > threshold  # type: ignore[arg-type]
    sure = "" if _missing(row["certainty"]) else f" ({voc.CERTAINTIES.label(str(row['certainty']))})"
    return f"{'een grote vraag' if high else 'geen grote vraag'}{sure}, bij een grens van {percent(threshold)}"


def _supply(row: dict[str, object]) -> str:
    ready, upgradable = int(row["ready"]), int(row["upgradable"])  # type: ignore[call-overload]
    if not ready and not upgradable:
        return "Er is geen aanbod dat past of passend te maken is."
    return f"Klaar aanbod: {ready or 'geen'}; op te werken: {upgradable or 'geen'}."


def _conclusion(row: dict[str, object], per_teacher: float, enough: float) -> str:
    kind = row["gap_class"]
    if kind == "witte_vlek":
        return "Advies: nieuw ontwikkelen (subsidiabel)." + _doubt(row)
    if kind == "opwerken":
        return "Advies: dat opwerken (subsidiabel)." + _doubt(row)
    if kind == "bereik_tekort":
        return _short(row, per_teacher, enough) + _doubt(row)
    if kind == "gedekt":
        return f"{_how_far(row)} Advies: inzetten wat er is (niet subsidiabel)."
    return "Nu is geen actie nodig." if kind == "geen_vraag" else "Nu is geen actie nodig; het aanbod is er voor wie het zoekt."


def _short(row: dict[str, object], per_teacher: float, enough: float) -> str:
    far = not _missing(row["reach"]) and float(row["reach"]) < enough  # type: ignore[arg-type]
    needed = math.nan if _missing(row["teachers"]) else float(row["teachers"]) * per_teacher  # type: ignore[arg-type]
    few = not _missing(row["places_per_year"]) and float(row["places_per_year"]) < needed  # type: ignore[arg-type]
    places = f"er zijn ongeveer {number(row['places_per_year'])} plaatsen per jaar; om in tien jaar {_part(10 * per_teacher)} van deze leraren te bedienen zijn er {number(math.ceil(needed))} nodig" if few else ""
    if far:
        also = f", en {places}" if few else ""
        if row["sector"] == voc.ALL:
            return (f"Maar het is er voor {percent(row['reach'])} van de leraren: niet voor elke sector, of te ver weg{also}. "
                    "Advies: opwerken voor de andere sectoren of naar een online of dichterbij gegeven vorm (subsidiabel).")
        return (f"Maar {percent(row['reach'])} van de leraren kan het bereiken{also}. "
                "Advies: opwerken naar een online of dichterbij gegeven vorm (subsidiabel).")
    return f"Maar {places}. Advies: meer plaatsen van wat er is (niet subsidiabel)."


def _part(share: float) -> str:
    return "een kwart" if math.isclose(share, 0.25) else percent(share)


def _how_far(row: dict[str, object]) -> str:
    reach = "hoeveel leraren het kunnen bereiken is niet bekend" if _missing(row["reach"]) else f"{percent(row['reach'])} van de leraren kan het bereiken"
    places = "het aantal plaatsen is niet bekend" if _missing(row["places_per_year"]) else f"er zijn ongeveer {number(row['places_per_year'])} plaatsen per jaar"
    text = f"{reach} en {places}."
    return text[0].upper() + text[1:]


def _doubt(row: dict[str, object]) -> str:
    return " De vraag is onzeker: vraag het eerst na bij meer leraren." if row["certainty"] == "onzeker" else ""


def percent(share: object) -> str:
    """A share as people read it: 54 %."""
    value = float(share)  # type: ignore[arg-type]
    if value > 0 and round(value * 100) == 0:
        return "minder dan 1 %"
    return "meer dan 99 %" if value < 1 and round(value * 100) == 100 else f"{round(value * 100)} %"


def number(value: object) -> str:
    """A count as people read it: 1.250."""
    return f"{round(float(value)):,}".replace(",", ".")  # type: ignore[arg-type]


def _missing(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]
