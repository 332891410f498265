"""The sums of months stand under the headings that name them, and the words of a line are whole somewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.periods import By, Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.account_part import AccountPart
from shopdesk.gui.pages.kpi.money.months_part import MonthsPart
from shopdesk.gui.pages.kpi.money.rules_part import RulesPart
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import set_language
from tests.stories.money_shop import LATE, MISSING, statement_file

FEBRUARY = date(2026, 2, 1)
LONG = "平台品牌营销活动服务费用分摊（第一期）—按店铺成交占比结算，含满减补贴与直播佣金差额，请以活动协议第三条为准"


def said(table: RecordTable, row: int) -> dict[str, str]:
    """What a row shows under each heading."""
    model, across = table.model(), Qt.Orientation.Horizontal
    return {
        str(model.headerData(place, across)): str(model.index(row, place).data() or "")
        for place in range(model.columnCount())
    }


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ("Figure", "Now", "Before", "Change")), ("zh_CN", ("数字", "现在", "之前", "变化"))],
)
def test_a_closed_month_shows_what_is_now_and_what_was_before(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path, language: str, names: tuple[str, ...]
) -> None:
    set_language(language)
    services, store = page_context.services, page_context.store
    services.imports.run_file(statement_file(tmp_path), store)
    services.matching.months.close(store.id or 0, FEBRUARY)
    services.imports.run_file(statement_file(tmp_path, "later.csv", left_out=(MISSING,), more=(LATE,)), store)
    part = MonthsPart(page_context)
    qtbot.addWidget(part)
    part.show()
    qtbot.waitUntil(lambda: part.figures.records_model.rowCount() > 3 and page_context.tasks.idle())
    rows = {one.code: place for place, one in enumerate(part.figures.records_model.records)}
    # 33.00 were given away, which the month did not know when it was closed.
    figures = [said(part.figures, rows["donation"])[name] for name in names[1:]]
    assert figures == ["-33.00", "0.00", "-33.00"]
    sale = [said(part.figures, rows["sale"])[name] for name in names[1:]]
    assert sale == ["485.00", "485.00", "—"], "what did not change has no change"


def test_an_account_by_month_opens_with_what_was_there_before(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    page_context.services.imports.run_file(statement_file(tmp_path), page_context.store)
    part = AccountPart(page_context, lambda: Period(FEBRUARY, date(2026, 2, 28)), lambda: By.MONTH)
    qtbot.addWidget(part)
    part.show()
    qtbot.waitUntil(lambda: part.table.records_model.rowCount() == 1 and page_context.tasks.idle())
    row = said(part.table, 0)
    # By hand: 10,000.00 at first, 391.00 less by the lines, 88.00 more by the one that is missing.
    assert (row["Opening balance"], row["Closing balance"]) == ("10,000.00", "9,697.00")


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_words_of_a_line_without_a_kind_are_whole(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path, width: int
) -> None:
    more = [("2026-02-25 12:00:00", "-1.00", "其它", LONG, "")]
    page_context.services.imports.run_file(statement_file(tmp_path, more=more), page_context.store)
    part = RulesPart(page_context)
    qtbot.addWidget(part)
    part.resize(width - 176, 420)
    part.show()
    table = part.unknown
    qtbot.waitUntil(lambda: table.records_model.rowCount() == 3 and page_context.tasks.idle())
    place = next(row for row, found in enumerate(table.records_model.records) if found.line.remark == LONG)
    column = next(number for number, one in enumerate(table.records_model.columns) if one.name == "remark")
    assert table.model().index(place, column).data(Qt.ItemDataRole.ToolTipRole) == LONG
    # The column begins within the list, and below it the whole words stand in lines that are not cut.
    assert table.columnViewportPosition(column) + 100 < table.viewport().width()
    table.selectRow(place)
    shown = table.whole.text().replace("\u200b", "")
    assert shown == f"{LONG} · 其它"
    qtbot.waitUntil(lambda: table.whole.height() >= table.whole.heightForWidth(table.whole.width()))
    assert table.whole.visibleRegion().boundingRect() == table.whole.rect()
    table.selectRow(1 - min(place, 1))
    assert LONG not in table.whole.text().replace("\u200b", "")
