"""What is said of the money that somebody should look at, and where that stands."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.ledger.alerts import ChangedMonth, OpenOrders, Unclassified, money_alerts, place_of
from shopdesk.domain.ledger.matching import OrderState
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

SPAN = Period(date(2026, 1, 1), date(2026, 3, 31))
NO_LINES = Unclassified(0, 0)


def changed(figures: int) -> ChangedMonth:
    return ChangedMonth(date(2026, 2, 1), figures, Text("Profit"), -123_45, Text("A file came late."))


def said(found: list[Alert]) -> list[str]:
    return [str(one.text) for one in found]


def test_orders_that_lack_money_are_said_by_their_state_and_others_are_not() -> None:
    found = money_alerts(
        SPAN,
        [],
        [OpenOrders(state, 3, -50_00) for state in OrderState] + [OpenOrders(OrderState.SHORT, 0, 0)],
        NO_LINES,
    )
    assert said(found) == [
        "3 orders brought too little, 50.00 together.",
        "3 confirmed orders brought no money; 50.00 is lacking.",
    ]
    assert [place_of(one) for one in found] == [("orders", "short"), ("orders", "no_money")]
    assert all(one.period == SPAN for one in found)


def test_a_closed_month_that_changed_says_how_many_of_its_figures_did() -> None:
    one, several = money_alerts(SPAN, [changed(1), changed(4)], [], NO_LINES)
    assert str(one.text) == "2026-02 was closed, and Profit changed since by -123.45. A file came late."
    assert str(several.text) == (
        "2026-02 was closed, and 4 of its figures changed since: Profit by -123.45. A file came late."
    )
    assert one.period == Period(date(2026, 2, 1), date(2026, 2, 28)) and place_of(one) == ("months", "")


def test_lines_that_no_rule_knows_are_said_where_there_are_any() -> None:
    assert money_alerts(SPAN, [], [], NO_LINES) == []
    (found,) = money_alerts(SPAN, [], [], Unclassified(2, -7_00))
    assert str(found.text) == "Statement lines of no known kind: 2, -7.00 together. Add a rule for them."
    assert place_of(found) == ("rules", "")
