"""A year's results, small but with everything that makes charts hard: long names, hidden cells, many municipalities."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from napl_analysis import tables
from napl_analysis import vocabulary as voc
from napl_analysis.matching.clusters import REST
from napl_analysis.reference.boundaries import load_boundaries
from napl_analysis.region import RegionYear, parse_config
from napl_analysis.yeardata import YearResults

REFERENCE = Path(__file__).resolve().parents[2] / "napl_analysis" / "reference" / "data"
# Twelve municipalities around Amersfoort, in two subregions.
SUBREGIONS = {"Eemland": ["GM0307", "GM0308", "GM0313", "GM0317", "GM0327", "GM0342", "GM0355"],
              "Gelderse Vallei": ["GM0203", "GM0228", "GM0339", "GM0345", "GM0351"]}


def crowded(count: int = 40) -> dict[str, list[str]]:
    """The municipalities nearest to Eindhoven, in two subregions: a map with many small areas."""
    areas = load_boundaries().set_index("statcode").geometry
    near = areas.centroid.distance(areas["GM0772"].centroid).sort_values().index[:count].tolist()
    return {"De Kempen": sorted(near[: count // 2]), "Peelland": sorted(near[count // 2:])}


def outcomes() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "outcomes.csv", dtype={"version": "str"})


def themes() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "themes.csv", dtype={"version": "str"})


def region(subregions: dict[str, list[str]] | None = None, *, example: bool = True) -> RegionYear:
    config = parse_config({
        "regio": {"id": "voorbeeld", "naam": "onderwijsregio Eem en Vallei", "jaar": 2026, "peildatum": "2026-10-01", "voorbeeld": example},
        "deelregios": subregions or SUBREGIONS, "bronnen": {}})
    return RegionYear(folder=Path("voorbeeld/2026"), config=config)


def _figures(rng: np.random.Generator, mean: float, n: int) -> dict[str, object]:
    share = float(np.clip(rng.normal(mean, 0.1), 0.03, 0.9))
    half = 1.96 * (share * (1 - share) / n) ** 0.5 * 1.3
    low, high = max(0.0, share - half), min(1.0, share + half)
    return {"n": n, "n_need": round(n * share), "n_eff": n / 1.6, "share": share, "se": half / 1.96, "low": low, "high": high,
            "estimate": 0.9 * share + 0.035, "estimate_low": low, "estimate_high": high, "teachers": round(share * n * 12)}


_FIGURES = ("n", "n_need", "n_eff", "share", "se", "low", "high", "estimate", "estimate_low", "estimate_high", "p_high", "teachers")
SIZES = {"po": 520, "vo": 410, "mbo": 160, "startbekwaam": 210, "vakbekwaam": 610, "expert": 270}


def _hide(rows: list[dict[str, object]], rng: np.random.Generator, part: float) -> list[dict[str, object]]:
    for row in rows:
        row["shown"] = not rng.random() < part
        if not row["shown"]:
            row.update(dict.fromkeys(_FIGURES), hidden_why="te_weinig_antwoorden")
    return rows


def demand(seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    cells = [(s, p) for s in (*voc.SECTORS.codes, voc.ALL) for p in (*voc.PHASES.codes, voc.ALL) if voc.ALL in (s, p)]
    rows = []
    for kind, targets, mean in (("theme", themes()["theme_id"], 0.42), ("outcome", outcomes()["outcome_id"], 0.27)):
        for target in targets:
            level = rng.normal(mean, 0.1)
            for group in ("leraar", "werkgever"):
                for sector, phase in cells:
                    n = SIZES.get(sector, SIZES.get(phase, 1090)) + int(rng.integers(-9, 9)) if group == "leraar" else 46
                    rows.append({"kind": kind, "target_id": target, "respondent_group": group, "sector": sector, "career_phase": phase,
                                 "subregion": voc.ALL, **_figures(rng, level, n)})
    return tables.conform(pd.DataFrame(_hide(rows, rng, 0.04)), tables.DEMAND)


def gaps(seed: int = 2) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    cells = [(s, voc.ALL) for s in (*voc.SECTORS.codes, voc.ALL)] + [(voc.ALL, p) for p in voc.PHASES.codes]
    rows = []
    for target in outcomes()["outcome_id"]:
        for sector, phase in cells:
            figures = _figures(rng, 0.32, SIZES.get(sector, SIZES.get(phase, 1090)))
            name = rng.choice(voc.GAP_CLASSES.codes, p=[0.15, 0.17, 0.1, 0.2, 0.1, 0.28])
            rows.append({"outcome_id": target, "sector": sector, "career_phase": phase, "subregion": voc.ALL, **figures, "gap_class": name,
                         "certainty": "waarschijnlijk", "priority": int(rng.integers(1, 40)), "why": "54 % van de leraren heeft behoefte; er is geen aanbod."})
    rows = _hide(rows, rng, 0.05)
    for row in rows:
        if not row["shown"]:
            row.update(gap_class=None, certainty=None, priority=None, why=None)
    keep = [c for c in tables.GAPS.names if c in rows[0]]
    return tables.conform(pd.DataFrame(rows)[[*keep, "hidden_why"]], tables.GAPS)


def municipalities(codes: dict[str, list[str]] | None = None, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    names = load_boundaries().set_index("statcode")["statnaam"]
    rows = []
    for sub, members in (codes or SUBREGIONS).items():
        for i, code in enumerate(members):
            for sector in (*voc.SECTORS.codes, voc.ALL):
                wanted, hidden = 9, i == 2
                unserved = int(rng.integers(0, 10))
                rows.append({"municipality_code": code, "municipality": names[code], "subregion": sub, "sector": sector, "shown": not hidden,
                             "outcomes_in_demand": None if hidden else wanted, "unserved": None if hidden else unserved,
                             "unserved_share": None if hidden else unserved / wanted, "outcome_ids": None if hidden else "VSV07,VSV12"})
    return tables.conform(pd.DataFrame(rows), tables.MUNICIPALITIES)


def supply_side(seed: int = 4) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    codes, places = outcomes()["outcome_id"].tolist(), [c for m in SUBREGIONS.values() for c in m]
    offered, review = [], []
    for i in range(180):
        offered.append({"offering_id": f"a{i:03d}", "provider": f"Aanbieder {i % 12}", "provider_type": voc.PROVIDER_TYPES.codes[i % 3], "title": f"Training {i}",
                        "delivery": voc.DELIVERIES.codes[i % 3], "municipality_code": places[int(rng.integers(0, 5))], "source_file": "x.xlsx", "source_row": str(i)})
        decision = rng.choice(voc.REVIEW_DECISIONS.codes, p=[0.3, 0.45, 0.25])
        picked = rng.choice(codes[:24], size=int(rng.integers(1, 4)), replace=False)
        review.append({"offering_id": f"a{i:03d}", "decision": decision, "outcome_ids": ",".join(sorted(picked))})
    plan = [{"path_id": path, "sector": sector, "arrangement": k + 1, "offering_id": None if k % 4 == 0 else f"a{k:03d}", "outcome_ids": "VSV01",
             "effort": None if k % 4 == 0 else float(k % 3), "ects": 4.0}
            for path in outcomes()["path_id"].unique() for sector in voc.SECTORS.codes for k in range(int(rng.integers(4, 10)))]
    return (tables.conform(pd.DataFrame(offered), tables.OFFERINGS), tables.conform(pd.DataFrame(review), tables.REVIEW),
            tables.conform(pd.DataFrame(plan), tables.TRAJECTORIES))


def municipal_supply() -> pd.DataFrame:
    """Places per municipality, sector and outcome; unknown for every seventh."""
    rng = np.random.default_rng(9)
    pairs = municipalities()[["municipality_code", "sector"]].query("sector != 'alle'").drop_duplicates().itertuples(index=False, name=None)
    rows = [{"municipality_code": code, "sector": sector, "outcome_id": outcome, "teachers": 200.0, "reachable": True,
             "places_per_year": None if i % 7 == 0 else float(rng.integers(0, 6))} for code, sector in pairs for i, outcome in enumerate(outcomes()["outcome_id"])]
    return tables.conform(pd.DataFrame(rows), tables.REACH)


def preferences(seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = [{"dimension": dimension, "value": value, "sector": sector, "career_phase": voc.ALL,
             **{k: v for k, v in _figures(rng, 0.35, SIZES.get(sector, 1090)).items() if k in tables.PREFERENCE_SHARES.names}}
            for dimension, terms in voc.PREFERENCE_VALUES.items() for value in terms.codes for sector in (*voc.SECTORS.codes, voc.ALL)]
    for row in _hide(rows, rng, 0.04):
        for name in set(row) - set(tables.PREFERENCE_SHARES.names):
            del row[name]
    return tables.conform(pd.DataFrame(rows), tables.PREFERENCE_SHARES)


LABELS = ["differentiëren en niveauverschillen", "AI en digitale hulpmiddelen", "gedrag en klassenmanagement", "werkdruk en tijd voor ontwikkeling",
          "toetsing en formatief handelen", "burgerschap en diversiteit", "begeleiding van stagiairs en praktijkopdrachten"]


def clusters(seed: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = [{"group": f"{s} {p}", "cluster_id": f"{s}{p}{i}", "label": LABELS[(i + j) % 7], "respondents": int(rng.integers(5, 60)), "shown": True}
            for j, (s, p) in enumerate((s, p) for s in voc.SECTORS.codes for p in voc.PHASES.codes) for i in range(5)]
    for row in rows[::9]:
        row.update(respondents=None, shown=False)
    rows += [{"group": "po expert", "cluster_id": REST, "label": "overige antwoorden", "respondents": 400, "shown": True}]
    return tables.conform(pd.DataFrame(rows), tables.CLUSTERS)


def response(seed: int = 7) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for dimension, levels in (("sector", voc.SECTORS.codes), ("leeftijd", voc.AGE_BANDS.codes), ("deelregio", tuple(SUBREGIONS))):
        population, answers = rng.dirichlet(np.ones(len(levels)) * 6), rng.dirichlet(np.ones(len(levels)) * 6)
        rows += [{"dimension": dimension, "level": level, "population": round(9000 * a), "respondents": round(1090 * b), "response_rate": 1090 * b / 9000 / a,
                  "population_share": a, "respondent_share": b, "weighted_share": a * 0.99, "shown": True} for level, a, b in zip(levels, population, answers, strict=True)]
    return tables.conform(pd.DataFrame(rows), tables.RESPONSE)


def changes(seed: int = 8) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    now = demand()
    now = now[(now["kind"] == "theme") & (now["respondent_group"] == "leraar")].reset_index(drop=True)
    before = (now["share"] + rng.normal(0, 0.06, len(now))).clip(0.02, 0.98)
    frame = now[["kind", "target_id", "sector", "career_phase", "subregion", "shown"]].assign(share_now=now["share"], share_before=before, n_now=now["n"], n_before=900)
    frame["difference"] = frame["share_now"] - frame["share_before"]
    return frame.assign(low=frame["difference"] - 0.05, high=frame["difference"] + 0.05, significant=frame["difference"].abs() > 0.05, hidden_why=pd.NA)


def results(subregions: dict[str, list[str]] | None = None, *, example: bool = True) -> YearResults:
    offered, review, plan = supply_side()
    empty = pd.DataFrame()
    return YearResults(
        region=region(subregions, example=example), outcomes=outcomes(), themes=themes(), offerings=offered, matches=tables.MATCHES.empty(), demand=demand(),
        supply=tables.SUPPLY.empty(), gaps=gaps(), clusters=clusters(), review=review, trajectories=plan, response=response(),
        preference_shares=preferences(), municipalities=municipalities(subregions), employers=empty, changes=changes(), to_judge=empty, findings=empty,
        steps=empty, inputs=[], boundaries=load_boundaries(), municipal_supply=municipal_supply())
