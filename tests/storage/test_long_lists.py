"""Many records are looked at column by column; a value among them that is none is found as in a short list."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal

import pytest
from sqlalchemy import update

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UnreadableValue
from shopdesk.domain.products import Product
from shopdesk.domain.stores import Store
from shopdesk.storage.repositories.products import Products
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.tables.market import products

COUNT = 120
PLACE = 77


@pytest.fixture
def made(app: App, store: Store) -> list[Product]:
    with app.services.ctx.open_uow("made") as uow:
        kept = uow.repository(Products).add_all(
            Product(store_id=store.id or 0, product_id=f"{number}", title=f"灯 {number}", list_fen=number * 100,
                    stock_pieces=None if number % 3 else number, praise_rate=Decimal("0.981"))
            for number in range(COUNT)
        )  # fmt: skip
        uow.commit()
    return kept


def read(app: App, store: Store) -> list[Product]:
    with app.services.ctx.read() as uow:
        return uow.repository(Products).of_store(store.id or 0)


def spoil(app: App, made: list[Product], column: str, value: object) -> None:
    with closing(sqlite3.connect(app.paths.database)) as raw, raw:
        raw.execute(f"UPDATE products SET {column} = ? WHERE id = ?", (value, made[PLACE].id))


def test_many_records_come_back_as_they_were_kept(app: App, store: Store, made: list[Product]) -> None:
    assert read(app, store) == made


@pytest.mark.parametrize("value", ["plenty", 2.5])
def test_words_and_fractions_among_many_whole_numbers_are_named(
    app: App, store: Store, made: list[Product], value: object
) -> None:
    spoil(app, made, "stock_pieces", value)
    with pytest.raises(UnreadableValue) as caught:
        read(app, store)
    assert (caught.value.column, caught.value.raw) == ("stock_pieces", value)


def test_a_turning_sign_in_one_of_many_is_written_out(app: App, store: Store, made: list[Product]) -> None:
    with app.services.ctx.open_uow("spoilt") as uow:
        uow.connection.execute(update(products).where(products.c.id == made[PLACE].id).values(title="灯\u202egpj.exe"))
        uow.make_lasting()
    found = read(app, store)
    assert found[PLACE].title == "灯[U+202E]gpj.exe"
    assert [one for place, one in enumerate(found) if place != PLACE] == [
        one for place, one in enumerate(made) if place != PLACE
    ]
