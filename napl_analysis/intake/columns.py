"""Which column of an export holds what: proposals for regio.yml, from question texts and answer options.

Nothing here decides at run time. `propose_columns` is what `napl nieuw` and `napl controleer` write down for the
analyst to see and change; `candidates` names the likeliest columns in error messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from rapidfuzz import fuzz

from napl_analysis import vocabulary as voc
from napl_analysis.intake import values
from napl_analysis.intake.column_words import CODE_NAMES, EMPTY_WORDS, KINDS, PHRASES, TERMS
from napl_analysis.intake.values import is_blank

if TYPE_CHECKING:
    from napl_analysis.intake.survey.model import SurveyExport

DOUBTFUL_BELOW = 75.0  # a proposal with a lower score (0-100) is doubtful
DOUBTFUL_LEAD = 8.0  # and so is one that another column comes this close to
PROPOSE_FROM = 55.0  # below this there is no proposal at all
LONG_ANSWER = 25  # median number of characters from which an open question is answered in sentences
SEPARATOR = "."  # themes.<id>, preferences.<dimension>

_DUTCH = {
    "sector": "sector", "role": "rol", "career_phase": "loopbaanfase", "age": "leeftijd", "experience": "ervaring", "fte": "fte", "school": "school",
    "board": "bestuur", "municipality": "gemeente", "themes": "themas", "open_questions": "open_vragen", "preferences": "voorkeuren",
}
SINGLE_FIELDS = tuple(f for f in _DUTCH if f not in ("themes", "open_questions", "preferences"))
PROPOSAL_COLUMNS = ["field", "code", "text", "score", "doubtful", "candidates"]


def propose_columns(export: SurveyExport, themes: pd.DataFrame) -> pd.DataFrame:
    """The likeliest question for every field of regio.yml, and for every question left over a row without a field.

    Returns
    -------
    DataFrame
        field (key of `SurveyColumns`; ``themes.<id>`` and ``preferences.<dimension>``; missing: no proposal), code and text of the
        question, score 0-100, doubtful (low score, or another column comes near), candidates (three best fields or codes, "; ").
    """
    units, fields = question_units(export.questions), Fields(themes)
    scores = pd.DataFrame({field: [fields.score(field, unit) for unit in units.to_dict("records")] for field in fields.names},
                          index=units["code"].tolist(), dtype="float64")
    chosen = _assign(scores)
    chosen |= {code: "open_questions" for code in _long_answers(export, units) if code not in chosen}
    rows = [_proposal(code, field, scores, units) for code, field in chosen.items()]
    rows += [_leftover(code, scores, units) for code in scores.index if code not in chosen]
    return pd.DataFrame(rows, columns=PROPOSAL_COLUMNS).sort_values("code", key=lambda c: c.map(scores.index.get_loc)).reset_index(drop=True)


def question_units(questions: pd.DataFrame) -> pd.DataFrame:
    """Questions as a person sees them: options of a multiple-answer question together, technical columns left out.

    Columns: code (the group's, for options together), text, kind, options, members (the columns behind it).
    """
    units: dict[str, dict[str, Any]] = {}
    for q in questions[questions["kind"] != "technical"].to_dict("records"):
        is_option = q["kind"] == "multiple" and not is_blank(q["group"])
        code = q["group"] if is_option else q["code"]
        text = _without_option(q) if is_option else _item(q)
        unit = units.setdefault(code, {"code": code, "text": text, "kind": q["kind"], "options": (), "members": ()})
        own = (str(q["option"]),) if is_option and not is_blank(q["option"]) else tuple(q["options"] or ())
        unit["options"] = tuple(dict.fromkeys([*unit["options"], *own]))
        unit["members"] = (*unit["members"], q["code"])
    return pd.DataFrame(list(units.values()), columns=["code", "text", "kind", "options", "members"])


def _item(question: dict[str, Any]) -> str:
    """The text of a question; of a row in a grid, the question with the row in brackets behind it."""
    text, option = str(question["text"]), question["option"]
    return text if is_blank(option) or str(option) in text else f"{text} [{option}]"


def _without_option(question: dict[str, Any]) -> str:
    text = str(question["text"])
    return text if is_blank(question["option"]) else re.sub(rf"\s*[\[(:-]?\s*{re.escape(str(question['option']))}\s*[\])]?\s*$", "", text)


@dataclass(frozen=True)
class _Wording:
    """A text to compare: all its words, and those that say what is asked."""

    whole: str
    content: str

    @classmethod
    def of(cls, text: str) -> _Wording:
        plain = voc.plain(text)
        return cls(plain, " ".join(w for w in plain.split() if w not in EMPTY_WORDS) or plain)

    def like(self, other: _Wording) -> float:
        """Likeness, 0-100: mostly of the words that say what is asked, a little of the whole wording."""
        if not self.whole or not other.whole:
            return 0.0
        by_content = 0.5 * fuzz.token_set_ratio(self.content, other.content) + 0.5 * fuzz.token_sort_ratio(self.content, other.content)
        return 0.75 * by_content + 0.25 * fuzz.token_sort_ratio(self.whole, other.whole)


class Fields:
    """The fields a column can have, and how people ask for them; `score` says how well a question fits one."""

    def __init__(self, themes: pd.DataFrame) -> None:
        themed = {f"themes.{t.theme_id}": (str(t.label), str(t.question)) for t in themes.itertuples()}
        self.names = [*SINGLE_FIELDS, *themed, "open_questions", *(f"preferences.{d}" for d in voc.PREFERENCE_VALUES)]
        self._wordings = {field: [_Wording.of(text) for text in texts] for field, texts in (PHRASES | themed).items()}

    def score(self, field: str, unit: dict[str, Any]) -> float:
        """How well a question fits a field, 0-100: its text against how people ask it, its code, its answer options."""
        family, _, detail = field.partition(SEPARATOR)
        if unit["kind"] not in KINDS.get(family, ("single", "open")):
            return 0.0
        asked, wordings = _Wording.of(item_text(str(unit["text"]))), self._wordings[field]
        by_text = max(asked.like(wording) for wording in wordings)
        if family == "themes":
            by_code = 100.0 * (voc.plain(unit["code"]) == voc.plain(detail))
            return round(max(by_text, by_code, _names_theme(asked, wordings[0])), 1)
        by_code = 90.0 if re.sub(r"[^a-z]", "", str(unit["code"]).lower()) in CODE_NAMES[field] else 0.0
        by_options = _options_fit(field, unit["options"])
        return round(max(by_text, by_code, 0.5 * by_text + 0.5 * by_options if by_options else 0.0, 0.9 * by_options), 1)

    def is_doubtful(self, field: str, unit: dict[str, Any]) -> bool:
        """Would nobody have proposed this question for this field, or clearly another field?"""
        own = self.score(field, unit)
        if own >= DOUBTFUL_BELOW:
            return False
        return own < PROPOSE_FROM or self.score(self.best(unit, 1)[0], unit) >= DOUBTFUL_BELOW

    def best(self, unit: dict[str, Any], count: int = 3) -> list[str]:
        """The fields that a question fits best."""
        scores = {field: self.score(field, unit) for field in self.names}
        return sorted(scores, key=lambda field: -scores[field])[:count]


def _names_theme(asked: _Wording, label: _Wording) -> float:
    """A doubtful score where a word begins with the theme's first word ("taalonderwijs" for taal)."""
    head = label.content.split()[0]
    return DOUBTFUL_BELOW - 10 if any(word.startswith(head) for word in asked.whole.split()) else 0.0


def item_text(text: str) -> str:
    """The row of a grid question (in its last brackets), else the question itself."""
    inside = re.findall(r"\[([^\[\]]+)\]", text)
    return inside[-1] if inside else text


def _options_fit(field: str, options: tuple[str, ...]) -> float:
    """Share of the answer options that the vocabulary of the field knows, 0-100; 0 where it has none."""
    terms = TERMS.get(field)
    named = [o for o in options if o and voc.plain(o) not in ("anders", "overig", "anders namelijk")]
    if terms is None or len(named) < 2:
        return 0.0
    return 100.0 * sum(values.read_code(terms, o).value is not None for o in named) / len(named)


def _assign(scores: pd.DataFrame) -> dict[str, str]:
    """Best pairs first; a question gets one field, and a field one question (open questions and preferences may have more)."""
    pairs = scores.stack().rename("score").reset_index().set_axis(["code", "field", "score"], axis=1)
    pairs = pairs[pairs["score"] >= PROPOSE_FROM].sort_values("score", ascending=False, kind="stable")
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for pair in pairs.itertuples():
        if pair.code in chosen or pair.field in taken:
            continue
        chosen[pair.code] = pair.field
        if not pair.field.startswith(("open_questions", "preferences")):
            taken.add(pair.field)
    return chosen


def _long_answers(export: SurveyExport, units: pd.DataFrame) -> list[str]:
    """Open questions that people answer in sentences: they may be about needs, for the analyst to say."""
    opened = [code for code in units.loc[units["kind"] == "open", "code"] if code in export.answers]
    return [code for code in opened if export.answers[code].dropna().astype("str").str.len().median() >= LONG_ANSWER]


def _proposal(code: str, field: str, scores: pd.DataFrame, units: pd.DataFrame) -> dict[str, Any]:
    value = float(scores.at[code, field])
    others = scores[field].drop(code)
    rival = float(others.max()) if len(others) else 0.0
    near = rival > value - DOUBTFUL_LEAD and not field.startswith(("open_questions", "preferences"))
    return {"field": field, "code": code, "text": _text_of(units, code), "score": value, "doubtful": value < DOUBTFUL_BELOW or near,
            "candidates": "; ".join(scores[field].nlargest(3).index)}


def _leftover(code: str, scores: pd.DataFrame, units: pd.DataFrame) -> dict[str, Any]:
    best = scores.loc[code].nlargest(3)
    return {"field": None, "code": code, "text": _text_of(units, code), "score": float(best.iloc[0]), "doubtful": True,
            "candidates": "; ".join(dutch_field(f) for f in best.index)}


def _text_of(units: pd.DataFrame, code: str) -> str:
    return str(units.loc[units["code"] == code, "text"].iloc[0])


def dutch_field(field: str) -> str:
    """A field as regio.yml spells it: ``themes.taal`` -> ``themas: taal``."""
    family, _, detail = field.partition(SEPARATOR)
    return f"{_DUTCH[family]}: {detail}" if detail else _DUTCH[family]


def candidates(field: str, wanted: str, questions: pd.DataFrame, themes: pd.DataFrame, count: int = 3, *, least: float = 0.0) -> list[str]:
    """The likeliest columns for a field whose column was not found: near in code to what was written, or fitting in text (from ``least``, 0-100)."""
    units, fields = question_units(questions), Fields(themes)
    points = {u["code"]: max(fields.score(field, u), fuzz.ratio(voc.plain(wanted), voc.plain(u["code"])) if wanted else 0.0)
              for u in units.to_dict("records")}
    best = [code for code in sorted(points, key=lambda code: (-points[code], str(code))) if points[code] >= least][:count]
    return [f"'{code}' ({_short(_text_of(units, code))})" for code in best]


def _short(text: str, width: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= width else words[: width - 1] + "…"


def mapping_for(proposals: pd.DataFrame, *, doubtful: bool = True) -> dict[str, Any]:
    """Proposals as the ``kolommen`` of regio.yml (Dutch keys); without the doubtful ones where asked."""
    kept = proposals[proposals["field"].notna() & (doubtful | ~proposals["doubtful"].astype(bool))]
    mapping: dict[str, Any] = {}
    for row in kept.itertuples():
        family, _, detail = row.field.partition(SEPARATOR)
        key = _DUTCH[family]
        if family == "themes":
            mapping.setdefault(key, {})[detail] = row.code
        elif family == "preferences":
            mapping.setdefault(key, {}).setdefault(detail, []).append(row.code)
        elif family == "open_questions":
            mapping.setdefault(key, []).append(row.code)
        else:
            mapping[key] = row.code
    return {key: mapping[key] for key in _DUTCH.values() if key in mapping}
