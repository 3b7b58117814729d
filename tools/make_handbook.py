"""Put the keys of regio.yml into the handbook, from the model itself, between two marks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from napl_analysis.region import json_schema

HANDBOOK = Path(__file__).resolve().parents[1] / "docs" / "handleiding.md"
MARKS = ("<!-- sleutels: gemaakt door tools/make_handbook.py -->", "<!-- einde sleutels -->")


def key_table(schema: dict[str, Any]) -> str:
    """A Markdown table of every key: key, what it is, value when left out."""
    rows = ["| sleutel | uitleg | zonder deze sleutel |", "|---|---|---|"]
    rows += [f"| `{key}` | {text} | {default} |" for key, text, default in _keys(schema, schema, "")]
    return "\n".join(rows)


def _keys(part: dict[str, Any], schema: dict[str, Any], prefix: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for name, field in part.get("properties", {}).items():
        key = f"{prefix}{name}"
        target = _target(field, schema)
        if target:
            found += _keys(target, schema, f"{key} > ")
        else:
            default = "verplicht" if name in part.get("required", []) else _shown(field.get("default"))
            found.append((key, field.get("description", "").replace("|", "/"), default))
    return found


def _target(field: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any] | None:
    reference = field.get("$ref") or field.get("items", {}).get("$ref")
    return schema["$defs"][reference.rsplit("/", 1)[1]] if reference else None


def _shown(value: object) -> str:
    if value in (None, "", [], {}):
        return "leeg"
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    text = HANDBOOK.read_text(encoding="utf-8")
    block = f"{MARKS[0]}\n{key_table(json_schema())}\n{MARKS[1]}"
    text = text.replace("@SLEUTELS@", block) if "@SLEUTELS@" in text else re.sub(
        re.escape(MARKS[0]) + ".*?" + re.escape(MARKS[1]), lambda _: block, text, flags=re.S)
    HANDBOOK.write_text(text, encoding="utf-8", newline="\n")
