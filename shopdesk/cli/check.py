"""``shopdesk check``: whether the data file is sound, and saving what can be read of a damaged one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shopdesk.bootstrap import App
from shopdesk.cli.output import print_json
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr

_ON_THE_HOLDER = "shopdesk backup list, shopdesk backup restore NAME"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help=tr("Check every page of the data file"))
    parser.add_argument("--salvage", type=Path, metavar="FILE", help=tr("Write what can still be read into a new file"))
    parser.add_argument("--json", action="store_true", help=tr("Print JSON"))
    parser.set_defaults(run=_check, needs_data=False)


def _check(args: argparse.Namespace, app: App) -> int:
    shared = app.paths.server.exists()
    if not shared and not app.paths.database.exists():
        raise EnvironmentFault(
            Text("There is no data file {file} to check.", file=app.paths.database), FileState.MISSING
        )
    found = app.damaged_tables()
    salvaged = app.salvage(args.salvage) if args.salvage else ()
    if args.json:
        print_json(
            {
                "file": None if shared else str(app.paths.database),
                "sound": not found,
                "damaged": [{"table": one.table or None, "cause": one.cause} for one in found],
                "salvaged": [{"table": one.table, "rows": one.rows, "whole": one.whole} for one in salvaged],
            }
        )
        return 1 if found else 0
    if not found and shared:
        print(tr("The shared data are sound: every row was read."))
    elif not found:
        print(tr("{file} is sound: every page was read.", file=app.paths.database))
    for one in found:
        print(tr("Damaged: {table} ({cause})", table=one.table or tr("the head of the file"), cause=one.cause))
    for kept in salvaged:
        if kept.rows or not kept.whole:
            state = tr("all rows") if kept.whole else tr("what could be read")
            print(tr("Saved from {table}: {count} ({state})", table=kept.table, count=kept.rows, state=state))
    if found and shared:
        print(tr("Restore the last good backup on the PC that holds the data: {command}", command=_ON_THE_HOLDER),
              file=sys.stderr)  # fmt: skip
    elif found:
        print(tr("Restore the last good backup: shopdesk backup list, shopdesk backup restore NAME."), file=sys.stderr)
    return 1 if found else 0
