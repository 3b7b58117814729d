"""Chance that falls the same way on every machine and in every Python that we support.

Only `random.Random.random` is used: Python promises that sequence for a seed, and promises nothing for
`choice`, `shuffle` or `gauss`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance, named: two streams with different names do not disturb each other."""

    def __init__(self, *name: object) -> None:
        self._random = random.Random("/".join(str(part) for part in name)).random

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._random() < probability

    def between(self, low: float, high: float) -> float:
        """Uniform between low (included) and high."""
        return low + (high - low) * self._random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def normal(self) -> float:
        """About standard normal: twelve uniforms summed, so that no mathematics library has a say."""
        return sum(self._random() for _ in range(12)) - 6.0

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._random() * len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One of the items, by weight."""
        mark = self._random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            mark -= weight
            if mark < 0:
                return item
        return items[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = int(self._random() * (last + 1))
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
