"""Arrangements and trajectories for the platform: OOAPI v5 JSON and schema.org JSON-LD.

Pure: what comes out are dicts, ready for ``json.dumps``. What a standard has no field for is left out, never
forced into another field; what NAPL adds (sectors, phases, form) stands under a consumer key, as OOAPI provides.

Sources: Open Onderwijs API 5.0 (schemas Course, Program, Organization, Consumer); schema.org Course.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import pandas as pd

from napl_analysis.supply.coverage import split_codes

_NAMESPACE = uuid.UUID("6f1d7a52-0b0e-5e6e-9d53-2d1f3c6f7a10")  # fixed, so that an id is the same at every export
_CONSUMER = "napl"
_LEVELS = {5: "associate degree", 6: "bachelor", 7: "master", 8: "doctoral"}
_OOAPI_MODES = {"fysiek": "on campus", "online": "online", "hybride": "hybrid"}
_SCHEMA_MODES = {"fysiek": "Onsite", "online": "Online", "hybride": "Blended"}
Json = dict[str, Any]


def export_id(kind: str, code: str) -> str:
    """A stable UUID for an arrangement, trajectory or provider."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{code}"))


def arrangements(trajectories: pd.DataFrame, offerings: pd.DataFrame) -> pd.DataFrame:
    """One row an arrangement, whatever trajectories it stands in, with the facts of its offering.

    Returns
    -------
    DataFrame
        The offerings table's columns plus ``code`` (the offering's id; for one still to be developed
        "nieuw" with path, sector and number), ``outcome_ids``, ``new`` and ``trajectories`` (their codes).
    """
    plans = trajectories.assign(code=_codes(trajectories), plan=trajectories["path_id"] + "-" + trajectories["sector"])
    grouped = plans.groupby("code", sort=True)
    ids = grouped["outcome_ids"].agg(lambda texts: ",".join(sorted({k for t in texts for k in split_codes(t)})))
    frame = pd.DataFrame({"outcome_ids": ids, "trajectories": grouped["plan"].agg(lambda p: ",".join(sorted(set(p)))),
                          "planned_ects": grouped["ects"].first(), "offering_id": grouped["offering_id"].first(),
                          "sector": grouped["sector"].first(), "planned_title": grouped["title"].first()}).reset_index()
    out = frame.merge(offerings, on="offering_id", how="left")
    new = out["offering_id"].isna()
    return out.assign(new=new, title=out["title"].where(~new, out["planned_title"]), ects=out["ects"].where(~new, out["planned_ects"]),
                      sectors=out["sectors"].where(~new, out["sector"])).drop(columns=["planned_title", "planned_ects", "sector"])


def _codes(trajectories: pd.DataFrame) -> pd.Series:
    developed = "nieuw-" + trajectories["path_id"] + "-" + trajectories["sector"] + "-" + trajectories["arrangement"].astype(str)
    return trajectories["offering_id"].where(trajectories["offering_id"].notna(), developed)


def ooapi_pages(items: pd.DataFrame, trajectories: pd.DataFrame, outcomes: pd.DataFrame, places: pd.DataFrame | None = None, *,
                example: bool = False) -> dict[str, Json]:
    """OOAPI v5 pages: file name to content (``courses.json``, ``programs.json``, ``organizations.json``).

    Parameters
    ----------
    items
        From `arrangements`.
    trajectories, outcomes
        Tables of `napl_analysis.tables`.
    places
        ``municipality_code``, ``municipality``: for the addresses (optional).
    example
        Made-up data: every item says so under its consumer key.
    """
    texts, cities = _texts(outcomes), _cities(places)
    courses = [_course(row, texts, cities) for row in items.to_dict("records")]
    providers = sorted(p for p in items["provider"].dropna().unique())
    programs = [_program(path, sector, rows, texts) for (path, sector), rows in trajectories.merge(
        outcomes.drop_duplicates("path_id")[["path_id", "path_title", "nlqf"]], on="path_id").groupby(["path_id", "sector"], sort=True)]
    if example:
        for item in (*courses, *programs):
            item["consumers"][0]["voorbeeld"] = True
    return {"courses.json": _page(courses), "programs.json": _page(programs), "organizations.json": _page([_organisation(p) for p in providers])}


def _page(items: list[Json]) -> Json:
    return {"pageSize": max(len(items), 1), "pageNumber": 1, "hasPreviousPage": False, "hasNextPage": False, "totalPages": 1, "items": items}


