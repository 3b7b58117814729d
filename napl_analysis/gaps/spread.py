"""Regions side by side, for the spreidingsoverleg: is every path and sector served, who could develop what.

Works from regional packages alone, so what a region hid stays hidden: a hidden estimate is unknown, not zero.
Source: handreiking, bijlage 1, point 3 (the yearly meeting sees to it that every sector is served).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from napl_analysis import vocabulary as voc
from napl_analysis.findings import InputError
from napl_analysis.gaps.advice import number
from napl_analysis.gaps.gaps import HIGH_CLASSES
from napl_analysis.gaps.spread_places import open_by_place
from napl_analysis.supply.coverage import split_codes
from napl_analysis.supply.review import listed

Package = dict[str, pd.DataFrame]
_KEY = ["path_id", "sector", "outcome_id"]


@dataclass(frozen=True)
class SpreadResults:
    """What the regions' packages say together. Every frame is sorted and safe to publish."""

    regions: pd.DataFrame  # region_id, region, year, lead_applicant, example
    coverage: pd.DataFrame  # path_id, path_title, sector, region_id, outcomes, ready, upgradable, nothing, in_demand, unknown_demand, status
    unserved: pd.DataFrame  # path_id, path_title, sector, outcome_id, title, best, regions_in_demand, regions_unknown, teachers
    overlaps: pd.DataFrame  # path_id, sector, outcome_id, title, region_ids, regions: several would develop the same
    proposal: pd.DataFrame  # path_id, sector, outcome_id, title, action, region_id, region, for_regions, teachers, why
    claims: pd.DataFrame  # region_id, path_id, sector, outcome_id, action, gap_class, teachers: what each plan asks
    sentences: tuple[str, ...]  # the same in words, Dutch
    notes: tuple[str, ...]  # what the reader must know: different outcomes, examples
    places: pd.DataFrame  # see `spread_places.open_by_place`: the gap maps


def combine(packages: Sequence[Package]) -> SpreadResults:
    """Lay regions side by side.

    Parameters
    ----------
    packages
        Of each region the tables ``region``, ``gaps``, ``supply``, ``trajectories``, ``outcomes``
        (from `intake.package.read_package`); order does not matter.

    Returns
    -------
    SpreadResults
        ``proposal`` says for every outcome and sector that a region's plan cannot fill with ready supply:
        take over what another region has ready; else have what exists upgraded; else develop it once.
        Who upgrades or develops is chosen so that the work is spread as evenly as can be, and with that
        goes to where most teachers want it.

    Raises
    ------
    InputError
        No package, one region twice, or packages of different years.
    """
    regions = _regions(packages)
    ordered = sorted(packages, key=lambda p: str(p["region"]["region_id"].iloc[0]))
    outcomes, notes = _outcomes(ordered)
    cells = pd.concat([_cells(p, outcomes) for p in ordered], ignore_index=True)
    claims = _claims(cells)
    found = {"coverage": _coverage(cells), "unserved": _unserved(cells), "overlaps": _overlaps(claims, regions),
             "proposal": _proposal(cells, claims, regions), "claims": claims}
    tables = {name: _titled(_sorted(frame, outcomes), outcomes) for name, frame in found.items()}
    return SpreadResults(regions=regions, **tables, sentences=_sentences(tables), notes=(*notes, *_example_notes(regions)),
                         places=open_by_place(ordered, outcomes))


def _regions(packages: Sequence[Package]) -> pd.DataFrame:
    if not packages:
        raise InputError("Er is geen enkel pakket.", "Geef de rapportmappen van minstens één regio.")
    columns = ["region_id", "region", "year", "lead_applicant", "example"]
    frame = pd.concat([p["region"][columns] for p in packages], ignore_index=True).sort_values("region_id", ignore_index=True)
    double = frame.loc[frame["region_id"].duplicated(), "region"].tolist()
    if double:
        raise InputError(f"Regio {double[0]} is twee keer opgegeven.", "Geef van elke regio één pakket.")
    if frame["year"].nunique() > 1:
        years = listed([f"{r.region} {r.year}" for r in frame.itertuples()])
        raise InputError(f"De pakketten zijn van verschillende jaren: {years}.", "Leg alleen pakketten van hetzelfde jaar naast elkaar.")
    return frame


