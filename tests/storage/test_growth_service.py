"""Scorecards over the data: figures with their source, settling, new versions, the wage; design jobs and training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.deadlines import DeadlineKind
from shopdesk.domain.errors import UserError
from shopdesk.domain.figures import ServiceDay
from shopdesk.domain.growth.design import DesignJob
from shopdesk.domain.growth.records import ScoreEntry
from shopdesk.domain.growth.scorecards import Card
from shopdesk.domain.growth.training import TrialState
from shopdesk.domain.payroll.records import PayInput, PayValue, SchemeVersion
from shopdesk.domain.payroll.scheme_content import scheme_content
from shopdesk.domain.payroll.schemes import Band, Basis, Component, Scheme
from shopdesk.domain.people import Person
from shopdesk.domain.setup.template import Wording
from shopdesk.infra.clock import FixedClock
from shopdesk.services.attachments import Pasted
from shopdesk.services.daily.reminders import collect
from shopdesk.storage.queries.bulk_records import insert_records
from shopdesk.storage.repositories.payroll import PayInputs, PayValues, SchemeVersions
from shopdesk.storage.tables.figures import service_days

MONTH = date(2026, 2, 1)
TODAY = date(2026, 3, 16)


class Growth:
    """A store with two people of the service and a designer, and what it takes to score them."""

    def __init__(self, folder: Path) -> None:
        self.app: App = open_app(folder, "en", clock=FixedClock(datetime(2026, 3, 16, 9, 0)))
        self.services = self.app.services
        self.store_id = self.services.stores.create("店").id or 0
        hire = self.services.people.hire
        self.one = hire(self.store_id, "小满", "service", date(2025, 6, 1), base_fen=200_000)
        self.other = hire(self.store_id, "谷雨", "service_after", date(2025, 6, 1), base_fen=200_000)
        self.designer = hire(self.store_id, "立夏", "design", date(2025, 6, 1), base_fen=300_000)
        self.cards = self.services.growth.cards

    def reports(self) -> None:
        """Service reports of 小满 on two days of February, and the account in the pay data."""
        days = [
            ServiceDay(store_id=self.store_id, agent="xm", day=date(2026, 2, day), received=100, replied=99,
                       inquiries=80, paid_inquiries=40, ratings=50, good_ratings=48, first_reply_seconds=20,
                       sales_fen=500_00)
            for day in (2, 3)
        ]  # fmt: skip
        with self.services.ctx.open_uow("reports") as uow:
            insert_records(uow.connection, service_days, days)
            uow.touch("service_days")
            uow.repository(PayValues).put(
                PayValue(store_id=self.store_id, person_id=self.one.id, code="accounts", valid_from=MONTH, value="xm")
            )
            uow.commit()

    def person(self, who: Person, month: date = MONTH) -> Any:
        return next(one for one in self.cards.board(self.store_id, month).people if one.id == who.id)

    def enter(self, indicator: str, value: str | None, *, who: Person | None = None, left_out: bool = False) -> None:
        person = self.person(who or self.one)
        begun = person.entries.get(indicator) or ScoreEntry(
            store_id=self.store_id, person_id=person.id, month=MONTH, indicator=indicator
        )
        figure = None if value is None else Decimal(value)
        self.cards.enter(replace(begun, value=figure, left_out=left_out, reason="as agreed"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Growth]:
    growth = Growth(tmp_path / "data")
    yield growth
    growth.app.close()


def figures(scored: Any) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {line.indicator.code: (line.actual.value, line.score) for line in scored.filled.lines}


def test_a_card_takes_the_figures_of_the_reports_and_says_what_is_missing(shop: Growth) -> None:
    assert figures(shop.person(shop.one))["satisfaction"] == (None, None)
    assert "小满" in str(shop.cards.board(shop.store_id, MONTH).notices[0])
    shop.reports()
    found = shop.person(shop.one)
    assert figures(found) == {
        "satisfaction": (Decimal("96.00"), Decimal("84.62")),
        "inquiry_conversion": (Decimal("50.00"), Decimal("80.00")),
        "reply_rate": (Decimal("99.00"), Decimal("100.00")),
        "first_reply": (Decimal("20.00"), Decimal("100.00")),
        "sales_share": (Decimal("100.00"), Decimal("100.00")),
        "wording": (None, None),
    }
    assert found.total is None and found.filled.missing_weight == Decimal("0.05")
    board = shop.cards.board(shop.store_id, MONTH)
    assert any("2 of 28 days" in str(notice) for notice in board.notices)
    shop.enter("wording", "1")
    # 0.3 x 84.62 + 0.25 x 80 + 0.15 x 100 + 0.15 x 100 + 0.1 x 100 + 0.05 x 80, by hand.
    assert shop.person(shop.one).total == Decimal("89.39")
    shop.enter("wording", None, left_out=True)
    assert shop.person(shop.one).total == Decimal("89.88")  # 85.386 of a weight of 0.95


def test_a_typed_figure_goes_before_the_report_and_can_be_taken_back(shop: Growth) -> None:
    shop.reports()
    shop.enter("satisfaction", "98")
    line = shop.person(shop.one).filled.lines[0]
    assert (line.actual.value, line.actual.known, line.actual.typed) == (Decimal(98), Decimal("96.00"), True)
    with pytest.raises(UserError, match="Why"):
        shop.cards.enter(ScoreEntry(store_id=shop.store_id, person_id=shop.one.id or 0, month=MONTH,
                                    indicator="satisfaction", value=Decimal(1)))  # fmt: skip
    with pytest.raises(UserError, match="leave the indicator out"):
        shop.enter("satisfaction", None)
    (entry,) = shop.person(shop.one).entries.values()
    shop.cards.clear(entry.id)
    assert figures(shop.person(shop.one))["satisfaction"][0] == Decimal("96.00")


def changed(shop: Growth, day: date, target: str) -> Card:
    """The pre-sale card with another target for satisfaction, from a day on."""
    card = next(one for one in shop.cards.versions(shop.store_id) if one.code == "service_presale")
    first = replace(card.indicators[0], target=Decimal(target))
    return replace(card, valid_from=day, indicators=(first, *card.indicators[1:]))


def test_a_settled_month_stays_whatever_changes_afterwards(shop: Growth) -> None:
    shop.reports()
    shop.enter("wording", "0")
    with pytest.raises(UserError, match="not over"):
        shop.cards.settle(shop.store_id, TODAY.replace(day=1))
    assert shop.cards.settle(shop.store_id, MONTH) == 1  # the others miss figures
    before = shop.person(shop.one)
    assert before.settled is not None
    with pytest.raises(UserError, match="settled"):
        shop.enter("wording", "5")
    with pytest.raises(UserError, match="from 2026-03-01 on"):
        shop.cards.save(shop.store_id, changed(shop, MONTH, "100"))
    shop.cards.save(shop.store_id, changed(shop, date(2026, 3, 9), "100"))
    with shop.services.ctx.open_uow("later import") as uow:
        later = ServiceDay(store_id=shop.store_id, agent="xm", day=date(2026, 2, 9), ratings=100, good_ratings=0)
        insert_records(uow.connection, service_days, [later])
        uow.touch("service_days")
        uow.commit()
    after = shop.person(shop.one)
    assert after.filled.lines == before.filled.lines and after.total == before.total
    assert [one.total for one in after.trend][-1] == before.total
    # The new version holds from the first of its month, and earlier months are judged by the old one.
    march = shop.person(shop.one, TODAY)
    assert march.filled.card.valid_from == date(2026, 3, 1) and march.filled.lines[0].indicator.target == 100
    assert shop.person(shop.one, date(2026, 1, 1)).filled.lines[0].indicator.target == 98
    shop.cards.reopen(after.settled)
    assert figures(shop.person(shop.one))["satisfaction"][0] == Decimal("48.00")


def pay_by_score(shop: Growth) -> None:
    """From 80 points on 200 yuan, from 90 on 500."""
    steps = (
        Band(Decimal(0), Decimal("79.99"), Decimal(0)),
        Band(Decimal("79.99"), Decimal("89.99"), Decimal(200_00)),
        Band(Decimal("89.99"), None, Decimal(500_00)),
    )
    part = Component(code="score", name=Wording("绩效分", "Score bonus"), basis=Basis.SCORE, bands=steps)
    scheme = Scheme(code="own", name=Wording("客服", "Service"), roles=("service",), valid_from=MONTH,
                    base_fen=200_000, components=(part,))  # fmt: skip
    with shop.services.ctx.open_uow("scheme") as uow:
        uow.repository(SchemeVersions).add(
            SchemeVersion(store_id=shop.store_id, code="own", valid_from=MONTH, content=scheme_content(scheme))
        )
        uow.commit()


def slip_line(shop: Growth) -> Any:
    run = shop.services.payroll.draft(shop.store_id, MONTH)
    slip = next(one for one in run.slips if one.person_id == shop.one.id)
    return next(one for one in slip.lines if one.name.params.get("name", one.code) and "component" in one.code)


def test_a_score_pays_through_the_scheme_and_names_its_card(shop: Growth) -> None:
    shop.reports()
    pay_by_score(shop)
    assert slip_line(shop).amount_fen is None, "while a figure is missing, nothing is paid by it"
    assert shop.person(shop.one).pays == ()
    shop.enter("wording", "0")
    found = shop.person(shop.one)
    assert found.total == Decimal("90.39")
    assert [one.amount_fen for one in found.pays] == [500_00]
    line = slip_line(shop)
    assert line.amount_fen == 500_00
    (source,) = line.sources
    assert (source["kind"], source["id"], source["amount"]) == ("scorecard", "service_presale", "90.39")
    with shop.services.ctx.open_uow("typed") as uow:
        uow.repository(PayInputs).put(
            PayInput(store_id=shop.store_id, person_id=shop.one.id, month=MONTH, code="score", value="85", reason="x")
        )
        uow.commit()
    assert slip_line(shop).amount_fen == 200_00, "what somebody typed for the wages goes first"


def test_the_design_log_makes_both_rates_and_keeps_a_file(shop: Growth) -> None:
    log, who = shop.services.growth.jobs, shop.designer.id or 0
    first = log.save(
        DesignJob(store_id=shop.store_id, person_id=who, title=" 主图 ", asked_on=date(2026, 2, 2),
                  due_on=date(2026, 2, 5), delivered_on=date(2026, 2, 5), passed_try=1),
        Pasted("主图.txt", b"a picture"),
    )  # fmt: skip
    assert (first.title, first.file_name) == ("主图", "主图.txt") and log.path(first).read_bytes() == b"a picture"
    log.save(DesignJob(store_id=shop.store_id, person_id=who, title="详情页", asked_on=date(2026, 2, 2),
                       due_on=date(2026, 2, 9), delivered_on=date(2026, 2, 12), passed_try=2))  # fmt: skip
    with pytest.raises(UserError, match="before it was asked"):
        log.save(replace(first, due_on=date(2026, 1, 1)))
    board = log.board(shop.store_id, MONTH)
    assert [one.title for one in board.jobs] == ["主图", "详情页"] and board.designers == (who,)
    assert board.rates[who] == {"design.on_time": Decimal("50.00"), "design.pass_rate": Decimal("50.00")}
    assert figures(shop.person(shop.designer))["on_time"] == (Decimal("50.00"), Decimal("0.00"))
    log.remove(first.id or 0)
    shop.services.history.undo()
    assert len(log.board(shop.store_id, MONTH).jobs) == 2


def test_who_is_hired_begins_the_plan_and_the_end_of_the_trial_is_reminded_of(shop: Growth) -> None:
    people, desk = shop.services.people, shop.services.growth.training
    new = people.take_in(
        Person(store_id=shop.store_id, name="清明", department_code="service", role_code="service",
               hired_on=date(2026, 3, 13)),
        train=True,
    )  # fmt: skip
    (view,) = desk.board(shop.store_id).trainings
    assert (view.person.id, view.training.ends_on, view.training.state) == (
        new.id,
        date(2026, 4, 12),
        TrialState.ON_TRIAL,
    )
    assert [item.day for item in view.due] == [1, 4], "the second is due today"
    reminded = [str(one.sentence) for one in collect(shop.services, TODAY)]
    assert any("Training due today: 清明: The products" in said for said in reminded)
    assert not any("Trial" in said for said in reminded)
    meeting = shop.services.daily.meeting(shop.store_id, TODAY)
    assert [one.person.name for one in meeting.training] == ["清明"]

    item = view.items[1]
    with pytest.raises(UserError, match="result of the test"):
        desk.record(replace(item, done_on=TODAY))
    desk.record(replace(item, done_on=TODAY, result=Decimal(79)))
    (view,) = desk.board(shop.store_id).trainings
    assert view.passed == 0 and [one.day for one in view.due] == [1, 4]
    desk.record(replace(view.items[1], done_on=TODAY, result=Decimal(80)))
    (view,) = desk.board(shop.store_id).trainings
    assert view.passed == 1

    with pytest.raises(UserError, match="Say why"):
        desk.extend(view.training, date(2026, 4, 30), " ")
    with pytest.raises(UserError, match="after 2026-04-12"):
        desk.extend(view.training, date(2026, 4, 12), "sick")
    kept = desk.extend(view.training, date(2026, 4, 30), "sick for two weeks")
    end = date(2026, 4, 30)
    due = [one for one in shop.services.calendar.deadlines(shop.store_id, end, end) if one.kind is DeadlineKind.TRIAL]
    assert [(one.title, one.done) for one in due] == [("清明", False)]
    near = collect(shop.services, date(2026, 4, 25))
    assert any("Trial ends: 清明 (2026-04-30)" in str(one.sentence) for one in near)
    desk.decide(kept, passed=True, decided_on=date(2026, 4, 29))
    assert not any("清明" in str(one.sentence) for one in collect(shop.services, date(2026, 5, 2)))

    shop.services.history.undo()  # the decision
    (view,) = desk.board(shop.store_id).trainings
    assert view.training.state is TrialState.EXTENDED


def test_one_undo_takes_the_hire_back_with_its_training(shop: Growth) -> None:
    person = Person(store_id=shop.store_id, name="清明", department_code="service", role_code="service", hired_on=TODAY)
    shop.services.people.take_in(person, train=True)
    shop.services.history.undo()
    assert shop.services.growth.training.board(shop.store_id).trainings == ()
    assert all(one.name != "清明" for one in shop.services.people.everyone(shop.store_id))


def test_a_plan_by_hand_and_who_has_none(shop: Growth) -> None:
    desk = shop.services.growth.training
    shop.services.people.hire(shop.store_id, "清明", "design", TODAY)
    assert [one.name for one in desk.board(shop.store_id).without] == ["清明"]
    plan = next(one for one in desk.plans(shop.store_id) if one.code == "service")
    desk.save_plan(shop.store_id, replace(plan, months=2, items=plan.items[:2]))
    with pytest.raises(UserError, match="At most 6"):
        desk.save_plan(shop.store_id, replace(plan, months=7))
    kept = desk.begin(shop.store_id, shop.one.id or 0, "service", TODAY)
    assert kept.ends_on == date(2026, 5, 15)
    with pytest.raises(UserError, match="already"):
        desk.begin(shop.store_id, shop.one.id or 0, "service", TODAY)
    assert len(desk.board(shop.store_id).trainings[0].items) == 2
    desk.remove(kept.id or 0)
    assert desk.board(shop.store_id).trainings == ()


@pytest.mark.parametrize("value", ["NaN", "1e400", "-Infinity"])
def test_a_figure_that_is_none_is_said_in_words(shop: Growth, value: str) -> None:
    shop.enter("wording", "1")
    shop.services.growth.training.begin(shop.store_id, shop.one.id or 0, "service", TODAY)
    with shop.services.ctx.open_uow("damage") as uow:
        for table in ("score_entries SET value", "training_items SET result"):
            uow.connection.exec_driver_sql(f"UPDATE {table} = ?", (value,))
        uow.commit()
    with pytest.raises(UserError, match="cannot be read"):
        shop.cards.board(shop.store_id, MONTH)
    with pytest.raises(UserError, match="cannot be read"):
        shop.services.growth.training.board(shop.store_id)
