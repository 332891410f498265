"""The forms of a store: shipped ones taken over, edited as new versions, own ones added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from shopdesk.domain.changes import ChangeKind
from shopdesk.domain.daily.checklist import (
    Checklist,
    ChecklistVersion,
    Form,
    FormUse,
    check_form,
    form_from_plain,
    form_to_plain,
    merge_shipped,
)
from shopdesk.domain.daily.editing import ShippedNews, shipped_news
from shopdesk.domain.daily.nouns import CHECKLIST, tidy_form
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.context import ServiceContext
from shopdesk.services.daily.checklist_templates import SHIPPED, shipped_form
from shopdesk.storage.repositories.daily import Checklists, ChecklistVersions
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistView:
    """A form with its newest version; ``update`` says that a newer shipped revision can be taken over."""

    checklist: Checklist
    version: ChecklistVersion
    update: bool


class ChecklistService:
    """Works on the forms; a change never touches a version that a day was filled with."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def all(self, store_id: int) -> list[ChecklistView]:
        """The forms of a store."""
        with self._ctx.read() as uow:
            versions = uow.repository(ChecklistVersions)
            forms = uow.repository(Checklists).of_store(store_id)
            self._ctx.ask_ahead(*(partial(versions.of, one.id or 0, store_id) for one in forms))
            return [_view(checklist, versions.of(checklist.id or 0, store_id)[0]) for checklist in forms]

    def versions(self, checklist_id: int, store_id: int | None = None) -> list[ChecklistVersion]:
        """Every version of a form, newest first; ``store_id`` is its store, where that is known."""
        with self._ctx.read() as uow:
            return uow.repository(ChecklistVersions).of(checklist_id, store_id)

    def put_away(self, store_id: int) -> list[Checklist]:
        """The forms that are no longer offered."""
        c = Checklists.table.c
        with self._ctx.read() as uow:
            return uow.repository(Checklists).find(c.store_id == store_id, c.archived.is_(True), order_by=c.position)

    def ensure(self, store_id: int) -> None:
        """Give the store the shipped forms, or their news, when it is made and when old data are raised.

        What the store changed in a form stays; past days keep the versions that they were filled with.
        """
        with self._ctx.read() as uow:
            if not _missing(uow, store_id) and not _outdated(uow, store_id):
                return
        with self._ctx.open_uow(Text("Daily forms taken over")) as uow:
            # Nothing a user did: it must not stand on the undo stack.
            uow.kind = ChangeKind.AUTO
            for code in _missing(uow, store_id):
                shipped = shipped_form(code)
                checklist = uow.repository(Checklists).add(
                    Checklist(
                        store_id=store_id,
                        code=code,
                        name_zh=shipped.zh,
                        name_en=shipped.en,
                        position=SHIPPED.index(code),
                    )
                )
                uow.repository(ChecklistVersions).add(
                    ChecklistVersion(
                        store_id=store_id,
                        checklist_id=checklist.id or 0,
                        number=1,
                        valid_from=date(2000, 1, 1),
                        shipped=shipped.revision,
                        base=shipped.plain,
                        content=shipped.plain,
                    )
                )
            for checklist_id, code in _outdated(uow, store_id):
                self._take_news(uow, store_id, checklist_id, code)
            uow.commit()

    def save(self, checklist_id: int, form: Form) -> ChecklistVersion:
        """Keep an edited form, valid from today on; several edits on one unused day stay one version.

        Raises:
            UserError: the form cannot be filled in.
        """
        check_form(form, language=current_language())
        form = tidy_form(form)
        with self._ctx.open_uow(Text("Daily form edited")) as uow:
            kept = self._new_version(uow, checklist_id, form)
            uow.commit()
            return kept

    def _new_version(
        self, uow: UnitOfWork, checklist_id: int, form: Form, *, shipped: int | None = None, base: Form | None = None
    ) -> ChecklistVersion:
        versions = uow.repository(ChecklistVersions)
        newest = versions.of(checklist_id, uow.repository(Checklists).get(checklist_id).store_id)[0]
        content = form_to_plain(form)
        if content == newest.content and shipped in (None, newest.shipped):
            return newest
        return versions.add(
            ChecklistVersion(
                store_id=newest.store_id,
                checklist_id=checklist_id,
                number=newest.number + 1,
                valid_from=self._ctx.clock.today(),
                shipped=newest.shipped if shipped is None else shipped,
                base=newest.base if base is None else form_to_plain(base),
                content=content,
            )
        )

    def add(self, store_id: int, name: str, copy_of: int | None = None) -> Checklist:
        """A form of the store's own, empty but for the areas, or a copy of another.

        Raises:
            UserError: it has no name.
        """
        if not name.strip():
            raise UserError(Text("Give the form a name."))
        with self._ctx.open_uow(Text("Daily form “{name}” added", name=name.strip())) as uow:
            checklists, versions = uow.repository(Checklists), uow.repository(ChecklistVersions)
            others = checklists.find(Checklists.table.c.store_id == store_id)
            number = 1
            while f"own{number}" in {one.code for one in others}:
                number += 1
            if copy_of is None:
                form = replace(shipped_form("normal").form, items=(), timetable=())
            else:
                # The copy is asked on no day by itself: two forms with the same items would ask everything twice.
                form = replace(versions.of(copy_of, store_id)[0].form, use=FormUse.BY_CHOICE)
            fresh = Checklist(store_id=store_id, code=f"own{number}", name_zh=name, name_en=name, position=len(others))
            checklist = checklists.add(CHECKLIST.tidy(fresh))
            versions.add(
                ChecklistVersion(
                    store_id=store_id,
                    checklist_id=checklist.id or 0,
                    number=1,
                    valid_from=date(2000, 1, 1),
                    content=form_to_plain(form),
                )
            )
            uow.commit()
            return checklist

    def rename(self, checklist_id: int, name: str) -> Checklist:
        """Give a form another name in both languages.

        Raises:
            UserError: the name is empty.
        """
        if not name.strip():
            raise UserError(Text("Give the form a name."))
        with self._ctx.open_uow(Text("Daily form renamed to “{name}”", name=name.strip())) as uow:
            checklists = uow.repository(Checklists)
            renamed = replace(checklists.get(checklist_id), name_zh=name, name_en=name)
            kept = checklists.update(CHECKLIST.tidy(renamed))
            uow.commit()
            return kept

    def archive(self, checklist_id: int) -> None:
        """Offer a form no longer; days filled with it keep it.

        Raises:
            UserError: it is the normal form, which every day falls back on.
        """
        with self._ctx.open_uow(Text("Daily form put away")) as uow:
            checklists = uow.repository(Checklists)
            checklist = checklists.get(checklist_id)
            if checklist.code == "normal":
                raise UserError(Text("The form for normal days cannot be put away. Edit it instead."))
            checklists.update(replace(checklist, archived=True))
            uow.commit()

    def bring_back(self, checklist_id: int) -> None:
        """Offer a form again."""
        with self._ctx.open_uow(Text("Daily form offered again")) as uow:
            checklists = uow.repository(Checklists)
            checklists.update(replace(checklists.get(checklist_id), archived=False))
            uow.commit()

    def news(self, checklist_id: int, store_id: int | None = None) -> ShippedNews:
        """What :meth:`take_update` would change; nothing for a form of the store's own.

        ``store_id`` is its store, where that is known.
        """
        with self._ctx.read() as uow:
            checklist = uow.repository(Checklists).get(checklist_id, store_id)
            newest = uow.repository(ChecklistVersions).of(checklist_id, checklist.store_id)[0]
        if checklist.code not in SHIPPED:
            return ShippedNews()
        return shipped_news(newest.form, form_from_plain(newest.base), shipped_form(checklist.code).form)

    def take_update(self, checklist_id: int) -> ChecklistVersion:
        """Take over what is new in the shipped form; the store's own edits stay.

        Raises:
            NotFound: the form does not come from a shipped one.
        """
        with self._ctx.open_uow(Text("News of the shipped daily form taken over")) as uow:
            checklist = uow.repository(Checklists).get(checklist_id)
            if checklist.code not in SHIPPED:
                raise NotFound(Text("This form is your own; there is nothing newer to take over."))
            kept = self._take_news(uow, checklist.store_id, checklist_id, checklist.code)
            uow.commit()
            return kept

    def _take_news(self, uow: UnitOfWork, store_id: int, checklist_id: int, code: str) -> ChecklistVersion:
        shipped = shipped_form(code)
        newest = uow.repository(ChecklistVersions).of(checklist_id, store_id)[0]
        merged = merge_shipped(newest.form, form_from_plain(newest.base), shipped.form)
        return self._new_version(uow, checklist_id, merged, shipped=shipped.revision, base=shipped.form)


def _missing(uow: UnitOfWork, store_id: int) -> list[str]:
    """Which shipped forms a store does not have."""
    have = {one.code for one in uow.repository(Checklists).find(Checklists.table.c.store_id == store_id)}
    return [code for code in SHIPPED if code not in have]


def _outdated(uow: UnitOfWork, store_id: int) -> list[tuple[int, str]]:
    """The store's shipped forms that a newer revision has come for, by id and code."""
    versions = uow.repository(ChecklistVersions)
    found = uow.repository(Checklists).find(Checklists.table.c.store_id == store_id)
    return [
        (one.id or 0, one.code)
        for one in found
        if one.code in SHIPPED and _view(one, versions.of(one.id or 0, store_id)[0]).update
    ]


def _view(checklist: Checklist, version: ChecklistVersion) -> ChecklistView:
    newer = checklist.code in SHIPPED and shipped_form(checklist.code).revision > version.shipped
    return ChecklistView(checklist=checklist, version=version, update=newer)
