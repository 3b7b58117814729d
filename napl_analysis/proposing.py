"""What `napl controleer` proposes for regio.yml: files that it does not name yet, and which column is what.

Nothing here is used unseen: proposals are shown, and written only when asked, for the analyst to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from napl_analysis.findings import NaplError
from napl_analysis.intake.columns import dutch_field, item_text, mapping_for, propose_columns
from napl_analysis.intake.files import kind_of, read_bytes
from napl_analysis.intake.files_base import REFUSED
from napl_analysis.intake.survey import read_survey
from napl_analysis.reference.outcomes import load_themes
from napl_analysis.reference.places import load_places
from napl_analysis.region import CONFIG_NAME, RegionYear, SurveySource, unlisted_files
from napl_analysis.reports.replace import replace_file
from napl_analysis.vocabulary import plain

SURVEYS, CATALOGUES, ADDRESSES, STAFF = "enquetes", "catalogi", "duo_adressen", "duo_personeel"
_READABLE = {".csv", ".xlsx", ".xlsm", ".sav", ".tsv", ".txt", ".json", ".xml", ".html", ".htm"}
_TOOLS = {"limesurvey": "LimeSurvey", "msforms": "Microsoft Forms", "googleforms": "Google Forms", "qualtrics": "Qualtrics",
          "surveymonkey": "SurveyMonkey", "spss": "SPSS", "plain": "tabel zonder bekend enquêteprogramma"}
_SHOWN_TEXT = 70
LONG_CODE = 30
LIKELY_FROM = 50.0  # a question less like any field than this (0-100) gets no hint
SHORTEST_PART = 3  # letters: a shorter part of a name is in too many of them


@dataclass(frozen=True)
class NewSource:
    """A file that stands in the folder but not in regio.yml, and the key of ``bronnen`` it seems to belong to."""

    file: str
    key: str | None
    columns: dict[str, Any] | None = None  # a survey's proposed ``kolommen``
    why: str = ""  # why it has no key, where its contents tell

    @property
    def blanks(self) -> dict[str, str]:
        """Keys that the analyst still has to fill in, each with what may stand there."""
        if self.key == CATALOGUES:
            return {"aanbieder": "naam, als die niet in het bestand staat", "soort_aanbieder": "publieke_lerarenopleider, huisacademie of privaat"}
        asked = {"sector": "po, vo of mbo, als dat voor alle antwoorden geldt", "rol": "leraar, schoolleider, directeur_mbo, hr of anders"}
        return {name: what for name, what in asked.items() if self.key == SURVEYS and name not in (self.columns or {})}


def new_sources(year: RegionYear) -> list[NewSource]:
    """The files in the year's folder that regio.yml does not name, each with the place it seems to belong."""
    return [_new_source(year.path(name), name) for name in unlisted_files(year.folder, year.config)]


def _new_source(path: Path, name: str) -> NewSource:
    key = _key_of(path, name)
    kind = kind_of(path) if key is None and path.is_file() and path.stat().st_size else ""
    return NewSource(name, key, why=" ".join(REFUSED.get(kind, ())))


def _key_of(path: Path, name: str) -> str | None:
    folder = name.split("/")[0]
    if path.is_file() and path.suffix.lower() not in _READABLE:
        return None
    if folder == "duo":
        return ADDRESSES if path.suffix.lower() != ".xlsx" and b"GEMEENTE" in read_bytes(path)[:4000].upper() else STAFF
    return {"enquete": SURVEYS, "catalogi": CATALOGUES}.get(folder)


def propose_mapping(year: RegionYear, file: str, format: str | None = None) -> tuple[dict[str, Any], str]:
    """The proposed ``kolommen`` of an export, and the same as lines to read.

    Raises
    ------
    InputError
        The export cannot be read.
    """
    export = read_survey(year.path(file), format=format)
    proposals = propose_columns(export, load_themes())
    lines = [f"\n{file}: {_TOOLS.get(export.tool, export.tool)}, {len(export.answers)} antwoorden. Voorstel:"]
    used = proposals["field"].notna()
    lines += [f"  {dutch_field(p.field):28s} {_asked(p)}{'   <- TWIJFEL, kijk na' if p.doubtful else ''}" for p in proposals[used].itertuples()]
    if not used.all():
        lines.append(f"  Niet gebruikt ({int((~used).sum())}); neem de code vooraan over in regio.yml als een vraag er toch bij hoort:")
        lines += [f"    {_asked(p)}{f'   lijkt op: {p.candidates}' if p.score >= LIKELY_FROM else ''}" for p in proposals[~used].itertuples()]
    return mapping_for(proposals), "\n".join(lines)


