"""Open answers to statements: non-answers left out, identifiers masked, several needs in one answer split."""

from __future__ import annotations

import re

from napl_analysis import vocabulary as voc

_NON_ANSWERS = {
    "", "geen", "nvt", "n v t", "niet van toepassing", "weet niet", "weet ik niet", "weet ik nog niet", "geen idee", "nee", "neen",
    "ja", "niets", "niks", "nul", "x", "xx", "xxx", "geen behoefte", "geen antwoord", "geen mening", "geen opmerkingen",
    "geen opmerking", "geen aanvulling", "geen aanvullingen", "zie boven", "zie hierboven", "zie eerder", "idem", "ok", "oke",
    "n a", "na", "none", "no", "niet", "nog niet", "zou ik niet weten", "weet het niet", "ik weet het niet", "op dit moment geen",
    "geen op dit moment", "op dit moment niet", "momenteel geen", "momenteel niet", "nu niet", "geen specifieke", "geen bijzonderheden",
    "geen behoeften", "geen scholingsbehoefte", "test", "asdf", "blanco", "geen commentaar", "alles", "van alles", "dat weet ik niet",
    "geen wensen", "niet echt", "geen idee eigenlijk", "kan niets bedenken", "niets te melden", "weet niet precies", "hetzelfde",
}
_FILLER = re.compile(r"\b(eigenlijk|hoor|sorry|op dit moment|momenteel|nu|even|zo|dank u|dankjewel|bedankt|helaas|echt|verder|voor mij|ik heb|heb ik|er is|er zijn)\b")


def is_non_answer(text: object) -> bool:
    """Does the answer say nothing: "geen", "nvt", "-", "weet niet", "?", a single letter?"""
    spelled = voc.plain(str(text))
    if spelled in _NON_ANSWERS or len(re.sub(r"[^a-z]", "", spelled)) < 2:
        return True
    return " ".join(_FILLER.sub(" ", spelled).split()) in _NON_ANSWERS


_LIST = re.compile(r"(?:^|\s)(?:\d{1,2}[.)]|[-•*–])\s+|\n+|;")
_AND = re.compile(r"\s*,?\s+(?:en ook|en verder|en daarnaast|maar ook|en|plus|&|\+)\s+|\.\s+", re.I)
_LEAD = re.compile(r"^(?:ook|daarnaast|verder|en|maar|bijvoorbeeld)\s+", re.I)
# What a second need starts with: an answer is split only where the right half opens a need of its own.
_OPENERS = ("meer ", "minder ", "beter ", "betere ", "hoe ", "omgaan met ", "kennis van ", "hulp bij ", "hulp met ", "ondersteuning bij ", "training ",
            "scholing ", "cursus ", "tips ", "begeleiding ", "begeleiden van ", "leren ", "werken met ", "lesgeven ", "inzicht in ", "ruimte om ", "ruimte voor ",
            "tijd voor ", "tijd om ", "aandacht voor ", "verdieping ", "een cursus ", "een training ", "het omgaan met ", "graag ", "gebruik van ",
            "het gebruik van ", "inzet van ", "coaching ", "elkaar ", "gesprekken met ", "gesprekken voeren ")
_TOPICS = ("differenti", "toets", "klassenmanagement", "feedback", "formatief", "burgerschap", "digital", "coach", "mentora", "rekenonderwijs",
           "taalonderwijs", "nt2", "ict", "hoogbegaafd", "gedragsproblem", "leesonderwijs", "werkdruk", "meertalig", "autisme", "adhd",
           "vakdidactiek", "onderzoek", "groepsdynamica", "executieve", "dyslexie", "dyscalculie", "faalangst", "samenwerk")
# Words that point back to the other half: what holds them cannot stand alone.
_POINTS_BACK = re.compile(r"\b(?:daar\w*|dat|die|dit|deze|ze|hen|ermee|erop|ervan|eraan|erin|hier\w+|hoe (?:ik|je|we) het)\b", re.I)
_ELABORATES = re.compile(r"^(?:dan|dat|dus|vooral|als|zo|anders|liefst|bijv|waar|waarom)\b", re.I)
# Finite verbs that make a half a statement about how things are, not a need.
_TELLS = re.compile(r"\b(?:is|zijn|was|waren|heb|heeft|hebben|kan|kunnen|moet|moeten|gaat|gaan|zit|zitten|staat|staan|wordt|blijf|blijft|doe|doet|werkt|loopt|lopen|kijken|"
                    r"vraagt|snapt|weet|weten|krijgt|krijg|geef|vind|vinden|mist|lukt|kost|ik wil|wij willen)\b", re.I)
_INFINITIVE = re.compile(r"\b\w{2,}(?:en|aan|oen|ien)$", re.I)
_NOUN_OPENERS = ("kennis van ", "inzicht in ", "begeleiding ", "verdieping ", "aandacht voor ")
MIN_RIGHT_WORDS = 2


def split_needs(text: str) -> list[str]:
    """The needs that an answer names; the answer itself, as one, where its parts cannot each stand alone.

    Cautious: lists (numbers, dashes, lines, ``;``) and " en ", " plus " or a full stop between two phrases that each open a need.
    """
    parts = [_LEAD.sub("", part.strip(" ,.;")) for part in _LIST.split(text)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(_is_need(part) for part in parts):
        return [need for part in parts for need in split_needs(part)]
    return _split_and(" ".join(text.split()))


def _is_need(part: str) -> bool:
    """Is this part of a list a need by itself: no non-answer, no sentence about how things are, no introduction?"""
    enough = len(part.split()) >= 2 or _is_topic(part)
    return enough and not is_non_answer(part) and not part.endswith(":") and not _is_statement(part)


def _is_statement(part: str) -> bool:
    return bool(_TELLS.search(part)) and not part.lower().startswith("hoe ")


def _is_topic(part: str) -> bool:
    return voc.plain(part).startswith(_TOPICS)


def _split_and(text: str) -> list[str]:
    for match in _AND.finditer(text):
        left, right = text[: match.start()].strip(" ,."), _LEAD.sub("", text[match.end():].strip(" ,."))
        if _left_alone(left) and _right_alone(left, right):
            return [left, *_split_and(right)]
    return [text.strip(" ,") if text.endswith(",") else text.strip()]


def _left_alone(left: str) -> bool:
    """A phrase of its own: no list with commas, no introduction with a colon, no sentence about how things are."""
    if "," in left or ":" in left or _is_statement(left):
        return False
    return len(left.split()) >= 2 or _is_topic(left)


def _right_alone(left: str, right: str) -> bool:
    lower = right.lower() + " "
    if _POINTS_BACK.search(right) or _ELABORATES.match(right):
        return False
    if left.lower().startswith("hoe ") and not lower.startswith("hoe "):
        return False  # "hoe ik X en Y kan doen": the verb of the left half stands in the right half
    if lower.startswith(_NOUN_OPENERS) and _INFINITIVE.search(right) and len(left.split()) > 1 and not _INFINITIVE.search(left):
        return False  # "mijn rekenvaardigheid en kennis van W&N opfrissen": one verb for both
    opens = lower.startswith(_OPENERS) and len(right.split()) >= MIN_RIGHT_WORDS
    return opens or (_is_topic(right) and _is_topic(left) and min(len(left.split()), len(right.split())) >= MIN_RIGHT_WORDS)
