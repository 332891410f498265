"""How the program's statements are said to PostgreSQL so that they mean what they mean to SQLite.

What a data file holds, a server has to hold in the same form, so that both give the same figures and either can be
moved into the other: whole numbers of eight bytes, text of any length, a truth as 0 or 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

import psycopg
from psycopg.adapt import Loader
from sqlalchemy import Boolean, Column, Integer, Table
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg
from sqlalchemy.sql.elements import False_, True_

from shopdesk.domain.rights import DELETE, EVERYTHING, INSERT, UPDATE, NotYours, Rights, subject_of
from shopdesk.storage.columns import ONLY_WHERE
from shopdesk.storage.postgres import ahead
from shopdesk.storage.read_notes import NotesTables

_TOGETHER = 500
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
        said: str = super().get_column_specification(column, **kwargs)  # type: ignore[no-untyped-call]
        return said.replace(" SERIAL", " BIGSERIAL")

    def visit_create_index(self, create: Any, *more: Any, **kw: Any) -> str:
        """An index of some rows: a truth is a number here, so its opposite is said as one."""
        made: str = super().visit_create_index(create, *more, **kw)  # type: ignore[no-untyped-call]
        where = create.element.info.get(ONLY_WHERE)
        if where and " WHERE " not in made:
            made += f" WHERE {where}"
        head, found, condition = made.partition(" WHERE ")
        return head + found + _NOT.sub(_opposite, condition)


def _opposite(match: re.Match[str]) -> str:
    return match[0] if match[1].upper() == "NULL" else f"{match[1]} = 0"


class _Statements(NotesTables, PGCompiler_psycopg):
    _bare: Any = None
    """The column that stands for itself in the list of what is asked, and not within anything worked out."""

    @property
    def _rights(self) -> Rights:
        dialect: Any = self.dialect
        found: Rights = dialect.rights
        return found

    def visit_table(self, table: Any, asfrom: bool = False, **kw: Any) -> str:  # type: ignore[override]
        """What may not be seen is not asked for: a statement that is refused would end the whole read."""
        if asfrom:
            called = kw.get("enclosing_alias")
            self._rights.check_read(table.name, str(getattr(called, "name", table.name)))
        said: str = super().visit_table(table, asfrom=asfrom, **kw)
        return said

    def visit_insert(self, insert_stmt: Any, *more: Any, **kw: Any) -> str:
        """Refused here for the same reason."""
        self._rights.check(INSERT, insert_stmt.table.name)
        said: str = super().visit_insert(insert_stmt, *more, **kw)  # type: ignore[no-untyped-call]
        return said

    def visit_update(self, update_stmt: Any, *more: Any, **kw: Any) -> str:
        """Refused here for the same reason."""
        self._rights.check(UPDATE, update_stmt.table.name)
        return super().visit_update(update_stmt, *more, **kw)

    def visit_delete(self, delete_stmt: Any, *more: Any, **kw: Any) -> str:
        """Refused here for the same reason."""
        self._rights.check(DELETE, delete_stmt.table.name)
        said: str = super().visit_delete(delete_stmt, *more, **kw)  # type: ignore[no-untyped-call]
        return said

    def _label_select_column(self, select: Any, column: Any, populate_result_map: Any, *more: Any, **kw: Any) -> Any:
        if getattr(column, "is_literal", False) and column.name == "*":
            return "1"  # whether there is a row; a star asks for every column, also those that are kept back
        self._bare = getattr(column, "element", column) if populate_result_map else None
        return super()._label_select_column(select, column, populate_result_map, *more, **kw)  # type: ignore[no-untyped-call]

    def visit_column(self, column: Any, *more: Any, **kw: Any) -> str:
        """A column that is kept from whoever asks is unknown; what is made of it would pass for known."""
        bare, self._bare = self._bare, None
        said = super().visit_column(column, *more, **kw)
        table = getattr(column.table, "element", column.table)  # what another name in the statement stands for
        if not isinstance(table, Table) or column.name not in self._rights.hidden(table.name):
            return said
        if bare is not column:
            raise NotYours(subject_of(table.name, column.name))
        return f"CAST(NULL AS {self.dialect.type_compiler.process(column.type)})"

    def render_bind_cast(self, type_: Any, dbapi_type: Any, sqltext: str) -> str:
        """A whole number stands as it is: the server takes it for as wide as it has to be, also in its functions."""
        if issubclass(dbapi_type._type_affinity, Integer | Boolean):
            return sqltext
        said: str = super().render_bind_cast(type_, dbapi_type, sqltext)  # type: ignore[no-untyped-call]
        return said

    def visit_is_true_unary_operator(self, element: Any, operator: Any, **kw: Any) -> str:
        """A stored truth is a number; what is worked out is a truth already."""
        told = self.process(element.element, **kw)
        return f"{told} = 1" if _is_stored(element.element) else told

    def visit_is_false_unary_operator(self, element: Any, operator: Any, **kw: Any) -> str:
        """The opposite."""
        told = self.process(element.element, **kw)
        return f"{told} = 0" if _is_stored(element.element) else f"NOT {told}"

    def visit_is__binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        """A truth is a number here, and IS knows truths only."""
        return self._is(binary, " IS ", " IS NOT DISTINCT FROM ", **kw)

    def visit_is_not_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        """The opposite."""
        return self._is(binary, " IS NOT ", " IS DISTINCT FROM ", **kw)

    def _is(self, binary: Any, plain: str, of_truths: str, **kw: Any) -> str:
        left = self.process(binary.left, **kw)
        if isinstance(binary.right, True_ | False_):
            return f"{left}{of_truths}{int(isinstance(binary.right, True_))}"
        return left + plain + self.process(binary.right, **kw)

    def visit_true(self, expr: Any, **kw: Any) -> str:
        """A condition that always holds."""
        return "true"

    def visit_false(self, expr: Any, **kw: Any) -> str:
        """A condition that never holds."""
        return "false"

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


def _is_stored(element: Any) -> bool:
    """Whether it is a column of ours; those of the server's own catalogue, which SQLAlchemy asks, hold truths."""
    return any(isinstance(one, Column) and not one.table.name.startswith("pg_") for one in element.base_columns)


