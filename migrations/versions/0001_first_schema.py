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
    op.create_table('import_mappings',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=True),
    sa.Column('headings', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('fields', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_mappings'))
    )
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
    op.create_table('channel_days',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('impressions', sa.Integer(), nullable=True),
    sa.Column('clicks', sa.Integer(), nullable=True),
    sa.Column('spend_fen', sa.Integer(), nullable=True),
    sa.Column('sales_fen', sa.Integer(), nullable=True),
    sa.Column('orders', sa.Integer(), nullable=True),
    sa.Column('cart_adds', sa.Integer(), nullable=True),
    sa.Column('new_buyers', sa.Integer(), nullable=True),
    sa.Column('page_visits', sa.Integer(), nullable=True),
    sa.Column('store_visits', sa.Integer(), nullable=True),
    sa.Column('favourites', sa.Integer(), nullable=True),
    sa.Column('first_import_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_channel_days_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_channel_days')),
    sa.UniqueConstraint('store_id', 'channel', 'subject', 'day', name='uq_channel_days_store_id')
    )
    op.create_index('ix_channel_days_day', 'channel_days', ['store_id', 'day'], unique=False)
    op.create_table('imports',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('file_hash', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('template', sa.String(), nullable=False),
    sa.Column('encoding', sa.String(), nullable=True),
    sa.Column('sheet', sa.String(), nullable=True),
    sa.Column('header_row', sa.Integer(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('new', sa.Integer(), nullable=False),
    sa.Column('updated', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('skipped', sa.Integer(), nullable=False),
    sa.Column('repeats', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.String(length=26), nullable=False),
    sa.Column('finished_at', sa.String(length=26), nullable=False),
    sa.Column('undone_at', sa.String(length=26), nullable=True),
    sa.Column('first_day', sa.String(length=10), nullable=True),
    sa.Column('last_day', sa.String(length=10), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_imports_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_imports_store_id'), 'imports', ['store_id'], unique=False)
    op.create_table('order_days',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('basis', sa.String(length=40), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('orders', sa.Integer(), nullable=False),
    sa.Column('paid_orders', sa.Integer(), nullable=False),
    sa.Column('unpaid_orders', sa.Integer(), nullable=False),
    sa.Column('refunded_orders', sa.Integer(), nullable=True),
    sa.Column('effective_orders', sa.Integer(), nullable=True),
    sa.Column('gross_fen', sa.Integer(), nullable=True),
    sa.Column('paid_fen', sa.Integer(), nullable=True),
    sa.Column('refund_fen', sa.Integer(), nullable=True),
    sa.Column('net_fen', sa.Integer(), nullable=True),
    sa.Column('buyers', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_order_days_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_days')),
    sa.UniqueConstraint('store_id', 'basis', 'day', name='uq_order_days_store_id')
    )
    op.create_table('order_items',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('item_key', sa.String(), nullable=False),
    sa.Column('order_no', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('product_id', sa.String(), nullable=True),
    sa.Column('merchant_code', sa.String(), nullable=True),
    sa.Column('variant', sa.String(), nullable=True),
    sa.Column('status', sa.String(), nullable=True),
    sa.Column('price_fen', sa.Integer(), nullable=True),
    sa.Column('pieces', sa.Integer(), nullable=True),
    sa.Column('payable_fen', sa.Integer(), nullable=True),
    sa.Column('received_fen', sa.Integer(), nullable=True),
    sa.Column('refund_fen', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.String(length=26), nullable=True),
    sa.Column('paid_at', sa.String(length=26), nullable=True),
    sa.Column('first_import_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_order_items_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_items')),
    sa.UniqueConstraint('store_id', 'item_key', name='uq_order_items_store_id')
    )
    op.create_index('ix_order_items_order', 'order_items', ['store_id', 'order_no'], unique=False)
    op.create_table('orders',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('order_key', sa.String(), nullable=False),
    sa.Column('order_no', sa.String(), nullable=True),
    sa.Column('status', sa.String(), nullable=True),
    sa.Column('created_at', sa.String(length=26), nullable=False),
    sa.Column('created_day', sa.String(length=10), nullable=False),
    sa.Column('paid_at', sa.String(length=26), nullable=True),
    sa.Column('paid_day', sa.String(length=10), nullable=True),
    sa.Column('gross_fen', sa.Integer(), nullable=True),
    sa.Column('received_fen', sa.Integer(), nullable=True),
    sa.Column('refund_fen', sa.Integer(), nullable=True),
    sa.Column('shipped_at', sa.String(length=26), nullable=True),
    sa.Column('finished_at', sa.String(length=26), nullable=True),
    sa.Column('pieces', sa.Integer(), nullable=True),
    sa.Column('province', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('buyer_key', sa.String(), nullable=True),
    sa.Column('buyer_name', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('closed_reason', sa.String(), nullable=True),
    sa.Column('first_import_id', sa.Integer(), nullable=True),
    sa.Column('last_import_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_orders_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders')),
    sa.UniqueConstraint('store_id', 'order_key', name='uq_orders_store_id')
    )
    op.create_index('ix_orders_created', 'orders', ['store_id', 'created_day'], unique=False)
    op.create_index('ix_orders_paid', 'orders', ['store_id', 'paid_day', 'buyer_key'], unique=False)
    op.create_table('product_days',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.String(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('brand', sa.String(), nullable=True),
    sa.Column('category', sa.String(), nullable=True),
    sa.Column('visitors', sa.Integer(), nullable=True),
    sa.Column('page_views', sa.Integer(), nullable=True),
    sa.Column('stay_seconds', sa.Integer(), nullable=True),
    sa.Column('cart_buyers', sa.Integer(), nullable=True),
    sa.Column('favourite_buyers', sa.Integer(), nullable=True),
    sa.Column('buyers', sa.Integer(), nullable=True),
    sa.Column('paid_pieces', sa.Integer(), nullable=True),
    sa.Column('paid_fen', sa.Integer(), nullable=True),
    sa.Column('list_fen', sa.Integer(), nullable=True),
    sa.Column('refund_fen', sa.Integer(), nullable=True),
    sa.Column('stock_pieces', sa.Integer(), nullable=True),
    sa.Column('first_import_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_product_days_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_days')),
    sa.UniqueConstraint('store_id', 'product_id', 'day', name='uq_product_days_store_id')
    )
    op.create_index('ix_product_days_day', 'product_days', ['store_id', 'day'], unique=False)
    op.create_table('service_days',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('received', sa.Integer(), nullable=True),
    sa.Column('replied', sa.Integer(), nullable=True),
    sa.Column('inquiries', sa.Integer(), nullable=True),
    sa.Column('paid_inquiries', sa.Integer(), nullable=True),
    sa.Column('first_reply_seconds', sa.Integer(), nullable=True),
    sa.Column('sales_fen', sa.Integer(), nullable=True),
    sa.Column('good_ratings', sa.Integer(), nullable=True),
    sa.Column('ratings', sa.Integer(), nullable=True),
    sa.Column('reply_rate', sa.String(length=40), nullable=True),
    sa.Column('paid_rate', sa.String(length=40), nullable=True),
    sa.Column('satisfaction_rate', sa.String(length=40), nullable=True),
    sa.Column('first_import_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_service_days_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_days')),
    sa.UniqueConstraint('store_id', 'agent', 'day', name='uq_service_days_store_id')
    )
    op.create_table('store_days',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('visitors', sa.Integer(), nullable=True),
    sa.Column('page_views', sa.Integer(), nullable=True),
    sa.Column('product_visitors', sa.Integer(), nullable=True),
    sa.Column('buyers', sa.Integer(), nullable=True),
    sa.Column('new_buyers', sa.Integer(), nullable=True),
    sa.Column('returning_buyers', sa.Integer(), nullable=True),
    sa.Column('orders', sa.Integer(), nullable=True),
    sa.Column('paid_pieces', sa.Integer(), nullable=True),
    sa.Column('paid_fen', sa.Integer(), nullable=True),
    sa.Column('placed_fen', sa.Integer(), nullable=True),
    sa.Column('placed_buyers', sa.Integer(), nullable=True),
    sa.Column('refund_fen', sa.Integer(), nullable=True),
    sa.Column('cart_buyers', sa.Integer(), nullable=True),
    sa.Column('cart_pieces', sa.Integer(), nullable=True),
    sa.Column('favourite_buyers', sa.Integer(), nullable=True),
    sa.Column('stay_seconds', sa.Integer(), nullable=True),
    sa.Column('bounce_rate', sa.String(length=40), nullable=True),
    sa.Column('dsr_description', sa.String(length=40), nullable=True),
    sa.Column('dsr_service', sa.String(length=40), nullable=True),
    sa.Column('dsr_logistics', sa.String(length=40), nullable=True),
    sa.Column('ads_fen', sa.Integer(), nullable=True),
    sa.Column('affiliate_fen', sa.Integer(), nullable=True),
    sa.Column('reviews', sa.Integer(), nullable=True),
    sa.Column('good_reviews', sa.Integer(), nullable=True),
    sa.Column('bad_reviews', sa.Integer(), nullable=True),
    sa.Column('shipped_parcels', sa.Integer(), nullable=True),
    sa.Column('followers', sa.Integer(), nullable=True),
    sa.Column('members', sa.Integer(), nullable=True),
    sa.Column('first_import_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_store_days_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_store_days')),
    sa.UniqueConstraint('store_id', 'day', name='uq_store_days_store_id'),
    sqlite_autoincrement=True
    )
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
    op.create_table('import_rows',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('noun', sa.String(), nullable=False),
    sa.Column('row_id', sa.Integer(), nullable=False),
    sa.Column('columns', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_import_rows_import_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_rows'))
    )
    op.create_index(op.f('ix_import_rows_import_id'), 'import_rows', ['import_id'], unique=False)
    op.create_index('ix_import_rows_row', 'import_rows', ['noun', 'row_id'], unique=False)


def downgrade() -> None:
    """Remove every table."""
    op.drop_index('ix_import_rows_row', table_name='import_rows')
    op.drop_index(op.f('ix_import_rows_import_id'), table_name='import_rows')
    op.drop_table('import_rows')
    op.drop_index(op.f('ix_store_settings_store_id'), table_name='store_settings')
    op.drop_table('store_settings')
    op.drop_table('store_days')
    op.drop_table('service_days')
    op.drop_index('ix_product_days_day', table_name='product_days')
    op.drop_table('product_days')
    op.drop_index('ix_orders_paid', table_name='orders')
    op.drop_index('ix_orders_created', table_name='orders')
    op.drop_table('orders')
    op.drop_index('ix_order_items_order', table_name='order_items')
    op.drop_table('order_items')
    op.drop_table('order_days')
    op.drop_index(op.f('ix_imports_store_id'), table_name='imports')
    op.drop_table('imports')
    op.drop_index('ix_channel_days_day', table_name='channel_days')
    op.drop_table('channel_days')
    op.drop_index(op.f('ix_changes_change_set_id'), table_name='changes')
    op.drop_table('changes')
    op.drop_table('stores')
    op.drop_table('import_mappings')
    op.drop_index(op.f('ix_change_sets_at'), table_name='change_sets')
    op.drop_table('change_sets')
