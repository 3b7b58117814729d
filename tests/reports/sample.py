"""A small, made-up year with the shape of a real one: every table filled, some cells hidden. No files are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from napl_analysis import tables
from napl_analysis import vocabulary as voc
from napl_analysis.demand.changes import disagreement
from napl_analysis.region import RegionYear, parse_config
from napl_analysis.yeardata import YearResults

SUBREGIONS = ("Stad", "Ommeland")
CONFIG = {
    "regio": {"id": "proefregio", "naam": "Proefregio", "jaar": 2026, "peildatum": "2026-03-01", "penvoerder": "Bestuur Voorbeeld", "voorbeeld": True},
    "deelregios": {"Stad": ["GM0344"], "Ommeland": ["GM0310", "GM0355"]}, "bronnen": {},
}


def region(folder: Path = Path("proefregio/2026"), **changes: object) -> RegionYear:
    """The example's region year; `changes` go into its 'regio' block."""
    return RegionYear(folder, parse_config(CONFIG | {"regio": CONFIG["regio"] | changes}))


def outcomes() -> pd.DataFrame:
    rows = [("P01", "pad_een", "Pad Een", "Rust in de groep", "orde"), ("P02", "pad_een", "Pad Een", "Uitleg geven", "uitleg"),
            ("P03", "pad_een", "Pad Een", "Verschillen benutten", "verschil"), ("Q01", "pad_twee", "Pad Twee", "Leerlijn maken", "leerlijn"),
            ("Q02", "pad_twee", "Pad Twee", "Leerlijn bijstellen", "leerlijn")]
    frame = pd.DataFrame(rows, columns=["outcome_id", "path_id", "path_title", "title", "theme_ids"])
    return tables.conform(frame.assign(description=frame["title"] + " in de les.", nlqf=6, version="1", source="proef", licence="CC BY 4.0",
                                       status="voorbeeld"), tables.OUTCOMES)


def themes() -> pd.DataFrame:
    frame = pd.DataFrame({"theme_id": ["leerlijn", "orde", "uitleg", "verschil"], "label": ["leerlijnen", "orde houden", "uitleggen", "differentiëren"]})
    return frame.assign(question=frame["label"], sectors="po,vo,mbo", source="proef", version="1", licence="CC BY 4.0", status="voorbeeld")


def _cells() -> list[tuple[str, str, str]]:
    """All sectors by phases, and the subregions where one of the two is at its margin: enough to hide some."""
    return [(s, p, r) for s in (voc.ALL, *voc.SECTORS.codes) for p in (voc.ALL, *voc.PHASES.codes) for r in (voc.ALL, *SUBREGIONS)
            if r == voc.ALL or p == voc.ALL or (s == "mbo" and p == "expert")]


def _hide(frame: pd.DataFrame, hidden: pd.Series, figures: list[str]) -> pd.DataFrame:
    frame["shown"], frame["hidden_why"] = ~hidden, pd.Series(pd.NA, index=frame.index, dtype="str").mask(hidden, "te_weinig_antwoorden")
    frame.loc[hidden.to_numpy().nonzero()[0][::3], "hidden_why"] = "bescherming"
    for name in figures:
        frame[name] = frame[name].astype("Float64").mask(hidden)
    return frame


def demand() -> pd.DataFrame:
    """Shares that follow a fixed pattern, so that a test can work out any of them."""
    targets = [("theme", t) for t in themes()["theme_id"]] + [("outcome", o) for o in outcomes()["outcome_id"]]
    rows = []
    for i, (kind, target) in enumerate(targets):
        for j, (sector, phase, sub) in enumerate(_cells()):
            for g, group in enumerate(voc.RESPONDENT_GROUPS.codes):
                n = 600 // (1 + (sector != voc.ALL) * 2 + (sector == "mbo")) // (1 + (phase != voc.ALL) * 3) // (1 + (sub != voc.ALL) * 4) // (1 + 9 * (g == 1))
                part = 0.25 + 0.05 * ((i * 7 + j * 3 + g) % 11)
                rows.append((kind, target, group, sector, phase, sub, n, part))
    frame = pd.DataFrame(rows, columns=["kind", "target_id", "respondent_group", *tables.CELL, "n", "share"])
    se = np.sqrt(frame["share"] * (1 - frame["share"]) / frame["n"].clip(lower=1))
    frame = frame.assign(n_need=(frame["n"] * frame["share"]).round(), n_eff=frame["n"] * 0.8, se=se, low=(frame["share"] - 2 * se).clip(0, 1),
                         high=(frame["share"] + 2 * se).clip(0, 1), prior_share=0.45, prior_weight=0.1, estimate=frame["share"],
                         p_high=(0.5 + (frame["share"] - 0.4) * 2).clip(0, 1), teachers=(frame["share"] * frame["n"] * 9).round())
    frame["estimate_low"], frame["estimate_high"], frame["prior_source"] = frame["low"], frame["high"], "regionaal gemiddelde"
    figures = [c.name for c in tables._DEMAND_FIGURES if c.kind != "text"]
    return tables.conform(_hide(frame, frame["n"] < 10, figures), tables.DEMAND)


