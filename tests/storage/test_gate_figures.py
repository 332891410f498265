"""What imports say of the figures that entry rules ask for; what somebody typed goes before it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import delete, insert

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.gate_rules import GateRule, Operator
from shopdesk.domain.campaigns.gates import Answer, Gate
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.stores import Store
from shopdesk.services.campaigns.views import ProductGate
from shopdesk.storage.tables.figures import product_days, store_days
from shopdesk.storage.tables.orders import order_items, orders

D = Decimal
RULES = (
    ("sold_30", Operator.AT_LEAST, "60"),
    ("lowest_rating", Operator.AT_LEAST, "4.7"),
    ("price_vs_lowest_30", Operator.AT_MOST, "0"),
    ("price_vs_lowest_60", Operator.AT_MOST, "0"),
)


def asked(app: App, store: Store, facts: dict[str, str] | None = None) -> ProductGate:
    campaigns, today = app.services.campaigns, app.clock.today()
    made = campaigns.create(Campaign(store_id=store.id or 0, name="x", start=today, end=today))
    campaigns.products.save(
        made.id or 0,
        [CampaignProduct(store_id=0, campaign_id=0, product_id="6012", price_fen=99_00, quantity=5, facts=facts or {})],
    )
    rules = tuple(
        GateRule(metric=metric, operator=operator, value=D(value), source="s", as_of=today, verified=True)
        for metric, operator, value in RULES
    )
    campaigns.gates.save(store.id or 0, Gate(code="own", zh="自", en="own", rules=rules, as_of=today), "s")
    (found,) = campaigns.gates.check(made.id or 0, "own", {})
    return found


def fill(app: App, store_id: int, *, days: int = 30) -> None:
    """So many days of product reports up to yesterday with 2 pieces each, three ratings, and three orders."""
    today = app.clock.today()
    with app.services.ctx.open_uow("figures") as uow:
        for back in range(1, days + 1):
            day = today - timedelta(days=back)
            uow.connection.execute(
                insert(product_days).values(
                    store_id=store_id, product_id="6012", day=day, paid_pieces=2, list_fen=2 * 199_00
                )
            )
        for back, rating in ((2, "4.6"), (9, "4.9")):
            uow.connection.execute(
                insert(store_days).values(
                    store_id=store_id, day=today - timedelta(days=back), dsr_description=D("4.8"),
                    dsr_service=D(rating), dsr_logistics=D("4.9"),
                )
            )  # fmt: skip
        for number, back, fen, pieces in ((1, 5, 200_01, 2), (2, 45, 90_00, 1), (3, 61, 10_00, 1)):
            moment = datetime.combine(today - timedelta(days=back), datetime.min.time())
            key = {"store_id": store_id, "order_no": f"n{number}"}
            uow.connection.execute(
                insert(orders).values(
                    **key, order_key=f"n{number}", created_at=moment, created_day=moment.date(), paid_at=moment,
                    paid_day=moment.date(),
                )
            )  # fmt: skip
            uow.connection.execute(
                insert(order_items).values(
                    **key, item_key=f"i{number}", product_id="6012", pieces=pieces, payable_fen=fen
                )
            )
        uow.touch("orders")
        uow.commit()


def test_imports_answer_what_nobody_typed(app: App, store: Store) -> None:
    fill(app, store.id or 0)
    found, today = asked(app, store), app.clock.today()
    yesterday = today - timedelta(days=1)
    known = {one.code: (one.value, one.day) for one in found.imported}
    assert known == {
        "sold_30": (D(60), yesterday),
        "lowest_rating": (D("4.6"), today - timedelta(days=2)),
        "lowest_30": (D("100.00"), today - timedelta(days=5)),
        "lowest_60": (D("90.00"), today - timedelta(days=5)),
    }
    answers = [one.answer for one in found.answer.answers]
    assert answers == [Answer.PASSED, Answer.FAILED, Answer.PASSED, Answer.FAILED]


def test_what_was_typed_goes_before_what_was_imported(app: App, store: Store) -> None:
    fill(app, store.id or 0)
    found = asked(app, store, {"sold_30": "5", "lowest_60": "120"})
    assert {one.code for one in found.imported} == {"lowest_rating", "lowest_30"}
    assert found.answer.answers[0].answer is Answer.FAILED


def test_a_day_without_a_report_makes_the_pieces_unknown(app: App, store: Store) -> None:
    fill(app, store.id or 0, days=29)
    assert "sold_30" not in {one.code for one in asked(app, store).imported}


def _other_report(app: App, store_id: int, product: str, days: list[int], pieces: int | None) -> None:
    """Rows of a product so many days ago each."""
    with app.services.ctx.open_uow("figures") as uow:
        for back in days:
            day = app.clock.today() - timedelta(days=back)
            row = {"store_id": store_id, "product_id": product, "day": day, "paid_pieces": pieces}
            uow.connection.execute(insert(product_days).values(**row))
        uow.commit()


def _sold(app: App, store: Store) -> list[Decimal]:
    return [one.value for one in asked(app, store).imported if one.code == "sold_30"]


def test_reports_of_other_products_do_not_stand_for_a_day_of_the_product(app: App, store: Store) -> None:
    """Sixty pieces are sold in thirty days; the reports of five of them were imported for the other product only."""
    fill(app, store.id or 0, days=31)
    _other_report(app, store.id or 0, "6013", list(range(1, 31)), 1)
    with app.services.ctx.open_uow("lost") as uow:
        lost = [app.clock.today() - timedelta(days=back) for back in range(10, 15)]
        uow.connection.execute(
            delete(product_days).where(product_days.c.product_id == "6012", product_days.c.day.in_(lost))
        )
        uow.commit()
    assert _sold(app, store) == [], "fifty would be too few"


def test_a_product_that_is_new_sold_what_its_days_say(app: App, store: Store) -> None:
    fill(app, store.id or 0, days=9)
    _other_report(app, store.id or 0, "6013", list(range(1, 31)), 1)
    assert _sold(app, store) == [D(18)]


def test_half_of_today_is_no_day(app: App, store: Store) -> None:
    fill(app, store.id or 0)
    _other_report(app, store.id or 0, "6012", [0], 0)
    assert _sold(app, store) == [D(60)]


def test_a_store_without_imports_knows_nothing(app: App, store: Store) -> None:
    found = asked(app, store)
    assert not found.imported
    assert {one.answer for one in found.answer.answers} == {Answer.UNKNOWN}


def test_the_board_says_of_each_programme_what_the_programme_says(app: App, store: Store) -> None:
    fill(app, store.id or 0)
    product = asked(app, store).product
    gates, known = app.services.campaigns.gates, {"credit": "300"}
    app.services.campaigns.products.save(
        product.campaign_id, [product, CampaignProduct(store_id=0, campaign_id=0, product_id="6013", quantity=500)]
    )
    board = gates.board(product.campaign_id, known)
    codes = [gate.code for gate in gates.of_store(store.id or 0)]
    assert len(codes) > 5 and {len(line) for line in board} == {2}
    assert board == [gates.check(product.campaign_id, code, known) for code in codes]
