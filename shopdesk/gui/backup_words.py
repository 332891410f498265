"""What is said where today's backup could not be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.domain.backups import Backup
    from shopdesk.gui.hosts import Host

_OLD_BACKUP_DAYS = 3


def say_no_backup(desktop: Host, error: Exception) -> None:
    """Say why, and how old the newest one is."""
    if not isinstance(error, UserError):
        raise error
    desktop.tasks.database(desktop.app.services.backups.list, done=lambda found: _warn(desktop, error, found))


def _warn(desktop: Host, error: UserError, found: list[Backup]) -> None:
    age = (desktop.app.clock.now() - found[0].made_at).days if found else None
    messages = desktop.window.messages
    if age == 0:
        messages.warning(tr("The backup could not be copied. {why}", why=error.text))
    elif age is None or age >= _OLD_BACKUP_DAYS:
        newest = tr("There is none yet.") if age is None else tr("The newest is {days} days old.", days=age)
        said = tr("Today's backup could not be made. {why}", why=error.text)
        messages.error(sentences((said, newest)))
    else:
        messages.warning(tr("Today's backup could not be made. {why}", why=error.text))
