"""The program opened with an account of the shared store: what is not theirs is said in words, and never a figure."""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest

from shopdesk.bootstrap import App
from shopdesk.cli.payroll import run_list
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.errors import UserError
from shopdesk.domain.rights import Group, NotYours, Sight, Subject, subject_of
from shopdesk.sharing.accounts import Grant
from shopdesk.sharing.classes import CLASSES, COSTS, OWNERS, PAY
from tests.gui.sample_store import NOW
from tests.sharing.shared_sample import SharedSample

pytestmark = pytest.mark.timeout(400)  # the sample store is made where no other test made it

TODAY = NOW.date()
MONTH = date(2026, 2, 1)
PEOPLE = {
    "老板": Grant(Group.OWNER),
    "小林": Grant(Group.MANAGER, (1,), person_id=1),
    "阿敏": Grant(Group.STAFF, (1,), person_id=2),
    "会计": Grant(Group.STAFF, (1,), frozenset({Sight.COSTS})),
}


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedSample]:
    """The sample store, and another one, with the wages of a month computed and closed, and an account of each kind."""
    made = SharedSample()
    for person, grant in PEOPLE.items():
        made.let_in(person, grant)
    with made.administrator() as connection:
        connection.execute("INSERT INTO stores SELECT (json_populate_record(s, '{\"id\": 2, \"name\": \"Other\"}')).* "
                           "FROM stores s WHERE id = 1")  # fmt: skip
        _close_a_month(connection)
    yield made
    made.drop()


def _close_a_month(connection: psycopg.Connection[Any]) -> None:
    for table in ("pay_lines", "pay_slips", "pay_runs"):
        connection.execute(f"DELETE FROM {table}".encode())
    connection.execute(
        "INSERT INTO pay_runs (id, store_id, month, state, computed_at, turnover_fen, missing, notices, digest) "
        "VALUES (901, 1, '2026-02-01', 'locked', '2026-03-02 10:00:00', 77700, '[]', '[]', '')"
    )
    for person, net in ((1, 812345), (2, 654321)):
        connection.execute(
            "INSERT INTO pay_slips (id, store_id, run_id, person_id, name, mark, department, role, words, "
            "days_employed, gross_fen, net_fen, bonus_apart_fen, missing, notices, proof, cost_fen) "
            "SELECT 900 + id, 1, 901, id, name, '', department_code, role_code, '{}', 28, %s, %s, 0, '[]', '[]', '{}', "
            "999999 FROM people WHERE id = %s",
            [net, net, person],
        )


@pytest.fixture
def opened(shared: SharedSample, tmp_path: Path) -> Iterator[Callable[[str], App]]:
    """Opens the program as somebody."""
    entered = []

    def open_as(person: str) -> App:
        context = shared.opened(person, tmp_path / person)
        entered.append(context)
        return context.__enter__()

    yield open_as
    for context in entered:
        context.__exit__(None, None, None)


def test_the_rights_of_a_session_are_those_of_its_account(opened: Callable[[str], App]) -> None:
    owner, manager, staff, coster = (opened(person).services.ctx.rights for person in PEOPLE)
    assert (owner.group, owner.limited, owner.stores) == (Group.OWNER, False, None)
    assert (manager.group, manager.name, manager.stores) == (Group.MANAGER, "小林", frozenset({1}))
    assert (staff.group, staff.person_id) == (Group.STAFF, 2)
    assert coster.sights == {Sight.COSTS}
    assert manager.sees("orders") and not manager.sees("pay_values") and not manager.sees("unit_costs")
    assert not staff.sees("orders") and staff.sees("problems") and coster.sees("unit_costs")
    assert manager.hidden("people") == {"base_fen"}
    assert not manager.sees_column("people", "base_fen") and owner.sees_column("people", "base_fen")


def test_what_closed_tables_are_about_fits_their_rights() -> None:
    for table, rights in CLASSES.items():
        if rights == PAY:
            assert subject_of(table) is Subject.PAY, table
        elif rights == COSTS:
            assert subject_of(table) is Subject.COSTS, table
        elif rights == OWNERS:
            assert subject_of(table) is Subject.OWN, table
    for column in ("base_fen", "cost_fen"):
        assert subject_of("people", column) in (Subject.PAY, Subject.COSTS)


def test_staff_see_people_without_pay_and_phones(opened: Callable[[str], App]) -> None:
    with_pay = {one.name: one.base_fen for one in opened("老板").services.people.everyone(1)}
    staff = opened("阿敏").services.people.everyone(1)
    assert {one.name for one in staff} == set(with_pay) and any(with_pay.values())
    assert {one.base_fen for one in staff} == {None} and {one.phone for one in staff} == {None}


def drafts_listed(app: App) -> object:
    """The months on the command line while all of them are drafts, of which nobody else gets a row."""
    app.services.payroll.runs = lambda _store_id: []  # type: ignore[method-assign]
    return run_list(Namespace(store=None, json=False), app)


