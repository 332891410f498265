"""``shopdesk store move``: the records to a server that several PCs share, and back to this PC."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from shopdesk.bootstrap import App
from shopdesk.cli.output import print_json
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.money import format_yuan
from shopdesk.infra.i18n import tr

_TO_FILE = "file"
_PASSWORD = "PGPASSWORD"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("store", help=tr("Say where the records are kept"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    move = actions.add_parser("move", help=tr("Move all records to a server that several PCs share, or back"))
    move.add_argument(
        "--to",
        required=True,
        metavar=tr("PLACE"),
        help=tr("The address of an empty database, without a password: {example}; or “file”", example=_EXAMPLE),
    )
    move.add_argument("--json", action="store_true", help=tr("Print JSON"))
    move.set_defaults(run=run_move)


_EXAMPLE = "postgresql://shopdesk@192.168.1.10:5432/shopdesk"


def run_move(args: argparse.Namespace, app: App) -> int:
    """Move, and say what went over, table by table."""
    service = app.services.moving
    try:
        moved = service.to_file() if args.to == _TO_FILE else service.to_server(args.to)
    except EnvironmentFault as fault:
        if fault.state is not FileState.DENIED or os.environ.get(_PASSWORD) or not sys.stdin.isatty():
            raise
        # For this process only: libpq looks there, and nothing is written anywhere.
        os.environ[_PASSWORD] = getpass.getpass(tr("Password of the database: "))
        moved = service.to_server(args.to)
    if args.json:
        print_json([{"table": one.table, "rows": one.rows, "sums": one.sums} for one in moved])
        return 0
    for one in moved:
        if one.rows:
            print(
                tr("{table}: {rows} rows, {amount}", table=one.table, rows=f"{one.rows:,}", amount=format_yuan(one.fen))
            )
    print(tr("Everything arrived: {rows} rows, every one compared.", rows=f"{sum(one.rows for one in moved):,}"))
    return 0
