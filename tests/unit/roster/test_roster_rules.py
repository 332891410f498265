"""Hours, cover and the broken rules of a week, reckoned by hand; the cover's sums are tried with invented spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import Person
from shopdesk.domain.roster import (
    Away,
    Member,
    OpeningHours,
    RosterDay,
    RosterWeek,
    Shift,
    check_shift,
    clock,
    duty_day,
    hours_text,
    on_duty_at,
)
from shopdesk.domain.roster_checks import FindingKind, bands, cover, findings, gaps

MONDAY = date(2026, 3, 16)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]
AROUND = [MONDAY - timedelta(days=1), *WEEK, MONDAY + timedelta(days=7)]


def shift(code: str, starts: str, ends: str, pause: int = 0, **more: object) -> Shift:
    return Shift(store_id=1, code=code, name_zh=code, name_en=code, starts=time.fromisoformat(starts),
                 ends=time.fromisoformat(ends), pause_minutes=pause, **more)  # type: ignore[arg-type]  # fmt: skip


EARLY, LATE = shift("early", "09:00", "17:30", 60), shift("late", "13:30", "22:00", 60)
NIGHT, LONG = shift("night", "22:00", "06:00", 30), shift("long", "08:00", "18:00", 60)
SHIFTS = (EARLY, LATE, NIGHT, LONG)


def person(number: int, name: str, department: str = "service") -> Person:
    return Person(id=number, store_id=1, name=name, department_code=department, role_code=department, hired_on=MONDAY)


def member(number: int, name: str, *, service: bool = True, until: date | None = None) -> Member:
    employed = frozenset(day for day in AROUND if until is None or day <= until)
    return Member(person=person(number, name), employed=employed, service=employed if service else frozenset())


def week(members: list[Member], duties: Mapping[int, str], hours: OpeningHours | None = None) -> RosterWeek:
    """``duties`` has a word for each day from Sunday before to Monday after, ``-`` for nothing."""
    entries = {
        (number, day): RosterDay(store_id=1, person_id=number, day=day, duty=duty)
        for number, line in duties.items()
        for day, duty in zip(AROUND, line.split(), strict=True)
        if duty != "-"
    }
    return RosterWeek(
        store_id=1, monday=MONDAY, members=tuple(members), shifts=SHIFTS, hours=hours or OpeningHours(), entries=entries
    )


def kinds(found: RosterWeek) -> list[FindingKind]:
    return [one.kind for one in findings(found)]


def texts(found: RosterWeek) -> list[str]:
    return [str(one.text) for one in findings(found)]


def test_hours_of_a_shift_leave_the_pause_out_and_may_pass_midnight() -> None:
    assert EARLY.minutes == 7 * 60 + 30
    assert NIGHT.span == (22 * 60, 30 * 60)
    assert NIGHT.minutes == 7 * 60 + 30
    assert EARLY.times == "09:00–17:30"
    assert [hours_text(one) for one in (0, 450, 480, 440, 2640)] == ["0", "7.5", "8", "7.33", "44"]


def test_a_shift_that_nobody_could_work_is_refused_in_words() -> None:
    for wrong, words in (
        (replace(EARLY, name_zh=" "), "Give the shift a name"),
        (replace(EARLY, ends=time(9)), "begins and ends at 09:00"),
        (replace(EARLY, pause_minutes=510), "must be shorter than the shift"),
        (replace(EARLY, pause_minutes=-1), "must be shorter than the shift"),
        (replace(EARLY, name_en="late"), "already a shift called"),
    ):
        with pytest.raises(UserError, match=words):
            check_shift(wrong, [EARLY, LATE], language="en")
    check_shift(replace(EARLY, name_en="late"), [replace(LATE, hidden=True)], language="en")


def test_a_week_in_order_has_no_finding() -> None:
    both = [member(1, "小满"), member(2, "谷雨"), member(3, "白露")]
    found = week(both, {1: "- early early early early early off off -", 2: "- late late late off off late late -",
                        3: "- off off off late late early early -"})  # fmt: skip
    assert texts(found) == []
    assert [found.minutes(number) for number in (1, 2, 3)] == [5 * 450, 5 * 450, 4 * 450]


def test_every_broken_rule_is_said_with_who_when_and_how_much() -> None:
    busy, other = member(1, "小满"), member(2, "谷雨", until=WEEK[2])
    found = week([busy, other], {1: "- early early early long long early early -", 2: "- late late late late - - - -"})
    assert texts(found) == [
        "03-19: nobody of customer service at 18:00–22:00. Give somebody a shift then.",
        "03-20: nobody of customer service at 18:00–22:00. Give somebody a shift then.",
        "03-21: nobody of customer service at 17:30–22:00. Give somebody a shift then.",
        "03-22: nobody of customer service at 17:30–22:00. Give somebody a shift then.",
        "谷雨 is on the roster but not employed on 03-19. Clear these days.",
        "小满 has no day of rest this week. Give one day off.",
        "小满 works 55.5 hours this week. More than 44 is overtime.",
        "小满 works up to 9 hours a day (03-19, 03-20). More than 8 is overtime.",
    ]
    places = {one.kind: (one.person_id, one.day) for one in findings(found)}
    assert places[FindingKind.NOT_EMPLOYED] == (2, WEEK[3])
    assert places[FindingKind.LONG_DAY] == (1, WEEK[3])


def test_exactly_eight_hours_and_exactly_44_are_no_overtime() -> None:
    eight, rest = shift("eight", "09:00", "17:00"), shift("rest", "09:00", "13:00")
    entries = {
        (1, day): RosterDay(store_id=1, person_id=1, day=day, duty="eight" if day != WEEK[5] else "rest")
        for day in WEEK[:6]
    }
    found = replace(week([member(1, "小满", service=False)], {}), shifts=(eight, rest), entries=entries)
    assert found.minutes(1) == 44 * 60
    assert kinds(found) == [FindingKind.FULL_WEEK, FindingKind.NO_SERVICE]
    more = replace(found, shifts=(replace(eight, ends=time(17, 1)), rest))
    assert kinds(more) == [FindingKind.LONG_WEEK, FindingKind.LONG_DAY, FindingKind.NO_SERVICE]


def test_a_shift_past_midnight_covers_the_next_day_and_may_not_run_into_its_shift() -> None:
    hours = OpeningHours(time(0), time(0))
    found = week([member(1, "小满"), member(2, "谷雨")],
                 {1: "night - - - - - - - -", 2: "- long - - - - - - -"}, hours)  # fmt: skip
    covered = cover(found, MONDAY)
    assert covered is not None
    assert [(band.times, band.people) for band in covered] == [
        ("00:00–06:00", 1), ("06:00–08:00", 0), ("08:00–18:00", 1), ("18:00–00:00", 0),
    ]  # fmt: skip
    overlapping = replace(found, shifts=(replace(NIGHT, ends=time(9, 30)), LONG), entries={
        (1, WEEK[0]): RosterDay(store_id=1, person_id=1, day=WEEK[0], duty="night"),
        (1, WEEK[1]): RosterDay(store_id=1, person_id=1, day=WEEK[1], duty="long"),
    })  # fmt: skip
    said = [one for one in findings(overlapping) if one.kind is FindingKind.OVERLAP]
    assert [(one.day, "ends at 09:30, the next begins at 08:00" in str(one.text)) for one in said] == [(WEEK[1], True)]


def test_closing_after_midnight_asks_for_cover_then() -> None:
    found = week([member(1, "小满")], {1: "- late - - - - - - -"}, OpeningHours(time(14), time(1)))
    covered = cover(found, MONDAY)
    assert covered is not None
    assert [gap.times for gap in gaps(covered)] == ["22:00–01:00"]


def test_only_customer_service_covers_and_a_day_without_roster_is_not_blamed() -> None:
    found = week(
        [member(1, "小满"), member(2, "立夏", service=False)],
        {1: "- early - sick - - - - -", 2: "- late - - - - - - -"},
    )
    assert [gap.times for gap in gaps(cover(found, MONDAY) or ())] == ["17:30–22:00"]
    assert cover(found, WEEK[1]) is None
    assert cover(found, WEEK[2]) is None, "one is ill, nobody was given a shift: the store keeps no roster that day"
    all_off = week([member(1, "小满")], {1: "- off - - - - - - -"})
    assert [gap.times for gap in gaps(cover(all_off, MONDAY) or ())] == ["09:00–22:00"]


SPANS = st.lists(
    st.tuples(st.integers(-1440, 2800), st.integers(1, 1440)).map(lambda pair: (pair[0], sum(pair))), max_size=8
)


@given(SPANS, st.integers(0, 1439), st.integers(1, 1440))
def test_bands_tile_the_open_hours_and_count_every_minute_once(
    spans: list[tuple[int, int]], opens: int, length: int
) -> None:
    window = (opens, opens + length)
    found = bands(spans, window)
    assert found[0].start == window[0]
    assert found[-1].end == window[1]
    assert all(one.end == two.start and one.people != two.people for one, two in pairwise(found))
    worked = sum(max(0, min(end, window[1]) - max(start, window[0])) for start, end in spans)
    assert sum((band.end - band.start) * band.people for band in found) == worked
    for band in found:
        middle = (band.start + band.end) / 2
        assert band.people == sum(1 for start, end in spans if start <= middle < end)


def test_little_rest_between_two_shifts_and_a_week_over_forty_hours_are_pointed_out() -> None:
    """From Monday's night shift, which ends at 6:00, two hours are left to a shift at 8:00."""
    tired = week([member(1, "小满")], {1: "- night long off off off off off -"})
    assert "小满 has 2 hours of rest before the shift of 03-17: one ends at 06:00, the next begins at 08:00." in texts(
        tired
    )
    rested = week([member(1, "小满")], {1: "- late early off off off off off -"})
    assert FindingKind.SHORT_REST not in kinds(rested)  # 22:00 to 9:00
    # Eight hours are enough, a minute less is not.
    for ends, short in (("22:00", False), ("22:01", True)):
        shifts = (shift("late", "13:30", ends, 60), shift("dawn", "06:00", "12:00"))
        found = replace(week([member(1, "小满")], {1: "- - - - - - - - -"}), shifts=shifts, entries={
            (1, day): RosterDay(store_id=1, person_id=1, day=day, duty=duty)
            for day, duty in ((WEEK[0], "late"), (WEEK[1], "dawn"))
        })  # fmt: skip
        assert (FindingKind.SHORT_REST in kinds(found)) is short
    # A shift that begins as the night shift ends leaves no rest; only one that begins earlier is two at once.
    for starts, wrong in (("06:00", FindingKind.SHORT_REST), ("05:59", FindingKind.OVERLAP)):
        next_one = replace(found, shifts=(NIGHT, shift("dawn", starts, "12:00")), entries={
            (1, day): RosterDay(store_id=1, person_id=1, day=day, duty=duty)
            for day, duty in ((WEEK[0], "night"), (WEEK[1], "dawn"))
        })  # fmt: skip
        assert set(kinds(next_one)) & {FindingKind.SHORT_REST, FindingKind.OVERLAP} == {wrong}
    full = week([member(1, "小满", service=False)], {1: "- long long early early early off off -"})
    assert full.minutes(1) == 40 * 60 + 30
    assert "小满 works 40.5 hours this week; the usual week has 40." in texts(full)
    usual = week([member(1, "小满", service=False)], {1: "- early early early early early off off -"})
    assert FindingKind.FULL_WEEK not in kinds(usual)


