"""Story: the owner fills in what insurance, tax and bank need, gives accounts to people, and looks up the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import insert

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.storage.tables.figures import service_days
from tests.gui.hands import choose_data, click, click_on
from tests.storage.test_payroll_cli import march

FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def part(qtbot: QtBot, page_context: PageContext, settle: Any, tmp_path: Path) -> Any:
    """Four people since February, an account of the service exports that is nobody's, and the part in view."""
    services, store_id = page_context.services, page_context.store_id
    services.payroll.load(store_id, FEBRUARY, march(tmp_path / "in.xlsx"))
    with services.ctx.engine.begin() as connection:
        row = {"store_id": store_id, "agent": "旗舰店:小满", "day": date(2026, 2, 3), "sales_fen": 30_000}
        connection.execute(insert(service_days), row)
    page = PeoplePage(page_context)
    qtbot.addWidget(page)
    page.resize(1240, 740)
    page.show()
    page.activateWindow()
    settle()
    opened = page.tabs.open("paydata")
    settle()
    return opened


def types(line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def cell(part: Any, name: str, person: str) -> str:
    model = part.table.records_model
    column = [one.name for one in model.columns].index(name)
    return str(model.index(model.row_of(lambda row: row.name == person), column).data())


def choose_person(part: Any, name: str) -> None:
    model = part.table.records_model
    click_on(part.table, model.index(model.row_of(lambda row: row.name == name), 0))


def test_pay_data_are_filled_in_month_by_month(part: Any, settle: Any) -> None:
    assert part.month == MARCH
    assert cell(part, "missing", "小满") == "bank account"
    assert "4 people lack something." in part.state.text()
    choose_person(part, "小满")
    settle()
    click(part, "people.paydata.edit")
    form = part.dialog
    types(form["bank_account"], "123")
    click(form, "form.ok")
    settle()
    assert form.isVisible() and "whole account number" in form.said()
    types(form["bank_account"], "6222 0200 0012 3456")
    types(form["bank_name"], "CMB West Lake")
    types(form["social_base_fen"], "6000")
    QTest.keyClick(form["insured"], Qt.Key.Key_Space)
    click(form, "form.ok")
    settle()
    assert cell(part, "bank_account", "小满") == "•••• 3456"
    assert cell(part, "bank_name", "小满") == "CMB West Lake"
    assert (cell(part, "missing", "小满"), cell(part, "insured", "小满")) == ("—", "no")
    newest = [(entry.since, entry.code) for entry in part.history.table.records_model.records[:4]]
    assert newest == [(MARCH, "social_base_fen"), (MARCH, "insured"), (MARCH, "bank_name"), (MARCH, "bank_account")]
    assert "6222" not in part.history.table.records_model.as_text()

    # February is as it was; what was typed for March can be taken back.
    click(part, "people.paydata.earlier")
    settle()
    assert cell(part, "social_base_fen", "小满") == "5,000.00" and cell(part, "insured", "小满") == "yes"
    click(part, "people.paydata.later")
    settle()
    history = part.history.table
    click_on(history, history.records_model.index(0, 0))
    click(part, "people.paydata.takeBack")
    settle()
    assert cell(part, "social_base_fen", "小满") == "5,000.00"


def test_two_people_at_the_pay_data_of_one(part: Any, page_context: PageContext, settle: Any) -> None:
    paydata, store_id = page_context.services.paydata, page_context.store_id

    def kept() -> Any:
        return next(row for row in paydata.view(store_id, MARCH).rows if row.name == "小满")

    choose_person(part, "小满")
    settle()
    click(part, "people.paydata.edit")
    form = part.dialog
    # What somebody else changed in other fields while the form was open is kept beside what is typed here.
    paydata.save(store_id, MARCH, replace(kept(), social_base_fen=6_000_00))
    types(form["bank_name"], "CMB West Lake")
    click(form, "form.ok")
    settle()
    assert not isValid(form)  # it is gone once all is kept
    assert (kept().social_base_fen, kept().bank_name) == (6_000_00, "CMB West Lake")

    # The same field is asked about with both values, and nothing is kept until that is answered.
    click(part, "people.paydata.edit")
    form = part.dialog
    paydata.save(store_id, MARCH, replace(kept(), social_base_fen=7_000_00))
    types(form["social_base_fen"], "8000")
    click(form, "form.ok")
    settle()
    assert form.isVisible() and kept().social_base_fen == 7_000_00
    asked = form.findChild(QPushButton, "form.theirs.take.social_base_fen").parentWidget()
    assert any("7,000.00" in label.text() for label in asked.findChildren(QLabel))
    click(form, "form.ok")
    settle()
    assert not isValid(form) and kept().social_base_fen == 8_000_00


def test_rows_from_a_spreadsheet_fill_the_table(part: Any, settle: Any) -> None:
    QApplication.clipboard().setText(
        "Name\tBank account\tCity\n小满\t62220200001234\t上海\n谷雨\t12\t杭州\n谁\t62220200001234\t杭州"
    )
    part.list.paste()
    preview = part.list.dialog
    assert preview is not None
    click(preview, "form.ok")
    settle()
    assert cell(part, "bank_account", "小满") == "•••• 1234"
    assert cell(part, "missing", "小满") == "rates of the city"
    said = preview.table.records_model.as_text()
    assert "whole account number" in said and "谁 does not work here" in said
    preview.reject()
    assert cell(part, "bank_account", "谷雨") == "—"


def test_an_account_of_the_exports_is_given_to_a_person(part: Any, page_context: PageContext, settle: Any) -> None:
    assert "1 service accounts are nobody's" in part.state.text() or "1 service account is" in part.state.text()
    click(part, "people.paydata.accounts")
    settle()
    dialog = part.dialog
    assert "nobody's" in dialog.head.text()
    (account,) = dialog.table.records_model.records
    assert (account.account, account.sales_fen, account.person) == ("旗舰店:小满", 30_000, "")
    who = next(one for one in page_context.services.people.everyone(page_context.store_id) if one.name == "小满")
    choose_data(dialog.person, who.id)
    settle()
    assert dialog.head.text() == "Every account is somebody's."
    assert dialog.table.records_model.records[0].person == "小满"
    dialog.accept()
    settle()
    assert "nobody's" not in part.state.text()


def test_the_law_is_looked_up_and_an_own_value_put_over_it(part: Any, page_context: PageContext, settle: Any) -> None:
    click(part, "people.paydata.law")
    settle()
    law = part.dialog
    assert "no tax adviser" in law.findChild(object, "people.law.limits").text()
    model = law.table.records_model

    def row() -> Any:
        return next(one for one in model.records if one.rule == "minimum_wage")

    assert row().holds.city == "杭州" and not row().holds.ref.verified
    law.table.select(lambda one: one.rule == "minimum_wage")
    assert not law.shipped.isEnabled()
    click(law, "people.law.own")
    form = law.dialog
    types(form["value"], "2660")
    click(form, "form.ok")
    settle()
    assert "Source" in form.said()
    types(form["source"], "Notice of March 2026")
    click(form, "form.ok")
    settle()
    assert row().holds.value == 2660_00 and row().holds.ref.own
    law.table.select(lambda one: one.rule == "tax_rate")
    assert not law.own.isEnabled()
    law.table.select(lambda one: one.rule == "minimum_wage")
    click(law, "people.law.shipped")
    settle()
    assert row().holds.value == 2490_00

    types(law.bonus.widget, "36001")
    assert "3,390.10" in law.both.text() and "a bonus of 36,000.00 leaves 2,309.10 more" in law.both.text()
    law.accept()


def test_a_locked_month_is_shown_and_stays(part: Any, page_context: PageContext, settle: Any) -> None:
    payroll, store_id = page_context.services.payroll, page_context.store_id
    payroll.compute(store_id, FEBRUARY)
    payroll.lock(store_id, FEBRUARY)
    settle()
    click(part, "people.paydata.earlier")
    settle()
    assert not part.edit.isEnabled() and "locked" in part.state.text()
    choose_person(part, "小满")
    settle()
    history = part.history.table
    click_on(history, history.records_model.index(0, 0))
    assert not part.history.back.isEnabled() and "locked" in part.history.back.toolTip()
