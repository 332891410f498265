"""A page does not wait for months of profit that are to be reckoned: it shows the others and says which are missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_table import ProfitTable, Split
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.services.ledger import profit_months
from tests import money_files

FIRST, LAST = date(2026, 1, 11), date(2026, 4, 20)


@pytest.fixture
def large(app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A store whose months take long; nothing of them is kept."""
    app.services.imports.run(money_files.write_all(money_files.Maker(5, 60).shop, tmp_path), store)
    monkeypatch.setattr(profit_months, "SOON", 5)
    return store.id or 0


def now(app: App, store_id: int, by: Split) -> ProfitTable:
    return app.services.profit.table(store_id, FIRST, LAST, by, patient=False)


@pytest.mark.parametrize("by", [Split.MONTH, Split.PRODUCT])
def test_months_come_one_after_the_other_and_end_as_the_whole(app: App, large: int, by: Split) -> None:
    whole = app.services.profit.table(large, FIRST, LAST, by)
    assert whole.waiting == ()
    table = now(app, large, by)
    assert [f"{one.start:%m}" for one in table.waiting] == ["01", "02", "03", "04"] and not table.empty
    assert table.rows == () and table.total[Part.SALES] is None
    seen = [len(table.waiting)]
    while app.services.profit.keep_months((large,), 0, Period(FIRST, LAST)) or table.waiting:
        table = now(app, large, by)
        seen.append(len(table.waiting))
        # What stands there is of whole months, the newest first, and to the fen what it will be.
        if by is Split.MONTH:
            assert table.rows == whole.rows[len(whole.rows) - len(table.rows) :]
        assert (table.total[Part.SALES] or 0) == sum(row[Part.SALES] or 0 for row in table.rows)
    assert seen == [4, 3, 2, 1, 0]
    assert table == whole


def test_a_change_ends_the_months_that_it_touches_and_the_page_still_has_the_others(app: App, large: int) -> None:
    while app.services.kept.keep_some(60):
        pass
    assert now(app, large, Split.MONTH).waiting == ()
    newest = max(app.services.imports.list(large), key=lambda run: run.id or 0)
    app.services.imports.undo(newest.id or 0)
    left = now(app, large, Split.MONTH)
    assert left.waiting and {row.key for row in left.rows}.isdisjoint(f"{one.start:%Y-%m}" for one in left.waiting)


def test_the_months_that_somebody_waits_for_come_first(app: App, large: int) -> None:
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    app.services.profit.keep_months((large,), 0, january)
    assert app.services.profit.table(large, january.start, january.end, patient=False).waiting == ()
    assert len(now(app, large, Split.MONTH).waiting) == 3


@pytest.mark.parametrize("first", [date(2024, 1, 1), date(2026, 4, 1)])
@pytest.mark.parametrize("last", [date(2026, 4, 2), date(2027, 12, 31)])
def test_days_beyond_the_figures_are_no_months_to_wait_for(app: App, large: int, first: date, last: date) -> None:
    table = app.services.profit.table(large, first, last, patient=False)
    assert table.waiting and table.period is not None
    assert all(one.overlaps(table.period) for one in table.waiting)
    assert app.services.profit.table(large, date(2020, 1, 1), date(2020, 2, 1), patient=False).empty


def test_a_small_store_is_reckoned_at_once(app: App, store: Store, tmp_path: Path) -> None:
    app.services.imports.run(money_files.write_all(money_files.Maker(5, 60).shop, tmp_path), store)
    table = now(app, store.id or 0, Split.PRODUCT)
    assert table.waiting == () and table == app.services.profit.table(store.id or 0, FIRST, LAST, Split.PRODUCT)
