"""What a fresh machine gets: one set of versions for pip, conda and Windows, naming no registry."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from support import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from make_environment import environment, pinned_lines

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def pip_section() -> list[str]:
    content = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    return next(d["pip"] for d in content["dependencies"] if isinstance(d, dict))


def test_conda_gets_the_versions_of_the_lock() -> None:
    assert pip_section() == [*pinned_lines(LOCK), "-e ."]
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment(LOCK)


def test_every_pin_has_a_hash() -> None:
    assert len(pinned_lines(LOCK)) > 80
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9A-Z])", LOCK.split("\n", 1)[1]) if "==" in block.split("\n", 1)[0])


def test_no_lock_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "environment.yml"):
        assert not re.search(r"https?://|--index-url|--extra-index-url", (ROOT / name).read_text(encoding="utf-8")), name


def test_the_development_lock_agrees_with_the_lock() -> None:
    ours = dict(line.split("==", 1) for line in pinned_lines(LOCK))
    theirs = dict(line.split("==", 1) for line in pinned_lines((ROOT / "requirements-dev.lock").read_text(encoding="utf-8")))
    assert {k: theirs.get(k) for k in ours} == ours


@pytest.mark.slow
def test_plain_pip_installs_the_conda_section(tmp_path: Path) -> None:
    """As conda does it: a requirements file without hashes, one call, the project editable at the end."""
    if not os.environ.get("CI") and not os.environ.get("NAPL_INSTALL_TEST"):
        pytest.skip("installeert alles opnieuw; zet NAPL_INSTALL_TEST=1 om dit op uw eigen machine te doen")
    listed = tmp_path / "pip.txt"
    listed.write_text("\n".join(line.replace("-e .", f"-e {ROOT}") for line in pip_section()), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", str(listed)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    shown = subprocess.run([str(python), "-m", "napl_analysis", "--help"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert shown.returncode == 0 and "analyseer" in shown.stdout
