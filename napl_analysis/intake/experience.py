"""Years of experience as people type them: "12", "2,5 jaar", "ruim 20 jaar", "sinds 2010", "mijn eerste jaar"."""

from __future__ import annotations

import re

from napl_analysis.intake.values import NUMBER, Reading, read_number, to_float

MAX_EXPERIENCE = 60.0
_WORDS = {
    "nul": 0, "geen": 0, "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
    "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15,
    "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19, "twintig": 20, "vijfentwintig": 25, "dertig": 30,
    "vijfendertig": 35, "veertig": 40, "anderhalf": 1.5,
}
_ORDINALS = {"eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e", "vijfde": "5e", "zesde": "6e", "zevende": "7e", "achtste": "8e"}
JUST_STARTED = 0.5  # years, for "net begonnen" and "eerste jaar"
_AROUND = re.compile(r"\b(?:ruim|ca|circa|ongeveer|bijna|meer|dan|al|plus|rond|ongv|minstens|ik|werk|zo|de|jaren|zijn|geen|precies|zeker)\b")
_SINCE = re.compile(r"\b(?:sinds|vanaf|since)\b\D*((?:19|20)\d\d)\b")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:e|de|ste) (?:school|les)?jaar\b")
_STARTING = re.compile(r"\bnet (?:begonnen|gestart)\b|\bminder dan 1 jaar\b|\bkorter dan 1 jaar\b|\b< ?1 jaar\b")
_RANGE = re.compile(rf"({NUMBER}) ?(?:-|–|à|a|tot en met|tot|t/m|of) ?({NUMBER})")
_YEARS = re.compile(rf"({NUMBER}) ?\+? ?(?:jaar|jaren|jr\b|j\b)")
_MONTHS = re.compile(rf"({NUMBER}) ?(?:maanden|maand|mnd)")


def read_experience(text: object, year: int) -> Reading[float]:
    """Years of experience: "12", "2,5 jaar", "ruim 20 jaar", "10-15", "half jaar", "sinds 2010", "3 maanden".

    The value may still be impossible (negative, above 60): that is for the cleaning rule to judge.
    """
    number = read_number(text)
    if number is not None:
        return Reading(float(year - number), False) if _is_year(number, year) else Reading(number)
    words = " ".join(str(text).lower().split())
    if match := re.fullmatch(rf"({NUMBER}) ?(?:jaar|jaren|jr\.?|j)\.?", words):
        return Reading(to_float(match[1]))
    return Reading(_interpreted_years(words, year), False)


def _interpreted_years(words: str, year: int) -> float | None:
    """Years in a text with words around the number; None where it names none, or more than one."""
    numeric = _spelled_out(words)
    if match := _SINCE.search(numeric):
        return float(year - int(match[1]))
    if match := _ORDINAL.search(numeric):
        return max(to_float(match[1]) - 1, JUST_STARTED)  # in one's third year: two behind one
    if _STARTING.search(numeric):
        return JUST_STARTED
    if match := _RANGE.search(numeric):
        return (to_float(match[1]) + to_float(match[2])) / 2
    years, months = _YEARS.findall(numeric), _MONTHS.findall(numeric)
    if len(years) > 1 or len(months) > 1:
        return None
    if years or months:
        return sum(map(to_float, years)) + sum(map(to_float, months)) / 12
    numbers = re.findall(NUMBER, numeric)
    if len(numbers) != 1 or re.search(r"[a-z]{2,}", _AROUND.sub(" ", numeric)):
        return None
    value = to_float(numbers[0])
    return float(year - value) if _is_year(value, year) else value


def _is_year(number: float, year: int) -> bool:
    return number == int(number) and 1950 <= number <= year


def _spelled_out(words: str) -> str:
    """Number words as digits: "anderhalf" 1.5, "2 en een half" 2.5, "half jaar" 0.5 jaar, "eerste" 1e."""
    text = re.sub(r"[a-zé]+", lambda m: _ORDINALS.get(m[0], m[0]), words)
    text = re.sub(r"(\d+) ?(?:en (?:een|1) half|½)", r"\1.5", text)
    text = re.sub(r"(?:(?:een|1) )?\bhalf ?jaar|½", "0.5 jaar", text)
    return re.sub(r"[a-zé]+", lambda m: str(_WORDS.get(m[0], m[0])), text)
