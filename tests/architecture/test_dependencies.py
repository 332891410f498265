"""Whatever gets installed has its exact version in requirements.lock, and is the version installed here."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

from packaging.requirements import Requirement

from tests.architecture.sources import ROOT

LOCK = ROOT / "requirements.lock"
PACKAGE = re.compile(
    r"# for: ([a-z, ]+)\n([a-z0-9-]+)==([0-9][0-9a-z.]*)( ; sys_platform == '[a-z0-9]+')? \\\n"
    r"((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)
PINNED = {found[2]: found[3] for found in PACKAGE.finditer(LOCK.read_text(encoding="utf-8"))}


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        direct += extra
    return [Requirement(text) for text in direct]


def test_the_lock_holds_names_versions_purposes_and_hashes_only():
    """No index is named, each package has its hashes, and none stands twice."""
    text = LOCK.read_text(encoding="utf-8")
    head, _, packages = text.partition("# for: ")
    assert re.fullmatch(r"(#[^\n]*\n)+", head)
    assert PACKAGE.sub("", "# for: " + packages) == ""
    assert len(PINNED) == text.count("# for: ") > 60


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
