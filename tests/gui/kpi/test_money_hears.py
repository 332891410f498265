"""Every part of Money shows the data file's figures when it is looked at again, whatever was changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.ledger.costs import CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.rules import StatementRule
from shopdesk.domain.periods import By, Period
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.part import MoneyPart
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.services.ledger import profit_months
from tests.gui.hands import settle
from tests.stories.money_shop import LATE, MISSING, SECRET, orders_file, statement_file

FEBRUARY = Period(date(2026, 2, 1), date(2026, 3, 16))
PARTS = ("account", "orders", "bridge", "months", "rules", "costs", "profit", "tax")
Change = Callable[[], object]


def money(qtbot: QtBot, context: PageContext, part: str) -> MoneyPart:
    """The page on February with one part in view."""
    made = MoneyPart(context, lambda: FEBRUARY, lambda: By.MONTH)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.tabs.open(part)
    made.show()
    rest(qtbot, context, made)
    return made


def rest(qtbot: QtBot, context: PageContext, widget: QWidget) -> None:
    """Wait until everything asked for is answered, and until what counts rows a moment later has counted them."""
    settle(qtbot, context.tasks)
    qtbot.waitUntil(lambda: not any(one.isActive() for one in widget.findChildren(QTimer) if one.isSingleShot()))


def shown(widget: QWidget) -> list[str]:
    """All words and tables that are in view, in order."""
    found = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    for table in widget.findChildren(RecordTable):
        if table.isVisible():
            model = table.records_model
            found += [str([column.shown(row) for column in model.columns]) for row in model.records]
    return found


def choose_alike(old: QWidget, fresh: QWidget) -> None:
    """What the reader had chosen stays chosen; a page that was just made gets the same, and of each table the top."""
    for one in old.findChildren(QAbstractButton):
        if one.isVisible() and one.isCheckable() and one.isChecked():
            other = fresh.findChild(QAbstractButton, one.objectName())
            if other is not None and not other.isChecked():
                other.click()
    for widget in (old, fresh):
        for table in widget.findChildren(RecordTable):
            table.selectRow(0)


def changes(context: PageContext, folder: Path) -> list[Change]:
    """What owners do elsewhere in the program: every kind of fact that money is made of is changed."""
    services, mine = context.services, context.store_id
    store = services.stores.get(mine)

    def taken_back() -> None:
        services.imports.undo(services.imports.list(mine)[0].id or 0)

    return [
        lambda: services.imports.run_file(orders_file(folder), store),
        lambda: services.imports.run_file(statement_file(folder, "2.csv", left_out=(), more=(LATE,)), store),
        lambda: services.costs.keep(UnitCost(store_id=mine, product_id="台灯", cost_fen=1_000)),
        lambda: services.costs.keep(
            DatedCost(store_id=mine, kind=CostKind.RENT, rhythm=Rhythm.MONTHLY, amount_fen=7_777,
                      first_day=date(2026, 1, 1))
        ),
        lambda: services.setup.fees.add_own(mine, FeeItem.COMMISSION, rate=Decimal("0.05"), source="contract"),
        lambda: services.ledger.save_rule(StatementRule(store_id=mine, words=SECRET, kind=LineKind.COMPENSATION)),
        lambda: services.campaigns.create(
            Campaign(store_id=mine, name="开学季", start=date(2026, 2, 3), end=date(2026, 2, 5),
                     state=CampaignState.RUNNING)
        ),
        taken_back,
        services.history.undo,
    ]  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_what_was_changed_while_a_part_was_hidden_is_there_when_it_is_shown(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(profit_months, "SOON", 1)
    context = page_context
    context.services.setup.start(context.services.stores.get(context.store_id))
    context.services.imports.run_file(
        statement_file(tmp_path, left_out=(MISSING,)), context.services.stores.get(context.store_id)
    )
    old = money(qtbot, context, name)
    told = [shown(old)]
    for number, change in enumerate(changes(context, tmp_path)):
        old.hide()
        change()
        settle(qtbot, context.tasks)
        old.show()
        if number % 2:
            # Hidden again before it has its answer.
            old.hide()
            settle(qtbot, context.tasks)
            old.show()
        rest(qtbot, context, old)
        fresh = money(qtbot, context, name)
        choose_alike(old, fresh)
        for widget in (old, fresh):
            rest(qtbot, context, widget)
        assert shown(old) == shown(fresh), (name, number)
        fresh.hide()
        told.append(shown(old))
    assert len({str(one) for one in told}) > 2
