"""A server that is there already: what is looked at, and what is said."""

from __future__ import annotations

import dataclasses

import psycopg
import pytest

from shopdesk.sharing.other_server import ServerFacts, ask, judge
from tests.sharing.roles import SharedStore

GOOD = ServerFacts(version=16, tls=True, encoding="UTF8", makes_roles=True, makes_tables=True, empty=True)


def test_a_good_one_passes_every_point() -> None:
    points = judge(GOOD)
    assert all(point.holds for point in points) and len(points) == 6
    assert len({str(point.said) for point in points}) == 6


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 13}, "This is PostgreSQL 13; 14 is the oldest"),
        ({"tls": False}, "does not encrypt"),
        ({"encoding": "LATIN1"}, "its encoding is LATIN1"),
        ({"makes_roles": False}, "may not make accounts"),
        ({"makes_tables": False}, "may not make tables"),
        ({"empty": False}, "There are tables in this database already"),
    ],
)
def test_each_point_that_fails_has_its_sentence(change: dict, said: str) -> None:
    failed = [point for point in judge(dataclasses.replace(GOOD, **change)) if not point.holds]
    assert len(failed) == 1 and said in str(failed[0].said)
    assert all(point.holds for point in judge(dataclasses.replace(GOOD, version=14)))


def test_a_real_one_is_asked(store: SharedStore) -> None:
    with store.administrator() as administrator:
        facts = ask(administrator)
        assert facts == ServerFacts(18, tls=False, encoding="UTF8", makes_roles=True, makes_tables=True, empty=False)
    with psycopg.connect(**store.server.connection("template1")) as connection:
        assert ask(connection).empty
    with store.as_("staff") as staff:
        facts = ask(staff)
        assert (facts.makes_roles, facts.makes_tables) == (False, False)
