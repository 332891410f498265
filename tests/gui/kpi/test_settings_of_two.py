"""Bars of alerts and weights of days edited in two programs at once: both are kept, or the form asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.kpi.chosen import Tile
from shopdesk.domain.target_weights import TargetWeights
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.limits_dialog import LimitsDialog
from shopdesk.gui.pages.kpi.target_view import SplitBasis
from shopdesk.gui.pages.kpi.tiles_dialog import TilesDialog
from shopdesk.gui.pages.kpi.weights_dialog import WeightsDialog

EVEN = (Decimal(1),) * 7


@pytest.fixture
def other(page_context: PageContext) -> Iterator[App]:
    opened = open_app(page_context.app.paths.data, "en", clock=page_context.clock)
    yield opened
    opened.close()


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """What the dialogs belong to: one that is closed is gone."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown_limits(host: QWidget, context: PageContext) -> LimitsDialog:
    dialog = LimitsDialog(context, context.services.alerts.limits(context.store_id), host)
    dialog.open()
    return dialog


def test_bars_that_two_people_change_are_both_kept(
    host: QWidget, page_context: PageContext, other: App, settle: Callable[[], None]
) -> None:
    alerts, store = page_context.services.alerts, page_context.store_id
    dialog = shown_limits(host, page_context)
    begun = alerts.limits(store)
    other.services.alerts.set_limits(store, replace(begun, stock_days=30))
    dialog.editors["stale_days"].set_value(5)
    dialog.ok.click()
    settle()
    assert not host.findChildren(LimitsDialog)
    assert alerts.limits(store) == replace(begun, stock_days=30, stale_days=5)


def test_a_bar_that_both_change_is_asked_about_and_neither_goes_unseen(
    host: QWidget, page_context: PageContext, other: App, settle: Callable[[], None]
) -> None:
    alerts, store = page_context.services.alerts, page_context.store_id
    dialog = shown_limits(host, page_context)
    begun = alerts.limits(store)
    other.services.alerts.set_limits(store, replace(begun, stock_days=30))
    dialog.editors["stock_days"].set_value(20)
    dialog.ok.click()
    settle()
    assert dialog.isVisible()
    assert alerts.limits(store).stock_days == 30
    assert "changed this too" in dialog._theirs.said.text()
    dialog.ok.click()  # seen, it is meant
    settle()
    assert not host.findChildren(LimitsDialog)
    assert alerts.limits(store) == replace(begun, stock_days=20)


def test_weights_that_two_people_change_are_both_kept_and_asked_about_where_they_are_the_same(
    host: QWidget, page_context: PageContext, other: App, settle: Callable[[], None]
) -> None:
    targets, store = page_context.services.targets, page_context.store_id
    targets.set_weights(store, TargetWeights(weekdays=EVEN))
    basis = SplitBasis(
        weights=targets.weights(store), past=EVEN, year=2026, months=(Decimal(1),) * 12, known=()
    )  # fmt: skip
    dialog = WeightsDialog(page_context, basis, host)
    dialog.open()
    other.services.targets.set_weights(store, TargetWeights(weekdays=EVEN, campaign=Decimal(3)))
    dialog.editors["day1"].set_value(Decimal(2))
    dialog.ok.click()
    settle()
    both = TargetWeights(weekdays=(Decimal(2), *EVEN[1:]), campaign=Decimal(3))
    assert targets.weights(store) == both
    again = WeightsDialog(page_context, replace(basis, weights=both), host)
    again.open()
    other.services.targets.set_weights(store, replace(both, campaign=Decimal(4)))
    again.editors["campaign"].set_value(Decimal(5))
    again.ok.click()
    settle()
    assert again.isVisible()
    assert targets.weights(store).campaign == 4
    again.ok.click()
    settle()
    assert targets.weights(store) == replace(both, campaign=Decimal(5))


def test_figures_that_another_program_chose_meanwhile_are_told_and_not_written_over(
    host: QWidget, page_context: PageContext, other: App, settle: Callable[[], None]
) -> None:
    kpis, store = page_context.services.kpi, page_context.store_id
    mine, theirs = (Tile("paid_amount"), Tile("orders")), (Tile("page_views"), Tile("aov"))
    dialog = TilesDialog(page_context, mine, host)
    dialog.open()
    other.services.kpi.choose_tiles(store, theirs)
    dialog.save.click()
    settle()
    assert dialog.isVisible() and kpis.tiles(store) == theirs
    assert "Somebody else chose other figures: Page views, " in dialog.problem.text()
    assert dialog.list.ticked() == ("paid_amount", "orders"), "what was ticked stays"
    dialog.save.click()  # seen, it is meant
    settle()
    assert not dialog.isVisible() and kpis.tiles(store) == mine


def test_figures_that_both_chose_alike_are_no_question(
    host: QWidget, page_context: PageContext, other: App, settle: Callable[[], None]
) -> None:
    store, mine = page_context.store_id, (Tile("paid_amount"), Tile("orders"))
    dialog = TilesDialog(page_context, mine, host)
    dialog.open()
    other.services.kpi.choose_tiles(store, mine)
    dialog.save.click()
    settle()
    assert not dialog.isVisible() and page_context.services.kpi.tiles(store) == mine
