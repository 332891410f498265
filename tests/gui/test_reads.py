"""One load is one read: what a page reads is what refreshes it, measured by SQLite itself; and reading never writes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.look import Look
from shopdesk.gui.navigation import PAGES, PageEntry
from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.storage.sqlite.driver import driver as sqlite3

Settle = Callable[[], None]


@contextmanager
def tables_read(engine: Engine) -> Iterator[set[str]]:
    """The tables that SQLite says were read; it is asked anew for each statement of each transaction."""
    found: set[str] = set()

    def allow(action: int, table: str | None, _column: str | None, _database: str | None, _by: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table and not table.startswith("sqlite_"):
            found.add(table)
        return sqlite3.SQLITE_OK

    def watch(connection: Any) -> None:
        connection.connection.dbapi_connection.set_authorizer(allow)

    def leave(connection: Any) -> None:
        connection.connection.dbapi_connection.set_authorizer(None)

    event.listen(engine, "begin", watch)
    event.listen(engine, "rollback", leave)
    try:
        yield found
    finally:
        event.remove(engine, "begin", watch)
        event.remove(engine, "rollback", leave)


def opened(qtbot: QtBot, context: PageContext, entry: PageEntry, settle: Settle) -> Page:
    """A page with all of its parts looked at."""
    page: Page = getattr(importlib.import_module(entry.module), entry.kind)(context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle()
    for tabs in page.findChildren(PartTabs):
        look_through(tabs, settle)
        tabs.setCurrentIndex(0)
        settle()
    return page


def look_through(tabs: PartTabs, settle: Settle) -> None:
    """Bring each part into view, and the parts within it."""
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        settle()
        for inner in tabs.currentWidget().findChildren(PartTabs):
            look_through(inner, settle)


@pytest.fixture
def furnished(page_context: PageContext) -> PageContext:
    """A store in which every page has something to ask for."""
    from shopdesk.domain.daily.problems import Problem

    services, store_id, today = page_context.services, page_context.store_id, page_context.clock.today()
    services.people.hire(store_id, "小满", "service", today)
    services.problems.create(Problem(store_id=store_id, title="Banner", opened_on=today))
    sheet = services.daily.sheet(store_id, today)
    asked = next(one.item for one in sheet.lines if one.answer is None and not one.item.verify)
    services.daily.answer(sheet, asked.code, Result.PASS, who="小满")
    return page_context


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_what_is_read_is_what_refreshes(qtbot: QtBot, furnished: PageContext, settle: Settle, entry: PageEntry) -> None:
    page = opened(qtbot, furnished, entry, settle)
    services = furnished.services
    every = {name for (name,) in _names(services.ctx.engine)}
    looks = [look for look in page.findChildren(Look) if look._question() is not None]
    assert looks
    page.hide()
    for look in looks:
        services.ctx.reader.forget()
        with tables_read(services.ctx.engine) as measured, services.reading():
            look._load(services, look._question())
        if look.tables is None:
            look.ask()
            settle()
        assert look.tables == measured, f"{entry.name} {look.parent()}"
        assert measured
        for table in sorted(every):
            look.stale = False
            furnished.events.changed.emit(frozenset({table}))
            assert look.stale == (table in measured), table


def _names(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'"))


def test_a_change_made_while_a_page_is_hidden_is_there_when_it_is_shown(
    qtbot: QtBot, furnished: PageContext, settle: Settle
) -> None:
    page: Any = opened(qtbot, furnished, next(one for one in PAGES if one.name == "daily"), settle)
    role = page.view("today").role
    before = [role.itemText(number) for number in range(role.count())]
    people = furnished.services.people
    page.hide()
    code = role.itemData(1)
    people.catalogue.save_role(
        replace(
            next(one for one in people.catalogue.roles(furnished.store_id) if one.code == code), name_en="Night owl"
        )
    )
    settle()
    assert [role.itemText(number) for number in range(role.count())] == before
    page.show()
    settle()
    assert role.itemText(1) == "Night owl"


def test_one_key_costs_at_most_three_transactions_and_twenty_statements(
    qtbot: QtBot, furnished: PageContext, settle: Settle
) -> None:
    page: Any = opened(qtbot, furnished, next(one for one in PAGES if one.name == "daily"), settle)
    today = page.view("today")
    today.bar.who.setCurrentText("小满")
    today.table.setFocus()
    statements: list[str] = []
    engine = furnished.services.ctx.engine

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    line = next(
        one
        for one in today.sheet.lines
        if one.answer is None and not today.panel.needs(one, Result.PASS, overrules=False)
    )
    today.table.go_to(line.item.code)
    answered = today.sheet.answered
    event.listen(engine, "before_cursor_execute", note)
    qtbot.keyClick(today.table, Qt.Key.Key_1)
    settle()
    event.remove(engine, "before_cursor_execute", note)
    assert today.sheet.answered == answered + 1
    assert sum(one.startswith("BEGIN") for one in statements) <= 3, statements
    assert len(statements) <= 20, statements


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_opening_a_page_writes_nothing(
    qtbot: QtBot, page_context: PageContext, settle: Settle, entry: PageEntry
) -> None:
    with written_meanwhile(page_context.services.ctx.engine) as written:
        opened(qtbot, page_context, entry, settle)
    assert written == []


@contextmanager
def written_meanwhile(engine: Engine) -> Iterator[list[str]]:
    """The statements that are more than a read."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SELECT", "WITH", "BEGIN")) or "IMMEDIATE" in statement:
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_what_only_reads_cannot_begin_to_write(page_context: PageContext) -> None:
    services = page_context.services
    with services.reading(), pytest.raises(RuntimeError, match="must not write"):
        services.stores.set_setting(page_context.store_id, "key", "value")
