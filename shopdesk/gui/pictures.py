"""Pictures of the real window, taken without anybody looking: for the guides, and where there is no display."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from shopdesk.bootstrap import App
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.task_runner import Task
from shopdesk.infra.settings import ONBOARDED, THEME

PAGE_NAMES = tuple(entry.name for entry in PAGES)
VIEWS = {
    "daily": ("problems", "meetings", "templates", "lookback", "handbook", "standing", "rounds"),
    "kpi": (
        "why", "targets", "gaps", "account", "orders", "bridge", "profit", "hours", "traffic", "members", "looks",
        "keywords", "rows", "dictionary",
    ),
    "people": ("org", "pay", "review", "schemes", "growth", "business"),
    "promotions": ("campaign", "forecast", "board", "timeline", "products", "ads", "assortment"),
    "setup": ("timeline", "preparation", "suppliers", "couriers", "fees", "compare", "rules"),
}  # fmt: skip
"""What is worth a picture beside the first part of a page, which is the page's own picture."""

_TRIED = {"turnover": Decimal("0.2"), "goods_share": Decimal("0.5"), "freight_fen": 450, "other_fen": 500_000}
"""What the picture of “What if” tries: a fifth more sold, with the costs that the program cannot know."""

_WITHIN = {
    **dict.fromkeys(("account", "orders", "bridge", "profit"), "money"),
    **dict.fromkeys(("hours", "traffic"), "charts"),
    **dict.fromkeys(("members", "looks", "keywords"), "market"),
}
"""The groups of the KPIs that hold parts of their own."""

_OFFERED = ("products", "ads", "assortment")
"""Dialogs that the menu “More” of the promotions opens."""
_DIALOGS = ("rows", "dictionary", "forecast", "board", "compare", "rules", *_OFFERED)
"""The views that are dialogs over the page; those of the KPIs are at the figure of ``_FIGURE``."""
_AHEAD = {
    "chats": Decimal("0.06"), "chats_per_person": 120, "chats_per_hour": 25, "parcels_per_person": 150, "on_hand": 300,
    "lead_days": 12,
}  # fmt: skip
"""What the picture of a forecast says beside the store's own past."""
_FIGURE = "refund_rate"

_QUIET_LOOKS = 8
_LOOK_MS = 50
_LIMIT_MS = 60_000


class NotSettled(RuntimeError):
    """The window still waits for its data, or a task failed."""


@contextmanager
def window_on(
    application: QApplication, app: App, *, theme: str = "light", size: tuple[int, int] = (1280, 800)
) -> Iterator[Desktop]:
    """The real window on a data folder, opened, filled, and closed again.

    Raises:
        NotSettled: its data did not come.
    """
    app.settings.set(THEME, theme)
    app.settings.set(ONBOARDED, True)
    failures: list[str] = []

    def note_task(task: Task) -> None:
        failures.append(task.report)

    def note_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        failures.append("".join(traceback.format_exception(kind, error, trace)))

    # Qt calls our slots and overrides; what goes wrong in them reaches nobody but this hook.
    hook, sys.excepthook = sys.excepthook, note_error
    desktop = Desktop(application, app)
    desktop.tasks.failed.connect(note_task)
    desktop.window.resize(*size)
    desktop.window.show()
    desktop.open_data()
    try:
        settle(desktop, lambda: desktop.window.pages is not None)
        yield desktop
        if failures:
            raise NotSettled(failures[0])
    finally:
        sys.excepthook = hook
        desktop.window.hide()
        desktop.close()


def settle(desktop: Desktop, ready: Callable[[], bool] = lambda: True) -> None:
    """Run the event loop until every task has been answered and charts have drawn their first frame.

    Raises:
        NotSettled: that took more than a minute.
    """
    loop = QEventLoop()
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if desktop.tasks.idle() and ready() else 0
        if quiet > _QUIET_LOOKS:
            loop.quit()

    watch = QTimer(interval=_LOOK_MS)
    watch.timeout.connect(look)
    watch.start()
    guard = QTimer(singleShot=True, interval=_LIMIT_MS)
    guard.timeout.connect(lambda: loop.exit(1))
    guard.start()
    if loop.exec():
        raise NotSettled("the page still waits for its data")


