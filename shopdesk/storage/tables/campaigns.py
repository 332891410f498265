"""Campaigns with their products, steps and milestones; the store's own days, heroes, and pasted holiday notices."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from shopdesk.domain.campaigns.records import Anchor, CampaignKind, CampaignState, OwnRule, ProductRole
from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    Fen,
    JsonDict,
    JsonTuple,
    Moment,
    Words,
    metadata,
    one_only,
    one_only_where,
    record_id,
    reference,
    store_ref,
    version,
)

PRODUCT_TAKEN = Text("This product is in the list already.")

campaigns = Table(
    "campaigns",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("kind", Words(CampaignKind), nullable=False),
    Column("state", Words(CampaignState), nullable=False),
    Column("start", Day, nullable=False),
    Column("end", Day, nullable=False),
    Column("warm_up_on", Day),
    Column("programme", String, nullable=False, default=""),
    Column("offer", String, nullable=False, default=""),
    Column("free_shipping", Boolean),
    Column("courier", String, nullable=False, default=""),
    Column("owner", String, nullable=False, default=""),
    Column("budget_fen", Fen),
    Column("plan_visitors", Integer),
    Column("plan_orders", Integer),
    Column("plan_sales_fen", Fen),
    Column("plan_pieces", Integer),
    Column("plan_chats", Integer),
    Column("plan_service", Integer),
    Column("plan_packers", Integer),
    Column("plan_boxes", Integer),
    Column("plan_profit_fen", Fen),
    Column("spend_fen", Fen),
    Column("reason", String, nullable=False, default=""),
    Column("lessons", String, nullable=False, default=""),
    Column("note", String, nullable=False, default=""),
    Index("ix_campaigns_days", "store_id", "start", "end"),
    sqlite_autoincrement=True,
)

campaign_products = Table(
    "campaign_products",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("campaign_id", "campaigns.id"),
    Column("product_id", String, nullable=False),
    Column("title", String, nullable=False, default=""),
    Column("role", Words(ProductRole)),
    Column("quantity", Integer),
    Column("stock", Integer),
    Column("list_fen", Fen),
    Column("price_fen", Fen),
    Column("cost_fen", Fen),
    Column("stacked_fen", Fen),
    Column("facts", JsonDict, nullable=False),
    one_only("store_id", "campaign_id", "product_id", taken=PRODUCT_TAKEN),
    Index("ix_campaign_products_product", "store_id", "product_id"),
    sqlite_autoincrement=True,
)

campaign_events = Table(
    "campaign_events",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("campaign_id", "campaigns.id"),
    Column("day", Day, nullable=False),
    Column("at", Moment, nullable=False),
    Column("from_state", Words(CampaignState), nullable=False),
    Column("to_state", Words(CampaignState), nullable=False),
    Column("who", String, nullable=False, default=""),
    Column("note", String, nullable=False, default=""),
    sqlite_autoincrement=True,
)

campaign_files = Table(
    "campaign_files",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("campaign_id", "campaigns.id"),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False, default=""),
    Column("name", String, nullable=False),
    Column("stored", String, nullable=False),
    Index("ix_campaign_files_kept", "store_id", "stored"),
    sqlite_autoincrement=True,
)

milestones = Table(
    "milestones",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("campaign_id", "campaigns.id"),
    Column("code", String, nullable=False, default=""),
    Column("title_zh", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("anchor", Words(Anchor), nullable=False),
    Column("offset_days", Integer, nullable=False),
    Column("due", Day, nullable=False),
    Column("owner", String, nullable=False, default="", server_default=""),
    # No foreign key: one that was removed holds nobody up, and taking the removal back brings the order back.
    Column("after_id", Integer),
    Column("done_on", Day),
    Column("done_by", String, nullable=False, default=""),
    Column("note", String, nullable=False, default=""),
    Index("ix_milestones_due", "store_id", "due"),
    sqlite_autoincrement=True,
)

# The milestones that new campaigns of a kind get, where a store has changed the shipped ones.
milestone_rules = Table(
    "milestone_rules",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("kind", Words(CampaignKind), nullable=False),
    Column("code", String, nullable=False, default=""),
    Column("title_zh", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("anchor", Words(Anchor), nullable=False),
    Column("offset_days", Integer, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

own_days = Table(
    "own_days",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("yearly", Boolean, nullable=False),
    Column("rule", Words(OwnRule), nullable=False, default=OwnRule.DATE, server_default="date"),
    Column("festival", String, nullable=False, default="", server_default=""),
    Column("offset_days", Integer, nullable=False, default=0, server_default="0"),
    Column("days", Integer, nullable=False, default=1, server_default="1"),
    Column("note", String, nullable=False, default=""),
    one_only_where(
        "uq_own_days_name",
        "store_id",
        "day",
        "name",
        taken=Text("There is an own day of this name on that day already. Choose another name or day."),
    ),
    sqlite_autoincrement=True,
)

# Of the whole country, not of one store: the text as the user pasted it.
holiday_notices = Table(
    "holiday_notices",
    metadata,
    record_id(),
    version(),
    Column("year", Integer, nullable=False),
    Column("source", String, nullable=False, default=""),
    Column("text", String, nullable=False),
    one_only("year", name="uq_holiday_notices_year"),
    sqlite_autoincrement=True,
)

# Entry rules as a store's owner knows them; each edit is a new version, the newest counts.
gate_versions = Table(
    "gate_versions",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("as_of", Day, nullable=False),
    Column("source", String, nullable=False, default=""),
    Column("rules", JsonTuple, nullable=False),
    sqlite_autoincrement=True,
)

heroes = Table(
    "heroes",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("product_id", String, nullable=False),
    Column("title", String, nullable=False, default=""),
    Column("role", Words(ProductRole)),
    Column("minimum_pieces", Integer),
    one_only("store_id", "product_id", taken=PRODUCT_TAKEN, name="uq_heroes_store_id"),
    sqlite_autoincrement=True,
)
