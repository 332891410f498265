"""The figures of a month that can be typed: their names and limits, for page, workbook and command alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, FieldError, Kind, Noun, check
from shopdesk.domain.joining import Was
from shopdesk.domain.payroll import sheets
from shopdesk.domain.payroll.records import PayInput
from shopdesk.domain.payroll.schemes import Basis
from shopdesk.domain.payroll.trace import Source
from shopdesk.domain.text import Names, Text

Value = int | Decimal | bool
"""Fen for money, else days, hours, pieces, points, a rating; yes or no for a mark."""

_DAYS, _HOURS = Text("days"), Text("hours")
_MOST_REVIEWS = sheets.MOST[sheets.Kind.COUNT]


def _money(name: str, label: Text, help: Text | None = None) -> Field:  # noqa: A002  (the field's own word)
    return Field(name, Kind.MONEY, label, highest=sheets.MOST_FEN, help=help)


def _decimal(name: str, label: Text, most: int, unit: Text | None = None) -> Field:
    return Field(name, Kind.DECIMAL, label, lowest=Decimal(0), highest=Decimal(most), unit=unit)


_MOST_DAYS, _MOST_HOURS = sheets.MOST[sheets.Kind.DAYS], sheets.MOST[sheets.Kind.HOURS]
PERSON_FIGURES: tuple[Field, ...] = (
    _money("own_sales", Text("Own sales")),
    _money("own_refunds", Text("Refunds of own sales")),
    _money("goodwill_refunds", Text("Goodwill refunds"), Text("Refunds that leave the commission as it is.")),
    _money("confirmed_sales", Text("Confirmed sales")),
    Field("pieces", Kind.COUNT, Text("Pieces")),
    _decimal("hours", Text("Hours worked"), _MOST_HOURS, _HOURS),
    _decimal("score", Text("Score"), _MOST_REVIEWS),
    _decimal("unpaid_days", Text("Unpaid leave"), _MOST_DAYS, _DAYS),
    _decimal("sick_days", Text("Sick leave"), _MOST_DAYS, _DAYS),
    _decimal("overtime_workday", Text("Overtime on workdays"), _MOST_HOURS, _HOURS),
    _decimal("overtime_rest_day", Text("Overtime on rest days"), _MOST_HOURS, _HOURS),
    _decimal("overtime_holiday", Text("Overtime on holidays"), _MOST_HOURS, _HOURS),
    Field("neutral_reviews", Kind.COUNT, Text("Neutral reviews"), highest=_MOST_REVIEWS),
    Field("bad_reviews", Kind.COUNT, Text("Bad reviews"), highest=_MOST_REVIEWS),
    _money("award", Text("Award")),
    _money("allowance_other", Text("Other allowance")),
    _money("compensation", Text("Loss compensation"), Text("The law lets at most a fifth of the wage be taken.")),
    _money("other_deduction", Text("Other deduction"), Text("An advance that is paid back, for example.")),
    _money("year_end_bonus", Text("Year-end bonus")),
    Field("insured", Kind.FLAG, Text("Insured this month")),
)
STORE_FIGURES: tuple[Field, ...] = (
    _money("paid", Text("Paid amount of the store")),
    _money("service_sales", Text("Sales of customer service")),
    _money("silent_orders", Text("Silent orders")),
    _decimal("rating_before", Text("Rating last month"), sheets.MOST[sheets.Kind.RATING]),
    _decimal("rating_now", Text("Rating this month"), sheets.MOST[sheets.Kind.RATING]),
)
BY_COMPONENT = {"pieces": Basis.PIECES, "hours": Basis.HOURS, "score": Basis.SCORE}
"""Figures that only those have whose scheme pays by them."""

REASON = Field(
    "reason",
    Kind.LINE,
    Text("Reason"),
    required=True,
    placeholder=Text("Why it is not what the program knows"),
)
OVERRIDE = Noun("pay_inputs", PayInput, Text("Figure of a month"), (REASON,))
"""What is typed over a figure: the figure's own field, and why."""


def declared_figure(code: str, *, of_store: bool) -> Field:
    """The declaration of a figure.

    Raises:
        UserError: there is no such figure; the sentence names those that there are.
    """
    offered = STORE_FIGURES if of_store else PERSON_FIGURES
    for field in offered:
        if field.name == code:
            return field
    names = Names(field.name for field in offered)
    raise UserError(Text("There is no figure {name}. Choose one of: {names}.", name=code, names=names))


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigure:
    """One figure of a person, or of the store, in a month, and what is known of it.

    Attributes:
        person_id: whose; ``None`` for the store's.
        who: the person's name with the mark, empty for the store's.
        field: its declaration; the name is the figure's code.
        value: what the month is computed from; ``None`` is no data.
        known: what the program knows without what was typed.
        typed: whether the value was typed over what is known.
        reason: why it was.
        origin: where the value comes from, with the day of import.
        lacking: which days or records are not there; ``None`` where nothing is missed.
        needed: whether the month cannot be locked without it.
        sources: what the program knows it from.
    """

    person_id: int | None
    who: str
    field: Field
    value: Value | None
    known: Value | None
    typed: bool
    reason: str
    origin: Text
    lacking: Text | None = None
    needed: bool = False
    sources: tuple[Source, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether it keeps the month from being locked."""
        return self.needed and self.value is None

    @property
    def was(self) -> Was:
        """What was typed for it, to be compared with what stands there when another value is kept."""
        return Was(self.value if self.typed else None)


def stored_value(value: Value) -> str:
    """A figure as text, as it is kept."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def day_spans(days: Iterable[date]) -> Names:
    """Days as spans: ``03-01, 03-12–03-14``."""
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1][1:] = [day]
        else:
            spans.append([day])
    return Names(f"{span[0]:%m-%d}" if len(span) == 1 else f"{span[0]:%m-%d}–{span[1]:%m-%d}" for span in spans)


_LEAVE = frozenset({"unpaid_days", "sick_days"})


def check_figure(field: Field, value: Value, days_employed: int | None) -> Value:
    """The figure, checked against its limits and the days on which the person was employed (``None``: the store's).

    Raises:
        FieldError: it is out of bounds; the sentence names the figure.
    """
    kept: Value = check(field, value, named=True)
    if field.name in _LEAVE and days_employed is not None and kept > days_employed:
        raise FieldError(
            field,
            Text(
                "{figure}: {value} days are more than the {days} on which the person was employed in the month. "
                "Enter fewer days, or correct the first or last day at work.",
                figure=field.label or field.name,
                value=stored_value(kept),
                days=days_employed,
            ),
        )
    return kept
