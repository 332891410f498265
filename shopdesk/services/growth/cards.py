"""Scorecards of a store: who is judged by what, figures, totals, settling a month, what it pays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.growth.nouns import CARD, SCORE_ENTRY
from shopdesk.domain.growth.records import CardVersion, ScoreEntry, SettledScore
from shopdesk.domain.growth.scorecards import Card, card_content, card_for, card_of, cards_on, check_card
from shopdesk.domain.growth.scoring import Scored, scored, scored_content, scored_of
from shopdesk.domain.growth.sources import Whose, source_of
from shopdesk.domain.payroll.inputs import Figure
from shopdesk.domain.payroll.trace import Source
from shopdesk.domain.people import Person, StaffEvent
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.text import Names, Text
from shopdesk.services.growth.figures import MonthFigures, months_until
from shopdesk.services.growth.pay import PayLook, accounts_of
from shopdesk.services.growth.templates import shipped_cards
from shopdesk.services.growth.views import MonthScore, PersonScore, ScoreBoard
from shopdesk.services.payroll.standing import Standing, employments
from shopdesk.storage.queries import growth as queries
from shopdesk.storage.record_repository import changed_meanwhile
from shopdesk.storage.repositories.growth import CardVersions, ScoreEntries, SettledScores
from shopdesk.storage.repositories.payroll import PayValues
from shopdesk.storage.repositories.people import People, StaffEvents

if TYPE_CHECKING:
    from shopdesk.domain.payroll.records import PayValue
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.storage.unit_of_work import UnitOfWork

TREND = 6
"""Months of a trend, the one in view included."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A person with what decides their post on a day."""

    person: Person
    events: Sequence[StaffEvent]
    standing: Standing

    def last_day(self, month: Period) -> date | None:
        """The last day of the month on which they were employed."""
        days = [
            min(end or month.end, month.end)
            for start, end in employments(self.person, self.events)
            if start <= month.end and (end is None or end >= month.start)
        ]
        return max(days, default=None)


