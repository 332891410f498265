"""Sums that are kept of blocks of days are those of the rows, whatever is done to the rows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select, update

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.imports import ImportKind, SavedMapping
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import Period, month_of, year_of
from shopdesk.domain.stores import Store
from shopdesk.services.imports.service import Choices
from shopdesk.storage import day_blocks, kept_answers
from shopdesk.storage.block_sums import Sums
from shopdesk.storage.kept_answers import OF_DAYS, PRODUCT_SUMS
from shopdesk.storage.queries import ads_months, item_sums, kpi, product_titles, search_visitors
from shopdesk.storage.queries.market import WORDS
from shopdesk.storage.queries.product_sums import PRODUCTS, last_stock
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.kept import kept_answers as answers
from tests.storage.test_kept_answers import fresh, keep_all

FIRST = date(2025, 11, 20)
_PRODUCTS = ("600001", "600002", "600003", "600004")
_SPANS = (
    Period(date(2025, 11, 23), date(2026, 2, 9)),
    Period(date(2025, 12, 1), date(2025, 12, 31)),
    Period(date(2026, 1, 6), date(2026, 1, 10)),
    Period(date(1999, 1, 1), date(9999, 12, 31)),
)
SUMS = {"products": PRODUCTS, "words": WORDS}
ADS_HEADING = "日期,计划ID,花费,点击量"
ADS_MAPPING = SavedMapping(
    headings=tuple(ADS_HEADING.split(",")),
    kind=ImportKind.CHANNEL_DAYS,
    fields={"日期": ("day",), "计划ID": ("subject",), "花费": ("spend_fen",), "点击量": ("clicks",)},
    channel="search_ads",
)
_days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(_days)
def test_the_blocks_of_a_day_lie_within_each_other(day: date) -> None:
    fifth, month, year = day_blocks.blocks_of(day)
    assert day in fifth
    assert (month, year) == (month_of(day), year_of(day))
    assert month.start <= fifth.start <= fifth.end <= month.end
    assert {day_blocks.fifth_of(one) for one in fifth.days()} == {fifth}
    assert len({day_blocks.fifth_of(one) for one in month.days()}) == 6
    assert day_blocks.block(day_blocks.key(fifth, "x/"), "x/") == fifth


def product_file(folder: Path, chance: Random, name: str) -> tuple[Path, Choices]:
    rows = []
    for _ in range(chance.randrange(1, 40)):
        day = FIRST + timedelta(days=chance.randrange(80))
        told = [chance.choice(["", str(chance.randrange(60))]) for _ in range(7)]
        title = chance.choice(["杯子", "碗", ""])
        rows.append(f"{day},{chance.choice(_PRODUCTS)},{title},{','.join(told)}")
    heading = "统计日期,商品ID,商品名称,商品访客数,商品浏览量,支付买家数,支付件数,支付金额,搜索引导访客数,库存"
    unique = {tuple(row.split(",")[:2]): row for row in rows}
    return _written(folder / f"{name}.csv", heading, unique.values()), Choices(kind="product_days")


def word_file(folder: Path, chance: Random, name: str) -> tuple[Path, Choices]:
    rows = {}
    for _ in range(chance.randrange(1, 40)):
        day, word = FIRST + timedelta(days=chance.randrange(80)), chance.choice(("连衣裙", "长裙", "杯子"))
        told = [chance.choice(["", str(chance.randrange(60))]) for _ in range(5)]
        rows[day, word] = f"{word},{day},{','.join(told)},{chance.choice(('', '4', '1.5'))}"
    heading = "关键词,日期,展现量,访客数,支付买家数,花费,点击量,平均排名"
    return _written(folder / f"{name}.csv", heading, rows.values()), Choices(kind="keyword_days")


def order_file(folder: Path, chance: Random, name: str) -> tuple[Path, Choices]:
    rows = []
    for number in chance.sample(range(1000, 1060), 20):
        day = FIRST + timedelta(days=chance.randrange(80))
        paid = f"{day + timedelta(days=chance.choice((0, 0, 4)))} 09:00:00" if chance.random() < 0.8 else ""
        yuan = chance.randrange(1, 300)
        rows.append(f"{number},{yuan},{yuan if paid else 0},{day} 08:00:00,{paid},0,买家{chance.randrange(9)}")
    heading = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额,买家会员名"
    return _written(folder / f"{name}.csv", heading, rows), Choices(kind="orders")


def item_file(folder: Path, chance: Random, name: str) -> tuple[Path, Choices]:
    rows = []
    for number in chance.sample(range(1000, 1060), 20):
        for part in range(chance.choice((1, 2))):
            product = chance.choice([*_PRODUCTS, ""])
            rows.append(f"{number}{part},{number},{chance.choice(('杯子', '碗'))},{product},1,{chance.randrange(90)}")
    heading = "子订单编号,主订单编号,商品标题,商品ID,购买数量,买家应付货款"
    return _written(folder / f"{name}.csv", heading, rows), Choices(kind="order_items")


def ads_file(folder: Path, chance: Random, name: str) -> tuple[Path, Choices]:
    rows = {}
    for _ in range(chance.randrange(1, 40)):
        day, plan = FIRST + timedelta(days=chance.randrange(80)), chance.choice(("", "77", "88"))
        rows[day, plan] = f"{day},{plan},{chance.choice(('', str(chance.randrange(90))))},{chance.randrange(9)}"
    return _written(folder / f"{name}.csv", ADS_HEADING, rows.values()), Choices(mapping=ADS_MAPPING)


def store_file(folder: Path, chance: Random, name: str) -> tuple[Path, Choices]:
    days = {FIRST + timedelta(days=chance.randrange(80)) for _ in range(chance.randrange(1, 20))}
    rows = [f"{day},{chance.randrange(99)},{chance.choice(('', str(chance.randrange(90))))}" for day in sorted(days)]
    return _written(folder / f"{name}.csv", "统计日期,访客数,全站推广花费", rows), Choices(kind="store_days")


def _written(file: Path, heading: str, rows: Any) -> Path:
    file.write_text("\n".join([heading, *rows]), encoding="utf-8")
    return file


def asked(app: App, store_id: int) -> list[Any]:
    """Everything that is read from blocks, below the services, which remember."""
    found: list[Any] = []
    with app.services.ctx.read() as uow:
        connection = uow.connection
        for span in _SPANS:
            for of, sums in SUMS.items():
                found.append((of, sorted(sums.over(connection, store_id, span, tuple(sums.figures)).rows())))
            of_products = PRODUCTS.over(connection, store_id, span, ("stock_day",))
            found.append(last_stock(connection, store_id, of_products))
            facts = kpi.read_facts(connection, store_id, span, Basis.CREATED)
            found.append((facts.days, {name: list(column) for name, column in facts.columns.items()}))
            found += [sorted(item_sums.sums(connection, store_id, span, basis).rows()) for basis in Basis]
            found.append(sorted(map(repr, search_visitors.search_visitors(connection, store_id, span))))
        found.append(sorted(product_titles.product_titles(connection, store_id).items()))
        found += [ads_of(connection, store_id, month_of(FIRST + timedelta(days=27 * place))) for place in range(4)]
    return found


def ads_of(connection: Connection, store_id: int, month: Period) -> dict[str, dict[str, int]]:
    """What is kept of a month's ads, else what is read of them."""
    key = ads_months.month_key(month.start)
    kept = kept_answers.find(connection, kept_answers.ADS_PARTS, store_id, key, ads_months.read_parts)
    parts = ads_months.ads_parts(connection, store_id, month) if kept is None else kept
    return {channel: dict(some) for channel, some in ads_months.plain_parts(parts).items()}


