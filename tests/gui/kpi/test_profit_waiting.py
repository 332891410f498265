"""The page of profit shows the months that are there and fills the others in; it never shows a part as the whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_table import ProfitTable
from shopdesk.domain.periods import Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.profit_part import ProfitPart
from shopdesk.services.ledger import profit_months
from tests import money_files

DAYS = Period(date(2026, 1, 1), date(2026, 4, 30))


@pytest.fixture
def part(qtbot: QtBot, page_context: PageContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProfitPart:
    """The part on a store whose months take long and are not kept."""
    monkeypatch.setattr(profit_months, "SOON", 5)
    services = page_context.services
    store = services.stores.get(page_context.store_id)
    services.imports.run(money_files.write_all(money_files.Maker(5, 60).shop, tmp_path), store)
    made = ProfitPart(page_context, lambda: DAYS)
    qtbot.addWidget(made)
    return made


def test_months_fill_in_and_until_then_the_page_says_what_lacks(
    qtbot: QtBot, page_context: PageContext, part: ProfitPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[int, str, str]] = []
    say = part._say

    def note(table: ProfitTable) -> None:
        say(table)
        said.append((len(table.waiting), part.said.text(), part.rows.records_model.record(0).title))

    monkeypatch.setattr(part, "_say", note)
    part.show()
    qtbot.waitUntil(lambda: bool(said) and said[-1][0] == 0 and page_context.tasks.idle(), timeout=20_000)
    first, last = said[0], said[-1]
    assert first[0] == 4 and "4 months, 2026-02, 2026-03, 2026-04…" in first[1] and first[2] == "All together so far"
    assert "Still" not in last[1] and last[2] == "All together"
    whole = page_context.services.profit.table(page_context.store_id, DAYS.start, DAYS.end, part.by)
    shown: Any = part.rows.records_model.record(0)
    assert shown.row[Part.SALES] == whole.total[Part.SALES]


def test_where_nothing_can_be_kept_the_page_waits_for_all(
    qtbot: QtBot, page_context: PageContext, part: ProfitPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> bool:
        raise OSError("the disk is full")

    monkeypatch.setattr(page_context.services.profit, "keep_months", full)
    part.show()
    qtbot.waitUntil(lambda: part.table is not None and not part.table.waiting and page_context.tasks.idle())
    assert part.rows.records_model.record(0).title == "All together"


def test_once_something_can_be_kept_again_the_page_waits_for_nothing(
    qtbot: QtBot, page_context: PageContext, part: ProfitPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> bool:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(page_context.services.profit, "keep_months", full)
        part.show()
        qtbot.waitUntil(lambda: part.table is not None and not part.table.waiting and page_context.tasks.idle())
    said: list[str] = []
    say = part._say

    def note(table: ProfitTable) -> None:
        say(table)
        said.append(part.rows.records_model.record(0).title)

    monkeypatch.setattr(part, "_say", note)
    page_context.services.costs.keep(UnitCost(store_id=page_context.store_id, product_id="600001", cost_fen=1_00))
    qtbot.waitUntil(lambda: bool(said) and said[-1] == "All together" and page_context.tasks.idle(), timeout=20_000)
    assert said[0] == "All together so far"
