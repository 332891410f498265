"""Which fee of the platform a line of the budget stands for; it was known by the words of its note before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_LINES = sa.table("setup_budget_lines", *(sa.column(name) for name in ("id", "store_id", "note", "fee_item")))
_ITEM, _CALLED = "yearly_fee", ("Yearly service fee", "年费")


def upgrade() -> None:
    """The line that was changed until now, the first of its store with these words, is the one from now on."""
    op.add_column("setup_budget_lines", sa.Column("fee_item", sa.String(40)))
    c = _LINES.c
    first = sa.select(sa.func.min(c.id)).where(c.note.in_(_CALLED)).group_by(c.store_id)
    found = list(op.get_bind().execute(first).scalars())
    op.execute(sa.update(_LINES).where(c.id.in_(found)).values(fee_item=_ITEM))


def downgrade() -> None:
    """A line without a note is called by the words again, so that it is found; another note stays as it is."""
    c = _LINES.c
    op.execute(sa.update(_LINES).where(c.fee_item == _ITEM, c.note == "").values(note=_CALLED[0]))
    op.drop_column("setup_budget_lines", "fee_item")
