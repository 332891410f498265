"""The fields of a budget: what the plan comes to, its phases and their lines."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES
from shopdesk.domain.setup.budget import (
    BUDGET_FEE_NAMES,
    FACTOR_NAMES,
    KIND_NAMES,
    SHARE_NAMES,
    TIE_NAMES,
    BudgetLine,
    BudgetPhase,
    BudgetPlan,
)
from shopdesk.domain.text import Text

_LEAST, _PLAN, _MOST = Decimal("0.01"), Decimal(1), Decimal(10)

BUDGET_PLAN = Noun(
    "setup_budgets",
    BudgetPlan,
    Text("Budget"),
    (
        Field("stated_total_fen", Kind.MONEY, Text("Stated total (yuan)")),
        Field("fixed_month_fen", Kind.MONEY, Text("Fixed costs a month (yuan)")),
        *(Field(name, Kind.RATE, label) for name, label in SHARE_NAMES.items()),
        Field("start_money_fen", Kind.MONEY, Text("Money at the start (yuan)")),
        # Their bounds keep the outlooks in their order.
        Field("careful_sales", Kind.RATE, FACTOR_NAMES["careful_sales"], lowest=_LEAST, highest=_PLAN),
        Field("careful_costs", Kind.RATE, FACTOR_NAMES["careful_costs"], lowest=_PLAN, highest=_MOST),
        Field("bold_sales", Kind.RATE, FACTOR_NAMES["bold_sales"], lowest=_PLAN, highest=_MOST),
        Field("bold_costs", Kind.RATE, FACTOR_NAMES["bold_costs"], lowest=_LEAST, highest=_PLAN),
    ),
)

BUDGET_PHASE = Noun(
    "setup_budget_phases",
    BudgetPhase,
    Text("Budget phase"),
    (
        *keys("position"),
        Field("title", Kind.LINE, Text("Title"), required=True, longest=60),
        Field("starts_on", Kind.DAY, Text("From the day"), required=True),
        Field("ends_on", Kind.DAY, Text("To the day"), required=True),
        Field(
            "month_target_fen",
            Kind.MONEY,
            Text("Monthly target"),
            help=Text("0: not selling yet. Empty: not known yet."),
        ),
    ),
    titles=("title",),
)

BUDGET_LINE = Noun(
    "setup_budget_lines",
    BudgetLine,
    Text("Budget line"),
    (
        Field("phase_id", Kind.REFERENCE, Text("Phase"), required=True, refers="budget_phases"),
        Field("kind", Kind.CHOICE, Text("Kind"), required=True, choices=KIND_NAMES),
        Field("name", Kind.LINE, Text("What for"), longest=60),
        Field(
            "amount_fen",
            Kind.MONEY,
            Text("Planned", context="budget"),
            help=Text("Empty: not known yet; it is in no sum."),
        ),
        Field("on_day", Kind.DAY, Text("Paid on"), help=Text("Empty: the first day of the phase.")),
        Field(
            "becomes",
            Kind.CHOICE,
            Text("What becomes of it"),
            choices=TIE_NAMES,
            help=Text("Empty: deposits come back, goods are bound, all else is spent."),
        ),
        Field(
            "returns_on",
            Kind.DAY,
            Text("Comes back on"),
            help=Text("Only for what comes back. Empty: not within the plan."),
        ),
        Field(
            "statement_kind",
            Kind.CHOICE,
            Text("Paid by lines of the statements"),
            choices=LINE_KIND_NAMES,
            column=False,
            help=Text("Lines of this kind on the days of the phase count as paid, each only once."),
        ),
        Field("statement_words", Kind.LINE, Text("Only with these words"), longest=60, column=False),
        Field(
            "fee_item",
            Kind.CHOICE,
            Text("Fee of the platform"),
            choices=BUDGET_FEE_NAMES,
            column=False,
            help=Text("Fees taken over into the budget set its amount. A deposit is known by its kind."),
        ),
        Field("note", Kind.LINE, Text("Note")),
    ),
    titles=("name", "kind"),
    identity=("phase_id", "kind", "name"),
)
