"""The documents keep up with the code."""

from __future__ import annotations

import re

import pytest

from shopdesk import __version__
from shopdesk.storage.tables.everything import metadata
from tests.architecture.sources import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_history_of_the_data_file_names_every_revision():
    history = (ROOT / "docs" / "schema-history.md").read_text(encoding="utf-8")
    revisions = [path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py")]
    assert revisions
    assert not [number for number in revisions if f"## {number}" not in history]


def test_the_history_of_the_data_file_names_every_table():
    history = (ROOT / "docs" / "schema-history.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", history))
    assert not sorted(set(metadata.tables) - named)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_of_a_document_exist(document):
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r"src=\"([^\"]+)\"", text)
    missing = [name for name in targets if "://" not in name and not (document.parent / name).exists()]
    assert not missing


def test_every_make_target_that_a_document_names_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {name for path in DOCUMENTS for name in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert not named - targets


def test_the_changelog_has_a_place_for_what_comes():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changelog
    assert f"## [{__version__}]" in changelog or __version__ == "0.1.0"
