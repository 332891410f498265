"""What deserves a reminder: said once, not in quiet hours, late is a new thing to say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.checklist import Item
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.reminders import (
    Reminder,
    ReminderKind,
    dated_reminder,
    grouped,
    in_order,
    is_quiet,
    item_reminders,
    may_speak,
    named,
    not_said_yet,
    problem_reminders,
    said_after,
)
from shopdesk.domain.daily.sheet import SheetLine
from shopdesk.domain.daily.worksheet import standing

DAY = date(2026, 3, 16)


def line(clock: str, *, code: str = "a.1", due: time | None = time(10)) -> SheetLine:
    item = Item(code=code, area="a", zh="横幅正确", en="Banners right", due=due)
    now = datetime.combine(DAY, time.fromisoformat(clock))
    return SheetLine(number=1, item=item, answer=None, standing=standing(item, None, DAY, now))


def items(clock: str, **values: time | str | None) -> list[Reminder]:
    return item_reminders(1, DAY, [line(clock, **values)], (), "en")  # type: ignore[arg-type]


def test_an_item_is_said_when_due_and_once_more_when_late() -> None:
    assert items("09:00") == []
    (due,) = items("09:45")
    assert str(due.sentence) == "Check due: Banners right (until 10:00)"
    (late,) = items("10:30")
    assert str(late.sentence) == "Check late: Banners right (due 10:00)"
    assert not_said_yet([late], {due.key}) == [late]
    assert items("12:00")[0].key == late.key


def test_what_has_no_time_or_is_answered_by_the_data_is_never_said() -> None:
    assert items("23:00", due=None) == []
    assert item_reminders(1, DAY, [line("11:00")], {"a.1"}, "en") == []


def test_problems_are_said_on_their_day_and_when_overdue() -> None:
    due = Problem(id=7, store_id=1, title="横幅", opened_on=DAY - timedelta(days=3), due=DAY)
    assert [str(one.sentence) for one in problem_reminders([due], DAY)] == ["Problem due today: 横幅"]
    assert problem_reminders([due], DAY - timedelta(days=1)) == []
    (late,) = problem_reminders([due], DAY + timedelta(days=2))
    assert late.late
    closed = Problem(id=8, store_id=1, title="x", opened_on=DAY, due=DAY, state=ProblemState.CLOSED)
    assert problem_reminders([closed], DAY) == []


def test_documents_are_said_ahead_milestones_on_their_day() -> None:
    ahead = DAY + timedelta(days=20)
    document = dated_reminder(1, ReminderKind.DOCUMENT, 3, "营业执照", ahead, DAY)
    assert document is not None
    assert str(document.sentence) == f"Document runs out: 营业执照 ({ahead})"
    assert dated_reminder(1, ReminderKind.MILESTONE, 3, "报名", ahead, DAY) is None
    milestone = dated_reminder(1, ReminderKind.MILESTONE, 3, "报名", DAY - timedelta(days=1), DAY)
    assert milestone is not None
    assert milestone.late


def test_late_comes_first() -> None:
    late, due = items("10:30")[0], items("09:45")[0]
    assert in_order([due, late]) == [late, due]


def test_a_short_message_names_one_of_each_kind_first_in_their_order() -> None:
    checks = [one for number in range(5) for one in items("10:30", code=f"a.{number}")]
    problem = dated_reminder(1, ReminderKind.STEP, 7, "报名", DAY, DAY)
    assert problem is not None
    many = [*checks, problem]
    assert named(many, 4) == [*checks[:3], problem]
    assert named(many, 9) == many
    assert named(checks, 4) == checks[:4]
    assert named([], 4) == []


@given(st.sets(st.integers(0, 9)), st.lists(st.sets(st.integers(0, 9)), max_size=6))
def test_each_is_said_once_while_it_stands(first: set[int], later: list[set[int]]) -> None:
    said: frozenset[str] = frozenset()
    standing_before: set[int] = set()
    for now in [first, *later]:
        reminders = [dated_reminder(1, ReminderKind.MILESTONE, number, "报名", DAY, DAY) for number in sorted(now)]
        known = [one for one in reminders if one is not None]
        fresh = not_said_yet(known, said)
        assert {one.record_id for one in fresh} == now - standing_before
        said = said_after(known, said, fresh)
        standing_before = now


@pytest.mark.parametrize(
    ("clock", "quiet"), [("20:29", False), ("20:30", True), ("23:59", True), ("07:59", True), ("08:00", False)]
)
def test_quiet_hours_go_over_midnight(clock: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(clock), time(20, 30), time(8)) is quiet


def test_equal_ends_mean_no_quiet_hours() -> None:
    assert not is_quiet(time(3), time(8), time(8))
    assert is_quiet(time(13), time(12), time(14))


def test_off_and_paused_are_silent_and_a_pause_ends() -> None:
    now = datetime.combine(DAY, time(10))

    def speaks(on: bool, paused_until: datetime | None) -> bool:
        return may_speak(now, on=on, quiet_from=time(20), quiet_until=time(8), paused_until=paused_until)

    assert speaks(True, None)
    assert not speaks(False, None)
    assert not speaks(True, now + timedelta(hours=1))
    assert speaks(True, now)
    # A pause set while the clock was wrongly ahead must not silence the program for months.
    assert speaks(True, now + timedelta(days=40))


def limit(due: date) -> Reminder:
    found = dated_reminder(1, ReminderKind.CLOCK, 4, "Pay the deposit", due, DAY)
    assert found is not None
    return found


def test_a_time_limit_is_said_before_its_end_on_its_last_day_and_when_missed() -> None:
    near, last, missed = (limit(DAY + timedelta(days=days)) for days in (2, 0, -1))
    assert str(near.sentence) == "Time limit ends soon: Pay the deposit (2026-03-18)"
    assert str(last.sentence) == "Time limit ends today: Pay the deposit"
    assert str(missed.sentence) == "Time limit missed: Pay the deposit (was 2026-03-15)"
    assert len({near.key, last.key, missed.key}) == 3


def test_six_stores_with_many_late_checks_are_six_lines() -> None:
    many = [
        Reminder(
            key=f"{store}:{number}",
            store_id=store,
            kind=ReminderKind.ITEM,
            sentence=items("10:30")[0].sentence,
            late=True,
        )
        for store in range(6)
        for number in range(14)
    ]
    lines = grouped(many, {store: f"店{store}" for store in range(6)})
    assert [str(one.sentence) for one in lines] == [f"14 checks of “店{store}” late" for store in range(6)]


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(ReminderKind), st.booleans()), max_size=30))
def test_grouping_loses_nothing_and_leaves_few_alone(what: list[tuple[int, ReminderKind, bool]]) -> None:
    words = items("10:30")[0].sentence
    all_of_them = [
        Reminder(key=str(number), store_id=store, kind=kind, sentence=words, late=late)
        for number, (store, kind, late) in enumerate(what)
    ]
    lines = grouped(all_of_them, {})
    assert sum(one.count for one in lines) == len(all_of_them)
    for one in lines:
        assert one.count == 1 or one.count > 3
        assert str(one.sentence)
