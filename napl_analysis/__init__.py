"""NAPL-analyse: what teachers need, what providers offer and what is missing, per education region and year.

The public functions, in the order of the work. They are loaded when first used, so that the command starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from napl_analysis.demand.estimates import estimate_shares
    from napl_analysis.demand.weights import rake
    from napl_analysis.disclosure.suppression import suppress
    from napl_analysis.findings import DisclosureError, NaplError, RegionError
    from napl_analysis.intake.catalogue import read_catalogue
    from napl_analysis.intake.survey import read_survey
    from napl_analysis.loading import load
    from napl_analysis.matching.clusters import cluster_texts
    from napl_analysis.matching.match import match_texts
    from napl_analysis.region import open_region
    from napl_analysis.spreading import combine_regions
    from napl_analysis.supply.trajectory import plan_trajectory
    from napl_analysis.yearly import analyse, publish, results_of

_HOMES = {
    "open_region": "region", "load": "loading", "analyse": "yearly", "publish": "yearly", "results_of": "yearly",
    "read_survey": "intake.survey", "read_catalogue": "intake.catalogue",
    "match_texts": "matching.match", "cluster_texts": "matching.clusters",
    "rake": "demand.weights", "estimate_shares": "demand.estimates", "suppress": "disclosure.suppression",
    "plan_trajectory": "supply.trajectory", "combine_regions": "spreading",
    "NaplError": "findings", "RegionError": "findings", "DisclosureError": "findings",
}

__version__ = "0.1.0"
__all__ = [
    "DisclosureError", "NaplError", "RegionError", "analyse", "cluster_texts", "combine_regions", "estimate_shares", "load",
    "match_texts", "open_region", "plan_trajectory", "publish", "rake", "read_catalogue", "read_survey", "results_of", "suppress",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'napl_analysis' has no attribute {name!r}")
    return getattr(import_module(f"napl_analysis.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
