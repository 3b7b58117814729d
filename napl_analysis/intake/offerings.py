"""All catalogues of a year as one offerings table: places known, doubles recognised, claims checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from napl_analysis import tables
from napl_analysis import vocabulary as voc
from napl_analysis.findings import Finding, Severity, StepLog
from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.intake.catalogue.model import FIELD_LABELS
from napl_analysis.intake.change_log import as_shown, changes_frame, joined_changes, masked_answer
from napl_analysis.intake.values import is_blank
from napl_analysis.region import RegionYear

SAME_TITLE = 94.0  # similarity (0-100) of titles of one provider from which two offerings are the same
SAME_PROVIDER = 88.0  # similarity of provider names from which they are one provider
BLOCK = 500  # titles compared at a time, so that memory stays small
_ANYWHERE = {"online", "landelijk", "heel nederland", "incompany", "in company", "op locatie", "op school", "in overleg", "nader te bepalen",
             "diverse locaties", "diverse", "n t b", "ntb", "eigen school", "school", "op uw school", "regio", "hele regio", "webinar",
             "nederland", "op aanvraag", "op uw locatie", "eigen locatie", "op locatie van de school", "uw school", "uw locatie", "meerdere locaties", "diverse plaatsen", "bij u op school", "op de eigen school", "wisselend"}

_EVERYDAY = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch", "s bosch": "s hertogenbosch", "hertogenbosch": "s hertogenbosch",
             "scheveningen": "s gravenhage", "the hague": "s gravenhage", "a dam": "amsterdam", "r dam": "rotterdam", "ijburg": "amsterdam"}


def read_catalogues(year: RegionYear, places: pd.DataFrame, outcomes: pd.DataFrame,
                    ) -> tuple[pd.DataFrame, tuple[Finding, ...], list[dict[str, object]], pd.DataFrame]:
    """Every catalogue that regio.yml names, as one offerings table.

    Parameters
    ----------
    places
        place, municipality, municipality_code (one row a place).
    outcomes
        outcome_id: the learning outcomes that can be claimed.

    Returns
    -------
    tuple
        The offerings table, findings, a line per step, and the change log.

    Raises
    ------
    InputError
        A catalogue cannot be read.
    """
    findings: list[Finding] = []
    changes: list[dict[str, Any]] = []
    log, frames = StepLog(), []
    for source in year.config.sources.catalogues:
        frame = read_catalogue(year.path(source.file), format=source.format, provider=source.provider, provider_type=source.provider_type)
        findings.extend(frame.attrs.get("findings", ()))
        changes.extend(frame.attrs.get("changes", ()))
        log.add(f"{source.file}: aanbod ingelezen", len(frame), len(frame))
        frames.append(_plain(frame, source.provider, source.provider_type))
    if not frames:
        return tables.OFFERINGS.empty(), (), [], tables.CHANGES_LOG.empty()
    offerings = pd.concat(frames, ignore_index=True)
    read = offerings
    offerings = check_claims(locate(offerings, places, findings), outcomes, findings)
    changes.extend(_looked_up(read, offerings, places))
    kept = without_doubles(offerings, findings)
    log.add("dubbel aanbod samengevoegd", len(offerings), len(kept))
    return tables.conform(kept, tables.OFFERINGS), tuple(findings), log.steps, joined_changes([changes_frame(changes)])


def _looked_up(read: pd.DataFrame, checked: pd.DataFrame, places: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The change log of places and claims: a place's own name is only translated, every other spelling is read."""
    lookup = place_codes(places)
    for row, now in zip(read.to_dict("records"), checked.to_dict("records"), strict=True):
        place, code = row["location_raw"], now["municipality_code"]
        unknown = is_blank(code) and not is_blank(place) and not find_place(str(place), lookup)[1]
        if unknown or (not is_blank(code) and not is_blank(place) and voc.plain(place) not in lookup):
            yield _changed(row, "location", place, code, "plaats_onbekend" if unknown else "plaats_gelezen")
        claims = [c.strip() for c in re.split(r"[,;]", "" if is_blank(row["claimed_outcomes"]) else str(row["claimed_outcomes"])) if c.strip()]
        if len(claims) > len([] if is_blank(now["claimed_outcomes"]) else str(now["claimed_outcomes"]).split(",")):
            yield _changed(row, "claimed_outcomes", ", ".join(claims), now["claimed_outcomes"], "leeruitkomst_onbekend")


