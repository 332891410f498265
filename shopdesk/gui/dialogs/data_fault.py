"""When the data file cannot be used: what is wrong with it, and the ways out that fit just that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.gui.saving import FileKind, ask_for_file
from shopdesk.infra.i18n import in_a_row, listed, sentences, tr

if TYPE_CHECKING:
    from shopdesk.domain.backups import Backup, Holdings
    from shopdesk.domain.soundness import DamagedTable, Salvaged
    from shopdesk.gui.hosts import OpeningHost

_TO_RESTORE = (FileState.DAMAGED, FileState.MISSING)
_SHOWN_TABLES = 4


def ask_about_fault(desktop: OpeningHost, error: EnvironmentFault) -> None:
    """Say what is wrong with the data and offer what can be done about just that.

    A backup is offered only where the file is damaged or gone: a sound file on a full disk stays where it is.
    """
    if error.state not in _TO_RESTORE or _held_elsewhere(desktop):
        _ask(desktop, error, None, None)
        return

    def look() -> tuple[tuple[Backup, Holdings] | None, Holdings | None]:
        return desktop.app.last_good_backup(), desktop.app.holdings()

    desktop.tasks.database(look, done=lambda found: _ask(desktop, error, *found))


def _ask(
    desktop: OpeningHost, error: EnvironmentFault, good: tuple[Backup, Holdings] | None, there: Holdings | None
) -> None:
    running = desktop.app.is_open
    title = tr("Your data are damaged") if running else tr("Your data cannot be opened")
    box = QMessageBox(QMessageBox.Icon.Warning, title, tr(error.text), parent=desktop.window)
    box.setObjectName("dataFault")
    if good is not None:
        box.setInformativeText("\n\n".join(_compared(*good, there, error.state)))
    elif _held_elsewhere(desktop):
        box.setInformativeText(tr("The backups are on the PC that holds the data. Tell the owner."))
    elif error.state in _TO_RESTORE:
        box.setInformativeText(tr("There is no backup that passes the check."))
    acts: dict[str, Callable[[], None]] = {}
    for name, text, act in _ways_out(desktop, error, good):
        made = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
        made.setObjectName(f"dataFault.{name}")
        acts[made.objectName()] = act
        box.setDefaultButton(made)
    leave = box.addButton(tr("Later") if running else tr("Quit"), QMessageBox.ButtonRole.RejectRole)
    leave.setObjectName("dataFault.leave")
    if error.state in _TO_RESTORE:
        box.setDefaultButton(leave)  # nothing happens to the data by a key pressed in passing

    def answered(_code: int) -> None:
        act = acts.get(box.clickedButton().objectName()) if box.clickedButton() is not None else None
        if act is not None:
            act()
        elif not running:
            desktop.window.close()

    box.finished.connect(answered)
    box.open()


def _held_elsewhere(desktop: OpeningHost) -> bool:
    """Whether another PC holds the data, where alone they can be restored."""
    return desktop.app.is_open and desktop.app.services.ctx.rights.signed_in


def _ways_out(
    desktop: OpeningHost, error: EnvironmentFault, good: tuple[Backup, Holdings] | None
) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """Each way out of a state: its name, its words, what it does."""
    if good is not None:
        yield "restore", tr("Restore this backup"), lambda: _restore(desktop, good[0].name)
    if error.state is FileState.DAMAGED and not desktop.app.paths.server.exists():
        yield "salvage", tr("Save what can be read…"), lambda: _salvage(desktop, error)
    elif error.state is FileState.MISSING:
        yield "anew", tr("Begin anew"), lambda: _begin_anew(desktop)
    elif error.state not in (FileState.NEWER, FileState.DAMAGED):
        yield "again", tr("Try again"), desktop.open_data


def _compared(backup: Backup, held: Holdings, there: Holdings | None, state: FileState | None) -> list[str]:
    lines = [
        tr(
            "The last good backup is of {when}. It holds {stores} with {orders} orders, the newest of {day}.",
            when=f"{backup.made_at:%Y-%m-%d %H:%M}",
            stores=in_a_row(held.stores) or NO_DATA,
            orders=f"{held.orders:,}",
            day=held.last_order or NO_DATA,
        )
    ]
    if there is not None and there.changes > held.changes:
        lines.append(
            tr(
                "What is newer in the data file would be missing: {count} changes, the last of {when}, and {orders} "
                "orders. Save what can be read first.",
                count=f"{there.changes - held.changes:,}",
                when=NO_DATA if there.last_change is None else f"{there.last_change:%Y-%m-%d %H:%M}",
                orders=f"{max(0, there.orders - held.orders):,}",
            )
        )
    if state is FileState.DAMAGED and backup.file.suffix == ".db":
        lines.append(tr("The damaged file is kept beside it."))
    return lines


def _restore(desktop: OpeningHost, name: str) -> None:
    desktop.tasks.database(
        lambda: desktop.app.restore(name),
        done=lambda _before: desktop.open_again(),
        failed=lambda error: ask_about_fault(desktop, _as_fault(error)),
    )


def _as_fault(error: Exception) -> EnvironmentFault:
    """What kept a backup from being put in place; the data file is as it was, so all ways stay open."""
    if isinstance(error, EnvironmentFault):
        return error
    raise error


def _begin_anew(desktop: OpeningHost) -> None:
    desktop.app.may_begin_anew = True
    desktop.open_data()


def _salvage(desktop: OpeningHost, error: EnvironmentFault) -> None:
    target = ask_for_file(
        desktop.app.settings, desktop.window, tr("Save what can be read"), "salvaged.db", FileKind.DATA
    )
    if target is None:
        ask_about_fault(desktop, error)
        return

    def done(found: Sequence[Salvaged]) -> None:
        cut = [one.table for one in found if not one.whole]
        said = [tr("{count} rows were saved in {file}.", count=f"{sum(one.rows for one in found):,}", file=target)]
        if cut:
            said.append(tr("Not all could be read of: {tables}.", tables=listed(cut)))
        desktop.window.messages.success(sentences(said))
        ask_about_fault(desktop, error)

    desktop.tasks.database(
        lambda: desktop.app.salvage(target),
        done=done,
        failed=lambda fault: ask_about_fault(desktop, _as_fault(fault)),
    )


def damage_found(found: Sequence[DamagedTable], file: Path, *, shared: bool = False) -> EnvironmentFault:
    """The fault of data that could be opened all the same, with the names of what is damaged."""
    named = in_a_row(f"{one.table or NO_DATA} ({one.cause})" for one in found[:_SHOWN_TABLES])
    if shared:
        words = Text(
            "The shared data are damaged in the tables {tables}. You can go on working, but what cannot be read there "
            "is lost unless it is in a backup. Look after the disk of the PC that holds them first.",
            tables=named,
        )
        return EnvironmentFault(words, FileState.DAMAGED)
    return EnvironmentFault(
        Text(
            "The data file {file} is damaged in the tables {tables}. You can go on working, but what lies on these "
            "pages is lost unless it is in a backup.",
            file=file,
            tables=named,
        ),
        FileState.DAMAGED,
    )
