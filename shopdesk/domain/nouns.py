"""Every noun whose records are edited one by one, by the name of its table."""

from __future__ import annotations

from shopdesk.domain import people, roster, stores, target_cells, targets
from shopdesk.domain.ads.records import ADS_BUDGET, AFFILIATE_PLAN
from shopdesk.domain.assortment import ASSORTMENT_ROW
from shopdesk.domain.campaigns import nouns as campaigns
from shopdesk.domain.campaigns.gate_nouns import GATE_VERSION
from shopdesk.domain.competitors import COMPETITOR, COMPETITOR_FILE, COMPETITOR_LOOK
from shopdesk.domain.daily import nouns as daily
from shopdesk.domain.daily.inspections import INSPECTION_MARK, INSPECTION_ROUND
from shopdesk.domain.daily.meetings import MEETING_POINT
from shopdesk.domain.daily.standing_tasks import STANDING_DONE, STANDING_TASK
from shopdesk.domain.fields import Noun
from shopdesk.domain.growth import nouns as growth
from shopdesk.domain.handbook.records import HANDBOOK_ENTRY, HANDBOOK_TICK
from shopdesk.domain.keywords import KEYWORD
from shopdesk.domain.ledger import cost_nouns as costs
from shopdesk.domain.ledger.explained import EXPLANATION
from shopdesk.domain.ledger.months import CLOSED_MONTH
from shopdesk.domain.ledger.rules import STATEMENT_RULE
from shopdesk.domain.members import MEMBER_LEVEL
from shopdesk.domain.payroll.adjustments import ADJUSTMENT
from shopdesk.domain.products import PRODUCT
from shopdesk.domain.setup import budget_nouns as budgets
from shopdesk.domain.setup import nouns as setup
from shopdesk.domain.setup import preparation, suppliers
from shopdesk.domain.setup.actuals import BUDGET_ACTUAL
from shopdesk.domain.text import Text
from shopdesk.domain.tiers import nouns as tiers
from shopdesk.domain.title_tests import TITLE_TEST

NOUNS: dict[str, Noun] = {
    noun.table: noun
    for noun in (
        people.PERSON,
        people.DEPARTMENT,
        people.ROLE,
        people.STAFF_EVENT,
        stores.STORE,
        roster.SHIFT,
        roster.ROSTER_DAY,
        targets.TARGET,
        target_cells.TARGET_YEAR,
        target_cells.TARGET_DAY,
        tiers.TIER_TABLE,
        tiers.TIER,
        tiers.TIER_POST,
        setup.SETUP_PLAN,
        setup.SETUP_STEP,
        setup.SETUP_DOCUMENT,
        setup.SETUP_SCAN,
        setup.SETUP_VISIT,
        setup.SETUP_CLOCK,
        setup.OWN_FEE,
        budgets.BUDGET_PLAN,
        budgets.BUDGET_PHASE,
        budgets.BUDGET_LINE,
        BUDGET_ACTUAL,
        preparation.PREPARED,
        preparation.PREPARATION_ITEM,
        suppliers.SUPPLIER,
        suppliers.SUPPLIER_TERM,
        suppliers.TERM_WEIGHT,
        suppliers.SUPPLIER_PRICE,
        suppliers.SUPPLIER_FILE,
        daily.CHECKLIST,
        daily.CHECKLIST_VERSION,
        daily.WORKSHEET,
        daily.ANSWER,
        daily.BLOCK_TICK,
        daily.PROBLEM,
        daily.PROBLEM_COMMENT,
        daily.PROBLEM_EVENT,
        daily.PROBLEM_FILE,
        MEETING_POINT,
        STANDING_TASK,
        STANDING_DONE,
        INSPECTION_ROUND,
        INSPECTION_MARK,
        ADJUSTMENT,
        campaigns.CAMPAIGN,
        campaigns.CAMPAIGN_PRODUCT,
        campaigns.CAMPAIGN_EVENT,
        campaigns.CAMPAIGN_FILE,
        campaigns.MILESTONE,
        campaigns.MILESTONE_RULE,
        campaigns.OWN_DAY,
        campaigns.HERO,
        GATE_VERSION,
        campaigns.HOLIDAY_NOTICE,
        growth.SCORE_ENTRY,
        growth.DESIGN_JOB,
        growth.TRAINING,
        growth.TRAINING_ITEM,
        costs.UNIT_COST,
        costs.COURIER_CHOICE,
        costs.COURIER_RATE,
        costs.DATED_COST,
        costs.TAX_QUARTER,
        STATEMENT_RULE,
        EXPLANATION,
        CLOSED_MONTH,
        MEMBER_LEVEL,
        COMPETITOR,
        COMPETITOR_LOOK,
        COMPETITOR_FILE,
        KEYWORD,
        TITLE_TEST,
        PRODUCT,
        ASSORTMENT_ROW,
        ADS_BUDGET,
        AFFILIATE_PLAN,
        HANDBOOK_ENTRY,
        HANDBOOK_TICK,
    )
}

OTHER_NAMES: dict[str, Text] = {
    "erasures": Text("Erased person"),
    "import_mappings": Text("Column mapping"),
    "month_changes": Text("Change of a closed month"),
    "pay_inputs": Text("Figure of a month"),
    "pay_openings": Text("Opening balance"),
    "pay_schemes": Text("Pay scheme"),
    "pay_values": Text("Pay data"),
    "scorecards": Text("Scorecard"),
    "settled_scores": Text("Settled month of a scorecard"),
    "store_settings": Text("Store setting"),
    "training_plans": Text("Training plan"),
}
"""What the history calls records that have no form: they are kept as a whole."""


def noun_name(table: str) -> Text | None:
    """What one record of a table is called; ``None`` for tables that are filled in bulk."""
    known = NOUNS.get(table)
    return known.label if known is not None else OTHER_NAMES.get(table)
