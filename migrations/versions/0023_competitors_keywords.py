"""Competitors with what was seen of them, keywords with their days, title tests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def _record(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of records of a store, with the index of its reference to the store."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{table}_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{table}_store_id", table, ["store_id"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables; earlier programs knew nothing of competitors and keywords."""
    _record(
        "competitors",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("platform", sa.String(40), nullable=False),
        *_words("link", "category"),
        sa.Column("since", sa.String(10)),
        sa.Column("look_days", sa.Integer()),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("store_id", "name", name="uq_competitors_store_id_name"),
    )
    _record(
        "competitor_looks",
        sa.Column("competitor_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        *_words("level", "page_version"),
        *[
            sa.Column(name, sa.String(40))
            for name in ("praise_rate", "dsr_description", "dsr_service", "dsr_logistics", "refund_rate")
        ],
        sa.Column("products", sa.Integer()),
        sa.Column("reviews", sa.Integer()),
        sa.Column("bad_rate", sa.String(40)),
        sa.Column("visitors_low", sa.Integer()),
        sa.Column("visitors_high", sa.Integer()),
        sa.Column("paid_low_fen", sa.BigInteger()),
        sa.Column("paid_high_fen", sa.BigInteger()),
        *_words("best_item"),
        sa.Column("best_price_fen", sa.BigInteger()),
        sa.Column("best_sold_low", sa.Integer()),
        sa.Column("best_sold_high", sa.Integer()),
        *_words("campaigns", "note"),
        sa.ForeignKeyConstraint(
            ["competitor_id"], ["competitors.id"], name="fk_competitor_looks_competitor_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "store_id", "competitor_id", "day", name="uq_competitor_looks_store_id_competitor_id_day"
        ),
    )
    op.create_index("ix_competitor_looks_competitor_id", "competitor_looks", ["competitor_id"])
    _record(
        "competitor_files",
        sa.Column("look_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(26), nullable=False),
        *_words("who", "name", "stored"),
        sa.ForeignKeyConstraint(
            ["look_id"], ["competitor_looks.id"], name="fk_competitor_files_look_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_competitor_files_look_id", "competitor_files", ["look_id"])
    _record(
        "keywords",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40)),
        *_words("product_id", "note"),
        sa.UniqueConstraint("store_id", "word", name="uq_keywords_store_id_word"),
    )
    _record(
        "title_tests",
        *_words("product_id", "old_title", "new_title"),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("until", sa.String(10)),
        *_words("note"),
        sa.UniqueConstraint("store_id", "product_id", "start", name="uq_title_tests_store_id_product_id_start"),
    )
    op.create_table(
        "keyword_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        *[sa.Column(name, sa.Integer()) for name in ("impressions", "clicks", "visitors", "buyers")],
        sa.Column("spend_fen", sa.BigInteger()),
        sa.Column("rank", sa.String(40)),
        *[sa.Column(name, sa.Integer()) for name in ("first_import_id", "import_id", "file_row")],
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_keyword_days_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_keyword_days"),
        sa.UniqueConstraint("store_id", "word", "day", name="uq_keyword_days_store_id"),
    )
    op.create_index("ix_keyword_days_day", "keyword_days", ["store_id", "day"])


def downgrade() -> None:
    """Take the tables away, those that refer to others first."""
    for table in ("keyword_days", "title_tests", "keywords", "competitor_files", "competitor_looks", "competitors"):
        op.drop_table(table)
