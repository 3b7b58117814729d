"""A short run of the fuzz (benchmarks/fuzz_readers.py runs 20,000): read or refused in Dutch, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from napl_analysis.findings import NaplError

from .mutations import OTHER_DOORS, damaged, originals, other_doors, read

SHORT = (*range(100), *range(OTHER_DOORS, OTHER_DOORS + 60))
KEPT = (106188, 112506, 118041)  # numbers of files that once broke a reader


def outcome(seed: int, folder: Path) -> str:
    kind, suffix, data = damaged(seed)
    path = folder / f"{seed}.{suffix}"
    path.write_bytes(data)
    try:
        read(kind, path)
    except NaplError as error:
        assert error.problem and error.remedy and error.place.file == path.name, seed
        return "geweigerd"
    return "gelezen"


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    outcomes = [outcome(seed, tmp_path) for seed in (*SHORT, *KEPT)]
    assert min(outcomes.count("gelezen"), outcomes.count("geweigerd")) > 20, "the damage is neither too small nor too large"


def test_the_same_number_is_the_same_file() -> None:
    assert damaged(17) == damaged(17) and damaged(17) != damaged(18)


@pytest.mark.parametrize("number", range(len(originals() + other_doors())))
def test_the_undamaged_files_are_good(number: int, tmp_path: Path) -> None:
    kind, suffix, data = (originals() + other_doors())[number]
    path = tmp_path / f"goed.{suffix}"
    path.write_bytes(data)
    assert read(kind, path) >= 1
