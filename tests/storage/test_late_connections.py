"""Whatever a thread still held when the data were closed is closed as well: nothing keeps a file or a server busy."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from shopdesk.bootstrap import App
from shopdesk.storage.sqlite.driver import driver as sqlite3


def borrowed(engine: Engine) -> tuple[Any, Any]:
    """A connection as a thread holds it, and the driver's own behind it."""
    connection = engine.raw_connection()
    connection.cursor().execute("SELECT 1")
    return connection, connection.driver_connection


def answers(driver: Any) -> bool:
    try:
        driver.execute("SELECT 1")
    except (sqlite3.ProgrammingError, psycopg.OperationalError):
        return False
    return True


def test_an_open_engine_keeps_what_is_given_back(app: App) -> None:
    connection, driver = borrowed(app.services.ctx.engine)
    connection.close()
    assert answers(driver)


@pytest.mark.parametrize("since", ["before", "after"])
def test_what_comes_back_after_the_data_were_closed_is_closed(app: App, since: str) -> None:
    engine = app.services.ctx.engine
    if since == "before":
        connection, driver = borrowed(engine)
        app.close_data()
    else:
        app.close_data()
        connection, driver = borrowed(engine)
    assert answers(driver)
    connection.close()
    assert not answers(driver)
