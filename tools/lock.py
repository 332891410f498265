"""Resolve every dependency anew and write the exact versions, with the hashes of their files, to requirements.lock.

Run by ``make lock`` when a range in pyproject.toml changes or newer versions are wanted; ``make lock ARGS=--keep``
keeps those that are pinned and looks for what is missing only. Look at the difference and run ``make test-all`` before
committing it. The file is a requirements file for pip, with a line that says what each package is for: ``run`` or the
extras of pyproject.toml. It names no package index, so it holds with whichever a machine uses; the hashes are those
that pip's own index tells, of every wheel that some supported system and Python could take.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from audit import pins

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
BUILD_TOOLS = ["hatchling", "editables"]
# Wanted by PyInstaller, pytest and pyqtgraph on the other systems; a resolution on this one would leave them out.
WINDOWS, MAC = "sys_platform == 'win32'", "sys_platform == 'darwin'"
OTHER_SYSTEMS = {
    "colorama": ("run", WINDOWS),
    "tzdata": ("run", WINDOWS),
    "pefile": ("package", WINDOWS),
    "pywin32-ctypes": ("package", WINDOWS),
    "macholib": ("package", MAC),
}
OLDEST = 11
ABI3 = re.compile(r"cp3\d+-abi3-")
OWN_ABI = re.compile(r"cp3(\d+)-cp3(\d+)-")
SYSTEMS = ("any", "win_amd64", "win_arm64", "macosx", "manylinux")
INDEX_JSON = "application/vnd.pypi.simple.v1+json"
HEAD = """\
# Exact versions of everything that ShopDesk, its tests and its tools install. Written by `make lock`; do not edit.
"""


def main() -> int:
    """Ask pip for a complete resolution, and the index for the hashes of what it chose."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = [*project["dependencies"], *BUILD_TOOLS]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    everything = [*run, *OTHER_SYSTEMS, *(one for extra in extras.values() for one in extra)]
    chosen = resolved(everything, pins(LOCK.read_text("utf-8")) if "--keep" in sys.argv else None)
    purposes = purposes_of(chosen, run, extras)
    with ThreadPoolExecutor(8) as pool:
        hashes = list(pool.map(lambda name: hashes_of(name, chosen[name]), sorted(chosen)))
    blocks = [
        block(name, chosen[name], purposes[name], found) for name, found in zip(sorted(chosen), hashes, strict=True)
    ]
    LOCK.write_text(HEAD + "".join(blocks), encoding="utf-8")
    print(f"{len(blocks)} versions written to {LOCK.name}")
    return 0


def resolved(wanted: Sequence[str], constraints: Mapping[str, str] | None = None) -> dict[str, str]:
    """Name and version of everything that pip would install."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        if constraints:
            kept = Path(folder) / "kept.txt"
            kept.write_text("".join(f"{name}=={version}\n" for name, version in constraints.items()), "utf-8")
            command += ["--constraint", str(kept)]
        command += ["--only-binary=:all:", "--report=-", *wanted]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return {
        plain(item["metadata"]["name"]): item["metadata"]["version"] for item in json.loads(answer.stdout)["install"]
    }


def purposes_of(
    chosen: Mapping[str, str], run: Sequence[str], extras: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """What each package is for on this system; one for other systems only has nothing."""
    groups = {"run": list(run), **{name: list(extra) for name, extra in extras.items()}}
    found: dict[str, list[str]] = {name: [] for name in chosen}
    for group, wanted in groups.items():
        for name in resolved(wanted, chosen):
            found[name].append(group)
    return found


def hashes_of(name: str, version: str) -> list[str]:
    """The SHA-256 of each wheel of a version that a supported system and Python could take.

    Raises:
        LookupError: the index names none.
    """
    request = urllib.request.Request(f"{index().rstrip('/')}/{name}/", headers={"Accept": INDEX_JSON})
    with urllib.request.urlopen(request, timeout=60) as answer:
        listed = json.load(answer)
    found = sorted({digest for file, digest in wheels(listed) if fits(file, name, version)})
    if not found:
        raise LookupError(f"the index has no wheel of {name} {version}")
    return found


def wheels(listed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """File name and hash of the wheels that an index lists."""
    return [(one["filename"], one["hashes"]["sha256"]) for one in listed["files"] if one["filename"].endswith(".whl")]


def fits(file: str, name: str, version: str) -> bool:
    """Whether a wheel is of that version and some supported system and Python could take it."""
    words = file.removesuffix(".whl").split("-")
    if plain(words[0]) != name or words[1] != version:
        return False
    tags = "-".join(words[-3:])
    if not any(system in words[-1] for system in SYSTEMS):
        return False
    own, stable = OWN_ABI.match(tags), ABI3.match(tags)
    if own:
        return int(own[1]) >= OLDEST
    return stable is not None or words[-2] == "none"


def index() -> str:
    """The package index that pip asks on this machine when nothing else is set."""
    from pip._internal.models.index import PyPI

    return str(PyPI.simple_url)


def block(name: str, version: str, purposes: Sequence[str], hashes: Sequence[str]) -> str:
    """What the lock says of one package."""
    elsewhere, system = ("", "") if purposes else OTHER_SYSTEMS[name]
    pin = f"{name}=={version} ; {system}" if elsewhere else f"{name}=={version}"
    lines = [pin, *(f"    --hash=sha256:{one}" for one in hashes)]
    return f"# for: {', '.join(purposes) or elsewhere}\n" + " \\\n".join(lines) + "\n"


def plain(name: str) -> str:
    """A package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