def _course(row: Json, texts: dict[str, str], cities: dict[str, str]) -> Json:
    load = _study_load(row)
    level = row["nlqf"]
    course: Json = {
        "courseId": export_id("arrangement", row["code"]), "primaryCode": {"codeType": "identifier", "code": row["code"]},
        "name": _dutch(row["title"]), "abbreviation": str(row["code"])[:256], "description": _dutch(_or(row["description"], row["title"])),
        "teachingLanguage": "nld", "level": _LEVELS.get(int(level), "undefined") if _given(level) else "undefined",
        "learningOutcomes": [_dutch(texts[k]) for k in split_codes(row["outcome_ids"]) if k in texts],
        "programs": [export_id("trajectory", code) for code in split_codes(row["trajectories"])],
        "consumers": [_consumer(row)],
    }
    if load:
        course["studyLoad"] = load
    if row["delivery"] in _OOAPI_MODES:
        course["modeOfDelivery"] = [_OOAPI_MODES[row["delivery"]]]
    if _given(row["assessment"]):
        course["assessment"] = _dutch(row["assessment"])
    if row["municipality_code"] in cities:
        course["addresses"] = [{"addressType": "teaching", "city": cities[row["municipality_code"]], "countryCode": "NL"}]
    if _given(row["provider"]):
        course["organization"] = export_id("provider", row["provider"])
    return course


def _consumer(row: Json) -> Json:
    """What NAPL adds to a course; only what is known."""
    said = {"sectors": split_codes(row["sectors"]), "careerPhases": split_codes(row["career_phases"]), "formality": row["formality"],
            "learningMode": row["learning_mode"], "nlqf": row["nlqf"], "prijs": row["price_eur"], "plaatsenPerJaar": row["places_per_year"],
            "certificaat": row["certificate"]}
    known = {k: _plain(v) for k, v in said.items() if (v if isinstance(v, list) else _given(v))}
    return {"consumerKey": _CONSUMER, **known, "nieuwTeOntwikkelen": bool(row["new"])}


def _program(path_id: str, sector: str, rows: pd.DataFrame, texts: dict[str, str]) -> Json:
    rows = rows.sort_values("arrangement")
    code = f"{path_id}-{sector}"
    title, level = rows["path_title"].iloc[0], rows["nlqf"].iloc[0]
    ids = sorted({k for t in rows["outcome_ids"] for k in split_codes(t)})
    program: Json = {
        "programId": export_id("trajectory", code), "primaryCode": {"codeType": "programCode", "code": code}, "programType": "program",
        "name": _dutch(f"{title} ({sector})"), "abbreviation": code[:256],
        "description": _dutch(f"Professionaliseringstraject '{title}' voor het {sector}: {len(rows)} leerarrangementen."),
        "teachingLanguage": "nld", "learningOutcomes": [_dutch(texts[k]) for k in ids if k in texts],
        "consumers": [{"consumerKey": _CONSUMER, "arrangements": [export_id("arrangement", c) for c in _codes(rows)]}],
    }
    if _given(level):
        program["levelOfQualification"] = f"{int(level)}"
    if rows["ects"].notna().all():
        program["studyLoad"] = {"studyLoadUnit": "ects", "value": _plain(rows["ects"].sum())}
    return program


def _organisation(name: str) -> Json:
    identity = export_id("provider", name)
    return {"organizationId": identity, "primaryCode": {"codeType": "identifier", "code": identity}, "organizationType": "root",
            "name": _dutch(name), "shortName": name[:256]}


def schema_graph(items: pd.DataFrame, outcomes: pd.DataFrame, places: pd.DataFrame | None = None, *, example: bool = False) -> Json:
    """All arrangements as one JSON-LD graph of schema.org ``Course`` (``items`` from `arrangements`).

    schema.org has no field for the form of an assessment or for places per year; those are left out.
    """
    texts, cities = _texts(outcomes), _cities(places)
    return _graph([_schema_course(row, texts, cities) for row in items.to_dict("records")], example)


def schema_trajectories(trajectories: pd.DataFrame, outcomes: pd.DataFrame, *, example: bool = False) -> Json:
    """All trajectories as one JSON-LD graph of schema.org ``Course``, with their arrangements as parts."""
    texts = _texts(outcomes)
    titles = outcomes.drop_duplicates("path_id").set_index("path_id")["path_title"]
    return _graph([_schema_trajectory(str(path), str(sector), str(titles[path]), rows.sort_values("arrangement"), texts)
                   for (path, sector), rows in trajectories.groupby(["path_id", "sector"], sort=True)], example)


