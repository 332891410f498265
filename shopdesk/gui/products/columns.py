"""The columns of the list of products that are no fields of it: what files and lists know, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtGui import QColor

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.kpi.breakdown import STOCK_DAYS
from shopdesk.domain.ledger.parts import ProfitRow
from shopdesk.domain.money import decimal_text, percent_text, round_half_up
from shopdesk.domain.product_figures import ProductFigures
from shopdesk.domain.products import Product
from shopdesk.domain.reorder import Advice, Answer
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.figure_column import column
from shopdesk.gui.widgets.record_model import Column
from shopdesk.infra.i18n import sentences, tr

ORDER = (
    "named", "advice", "pieces", "sales", "trend", "stock", "stock_days", "lead_days", "spare_days", "left", "margin",
    "refund_rate", "up_to_here", "visitors", "traffic_so_far",
    "role", "life", "hero", "list_fen", "cost", "reviews", "praise_rate", "product_id",
    "merchant_code",
)  # fmt: skip
"""From the left; what is not named here follows."""

SIGNS = {Answer.HOLDS: "✓", Answer.FAILS: "✗", Answer.UNKNOWN: "?"}
_LONGEST = 40


class Known:
    """What is known of the products in view; the list fills it before it shows them."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.figures: Mapping[str, ProductFigures] = {}
        self.rows: Mapping[str, ProfitRow] = {}
        self.advice: Mapping[str, Advice] = {}
        self.of_items = False

    def title(self, product: Product) -> str:
        """What a product is called."""
        found = self.figures.get(product.product_id)
        return product.title or product.product_id if found is None else found.title

    def figure(self, name: str) -> Callable[[Product], Any]:
        """A figure of the product."""

        def get(product: Product) -> Any:
            found = self.figures.get(product.product_id)
            return None if found is None else getattr(found, name)

        return get

    def line(self, name: str) -> Callable[[Product], Any]:
        """A figure of what the product reports say of it."""

        def get(product: Product) -> Any:
            found = self.figures.get(product.product_id)
            return None if found is None or found.line is None else getattr(found.line, name)

        return get

    def row(self, name: str) -> Callable[[Product], Any]:
        """A figure of its profit."""

        def get(product: Product) -> Any:
            found = self.rows.get(product.product_id)
            return None if found is None else getattr(found, name)

        return get

    def spare_days(self, product: Product) -> Decimal | None:
        """By how many days the stock outlasts a delivery."""
        found = self.figures.get(product.product_id)
        return None if found is None else found.spare_days(product)