def take_page(desktop: Desktop, page: str, target: Path, view: str = "") -> Path:
    """Save a picture of a page, or of one of its ``VIEWS``.

    Raises:
        NotSettled: the page did not come to rest.
    """
    desktop.window.open_page(page)
    settle(desktop)
    if page in VIEWS:
        _show_view(desktop, view)
        settle(desktop)
    target.parent.mkdir(parents=True, exist_ok=True)
    dialog = QApplication.activeModalWidget() if view in _DIALOGS else None
    saved = (dialog or desktop.window).grab().save(str(target))
    if dialog is not None:
        dialog.close()
        settle(desktop)
    if not saved:
        raise NotSettled(f"{target} cannot be written")
    return target


def _show_view(desktop: Desktop, view: str) -> None:
    pages = desktop.window.pages
    page: Any = pages.current if pages is not None else None
    if page is not None and page.name == "promotions":
        _show_campaign(desktop, page, view)
        return
    tabs = getattr(page, "tabs", None)
    if not isinstance(tabs, PartTabs):
        return
    if view in ("compare", "rules"):
        _show_fees(desktop, page, view)
    elif view in _DIALOGS:
        tabs.setCurrentIndex(0)
        settle(desktop)
        (page.show_rows if view == "rows" else page.show_dictionary)(_FIGURE)
    elif view in _WITHIN:
        tabs.open(_WITHIN[view]).tabs.open(view)
    elif view == "review":  # a view inside the pay part
        pay = tabs.open("pay")
        pay.views.setCurrentWidget(pay.review)
    elif view:
        part = tabs.open(view)
        if view == "business":  # without a change both columns are the same
            settle(desktop)
            for field, value in _TRIED.items():
                part.form.editors[field].set_value(value)
    else:
        tabs.setCurrentIndex(0)


def _show_fees(desktop: Desktop, page: Any, view: str) -> None:
    """The rules of the fees, or two stores that sell for a million and are of different types."""
    page.tabs.open("fees")
    settle(desktop)
    if view == "rules":
        page.fee_actions.edit_rules()
        return
    page.fee_actions.compare()
    settle(desktop)
    dialog: Any = QApplication.activeModalWidget()
    for box in dialog.boxes:
        box.editors["category"].set_value("shoes")
        box.editors["expected_year_fen"].set_value(100_000_000)
        box.settle()
    for name, value in (("store_type", "multi_brand"), ("trademark", "tm")):
        dialog.boxes[1].editors[name].set_value(value)


def _show_campaign(desktop: Desktop, page: Any, view: str) -> None:
    """The next campaign that is planned, in its month; its forecast, or the board of the programmes."""
    store_id, today = page.context.store_id, desktop.app.clock.today()
    ahead = [one for one in desktop.app.services.campaigns.of_store(store_id) if one.start > today]
    page.show_view("timeline" if view == "timeline" else "month")
    if view in _OFFERED:
        page.toolbar.entries[view].trigger()
        settle(desktop)
        if view == "products":  # what is said of a product that is sold out before a delivery comes
            dialog: Any = QApplication.activeModalWidget()
            dialog.part.table.select(lambda one: (dialog.part.known.spare_days(one) or 0) < 0)
        return
    if view in ("", "timeline") or not ahead:
        page.go_to_day(today)
        return
    page.go_to_month(ahead[0].start.year, ahead[0].start.month)
    settle(desktop)
    page.grid.select(ahead[0].id)
    settle(desktop)
    if view == "board":
        page.panel.products.gates_asked.emit()
    elif view == "forecast":
        page.show_forecast()
        settle(desktop)
        form: Any = QApplication.activeModalWidget()
        for name, value in _AHEAD.items():
            form.editors[name].set_value(value)
