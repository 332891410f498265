"""What the data answer: in the reader's language, kept up to date, and a fail that waits for a person's decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.domain.daily.worksheet import Answer, Result
from shopdesk.domain.setup.records import DocumentState
from shopdesk.domain.stores import Store
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.reporting.daily_sheet import answer_words
from shopdesk.services.daily.views import NewProblem
from shopdesk.storage.repositories.daily import Answers

TODAY = date(2026, 3, 16)
SHIPPED = "service.shipped"
HEAD = "订单编号,总金额,买家实付金额,订单状态,订单创建时间,订单付款时间,发货时间,退款金额"


def bring_orders(app: App, store: Store, folder: Path, shipped: int, waiting: int) -> None:
    """An order report of yesterday with so many shipped orders, and so many that wait."""
    lines = [
        f"{number},10,10,x,2026-03-15 10:00:{number:02},2026-03-15 10:01:00,"
        f"{'2026-03-16 08:00:00' if number < shipped else ''},0"
        for number in range(shipped + waiting)
    ]
    file = folder / f"orders-{shipped}-{waiting}.csv"
    file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    app.services.imports.run([file], store)


def opened(app: App, store: Store, day: date = TODAY) -> DaySheet:
    """The form as it stands once somebody opened it."""
    daily = app.services.daily
    daily.answer_from_data(daily.sheet(store.id or 0, day))
    return daily.sheet(store.id or 0, day)


def answer_to(sheet: DaySheet, code: str) -> Answer:
    line = sheet.line(code)
    assert line is not None
    assert line.answer is not None
    return line.answer


@pytest.fixture
def restored_language():
    before = i18n.current_language()
    yield
    i18n.set_language(before)


def test_an_answer_is_read_in_the_language_of_whoever_reads_it(
    app: App, store: Store, tmp_path: Path, restored_language: None
) -> None:
    bring_orders(app, store, tmp_path, shipped=2, waiting=1)
    i18n.set_language("zh_CN")
    kept = answer_to(opened(app, store), SHIPPED)
    assert answer_words(kept) == "昨日付款的 3 单中有 1 单未发货。"
    i18n.set_language("en")
    assert answer_words(kept) == "1 of 3 orders paid yesterday are not shipped."


def test_the_sentence_follows_the_newest_report_without_a_new_result(app: App, store: Store, tmp_path: Path) -> None:
    bring_orders(app, store, tmp_path, shipped=1, waiting=3)
    assert "3 of 4" in answer_words(answer_to(opened(app, store), SHIPPED))
    bring_orders(app, store, tmp_path, shipped=3, waiting=1)
    assert "1 of 4" in answer_words(answer_to(opened(app, store), SHIPPED))
    bring_orders(app, store, tmp_path, shipped=4, waiting=0)
    found = answer_to(opened(app, store), SHIPPED)
    assert (found.result, found.auto) == (Result.PASS, True)


def test_looking_again_writes_nothing(app: App, store: Store, tmp_path: Path) -> None:
    bring_orders(app, store, tmp_path, shipped=1, waiting=3)
    sheet = opened(app, store)
    assert any(line.answer is not None and line.answer.auto for line in sheet.lines)
    assert app.services.daily.answer_from_data(sheet) == 0


def test_a_fail_of_the_data_waits_for_a_person(app: App, store: Store, tmp_path: Path) -> None:
    bring_orders(app, store, tmp_path, shipped=1, waiting=3)
    sheet = opened(app, store)
    line = sheet.line(SHIPPED)
    assert line is not None
    assert line.undecided
    assert app.services.problems.open(store.id or 0) == [], "opening a problem is a person's decision"
    app.services.daily.answer(sheet, SHIPPED, Result.FAIL, who="小满", problem=NewProblem(title="三单缺货"))
    decided = opened(app, store).line(SHIPPED)
    assert decided is not None
    assert not decided.undecided
    assert decided.answer is not None
    assert decided.answer.who == "小满"


def test_what_still_fails_on_the_next_day_goes_with_the_open_problem(app: App, store: Store, clock: FixedClock) -> None:
    store_id, setup = store.id or 0, app.services.setup
    setup.start(store)
    paper = setup.board(store_id).document("doc.licence")
    assert paper is not None
    # Ahead of its end a paper is spoken of once at each stage; once it is over, every day.
    setup.documents.save(replace(paper.document, expires_on=TODAY - timedelta(days=1), state=DocumentState.APPROVED))
    code = "service.violations"
    sheet = opened(app, store)
    assert answer_to(sheet, code).result is Result.FAIL
    app.services.daily.answer(sheet, code, Result.FAIL, who="小满", problem=NewProblem(title="营业执照到期"))
    (problem,) = app.services.problems.open(store_id)
    clock.set(datetime(2026, 3, 17, 9))
    line = opened(app, store, TODAY + timedelta(days=1)).line(code)
    assert line is not None
    assert line.answer is not None
    assert (line.answer.auto, line.answer.problem_id) == (True, problem.id)
    assert not line.undecided
    assert app.services.problems.open(store_id) == [problem]


def test_a_closed_problem_is_not_gone_on_with(app: App, store: Store, tmp_path: Path) -> None:
    from shopdesk.domain.daily.problems import ProblemState

    bring_orders(app, store, tmp_path, shipped=1, waiting=3)
    sheet, store_id = opened(app, store), store.id or 0
    daily, problems = app.services.daily, app.services.problems
    daily.answer(sheet, SHIPPED, Result.FAIL, problem=NewProblem(title="三单缺货"))
    (first,) = problems.open(store_id)
    problems.step(first.id or 0, ProblemState.CLOSED, note="已补发")
    daily.answer(sheet, SHIPPED, Result.FAIL, problem=NewProblem(title="又有一单", continues=first.id))
    (second,) = problems.open(store_id)
    assert (second.title, second.id != first.id) == ("又有一单", True)
    assert problems.view(first.id or 0).problem.title == "三单缺货"


@pytest.mark.parametrize(
    ("status", "waiting"),
    [
        ("买家已付款，等待卖家发货", 1),
        ("卖家部分发货", 1),
        ("卖家已发货，等待买家确认", 0),
        ("交易成功", 0),
    ],
)
def test_the_status_tells_where_a_report_has_no_time_of_shipping(
    app: App, store: Store, tmp_path: Path, status: str, waiting: int
) -> None:
    rows = [f"1,10,10,{status},2026-03-15 10:00:00,2026-03-15 10:01:00,,0"]
    rows.append("2,10,10,卖家已发货，等待买家确认,2026-03-15 10:00:00,2026-03-15 10:01:00,,0")
    rows.append("3,10,0,交易关闭,2026-03-15 10:00:00,2026-03-15 10:01:00,,10")
    file = tmp_path / "orders.csv"
    file.write_text("\n".join([HEAD, *(row.replace("，", "；") for row in rows)]) + "\n", encoding="utf-8")
    app.services.imports.run([file], store)
    found = answer_to(opened(app, store), SHIPPED)
    assert found.result is (Result.FAIL if waiting else Result.PASS)
    assert found.said is not None
    assert found.said.params["paid"] == 2


def test_without_a_word_about_shipping_nothing_is_guessed(app: App, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEAD}\n1,10,10,x,2026-03-15 10:00:00,2026-03-15 10:01:00,,0\n", encoding="utf-8")
    app.services.imports.run([file], store)
    line = opened(app, store).line(SHIPPED)
    assert line is not None
    assert line.answer is None


# --- when they are written down ---------------------------------------------------------------------------------------


def kept(app: App, store: Store) -> dict[str, bool]:
    """What stands in the data file: item, and whether the data answered it."""
    with app.services.ctx.read() as uow:
        return {one.item_code: one.auto for one in uow.repository(Answers).find()}


def test_to_look_writes_nothing_down_and_shows_it_all_the_same(app: App, store: Store, tmp_path: Path) -> None:
    bring_orders(app, store, tmp_path, shipped=2, waiting=0)
    sheet = app.services.daily.sheet(store.id or 0, TODAY)
    assert answer_to(sheet, SHIPPED).auto
    assert (sheet.worksheet, kept(app, store)) == (None, {})


def test_the_first_answer_of_a_person_keeps_what_the_data_say(app: App, store: Store, tmp_path: Path) -> None:
    bring_orders(app, store, tmp_path, shipped=2, waiting=0)
    daily, sheet = app.services.daily, app.services.daily.sheet(store.id or 0, TODAY)
    said = {one.item_code for one in sheet.unkept}
    person = next(line.item.code for line in sheet.lines if line.answer is None and line.item.kind.value == "yes_no")
    daily.answer(sheet, person, Result.PASS, who="小满")
    assert kept(app, store) == {person: False, **dict.fromkeys(said, True)}
    assert daily.sheet(store.id or 0, TODAY).unkept == ()
    app.services.history.undo()
    assert kept(app, store) == {}, "one step back takes back what one key did"
    assert daily.sheet(store.id or 0, TODAY).answered == len(said)


def test_an_import_and_its_taking_back_bring_a_form_that_is_begun_up_to_date(
    app: App, store: Store, tmp_path: Path
) -> None:
    daily, store_id = app.services.daily, store.id or 0
    bring_orders(app, store, tmp_path, shipped=1, waiting=3)
    assert kept(app, store) == {}, "an import does not begin the day for anybody"
    sheet = daily.sheet(store_id, TODAY)
    daily.answer(sheet, sheet.lines[0].item.code, Result.PASS, who="小满", reason="seen")
    bring_orders(app, store, tmp_path, shipped=3, waiting=1)
    assert daily.sheet(store_id, TODAY).unkept == (), "nobody had to open the page"
    with app.services.ctx.read() as uow:
        (stored,) = uow.repository(Answers).find(Answers.table.c.item_code == SHIPPED)
    assert "1 of 4" in answer_words(stored)


def test_what_the_data_answer_can_be_verified_and_taking_it_back_changes_nothing(
    app: App, store: Store, tmp_path: Path
) -> None:
    bring_orders(app, store, tmp_path, shipped=2, waiting=0)
    daily, store_id = app.services.daily, store.id or 0
    daily.clear(daily.sheet(store_id, TODAY), SHIPPED)
    assert kept(app, store) == {}
    assert daily.verify(daily.sheet(store_id, TODAY), SHIPPED, "惊蛰").verified_by == "惊蛰"
    assert answer_to(daily.sheet(store_id, TODAY), SHIPPED).verified_by == "惊蛰"
