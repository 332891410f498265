"""What deserves a reminder: said once, not in quiet hours, late is a new thing to say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.competitors import Competitor
from shopdesk.domain.daily.checklist import Item
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.reminders import (
    Reminder,
    ReminderKind,
    block_reminders,
    competitor_reminder,
    dated_reminder,
    document_reminder,
    grouped,
    in_order,
    is_quiet,
    item_reminders,
    may_speak,
    money_reminder,
    named,
    not_said_yet,
    problem_reminders,
    said_after,
    wages_reminder,
)
from shopdesk.domain.daily.sheet import SheetLine
from shopdesk.domain.daily.timetable import BlockTick, Rhythm, TimetableEntry
from shopdesk.domain.daily.worksheet import standing
from shopdesk.domain.ledger.alerts import ChangedMonth
from shopdesk.domain.payroll.late import LateMonth
from shopdesk.domain.text import Text

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
    document = document_reminder(1, 3, "营业执照", ahead, DAY, "Renew it.", DAY)
    assert str(document.sentence) == f"Document runs out: 营业执照 ({ahead}). Renew it."
    assert (document.late, document.record_id) == (False, 3)
    again = document_reminder(1, 3, "营业执照", ahead, DAY + timedelta(days=13), "Renew it.", DAY + timedelta(days=13))
    assert again.key != document.key, "each warning is a new thing to say"
    over = document_reminder(1, 3, "营业执照", ahead, ahead, "Renew it.", ahead + timedelta(days=1))
    assert (str(over.sentence), over.late) == (f"Document has run out: 营业执照 ({ahead}). Renew it.", True)
    assert not document_reminder(1, 3, "营业执照", ahead, ahead, "Renew it.", ahead).late
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


def problem(due: date | None, number: int | None = 7) -> Problem:
    return Problem(id=number, store_id=1, title="横幅", opened_on=DAY - timedelta(days=9), due=due)


def test_a_problem_is_late_from_the_day_after_and_has_to_have_a_day() -> None:
    (on_the_day,) = problem_reminders([problem(DAY)], DAY)
    (after,) = problem_reminders([problem(DAY)], DAY + timedelta(days=1))
    assert (on_the_day.late, after.late) == (False, True)
    assert on_the_day.key != after.key, "what becomes late is said once more"
    assert (str(after.sentence), after.record_id) == ("Problem overdue: 横幅", 7)
    assert problem_reminders([problem(None)], DAY) == []


@pytest.mark.parametrize(
    ("kind", "days", "words", "late"),
    [
        (ReminderKind.MILESTONE, 0, "Milestone due today: 报名", False),
        (ReminderKind.MILESTONE, 1, f"Milestone late: 报名 ({DAY})", True),
        (ReminderKind.STEP, 0, "Setup step due today: 报名", False),
        (ReminderKind.STEP, 1, f"Setup step late: 报名 ({DAY})", True),
    ],
)
def test_what_has_a_day_is_late_from_the_day_after(kind: ReminderKind, days: int, words: str, late: bool) -> None:
    found = dated_reminder(1, kind, 3, "报名", DAY, DAY + timedelta(days=days))
    assert found is not None
    assert (str(found.sentence), found.late, found.record_id) == (words, late, 3)


@pytest.mark.parametrize("kind", [ReminderKind.MILESTONE, ReminderKind.STEP])
def test_what_has_a_day_is_not_said_before(kind: ReminderKind) -> None:
    assert dated_reminder(1, kind, 3, "报名", DAY, DAY - timedelta(days=1)) is None


def test_the_same_item_of_two_forms_is_two_things_to_say() -> None:
    daily = item_reminders(1, DAY, [line("09:45")], (), "en")[0]
    closing = item_reminders(1, DAY, [line("09:45")], (), "en", form=4)[0]
    live = item_reminders(1, DAY, [line("09:45")], (), "en", form=5)[0]
    assert len({daily.key, closing.key, live.key}) == 3
    assert (daily.record_id, closing.record_id) == (0, 4)
    assert daily.due == time(10)


def test_what_is_answered_is_not_said_and_the_rest_still_is() -> None:
    lines = [line("11:00", code="a.1"), line("11:00", code="a.2"), line("11:00", code="a.3", due=None)]
    assert [one.item_code for one in item_reminders(1, DAY, lines, {"a.1"}, "en")] == ["a.2"]


def test_checks_come_by_their_time_and_before_problems() -> None:
    early, later = items("10:30", code="a.1")[0], items("11:30", code="a.2", due=time(11))[0]
    (trouble,) = problem_reminders([problem(DAY)], DAY + timedelta(days=1))
    assert in_order([trouble, later, early]) == [early, later, trouble]


def test_a_short_message_keeps_the_order_of_the_list() -> None:
    first, second = items("10:30", code="a.1")[0], items("10:30", code="a.2")[0]
    (trouble,) = problem_reminders([problem(DAY)], DAY)
    assert named([first, second, trouble], 2) == [first, trouble]
    assert named([first, second], 1) == [first]


def test_what_is_settled_is_forgotten_and_what_was_said_is_kept() -> None:
    one, two, three = (items("10:30", code=f"a.{number}")[0] for number in range(3))
    assert said_after([one, two], {one.key, three.key}, [two]) == {one.key, two.key}
    assert said_after([one, two], (), ()) == frozenset()
    assert not_said_yet([one, two], {one.key}) == [two]


@pytest.mark.parametrize(
    ("now", "quiet"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_over_midnight_begin_and_end_to_the_minute(now: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(now), time(22), time(7)) is quiet
    assert is_quiet(time.fromisoformat(now), time(22), time(22)) is False


@pytest.mark.parametrize(("now", "quiet"), [("11:59", False), ("12:00", True), ("13:59", True), ("14:00", False)])
def test_quiet_hours_at_noon(now: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(now), time(12), time(14)) is quiet


@pytest.mark.parametrize(
    ("on", "now", "paused", "speaks"),
    [
        (True, "10:00", None, True),
        (False, "10:00", None, False),
        (True, "23:00", None, False),
        (True, "10:00", timedelta(minutes=1), False),
        (True, "10:00", timedelta(0), True),
        (True, "10:00", timedelta(minutes=-1), True),
        (True, "10:00", timedelta(days=1), False),
        (True, "10:00", timedelta(days=1, seconds=1), True),
        (True, "23:00", timedelta(days=3), False),
    ],
)
def test_when_something_may_be_said(on: bool, now: str, paused: timedelta | None, speaks: bool) -> None:
    moment = datetime.combine(DAY, time.fromisoformat(now))
    until = None if paused is None else moment + paused
    assert may_speak(moment, on=on, quiet_from=time(22), quiet_until=time(7), paused_until=until) is speaks


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


# --- blocks of the timetable ------------------------------------------------------------------------------------------

ROUNDS = TimetableEntry(
    code="chat", time=time(9), end=time(11), zh="看客服", en="Chats", rhythm=Rhythm.HOURLY, reminds=True
)


def rounds(clock: str, *ticked: BlockTick, block: TimetableEntry = ROUNDS, form: int = 0) -> list[Reminder]:
    return block_reminders(1, DAY, [block], ticked, time.fromisoformat(clock), "en", form=form)


def tick(turn: time, code: str = "chat") -> BlockTick:
    return BlockTick(store_id=1, worksheet_id=1, block_code=code, turn=turn, at=datetime.combine(DAY, turn))


def test_each_turn_of_a_block_is_said_while_it_lasts_and_until_it_is_ticked() -> None:
    assert rounds("08:59") == [] and rounds("11:00") == []
    (first,), (second,) = rounds("09:30"), rounds("10:30")
    assert (str(first.sentence), first.due, first.record_id) == ("Now: Chats (until 10:00)", time(10), 0)
    assert not_said_yet([second], {first.key}) == [second], "the next turn is a new thing to say"
    assert rounds("09:45")[0].key == first.key
    assert rounds("09:30", tick(time(9))) == []
    assert rounds("10:30", tick(time(9))) == [second], "only the turn before was done"
    assert rounds("09:30", tick(time(9), "other")) == [first]


def test_a_silent_block_is_never_said_and_the_same_block_of_two_forms_is_two_things_to_say() -> None:
    silent = TimetableEntry(code="chat", time=time(9), end=time(11), zh="", en="Chats", reminds=False)
    assert rounds("09:30", block=silent) == []
    daily, fourth, fifth = (rounds("09:30", form=form)[0] for form in (0, 4, 5))
    assert len({daily.key, fourth.key, fifth.key}) == 3
    assert fourth.record_id == 4


# --- what is to be looked at again, money and wages -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "inspect", "said"),
    [
        (ProblemState.CLOSED, DAY + timedelta(days=1), False),
        (ProblemState.CLOSED, DAY, True),
        (ProblemState.CLOSED, DAY - timedelta(days=4), True),
        (ProblemState.CLOSED, None, False),
        (ProblemState.OPEN, DAY, False),
    ],
)
def test_a_closed_problem_is_looked_at_again_from_its_day_on(
    state: ProblemState, inspect: date | None, said: bool
) -> None:
    one = Problem(id=7, store_id=1, title="横幅", opened_on=DAY - timedelta(days=9), state=state, inspect_on=inspect)
    found = problem_reminders([one], DAY)
    assert [(str(again.sentence), again.late, again.record_id) for again in found] == (
        [("Look again whether it stayed right: 横幅", False, 7)] if said else []
    )


@pytest.mark.parametrize(
    ("kind", "days", "words"),
    [
        (ReminderKind.TRIAL, -3, f"Trial ends: 报名 ({DAY})"),
        (ReminderKind.TRIAL, 0, f"Trial ends: 报名 ({DAY})"),
        (ReminderKind.TRIAL, 1, f"Trial over, decide: 报名 ({DAY})"),
        (ReminderKind.TRAINING, -1, None),
        (ReminderKind.TRAINING, 0, "Training due today: 报名"),
        (ReminderKind.TRAINING, 1, f"Training late: 报名 ({DAY})"),
    ],
)
def test_trials_are_said_ahead_and_training_on_its_day(kind: ReminderKind, days: int, words: str | None) -> None:
    found = dated_reminder(1, kind, 3, "报名", DAY, DAY + timedelta(days=days))
    assert (found and str(found.sentence)) == words
    assert found is None or found.late is (days > 0)


def test_a_competitor_is_said_with_the_day_it_was_last_seen_and_anew_after_each_look() -> None:
    rival = Competitor(id=6, store_id=1, name="隔壁家")
    never, seen = competitor_reminder(rival, None), competitor_reminder(rival, DAY)
    assert str(never.sentence) == "Look at competitor “隔壁家”: nothing is entered yet"
    assert str(seen.sentence) == f"Look at competitor “隔壁家” again, last seen on {DAY}"
    assert never.key != seen.key
    assert (seen.record_id, seen.late) == (6, False)


def test_another_amount_of_late_wages_or_of_a_closed_month_is_a_new_thing_to_say() -> None:
    march = date(2026, 3, 1)
    wages = [wages_reminder(1, LateMonth(march, *counted)) for counted in ((2, 12_345), (3, 12_345), (2, 12_300))]
    assert str(wages[0].sentence) == "Wages of 2026-03, late changes: 2, 123.45 yuan"
    assert len({one.key for one in wages}) == 3
    name, cause = Text("Sales"), Text("A refund came.")
    money = [money_reminder(1, ChangedMonth(march, *counted, cause)) for counted in (
        (1, name, -500), (2, name, -500), (1, name, 500),
    )]  # fmt: skip
    assert str(money[0].sentence) == "2026-03 was closed, and Sales changed since by -5.00. A refund came."
    assert "2 of its figures changed since: Sales by -5.00" in str(money[1].sentence)
    assert len({one.key for one in money}) == 3


def test_several_as_one_stand_in_the_place_of_the_first_and_open_where_it_would() -> None:
    checks = [item_reminders(1, DAY, [line("10:30", code=f"a.{number}")], (), "en", form=4)[0] for number in range(4)]
    (trouble,) = problem_reminders([problem(DAY)], DAY)
    other = item_reminders(2, DAY, [line("10:30")], (), "en")[0]
    many = [checks[0], trouble, *checks[1:], other]
    first, second, third = grouped(many, {1: "甲", 2: "乙"})
    assert (str(first.sentence), first.count, first.late) == ("4 checks of “甲” late", 4, True)
    assert (first.record_id, first.item_code, first.due) == (4, "a.0", time(10)), "the form opens at the first"
    assert [second, third] == [trouble, other]
    assert grouped(many[:-2], {1: "甲"}) == many[:-2], "three are few enough to stand alone"
    troubles = [problem_reminders([problem(DAY, number)], DAY)[0] for number in range(5, 9)]
    (all_of_them,) = grouped(troubles, {1: "甲"})
    assert (str(all_of_them.sentence), all_of_them.record_id) == ("4 problems of “甲” due today", 0)
    assert all_of_them.key != grouped([*checks], {1: "甲"})[0].key