def _changed(row: Mapping[str, Any], field: str, before: object, after: object, rule: str) -> dict[str, Any]:
    sheet, _, number = str(row["source_row"]).rpartition(":")
    return {"file": row["source_file"], "sheet": sheet, "row": number, "column": FIELD_LABELS[field], "before": masked_answer(before),
            "after": None if is_blank(after) else as_shown(after), "rule": rule}


def _plain(frame: pd.DataFrame, provider: str | None, provider_type: str | None) -> pd.DataFrame:
    """Without attrs (they would clash when frames are joined); provider and type as regio.yml has them, where the file is silent."""
    plain = frame.reset_index(drop=True).copy()
    plain.attrs = {}
    for column, value in (("provider", provider), ("provider_type", provider_type)):
        if value is not None:
            plain[column] = plain[column].where(plain[column].notna(), value)
    return plain


def locate(offerings: pd.DataFrame, places: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Set municipality_code from location_raw; a place that is not known is a finding (``plaats_onbekend``)."""
    lookup = place_codes(places)
    located = offerings.copy()
    codes = located["municipality_code"].astype("object")
    for index in located.index[codes.isna() & located["location_raw"].notna()]:
        row = located.loc[index]
        code, known = find_place(str(row["location_raw"]), lookup)
        if code:
            codes[index] = code
        elif not known:
            guess = _near_place(str(row["location_raw"]), places)
            findings.append(_about(row, "plaats_onbekend", f"De plaats '{row['location_raw']}' is niet bekend.{guess}",
                                   "Zonder plaats: het bereik van dit aanbod is niet te bepalen.", "location_raw", str(row["location_raw"]), Severity.DECIDE))
    located["municipality_code"] = codes
    return located


def place_codes(places: pd.DataFrame) -> dict[str, str | None]:
    """Place and municipality names (plain) to municipality code; None where a name is in several municipalities.

    A place that carries its municipality's name counts as that municipality.
    """
    lookup: dict[str, str | None] = {}
    for row in places.itertuples():
        name = voc.plain(row.place)
        lookup[name] = row.municipality_code if lookup.get(name, row.municipality_code) == row.municipality_code else None
    own = places[["municipality", "municipality_code"]].drop_duplicates()
    lookup |= {voc.plain(r.municipality): r.municipality_code for r in own.itertuples()}
    return lookup | {said: lookup[name] for said, name in _EVERYDAY.items() if name in lookup and said not in lookup}


def find_place(text: str, lookup: Mapping[str, str | None]) -> tuple[str | None, bool]:
    """Municipality of a location text, and whether the text was understood ("Utrecht, Domplein 1", "online", "Zwolle en Assen")."""
    whole = voc.plain(text)
    if whole in lookup:
        return lookup[whole], lookup[whole] is not None
    if whole in _ANYWHERE:
        return None, True
    parts = [voc.plain(p) for p in re.split(r"[,;/()|]|\s-\s|\ben\b|\bof\b", text)]
    known = [code for part in parts if (code := lookup.get(part))]
    if known:
        return known[0], True
    words = [w for w in re.sub(r"\b\d{4}\s?[A-Za-z]{2}\b", "|", text).split("|") if w.strip()]
    after_postcode = lookup.get(voc.plain(words[-1])) if len(words) > 1 or "|" in text else None
    return after_postcode, after_postcode is not None or any(part in _ANYWHERE for part in parts)


def _near_place(text: str, places: pd.DataFrame) -> str:
    near = process.extractOne(text, places["place"].tolist(), scorer=fuzz.ratio, score_cutoff=75)
    return f" Bedoeld is misschien '{near[0]}'." if near else ""


def _about(row: pd.Series, rule: str, message: str, action: str, column: str, before: str = "", severity: Severity = Severity.LOOK) -> Finding:
    sheet, _, number = str(row["source_row"]).rpartition(":")  # "sheet:row" where a workbook has several sheets
    return Finding(rule=rule, message=message, action=action, severity=severity, file=str(row["source_file"]), sheet=sheet,
                   row=int(number) if number.isdigit() else None, column=FIELD_LABELS.get(column, column), before=before)


def check_claims(offerings: pd.DataFrame, outcomes: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Claimed outcomes that do not exist are left out, with a finding (``leeruitkomst_onbekend``)."""
    known = {str(code).upper(): str(code) for code in outcomes["outcome_id"]}
    checked = offerings.copy()
    claims = checked["claimed_outcomes"].astype("object")
    for index in checked.index[claims.notna()]:
        named = [c.strip() for c in re.split(r"[,;]", str(claims[index])) if c.strip()]
        good = [known[c.upper()] for c in named if c.upper() in known]
        bad = [c for c in named if c.upper() not in known]
        if bad:
            findings.append(_about(checked.loc[index], "leeruitkomst_onbekend", f"De aanbieder noemt leeruitkomsten die niet bestaan: {', '.join(bad)}.",
                                   "Deze zijn weggelaten.", "claimed_outcomes", ", ".join(bad)))
        claims[index] = ",".join(dict.fromkeys(good)) or None
    checked["claimed_outcomes"] = claims
    return checked


def without_doubles(offerings: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """One row per offering: of those listed twice the most complete stays, its gaps filled from the other (``aanbod_dubbel``)."""
    result = offerings.astype("object").where(offerings.notna(), None)
    dropped: set[object] = set()
    for group in _doubles(offerings):
        best, *others = sorted(group, key=lambda i: (-int(offerings.loc[i].notna().sum()), i))
        for other in others:
            result.loc[best] = result.loc[best].where(result.loc[best].notna(), result.loc[other])
            kept, row = offerings.loc[best], offerings.loc[other]
            findings.append(_about(row, "aanbod_dubbel", f"'{row['title']}' van {row['provider']} staat ook in {kept['source_file']} (rij {kept['source_row']}).",
                                   "Een keer geteld; de meest volledige is gehouden en aangevuld.", "title", str(row["title"])))
        dropped.update(others)
    return result.drop(index=list(dropped)).infer_objects().reset_index(drop=True)


def _doubles(offerings: pd.DataFrame) -> list[list[int]]:
    """Groups of rows that are the same offering: one provider and nearly the same title, not contradicting each other."""
    titles = offerings["title"].map(voc.plain)
    leader = {i: i for i in offerings.index}
    for members in _by_provider(offerings["provider"]):
        for one, other in _near_titles(members, titles):
            if _compatible(offerings.loc[one], offerings.loc[other]):
                leader[other] = leader[one]
    groups: dict[int, list[int]] = {}
    for index, first in leader.items():
        groups.setdefault(first, []).append(index)
    return [group for group in groups.values() if len(group) > 1]


def _by_provider(providers: pd.Series) -> Iterable[list[int]]:
    names: dict[str, list[int]] = {}
    for index, provider in providers.items():
        plain = re.sub(r"\b(stichting|bv|b v|vof|nv)\b", "", voc.plain(provider)).strip()
        near = process.extractOne(plain, list(names), scorer=fuzz.token_sort_ratio, score_cutoff=SAME_PROVIDER)
        names.setdefault(near[0] if near else plain, []).append(index)  # type: ignore[arg-type]
    return names.values()


def _near_titles(members: list[int], titles: pd.Series) -> Iterator[tuple[int, int]]:
    """Pairs with nearly the same title; other numbers ("deel 1" and "deel 2") make other offerings."""
    texts = [titles[i] for i in members]
    for start in range(0, len(members), BLOCK):
        alike = process.cdist(texts[start:start + BLOCK], texts, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TITLE)
        for row, column in np.argwhere(alike > 0):
            one, other = start + int(row), int(column)
            if one < other and re.findall(r"\d+", texts[one]) == re.findall(r"\d+", texts[other]):
                yield members[one], members[other]


def _compatible(one: pd.Series, other: pd.Series) -> bool:
    """Do sectors, phases and places agree wherever both rows have them? Else it is another edition."""
    return all(is_blank(one[c]) or is_blank(other[c]) or one[c] == other[c] for c in ("sectors", "career_phases", "municipality_code", "delivery"))