def municipality_lines(names: Sequence[str]) -> list[str]:
    """Code and name of the municipalities that a name stands for, also where it is a place in one; all of them without a name.

    Raises
    ------
    NaplError
        Nothing is called that; names that come near are offered.
    """
    places = load_places()
    all_names = places.drop_duplicates("municipality_code").sort_values("municipality_code")
    if not names:
        return [f"{m.municipality_code}  {m.municipality}" for m in all_names.itertuples()]
    found: dict[str, str] = {}
    for name in names:
        found |= _municipalities_called(name, places, all_names)
    codes = list(found)
    return [*found.values(), "", f"Voor regio.yml: [{', '.join(codes)}]"]


def _municipalities_called(name: str, places: pd.DataFrame, all_names: pd.DataFrame) -> dict[str, str]:
    """Code to line of the municipalities with this code or name, or with it in their name, or else with a place of this name."""
    wanted = plain(name).removeprefix("gemeente ")
    called = all_names["municipality"].map(plain)
    number = wanted.removeprefix("gm").zfill(4)
    for hits in (all_names["municipality_code"] == f"GM{number}", called == wanted, called.str.contains(wanted, regex=False) if len(wanted) >= SHORTEST_PART else called == ""):
        if hits.any():
            return {m.municipality_code: f"{m.municipality_code}  {m.municipality}" for m in all_names[hits].itertuples()}
    inside = places[places["place"].map(plain) == wanted].drop_duplicates("municipality_code")
    if len(inside):
        return {m.municipality_code: f"{m.municipality_code}  {m.municipality} (hierin ligt {m.place})" for m in inside.itertuples()}
    near = process.extract(wanted, dict(zip(all_names["municipality"], called, strict=True)), scorer=fuzz.ratio, limit=3, score_cutoff=60)
    hint = f"Bedoeld is misschien {', '.join(str(key) for _, _, key in near)}." if near else "Probeer een deel van de naam, of napl gemeenten zonder naam voor de hele lijst."
    raise NaplError(f"Geen gemeente of plaats heet '{name}' (indeling van 2023 en later).", hint)


def _asked(proposal: Any) -> str:
    """The code to write in regio.yml and the question's text; a long code is the text again."""
    code, text = str(proposal.code), item_text(str(proposal.text))
    return code if len(code) > LONG_CODE or plain(code) == plain(text) else f"{code}: {_short(text)}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN_TEXT else words[: _SHOWN_TEXT - 1] + "…"


def unmapped_surveys(year: RegionYear) -> list[SurveySource]:
    """Surveys in regio.yml that say nothing about their columns yet."""
    return [s for s in year.config.sources.surveys if not s.columns.model_fields_set]


def write_proposals(folder: Path, mappings: dict[str, dict[str, Any]], added: Sequence[NewSource]) -> Path:
    """Put proposals into regio.yml, its comments and order kept; the file is replaced only when complete.

    Parameters
    ----------
    mappings
        File of a survey that is named already: its ``kolommen``.
    added
        Files to name under ``bronnen``; those without a key are left out.
    """
    path = folder / CONFIG_NAME
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 200
    yaml.indent(mapping=2, sequence=4, offset=2)
    content = yaml.load(path.read_text(encoding="utf-8-sig"))
    sources = content["bronnen"]
    for survey in sources.get(SURVEYS) or []:
        if survey["bestand"] in mappings and not survey.get("kolommen"):
            survey["kolommen"] = _block(mappings[survey["bestand"]])
    for key in (SURVEYS, CATALOGUES, ADDRESSES, STAFF):
        _append(sources, key, [s for s in added if s.key == key])
    stream = StringIO()
    yaml.dump(content, stream)
    replace_file(path, stream.getvalue().encode())
    return path


def _append(sources: CommentedMap, key: str, added: Sequence[NewSource]) -> None:
    if not added:
        return
    lines = CommentedSeq(sources.get(key) or [])
    if isinstance(old := sources.get(key), CommentedSeq) and len(old):
        lines = old  # keeps the comments in it
        lines.fa.set_block_style()
    for source in added:
        if key in (ADDRESSES, STAFF):
            lines.append(source.file)
            continue
        entry = CommentedMap(bestand=source.file)
        blanks = CommentedMap(dict.fromkeys(source.blanks))
        for name, what in source.blanks.items():
            blanks.yaml_add_eol_comment(f"vul in: {what}", name, column=34)
        if key == CATALOGUES:
            entry.update(blanks)
            entry.ca.items.update(blanks.ca.items)
        elif blanks:
            entry["vast"] = blanks
        if source.columns:
            entry["kolommen"] = _block(source.columns)
        lines.append(entry)
    sources[key] = lines


def _block(value: Any) -> Any:
    """A mapping in block style with its lists on one line, as the handbook writes them."""
    if isinstance(value, dict):
        return CommentedMap({k: _block(v) for k, v in value.items()})
    if isinstance(value, list):
        made = CommentedSeq(value)
        made.fa.set_flow_style()
        return made
    return value
