"""The photos and files kept with records of one kind: copied beside the data or into them, noted, taken off, found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text
from shopdesk.services.attachments import Source, hand_in, keep_all, path_of, take_off

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.record_repository import RecordRepository
    from shopdesk.storage.unit_of_work import UnitOfWork

Owner = TypeVar("Owner", bound=Kept)
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class FilesOf(Generic[Owner, F]):
    """What files of a kind of record are.

    Attributes:
        owners: where the records are that they are kept with.
        repository: where they are noted.
        noted: the record of one, of its owner and ``name``, ``stored``, ``at`` and ``who``.
        kept: what was done, of the owner and the names of the files.
        taken_off: what was done, of the name of the file.
    """

    owners: type[RecordRepository[Any]]
    repository: type[RecordRepository[Any]]
    noted: Callable[[Owner, dict[str, Any]], F]
    kept: Callable[[Owner, Sequence[str]], Text]
    taken_off: Callable[[str], Text]


class KeptFiles(Generic[Owner, F]):
    """Keeps the files of one kind of record."""

    def __init__(self, ctx: ServiceContext, files: FilesOf[Owner, F]) -> None:
        """Work within ``ctx``."""
        self._ctx, self._files = ctx, files

    def attach(
        self, owner: Owner, sources: Sequence[Source], *, besides: Callable[[UnitOfWork], object] | None = None
    ) -> tuple[Text, ...]:
        """Keep copies with a record; what can be kept is, in one step to undo, and of the others it says why not.

        ``besides`` is done in the same step, where anything is kept.

        Raises:
            NotFound: the record is gone.
            EnvironmentFault: a copy could not be written.
        """
        copies, refused = keep_all(self._ctx, sources, getattr(owner, "store_id", None))
        if copies:
            with self._ctx.open_uow(self._files.kept(owner, [name for name, _stored in copies])) as uow:
                uow.repository(self._files.owners).get(owner.id or 0)
                if besides is not None:
                    besides(uow)
                for name, stored in copies:
                    self.note(uow, owner, name, stored)
                uow.commit()
        return tuple(refused)

    def note(self, uow: UnitOfWork, owner: Owner, name: str, stored: str, who: str = "") -> F:
        """Note a copy that is there already; without ``who`` it was whoever works."""
        told = {"name": name, "stored": stored, "at": self._ctx.clock.now(), "who": (who or uow.actor).strip()}
        noted: Any = uow.repository(self._files.repository).add(self._files.noted(owner, told))
        hand_in(self._ctx, uow, noted.store_id, stored)
        kept: F = noted
        return kept

    def detach(self, file_id: int) -> None:
        """Take a file off its record; the kept copy stays, so that this can be undone.

        Raises:
            NotFound: it is gone.
        """
        take_off(self._ctx, self._files.repository, file_id, self._files.taken_off)

    def path_of(self, file: Any) -> Path:
        """Where a kept file lies, fetched where the data are on a server: not to be asked on the window's thread.

        Raises:
            UserError: outside of the data folder, or spoilt.
            EnvironmentFault: it cannot be fetched.
        """
        return path_of(self._ctx, file.store_id, file.stored)
