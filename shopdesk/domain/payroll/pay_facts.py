"""What insurance, tax office and bank need to know of each person: the fields, what is missing, what our records hint.

The values are dated; a :class:`PayFacts` shows those of one month. A bank account is never whole on a screen: only its
last four digits are, and what is shown is never taken for an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.fields import Field, FieldError, Kind, Noun
from shopdesk.domain.payroll.income_tax import both_marks
from shopdesk.domain.payroll.scheme_terms import NONE
from shopdesk.domain.people import HIGHEST_BASE_FEN
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text

LOW_WAGE_FEN = 60_000_00
"""Who earned at most this in all months of last year deducts 60,000 from January on (SAT 2020 no. 19)."""
_OPEN = Text("not entered")
_SHOWN_DIGITS = 4
_SHORTEST, _LONGEST = 8, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PayFacts:
    """One person's values as they hold in a month; ``id`` is the person's. ``bank_account`` is shown, never whole."""

    id: int | None = None
    name: str = ""
    mark: str = ""
    social_base_fen: int | None = None
    fund_base_fen: int | None = None
    fund_rate: Decimal | None = None
    insured: bool = True
    city: str = ""
    special_fen: int | None = None
    first_wage: bool = False
    low_wage: bool = False
    bank_account: str = ""
    bank_name: str = ""
    allowance_fen: int | None = None
    accounts: str = ""
    missing: tuple[Text, ...] = ()
    hints: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        """The name with what tells the person apart."""
        return f"{self.name} ({self.mark})" if self.mark else self.name


def _money(name: str, label: Text, **more: object) -> Field:
    return Field(name, Kind.MONEY, label, highest=HIGHEST_BASE_FEN, additive=False, **more)  # type: ignore[arg-type]


PAY_FACTS = Noun(
    "pay_facts",
    PayFacts,
    Text("Pay data"),
    (
        Field("name", Kind.LINE, Text("Name", context="person"), required=True, longest=40),
        Field("mark", Kind.LINE, Text("Tell apart by"), longest=40, column=False),
        _money("social_base_fen", Text("Insurance base"), key="i", placeholder=_OPEN),
        _money("fund_base_fen", Text("Housing fund base"), key="h", placeholder=_OPEN),
        Field(
            "fund_rate",
            Kind.RATE,
            Text("Housing fund rate"),
            key="r",
            unit=Text("%"),
            highest=Decimal("0.3"),
            usual=(Decimal("0.05"), Decimal("0.12")),
        ),
        Field("insured", Kind.FLAG, Text("Insured in this month")),
        Field("city", Kind.LINE, Text("City"), key="c", longest=40),
        _money(
            "special_fen",
            Text("Special deductions a month"),
            key="s",
            placeholder=NONE,
            help=Text("Children, parents, rent and the like, as the person declared them to the tax office."),
        ),
        Field("first_wage", Kind.FLAG, Text("First wage of the year is earned here")),
        Field("low_wage", Kind.FLAG, Text("Earned at most 60,000 here in all months of last year")),
        Field("bank_account", Kind.LINE, Text("Bank account"), key="b", longest=60),
        Field("bank_name", Kind.LINE, Text("Bank"), key="k", longest=60),
        _money("allowance_fen", Text("Post allowance"), key="p", placeholder=NONE),
        Field("accounts", Kind.LINE, Text("Service accounts"), key="v", longest=400, column=False),
    ),
    titles=("name",),
    identity=("name", "mark"),
)

DATED = (
    "social_base_fen",
    "fund_base_fen",
    "fund_rate",
    "city",
    "special_fen",
    "first_wage",
    "low_wage",
    "bank_account",
    "bank_name",
    "allowance_fen",
    "accounts",
)
"""The fields that are kept as values with the day from which they hold; ``insured`` belongs to one month each."""


def masked(account: str) -> str:
    """An account as it is shown: its last four digits."""
    return f"•••• {account[-_SHOWN_DIGITS:]}" if account else ""


def typed_account(text: str, kept: str) -> str:
    """The account that somebody typed; what is shown of the kept one means that it stays.

    Raises:
        FieldError: it is no account number.
    """
    digits = "".join(text.split()).replace("-", "")
    if text == masked(kept):
        return kept
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and _SHORTEST <= len(digits) <= _LONGEST):
        raise FieldError(
            PAY_FACTS.field("bank_account"),
            Text("Type the whole account number: {low} to {high} digits.", low=_SHORTEST, high=_LONGEST),
        )
    return digits


def stored(code: str, facts: PayFacts) -> str:
    """A field as the text that is kept; empty for nothing. The account is left to :func:`typed_account`."""
    value = getattr(facts, code)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def read_value(code: str, text: str) -> object:
    """A kept text as the value of its field."""
    kind = PAY_FACTS.field(code).kind
    if kind is Kind.FLAG:
        return text == "yes"
    if code == "bank_account":
        return masked(text)
    if kind is Kind.MONEY:
        return int(text) if text else None
    if kind is Kind.RATE:
        return Decimal(text) if text else None
    return text


@dataclass(frozen=True, slots=True)
class LastYear:
    """What our own computed months say of somebody's last full year: how many of its months, and the income in fen."""

    months: int
    income_fen: int


def missing_of(facts: PayFacts, *, known_city: bool) -> tuple[Text, ...]:
    """What a month cannot be computed or paid without; ``known_city``: there are rates for the city."""
    found: list[Text] = []
    if facts.insured:
        for code in ("social_base_fen", "fund_base_fen", "fund_rate"):
            label = PAY_FACTS.field(code).label
            if getattr(facts, code) is None and label is not None:
                found.append(label)
        if not known_city:
            found.append(Text("rates of the city") if facts.city else Text("city"))
    if not facts.bank_account:
        found.append(Text("bank account"))
    return tuple(found)


def hints_of(facts: PayFacts, first_day: date | None, month: date, last_year: LastYear | None) -> tuple[Text, ...]:
    """What our own records suggest about the marks of the tax year.

    ``first_day`` is the first day at work of all employments, ``last_year`` what was computed for the year before.
    """
    year = month.year
    found: list[Text] = []
    began = (
        first_day is not None and first_day.year == year and first_day.month > 1 and first_day <= month_of(month).end
    )
    if began and not facts.first_wage and not facts.low_wage:
        found.append(
            Text(
                "Began on {day}. Without any wage elsewhere in {year} it is the first wage of the year: mark it.",
                day=first_day.isoformat() if first_day is not None else "",
                year=year,
            )
        )
    if facts.first_wage and first_day is not None and first_day.year < year:
        found.append(Text("Worked here before {year}, so the first wage of the year is unlikely.", year=year))
    low = last_year is not None and last_year.months == 12 and last_year.income_fen <= LOW_WAGE_FEN
    if low and not facts.low_wage and not facts.first_wage:
        found.append(Text("All of {year} was paid here, at most 60,000 together: mark the low wage.", year=year - 1))
    if facts.low_wage and last_year is not None and not low:
        found.append(Text("Our own months of {year} do not bear out the low wage.", year=year - 1))
    return tuple(found)


def check_marks(facts: PayFacts, year: int) -> None:
    """Refuse both marks of the tax year on one person.

    Raises:
        UserError: both are set.
    """
    if facts.first_wage and facts.low_wage:
        raise both_marks(facts.label, year)
