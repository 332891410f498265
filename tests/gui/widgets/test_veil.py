"""A page that could not load says so, and shows nothing that could be taken for an answer."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.part import Part
from shopdesk.gui.part_tabs import PartTabs


def broken(*_: Any) -> Any:
    """A load that fails."""
    raise UserError(Text("The disk does not answer."))


def parts_of(page: QWidget, settle: Callable[[], None]) -> list[Part]:
    """The page and what stands behind its tabs, as far as it loads."""
    for tabs in page.findChildren(PartTabs):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            settle()
    return [one for one in (page, *page.findChildren(Part)) if isinstance(one, Part)]


def clear_to_see(label: QWidget, page: QWidget) -> bool:
    """Whether a widget is seen and nothing lies over it."""
    if not label.isVisible() or label.visibleRegion().isEmpty():
        return False
    at = page.childAt(label.mapTo(page, label.rect().center()))
    return at is label or (at is not None and label.isAncestorOf(at))


def test_nothing_blocks_is_not_said_by_a_page_that_could_not_load(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    page_context.tasks.failed.disconnect()  # what fails here is meant to
    monkeypatch.setattr(SetupPage, "load", broken)
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    good = page.findChild(QLabel, "setup.blockers.empty")
    assert good is not None and not good.isVisible(), "good news before anybody looked"
    settle()
    why = page.findChild(QLabel, "veil.why")
    assert why is not None and why.text() == "The disk does not answer."
    assert clear_to_see(why, page)
    page.main_look._load = lambda services, store: SetupPage.load(page, services, store)
    monkeypatch.undo()
    veil = page.findChild(QWidget, "veil")
    assert veil is not None
    again = veil.findChild(QPushButton, "emptyState.action")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    settle()
    assert not veil.isVisible()
    assert page.board is not None


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_every_part_that_could_not_load_is_covered(
    qtbot: QtBot,
    page_context: PageContext,
    settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    entry: Any,
) -> None:
    page_context.tasks.failed.disconnect()
    kind = getattr(importlib.import_module(entry.module), entry.kind)
    page = kind(page_context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    parts = [one for one in parts_of(page, settle) if one.question() is not None]
    assert parts
    for part in parts:
        look = part.main_look
        look._answered = None
        monkeypatch.setattr(look, "_load", broken)
        look.ask()
        settle()
        veil = look._veil
        assert veil is not None and veil.isVisibleTo(veil.parentWidget()), type(part).__name__
        assert veil.geometry() == veil.parentWidget().rect()
        monkeypatch.undo()
        look.ask()
        settle()
        assert not veil.isVisibleTo(veil.parentWidget()), type(part).__name__
