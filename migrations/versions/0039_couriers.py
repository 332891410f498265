"""Several couriers with their prices by province and weight, and which of them the store ships with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_OLD, _NEW = ("store_id", "province", "valid_from"), ("store_id", "courier", "province", "valid_from")
_RATES = sa.table(
    "courier_rates",
    *(
        sa.column(name)
        for name in ("id", "store_id", "province", "courier", "valid_from", "first_fen", "next_fen", "unserved")
    ),
)
_CHOICES = sa.table("courier_choices", *(sa.column(name) for name in ("store_id", "province", "courier", "valid_from")))


def _key(columns: tuple[str, ...]) -> str:
    return f"uq_courier_rates_{'_'.join(columns)}"


def upgrade() -> None:
    """Prices of before stay, each with its courier.

    Where lines named several couriers, each province is shipped with the one that its line named, so that every parcel
    costs what it did.
    """
    op.create_table(
        "courier_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("courier", sa.String(), nullable=False),
        sa.Column("valid_from", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_courier_choices_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_courier_choices"),
        sa.UniqueConstraint(
            "store_id", "province", "valid_from", name="uq_courier_choices_store_id_province_valid_from"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_courier_choices_store_id", "courier_choices", ["store_id"])
    with op.batch_alter_table("courier_rates", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("steps", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("unserved", sa.Boolean(), nullable=False, server_default="0"))
        batch.alter_column("first_fen", existing_type=sa.BigInteger(), nullable=True)
        batch.alter_column("next_fen", existing_type=sa.BigInteger(), nullable=True)
        batch.drop_constraint(_key(_OLD), type_="unique")
        batch.create_unique_constraint(_key(_NEW), list(_NEW))
    connection = op.get_bind()
    c = _RATES.c
    several = sa.select(c.store_id).group_by(c.store_id).having(sa.func.count(c.courier.distinct()) > 1)
    chosen = (
        sa.select(c.store_id, c.province, c.courier, c.valid_from)
        .where(c.store_id.in_(several))
        .order_by(c.id.nulls_last())
    )
    connection.execute(sa.insert(_CHOICES).from_select(["store_id", "province", "courier", "valid_from"], chosen))


def downgrade() -> None:
    """Keep of each province and day the line of the courier that it is shipped with; what that schema knows of it."""
    connection = op.get_bind()
    c = _RATES.c
    rates = connection.execute(
        sa.select(c.id, c.store_id, c.province, c.courier, c.valid_from, c.first_fen, c.next_fen, c.unserved).order_by(
            c.id.nulls_last()
        )
    ).all()
    choices = connection.execute(sa.select(*_CHOICES.c)).all()
    names: dict[int, set[str]] = {}
    for rate in rates:
        names.setdefault(rate.store_id, set()).add(rate.courier)
    kept: set[tuple[int, str, str]] = set()
    gone = []
    for rate in rates:
        key = (rate.store_id, rate.province, rate.valid_from)
        known = rate.first_fen is not None and not rate.unserved
        if not known or key in kept or _shipped_with(rate, choices, names[rate.store_id]) != rate.courier:
            gone.append(rate.id)
        else:
            kept.add(key)
    for number in gone:
        connection.execute(sa.delete(_RATES).where(c.id == number))
    connection.execute(sa.update(_RATES).where(c.next_fen.is_(None)).values(next_fen=0))
    with op.batch_alter_table("courier_rates", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(_key(_NEW), type_="unique")
        batch.create_unique_constraint(_key(_OLD), list(_OLD))
        batch.alter_column("next_fen", existing_type=sa.BigInteger(), nullable=False)
        batch.alter_column("first_fen", existing_type=sa.BigInteger(), nullable=False)
        batch.drop_column("unserved")
        batch.drop_column("steps")
    op.drop_table("courier_choices")


def _shipped_with(rate: sa.Row, choices: list[sa.Row], names: set[str]) -> str:
    """The courier of the province when the line began; a store with one courier need not choose."""
    for province in (rate.province, ""):
        found = [
            one
            for one in choices
            if (one.store_id, one.province.strip()[:2]) == (rate.store_id, province.strip()[:2])
            and one.valid_from <= rate.valid_from
            and one.courier in names
        ]
        if found:
            courier: str = max(found, key=lambda one: one.valid_from).courier
            return courier
    return rate.courier if len(names) == 1 else ""
