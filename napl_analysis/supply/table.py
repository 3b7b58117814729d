"""The supply table: for each learning outcome and cell how much there is, for how many, and who can reach it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.region import RegionConfig
from napl_analysis.supply.coverage import serves
from napl_analysis.supply.reach import (
    any_known,
    floating_catchment,
    phase_share,
    reachable,
    share_reached,
    staff_by_place,
)
from napl_analysis.tables import REACH, SUPPLY, conform


@dataclass(frozen=True)
class _Field:
    """What every cell of the table is worked out from, aligned once: offerings x groups of teachers.

    A group is the teachers of one sector in one municipality.
    """

    offerings: pd.DataFrame  # covering and ready or upgradable
    groups: pd.DataFrame  # sector, subregion, municipality_code, teachers
    can_take: np.ndarray  # offerings x groups: 1, 0 or NaN; a sector it is not for is 0, an unknown sector NaN
    places: np.ndarray
    providers: np.ndarray
    ready: np.ndarray
    upgradable: np.ndarray


def supply_table(offerings: pd.DataFrame, coverage: pd.DataFrame, review: pd.DataFrame, outcomes: pd.DataFrame,
                 staff: pd.DataFrame, places: pd.DataFrame, config: RegionConfig) -> pd.DataFrame:
    """The supply in every cell (sector x career phase x subregion) and its margins.

    Parameters
    ----------
    offerings, coverage, review, outcomes
        The supply room's tables.
    staff
        ``sector``, ``subregion``, ``municipality_code``, ``teachers``: the population (any finer rows are summed).
    places
        ``municipality_code``, ``latitude``, ``longitude``.
    config
        The region's configuration: subregions and travel distance.

    Returns
    -------
    DataFrame
        The supply table. ``offerings``, ``ready``, ``upgradable`` and ``providers`` count what is for the
        cell's sector and phase, wherever in or near the region it is given; ``reach`` and
        ``places_per_year`` say what of the ready ones the cell's teachers can take. An offering without a
        sector counts in the margin only; one without a phase counts for every phase. ``reach`` is missing
        where unknown locations could change it (and 0 where nothing is ready), ``places_per_year`` where
        an unknown number or location could.
    """
    field = _field(offerings, review, staff, places, config)
    covers = _coverage_matrix(field.offerings, coverage, outcomes)
    cells = {(s, r): _members(field.groups, s, r)
             for s, r in product((voc.ALL, *voc.SECTORS.codes), (voc.ALL, *config.subregions))}
    rows: list[dict[str, object]] = []
    for phase in (voc.ALL, *voc.PHASES.codes):
        for_phase = _says(field.offerings, "career_phases", phase, unknown=True)
        share = phase_share(field.offerings, phase)
        counted = {s: for_phase & _says(field.offerings, "sectors", s, unknown=False) for s in (voc.ALL, *voc.SECTORS.codes)}
        for outcome_id in outcomes["outcome_id"]:
            reached, given = _reach_and_places(field, covers[outcome_id] & for_phase, share)
            counts = {s: _counts(field, covers[outcome_id] & counted[s]) for s in counted}
            rows += [{"outcome_id": outcome_id, "sector": s, "career_phase": phase, "subregion": r, **counts[s],
                      **_in_cell(field, reached, given, here)} for (s, r), here in cells.items()]
    order = {o: i for i, o in enumerate(outcomes["outcome_id"])}
    frame = pd.DataFrame(rows, columns=SUPPLY.names)
    frame = frame.sort_values("outcome_id", key=lambda ids: ids.map(order), kind="stable").reset_index(drop=True)
    return conform(frame, SUPPLY)


def municipality_supply(offerings: pd.DataFrame, coverage: pd.DataFrame, review: pd.DataFrame, outcomes: pd.DataFrame,
                        staff: pd.DataFrame, places: pd.DataFrame, config: RegionConfig) -> pd.DataFrame:
    """Reach and places per municipality, sector and outcome, for maps; parameters as `supply_table`.

    Returns
    -------
    DataFrame
        ``municipality_code``, ``sector``, ``outcome_id``, ``teachers``, ``reachable`` (a ready offering within
        reach; missing is unknown), ``places_per_year`` (that the teachers there get; missing is unknown) and
        ``places_per_100`` teachers. Teachers whose municipality is not known have no row.
    """
    field = _field(offerings, review, staff, places, config)
    covers = _coverage_matrix(field.offerings, coverage, outcomes)
    every = np.ones(len(field.offerings))
    parts = []
    for outcome_id in outcomes["outcome_id"]:
        reached, given = _reach_and_places(field, covers[outcome_id], every)
        part = field.groups.assign(outcome_id=outcome_id, reached=reached, places_per_year=given)
        parts.append(part[(part["municipality_code"] != "") & (part["teachers"] > 0)])
    frame = pd.concat(parts, ignore_index=True)
    frame["reachable"] = (frame["reached"] == 1).astype("boolean").mask(frame["reached"].isna())
    frame["places_per_100"] = 100 * frame["places_per_year"] / frame["teachers"]
    return conform(frame[REACH.names].sort_values(list(REACH.key), kind="stable", ignore_index=True), REACH)


def _field(offerings: pd.DataFrame, review: pd.DataFrame, staff: pd.DataFrame, places: pd.DataFrame, config: RegionConfig) -> _Field:
    base = offerings.merge(review[["offering_id", "decision"]], on="offering_id")
    base = base[base["decision"].isin(["direct_aanmelden", "opwerken"])].sort_values("offering_id").reset_index(drop=True)
    groups = staff_by_place(staff)
    municipalities = sorted(groups["municipality_code"].unique())
    near = reachable(base, municipalities, places, config.reach)[groups["municipality_code"].tolist()].to_numpy()
    for_sector = np.column_stack([serves(base, "sectors", s).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
                                  for s in groups["sector"]]) if len(groups) else np.zeros((len(base), 0))
    can_take = np.where((near == 0) | (for_sector == 0), 0.0, near * for_sector)
    return _Field(base, groups, can_take, base["places_per_year"].to_numpy(dtype=float), base["provider"].to_numpy(dtype=object),
                  (base["decision"] == "direct_aanmelden").to_numpy(), (base["decision"] == "opwerken").to_numpy())


def _coverage_matrix(offerings: pd.DataFrame, coverage: pd.DataFrame, outcomes: pd.DataFrame) -> dict[str, np.ndarray]:
    by_outcome = coverage.groupby("outcome_id")["offering_id"].agg(set).to_dict()
    return {o: offerings["offering_id"].isin(by_outcome.get(o, set())).to_numpy(dtype=bool) for o in outcomes["outcome_id"]}


def _says(offerings: pd.DataFrame, column: str, code: str, *, unknown: bool) -> np.ndarray:
    return serves(offerings, column, code).fillna(unknown).to_numpy(dtype=bool)


def _members(groups: pd.DataFrame, sector: str, subregion: str) -> np.ndarray:
    in_sector = (groups["sector"] == sector) | (sector == voc.ALL)
    return (in_sector & ((groups["subregion"] == subregion) | (subregion == voc.ALL))).to_numpy(dtype=bool)


def _counts(field: _Field, chosen: np.ndarray) -> dict[str, int]:
    return {"offerings": int(chosen.sum()), "ready": int((chosen & field.ready).sum()),
            "upgradable": int((chosen & field.upgradable).sum()), "providers": len(set(field.providers[chosen]))}


def _reach_and_places(field: _Field, chosen: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every group of teachers: is anything ready within reach, and how many places does the group get."""
    ready = chosen & field.ready
    can_take = field.can_take[ready]
    teachers = field.groups["teachers"].to_numpy(dtype=float)
    return any_known(can_take), floating_catchment((field.places * share)[ready], can_take, teachers)


def _in_cell(field: _Field, reached: np.ndarray, given: np.ndarray, here: np.ndarray) -> dict[str, float]:
    low, high = share_reached(reached[here], field.groups["teachers"].to_numpy(dtype=float)[here])
    known = not np.isnan(low) and high - low < 0.005
    return {"reach": low if known else np.nan, "places_per_year": given[here].sum() if here.any() else np.nan}
