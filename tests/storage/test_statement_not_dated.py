"""A statement that does not say when it was exported covers no day that was still to come when it was imported."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.matched import OrderState
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from tests.statement_files import Form, Line, balanced, write_statement
from tests.stories.money_shop import FINE, NO_MONEY, REFUNDED, SHORT, orders_file

FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
UNDATED = Form(first=FEBRUARY.start, last=FEBRUARY.end, foot=False)


def no_money(app: App, store: Store) -> set[str]:
    found = app.services.matching.every_order(store.id or 0, FEBRUARY.start, FEBRUARY.end, OrderState.NO_MONEY)
    return {order.order_no for order in found}


def covered_to(app: App, store: Store) -> date | None:
    return app.services.ledger.coverage(store.id or 0).last_day


def test_days_to_come_are_covered_by_a_later_download_only(
    app: App, store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    imports = app.services.imports
    imports.run_file(orders_file(tmp_path), store)
    clock.set(datetime(2026, 2, 15, 9))
    first = write_statement(tmp_path / "alipay.csv", [], UNDATED)
    begun = imports.run_file(first, store).run
    assert covered_to(app, store) == date(2026, 2, 15)
    # Confirmed on the 10th and 11th; the other two, of the 13th and 14th, may still be paid.
    assert no_money(app, store) == {FINE, SHORT}

    # The same download says no more however late it is read; under another name it is a new one of a quiet month.
    clock.set(datetime(2026, 3, 5, 9))
    assert imports.run_file(first, store).run.id is None
    assert covered_to(app, store) == date(2026, 2, 15)
    later = imports.run_file(shutil.copy(first, tmp_path / "alipay (1).csv"), store).run
    assert later.id is not None
    assert covered_to(app, store) == FEBRUARY.end
    assert no_money(app, store) == {FINE, SHORT, NO_MONEY, REFUNDED}
    imports.undo(later.id)
    assert (covered_to(app, store), no_money(app, store)) == (date(2026, 2, 15), {FINE, SHORT})
    imports.undo(begun.id or 0)
    assert imports.run_file(first, store).run.id is not None
    assert covered_to(app, store) == date(2026, 2, 15), "it was downloaded when it was first imported"


def test_more_lines_under_the_same_head_cover_more_and_no_gap_is_made(
    app: App, store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    days = (3, 12, 20, 27)
    lines = balanced([Line(str(day), datetime(2026, 2, day, 12), -100, "", "其它", "公益宝贝捐赠") for day in days])
    clock.set(datetime(2026, 2, 14, 9))
    put = [write_statement(tmp_path / name, part, UNDATED) for name, part in (("a.csv", lines[:2]), ("b.csv", lines))]
    app.services.imports.run_file(put[0], store)
    assert covered_to(app, store) == date(2026, 2, 14)
    clock.set(datetime(2026, 3, 1, 9))
    app.services.imports.run_file(put[1], store)
    found = app.services.ledger.coverage(store.id or 0)
    assert (found.covered, found.uncovered, found.gaps) == ((FEBRUARY,), (), ())
    # March begins where February ends, so the calendar has no hole between them.
    march = Form(first=date(2026, 3, 1), last=date(2026, 3, 31), foot=False)
    app.services.imports.run_file(write_statement(tmp_path / "c.csv", [], march), store)
    assert app.services.ledger.coverage(store.id or 0).covered == (Period(FEBRUARY.start, date(2026, 3, 1)),)


def test_a_month_that_is_still_to_come_says_nothing_and_is_refused_in_words(
    app: App, store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    clock.set(datetime(2026, 1, 20, 9))
    empty = write_statement(tmp_path / "a.csv", [], UNDATED)
    with pytest.raises(UserError, match=r"a\.csv has headings but no rows\. Choose another period"):
        app.services.imports.run_file(empty, store)
    assert covered_to(app, store) is None
    # With lines the machine's clock is behind: what stands there was known.
    line = balanced([Line("1", datetime(2026, 2, 9, 12), -100, "", "其它", "公益宝贝捐赠")])
    app.services.imports.run_file(write_statement(tmp_path / "b.csv", line, UNDATED), store)
    assert covered_to(app, store) == date(2026, 2, 9)
