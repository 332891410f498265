"""The sample store's people."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.people import LeaveReason
from shopdesk.domain.stores import Store
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan


def add_team(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Hire everybody in the order they joined; who has left by today leaves."""
    people = nouns.people
    people.catalogue.seed(store)
    for somebody in sorted(plan.staff, key=lambda one: one.joined):
        if somebody.joined > plan.today:
            continue
        person = people.hire(store.id or 0, somebody.name, somebody.role, somebody.joined, base_fen=somebody.base)
        if somebody.left is not None and somebody.left < plan.today:
            people.leave(person.id or 0, somebody.left, LeaveReason.RESIGNED)


def service_names(plan: SamplePlan, day: date) -> list[str]:
    """Who answers customers on ``day``."""
    return [
        somebody.name
        for somebody in plan.staff
        if somebody.role.startswith("service")
        and somebody.joined <= day
        and (not somebody.left or day <= somebody.left)
    ]
