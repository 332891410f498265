"""What tables, fields and stored words are called where the history shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopdesk.domain import roster
from shopdesk.domain.campaigns import life
from shopdesk.domain.daily import problems
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.money import format_yuan
from shopdesk.domain.people import EventKind
from shopdesk.domain.setup import records
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language, tr

NONE = "—"

# By field: what the owner's own codes, of departments, roles and shifts, are called, and people by their keys.
Codes = Mapping[str, Mapping[Any, str]]

TABLES: dict[str, Text] = {
    "answers": Text("Check result"),
    "campaign_events": Text("Campaign event"),
    "campaign_products": Text("Campaign product"),
    "campaigns": Text("Campaign"),
    "checklist_versions": Text("Version of a form"),
    "checklists": Text("Daily form"),
    "departments": Text("Department"),
    "gate_versions": Text("Entry rules"),
    "heroes": Text("Hero product"),
    "holiday_notices": Text("Holiday notice"),
    "import_mappings": Text("Column mapping"),
    "milestone_rules": Text("Milestone rule"),
    "milestones": Text("Milestone"),
    "own_days": Text("Own day"),
    "people": Text("Person"),
    "problem_comments": Text("Comment"),
    "problem_events": Text("Problem event"),
    "problem_files": Text("Problem file"),
    "problems": Text("Problem"),
    "roles": Text("Role"),
    "roster_days": Text("Roster day"),
    "setup_budget_lines": Text("Budget line"),
    "setup_budget_phases": Text("Budget phase"),
    "setup_budgets": Text("Budget"),
    "setup_clocks": Text("Time limit"),
    "setup_documents": Text("Document"),
    "setup_fees": Text("Own fee"),
    "setup_plans": Text("Setup plan"),
    "setup_steps": Text("Setup step"),
    "shifts": Text("Shift"),
    "staff_events": Text("Staff event"),
    "store_settings": Text("Store setting"),
    "stores": Text("Store"),
    "targets": Text("Target"),
    "tier_posts": Text("Posts of a tier"),
    "tier_tables": Text("Tier table"),
    "tiers": Text("Staffing tier"),
    "worksheets": Text("Daily worksheet"),
}

FIELDS: dict[str, Text] = {
    "amount_fen": Text("Amount"),
    "archived": Text("Archived"),
    "area": Text("Area"),
    "at": Text("Recorded at"),
    "auto": Text("From the data"),
    "base_fen": Text("Base pay"),
    "blocks_opening": Text("Blocks the opening"),
    "budget_fen": Text("Budget"),
    "category": Text("Category"),
    "closed_by": Text("Closed by"),
    "closed_on": Text("Closed on"),
    "consequence": Text("Consequence"),
    "cost_fen": Text("Cost"),
    "courier": Text("Courier"),
    "day": Text("Day"),
    "days": Text("Length in days"),
    "department_code": Text("Department"),
    "detail": Text("Details"),
    "done_by": Text("Done by"),
    "done_on": Text("Done on"),
    "due": Text("Due"),
    "due_on": Text("Due"),
    "duty": Text("Duty"),
    "end": Text("To the day"),
    "ended_on": Text("Ended on"),
    "ends": Text("Ends"),
    "ends_on": Text("To the day"),
    "expected_year_fen": Text("Expected yearly sales (yuan)"),
    "expires_on": Text("Valid until"),
    "file": Text("File"),
    "fixed_month_fen": Text("Fixed costs a month"),
    "free_shipping": Text("Free shipping"),
    "from_state": Text("State before"),
    "hidden": Text("Hidden"),
    "hired_on": Text("First day"),
    "kind": Text("Kind"),
    "leads": Text("Leads"),
    "left_on": Text("Left on"),
    "lessons": Text("Lessons"),
    "list_fen": Text("List price"),
    "mark": Text("Mark"),
    "minimum_pieces": Text("Least stock"),
    "month": Text("Month"),
    "month_target_fen": Text("Monthly target"),
    "name": Text("Name"),
    "name_en": Text("Name (English)"),
    "name_zh": Text("Name (Chinese)"),
    "needs_second": Text("Second check"),
    "note": Text("Note"),
    "number": Text("Number"),
    "offer": Text("Offer"),
    "opened_by": Text("Opened by"),
    "opened_on": Text("Opened on"),
    "opening_on": Text("Wanted opening day"),
    "owner": Text("Owner"),
    "pause_minutes": Text("Pause (minutes)"),
    "person_id": Text("Person"),
    "phase": Text("Phase"),
    "phone": Text("Phone"),
    "plan_orders": Text("Planned orders"),
    "plan_sales_fen": Text("Planned sales"),
    "plan_visitors": Text("Planned visitors"),
    "platform": Text("Platform"),
    "price_fen": Text("Price"),
    "product_id": Text("Product number"),
    "programme": Text("Programme"),
    "quantity": Text("Quantity"),
    "rate": Text("Rate"),
    "reason": Text("Reason"),
    "reopened": Text("Re-opened"),
    "result": Text("Result"),
    "role": Text("Role in the range"),
    "role_code": Text("Role"),
    "sample": Text("Sample store"),
    "scan_name": Text("Scan"),
    "severity": Text("Severity"),
    "source": Text("Source"),
    "spend_fen": Text("What it cost"),
    "stacked_fen": Text("Price after all discounts"),
    "staff": Text("Staff"),
    "start": Text("From the day"),
    "started_at": Text("Begun at"),
    "started_on": Text("Begun on"),
    "starts": Text("Begins"),
    "starts_on": Text("From the day"),
    "state": Text("State"),
    "stated_total_fen": Text("Stated total (yuan)"),
    "store_type": Text("Store type"),
    "title": Text("Title"),
    "title_en": Text("Title (English)"),
    "title_zh": Text("Title (Chinese)"),
    "to_state": Text("State after"),
    "total_fen": Text("Total"),
    "trademark": Text("Trademark"),
    "turnover_fen": Text("Turnover"),
    "typical_days": Text("Usual days"),
    "value": Text("Value"),
    "verified_at": Text("Verified at"),
    "verified_by": Text("Verified by"),
    "warm_up_on": Text("Warm-up from"),
    "warn_days": Text("Warn (days ahead)"),
    "what": Text("What to do"),
    "who": Text("Who"),
    "why": Text("Why"),
    "words": Text("Words"),
}

_YES_OR_NO = frozenset({"archived", "auto", "blocks_opening", "free_shipping", "hidden", "needs_second", "sample"})

_WORDS: dict[tuple[str, str], Mapping[Any, Text]] = {
    ("answers", "result"): {
        Result.PASS: Text("Pass"),
        Result.FAIL: Text("Fail"),
        Result.NOT_APPLICABLE: Text("Not applicable"),
    },
    ("staff_events", "kind"): {
        EventKind.HIRED: Text("Hired"),
        EventKind.CHANGED: Text("Change of post"),
        EventKind.LEFT: Text("Last day at work"),
        EventKind.REHIRED: Text("Hired again"),
    },
    ("roster_days", "duty"): roster.AWAY_NAMES,
    ("campaigns", "kind"): life.KIND_NAMES,
    ("campaigns", "state"): life.STATE_NAMES,
    ("campaign_events", "from_state"): life.STATE_NAMES,
    ("campaign_events", "to_state"): life.STATE_NAMES,
    ("problems", "severity"): problems.SEVERITY_NAMES,
    ("problems", "state"): problems.STATE_NAMES,
    ("problem_events", "from_state"): problems.STATE_NAMES,
    ("problem_events", "to_state"): problems.STATE_NAMES,
    ("setup_documents", "state"): records.DOCUMENT_STATE_NAMES,
    ("setup_plans", "trademark"): records.TRADEMARK_NAMES,
    ("setup_steps", "state"): records.STEP_STATE_NAMES,
    ("stores", "platform"): PLATFORM_NAMES,
    ("stores", "store_type"): TYPE_NAMES,
}


def table_name(noun: str) -> str:
    """What a record of a table is called."""
    return tr(TABLES[noun]) if noun in TABLES else noun


def record_name(noun: str, values: Mapping[str, Any]) -> str:
    """A record by its kind and its own name or title; by its number where it has neither."""
    endings = ("_zh", "_en") if current_language() == "zh_CN" else ("_en", "_zh")
    keys = ("name", "title", *(f"name{end}" for end in endings), *(f"title{end}" for end in endings), "day", "month")
    own = next((str(values[key]) for key in keys if values.get(key)), "")
    return f"{table_name(noun)} “{own}”" if own else f"{table_name(noun)} #{values.get('id', '')}".rstrip("# ")


def field_name(field: str) -> str | None:
    """What a field is called; ``None`` for keys, order numbers and the like, which say nothing to a reader."""
    return tr(FIELDS[field]) if field in FIELDS else None


def value_text(noun: str, field: str, value: Any, codes: Codes) -> str:
    """A value as the pages show it: amounts in yuan, stored words in the language in use, ``codes`` by their names."""
    if value is None or value == "":
        return NONE
    if field.endswith("_fen") and isinstance(value, int):
        return format_yuan(value)
    if field in _YES_OR_NO:
        return tr("yes") if value else tr("no")
    name = _WORDS.get((noun, field), {}).get(value)
    return tr(name) if name is not None else codes.get(field, {}).get(value, str(value))
