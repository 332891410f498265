"""``shopdesk report``: the reports as Excel workbooks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("report", help=tr("Write a report as an Excel workbook"))
    reports = parser.add_subparsers(dest="report", required=True, metavar=tr("REPORT"))
    weekly = reports.add_parser("weekly", help=tr("The weekly report"))
    weekly.add_argument(
        "--week", metavar="WEEK", help=tr("The week, like 2020-W08; otherwise the last whole one with figures")
    )
    weekly.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))
    weekly.add_argument(
        "--basis",
        choices=["created", "paid"],
        default="created",
        help=tr("Count an order on the day it was made or on the day it was paid"),
    )
    weekly.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=tr("The file to write"))
    weekly.set_defaults(run=run_weekly, only_reads=True)


def run_weekly(args: argparse.Namespace, app: App) -> int:
    """Write the weekly report of one store."""
    from shopdesk.domain.kpi import Basis
    from shopdesk.domain.periods import parse_week

    store = app.services.stores.named(args.store)
    week = parse_week(args.week) if args.week else app.services.reports.last_week(store.id or 0)
    app.services.reports.write_weekly(store.id or 0, week, args.output, Basis(args.basis))
    print(tr("Written: {file}", file=args.output))
    return 0
