"""What the tax year of a person is called and noted, on paper and in the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.tax_year import PersonYear, YearMonth
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr

FIGURES: tuple[tuple[str, Text], ...] = (
    ("income_fen", Text("Income")),
    ("insurance_fen", Text("Own insurance")),
    ("fund_fen", Text("Own housing fund")),
    ("special_fen", Text("Special additional deductions")),
    ("tax_fen", Text("Tax withheld")),
    ("bonus_fen", Text("Bonus taxed apart")),
    ("bonus_tax_fen", Text("Tax on that bonus")),
)
BROUGHT = Text("Insurance and housing fund brought along are one figure; it stands under own insurance.")


def year_label(one: PersonYear) -> str:
    """The person's name, with the note that tells two of one name apart."""
    return f"{one.name} ({one.mark})" if one.mark else one.name


def month_word(row: YearMonth) -> str:
    """The month of a row, or that it stands for those before."""
    month = f"{row.month:%Y-%m}"
    return tr("before {month}", month=month) if row.state is None else month


def state_word(row: YearMonth) -> str:
    """Where the row comes from."""
    if row.state is None:
        return tr("brought along")
    return tr("draft") if row.state is RunState.DRAFT else tr("locked")


def year_notes(people: Sequence[PersonYear]) -> list[str]:
    """What a reader has to know: drafts and missing figures, and how balances brought along are told."""
    notes = []
    rows = [row for one in people for row in one.rows]
    if any(row.state is RunState.DRAFT for row in rows):
        notes.append(tr("Drafts are in it: figures of months that are not locked can still change."))
    if not all(one.whole for one in people) and not any(row.state is RunState.DRAFT for row in rows):
        notes.append(tr("A figure is missing; its sum is a dash."))
    if any(row.state is None for row in rows):
        notes.append(tr(BROUGHT))
    return notes
