"""The gap maps of several regions: per municipality, how many outcomes in demand have nothing ready within reach."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.supply.coverage import split_codes

PLACE_COLUMNS = ("region_id", "municipality_code", "municipality", "sector", "path_id", "open")
ALL_PATHS = ""


def open_by_place(packages: Sequence[dict[str, pd.DataFrame]], outcomes: pd.DataFrame) -> pd.DataFrame:
    """How many gaps are open in every municipality, for each sector (and all) and each path (and all).

    Parameters
    ----------
    packages
        Of each region its tables (from `intake.package.read_package`); one without ``municipalities`` has no rows.
    outcomes
        ``outcome_id``, ``path_id`` of all regions together.

    Returns
    -------
    DataFrame
        `PLACE_COLUMNS`, sorted; ``path_id`` is "" for all paths together; ``open`` is missing where the region
        does not show it, or where nothing is known.
    """
    path_of = outcomes.set_index("outcome_id")["path_id"].to_dict()
    paths = list(dict.fromkeys(outcomes["path_id"]))
    rows: list[tuple[object, ...]] = []
    for package in packages:
        region_id = package["region"]["region_id"].iloc[0]
        for row in package.get("municipalities", pd.DataFrame()).itertuples():
            known = bool(row.shown) and not pd.isna(row.unserved)
            counts = pd.Series([path_of.get(o, "") for o in split_codes(row.outcome_ids)], dtype="object").value_counts()
            place = (region_id, row.municipality_code, row.municipality, row.sector)
            rows.append((*place, ALL_PATHS, int(row.unserved) if known else None))
            rows += [(*place, path, int(counts.get(path, 0)) if known else None) for path in paths]
    frame = pd.DataFrame(rows, columns=list(PLACE_COLUMNS)).astype({"open": "Int64"})
    order = frame["sector"].map(voc.SECTORS.order)
    return frame.assign(_order=order).sort_values(["region_id", "municipality_code", "_order", "path_id"], kind="stable", ignore_index=True).drop(columns="_order")
