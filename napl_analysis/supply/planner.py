"""From coverage to a planning problem, and from the choice back to a table that explains itself."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.supply.coverage import split_codes
from napl_analysis.supply.planning import NEW_EFFORT, Choice, Problem
from napl_analysis.supply.review import listed

PLAN_COLUMNS = ("arrangement", "offering_id", "outcome_ids", "effort", "ects", "why")
DOUBTFUL_BELOW = 0.8  # an automatic match below this probability is named, to be judged first


@dataclass(frozen=True)
class Offer:
    """An offering as the planner sees it."""

    id: str
    outcomes: frozenset[str]
    effort: float
    ects: float | None
    after: tuple[str, ...]
    strength: float
    title: str
    any_size: bool  # the guideline on size is not for this one
    doubtful: dict[str, float]  # outcomes whose match nobody judged yet, with its probability


class Planner:
    """From tables to a problem, and from a choice back to a table."""

    def __init__(self, coverage: pd.DataFrame, outcomes: pd.DataFrame, maximum: int, ects: tuple[float, float],
                 ects_per_outcome: float = 1.0) -> None:
        self.outcomes = list(dict.fromkeys(outcomes["outcome_id"]))
        self.titles = _column(outcomes, "title")
        self.themes = _column(outcomes, "theme_ids")
        self.teachers: dict[str, float] = {k: float(str(v)) for k, v in _column(outcomes, "teachers").items()}
        self.ects, self.maximum, self.per_outcome = ects, maximum, ects_per_outcome
        every = _offers(coverage, set(self.outcomes))
        self.wrong_size = {o.id for o in every if not o.any_size and o.ects is not None and not ects[0] - 1e-9 <= o.ects <= ects[1] + 1e-9}
        self.offers = _orderable([o for o in every if o.id not in self.wrong_size])
        self.every = every
        self.problem = self._problem()

    def _problem(self) -> Problem:
        position = {o.id: i for i, o in enumerate(self.offers)}
        covers = np.array([[k in o.outcomes for k in self.outcomes] for o in self.offers], dtype=bool).reshape(len(self.offers), len(self.outcomes))
        capacity = max(int(self.ects[1] / self.per_outcome + 1e-9), math.ceil(len(self.outcomes) / self.maximum), 1)
        return Problem(covers, np.array([o.effort for o in self.offers], dtype=float), np.array([o.strength for o in self.offers], dtype=float),
                       np.array([self.teachers.get(k, 0.0) for k in self.outcomes], dtype=float),
                       [(position[o.id], position[before]) for o in self.offers for before in o.after], self.maximum, capacity)

    def table(self, choice: Choice) -> pd.DataFrame:
        chosen = [self.offers[j] for j in choice.offerings]
        groups = self._new_groups([self.outcomes[k] for k in choice.uncovered], choice.new_arrangements)
        rows: list[dict[str, object]] = []
        for item in self._in_order(chosen, groups):
            row = self._existing(item, chosen) if isinstance(item, Offer) else self._new(item)
            rows.append({"arrangement": len(rows) + 1, **row})
        frame = pd.DataFrame(rows, columns=list(PLAN_COLUMNS)).astype({"arrangement": "int64", "offering_id": "str", "outcome_ids": "str",
                                                                      "effort": "float64", "ects": "float64", "why": "str"})
        frame.attrs = {"optimal": choice.optimal, "gap": choice.gap, "total_effort": float(frame["effort"].sum())}
        return frame

    def _new_groups(self, uncovered: list[str], count: int) -> list[list[str]]:
        """Uncovered outcomes over the new arrangements: alike themes together, sizes as even as can be."""
        alike = sorted(uncovered, key=lambda k: (str(self.themes.get(k, "")), self.outcomes.index(k)))
        bounds = [round(i * len(alike) / count) for i in range(count + 1)] if count else []
        return [sorted(alike[a:b], key=self.outcomes.index) for a, b in pairwise(bounds)]

    def _in_order(self, chosen: list[Offer], groups: list[list[str]]) -> list[Offer | list[str]]:
        """Prerequisites first; then what most teachers want; then the order of the path."""
        items: list[Offer | list[str]] = [*chosen, *groups]
        ids = {o.id: i for i, o in enumerate(chosen)}
        waiting = {i: {ids[b] for b in item.after} if isinstance(item, Offer) else set() for i, item in enumerate(items)}
        ready = [(self._rank(items[i]), i) for i, before in waiting.items() if not before]
        heapq.heapify(ready)
        ordered = []
        while ready:
            _, i = heapq.heappop(ready)
            ordered.append(items[i])
            for other, before in waiting.items():
                if i in before:
                    before.discard(i)
                    if not before:
                        heapq.heappush(ready, (self._rank(items[other]), other))
        return ordered

    def _rank(self, item: Offer | list[str]) -> tuple[float, int, str]:
        ids = item.outcomes if isinstance(item, Offer) else item
        wanted = max((self.teachers.get(k, 0.0) for k in ids), default=0.0)
        first = min((self.outcomes.index(k) for k in ids), default=len(self.outcomes))
        return -wanted, first, item.id if isinstance(item, Offer) else ""

    def _existing(self, offer: Offer, chosen: list[Offer]) -> dict[str, object]:
        ids = [k for k in self.outcomes if k in offer.outcomes]
        size = math.nan if offer.ects is None else offer.ects
        return {"offering_id": offer.id, "outcome_ids": ",".join(ids), "effort": offer.effort, "ects": size,
                "why": self._why_existing(offer, ids, chosen)}

    def _why_existing(self, offer: Offer, ids: list[str], chosen: list[Offer]) -> str:
        start = "Klaar om in te zetten" if offer.effort == 0 else f"Op te werken (inspanning: {_effort_label(offer.effort)})"
        needed_by = [o.title or o.id for o in chosen if offer.id in o.after]
        alone = [k for k in ids if not any(k in o.outcomes for o in self.offers if o.id != offer.id)]
        here = [k for k in ids if k not in alone and not any(k in o.outcomes for o in chosen if o.id != offer.id)]
        parts = [f"{start}; dekt {_count(ids)}"] if ids else [f"{start}; dekt zelf geen leeruitkomst van dit pad"]
        if alone:
            parts.append(f"het enige bruikbare aanbod voor {self._named(alone)}")
        if here:
            parts.append(f"in dit traject als enige voor {self._named(here)}")
        if needed_by:
            parts.append(f"komt eerst, want nodig voor {listed(needed_by)}")
        if offer.after:
            titles = {o.id: o.title or o.id for o in chosen}
            parts.append(f"volgt op {listed([titles[b] for b in offer.after])}")
        if offer.ects is None:
            parts.append("de omvang is nog niet bekend")
        weak = [f"{self._named([k])} (kans {comma(offer.doubtful[k])})" for k in ids if k in offer.doubtful and k in alone + here]
        if weak:
            parts.append(f"laat eerst beoordelen of het past bij {listed(weak)}")
        return "; ".join(parts) + "."

    def _new(self, ids: list[str]) -> dict[str, object]:
        size = min(max(len(ids) * self.per_outcome, self.ects[0]), self.ects[1])
        return {"offering_id": None, "outcome_ids": ",".join(ids), "effort": NEW_EFFORT, "ects": float(size), "why": self._why_new(ids)}

    def _why_new(self, ids: list[str]) -> str:
        usable = {k for o in self.offers for k in o.outcomes}
        other = {k for o in self.every for k in o.outcomes if o.id in self.wrong_size}
        nothing = [k for k in ids if k not in usable and k not in other]
        size = [k for k in ids if k not in usable and k in other]
        crowded = [k for k in ids if k in usable]
        parts = [f"geen aanbod dekt {self._named(nothing)}"] if nothing else []
        if size:
            parts.append(f"wat {self._named(size)} dekt, is geen {_size(self.ects[0])} tot {_size(self.ects[1])} EC groot")
        if crowded:
            parts.append(f"voor {self._named(crowded)} is er wel aanbod, maar niet binnen {self.maximum} arrangementen in de goede volgorde")
        if len(ids) * self.per_outcome > self.ects[1] + 1e-9:
            parts.append(f"{len(ids)} leeruitkomsten zijn veel voor {_size(self.ects[1])} EC")
        return f"Nieuw te ontwikkelen: {'; '.join(parts)}."

    def _named(self, ids: Sequence[str]) -> str:
        return listed([f"'{self.titles[k]}'" if k in self.titles else k for k in ids])


def comma(value: float, decimals: int = 2) -> str:
    """A number with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")


