"""What an import is: the kinds of file, what the user said about one, and what came of reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shopdesk.domain.text import Text


class ImportKind(StrEnum):
    """What a file is about; each kind fills one table."""

    ORDERS = "orders"
    ORDER_ITEMS = "order_items"
    PRODUCT_DAYS = "product_days"
    STORE_DAYS = "store_days"
    CHANNEL_DAYS = "channel_days"
    SERVICE_DAYS = "service_days"
    KEYWORD_DAYS = "keyword_days"
    ALIPAY_STATEMENT = "alipay_statement"
    QIANNIU_STATEMENT = "qianniu_statement"


KIND_NAMES: dict[ImportKind, Text] = {
    ImportKind.ORDERS: Text("Orders", context="kind of file"),
    ImportKind.ORDER_ITEMS: Text("Order items"),
    ImportKind.PRODUCT_DAYS: Text("Products by day"),
    ImportKind.STORE_DAYS: Text("Store by day"),
    ImportKind.CHANNEL_DAYS: Text("Advertising by day"),
    ImportKind.SERVICE_DAYS: Text("Customer service by day"),
    ImportKind.KEYWORD_DAYS: Text("Keywords by day"),
    ImportKind.ALIPAY_STATEMENT: Text("Alipay statement"),
    ImportKind.QIANNIU_STATEMENT: Text("Qianniu money statement"),
}


STATEMENT_KINDS = frozenset({ImportKind.ALIPAY_STATEMENT, ImportKind.QIANNIU_STATEMENT})
"""Statements of money: they cover days also where they have no lines."""


class SameKey(StrEnum):
    """What becomes of several rows of one file that have the same key but differ."""

    FIRST = "first"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """One cell or row that was not taken over: ``row`` counts from 1 as a spreadsheet shows it."""

    row: int
    column: str | None
    message: Text
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipReason:
    """Why rows are no records of their own, how many, and the first of them; ``added`` ones count in another row."""

    message: Text
    count: int
    first_rows: tuple[int, ...]
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """Something that a file says about itself, held against its rows: ``stated`` and ``found`` in fen.

    ``check`` is ``income``, ``expense``, ``balance`` (the running one; ``found`` is what is missing), or
    ``summary_income`` and ``summary_expense`` of a summary beside the statement. ``after`` and ``before`` are the
    moments of the lines on both sides of a missing stretch.
    """

    check: str
    ok: bool
    stated: int | None = None
    found: int | None = None
    after: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """A column of the file: its heading, the field it fills (``None``: not used) and some of its values."""

    index: int
    heading: str
    fields: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What reading the rows of a file came to.

    ``skipped`` counts every row that is no record of its own; ``added`` of them count in another row of their key.
    ``repeats`` are kept although they look like another. ``notes`` say what was read in a way worth knowing.
    """

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    added: int = 0
    repeats: int = 0
    reasons: tuple[SkipReason, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[Text, ...] = ()
    checks: tuple[FileCheck, ...] = ()
    first_day: date | None = None
    last_day: date | None = None

    @property
    def changes_something(self) -> bool:
        """Whether the import would write anything."""
        return bool(self.new or self.updated)

    @property
    def left_out(self) -> int:
        """The rows whose figures do not count."""
        return self.skipped - self.added

    def checked(self) -> Tally:
        """Itself.

        Raises:
            AssertionError: a row that was read is neither new, updated, unchanged nor left out for a reason; that is
                a mistake of ours, and nothing may be written.
        """
        told = self.new + self.updated + self.unchanged + self.skipped
        named = sum(reason.count for reason in self.reasons)
        if self.rows != told or self.skipped != named:
            raise AssertionError(f"{self.rows} rows read, {told} told, {self.skipped} left out, {named} with a reason")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What a file is and what importing it would do; ``template`` is empty where none fits (a mapping is due)."""

    path: str
    file_name: str
    store_id: int
    kind: ImportKind | None
    template: str
    template_name: Text | str
    encoding: str | None
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[ColumnMatch, ...]
    tally: Tally
    proposed_kind: ImportKind | None = None
    mapping: SavedMapping | None = None
    same_key: SameKey = SameKey.FIRST
    channel: str = ""
    same_file_import: int | None = None
    other_account: Text | None = None

    @property
    def needs_mapping(self) -> bool:
        """Whether the user has to say what the columns mean."""
        return self.kind is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """An import that happened (or, with ``id`` ``None``, one that found nothing new and so left no trace)."""

    id: int | None = None
    store_id: int
    file_name: str
    file_hash: str
    kind: ImportKind
    template: str
    encoding: str | None = None
    sheet: str | None = None
    header_row: int
    rows: int
    new: int
    updated: int
    unchanged: int
    skipped: int
    started_at: datetime
    finished_at: datetime
    undone_at: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    repeats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """One file of an import: the run, and what was skipped and why."""

    path: str
    run: ImportRun
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMapping:
    """What the user said about a file's columns; used whenever the same headings come back.

    ``fields`` leads from a heading to the fields that the column fills. ``as_above`` names the headings whose blank
    cells repeat the cell above. ``same_key`` is ``None`` where the kind's own way is meant.
    """

    id: int | None = None
    store_id: int | None = None
    headings: tuple[str, ...]
    kind: ImportKind
    fields: Mapping[str, tuple[str, ...]]
    channel: str = ""
    same_key: SameKey | None = None
    as_above: tuple[str, ...] = ()
