"""The sample store's meetings: last week's, whose decisions are followed up, and this morning's."""

from __future__ import annotations

from datetime import timedelta

from shopdesk.domain.daily.meetings import MeetingKind, MeetingPoint
from shopdesk.domain.periods import previous, week_of
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import pick
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan

# Point and decision in both languages, days after the meeting until it is due, whether it is carried out.
_WEEKLY = (
    ("退款多的三款", "Many refunds: three products", "重写尺寸说明", "Rewrite the sizes", 9, False),
    ("夜班响应慢", "Slow replies at night", "快捷短语按问题分组", "Sort the quick replies", 2, True),
    ("下周上新", "New products next week", "", "", 0, False),
)  # fmt: skip
_MORNING = (
    ("今天的主推款和话术", "Today's hero products and what to say"),
    ("昨天未发货的订单", "Yesterday's orders not shipped"),
)


def add_meetings(nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Write down the points; what was carried out is closed."""
    store_id, meetings = store.id or 0, nouns.meetings
    day = previous(week_of(plan.today)).end - timedelta(days=2)
    team = [one.name for one in plan.staff if one.joined <= day and one.left is None]
    for number, (zh, en, decision_zh, decision_en, days, done) in enumerate(_WEEKLY):
        decision = pick(decision_zh, decision_en)
        point = meetings.keep(
            MeetingPoint(
                store_id=store_id,
                kind=MeetingKind.WEEKLY,
                day=day,
                topic=pick(zh, en),
                decision=decision,
                owner=team[number % len(team)] if decision and team else "",
                due=day + timedelta(days=days) if decision else None,
            )
        )
        if done:
            meetings.done(point)
    for zh, en in _MORNING:
        meetings.keep(MeetingPoint(store_id=store_id, kind=MeetingKind.MORNING, day=plan.today, topic=pick(zh, en)))
