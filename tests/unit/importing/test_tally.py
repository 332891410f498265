"""What reading a file came to begins at nothing."""

from __future__ import annotations

from dataclasses import fields

from shopdesk.domain.imports import Tally


def test_a_tally_begins_at_nothing() -> None:
    assert not any(getattr(Tally(), one.name) for one in fields(Tally))
