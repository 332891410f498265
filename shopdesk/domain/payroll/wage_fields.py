"""What a table of payslips shows of each: the declaration of its columns."""

from __future__ import annotations

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.payroll.records import KeptLine, KeptSlip
from shopdesk.domain.text import Text

SLIP = Noun(
    "pay_slips",
    KeptSlip,
    Text("Payslip"),
    (
        Field("gross_fen", Kind.MONEY, Text("Gross wage"), help=Text("All that was earned, before anything is taken.")),
        Field("compensation_fen", Kind.MONEY, Text("Loss compensation")),
        Field("social_fen", Kind.MONEY, Text("Insurance"), help=Text("Pension, medical and unemployment insurance.")),
        Field("housing_fund_fen", Kind.MONEY, Text("Housing fund")),
        Field("income_tax_fen", Kind.MONEY, Text("Income tax")),
        Field("net_fen", Kind.MONEY, Text("Net wage"), help=Text("What is paid out.")),
        Field("cost_fen", Kind.MONEY, Text("Employer's cost"), help=Text("Gross wage and the employer's insurance.")),
        Field("days_employed", Kind.COUNT, Text("Days employed"), column=False, additive=False),
    ),
    titles=(),
)

LINE = Noun(
    "pay_lines",
    KeptLine,
    Text("Line of a payslip"),
    (
        Field("amount_fen", Kind.MONEY, Text("Amount"), additive=False),
        Field("not_taken_fen", Kind.MONEY, Text("Not taken"), help=Text("What a limit of the law left out.")),
        Field("basis", Kind.LINE, Text("Basis"), column=False),
        Field("rate", Kind.LINE, Text("Rate"), column=False),
    ),
)
