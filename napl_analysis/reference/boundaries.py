"""Municipality boundaries: the approximate ones the package ships, or official ones that the user loads.

Everything is in RD (EPSG:28992, metres). The shipped areas are built from registry packages (see
tools/README.md) and have status ``benaderd``: a map drawn with them says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import geopandas as gpd
import pandas as pd
import shapely

from napl_analysis.findings import InputError, Place

RD = "EPSG:28992"
BOUNDARY_COLUMNS = ("statcode", "statnaam", "source", "version", "licence", "status")
APPROXIMATE, OFFICIAL = "benaderd", "officieel"
MAXIMUM_VERTICES = 15_000  # more makes a page heavy without showing more
# West, south, east, north of the European Netherlands, roomy.
NETHERLANDS = {"EPSG:4326": (2.0, 50.0, 8.0, 54.5), RD: (-10_000, 290_000, 320_000, 660_000)}
TOLERANCES = (50, 100, 200, 400, 800)  # metres, tried in turn
_CODE_NAMES = ("statcode", "gemeentecode", "gm_code", "code")
_NAME_NAMES = ("statnaam", "gemeentenaam", "gm_naam", "naam", "name")
_REMEDY = "Gebruik een gemeentekaart van CBS/PDOK (GeoJSON of GPKG met statcode en statnaam), of haal haar op met: napl grenzen."

Opener = Callable[[str], bytes]


def load_boundaries(path: str | Path | None = None) -> gpd.GeoDataFrame:
    """Municipality areas in RD: those of a file, else the approximate ones that the package ships.

    Parameters
    ----------
    path
        A GeoJSON or GeoPackage with municipalities, in RD or WGS84; columns statcode and statnaam as CBS
        names them. Missing: the shipped areas.

    Returns
    -------
    GeoDataFrame
        statcode (``GM0000``), statnaam, source, version, licence, status, geometry; one row a municipality,
        sorted by code; fewer than 15,000 vertices, shared edges kept.

    Raises
    ------
    InputError
        The file does not exist, cannot be read, has no municipality codes or names, holds a code twice, or
        has coordinates outside the Netherlands.
    """
    return _shipped().copy() if path is None else read_boundaries(Path(path))


@cache
def _shipped() -> gpd.GeoDataFrame:
    data = resources.files("napl_analysis.reference") / "data" / "municipalities.geojson"
    return gpd.read_file(BytesIO(data.read_bytes()))[[*BOUNDARY_COLUMNS, "geometry"]]


def read_boundaries(path: Path) -> gpd.GeoDataFrame:
    """A user's own file of municipality areas, checked and made like the shipped ones."""
    place = Place(file=path.name)
    if not path.is_file():
        raise InputError("Het bestand met gemeentegrenzen is er niet.", _REMEDY, place)
    try:
        raw = gpd.read_file(path, layer=_layer(path)) if path.suffix.lower() == ".gpkg" else gpd.read_file(path)
    except Exception as error:  # the readers raise many kinds; to the user they are one
        raise InputError("Dit bestand is niet te lezen als kaart.", _REMEDY, place) from error
    return checked(raw, place)


def _layer(path: Path) -> str | None:
    """The layer with generalised municipalities, where a GeoPackage holds every division of CBS."""
    names = sorted(gpd.list_layers(path)["name"])
    wanted = [n for n in names if n.startswith("gemeente_gegeneraliseerd")] or [n for n in names if "gemeente" in n]
    return wanted[-1] if wanted else None


def checked(raw: pd.DataFrame, place: Place) -> gpd.GeoDataFrame:
    """Areas as they came, with our columns, in RD, light enough to draw; see `load_boundaries` for the errors."""
    if not isinstance(raw, gpd.GeoDataFrame) or raw.empty:
        raise InputError("Er staan geen gebieden in.", _REMEDY, place)
    code, name = _column(raw, _CODE_NAMES, place), _column(raw, _NAME_NAMES, place)
    frame = raw.assign(statcode=raw[code].astype("str").str.strip(), statnaam=raw[name].astype("str").str.strip())
    frame = frame[frame["statcode"].str.fullmatch(r"GM\d{4}")].sort_values("statcode", ignore_index=True)
    if frame.empty:
        raise InputError(f"Kolom '{code}' bevat geen gemeentecodes zoals GM0344.", _REMEDY, place)
    double = frame.loc[frame["statcode"].duplicated(), "statcode"].unique()
    if len(double):
        raise InputError(f"Gemeenten staan er dubbel in: {', '.join(double[:5])}.", "Houd per gemeente één gebied over.", place)
    frame = _in_rd(frame, place)
    frame = frame.set_geometry(simplify(frame.geometry.make_valid()))
    return _described(frame, place)


