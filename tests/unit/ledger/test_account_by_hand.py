"""The balances of an account from period to period, across stretches that no statement tells."""

from __future__ import annotations

from datetime import date, datetime

from shopdesk.domain.ledger.account import AccountStart, AccountView, DaySum, account_view
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementGap, StatementSource
from shopdesk.domain.periods import By, Period

SPAN = Period(date(2026, 3, 1), date(2026, 3, 31))
ALIPAY = StatementSource.ALIPAY


def moved(day: int, amount: int, account: str = "a", source: StatementSource = ALIPAY) -> DaySum:
    """One line of a day."""
    return DaySum(date(2026, 3, day), source, account, LineKind.SALE, amount, 1)


def gap(after: int, before: int, missing: int) -> StatementGap:
    """A stretch between two days."""
    return StatementGap(ALIPAY, "a", datetime(2026, 3, after, 9), datetime(2026, 3, before, 9), missing)


def view(sums: list[DaySum], gaps: list[StatementGap], by: By = By.DAY, **starts: AccountStart) -> AccountView:
    """The account of March."""
    return account_view(SPAN, by, sums, gaps, gaps, starts)


def test_a_gap_moves_the_balance_where_its_later_line_is() -> None:
    found = view([moved(1, 10), moved(3, 5), moved(4, -1)], [gap(1, 3, 100)], a=AccountStart(1000, 990))
    assert [(row.opening, row.closing) for row in found.rows] == [(1000, 1010), (1110, 1115), (1115, 1114)]
    assert [len(row.gaps) for row in found.rows] == [0, 1, 0] and len(found.totals.gaps) == 1
    assert (found.totals.opening, found.totals.closing, found.totals.change, found.totals.lines) == (1000, 1114, 14, 3)
    assert [found.label(row) for row in found.rows] == ["2026-03-01", "2026-03-03", "2026-03-04"]
    # The missing lines may lie on either of its days and between.
    assert [day.day for day in gap(1, 3, 100).days] == [1, 2, 3] and [day.day for day in gap(3, 3, 1).days] == [3]
    # In one week both lines of the gap are in it.
    week = view([moved(3, 10), moved(5, 5)], [gap(3, 5, 100)], By.WEEK, a=AccountStart(1000, 990))
    assert [(row.opening, row.closing) for row in week.rows] == [(1000, 1115)]
    # March began on a Sunday: its first week has one day.
    assert view([moved(1, 1)], [], By.WEEK, a=AccountStart(0)).rows[0].period == Period(SPAN.start, SPAN.start)


def test_accounts_are_added_up_and_what_states_no_balance_has_none() -> None:
    found = view([moved(1, 10), moved(2, 7, "b")], [], a=AccountStart(100, 50), b=AccountStart(None, 1000))
    assert [(row.opening, row.closing) for row in found.rows] == [(1100, 1110), (1110, 1117)]
    unknown = view([moved(1, 10), moved(1, 4, "b", StatementSource.QIANNIU)], [gap(1, 1, 5)], b=AccountStart())
    assert [(row.opening, row.closing, row.change) for row in unknown.rows] == [(None, None, 14)]
    assert unknown.rows[0][LineKind.SALE] == 14 and unknown.rows[0][LineKind.REFUND] == 0
    other = view([moved(1, 10), moved(1, 4, "a", StatementSource.QIANNIU)], [], a=AccountStart(100))
    assert (other.totals.opening, other.totals.closing) == (100, 110)
    nothing = view([], [], a=AccountStart(100, 100))
    assert nothing.rows == () and nothing.totals.opening is None
