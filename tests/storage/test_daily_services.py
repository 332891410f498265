"""The daily form in the data file: what must not get lost or doubled, whatever the clock and the team do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily import editing
from shopdesk.domain.daily.checklist import AnswerKind, Form
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.reminders import ReminderKind
from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.domain.daily.worksheet import Result, Standing
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.people import LeaveReason
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily import checklists as checklists_module
from shopdesk.services.daily.checklist_templates import ShippedForm, shipped_form
from shopdesk.services.daily.reminders import collect
from shopdesk.services.daily.views import NewProblem

TODAY = date(2026, 3, 16)
VISUAL = "pages.main_visual"


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


def sheet(app: App, store: Store, day: date = TODAY) -> DaySheet:
    return app.services.daily.sheet(store.id or 0, day)


def by_people(shown: DaySheet) -> int:
    """How many lines a person answered; what the data say is there without anybody."""
    return sum(line.answer is not None and not line.answer.auto for line in shown.lines)


def plain_code(app: App, store: Store) -> str:
    """An item that only asks for pass or fail, and that no data answer."""
    return next(
        line.item.code
        for line in sheet(app, store).lines
        if line.item.kind is AnswerKind.YES_NO and not line.item.auto and not line.item.verify
    )


def fail(app: App, store: Store, day: date, *, owner: str = "小满", who: str = "小满") -> Problem:
    code = plain_code(app, store)
    due = day + timedelta(days=2)
    problem = NewProblem(title="横幅链接打不开", owner=owner, due=due)
    app.services.daily.answer(sheet(app, store, day), code, Result.FAIL, who=who, problem=problem)
    return app.services.problems.open(store.id or 0)[0]


# --- the clock --------------------------------------------------------------------------------------------------------


def test_after_midnight_an_answer_still_goes_to_the_day_that_was_on_screen(
    app: App, store: Store, clock: FixedClock
) -> None:
    code = plain_code(app, store)
    clock.set(at(TODAY, "23:59"))
    shown = sheet(app, store)
    clock.set(at(TODAY + timedelta(days=1), "00:01"))
    app.services.daily.answer(shown, code, Result.PASS, who="小满")
    assert by_people(sheet(app, store, TODAY)) == 1
    tomorrow = sheet(app, store, TODAY + timedelta(days=1))
    assert (by_people(tomorrow), tomorrow.worksheet) == (0, None)


def test_a_missed_day_is_named_and_can_be_filled_in_later(app: App, store: Store, clock: FixedClock) -> None:
    code = plain_code(app, store)
    app.services.daily.answer(sheet(app, store), code, Result.PASS, who="小满")
    clock.set(at(TODAY + timedelta(days=3), "09:00"))
    missed = app.services.daily.missed_days(store.id or 0, TODAY + timedelta(days=3))
    assert missed == [TODAY + timedelta(days=1), TODAY + timedelta(days=2)]
    late = sheet(app, store, missed[0])
    assert {line.standing for line in late.lines} == {Standing.MISSED}
    app.services.daily.answer(late, code, Result.PASS, who="小满")
    assert app.services.daily.missed_days(store.id or 0, TODAY + timedelta(days=3)) == missed[1:]


def test_a_clock_set_back_loses_nothing_and_doubles_nothing(app: App, store: Store, clock: FixedClock) -> None:
    problem = fail(app, store, TODAY)
    form = app.services.checklists.all(store.id or 0)[0]
    changed = editing.switch(form.version.form, [VISUAL, plain_code(app, store)], on=True)
    changed = editing.add_item(changed, "pages")[0]
    changed = replace(changed, items=tuple(replace(i, zh=i.zh or "新检查", en=i.en or "New") for i in changed.items))
    app.services.checklists.save(form.checklist.id or 0, changed)
    app.services.daily.answer(sheet(app, store), changed.items[-1].code, Result.PASS, who="小满")
    clock.set(at(TODAY - timedelta(days=2), "09:00"))
    closed = app.services.problems.step(problem.id or 0, ProblemState.CLOSED, who="小满", note="已修复")
    assert closed.closed_on == TODAY
    assert closed.days_open(TODAY) == 0
    clock.set(at(TODAY, "10:00"))
    again = sheet(app, store)
    assert by_people(again) == 2


# --- stores, shifts, templates ----------------------------------------------------------------------------------------


def test_two_stores_keep_their_forms_apart(app: App, store: Store) -> None:
    other = app.services.stores.create("青禾专营店")
    fail(app, store, TODAY)
    assert by_people(sheet(app, other)) == 0
    assert sheet(app, other, TODAY + timedelta(days=1)).carried == ()
    assert app.services.problems.open(other.id or 0) == []
    assert [len(app.services.checklists.all(one.id or 0)) for one in (store, other)] == [3, 3]


def test_at_a_change_of_shift_both_people_fill_in_one_form(app: App, store: Store, clock: FixedClock) -> None:
    early, late = sheet(app, store), sheet(app, store)
    codes = [line.item.code for line in early.lines if line.item.kind is AnswerKind.YES_NO and not line.item.auto]
    app.services.daily.answer(early, codes[0], Result.PASS, who="小满")
    clock.set(at(TODAY, "15:00"))
    # The second person's screen still shows the form as it was in the morning.
    app.services.daily.answer(late, codes[1], Result.PASS, who="惊蛰")
    app.services.daily.answer(late, codes[0], Result.FAIL, who="惊蛰", problem=NewProblem(title="又坏了"))
    found = sheet(app, store)
    assert by_people(found) == 2
    first = found.line(codes[0])
    assert first is not None
    assert first.answer is not None
    assert (first.answer.who, first.answer.result) == ("惊蛰", Result.FAIL)
    assert first.problem is not None


def test_a_form_changed_at_noon_keeps_the_mornings_answers_and_past_days_keep_theirs(
    app: App, store: Store, clock: FixedClock
) -> None:
    code, services = plain_code(app, store), app.services
    yesterday = TODAY - timedelta(days=1)
    services.daily.answer(sheet(app, store, yesterday), code, Result.PASS, who="小满")
    services.daily.answer(sheet(app, store), code, Result.PASS, who="小满")
    clock.set(at(TODAY, "12:00"))
    view = services.checklists.all(store.id or 0)[0]
    without = editing.switch(view.version.form, [code], on=False)
    kept = services.checklists.save(view.checklist.id or 0, without)
    assert (kept.number, kept.valid_from) == (2, TODAY)
    today = sheet(app, store)
    assert today.worksheet is not None
    line = today.line(code)
    assert line is not None, "an answered item stays on the form although it is no longer asked"
    assert line.done
    assert len(sheet(app, store, yesterday).lines) == 33
    assert len(sheet(app, store, TODAY + timedelta(days=1)).lines) == 32


def test_saving_an_unchanged_form_makes_no_version(app: App, store: Store) -> None:
    view = app.services.checklists.all(store.id or 0)[0]
    kept = app.services.checklists.save(view.checklist.id or 0, editing.in_order(view.version.form))
    assert kept.number == 1


def test_news_of_the_shipped_form_are_shown_before_they_are_taken(
    app: App, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklists = app.services.checklists
    view = checklists.all(store.id or 0)[0]
    own = editing.change_item(
        view.version.form, view.version.form.items[0].code, replace(view.version.form.items[0], zh="自己的写法")
    )
    checklists.save(view.checklist.id or 0, own)
    shipped = shipped_form("normal")
    newer = replace(
        shipped.form,
        items=(replace(shipped.form.items[0], zh="新写法"), *shipped.form.items[2:], _fresh_item(shipped.form)),
    )

    def next_revision(code: str) -> ShippedForm:
        found = shipped_form(code)
        return replace(found, revision=found.revision + 1, form=newer) if code == "normal" else found

    monkeypatch.setattr(checklists_module, "shipped_form", next_revision)
    assert [one.update for one in checklists.all(store.id or 0)] == [True, False, False]
    news = checklists.news(view.checklist.id or 0)
    assert [item.code for item in news.added] == ["pages.fresh"]
    assert [item.code for item in news.removed] == [shipped.form.items[1].code]
    assert [item.zh for item in news.kept_own] == ["自己的写法"]
    merged = checklists.take_update(view.checklist.id or 0).form
    assert merged.items[0].zh == "自己的写法"
    assert merged.item("pages.fresh") is not None
    assert not checklists.all(store.id or 0)[0].update


def _fresh_item(form: Form) -> object:
    return replace(form.items[7], code="pages.fresh", area="pages", zh="新检查项", en="Fresh")


def test_own_forms_are_copied_renamed_put_away_and_brought_back(app: App, store: Store) -> None:
    checklists = app.services.checklists
    normal = checklists.all(store.id or 0)[0]
    own = checklists.add(store.id or 0, "直播日", normal.checklist.id)
    assert checklists.versions(own.id or 0)[0].form == normal.version.form
    checklists.rename(own.id or 0, "直播专场")
    checklists.archive(own.id or 0)
    assert "直播专场" not in [one.checklist.name("zh_CN") for one in checklists.all(store.id or 0)]
    assert [one.name("zh_CN") for one in checklists.put_away(store.id or 0)] == ["直播专场"]
    checklists.bring_back(own.id or 0)
    assert checklists.all(store.id or 0)[-1].checklist.name("en") == "直播专场"
    with pytest.raises(UserError, match="normal days"):
        checklists.archive(normal.checklist.id or 0)
    with pytest.raises(NotFound):
        checklists.take_update(own.id or 0)


# --- problems ---------------------------------------------------------------------------------------------------------


def test_a_leavers_problems_go_to_the_successor_and_undo_gives_them_back(app: App, store: Store) -> None:
    people, problems = app.services.people, app.services.problems
    leaving = people.hire(store.id or 0, "小满", "design", date(2025, 1, 6))
    taking = people.hire(store.id or 0, "惊蛰", "design", date(2025, 1, 6))
    mine = fail(app, store, TODAY, owner=leaving.label)
    waiting = problems.create(
        Problem(store_id=store.id or 0, title="等待复核", opened_on=TODAY, owner=leaving.label, needs_second=True)
    )
    problems.step(waiting.id or 0, ProblemState.TO_VERIFY, who=leaving.label)
    done = problems.create(Problem(store_id=store.id or 0, title="已完成", opened_on=TODAY, owner=leaving.label))
    problems.step(done.id or 0, ProblemState.CLOSED, who=leaving.label)
    people.leave(leaving.id or 0, TODAY, LeaveReason.RESIGNED, successor_id=taking.id)
    assert {one.owner for one in problems.open(store.id or 0)} == {taking.label}
    assert len(problems.all(store.id or 0)) == 3
    assert problems.view(done.id or 0).problem.owner == leaving.label
    verified = problems.step(waiting.id or 0, ProblemState.CLOSED, who=taking.label)
    assert verified.closed_by == taking.label
    app.services.history.undo()
    app.services.history.undo()
    assert problems.view(mine.id or 0).problem.owner == leaving.label
    assert problems.view(waiting.id or 0).problem.state is ProblemState.TO_VERIFY


def test_a_problem_is_carried_until_it_is_closed(app: App, store: Store, clock: FixedClock) -> None:
    problem = fail(app, store, TODAY)
    assert sheet(app, store).carried == ()
    for back in (1, 2, 3):
        clock.set(at(TODAY + timedelta(days=back), "09:00"))
        assert [one.id for one in sheet(app, store, TODAY + timedelta(days=back)).carried] == [problem.id]
    app.services.problems.step(problem.id or 0, ProblemState.CLOSED, who="小满", note="换了链接")
    assert sheet(app, store, TODAY + timedelta(days=3)).carried == ()
    assert [one.id for one in sheet(app, store, TODAY + timedelta(days=2)).carried] == [problem.id]


def test_editing_never_writes_over_a_step_taken_meanwhile(app: App, store: Store) -> None:
    problem = fail(app, store, TODAY)
    app.services.problems.step(problem.id or 0, ProblemState.CLOSED, who="惊蛰", note="已换")
    app.services.problems.update(replace(problem, title="横幅链接全部打不开"))
    kept = app.services.problems.view(problem.id or 0).problem
    assert (kept.title, kept.state, kept.closed_by, kept.result) == (
        "横幅链接全部打不开", ProblemState.CLOSED, "惊蛰", "已换",
    )  # fmt: skip


def test_every_step_comment_and_file_stays_with_the_problem_and_can_be_undone(
    app: App, store: Store, tmp_path: Path
) -> None:
    problems, problem = app.services.problems, fail(app, store, TODAY)
    number = problem.id or 0
    picture = tmp_path / "横幅.txt"
    picture.write_text("x", encoding="utf-8")
    problems.step(number, ProblemState.DOING, who="小满")
    problems.comment(number, "已联系设计", who="惊蛰")
    kept = problems.attach(number, picture)
    picture.unlink()
    assert problems.files.path_of(kept).read_text(encoding="utf-8") == "x"
    problems.step(number, ProblemState.CLOSED, who="小满", note="换了链接")
    problems.step(number, ProblemState.OPEN, who="惊蛰")
    view = problems.view(number)
    assert [event.to_state for event in view.events] == [ProblemState.DOING, ProblemState.CLOSED, ProblemState.OPEN]
    assert (view.problem.reopened, view.problem.closed_on, view.problem.result) == (1, None, "换了链接")
    problems.files.detach(kept.id or 0)
    assert problems.view(number).files == ()
    app.services.history.undo()
    assert problems.view(number).files == (kept,)
    assert problems.files.path_of(kept).is_file()


def test_three_failures_in_two_weeks_are_named_on_the_form(app: App, store: Store, clock: FixedClock) -> None:
    for back in (10, 5, 0):
        clock.set(at(TODAY - timedelta(days=back), "09:00"))
        fail(app, store, TODAY - timedelta(days=back))
    assert [len(one.days) for one in sheet(app, store).repeats] == [3]
    assert [one.item_code for one in app.services.problems.repeats(store.id or 0)] == [plain_code(app, store)]


# --- answers ----------------------------------------------------------------------------------------------------------


def test_a_second_look_needs_a_second_person_and_undo_takes_it_back(app: App, store: Store) -> None:
    daily = app.services.daily
    code = next(line.item.code for line in sheet(app, store).lines if line.item.verify)
    daily.answer(sheet(app, store), code, Result.PASS, who="小满")
    with pytest.raises(UserError, match="Somebody else than 小满"):
        daily.verify(sheet(app, store), code, "小满")
    assert daily.verify(sheet(app, store), code, "惊蛰").verified_by == "惊蛰"
    app.services.history.undo()
    line = sheet(app, store).line(code)
    assert line is not None
    assert line.to_verify


def test_a_number_decides_by_its_limits(app: App, store: Store) -> None:
    line = next(one for one in sheet(app, store).lines if one.item.kind is AnswerKind.NUMBER)
    limit = line.item.minimum if line.item.minimum is not None else (line.item.maximum or Decimal(0)) + 2
    kept = app.services.daily.answer(sheet(app, store), line.item.code, Result.PASS, number=limit - 1, who="小满")
    below = line.item.minimum is not None
    assert kept.result is (Result.FAIL if below or limit - 1 > (line.item.maximum or limit) else Result.PASS)


def test_the_history_names_the_item_in_the_language_in_use(app: App, store: Store) -> None:
    line = sheet(app, store).lines[1]
    app.services.daily.answer(sheet(app, store), line.item.code, Result.PASS, who="小满")
    assert str(app.services.history.undo().reason) == f"“{line.item.en}” answered"


def test_an_answer_taken_back_leaves_its_problem_open(app: App, store: Store) -> None:
    problem = fail(app, store, TODAY)
    app.services.daily.clear(sheet(app, store), plain_code(app, store))
    assert by_people(sheet(app, store)) == 0
    assert app.services.problems.view(problem.id or 0).problem.is_open


def test_failing_again_what_was_taken_back_doubles_no_problem(app: App, store: Store) -> None:
    first = fail(app, store, TODAY)
    app.services.daily.clear(sheet(app, store), plain_code(app, store))
    again = fail(app, store, TODAY, owner="惊蛰")
    assert (again.id, again.owner) == (first.id, "惊蛰")
    assert len(app.services.problems.all(store.id or 0)) == 1
    app.services.problems.step(first.id or 0, ProblemState.CLOSED, who="惊蛰")
    app.services.daily.clear(sheet(app, store), plain_code(app, store))
    assert fail(app, store, TODAY).id != first.id, "a closed one is done with"


# --- reminders --------------------------------------------------------------------------------------------------------


def test_reminders_name_what_is_late_in_every_store(app: App, store: Store, clock: FixedClock) -> None:
    other = app.services.stores.create("青禾专营店")
    app.services.stores.open_already(other.id or 0)
    fail(app, store, TODAY)
    clock.set(at(TODAY, "09:20"))
    first = collect(app.services, TODAY)
    assert {one.store_id for one in first} == {store.id, other.id}
    assert {one.key.split(":")[0] for one in first} == {"item", "block"}
    assert any(one.late for one in first)
    now = {str(one.sentence) for one in first if one.kind is ReminderKind.BLOCK and one.store_id == store.id}
    assert "Now: The assistants' progress (until 10:00)" in now
    assert "Now: Rivals' affiliates (until 09:30)" in now
    assert not any("Meeting" in one for one in now), "what is over is not said"
    app.services.daily.blocks.tick(sheet(app, store), "assistants", time(9), who="惊蛰")
    again = [one for one in collect(app.services, TODAY) if one.kind is ReminderKind.BLOCK and one.store_id == store.id]
    assert "Now: The assistants' progress (until 10:00)" not in {str(one.sentence) for one in again}
    clock.set(at(TODAY + timedelta(days=3), "00:30"))
    later = collect(app.services, TODAY + timedelta(days=3))
    assert [str(one.sentence) for one in later] == ["Problem overdue: 横幅链接打不开"]
