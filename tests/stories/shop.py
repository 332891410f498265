"""The window on its daily page, handled by keyboard, on days whose clock can be moved."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.worksheet import Answer
from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import press
from tests.gui.shell.support import settle

Key = Qt.Key
MONDAY = date(2026, 3, 16)


class Shop:
    """The window on its daily page, handled by keyboard, with a clock that can be moved."""

    def __init__(self, qtbot: QtBot, desktop: Desktop, clock: FixedClock) -> None:
        self.qtbot, self.desktop, self.clock = qtbot, desktop, clock
        self.desktop.window.open_page("daily")
        self.desktop.window.activateWindow()
        self.wait()

    def wait(self) -> None:
        settle(self.qtbot, self.desktop)

    def at(self, words: str, day: date = MONDAY) -> None:
        """The clock shows this, and the page has had its minute."""
        self.clock.set(datetime.fromisoformat(f"{day} {words}"))
        self.today.tick()
        self.wait()

    @property
    def page(self) -> Any:
        assert self.desktop.window.pages is not None
        return self.desktop.window.pages.current

    @property
    def today(self) -> Any:
        return self.page.view("today")

    @property
    def services(self) -> Any:
        return self.desktop.app.services

    @property
    def store_id(self) -> int:
        assert self.desktop.window.context is not None
        return self.desktop.window.context.store_id

    def is_checker(self, name: str) -> None:
        self.today.bar.who.setCurrentText(name)

    def stand_on(self, code: str) -> None:
        assert self.today.table.go_to(code), f"{code} is not on the form"
        self.today.table.setFocus()

    def press(self, *keys: Key | str) -> None:
        press(*keys)
        self.wait()

    def answer(self, code: str, key: Key = Key.Key_1) -> None:
        self.stand_on(code)
        self.press(key)

    def given(self, day: date = MONDAY, store_id: int | None = None) -> dict[str, Answer]:
        """What people answered on a day, by item, read anew from the data."""
        sheet = self.services.daily.sheet(store_id or self.store_id, day)
        found = {line.item.code: line.answer for line in sheet.lines}
        return {code: answer for code, answer in found.items() if answer is not None and not answer.auto}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the data file, past every service."""
        with self.desktop.app.services.ctx.read() as uow:
            return [tuple(row) for row in uow.connection.exec_driver_sql(statement)]

    def nothing_doubled(self) -> None:
        """One answer for each item of a form, one form for each day, store and list, one problem for each fail."""
        answers = Counter(self.rows("SELECT worksheet_id, item_code FROM answers"))
        assert set(answers.values()) <= {1}
        forms = Counter(self.rows("SELECT store_id, day, checklist_id FROM worksheets"))
        assert set(forms.values()) <= {1}
        problems = Counter(
            self.rows("SELECT worksheet_id, item_code FROM problems WHERE item_code <> '' AND state <> 'closed'")
        )
        assert set(problems.values()) <= {1}