def _outcomes(packages: Sequence[Package]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """All outcomes of all regions, and a note where regions worked with different texts."""
    every = pd.concat([p["outcomes"].assign(region=p["region"]["region"].iloc[0]) for p in packages], ignore_index=True)
    first = every.drop_duplicates("outcome_id")[["outcome_id", "path_id", "path_title", "title", "status"]].reset_index(drop=True)
    counts = every.groupby("outcome_id").agg(texts=("title", "nunique"), versions=("version", "nunique"), regions=("region", "nunique"))
    notes = []
    differ = sorted(counts.index[(counts["texts"] > 1) | (counts["versions"] > 1)])
    if differ:
        notes.append(f"Regio's werkten met verschillende teksten of versies van {listed(differ)}: vergelijk die met zorg.")
    partly = sorted(counts.index[counts["regions"] < len(packages)])
    if partly:
        notes.append(f"Niet alle regio's kennen {listed(partly)}.")
    if (first["status"] == "voorbeeld").any():
        notes.append("De leeruitkomsten zijn voorbeelden, niet de vastgestelde teksten.")
    return first, tuple(notes)


def _example_notes(regions: pd.DataFrame) -> tuple[str, ...]:
    made_up = regions.loc[regions["example"].astype(bool), "region"].tolist()
    return (f"De gegevens van {listed(made_up)} zijn verzonnen.",) if made_up else ()


def _cells(package: Package, outcomes: pd.DataFrame) -> pd.DataFrame:
    """One row an outcome and sector: supply (never hidden), demand where shown, and what the plan asks."""
    whole = {"career_phase": voc.ALL, "subregion": voc.ALL}
    supply = _margin(package["supply"], whole)[["outcome_id", "sector", "ready", "upgradable"]]
    gaps = _margin(package["gaps"], whole)
    gaps = gaps.assign(gap_class=gaps["gap_class"].where(gaps["shown"]), teachers=gaps["teachers"].where(gaps["shown"]))
    cells = supply.merge(gaps[["outcome_id", "sector", "gap_class", "teachers"]], on=["outcome_id", "sector"], how="left")
    cells = cells.merge(outcomes[["outcome_id", "path_id"]], on="outcome_id").merge(_planned(package["trajectories"]), on=_KEY, how="left")
    return _sorted(cells.assign(region_id=package["region"]["region_id"].iloc[0]), outcomes)


def _sorted(frame: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """By path and outcome in the order of the outcomes table, by sector, by region."""
    place = {o: i for i, o in enumerate(outcomes["outcome_id"])}
    path = {p: i for i, p in enumerate(dict.fromkeys(outcomes["path_id"]))}
    keys = pd.DataFrame({"path": frame["path_id"].map(path), "sector": [voc.SECTORS.order(s) for s in frame["sector"]]}, index=frame.index)
    for column, order in (("outcome_id", place), ("region_id", {})):
        if column in frame.columns:
            keys[column] = frame[column].map(order) if order else frame[column]
    return frame.loc[keys.sort_values(list(keys.columns), kind="stable").index].reset_index(drop=True)


def _margin(frame: pd.DataFrame, margin: dict[str, str]) -> pd.DataFrame:
    here = frame[frame["sector"].isin(voc.SECTORS.codes)]
    for column, code in margin.items():
        here = here[here[column] == code]
    return here


def _planned(trajectories: pd.DataFrame) -> pd.DataFrame:
    """What the region's own plan does for each outcome: the least effort of the arrangements that cover it."""
    rows = trajectories.assign(outcome_id=trajectories["outcome_ids"].map(split_codes)).explode("outcome_id")
    effort = rows["effort"].where(rows["offering_id"].notna(), np.inf)
    least = rows.assign(effort=effort).groupby(_KEY, as_index=False)["effort"].min()
    action = np.select([least["effort"] == 0, np.isinf(least["effort"])], ["inzetten", "nieuw_ontwikkelen"], "opwerken")
    return least[_KEY].assign(action=action)


def _claims(cells: pd.DataFrame) -> pd.DataFrame:
    asked = cells[cells["action"].isin(["opwerken", "nieuw_ontwikkelen"])]
    return asked[["region_id", *_KEY, "action", "gap_class", "teachers"]].reset_index(drop=True)


def _coverage(cells: pd.DataFrame) -> pd.DataFrame:
    flags = cells.assign(
        ready_=cells["ready"] > 0, upgradable_=(cells["ready"] == 0) & (cells["upgradable"] > 0),
        nothing_=(cells["ready"] == 0) & (cells["upgradable"] == 0), demand_=cells["gap_class"].isin(HIGH_CLASSES),
        unknown_=cells["gap_class"].isna())
    out = flags.groupby(["path_id", "sector", "region_id"], sort=False).agg(
        outcomes=("outcome_id", "size"), ready=("ready_", "sum"), upgradable=("upgradable_", "sum"), nothing=("nothing_", "sum"),
        in_demand=("demand_", "sum"), unknown_demand=("unknown_", "sum")).reset_index()
    status = np.select([out["ready"] == out["outcomes"], out["nothing"] == 0, out["ready"] + out["upgradable"] > 0],
                       ["bediend", "bediend na opwerken", "deels bediend"], "niet bediend")
    return out.assign(status=status)


def _unserved(cells: pd.DataFrame) -> pd.DataFrame:
    """Outcomes and sectors that no region has ready."""
    grouped = cells.assign(demand_=cells["gap_class"].isin(HIGH_CLASSES), unknown_=cells["gap_class"].isna()).groupby(_KEY, sort=False)
    out = grouped.agg(ready=("ready", "sum"), upgradable=("upgradable", "sum"), regions_in_demand=("demand_", "sum"), regions_unknown=("unknown_", "sum"),
                      teachers=("teachers", lambda v: v.sum(min_count=1))).reset_index()
    out = out[out["ready"] == 0]
    best = np.where(out["upgradable"] > 0, "alleen op te werken", "niets")
    return out.assign(best=best)[[*_KEY, "best", "regions_in_demand", "regions_unknown", "teachers"]].reset_index(drop=True)


def _overlaps(claims: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """What several regions would each develop anew."""
    new = claims[claims["action"] == "nieuw_ontwikkelen"]
    names = regions.set_index("region_id")["region"].to_dict()
    out = new.groupby(_KEY, sort=False)["region_id"].agg(list).reset_index(name="ids")
    out = out[out["ids"].map(len) > 1]
    joined = out["ids"].map(lambda ids: ",".join(sorted(ids)))
    words = out["ids"].map(lambda ids: listed([names[i] for i in sorted(ids)]))
    return out[_KEY].assign(region_ids=joined, regions=words).reset_index(drop=True)


def _proposal(cells: pd.DataFrame, claims: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """One row an outcome and sector that at least one plan asks for."""
    work, taken_over = [], []
    by_key = dict(tuple(cells.groupby(_KEY)))
    for key, asking in claims.groupby(_KEY, sort=False):
        here = by_key[key]
        ready, upgradable = here[here["ready"] > 0], here[here["upgradable"] > 0]
        lacking = asking[~asking["region_id"].isin(ready["region_id"])]
        if len(ready) and len(lacking):
            best = ready.sort_values(["ready", "region_id"], ascending=[False, True])["region_id"].iloc[0]
            taken_over.append(_row(key, "overnemen", best, lacking, regions))
        elif not len(ready):
            able = upgradable if len(upgradable) else asking
            work.append((key, "opwerken" if len(upgradable) else "nieuw_ontwikkelen", able, asking))
    chosen = _spread_evenly([able for _, _, able, _ in work], regions["region_id"].tolist())
    rows = taken_over + [_row(key, action, region_id, asking, regions) for (key, action, _, asking), region_id in zip(work, chosen, strict=True)]
    return pd.DataFrame(rows, columns=[*_KEY, "action", "region_id", "region", "for_regions", "teachers", "why"])


def _spread_evenly(able: list[pd.DataFrame], region_ids: list[str]) -> list[str]:
    """For each task one of the regions that can do it: most even first, then where most teachers want it.

    An assignment of tasks to places in regions, where the k-th place of a region costs k: the sum is least
    when the numbers are as even as they can be. Wanting counts less than one step of that.
    """
    if not able:
        return []
    tasks, count = len(able), len(region_ids)
    impossible = float(2 * (tasks + 1) ** 2)
    cost = np.full((tasks, count * tasks), impossible)
    for i, frame in enumerate(able):
        wanted = frame.set_index("region_id")["teachers"].fillna(0)
        total = max(float(wanted.sum()), 1.0)
        for r, region_id in enumerate(region_ids):
            if region_id in wanted.index:
                places = np.arange(1, tasks + 1)
                cost[i, r * tasks:(r + 1) * tasks] = places - float(wanted[region_id]) / total / (tasks + 1) + r * 1e-9
    _, columns = linear_sum_assignment(cost)
    return [region_ids[c // tasks] for c in columns]


def _row(key: tuple[str, str, str], action: str, region_id: str, asking: pd.DataFrame, regions: pd.DataFrame) -> dict[str, object]:
    names = regions.set_index("region_id")["region"].to_dict()
    others = sorted(i for i in asking["region_id"] if i != region_id)
    teachers = asking["teachers"].sum(min_count=1)
    return dict(zip(_KEY, key, strict=True)) | {
        "action": action, "region_id": region_id, "region": names[region_id], "for_regions": ",".join(others) or None, "teachers": teachers,
        "why": _why(action, names[region_id], [names[i] for i in others], teachers)}


def _why(action: str, region: str, others: list[str], teachers: float) -> str:
    many = "" if pd.isna(teachers) else f" Het gaat om naar schatting {number(teachers)} leraren."
    share = f"{listed(others)} {'neemt' if len(others) == 1 else 'nemen'} het over" if others else "geen andere regio vraagt erom"
    if action == "overnemen":
        return f"{region} heeft aanbod dat klaar is; {share}.{many}"
    if action == "opwerken":
        return f"Niemand heeft het klaar; {region} heeft aanbod dat op te werken is; {share}.{many}"
    return f"Niemand heeft aanbod dat past; {region} ontwikkelt het; {share}.{many}"


def _titled(frame: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    paths = outcomes.drop_duplicates("path_id").set_index("path_id")["path_title"]
    out = frame.copy()
    out.insert(list(out.columns).index("path_id") + 1, "path_title", out["path_id"].map(paths))
    if "outcome_id" in out.columns:
        titles = outcomes.set_index("outcome_id")["title"]
        out.insert(list(out.columns).index("outcome_id") + 1, "title", out["outcome_id"].map(titles))
    return out


def _sentences(tables: dict[str, pd.DataFrame]) -> tuple[str, ...]:
    """For every path and sector one sentence, then what to divide."""
    coverage, unserved, overlaps, proposal = (tables[name] for name in ("coverage", "unserved", "overlaps", "proposal"))
    said = []
    for (path, sector), rows in coverage.groupby(["path_title", "sector"], sort=False):
        missing = unserved[(unserved["path_title"] == path) & (unserved["sector"] == sector)]
        nothing = int((missing["best"] == "niets").sum())
        total = int(rows["outcomes"].max())
        asked = int((missing["regions_in_demand"] > 0).sum())
        said.append(f"'{path}' in het {sector}: van {total} leeruitkomsten {_have(total - len(missing))} ergens aanbod dat klaar is, "
                    f"{len(missing) - nothing} alleen op te werken aanbod, {nothing} niets{_asked(asked, len(missing))}.")
    if len(overlaps):
        what = "Eén leeruitkomst in een sector staat" if len(overlaps) == 1 else f"{len(overlaps)} combinaties van leeruitkomst en sector staan"
        said.append(f"Dubbel werk dreigt: {what[0].lower() + what[1:]} in de plannen van meer dan één regio als nieuw te ontwikkelen.")
    for action, words in (("overnemen", "overnemen van een andere regio"), ("opwerken", "opwerken door één regio voor allemaal"), ("nieuw_ontwikkelen", "nieuw ontwikkelen door één regio voor allemaal")):
        rows = proposal[proposal["action"] == action]
        if len(rows):
            divided = rows["region"].value_counts().sort_index()
            said.append(f"Voorstel: {len(rows)} keer {words} ({', '.join(f'{name} {count}' for name, count in divided.items())}).")
    return tuple(said)


def _asked(asked: int, missing: int) -> str:
    """Of what nobody has ready, how much is in demand."""
    if not missing:
        return ""
    return f"; naar {asked or 'geen'} van die {missing} is ergens grote vraag" if missing > 1 else f"; daar is {'ergens' if asked else 'nergens'} grote vraag naar"


def _have(count: int) -> str:
    return f"{'heeft' if count == 1 else 'hebben'} {count}"