def supply() -> pd.DataFrame:
    rows = []
    for i, outcome in enumerate(outcomes()["outcome_id"]):
        for sector, phase, sub in _cells():
            ready, upgradable = (0, 0) if i == 0 else ((0, 2) if i == 1 else (2, 1))
            rows.append((outcome, sector, phase, sub, ready + upgradable, ready, upgradable, min(ready + upgradable, 2), 40.0 if ready else None, 0.8 if ready else 0.0))
    names = ["outcome_id", *tables.CELL, "offerings", "ready", "upgradable", "providers", "places_per_year", "reach"]
    return tables.conform(pd.DataFrame(rows, columns=names), tables.SUPPLY)


def gaps() -> pd.DataFrame:
    asked = demand()
    asked = asked[(asked["kind"] == "outcome") & (asked["respondent_group"] == "gecombineerd")].rename(columns={"target_id": "outcome_id"})
    frame = asked.merge(supply(), on=["outcome_id", *tables.CELL]).drop(columns=["kind", "respondent_group", "n_need", "n_eff", "se", "prior_share",
                                                                              "prior_source", "prior_weight"])
    high = (frame["estimate"] > 0.4).to_numpy(dtype=bool, na_value=False)
    cls = np.where(high & (frame["offerings"] == 0), "witte_vlek", np.where(high & (frame["ready"] == 0), "opwerken", np.where(
        high, "gedekt", np.where(frame["offerings"] > 0, "aanbod_zonder_vraag", "geen_vraag"))))
    frame["gap_class"] = pd.Series(cls, dtype="str").where(frame["shown"].astype(bool))
    frame["certainty"] = pd.Series(np.where(frame["p_high"].fillna(0) >= 0.7, "waarschijnlijk", "onzeker"), dtype="str").where(frame["shown"].astype(bool))
    frame["advice"] = frame["gap_class"].map({"witte_vlek": "nieuw_ontwikkelen", "opwerken": "opwerken", "gedekt": "inzetten"}).fillna("geen_actie")
    frame["subsidised"] = frame["advice"].isin(["nieuw_ontwikkelen", "opwerken"])
    frame["priority"] = pd.Series(range(1, len(frame) + 1), dtype="Int64")
    frame["why"] = "Een zin met </script> en <b>tekens</b> die gevaarlijk lijken."
    return tables.conform(frame, tables.GAPS)


def offerings() -> pd.DataFrame:
    types = voc.PROVIDER_TYPES.codes
    frame = pd.DataFrame({
        "offering_id": [f"a{i:03d}" for i in range(9)], "provider": [f"Aanbieder {i % 4}" for i in range(9)],
        "provider_type": [types[(i % 4) % 3] for i in range(9)], "title": [f"Cursus {i} <rust & orde>" for i in range(9)],
        "description": "Een cursus.", "sectors": ["po", "po,vo", "mbo"] * 3, "formality": ["formeel", "non_formeel", None] * 3,
        "delivery": ["fysiek", "online", "hybride"] * 3, "ects": [3.0, None, 4.5] * 3, "price_eur": [495.0, 12.5, None] * 3,
        "places_per_year": [40.0, None, 20.0] * 3, "source_file": "catalogus.xlsx", "source_row": [str(i + 4) for i in range(9)]})
    return tables.conform(frame, tables.OFFERINGS)


def matches() -> pd.DataFrame:
    rows = [("offering", f"a{i:03d}", f"P0{1 + i % 3}", 0.5, 0.4 + i / 20, "rust; orde", "automatisch") for i in range(9)]
    return tables.conform(pd.DataFrame(rows, columns=["kind", "item_id", "outcome_id", "score", "probability", "because", "decision"]), tables.MATCHES)


def review() -> pd.DataFrame:
    frame = offerings()[["offering_id", "provider", "title"]].assign(path_id="pad_een", outcome_ids="P02,P03")
    frame["decision"] = ["direct_aanmelden", "opwerken", "past_niet"] * 3
    frame["effort"] = pd.Series([0, 2, 3] * 3, dtype="Int64")
    return tables.conform(frame.assign(met="sector genoemd", not_met="geen certificaat", unknown="niveau", why="Omdat het moet."), tables.REVIEW)


