"""What pays somebody is not written over unseen: two people at the pay data, the figures and the scores of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.inspections import InspectionRound, Station
from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.growth.records import ScoreEntry
from shopdesk.domain.growth.scorecards import Card
from shopdesk.domain.joining import StandsThere, Was
from shopdesk.domain.payroll.month_figures import MonthFigure
from shopdesk.domain.payroll.pay_facts import DATED, PayFacts
from shopdesk.domain.stores import Store
from tests.conftest import MONDAY
from tests.storage.test_payroll_cli import march

MARCH = date(2026, 3, 1)
OTHER = {
    "social_base_fen": 7_777_00,
    "fund_base_fen": 6_666_00,
    "fund_rate": Decimal("0.12"),
    "city": "上海",
    "special_fen": 1_500_00,
    "first_wage": True,
    "low_wage": True,
    "bank_account": "6222020000123456",
    "bank_name": "招商银行",
    "allowance_fen": 300_00,
    "accounts": "店:别人",
    "insured": False,
}


@pytest.fixture
def paid(app: App, store: Store, tmp_path: Path) -> Store:
    """Four people with everything that March needs."""
    app.services.payroll.load(store.id or 0, MARCH, march(tmp_path / "march.xlsx"))
    return store


def facts(app: App, store: Store) -> PayFacts:
    return next(row for row in app.services.paydata.view(store.id or 0, MARCH).rows if row.name == "小满")


def other_value(shown: PayFacts, field: str) -> object:
    value = getattr(shown, field)
    return not value if isinstance(value, bool) else OTHER[field]


@pytest.mark.parametrize("field", [*DATED, "insured"])
def test_pay_data_that_somebody_kept_meanwhile_stay(app: App, paid: Store, field: str) -> None:
    assert set(OTHER) == {*DATED, "insured"}
    paydata, store_id, shown = app.services.paydata, paid.id or 0, facts(app, paid)
    theirs = replace(shown, **{field: other_value(shown, field)})
    if field == "low_wage":
        theirs = replace(theirs, first_wage=False)
    paydata.save(store_id, MARCH, theirs)
    now = facts(app, paid)
    assert getattr(now, field) != getattr(shown, field)
    mine = replace(shown, special_fen=1_234_00) if field != "special_fen" else replace(shown, city="杭州市")
    with pytest.raises(ChangedMeanwhile) as refused:
        paydata.save(store_id, MARCH, mine, shown)
    assert facts(app, paid) == now == refused.value.now
    # The form takes theirs in and keeps its own beside it.
    beside = {"special_fen": 1_234_00} if field != "special_fen" else {"city": "杭州市"}
    paydata.save(store_id, MARCH, replace(now, **beside), now)
    kept = facts(app, paid)
    assert getattr(kept, field) == getattr(now, field)
    assert all(getattr(kept, name) == value for name, value in beside.items())


def test_pay_data_that_both_typed_alike_are_nobodys_quarrel(app: App, paid: Store) -> None:
    paydata, store_id, shown = app.services.paydata, paid.id or 0, facts(app, paid)
    mine = replace(shown, city="上海")
    paydata.save(store_id, MARCH, mine)
    paydata.save(store_id, MARCH, mine, shown)
    assert facts(app, paid).city == "上海"


def figure(app: App, store: Store, code: str) -> MonthFigure:
    found = app.services.payroll.figures.of_month(store.id or 0, MARCH)
    return next(one for one in found if (one.who, one.field.name) == ("小满", code))


@pytest.mark.parametrize(
    ("code", "first", "theirs", "mine", "said"),
    [
        ("own_sales", 31_000, 32_000, 33_000, r"320\.00 stands there now"),
        ("sick_days", Decimal("1.50"), Decimal(2), Decimal(3), "2 stands there now"),
    ],
)
def test_a_figure_of_a_month_is_not_typed_over_another(
    app: App, paid: Store, code: str, first: int | Decimal, theirs: int | Decimal, mine: int | Decimal, said: str
) -> None:
    figures, store_id = app.services.payroll.figures, paid.id or 0
    who = figure(app, paid, code).person_id

    def put(value: int | Decimal | None, was: Was | None = None) -> None:
        figures.put(store_id, MARCH, who, code, value, "数过" if value is not None else "", was)

    put(first)
    shown = figure(app, paid, code)
    put(theirs, shown.was)
    with pytest.raises(StandsThere, match=said):
        put(mine, shown.was)
    with pytest.raises(StandsThere, match=said):
        put(None, shown.was)
    put(theirs, shown.was)  # both mean the same
    put(mine, figure(app, paid, code).was)
    assert figure(app, paid, code).value == mine
    put(None, figure(app, paid, code).was)
    with pytest.raises(StandsThere, match="— stands there now"):
        put(first, Was(mine))
    assert not figure(app, paid, code).typed
    put(first, figure(app, paid, code).was)


def test_a_score_that_somebody_entered_meanwhile_stays(app: App, paid: Store) -> None:
    cards, store_id = app.services.growth.cards, paid.id or 0
    board = cards.board(store_id, MARCH)
    person = next(one for one in board.people if one.filled is not None and one.filled.lines)
    assert person.filled is not None
    code = person.filled.lines[0].indicator.code
    fresh = ScoreEntry(store_id=store_id, person_id=person.id, month=MARCH, indicator=code, reason="查过")
    theirs = cards.enter(replace(fresh, value=Decimal(3)))
    with pytest.raises(ChangedMeanwhile) as refused:
        cards.enter(replace(fresh, value=Decimal(4)))
    assert refused.value.now == theirs
    cards.enter(replace(theirs, value=Decimal(5)))
    with pytest.raises(ChangedMeanwhile):
        cards.enter(replace(theirs, value=Decimal(6)))
    kept = next(one for one in cards.board(store_id, MARCH).people if one.id == person.id).entries[code]
    assert kept.value == Decimal(5)


def test_points_of_a_round_are_not_typed_over_another(app: App, store: Store) -> None:
    inspections, today = app.services.inspections, MONDAY.date()
    number = inspections.keep(InspectionRound(store_id=store.id or 0, name="首页", places="店招\n主视觉")).id or 0
    empty = Station("店招")
    inspections.mark(number, today, "店招", points=0, was=empty.was("points"))
    with pytest.raises(StandsThere, match="0 stands there now"):
        inspections.mark(number, today, "店招", points=4, was=empty.was("points"))
    inspections.mark(number, today, "店招", note="字太小", was=empty.was("note"))
    there = next(one for one in inspections.walk(number, today).stations if one.place == "店招")
    assert there.mark is not None and (there.mark.points, there.mark.note) == (0, "字太小")
    inspections.mark(number, today, "店招", points=4, was=there.was("points"))


def test_a_scorecard_that_somebody_saved_meanwhile_stays(app: App, store: Store) -> None:
    cards, store_id = app.services.growth.cards, store.id or 0
    begun = next(one for one in cards.versions(store_id) if one.code == "service_presale")

    def version(target: str) -> Card:
        return replace(begun, valid_from=MARCH, indicators=(
            replace(begun.indicators[0], target=Decimal(target)), *begun.indicators[1:]
        ))  # fmt: skip

    theirs = cards.save(store_id, version("99"), begun)
    with pytest.raises(ChangedMeanwhile) as refused:
        cards.save(store_id, version("97"), begun)
    now = refused.value.now
    assert isinstance(now, Card) and now.indicators == theirs.indicators
    cards.save(store_id, version("99"), begun)  # both mean the same
    cards.save(store_id, version("97"), now)
    kept = [one.indicators for one in cards.versions(store_id) if one.valid_from == MARCH]
    assert kept == [version("97").indicators]


def test_a_training_plan_that_somebody_saved_meanwhile_stays(app: App, store: Store) -> None:
    desk, store_id = app.services.growth.training, store.id or 0
    begun = next(one for one in desk.plans(store_id) if one.code == "service")
    theirs = desk.save_plan(store_id, replace(begun, months=2), begun)
    with pytest.raises(ChangedMeanwhile) as refused:
        desk.save_plan(store_id, replace(begun, months=3), begun)
    assert refused.value.now == theirs
    desk.save_plan(store_id, replace(theirs, months=3), theirs)
    assert next(one for one in desk.plans(store_id) if one.code == "service").months == 3
