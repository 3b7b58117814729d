"""A made-up region for tests: respondents, answers and population of any size, from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from napl_analysis.region import RegionConfig, parse_config
from napl_analysis.vocabulary import AGE_BANDS, PHASES, SECTORS

THEMES = pd.DataFrame({
    "theme_id": ["orde", "toetsen", "loopbaan"], "label": ["orde", "toetsen", "loopbaan"],
    "sectors": ["po,vo,mbo", "po,vo,mbo", "mbo"]})
OUTCOMES = pd.DataFrame({"outcome_id": ["U1", "U2"], "title": ["orde houden", "iets anders"], "theme_ids": ["orde", None]})
SMALL_BANDS = {"age_band": {"15-24": "25-34", "65+": "55-64"}}


def config(subregions: int = 3, **parts: Any) -> RegionConfig:
    names = {f"deel {chr(65 + i)}": [f"GM{i:04d}"] for i in range(subregions)}
    basis = {"regio": {"id": "proef", "naam": "Proef", "jaar": 2026, "peildatum": "2026-10-01"}, "deelregios": names, "bronnen": {},
             "weging": {"samenvoegen": SMALL_BANDS}}
    return parse_config(basis | parts)


def region(n: int, seed: int = 0, *, subregions: int = 3, employers: int = 20, missing: float = 0.05, item_missing: float = 0.0,
           sectors: tuple[float, float, float] = (0.45, 0.35, 0.2), **parts: Any) -> dict[str, Any]:
    """Arguments for `estimate_demand`: ``n`` teachers and some employers in schools; needs differ between cells."""
    rng = np.random.default_rng(seed)
    chosen = config(subregions, **parts)
    places, everybody = list(chosen.subregions), n + employers
    sizes = rng.dirichlet(np.full(subregions, 3.0))
    sector, phase = rng.choice(SECTORS.codes, everybody, p=sectors), rng.choice(PHASES.codes, everybody, p=[0.2, 0.6, 0.2])
    place = rng.choice(places, everybody, p=sizes)
    age = rng.choice(AGE_BANDS.codes[1:5], everybody)
    school = rng.integers(0, max(2, everybody // 8), everybody)

    def gaps(values: np.ndarray) -> pd.Series:
        return pd.Series(np.where(rng.random(everybody) < missing, None, values), dtype="object")

    people = pd.DataFrame({
        "respondent_id": [f"r{i:05d}" for i in range(everybody)], "role": ["leraar"] * n + ["schoolleider"] * employers,
        "sector": sector, "career_phase": gaps(phase), "age_band": gaps(age), "subregion": gaps(place),
        "brin6": [f"{s}{k}" for s, k in zip(sector, school, strict=True)], "board_id": [f"{k % 7:05d}" for k in school]})
    staff = pd.DataFrame([(s, a, p, 9000 * x / 6 * y) for s, x in zip(SECTORS.codes, (0.5, 0.3, 0.2), strict=True)
                          for a in AGE_BANDS.codes for p, y in zip(places, sizes, strict=True)],
                         columns=["sector", "age_band", "subregion", "teachers"]).assign(municipality_code="GM0000")
    return {"respondents": people, "needs": _needs(rng, people, sector, phase, item_missing), **_statements(rng, people),
            "outcomes": OUTCOMES, "themes": THEMES, "staff": staff, "config": chosen}


def _needs(rng: np.random.Generator, people: pd.DataFrame, sector: np.ndarray, phase: np.ndarray, missing: float) -> pd.DataFrame:
    parts = []
    for theme, asked in zip(THEMES["theme_id"], THEMES["sectors"], strict=True):
        effect = rng.normal(0, 0.6, (3, 3))
        logit = rng.normal(-0.3, 0.8) + effect[pd.Index(SECTORS.codes).get_indexer(sector), pd.Index(PHASES.codes).get_indexer(phase)]
        need = rng.random(len(people)) < 1 / (1 + np.exp(-logit))
        here = np.isin(sector, asked.split(",")) & (rng.random(len(people)) >= missing)
        parts.append(pd.DataFrame({"respondent_id": people["respondent_id"], "theme_id": theme, "level": np.where(need, 2, 1)})[here])
    return pd.concat(parts, ignore_index=True).astype({"level": "Int64"})


def _statements(rng: np.random.Generator, people: pd.DataFrame) -> dict[str, pd.DataFrame]:
    wrote = people.loc[rng.random(len(people)) < 0.4, "respondent_id"].reset_index(drop=True)
    statements = pd.DataFrame({"statement_id": [f"s{i}" for i in range(len(wrote))], "respondent_id": wrote, "question": "q", "text": "tekst"})
    matches = pd.DataFrame({"kind": "statement", "item_id": statements["statement_id"], "outcome_id": rng.choice(OUTCOMES["outcome_id"], len(wrote)),
                            "probability": rng.random(len(wrote)), "decision": "automatisch"})
    return {"statements": statements, "matches": matches}