def _graph(nodes: list[Json], example: bool) -> Json:
    status = {"creativeWorkStatus": "voorbeeld: verzonnen gegevens"} if example else {}
    return {"@context": "https://schema.org", "@graph": [node | status for node in nodes]}


def _schema_trajectory(path_id: str, sector: str, title: str, rows: pd.DataFrame, texts: dict[str, str]) -> Json:
    code = f"{path_id}-{sector}"
    ids = sorted({k for t in rows["outcome_ids"] for k in split_codes(t)})
    program: Json = {
        "@type": "Course", "@id": f"urn:uuid:{export_id('trajectory', code)}", "courseCode": code, "inLanguage": "nl", "name": f"{title} ({sector})",
        "description": f"Professionaliseringstraject '{title}' voor het {sector}: {len(rows)} leerarrangementen.",
        "audience": {"@type": "EducationalAudience", "educationalRole": "teacher", "audienceType": sector}, "teaches": [texts[k] for k in ids if k in texts],
        "hasPart": [{"@id": f"urn:uuid:{export_id('arrangement', c)}"} for c in _codes(rows)]}
    if rows["ects"].notna().all():
        program["numberOfCredits"] = {"@type": "StructuredValue", "value": _plain(rows["ects"].sum()), "unitText": "EC"}
    return program


def _schema_course(row: Json, texts: dict[str, str], cities: dict[str, str]) -> Json:
    audience = ", ".join([*split_codes(row["sectors"]), *split_codes(row["career_phases"])])
    city = cities.get(row["municipality_code"])
    instance: Json = {"@type": "CourseInstance"}
    if row["delivery"] in _SCHEMA_MODES:
        instance["courseMode"] = _SCHEMA_MODES[row["delivery"]]
    if city:
        instance["location"] = {"@type": "Place", "name": city, "address": {"@type": "PostalAddress", "addressLocality": city, "addressCountry": "NL"}}
    optional: list[tuple[str, bool, Any]] = [
        ("provider", _given(row["provider"]), {"@type": "Organization", "name": row["provider"]}),
        ("audience", bool(audience), {"@type": "EducationalAudience", "educationalRole": "teacher", "audienceType": audience}),
        ("educationalLevel", _given(row["nlqf"]), f"NLQF {_plain(row['nlqf'])}"),
        ("numberOfCredits", _given(row["ects"]), {"@type": "StructuredValue", "value": _plain(row["ects"]), "unitText": "EC"}),
        ("timeRequired", _given(row["study_load_hours"]), f"PT{_plain(row['study_load_hours'])}H"),
        ("educationalCredentialAwarded", _given(row["certificate"]), row["certificate"]),
        ("offers", _given(row["price_eur"]), {"@type": "Offer", "price": _plain(row["price_eur"]), "priceCurrency": "EUR",
                                              "category": "Free" if row["price_eur"] == 0 else "Paid"}),
        ("hasCourseInstance", len(instance) > 1, instance),
    ]
    return {"@type": "Course", "@id": f"urn:uuid:{export_id('arrangement', row['code'])}", "courseCode": row["code"], "name": row["title"],
            "description": _or(row["description"], row["title"]), "inLanguage": "nl",
            "teaches": [texts[k] for k in split_codes(row["outcome_ids"]) if k in texts]} | {k: v for k, known, v in optional if known}


def _texts(outcomes: pd.DataFrame) -> dict[str, str]:
    """Code and title, as a reader of a catalogue recognises an outcome."""
    return {r.outcome_id: f"{r.outcome_id} {r.title}" for r in outcomes.itertuples()}


def _cities(places: pd.DataFrame | None) -> dict[str, str]:
    return {} if places is None else places.drop_duplicates("municipality_code").set_index("municipality_code")["municipality"].to_dict()


def _study_load(row: Json) -> Json | None:
    if _given(row["ects"]):
        return {"studyLoadUnit": "ects", "value": _plain(row["ects"])}
    return {"studyLoadUnit": "sbu", "value": _plain(row["study_load_hours"])} if _given(row["study_load_hours"]) else None


def _dutch(text: str) -> list[Json]:
    return [{"language": "nl-NL", "value": text}]


def _given(value: object) -> bool:
    return value is not None and not (not isinstance(value, Iterable) and pd.isna(value))  # type: ignore[call-overload]


def _or(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value else otherwise


def _plain(value: Any) -> Any:
    """Whole numbers without a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
