"""A kept value that its column cannot read is named, and a right one takes its place; what is only strange loads."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UnreadableValue
from shopdesk.domain.stores import Store
from shopdesk.services.setup.service import SetupService
from shopdesk.storage.sqlite.driver import driver as sqlite3


def spoil(app: App, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(app.paths.database)) as raw, raw:
        raw.execute(sql, values)


@pytest.mark.parametrize(
    ("table", "column", "bad", "good", "label"),
    [
        ("setup_plans", "opening_on", "2026-13-45", date(2026, 5, 1), "Wanted opening day"),
        ("setup_plans", "trademark", "registered?", "r", "Trademark"),
        ("setup_plans", "expected_year_fen", "plenty", 100_000, "Expected yearly sales (yuan)"),
        ("setup_plans", "expected_year_fen", 1e300, 100_000, "Expected yearly sales (yuan)"),
        ("setup_documents", "expires_on", "soon", None, "Valid until"),
        ("setup_steps", "typical_days", 2.5, 3, "Usual days"),
        ("setup_steps", "state", "", "done", "State"),
    ],
)
def test_what_cannot_be_read_is_named_and_put_right(
    app: App, store: Store, table: str, column: str, bad: object, good: object, label: str
) -> None:
    setup, store_id = app.services.setup, store.id or 0
    setup.start(store)
    spoil(app, f"UPDATE {table} SET {column} = ? WHERE id = (SELECT max(id) FROM {table})", bad)
    with pytest.raises(UnreadableValue) as caught:
        setup.board(store_id)
    trouble = caught.value
    assert (trouble.table, trouble.column, trouble.raw) == (table, column, bad)
    assert f"“{label}” holds “{bad}”" in str(trouble)
    app.services.history.put_right(trouble, good)
    board = setup.board(store_id)
    assert board.plan.trademark is not None
    (made,) = app.services.history.latest(1)[0].changes
    assert made.before is not None
    assert made.before[column] == bad
    assert not app.services.history.can_undo, "the broken value is not to be had back"


def test_opening_days_of_other_ages_load(app: App, store: Store) -> None:
    setup, store_id = app.services.setup, store.id or 0
    setup.start(store)
    for day in ("1027-03-01", "1900-01-01", "9999-12-31", "0001-01-01"):
        spoil(app, "UPDATE setup_plans SET opening_on = ?", day)
        spoil(app, "UPDATE stores SET opened_on = ?", day)
        assert setup.board(store_id).plan.opening_on == date.fromisoformat(day)
        assert setup.fees.view(store_id) is not None
        assert setup.budget.view(store_id) is not None
        assert app.services.stores.unopened(store_id, date(2026, 3, 16)) is None, "a store at work has opened"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    column=st.sampled_from(["due_on", "done_on", "state", "typical_days", "waits_for", "position"]),
    value=st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False),
)
def test_whatever_a_column_holds_is_shown_or_named(app: App, store: Store, column: str, value: object) -> None:
    setup, store_id = app.services.setup, store.id or 0
    setup.start(store)
    with closing(sqlite3.connect(app.paths.database)) as raw:
        number, before = raw.execute(f"SELECT id, {column} FROM setup_steps ORDER BY id DESC").fetchone()
    spoil(app, f"UPDATE setup_steps SET {column} = ? WHERE id = ?", value, number)
    try:
        named = unreadable_of(setup, store_id)
        assert named is None or (named.record_id, named.column) == (number, column)
    finally:
        spoil(app, f"UPDATE setup_steps SET {column} = ? WHERE id = ?", before, number)


def unreadable_of(setup: SetupService, store_id: int) -> UnreadableValue | None:
    try:
        setup.board(store_id)
    except UnreadableValue as trouble:
        return trouble
    return None
