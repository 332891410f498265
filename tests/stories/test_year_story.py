"""The owner's year: own days by rule, festivals out of sight and back, the year on paper, and against last year."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.calendar.festivals import DayKind
from shopdesk.domain.campaigns.records import Campaign, CampaignKind, OwnRule
from shopdesk.gui.own_day_form import OwnDayForm
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.festival_dialog import FestivalDialog
from shopdesk.gui.pages.promotions.hidden_days import HiddenDaysDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.record_lists import OwnDaysDialog
from shopdesk.gui.print_dialog import PrintDialog
from tests.gui.hands import choose_data, click
from tests.gui.promotions.helpers import open_dialog
from tests.kpi_data import add_orders, add_store_days, order

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> Iterator[PromotionsPage]:
    shown = PromotionsPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitExposed(shown)
    settle()
    yield shown
    settle()


def listed(page: PromotionsPage) -> list[tuple[date, date, str]]:
    return [(row.first, row.last, row.name) for row in page.list.model.everything]


def day_menu(page: PromotionsPage, view: QWidget, at: QPoint) -> QMenu:
    """What the right button opens on a point of a view."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, event)
    menus = [one for one in page.findChildren(QMenu, "promotions.hideMenu") if one.isVisible()]
    assert menus
    return menus[-1]


def trigger(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text() == words).trigger()
    menu.close()


def test_a_day_of_the_store_comes_back_by_its_rule_in_every_year_and_in_the_calendar_file(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, tmp_path: Path
) -> None:
    page.go_to_day(date(2026, 9, 25))
    settle()
    page.toolbar.entries["own_days"].trigger()
    settle()
    days = open_dialog(page, OwnDaysDialog)
    click(days, "promotions.ownDays.add")
    form = open_dialog(page, OwnDayForm)
    assert isinstance(form, OwnDayForm)
    qtbot.keyClicks(form["name"], "Tea days")
    # Mid-Autumn of 2026: by its lunar date it moves, by its date it would not.
    assert "2027-09-25" in form.coming.text()
    choose_data(form["rule"], OwnRule.LUNAR)
    assert all(day in form.coming.text() for day in ("八月十五", "2026-09-25", "2027-09-15", "2028-10-03"))
    choose_data(form["rule"], OwnRule.FESTIVAL)
    choose_data(form["festival"], "mid_autumn")
    form["offset_days"].setText("-2")
    form["days"].setText("3")
    # The first of it lies two days before the day in view, so it begins with the next year.
    assert "2027-09-13 – 2027-09-15" in form.coming.text() and "2026" not in form.coming.text()
    form["day"].setText("2026-09-01")
    assert "2026-09-23 – 2026-09-25" in form.coming.text()
    click(form, "form.ok")
    settle()
    click(days, "promotions.ownDays.close")

    page.show_view("list")
    for first in (date(2026, 9, 23), date(2027, 9, 13), date(2028, 10, 1)):
        page.go_to_month(first.year, 1)
        settle()
        assert (first, first + timedelta(days=2), "Tea days") in listed(page)
        target = tmp_path / f"{first.year}.ics"
        page.context.services.calendar.export_ics(first.year, target, page.context.store_id)
        events = [one for one in Calendar.from_ical(target.read_bytes()).walk("VEVENT") if one["summary"] == "Tea days"]
        assert [(one.decoded("dtstart"), one.decoded("dtend")) for one in events] == [
            (first, first + timedelta(days=3))
        ]


def test_what_does_not_matter_is_hidden_everywhere_and_comes_back(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, tmp_path: Path
) -> None:
    halloween = date(2026, 10, 31)
    page.show_view("timeline")
    page.go_to_month(2026, 10)
    settle()
    trigger(day_menu(page, page.timeline, page.timeline.day_rect(halloween).center()), "Hide “Halloween”")
    settle()

    def seen() -> list[bool]:
        found = []
        for view in ("month", "year", "timeline", "list"):
            page.show_view(view)
            page.go_to_day(halloween) if view == "month" else page.go_to_month(2026, 10)
            settle()
            if view == "list":
                found.append(any(name == "Halloween" for _first, _last, name in listed(page)))
            else:
                found.append(any(one.code == "halloween" for one in page._data.entries.get(halloween, [])))
        target = tmp_path / "year.ics"
        page.context.services.calendar.export_ics(2026, target, page.context.store_id)
        return [*found, b"Halloween" in target.read_bytes()]

    assert seen() == [False] * 5
    page.context.services.history.undo()
    assert seen() == [True] * 5
    page.context.services.history.redo()

    # The list of what is shown brings it back; days off cannot be hidden and are not in it.
    page.show_view("month")
    page.toolbar.entries["hidden"].trigger()
    settle()
    dialog = open_dialog(page, HiddenDaysDialog)
    assert isinstance(dialog, HiddenDaysDialog)
    entries = {
        dialog.list.item(row).data(Qt.ItemDataRole.UserRole): dialog.list.item(row)
        for row in range(dialog.list.count())
    }
    off = [
        one.code for one in page.context.services.calendar.days(2026) if one.kind in (DayKind.HOLIDAY, DayKind.WORKDAY)
    ]
    assert off and entries["halloween"].checkState() is Qt.CheckState.Unchecked
    assert not set(entries) & set(filter(None, off))
    entries["halloween"].setCheckState(Qt.CheckState.Checked)
    entries["white_day"].setCheckState(Qt.CheckState.Unchecked)
    click(dialog, "promotions.hiddenDays.save")
    settle()
    assert seen() == [True] * 5
    assert page.context.services.calendar.hidden(page.context.store_id) == {"white_day"}


