"""Write environment.yml: conda supplies Python, pip the versions of requirements.lock.

The versions are spelled out without hashes, because pip refuses hashes and ``-e .`` in one call.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = """\
# Made by tools/make_environment.py from requirements.lock; do not edit by hand.
# conda env create -f environment.yml && conda activate napl
name: napl
channels:
  - conda-forge
dependencies:
  - python >=3.11,<3.14
  - pip
  - pip:
"""


def pinned_lines(lock: str) -> list[str]:
    """The requirement lines of a lock file, with their markers and without hashes."""
    return [m.group(1).strip() for m in re.finditer(r"^([A-Za-z0-9][^\s]*==[^\\\n]+?)\s*\\?$", lock, flags=re.M)]


def environment(lock: str) -> str:
    """The text of environment.yml."""
    lines = [f'      - "{line}"' for line in pinned_lines(lock)]
    return HEAD + "\n".join([*lines, "      - -e ."]) + "\n"


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment((ROOT / "requirements.lock").read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
