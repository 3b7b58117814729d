"""Dutch places with the municipality each lies in, and one point per municipality for distances."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
import pandas as pd

from napl_analysis.vocabulary import plain

PLACE_COLUMNS = ("place", "municipality", "municipality_code", "latitude", "longitude", "source", "version", "licence", "status")


def load_places() -> pd.DataFrame:
    """The places that the package ships (GeoNames, CC BY 4.0; see data/places.meta.json).

    Returns
    -------
    DataFrame
        One row a place: place, municipality (as CBS writes it), municipality_code (``GM0000``), latitude
        and longitude (WGS84, degrees), source, version, licence, status. Sorted by municipality_code and
        place; all 342 municipalities of 2023-2025 have at least one.
    """
    return _places().copy()


@cache
def _places() -> pd.DataFrame:
    path = resources.files("napl_analysis.reference") / "data" / "places.csv"
    with path.open("r", encoding="utf-8") as file:
        return pd.read_csv(file, dtype={"version": "str", "municipality_code": "str"})


def municipality_points(places: pd.DataFrame) -> pd.DataFrame:
    """One point per municipality: where one would say that it is.

    The place that carries the municipality's name (the most central one, if several do); else the place
    nearest to the middle of its places. A real place, so that a distance is never measured from a field
    or a lake.

    Parameters
    ----------
    places
        As `load_places` gives them; place, municipality, municipality_code, latitude, longitude are used.

    Returns
    -------
    DataFrame
        municipality_code, municipality, latitude, longitude; one row each, sorted by code.
    """
    frame = places.assign(named=places["place"].map(plain) == places["municipality"].map(plain))
    by_code = frame.groupby("municipality_code")
    frame = frame[frame["named"] | ~by_code["named"].transform("any")]
    middle = by_code[["latitude", "longitude"]].transform("mean").loc[frame.index]
    east = (frame["longitude"] - middle["longitude"]) * np.cos(np.radians(middle["latitude"]))
    frame = frame.assign(away=(east**2 + (frame["latitude"] - middle["latitude"]) ** 2).round(9))
    central = frame.sort_values(["municipality_code", "away", "place", "latitude", "longitude"]).drop_duplicates("municipality_code")
    return central[["municipality_code", "municipality", "latitude", "longitude"]].reset_index(drop=True)
