"""The exact choice behind a trajectory: which offerings, so that every outcome is covered at the least effort.

A set-covering problem as a mixed-integer programme, solved by HiGHS through scipy (Huangfu and Hall, 2018,
"Parallelizing the dual revised simplex method"). Goals come one after the other: the value of each is fixed
before the next is looked at, so that no weight has to be invented.

1. as few outcomes as possible without existing offering; 2. of those the least wanted; 3. least total effort;
4. fewest arrangements; 5. strongest coverage, then the first offering ids.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, vstack

NEW_EFFORT = 4.0  # developing anew is more than the largest upgrade (3)
_TOLERANCE = 1e-6
# The last goals choose between plans that are equally good; a limit in nodes (not in time) keeps them cheap
# and the same on every machine.
_NODES = {"number": 200, "ties": 20}


@dataclass(frozen=True)
class Problem:
    """What there is to choose from. Rows and columns in a fixed order, so that the answer is always the same."""

    covers: np.ndarray  # offerings x outcomes, boolean
    effort: np.ndarray  # per offering
    strength: np.ndarray  # per offering: summed strength of its coverage, for ties
    demand: np.ndarray  # per outcome: how much it is wanted
    after: Sequence[tuple[int, int]]  # (offering, the offering that must come before it)
    maximum: int
    capacity: int  # outcomes that one new arrangement can hold
    forbidden: Sequence[frozenset[int]] = ()  # choices that may not come back (for alternatives)


@dataclass(frozen=True)
class Choice:
    """What was chosen, and how sure it is that nothing is better."""

    offerings: tuple[int, ...]
    uncovered: tuple[int, ...]
    new_arrangements: int
    optimal: bool
    gap: float  # largest relative gap left over the goals; 0 when proven
    goals: dict[str, float] = field(default_factory=dict)

    def effort(self, problem: Problem) -> float:
        """Total effort, new arrangements included."""
        return float(problem.effort[list(self.offerings)].sum()) + NEW_EFFORT * self.new_arrangements


def solve(problem: Problem, *, time_limit: float = 60.0) -> Choice | None:
    """The best choice; None where nothing fits (only when choices are forbidden).

    ``time_limit`` in seconds is for all goals together; what is not proven by then comes back with
    ``optimal`` False and the gap that is left.
    """
    kept = np.arange(len(problem.effort)) if problem.forbidden else np.flatnonzero(~dominated(problem))
    search = _Search(_Model(_only(problem, kept)), time.monotonic() + time_limit)
    # Most often all that can be covered can be covered within the maximum: then the first two goals need no search.
    if not search.cover_all(0.8 * time_limit) and not search.run(search.model.goals()):
        return None
    chosen = [int(kept[j]) for j in np.flatnonzero(search.solution[:len(kept)] > 0.5)]
    return _choice(problem, chosen, search.proven, search.gap, search.values)


class _Search:
    """The goals one after the other, and what came of them."""

    def __init__(self, model: _Model, until: float) -> None:
        self.model, self.until = model, until
        self.proven, self.gap, self.values = True, 0.0, dict[str, float]()
        self.solution = model.all_new()
        self.found = False

    def cover_all(self, seconds: float) -> bool:
        """With everything covered that any offering covers; False (and nothing changed) where that is not possible, or not found in time."""
        first, rest = self.model.goals()[0], self.model.goals()[1:]
        least = float(self.model.uncoverable.sum())
        effort = next(goal for goal in rest if goal[0] == "effort")
        bounds = self.model.cover_all()
        result = self._solve(effort, seconds)
        if result.x is None:
            self.model.bounds = bounds
            return False
        self._keep(effort, result)
        self.values = {first[0]: least, **({"demand": float(self.model.problem.demand[self.model.uncoverable].sum())} if rest[0][0] == "demand" else {}), **self.values}
        return self.run([goal for goal in rest if goal[0] not in ("demand", "effort")])

    def run(self, goals: list[tuple[str, np.ndarray]]) -> bool:
        """Each goal in turn, the ones before it fixed; False where nothing fits."""
        for goal in goals:
            result = self._solve(goal, math.inf)
            if result.status == 2 and not self.found:
                return False
            self._keep(goal, result)
        return True

    def _solve(self, goal: tuple[str, np.ndarray], seconds: float) -> OptimizeResult:
        name, weights = goal
        options = {"mip_rel_gap": 0.0, "time_limit": max(min(self.until - time.monotonic(), seconds), 0.01)}
        if name in _NODES:
            options["node_limit"] = _NODES[name]
        model = self.model
        return milp(weights, integrality=model.integrality, bounds=model.bounds, constraints=model.constraints(), options=options)

    def _keep(self, goal: tuple[str, np.ndarray], result: OptimizeResult) -> None:
        name, weights = goal
        if name not in _NODES and result.status != 0:
            self.proven, self.gap = False, max(self.gap, 1.0 if result.mip_gap is None else float(result.mip_gap))
        if result.x is not None:
            self.solution, self.found = np.round(result.x), True
        self.values[name] = float(weights @ self.solution)
        self.model.fix(weights, self.values[name])


def dominated(problem: Problem) -> np.ndarray:
    """Offerings that another one beats: it covers all they cover, at no more effort, without prerequisites.

    Leaving them out changes no goal. An offering that another one needs first is never left out. Of two
    equals the stronger stays, then the first.
    """
    covers, effort, strength = problem.covers.astype(int), problem.effort, problem.strength
    count = len(effort)
    needs, needed = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for offering, before in problem.after:
        needs[offering], needed[before] = True, True
    beats = (covers @ covers.T == covers.sum(axis=1)[:, None]) & (effort[None, :] <= effort[:, None]) & ~needs[None, :] & ~needed[:, None]
    position = np.arange(count)
    better = (strength[None, :] > strength[:, None]) | ((strength[None, :] == strength[:, None]) & (position[None, :] < position[:, None]))
    return (beats & np.where(beats & beats.T, better, True) & (position[None, :] != position[:, None])).any(axis=1)


def _only(problem: Problem, kept: np.ndarray) -> Problem:
    place = {int(j): i for i, j in enumerate(kept)}
    after = [(place[j], place[b]) for j, b in problem.after if j in place]
    return replace(problem, covers=problem.covers[kept], effort=problem.effort[kept], strength=problem.strength[kept], after=after)


def _choice(problem: Problem, offerings: list[int], proven: bool, gap: float, values: dict[str, float]) -> Choice:
    covered = problem.covers[offerings].any(axis=0)
    uncovered = tuple(int(k) for k in np.flatnonzero(~covered))
    return Choice(tuple(offerings), uncovered, math.ceil(len(uncovered) / problem.capacity), proven, gap, values)


class _Model:
    """The programme's matrices: x (offerings), u (outcomes left to develop), n (number of new arrangements), and counts.

    The counts say how many chosen offerings ask a certain effort, and how many cover so many outcomes. They follow from
    x and change nothing; but the solver may branch on them, which settles tight cases that branching on single offerings does not.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.count, self.outcomes = problem.covers.shape
        self.classes = _classes(problem)
        size = self.count + self.outcomes + 1 + len(self.classes)
        self.integrality = np.ones(size)
        self.bounds = Bounds(np.zeros(size), np.concatenate([np.ones(self.count + self.outcomes), np.full(1 + len(self.classes), problem.maximum)]))
        self.uncoverable = ~problem.covers.any(axis=0) if self.count else np.ones(self.outcomes, dtype=bool)
        self._matrix, self._low = self._rules()
        self._fixed: list[tuple[np.ndarray, float]] = []

    def _rules(self) -> tuple[csr_array, np.ndarray]:
        p, size, last = self.problem, self.count + self.outcomes + 1, self.count + self.outcomes
        cover = np.hstack([p.covers.T.astype(float), np.eye(self.outcomes), np.zeros((self.outcomes, 1))])
        room = np.zeros((1, size))
        room[0, :self.count], room[0, last] = -1.0, -1.0
        new = np.zeros((1, size))
        new[0, self.count:last], new[0, last] = -1.0, float(p.capacity)
        order = np.zeros((len(p.after), size))
        for row, (offering, before) in enumerate(p.after):
            order[row, before], order[row, offering] = 1.0, -1.0
        other = np.zeros((len(p.forbidden), size))
        for row, chosen in enumerate(p.forbidden):
            other[row, :self.count] = [-1.0 if j in chosen else 1.0 for j in range(self.count)]
        low = np.concatenate([np.ones(self.outcomes), [-float(p.maximum), 0.0], np.zeros(len(p.after)),
                              [1.0 - len(chosen) for chosen in p.forbidden]])
        rules = np.vstack([cover, room, new, order, other])
        counted = np.hstack([self.classes, np.zeros((len(self.classes), self.outcomes + 1)), -np.eye(len(self.classes))])
        matrix = np.vstack([np.hstack([rules, np.zeros((len(rules), len(self.classes)))]), counted])
        return csr_array(matrix), np.concatenate([low, np.zeros(len(self.classes))])

    def goals(self) -> list[tuple[str, np.ndarray]]:
        p = self.problem
        strong = float(p.strength.max()) + 1.0 if self.count else 1.0
        ties = (strong - p.strength) + np.arange(self.count) * (1e-3 / max(self.count, 1))
        parts = [("uncovered", np.zeros(self.count), np.ones(self.outcomes), 0.0), ("demand", np.zeros(self.count), p.demand, 0.0),
                 ("effort", p.effort, np.zeros(self.outcomes), NEW_EFFORT), ("number", np.ones(self.count), np.zeros(self.outcomes), 1.0),
                 ("ties", ties, np.zeros(self.outcomes), 0.0)]
        rest = np.zeros(len(self.classes))
        return [(name, np.concatenate([x, u, [n], rest])) for name, x, u, n in parts if not (name == "demand" and len(set(u)) <= 1)]

    def constraints(self) -> LinearConstraint:
        high = np.full(len(self._low), np.inf)
        high[len(self._low) - len(self.classes):] = 0.0  # a count is what it counts
        if not self._fixed:
            return LinearConstraint(self._matrix, self._low, high)
        rows = csr_array(np.vstack([-goal for goal, _ in self._fixed]))
        low = np.array([-value - _TOLERANCE * max(1.0, abs(value)) for _, value in self._fixed])
        return LinearConstraint(vstack([self._matrix, rows]), np.concatenate([self._low, low]), np.concatenate([high, np.full(len(low), np.inf)]))

    def cover_all(self) -> Bounds:
        """Leave no outcome uncovered that an offering covers; returns the bounds as they were."""
        before = self.bounds
        upper = before.ub.copy()
        outcomes = slice(self.count, self.count + self.outcomes)
        upper[outcomes] = np.where(self.uncoverable, upper[outcomes], 0.0)
        self.bounds = Bounds(before.lb, upper)
        return before

    def fix(self, goal: np.ndarray, value: float) -> None:
        """A later goal may not make this one worse. A goal at nought needs no row: what counts for it stays out."""
        if value < _TOLERANCE and (goal >= 0).all():
            self.bounds.ub[goal > 0] = 0.0
        else:
            self._fixed.append((goal, value))

    def all_new(self) -> np.ndarray:
        """The plan that always exists: develop everything."""
        return np.concatenate([np.zeros(self.count), np.ones(self.outcomes), [math.ceil(self.outcomes / self.problem.capacity)], np.zeros(len(self.classes))])


def _classes(problem: Problem) -> np.ndarray:
    """Offerings of the same effort, and offerings that cover as many outcomes: a row a class, 1 where an offering is in it."""
    rows = [values == value for values in (problem.effort, problem.covers.sum(axis=1)) for value in np.unique(values)]
    few = [row for row in rows if row.sum() > 1]  # counting one offering says nothing that it does not say itself
    return np.array(few, dtype=float).reshape(len(few), len(problem.effort))
