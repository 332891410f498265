"""A month that was paid by several runs: every figure elsewhere counts what stands, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from shopdesk.cli.main import run
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.reminders import ReminderKind
from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.people_cost import MonthCost, costs_of, whole_cost
from shopdesk.domain.payroll.review import review
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.periods import week_of
from shopdesk.domain.report.people_cost import PeopleCost
from shopdesk.services.daily.reminders import collect
from shopdesk.services.payroll import corrections
from shopdesk.services.payroll.corrections import Item
from shopdesk.storage.queries.growth import locked_months
from shopdesk.storage.queries.payroll import month_costs, months_income
from tests.storage.test_payroll_corrections import APRIL, MARCH, Shop, slip, type_past_the_lock

AWARD = 1_000_000


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.app.close()


def pay_apart(shop: Shop, name: str = "霜降") -> int:
    item = Item(person_id=shop.ids[name], amount_fen=AWARD, original_month=MARCH, original_code="award")
    return shop.corrections.pay_apart(shop.store_id, [item], "忘记的奖金").number


def asked(shop: Shop, query: Callable[..., Any], *more: Any) -> Any:
    with shop.app.services.ctx.read() as uow:
        return query(uow.connection, shop.store_id, *more)


def test_the_cost_of_a_month_is_what_stands(shop: Shop) -> None:
    march = shop.lock(MARCH)
    wages = whole_cost(costs_of([march])) or 0
    alone = [MonthCost(MARCH, RunState.LOCKED, wages, march.turnover_fen)]
    assert asked(shop, month_costs) == alone
    number = pay_apart(shop)
    assert [one.cost_fen for one in asked(shop, month_costs)] == [wages + AWARD]
    shop.corrections.reverse(shop.store_id, MARCH, "付错了", number)
    assert asked(shop, month_costs) == alone
    shop.corrections.reverse(shop.store_id, MARCH, "底薪错了")
    assert asked(shop, month_costs) == []
    assert asked(shop, locked_months) == set()
    assert asked(shop, months_income, 2026) == {}
    shop.enter(MARCH, "霜降", "award", AWARD)
    shop.lock(MARCH)
    assert [one.cost_fen for one in asked(shop, month_costs)] == [wages + AWARD]
    assert asked(shop, locked_months) == {MARCH}


def test_the_planner_goes_by_what_stands(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    tiers = shop.app.services.tiers
    march = shop.lock(MARCH)
    wages = whole_cost(costs_of([march])) or 0
    number = pay_apart(shop)
    monkeypatch.setattr(type(shop.app.services.ctx.clock), "today", lambda _clock: date(2026, 4, 2))
    known = tiers.wages(shop.store_id)
    assert known.locked is not None and known.locked.cost_fen == wages + AWARD
    shop.corrections.reverse(shop.store_id, MARCH, "付错了", number)
    shop.corrections.reverse(shop.store_id, MARCH, "底薪错了")
    assert tiers.wages(shop.store_id).newest is None


def test_the_weekly_report_goes_by_what_stands(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(shop.app.services.ctx.clock), "today", lambda _clock: date(2026, 4, 2))
    shop.app.services.problems.create(Problem(store_id=shop.store_id, title="迟到的包裹", opened_on=date(2026, 3, 30)))

    def people() -> PeopleCost:
        found = shop.app.services.reports.weekly(shop.store_id, week_of(date(2026, 3, 24))).people
        assert found is not None
        return found

    march = shop.lock(MARCH)
    wages = whole_cost(costs_of([march])) or 0
    number = pay_apart(shop)
    assert (told := people().wages) is not None and told.cost_fen == wages + AWARD
    shop.corrections.reverse(shop.store_id, MARCH, "付错了", number)
    assert (told := people().wages) is not None and told.cost_fen == wages
    shop.corrections.reverse(shop.store_id, MARCH, "底薪错了")
    assert people().wages is None and people().last is None and not people().drafted


def test_the_tax_year_and_the_cost_sheet_have_what_was_paid_apart(shop: Shop) -> None:
    papers = shop.app.services.pay_papers
    march = shop.lock(MARCH)
    number = pay_apart(shop)
    shop.quiet(APRIL)
    april = shop.lock(APRIL)
    mine = next(one for one in papers.year(shop.store_id, 2026) if one.name == "霜降")
    assert [row.month for row in mine.rows] == [MARCH, MARCH, APRIL]
    assert mine.sums.income_fen == (slip(march, "霜降").gross_fen or 0) + AWARD + (slip(april, "霜降").gross_fen or 0)
    assert mine.sums.tax_fen == slip(april, "霜降").withheld_fen and mine.whole
    document = papers.cost_document(shop.store_id, MARCH)
    costs = {one["name"]: one["employer_cost"] for one in document["people"]}
    assert len(document["people"]) == len(costs) == len(march.slips)
    assert costs["霜降"] == f"{((slip(march, '霜降').cost_fen or 0) + AWARD) / 100:.2f}"
    shop.corrections.reverse(shop.store_id, APRIL, "重算")
    shop.corrections.reverse(shop.store_id, MARCH, "付错了", number)
    mine = next(one for one in papers.year(shop.store_id, 2026) if one.name == "霜降")
    assert [row.month for row in mine.rows] == [MARCH]
    shop.corrections.reverse(shop.store_id, MARCH, "底薪错了")
    with pytest.raises(UserError, match="No month of 2026"):
        papers.year(shop.store_id, 2026)


def test_what_is_paid_apart_has_a_bank_list_of_its_own(shop: Shop, tmp_path: Path) -> None:
    papers = shop.app.services.pay_papers
    shop.lock(MARCH)
    number = pay_apart(shop)
    apart = shop.payroll.run(shop.store_id, MARCH, number)
    assert [(row.name, row.amount_fen) for row in papers.bank_rows(shop.store_id, MARCH, number)] == [
        ("霜降", apart.slips[0].net_fen)
    ]
    assert len(papers.bank_rows(shop.store_id, MARCH)) == 4
    target = tmp_path / "apart.xlsx"
    folder = str(shop.folder / "data")
    arguments = ["payroll", "bank", "--month", "2026-03", "--run", str(number), "-o", str(target)]
    assert run(["--data-dir", folder, *arguments]) == 0
    sheet = load_workbook(target).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=5, values_only=True)][:1] == ["霜降"]
    taken = shop.corrections.reverse(shop.store_id, MARCH, "付错了", number)
    for nothing_paid in (number, taken.number):
        with pytest.raises(UserError, match="nothing is paid by it"):
            papers.bank_rows(shop.store_id, MARCH, nothing_paid)


def test_the_business_is_tried_on_the_wages_that_stand(shop: Shop) -> None:
    business = shop.app.services.business
    shop.lock(MARCH)
    assert (before := business.view(shop.store_id)) is not None and not before.notices
    number = pay_apart(shop)
    assert (view := business.view(shop.store_id)) is not None
    assert [str(note) for note in view.notices if "10,000.00" in str(note)] and len(view.notices) == 1
    assert view.as_it_was.cost_fen == before.as_it_was.cost_fen
    shop.corrections.reverse(shop.store_id, MARCH, "付错了", number)
    shop.corrections.reverse(shop.store_id, MARCH, "底薪错了")
    assert business.view(shop.store_id) is None


def test_what_came_after_the_lock_is_in_the_bell(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    services, computed = shop.app.services, []
    rules = corrections.compute_month

    def counted(inputs: Any) -> Any:
        computed.append(inputs.month)
        return rules(inputs)

    def told() -> list[str]:
        found = collect(services, date(2026, 4, 2))
        return [str(one.sentence) for one in found if one.kind is ReminderKind.WAGES]

    shop.lock(MARCH)
    monkeypatch.setattr(corrections, "compute_month", counted)
    assert told() == [] and len(computed) == 1
    type_past_the_lock(shop, "小满", "own_sales", "15000000")
    said = told()
    assert said == ["Wages of 2026-03, late changes: 4, -300.00 yuan"] and len(computed) == 2
    # Nothing that the month is made of has changed, so it is not computed again.
    services.problems.create(Problem(store_id=shop.store_id, title="迟到的包裹", opened_on=date(2026, 3, 30)))
    assert told() == said and len(computed) == 2
    services.pay_lock.set("一个长的密码 2026")
    services.pay_lock.lock()
    assert told() == []
    services.pay_lock.unlock("一个长的密码 2026")
    assert told() == said


def test_a_review_by_the_amounts_alone_says_what_the_whole_months_say(shop: Shop) -> None:
    march = shop.lock(MARCH)
    shop.quiet(APRIL)
    april = shop.payroll.compute(shop.store_id, APRIL)
    assert shop.payroll.review(shop.store_id, APRIL) == review(april, [march])
    assert shop.payroll.review(shop.store_id, MARCH) == review(march, [])
