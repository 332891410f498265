"""A base pay that nobody earns is a slip of the decimal point."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store


def test_an_absurd_base_pay_is_asked_about(app: App, store: Store) -> None:
    people = app.services.people
    people.catalogue.seed(store)
    with pytest.raises(UserError, match="surely a slip"):
        people.hire(store.id or 0, "谷雨", "service", date(2026, 1, 5), base_fen=100_000_001)
    kept = people.hire(store.id or 0, "谷雨", "service", date(2026, 1, 5), base_fen=100_000_000)
    assert kept.base_fen == 100_000_000