CLOSED: dict[str, tuple[str, Subject, Callable[[App], object]]] = {
    "wages": ("小林", Subject.PAY, lambda app: app.services.payroll.run(1, MONTH)),
    "wages never computed": ("小林", Subject.PAY, lambda app: app.services.payroll.run(1, date(2026, 1, 1))),
    "months listed": ("会计", Subject.PAY, drafts_listed),
    "draft": ("小林", Subject.PAY, lambda app: app.services.payroll.draft(1, MONTH)),
    "schemes": ("小林", Subject.PAY, lambda app: app.services.schemes.board(1)),
    "what if": ("小林", Subject.PAY, lambda app: app.services.business.view(1)),
    "money": ("小林", Subject.COSTS, lambda app: app.services.ledger.rules(1)),
    "key figures": ("阿敏", Subject.OFFICE, lambda app: app.services.kpi.data_range(1)),
    "alerts": ("阿敏", Subject.OFFICE, lambda app: app.services.alerts.now(1)),
}


@pytest.mark.parametrize("name", CLOSED)
def test_what_is_closed_is_refused_in_words(opened: Callable[[str], App], name: str) -> None:
    who, subject, ask = CLOSED[name]
    with pytest.raises(NotYours) as caught:
        ask(opened(who))
    assert caught.value.subject is subject
    assert "Only the owner" in str(caught.value)


def test_everybody_reads_the_own_payslip_and_no_other(opened: Callable[[str], App]) -> None:
    for person, net in (("阿敏", 654321), ("小林", 812345)):
        (run,) = opened(person).services.payroll.own_slips(1)
        assert [(slip.net_fen, slip.cost_fen) for slip in run.slips] == [(net, None)]
        assert run.month == MONTH and run.turnover_fen is None
    assert opened("会计").services.payroll.own_slips(1) == []


def test_staff_write_under_their_own_name(opened: Callable[[str], App]) -> None:
    app = opened("阿敏")
    kept = app.services.problems.create(Problem(store_id=1, title="灯不亮", opened_on=TODAY))
    assert kept.opened_by == "阿敏"
    newest = app.services.history.latest(1)[0]
    assert (newest.actor, newest.changes[0].noun) == ("阿敏", "problems")
    owner = opened("老板")
    assert owner.services.history.latest(1)[0].actor == "阿敏"
    undone = app.services.history.undo()
    assert undone is not None and app.services.history.latest(1)[0].actor == "阿敏"


def test_refusals_of_changes_say_who_may(opened: Callable[[str], App]) -> None:
    staff, manager = opened("阿敏"), opened("小林")
    person = staff.services.people.everyone(1)[0]
    with pytest.raises(NotYours, match="nothing was changed"):
        staff.services.people.edit(dataclasses.replace(person, note="x"))
    with pytest.raises(NotYours, match="what people are paid"):
        manager.services.people.change(person.id or 0, TODAY, person.role_code, base_fen=500000)
    with pytest.raises(UserError, match="on the PC that holds"):
        staff.services.backups.create()
    assert staff.services.backups.create_daily() is None


def test_a_manager_changes_a_person_and_the_pay_stays(opened: Callable[[str], App]) -> None:
    manager, owner = opened("小林"), opened("老板")
    before = owner.services.people.everyone(1)[0]
    seen = next(one for one in manager.services.people.everyone(1) if one.id == before.id)
    manager.services.people.edit(dataclasses.replace(seen, note="早班"))
    after = next(one for one in owner.services.people.everyone(1) if one.id == before.id)
    assert (after.note, after.base_fen) == ("早班", before.base_fen)
    assert manager.services.history.undo() is not None
    back = next(one for one in owner.services.people.everyone(1) if one.id == before.id)
    assert (back.note, back.base_fen) == (before.note, before.base_fen)


def test_a_manager_sees_only_the_own_stores(opened: Callable[[str], App]) -> None:
    assert [one.id for one in opened("老板").services.stores.all()] == [1, 2]
    assert [one.id for one in opened("小林").services.stores.all()] == [1]


def test_news_reach_whoever_may_not_see_what_was_changed(opened: Callable[[str], App]) -> None:
    owner, staff = opened("老板"), opened("阿敏")
    staff.services.history.news()
    rung = Event()
    hearing = staff.services.history.listen(rung.set)
    assert hearing is not None and rung.wait(10) and hearing.hears
    rung.clear()
    owner.services.problems.create(Problem(store_id=1, title="问题", opened_on=TODAY))
    assert rung.wait(10)
    hearing.stop()
    assert "problems" in staff.services.history.news()
    assert staff.services.history.news() == frozenset()


def test_one_undoes_the_own_last_change_only(opened: Callable[[str], App]) -> None:
    owner, staff = opened("老板"), opened("阿敏")
    mine = staff.services.problems.create(Problem(store_id=1, title="我的", opened_on=TODAY))
    owner.services.problems.create(Problem(store_id=1, title="老板的", opened_on=TODAY))
    staff.services.history.undo()
    titles = {one.title for one in _problems(owner)}
    assert "老板的" in titles and "我的" not in titles
    again = staff.services.problems.create(Problem(store_id=1, title="再来", opened_on=TODAY))
    owner.services.problems.postpone([again.id or 0], TODAY + timedelta(days=1))
    with pytest.raises(UserError, match="changed again since"):
        staff.services.history.undo()
    assert mine.id is not None and "再来" in {one.title for one in _problems(owner)}


def _problems(app: App) -> list[Problem]:
    from shopdesk.storage.repositories.daily import Problems

    with app.services.ctx.read() as uow:
        return uow.repository(Problems).find()
