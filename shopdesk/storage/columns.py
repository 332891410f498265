"""The vocabulary of columns: how a record's field becomes a value in the data file and back.

Money is whole fen; days and moments are ISO text, readable in any SQLite tool and sorted as they stand; enumerations
are stored by value; rates are decimals in text, because SQLite has no exact decimal.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from shopdesk.domain.errors import UserError
from shopdesk.domain.sentences import plain, sentence
from shopdesk.domain.text import Text
from shopdesk.storage.sqlite.keys import only_where

TAKEN = "taken"
"""Where a unique constraint keeps the sentence for a row that is there already."""

ONLY_WHERE = "only where"
"""Where an index keeps the SQL condition of the rows that it holds, for an engine that makes no words of it itself."""

STAYS = "stays"
"""Said in the ``info`` of a table that is left out where everything else leaves the data file, as the pay password."""

T = TypeVar("T")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Fen(TypeDecorator[int]):
    """Whole fen in eight bytes: four would overflow at 21 million yuan."""

    impl = BigInteger
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], int | None] | None:
        """To a whole number, also where an engine adds up eight-byte numbers to a decimal."""
        return _whole if dialect.supports_native_decimal else None


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


_SHOWN = 80  # characters of an unreadable value that its sentence repeats


# Made once, for a value is read for each cell of each row.
_DAY = Text("a day")
_MOMENT = Text("a moment")
_TIME = Text("a time of day")
_NUMBER = Text("a number")
_WORD = Text("one of the stored words")
_LIST = Text("a list")
_TABLE = Text("a table of values")
_SENTENCE = Text("a sentence")

FAULTS = (ValueError, ArithmeticError, TypeError)
"""What reading a value raises where it is not what its column holds."""


class Unreadable(UserError, ValueError):
    """What stands in the data file is not what should. The repositories find the record that it belongs to."""


def read_value(read: Callable[[Any], T], value: Any, what: Text | str) -> T:
    """``read(value)`` for a value of a column, a setting, or a figure by day.

    Raises:
        Unreadable: the value is not what it should be; ``what`` says in the sentence what it is.
    """
    try:
        return read(value)
    except (*FAULTS, LookupError, AttributeError) as error:
        raise Unreadable(
            Text(
                "The data file holds “{value}” as {what}, which cannot be read. Restore a backup: File, Backups.",
                value=str(value)[:_SHOWN],
                what=what,
            )
        ) from error


class Day(TypeDecorator[date]):
    """A day as ``2020-02-01``."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | str | None, dialect: Dialect) -> str | None:
        """To text; text is passed through, for a captured change already holds it."""
        return value.isoformat()[:10] if isinstance(value, date) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """To a day."""
        return None if value is None else read_value(date.fromisoformat, value, _DAY)


class Days(dict[str, date]):
    """Days by their stored text, each read once: for queries of rows by the ten thousand."""

    def __missing__(self, text: str) -> date:
        """Read a day."""
        day = self[text] = read_value(date.fromisoformat, text, _DAY)
        return day


class Moment(TypeDecorator[datetime]):
    """A local time as ``2020-02-01 09:30:00``."""

    impl = String(26)
    cache_ok = True

    def process_bind_param(self, value: datetime | str | None, dialect: Dialect) -> str | None:
        """To text; text is passed through."""
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """To a local time."""
        return None if value is None else read_value(datetime.fromisoformat, value, _MOMENT)


class TimeOfDay(TypeDecorator[time]):
    """A time of day as ``09:30``."""

    impl = String(5)
    cache_ok = True

    def process_bind_param(self, value: time | str | None, dialect: Dialect) -> str | None:
        """To text; text is passed through."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """To a time of day."""
        return None if value is None else read_value(time.fromisoformat, value, _TIME)


class Rate(TypeDecorator[Decimal]):
    """An exact decimal as text."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | str | None, dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """To a decimal."""
        return None if value is None else read_value(_finite, value, _NUMBER)


def _finite(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value


class Words(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored as its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        """Read and write members of ``kind``."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """To the member's value."""
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """To the member."""
        return None if value is None else read_value(self.kind, value, _WORD)


class JsonTuple(TypeDecorator[tuple[Any, ...]]):
    """A tuple of plain values as a JSON list."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To JSON text; text is passed through."""
        return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        """To a tuple."""
        return None if value is None else read_value(lambda text: tuple(json.loads(text)), value, _LIST)


class JsonDict(TypeDecorator[dict[str, Any]]):
    """A mapping of plain values as a JSON object."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To JSON text; text is passed through."""
        return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        """To a mapping."""
        return None if value is None else read_value(lambda text: dict(json.loads(text)), value, _TABLE)


class Sentence(TypeDecorator[Text]):
    """A sentence as its template and values, so that it is read in the language of whoever reads it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Text | str | None, dialect: Dialect) -> str | None:
        """To JSON text; text is passed through."""
        return json.dumps(plain(value), ensure_ascii=False) if isinstance(value, Text) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Text | None:
        """To the sentence."""
        found: Text | None = (
            None if value is None else read_value(lambda text: sentence(json.loads(text)), value, _SENTENCE)
        )
        return found


def record_id() -> Column[int]:
    """The primary key of a record: a whole number that is never used twice."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


SAVED_MEANWHILE = Text("Somebody saved the same at the same moment. Look at what is there now, then enter yours again.")


def one_only(*columns: str, taken: Text = SAVED_MEANWHILE, name: str | None = None) -> UniqueConstraint:
    """No two rows alike in these columns; ``taken`` is said where two people saved the same at once."""
    return UniqueConstraint(*columns, name=name, info={TAKEN: taken})


def one_only_where(name: str, *columns: str, taken: Text = SAVED_MEANWHILE, where: str = "") -> Index:
    """No two rows alike in these columns among those that meet the SQL condition ``where``, or among all.

    Like :func:`one_only`, but it is added to a table without making that anew. A row with an empty column is alike to
    none.
    """
    info = {TAKEN: taken, ONLY_WHERE: where}
    return Index(name, *columns, unique=True, info=info, **(only_where(where) if where else {}))


def version() -> Column[int]:
    """How often a record was written: a save names the version that it read, and is refused where another came first.

    The default is for rows that are written in bulk, past the repositories.
    """
    return Column("version", Integer, nullable=False, default=1, server_default="1")


def store_ref() -> Column[int]:
    """The store a record belongs to; it goes when the store goes."""
    return Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False, index=True)


def reference(name: str, target: str, *, nullable: bool = False, ondelete: str = "CASCADE") -> Column[int]:
    """A reference to another table's record, ``target`` being ``table.column``."""
    return Column(name, Integer, ForeignKey(target, ondelete=ondelete), nullable=nullable, index=True)