def test_a_festival_stands_beside_last_years_by_its_distance(
    qtbot: QtBot, page: PromotionsPage, settle: Settle
) -> None:
    services, store_id = page.context.services, page.context.store_id
    now, then = date(2026, 2, 17), date(2025, 1, 29)  # Spring Festival
    sales = {now: 300_00, now - timedelta(days=1): 100_00, then: 200_00, then - timedelta(days=10): 50_00}
    add_orders(services.ctx, store_id, [order(str(day), day, fen, paid=day) for day, fen in sales.items()])
    add_store_days(services.ctx, store_id, [{"day": now, "visitors": 80}, {"day": then, "visitors": 40}])
    page.go_to_day(now)
    settle()
    page.day_panel.compare.click()
    menus = [one for one in page.findChildren(QMenu, "promotions.compareMenu") if one.isVisible()]
    if menus:
        trigger(menus[-1], "Spring Festival")
    dialog = open_dialog(page, FestivalDialog)
    assert isinstance(dialog, FestivalDialog)
    settle()
    rows = {row.away: row for row in dialog.table.records_model.everything}
    assert sorted(rows) == list(range(-30, 16))
    model = dialog.table.records_model

    def shown(away: int, name: str) -> str:
        return next(column for column in model.columns if column.name == name).shown(rows[away])

    assert shown(0, "paid_amount_now") == "300.00" and shown(0, "paid_amount_then") == "200.00"
    assert shown(0, "visitors_per_day_now") == "80" and shown(0, "visitors_per_day_then") == "40"
    assert shown(-1, "paid_amount_now") == "100.00" and shown(-1, "paid_amount_then") == "—", "a gap is no 0"
    assert shown(-10, "paid_amount_now") == "—" and shown(-10, "paid_amount_then") == "50.00"
    data = dialog.data
    assert data is not None
    this, last = data.series
    assert (this.values[30], last.values[30], this.values[29], last.values[29]) == (300_00, 200_00, 100_00, None)
    assert "2026-02-17" in dialog.said.text() and "2025-01-29" in dialog.said.text()
    choose_data(dialog.figure, "visitors_per_day")
    assert dialog.data is not None and dialog.data.series[0].values[30] == 80


def test_the_year_goes_on_paper_and_into_a_workbook(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, store_id = page.context.services, page.context.store_id
    services.campaigns.create(
        Campaign(store_id=store_id, name="Spring week", kind=CampaignKind.DISCOUNT, warm_up_on=date(2026, 3, 5),
                 start=date(2026, 3, 10), end=date(2026, 3, 12), owner="Lin")
    )  # fmt: skip
    services.calendar.hide(store_id, {"halloween"})
    page.refresh()
    settle()
    page.toolbar.entries["print"].trigger()
    settle()
    dialog = page.dialog
    assert isinstance(dialog, PrintDialog)
    sizes = {}
    for choice in dialog.choices.buttons():
        choice.click()
        target = tmp_path / "year.pdf"
        dialog.write(target)
        found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", target.read_bytes())
        assert found is not None
        sizes[choice.text()] = (round(float(found[1])), round(float(found[2])))
        told = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True)
        text = told.stdout
        assert "Calendar of 2026" in text and "Halloween" not in text
        if choice.text().startswith(("Timeline", "List")):
            assert "Spring week" in text
    assert sizes == {
        "Timeline, A4": (842, 595), "Timeline, A3": (1191, 842), "Twelve months, A4": (842, 595),
        "Twelve months, A3": (1191, 842), "List of days and campaigns": (595, 842),
    }  # fmt: skip
    dialog.reject()

    target = tmp_path / "year.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    page.toolbar.entries["excel"].trigger()
    settle()
    book = load_workbook(target)
    (campaign,) = [row for row in book["Campaigns"].iter_rows(values_only=True) if row[0] == "Spring week"]
    days = [day.date() for day in campaign[3:7]]
    assert days == [date(2026, 3, 5), date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 19)]
    assert campaign[7] == "Lin"
    names = [row[3] for row in book["Festivals and days"].iter_rows(values_only=True)]
    assert "Mid-Autumn Festival" in names and "Halloween" not in names
