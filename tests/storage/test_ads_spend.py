"""What ads cost by month, programme and product against a plain second reckoning, day by day and row by row."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from shopdesk.bootstrap import App
from shopdesk.domain.ads.records import AdsBudget, AdsChannel
from shopdesk.domain.ads.spend import Programme
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.stores import Store
from shopdesk.storage.kept_answers import ADS_PARTS
from shopdesk.storage.queries.ads_months import ads_parts
from shopdesk.storage.queries.profit_sources import ad_spend
from shopdesk.storage.tables.ads import ads_budgets
from shopdesk.storage.tables.figures import channel_days, product_days, store_days
from tests.storage.test_kept_answers import keep_all, sure

pytestmark = pytest.mark.timeout(600)  # sixty stores are reckoned in three ways, each over a line to a server

FIRST = date(2026, 1, 25)
DAYS = [FIRST + timedelta(days=place) for place in range(14)]
PRODUCTS = ("600001", "600002")
SUBJECTS = ("", "600001", "600002", "77/600001", "77", "88/600002", "88/1", "new")
CHANNELS = (Channel.SEARCH_ADS, Channel.DISPLAY_ADS, Channel.SITE_ADS, Channel.AFFILIATES, Channel.ORGANIC)
ADS = CHANNELS[:3]
OWN = (
    (AdsChannel.SEARCH_ADS, "Plan 77"),
    (AdsChannel.SITE_ADS, "88"),
    (AdsChannel.OTHER, "ＮＥＷ 600002"),
    (AdsChannel.OTHER, "88"),
)

money = st.one_of(st.none(), st.integers(0, 99_999))
reports = st.dictionaries(
    st.tuples(st.sampled_from(CHANNELS), st.sampled_from(SUBJECTS), st.sampled_from(DAYS)), money, max_size=60
)
stated = st.dictionaries(st.sampled_from(DAYS), money, max_size=8)
own_names = st.sets(st.sampled_from(OWN))

Rows = dict[tuple[Channel, str, date], int | None]


def put(app: App, store_id: int, rows: Rows, days: dict[date, int | None], own: set[tuple[AdsChannel, str]]) -> None:
    with app.services.ctx.open_uow("ads") as uow:
        for table in (channel_days, store_days, product_days, ads_budgets):
            uow.connection.execute(delete(table))
            uow.touch(table.name)
        for (channel, subject, day), fen in rows.items():
            uow.connection.execute(
                insert(channel_days).values(
                    store_id=store_id, channel=channel, subject=subject, day=day, spend_fen=fen, clicks=3
                )
            )
        for day, fen in days.items():
            uow.connection.execute(insert(store_days).values(store_id=store_id, day=day, ads_fen=fen))
        for product in PRODUCTS:
            uow.connection.execute(
                insert(product_days).values(store_id=store_id, product_id=product, day=FIRST, title=f"T{product}")
            )
        for channel, plan in own:
            uow.connection.execute(
                insert(ads_budgets).values(
                    store_id=store_id, month=date(2026, 6, 1), channel=channel, plan=plan, amount_fen=1
                )
            )
        uow.commit()


def owner(channel: Channel | None, subject: str, own: set[tuple[AdsChannel, str]]) -> Programme:
    """The first own programme, in the order of channels and names, that has a word of the row."""
    if channel is None:
        return Programme(None)
    order = [*ADS, AdsChannel.OTHER]
    for where, plan in sorted(own, key=lambda one: (order.index(one[0]), one[1])):
        words = plan.replace("ＮＥＷ", "new").lower().split()
        if where in (channel, AdsChannel.OTHER) and any(part in words for part in subject.split("/") if part):
            return Programme(where, plan)
    return Programme(AdsChannel(channel))


def reckoned(
    rows: Rows, days: dict[date, int | None], own: set[tuple[AdsChannel, str]]
) -> tuple[Counter[tuple[date, Programme]], Counter[tuple[date, str]], set[date]]:
    """By month and programme, by month and product (empty: none), and the days that are known at all."""
    programmes: Counter[tuple[date, Programme]] = Counter()
    products: Counter[tuple[date, str]] = Counter()
    known = set()

    def add(day: date, channel: Channel | None, subject: str, fen: int) -> None:
        month = day.replace(day=1)
        programmes[month, owner(channel, subject, own)] += fen
        named = [part for part in subject.split("/") if part in PRODUCTS]
        products[month, named[0] if named else ""] += fen
        known.add(day)

    for day in DAYS:
        for channel in ADS:
            there = {subject: fen for (ch, subject, at), fen in rows.items() if (ch, at) == (channel, day)}
            rest = there.get("")  # a whole that says nothing of it leaves its parts to tell
            for subject, fen in there.items():
                if subject and fen is not None:
                    add(day, channel, subject, fen)
                    rest = None if rest is None else rest - fen
            if rest is not None:
                add(day, channel, "", rest)
        if day not in known and days.get(day) is not None:
            add(day, None, "", days[day] or 0)
    return programmes, products, known


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=reports, days=stated, own=own_names)
def test_every_fen_is_in_one_programme_and_one_product(
    app: App, store: Store, rows: Rows, days: dict[date, int | None], own: set[tuple[AdsChannel, str]]
) -> None:
    mine, ads = store.id or 0, app.services.ads
    put(app, mine, rows, days, own)
    programmes, products, known = reckoned(rows, days, own)
    for _ in ("reckoned", "kept"):
        year = ads.year(mine, 2026)
        for month in year.months:
            start = month.month.start
            wanted = {one: fen for (at, one), fen in programmes.items() if at == start}
            spent = {one: cell.spent_fen for one, cell in month.cells.items() if cell.spent_fen is not None}
            assert spent == wanted
            figure = app.services.kpi.totals(mine, start, month.month.end)["ad_spend"]
            assert month.total.spent_fen == figure, "the whole is the key figure"
            assert month.known == sum(day in month.month for day in known)
            for programme in (None, *month.cells):
                lines = ads.products(mine, start, programme)
                told = [line.cell.spent_fen for line in lines if line.cell.spent_fen is not None]
                whole = month.total if programme is None else month.cells[programme]
                assert (sum(told) if told else None) == whole.spent_fen
                if programme is None:
                    found = {line.product_id: line.cell.spent_fen for line in lines}
                    assert found == {one: fen for (at, one), fen in products.items() if at == start}
        keep_all(app)
        app.services.ctx.reader.forget()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=reports, days=stated)
def test_key_figure_profit_and_the_window_on_ads_agree_on_every_day(
    app: App, store: Store, rows: Rows, days: dict[date, int | None]
) -> None:
    mine = store.id or 0
    put(app, mine, rows, days, set())
    programmes, _products, known = reckoned(rows, days, set())
    span = Period(DAYS[0], DAYS[-1])
    with app.services.ctx.read() as uow:
        profit: Counter[date] = Counter()
        for spend in ad_spend(uow.connection, mine, span, frozenset(PRODUCTS)):
            profit[spend.day] += spend.fen
        for day in DAYS:
            parts = ads_parts(uow.connection, mine, Period(day, day))
            told = [fen for some in parts.values() for fen in some.values()]
            window = sum(told) if told else None
            assert window == app.services.kpi.totals(mine, day, day)["ad_spend"]
            assert window == profit.get(day) == app.services.kpi.ads_by_day(mine).get(day)
            assert (day in known) == (window is not None)
    assert sum(profit.values()) == sum(programmes.values())


def test_a_whole_channel_that_says_only_its_visitors_leaves_the_cost_to_its_parts(app: App, store: Store) -> None:
    mine, day = store.id or 0, DAYS[0]
    put(app, mine, {(Channel.SEARCH_ADS, "", day): None, (Channel.SEARCH_ADS, "77", day): 500}, {}, set())
    figures = app.services.kpi.totals(mine, day, day)
    assert figures["ad_spend"] == 500
    # Clicks are stated by the whole (3) and its part (3): they count once.
    assert figures["clicks"] == 3
    (line,) = app.services.kpi.channels(mine, Period(day, day))
    assert (line.spend_fen, line.clicks) == (500, 3)
    parts, value = app.services.figure_rows.parts(mine, kpi("ad_spend"), Period(day, day), Basis.CREATED)
    assert len(parts) == 1 and value == 500
    found = app.services.figure_rows.totals(mine, kpi("ad_spend"), Period(day, day), Basis.CREATED)
    assert (found.figure, found.wished.count) == (500, 1)


def test_months_are_kept_and_read_again_only_when_reports_change(app: App, store: Store) -> None:
    mine, ads = store.id or 0, app.services.ads
    row = (Channel.SEARCH_ADS, "77/600001", DAYS[0])
    put(app, mine, {row: 500}, {}, set())
    january = month_of(FIRST).start
    assert ads.products(mine, january)[0].cell.spent_fen == 500
    keep_all(app)
    assert ADS_PARTS.name in sure(app)
    ads.keep_budget(AdsBudget(store_id=mine, month=january, channel=AdsChannel.SEARCH_ADS, amount_fen=1))
    assert ADS_PARTS.name in sure(app), "a budget is no report"
    put(app, mine, {row: 700}, {}, set())
    assert ADS_PARTS.name not in sure(app)
    assert ads.products(mine, january)[0].cell.spent_fen == 700


def test_profit_finds_the_same_product_in_a_row_of_scene_and_plan(app: App, store: Store) -> None:
    mine = store.id or 0
    put(app, mine, {(Channel.SITE_ADS, "77/600001", DAYS[0]): 900, (Channel.SITE_ADS, "88/1", DAYS[0]): 100}, {}, set())
    with app.services.ctx.read() as uow:
        found = ad_spend(uow.connection, mine, month_of(FIRST), frozenset(PRODUCTS))
    assert sorted((one.product, one.fen) for one in found) == [("", 100), ("600001", 900)]
