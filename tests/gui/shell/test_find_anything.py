"""Ctrl+K finds what there is by Chinese, pinyin and English, opens on it, and says so where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.command_palette import CommandPalette
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.imports.history_dialog import ImportHistoryDialog
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import tr
from shopdesk.infra.pinyin import place_of
from shopdesk.infra.settings import THEME
from tests.gui.hands import keyboard
from tests.gui.sample_store import NOW
from tests.gui.shell.support import dialog, on_sample, settle
from tests.import_files import SHORT, short_row, write_csv


@pytest.fixture(params=["zh_CN", "en"])
def desktop(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store, in both languages."""
    with on_sample(qtbot, qapp, tmp_path / "data", request.param, FixedClock(NOW)) as opened:
        yield opened


class Finder:
    """Types into the palette and takes what comes first."""

    def __init__(self, qtbot: QtBot, desktop: Desktop) -> None:
        self._qtbot, self._desktop = qtbot, desktop
        self.open()

    def open(self) -> None:
        self._desktop.show_palette()
        settle(self._qtbot, self._desktop)
        palettes = [one for one in self._desktop.window.findChildren(CommandPalette) if one.isVisible()]
        self.field = palettes[-1].findChild(QLineEdit, "palette.field")
        self.list = palettes[-1].findChild(QListWidget, "palette.list")
        self.nothing = palettes[-1].findChild(QLabel, "palette.nothing")

    def first(self, typed: str) -> str:
        self.field.setText(typed)
        item = self.list.item(0)
        return item.text() if item is not None else ""

    def take(self, typed: str) -> None:
        self.first(typed)
        QTest.keyClick(self.field, Qt.Key.Key_Return)
        settle(self._qtbot, self._desktop)


@pytest.mark.parametrize("typed", ["退款率", "tuikuanlv", "tkl", "TKL", "tuikl", "率"])
def test_letters_find_chinese(typed: str) -> None:
    assert place_of(typed, "净退款率") is not None
    assert place_of(typed, "访客") is None


def test_a_figure_is_found_in_every_way_and_opens_on_the_chart(qtbot: QtBot, desktop: Desktop) -> None:
    finder = Finder(qtbot, desktop)
    called = {finder.first(typed) for typed in ("退款率", "tuikuanlv", "tkl", "refund rate")}
    assert len(called) == 1 and called != {""}
    finder.take("tkl")
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    page = desktop.window.pages.current
    assert page.name == "kpi" and page.tabs.current == "trend"  # type: ignore[attr-defined]
    assert page.trend.series.picked == ["refund_rate"]  # type: ignore[attr-defined]


def test_products_problems_imports_and_settings_are_found_and_shown(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    services, store = desktop.app.services, desktop.app.services.stores.all()[0].id or 0
    problem = next(one for one in services.problems.open(store))
    known = services.kpi.data_range(store)
    assert known is not None
    finder = Finder(qtbot, desktop)
    finder.take(problem.title)
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    assert desktop.window.pages.current.name == "daily"
    assert desktop.window.pages.current.tabs.shown.board.current() == problem  # type: ignore[attr-defined]

    path = write_csv(tmp_path / "orders-of-march.csv", [SHORT, short_row("1")])
    desktop.tasks.database(lambda: services.imports.run_file(path, services.stores.get(store)))
    settle(qtbot, desktop)
    run = services.imports.list(store)[0]
    finder.open()
    finder.take(run.file_name)
    history = desktop.window.findChild(ImportHistoryDialog)
    assert history.view.current().file_name == run.file_name
    history.accept()

    finder.open()
    label = tr(THEME.field.label) if THEME.field is not None and THEME.field.label is not None else ""
    finder.take(label)
    settings = dialog(desktop, "settings")
    assert settings.isAncestorOf(keyboard())
    assert isinstance(settings, QDialog)
    settings.reject()

    product = services.kpi.products(store, known)[0]
    finder.open()
    finder.take(product.title)
    search = desktop.window.findChild(QWidget, "kpi.productSearch")
    assert isinstance(search, QLineEdit) and search.text() == product.title


def test_nothing_found_says_so(qtbot: QtBot, desktop: Desktop) -> None:
    finder = Finder(qtbot, desktop)
    assert not finder.nothing.isVisible()
    assert not finder.first("qqqqzzzz")
    assert finder.nothing.isVisible()
