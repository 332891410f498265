"""Bulk work on the setup tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from sqlalchemy import Table, insert

from shopdesk.domain.setup.records import SetupClock, SetupDocument, SetupPlan, SetupStep
from shopdesk.storage.tables import setup as tables
from shopdesk.storage.unit_of_work import UnitOfWork


def seed(
    uow: UnitOfWork,
    plan: SetupPlan,
    steps: Sequence[SetupStep],
    documents: Sequence[SetupDocument],
    clocks: Sequence[SetupClock],
) -> None:
    """Write a new plan with all that hangs on it.

    The rows are not captured: a plan that appears with its store is no edit that somebody would want to take back.
    """
    _insert(uow, tables.setup_plans, [plan])
    _insert(uow, tables.setup_steps, steps)
    _insert(uow, tables.setup_documents, documents)
    _insert(uow, tables.setup_clocks, clocks)


def _insert(
    uow: UnitOfWork, table: Table, records: Sequence[SetupPlan | SetupStep | SetupDocument | SetupClock]
) -> None:
    if not records:
        return
    names = [field.name for field in dataclasses.fields(records[0]) if field.name not in ("id", "version")]
    rows = [{name: getattr(record, name) for name in names} for record in records]
    uow.connection.execute(insert(table), rows)
    uow.touch(table.name)