def keep_titles(app: App, store_id: int) -> None:
    with app.services.ctx.open_uow("") as uow:
        product_titles.keep_titles(uow.connection, store_id)
        uow.make_lasting()


class Trade:
    """Does at random what changes the rows."""

    def __init__(self, app: App, store: Store, folder: Path, chance: Random) -> None:
        self.app, self.store, self.folder, self.chance = app, store, folder, chance
        self.number = 0
        self.steps = [self.take, self.take, self.take, self.take_back, self.by_hand, self.take_elsewhere]

    def take(self, app: App | None = None, make: Any = None) -> None:
        self.number += 1
        make = make or self.chance.choice(MAKERS)
        file, choices = make(self.folder, self.chance, f"f{self.number}")
        (app or self.app).services.imports.run_file(file, self.store, choices)

    def take_elsewhere(self) -> None:
        other = open_app(self.app.paths.data, "en", clock=self.app.services.ctx.clock)
        self.take(other)
        other.close()

    def take_back(self) -> None:
        imports = self.app.services.imports
        standing = [run.id or 0 for run in imports.list(self.store.id) if run.undone_at is None]
        if standing:
            imports.undo(max(standing))

    def by_hand(self) -> None:
        with self.app.services.ctx.open_uow("one row put right") as uow:
            row = uow.connection.scalar(select(product_days.c.id))
            values = {"page_views": self.chance.randrange(900), "stock_pieces": self.chance.randrange(9)}
            uow.connection.execute(update(product_days).where(product_days.c.id == row).values(values))
            uow.touch("product_days")
            uow.commit()


