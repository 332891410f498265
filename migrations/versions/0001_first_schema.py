"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table('change_sets',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', sa.String(length=26), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('reason_values', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('reverses', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change_sets')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_change_sets_at'), 'change_sets', ['at'], unique=False)
    op.create_table('stores',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('platform', sa.String(length=40), nullable=False),
    sa.Column('store_type', sa.String(length=40), nullable=False),
    sa.Column('opened_on', sa.String(length=10), nullable=True),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.Column('buyer_salt', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('archived', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stores')),
    sa.UniqueConstraint('name', name=op.f('uq_stores_name')),
    sqlite_autoincrement=True
    )
    op.create_table('changes',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('change_set_id', sa.Integer(), nullable=False),
    sa.Column('noun', sa.String(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.String(), nullable=True),
    sa.Column('after', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['change_set_id'], ['change_sets.id'], name=op.f('fk_changes_change_set_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_changes')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_changes_change_set_id'), 'changes', ['change_set_id'], unique=False)
    op.create_table('store_settings',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_store_settings_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_store_settings')),
    sa.UniqueConstraint('store_id', 'key', name=op.f('uq_store_settings_store_id_key')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_store_settings_store_id'), 'store_settings', ['store_id'], unique=False)


def downgrade() -> None:
    """Remove every table."""
    op.drop_index(op.f('ix_store_settings_store_id'), table_name='store_settings')
    op.drop_table('store_settings')
    op.drop_index(op.f('ix_changes_change_set_id'), table_name='changes')
    op.drop_table('changes')
    op.drop_table('stores')
    op.drop_index(op.f('ix_change_sets_at'), table_name='change_sets')
    op.drop_table('change_sets')
