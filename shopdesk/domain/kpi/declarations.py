"""Every KPI of the program, in the order in which it is listed, exported and offered.

Formulas follow the trade's own definitions (Alibaba's data products): paid amount keeps later refunds in, conversion is
buyers by visitors, the value per buyer divides by people and the value per order by orders.
"""

from __future__ import annotations

from shopdesk.domain.errors import NotFound
from shopdesk.domain.kpi.kinds import Better, Group, Kpi, Rebuild, Source, Unit
from shopdesk.domain.kpi.more_declarations import ADS, PRODUCTS, RATING, SERVICE
from shopdesk.domain.text import Text

__all__ = ["KPIS", "kpi"]

_SALES = (
    Kpi(
        code="orders",
        name=Text("Orders"),
        formula=Text("Orders made, paid or not, counted by the day they were made"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="orders",
        fixed_basis=True,
    ),
    Kpi(
        code="paid_orders",
        name=Text("Paid orders"),
        formula=Text("Orders with a payment time"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="paid_orders",
    ),
    Kpi(
        code="gross_amount",
        name=Text("Order amount"),
        formula=Text("Total amount of all orders made, paid or not, counted by the day they were made"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="gross_fen",
        fixed_basis=True,
    ),
    Kpi(
        code="paid_amount",
        name=Text("Paid amount"),
        formula=Text("What buyers paid; later refunds are not taken off"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="paid_fen",
    ),
    Kpi(
        code="refund_amount",
        name=Text("Refunds"),
        formula=Text("Money given back on the orders of these days, whenever it was given back"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="refund_fen",
        better=Better.LOWER,
    ),
    Kpi(
        code="net_amount",
        name=Text("Net amount"),
        formula=Text("What is left of the paid amount after refunds"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="net_fen",
    ),
    Kpi(
        code="paying_rate",
        name=Text("Paying rate"),
        formula=Text("Paid orders ÷ orders, both by the day the order was made"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="made_and_paid",
        per="orders",
        fixed_basis=True,
    ),
    Kpi(
        code="amount_per_order",
        name=Text("Amount per order"),
        formula=Text("Paid amount ÷ paid orders"),
        unit=Unit.MONEY,
        rebuild=Rebuild.RATIO,
        figure="paid_fen",
        per="paid_orders",
    ),
    Kpi(
        code="refund_rate",
        name=Text("Refund rate"),
        formula=Text("Refunds ÷ paid amount of the same orders"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="refund_fen",
        per="paid_fen",
        better=Better.LOWER,
    ),
    Kpi(
        code="refund_rate_orders",
        name=Text("Refund rate by orders"),
        formula=Text("Orders with a refund ÷ paid orders"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="refunded_orders",
        per="paid_orders",
        better=Better.LOWER,
    ),
    Kpi(
        code="unpaid_orders",
        name=Text("Unpaid orders"),
        formula=Text("Orders without a payment time, by the day they were made"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="unpaid_orders",
        better=Better.LOWER,
        fixed_basis=True,
    ),
    Kpi(
        code="effective_orders",
        name=Text("Orders with money kept"),
        formula=Text("Paid orders of which something is left after refunds"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="effective_orders",
    ),
    Kpi(
        code="refunded_orders",
        name=Text("Orders with a refund"),
        formula=Text("Orders with a refund above zero"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="refunded_orders",
        better=Better.LOWER,
    ),
    Kpi(
        code="net_per_order",
        name=Text("Net amount per paid order"),
        formula=Text("Net amount ÷ paid orders"),
        unit=Unit.MONEY,
        rebuild=Rebuild.RATIO,
        figure="net_fen",
        per="paid_orders",
    ),
    Kpi(
        code="net_per_effective_order",
        name=Text("Net amount per order with money kept"),
        formula=Text("Net amount ÷ orders with money kept"),
        unit=Unit.MONEY,
        rebuild=Rebuild.RATIO,
        figure="net_fen",
        per="effective_orders",
    ),
    Kpi(
        code="platform_refunds",
        name=Text("Refunds paid out"),
        formula=Text("Refunds the platform reports, by the day of the refund"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="platform_refund_fen",
        better=Better.LOWER,
        source=Source.STORE_DAYS,
    ),
    Kpi(
        code="paid_pieces",
        name=Text("Pieces paid"),
        formula=Text("Pieces in paid orders"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="paid_pieces",
        source=Source.STORE_DAYS,
    ),
)

_BUYERS = (
    Kpi(
        code="buyers",
        name=Text("Buyers"),
        formula=Text("Different people who paid in the span"),
        unit=Unit.COUNT,
        rebuild=Rebuild.DISTINCT,
        figure="day_buyers",
        group=Group.BUYERS,
        note=Text("Counted from the orders where they name the buyer, otherwise the platform's figure of one day."),
    ),
    Kpi(
        code="aov",
        name=Text("Amount per buyer (AOV)"),
        formula=Text("Paid amount ÷ buyers, each person counted once in the span"),
        unit=Unit.MONEY,
        rebuild=Rebuild.PER_PERSON,
        figure="paid_fen",
        per="day_buyers",
        group=Group.BUYERS,
        note=Text("Where only daily buyers are known, the figure exists for single days only."),
    ),
    Kpi(
        code="new_buyers",
        name=Text("New buyers"),
        formula=Text("Buyers who had not bought in the 365 days before"),
        unit=Unit.COUNT,
        rebuild=Rebuild.DISTINCT,
        figure="new_buyers",
        source=Source.STORE_DAYS,
        group=Group.BUYERS,
    ),
    Kpi(
        code="returning_buyers",
        name=Text("Returning buyers"),
        formula=Text("Buyers who had bought in the 365 days before"),
        unit=Unit.COUNT,
        rebuild=Rebuild.DISTINCT,
        figure="returning_buyers",
        source=Source.STORE_DAYS,
        group=Group.BUYERS,
    ),
    Kpi(
        code="repeat_rate",
        name=Text("Share of returning buyers"),
        formula=Text("Returning buyers ÷ buyers, sums of the days"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="returning_buyers",
        per="store_buyers",
        source=Source.STORE_DAYS,
        group=Group.BUYERS,
    ),
)

_TRAFFIC = (
    Kpi(
        code="visitors",
        name=Text("Visitors"),
        formula=Text("Different people who visited the store on the day"),
        unit=Unit.COUNT,
        rebuild=Rebuild.DISTINCT,
        figure="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="page_views",
        name=Text("Page views"),
        formula=Text("Pages opened, reloads included"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="page_views",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="conversion",
        name=Text("Conversion"),
        formula=Text("Buyers ÷ visitors; over several days the sum of daily buyers ÷ the sum of daily visitors"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="day_buyers",
        per="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="visitors_per_day",
        name=Text("Visitors per day"),
        formula=Text("Mean of the daily visitors, over the days that have a figure"),
        unit=Unit.NUMBER,
        rebuild=Rebuild.MEAN,
        figure="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="views_per_visitor",
        name=Text("Pages per visitor"),
        formula=Text("Page views ÷ visitors, sums of the days"),
        unit=Unit.NUMBER,
        rebuild=Rebuild.RATIO,
        figure="page_views",
        per="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="value_per_visitor",
        name=Text("Paid amount per visitor"),
        formula=Text("Paid amount ÷ visitors, sums of the days"),
        unit=Unit.MONEY,
        rebuild=Rebuild.RATIO,
        figure="paid_fen",
        per="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="stay_seconds",
        name=Text("Mean stay (seconds)"),
        formula=Text("The platform's mean stay, weighted by visitors over several days"),
        unit=Unit.SECONDS,
        rebuild=Rebuild.WEIGHTED,
        figure="stay_seconds",
        per="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="bounce_rate",
        name=Text("Bounce rate"),
        formula=Text("Visitors who saw one page ÷ visitors, weighted by visitors over several days"),
        unit=Unit.RATE,
        rebuild=Rebuild.WEIGHTED,
        figure="bounce_rate",
        per="visitors",
        better=Better.LOWER,
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="cart_rate",
        name=Text("Add-to-cart rate"),
        formula=Text("People who put something into the cart ÷ visitors, sums of the days"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="cart_buyers",
        per="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
    Kpi(
        code="favourite_rate",
        name=Text("Favourite rate"),
        formula=Text("People who kept something as a favourite ÷ visitors, sums of the days"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="favourite_buyers",
        per="visitors",
        source=Source.STORE_DAYS,
        group=Group.TRAFFIC,
    ),
)

KPIS: tuple[Kpi, ...] = _SALES + _BUYERS + _TRAFFIC + ADS + PRODUCTS + SERVICE + RATING

_BY_CODE = {item.code: item for item in KPIS}


def kpi(code: str) -> Kpi:
    """The KPI with this code.

    Raises:
        NotFound: there is none.
    """
    try:
        return _BY_CODE[code]
    except KeyError:
        raise NotFound(Text("There is no KPI “{code}”.", code=code)) from None
