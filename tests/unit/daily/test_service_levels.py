"""Which promises were kept, by hand-made orders; what nobody knows counts in no promise."""

from __future__ import annotations

from datetime import datetime, time

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.service_levels import (
    CUTOFF,
    CUTOFFS,
    Kept,
    PaidOrder,
    left_same_day,
    left_within,
    replied_in_time,
)


def paid(at: str, left: str = "", *, waiting: bool = False) -> PaidOrder:
    shipped = datetime.fromisoformat(left) if left else None
    return PaidOrder(paid_at=datetime.fromisoformat(at), shipped_at=shipped, waiting=waiting)


ORDERS = [
    paid("2026-03-15 09:00", "2026-03-15 17:00"),
    paid("2026-03-15 16:00", "2026-03-15 23:59"),
    paid("2026-03-15 15:00", "2026-03-16 09:00"),
    paid("2026-03-15 16:01", "2026-03-17 16:01"),
    paid("2026-03-15 10:00", waiting=True),
    paid("2026-03-15 10:00"),  # it left, and no report says when
]


def test_what_was_paid_by_the_cut_off_leaves_the_same_day() -> None:
    assert left_same_day(ORDERS, time(16)) == Kept(kept=2, known=4)
    assert left_same_day(ORDERS, time(15)) == Kept(kept=1, known=3)
    assert left_same_day([], time(16)).all_kept is None


def test_within_24_and_48_hours() -> None:
    assert left_within(ORDERS, 24) == Kept(kept=3, known=5)
    assert left_within(ORDERS, 48) == Kept(kept=4, known=5), "48 hours to the minute are kept"
    assert left_within(ORDERS[:1], 24).all_kept is True
    assert left_within(ORDERS, 24).all_kept is False


def test_first_replies_are_means_of_people() -> None:
    assert replied_in_time([30, 31, None, 9]) == Kept(kept=2, known=3)
    assert replied_in_time([None]).all_kept is None


def test_the_usual_cut_offs_can_be_chosen() -> None:
    assert CUTOFF in CUTOFFS and time(15) in CUTOFFS and time(16) in CUTOFFS


@given(st.integers(0, 100), st.integers(1, 72))
def test_more_time_never_keeps_less(minutes: int, hours: int) -> None:
    orders = [*ORDERS, paid("2026-03-15 12:00", f"2026-03-16 12:{minutes % 60:02d}")]
    assert (
        left_within(orders, hours).kept <= left_within(orders, hours + 1).kept <= left_within(orders, hours + 1).known
    )
