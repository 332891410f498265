"""Every statement that a test runs is looked at (``tests/ordering.py``); here is what is looked for."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from shopdesk.services.context import ServiceContext
from shopdesk.storage.tables.daily import answers, problems
from shopdesk.storage.tables.everything import metadata
from tests.ordering import faults_in

PROBLEM, ANSWER = problems.c, answers.c


@pytest.mark.parametrize(
    ("order", "fault"),
    [
        (PROBLEM.opened_on, ""),
        (PROBLEM.opened_on.desc(), ""),
        (PROBLEM.state, ""),
        (PROBLEM.due, "may be empty"),
        (PROBLEM.due.desc(), "may be empty"),
        (PROBLEM.due.desc().nulls_last(), ""),
        (PROBLEM.title, "is text"),
        (PROBLEM.owner.desc().nulls_last(), "is text"),
        (func.count().desc(), ""),
        (func.sum(PROBLEM.reopened), "may be empty"),
        (ANSWER.number.nulls_last(), "is text"),  # a decimal kept as text: "10" comes before "9"
    ],
)
def test_an_order_that_two_engines_read_in_two_ways_is_found(order: Any, fault: str) -> None:
    found = list(faults_in(select(problems.c.id, answers.c.id).order_by(order, problems.c.id)))
    assert [fault in words for words in found] == ([True] if fault else [])


def test_the_order_within_is_looked_at_too() -> None:
    newest = select(problems.c.id).order_by(problems.c.title).limit(1).subquery()
    assert len(list(faults_in(select(answers).join(newest, newest.c.id == answers.c.problem_id)))) == 1


def test_a_statement_without_a_said_order_is_refused(ctx: ServiceContext) -> None:
    with ctx.read() as uow:
        uow.connection.execute(select(problems).order_by(problems.c.id))
        with pytest.raises(AssertionError, match="may be empty"):
            uow.connection.execute(select(problems).order_by(problems.c.closed_on))


def test_every_table_can_be_listed_by_its_number() -> None:
    for table in metadata.tables.values():
        assert list(faults_in(select(table).order_by(table.c.id))) == []
