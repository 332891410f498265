"""Whatever gets installed has its exact version in requirements.lock, and is the version installed here."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

from packaging.requirements import Requirement

from tests.architecture.sources import ROOT

LOCK = ROOT / "requirements.lock"
PINNED = dict(line.split("==") for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line)


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        direct += extra
    return [Requirement(text) for text in direct]


def test_the_lock_holds_names_and_exact_versions_only():
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line), line


def test_every_direct_dependency_is_pinned_within_its_range():
    for requirement in wanted():
        version = PINNED.get(plain(requirement.name))
        assert version, f"{requirement.name} is not in {LOCK.name}; run make lock"
        assert requirement.specifier.contains(version), f"{requirement} but {LOCK.name} has {version}"


def test_what_is_installed_is_what_is_pinned():
    # Python 3.11 puts a setuptools of its own into each environment; only packaging replaces it.
    open_names = [plain(requirement.name) for requirement in wanted() if requirement.name != "setuptools"]
    seen, wrong = set(), []
    while open_names:
        name = open_names.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of an extra that is not set up here
        if PINNED.get(name) != found.version:
            wrong.append(f"{name} {found.version} is installed, {LOCK.name} has {PINNED.get(name)}")
        for text in found.requires or []:
            requirement = Requirement(text)
            if requirement.name == "setuptools":
                continue
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                open_names.append(plain(requirement.name))
    assert "pyside6-essentials" in seen
    assert not wrong, "\n".join(wrong)
