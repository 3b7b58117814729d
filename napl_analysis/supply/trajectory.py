"""Trajectories: at most ten learning arrangements that together cover every outcome of a development path.

Source of the rules: handreiking, bijlage 1, points 1, 5 and 7; the choice itself is in `supply.planning`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.findings import InputError
from napl_analysis.region import TrajectoryLimits
from napl_analysis.supply.coverage import HOURS_PER_ECTS, hours, serves
from napl_analysis.supply.planner import Planner
from napl_analysis.supply.planning import Choice, Problem, solve
from napl_analysis.supply.review import listed
from napl_analysis.supply.rules import HOURS_PER_OUTCOME
from napl_analysis.tables import PLANS, TRAJECTORIES, conform

OTHERS_SECONDS = 20.0  # for each of the next best plans, which are there to compare


def plan_trajectory(coverage: pd.DataFrame, outcomes: pd.DataFrame, *, maximum: int = 10, ects: tuple[float, float] = (3, 5),
                    ects_per_outcome: float = 1.0, time_limit: float = 60.0) -> pd.DataFrame:
    """The best set of arrangements that covers every outcome.

    Parameters
    ----------
    coverage
        ``offering_id``, ``outcome_id``, ``effort`` (0 ready, 1-3 upgrade small to large; a missing effort
        rules the offering out), ``ects`` (missing is allowed); optional ``after`` (offering ids that must be
        in the trajectory and come first, comma-separated or a list), ``strength`` (0-1), ``basis``, ``title``
        and ``any_size`` (True where the guideline on size does not hold).
    outcomes
        The outcomes of one path: ``outcome_id``; optional ``title``, ``theme_ids`` and ``teachers`` (how
        many want it: those are covered by existing offerings first, and come first).
    maximum
        Most arrangements, new ones included.
    ects
        Smallest and largest size of an arrangement, in EC; an offering of another size is not chosen.
    ects_per_outcome
        Room that an outcome gets in a new arrangement, in EC.
    time_limit
        Seconds after which the best plan found so far is taken.

    Returns
    -------
    DataFrame
        One row an arrangement, in order: ``arrangement`` (1, 2, ...), ``offering_id`` (missing: to be
        developed), ``outcome_ids`` (comma-separated), ``effort`` (4 for new), ``ects``, ``why`` (Dutch).
        ``.attrs["optimal"]``: proven that no plan leaves fewer outcomes to develop, nor covers them at less
        effort; ``.attrs["gap"]``: what is left to prove, 0 when optimal; ``.attrs["total_effort"]``.

    Notes
    -----
    An outcome is developed anew only where no permitted choice of offerings covers it.
    """
    if maximum < 1 or ects[0] > ects[1]:
        raise InputError(f"Hoogstens {maximum} arrangementen van {ects[0]:g} tot {ects[1]:g} EC kan niet.",
                         "Geef minstens één arrangement en een kleinste omvang die niet groter is dan de grootste.")
    planner = Planner(coverage, outcomes, maximum, ects, ects_per_outcome)
    choice = solve(planner.problem, time_limit=time_limit)
    assert choice is not None  # without forbidden choices, developing everything is always possible
    return planner.table(choice)


def alternative_plans(coverage: pd.DataFrame, outcomes: pd.DataFrame, *, count: int = 3, slack: float = 2.0, maximum: int = 10,
                      ects: tuple[float, float] = (3, 5), ects_per_outcome: float = 1.0, time_limit: float = 60.0) -> list[pd.DataFrame]:
    """The best plan and the next best that differ in at least one offering, best first.

    Plans that leave more outcomes to develop, or ask over ``slack`` more effort than the best, are left out.
    """
    planner = Planner(coverage, outcomes, maximum, ects, ects_per_outcome)
    found: list[Choice] = []
    while len(found) < count:
        problem = replace(planner.problem, forbidden=tuple(frozenset(c.offerings) for c in found))
        choice = solve(problem, time_limit=min(time_limit, OTHERS_SECONDS) if found else time_limit)
        if choice is None or (found and not _close(choice, found[0], problem, slack)):
            break
        found.append(choice)
    return [planner.table(choice) for choice in found]


def _close(choice: Choice, best: Choice, problem: Problem, slack: float) -> bool:
    fewer = len(choice.uncovered) <= len(best.uncovered)
    return fewer and choice.effort(problem) <= best.effort(problem) + slack


def plan_all(coverage: pd.DataFrame, review: pd.DataFrame, offerings: pd.DataFrame, outcomes: pd.DataFrame,
             sectors: Sequence[str], *, demand: pd.DataFrame | None = None, limits: TrajectoryLimits | None = None) -> pd.DataFrame:
    """The trajectories table: a plan for each path and sector; parameters as `plan_and_compare`."""
    return plan_and_compare(coverage, review, offerings, outcomes, sectors, demand=demand, limits=limits, count=1)[0]


def plan_and_compare(coverage: pd.DataFrame, review: pd.DataFrame, offerings: pd.DataFrame, outcomes: pd.DataFrame, sectors: Sequence[str], *,
                     demand: pd.DataFrame | None = None, limits: TrajectoryLimits | None = None, count: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The trajectories table, and the plans table: for each path and sector the chosen plan and the next best.

    Only offerings that the review let through, for the sector (one that names no sector does not count).
    The guideline on size holds for formal offerings only, and upgrading brings the size where it should be,
    so that none is refused for its size; ``ects`` in the table is the size after upgrading.

    Parameters
    ----------
    demand
        The demand table (optional): what most teachers in the sector want is covered first and comes first.
    limits
        How many arrangements, and of what size (regio.yml, 'trajecten').
    count
        The most plans of a path and sector.
    """
    limits = limits or TrajectoryLimits.model_validate({})
    titles = offerings.set_index("offering_id")["title"].to_dict()
    names = ("'" + offerings["title"] + "' van " + offerings["provider"]).set_axis(offerings["offering_id"]).to_dict()
    chosen, rows = [], []
    for path_id, sector, here, wanted in _cases(coverage, review, offerings, outcomes, sectors, demand, limits):
        found = alternative_plans(here, wanted, count=count, maximum=limits.maximum, ects=limits.ects, ects_per_outcome=limits.ects_per_outcome)
        best = found[0]
        title = best["offering_id"].map(titles).where(best["offering_id"].notna(), "Nieuw te ontwikkelen")
        chosen.append(best.assign(path_id=path_id, sector=sector, optimal=best.attrs["optimal"], title=title))
        rows += [{"path_id": path_id, "sector": sector, "plan": i, **_in_figures(plan), "otherwise": _difference(plan, best, names)}
                 for i, plan in enumerate(found, start=1)]
    trajectories = conform(pd.concat(chosen, ignore_index=True) if chosen else TRAJECTORIES.empty(), TRAJECTORIES)
    return trajectories, conform(pd.DataFrame(rows, columns=PLANS.names), PLANS)