class ShopDialect(PGDialect_psycopg):
    """psycopg's dialect with those differences. A truth is compared and kept as 0 or 1.

    Attributes:
        rights: what whoever signed in may do; statements ask for no more than that.
    """

    rights: Rights = EVERYTHING
    statement_compiler = _Statements
    ddl_compiler = _Ddl
    type_compiler_cls = _Types
    supports_statement_cache = True
    supports_native_boolean = False
    # Rows without an answer go many in one statement, too: one round trip for a thousand.
    use_insertmanyvalues_wo_returning = True

    def do_execute(self, cursor: Any, statement: Any, parameters: Any, context: Any = None) -> None:
        """Ask, unless it was asked ahead."""
        if not ahead.execute(cursor, statement, parameters, context):
            cursor.execute(statement, parameters)


class ShopCursor(psycopg.ClientCursor[Any]):
    """Puts values into the statement itself.

    An expression with a value in it is then the same one in the list and in GROUP BY, and a statement takes one round
    trip whatever it holds; many alike take one together. One that was asked ahead is only told its answer.
    """

    _told: ahead.Answer | None = None
    _left: Iterator[Any] = iter(())

    def tell(self, answer: ahead.Answer) -> None:
        """Answer from now on with what another statement was told."""
        self._told, self._left = answer, iter(answer.rows)

    @property
    def description(self) -> Any:
        """What the columns are called."""
        return super().description if self._told is None else self._told.description

    def fetchone(self) -> Any:
        """The next row."""
        return super().fetchone() if self._told is None else next(self._left, None)

    def fetchmany(self, size: int = 0) -> list[Any]:
        """Some of the next rows."""
        return super().fetchmany(size) if self._told is None else list(islice(self._left, size or self.arraysize))

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return super().fetchall() if self._told is None else list(self._left)

    def __iter__(self) -> Any:
        """One row after the other."""
        return super().__iter__() if self._told is None else self._left

    def executemany(self, query: Any, params_seq: Iterable[Any], *, returning: bool = False) -> None:
        """Send the statement with each of the values, hundreds at a time."""
        if returning:
            super().executemany(query, params_seq, returning=True)
            return
        rest, changed = iter(params_seq), 0
        while batch := list(islice(rest, _TOGETHER)):
            self.execute(";".join(self.mogrify(query, values) for values in batch).encode())
            changed += self.rowcount
            while self.nextset():
                changed += self.rowcount
        self._rowcount = changed


class WholeNumber(Loader):
    """Sums of eight-byte numbers come as decimals; they are whole here as on SQLite."""

    def load(self, data: Any) -> int | Decimal:
        """From the text that the server sends."""
        text = bytes(data).decode()
        return Decimal(text) if "." in text or not text.lstrip("-").isdigit() else int(text)
