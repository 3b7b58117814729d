"""Where a text names a person: after a title, by a given name, a surname or initials. Rules and lists, no model.

The rule of thumb: what is more likely a person than a word is a name. A listed name with a capital is one; a name that is also a
word (Wil, Roos, Mark) needs people's words around it; after a title any unknown word with a capital is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from napl_analysis.reference.names import NameLists, name_lists, place_names

Span = tuple[int, int]

_LETTER = r"[^\W\d_]"
_UPPER, _LOWER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞİŁŃŇŌŐŘŚŞŠȘŤȚŪŮŰŹŻŽ]", "[a-zß-öø-ÿāăąćčďđēęěğıłńňōőřśşšșťțūůűźżž]"
_WORD = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*")
_PARTICLE = r"(?:[Vv]an(?: de[rn]?| het| 't)?|[Dd]e[rn]?|[Tt]e[rn]?|'t|[Oo]p (?:de|den|'t)|[Ii]n (?:de|'t|den)|[Ee]l|[Bb]en|[Vv]on|[Dd]i|[Dd]a|[Dd]u)"
_SURNAME = re.compile(rf"(?: {_PARTICLE})* {_UPPER}{_LETTER}*{_LOWER}{_LETTER}*(?:[-'’]{_UPPER}{_LETTER}+)*")
_PARTICLE_NAME = re.compile(rf"{_PARTICLE}(?: {_PARTICLE})* {_UPPER}{_LETTER}+")
_INITIALS = re.compile(rf"(?<![\w.])(?:[A-Z]\. ?){{1,4}}(?:{_PARTICLE} )*{_UPPER}{_LETTER}*{_LOWER}{_LETTER}*(?:-{_LETTER}+)?")
_BARE_INITIAL = re.compile(r"[A-Z]\.(?= |$)")

# Titles of address and words for people: an unknown word with a capital after them is a name.
_ADDRESS = r"juf(?:frouw|fie)?|meester|mevrouw|mevr\.?|mw\.?|dhr\.?|heer|meneer|mijnheer|mej\.?|miss|tante|oom|familie|gezin|(?:drs|dr|prof|ir|ing|mr|ds)\."
_PEOPLE = (r"(?:oud-)?collega|(?:leerlinge?|kind|jongen|meisje|collega|student) (?:als|zoals)|leerlinge?|studente?|lln\.?|kleuter|peuter|(?:moeder|vader|ouders|oma|opa|broer|zus|mama|papa|mentor|juf|meester) van|ib'?er|intern begeleider"
           r"|directeur|directrice|bestuurder|teamleider|rector|conrector|schoolleider|duo(?:partner|collega)?|buurman|conci[eë]rge|stagiaire?|invaller|psycholoog|orthopedagoog"
           r"|onderwijsassistente?|jongen|meisje|genaamd|heet|naam is|ondertekend,?|(?:vriendelijke )?groet(?:en|jes)?,?|gr\.?,?|mvg,?|dank aan")
# Words for people that subjects and schools stand behind too: a name only if it is listed or a verb of people follows.
_OFTEN_OTHER = r"docente?|lera(?:ar|res)|leerkracht|coach|trainer|mentor|ik ben|leerlingen|studenten|collega'?s"
_AFTER_TITLE = re.compile(rf"(?<![\w-])(?:(?P<sure>{_ADDRESS}|{_PEOPLE})|{_OFTEN_OTHER})[ \n](?=\S)", re.I)
_VERB = re.compile(r" (?:heeft|had|doet|deed|is|was|geeft|gaf|komt|kwam|wil|wilde|kan|kon|zegt|zei|vindt|vond|werkt|helpt|hielp|weet|staat|gaat|ging|leest|slaat|loopt|moet|zou|snapt)\b")
# A name that is also a word counts as a name after or before these.
_BEFORE = frozenset(["met", "aan", "door", "bij", "voor", "naar", "van", "en", "als", "toen", "zoals", "dat", "omdat", "want", "vraag", "zegt", "zei", "vindt", "help", "tweeling"])
_PERSON_FOLLOWS = re.compile(r" (?:en (?:ik|zijn|haar|z'n|d'r|mijn)\b|(?:regelt|vertelt|vertelde|begeleidt|coacht|mailt|belt|appt|huilt|vraagt|helpt|deed|gaf|kwam)\b|uit (?:mijn|de|onze|groep|klas|\d)|van (?:groep|klas|\d|de (?:onderbouw|bovenbouw|vaksectie|sectie))|zegt\b|zei\b|vindt\b|kan niet|wil niet)")
# Schools, programmes and saints carry names of people that need no hiding.
_SCHOOL_BEFORE = re.compile(r"(?:\b(?:obs|cbs|rkbs|pcbs|kbs|gbs|bs|basisschool|school|ikc|kc|kindcentrum|college|lyceum|mavo|gymnasium|academie|methode|programma|sint|stichting"
                            r"|boek|prins|prinses|koning|koningin|pater)|\bst\.) (?:(?:de|het|van) )?$", re.I)
_SCHOOL_AFTER = re.compile(r"(?:[ -](?:van|de|der|den|[A-Z][\w-]*))*[ -](?:college|lyceum|academie|akademie|mavo|gymnasium|universiteit|hogeschool|scholengemeenschap|school|stichting"
                           r"|methode|onderwijs)\b", re.I)
_JOINED = re.compile(r" ?[&/+] ?|, ")
# What many surnames end in, and hardly a word or a brand does.
_SURNAME_END = re.compile(r".{2,}(?:stra|[sz]ma|inga|ema|mans|ssen?|sens?|ink|kamp|huis|huizen|meijer|meyer|mulder|bakker|hoven|horst|ersma|veldt?|dijk|wijk|berg|bergh|broek|"
                          r"beek|oğlu|oglu|ski|ska|wicz|enko|ović|ovic|yan|idis|opoulos|singh)")
# A word nobody knows, with a capital and not at the start: a person if it does what people do or is said to be somebody.
_DOES = re.compile(r" (?:zegt|zei|vindt|vond|vertelt|vertelde|huilt|praat|begeleidt|coacht|lacht|slaat|schopt|bijt|weigert)\b"
                   r"|,? (?:\()?(?:onze|mijn|de|een) (?:nieuwe |oude |vaste )?(?:collega|ib'?er|coach|mentor|stagiaire?|directeur|teamleider|\w*co[oö]rdinator|duo\w*|klasgenoot|leerling|conci[eë]rge)\b"
                   r"| \((?:stagiaire?|lio|collega|leerling|directeur|ib'?er|mentor|coach|groep \d|\d{1,2}(?: jaar)?)\)")
_INSIDE = re.compile(r"[\w,(&] $|[(/-]$")  # not at the start of a sentence
_ARTICLE_NAME = re.compile(r"(?:\b[Dd]e|\b[Hh]et|'t) $")
MAX_SECOND = 5
MIN_LOWER_CASE = 4  # shorter names in lower case are too often words


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() and any(c.islower() for c in self.text[1:])


def find_names(text: str) -> list[Span]:
    """Start and end of every name of a person in the text, in order, not overlapping."""
    lists = name_lists()
    read = _without_shouting(text)
    tokens = [_Token(m[0], m.start(), m.end()) for m in _WORD.finditer(read)]
    spans = [*_after_titles(read, tokens, lists), *(m.span() for m in _INITIALS.finditer(read)), *_given_names(read, tokens, lists), *_surnames(read, tokens, lists),
             *_unknown_people(read, tokens, lists), *_full_names(read, tokens, lists)]
    kept = kept_spans(read, lists)
    return _merged([s for s in spans if not any(s[0] < end and start < s[1] for start, end in kept)])


def _without_shouting(text: str) -> str:
    """A text in capitals with capitals only where words start, so that the rules for capitals hold."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 8 or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return text
    titled = text.title()
    return titled if len(titled) == len(text) else text