def figure_columns(known: Known, theme: Theme) -> list[Column[Product]]:
    """The columns, in any order."""
    money, count, number = Kind.MONEY, Kind.COUNT, Kind.DECIMAL

    def trend_ink(product: Product) -> QColor | None:
        found = known.figure("trend")(product)
        return (theme.rise if found > 0 else theme.fall) if found else None

    def bad_below(get: Callable[[Product], Any]) -> Callable[[Product], QColor | None]:
        return lambda product: theme.bad if (get(product) or 0) < 0 else None

    left = known.row("contribution")
    source = tr("From product reports; in a store without any, from the items of its paid orders")

    def source_tip(_product: Product) -> str:
        return tr("From the items of paid orders, refunds not taken off") if known.of_items else ""

    return [
        Column(tr("Product"), known.title, text=_short, name="named",
               tip=lambda one: f"{known.title(one)}\n{one.product_id}"),
        Column(tr("Hero", context="product"), lambda one: known.figure("hero")(one) or None, text=lambda _is: "★",
               name="hero", field=Field("hero", Kind.FLAG),
               header_tip=tr("A hero product: its stock must not run out")),
        column("cost", tr("Unit cost"), known.figure("cost_fen"), money, tr("Of today, as entered under KPIs, Money")),
        column("stock", tr("Stock now"), known.figure("stock"), count,
               tr("The newer one of the report's stock and your own count"), adds_up=True,
               tip=lambda one: _stock_tip(known, one)),
        column("stock_days", tr("Stock lasts (days)"), known.line("stock_days"), number,
               tr("Stock ÷ mean daily pieces of the last {days} days with product figures", days=STOCK_DAYS),
               text=_whole),
        column("spare_days", tr("Spare days"), known.spare_days, number,
               tr("Days the stock lasts − days a delivery takes; below 0 it runs out even if ordered today"),
               text=_signed_days, ink=bad_below(known.spare_days)),
        Column(tr("Order anew"), lambda one: _advice_order(known, one), text=lambda found: _advice_words(found[1]),
               order=lambda found: found[0], name="advice", header_tip=tr("By the rule below; the reasons stand there"),
               ink=lambda one: _advice_ink(known, one, theme)),
        column("pieces", tr("Pieces (30 days)"), known.line("pieces"), count, source, adds_up=True,
               tip=source_tip),
        column("sales", tr("Sales (30 days)"), known.line("sales_fen"), money, source, adds_up=True,
               tip=source_tip),
        column("trend", tr("Trend"), known.figure("trend"), number, tr("Pieces against the 30 days before"),
               text=_change, ink=trend_ink),
        column("up_to_here", tr("Share so far"), known.figure("up_to_here"), Kind.RATE,
               tr("Of all sales: this product and all that sell more"), text=lambda share: percent_text(share, 0)),
        column("visitors", tr("Visitors a day"), known.line("visitors_a_day"), number,
               tr("Mean of the days that state it; people of several days are never added"),
               text=lambda mean: decimal_text(mean, 1)),
        column("traffic_so_far", tr("Visitors so far"), known.figure("traffic_so_far"), Kind.RATE,
               tr("Of the visitors a day of all products: this product and all that have more"),
               text=lambda share: percent_text(share, 0)),
        column("refund_rate", tr("Refund rate"), known.line("refund_rate"), number,
               tr("Refunds ÷ paid, of the days whose product report states both"),
               text=lambda rate: percent_text(rate, 1)),
        column("left", tr("Left after ads"), left, money, tr("Sales − refunds, goods, fees, ads and freight, 30 days"),
               ink=bad_below(left)),
        column("margin", tr("Margin after ads"), known.row("margin"), number, tr("Left after ads ÷ sales less refunds"),
               text=lambda rate: percent_text(rate, 1), ink=bad_below(left)),
    ]  # fmt: skip


def advice_words(advice: Advice) -> str:
    """The rule's answer in a word or two."""
    return _advice_words(advice)


def _advice_words(advice: Advice) -> str:
    if advice.answer is Answer.FAILS:
        return f"{SIGNS[Answer.FAILS]} {tr('no', context='order anew')}"
    if advice.answer is Answer.UNKNOWN:
        return f"{SIGNS[Answer.UNKNOWN]} {tr('not known', context='order anew')}"
    if advice.pieces is None:
        return f"{SIGNS[Answer.HOLDS]} {tr('yes', context='order anew')}"
    if not advice.pieces:
        return f"{SIGNS[Answer.HOLDS]} {tr('enough there')}"
    return f"{SIGNS[Answer.HOLDS]} {tr('{pieces} pieces', pieces=f'{advice.pieces:,}')}"


_PLACES = {Answer.HOLDS: 0, Answer.UNKNOWN: 1, Answer.FAILS: 2}


def _advice_order(known: Known, product: Product) -> tuple[tuple[int, int], Advice] | None:
    """What to order stands first, the most pieces before all."""
    found = known.advice.get(product.product_id)
    return None if found is None else ((_PLACES[found.answer], -(found.pieces or 0)), found)


def _advice_ink(known: Known, product: Product, theme: Theme) -> QColor | None:
    found = known.advice.get(product.product_id)
    return theme.good if found is not None and found.answer is Answer.HOLDS else None


def _stock_tip(known: Known, product: Product) -> str:
    day = known.line("stock_day")(product)
    return "" if day is None else tr("Of {day}", day=day)


def reasons_text(advice: Advice) -> list[str]:
    """The reasons of an answer, each with its sign, and what is said of the pieces."""
    told = [f"{SIGNS[one.answer]} {tr(one.text)}" for one in advice.reasons]
    return [*told, sentences([tr(one) for one in advice.words])] if advice.words else told


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _whole(days: Decimal) -> str:
    return f"{round_half_up(days):,}"


def _signed_days(days: Decimal) -> str:
    whole = round_half_up(days)
    return f"{whole:+,}" if whole else "0"


def _change(rate: Decimal) -> str:
    sign = "▲ +" if rate > 0 else "▼ " if rate < 0 else ""
    return f"{sign}{percent_text(rate, 1)}"
