"""The fields of what the owner enters about costs and of a quarter's figures for the tax office."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.fields import HIGHEST_FEN, Field, Kind, Noun
from shopdesk.domain.ledger.costs import COST_KIND_NAMES, RHYTHM_NAMES, DatedCost, UnitCost
from shopdesk.domain.ledger.couriers import HEAVIEST, CourierChoice, CourierRate
from shopdesk.domain.ledger.tax import BASIS_NAMES, TaxQuarter
from shopdesk.domain.text import Text

_HIGHEST_UNIT = 1_000_000_000  # ten million yuan for one piece
_VALID_FROM = Field(
    "valid_from",
    Kind.DAY,
    Text("Holds from"),
    key="f",
    required=True,
    help=Text("Leave it as it is for a cost that always was so; a new price is a new line with its first day."),
)
_NOTE = Field("note", Kind.LINE, Text("Note"), key="n", longest=1000)

UNIT_COST = Noun(
    "unit_costs",
    UnitCost,
    Text("Unit cost"),
    (
        Field("product_id", Kind.LINE, Text("Product number"), key="p", longest=60, plain=True),
        Field("variant", Kind.LINE, Text("SKU"), key="s", help=Text("As the sub-order report words it.")),
        Field("merchant_code", Kind.LINE, Text("Merchant code"), key="m", longest=100),
        Field("title", Kind.LINE, Text("Product name"), key="t"),
        Field(
            "cost_fen",
            Kind.MONEY,
            Text("Cost of one piece"),
            key="c",
            required=True,
            highest=_HIGHEST_UNIT,
            additive=False,
            unit=Text("yuan"),
        ),
        _VALID_FROM,
        Field(
            "sellable",
            Kind.RATE,
            Text("Returned pieces fit to sell"),
            key="r",
            help=Text("100% for all, 0% for none; empty counts as all."),
        ),
        Field(
            "weight_grams",
            Kind.COUNT,
            Text("Weight of one piece"),
            key="w",
            highest=HEAVIEST,
            additive=False,
            unit=Text("g"),
        ),
        _NOTE,
    ),
    titles=("title", "product_id", "merchant_code"),
    identity=("product_id", "variant", "merchant_code", "valid_from"),
)

COURIER_RATE = Noun(
    "courier_rates",
    CourierRate,
    Text("Courier price"),
    (
        Field(
            "province", Kind.LINE, Text("Province"), key="p", longest=40, help=Text("Empty for all others.")
        ),
        Field(
            "first_grams", Kind.COUNT, Text("First weight"), key="f", required=True, lowest=1, highest=HEAVIEST,
            additive=False, unit=Text("g"),
        ),
        Field(
            "first_fen", Kind.MONEY, Text("Price of the first weight"), key="r", highest=_HIGHEST_UNIT, additive=False,
            unit=Text("yuan"), help=Text("Empty only where the courier does not go."),
        ),
        Field(
            "steps", Kind.LINE, Text("Prices up to further weights"), key="i", longest=400,
            help=Text("Each with its price in all, like 2kg 4.50; 3kg 5.50. Empty: further weights follow."),
        ),
        Field(
            "next_grams", Kind.COUNT, Text("Each further weight"), key="e", required=True, lowest=1,
            highest=HEAVIEST, additive=False, unit=Text("g"),
        ),
        Field(
            "next_fen", Kind.MONEY, Text("Price of each further weight"), key="u", highest=_HIGHEST_UNIT,
            additive=False, unit=Text("yuan"), help=Text("Empty: the list ends there, 0: nothing more."),
        ),
        Field("valid_from", Kind.DAY, Text("Holds from"), key="h", required=True),
        Field("courier", Kind.LINE, Text("Courier"), key="c", longest=60),
        Field("unserved", Kind.FLAG, Text("Does not go there"), key="d"),
    ),
    titles=("province", "courier"),
    identity=("courier", "province", "valid_from"),
)  # fmt: skip

COURIER_CHOICE = Noun(
    "courier_choices",
    CourierChoice,
    Text("Chosen courier"),
    (
        Field("province", Kind.LINE, Text("Province"), longest=40, help=Text("Empty for all others.")),
        Field("courier", Kind.LINE, Text("Courier"), key="c", longest=60),
        Field("valid_from", Kind.DAY, Text("Holds from"), key="h", required=True),
    ),
    titles=("province", "courier"),
    identity=("province", "valid_from"),
)

DATED_COST = Noun(
    "dated_costs",
    DatedCost,
    Text("Cost with a day"),
    (
        Field("kind", Kind.CHOICE, Text("What for"), key="w", required=True, choices=COST_KIND_NAMES),
        Field("rhythm", Kind.CHOICE, Text("How often"), key="h", required=True, choices=RHYTHM_NAMES),
        Field("amount_fen", Kind.MONEY, Text("Amount"), key="a", required=True, additive=False, unit=Text("yuan")),
        Field("first_day", Kind.DAY, Text("From"), key="f", required=True),
        Field(
            "last_day",
            Kind.DAY,
            Text("To"),
            key="t",
            help=Text("Empty while it goes on; an amount that comes once is spread over the days up to here."),
        ),
        _NOTE,
    ),
    titles=("note", "kind"),
    identity=("kind", "rhythm", "first_day", "note"),
)

TAX_QUARTER = Noun(
    "tax_quarters",
    TaxQuarter,
    Text("Quarter for the tax office"),
    (
        Field(
            "quarter", Kind.DAY, Text("First day of the quarter"), key="q", required=True
        ),
        Field("income_fen", Kind.MONEY, Text("Total income by the platform"), key="i", unit=Text("yuan")),
        Field("returned_fen", Kind.MONEY, Text("Returned amount by the platform"), key="r", unit=Text("yuan")),
        Field(
            "net_fen", Kind.MONEY, Text("Net sales by the platform"), key="n", unit=Text("yuan"), lowest=-HIGHEST_FEN,
            help=Text("Empty: total income less the returned amount."),
        ),
        Field("declared_fen", Kind.MONEY, Text("Declared sales"), key="d", unit=Text("yuan")),
        Field("without_vat", Kind.FLAG, Text("Declared without VAT"), key="w"),
        Field("vat_rate", Kind.RATE, Text("VAT rate"), key="v", highest=Decimal("0.5")),
        Field("basis", Kind.CHOICE, Text("Declared from"), key="f", choices=BASIS_NAMES),
        Field(
            "outside_fen", Kind.MONEY, Text("Of it sales outside the platform"), key="o", unit=Text("yuan")
        ),
        Field(
            "fees_fen", Kind.MONEY, Text("Fees by the platform"), key="p", unit=Text("yuan"),
            help=Text("Commissions and fees of its report; they are compared with the statement."),
        ),
        Field("note", Kind.LINE, Text("Note"), key="t", longest=1000),
    ),
    titles=("quarter",),
    identity=("quarter",),
)  # fmt: skip
