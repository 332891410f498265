"""What a parcel costs where orders go, worked out by hand, and what is said of it."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.campaigns.price_cases import parcel_of, price_case
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.ledger.costs import CostBook, CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.couriers import CourierRate
from shopdesk.domain.ledger.parcel_cost import ParcelGrounds, parcel_words

DAY = date(2026, 6, 1)
RATES = (
    CourierRate(store_id=1, province="浙江", first_fen=300, next_fen=100),
    CourierRate(store_id=1, province="新疆", first_fen=1500, next_fen=1200),
    CourierRate(store_id=1, province="西藏", unserved=True),
)
PACKING = DatedCost(store_id=1, kind=CostKind.PACKING, rhythm=Rhythm.PER_PARCEL, amount_fen=50, first_day=DAY)
BOOK = CostBook([UnitCost(store_id=1, product_id="p", cost_fen=1, weight_grams=600)], RATES, [PACKING])
ORDERS = {"浙江省": 90, "新疆维吾尔自治区": 10, "西藏": 5, "": 2}
SALE = Campaign(store_id=1, name="sale", start=DAY, end=DAY)


def offer(**facts: str) -> CampaignProduct:
    """Product p at 50 yuan."""
    return CampaignProduct(store_id=1, campaign_id=1, product_id="p", price_fen=50_00, cost_fen=20_00, facts=facts)


def test_the_mean_is_over_the_orders_that_have_a_price() -> None:
    """By hand: 600 g: (90 x 3.50 + 10 x 15.50) / 100 = 4.70; two weigh 1.2 kg: (90 x 4.50 + 10 x 27.50) / 100."""
    grounds = ParcelGrounds(DAY, BOOK, ORDERS)
    one, two = grounds.parcel("p"), grounds.parcel("p", 2)
    assert one is not None and two is not None
    assert (one.mean_fen, one.grams, one.counted, one.dearest) == (470, 600, 100, ("新疆维吾尔自治区", 1550))
    assert one.unpriced == ("西藏", "")
    assert (two.mean_fen, two.grams) == (680, 1200)
    said = [str(line) for line in parcel_words(one)]
    assert "600 g costs 4.70 yuan" in said[0] and "100 orders" in said[1] and "西藏 and 1 more have no price" in said[2]
    unweighed = grounds.parcel("q")
    assert unweighed is not None and unweighed.grams is None
    assert "weight is not entered" in str(parcel_words(unweighed)[0])


def test_without_orders_the_price_to_all_others_counts_and_without_that_nothing() -> None:
    assert ParcelGrounds(DAY, BOOK, {}).parcel("p") is None
    assert ParcelGrounds(DAY, BOOK, {"西藏": 3}).parcel("p") is None
    rates = (*RATES, CourierRate(store_id=1, first_fen=500))
    anywhere = ParcelGrounds(DAY, CostBook((), rates), {}).parcel("p")
    assert anywhere is not None and (anywhere.mean_fen, anywhere.counted, anywhere.dearest) == (500, 0, None)
    # A price that is typed for each parcel says no more about one product than about another.
    typed = DatedCost(store_id=1, kind=CostKind.FREIGHT, rhythm=Rhythm.PER_PARCEL, amount_fen=400, first_day=DAY)
    assert ParcelGrounds(DAY, CostBook((), (), [typed]), ORDERS).parcel("p") is None


def test_a_campaign_price_counts_shipping_by_the_couriers_unless_it_is_typed() -> None:
    grounds = ParcelGrounds(DAY, BOOK, ORDERS)
    assert price_case(SALE, offer(), grounds).shipping_fen == 470
    assert price_case(SALE, offer(shipping="3"), grounds).shipping_fen == 300
    assert price_case(SALE, offer(shipping="0"), grounds).shipping_fen == 0, "free shipping that is typed stays"
    assert parcel_of(offer(shipping="0"), grounds) is None
    assert price_case(SALE, offer()).shipping_fen == 0, "without couriers nothing is counted, as before"
