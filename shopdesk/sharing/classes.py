"""Who may see and change each table of the data file: the one place where that is said.

Owners may do everything with every table, which is not repeated here. What is not said is not allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shopdesk.sharing.access import EVERYTHING, Group, Right, Rows, Sight

_M, _S = Group.MANAGER, Group.STAFF
_PAY, _COSTS = Sight.PAY, Sight.COSTS

Rights = tuple[Right, ...]


def _hidden(right: Right, *columns: str) -> Right:
    return replace(right, without=frozenset(columns))


_MANAGED = Right(_M, EVERYTHING)

OWNERS: Rights = ()
"""Nobody else's."""

WORK: Rights = (_MANAGED, Right(_S, EVERYTHING))
"""What staff do all day; they delete as well, for that is how a step is undone."""

LEAD: Rights = (_MANAGED, Right(_S, "r"))
"""What is set for staff to work by."""

OFFICE: Rights = (_MANAGED,)
"""What runs the store: its figures, plans and files."""

COSTS: Rights = (Right(_COSTS, EVERYTHING),)
"""What things cost and what is left over."""

PAY: Rights = (Right(_PAY, EVERYTHING),)
"""What people are paid, and by which rules."""

OWN: Rights = (_MANAGED, Right(_S, "r", Rows.PERSON))
"""What managers keep about each person, who reads the own."""

BEHIND_OWN: Rights = (_MANAGED, Right(_S, "r", through=("training_id",)))

_HIDDEN_OF_RUNS = ("turnover_fen", "cost_ratio", "silent_pool_fen", "missing", "notices", "digest", "reason")
_RUNS = _hidden(Right(_M, "r", only=("state", ("locked",))), *_HIDDEN_OF_RUNS)
_SLIPS = _hidden(Right(_M, "r", Rows.PERSON, through=("run_id",)), "cost_fen", "proof")
_LINES = _hidden(Right(_M, "r", through=("slip_id",)), "sources")
_TRAIL = Right(_M, "ri", Rows.AUTHOR)
_TRAIL_ROW = Right(_M, "ri", Rows.BEHIND, through=("change_set_id",))
_CONTENTS = Right(_M, "ri", Rows.NAMED)
_PEOPLE = _hidden(Right(_M, "riu"), "base_fen")

_OF_EVENTS = ("base_fen", "reason", "note")
_PLANNED = ("budget_fen", "plan_visitors", "plan_orders", "plan_sales_fen", "plan_profit_fen", "spend_fen", "reason",
            "lessons")  # fmt: skip
"""What of a campaign is planned in money and figures, and what was said of it; staff know what is on, and when."""


def _both(right: Right) -> Rights:
    return right, replace(right, who=_S)


_PUBLIC = Right(_M, EVERYTHING, Rows.ALL)

