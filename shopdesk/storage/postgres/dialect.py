"""How the program's statements are said to PostgreSQL so that they mean what they mean to SQLite.

What a data file holds, a server has to hold in the same form, so that both give the same figures and either can be
moved into the other: whole numbers of eight bytes, text of any length, a truth as 0 or 1.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from psycopg.adapt import Loader
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg

from shopdesk.storage.columns import ONLY_WHERE

_NOT = re.compile(r"\bNOT (\w+)\b")


class _Types(PGTypeCompiler):
    """A data file does not mind how long a text or how large a number is; a shorter column would refuse it."""

    def visit_INTEGER(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        return "BIGINT"

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        return "TEXT"

    def visit_BOOLEAN(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        return "SMALLINT"


class _Ddl(PGDDLCompiler):
    def get_column_specification(self, column: Any, **kwargs: Any) -> str:
        """Keys are eight bytes long like every whole number."""
        return super().get_column_specification(column, **kwargs).replace(" SERIAL", " BIGSERIAL")

    def visit_create_index(self, create: Any, **kw: Any) -> str:
        """An index of some rows: a truth is a number here, so its opposite is said as one."""
        made: str = super().visit_create_index(create, **kw)
        where = create.element.info.get(ONLY_WHERE)
        if where and " WHERE " not in made:
            made += f" WHERE {where}"
        head, found, condition = made.partition(" WHERE ")
        return head + found + _NOT.sub(_opposite, condition)


def _opposite(match: re.Match[str]) -> str:
    return match[0] if match[1].upper() == "NULL" else f"{match[1]} = 0"


class _Statements(PGCompiler_psycopg):
    def visit_like_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        """Without regard to the case of Latin letters, as SQLite looks; only a stated escape escapes."""
        return self._like(binary, "ILIKE", **kw)

    def visit_not_like_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        """The opposite."""
        return self._like(binary, "NOT ILIKE", **kw)

    def _like(self, binary: Any, word: str, **kw: Any) -> str:
        escape = binary.modifiers.get("escape") or ""
        left, right = self.process(binary.left, **kw), self.process(binary.right, **kw)
        return f"{left} {word} {right} ESCAPE '{escape}'"


class ShopDialect(PGDialect_psycopg):
    """psycopg's dialect with those differences. A truth is compared and kept as 0 or 1."""

    statement_compiler = _Statements
    ddl_compiler = _Ddl
    type_compiler_cls = _Types
    supports_statement_cache = True
    supports_native_boolean = False


class WholeNumber(Loader):
    """Sums of eight-byte numbers come as decimals; they are whole here as on SQLite."""

    def load(self, data: Any) -> int | Decimal:
        """From the text that the server sends."""
        text = bytes(data).decode()
        return Decimal(text) if "." in text or not text.lstrip("-").isdigit() else int(text)
