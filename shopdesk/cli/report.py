"""``shopdesk report``: the weekly and the monthly report, as an Excel workbook or, the main page of it, as PDF."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.periods import By


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    from shopdesk.domain.periods import By

    parser = commands.add_parser("report", help=tr("Write a report as an Excel workbook or its main page as PDF"))
    reports = parser.add_subparsers(dest="report", required=True, metavar=tr("REPORT"))
    weekly = reports.add_parser("weekly", help=tr("The weekly report"))
    weekly.add_argument(
        "--week",
        dest="span",
        metavar="WEEK",
        help=tr("The week, like 2020-W08; otherwise the last whole one with figures"),
    )
    monthly = reports.add_parser("monthly", help=tr("The monthly report, with the plan of the next month"))
    monthly.add_argument(
        "--month",
        dest="span",
        metavar="MONTH",
        help=tr("The month, like 2020-02; otherwise the last whole one with figures"),
    )
    for one, by in ((weekly, By.WEEK), (monthly, By.MONTH)):
        one.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))
        one.add_argument(
            "--basis",
            choices=["created", "paid"],
            default="created",
            help=tr("Count an order on the day it was made or on the day it was paid"),
        )
        one.add_argument(
            *("-o", "--output"),
            type=Path,
            required=True,
            metavar="FILE.xlsx",
            help=tr("The file to write; with the ending .pdf the main page"),
        )
        one.set_defaults(run=partial(_run, by=by), only_reads=True)


def _run(args: argparse.Namespace, app: App, *, by: By) -> int:
    """Write the report of one store."""
    from shopdesk.domain.kpi import Basis
    from shopdesk.domain.periods import By, label, parse_month, parse_week

    store = app.services.stores.named(args.store)
    store_id, reports, basis = store.id or 0, app.services.reports, Basis(args.basis)
    if args.span:
        period = parse_week(args.span) if by is By.WEEK else parse_month(args.span)
    else:
        period = reports.last_whole(store_id, by)
        name, start, end = label(period.start, by), period.start.isoformat(), period.end.isoformat()
        words = (
            tr("The last whole week with figures: {span} ({start} to {end})", span=name, start=start, end=end)
            if by is By.WEEK
            else tr("The last whole month with figures: {span} ({start} to {end})", span=name, start=start, end=end)
        )
        print(words)
    if args.output.suffix.lower() == ".pdf":
        from shopdesk.gui.printing import write_pdf

        page = reports.page(store_id, period, by, basis)
        write_pdf(page.html, args.output, title=page.title)
    else:
        reports.write(store_id, period, by, args.output, basis)
    print(tr("Written: {file}", file=args.output))
    return 0