class Scorecards:
    """Reads and writes scorecards; a settled month is kept whole and no longer changes."""

    def __init__(self, ctx: ServiceContext, kpi: KpiService, people: PeopleService) -> None:
        """Work within ``ctx`` with the store's KPIs and people."""
        self._ctx = ctx
        self._kpi = kpi
        self._people = people

    # --- reading ---------------------------------------------------------------------------------------------------

    def versions(self, store_id: int) -> list[Card]:
        """Every version of every card, the shipped ones first."""
        with self._ctx.read() as uow:
            return self._versions(uow, store_id)

    def board(self, store_id: int, month: date, trend: int = TREND) -> ScoreBoard:
        """Everybody who was employed in the month, with their card, figures, total, trend and what it pays."""
        today = self._ctx.clock.today()
        month = month.replace(day=1)
        with self._ctx.read() as uow:

            def months() -> _Look:
                cards = self._versions(uow, store_id)
                return _Look(uow, self._kpi, store_id, months_until(month, trend), today, cards)

            self._ctx.ask_ahead(
                months,
                lambda: self._people.catalogue.roles(store_id, hidden=True),
                lambda: PayLook(uow, store_id, ()),
                lambda: queries.locked_months(uow.connection, store_id),
            )
            look, roles = months(), self._people.catalogue.roles(store_id, hidden=True)
            pay = PayLook(uow, store_id, roles)
            locked = month in queries.locked_months(uow.connection, store_id)
            people = tuple(self._person(look, pay, member, month) for member in look.members(month))
        return ScoreBoard(
            month=month,
            people=people,
            cards=tuple(cards_on(look.cards, month)),
            roles=tuple(roles),
            locked=locked,
            over=month_of(month).end < today,
            notices=tuple(self._notices(look, month, people, today)),
        )

    def _person(self, look: _Look, pay: PayLook, member: _Member, month: date) -> PersonScore:
        filled, settled = look.score(member, month)
        person_id = member.person.id or 0
        total = None if filled is None else filled.total
        return PersonScore(
            person=member.person,
            role_code=look.role(member, month),
            filled=filled,
            settled=settled,
            entries=look.figures.entries.get((person_id, month), {}),
            trend=tuple(
                MonthScore(month=one, total=total if one == month else _total(look.score(member, one)[0]))
                for one in look.months
            ),
            pays=pay.lines(member.standing, employments(member.person, member.events), month_of(month), total),
            accounts=look.accounts(member, month),
        )

    def _notices(self, look: _Look, month: date, people: Iterable[PersonScore], today: date) -> list[Text]:
        judged = [one for one in people if one.filled is not None and one.settled is None]
        by_reports = [
            one
            for one in judged
            if one.filled and any(source_of(i.source).whose is Whose.OWN for i in one.filled.card.indicators)
        ]
        found = []
        unmapped = [one.person.label for one in by_reports if not one.accounts]
        if unmapped:
            found.append(
                Text(
                    "No service account is known for {names}, so their own figures are missing. Enter the account in "
                    "the pay data, or type the figures.",
                    names=Names(unmapped),
                )
            )
        whole = month_of(month)
        past = (min(whole.end, today) - whole.start).days + (whole.end < today)
        covered = look.figures.report_days(month)
        if by_reports and 0 < covered < past:
            found.append(
                Text(
                    "The service reports cover {covered} of {days} days, so own figures may not be whole.",
                    covered=covered,
                    days=past,
                )
            )
        return found

    def scores(self, store_id: int, month: date) -> dict[int, Figure]:
        """The totals of a month by person, as the wages take them; who has none is not there."""
        found = {}
        for one in self.board(store_id, month, trend=1).people:
            if one.filled is not None and one.total is not None:
                source = Source("scorecard", one.filled.card.code, one.total, month)
                found[one.id] = Figure(one.total, (source,))
        return found

    def _versions(self, uow: UnitOfWork, store_id: int) -> list[Card]:
        own = uow.repository(CardVersions).of_store(store_id)
        return [*shipped_cards(), *(card_of(kept.code, kept.valid_from, kept.content) for kept in own)]

    # --- figures ---------------------------------------------------------------------------------------------------

    def enter(self, entry: ScoreEntry) -> ScoreEntry:
        """Enter a figure by hand, or leave an indicator out; what was entered before is edited as it was read.

        Raises:
            UserError: there is neither a figure nor is it left out, no reason is given, or the month is settled.
            ChangedMeanwhile: somebody else entered it since ``entry`` was read.
        """
        entry = SCORE_ENTRY.tidy(entry)
        if entry.value is None and not entry.left_out:
            raise FieldError(
                SCORE_ENTRY.field("value"), Text("Enter the figure, or leave the indicator out this month.")
            )
        with self._ctx.open_uow(Text("Figure of a scorecard entered")) as uow:
            self._refuse_settled(uow, entry.store_id, entry.person_id, entry.month)
            entries = uow.repository(ScoreEntries)
            same = entries.of(entry.store_id, entry.person_id, entry.month, entry.indicator)
            if same is not None and entry.id is None:
                raise changed_meanwhile(uow.connection, ScoreEntries.table.name, same.id or 0, mine=entry, now=same)
            kept = entries.add(entry) if entry.id is None else entries.update(entry)
            uow.commit()
        return kept

    def clear(self, entry_id: int) -> None:
        """Take back what was entered, so that the data speak again.

        Raises:
            UserError: the month is settled.
        """
        with self._ctx.open_uow(Text("Figure of a scorecard taken back")) as uow:
            entries = uow.repository(ScoreEntries)
            entry = entries.get(entry_id)
            self._refuse_settled(uow, entry.store_id, entry.person_id, entry.month)
            entries.remove(entry)
            uow.commit()

    # --- settling --------------------------------------------------------------------------------------------------

    def settle(self, store_id: int, month: date, person_ids: Sequence[int] = ()) -> int:
        """Keep the cards of a month as they are now, of these people or of everybody who has a total.

        Says how many were settled.

        Raises:
            UserError: the month is not over, or nobody has a total.
        """
        board = self.board(store_id, month, trend=1)
        if not board.over:
            raise UserError(
                Text("{month} is not over yet. Settle it when its last day is past.", month=f"{month:%Y-%m}")
            )
        wanted = set(person_ids)
        ready = [
            one
            for one in board.people
            if one.settled is None and one.total is not None and (not wanted or one.id in wanted)
        ]
        if not ready:
            raise UserError(Text("Nobody has a total to settle. Enter what is missing, or leave those indicators out."))
        with self._ctx.open_uow(Text("Scores of {month} settled", month=f"{month:%Y-%m}")) as uow:
            kept = uow.repository(SettledScores)
            for one in ready:
                assert one.filled is not None
                assert one.total is not None
                kept.add(
                    SettledScore(
                        store_id=store_id,
                        person_id=one.id,
                        month=board.month,
                        card=one.filled.card.code,
                        content=scored_content(one.filled),
                        total=one.total,
                    )
                )
            uow.commit()
        return len(ready)

    def reopen(self, settled: SettledScore) -> None:
        """Take the settling of a person's month back, so that figures and cards count again.

        Raises:
            UserError: the wages of the month are locked.
        """
        with self._ctx.open_uow(Text("Scores of {month} opened again", month=f"{settled.month:%Y-%m}")) as uow:
            if settled.month in queries.locked_months(uow.connection, settled.store_id):
                raise UserError(
                    Text(
                        "The wages of {month} are locked, and this score may be part of them. Correct it in a later "
                        "month.",
                        month=f"{settled.month:%Y-%m}",
                    )
                )
            uow.repository(SettledScores).remove(settled)
            uow.commit()

    def _refuse_settled(self, uow: UnitOfWork, store_id: int, person_id: int, month: date) -> None:
        if any(one.person_id == person_id for one in uow.repository(SettledScores).between(store_id, month, month)):
            raise UserError(Text("{month} is settled for this person. Open it again first.", month=f"{month:%Y-%m}"))
        if month in queries.locked_months(uow.connection, store_id):
            raise UserError(
                Text("The wages of {month} are locked, so its figures stay as they are.", month=f"{month:%Y-%m}")
            )

    # --- cards -----------------------------------------------------------------------------------------------------

    def save(self, store_id: int, card: Card, was: Card | None = None) -> Card:
        """Keep a version of a card from the first of a month on; months that are settled or locked keep theirs.

        ``was`` is the card that this one was made from.

        Raises:
            UserError: the card cannot be scored, or a month from that day on is settled or its wages are locked.
            ChangedMeanwhile: somebody saved another card for that day since ``was`` was read.
        """
        tidied: Card = CARD.tidy(card)
        card = replace(tidied, valid_from=tidied.valid_from.replace(day=1), own=True)
        check_card(card)
        with self._ctx.open_uow(Text("Scorecard “{name}” saved", name=card.name_zh or card.name_en)) as uow:
            closed = queries.locked_months(uow.connection, store_id)
            last = uow.repository(SettledScores).last_month(store_id)
            newest = max([*closed, *([last] if last else [])], default=None)
            if newest is not None and card.valid_from <= newest:
                first = month_of(newest).end + timedelta(days=1)
                raise FieldError(
                    CARD.field("valid_from"),
                    Text(
                        "{month} is settled or its wages are locked, and stays as it was judged. Let the card hold "
                        "from {first} on.",
                        month=f"{newest:%Y-%m}",
                        first=first,
                    ),
                )
            versions = uow.repository(CardVersions)
            same = next(
                (
                    one
                    for one in versions.of_store(store_id)
                    if one.code == card.code and one.valid_from == card.valid_from
                ),
                None,
            )
            kept = CardVersion(
                store_id=store_id, code=card.code, valid_from=card.valid_from, content=card_content(card)
            )
            if same is None:
                versions.add(kept)
            else:
                now = card_of(same.code, same.valid_from, same.content)
                if was is not None and card_content(now) not in (card_content(was), kept.content):
                    raise changed_meanwhile(uow.connection, versions.table.name, same.id or 0, mine=card, now=now)
                versions.update(replace(kept, id=same.id, version=same.version))
            uow.commit()
        return card

    def new_code(self, store_id: int) -> str:
        """A code for a card of the owner's own that no other has."""
        taken = {card.code for card in self.versions(store_id)}
        number = 1
        while f"own_{number}" in taken:
            number += 1
        return f"own_{number}"