@given(
    st.lists(st.sampled_from(["early", "late", "night", "long", "off", "leave", "sick", "-"]), min_size=9, max_size=9)
)
def test_week_hours_are_the_sum_of_the_days_between_monday_and_sunday(duties: list[str]) -> None:
    found = week([member(1, "小满")], {1: " ".join(duties)})
    worked = {"early": 450, "late": 450, "night": 450, "long": 540}
    expected = sum(worked.get(duty, 0) for duty in duties[1:8])
    assert (found.minutes(1) or 0) == expected
    assert (found.minutes(1) is None) == (set(duties[1:8]) == {"-"})
    assert (FindingKind.LONG_WEEK in kinds(found)) == (expected > 44 * 60)
    assert (FindingKind.NO_REST in kinds(found)) == all(duty in worked for duty in duties[1:8])


# --- who is on duty ---------------------------------------------------------------------------------------------------

TEAM = [person(1, "小满"), person(2, "谷雨"), person(3, "白露"), person(4, "立夏", "design")]


def entry(number: int, duty: str, day: date = MONDAY) -> RosterDay:
    return RosterDay(store_id=1, person_id=number, day=day, duty=duty)


def names(people: tuple[Person, ...]) -> list[str]:
    return [one.name for one in people]


def test_a_day_with_a_roster_has_those_with_a_shift_and_nobody_else() -> None:
    found = duty_day(MONDAY, TEAM, [entry(1, "late"), entry(2, "early"), entry(3, "sick"), entry(9, "early")], SHIFTS)
    assert found.rostered
    assert [(group.shift.code, names(group.people)) for group in found.on_shift] == [
        ("early", ["谷雨"]),
        ("late", ["小满"]),
    ]
    assert names(found.people) == ["谷雨", "小满"]
    assert {kind: names(people) for kind, people in found.away.items()} == {Away.SICK: ["白露"]}
    assert names(found.open) == ["立夏"]


