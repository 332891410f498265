"""Story: a month is looked over and put right, locked, and corrected after a report that came too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from shopdesk import bootstrap
from shopdesk.domain.daily.reminders import ReminderKind
from shopdesk.domain.joining import Was
from shopdesk.domain.payroll.late import Way
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.tables.figures import service_days
from tests.gui.hands import choose_data, click, click_on
from tests.gui.sample_store import NOW, make_sample
from tests.gui.shell.support import close, settle


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    app = bootstrap.prepare(make_sample(tmp_path / "data", "zh_CN"), "zh_CN", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    opened = Desktop(qapp, app)
    opened.window.show()
    opened.open_data()
    settle(qtbot, opened)
    yield opened
    close(opened)
    i18n.set_language("en")


def pick(table: Any, matches: Any) -> Any:
    """Click on the row of a record."""
    row = table.records_model.row_of(matches)
    assert row >= 0
    click_on(table, table.records_model.index(row, 0))
    return table.current()


def test_a_month_is_put_right_locked_and_corrected(qtbot: QtBot, desktop: Desktop) -> None:
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    pay = page.tabs.open("pay")
    settle(qtbot, desktop)
    services, store_id = desktop.app.services, pay.context.store_id
    assert pay.head.month == date(2026, 2, 1)

    # Every figure says where it comes from and opens to the days of the service report that made it.
    pay.views.setCurrentWidget(pay.figures)
    settle(qtbot, desktop)
    figure = pick(pay.figures.table, lambda one: one.who == "谷雨" and one.field.name == "own_sales")
    settle(qtbot, desktop)
    rows = pay.figures.rows.lines
    source = rows.index(rows.rowCount() - 1, 0)
    shown = [one.cells[1] for one in rows.line(source).below]
    assert len(shown) > 20 and shown[-1] == f"{figure.value / 100:,.2f}"

    # Typed over with a reason; without one the form says so at the field, and too much is refused there.
    click(pay.figures, "people.pay.figures.edit")
    form = pay.figures.dialog
    form["own_sales"].setText("99999999999999999999")
    click(form, "form.ok")
    assert form.isVisible() and form.said()
    form["own_sales"].setText("20000")
    click(form, "form.ok")
    assert form.isVisible() and form.said()
    form["reason"].setText("店里的账")
    click(form, "form.ok")
    settle(qtbot, desktop)
    assert pay.figures.table.current().value == 2_000_000
    assert pay.figures.table.current().reason == "店里的账"

    # Somebody else typed it while the form was open: theirs is said, and only saving once more goes over it.
    click(pay.figures, "people.pay.figures.edit")
    form = pay.figures.dialog
    services.payroll.figures.put(
        store_id, pay.head.month, figure.person_id, "own_sales", 2_100_000, "另一本账", Was(2_000_000)
    )
    form["own_sales"].setText("20500")
    click(form, "form.ok")
    settle(qtbot, desktop)
    assert form.isVisible() and "21,000.00" in form.said()
    assert pay.figures.table.current().value == 2_100_000
    form["own_sales"].setText("20000")
    click(form, "form.ok")
    settle(qtbot, desktop)
    assert pay.figures.table.current().value == 2_000_000

    # What if: the lines follow the number, and nothing is kept.
    click(pay.figures, "people.pay.figures.try")
    settle(qtbot, desktop)
    tried = pay.dialog
    tried.findChild(object, "people.pay.whatIf.value").setText("30000")
    qtbot.waitUntil(lambda: any(one.change_fen == 2000 for one in tried.table.records_model.records))
    tried.reject()
    click(pay, "people.pay.compute")
    settle(qtbot, desktop)

    # Looked over: who is unusual, what a department costs, how the cost lies to the band.
    pay.views.setCurrentWidget(pay.review)
    settle(qtbot, desktop)
    assert "档位表的区间" in pay.review.band.text()
    assert pay.review.people.records_model.records[0].flags
    assert pay.review.departments.records_model.rowCount() > 1

    click(pay, "people.pay.lock")
    click(pay.dialog, "form.ok")
    settle(qtbot, desktop)
    locked = pay.run
    assert pay.head.state.text() == "已锁定"

    # A corrected report of January comes: told with its amount, and taken into the next open month once.
    with services.ctx.open_uow("late report") as uow:
        mine = (service_days.c.store_id == store_id) & (service_days.c.agent == "谷雨")
        mine &= service_days.c.day == date(2026, 1, 5)
        uow.connection.execute(update(service_days).where(mine).values(sales_fen=service_days.c.sales_fen + 1_000_000))
        uow.touch("imports", "service_days")
        uow.commit()
    qtbot.waitUntil(lambda: pay.views.tabText(3).startswith("更正（"))
    # The bell tells it too, and leads there from anywhere.
    qtbot.waitUntil(
        lambda: (
            desktop.reminders is not None and any(one.kind is ReminderKind.WAGES for one in desktop.reminders.standing)
        ),
        timeout=20_000,
    )
    told = next(one for one in desktop.reminders.standing if one.kind is ReminderKind.WAGES)
    assert str(told.sentence).startswith("Wages of 2026-01, late changes: ")
    desktop.window.open_page("daily")
    desktop.reminders.open(told)
    settle(qtbot, desktop)
    assert pay.views.currentWidget() is pay.corrections and pay.corrections.isVisible()
    corrections = pay.corrections
    qtbot.waitUntil(lambda: "…" not in corrections.note.text())
    change = pick(corrections.changes, lambda one: one.who == "谷雨" and one.way is Way.ADJUST)
    assert (change.month, change.code, change.open_fen) == (date(2026, 1, 1), "own_commission", 2000)
    click(corrections, "people.pay.corrections.takeOver")
    click(corrections.dialog, "form.ok")
    settle(qtbot, desktop)
    qtbot.waitUntil(lambda: "…" not in corrections.note.text())
    assert all(one.who != "谷雨" for one in corrections.late)
    (kept,) = corrections.adjustments.records_model.records
    assert (kept.month, kept.amount_fen) == (date(2026, 3, 1), 2000)

    # A forgotten award is paid apart, at once; then the run is reversed, and only reversed.
    click(corrections, "people.pay.corrections.add")
    form = corrections.dialog
    choose_data(form["original_code"], "award")
    form["amount_fen"].setText("500")
    form["reason"].setText("忘记的奖金")
    choose_data(form["way"], "apart")
    click(form, "form.ok")
    settle(qtbot, desktop)
    run = pick(corrections.runs, lambda one: one.number == 1)
    QTest.keyClick(corrections.runs, Qt.Key.Key_Return)
    settle(qtbot, desktop)
    assert pay.head.state.text() == "单独发放" and pay.run.slips[0].gross_fen == 50_000
    # It is paid by a list of its own.
    click(pay, "people.pay.bank")
    settle(qtbot, desktop)
    bank = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "people.pay.bankDialog")
    assert bank.said.text().startswith("1 ") and bank.ok.isEnabled()
    bank.reject()
    pay.views.setCurrentWidget(corrections)
    settle(qtbot, desktop)
    pick(corrections.runs, lambda one: one.number == run.number)
    click(corrections, "people.pay.corrections.reverse")
    corrections.dialog["reason"].setText("付错人")
    click(corrections.dialog, "form.ok")
    settle(qtbot, desktop)
    assert [one.number for one in corrections.answer.runs if one.month == date(2026, 2, 1)] == [0, 1, 2]
    assert not corrections.reverse.isEnabled() or corrections.runs.current().number != 1
    assert services.payroll.run(store_id, date(2026, 2, 1)) == locked
