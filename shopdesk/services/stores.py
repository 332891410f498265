"""Creating, editing and listing stores."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.rights import if_seen
from shopdesk.domain.stores import Platform, Store, StoreType, check_store, is_open
from shopdesk.domain.text import Names, Text
from shopdesk.infra.i18n import tr
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.stores import HALF_MADE, Stores, StoreSettings

Beginning = Callable[[Store], object]
"""What another noun does for a new store; harmless where it was done already."""


class NothingTakenInError(Exception):
    """Nothing was taken in, so a store that was only made for it goes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unopened:
    """A store that has not opened: its opening day where one is set, and the one wanted in the setup."""

    name: str
    opens_on: date | None
    wanted_on: date | None

    @property
    def sentence(self) -> Text:
        """What begins when."""
        if self.opens_on is not None:
            return Text("The daily form and its reminders begin on the opening day, {day}.", day=self.opens_on)
        if self.wanted_on is not None:
            return Text(
                "The daily form and its reminders begin when the store opens; the setup wants it on {day}.",
                day=self.wanted_on,
            )
        return Text("The daily form and its reminders begin when the store opens, or with the first figures imported.")


class StoreService:
    """The stores of the open data folder."""

    def __init__(self, ctx: ServiceContext, begin: Sequence[Beginning], staff: Beginning) -> None:
        """Each of ``begin`` gives a new store what it begins with; ``staff`` gives departments and roles."""
        self._ctx = ctx
        self._begin = tuple(begin)
        self._staff = staff

    def all(self) -> list[Store]:
        """Every store that is not archived, in the owner's order."""
        with self._ctx.read() as uow:
            return [store for store in uow.repository(Stores).all() if not store.archived]

    def archived(self) -> list[Store]:
        """The stores that were put away, in the owner's order."""
        with self._ctx.read() as uow:
            return [store for store in uow.repository(Stores).all() if store.archived]

    def get(self, store_id: int) -> Store:
        """One store.

        Raises:
            NotFound: there is none with this id.
        """
        with self._ctx.read() as uow:
            return uow.repository(Stores).get(store_id)

    def named(self, name: str | None) -> Store:
        """The store of this name, or the only store where no name is given.

        Raises:
            NotFound: there is no such store, or several to choose from.
        """
        stores = self.all()
        if name is None and len(stores) == 1:
            return stores[0]
        found = [store for store in stores if store.name == name]
        if found:
            return found[0]
        if not stores:
            raise NotFound(Text("There is no store yet. Start ShopDesk and create one."), command="shopdesk demo")
        names = Names(store.name for store in stores)
        if name is None:
            raise NotFound(Text("There are several stores: {names}. Say which with --store.", names=names))
        raise NotFound(Text("There is no store named “{name}”. There are: {names}.", name=name, names=names))

    @contextmanager
    def to_take_in(self, name: str | None) -> Iterator[Store]:
        """The store of this name as :meth:`named` finds it; where there is no store at all, a first one is made.

        So a script can import into a new data folder without opening the window. The first store counts only once the
        block ends; it goes again with whatever ends the block earlier, the program's end too. A block that took nothing
        in says so by :class:`NothingTakenInError`, which goes no further.

        Raises:
            NotFound: there are stores, but none of this name, or several to choose from.
        """
        if self.all():
            with suppress(NothingTakenInError):
                yield self.named(name)
            return
        with self._ctx.lock.first_store():
            others = self.all()  # another program may have made it meanwhile
            store = self.named(name) if others else self.create(name or tr("My store"), half_made=True)
            try:
                if not others:
                    self._staff(store)
                yield store
            except BaseException as error:
                if not others:
                    self._remove([store])
                if not isinstance(error, NothingTakenInError):
                    raise
            else:
                if not others:
                    self.finish(store)

    def finish(self, store: Store) -> None:
        """Say that a store is complete, so that it is shown from now on."""
        with self._ctx.open_uow(Text("Store “{name}” created", name=store.name)) as uow:
            uow.repository(StoreSettings).clear(store.id or 0, HALF_MADE)
            uow.touch("stores")
            uow.commit()

    def half_made(self) -> bool:
        """Whether there is a store that was never completed, or is being made."""
        with self._ctx.read() as uow:
            return bool(uow.repository(Stores).half_made())

    def remove_half_made(self) -> None:
        """Remove every store that was never completed, with everything in it; nobody may be making one."""
        with self._ctx.read() as uow:
            found = uow.repository(Stores).half_made()
        self._remove(found)

    def _remove(self, found: Sequence[Store]) -> None:
        with self._ctx.open_uow(Text("A store that was never completed removed")) as uow:
            stores = uow.repository(Stores)
            for store in found:
                stores.remove(store.id or 0)
            uow.touch("stores")
            uow.commit()

    def open(
        self,
        name: str,
        platform: Platform = Platform.TMALL,
        store_type: StoreType = StoreType.FLAGSHIP,
        *,
        opened_on: date | None = None,
    ) -> Store:
        """A new store as its owner finds it: with the departments and the roles, too.

        Raises:
            UserError: the name is empty or taken, or the type does not fit the platform.
        """
        store = self.create(name, platform, store_type, opened_on=opened_on)
        self._staff(store)
        return store

    def create(
        self,
        name: str,
        platform: Platform = Platform.TMALL,
        store_type: StoreType = StoreType.FLAGSHIP,
        *,
        sample: bool = False,
        opened_on: date | None = None,
        half_made: bool = False,
    ) -> Store:
        """A new store with nothing in it but the setup checklist of its type, the daily forms and the usual shifts.

        One that is ``half_made`` is shown to nobody until :meth:`finish`, and goes at the next start without it.

        Raises:
            UserError: the name is empty or taken, or the type does not fit the platform.
        """
        with self._ctx.open_uow(Text("Store “{name}” created", name=name.strip())) as uow:
            stores = uow.repository(Stores)
            others = stores.all()
            store = Store(
                name=name.strip(),
                platform=platform,
                store_type=store_type,
                sample=sample,
                opened_on=opened_on,
                buyer_salt=secrets.token_hex(16),
                position=len(others),
            )
            check_store(store, others)
            store = stores.add(store)
            if half_made:
                uow.repository(StoreSettings).put(store.id or 0, HALF_MADE, "1")
            uow.commit()
        self.complete(store)
        return store

    def complete(self, store: Store) -> None:
        """Give a store what every store begins with, where it has none yet; reading never does."""
        for begin in self._begin:
            begin(store)

    def complete_all(self) -> None:
        """Complete every store of data that were made by an earlier version, archived ones too."""
        for store in (*self.all(), *self.archived()):
            self.complete(store)

    def update(self, store: Store) -> Store:
        """Keep an edited store.

        Raises:
            UserError: the name is empty or taken, or the type does not fit the platform.
        """
        store = replace(store, name=store.name.strip())
        with self._ctx.open_uow(Text("Store “{name}” edited", name=store.name)) as uow:
            stores = uow.repository(Stores)
            check_store(store, stores.all())
            store = stores.update(store)
            uow.commit()
            return store

    def archive(self, store_id: int) -> Store:
        """Put a store away: it is no longer offered, its data stay as they are.

        Raises:
            UserError: there would be no store left to look at.
        """
        if not any(other.id != store_id for other in self.all()):
            raise UserError(Text("This is the only store. Create another one before you archive it."))
        return self._put(store_id, archived=True)

    def bring_back(self, store_id: int) -> Store:
        """Offer an archived store again."""
        return self._put(store_id, archived=False)

    def _put(self, store_id: int, *, archived: bool) -> Store:
        with self._ctx.open_uow("") as uow:
            stores = uow.repository(Stores)
            store = stores.get(store_id)
            uow.reason = (
                Text("Store “{name}” archived", name=store.name)
                if archived
                else Text("Store “{name}” brought back", name=store.name)
            )
            store = stores.update(replace(store, archived=archived))
            uow.commit()
            return store

    def unopened(self, store_id: int, day: date) -> Unopened | None:
        """What is to be said of a store that is not open on ``day``; ``None`` of one that is."""
        return self._ctx.known(("unopened", store_id, day), lambda: self._unopened(store_id, day))

    def _unopened(self, store_id: int, day: date) -> Unopened | None:
        with self._ctx.read() as uow:
            store = uow.repository(Stores).get(store_id)
            # Most are open by their day alone, and nothing has to be looked for.
            if is_open(store, day, at_work=False):
                return None
            from shopdesk.storage.queries.at_work import at_work  # nor loaded

            # Whoever sees no figures works in a store that is open.
            if is_open(store, day, at_work=if_seen(lambda: at_work(uow.connection, store_id), True)):
                return None
            from shopdesk.storage.repositories.setup import SetupPlans

            plan = uow.repository(SetupPlans).of(store_id)
        return Unopened(name=store.name, opens_on=store.opened_on, wanted_on=plan.opening_on if plan else None)

    def has_figures(self, store_id: int) -> bool:
        """Whether anything was imported that says how the store did on any day."""
        from shopdesk.storage.queries.at_work import any_figures

        with self._ctx.read() as uow:
            return self._ctx.known(("any figures", store_id), lambda: any_figures(uow.connection, store_id))

    def open_already(self, store_id: int) -> Store:
        """Say that a store does business: it is open since its wanted opening day, or since today."""
        from shopdesk.storage.repositories.setup import SetupPlans

        today = self._ctx.clock.today()
        with self._ctx.open_uow("") as uow:
            stores = uow.repository(Stores)
            store = stores.get(store_id)
            plan = uow.repository(SetupPlans).of(store_id)
            wanted = plan.opening_on if plan is not None and plan.opening_on is not None else today
            store = stores.update(replace(store, opened_on=min(wanted, today)))
            uow.reason = Text("Store “{name}” is open since {day}", name=store.name, day=store.opened_on)
            uow.commit()
            return store

    def setting(self, store_id: int, key: str) -> str | None:
        """A value set for one store."""
        with self._ctx.read() as uow:
            return uow.repository(StoreSettings).value(store_id, key)

    def set_setting(self, store_id: int, key: str, value: str) -> None:
        """Set a value for one store."""
        with self._ctx.open_uow(Text("Store setting changed")) as uow:
            uow.repository(StoreSettings).put(store_id, key, value)
            uow.commit()
