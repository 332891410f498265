"""What the window shows first: never anything that a fresh load would not give, and nothing clicked on it is lost."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.bootstrap import App, open_app
from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.first_picture import cover as cover_module
from shopdesk.gui.first_picture import making
from shopdesk.gui.first_picture.cover import Cover, lay_cover
from shopdesk.gui.first_picture.standing import stands
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import CURRENT_PAGE, CURRENT_STORE, LANGUAGE, ONBOARDED, RISE_IS_RED, THEME, Settings
from shopdesk.storage.sqlite.driver import driver
from tests.conftest import MONDAY
from tests.kpi_data import add_orders, order

EVERY = os.environ.get("SHOPDESK_EXTREMES") == "all"


class Shop:
    """A data folder with two stores, its clock, and the user who opens and closes the window on it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path, page: str = "kpi") -> None:
        self.qtbot, self.qapp, self.folder = qtbot, qapp, folder
        self.clock = FixedClock(MONDAY)
        self.letters = 10
        self.orders = 0
        with self.data() as app:
            for name in ("云裳旗舰店", "Lamp House"):
                app.services.stores.create(name, opened_on=date(2025, 1, 1))
        self.more_orders()
        self.set(CURRENT_PAGE, page)
        self.set(ONBOARDED, True)

    def data(self) -> _Opened:
        """The data, opened by another program."""
        return _Opened(open_app(self.folder, "en", clock=self.clock))

    def set(self, setting, value) -> None:
        Settings(self.folder / "settings.json").set(setting, value)

    def more_orders(self) -> None:
        """Seven orders of last week, written by another program."""
        self.orders += 7
        day = self.clock.today()
        with self.data() as app:
            rows = [
                order(f"{self.orders}-{back}", day - timedelta(days=back), 10_000 + 37 * self.orders, paid=day)
                for back in range(1, 8)
            ]
            add_orders(app.services.ctx, 1, rows)

    @property
    def picture(self) -> Path:
        return self.folder / "first-picture.png"

    def start(self) -> tuple[Desktop, Cover | None]:
        """The window as a double click makes it, with what it shows first; the data are not open yet."""
        app = bootstrap.prepare(self.folder, clock=self.clock)
        font = base_font()
        font.setPointSize(self.letters)
        self.qapp.setFont(font)
        desktop = Desktop(self.qapp, app)
        desktop.keeps_picture = True
        cover = lay_cover(app, desktop.window)
        if cover is not None:
            cover.follow(desktop)
        desktop.window.show()
        return desktop, cover

    def open(self, desktop: Desktop) -> None:
        """Open the data and wait until the page stands, with nothing over it."""
        desktop.open_data()
        window = desktop.window

        def ready() -> bool:
            page = window.pages.current if window.pages is not None else None
            covered = window.findChild(Cover)
            return page is not None and stands(page) and (covered is None or covered.isHidden())

        self.qtbot.waitUntil(ready, timeout=20_000)

    def close(self, desktop: Desktop) -> None:
        """Close it as a user does, and wait for what comes after."""
        desktop.window.close()
        self.qtbot.waitUntil(lambda: desktop.making is None or not desktop.making.busy, timeout=20_000)
        desktop.close()
        desktop.window.deleteLater()
        i18n.set_language("en")

    def look(self) -> tuple[QImage | None, QImage]:
        """What one start shows first, if anything, and what it shows when all is loaded."""
        desktop, cover = self.start()
        first = None if cover is None or not cover.fits else cover.picture.image.copy()
        self.open(desktop)
        seen = real(desktop)
        self.close(desktop)
        return first, seen


class _Opened:
    """Open data, closed at the end of a ``with``."""

    def __init__(self, app: App) -> None:
        self.app = app

    def __enter__(self) -> App:
        return self.app

    def __exit__(self, *_error: object) -> None:
        self.app.close()


def real(desktop: Desktop) -> QImage:
    """The window as it is, without what passes and without the mark of the keyboard."""
    window = desktop.window
    for passing in (window.progress, window.messages):
        passing.hide()
    focus = window.focusWidget()
    if focus is not None:
        focus.clearFocus()
    # A chart settles its axes with the frame after its data.
    seen = [QImage(), window.grab().toImage()]
    while seen[-1] != seen[-2]:
        QTest.qWait(60)
        seen.append(window.grab().toImage())
        assert len(seen) < 20, "the page never rests"
    return seen[-1]


def same(one: QImage, other: QImage) -> bool:
    """Whether two pictures are alike to the pixel."""
    plain = QImage.Format.Format_RGB32
    return one.convertToFormat(plain) == other.convertToFormat(plain)