CLASSES: Mapping[str, Rights] = {
    # The store itself.
    "stores": (Right(_M, "ru"), _hidden(Right(_S, "r"), "buyer_salt"), Right(_PAY, "r"), Right(_COSTS, "r")),
    "store_settings": LEAD,
    "holiday_notices": (_PUBLIC, Right(_S, "r", Rows.ALL)),
    "own_days": LEAD,
    # Daily form, problems, meetings.
    "checklists": LEAD,
    "checklist_versions": LEAD,
    "worksheets": WORK,
    "answers": WORK,
    "block_ticks": WORK,
    "problems": WORK,
    "problem_comments": WORK,
    "problem_events": WORK,
    "problem_files": WORK,
    "meeting_points": LEAD,
    "standing_tasks": LEAD,
    "standing_done": WORK,
    "inspection_rounds": LEAD,
    "inspection_marks": WORK,
    "handbook_entries": LEAD,
    "handbook_uses": WORK,
    "handbook_ticks": (_MANAGED, Right(_S, EVERYTHING, Rows.PERSON)),
    # People, without what they are paid.
    "departments": LEAD,
    "roles": (_hidden(_MANAGED, "base_fen"), _hidden(Right(_S, "r"), "base_fen"), Right(_PAY, EVERYTHING)),
    "people": (_PEOPLE, _hidden(Right(_S, "r"), "base_fen", "phone", "email", "note"), Right(_PAY, "riu")),
    "staff_events": (
        _hidden(_MANAGED, "base_fen"),
        _hidden(Right(_S, "r"), *_OF_EVENTS),
        Right(_PAY, EVERYTHING),
    ),
    "shifts": LEAD,
    "roster_days": LEAD,
    "scorecards": LEAD,
    "score_entries": OWN,
    "settled_scores": OWN,
    "training_plans": LEAD,
    "trainings": OWN,
    "training_items": BEHIND_OWN,
    "design_jobs": OWN,
    "erasures": OWNERS,
    # Pay; everybody reads the own slips of months that are closed.
    "pay_runs": (*_both(_RUNS), *PAY),
    "pay_slips": (*_both(_SLIPS), *PAY),
    "pay_lines": (*_both(_LINES), *PAY),
    "pay_adjustments": PAY,
    "pay_inputs": PAY,
    "pay_openings": PAY,
    "pay_schemes": PAY,
    "pay_values": PAY,
    "pay_guard": OWNERS,
    "tier_tables": PAY,
    "tiers": PAY,
    "tier_posts": PAY,
    # Costs, money and profit.
    "unit_costs": COSTS,
    "dated_costs": COSTS,
    "courier_rates": COSTS,
    "courier_choices": COSTS,
    "closed_months": COSTS,
    "month_changes": COSTS,
    "tax_quarters": COSTS,
    "statement_days": COSTS,
    "statement_gaps": COSTS,
    "statement_lines": COSTS,
    "statement_rules": COSTS,
    "statement_spans": COSTS,
    "order_money": COSTS,
    "order_explanations": COSTS,
    "setup_budgets": COSTS,
    "setup_budget_phases": COSTS,
    "setup_budget_lines": COSTS,
    "setup_budget_actuals": COSTS,
    "suppliers": COSTS,
    "supplier_terms": COSTS,
    "supplier_weights": COSTS,
    "supplier_prices": COSTS,
    "supplier_files": COSTS,
    # Everybody who changes figures ends what was reckoned of them; what was reckoned is profit, among other things.
    "kept_answers": (_hidden(Right(_M, "ru"), "value"), *COSTS),
    # Orders and figures.
    "orders": OFFICE,
    "order_items": OFFICE,
    "order_days": OFFICE,
    "order_hours": OFFICE,
    "store_days": OFFICE,
    "product_days": OFFICE,
    "service_days": OFFICE,
    "channel_days": OFFICE,
    "keyword_days": OFFICE,
    "imports": OFFICE,
    "import_rows": OFFICE,
    "import_mappings": (_PUBLIC,),
    # Plans.
    "targets": OFFICE,
    "target_days": OFFICE,
    "target_years": OFFICE,
    "campaigns": (_hidden(_MANAGED, "plan_profit_fen"), _hidden(Right(_S, "r"), *_PLANNED), Right(_COSTS, "ru")),
    "campaign_events": OFFICE,
    "campaign_files": OFFICE,
    "campaign_products": (_hidden(_MANAGED, "cost_fen"), Right(_COSTS, "ru")),
    "milestones": OFFICE,
    "milestone_rules": OFFICE,
    "gate_versions": OFFICE,
    "products": OFFICE,
    "assortment_rows": OFFICE,
    "heroes": OFFICE,
    "title_tests": OFFICE,
    "keywords": OFFICE,
    "competitors": OFFICE,
    "competitor_looks": OFFICE,
    "competitor_files": OFFICE,
    "member_levels": OFFICE,
    "ads_budgets": OFFICE,
    "affiliate_plans": OFFICE,
    "setup_plans": OFFICE,
    "setup_steps": OFFICE,
    "setup_clocks": OFFICE,
    "setup_documents": OFFICE,
    "setup_scans": OFFICE,
    "setup_visits": OFFICE,
    "setup_fees": OFFICE,
    "prepared": OFFICE,
    "preparation_items": OFFICE,
    # What lies in files: whoever sees a record that names it. Nobody changes it, and what undo may want stays.
    "file_contents": (*_both(_CONTENTS), replace(_CONTENTS, who=_COSTS)),
    # The trail: one's own steps, under one's own name, which nobody takes out again.
    "change_sets": _both(_TRAIL),
    "changes": _both(_TRAIL_ROW),
}
"""The rights of each table."""
