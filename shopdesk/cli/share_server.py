"""``shopdesk share server`` and ``share code``: a server that is there, without a window.

The password of its user is said in a variable or typed unseen, never as an argument: arguments stand in the shell's
history and in the list of running programs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.bootstrap import App
from shopdesk.cli.output import print_json
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.services.sharing.keeping import Found

GROUPS = ("owner", "manager", "staff")
_SIGNS = {True: "✓", False: "✕", None: "ⓘ"}


def register(actions: Any, password: Callable[[str], str]) -> None:
    """Add both actions; ``password`` asks for one."""
    server = actions.add_parser("server", help=tr("Move the data of this PC onto a PostgreSQL that is there"))
    server.add_argument("--name", required=True, metavar=tr("NAME"), help=tr("Your name, as the others know you"))
    server.add_argument("--host", required=True, metavar=tr("ADDRESS"), help=tr("Address of the server"))
    server.add_argument("--port", default="5432", metavar=tr("PORT"), help=tr("Port of the server"))
    server.add_argument("--database", default="shopdesk", metavar=tr("NAME"), help=tr("Database"))
    server.add_argument("--user", default="shopdesk", metavar=tr("NAME"), help=tr("User of the database"))
    add_authority(server)
    server.add_argument("--check", action="store_true", help=tr("Only say whether the server will do"))
    server.add_argument("--json", action="store_true", help=tr("Print JSON"))
    server.set_defaults(run=lambda args, app: run_server(args, app, password))
    code = actions.add_parser("code", help=tr("Show a code with which one PC joins the data on a server"))
    code.add_argument("group", choices=GROUPS, help=tr("What the person may do"))
    code.add_argument("--json", action="store_true", help=tr("Print JSON"))
    code.set_defaults(run=run_code)


def add_authority(parser: argparse.ArgumentParser) -> None:
    """Let a file say who vouches for a server."""
    parser.add_argument(
        "--authority", type=Path, metavar="FILE",
        help=tr("The certificate of the authority that vouches for the server, as a file (ca.crt)"),
    )  # fmt: skip


def run_server(args: argparse.Namespace, app: App, password: Callable[[str], str]) -> int:
    """Look at a server, and move the data there where it will do."""
    from shopdesk.services.sharing import keeping

    said = password(args.user)
    at, found = keeping.look_at(args.host, args.port, args.database, args.user, said, args.authority)
    if args.check:
        _say(found, as_json=args.json)
        return 0 if found.will_do else 1
    if at is None or not found.will_do:
        raise UserError(next(one.said for one in found.checks if one.holds is False))
    moved = app.sharing.share_at(app.services.moving, args.name, at, found, said)
    app.open_elsewhere()
    if args.json:
        print_json({"address": at.host, "port": at.port, "tables": {one.table: one.rows for one in moved}})
        return 0
    rows = f"{sum(one.rows for one in moved):,}"
    print(tr("Everything arrived: {rows} rows, every one read back and compared.", rows=rows))
    print(tr("Let others join with “shopdesk share code”; they need no other PC to be on."))
    return 0


def _say(found: Found, *, as_json: bool) -> None:
    """Every point that was looked at, with its sentence."""
    if as_json:
        points = [{"holds": one.holds, "said": tr(one.said)} for one in found.checks]
        print_json({"will_do": found.will_do, "points": points})
        return
    for one in found.checks:
        print(f"{_SIGNS[one.holds]}  {tr(one.said)}")


def run_code(args: argparse.Namespace, app: App) -> int:
    """Show a code for one PC."""
    from shopdesk.cli.share import grant

    if app.sharing.keeping is None:
        raise UserError(
            Text("The data are on no server that this PC looks after. A PC that holds them shows a code with “serve”.")
        )
    shown = app.sharing.keeping.invite(grant(args.group, app))
    if args.json:
        print_json({"code": shown.text, "until": shown.until.isoformat(timespec="seconds")})
        return 0
    print(shown.text)
    print(tr("It holds until {time}, for one PC.", time=f"{shown.until:%H:%M}"))
    return 0
