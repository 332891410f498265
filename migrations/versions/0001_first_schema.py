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
    op.create_table('holiday_notices',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_holiday_notices')),
    sa.UniqueConstraint('year', name='uq_holiday_notices_year'),
    sqlite_autoincrement=True
    )
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
    op.create_table('campaigns',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('start', sa.String(length=10), nullable=False),
    sa.Column('end', sa.String(length=10), nullable=False),
    sa.Column('warm_up_on', sa.String(length=10), nullable=True),
    sa.Column('programme', sa.String(), nullable=False),
    sa.Column('offer', sa.String(), nullable=False),
    sa.Column('free_shipping', sa.Boolean(), nullable=True),
    sa.Column('courier', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('budget_fen', sa.Integer(), nullable=True),
    sa.Column('plan_visitors', sa.Integer(), nullable=True),
    sa.Column('plan_orders', sa.Integer(), nullable=True),
    sa.Column('plan_sales_fen', sa.Integer(), nullable=True),
    sa.Column('spend_fen', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('lessons', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_campaigns_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaigns')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_campaigns_days', 'campaigns', ['store_id', 'start', 'end'], unique=False)
    op.create_index(op.f('ix_campaigns_store_id'), 'campaigns', ['store_id'], unique=False)
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
    op.create_table('checklists',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name_zh', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('archived', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_checklists_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checklists')),
    sa.UniqueConstraint('store_id', 'code', name=op.f('uq_checklists_store_id_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_checklists_store_id'), 'checklists', ['store_id'], unique=False)
    op.create_table('departments',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name_zh', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_departments_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_departments')),
    sa.UniqueConstraint('store_id', 'code', name=op.f('uq_departments_store_id_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_departments_store_id'), 'departments', ['store_id'], unique=False)
    op.create_table('gate_versions',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('zh', sa.String(), nullable=False),
    sa.Column('en', sa.String(), nullable=False),
    sa.Column('as_of', sa.String(length=10), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('rules', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_gate_versions_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gate_versions')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_gate_versions_store_id'), 'gate_versions', ['store_id'], unique=False)
    op.create_table('heroes',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=True),
    sa.Column('minimum_pieces', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_heroes_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_heroes')),
    sa.UniqueConstraint('store_id', 'product_id', name='uq_heroes_store_id'),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_heroes_store_id'), 'heroes', ['store_id'], unique=False)
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
    op.create_table('milestone_rules',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('title_zh', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('anchor', sa.String(length=40), nullable=False),
    sa.Column('offset_days', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_milestone_rules_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone_rules')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_milestone_rules_store_id'), 'milestone_rules', ['store_id'], unique=False)
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
    sa.Column('refund_status', sa.String(), nullable=True),
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
    op.create_table('own_days',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('yearly', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_own_days_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_days')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_own_days_store_id'), 'own_days', ['store_id'], unique=False)
    op.create_table('people',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('department_code', sa.String(), nullable=False),
    sa.Column('role_code', sa.String(), nullable=False),
    sa.Column('hired_on', sa.String(length=10), nullable=False),
    sa.Column('left_on', sa.String(length=10), nullable=True),
    sa.Column('base_fen', sa.Integer(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_people_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_people_store_id'), 'people', ['store_id'], unique=False)
    op.create_table('problems',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('item_code', sa.String(), nullable=False),
    sa.Column('worksheet_id', sa.Integer(), nullable=True),
    sa.Column('severity', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due', sa.String(length=10), nullable=True),
    sa.Column('opened_on', sa.String(length=10), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.Column('needs_second', sa.Boolean(), nullable=False),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('closed_on', sa.String(length=10), nullable=True),
    sa.Column('closed_by', sa.String(), nullable=False),
    sa.Column('reopened', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_problems_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_problems')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_problems_opened', 'problems', ['store_id', 'opened_on'], unique=False)
    op.create_index('ix_problems_state', 'problems', ['store_id', 'state'], unique=False)
    op.create_index(op.f('ix_problems_store_id'), 'problems', ['store_id'], unique=False)
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
    op.create_table('roles',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('department_code', sa.String(), nullable=False),
    sa.Column('name_zh', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('duties_zh', sa.String(), nullable=False),
    sa.Column('duties_en', sa.String(), nullable=False),
    sa.Column('level', sa.String(length=40), nullable=False),
    sa.Column('duty_code', sa.String(), nullable=False),
    sa.Column('base_fen', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_roles_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roles')),
    sa.UniqueConstraint('store_id', 'code', name=op.f('uq_roles_store_id_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_roles_store_id'), 'roles', ['store_id'], unique=False)
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
    op.create_table('setup_budget_phases',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('starts_on', sa.String(length=10), nullable=False),
    sa.Column('ends_on', sa.String(length=10), nullable=False),
    sa.Column('month_target_fen', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_budget_phases_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_budget_phases')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_budget_phases_store_id'), 'setup_budget_phases', ['store_id'], unique=False)
    op.create_table('setup_budgets',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('stated_total_fen', sa.Integer(), nullable=True),
    sa.Column('fixed_month_fen', sa.Integer(), nullable=False),
    sa.Column('gross_margin', sa.String(length=40), nullable=False),
    sa.Column('ads', sa.String(length=40), nullable=False),
    sa.Column('people', sa.String(length=40), nullable=False),
    sa.Column('commission', sa.String(length=40), nullable=False),
    sa.Column('shipping', sa.String(length=40), nullable=False),
    sa.Column('tax', sa.String(length=40), nullable=False),
    sa.Column('other', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_budgets_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_budgets')),
    sa.UniqueConstraint('store_id', name=op.f('uq_setup_budgets_store_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_budgets_store_id'), 'setup_budgets', ['store_id'], unique=False)
    op.create_table('setup_clocks',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('consequence', sa.String(), nullable=True),
    sa.Column('trigger', sa.String(), nullable=True),
    sa.Column('ends', sa.String(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('started_on', sa.String(length=10), nullable=True),
    sa.Column('ended_on', sa.String(length=10), nullable=True),
    sa.Column('own', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_clocks_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_clocks')),
    sa.UniqueConstraint('store_id', 'code', name=op.f('uq_setup_clocks_store_id_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_clocks_store_id'), 'setup_clocks', ['store_id'], unique=False)
    op.create_table('setup_documents',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('hint', sa.String(), nullable=True),
    sa.Column('covered_by', sa.String(), nullable=True),
    sa.Column('own', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.String(length=10), nullable=True),
    sa.Column('expires_on', sa.String(length=10), nullable=True),
    sa.Column('warn_days', sa.Integer(), nullable=False),
    sa.Column('scan', sa.String(), nullable=True),
    sa.Column('scan_name', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_documents_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_documents')),
    sa.UniqueConstraint('store_id', 'code', name=op.f('uq_setup_documents_store_id_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_documents_store_id'), 'setup_documents', ['store_id'], unique=False)
    op.create_table('setup_fees',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=40), nullable=False),
    sa.Column('amount_fen', sa.Integer(), nullable=True),
    sa.Column('rate', sa.String(length=40), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('as_of', sa.String(length=10), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_fees_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_fees')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_fees_store_id'), 'setup_fees', ['store_id'], unique=False)
    op.create_table('setup_plans',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('template', sa.String(), nullable=False),
    sa.Column('template_version', sa.Integer(), nullable=False),
    sa.Column('started_on', sa.String(length=10), nullable=False),
    sa.Column('opening_on', sa.String(length=10), nullable=True),
    sa.Column('trademark', sa.String(length=40), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('expected_year_fen', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_plans_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_plans')),
    sa.UniqueConstraint('store_id', name=op.f('uq_setup_plans_store_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_plans_store_id'), 'setup_plans', ['store_id'], unique=False)
    op.create_table('setup_steps',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('phase', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('what', sa.String(), nullable=True),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('waits_for', sa.String(), nullable=False),
    sa.Column('documents', sa.String(), nullable=False),
    sa.Column('typical_days', sa.Integer(), nullable=False),
    sa.Column('blocks_opening', sa.Boolean(), nullable=False),
    sa.Column('own', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.String(length=10), nullable=True),
    sa.Column('done_on', sa.String(length=10), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_steps_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_steps')),
    sa.UniqueConstraint('store_id', 'code', name=op.f('uq_setup_steps_store_id_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_steps_store_id'), 'setup_steps', ['store_id'], unique=False)
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
    op.create_table('targets',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.String(length=10), nullable=False),
    sa.Column('metric', sa.String(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_targets_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_targets')),
    sa.UniqueConstraint('store_id', 'month', 'metric', name=op.f('uq_targets_store_id_month_metric')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_targets_store_id'), 'targets', ['store_id'], unique=False)
    op.create_table('tier_tables',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('band_low', sa.String(length=40), nullable=False),
    sa.Column('band_high', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_tier_tables_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tier_tables')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_tier_tables_store_id'), 'tier_tables', ['store_id'], unique=False)
    op.create_table('campaign_events',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('at', sa.String(length=26), nullable=False),
    sa.Column('from_state', sa.String(length=40), nullable=False),
    sa.Column('to_state', sa.String(length=40), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_campaign_events_campaign_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_campaign_events_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_events')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_campaign_events_campaign_id'), 'campaign_events', ['campaign_id'], unique=False)
    op.create_index(op.f('ix_campaign_events_store_id'), 'campaign_events', ['store_id'], unique=False)
    op.create_table('campaign_products',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('list_fen', sa.Integer(), nullable=True),
    sa.Column('price_fen', sa.Integer(), nullable=True),
    sa.Column('cost_fen', sa.Integer(), nullable=True),
    sa.Column('stacked_fen', sa.Integer(), nullable=True),
    sa.Column('facts', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_campaign_products_campaign_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_campaign_products_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_products')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_campaign_products_campaign_id'), 'campaign_products', ['campaign_id'], unique=False)
    op.create_index('ix_campaign_products_product', 'campaign_products', ['store_id', 'product_id'], unique=False)
    op.create_index(op.f('ix_campaign_products_store_id'), 'campaign_products', ['store_id'], unique=False)
    op.create_table('checklist_versions',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('checklist_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.String(length=10), nullable=False),
    sa.Column('shipped', sa.Integer(), nullable=False),
    sa.Column('base', sa.String(), nullable=False),
    sa.Column('content', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['checklist_id'], ['checklists.id'], name=op.f('fk_checklist_versions_checklist_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_checklist_versions_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checklist_versions')),
    sa.UniqueConstraint('checklist_id', 'number', name=op.f('uq_checklist_versions_checklist_id_number')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_checklist_versions_checklist_id'), 'checklist_versions', ['checklist_id'], unique=False)
    op.create_index(op.f('ix_checklist_versions_store_id'), 'checklist_versions', ['store_id'], unique=False)
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
    op.create_table('milestones',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('title_zh', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('anchor', sa.String(length=40), nullable=False),
    sa.Column('offset_days', sa.Integer(), nullable=False),
    sa.Column('due', sa.String(length=10), nullable=False),
    sa.Column('done_on', sa.String(length=10), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_milestones_campaign_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_milestones_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestones')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_milestones_campaign_id'), 'milestones', ['campaign_id'], unique=False)
    op.create_index('ix_milestones_due', 'milestones', ['store_id', 'due'], unique=False)
    op.create_index(op.f('ix_milestones_store_id'), 'milestones', ['store_id'], unique=False)
    op.create_table('problem_comments',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('problem_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(length=26), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['problem_id'], ['problems.id'], name=op.f('fk_problem_comments_problem_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_problem_comments_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_problem_comments')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_problem_comments_problem_id'), 'problem_comments', ['problem_id'], unique=False)
    op.create_index(op.f('ix_problem_comments_store_id'), 'problem_comments', ['store_id'], unique=False)
    op.create_table('problem_events',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('problem_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(length=26), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('from_state', sa.String(length=40), nullable=False),
    sa.Column('to_state', sa.String(length=40), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['problem_id'], ['problems.id'], name=op.f('fk_problem_events_problem_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_problem_events_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_problem_events')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_problem_events_problem_id'), 'problem_events', ['problem_id'], unique=False)
    op.create_index(op.f('ix_problem_events_store_id'), 'problem_events', ['store_id'], unique=False)
    op.create_table('problem_files',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('problem_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(length=26), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('stored', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['problem_id'], ['problems.id'], name=op.f('fk_problem_files_problem_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_problem_files_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_problem_files')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_problem_files_problem_id'), 'problem_files', ['problem_id'], unique=False)
    op.create_index(op.f('ix_problem_files_store_id'), 'problem_files', ['store_id'], unique=False)
    op.create_table('setup_budget_lines',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('phase_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('amount_fen', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['phase_id'], ['setup_budget_phases.id'], name=op.f('fk_setup_budget_lines_phase_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_setup_budget_lines_store_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setup_budget_lines')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_setup_budget_lines_phase_id'), 'setup_budget_lines', ['phase_id'], unique=False)
    op.create_index(op.f('ix_setup_budget_lines_store_id'), 'setup_budget_lines', ['store_id'], unique=False)
    op.create_table('staff_events',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('department_code', sa.String(), nullable=False),
    sa.Column('role_code', sa.String(), nullable=False),
    sa.Column('base_fen', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('successor_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_staff_events_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_staff_events_store_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['successor_id'], ['people.id'], name=op.f('fk_staff_events_successor_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_events')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_staff_events_person_id'), 'staff_events', ['person_id'], unique=False)
    op.create_index(op.f('ix_staff_events_store_id'), 'staff_events', ['store_id'], unique=False)
    op.create_index(op.f('ix_staff_events_store_id_day'), 'staff_events', ['store_id', 'day'], unique=False)
    op.create_index(op.f('ix_staff_events_successor_id'), 'staff_events', ['successor_id'], unique=False)
    op.create_table('tiers',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('turnover_fen', sa.Integer(), nullable=False),
    sa.Column('budget_fen', sa.Integer(), nullable=False),
    sa.Column('total_fen', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_tiers_store_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['table_id'], ['tier_tables.id'], name=op.f('fk_tiers_table_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tiers')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_tiers_store_id'), 'tiers', ['store_id'], unique=False)
    op.create_index(op.f('ix_tiers_table_id'), 'tiers', ['table_id'], unique=False)
    op.create_table('tier_posts',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('tier_id', sa.Integer(), nullable=False),
    sa.Column('department_code', sa.String(), nullable=False),
    sa.Column('leads', sa.Integer(), nullable=False),
    sa.Column('staff', sa.Integer(), nullable=False),
    sa.Column('cost_fen', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_tier_posts_store_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['tier_id'], ['tiers.id'], name=op.f('fk_tier_posts_tier_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tier_posts')),
    sa.UniqueConstraint('tier_id', 'department_code', name=op.f('uq_tier_posts_tier_id_department_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_tier_posts_store_id'), 'tier_posts', ['store_id'], unique=False)
    op.create_index(op.f('ix_tier_posts_tier_id'), 'tier_posts', ['tier_id'], unique=False)
    op.create_table('worksheets',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('checklist_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.String(length=26), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['checklist_id'], ['checklists.id'], name=op.f('fk_worksheets_checklist_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_worksheets_store_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['checklist_versions.id'], name=op.f('fk_worksheets_version_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worksheets')),
    sa.UniqueConstraint('store_id', 'day', 'checklist_id', name=op.f('uq_worksheets_store_id_day_checklist_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_worksheets_checklist_id'), 'worksheets', ['checklist_id'], unique=False)
    op.create_index(op.f('ix_worksheets_store_id'), 'worksheets', ['store_id'], unique=False)
    op.create_index(op.f('ix_worksheets_version_id'), 'worksheets', ['version_id'], unique=False)
    op.create_table('answers',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('worksheet_id', sa.Integer(), nullable=False),
    sa.Column('item_code', sa.String(), nullable=False),
    sa.Column('result', sa.String(length=40), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('file', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('at', sa.String(length=26), nullable=False),
    sa.Column('auto', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('verified_by', sa.String(), nullable=False),
    sa.Column('verified_at', sa.String(length=26), nullable=True),
    sa.Column('problem_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['store_id'], ['stores.id'], name=op.f('fk_answers_store_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['worksheet_id'], ['worksheets.id'], name=op.f('fk_answers_worksheet_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answers')),
    sa.UniqueConstraint('worksheet_id', 'item_code', name=op.f('uq_answers_worksheet_id_item_code')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_answers_store_id'), 'answers', ['store_id'], unique=False)
    op.create_index(op.f('ix_answers_worksheet_id'), 'answers', ['worksheet_id'], unique=False)


def downgrade() -> None:
    """Remove every table."""
    op.drop_index(op.f('ix_answers_worksheet_id'), table_name='answers')
    op.drop_index(op.f('ix_answers_store_id'), table_name='answers')
    op.drop_table('answers')
    op.drop_index(op.f('ix_worksheets_version_id'), table_name='worksheets')
    op.drop_index(op.f('ix_worksheets_store_id'), table_name='worksheets')
    op.drop_index(op.f('ix_worksheets_checklist_id'), table_name='worksheets')
    op.drop_table('worksheets')
    op.drop_index(op.f('ix_tier_posts_tier_id'), table_name='tier_posts')
    op.drop_index(op.f('ix_tier_posts_store_id'), table_name='tier_posts')
    op.drop_table('tier_posts')
    op.drop_index(op.f('ix_tiers_table_id'), table_name='tiers')
    op.drop_index(op.f('ix_tiers_store_id'), table_name='tiers')
    op.drop_table('tiers')
    op.drop_index(op.f('ix_staff_events_successor_id'), table_name='staff_events')
    op.drop_index(op.f('ix_staff_events_store_id_day'), table_name='staff_events')
    op.drop_index(op.f('ix_staff_events_store_id'), table_name='staff_events')
    op.drop_index(op.f('ix_staff_events_person_id'), table_name='staff_events')
    op.drop_table('staff_events')
    op.drop_index(op.f('ix_setup_budget_lines_store_id'), table_name='setup_budget_lines')
    op.drop_index(op.f('ix_setup_budget_lines_phase_id'), table_name='setup_budget_lines')
    op.drop_table('setup_budget_lines')
    op.drop_index(op.f('ix_problem_files_store_id'), table_name='problem_files')
    op.drop_index(op.f('ix_problem_files_problem_id'), table_name='problem_files')
    op.drop_table('problem_files')
    op.drop_index(op.f('ix_problem_events_store_id'), table_name='problem_events')
    op.drop_index(op.f('ix_problem_events_problem_id'), table_name='problem_events')
    op.drop_table('problem_events')
    op.drop_index(op.f('ix_problem_comments_store_id'), table_name='problem_comments')
    op.drop_index(op.f('ix_problem_comments_problem_id'), table_name='problem_comments')
    op.drop_table('problem_comments')
    op.drop_index(op.f('ix_milestones_store_id'), table_name='milestones')
    op.drop_index('ix_milestones_due', table_name='milestones')
    op.drop_index(op.f('ix_milestones_campaign_id'), table_name='milestones')
    op.drop_table('milestones')
    op.drop_index('ix_import_rows_row', table_name='import_rows')
    op.drop_index(op.f('ix_import_rows_import_id'), table_name='import_rows')
    op.drop_table('import_rows')
    op.drop_index(op.f('ix_checklist_versions_store_id'), table_name='checklist_versions')
    op.drop_index(op.f('ix_checklist_versions_checklist_id'), table_name='checklist_versions')
    op.drop_table('checklist_versions')
    op.drop_index(op.f('ix_campaign_products_store_id'), table_name='campaign_products')
    op.drop_index('ix_campaign_products_product', table_name='campaign_products')
    op.drop_index(op.f('ix_campaign_products_campaign_id'), table_name='campaign_products')
    op.drop_table('campaign_products')
    op.drop_index(op.f('ix_campaign_events_store_id'), table_name='campaign_events')
    op.drop_index(op.f('ix_campaign_events_campaign_id'), table_name='campaign_events')
    op.drop_table('campaign_events')
    op.drop_index(op.f('ix_tier_tables_store_id'), table_name='tier_tables')
    op.drop_table('tier_tables')
    op.drop_index(op.f('ix_targets_store_id'), table_name='targets')
    op.drop_table('targets')
    op.drop_index(op.f('ix_store_settings_store_id'), table_name='store_settings')
    op.drop_table('store_settings')
    op.drop_table('store_days')
    op.drop_index(op.f('ix_setup_steps_store_id'), table_name='setup_steps')
    op.drop_table('setup_steps')
    op.drop_index(op.f('ix_setup_plans_store_id'), table_name='setup_plans')
    op.drop_table('setup_plans')
    op.drop_index(op.f('ix_setup_fees_store_id'), table_name='setup_fees')
    op.drop_table('setup_fees')
    op.drop_index(op.f('ix_setup_documents_store_id'), table_name='setup_documents')
    op.drop_table('setup_documents')
    op.drop_index(op.f('ix_setup_clocks_store_id'), table_name='setup_clocks')
    op.drop_table('setup_clocks')
    op.drop_index(op.f('ix_setup_budgets_store_id'), table_name='setup_budgets')
    op.drop_table('setup_budgets')
    op.drop_index(op.f('ix_setup_budget_phases_store_id'), table_name='setup_budget_phases')
    op.drop_table('setup_budget_phases')
    op.drop_table('service_days')
    op.drop_index(op.f('ix_roles_store_id'), table_name='roles')
    op.drop_table('roles')
    op.drop_index('ix_product_days_day', table_name='product_days')
    op.drop_table('product_days')
    op.drop_index(op.f('ix_problems_store_id'), table_name='problems')
    op.drop_index('ix_problems_state', table_name='problems')
    op.drop_index('ix_problems_opened', table_name='problems')
    op.drop_table('problems')
    op.drop_index(op.f('ix_people_store_id'), table_name='people')
    op.drop_table('people')
    op.drop_index(op.f('ix_own_days_store_id'), table_name='own_days')
    op.drop_table('own_days')
    op.drop_index('ix_orders_paid', table_name='orders')
    op.drop_index('ix_orders_created', table_name='orders')
    op.drop_table('orders')
    op.drop_index('ix_order_items_order', table_name='order_items')
    op.drop_table('order_items')
    op.drop_table('order_days')
    op.drop_index(op.f('ix_milestone_rules_store_id'), table_name='milestone_rules')
    op.drop_table('milestone_rules')
    op.drop_index(op.f('ix_imports_store_id'), table_name='imports')
    op.drop_table('imports')
    op.drop_index(op.f('ix_heroes_store_id'), table_name='heroes')
    op.drop_table('heroes')
    op.drop_index(op.f('ix_gate_versions_store_id'), table_name='gate_versions')
    op.drop_table('gate_versions')
    op.drop_index(op.f('ix_departments_store_id'), table_name='departments')
    op.drop_table('departments')
    op.drop_index(op.f('ix_checklists_store_id'), table_name='checklists')
    op.drop_table('checklists')
    op.drop_index('ix_channel_days_day', table_name='channel_days')
    op.drop_table('channel_days')
    op.drop_index(op.f('ix_changes_change_set_id'), table_name='changes')
    op.drop_table('changes')
    op.drop_index(op.f('ix_campaigns_store_id'), table_name='campaigns')
    op.drop_index('ix_campaigns_days', table_name='campaigns')
    op.drop_table('campaigns')
    op.drop_table('stores')
    op.drop_table('import_mappings')
    op.drop_table('holiday_notices')
    op.drop_index(op.f('ix_change_sets_at'), table_name='change_sets')
    op.drop_table('change_sets')
