"""How long a text may be and between which values a number or day lies, said a second time and tried at the border.

Somebody who changes a limit changes it here as well: it decides what owners can still enter and what old files hold.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.daily.nouns import ITEM
from shopdesk.domain.fields import Field, FieldError, Kind, check, doubt
from shopdesk.domain.kpi import alerts
from shopdesk.domain.nouns import NOUNS
from shopdesk.domain.target_weights import WEIGHTS

LONGEST = {
    20: "shifts.name_zh shifts.name_en items.unit_zh items.unit_en",
    40: "people.name people.mark people.phone departments.name_zh departments.name_en roles.name_zh roles.name_en "
    "campaign_products.product_id heroes.product_id",
    60: "stores.name tier_tables.name setup_steps.owner setup_documents.owner setup_budget_phases.title "
    "checklists.name_zh checklists.name_en problems.area problems.owner problems.opened_by problems.done_by "
    "problems.closed_by campaigns.name campaigns.courier campaigns.owner campaign_events.who milestones.done_by "
    "own_days.name",
    120: "roster_days.note setup_steps.title setup_documents.title setup_clocks.title milestones.title_zh "
    "milestones.title_en milestone_rules.title_zh milestone_rules.title_en",
    200: "setup_budget_lines.note problem_comments.who",
    254: "people.email",
    255: "setup_scans.name problem_files.name campaign_files.name",
    1000: "people.note staff_events.note",
    4000: "setup_steps.note problems.detail roles.duties_zh",
    10000: "problems.title",
}
CALENDAR = date(2000, 1, 1), date(2056, 12, 31)
BETWEEN: dict[str, tuple[Any, Any]] = {
    "people.hired_on": (date(1990, 1, 1), date(2099, 12, 31)),
    "people.base_fen": (0, 1_000_000_00),
    "roles.base_fen": (0, 1_000_000_00),
    "staff_events.base_fen": (0, 1_000_000_00),
    "shifts.pause_minutes": (0, 24 * 60),
    "targets.value": (0, 1_000_000_000_000_00),
    "tier_posts.leads": (0, 9999),
    "tier_posts.staff": (0, 9999),
    "setup_steps.typical_days": (1, 3650),
    "setup_documents.warn_days": (0, 3650),
    "setup_clocks.days": (1, 3650),
    "setup_budget_lines.amount_fen": (0, 1_000_000_000_000_00),
    "campaigns.start": CALENDAR,
    "campaigns.end": CALENDAR,
    "own_days.day": CALENDAR,
    "own_days.offset_days": (-180, 180),
    "own_days.days": (1, 60),
    "milestones.offset_days": (-3650, 3650),
    "milestone_rules.offset_days": (-3650, 3650),
    "problems.reopened": (0, 2_147_483_647),
    "answers.number": (Decimal(-1_000_000_000_000), Decimal(1_000_000_000_000)),
    "alerts.conversion_drop": (Decimal("0.01"), Decimal(1)),
    "alerts.visitors_drop": (Decimal("0.01"), Decimal(1)),
    "alerts.refund_rise": (Decimal("0.01"), Decimal(1)),
    "alerts.target_days": (1, 365),
    "alerts.stock_days": (1, 365),
    "alerts.stale_days": (1, 365),
    "alerts.dsr_bar": (Decimal(0), Decimal(5)),
    "alerts.roi_bar": (Decimal(0), Decimal(100)),
    "weights.day1": (Decimal(0), Decimal(20)),
    "weights.campaign": (Decimal("0.01"), Decimal(20)),
}
STEPS = {Kind.DAY: timedelta(days=1), Kind.DECIMAL: Decimal("0.0001"), Kind.RATE: Decimal("0.0001")}
"""One further than the border; a whole number goes by one."""


def named(name: str) -> Field:
    """The field of a noun, of an item of a daily form, or of one of the two forms of settings."""
    table, field = name.split(".")
    noun = {"alerts": alerts.LIMITS, "items": ITEM, "weights": WEIGHTS}.get(table) or NOUNS[table]
    return noun.field(field)


@pytest.mark.parametrize("most", LONGEST)
def test_a_text_as_long_as_it_may_be_is_kept_and_a_longer_one_refused(most: int) -> None:
    for name in LONGEST[most].split():
        field = named(name)
        assert check(field, "字" * most) == "字" * most, name
        with pytest.raises(FieldError, match=f"has {most + 1} characters, {most} fit"):
            check(field, "字" * (most + 1))


@pytest.mark.parametrize("name", BETWEEN)
def test_a_value_at_the_border_is_kept_and_one_beyond_it_refused(name: str) -> None:
    field, (lowest, highest) = named(name), BETWEEN[name]
    step = STEPS.get(field.kind, 1)
    assert (check(field, lowest), check(field, highest)) == (lowest, highest)
    with pytest.raises(FieldError, match=r"At least|or later"):
        check(field, lowest - step)
    with pytest.raises(FieldError, match=r"At most|or earlier"):
        check(field, highest + step)


@pytest.mark.parametrize("name", ["people.hired_on", "staff_events.day"])
def test_a_first_day_before_the_shops_on_the_platform_is_asked_about(name: str) -> None:
    assert doubt(named(name), date(2003, 5, 10)) is None
    asked = doubt(named(name), date(2003, 5, 9))
    assert str(asked) == "2003-05-09 is unusual here. Is it right?"


@pytest.mark.parametrize(
    ("rate", "asked"),
    [
        ("0.001", None),
        ("0.3", None),
        ("0.3001", "30.01% is unusual here. Is it right?"),
        ("0.0009", "It is read as 0.09%. If you mean 9%, type 9%."),
        ("0.0000001", "0.00001% is unusual here. Is it right?"),
    ],
)
def test_a_fee_as_low_as_a_slip_of_the_percent_sign_is_asked_about(rate: str, asked: str | None) -> None:
    told = doubt(named("setup_fees.rate"), Decimal(rate))
    assert (None if told is None else str(told)) == asked


def test_nothing_is_asked_where_nothing_was_entered_or_nothing_is_unusual() -> None:
    assert doubt(named("setup_fees.rate"), None) is None
    assert doubt(named("people.name"), "x") is None