def trajectories() -> pd.DataFrame:
    rows = [("pad_een", s, i + 1, "a001" if i else None, "Cursus 1" if i else "Nieuw te ontwikkelen", "P01" if not i else "P02,P03", 4 - i, 4.0, "Dekt het meest.", True)
            for s in voc.SECTORS.codes for i in range(2)]
    names = ["path_id", "sector", "arrangement", "offering_id", "title", "outcome_ids", "effort", "ects", "why", "optimal"]
    return tables.conform(pd.DataFrame(rows, columns=names), tables.TRAJECTORIES)


def response() -> pd.DataFrame:
    rows = [("totaal", "alle", 7500, 600), ("sector", "po", 4000, 400), ("sector", "vo", 2500, 150), ("sector", "mbo", 1000, 50), ("age_band", "25-34", 3000, 240),
            ("age_band", "35-44", 4500, 357), ("age_band", "15-24", 20, 3)]
    frame = pd.DataFrame(rows, columns=["dimension", "level", "population", "respondents"])
    total = frame.groupby("dimension")[["population", "respondents"]].transform("sum")
    frame = frame.assign(response_rate=frame["respondents"] / frame["population"], population_share=frame["population"] / total["population"],
                         respondent_share=frame["respondents"] / total["respondents"], weighted_share=frame["population"] / total["population"])
    return tables.conform(_hide(frame, frame["respondents"] < 5, ["respondents", "response_rate", "respondent_share", "weighted_share"]), tables.RESPONSE)


def preference_shares() -> pd.DataFrame:
    rows = [(d, v, s, voc.ALL, 300 if s == voc.ALL else 90, 0.2 + 0.1 * i) for d in ("delivery", "barrier") for i, v in enumerate(voc.PREFERENCE_VALUES[d].codes[:4])
            for s in (voc.ALL, *voc.SECTORS.codes)]
    frame = pd.DataFrame(rows, columns=["dimension", "value", "sector", "career_phase", "n", "share"])
    frame = frame.assign(n_eff=frame["n"] * 0.8, se=0.02, low=frame["share"] - 0.04, high=frame["share"] + 0.04)
    return tables.conform(_hide(frame, frame["n"] < 10, ["n", "share"]), tables.PREFERENCE_SHARES)


def clusters() -> pd.DataFrame:
    rows = [("po startbekwaam", "c1", "rust, orde, regels", 40, 44, "het is zo druk na de pauze | rust in de groep"),
            ("po startbekwaam", "c2", "uitleg", 3, 3, None), ("vo vakbekwaam", "c1", "toetsen nakijken", 12, 13, "minder nakijken")]
    frame = pd.DataFrame(rows, columns=["group", "cluster_id", "label", "respondents", "statements", "examples"])
    typed = tables.conform(_hide(frame, frame["respondents"] < 5, ["respondents", "statements"]), tables.CLUSTERS)
    return typed.assign(label=typed["label"].where(typed["shown"]))  # as the gate leaves it


def municipalities() -> pd.DataFrame:
    rows = [(c, m, r, s, 3, u) for c, m, r, u in (("GM0310", "De Bilt", "Ommeland", 2), ("GM0344", "Utrecht", "Stad", 1), ("GM0355", "Zeist", "Ommeland", 0))
            for s in (voc.ALL, *voc.SECTORS.codes)]
    frame = pd.DataFrame(rows, columns=["municipality_code", "municipality", "subregion", "sector", "outcomes_in_demand", "unserved"])
    frame = frame.assign(unserved_share=frame["unserved"] / 3, outcome_ids="P01", shown=True, hidden_why=None)
    return tables.conform(frame, tables.MUNICIPALITIES)


def levels() -> pd.DataFrame:
    rows = [(t, s, p, 600 if s == p == voc.ALL else 120, 1.5 + i / 10) for i, t in enumerate(themes()["theme_id"]) for s, p in
            ((voc.ALL, voc.ALL), ("po", voc.ALL), (voc.ALL, "expert"))]
    frame = pd.DataFrame(rows, columns=["target_id", "sector", "career_phase", "n", "mean"]).assign(subregion=voc.ALL, se=0.05)
    return tables.conform(frame.assign(low=frame["mean"] - 0.1, high=frame["mean"] + 0.1), tables.LEVELS)


def differences() -> pd.DataFrame:
    rows = [("orde", "sector", "alle", "po", "vo", 400, 150, 0.6, 0.4, True), ("orde", "career_phase", "po", "startbekwaam", "expert", 60, 90, 0.3, 0.35, False),
            ("uitleg", "subregion", "alle", "Stad", "Ommeland", 300, 300, 0.3, 0.5, True)]
    frame = pd.DataFrame(rows, columns=["target_id", "dimension", "in_sector", "group_a", "group_b", "n_a", "n_b", "share_a", "share_b", "significant"])
    gap = frame["share_a"] - frame["share_b"]
    return tables.conform(frame.assign(difference=gap, se=0.04, low=gap - 0.08, high=gap + 0.08, p=0.01, p_adjusted=0.02), tables.DIFFERENCES)


