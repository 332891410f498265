"""Bulk writes of the shipped departments and roles."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from sqlalchemy import Table, insert

from shopdesk.domain.people import Department, Role
from shopdesk.storage.tables.people import departments, roles
from shopdesk.storage.unit_of_work import UnitOfWork


def add_shipped(uow: UnitOfWork, new_departments: Sequence[Department], new_roles: Sequence[Role]) -> None:
    """Write shipped departments and roles past the change capture: they are no edit that a user could undo."""
    _insert(uow, departments, new_departments)
    _insert(uow, roles, new_roles)


def _insert(uow: UnitOfWork, table: Table, records: Sequence[Department] | Sequence[Role]) -> None:
    rows = [
        {field.name: getattr(record, field.name) for field in dataclasses.fields(record) if field.name != "id"}
        for record in records
    ]
    if rows:
        uow.connection.execute(insert(table), rows)
        uow.touch(table.name)
