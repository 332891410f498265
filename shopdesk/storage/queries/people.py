"""Writes that are no edits of a user: the shipped departments and roles, and what the planner remembers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from sqlalchemy import Table, delete, insert

from shopdesk.domain.people import Department, Role
from shopdesk.storage.tables.people import departments, roles
from shopdesk.storage.tables.stores import store_settings
from shopdesk.storage.unit_of_work import UnitOfWork


def add_shipped(uow: UnitOfWork, new_departments: Sequence[Department], new_roles: Sequence[Role]) -> None:
    """Write shipped departments and roles past the change capture: they are no edit that a user could undo."""
    _insert(uow, departments, new_departments)
    _insert(uow, roles, new_roles)


def put_quietly(uow: UnitOfWork, store_id: int, key: str, value: str) -> None:
    """Set a store's setting past the change capture."""
    mine = (store_settings.c.store_id == store_id) & (store_settings.c.key == key)
    uow.connection.execute(delete(store_settings).where(mine))
    uow.connection.execute(insert(store_settings).values(store_id=store_id, key=key, value=value))


def _insert(uow: UnitOfWork, table: Table, records: Sequence[Department] | Sequence[Role]) -> None:
    if records:
        names = [field.name for field in dataclasses.fields(records[0]) if field.name not in ("id", "version")]
        rows = [{name: getattr(record, name) for name in names} for record in records]
        uow.connection.execute(insert(table), rows)
        uow.touch(table.name)
