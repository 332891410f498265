"""Suppliers are kept with their answers, prices and papers; one undo brings back what was removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.suppliers import Supplier, SupplierPrice, TermWeight
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import set_language
from shopdesk.services.attachments import Pasted


def supplier(app: App, store: Store, name: str = "East Wind", **more: object) -> Supplier:
    return app.services.suppliers.keep(Supplier(store_id=store.id or 0, name=name, **more))  # type: ignore[arg-type]


def test_the_terms_to_ask_for_stand_ready_in_both_languages(app: App, store: Store) -> None:
    set_language("en")
    english = app.services.suppliers.board(store.id or 0).terms
    set_language("zh_CN")
    chinese = app.services.suppliers.board(store.id or 0).terms
    assert len(english) == len(chinese) == 15
    assert {one.title for one in english}.isdisjoint(one.title for one in chinese)
    assert all(one.ask and one.weight == 1 and not one.own for one in (*english, *chinese))


def test_what_a_supplier_says_is_kept_field_by_field_and_goes_when_nothing_is_left(app: App, store: Store) -> None:
    service, one = app.services.suppliers, supplier(app, store)
    number = one.id or 0
    service.tell(number, "lead_time", said="  two days ")
    service.tell(number, "lead_time", points=5)
    kept = service.board(store.id or 0).said[number, "lead_time"]
    assert (kept.said, kept.points) == ("two days", 5)
    service.tell(number, "lead_time", said="", points=None)
    assert not service.board(store.id or 0).said
    for wrong in ({"points": 6}, {"points": -1}, {"said": "x" * 201}):
        with pytest.raises(UserError):
            service.tell(number, "lead_time", **wrong)
    with pytest.raises(UserError):
        service.tell(number, "no such term", said="x")


def test_a_choice_needs_its_reason_and_a_day_that_has_come(app: App, store: Store) -> None:
    service, one, today = app.services.suppliers, supplier(app, store), app.clock.today()
    with pytest.raises(UserError, match="Say why"):
        service.keep(replace(one, chosen_on=today))
    with pytest.raises(UserError, match="lies ahead"):
        service.keep(replace(one, chosen_on=today + timedelta(days=1), reason="cheapest"))
    kept = service.keep(replace(one, chosen_on=today, reason="cheapest"))
    assert service.board(store.id or 0).suppliers == (kept,)
    with pytest.raises(UserError, match="already"):
        supplier(app, store)


def test_own_terms_come_behind_the_shipped_ones_and_take_their_answers_along(app: App, store: Store) -> None:
    service, store_id = app.services.suppliers, store.id or 0
    number = supplier(app, store).id or 0
    own = service.add_term(TermWeight(store_id=store_id, term="", title="Samples", weight=3))
    assert [(one.title, one.weight, one.own) for one in service.board(store_id).terms][-1] == ("Samples", 3, True)
    for title in ("", "Samples", "Lead time"):
        with pytest.raises(UserError, match="Give the term a name"):
            service.add_term(TermWeight(store_id=store_id, term="", title=title))
    service.tell(number, own.term, said="free", points=4)
    service.remove_term(store_id, own.term)
    assert not service.board(store_id).said and len(service.board(store_id).terms) == 15
    app.services.history.undo()
    assert service.board(store_id).said[number, own.term].said == "free"
    with pytest.raises(UserError, match="ships with the program"):
        service.remove_term(store_id, "photos")


def test_a_weight_of_nothing_counts_for_nothing(app: App, store: Store) -> None:
    service, store_id = app.services.suppliers, store.id or 0
    one, other = supplier(app, store).id or 0, supplier(app, store, "West Wind").id or 0
    for number, photos, lead in ((one, 5, 1), (other, 1, 5)):
        service.tell(number, "photos", points=photos)
        service.tell(number, "lead_time", points=lead)
    assert set(service.board(store_id).verdict.best) == {one, other}
    service.weigh(store_id, "photos", 0)
    assert service.board(store_id).verdict.best == (other,) and service.board(store_id).verdict.sure
    service.weigh(store_id, "photos", None)
    assert set(service.board(store_id).verdict.best) == {one, other}
    with pytest.raises(UserError):
        service.weigh(store_id, "photos", 10)


def test_removing_a_supplier_takes_everything_and_one_undo_brings_it_back(app: App, store: Store) -> None:
    service, store_id = app.services.suppliers, store.id or 0
    one = supplier(app, store)
    number = one.id or 0
    service.tell(number, "photos", said="yes", points=5)
    service.keep_price(SupplierPrice(store_id=store_id, supplier_id=number, goods="knitwear", price_fen=29_00))
    assert not service.files.attach(one, [Pasted("offer.txt", b"29 yuan each")])
    before = service.board(store_id)
    assert service.files.path_of(before.files[0]).read_bytes() == b"29 yuan each"
    service.remove(one)
    gone = service.board(store_id)
    assert not gone.suppliers and not gone.said and not gone.prices and not gone.files
    app.services.history.undo()
    assert service.board(store_id) == before


def test_a_price_names_its_goods_and_no_step_stands_twice(app: App, store: Store) -> None:
    service = app.services.suppliers
    price = SupplierPrice(store_id=store.id or 0, supplier_id=supplier(app, store).id or 0, price_fen=10_00)
    with pytest.raises(UserError, match="Say what it is the price of"):
        service.keep_price(price)
    service.keep_price(replace(price, goods="knitwear", from_pieces=100))
    with pytest.raises(UserError, match="already"):
        service.keep_price(replace(price, goods="knitwear", from_pieces=100))
    with pytest.raises(UserError):
        service.keep_price(replace(price, goods="knitwear", from_pieces=0))


def test_two_stores_do_not_see_each_other(app: App, store: Store) -> None:
    supplier(app, store)
    other = app.services.stores.create("Another")
    assert not app.services.suppliers.board(other.id or 0).suppliers
    assert supplier(app, other).name == "East Wind"
    assert app.services.suppliers.board(other.id or 0).suppliers[0].chosen_on is None
