"""Story: an owner plans the week by keyboard, hears in the meeting who is on duty, sees somebody leave, prints.

The whole window is used as a person uses it; both the screen and the data are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pages.people.post_dialogs import LeaveDialog
from tests.gui.hands import click
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import Start, make_store, trigger

MONDAY = date(2026, 3, 16)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]
Key = Qt.Key


def said(desktop: Desktop) -> list[str]:
    """What the morning meeting reads out."""
    page: Any = desktop.window.pages.current if desktop.window.pages else None
    card = page.view("today").meeting
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def focus_of(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.waitUntil(lambda: widget.isVisible())
    widget.setFocus()


def test_from_an_empty_week_to_the_paper_on_the_wall(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Lamp House")
    services = desktop.app.services
    store_id = services.stores.all()[0].id or 0

    def in_background(work: Callable[[], object]) -> None:
        desktop.tasks.database(work)
        settle(qtbot, desktop)

    in_background(
        lambda: [
            services.people.hire(store_id, name, role, date(2025, 6, 1))
            for name, role in (("Ann", "service"), ("Bea", "service"), ("Cai", "service_lead"), ("Dan", "design"))
        ]
    )
    keys = {person.name: person.id or 0 for person in services.people.everyone(store_id)}

    # Nobody planned anything yet: the meeting counts on everybody. A press there leads to the roster.
    desktop.window.open_page("daily")
    settle(qtbot, desktop)
    click(desktop.window, "emptyState.action")  # the store is open already
    settle(qtbot, desktop)
    assert "Ann, Bea, Cai, Dan" in said(desktop)
    click(desktop.window, "daily.roster")
    settle(qtbot, desktop)
    page: Any = desktop.window.pages.current if desktop.window.pages else None
    assert page.name == "people"
    roster = page.roster
    assert roster.isVisible()

    # The week, typed row by row: Ann early, Bea late, Cai fills the gaps, Dan works days.
    focus_of(qtbot, roster.grid)
    roster.grid.go_to(roster.model.index(0, 0))
    qtbot.keyClicks(roster.grid, "1111100222220000011113333300")
    settle(qtbot, desktop)
    assert [roster.model.index(row, 7).data() for row in range(4)] == ["37.5", "37.5", "30", "40"]
    assert roster.cover.texts() == ["✓ 1–2"] * 3 + ["✓ 1–3"] * 2 + ["✕ 17:30–22:00"] * 2
    assert "✕  03-21: nobody of customer service at 17:30–22:00. Give somebody a shift then." in roster.sentences()

    # Bea takes the late shift of the weekend as well, which is too much; undone, Cai's Saturday becomes Bea's.
    roster.grid.go_to(roster.model.index(1, 5))
    qtbot.keyClicks(roster.grid, "22")
    settle(qtbot, desktop)
    assert "✕  Bea has no day of rest this week. Give one day off." in roster.sentences()
    trigger(desktop, "edit.undo")
    settle(qtbot, desktop)
    assert not any("no day of rest" in line for line in roster.sentences())
    assert services.roster.week(store_id, MONDAY).entry(keys["Bea"], WEEK[5]).duty == "late"  # type: ignore[union-attr]
    assert services.roster.week(store_id, MONDAY).entry(keys["Bea"], WEEK[6]).duty == "off"  # type: ignore[union-attr]

    # The meeting now tells the truth.
    desktop.window.open_page("daily")
    settle(qtbot, desktop)
    assert "Early 09:00–17:30: Ann\nDay 09:00–18:00: Dan\nLate 13:30–22:00: Bea" in said(desktop)
    assert "Off: Cai" in said(desktop)

    # Bea leaves on Wednesday: the form says what becomes of the roster, the days are gone, undo would bring them back.
    desktop.window.open_page("people")
    page.show_person(keys["Bea"])
    settle(qtbot, desktop)
    page.team.ask("leave")
    settle(qtbot, desktop)
    form = page.team.dialog
    assert isinstance(form, LeaveDialog)
    field = form.day if isinstance(form.day, QLineEdit) else form.day.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "2026-03-18")
    qtbot.keyClick(field, Key.Key_Tab)
    settle(qtbot, desktop)
    assert form.rostered.text() == "! The leave takes 4 days after that off the roster."
    click(form, "form.ok")
    settle(qtbot, desktop)
    desktop.window.show_roster()
    settle(qtbot, desktop)
    row = [member.person.name for member in roster.model.week.members].index("Bea")
    assert [roster.model.index(row, column).data() for column in range(7)] == ["Late"] * 3 + [""] * 4
    assert "✕  03-20: nobody of customer service at 17:30–22:00. Give somebody a shift then." in roster.sentences()
    trigger(desktop, "edit.undo")
    settle(qtbot, desktop)
    assert roster.model.index(row, 4).data() == "Late"
    assert services.people.person(keys["Bea"]).left_on is None
    trigger(desktop, "edit.redo")
    settle(qtbot, desktop)
    assert roster.model.index(row, 4).data() == ""

    # Ctrl+K finds the roster from any page; from there it is saved for the wall.
    desktop.window.open_page("kpi")
    desktop.show_palette()
    settle(qtbot, desktop)
    found = dialog(desktop, "palette").findChild(QLineEdit, "palette.field")
    qtbot.keyClicks(found, "roster")
    qtbot.keyClick(found, Key.Key_Return)
    settle(qtbot, desktop)
    assert roster.isVisible()
    paper = tmp_path / "week.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(paper), ""))
    click(roster, "people.roster.print")
    settle(qtbot, desktop)
    assert paper.read_bytes().startswith(b"%PDF")
    assert "week.pdf" in desktop.window.messages.text
    assert QApplication.activeModalWidget() is None
