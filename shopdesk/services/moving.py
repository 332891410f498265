"""Moving the records of a data folder: from its data file to a server that several PCs share, and back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.services import contents
from shopdesk.services.backups import back_up
from shopdesk.services.context import ServiceContext
from shopdesk.storage import migrate, moving, places
from shopdesk.storage.moving import Moved
from shopdesk.storage.new_file import new_file

Progress = Callable[[int, int, str], None]

_NOT_EMPTY = Text("There are stores in the place that the data are to be moved to. Choose an empty database.")


class MovingService:
    """Moves everything at once. Afterwards the data folder has to be opened anew: its records are elsewhere."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work on one data folder."""
        self._ctx = ctx

    @property
    def is_shared(self) -> bool:
        """Whether the records are on a server already."""
        return self._ctx.paths.server.exists()

    def to_server(self, address: str, progress: Progress | None = None) -> tuple[Moved, ...]:
        """Move everything into the empty database at ``address``; the data file stays beside under another name.

        The password is taken from where libpq looks for it, and kept nowhere.

        Raises:
            UserError: the address is none, the database is not empty, or the records are on a server already.
            EnvironmentFault: the server does not answer or refuses; everything is then as it was.
        """
        place = _place_at(address)
        return self.to_place(place, lambda: places.keep_address(self._ctx.paths.server, address), progress=progress)

    def to_place(
        self,
        place: places.Place,
        keep: Callable[[], None],
        ready: Callable[[], None] | None = None,
        progress: Progress | None = None,
    ) -> tuple[Moved, ...]:
        """Move everything into an empty place; ``ready`` is done when all is there, ``keep`` notes where that is.

        Raises:
            UserError: the place is not empty, or the records are on a server already.
            EnvironmentFault: the place does not answer or refuses; everything is then as it was.
        """
        ctx, paths = self._ctx, self._ctx.paths
        if self.is_shared:
            raise UserError(Text("The data are shared already. Move them back to this PC first."))
        with ctx.lock.alone():
            revision = place.revision()
            if revision is not None and migrate.is_behind(revision):
                raise UserError(_NOT_EMPTY)
            back_up(ctx.place, paths, ctx.clock.now(), "before_move", engine=ctx.engine)
            engine, _ = place.open()
            try:
                migrate.migrate(engine)
                moved = moving.move(
                    ctx.engine,
                    engine,
                    progress,
                    lambda _old, new, step: contents.moved_in(new, paths.attachments, step),
                )
            finally:
                engine.dispose()
            if ready is not None:
                ready()
            ctx.engine.dispose()
            keep()
            # It is no data file any more: a program that finds it would go on with what nobody writes to.
            aside = paths.data / f"moved-{ctx.clock.now():%Y%m%d-%H%M%S}.db"
            try:
                paths.database.replace(aside)
            except OSError as error:
                paths.server.unlink(missing_ok=True)
                raise atomic.explain_os_error(error, paths.database) from error
        return moved

    def to_file(self, progress: Progress | None = None) -> tuple[Moved, ...]:
        """Move everything back into a data file; what is on the server stays there.

        Raises:
            UserError: the records are in a data file already.
            EnvironmentFault: the server does not answer, or the file cannot be written; everything is then as it was.
        """
        ctx, paths = self._ctx, self._ctx.paths
        if not self.is_shared:
            raise UserError(Text("The data are on this PC already."))
        with ctx.lock.alone():
            back_up(ctx.place, paths, ctx.clock.now(), "before_move", engine=ctx.engine)
            with atomic.replacing(paths.database, private=True) as temporary:
                with new_file(temporary) as engine:
                    moved = moving.move(
                        ctx.engine,
                        engine,
                        progress,
                        lambda old, _new, step: contents.moved_out(old, paths.attachments, step),
                    )
                places.file_place(temporary).verify(temporary)
            ctx.engine.dispose()
            paths.server.unlink()
            contents.forget_fetched(paths.fetched)
        return moved


def _place_at(address: str) -> places.Place:
    parts = urlsplit(address)
    if parts.scheme not in places.SCHEMES or not parts.path.strip("/"):
        raise UserError(
            Text("“{address}” is no address of a database. It looks like {example}.", address=address, example=_EXAMPLE)
        )
    if parts.password is not None:
        raise UserError(
            Text(
                "Leave the password out of the address: whoever looks at this PC could read it there. It is asked for, "
                "or read from the file that PGPASSFILE names."
            )
        )
    return places.server_place(address)


_EXAMPLE = "postgresql://shopdesk@192.168.1.10:5432/shopdesk"