def kept_spans(text: str, lists: NameLists) -> list[Span]:
    """Where phrases stand that hold a name and may stay (Wim Hof, Jip en Janneke)."""
    lower = text.lower()
    return [m.span() for phrase in lists.kept if phrase in lower for m in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", lower)]


def _after_titles(text: str, tokens: list[_Token], lists: NameLists) -> list[Span]:
    by_start = {t.start: t for t in tokens}
    found = (_name_at(text, m.end(), by_start.get(m.end()), lists, sure=m["sure"] is not None) for m in _AFTER_TITLE.finditer(text))
    return [span for span in found if span]


def _name_at(text: str, at: int, token: _Token | None, lists: NameLists, *, sure: bool) -> Span | None:
    """The name right after a title; where the title says little (not ``sure``), only a listed one or one that does something."""
    initials = _INITIALS.match(text, at) or (_BARE_INITIAL.match(text, at) if sure else None)
    if initials:
        return initials.span()
    particle = _PARTICLE_NAME.match(text, at)
    if particle and sure and particle[0].split()[-1].lower() not in lists.words:
        return _extended(text, particle.span(), lists)
    if token is None:
        return None
    base = _base(token, lists)
    if base in lists.words:
        return None
    listed = base in lists.given and (token.capital or base not in lists.also_words)
    surname = sure and base in lists.surnames
    unknown = token.capital and len(token.text) > 2 and (sure or bool(_VERB.match(text, token.end)))
    return _extended(text, (token.start, token.start + len(base)), lists) if listed or surname or unknown else None


def _base(token: _Token, lists: NameLists) -> str:
    """The name in lower case, without a possessive ("Lisa's", "Daans")."""
    plain = re.sub(r"['’]s?$", "", token.text.lower())
    if token.capital and plain not in lists.given and plain.endswith("s") and plain[:-1] in lists.given - lists.also_words:
        return plain[:-1]
    return plain


def _given_names(text: str, tokens: list[_Token], lists: NameLists) -> list[Span]:
    spans = []
    for i, token in enumerate(tokens):
        base = _base(token, lists)
        if base not in lists.given or _in_compound(text, token, lists):
            continue
        if not token.capital:
            meant = token.text.islower() and len(base) >= MIN_LOWER_CASE and base not in lists.also_words
        elif base in lists.also_words:
            meant = _is_meant_as_name(text, tokens, i, lists) and not _of_a_school(text, token)
        else:
            meant = not _of_a_school(text, token)
        if meant:
            spans.append(_extended(text, (token.start, token.start + len(base)), lists))
    return spans


def _in_compound(text: str, token: _Token, lists: NameLists) -> bool:
    """Part of a word with a hyphen that is no double given name ("Leonardo-onderwijs")."""
    after = re.match(rf"-({_LETTER}+)", text[token.end:])
    before = re.search(rf"({_LETTER}+)-$", text[: token.start])
    return any(m is not None and not _is_second_name(m[1], lists) for m in (after, before))


def _is_second_name(part: str, lists: NameLists) -> bool:
    """Is what a hyphen ties to a given name a name too: a listed one, or a short unknown one with a capital ("Kim-Ly")?"""
    return part.lower() in lists.given or (len(part) <= MAX_SECOND and part[0].isupper() and not part.isupper() and part.lower() not in lists.words)


def _of_a_school(text: str, token: _Token) -> bool:
    return bool(_SCHOOL_BEFORE.search(text[: token.start]) or _SCHOOL_AFTER.match(text, token.end) or _ARTICLE_NAME.search(text[: token.start]))


def _is_meant_as_name(text: str, tokens: list[_Token], i: int, lists: NameLists) -> bool:
    """Is a word that can be a name one here: a surname follows, or people's words stand around it?"""
    token = tokens[i]
    if _extended(text, (token.start, token.end), lists)[1] > token.end or _PERSON_FOLLOWS.match(text, token.end) or _beside_a_name(text, tokens, i, lists):
        return True
    return i > 0 and tokens[i - 1].text in _BEFORE and text[tokens[i - 1].end: token.start] == " "


def _unknown_people(text: str, tokens: list[_Token], lists: NameLists) -> list[Span]:
    """Words with a capital that are in no list and do, or are called, what only people do or are."""
    unknown = (t for t in tokens[1:] if t.capital and len(t.text) > 2 and t.text.lower() not in lists.words and _INSIDE.search(text[: t.start]))
    return [(t.start, t.end) for t in unknown if _DOES.match(text, t.end) and not _of_a_school(text, t)]


def _full_names(text: str, tokens: list[_Token], lists: NameLists) -> list[Span]:
    """Two words with a capital in no list, side by side within a sentence, of which the second ends as surnames do ("Bavo Wijdeveldt")."""
    return [(a.start, b.end) for a, b in pairwise(tokens)
            if a.capital and b.capital and text[a.end: b.start] == " " and _INSIDE.search(text[: a.start]) and not {a.text.lower(), b.text.lower()} & (lists.words | place_names())
            and _SURNAME_END.fullmatch(b.text.lower()) and not _of_a_school(text, a) and not _SCHOOL_AFTER.match(text, b.end)]


def _beside_a_name(text: str, tokens: list[_Token], i: int, lists: NameLists) -> bool:
    """Is the name before or after it, tied by "&", "/" or a comma, a sure one ("Iris & Tom")?"""
    sure = lists.given - lists.also_words
    pairs = [(tokens[i - 1], tokens[i])] if i else []
    pairs += [(tokens[i], tokens[i + 1])] if i + 1 < len(tokens) else []
    return any(_JOINED.fullmatch(text[a.end: b.start]) and (b if a is tokens[i] else a).capital and _base(b if a is tokens[i] else a, lists) in sure for a, b in pairs)


def _surnames(text: str, tokens: list[_Token], lists: NameLists) -> list[Span]:
    """Frequent surnames with a capital; with a particle they are in the list with it ("de Vries")."""
    alone = [(t.start, t.end) for t in tokens if t.capital and t.text.lower() in lists.surnames and not _of_a_school(text, t)
             and not re.match(rf"-{_LOWER}", text[t.end:])]
    with_particle = [m.span() for m in _PARTICLE_NAME.finditer(text) if m[0].lower() in lists.surnames]
    return alone + [s for s in with_particle if not _SCHOOL_AFTER.match(text, s[1])]


def _extended(text: str, span: Span, lists: NameLists) -> Span:
    """The name with the double given name and the surname that follow it."""
    start, end = span
    double = re.match(rf"-{_UPPER}{_LETTER}+", text[end:])
    end += double.end() if double else 0
    for _ in range(3):
        match = _SURNAME.match(text, end)
        words = match[0].lower().split() if match else []
        if not match or words[-1] in lists.words or (words[0] in ("in", "op", "te") and len(words) < 3):
            break
        end = match.end()
    return start, end


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
