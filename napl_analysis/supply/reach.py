"""Who can take an offering: travel distance, online, and places that are not counted twice.

Distances are between one point a municipality (straight line over the sphere, times the detour factor).
What is not known (where it is given, where a teacher works, how many places) stays unknown: a share is a
number only where the unknown cannot change it.

Two-step floating catchment: Luo and Wang (2003), "Measures of spatial accessibility to health care in a GIS
environment", Environment and Planning B 30(6). Each offering divides its places over all teachers who can
reach it, so that no place is given out twice.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.region import Reach
from napl_analysis.supply.coverage import serves

EARTH_RADIUS_KM = 6371.0088
# How Dutch catalogues say "we come to your school" in the place column (compared with vocabulary.plain).
AT_SCHOOL = ("op school", "op de eigen school", "eigen school", "op uw school", "in company", "incompany", "op eigen locatie",
             "bij u op school", "op locatie van de school", "op locatie school", "op de school", "eigen locatie")


def distances_km(places: pd.DataFrame) -> pd.DataFrame:
    """Straight-line distances between municipalities, in km; index and columns are municipality codes.

    Parameters
    ----------
    places
        ``municipality_code``, ``latitude``, ``longitude`` (degrees, WGS84): one row a municipality. Where a
        municipality has several rows the mean of its points is taken.
    """
    points = places.groupby("municipality_code")[["latitude", "longitude"]].mean().dropna()
    latitude, longitude = np.radians(points["latitude"].to_numpy()), np.radians(points["longitude"].to_numpy())
    half_lat = np.sin((latitude[:, None] - latitude[None, :]) / 2) ** 2
    half_lon = np.sin((longitude[:, None] - longitude[None, :]) / 2) ** 2
    chord = half_lat + np.cos(latitude)[:, None] * np.cos(latitude)[None, :] * half_lon
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return pd.DataFrame(km, index=points.index, columns=points.index)


def goes_everywhere(offerings: pd.DataFrame) -> pd.Series:
    """Offerings that nobody travels for: online, or given at the teacher's own school."""
    places = offerings["location_raw"] if "location_raw" in offerings else pd.Series(None, index=offerings.index, dtype="str")
    said = [isinstance(text, str) and any(phrase in voc.plain(text) for phrase in AT_SCHOOL) for text in places]
    at_school = pd.Series(said, index=offerings.index, dtype="bool")
    return (offerings["delivery"] == "online").fillna(False).astype("bool") | (at_school & offerings["municipality_code"].isna())


def reachable(offerings: pd.DataFrame, municipalities: list[str], places: pd.DataFrame, reach: Reach) -> pd.DataFrame:
    """Whether a teacher in a municipality can take an offering: 1 yes, 0 no, NaN unknown.

    Hybrid counts as travelling: part of it is somewhere. Index: offering_id; columns: ``municipalities``.
    """
    km = distances_km(places).reindex(index=offerings["municipality_code"].fillna("?"), columns=municipalities)
    travel = km.to_numpy() * reach.detour
    near = np.where(np.isnan(travel), np.nan, (travel <= reach.max_km).astype(float))
    same = offerings["municipality_code"].to_numpy(dtype=object)[:, None] == np.array(municipalities, dtype=object)[None, :]
    near = np.where(same, 1.0, near)
    near[goes_everywhere(offerings).to_numpy()] = 1.0
    return pd.DataFrame(near, index=pd.Index(offerings["offering_id"], name="offering_id"), columns=municipalities)


def any_known(values: np.ndarray) -> np.ndarray:
    """Three-valued "or" over the first axis: 1 if any is 1, else NaN if any is NaN, else 0."""
    if values.shape[0] == 0:
        return np.zeros(values.shape[1:])
    yes = (values == 1).any(axis=0)
    return np.where(yes, 1.0, np.where(np.isnan(values).any(axis=0), np.nan, 0.0))


def share_reached(reached: np.ndarray, teachers: np.ndarray) -> tuple[float, float]:
    """Share of the teachers who are reached: the least and the most it can be, given what is unknown.

    Both are NaN where there are no teachers.
    """
    total = float(np.nansum(teachers))
    if total <= 0:
        return float("nan"), float("nan")
    sure = float(np.nansum(teachers * (reached == 1)))
    maybe = float(np.nansum(teachers * np.isnan(reached)))
    return sure / total, (sure + maybe) / total


def staff_by_place(staff: pd.DataFrame) -> pd.DataFrame:
    """Teachers by sector, subregion and municipality; a missing municipality stays, with the code ""."""
    frame = staff.assign(municipality_code=staff["municipality_code"].fillna(""), subregion=staff["subregion"].fillna(""))
    return frame.groupby(["sector", "subregion", "municipality_code"], as_index=False)["teachers"].sum()


def phase_share(offerings: pd.DataFrame, career_phase: str) -> np.ndarray:
    """The part of an offering's places that a phase gets: an equal part for each phase it is for.

    The number of teachers per phase is not in DUO's figures, so places cannot be divided by it.
    """
    if career_phase == voc.ALL:
        return np.ones(len(offerings))
    share = np.zeros(len(offerings))
    counts = np.zeros(len(offerings))
    for phase in voc.PHASES.codes:
        member = serves(offerings, "career_phases", phase).fillna(True).to_numpy(dtype=bool)
        counts += member
        if phase == career_phase:
            share = member.astype(float)
    return share / np.maximum(counts, 1)


def floating_catchment(places_per_year: np.ndarray, reached: np.ndarray, teachers: np.ndarray) -> np.ndarray:
    """Places each group of teachers gets, in two steps: places per teacher of an offering, then their sum.

    Parameters
    ----------
    places_per_year
        Places of each offering; NaN is unknown.
    reached
        Offerings x groups: 1 where the group can take the offering, 0 where not, NaN unknown.
    teachers
        Size of each group.

    Returns
    -------
    ndarray
        Places for each group; NaN where an offering that the group can (or might) take has an unknown
        number of places or an unknown reach. Its sum never exceeds the sum of the places.
    """
    if len(places_per_year) == 0:
        return np.zeros(len(teachers))
    weight = np.where(np.isnan(reached), 0.0, reached) * np.nan_to_num(teachers)[None, :]
    crowd = weight.sum(axis=1)
    part = np.divide(weight, crowd[:, None], out=np.zeros_like(weight), where=crowd[:, None] > 0)
    given = np.nan_to_num(places_per_year) @ part
    # A group that an offering might reach would share its places, so nobody's part of that offering is known.
    vague = np.isnan(reached).any(axis=1) | np.isnan(places_per_year)
    touched = ((reached != 0) & vague[:, None] & (np.nan_to_num(teachers)[None, :] > 0)).any(axis=0)
    return np.where(touched, np.nan, given)
