"""``shopdesk export all`` and ``shopdesk import-all``: the whole business in one file that other programs read too."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.cli.pay_password import asks_for_it
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    parser = commands.add_parser("export", help=tr("Write everything into one file"))
    kinds = parser.add_subparsers(dest="export", required=True, metavar=tr("WHAT"))
    everything = kinds.add_parser("all", help=tr("Every table as CSV, and every photo and scan, in one zip"))
    everything.add_argument("output", type=Path, metavar="FILE.zip", help=tr("The file to write"))
    asks_for_it(everything)
    everything.set_defaults(run=_write, only_reads=True)
    back = commands.add_parser("import-all", help=tr("Read such a file into an empty data folder"))
    back.add_argument("file", type=Path, metavar="FILE.zip", help=tr("A file that “export all” wrote"))
    back.set_defaults(run=_read)


def _write(args: argparse.Namespace, app: App) -> int:
    rows = app.services.one_file.write(args.output)
    print(tr("Written: {file}", file=args.output))
    print(tr("{count} rows. The pay password is not in it, and whoever has the file reads the wages.", count=rows))
    return 0


def _read(args: argparse.Namespace, app: App) -> int:
    rows = app.services.one_file.read(args.file)
    print(tr("Read from {file}: {count} rows.", file=args.file, count=rows))
    return 0