class _Look:
    """The people, cards, settled months and figures of several months, read once."""

    def __init__(
        self, uow: UnitOfWork, kpi: KpiService, store_id: int, months: list[date], today: date, cards: list[Card]
    ) -> None:
        self.months = months
        self.cards = cards
        first, last = months[0], months[-1]
        self.figures = MonthFigures(uow, kpi, store_id, first, last, today)
        self._settled = {
            (one.person_id, one.month): one for one in uow.repository(SettledScores).between(store_id, first, last)
        }
        events = uow.repository(StaffEvents).of_store(store_id)
        self._values: dict[int | None, list[PayValue]] = {}
        for value in uow.repository(PayValues).until(store_id, month_of(last).end):
            self._values.setdefault(value.person_id, []).append(value)
        self._members = [
            _Member(person, events.get(person.id or 0, ()), Standing(
                person, events.get(person.id or 0, ()), self._values.get(person.id, ())
            ))
            for person in uow.repository(People).of_store(store_id)
        ]  # fmt: skip

    def members(self, month: date) -> list[_Member]:
        """Who was employed in a month, by name."""
        return [member for member in self._members if member.last_day(month_of(month)) is not None]

    def role(self, member: _Member, month: date) -> str:
        """The role on the last day employed in the month."""
        last = member.last_day(month_of(month))
        return member.standing.role(last) if last is not None else ""

    def accounts(self, member: _Member, month: date) -> tuple[str, ...]:
        """The person's names in the service reports of the month."""
        return accounts_of(self._values.get(member.person.id, ()), month_of(month).end)

    def score(self, member: _Member, month: date) -> tuple[Scored | None, SettledScore | None]:
        """The card of a person's month, as it was settled or as it stands; ``None`` without a card."""
        person_id = member.person.id or 0
        settled = self._settled.get((person_id, month))
        if settled is not None:
            return scored_of(settled.content), settled
        if member.last_day(month_of(month)) is None:
            return None, None
        card = card_for(self.cards, self.role(member, month), month)
        if card is None:
            return None, None
        actuals = self.figures.actuals(person_id, month, self.accounts(member, month), card.indicators)
        return scored(card, actuals), None


def _total(filled: Scored | None) -> Decimal | None:
    return None if filled is None else filled.total
