"""Milestones that wait for one another: what may be ticked, what could never begin, what is due too early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shopdesk.domain.campaigns.nouns import MILESTONE
from shopdesk.domain.campaigns.records import Milestone
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.text import Text


def waits_for(milestone: Milestone, others: Iterable[Milestone]) -> Milestone | None:
    """The open milestone that has to be done before; ``None`` where nothing holds it up."""
    for one in others:
        if one.id is not None and one.id == milestone.after_id and one.done_on is None:
            return one
    return None


def due_too_early(milestone: Milestone, others: Iterable[Milestone]) -> Milestone | None:
    """The open milestone that it waits for where that one is due later than itself."""
    before = waits_for(milestone, others)
    return before if before is not None and before.due > milestone.due else None


def check_may_be_done(milestone: Milestone, others: Iterable[Milestone], language: str) -> None:
    """Refuse to tick a milestone before the one that it waits for.

    Raises:
        UserError: that one is open; the sentence names it.
    """
    before = waits_for(milestone, others)
    if before is not None:
        raise UserError(
            Text(
                "“{what}” waits for “{before}”: tick that one first.",
                what=milestone.title(language),
                before=before.title(language),
            )
        )


def check_order(milestone: Milestone, others: Iterable[Milestone], language: str) -> None:
    """Refuse milestones that wait for each other in a circle, of which none could ever be done.

    Raises:
        FieldError: at what it waits for.
    """
    following: Mapping[int | None, Milestone] = {one.id: one for one in others if one.id is not None}
    place, passed = milestone.after_id, set()
    while place is not None and place in following and place not in passed:
        if place == milestone.id:
            break
        passed.add(place)
        place = following[place].after_id
    if milestone.id is not None and place == milestone.id:
        before = following.get(milestone.after_id, milestone).title(language)
        raise FieldError(
            MILESTONE.field("after_id"),
            Text("“{before}” itself waits for this one, so neither could ever be done.", before=before),
        )
