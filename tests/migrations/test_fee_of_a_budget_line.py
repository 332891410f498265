"""The line of a budget that was known as the yearly fee by its note is known by its column, and back again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from shopdesk.storage import migrate
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.engine import make_engine
from tests.migrations.test_saved_files import SAVED, rows

NOTES = ((1, "goods", ""), (1, "other", "年费 "), (1, "software", "年费"), (1, "other", "Yearly service fee"),
         (2, "other", "Yearly service fee"), (2, "other", "年费"), (3, "other", "yearly service fee"))  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A data file of the revision before, with three stores that each have a phase and lines."""
    found = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(found)) as raw:
        raw.executescript((SAVED[0].parent / "0040.sql").read_text(encoding="utf-8"))
        raw.execute("DELETE FROM setup_budget_lines")
        columns = ", ".join(row[1] for row in raw.execute("PRAGMA table_info(stores)") if row[1] not in ("id", "name"))
        for store in (2, 3):
            copied = f"INSERT INTO stores (id, name, {columns}) SELECT ?, ?, {columns} FROM stores WHERE id = 1"
            raw.execute(copied, (store, f"店{store}"))
        for store in (1, 2, 3):
            raw.execute(
                "INSERT INTO setup_budget_phases (id, version, store_id, position, title, starts_on, ends_on) "
                "VALUES (?, 1, ?, 10, 'p', '2026-01-01', '2026-02-28')",
                (70 + store, store),
            )
        raw.executemany(
            "INSERT INTO setup_budget_lines (id, version, store_id, phase_id, kind, note) VALUES (?, 4, ?, ?, ?, ?)",
            [(number, store, 70 + store, kind, note) for number, (store, kind, note) in enumerate(NOTES, 1)],
        )
        raw.commit()
    return found


def test_the_first_line_of_a_store_with_the_words_is_the_fee_and_going_back_changes_nothing(file: Path) -> None:
    before = rows(file)
    engine = make_engine(file)
    migrate.migrate(engine, "0041")
    with closing(sqlite3.connect(file)) as raw:
        found = raw.execute("SELECT id, fee_item FROM setup_budget_lines WHERE fee_item IS NOT NULL ORDER BY id")
        # By hand: these are the ones that taking fees over changed until now.
        assert found.fetchall() == [(3, "yearly_fee"), (5, "yearly_fee")]
        assert raw.execute("SELECT DISTINCT version FROM setup_budget_lines").fetchall() == [(4,)]
    migrate.migrate(engine, "0040")
    engine.dispose()
    assert rows(file) == before


def test_a_line_without_a_note_is_called_by_the_words_that_an_older_program_looks_for(file: Path) -> None:
    engine = make_engine(file)
    migrate.migrate(engine, "0041")
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE setup_budget_lines SET note = '' WHERE id = 3")
        raw.execute("UPDATE setup_budget_lines SET note = 'own words' WHERE id = 5")
        raw.commit()
    migrate.migrate(engine, "0040")
    engine.dispose()
    with closing(sqlite3.connect(file)) as raw:
        found = raw.execute("SELECT id, note FROM setup_budget_lines WHERE id IN (1, 3, 5) ORDER BY id").fetchall()
    assert found == [(1, ""), (3, "Yearly service fee"), (5, "own words")]
