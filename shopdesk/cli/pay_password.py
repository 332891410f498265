"""The pay password on the command line: asked for before anything about pay, set, removed, taken away.

It is read from a file or typed unseen, never an argument: arguments stand in the shell's history and in the list of
running programs.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App

_OPTION = "--pay-password-file"


def asks_for_it(parser: argparse.ArgumentParser) -> None:
    """Have a command ask for the pay password, where one is set, before it does anything."""
    parser.add_argument(_OPTION, type=Path, metavar="FILE", help=tr("A file whose first line is the pay password"))
    parser.set_defaults(about_pay=True)


def register(actions: Any) -> None:
    """Add ``payroll password`` with its actions."""
    parser = actions.add_parser("password", help=tr("Protect wages and pay data by a password"))
    inner = parser.add_subparsers(dest="password_action", required=True, metavar=tr("ACTION"))
    put = inner.add_parser("set", help=tr("Set the pay password, or change it"))
    put.add_argument(
        "--new-password-file", type=Path, metavar="FILE", help=tr("A file whose first line is the new one")
    )
    put.set_defaults(run=run_set)
    remove = inner.add_parser("remove", help=tr("Remove the pay password"))
    remove.set_defaults(run=run_remove)
    for one in (put, remove):
        one.add_argument(_OPTION, type=Path, metavar="FILE", help=tr("A file whose first line is the pay password"))
    away = inner.add_parser("take-away", help=tr("Remove a forgotten pay password; the history says so"))
    away.add_argument("--yes", action="store_true", help=tr("Really do it"))
    away.set_defaults(run=run_take_away)


def unlock(args: argparse.Namespace, app: App) -> None:
    """Ask for the password where one is set.

    Raises:
        UserError: it is wrong, or nobody can be asked.
    """
    lock = app.services.pay_lock
    if lock.locked():
        lock.unlock(_asked(args.pay_password_file))


def run_set(args: argparse.Namespace, app: App) -> int:
    """Set or change it."""
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.text import Text

    lock = app.services.pay_lock
    current = _asked(args.pay_password_file) if lock.state().is_set else ""
    if args.new_password_file is not None:
        new = _first_line(args.new_password_file)
    else:
        new = _typed(tr("New pay password: "))
        if _typed(tr("Once more: ")) != new:
            raise UserError(Text("The two new passwords differ. Type the new one again."))
    lock.set(new, current)
    print(tr("The pay password is set."))
    return 0


def run_remove(args: argparse.Namespace, app: App) -> int:
    """Remove it, knowing it."""
    if app.services.pay_lock.state().is_set:
        app.services.pay_lock.remove(_asked(args.pay_password_file))
    print(tr("No pay password is set."))
    return 0


def run_take_away(args: argparse.Namespace, app: App) -> int:
    """Remove a forgotten one."""
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.text import Text

    if not args.yes:
        raise UserError(
            Text(
                "This removes the pay password without asking for it. It deletes nothing, and the history says that it "
                "was done. Add --yes to do it."
            )
        )
    app.services.pay_lock.take_away()
    print(tr("The pay password was taken away. The history says so."))
    return 0


def _asked(file: Path | None) -> str:
    return _typed(tr("Pay password: ")) if file is None else _first_line(file)


def _typed(words: str) -> str:
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.text import Text

    if not sys.stdin.isatty():
        raise UserError(
            Text("Wages and pay data are locked. Give the pay password with {option} FILE.", option=_OPTION)
        )
    return getpass.getpass(words)


def _first_line(file: Path) -> str:
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.text import Text

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UserError(Text("{file} cannot be read. Check the name.", file=file)) from error
    return text.split("\n", 1)[0].removesuffix("\r")