def _in_figures(plan: pd.DataFrame) -> dict[str, object]:
    new = plan["offering_id"].isna()
    ready = int((~new & (plan["effort"] == 0)).sum())
    return {"arrangements": len(plan), "ready": ready, "upgradable": len(plan) - ready - int(new.sum()), "developed": int(new.sum()),
            "total_effort": plan.attrs["total_effort"], "optimal": plan.attrs["optimal"], "gap": plan.attrs["gap"]}


def _difference(plan: pd.DataFrame, best: pd.DataFrame, names: dict[str, str]) -> str:
    """What another plan has instead of the chosen one's, in Dutch."""
    mine, chosen = set(plan["offering_id"].dropna()), set(best["offering_id"].dropna())
    if mine == chosen:
        return "het voorgestelde traject"
    out, into = ([names.get(i, i) for i in sorted(ids)] for ids in (chosen - mine, mine - chosen))
    if not out:
        return f"met ook {listed(into)}"
    return f"in plaats van {listed(out)}: {listed(into) if into else 'niets'}"


def _cases(coverage: pd.DataFrame, review: pd.DataFrame, offerings: pd.DataFrame, outcomes: pd.DataFrame, sectors: Sequence[str],
           demand: pd.DataFrame | None, limits: TrajectoryLimits) -> Iterator[tuple[str, str, pd.DataFrame, pd.DataFrame]]:
    """Path, sector, what the planner may choose from, and what it must cover."""
    base = _reviewed(coverage, review, offerings, limits.ects)
    for path_id in dict.fromkeys(outcomes["path_id"]):
        of_path = outcomes[outcomes["path_id"] == path_id]
        mine = base[base["outcome_id"].isin(of_path["outcome_id"])]
        for sector in sectors:
            yield path_id, sector, mine[serves(mine, "sectors", sector).fillna(False).to_numpy(dtype=bool)], _with_demand(of_path, demand, sector)


def _reviewed(coverage: pd.DataFrame, review: pd.DataFrame, offerings: pd.DataFrame, ects: tuple[float, float]) -> pd.DataFrame:
    """What the planner may choose from, with its size after upgrading."""
    usable = review[review["decision"].isin(["direct_aanmelden", "opwerken"])][["offering_id", "effort", "title"]]
    size = offerings["ects"].fillna(hours(offerings) / HOURS_PER_ECTS)
    facts = offerings[["offering_id", "sectors"]].assign(ects=size, any_size=offerings["formality"].isin(["non_formeel", "informeel"]))
    base = coverage.merge(usable, on="offering_id").merge(facts, on="offering_id").astype({"effort": "float64"})
    mended, least = base["effort"] > 0, base.groupby("offering_id")["outcome_id"].transform("size") * HOURS_PER_OUTCOME / HOURS_PER_ECTS
    upgraded = base["ects"].clip(*ects).where(~base["any_size"], np.maximum(base["ects"], least))
    return base.assign(ects=upgraded.where(mended, base["ects"]).round(2))


def _with_demand(outcomes: pd.DataFrame, demand: pd.DataFrame | None, sector: str) -> pd.DataFrame:
    if demand is None:
        return outcomes
    whole = (demand["sector"] == sector) & (demand["career_phase"] == voc.ALL) & (demand["subregion"] == voc.ALL)
    asked = demand[whole & (demand["kind"] == "outcome") & (demand["respondent_group"] == "gecombineerd")]
    return outcomes.assign(teachers=outcomes["outcome_id"].map(asked.set_index("target_id")["teachers"]))
