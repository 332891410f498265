"""A row in every table, with something in every column: nobody can forget a table or a column that way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, text
from sqlalchemy.engine.default import DefaultDialect

from shopdesk.bootstrap import App
from shopdesk.domain.text import Text
from shopdesk.storage import package
from shopdesk.storage.columns import Sentence


def fill_empty_tables(app: App) -> None:
    """Give each table that has no row one with every column said; there has to be a store."""
    with app.services.ctx.open_uow("rows") as uow:
        for table in package.tables():
            if uow.connection.execute(text(f"SELECT 1 FROM {table.name} LIMIT 1")).first() is not None:
                continue
            row = {one.name: value_of(uow.connection, one) for one in table.columns}
            names = ", ".join(f'"{name}"' for name in row)
            places = ", ".join(f":{name}" for name in row)
            uow.connection.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({places})"), row)
        uow.make_lasting()


def value_of(connection: Connection, column: Column[Any]) -> Any:
    """Some value that fits a column, as it is stored."""
    for link in column.foreign_keys:
        target = link.column
        return connection.execute(text(f"SELECT min({target.name}) FROM {target.table.name}")).scalar()
    if isinstance(column.type, Sentence):
        return column.type.process_bind_param(Text("Alert marked"), DefaultDialect())
    described = package.schema_of(column.table)["fields"]
    (field,) = [one for one in described if one["name"] == column.name]
    if "enum" in field.get("constraints", {}):
        return field["constraints"]["enum"][0]
    return {
        "integer": 7, "number": "0.25", "date": "2026-03-04", "datetime": "2026-03-04 05:06:07", "array": "[]",
        "object": "{}", "boolean": 1,
    }.get(field["type"], "08:30" if "time" in field["type"] else "文字 x")  # fmt: skip
