"""Ask whether a version in requirements.lock has a known vulnerability; run by ``make audit``.

The versions that this project itself refuses are in tools/refused-versions.toml and are looked for always; published
vulnerabilities are asked of the database at osv.dev, with names and versions only, where the network allows it. The
exit code is 1 where something was found, 0 where nothing was, or where nobody could be asked: then it says so.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
REFUSED = ROOT / "tools" / "refused-versions.toml"
DATABASE = "https://api.osv.dev/v1/querybatch"
_SECONDS = 30


def pins(lock: str) -> dict[str, str]:
    """Name and version of everything in a lock file."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ \\\n]+)", lock, re.MULTILINE))


def refused(pinned: Mapping[str, str], rules: Sequence[Mapping[str, str]]) -> list[str]:
    """A sentence for each pin that a rule of ours names."""
    return [
        f"{rule['name']} {pinned[rule['name']]}: {rule['why']}"
        for rule in rules
        if rule["name"] in pinned and _matches(pinned[rule["name"]], rule["version"])
    ]


def _matches(version: str, rule: str) -> bool:
    """Whether a version is the one of a rule, or one of its line: ``6.12.*``."""
    return version == rule or (rule.endswith(".*") and f"{version}.".startswith(rule[:-1]))


def question(pinned: Mapping[str, str]) -> dict[str, Any]:
    """What the database is asked."""
    return {
        "queries": [
            {"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in pinned.items()
        ]
    }


def found(pinned: Mapping[str, str], answer: Mapping[str, Any]) -> list[str]:
    """A line for each vulnerability in the database's answer, which comes in the order of the question."""
    lines = []
    for (name, version), result in zip(pinned.items(), answer["results"], strict=True):
        lines += [f"{name} {version}: {one['id']}" for one in result.get("vulns", ())]
    return lines


def ask(pinned: Mapping[str, str], url: str = DATABASE) -> dict[str, Any]:
    """The database's answer.

    Raises:
        OSError: it cannot be reached.
    """
    data = json.dumps(question(pinned)).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_SECONDS) as reply:
        answer: dict[str, Any] = json.load(reply)
    return answer


def main() -> int:
    """Look, ask, and say what was found."""
    pinned = pins(LOCK.read_text(encoding="utf-8"))
    lines = refused(pinned, tomllib.loads(REFUSED.read_text(encoding="utf-8"))["refused"])
    try:
        lines += found(pinned, ask(pinned))
        print(f"{len(pinned)} versions asked about at osv.dev.")
    except (OSError, ValueError, KeyError) as error:
        print(f"osv.dev could not be asked ({error}): only our own list was looked at.", file=sys.stderr)
    for line in lines:
        print(line)
    if not lines:
        print("Nothing known against any of them.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
