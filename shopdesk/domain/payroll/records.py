"""What of the payroll is kept: dated values, figures of a month, balances brought along, schemes, finished months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PayValue(Kept):
    """A value that holds from a day on until the next of the same code: pay data of a person, or an own rule.

    ``person_id`` is ``None`` for a rule of the store's city. ``value`` is fen, a decimal, ``yes``/``no`` or a word, as
    its code says; empty: cleared from that day on.
    """

    store_id: int
    person_id: int | None = None
    code: str
    valid_from: date
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayInput(Kept):
    """A figure of one month that somebody typed or a workbook brought; it goes before what the program knows."""

    store_id: int
    person_id: int | None = None
    month: date
    code: str
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOpening(Kept):
    """What somebody brings along into ``month``, for those who begin with the program in mid-year. Money in fen."""

    store_id: int
    person_id: int
    month: date
    months: int = 0
    income_fen: int = 0
    insurance_fen: int = 0
    special_fen: int = 0
    withheld_fen: int = 0
    carried_fen: int = 0
    advance_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PayAdjustment(Kept):
    """A correction of an earlier month, paid (negative: taken) in ``month``, naming the line that it corrects.

    ``late``: it makes good what came after the lock, and is no correction with a reason of its own.
    """

    store_id: int
    person_id: int
    month: date
    amount_fen: int
    original_month: date
    original_code: str
    reason: str
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeVersion(Kept):
    """One version of a pay scheme as it is kept; ``content`` is the scheme (see ``scheme_content``)."""

    store_id: int
    person_id: int | None = None
    code: str
    valid_from: date
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """One line of a finished payslip; basis and rate as they are shown, amounts in fen."""

    code: str
    name: Text
    basis: str | None
    rate: str | None
    amount_fen: int | None
    not_taken_fen: int
    explanation: Text
    sources: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSlip:
    """A finished payslip: what is shown of it, what goes on to the next month, and its proof.

    ``words`` holds the names that department and role had then, Chinese and English by ``department`` and ``role``.
    """

    person_id: int | None
    name: str
    mark: str
    department: str
    role: str
    words: dict[str, Any]
    days_employed: int
    lines: tuple[KeptLine, ...]
    gross_fen: int | None
    compensation_fen: int | None
    social_fen: int | None
    housing_fund_fen: int | None
    income_tax_fen: int | None
    taxable_fen: int | None
    withheld_fen: int | None
    net_fen: int | None
    cost_fen: int | None
    months: int | None
    income_fen: int | None
    insurance_fen: int | None
    special_fen: int | None
    bonus_apart_fen: int
    carried_fen: int | None
    advance_fen: int | None
    missing: tuple[Text, ...] = ()
    notices: tuple[Text, ...] = ()
    proof: dict[str, Any]

    @property
    def person_key(self) -> tuple[int | None, str, str]:
        """Whose slip it is; a person whose record was erased is known by the name on the slip only."""
        return (self.person_id, "", "") if self.person_id is not None else (None, self.name, self.mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A computed month as it is kept. ``digest`` seals a locked one: whatever changes it later no longer fits.

    A month may have several runs, told apart by ``number``: its wages, what was paid apart from them, and reversals,
    which name in ``reverses`` the number of the run that they take back. ``reason`` says why there is such a run.
    """

    id: int | None = None
    store_id: int
    month: date
    state: RunState
    computed_at: datetime
    turnover_fen: int | None
    cost_ratio: Decimal | None
    silent_pool_fen: int | None
    missing: tuple[Text, ...] = ()
    notices: tuple[Text, ...] = ()
    slips: tuple[KeptSlip, ...] = ()
    digest: str = ""
    kind: RunKind = RunKind.MONTHLY
    number: int = 0
    reason: str = ""
    reverses: int | None = None
