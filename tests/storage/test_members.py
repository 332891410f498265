"""Members: cohorts, levels and who is due, held against a second reckoning with pandas."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest
from sqlalchemy import text

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.members import (
    AFTER,
    Buyers,
    MemberLevel,
    Members,
    cohorts,
    due_for_repeat,
    plain_members,
    read_members,
    sum_up,
)
from shopdesk.domain.periods import month_of
from shopdesk.domain.stores import Store
from shopdesk.storage import kept_answers
from tests.kpi_data import add_orders, order

TODAY = date(2026, 3, 16)
Row = tuple[str, str | None, int | None]


def made(seed: int) -> list[Row]:
    """Two years of paid orders of 60 buyers, some twice a day, some without a name or an amount."""
    rnd = Random(seed)
    rows: list[Row] = []
    for _ in range(400):
        day = TODAY - timedelta(days=rnd.randrange(700))
        code = f"b{rnd.randrange(60)}" if rnd.random() < 0.8 else rnd.choice([None, "b1", "b2"])
        rows.append((day.isoformat(), code, rnd.choice([None, 100, 2_550, 19_900])))
    return sorted(rows, key=lambda row: row[0])


def gathered(rows: list[Row]) -> Buyers:
    found = Buyers()
    found.take(((day, code) for day, code, _fen in rows), ((code, fen) for _day, code, fen in rows if code))
    return found


def summed(rows: list[Row], most: int = 5) -> Members:
    return sum_up(gathered(rows), month_of(TODAY), most)


@pytest.mark.parametrize("seed", range(4))
def test_pandas_counts_the_same(seed: int) -> None:
    rows = made(seed)
    frame = pd.DataFrame(rows, columns=["day", "code", "fen"])
    frame["day"] = pd.to_datetime(frame["day"])
    named = frame.dropna(subset=["code"])
    days = named.drop_duplicates(["code", "day"]).sort_values(["code", "day"])
    first = days.groupby("code")["day"].min().dt.to_period("M")
    months = days.assign(month=days["day"].dt.to_period("M"), first=days["code"].map(first))
    buyers = summed(rows)
    assert buyers == read_members(json.loads(json.dumps(plain_members(buyers))))
    assert buyers.nameless == len(frame) - len(named)
    assert buyers.buyers == named["code"].nunique()
    assert buyers.repeating == int((days.groupby("code").size() > 1).sum())
    gaps = days.groupby("code")["day"].diff().dropna().dt.days
    assert buyers.median_gap == int(gaps.quantile(0.5, interpolation="higher"))
    for cohort in cohorts(buyers, TODAY):
        mine = months[months["first"] == pd.Period(cohort.month, "M")]
        assert cohort.buyers == mine["code"].nunique()
        assert cohort.again == int((mine.groupby("code").size() > 1).sum())
        for after, count in enumerate(cohort.back, start=1):
            assert count == mine[mine["month"] == pd.Period(cohort.month, "M") + after]["code"].nunique()
        begun = (TODAY.year - cohort.month.year) * 12 + TODAY.month - cohort.month.month
        assert len(cohort.back) == min(AFTER, begun)
        assert cohort.rate(len(cohort.back) + 1) is None, "a month that has not begun is no nought"
    last = days.groupby("code")["day"].max() + pd.Timedelta(days=buyers.median_gap or 0)
    sums = named.groupby("code")["fen"].sum()
    # What is said holds on every day of the month.
    for today in (TODAY, TODAY.replace(day=1), TODAY.replace(day=31)):
        due, count = due_for_repeat(buyers, today, 5)
        around = last[(last - pd.Timestamp(today)).abs() <= pd.Timedelta(days=28)]
        assert count == len(around)
        assert [one.paid_fen for one in due] == sorted((int(sums[code]) for code in around.index), reverse=True)[:5]
        assert all(one.due == last[one.code].date() for one in due)


def test_two_orders_of_one_day_are_no_repeat() -> None:
    rows = [("2026-01-05", "a", 100), ("2026-01-05", "a", 50), ("2026-01-06", "b", None)]
    buyer, buyers = gathered(rows).known["a"], summed(rows)
    assert (buyers.repeating, buyers.median_gap, buyer.orders, buyer.fen) == (0, None, 2, 150)
    assert due_for_repeat(buyers, TODAY, 5) == ((), 0)


def test_a_store_without_named_buyers_has_none(app: App, store: Store) -> None:
    board = app.services.members.board(store.id or 0)
    assert not board.members.buyers and board.members.repeat_rate is None and not board.cohorts


def level(store: Store, name: str, **more: object) -> MemberLevel:
    return replace(MemberLevel(store_id=store.id or 0, name=name, valid_from=date(2026, 1, 1)), **more)  # type: ignore[arg-type]


def test_a_buyer_is_in_the_highest_level_that_holds_today(app: App, store: Store) -> None:
    members, store_id = app.services.members, store.id or 0
    rows = [("a", 5), ("a", 9), ("b", 9), ("c", 1), (None, 1)]
    add_orders(
        app.services.ctx,
        store_id,
        (
            order(f"k{number}", day, paid=day, buyer=code)
            for number, (code, day) in enumerate((code, date(2026, 3, day)) for code, day in rows)
        ),
    )
    paid = 100_00
    regular = members.keep(level(store, "Regular", orders_from=2))
    gold = members.keep(level(store, "Gold", paid_from_fen=2 * paid + 1))
    everybody = members.keep(level(store, "New", orders_from=1))
    board = members.board(store_id)
    assert {key: count for key, count in board.counts.items() if count} == {regular.id: 1, everybody.id: 2}
    # From a later day on Gold is easier; before that day nothing changes.
    members.keep(level(store, "Gold", paid_from_fen=2 * paid, valid_from=date(2026, 4, 1)))
    assert members.board(store_id).counts.get(gold.id or 0, 0) == 0
    easier = members.keep(level(store, "Gold", paid_from_fen=2 * paid, valid_from=TODAY))
    assert members.board(store_id).counts[easier.id or 0] == 1
    app.services.history.undo()
    assert members.board(store_id).counts[regular.id or 0] == 1


def test_a_level_needs_a_condition(app: App, store: Store) -> None:
    with pytest.raises(UserError, match="how many orders"):
        app.services.members.keep(level(store, "All"))


def test_what_the_orders_say_is_read_once(app: App, store: Store) -> None:
    members = app.services.members
    first = members.board(store.id or 0)
    members.keep(level(store, "Regular", orders_from=2))
    assert members.board(store.id or 0).members is first.members


@pytest.mark.parametrize("day", ["yesterday", "2026-13-45", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_or_be_read_is_said_in_words(app: App, store: Store, day: str) -> None:
    store_id = store.id or 0
    add_orders(app.services.ctx, store_id, (order(f"k{n}", TODAY, paid=TODAY, buyer="a") for n in range(2)))
    with app.services.ctx.open_uow("spoilt") as uow:
        uow.connection.execute(text("UPDATE orders SET paid_day = :day WHERE order_key = 'k1'"), {"day": day})
        uow.touch("orders")
        uow.commit()
    if day.startswith(("0001", "9999")):
        board = app.services.members.board(store_id)
        assert (board.members.repeating, board.cohorts[0].buyers) == (1, 1)
    else:
        with pytest.raises(UserError, match="cannot be read"):
            app.services.members.board(store_id)


def test_members_that_were_counted_ahead_are_those_that_would_be_counted(
    app: App, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Piece by piece, with a change between two pieces, and levels asked for later."""
    members, store_id = app.services.members, store.id or 0

    def orders(first: int) -> None:
        rows = made(first)
        add_orders(
            app.services.ctx,
            store_id,
            (
                order(f"{first}-{number}", date.fromisoformat(day), fen, paid=date.fromisoformat(day), buyer=code)
                for number, (day, code, fen) in enumerate(rows)
            ),
        )

    def asked() -> tuple[object, ...]:
        board = members.board(store_id)
        return board.members, board.cohorts, board.due, board.due_count, board.counts

    members.keep(level(store, "Regular", orders_from=9))
    orders(1)
    for _ in range(3):
        app.services.kept.keep_some(0)
    orders(2)
    while app.services.kept.keep_some(0):
        pass
    monkeypatch.setattr(members, "_buyers", None)
    ahead = asked()
    monkeypatch.undo()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_answers, "__version__", "nobody")
        app.services.ctx.reader.forget()
        assert asked() == ahead
    with app.services.ctx.read() as uow:
        assert kept_answers.sure_keys(uow.connection, kept_answers.MEMBERS, store_id) == {"2026-03"}
        assert len(kept_answers.sure_keys(uow.connection, kept_answers.MEMBER_LEVELS, store_id)) == 1