def _size(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _count(ids: Sequence[str]) -> str:
    return f"{len(ids)} {'leeruitkomst' if len(ids) == 1 else 'leeruitkomsten'}"


def _effort_label(effort: float) -> str:
    return voc.EFFORTS.label(str(int(effort))) if effort == int(effort) else f"{effort:g}".replace(".", ",")


def _column(frame: pd.DataFrame, name: str) -> dict[str, object]:
    """outcome_id to a column's value, where there is one."""
    return frame.set_index("outcome_id")[name].dropna().to_dict() if name in frame.columns else {}


def _offers(coverage: pd.DataFrame, wanted: set[str]) -> list[Offer]:
    """One `Offer` an offering, sorted by id; those without an effort are left out."""
    offers = []
    for offering_id, rows in coverage.dropna(subset=["effort"]).groupby("offering_id", sort=True):
        mine = rows[rows["outcome_id"].isin(wanted)]
        first = rows.iloc[0]
        strength = float(mine["strength"].fillna(0).sum()) if "strength" in mine else float(len(mine))
        title = str(first["title"]) if "title" in rows and pd.notna(first["title"]) else ""
        size = None if pd.isna(first["ects"]) else float(first["ects"])
        offers.append(Offer(str(offering_id), frozenset(mine["outcome_id"]), float(rows["effort"].max()), size,
                             _before(first.get("after")), strength, title, bool(first.get("any_size", False)), _doubtful(mine)))
    return offers


def _doubtful(rows: pd.DataFrame) -> dict[str, float]:
    if "basis" not in rows or "strength" not in rows:
        return {}
    weak = rows[(rows["basis"] == "automatisch") & (rows["strength"] < DOUBTFUL_BELOW)]
    return dict(zip(weak["outcome_id"], weak["strength"], strict=True))


def _before(value: object) -> tuple[str, ...]:
    ids: Iterable[object] = split_codes(value) if isinstance(value, str) else value if isinstance(value, (list, tuple, set)) else ()
    return tuple(sorted({str(i) for i in ids}))


def _orderable(offers: list[Offer]) -> list[Offer]:
    """Without offerings whose prerequisites are not there, or that (through others) must precede themselves."""
    left = {o.id: o for o in offers}
    placed: set[str] = set()
    while True:
        free = [i for i, o in left.items() if i not in placed and placed.issuperset(o.after)]
        if not free:
            return [o for o in offers if o.id in placed]
        placed.update(free)


