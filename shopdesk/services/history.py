"""The audit trail to read, and undo and redo, which are changes like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopdesk.domain.changes import ChangeKind, ChangeSet
from shopdesk.domain.errors import UnreadableValue, UserError
from shopdesk.domain.payroll.pay_password import is_pay
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage import change_log, port
from shopdesk.storage.reversal import apply_reversed
from shopdesk.storage.unreadable import put_right

if TYPE_CHECKING:
    from shopdesk.storage.port import Hearing

_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo took back or did again; ``store_id`` where all of it belongs to one store.

    ``pay``: it is about pay, so its words are for those who know the pay password.
    """

    reason: Text
    kind: ChangeKind
    store_id: int | None = None
    pay: bool = False


class HistoryService:
    """Undo and redo of this session's edits, and the history of all.

    It also hears of what other processes committed, see :meth:`news`.

    Undo reverses a change set in a new one, so the trail keeps both. It refuses when a record was changed since by
    something that is not on the stack, rather than overwrite that.
    """

    def __init__(self, ctx: ServiceContext) -> None:
        """Follow what is committed from now on."""
        self._ctx = ctx
        self._undo: list[int] = []
        self._redo: list[int] = []
        self._own: set[int] = set()
        with ctx.read() as uow:
            self._heard = change_log.newest(uow.connection)
        ctx.listeners.append(self._on_committed)

    def _on_committed(self, change_set: ChangeSet) -> None:
        if change_set.id is not None:
            self._own.add(change_set.id)
        if change_set.kind is ChangeKind.EDIT and change_set.changes and change_set.id is not None:
            if _made_a_store(change_set):
                return
            self._undo.append(change_set.id)
            del self._undo[:-_DEPTH]
            self._redo.clear()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return bool(self._redo)

    def forget(self) -> None:
        """Start anew: what was done so far can no longer be undone step by step."""
        self._undo.clear()
        self._redo.clear()

    def undo(self) -> Undone | None:
        """Take back the newest edit of this session; ``None`` when there is none.

        Raises:
            UserError: a record was changed by something else meanwhile.
        """
        return self._reverse(self._undo, self._redo, ChangeKind.UNDO)

    def redo(self) -> Undone | None:
        """Do again what was taken back last; ``None`` when there is nothing.

        Raises:
            UserError: a record was changed by something else meanwhile.
        """
        return self._reverse(self._redo, self._undo, ChangeKind.REDO)

    def put_right(self, trouble: UnreadableValue, value: Any) -> None:
        """Write a right value in place of one that cannot be read. It is no step to undo: the old one helps nobody.

        Raises:
            NotFound: the record is gone.
        """
        with self._ctx.open_uow(Text("A value that could not be read was corrected")) as uow:
            uow.kind = ChangeKind.AUTO
            put_right(uow, trouble, value)
            uow.commit()

    def _reverse(self, source: list[int], target: list[int], kind: ChangeKind) -> Undone | None:
        if not source:
            return None
        set_id = source[-1]
        label = Text("Undo: {what}") if kind is ChangeKind.UNDO else Text("Redo: {what}")
        with self._ctx.open_uow(label) as uow:
            change_set = change_log.read(uow.connection, set_id)
            if change_set is None:
                source.pop()
                return None
            what = _innermost(change_set.reason)
            uow.reason = Text(label.template, what=what)
            uow.kind = kind
            uow.reverses = set_id
            try:
                apply_reversed(uow, change_set.changes)
            except UserError:
                source.pop()
                raise
            written = uow.commit()
        source.pop()
        if written is not None and written.id is not None:
            target.append(written.id)
        return Undone(reason=what, kind=kind, store_id=_only_store(change_set), pay=about_pay(change_set))

    @property
    def newest(self) -> int:
        """The number of the newest change set when the data were opened or last asked for news; 0: none."""
        return self._heard

    def news(self) -> frozenset[str]:
        """The tables that another process changed since the last call, or since the data were opened.

        Costs a look for the newest change set's number while nothing happened. A commit of our own that is just being
        told of may be among the news; that refreshes a page once too often, and loses nothing.
        """
        with self._ctx.read() as uow:
            self._heard, nouns = change_log.nouns_after(uow.connection, self._heard, tuple(self._own))
        self._own.difference_update([set_id for set_id in tuple(self._own) if set_id <= self._heard])
        self._ctx.reader.changed(nouns)
        return nouns

    def listen(self, ring: Callable[[], object], seen: Callable[[], object] = lambda: None) -> Hearing | None:
        """Have ``ring`` called, on some thread, after every commit of anybody; ``None`` where one has to ask.

        ``seen`` is called when others began or ceased to show a record that this program shows.
        """
        return port.of(self._ctx.engine).listen(self._ctx.engine, ring, seen)

    def latest(self, limit: int = 200, before_id: int | None = None) -> list[ChangeSet]:
        """The newest change sets first."""
        with self._ctx.read() as uow:
            return change_log.latest(uow.connection, limit, before_id)


def about_pay(change_set: ChangeSet) -> bool:
    """Whether records that the pay password protects are among what was changed."""
    return any(is_pay(change.noun) for change in change_set.changes)


def _made_a_store(change_set: ChangeSet) -> bool:
    """Taking back a store would take everything imported into it since along, for good; archiving is for that."""
    return any(change.noun == "stores" and change.before is None for change in change_set.changes)


def _only_store(change_set: ChangeSet) -> int | None:
    found = {(change.after or change.before or {}).get("store_id") for change in change_set.changes}
    return found.pop() if len(found) == 1 else None


def _innermost(reason: Text) -> Text:
    what = reason.params.get("what")
    return what if isinstance(what, Text) else reason