def _column(frame: pd.DataFrame, spellings: tuple[str, ...], place: Place) -> str:
    found = {str(c).lower(): str(c) for c in frame.columns}
    for spelling in spellings:
        if spelling in found:
            return found[spelling]
    have = ", ".join(str(c) for c in frame.columns if c != "geometry")
    raise InputError(f"Er is geen kolom '{spellings[0]}'. Wel: {have}.", _REMEDY, place)


def _in_rd(frame: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    """In RD, going by the numbers where the file names another system than they are in (GeoJSON often does)."""
    for crs, frame_of_nl in NETHERLANDS.items():
        if _inside(frame, frame_of_nl):
            return frame.set_crs(crs, allow_override=True).to_crs(RD)
    moved = frame if frame.crs is None else frame.to_crs(RD)
    if _inside(moved, NETHERLANDS[RD]):
        return moved
    raise InputError("De coördinaten liggen niet in Nederland.", "Gebruik een kaart in RD (EPSG:28992) of WGS84 (EPSG:4326).", place)


def _inside(frame: gpd.GeoDataFrame, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = frame.total_bounds
    return bool(west > box[0] and south > box[1] and east < box[2] and north < box[3])


def simplify(areas: gpd.GeoSeries, maximum: int = MAXIMUM_VERTICES) -> gpd.GeoSeries:
    """Areas with fewer than `maximum` vertices; neighbours keep one and the same edge between them."""
    simple = areas
    for tolerance in TOLERANCES:
        if shapely.get_num_coordinates(simple.values).sum() < maximum:
            break
        simple = areas.simplify_coverage(tolerance)
    return simple


def _described(frame: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    year = frame["jrstatcode"].astype("str").str[:4].mode().iloc[0] if "jrstatcode" in frame else "onbekend"
    defaults = {"source": f"CBS/Kadaster, uit {place.file}", "version": year, "licence": "CC BY 4.0", "status": OFFICIAL}
    for column, value in defaults.items():
        if column not in frame:
            frame[column] = value
    return gpd.GeoDataFrame(frame[[*BOUNDARY_COLUMNS, "geometry"]], crs=RD)


def fetch_boundaries(year: int, opener: Opener | None = None) -> gpd.GeoDataFrame:
    """The official generalised municipalities of a year from PDOK; only ``napl grenzen`` calls this.

    Parameters
    ----------
    year
        Year of the division.
    opener
        Gives the bytes behind an address; missing: the standard library's.

    Raises
    ------
    InputError
        There is no connection, PDOK has no such year, or the answer is not a map.
    """
    address = boundaries_url(year)
    place = Place(file=f"PDOK {year}")
    try:
        content = (opener or _open)(address)
    except (URLError, OSError) as error:
        raise InputError("De grenzen konden niet worden opgehaald.",
                         f"Kijk of er internet is en of {year} bestaat, of haal het bestand zelf op en geef het mee: {address}", place) from error
    try:
        raw = gpd.read_file(BytesIO(content))
    except Exception as error:
        raise InputError("Het antwoord van PDOK is geen kaart.", f"Probeer het later opnieuw of haal het bestand zelf op: {address}", place) from error
    return checked(raw, place)


def boundaries_url(year: int) -> str:
    """Where PDOK gives the generalised municipalities of a year, as GeoJSON in RD."""
    query = urlencode({"service": "WFS", "version": "2.0.0", "request": "GetFeature", "typeNames": "gemeente_gegeneraliseerd",
                       "outputFormat": "application/json", "srsName": RD})
    return f"https://service.pdok.nl/cbs/gebiedsindelingen/{year}/wfs/v1_0?{query}"


def _open(address: str) -> bytes:
    with urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


def boundaries_geojson(areas: gpd.GeoDataFrame) -> bytes:
    """The areas as GeoJSON bytes, for whoever writes them to a file; the same areas give the same bytes."""
    return areas.to_json(drop_id=True, show_bbox=False, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def boundaries_path(root: Path) -> Path:
    """Where `napl grenzen` keeps the official boundaries, for all regions below ``root`` (data/raw)."""
    return root / "grenzen.geojson"
