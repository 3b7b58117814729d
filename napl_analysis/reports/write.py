"""Files on disk, all or nothing: the only place where reports are written.

A run first writes everything to a folder beside the target and swaps the two only when all is there. What a
person did in the old folder is not lost: a file that she added moves along, and a file of ours that she changed
(a half-filled te_beoordelen.xlsx) moves along as ``<name> (eigen versie)``. To know the two apart, the folder
holds ``.bestanden.json``: the files that were published, with their sha256.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from napl_analysis.findings import NaplError, Place

MANIFEST = ".bestanden.json"
OWN_VERSION = " (eigen versie)"


class PublishError(NaplError):
    """The reports folder could not be replaced; what stood there still stands."""


def sha256(content: bytes) -> str:
    """The sha256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def publish_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Replace a reports folder by these files, or leave it exactly as it was.

    Parameters
    ----------
    folder
        Where the files go; need not exist yet.
    files
        Path relative to the folder (with ``/``) to content.

    Returns
    -------
    list of Path
        The published files, sorted; files that a person put in the folder are kept and not listed.

    Raises
    ------
    PublishError
        The folder cannot be written or replaced (a file is open in Excel or Word, no room, no permission).
    """
    folder = Path(folder)
    fresh, old = folder.with_name(f".{folder.name}.nieuw"), folder.with_name(f".{folder.name}.oud")
    try:
        _recover(folder, old)
        _remove(fresh)
        _write(fresh, files)
        _keep_what_people_did(folder, fresh, files)
        _swap(folder, fresh, old)
    except OSError as error:
        with suppress(OSError):
            _remove(fresh)
        raise _explained(error, folder) from error
    with suppress(OSError):  # the new folder stands; a leftover of the old one goes at the next run
        _remove(old)
    return sorted(folder / name for name in files)


def _write(fresh: Path, files: Mapping[str, bytes]) -> None:
    for name, content in sorted(files.items()):
        relative = PurePosixPath(name)
        if relative.is_absolute() or ".." in relative.parts or not relative.parts:
            raise ValueError(f"{name!r} is not a path inside the reports folder")
        path = fresh.joinpath(*relative.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    record = {name: sha256(content) for name, content in sorted(files.items())}
    (fresh / MANIFEST).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _keep_what_people_did(folder: Path, fresh: Path, files: Mapping[str, bytes]) -> None:
    """Copy into the new folder what a person added to, or changed in, the old one."""
    if not folder.is_dir():
        return
    published = _manifest(folder)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or _is_lock(path):
            continue
        if name not in published and name not in files:
            _copy(path, fresh / name)
        elif name in files and sha256(path.read_bytes()) not in {published.get(name), sha256(files[name])}:
            _copy(path, _free_name(fresh / name))


def _free_name(path: Path) -> Path:
    for number in range(1, 1000):
        suffix = OWN_VERSION if number == 1 else f"{OWN_VERSION[:-1]} {number})"
        candidate = path.with_name(f"{path.stem}{suffix}{path.suffix}")
        if not candidate.exists():
            return candidate
    raise OSError(f"no free name for {path.name}")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _is_lock(path: Path) -> bool:
    """Files that Office and LibreOffice put beside an open document."""
    return path.name.startswith(("~$", ".~lock."))


def _manifest(folder: Path) -> dict[str, str]:
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    _remove(old)
    replaced = folder.exists()
    if replaced:
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if replaced:
            old.rename(folder)
        raise


def _recover(folder: Path, old: Path) -> None:
    """Put back a folder that an interrupted run left renamed."""
    if old.exists() and not folder.exists():
        old.rename(folder)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _explained(error: OSError, folder: Path) -> PublishError:
    place = Place(file=str(error.filename or folder))
    if isinstance(error, PermissionError):
        return PublishError("De map met rapporten kan niet worden vervangen; waarschijnlijk is er een bestand uit die map geopend.",
                            "Sluit Excel, Word en de browser en probeer het opnieuw. De vorige rapporten staan er nog.", place)
    return PublishError(f"De rapporten konden niet worden weggeschreven ({error.strerror or error}).",
                        "Kijk of er genoeg ruimte is en of u in deze map mag schrijven. De vorige rapporten staan er nog.", place)
