"""A store that is seconds old: every page says what comes first, nothing is late, and what is empty leads on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import open_app
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.infra.clock import FixedClock
from tests.gui.shell.conftest import Start, start
from tests.gui.shell.support import settle
from tests.gui.walk import views

__all__ = ["start"]
MONEY = ("account", "bridge", "orders", "months", "profit", "costs", "rules", "tax")


def new_store(folder: Path, clock: FixedClock, *, open_already: bool) -> Path:
    """A store made this moment, as the first start makes it; perhaps said to be open already."""
    app = open_app(folder, "en", clock=clock)
    store = app.services.stores.open("Lamp House")
    if open_already:
        app.services.stores.open_already(store.id or 0)
    app.close()
    return folder


def places(desktop: Desktop, wait: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    """Every page and part, those of the money too, which stand behind a link."""
    pages = desktop.window.pages
    assert pages is not None
    for view in views(desktop, wait):
        assert pages.current is not None
        yield view, pages.current
    kpi = pages.current
    for part in MONEY:
        kpi.open_money(part)  # type: ignore[union-attr]
        wait()
        assert kpi is not None
        yield f"kpi / money / {part}", kpi


def sentences(root: QWidget) -> list[str]:
    return [
        label.text()
        for label in root.findChildren(QLabel)
        if label.isVisible() and label.text().rstrip().endswith((".", "?", "。"))
    ]


def ways(root: QWidget) -> list[str]:
    return [
        one.text() for one in root.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled() and one.text()
    ]


def leads_on(listed: QWidget, page: QWidget) -> bool:
    """Whether the part of a list, or one that this part lies in, has a sentence and a button that can be pressed."""
    up = listed.parentWidget()
    while up is not page:
        if isinstance(up, Part) and sentences(up) and ways(up):
            return True
        up = up.parentWidget()
    return bool(sentences(up) and ways(up)) and not page.findChildren(Part)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("open_already", [False, True], ids=["not open", "open already"])
def test_every_part_says_what_to_do(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock, *, open_already: bool
) -> None:
    desktop = start(new_store(tmp_path / "new", clock, open_already=open_already))
    window = desktop.window
    wrong, seen = [], 0
    for view, page in places(desktop, lambda: settle(qtbot, desktop)):
        seen += 1
        first = window.import_first
        if not view.startswith("kpi") and not (first.said.isVisible() and first.go.isEnabled()):
            wrong.append(f"{view}: does not say that importing comes first")
        for state in page.findChildren(EmptyState):
            if state.isVisible() and not (state.hint.text().strip() and state.button.isVisible()):
                wrong.append(f"{view}: “{state.title.text()}” leads nowhere")
        for listed in page.findChildren(QAbstractItemView):
            if not listed.isVisible() or isinstance(listed, QHeaderView) or listed.model() is None:
                continue
            if not listed.model().rowCount() and not leads_on(listed, page):
                wrong.append(f"{view}: {listed.objectName()} is empty without a word or a way on")
        said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        late = [text for text in said if "late" in text.split()]
        if late:
            wrong.append(f"{view}: {late}")
    assert seen >= 33
    assert not wrong, "\n".join(wrong)
    desktop._attach_reminders()
    settle(qtbot, desktop)
    assert desktop.reminders is not None
    assert not [one for one in desktop.reminders.standing if one.late]


def test_the_ways_lead_where_they_say(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start(new_store(tmp_path / "new", clock, open_already=False))
    window = desktop.window
    people = window.open_page("people")
    settle(qtbot, desktop)
    for part in ("org", "roster", "paydata"):
        people.tabs.open(part)  # type: ignore[union-attr]
        settle(qtbot, desktop)
        shown = next(one for one in people.findChildren(EmptyState) if one.isVisible())  # type: ignore[union-attr]
        QTest.mouseClick(shown.button, Qt.MouseButton.LeftButton)
        settle(qtbot, desktop)
        hire = window.findChild(QWidget, "people.hire")
        assert hire is not None and hire.isVisible(), part
        hire.reject()  # type: ignore[attr-defined]
        settle(qtbot, desktop)
    people.tabs.open("business")  # type: ignore[union-attr]
    settle(qtbot, desktop)
    shown = next(one for one in people.findChildren(EmptyState) if one.isVisible())  # type: ignore[union-attr]
    QTest.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    assert people.tabs.current == "pay"  # type: ignore[union-attr]
    asked = []
    monkeypatch.setattr("shopdesk.gui.imports.entry.choose_files", lambda *_: asked.append(1) or [])
    QTest.mouseClick(window.import_first.go, Qt.MouseButton.LeftButton)
    assert asked


def test_what_was_over_before_the_store_came_in_is_not_late(tmp_path: Path, clock: FixedClock) -> None:
    clock.set(clock.now().replace(hour=17))
    app = open_app(new_store(tmp_path / "new", clock, open_already=True), "en", clock=clock)
    services, store = app.services, app.services.stores.all()[0].id or 0
    today = clock.today()

    def late() -> int:
        return sum(one.standing == "late" for one in services.daily.sheet(store, today).lines)

    assert late() == 0
    clock.set(clock.now().replace(hour=23))
    assert late() > 0, "what fell due afterwards is"
    app.close()
