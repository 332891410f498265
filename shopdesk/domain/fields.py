"""What a field of a record is, said once: forms, tables, history, paste, export and commands read it here.

A noun (:class:`Noun`) is declared beside its record and names every field of it. Nothing here knows a language or a
window: names are :class:`Text`, and what a reader's language decides comes in with a :class:`Reader`.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from dataclasses import field as stored
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from shopdesk.domain.errors import UserError
from shopdesk.domain.hidden_signs import visible, without_controls
from shopdesk.domain.money import format_yuan
from shopdesk.domain.searching import one_width
from shopdesk.domain.text import NO_DATA, Text

R = TypeVar("R")

HIGHEST_FEN = 100_000_000_000_000
"""A trillion yuan: far above any store, far below what a BIGINT of fen holds, so that sums of them still fit."""
HIGHEST_COUNT = 2**31 - 1
"""The most that a column of whole numbers holds in every engine; no store sells or counts as much of anything."""
HIGHEST_NUMBER = Decimal(1_000_000_000_000)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
LONGEST_LINE, LONGEST_WORDS = 200, 4000
EVERY_NOUN_HAS = ("id", "store_id", "version")
"""Fields that the data file keeps for itself; no noun declares them."""


class Kind(StrEnum):
    """What sort of value a field holds; it decides editor, reading, checking, showing and the cell of a workbook.

    A month is kept as its first day.
    """

    LINE = "line"
    WORDS = "words"
    MONEY = "money"
    COUNT = "count"
    DECIMAL = "decimal"
    RATE = "rate"
    DAY = "day"
    MONTH = "month"
    TIME = "time"
    MOMENT = "moment"
    FLAG = "flag"
    CHOICE = "choice"
    REFERENCE = "reference"
    DATA = "data"
    KEY = "key"


NUMBERS = frozenset({Kind.MONEY, Kind.COUNT, Kind.DECIMAL, Kind.RATE})
TEXTS = frozenset({Kind.LINE, Kind.WORDS})
TYPED = NUMBERS | TEXTS | {
    Kind.DAY, Kind.MONTH, Kind.TIME, Kind.MOMENT, Kind.FLAG, Kind.CHOICE, Kind.REFERENCE,
}  # fmt: skip
"""The kinds that a person can type; the others are kept by the program."""


class Audience(StrEnum):
    """Who sees a field: everybody, or only where the owner chose to keep what is not needed (privacy)."""

    EVERYBODY = "everybody"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    Attributes:
        name: the record's attribute and the table's column.
        kind: what sort of value it holds.
        label: its name on screen; ``None`` for what says nothing to a reader (keys, positions).
        key: the letter of the English label that leads to it in a form (Alt and the letter).
        required: whether it must be filled.
        lowest: the smallest value, for numbers, days and times; each kind has its own where nothing is said.
        highest: the largest value.
        longest: how many characters a text may have.
        usual: values outside these two are asked about, not refused (a first day at work of 1991).
        ahead: a day without a year means the coming one, because only the future makes sense here.
        unit: what a number counts, shown behind it.
        help: a quiet sentence below the editor.
        placeholder: shown while the editor is empty.
        choices: the stored values with their names, for a choice; for a reference those that every store has.
        refers: which list of codes and names a reference chooses from; the field's own name unless said.
        audience: who sees it.
        column: whether tables show it unless the user chose otherwise; ``None`` keeps it out of tables altogether.
        additive: whether a sum over records means something; ``None`` leaves it to the kind (money and counts add up).
        searchable: whether a search looks into it.
        plain: a number that only names something. One by which the platform knows it: full-width letters and digits
            are kept as plain ones. A count that is a year: it has no separators.
        also: what exports of other programs call it in their headings.
    """

    name: str
    kind: Kind
    label: Text | None = None
    _: KW_ONLY
    key: str = ""
    required: bool = False
    lowest: Any = None
    highest: Any = None
    longest: int = 0
    usual: tuple[Any, Any] | None = None
    ahead: bool = False
    unit: Text | None = None
    help: Text | None = None
    placeholder: Text | None = None
    choices: Mapping[Any, Text] | None = None
    refers: str = ""
    audience: Audience = Audience.EVERYBODY
    column: bool | None = True
    additive: bool | None = None
    searchable: bool | None = None
    plain: bool = False
    also: tuple[str, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether the values of several records may be added."""
        return self.kind in (Kind.MONEY, Kind.COUNT) if self.additive is None else self.additive

    @property
    def searched(self) -> bool:
        """Whether a search looks into it: texts, choices and references unless said otherwise."""
        known = self.kind in TEXTS or self.kind in (Kind.CHOICE, Kind.REFERENCE)
        return known if self.searchable is None else self.searchable

    @property
    def codes(self) -> str:
        """The name of the list that a reference chooses from."""
        return self.refers or self.name

    @property
    def limits(self) -> tuple[Any, Any]:
        """The smallest and the largest value; ``None`` where there is no limit."""
        low, high = _LIMITS.get(self.kind, (None, None))
        return (low if self.lowest is None else self.lowest), (high if self.highest is None else self.highest)

    @property
    def most_characters(self) -> int:
        """How long a text may be."""
        return self.longest or (LONGEST_LINE if self.kind is Kind.LINE else LONGEST_WORDS)


_LIMITS: dict[Kind, tuple[Any, Any]] = {
    Kind.MONEY: (0, HIGHEST_FEN),
    Kind.COUNT: (0, HIGHEST_COUNT),
    Kind.DECIMAL: (-HIGHEST_NUMBER, HIGHEST_NUMBER),
    Kind.RATE: (Decimal(0), Decimal(1)),
    Kind.DAY: (FIRST_DAY, LAST_DAY),
    Kind.MONTH: (FIRST_DAY, LAST_DAY),
}


def keys(*names: str) -> tuple[Field, ...]:
    """Fields by which the program finds its way and that say nothing to a reader."""
    return tuple(Field(name, Kind.KEY, column=None) for name in names)


class FieldError(UserError):
    """A value that ``field`` does not take; ``limit`` says that it was read, but is out of bounds."""

    def __init__(self, field: Field, message: Text, *, limit: bool = False) -> None:
        """Keep the field with the sentence."""
        super().__init__(message)
        self.field = field
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the day it is, how a :class:`Text` is said, and the lists of codes with their names.

    Without ``say`` everything is English. ``names`` holds, by :attr:`Field.codes`, the owner's own codes and their
    names in the order in which they are offered.
    """

    today: date
    say: Callable[[Text], str] = str
    names: Mapping[str, Mapping[Any, str]] = stored(default_factory=dict)

    def choices(self, field: Field) -> dict[Any, str]:
        """What can be chosen for a field, by stored value, in order."""
        if field.kind is Kind.FLAG:
            return {True: self.say(Text("yes")), False: self.say(Text("no"))}
        fixed = {value: self.say(name) for value, name in (field.choices or {}).items()}
        return {**self.names.get(field.codes, {}), **fixed}

    def shown(self, field: Field, value: Any) -> str:
        """A value as a page shows it, in the reader's words."""
        text = show(field, value, self)
        return visible(text) if isinstance(text, str) else self.say(text)


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of record with all of its fields.

    Attributes:
        table: its table's name, by which the history knows it.
        record: the dataclass.
        label: what one of them is called.
        fields: every field but those of ``EVERY_NOUN_HAS``, in the order of forms and tables.
        titles: the fields that tell a reader which record it is, the first one that is filled counts.
        identity: the fields by which a pasted or imported row finds the record it means; empty: rows are always new.
        ranges: pairs of fields for both ends of a figure; one pasted cell may say both.
        variants: headings of files that tell the rows of one record's variants apart.
        over_variants: the fields that add up over such rows.
        variants_day: the field that has to be the same in them.
    """

    table: str
    record: type[Any]
    label: Text
    fields: tuple[Field, ...]
    titles: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()
    variants: tuple[str, ...] = ()
    over_variants: tuple[str, ...] = ()
    variants_day: str = ""

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: the noun has none.
        """
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(f"{self.table} has no field {name}")

    def label_of(self, name: str) -> Text:
        """What a field is called; nothing for one that says nothing to a reader."""
        return self.field(name).label or Text("")

    def chosen(self, names: Sequence[str], *, optional: bool = True) -> tuple[Field, ...]:
        """The fields of these names, in this order; without ``optional`` only those that everybody sees."""
        found = [self.field(name) for name in names]
        return tuple(one for one in found if optional or one.audience is not Audience.OPTIONAL)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that a table of these records can show."""
        return tuple(one for one in self.fields if one.column is not None and one.label is not None)

    def empty(self, name: str) -> Any:
        """What the record holds where nothing was entered: ``None`` where it may, otherwise the record's own start."""
        hints = _hints(self.record)
        if type(None) in typing.get_args(hints[name]):
            return None
        return "" if hints[name] is str else default(self.record, name)

    def tidy(self, record: R) -> R:
        """The record with its texts trimmed and every value within the limits; a command and an import need it too.

        Raises:
            FieldError: a value is missing or out of bounds; the sentence names the field.
        """
        changed: dict[str, Any] = {}
        for one in self.fields:
            value = getattr(record, one.name)
            if one.kind not in TYPED:
                continue
            kept = check(one, value, empty=self.empty(one.name), named=True)
            if kept != value:
                changed[one.name] = kept
        return dataclasses.replace(record, **changed) if changed else record  # type: ignore[type-var]


_HINTS: dict[type[Any], dict[str, Any]] = {}


def _hints(record: type[Any]) -> dict[str, Any]:
    # Working the annotations out takes long for something that is asked for every field of every form.
    if record not in _HINTS:
        _HINTS[record] = typing.get_type_hints(record)
    return _HINTS[record]


def default(record: type[Any], name: str) -> Any:
    """What the dataclass begins a field with; ``None`` where it gives nothing."""
    for one in dataclasses.fields(record):
        if one.name == name:
            if one.default is not dataclasses.MISSING:
                return one.default
            return one.default_factory() if one.default_factory is not dataclasses.MISSING else None
    return None


def check(field: Field, value: Any, *, empty: Any = None, named: bool = False) -> Any:
    """The value as it is kept: texts trimmed, turning signs written out, controls left out; ``empty`` for nothing.

    Args:
        field: what it is for.
        value: what was read or handed in.
        empty: what the record keeps for nothing.
        named: whether the sentence names the field, because it is not shown beside it.

    Raises:
        FieldError: it is missing, too long, too small or too large.
    """
    if isinstance(value, str) and field.kind in TEXTS:
        value = visible(without_controls(one_width(value) if field.plain else value))
        value = " ".join(value.split()) if field.kind is Kind.LINE else value.strip()
    if value is None or value == "":
        if field.required:
            raise FieldError(field, _missing(field))
        return empty
    trouble = _out_of_bounds(field, value)
    if trouble is not None:
        label = field.label
        if named and label is not None:
            trouble = Text("{field}: {problem}", field=label, problem=trouble)
        raise FieldError(field, trouble, limit=True)
    return value


def doubt(field: Field, value: Any) -> Text | None:
    """What to ask before a value is kept that is possible but unusual; ``None`` where nothing is unusual."""
    if field.usual is None or value is None:
        return None
    low, high = field.usual
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    larger = value * 100 if field.kind is Kind.RATE else None
    if larger is not None and low is not None and value < low <= larger <= (high or 1):
        # "0.02" was typed as a share; read as a percentage it is a hundredth of what was meant.
        meant = show(field, larger)
        return Text(
            "It is read as {value}. If you mean {larger}, type {larger}.", value=show(field, value), larger=meant
        )
    return Text("{value} is unusual here. Is it right?", value=show(field, value))


def show(field: Field, value: Any, reader: Reader | None = None) -> Text | str:
    """A value as every page shows it: amounts in yuan, days ISO, stored words by their names; "—" for nothing.

    A code that no list knows is shown as it is. The answer is a :class:`Text` where its words depend on the language.
    """
    if value is None or value == "" or value == ():
        return NO_DATA
    if field.kind is Kind.FLAG:
        return Text("yes") if value else Text("no")
    if field.kind is Kind.CHOICE:
        return (field.choices or {}).get(value, str(value))
    if field.kind is Kind.REFERENCE:
        fixed = (field.choices or {}).get(value)
        return fixed or (reader.names.get(field.codes, {}) if reader is not None else {}).get(value, str(value))
    return written(field, value)


def written(field: Field, value: Any) -> str:
    """A value as a person would type it, which reading gives back; empty for nothing."""
    if value is None:
        return ""
    if field.kind is Kind.MONEY and isinstance(value, int):
        return format_yuan(value)
    if field.kind is Kind.COUNT and isinstance(value, int):
        return str(value) if field.plain else f"{value:,}"
    if field.kind is Kind.RATE and isinstance(value, Decimal):
        return f"{_plain(value * 100)}%"
    if field.kind is Kind.DECIMAL and isinstance(value, Decimal):
        return _plain(value)
    if field.kind is Kind.MONTH and isinstance(value, date):
        return f"{value:%Y-%m}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _missing(field: Field) -> Text:
    if field.kind in (Kind.CHOICE, Kind.REFERENCE):
        return Text("Choose “{field}”.", field=field.label)
    return Text("“{field}” is empty. Fill it in.", field=field.label)


def _out_of_bounds(field: Field, value: Any) -> Text | None:
    if field.kind in TEXTS:
        most = field.most_characters
        if len(value) > most:
            return Text("The text has {count} characters, {most} fit. Shorten it.", count=len(value), most=most)
        return None
    if field.kind is Kind.CHOICE and field.choices is not None and value not in field.choices:
        return Text("“{value}” is not among the choices. Choose one of them.", value=value)
    low, high = field.limits
    if isinstance(value, Decimal) and not value.is_finite():
        return Text("“{value}” is not a number.", value=value)
    if low is not None and value < low:
        return (
            Text("At least {limit}. Enter a larger value.", limit=written(field, low))
            if _is_number(field)
            else Text("{limit} or later. Choose a later one.", limit=written(field, low))
        )
    if high is not None and value > high:
        return (
            Text("At most {limit}. Enter a smaller value.", limit=written(field, high))
            if _is_number(field)
            else Text("{limit} or earlier. Choose an earlier one.", limit=written(field, high))
        )
    return None


def _is_number(field: Field) -> bool:
    return field.kind in NUMBERS