MAKERS = (product_file, order_file, item_file, word_file, ads_file, store_file)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_of_blocks_is_what_the_rows_say(app: App, store: Store, tmp_path: Path, seed: int) -> None:
    chance, store_id = Random(seed), store.id or 0
    trade = Trade(app, store, tmp_path, chance)
    for make in MAKERS:
        trade.take(make=make)
    for _ in range(10):
        chance.choice(trade.steps)()
        found = asked(app, store_id)
        assert found == fresh(app, lambda: asked(app, store_id))
        for _ in range(chance.randrange(12)):
            app.services.kept.keep_some(0)
        if chance.random() < 0.5:
            keep_titles(app, store_id)
        assert asked(app, store_id) == found
    for make in MAKERS:
        trade.take(make=make)
    found = asked(app, store_id)
    keep_all(app)
    assert asked(app, store_id) == found == fresh(app, lambda: asked(app, store_id))
    with app.services.ctx.read() as uow:
        assert all(kept_answers.sure_keys(uow.connection, kind, store_id) for kind in OF_DAYS)
        assert all(sums.left_to_keep(uow.connection, store_id) == [] for sums in SUMS.values())
        names = [kind.name for kind in OF_DAYS]
        doubtful = select(answers.c.id).where(~answers.c.sure, answers.c.name.in_(names))
        assert uow.connection.scalars(doubtful).all() == []


def test_an_import_ends_the_blocks_of_its_days_alone(app: App, store: Store, tmp_path: Path) -> None:
    store_id = store.id or 0

    def take(day: str, pieces: int) -> None:
        row = f"{day},600001,杯子,30,{pieces}"
        file = _written(tmp_path / f"{day}{pieces}.csv", "统计日期,商品ID,商品名称,商品访客数,支付件数", [row])
        app.services.imports.run_file(file, store, Choices(kind="product_days"))

    def known() -> set[Period | None]:
        with app.services.ctx.read() as uow:
            return {day_blocks.block(key) for key in kept_answers.sure_keys(uow.connection, PRODUCT_SUMS, store_id)}

    for day in ("2025-12-03", "2026-01-03", "2026-01-09"):
        take(day, 1)
    keep_all(app)
    before = known()
    assert len(before) == 3 + 2 + 2
    take("2026-01-10", 2)
    assert before - known() == set(day_blocks.blocks_of(date(2026, 1, 10)))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 9)), max_size=30))
def test_sums_come_together_in_any_order(rows: list[tuple[str, int | None]]) -> None:
    found = Sums(columns={"pieces": [], "most_searched": []})
    for product, value in rows:
        found.take(Sums([product], {"pieces": [value], "most_searched": [value]}))
    for product, added, largest in found.rows():
        known = [value for one, value in rows if one == product and value is not None]
        assert (added, largest) == ((sum(known), max(known)) if known else (None, None))
    assert set(found.names) == {product for product, _value in rows}


def test_an_ads_report_ends_the_months_of_its_days_alone(app: App, store: Store, tmp_path: Path) -> None:
    store_id, imports = store.id or 0, app.services.imports

    def take(*rows: str) -> int | None:
        file = _written(tmp_path / "ads.csv", ADS_HEADING, rows)
        return imports.run_file(file, store, Choices(mapping=ADS_MAPPING)).run.id

    def known() -> set[str]:
        with app.services.ctx.read() as uow:
            return set(kept_answers.sure_keys(uow.connection, kept_answers.ADS_PARTS, store_id))

    take("2025-12-31,,30,1", "2025-12-31,77,10,1", "2026-01-01,77,5,1")
    keep_all(app)
    assert known() == {"2025-12", "2026-01"}
    number = take("2026-01-01,77,8,1", "2026-02-01,,1,1")
    assert known() == {"2025-12"}
    keep_all(app)
    assert known() == {"2025-12", "2026-01", "2026-02"}
    imports.undo(number or 0)
    assert known() == {"2025-12"}
    keep_all(app)
    january = app.services.ads.year(store_id, 2026).months[0]
    assert january.total.spent_fen == 500


def test_items_that_are_added_are_all_that_is_read_for_the_names_of_products(
    app: App, store: Store, tmp_path: Path
) -> None:
    store_id, imports = store.id or 0, app.services.imports
    heading = "子订单编号,主订单编号,商品标题,商品ID,购买数量"

    def take(*rows: str) -> int:
        return imports.run_file(_written(tmp_path / f"{len(rows)}{rows[0][:2]}.csv", heading, rows), store).run.id or 0

    def known() -> bool:
        with app.services.ctx.read() as uow:
            return bool(kept_answers.sure_keys(uow.connection, kept_answers.ITEM_TITLES, store_id))

    def names() -> dict[str, str]:
        with app.services.ctx.read() as uow:
            return product_titles.product_titles(uow.connection, store_id)

    take("11,1,碗,600001,1", "12,1,碗,600002,1")
    keep_titles(app, store_id)
    added = take("21,2,盘,600001,1", "22,2,杯,600003,1")
    assert known() and names() == {"600001": max("碗", "盘"), "600002": "碗", "600003": "杯"}
    keep_titles(app, store_id)
    take("21,2,锅,600001,1")
    assert not known() and names() == {"600001": max("碗", "锅"), "600002": "碗", "600003": "杯"}
    keep_titles(app, store_id)
    imports.undo(imports.list(store_id)[0].id or 0)
    assert not known()
    keep_titles(app, store_id)
    imports.undo(added)
    assert not known() and names() == {"600001": "碗", "600002": "碗"}
