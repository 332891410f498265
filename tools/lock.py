"""Resolve every dependency anew and write the exact versions to requirements.lock.

Run by ``make lock`` when a range in pyproject.toml changes or newer versions are wanted; look at the difference and run
``make test-all`` before committing it. The file is a list of constraints for pip: names and versions only, so that it
holds with whatever package index a machine uses.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
BUILD_TOOLS = ["hatchling", "editables"]
# Wanted by PyInstaller, pytest and pyqtgraph on the other systems; a resolution on this one would leave them out.
OTHER_SYSTEMS = ["pefile", "pywin32-ctypes", "macholib", "colorama", "tzdata"]
HEAD = """\
# Exact versions of everything that ShopDesk, its tests and its tools install. Written by `make lock`; do not edit.
"""


def main() -> int:
    """Ask pip for a complete resolution and write what it chose."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *BUILD_TOOLS, *OTHER_SYSTEMS]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += ["--only-binary=:all:", "--report=-", *wanted]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    chosen = {}
    for item in json.loads(answer.stdout)["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        chosen[name] = item["metadata"]["version"]
    lines = [f"{name}=={version}" for name, version in sorted(chosen.items())]
    LOCK.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} versions written to {LOCK.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
