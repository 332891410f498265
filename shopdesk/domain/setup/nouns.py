"""The fields of a setup: plan, steps, documents, time limits, own fees and the budget."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES
from shopdesk.domain.setup.answers import BRAND_NAMES, HOLDER_NAMES, MARK_NAMES, PRODUCER_NAMES, QUESTION_NAMES
from shopdesk.domain.setup.budget import (
    FACTOR_NAMES,
    KIND_NAMES,
    SHARE_NAMES,
    TIE_NAMES,
    BudgetLine,
    BudgetPhase,
    BudgetPlan,
)
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, OwnFee
from shopdesk.domain.setup.records import (
    DOCUMENT_STATE_NAMES,
    STEP_STATE_NAMES,
    TRADEMARK_NAMES,
    SetupClock,
    SetupDocument,
    SetupPlan,
    SetupScan,
    SetupStep,
    SetupVisit,
)
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES
from shopdesk.domain.text import Text

_MOST_DAYS = 3650

_LEAST, _PLAN, _MOST = Decimal("0.01"), Decimal(1), Decimal(10)
"""The bounds of what an outlook multiplies with: a hundredth, the plan as it is, ten times the plan."""

SETUP_PLAN = Noun(
    "setup_plans",
    SetupPlan,
    Text("Setup plan"),
    (
        *keys("template", "template_version", "left_out"),
        Field("started_on", Kind.DAY, Text("Begun on"), required=True),
        Field("opening_on", Kind.DAY, Text("Wanted opening day"), ahead=True),
        Field("trademark", Kind.CHOICE, Text("Trademark"), choices=TRADEMARK_NAMES),
        Field("category", Kind.REFERENCE, Text("Category")),
        Field("expected_year_fen", Kind.MONEY, Text("Expected yearly sales (yuan)")),
        Field("brand", Kind.CHOICE, QUESTION_NAMES["brand"], choices=BRAND_NAMES),
        Field("producer", Kind.CHOICE, QUESTION_NAMES["producer"], choices=PRODUCER_NAMES),
        Field("mark", Kind.CHOICE, QUESTION_NAMES["mark"], choices=MARK_NAMES),
        Field("sells", Kind.REFERENCE, QUESTION_NAMES["sells"]),
        Field("holder", Kind.CHOICE, QUESTION_NAMES["holder"], choices=HOLDER_NAMES),
    ),
)

SETUP_STEP = Noun(
    "setup_steps",
    SetupStep,
    Text("Setup step"),
    (
        *keys("code", "position", "waits_for", "documents", "own", "wanted"),
        Field("title", Kind.LINE, Text("Title"), longest=120),
        Field("phase", Kind.REFERENCE, Text("Phase")),
        Field("what", Kind.WORDS, Text("What to do")),
        Field("why", Kind.WORDS, Text("Why")),
        Field("typical_days", Kind.COUNT, Text("Usual days"), lowest=1, highest=_MOST_DAYS),
        Field("blocks_opening", Kind.FLAG, Text("Blocks the opening")),
        Field("state", Kind.CHOICE, Text("State"), choices=STEP_STATE_NAMES),
        Field("owner", Kind.LINE, Text("Owner"), longest=60),
        Field("due_on", Kind.DAY, Text("Due"), ahead=True),
        Field("done_on", Kind.DAY, Text("Done on")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("title",),
)

SETUP_DOCUMENT = Noun(
    "setup_documents",
    SetupDocument,
    Text("Document"),
    (
        *keys("code", "position", "covered_by", "own", "decided", "wanted"),
        Field("title", Kind.LINE, Text("Title"), longest=120),
        Field("hint", Kind.WORDS, Text("What to look out for")),
        Field("state", Kind.CHOICE, Text("State"), choices=DOCUMENT_STATE_NAMES),
        Field("owner", Kind.LINE, Text("Owner"), longest=60),
        Field("due_on", Kind.DAY, Text("Due"), ahead=True),
        Field("expires_on", Kind.DAY, Text("Valid until")),
        Field("warn_days", Kind.COUNT, Text("Warn (days ahead)"), highest=_MOST_DAYS, additive=False),
        Field(
            "rejection",
            Kind.WORDS,
            Text("Why it was rejected"),
            placeholder=Text("for example: the seal is not readable"),
        ),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("title",),
)

SETUP_SCAN = Noun(
    "setup_scans",
    SetupScan,
    Text("Scan"),
    (
        *keys("document_id", "stored"),
        Field("name", Kind.LINE, Text("Name"), longest=255),
    ),
    titles=("name",),
)

SETUP_VISIT = Noun(
    "setup_visits",
    SetupVisit,
    Text("Papers to bring"),
    (
        *keys("code", "position", "papers", "packed", "own"),
        Field("title", Kind.LINE, Text("Where to"), longest=120),
        Field("on_day", Kind.DAY, Text("On the day"), ahead=True),
        Field("also", Kind.WORDS, Text("Also to bring")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("title",),
)

SETUP_CLOCK = Noun(
    "setup_clocks",
    SetupClock,
    Text("Time limit"),
    (
        *keys("code", "position", "trigger", "ends", "own"),
        Field("title", Kind.LINE, Text("Title"), longest=120),
        Field("consequence", Kind.WORDS, Text("If it is missed")),
        Field("days", Kind.COUNT, Text("Runs for (days)"), required=True, lowest=1, highest=_MOST_DAYS, additive=False),
        Field("started_on", Kind.DAY, Text("Started on (by hand)")),
        Field("ended_on", Kind.DAY, Text("Met on (by hand)")),
    ),
    titles=("title",),
)

OWN_FEE = Noun(
    "setup_fees",
    OwnFee,
    Text("Own fee"),
    (
        Field("item", Kind.CHOICE, Text("Fee"), choices=FEE_ITEM_NAMES, required=True),
        Field("amount_fen", Kind.MONEY, Text("Amount"), additive=False),
        Field("rate", Kind.RATE, Text("Rate"), usual=(Decimal("0.001"), Decimal("0.3"))),
        Field(
            "source",
            Kind.LINE,
            Text("Source"),
            required=True,
            placeholder=Text("for example: seller centre, fee page"),
        ),
        Field("as_of", Kind.DAY, Text("As of")),
        Field("withdrawn", Kind.FLAG, Text("Withdrawn")),
        Field("category", Kind.LINE, Text("Category"), placeholder=Text("all products")),
        Field("valid_from", Kind.DAY, Text("From day")),
        Field("platform", Kind.CHOICE, Text("Platform"), choices=PLATFORM_NAMES),
        Field("store_type", Kind.CHOICE, Text("Store type"), choices=TYPE_NAMES),
        Field("trademark", Kind.CHOICE, Text("Trademark"), choices=TRADEMARK_NAMES),
        Field(
            "ladder", Kind.LINE, Text("Comes back by steps"), placeholder=Text("for example: 180000: 50%; 600000: 100%")
        ),
        Field("link", Kind.LINE, Text("Link"), longest=500, searchable=False),
        Field("verified", Kind.FLAG, Text("Seen on the platform's own page")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("item",),
)

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
        Field("note", Kind.LINE, Text("Note")),
    ),
    titles=("name", "kind"),
    identity=("phase_id", "kind", "name"),
)
