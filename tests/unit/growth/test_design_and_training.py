"""Design jobs make both rates by their definitions; trials end on the right day, items fall due and are passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.growth.design import DesignJob, check_job, on_time_rate, pass_rate
from shopdesk.domain.growth.training import (
    MOST_MONTHS,
    PlanItem,
    Training,
    TrainingItem,
    TrainingPlan,
    TrialState,
    begins_on_hire,
    check_plan,
    due_items,
    plan_content,
    plan_for,
    plan_of,
    trial_end,
)
from shopdesk.domain.periods import month_of
from shopdesk.services.growth.templates import shipped_plans

MARCH = month_of(date(2026, 3, 1))
TODAY = date(2026, 3, 16)


def job(due: int | None, delivered: int | None = None, passed: int | None = None) -> DesignJob:
    return DesignJob(
        store_id=1,
        person_id=1,
        title="主图",
        asked_on=date(2026, 3, 1),
        due_on=due and date(2026, 3, due),
        delivered_on=delivered and date(2026, 3, delivered),
        passed_try=passed,
    )


@pytest.mark.parametrize(
    ("due", "delivered", "passed", "refused"),
    [
        (1, None, None, ""), (None, 1, 1, ""), (2, 3, 2, ""), (None, None, None, ""),
        (None, None, 1, "It has passed, so it was delivered"),
    ],
)  # fmt: skip
def test_what_is_asked_for_today_may_be_due_and_delivered_today(
    due: int | None, delivered: int | None, passed: int | None, refused: str
) -> None:
    if refused:
        with pytest.raises(UserError, match=refused):
            check_job(job(due, delivered, passed))
    else:
        check_job(job(due, delivered, passed))


@pytest.mark.parametrize("field", ["due_on", "delivered_on"])
def test_nothing_is_due_or_delivered_before_it_is_asked_for(field: str) -> None:
    with pytest.raises(UserError, match="before it was asked for"):
        check_job(replace(job(None), **{field: date(2026, 2, 28)}))


def test_on_time_is_of_the_jobs_that_were_due() -> None:
    jobs = [job(10, 10, 1), job(10, 11, 1), job(12), job(20), job(20, 14), job(None, 5, 1)]
    # Due: on the day, a day late, still open and past, delivered ahead. Not yet: open until the 20th; never: no day.
    assert on_time_rate(jobs, MARCH, TODAY) == Decimal("50.00")
    assert on_time_rate([job(20), job(None, 5, 1)], MARCH, TODAY) is None
    assert on_time_rate([job(10, 10)], month_of(date(2026, 2, 1)), TODAY) is None
    assert on_time_rate([job(16)], MARCH, TODAY) is None, "its day is not over"


def test_the_pass_rate_is_of_the_jobs_that_were_judged() -> None:
    jobs = [job(10, 10, 1), job(10, 11, 2), job(12, 12), job(20), job(None, 5, 1)]
    assert pass_rate(jobs, MARCH) == Decimal("66.67")
    assert pass_rate([job(12, 12), job(20)], MARCH) is None


@pytest.mark.parametrize(
    "wrong",
    [
        replace(job(10), asked_on=date(2026, 3, 11)),
        replace(job(None, 5), asked_on=date(2026, 3, 6)),
        replace(job(10), passed_try=1),
    ],
)
def test_days_that_contradict_each_other_are_refused(wrong: DesignJob) -> None:
    check_job(job(10, 9, 1))
    with pytest.raises(UserError):
        check_job(wrong)


def test_a_trial_ends_the_day_before_the_same_day() -> None:
    assert trial_end(date(2026, 3, 16), 1) == date(2026, 4, 15)
    assert trial_end(date(2026, 1, 31), 1) == date(2026, 2, 27)
    assert trial_end(date(2026, 12, 1), 2) == date(2027, 1, 31)
    assert trial_end(date(9999, 12, 1), 6) == date.max


def test_who_would_be_past_the_trial_begins_none() -> None:
    plan = plan_for(shipped_plans(), "service")
    assert plan is not None and plan.months == 1
    assert begins_on_hire(plan, TODAY, TODAY)
    assert begins_on_hire(plan, date(2026, 2, 17), TODAY)
    assert not begins_on_hire(plan, date(2026, 2, 16), TODAY)
    assert not begins_on_hire(None, TODAY, TODAY)
    assert plan_for(shipped_plans(), "operations") is None
    mine = replace(plan, code="mine", own=True)
    assert plan_for([*shipped_plans(), mine], "service") == mine
    assert plan_of("mine", plan_content(mine)) == mine


def test_items_fall_due_by_day_and_a_failed_test_stays_due() -> None:
    training = Training(
        store_id=1, person_id=1, plan="service", name_zh="客服", started_on=date(2026, 3, 12), ends_on=date(2026, 4, 11)
    )

    def item(day: int, *, mark: int | None = None, result: int | None = None, done: bool = False) -> TrainingItem:
        return TrainingItem(
            store_id=1,
            training_id=1,
            position=day,
            title_zh=f"{day}",
            day=day,
            pass_mark=None if mark is None else Decimal(mark),
            result=None if result is None else Decimal(result),
            done_on=TODAY if done else None,
        )

    late, today, ahead = item(1), item(5), item(6)
    failed, passed = item(4, mark=80, result=79, done=True), item(3, mark=80, result=80, done=True)
    done = item(2, done=True)
    assert today.due_on(training) == TODAY
    assert due_items(training, [ahead, today, failed, passed, done, late], TODAY) == [late, failed, today]
    assert failed.failed and not failed.passed and passed.passed and done.passed
    said = [str(one.state(training, TODAY)) for one in (late, failed, today, ahead, passed)]
    assert said == ["late", "test not passed, to be repeated", "due today", "to come", "done"]
    assert due_items(replace(training, state=TrialState.PASSED), [late], TODAY) == []
    assert item(10**9).due_on(training) == date.max


def test_a_plan_that_nobody_could_follow_is_refused() -> None:
    plan = plan_for(shipped_plans(), "service")
    assert plan is not None
    check_plan(plan)
    check_plan(replace(plan, name_zh="", months=MOST_MONTHS))
    check_plan(replace(plan, name_en=" ", items=tuple(replace(item, title_en="") for item in plan.items)))
    untitled = (*plan.items, replace(plan.items[0], title_zh=" ", title_en=""))
    for wrong, said in (
        (replace(plan, name_zh=" ", name_en=""), "a name"),
        (replace(plan, items=()), "at least one item"),
        (replace(plan, months=0), "1 to"),
        (replace(plan, months=MOST_MONTHS + 1), "1 to"),
        (replace(plan, items=untitled), "a title"),
    ):
        with pytest.raises(UserError, match=said):
            check_plan(wrong)


@pytest.mark.parametrize(
    ("zh", "en", "shown"),
    [("客服", "Service", ("客服", "Service")), ("客服", "", ("客服", "客服")), ("", "Service", ("Service", "Service"))],
)
def test_a_name_is_the_one_of_the_language_or_the_only_one(zh: str, en: str, shown: tuple[str, str]) -> None:
    item = PlanItem(title_zh=zh, title_en=en, what_zh=zh, what_en=en)
    plan = TrainingPlan(code="a", name_zh=zh, name_en=en)
    for language, name in zip(("zh_CN", "en"), shown, strict=True):
        assert (item.title(language), item.what(language), plan.name(language)) == (name, name, name)
