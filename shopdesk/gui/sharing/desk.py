"""What the window does about sharing: at opening and closing, behind the menu, and when the line breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.gui.opening import open_once
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import AssembledHost
    from shopdesk.gui.sharing.line_watch import LineWatch
    from shopdesk.gui.sharing.sign_in_dialog import SignInDialog
    from shopdesk.services.sharing.holding import Holding
    from shopdesk.sharing.office import Session


class SharingDesk(QObject):
    """The sharing of one desktop. A data file that nobody shares costs it nothing."""

    def __init__(self, desktop: AssembledHost) -> None:
        """Work for ``desktop``."""
        super().__init__(desktop)
        self._desktop = desktop
        self._line: LineWatch | None = None
        self._asking = self._shut_out = False
        desktop.foreign.outdated.connect(self._on_other_rights)
        desktop.foreign.unanswered.connect(self._on_unanswered)

    @property
    def is_shared(self) -> bool:
        """Whether the records are on a server."""
        return self._desktop.app.paths.server.exists()

    @property
    def _holding(self) -> Holding | None:
        return self._desktop.app.sharing.holding if self.is_shared else None

    # --- opening --------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """The data are open: say where they are, and let other PCs in where this one holds them."""
        self.tell_menu()
        holding = self._holding
        if holding is not None and not holding.is_open:
            self._desktop.tasks.database(holding.open_door, failed=self._on_no_door, owner=self)
        keeping = self._desktop.app.sharing.keeping if self.is_shared else None
        if keeping is not None and self._desktop.app.is_open:
            self._desktop.tasks.database(keeping.hold_to_rights, failed=self._on_no_door, owner=self)

    def _on_no_door(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._desktop.window.messages.warning(
            tr("You can work here, but other PCs cannot come in. {why}", why=error.text), tr("Try again"), self.opened
        )

    def can_ask(self, error: Exception) -> bool:
        """Where the data of another PC cannot be opened, ask who signs in, or where it is; says whether it did."""
        if not self.is_shared or not isinstance(error, EnvironmentFault):
            return False
        app = self._desktop.app
        if app.sharing.joined is None or error.state not in (FileState.DENIED, FileState.UNREACHABLE):
            return False
        from shopdesk.gui.sharing.sign_in_dialog import SignInDialog
        from shopdesk.services.sharing.joined import PasswordWanted, SignedOut

        said = None if isinstance(error, PasswordWanted) else error.text
        dialog = SignInDialog(
            self._desktop,
            app.sharing.people(),
            app.sharing.joined.person,
            said=said,
            lost=isinstance(error, SignedOut),
        )
        self._ask_who(dialog)
        return True

    def _ask_who(self, dialog: SignInDialog) -> None:
        dialog.accepted.connect(lambda: self._on_signed_in(dialog))
        dialog.open()

    def _on_signed_in(self, dialog: SignInDialog) -> None:
        if self._shut_out:
            self._shut_out = False
            self._desktop.reopen()
        else:
            self._desktop.show_opened(dialog.stores)

    # --- the menu -------------------------------------------------------------------------------------------------

    def tell_menu(self) -> None:
        """Say in the menu where the data are, and offer what can be done there."""
        joined = self._desktop.app.is_joined
        shares = not self.is_shared or self._desktop.app.sharing.kept_here is not None
        self._desktop.commands.tell_sharing(self.words(), joined=joined, shares=shares)

    def words(self) -> str:
        """Where the data are."""
        app = self._desktop.app
        if not self.is_shared or not app.is_open:
            return tr("The data are on this PC alone")
        if app.sharing.joined is not None:
            at, person = app.sharing.joined.addresses[0], app.sharing.joined.person
            return tr("The data are on {address}; you are {person}", address=at, person=person)
        if app.sharing.holding is not None:
            return tr("The data are on this PC, for others, too")
        return tr("The data are on a server")

    def show(self) -> None:
        """Share, or show how sharing stands."""
        if self.is_shared and self._desktop.app.sharing.kept_here is not None:
            from shopdesk.gui.sharing.shared_dialog import SharedDialog

            open_once(SharedDialog(self._desktop))
        else:
            from shopdesk.gui.sharing.share_dialog import ShareDialog

            open_once(ShareDialog(self._desktop))

    def ask_back(self) -> None:
        """Ask about the way back to one PC."""
        from shopdesk.gui.sharing.back_dialog import BackDialog

        open_once(BackDialog(self._desktop))

    def moved_there(self) -> None:
        """The data were moved to the server: show everything anew, and the page of sharing over it."""
        self._desktop.reopen(then=self._show_soon)

    def moved_back(self) -> None:
        """The data are in a file again: show everything anew."""
        self._desktop.reopen()

    def _show_soon(self) -> None:
        QTimer.singleShot(0, self._desktop.window, self.show)

    def sign_in_anew(self) -> None:
        """Let another person work here."""
        from shopdesk.gui.sharing.sign_in_dialog import SignInDialog

        app = self._desktop.app
        joined = app.sharing.joined
        if joined is None:
            return
        dialog = SignInDialog(self._desktop, app.sharing.people(), joined.person)
        dialog.stay_on_cancel()
        dialog.accepted.connect(lambda: self._desktop.reopen())
        dialog.open()

    def leave_store(self) -> None:
        """This PC belongs to the store no longer: it begins anew, with the choice of the first start."""
        desktop = self._desktop

        def work() -> None:
            desktop.app.close_data()
            desktop.app.sharing.leave()
            desktop.app.open_elsewhere()

        self._shut_out = False
        desktop.foreign.stop()
        self.stop()
        desktop.tasks.database(work, done=lambda _none: desktop.reopen(), owner=self)

    # --- what the owner changes ---------------------------------------------------------------------------------------

    def _on_other_rights(self) -> None:
        """The owner changed what may be done here: everything is read anew, and what is closed now closes."""
        desktop = self._desktop
        desktop.foreign.stop()
        said = tr("The owner changed what you may see and do. Everything is shown anew.")
        anew = lambda: desktop.app.open_elsewhere() and None  # noqa: E731
        desktop.tasks.database(anew, done=lambda _none: desktop.reopen(said), failed=self._on_shut_out, owner=self)

    def _on_unanswered(self) -> None:
        """A question in passing failed: look whether the line is broken, or whoever works here was shut out."""
        app = self._desktop.app
        if self.is_shared and app.is_open and not self._shut_out and (self._line is None or not self._line.is_broken):
            self._desktop.tasks.database(app.place.check_readable, failed=self._on_unreadable, owner=self, asked=False)

    def _on_unreadable(self, error: Exception) -> None:
        if not self.shut_out_by(error):
            self.line_broke(error)

    def shut_out_by(self, error: Exception) -> bool:
        """Whether an error means that whoever works here is let in no longer; then nothing is shown any more."""
        denied = isinstance(error, EnvironmentFault) and error.state is FileState.DENIED
        if denied:
            self._on_shut_out(error)
        return denied

    def _on_shut_out(self, error: Exception) -> None:
        """The access was closed, or has another password: nothing is shown until somebody signs in."""
        desktop = self._desktop
        if self._shut_out or desktop.app.sharing.joined is None:
            return
        self._shut_out = True
        self.stop()
        desktop.foreign.stop()
        shown = desktop.window.centralWidget()
        if shown is not None:
            shown.hide()
        for dialog in desktop.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.hide()
        desktop.app.close_data()
        self.can_ask(error)

    # --- a line that breaks ---------------------------------------------------------------------------------------

    def line_broke(self, error: Exception | None) -> bool:
        """Whether an error means that the line to shared data broke, which is then said until it stands again."""
        fault = isinstance(error, EnvironmentFault) and error.state is FileState.UNREACHABLE
        if not fault or not self.is_shared or not self._desktop.app.is_open:
            return False
        if self._line is None:
            from shopdesk.gui.sharing.line_watch import LineWatch

            self._line = LineWatch(self._desktop)
        self._line.broke(error)
        return True

    # --- closing --------------------------------------------------------------------------------------------------

    def holds_back(self) -> bool:
        """Whether others work with the data, so that closing has to be asked about first."""
        holding = self._holding
        if self._asking:
            return True
        if holding is None or not self._desktop.app.others or holding.held.stays:
            return False
        self._asking = True
        self._desktop.tasks.database(
            holding.office.signed_in, done=self._ask_to_close, failed=lambda _error: self._ask_to_close([]), owner=self
        )
        return True

    def _ask_to_close(self, sessions: list[Session]) -> None:
        window = self._desktop.window
        names = in_a_row(one.person for one in sessions) or tr("Somebody")
        box = QMessageBox(
            QMessageBox.Icon.Question, tr("Others are at work"), tr("{names} work with the data now.", names=names),
            parent=window,
        )  # fmt: skip
        box.setObjectName("othersAtWork")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setInformativeText(
            tr(
                "If you close, they cannot go on until ShopDesk is started here again; what they are typing stays in "
                "their windows. Or let them go on: a small program without a window stays until this PC is switched "
                "off."
            )
        )
        stay = box.addButton(tr("Go back"), QMessageBox.ButtonRole.RejectRole)
        stay.setObjectName("othersAtWork.stay")
        let = box.addButton(tr("Close and let them go on"), QMessageBox.ButtonRole.AcceptRole)
        let.setObjectName("othersAtWork.let")
        go = box.addButton(tr("Close for everybody"), QMessageBox.ButtonRole.DestructiveRole)
        go.setObjectName("othersAtWork.go")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)

        def answered(_code: int) -> None:
            self._asking = False
            if box.clickedButton() is let:
                self._close_for_sure(lambda: self._desktop.app.sharing.let_stay(True))
            elif box.clickedButton() is go:
                self._close_for_sure(lambda: None)

        box.finished.connect(answered)
        box.open()

    def _close_for_sure(self, first: Callable[[], None]) -> None:
        self._desktop.tasks.database(first, done=lambda _none: self._desktop.window.close_for_sure(), owner=self)

    def stop(self) -> None:
        """Ask nothing any more."""
        if self._line is not None:
            self._line.stop()

    def go_on(self) -> None:
        """Start the program without a window that lets others in."""
        from shopdesk.sharing import serving

        serving.start(self._desktop.app.paths.data)
