"""What somebody is told of a price: the verdict, each way through the till, who bears what, what is left."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.campaigns.discounts import Discount, DiscountKind
from shopdesk.domain.campaigns.price_safety import PriceCase, check_price
from shopdesk.domain.campaigns.price_words import price_words

MEMBER = Discount(kind=DiscountKind.MEMBER, off_rate=Decimal("0.1"))
PAID, BORNE, LEFT = "What buyers pay", "Who bears the discounts, at the dearest", "What is left"


def told(case: PriceCase) -> dict[str, list[str]]:
    """Each heading with its sentences."""
    return {str(one.heading): [str(line) for line in one.lines] for one in price_words(case, check_price(case))}


def coupon(store_share: str) -> Discount:
    """20 yuan off what is still 95 yuan."""
    return Discount(kind=DiscountKind.ITEM_COUPON, off_fen=20_00, from_fen=95_00, store_share=Decimal(store_share))


def test_a_price_without_discounts_is_one_price_and_one_profit() -> None:
    case = PriceCase(
        price_fen=100_00, list_fen=120_00, cost_fen=40_00, commission_rate=Decimal("0.05"), shipping_fen=3_00,
        ads_fen=2_00, budget_fen=1_000_10,
    )  # fmt: skip
    # 100 - 5 - 40 - 3 - 2 = 50; twenty pieces earn 1,000 yuan, the ten fen more want another one.
    assert told(case) == {
        "Nothing speaks against this price": [],
        PAID: ["100.00 yuan a piece.", "That is 83.3% of the list price at the lowest."],
        LEFT: [
            "50.00 yuan a piece after all costs, 50.0% of the price.",
            "21 pieces earn the campaign's budget of 1,000.10 yuan.",
        ],
    }
    assert [one.good for one in price_words(case, check_price(case))] == [True, None, None]


def test_which_discount_comes_first_makes_two_prices_and_each_is_written_out() -> None:
    case = PriceCase(price_fen=100_00, list_fen=100_00, cost_fen=40_00, discounts=(MEMBER, coupon("0.25")))
    # The member price first leaves 90, and the coupon asks for 95.
    assert told(case) == {
        "Nothing speaks against this price": [],
        PAID: [
            "From 72.00 to 90.00 yuan a piece, by which discount the platform takes first.",
            "Lowest: 100.00 − 20.00 (Item coupon) − 8.00 (Member price) = 72.00",
            "Highest: 100.00 − 10.00 (Member price) = 90.00",
            "That is 72.0% of the list price at the lowest.",
        ],
        BORNE: [
            "Item coupon: 20.00 yuan; the store bears 5.00, the platform 15.00.",
            "Member price: 8.00 yuan; the store bears 8.00, the platform 0.00.",
        ],
        # The store bears 13 at worst and 10 at best.
        LEFT: ["47.00 to 50.00 yuan a piece after all costs; at worst 47.0% of the price."],
    }


def test_a_coupon_that_is_not_reached_says_so() -> None:
    # All of the coupon is the platform's, so the store bears more where the member price comes first.
    lines = told(PriceCase(price_fen=100_00, discounts=(MEMBER, coupon("0"))))[BORNE]
    assert lines == [
        "Member price: 10.00 yuan; the store bears 10.00, the platform 0.00.", "Item coupon: not reached.",
    ]  # fmt: skip


def test_the_way_through_the_till_is_that_of_the_whole_order() -> None:
    # Two pieces of 50 yuan reach a coupon that asks for 95.
    lines = told(PriceCase(price_fen=50_00, pieces=2, discounts=(MEMBER, coupon("1"))))[PAID]
    assert lines[:2] == [
        "From 36.00 to 45.00 yuan a piece, by which discount the platform takes first.",
        "Lowest: 100.00 − 20.00 (Item coupon) − 8.00 (Member price) = 72.00",
    ]


def test_discounts_in_any_order_the_same_are_said_as_one_price() -> None:
    lines = told(PriceCase(price_fen=100_00, list_fen=100_00, discounts=(MEMBER,)))[PAID]
    assert lines == ["90.00 yuan a piece.", "That is 90.0% of the list price at the lowest."]


def test_what_is_not_known_is_not_said() -> None:
    assert told(PriceCase(price_fen=None, list_fen=100_00)) == {
        "Figures are missing": ["The campaign price is missing."],
    }
    assert told(PriceCase(price_fen=100_00)) == {
        "Figures are missing": [
            "The unit cost is missing, so the profit is not known.",
            "The list price is missing, so the discount is not known.",
        ],
        PAID: ["100.00 yuan a piece."],
    }


def test_a_price_that_is_too_low_comes_with_one_that_is_not() -> None:
    first = price_words(case := PriceCase(price_fen=80_00, list_fen=120_00, cost_fen=40_00), check_price(case))[0]
    assert (str(first.heading), first.good) == ("Think again", False)
    # 70 % of 120.
    assert str(first.lines[-1]) == "At 84.00 yuan nothing speaks against it."


def test_where_no_price_up_to_the_list_price_is_safe_that_is_said_and_no_number_of_pieces_helps() -> None:
    words = told(PriceCase(price_fen=80_00, list_fen=100_00, cost_fen=200_00, budget_fen=500_00))
    assert words["Think again"][-1] == "No higher price up to the list price was found against which nothing speaks."
    assert words[LEFT] == [
        "-120.00 yuan a piece after all costs, -150.0% of the price.",
        "No number of pieces earns the campaign's budget of 500.00 yuan.",
    ]
