"""What the owner enters about costs: unit costs, couriers' prices, costs with a day, quarters for the tax office."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table

from shopdesk.domain.ledger.costs import CostKind, Rhythm
from shopdesk.domain.ledger.tax import DeclaredBasis
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Fen, Rate, Words, metadata, one_only, record_id, store_ref, version

unit_costs = Table(
    "unit_costs",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("product_id", String, nullable=False),
    Column("variant", String, nullable=False),
    Column("merchant_code", String, nullable=False),
    Column("title", String, nullable=False),
    Column("cost_fen", Fen, nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("sellable", Rate, nullable=True),
    Column("weight_grams", Integer, nullable=True),
    Column("note", String, nullable=False),
    one_only(
        "store_id",
        "product_id",
        "variant",
        "merchant_code",
        "valid_from",
        taken=Text("There is a unit cost of this product for the same day already. Change that one."),
    ),
    sqlite_autoincrement=True,
)

courier_rates = Table(
    "courier_rates",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("province", String, nullable=False),
    Column("first_grams", Integer, nullable=False),
    Column("first_fen", Fen, nullable=True),
    Column("next_grams", Integer, nullable=False),
    Column("next_fen", Fen, nullable=True),
    Column("valid_from", Day, nullable=False),
    Column("courier", String, nullable=False),
    Column("steps", String, nullable=False, server_default=""),
    Column("unserved", Boolean, nullable=False, server_default="0"),
    one_only(
        "store_id",
        "courier",
        "province",
        "valid_from",
        taken=Text("There is a price of this courier for this province and day already. Change that one."),
    ),
    sqlite_autoincrement=True,
)

courier_choices = Table(
    "courier_choices",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("province", String, nullable=False),
    Column("courier", String, nullable=False),
    Column("valid_from", Day, nullable=False),
    one_only(
        "store_id",
        "province",
        "valid_from",
        taken=Text("Somebody chose a courier for this province and day meanwhile. Look at what is there now."),
    ),
    sqlite_autoincrement=True,
)

dated_costs = Table(
    "dated_costs",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("kind", Words(CostKind), nullable=False),
    Column("rhythm", Words(Rhythm), nullable=False),
    Column("amount_fen", Fen, nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=True),
    Column("note", String, nullable=False),
    sqlite_autoincrement=True,
)

tax_quarters = Table(
    "tax_quarters",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("quarter", Day, nullable=False),
    Column("income_fen", Fen, nullable=True),
    Column("returned_fen", Fen, nullable=True),
    Column("net_fen", Fen, nullable=True),
    Column("declared_fen", Fen, nullable=True),
    Column("without_vat", Boolean, nullable=False),
    Column("vat_rate", Rate, nullable=True),
    Column("basis", Words(DeclaredBasis), nullable=True),
    Column("outside_fen", Fen, nullable=True),
    Column("fees_fen", Fen, nullable=True),
    Column("note", String, nullable=False),
    one_only("store_id", "quarter", taken=Text("Somebody entered figures of this quarter meanwhile.")),
    sqlite_autoincrement=True,
)