def weighting() -> pd.DataFrame:
    rows = [("answers", "alle", "alle", None, 597), ("effective_n", "alle", "alle", None, 540), ("design_effect", "alle", "alle", None, 1.11),
            ("trimmed", "alle", "alle", None, 0.012), ("merged", "age_band", "65+", "55-64", None)]
    return tables.conform(pd.DataFrame(rows, columns=["item", "dimension", "level", "into", "value"]), tables.WEIGHTING)


def results(folder: Path = Path("proefregio/2026"), charts: tuple = (), **changes: object) -> YearResults:
    """The whole made-up year; `changes` go into the region's block of regio.yml."""
    employers = pd.DataFrame({"sector": ["alle", "po", "vo"], "employer_type": ["alle", "schoolleider", "schoolleider"], "boards": pd.array([5, 4, 2], "Int64"),
                              "schools": pd.array([39, 30, 9], "Int64"), "respondents": pd.array([34, 31, pd.NA], "Int64"), "names": ["Bestuur Voorbeeld", "Bestuur Voorbeeld", None],
                              "shown": pd.array([True, True, False], "boolean")})
    changes_frame = pd.DataFrame({"kind": "theme", "target_id": ["orde", "uitleg"], "sector": "alle", "career_phase": "alle", "subregion": "alle", "share_now": [0.5, np.nan],
                                  "share_before": [0.4, np.nan], "n_now": pd.array([600, pd.NA], "Int64"), "n_before": pd.array([500, pd.NA], "Int64"), "difference": [0.1, np.nan],
                                  "se": [0.03, np.nan], "low": [0.04, np.nan], "high": [0.16, np.nan], "p": [0.001, np.nan], "p_adjusted": [0.002, np.nan],
                                  "significant": pd.array([True, pd.NA], "boolean"), "shown": pd.array([True, False], "boolean"), "hidden_why": [None, "te_weinig_antwoorden"]})
    judge = pd.DataFrame({"kind": ["statement", "statement", "offering"], "item_id": ["s1", "s2", "a001"], "text_key": ["krijg ze niet stil", "gesprek", "cursus 1"],
                          "text": ["krijg ze niet stil", "=gesprek met [naam]", "Cursus 1"], "times": [3, 1, 1], "worth": [0.9, 0.5, 0.2],
                          "candidate_1": ["P01", "P03", "P02"], "probability_1": [0.5, 0.4, 0.6], "because_1": ["stil", "gesprek", "cursus"],
                          "candidate_2": ["P02", None, None], "probability_2": [0.3, np.nan, np.nan], "because_2": ["", None, None],
                          "candidate_3": [None, None, None], "probability_3": [np.nan] * 3, "because_3": [None] * 3})
    findings = pd.DataFrame({"rule": ["sector_onbekend", "dubbel", "dubbel"], "message": ["'bao' is onbekend.", "Twee keer ingestuurd.", "Twee keer ingestuurd."],
                             "action": ["Leeg gelaten.", "De laatste telt.", "De laatste telt."], "severity": ["beslissen", "bekijken", "bekijken"],
                             "file": ["po.csv", "po.csv", "vo.xlsx"], "sheet": ["", "", "Blad1"], "row": pd.array([3, 9, 12], "Int64"), "column": ["G01", "", ""],
                             "before": ["bao", "", ""], "after": ["", "", ""]})
    steps = pd.DataFrame({"stap": ["enquête lezen", "dubbele weg"], "rijen_voor": [610, 610], "rijen_na": [610, 600], "toelichting": ["", "10 dubbel"]})
    asked = demand()
    return YearResults(levels=levels(), differences=differences(), weighting=weighting(), disagreement=disagreement(asked),
                       region=region(folder, **changes), outcomes=outcomes(), themes=themes(), offerings=offerings(), matches=matches(), demand=asked,
                       supply=supply(), gaps=gaps(), clusters=clusters(), review=review(), trajectories=trajectories(), response=response(),
                       preference_shares=preference_shares(), municipalities=municipalities(), employers=employers, changes=changes_frame, to_judge=judge,
                       findings=findings, steps=steps, inputs=[{"bestand": "enquete/po.csv", "sha256": "0" * 64, "bytes": 12, "soort": "enquete", "rijen": 610}],
                       boundaries=None, charts=charts)
