"""Sharing of one data folder: whether and how, from moving to a server of this PC to moving back, and joining.

The program asks it for the place of the records before they are open, and once more when they are closed.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.services.contents import forget_fetched
from shopdesk.services.sharing.holding import Holding
from shopdesk.services.sharing.joined import Joining, join_with, known_people
from shopdesk.services.sharing.keeping import Found, Keeping
from shopdesk.sharing import other_server, sign_in
from shopdesk.sharing.holder import PORT
from shopdesk.sharing.joining import check_name
from shopdesk.storage import places
from shopdesk.storage.places import Held, Joined, Kept, Place

if TYPE_CHECKING:
    from pathlib import Path

    from shopdesk.infra.clock import Clock
    from shopdesk.infra.data_lock import DataLock
    from shopdesk.infra.paths import AppPaths
    from shopdesk.services.moving import MovingService, Progress
    from shopdesk.sharing.other_server import ServerAddress
    from shopdesk.storage.moving import Moved

USUAL_PORT = PORT


class Sharing:
    """How the records of one data folder are shared."""

    def __init__(self, paths: AppPaths, clock: Clock) -> None:
        """Nothing is looked at yet."""
        self._paths = paths
        self._clock = clock
        self.holding: Holding | None = None
        self.joined: Joining | None = None
        self.keeping: Keeping | None = None
        """Where the data are on a server that was there and that this PC looks after; it is signed in to, too."""
        self.group = ""
        """What whoever joined may do: owner, manager, staff; empty where the data are this PC's own."""

    def place(self) -> Place | None:
        """The place of the records; ``None`` where they are in a data file, or at an address.

        Raises:
            EnvironmentFault: it is not said where they are, or the server of this PC cannot be used.
        """
        how = places.shared_as(self._paths.server)
        if isinstance(how, Held):
            if self.holding is None:
                self.holding = Holding(self._paths.shared, how, self._clock)
            return self.holding.place()
        if isinstance(how, Kept):
            if self.joined is None or self.keeping is None:
                self.joined = Joining(self._paths.sign_ins, how.sign_in)
                self.keeping = Keeping(self.joined, how, self._paths.sign_ins, self._clock)
            return self.keeping.place()
        if isinstance(how, Joined):
            if self.joined is None:
                self.joined = Joining(self._paths.sign_ins, how.sign_in)
            return self.joined.place()
        return None

    # --- the PC with the data -----------------------------------------------------------------------------------------

    def share(
        self, moving: MovingService, owner: str, port: int = USUAL_PORT, progress: Progress | None = None
    ) -> tuple[Moved, ...]:
        """Move everything onto a server of this PC and let other PCs in; the data have to be opened anew afterwards.

        Raises:
            UserError: the name or the port cannot be used.
            EnvironmentFault: the server cannot be used; everything is then as it was.
        """
        name = check_name(owner)
        if not 1024 <= port < 65536:
            raise UserError(Text("A port is a number from 1024 to 65535."))
        held = Held(port=port, owner=name)
        holding = Holding(self._paths.shared, held, self._clock)

        def ready() -> None:
            holding.hold_to_rights()
            holding.office.know_keeper(name)

        try:
            # What lies there without anything that leads to it was left when the data went back.
            holding.stop()
            holding.put_away(self._clock.now())
            holding.make()
            moved = moving.to_place(
                holding.place(), lambda: places.keep_shared(self._paths.server, held), ready, progress
            )
        except BaseException:
            with contextlib.suppress(EnvironmentFault):
                holding.stop()
            raise
        self.holding = holding
        return moved

    def share_at(
        self,
        moving: MovingService,
        owner: str,
        at: ServerAddress,
        found: Found,
        password: str,
        progress: Progress | None = None,
    ) -> tuple[Moved, ...]:
        """Move everything onto a server that is there; the data have to be opened anew afterwards.

        The password is in memory alone, and asked for at the next start.

        Raises:
            UserError: the name cannot be used, or the server will not do.
            EnvironmentFault: the server refuses; everything is then as it was.
        """
        name = check_name(owner)
        if not found.will_do or found.shown is None:
            raise UserError(next(one.said for one in found.checks if one.holds is False))
        folder, file = self._paths.sign_ins, f"owner-{secrets.token_hex(8)}.json"
        sign_in.keep(folder / file, other_server.sign_in_at(at, found.shown, name))
        try:
            joining = Joining(folder, file)
            joining.sign_in(password)
            kept = Kept(sign_in=file, owner=name)
            keeping = Keeping(joining, kept, folder, self._clock)

            def ready() -> None:
                keeping.hold_to_rights()
                keeping.office.know_keeper(name)

            moved = moving.to_place(
                keeping.place(), lambda: places.keep_shared(self._paths.server, kept), ready, progress
            )
        except BaseException:
            with contextlib.suppress(OSError):
                sign_in.forget(folder / file)
            raise
        self.joined, self.keeping = joining, keeping
        return moved

    @property
    def kept_here(self) -> Holding | Keeping | None:
        """What looks after the shared data from this PC; ``None`` where another PC does, or nothing is shared."""
        return self.holding or self.keeping

    def _back_from_server(
        self, keeping: Keeping, moving: MovingService, progress: Progress | None
    ) -> tuple[Moved, ...]:
        keeping.close_door()
        try:
            moved = moving.to_file(progress)
        except BaseException:
            with contextlib.suppress(EnvironmentFault):
                keeping.hold_to_rights()
            raise
        with contextlib.suppress(OSError):
            sign_in.forget(self._paths.sign_ins / keeping.kept.sign_in)
        self.joined = self.keeping = None
        return moved

    def back(self, moving: MovingService, progress: Progress | None = None) -> tuple[Moved, ...]:
        """Let nobody in any longer and move everything into a data file; the data have to be opened anew afterwards.

        Raises:
            UserError: this PC does not hold shared data.
            EnvironmentFault: the file cannot be written; the data are then shared as before.
        """
        if self.keeping is not None:
            return self._back_from_server(self.keeping, moving, progress)
        holding = self._held()
        holding.close_door()
        try:
            moved = moving.to_file(progress)
        except BaseException:
            with contextlib.suppress(EnvironmentFault):
                holding.open_door()
            raise
        self.holding = None
        # The data are here again, whatever becomes of the files of the server.
        with contextlib.suppress(EnvironmentFault):
            holding.stop()
            holding.put_away(self._clock.now())
        return moved

    def let_stay(self, stays: bool) -> None:
        """Say whether other PCs can go on when the program is closed here.

        Raises:
            EnvironmentFault: it cannot be written.
        """
        holding = self._held()
        held = replace(holding.held, stays=stays)
        places.keep_shared(self._paths.server, held)
        holding.held = held

    def _held(self) -> Holding:
        if self.holding is None:
            raise UserError(Text("This PC does not hold shared data."))
        return self.holding

    def end(self, lock: DataLock, go_on: Callable[[], None] | None = None) -> None:
        """The data were closed here: let nobody in, and stop the server unless another program uses it.

        Where other PCs are to go on, ``go_on`` starts what lets them in instead.
        """
        holding = self.holding
        if holding is None:
            return
        was_open = holding.is_open
        holding.close_door()
        if was_open and holding.held.stays and go_on is not None:
            go_on()
            return
        with contextlib.suppress(EnvironmentFault), lock.alone():
            holding.stop()

    # --- a PC that joins ----------------------------------------------------------------------------------------------

    def join(self, code: str, name: str, password: str, authority: Path | None = None) -> None:
        """Redeem a code, and sign in; the data have to be opened anew afterwards.

        ``authority`` is a file with the certificate of who has to vouch for a server that is there.

        Raises:
            CodeError: the code is wrong or too old.
            UserError: name or password cannot be used, or the other PC refuses or is not reached.
            EnvironmentFault: it cannot be kept.
        """
        self._sign_in_as(join_with(self._paths.sign_ins, code, name, password, self._clock.now(), authority), password)

    def sign_in(self, file: str, password: str) -> None:
        """Sign in as somebody who did on this PC before.

        Raises:
            EnvironmentFault: what is kept of it is damaged.
        """
        self._sign_in_as(file, password)

    def leave(self) -> None:
        """This PC belongs to the store no longer: nobody signs in from it. The data, and the account, stay there.

        Raises:
            UserError: it joined none.
            EnvironmentFault: a file cannot be removed.
        """
        if self.joined is None or self.keeping is not None:
            raise UserError(Text("This PC has joined no store."))
        try:
            self._paths.server.unlink(missing_ok=True)
            for file in self.people():
                sign_in.forget(self._paths.sign_ins / file)
        except OSError as error:
            raise atomic.explain_os_error(error, self._paths.server) from error
        forget_fetched(self._paths.fetched)
        self.joined, self.group = None, ""

    def who(self) -> str:
        """The name of who joined, as the PC with the data knows it, and from now on what that one may do.

        Raises:
            EnvironmentFault: the access was closed, or the data are not reached.
        """
        assert self.joined is not None
        name, self.group = self.joined.whoever()
        if not name or not self.group:
            raise EnvironmentFault(
                Text("Your access to the shared data was closed. Ask the owner for a new code."), FileState.DENIED
            )
        return name

    def people(self) -> dict[str, str]:
        """Who signed in on this PC before: the file of each, and the name."""
        return known_people(self._paths.sign_ins)

    def _sign_in_as(self, file: str, password: str) -> None:
        if self.keeping is not None and self.keeping.kept.sign_in == file:
            self.keeping.joining.sign_in(password)
            return
        joining = Joining(self._paths.sign_ins, file)
        joining.sign_in(password)
        if places.shared_as(self._paths.server) != Joined(sign_in=file):
            forget_fetched(self._paths.fetched)  # what somebody else was shown here
        places.keep_shared(self._paths.server, Joined(sign_in=file))
        self.joined = joining
