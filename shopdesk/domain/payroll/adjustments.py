"""Corrections of earlier months: which lines can be corrected, how each goes into a later slip, and their declaration.

An amount is the person's: positive is paid, negative is taken. A correction of something earned is a line of its own
within the gross wage. One of insurance or fund is a line of that insurance, so that it counts for the tax as it would
have then. One of commission carried on changes what is carried. Income tax needs none: it is withheld cumulatively, so
the next month's tax makes up for it.
"""

from __future__ import annotations

from datetime import date

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, FieldError, Kind, Noun, keys
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.compare import line_name
from shopdesk.domain.payroll.inputs import Adjustment
from shopdesk.domain.payroll.records import PayAdjustment
from shopdesk.domain.payroll.sheets import MOST_FEN
from shopdesk.domain.payroll.slip import DEDUCTIONS, LINE_NAMES, SOCIAL, Code, PayLine
from shopdesk.domain.payroll.trace import Source, Unit, given
from shopdesk.domain.text import Names, Text

TAKEN_OFF = frozenset({*SOCIAL, Code.HOUSING_FUND, Code.COMPENSATION})
"""Lines that are taken off and can be corrected as such."""
_NEVER = frozenset({Code.INCOME_TAX, Code.OTHER_DEDUCTION, Code.ADJUSTMENT})
_LINES = {code.value: LINE_NAMES[code] for code in Code if code not in _NEVER}

ADJUSTMENT = Noun(
    "pay_adjustments",
    PayAdjustment,
    Text("Adjustment of an earlier month"),
    (
        Field("person_id", Kind.REFERENCE, Text("Person"), key="p", required=True, refers="person"),
        Field(
            "amount_fen",
            Kind.MONEY,
            Text("Amount"),
            key="a",
            required=True,
            lowest=-MOST_FEN,
            highest=MOST_FEN,
            help=Text("Positive is paid to the person, negative is taken."),
        ),
        Field("original_code", Kind.REFERENCE, Text("Line that it corrects"), key="l", required=True, choices=_LINES),
        Field("original_month", Kind.MONTH, Text("Month that it corrects"), key="m", required=True),
        Field("reason", Kind.LINE, Text("Reason"), key="r", required=True),
        *keys("month"),
        Field("late", Kind.FLAG, Text("Came after the lock"), column=False),
    ),
    titles=("reason",),
)


def check_adjustment(month: date, original_month: date, code: str, amount_fen: int) -> None:
    """Refuse a correction that cannot be.

    Raises:
        UserError: it corrects no earlier month, a line that corrects itself, or takes what the law protects.
    """
    if original_month >= month:
        raise FieldError(
            ADJUSTMENT.field("original_month"),
            Text(
                "{original} is not before {month}. An adjustment corrects an earlier month; change the month itself.",
                original=f"{original_month:%Y-%m}",
                month=f"{month:%Y-%m}",
            ),
        )
    check_line(code, amount_fen)


def check_line(code: str, amount_fen: int) -> None:
    """Refuse a line that cannot be corrected by an amount.

    Raises:
        UserError: the line corrects itself, the amount is nothing, or takes what the law protects.
    """
    if not amount_fen:
        raise FieldError(ADJUSTMENT.field("amount_fen"), Text("An adjustment of 0 changes nothing. Enter an amount."))
    if code == Code.INCOME_TAX:
        raise UserError(Text("Income tax is withheld cumulatively: the next month makes up for it by itself."))
    if code not in _LINES:
        names = Names(_LINES)
        raise UserError(Text("The line {line} cannot be adjusted. Choose one of: {names}.", line=code, names=names))
    if code == Code.COMPENSATION and amount_fen < 0:
        raise FieldError(
            ADJUSTMENT.field("amount_fen"),
            Text("More of a loss is entered as loss compensation of the open month, so that the limits of law hold."),
        )


def adjustment_lines(case: Case) -> list[PayLine]:
    """The corrections of what was earned."""
    return [
        _line(Code.ADJUSTMENT, adjustment, adjustment.amount_fen, place)
        for place, adjustment in enumerate(case.person.inputs.adjustments)
        if adjustment.original_code not in DEDUCTIONS and adjustment.original_code != Code.OWN_COMMISSION_CARRIED
    ]


def deducted_lines(case: Case) -> list[PayLine]:
    """The corrections of what was taken off; what is given back is negative there."""
    return [
        _line(Code(adjustment.original_code), adjustment, -adjustment.amount_fen, place)
        for place, adjustment in enumerate(case.person.inputs.adjustments)
        if adjustment.original_code in TAKEN_OFF
    ]


def adjustment_source(adjustment: Adjustment, place: int) -> Source:
    """The source of a correction; its id names month and line, so that a locked slip tells what it has corrected."""
    number = f"{'late' if adjustment.late else 'hand'}-{adjustment.id or f'new-{place}'}"
    where = f"{adjustment.original_month:%Y-%m} {adjustment.original_code} {number}"
    return Source("adjustment", where, adjustment.amount_fen, reason=adjustment.reason)


def corrected_by(source_id: str) -> tuple[date, str, bool] | None:
    """Month and line that a source of :func:`adjustment_source` corrects, and whether it made a late change good.

    ``None`` for a source of an older program.
    """
    where, _, number = source_id.rpartition(" ")
    month, _, code = where.partition(" ")
    try:
        return date.fromisoformat(f"{month}-01"), code, number.startswith("late")
    except ValueError:
        return None


def _line(code: Code, adjustment: Adjustment, amount_fen: int, place: int) -> PayLine:
    return PayLine(
        code=code,
        trace=given(amount_fen, Unit.FEN, Text("adjustment"), (adjustment_source(adjustment, place),)),
        explanation=Text(
            "For {code} of {month}: {reason}",
            code=line_name(adjustment.original_code),
            month=f"{adjustment.original_month:%Y-%m}",
            reason=adjustment.reason,
        ),
    )