def test_a_day_without_a_roster_has_everybody_employed_but_those_who_are_away() -> None:
    nothing = duty_day(MONDAY, TEAM, [entry(1, "early", WEEK[1])], SHIFTS)
    assert not nothing.rostered
    assert names(nothing.people) == ["小满", "谷雨", "白露", "立夏"]
    ill = duty_day(MONDAY, TEAM, [entry(1, "sick")], SHIFTS)
    assert not ill.rostered
    assert names(ill.people) == ["谷雨", "白露", "立夏"]
    closed = duty_day(MONDAY, TEAM, [entry(number, "off") for number in (1, 2, 3, 4)], SHIFTS)
    assert closed.rostered
    assert closed.people == ()


def test_at_a_moment_those_whose_shift_covers_it_are_there() -> None:
    entries = [entry(1, "early"), entry(2, "late"), entry(3, "night", MONDAY - timedelta(days=1)), entry(4, "off")]

    def there(clock: str) -> set[int]:
        return on_duty_at(datetime.combine(MONDAY, time.fromisoformat(clock)), entries, SHIFTS)

    assert there("05:59") == {3}
    assert there("06:00") == set()
    assert there("09:00") == {1}
    assert there("14:00") == {1, 2}
    assert there("22:00") == set()


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "00:00"), (59, "00:59"), (60, "01:00"), (1439, "23:59"), (1440, "00:00"), (1500, "01:00")],
)
def test_the_clock_begins_anew_at_midnight(minutes: int, shown: str) -> None:
    assert clock(minutes) == shown


def test_until_somebody_says_otherwise_a_store_answers_from_nine_to_ten_in_the_evening() -> None:
    assert OpeningHours().span == (9 * 60, 22 * 60)
