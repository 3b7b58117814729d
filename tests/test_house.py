"""The two laws of the house, held against the imports and calls in the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "napl_analysis"

# Rooms in the order in which data flows; a room imports only from its own and earlier ranks.
RANKS = {
    "findings": 0, "vocabulary": 0, "tidy": 1, "tables": 1, "region": 1, "region_errors": 0, "reference": 2, "intake": 3, "matching": 4, "demand": 5, "supply": 5,
    "gaps": 6, "disclosure": 7, "yeardata": 3, "charts": 8, "reports": 9, "notebook": 10, "loading": 4, "earlier": 10, "yearly": 11, "spreading": 11, "example": 10,
    "proposing": 11, "checking": 12, "judging": 12, "measuring": 12, "folder": 12, "cli": 13, "__main__": 14, "__init__": 14,
}
READING = {"open", "read_text", "read_bytes", "read_csv", "read_excel", "read_parquet", "read_file", "load_workbook"}
WRITING = {"write_text", "write_bytes", "to_csv", "to_excel", "to_parquet", "to_file", "mkdir", "unlink", "rmtree"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The room that a module stands in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[int, str]]:
    """Line and room of every import from the package (those for type checking apart)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {id(n) for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
                   for n in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("napl_analysis") and id(node) not in typing_only:
            parts = node.module.split(".")
            names = [parts[1]] if len(parts) > 1 else [a.name for a in node.names]
            found += [(node.lineno, name) for name in names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_data_flows_one_way(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    for line, there in imports(path):
        assert RANKS[there] <= RANKS[here], f"{path.name}:{line}: {here} imports from {there}, a later room"
        assert {here, there} != {"demand", "supply"}, f"{path.name}:{line}: demand and supply meet in gaps"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in {"matching", "demand", "supply", "gaps", "disclosure", "charts"}],
                         ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_the_middle_rooms_read_and_write_nothing(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            owner = getattr(getattr(node.func, "value", None), "id", "")
            in_memory = (name == "to_csv" and not node.args) or owner in {"zipfile", "ZipFile", "archive", "zip"}
            assert name not in READING | WRITING or in_memory, f"{path.name}:{node.lineno} calls {name}"


def test_every_room_is_known() -> None:
    assert {room(p) for p in MODULES} <= set(RANKS)


def test_modules_stay_small() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}
    assert not long


def test_nothing_is_left_undone() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    left = [p.name for p in MODULES if words.search(p.read_text(encoding="utf-8"))]
    assert not left
