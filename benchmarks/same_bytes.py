"""Is a year's analysis the same bytes at every run? Two runs that differ in all that should not matter, compared file by file.

The runs are separate processes with another hash seed, time zone and language, on copies of the region in different
folders. Compared are the reports (notebooks included) and the tables in data/processed. The outcome must be "no differences".

Usage (from the repository): ``python benchmarks/same_bytes.py [MAP] [--zonder-notebooks]``; the example region by default.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "data" / "raw" / "voorbeeldregio-midden" / "2026"
RUNS: tuple[tuple[str, dict[str, str]], ...] = (
    ("een", {"PYTHONHASHSEED": "1", "TZ": "Europe/Amsterdam", "LC_ALL": "C.UTF-8"}),
    ("een/heel/andere map", {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
)


def run(year: Path, home: Path, surroundings: dict[str, str], options: list[str]) -> dict[str, bytes]:
    """Analyse a copy of the region below ``home``; every file that came of it, by path."""
    shutil.copytree(year.parent, home / "data" / "raw" / year.parent.name)
    copied = home / "data" / "raw" / year.parent.name / year.name
    command = [sys.executable, "-m", "napl_analysis", "analyseer", str(copied), "--uit", str(home / "uit"), "--stil", *options]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | surroundings, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"the run ended with code {done.returncode}")
    made = [p for folder in (home / "uit", home / "data" / "processed") for p in sorted(folder.rglob("*")) if p.is_file()]
    return {p.relative_to(home).as_posix(): p.read_bytes() for p in made}


def first_difference(one: bytes, other: bytes) -> str:
    """Where two files begin to differ, with what stands there."""
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(place - 30, 0)
    return f"byte {place} of {len(one)} and {len(other)}: {one[start:place + 40]!r} / {other[start:place + 40]!r}"


def main(arguments: list[str]) -> int:
    options = [a for a in arguments if a.startswith("--")]
    year = next((Path(a).resolve() for a in arguments if not a.startswith("--")), EXAMPLE)
    results = []
    with TemporaryDirectory() as folder:
        for name, surroundings in RUNS:
            began = time.perf_counter()
            results.append(run(year, Path(folder) / name, surroundings, options))
            print(f"run with {surroundings}: {len(results[-1])} files, {time.perf_counter() - began:.0f} s", flush=True)
    one, other = results
    lonely = sorted(one.keys() ^ other.keys())
    differ = [name for name in sorted(one.keys() & other.keys()) if one[name] != other[name]]
    for name in lonely:
        print(f"in one run only: {name}")
    for name in differ:
        print(f"{name}: {first_difference(one[name], other[name])}")
    print(f"{len(one)} files compared: {f'{len(lonely) + len(differ)} differ' if lonely or differ else 'no differences'}")
    return 1 if lonely or differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
