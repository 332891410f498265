"""When a day's form looks otherwise by the clock alone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from shopdesk.domain.daily.checklist import Area, Form, Item
from shopdesk.domain.daily.sheet import next_turn
from shopdesk.domain.daily.timetable import TimetableEntry

DAY = date(2026, 3, 16)
CHECK = Item(code="a1", area="a", zh="查", en="Check", opens=time(8), due=time(10))
OTHER_DAY = Item(code="a2", area="a", zh="查", en="Check", opens=time(7), due=time(7, 10), weekdays=(5,))
ROUND = TimetableEntry(code="x", time=time(12), end=time(13), zh="看", en="Look")
FORM = Form(areas=(Area(code="a", zh="甲", en="A"),), items=(CHECK, OTHER_DAY), timetable=(ROUND,))


@pytest.mark.parametrize(
    ("now", "turns"),
    [
        ("00:00:00", "08:00:00"),
        ("07:59:59", "08:00:00"),
        ("08:00:00", "09:30:00"),
        ("09:30:00", "10:00:00"),
        ("10:00:00", "10:00:01"),
        ("10:00:01", "12:00:00"),
        ("12:00:00", "13:00:00"),
        ("13:00:00", None),
    ],
)
def test_a_form_opens_has_half_an_hour_left_is_late_and_its_blocks_come_and_go(now: str, turns: str | None) -> None:
    moment = datetime.combine(DAY, time.fromisoformat(now))
    found = next_turn(FORM, DAY, moment)
    assert found == (turns and datetime.combine(DAY, time.fromisoformat(turns)))
    for other in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        assert next_turn(FORM, other, moment) is None, "only today has a clock"


def test_a_form_without_times_never_turns() -> None:
    plain = Form(areas=FORM.areas, items=(Item(code="a1", area="a", zh="查", en="Check"),))
    assert next_turn(plain, DAY, datetime.combine(DAY, time(9))) is None
