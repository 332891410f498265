"""What is ready for the opening: ticked for many at once, counted, left out, and taken back by one undo."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.products import Product
from shopdesk.domain.setup.preparation import OF_STORE, Item, PreparationItem, Prepared, progress_of, ready_products
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import set_language


def with_products(app: App, store: Store, *numbers: str) -> None:
    for number in numbers:
        app.services.products.keep(Product(store_id=store.id or 0, product_id=number, title=f"Product {number}"))


def test_what_ships_is_asked_for_in_both_languages_with_what_to_look_at(app: App, store: Store) -> None:
    found = {}
    for language in ("en", "zh_CN"):
        set_language(language)
        found[language] = app.services.preparation.board(store.id or 0).items
    assert [one.code for one in found["en"]] == [one.code for one in found["zh_CN"]]
    assert {one.title for one in found["en"]}.isdisjoint(one.title for one in found["zh_CN"])
    photos = [one for one in found["en"] if one.code.startswith("photo")]
    assert 5 <= len(photos) <= 10 and all(one.each for one in photos)
    assert all(one.ask for one in found["en"])


def test_a_product_is_ready_when_all_of_it_is(app: App, store: Store) -> None:
    service, store_id = app.services.preparation, store.id or 0
    with_products(app, store, "1", "2")
    each = [item.code for item in service.board(store_id).each()]
    assert service.tick(store_id, [("1", code) for code in each], done=True, who="小满") == len(each)
    assert service.tick(store_id, [("1", each[0])], done=True) == 0, "what is ready stays as it was"
    board = service.board(store_id)
    assert board.ready == 1
    assert board.done["1", each[0]].who == "小满"
    service.tick(store_id, [("1", each[0]), ("2", each[0])], done=False)
    assert service.board(store_id).ready == 0
    app.services.history.undo()
    assert service.board(store_id).ready == 1


def test_an_own_thing_is_asked_of_every_product_and_goes_with_one_step(app: App, store: Store) -> None:
    service, store_id = app.services.preparation, store.id or 0
    with_products(app, store, "1")
    each = [item.code for item in service.board(store_id).each()]
    service.tick(store_id, [("1", code) for code in each], done=True)
    service.add_item(PreparationItem(store_id=store_id, item="", title="Film"))
    board = service.board(store_id)
    assert board.ready == 0 and board.each()[-1].title == "Film"
    for title in ("", "Film", board.items[0].title):
        with pytest.raises(UserError, match="Give it a name"):
            service.add_item(PreparationItem(store_id=store_id, item="", title=title))
    service.leave_out(store_id, board.each()[-1])
    assert service.board(store_id).ready == 1


def test_a_shipped_thing_that_is_left_out_keeps_its_ticks_and_comes_back(app: App, store: Store) -> None:
    service, store_id = app.services.preparation, store.id or 0
    home = next(item for item in service.board(store_id).once() if item.code == "home")
    service.tick(store_id, [(OF_STORE, "home")], done=True)
    before = service.board(store_id).of_store
    service.leave_out(store_id, home)
    service.leave_out(store_id, home)
    board = service.board(store_id)
    assert board.left_out == (home,)
    assert (board.of_store.done, board.of_store.needed) == (before.done - 1, before.needed - 1)
    service.ask_again(store_id)
    assert service.board(store_id).of_store == before


def test_another_store_has_its_own(app: App, store: Store) -> None:
    service = app.services.preparation
    service.tick(store.id or 0, [(OF_STORE, "home")], done=True)
    other = app.services.stores.create("Another")
    assert not service.board(other.id or 0).done


CODES = ("a", "b", "c")


@given(
    st.sets(st.tuples(st.sampled_from(["", "1", "2"]), st.sampled_from(CODES))),
    st.tuples(*[st.booleans() for _code in CODES]),
)
@settings(deadline=None)
def test_shares_are_counted_of_what_is_asked_only(ticks: set[tuple[str, str]], each: tuple[bool, ...]) -> None:
    items = [Item(code, code, "", one) for code, one in zip(CODES, each, strict=True)]
    done = {key: Prepared(store_id=1, product_id=key[0], item=key[1], done_on=None) for key in ticks}  # type: ignore[arg-type]
    for product in ("", "1", "2"):
        asked = [code for code, one in zip(CODES, each, strict=True) if one == (product != "")]
        found = progress_of(product, items, done)
        assert (found.done, found.needed) == (sum((product, code) in ticks for code in asked), len(asked))
    of_each = [code for code, one in zip(CODES, each, strict=True) if one]
    whole = [one for one in ("1", "2") if of_each and all((one, code) in ticks for code in of_each)]
    assert ready_products(["1", "2"], items, done) == len(whole)