@pytest.fixture(autouse=True)
def _undisturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bell comes a second and a half later, and is in no picture; a busy machine may take its time."""
    monkeypatch.setattr(making, "_MOST_MS", 60_000)
    monkeypatch.setattr(cover_module, "_MOST_MS", 60_000)
    monkeypatch.setattr(Desktop, "_attach_reminders", lambda _desktop: None)


@pytest.fixture
def shop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    yield Shop(qtbot, qapp, tmp_path / "data")
    qapp.setFont(base_font())


# What may happen between two starts ----------------------------------------------------------------------------------


def _problem(shop: Shop) -> None:
    with shop.data() as app:
        made = Problem(store_id=1, title="Wrong size sent", opened_on=shop.clock.today() - timedelta(days=1))
        app.services.problems.create(made)


def _undone(shop: Shop) -> None:
    with shop.data() as app:
        made = Problem(store_id=1, title="Taken back", opened_on=shop.clock.today() - timedelta(days=1))
        app.services.problems.create(made)
        app.services.history.undo()


def _restored(shop: Shop) -> None:
    with shop.data() as app:
        name = app.services.backups.create().name
    shop.more_orders()
    app = bootstrap.prepare(shop.folder, "en", clock=shop.clock)
    app.restore(name)
    app.close()


def _written_past_us(shop: Shop) -> None:
    connection = driver.connect(shop.folder / "shopdesk.db")
    connection.execute("UPDATE order_days SET paid_fen = paid_fen + 100, gross_fen = gross_fen + 100")
    connection.commit()
    connection.close()


def _turned(setting, one, other) -> Callable[[Shop], None]:
    def turn(shop: Shop) -> None:
        now = Settings(shop.folder / "settings.json").get(setting)
        shop.set(setting, other if now == one else one)

    return turn


def _moved(**by: float) -> Callable[[Shop], None]:
    return lambda shop: shop.clock.set(shop.clock.now() + timedelta(**by))


def _midnight(shop: Shop) -> None:
    shop.clock.set(datetime.combine(shop.clock.today() + timedelta(days=1), datetime.min.time()))


def _letters(shop: Shop) -> None:
    shop.letters = 21 - shop.letters


CHANGES: dict[str, Callable[[Shop], None]] = {
    "orders imported": Shop.more_orders,
    "a problem opened": _problem,
    "an edit undone": _undone,
    "a backup restored": _restored,
    "written past the program": _written_past_us,
    "another language": _turned(LANGUAGE, "zh_CN", "en"),
    "other colours": _turned(THEME, "dark", "light"),
    "red and green": _turned(RISE_IS_RED, False, True),
    "another store": _turned(CURRENT_STORE, 2, 1),
    "other letters": _letters,
    "past midnight": _midnight,
    "the clock put back": _moved(hours=-2),
}
SEEN = ("orders imported", "written past the program", "another language", "other colours", "another store",
        "other letters", "past midnight")  # fmt: skip
PASSING = {"nothing": lambda _shop: None, "ten minutes": _moved(minutes=10), "an hour": _moved(hours=1)}


@pytest.mark.parametrize("page", ["kpi", "daily"])
def test_an_unchanged_store_is_seen_at_once_and_nothing_else_comes(qtbot, qapp, tmp_path, page):
    shop = Shop(qtbot, qapp, tmp_path / "data", page)
    assert shop.look()[0] is None  # nothing was kept yet
    first, seen = shop.look()
    assert first is not None
    assert same(first, seen)


@pytest.mark.timeout(300)
def test_nothing_old_is_shown_after_any_change(shop: Shop):
    """One after the other: the picture that each has to put away is the one that was made after the one before."""
    before = shop.look()[1]
    for change, happens in CHANGES.items():
        assert shop.picture.exists(), f"nothing is kept that {change} could make old"
        happens(shop)
        first, seen = shop.look()
        assert first is None, change
        if change in SEEN:
            assert not same(before, seen), change  # the old picture would have lied
        before = seen


def test_what_the_data_answer_is_no_older_ten_minutes_later(qtbot, qapp, tmp_path):
    shop = Shop(qtbot, qapp, tmp_path / "data", "daily")
    shop.clock.set(datetime.combine(MONDAY.date(), datetime.min.time()) + timedelta(minutes=58))
    shop.look()
    _moved(minutes=10)(shop)  # no item and no block of the form turns meanwhile
    first, seen = shop.look()
    assert first is not None
    assert same(first, seen)


@pytest.mark.timeout(1800 if EVERY else 120)
@settings(
    max_examples=40 if EVERY else 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    page=st.sampled_from(["kpi", "daily"]),
    minute=st.integers(0, 24 * 60 - 1),
    steps=st.lists(st.sampled_from([*CHANGES, *PASSING]), max_size=4),
)
def test_what_is_seen_first_is_what_a_fresh_load_gives(qtbot, qapp, tmp_path_factory, page, minute, steps):
    shop = Shop(qtbot, qapp, tmp_path_factory.mktemp("shop") / "data", page)
    shop.clock.set(datetime.combine(MONDAY.date(), datetime.min.time()) + timedelta(minutes=minute))
    try:
        shop.look()
        for step in steps:
            (CHANGES | PASSING)[step](shop)
            first, seen = shop.look()
            assert first is None or same(first, seen), step
    finally:
        qapp.setFont(base_font())


# The file ------------------------------------------------------------------------------------------------------------


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-2000])


def _too_big(file: Path) -> None:
    file.write_bytes(file.read_bytes() + bytes(9_000_000))


def _foreign(file: Path) -> None:
    image = QImage(1280, 776, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(file))


def _of_another_folder(file: Path) -> None:
    """The data folder copied elsewhere is another one."""
    data = file.with_name("shopdesk.db")
    copy = data.with_name("copy.db")
    copy.write_bytes(data.read_bytes())
    copy.replace(data)


SPOILT = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "no picture": lambda file: file.write_text("not a picture", encoding="utf-8"),
    "cut short": _cut,
    "too big": _too_big,
    "foreign": _foreign,
    "of another data file": _of_another_folder,
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.mark.timeout(300)
def test_a_spoilt_picture_is_none_and_is_made_anew(shop: Shop):
    shop.look()
    for fault, spoil in SPOILT.items():
        spoil(shop.picture)
        first, seen = shop.look()
        assert first is None, fault
        if fault == "a folder":
            assert shop.picture.is_dir()  # nobody's business; the last, for it stays
            return
        again, _ = shop.look()
        assert again is not None and same(again, seen), fault


def test_the_picture_is_its_owners_alone_and_in_no_backup(shop: Shop):
    shop.look()
    assert stat.S_IMODE(shop.picture.stat().st_mode) == 0o600
    with shop.data() as app:
        app.services.backups.create()
    assert not [path for path in (shop.folder / "backups").rglob("*") if path.suffix == ".png"]


def test_the_first_change_removes_it_whoever_makes_it(shop: Shop):
    shop.look()
    with shop.data() as app:
        assert shop.picture.exists()  # reading leaves it
        app.services.problems.create(Problem(store_id=1, title="Late parcel", opened_on=shop.clock.today()))
        assert not shop.picture.exists()


def test_a_full_disk_keeps_none_and_says_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shopdesk.gui.first_picture.kept.write_bytes", full)
    shop.look()
    assert not shop.picture.exists()
    assert shop.look()[0] is None


@pytest.mark.parametrize("page", ["people", "setup", "promotions"])
def test_no_picture_is_kept_of_a_page_with_wages_or_without_a_promise(shop: Shop, page: str):
    shop.look()
    shop.set(CURRENT_PAGE, page)
    shop.look()
    assert not shop.picture.exists()


def test_nothing_is_kept_where_somebody_commits_while_it_is_made(shop: Shop):
    desktop, _ = shop.start()
    shop.open(desktop)
    desktop.window.close()
    shop.more_orders()
    shop.qtbot.waitUntil(lambda: not desktop.making.busy, timeout=20_000)
    desktop.close()
    assert not shop.picture.exists()


# What is done on it --------------------------------------------------------------------------------------------------


def test_what_is_clicked_and_typed_on_it_is_done_on_the_page(shop: Shop):
    shop.look()
    desktop, _ = shop.start()
    shop.open(desktop)
    tabs = desktop.window.pages.current.tabs
    at = tabs.tabBar().mapTo(desktop.window, tabs.tabBar().tabRect(1).center())
    name = tabs.tabText(1)
    shop.close(desktop)
    desktop, cover = shop.start()
    assert cover is not None
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton, pos=at)
    shop.open(desktop)
    tabs = desktop.window.pages.current.tabs
    assert tabs.tabText(tabs.currentIndex()) == name
    shop.close(desktop)


def test_a_key_typed_on_it_answers_the_form_once(qtbot, qapp, tmp_path):
    shop = Shop(qtbot, qapp, tmp_path / "data", "daily")
    shop.look()
    desktop, cover = shop.start()
    assert cover is not None
    QTest.keyClick(cover, "1")
    shop.open(desktop)
    shop.qtbot.waitUntil(lambda: desktop.app.services.history.can_undo, timeout=10_000)
    lines = desktop.window.pages.current.view("today").sheet.lines
    assert len([line for line in lines if line.answer is not None and not line.answer.auto]) == 1
    shop.close(desktop)


def test_a_click_never_reaches_another_page_than_was_seen(shop: Shop):
    shop.look()
    desktop, cover = shop.start()
    assert cover is not None
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton, pos=cover.rect().center())
    shop.more_orders()  # by another program, before our window has opened the data
    shop.open(desktop)
    assert "click again" in desktop.window.messages.text
    shop.close(desktop)


def test_a_window_of_another_size_shows_no_picture(shop: Shop):
    shop.look()
    desktop, cover = shop.start()
    assert cover is not None and cover.fits
    desktop.window.resize(1100, 700)
    assert not cover.fits
    shop.open(desktop)
    shop.close(desktop)
