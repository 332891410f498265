"""Ctrl+K finds what there is by Chinese, pinyin and English, opens on it, and says so where there is nothing.

What does not hang on words is asked of the English window only, and every part is opened by its name in the Chinese
one; ``SHOPDESK_EXTREMES=all`` asks all of it of both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.competitors import Competitor
from shopdesk.domain.daily.meetings import MeetingKind, MeetingPoint
from shopdesk.domain.keywords import Keyword
from shopdesk.domain.title_tests import TitleTest
from shopdesk.gui.command_palette import CommandPalette
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.findable import Findable
from shopdesk.gui.imports.history_dialog import ImportHistoryDialog
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import PLACES
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import tr
from shopdesk.infra.pinyin import place_of
from shopdesk.infra.settings import THEME
from tests.gui.hands import click, keyboard
from tests.gui.sample_store import NOW
from tests.gui.shell.support import dialog, on_sample, settle
from tests.import_files import SHORT, short_row, write_csv

LANGUAGES = ["en", "zh_CN"]
EVERY = os.environ.get("SHOPDESK_EXTREMES") == "all"
WORDLESS = pytest.mark.parametrize("desktop", LANGUAGES if EVERY else LANGUAGES[:1], indirect=True)


@pytest.fixture(params=LANGUAGES)
def desktop(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store, in both languages."""
    with on_sample(qtbot, qapp, tmp_path / "data", request.param, FixedClock(NOW)) as opened:
        yield opened


def others() -> set[str]:
    """What else may be called as a part is: a figure "Members" beside the list of members."""
    return {tr("Figure"), tr("Setting")}


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


@WORDLESS
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


@pytest.mark.parametrize("desktop", LANGUAGES if EVERY else LANGUAGES[1:], indirect=True)
def test_every_part_of_every_page_is_found_and_opened(qtbot: QtBot, desktop: Desktop) -> None:
    findable = Findable(desktop)
    found = {hit.title: hit for hit in (*findable.actions(), *findable.fixed())}
    window = desktop.window
    for entry in PAGES:
        page = window.open_page(entry.name)
        assert page is not None
        waiting = page.findChildren(PartTabs)
        for tabs in waiting:  # the parts hold further ones, which come to the list as they are made
            for place in range(tabs.count()):
                found[tabs.tabText(place)].run()
                assert window.pages is not None and window.pages.current is page
                assert tabs.currentIndex() == place, tabs.tabText(place)
                waiting += [one for one in tabs.shown.findChildren(PartTabs) if one not in waiting]
    settle(qtbot, desktop)


def test_a_part_is_offered_once_from_every_page(qtbot: QtBot, desktop: Desktop) -> None:
    """Twice were: each tab of the page in view, the roster, and the dictionary while the figures were in view."""
    parts = [*(tr(place.title) for place in PLACES), tr("Dictionary of figures")]
    assert tr("Roster") in parts
    window = desktop.window
    for entry in PAGES:
        window.open_page(entry.name)
        finder = Finder(qtbot, desktop)
        for part in parts:
            finder.first(part)
            hits = [finder.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(finder.list.count())]
            same = [hit for hit in hits if hit.title.rstrip("…") in {part, tr("Show “{part}”", part=part)}]
            leading = [hit.kind for hit in same if hit.kind not in others()]
            assert len(leading) == 1, f"{part} on {entry.name}: {leading}"
        finder.field.window().close()


@WORDLESS
def test_asking_what_a_page_offers_makes_nothing_twice(qtbot: QtBot, desktop: Desktop) -> None:
    window = desktop.window
    for entry in PAGES:
        page = window.open_page(entry.name)
        settle(qtbot, desktop)
        assert page is not None
        assert page.actions_offered() == page.actions_offered()


def test_meetings_targets_competitors_keywords_and_title_tests_are_found_and_shown(
    qtbot: QtBot, desktop: Desktop
) -> None:
    services, store = desktop.app.services, desktop.app.services.stores.all()[0].id or 0
    for name in ("一号竞店", "二号竞店"):
        services.competitors.keep(Competitor(store_id=store, name=name))
        services.keywords.keep(Keyword(store_id=store, word=f"{name}词"))
        services.title_tests.keep(
            TitleTest(store_id=store, product_id=name, old_title="old", new_title=f"{name}标题", start=NOW.date())
        )
        point = MeetingPoint(store_id=store, kind=MeetingKind.MORNING, day=NOW.date(), topic=f"会议谈{name}")
        services.meetings.keep(point)
    services.targets.set_month(store, date(2025, 3, 1), 123_00)
    finder = Finder(qtbot, desktop)
    market = {"erhaojingdian": "competitors", "ehjdc": "keywords", "erhaojingdianbiaoti": "titles"}
    for typed, part in market.items():
        finder.take(typed)
        finder.open()
        shown = desktop.window.pages.current.tabs.shown.tabs.shown  # type: ignore[union-attr, attr-defined]
        assert shown.listed.name == f"kpi.market.{part}"
        assert "二号竞店" in repr(shown.chosen)
    finder.take("huiyitanehjd")
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    assert desktop.window.pages.current.tabs.shown.chosen.topic == "会议谈二号竞店"  # type: ignore[attr-defined]
    finder.open()
    finder.take("2025-03 mubiao" if tr("Targets") == "目标" else "targets 2025-03")
    targets = desktop.window.pages.current.tabs.shown  # type: ignore[attr-defined]
    assert targets.wanted.month == date(2025, 3, 1)
    assert desktop.window.findChild(QLineEdit, "kpi.target3").text().startswith("123")


@WORDLESS
def test_targets_of_a_year_that_is_not_offered_are_shown_and_go_on_to_other_months(
    qtbot: QtBot, desktop: Desktop
) -> None:
    services, store = desktop.app.services, desktop.app.services.stores.all()[0].id or 0
    for month in (date(2099, 11, 1), date(2099, 12, 1)):
        services.targets.set_month(store, month, 123_00)
    finder = Finder(qtbot, desktop)
    assert "2099-12" in finder.first("2099"), "the newest month comes first"
    finder.take("2099-12")
    click(desktop.window, "kpi.targetMonth3")
    settle(qtbot, desktop)
    targets = desktop.window.pages.current.tabs.shown  # type: ignore[union-attr, attr-defined]
    assert targets.wanted.month == date(2099, 3, 1) and targets.year.currentText() == "2099"


@WORDLESS
def test_nothing_found_says_so(qtbot: QtBot, desktop: Desktop) -> None:
    finder = Finder(qtbot, desktop)
    assert not finder.nothing.isVisible()
    assert not finder.first("qqqqzzzz")
    assert finder.nothing.isVisible()
