"""A server that is there already: what is looked at, and what is said."""

from __future__ import annotations

import dataclasses

import psycopg
import pytest

from shopdesk.sharing.other_server import ServerFacts, ask, judge
from tests.sharing.roles import SharedStore

GOOD = ServerFacts(
    version=16, tls=True, encoding="UTF8", by_code_points=True, makes_roles=True, makes_databases=True, owns=True,
    empty=True, groups_free=True, here=False,
)  # fmt: skip


def test_a_good_one_passes_every_point() -> None:
    points = judge(GOOD)
    assert all(point.holds for point in points) and len(points) == 8
    assert len({str(point.said) for point in points}) == 8


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 14}, "This is PostgreSQL 14; 15 is the oldest"),
        ({"tls": False}, "does not encrypt"),
        ({"encoding": "LATIN1"}, "does not hold every sign"),
        ({"by_code_points": False}, "sorts otherwise than ShopDesk"),
        ({"makes_roles": False}, "may not make accounts"),
        ({"makes_databases": False}, "may not make databases"),
        ({"owns": False}, "does not belong to this user"),
        ({"groups_free": False}, "Another user of that server"),
        ({"empty": False}, "There are tables in this database already"),
    ],
)
def test_each_point_that_fails_has_its_sentence(change: dict, said: str) -> None:
    failed = [point for point in judge(dataclasses.replace(GOOD, **change)) if not point.holds]
    assert len(failed) == 1 and said in str(failed[0].said)
    assert all(point.holds for point in judge(dataclasses.replace(GOOD, version=15)))
    assert all(point.holds for point in judge(dataclasses.replace(GOOD, tls=False, here=True)))


def test_a_real_one_is_asked(store: SharedStore) -> None:
    with store.administrator() as administrator:
        facts = ask(administrator)
        assert facts == dataclasses.replace(GOOD, version=18, tls=False, empty=False, here=True)
    with psycopg.connect(**store.server.connection("template1")) as connection:
        assert ask(connection).empty
    with store.as_("staff") as staff:
        facts = ask(staff)
        assert (facts.makes_roles, facts.makes_databases, facts.owns) == (False, False, False)
