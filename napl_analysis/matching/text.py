"""Dutch text as people type it: cleaned, cut into segments and words, abbreviations written out."""

from __future__ import annotations

import html
import re
import unicodedata

from napl_analysis.reference.thesaurus import Language

MAX_CHARACTERS = 12_000  # beyond this a text adds no meaning, only time
SEGMENT_WORDS = 14  # a segment is one thought; longer sentences are cut
MAX_SEGMENTS = 60

_TAGS = re.compile(r"<(script|style)\b.*?</\1>|</?[a-z!][^>]{0,300}>", re.S | re.I)
_LINKS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")
_INSIDE = re.compile(r"(?<=\w)[''`´’‘](?=\w)")
_SENTENCE = re.compile(r"[.!?;:\n\r•·|]+|\s[-–—]\s|[()\[\]]")
_WORD = re.compile(r"[a-z0-9]+(?:&[a-z0-9]+)?")


def clean(text: object) -> str:
    """Lower case, no HTML, links, accents or emoji; sentence marks stay. A missing text is empty."""
    if not isinstance(text, str):
        return ""
    raw = text[:MAX_CHARACTERS]
    if "<" in raw or "&" in raw:
        raw = _TAGS.sub(" . ", html.unescape(raw))
    raw = _LINKS.sub(" ", raw)
    if not raw.isascii():
        raw = _INSIDE.sub("", raw)
        raw = "".join(c for c in unicodedata.normalize("NFKD", raw) if not unicodedata.combining(c))
    return _INSIDE.sub("", raw).lower()


def normalise(text: object) -> str:
    """The words of a text with single spaces: how texts are compared and how decisions are kept."""
    return " ".join(_WORD.findall(clean(text)))


def words(cleaned: str, language: Language) -> list[str]:
    """Words of a cleaned text, abbreviations written out, stop words left out."""
    found: list[str] = []
    for word in _WORD.findall(cleaned):
        written = language.abbreviations.get(word)
        found.extend(written.split() if written else (word,))
    return [w for w in found if w not in language.stopwords]


def segments(text: object, language: Language) -> list[list[str]]:
    """The words of a text, a list per thought (a sentence, or a piece of a long one)."""
    pieces: list[list[str]] = []
    for sentence in _SENTENCE.split(clean(text)):
        found = words(sentence, language)
        count = max(1, -(-len(found) // SEGMENT_WORDS))
        size = -(-len(found) // count) if found else 0
        pieces.extend(found[i:i + size] for i in range(0, len(found), size or 1))
        if len(pieces) >= MAX_SEGMENTS:
            break
    return [p for p in pieces if p][:MAX_SEGMENTS]
