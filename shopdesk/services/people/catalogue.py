"""The departments and roles of a store: the shipped ones, renamed ones and own ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import DEPARTMENT, ROLE, Department, Role
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.context import ServiceContext
from shopdesk.services.people.employed import employed_in
from shopdesk.services.people.templates import shipped_departments, shipped_roles
from shopdesk.storage.queries.people import add_shipped
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.repositories.people import Departments, Roles
from shopdesk.storage.unit_of_work import UnitOfWork

_Entry = TypeVar("_Entry", Department, Role)


class PeopleCatalogue:
    """What departments and roles there are. They are stored when a store first needs them stored."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx

    def seed(self, store: Store | int) -> None:
        """Store the shipped departments and roles that the store does not have yet; running it again is harmless."""
        store_id = store if isinstance(store, int) else store.id or 0
        with self._ctx.open_uow(Text("Departments and roles")) as uow:
            known_departments = {entry.code for entry in uow.repository(Departments).of_store(store_id)}
            known_roles = {entry.code for entry in uow.repository(Roles).of_store(store_id)}
            add_shipped(
                uow,
                [entry for entry in shipped_departments(store_id) if entry.code not in known_departments],
                [entry for entry in shipped_roles(store_id) if entry.code not in known_roles],
            )
            uow.commit()

    def departments(self, store_id: int, *, hidden: bool = False) -> list[Department]:
        """The departments of a store in their order; the shipped ones before any are stored."""
        with self._ctx.read() as uow:
            found = uow.repository(Departments).of_store(store_id) or shipped_departments(store_id)
        return [department for department in found if hidden or not department.hidden]

    def roles(self, store_id: int, *, hidden: bool = False) -> list[Role]:
        """The roles of a store in their order; the shipped ones before any are stored."""
        with self._ctx.read() as uow:
            found = uow.repository(Roles).of_store(store_id) or shipped_roles(store_id)
        return [role for role in found if hidden or not role.hidden]

    def department_names(self, store_id: int) -> dict[str, str]:
        """The departments' names in the language in use, by code."""
        language = current_language()
        return {department.code: department.name(language) for department in self.departments(store_id, hidden=True)}

    def role_names(self, store_id: int) -> dict[str, str]:
        """The roles' names in the language in use, by code."""
        return {role.code: role.name(current_language()) for role in self.roles(store_id, hidden=True)}

    def save_department(self, department: Department) -> Department:
        """Keep a new or changed department; a new one gets a code of its own.

        Raises:
            UserError: it has no name, or people work in a department that is to be hidden.
        """
        if not (department.name_zh.strip() and department.name_en.strip()):
            raise UserError(Text("Give the department a name."))
        reason = Text("Edit department {name}", name=department.name(current_language()))
        using = {"department_code": department.code} if department.hidden else {}
        return self._keep(Departments, DEPARTMENT.tidy, department, reason, **using)

    def save_role(self, role: Role) -> Role:
        """Keep a new or changed role; a new one gets a code of its own.

        Raises:
            UserError: it has no name, or people have a role that is to be hidden.
        """
        if not (role.name_zh.strip() and role.name_en.strip()):
            raise UserError(Text("Give the role a name."))
        reason = Text("Edit role {name}", name=role.name(current_language()))
        return self._keep(Roles, ROLE.tidy, role, reason, **({"role_code": role.code} if role.hidden else {}))

    def _keep(
        self,
        kind: type[RecordRepository[_Entry]],
        tidy: Callable[[_Entry], _Entry],
        entry: _Entry,
        reason: Text,
        **used_as: str,
    ) -> _Entry:
        """Keep an entry; one that is to be hidden is refused while people stand there, ``used_as`` says as what."""
        self.seed_once(entry.store_id)
        with self._ctx.open_uow(reason) as uow:
            repo = uow.repository(kind)
            stored = tidy(_as_stored(entry, repo.find(repo.table.c.store_id == entry.store_id)))
            if used_as:
                self._refuse_in_use(uow, entry.store_id, **used_as)
            kept = repo.update(stored) if stored.id is not None else repo.add(stored)
            uow.commit()
        return kept

    def seed_once(self, store_id: int) -> None:
        """Store the shipped departments and roles of a store that has none yet."""
        with self._ctx.read() as uow:
            seeded = bool(uow.repository(Departments).of_store(store_id) and uow.repository(Roles).of_store(store_id))
        if not seeded:
            self.seed(store_id)

    def _refuse_in_use(
        self, uow: UnitOfWork, store_id: int, *, department_code: str | None = None, role_code: str | None = None
    ) -> None:
        using = [
            person
            for person in employed_in(uow, store_id, self._ctx.clock.today())
            if person.department_code == department_code or person.role_code == role_code
        ]
        if using:
            raise UserError(
                Text(
                    "{count} people still work there, {name} among them. Give them another post first.",
                    count=len(using),
                    name=using[0].label,
                )
            )


def role_in(uow: UnitOfWork, store_id: int, code: str) -> Role:
    """The role with a code, within a unit of work.

    Raises:
        UserError: there is none (any more).
    """
    for role in uow.repository(Roles).of_store(store_id):
        if role.code == code:
            return role
    raise UserError(Text("There is no such role in this store (any more). Choose another one."))


def _as_stored(entry: _Entry, known: Sequence[_Entry]) -> _Entry:
    """Return the entry with the id under which its code is stored, or with a code of its own when it has none.

    A shipped entry that was never edited has no version of its own and takes that of the stored one.
    """
    if not entry.code:
        taken = {other.code for other in known}
        number = next(n for n in range(1, len(known) + 2) if f"own-{n}" not in taken)
        return replace(entry, code=f"own-{number}", position=max((other.position for other in known), default=-1) + 1)
    for other in known:
        if other.code == entry.code:
            return replace(entry, id=other.id, version=entry.version or other.version)
    return entry
