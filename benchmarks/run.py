"""Run the benchmarks one after the other: ``python -m benchmarks.run``.

A benchmark that needs something absent (R, the shared gold set) says so itself and ends with a non-zero code; the others go on.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONG = {"fuzz_readers.py", "attack_hidden.py", "simulate_shrinkage.py", "same_bytes.py"}  # minutes to hours: run these by name


def main(names: list[str]) -> int:
    """Run the named scripts, or all that take a minute or so; returns 1 when one failed."""
    scripts = [HERE / name for name in names] or [p for p in sorted(HERE.glob("*.py")) if p.name not in LONG | {"run.py", "__init__.py"} and _runs(p)]
    results = []
    for script in scripts:
        print(f"\n== {script.name}", flush=True)
        start = time.perf_counter()
        code = subprocess.run([sys.executable, str(script)], check=False, cwd=HERE.parent).returncode
        results.append((script.name, code, time.perf_counter() - start))
    print("\n" + "\n".join(f"{name:28s} {'ok' if code == 0 else f'code {code}':8s} {seconds:7.1f} s" for name, code, seconds in results))
    return int(any(code for _, code, _ in results))


def _runs(script: Path) -> bool:
    return "__main__" in script.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
