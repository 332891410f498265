"""Keeping the handbook: entries, what was copied, who has learned what, and what ships."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopdesk.domain.changes import ChangeSet
from shopdesk.domain.errors import UserError
from shopdesk.domain.handbook.records import (
    HANDBOOK_ENTRY,
    HandbookEntry,
    HandbookTick,
    Use,
    digest_of,
    in_order,
)
from shopdesk.domain.people import Person
from shopdesk.domain.text import Text
from shopdesk.services.handbook.shipped import shipped_codes, shipped_entries
from shopdesk.services.reading import one_read
from shopdesk.storage import change_log
from shopdesk.storage.queries import handbook
from shopdesk.storage.repositories.handbook import HandbookEntries, HandbookTicks
from shopdesk.storage.repositories.stores import StoreSettings

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.stores import StoreService
    from shopdesk.storage.unit_of_work import UnitOfWork

_OFFERED = "handbook_offered"
"""The setting of a store that names the shipped entries that it took or left, by their codes."""


@dataclass(frozen=True, slots=True)
class HandbookBoard:
    """The whole handbook of a store.

    Attributes:
        entries: in the order of the booklet.
        uses: how often each was copied, by its id.
        people: who works in the store today.
        ticks: who has learned what, by entry and person.
        store: the store's name.
        offered: how many shipped entries the store has neither taken nor left.
        roles: the names of the roles by their codes.
    """

    entries: tuple[HandbookEntry, ...]
    uses: Mapping[int, Use]
    people: tuple[Person, ...]
    ticks: Mapping[tuple[int, int], HandbookTick]
    store: str
    offered: int
    roles: Mapping[str, str]


class HandbookService:
    """Keeps entries and ticks."""

    def __init__(self, ctx: ServiceContext, *, people: PeopleService, stores: StoreService) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self._people = people
        self._stores = stores

    @one_read
    def board(self, store_id: int) -> HandbookBoard:
        """Everything that the page shows."""
        with self._ctx.read() as uow:
            entries = uow.repository(HandbookEntries).of_store(store_id)
            uses = handbook.uses(uow.connection, store_id)
            ticks = uow.repository(HandbookTicks).of_store(store_id)
            offered = len(self._not_offered(uow, store_id, entries))
        return HandbookBoard(
            entries=tuple(in_order(entries, uses)),
            uses=uses,
            people=tuple(self._people.active(store_id, self._ctx.clock.today())),
            ticks={(one.entry_id, one.person_id): one for one in ticks},
            store=self._stores.get(store_id).name,
            offered=offered,
            roles=self._people.catalogue.role_names(store_id),
        )

    @one_read
    def entries(self, store_id: int) -> tuple[HandbookEntry, ...]:
        """What is written down, in the order of the booklet."""
        with self._ctx.read() as uow:
            found = uow.repository(HandbookEntries).of_store(store_id)
            return tuple(in_order(found, handbook.uses(uow.connection, store_id)))

    @one_read
    def history(self, entry_id: int) -> list[ChangeSet]:
        """Who changed an entry, when and how, the newest change first."""
        with self._ctx.read() as uow:
            return change_log.of_record(uow.connection, HANDBOOK_ENTRY.table, entry_id)

    def keep(self, entry: HandbookEntry) -> HandbookEntry:
        """Keep a new or changed entry.

        Raises:
            UserError: a field is missing or outside its limits, or there is one of that kind and name.
        """
        entry = HANDBOOK_ENTRY.tidy(entry)
        with self._ctx.open_uow(Text("Handbook: “{title}” kept", title=entry.title)) as uow:
            entries = uow.repository(HandbookEntries)
            kept = entries.update(entry) if entry.id is not None else entries.add(entry)
            uow.commit()
        return kept

    def keep_all(self, entries: Sequence[HandbookEntry]) -> int:
        """Keep new entries as one step; those of a kind and name that is there already are left out.

        Returns:
            how many were kept.

        Raises:
            UserError: a field of one of them is missing or outside its limits; nothing is kept then.
        """
        tidied = [HANDBOOK_ENTRY.tidy(one) for one in entries]
        with self._ctx.open_uow(Text("Handbook: {count} entries added", count=len(tidied))) as uow:
            repository = uow.repository(HandbookEntries)
            known = {(one.kind, one.title) for store_id in {one.store_id for one in tidied}
                     for one in repository.of_store(store_id)}  # fmt: skip
            fresh = []
            for one in tidied:
                if (one.kind, one.title) not in known:
                    known.add((one.kind, one.title))
                    fresh.append(one)
            repository.add_all(fresh)
            uow.commit()
        return len(fresh)

    def remove(self, entry: HandbookEntry) -> None:
        """Take an entry away, with the ticks that hang on it; it can be undone."""
        with self._ctx.open_uow(Text("Handbook: “{title}” removed", title=entry.title)) as uow:
            ticks = uow.repository(HandbookTicks)
            for tick in ticks.of_entry(entry):
                ticks.remove(tick.id or 0)
            uow.repository(HandbookEntries).remove(entry)
            uow.commit()

    def checked(self, entries: Sequence[HandbookEntry]) -> None:
        """Note that these were looked at today and still hold."""
        today = self._ctx.clock.today()
        with self._ctx.open_uow(Text("Handbook: {count} entries checked", count=len(entries))) as uow:
            repository = uow.repository(HandbookEntries)
            for entry in entries:
                repository.update(replace(entry, checked_on=today, checked_by=uow.actor))
            uow.commit()

    def learn(self, entry: HandbookEntry, people: Collection[int]) -> None:
        """Note who has learned an entry as it stands now; who is not among them has not.

        Raises:
            UserError: the entry was changed or removed meanwhile.
        """
        with self._ctx.open_uow(Text("Handbook: who has learned “{title}”", title=entry.title)) as uow:
            stored = uow.repository(HandbookEntries).get(entry.id or 0)
            if digest_of(stored) != digest_of(entry):
                raise UserError(Text("“{title}” was changed meanwhile. Read it again first.", title=stored.title))
            ticks = uow.repository(HandbookTicks)
            known = {one.person_id: one for one in ticks.of_entry(entry)}
            digest = digest_of(stored)
            for person_id, tick in known.items():
                if person_id not in people:
                    ticks.remove(tick.id or 0)
            for person_id in sorted(people):
                before = known.get(person_id)
                if before is not None and before.digest == digest:
                    continue
                fresh = HandbookTick(
                    store_id=stored.store_id,
                    entry_id=stored.id or 0,
                    person_id=person_id,
                    digest=digest,
                    learned_on=self._ctx.clock.today(),
                )
                if before is None:
                    ticks.add(fresh)
                else:
                    ticks.update(replace(fresh, id=before.id, version=before.version))
            uow.commit()

    def count_use(self, entry: HandbookEntry) -> None:
        """Count that an entry was copied. It is no step to undo."""
        with self._ctx.open_uow("") as uow:
            handbook.count_use(uow.connection, entry.store_id, entry.id or 0, self._ctx.clock.today())
            uow.make_lasting()

    def take_shipped(self, store_id: int) -> int:
        """Take the shipped entries that the store has neither taken nor left before, in the language in use.

        Returns:
            how many came.
        """
        with self._ctx.open_uow(Text("Handbook: shipped entries taken")) as uow:
            repository = uow.repository(HandbookEntries)
            present = repository.of_store(store_id)
            wanted = self._not_offered(uow, store_id, present)
            named = {(one.kind, one.title) for one in present}
            fresh = [
                one for one in shipped_entries(store_id) if one.code in wanted and (one.kind, one.title) not in named
            ]
            repository.add_all(fresh)
            uow.repository(StoreSettings).put(store_id, _OFFERED, " ".join(shipped_codes()))
            uow.commit()
        return len(fresh)

    def leave_shipped(self, store_id: int) -> None:
        """Offer what ships now no more; what a later version ships is offered again."""
        with self._ctx.open_uow(Text("Handbook: shipped entries left")) as uow:
            uow.repository(StoreSettings).put(store_id, _OFFERED, " ".join(shipped_codes()))
            uow.commit()

    @staticmethod
    def _not_offered(uow: UnitOfWork, store_id: int, entries: Sequence[HandbookEntry]) -> set[str]:
        kept = uow.repository(StoreSettings).value(store_id, _OFFERED) or ""
        return set(shipped_codes()) - set(kept.split()) - {one.code for one in entries}
