"""When orders are paid: means of known weekdays, reckoned by hand."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.kpi.pay_hours import AMOUNT, pay_hours
from shopdesk.domain.periods import Period

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
FORTNIGHT = Period(MONDAY, date(2026, 3, 15))


def test_an_hour_without_orders_on_a_known_weekday_is_nothing_and_on_an_unknown_one_is_not_known() -> None:
    known = [MONDAY, date(2026, 3, 9), TUESDAY]
    answer = pay_hours(FORTNIGHT, known, {(0, 20): (3, 90_00), (1, 9): (1, 10_00)}, AMOUNT)
    cells = {point.cells[:2]: point.cells[2:] for point in answer.points}
    assert cells[0, "20:00"][1:] == (45_00, 3, 90_00, 2)
    assert cells[0, "21:00"][1:] == (0, 0, 0, 2)
    assert cells[2, "20:00"][1:4] == (None, None, None)
    assert answer.points[0].cells[0] == 0 and len(answer.points) == 7 * 24


def test_the_best_hours_are_said_with_their_share() -> None:
    answer = pay_hours(FORTNIGHT, [MONDAY, TUESDAY], {(0, 20): (3, 90_00), (1, 9): (1, 10_00)}, AMOUNT)
    assert str(answer.said[0]).startswith("Most is paid on Monday from 20:00: 90.00 an hour")
    assert "90%" in str(answer.said[1]).replace("90.0%", "90%")
