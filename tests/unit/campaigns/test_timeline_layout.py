"""A year's timeline: every day of every campaign is shown once, nothing lies over anything, loads add up."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import DAYS_AFTER
from shopdesk.gui.pages.promotions.timeline_layout import pieces, stretch, week_loads

DAYS = st.dates(date(2025, 11, 1), date(2027, 2, 1))


@st.composite
def campaigns(draw: st.DrawFn) -> list[Campaign]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(DAYS)
        warm_up = draw(st.none() | st.integers(0, 20))
        made.append(
            Campaign(
                id=number + 1, store_id=1, name=f"c{number}", start=start,
                end=start + timedelta(days=draw(st.integers(0, 60))),
                warm_up_on=None if warm_up is None else start - timedelta(days=warm_up),
            )
        )  # fmt: skip
    return made


@given(campaigns())
def test_every_day_is_shown_once_and_nothing_is_covered(held: list[Campaign]) -> None:
    found = pieces(held, 2026)
    shown: Counter[tuple[int | None, date]] = Counter()
    places: Counter[tuple[date, int]] = Counter()
    for one in found:
        assert one.first.month == one.last.month == one.month and one.first <= one.last
        for step in range((one.last - one.first).days + 1):
            day = one.first + timedelta(days=step)
            shown[one.stretch.campaign.id, day] += 1
            places[day, one.lane] += 1
    assert set(places.values()) <= {1} and set(shown.values()) <= {1}
    wanted = set()
    for one in held:
        begin = min(one.warm_up_on or one.start, one.start)
        days = (one.end + timedelta(days=DAYS_AFTER) - begin).days + 1
        wanted |= {(one.id, begin + timedelta(days=step)) for step in range(days)}
    assert set(shown) == {(number, day) for number, day in wanted if day.year == 2026}


def test_a_warm_up_that_begins_later_than_the_sale_takes_nothing_away() -> None:
    odd = Campaign(
        id=1, store_id=1, name="x", start=date(2026, 3, 1), end=date(2026, 3, 2), warm_up_on=date(2026, 3, 9)
    )
    assert (stretch(odd).first, stretch(odd).last) == (date(2026, 3, 1), date(2026, 3, 9))


@given(st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 9)), st.integers(1, 12))
def test_loads_of_weeks_add_up_to_the_month(due: dict[date, int], month: int) -> None:
    found = week_loads(due, 2026, month)
    assert sum(count for _first, _last, count in found) == sum(n for day, n in due.items() if day.month == month)
    assert [first for first, _last, _count in found[1:]] == [last + 1 for _first, last, _count in found[:-1]]
    assert all(date(2026, month, first).weekday() == 0 for first, _last, _count in found[1:])
    for first, last, count in found:
        assert count == sum(due.get(date(2026, month, number), 0) for number in range(first, last + 1))
