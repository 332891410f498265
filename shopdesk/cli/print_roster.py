"""``shopdesk print roster``: who works when in a week, as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sheet to ``shopdesk print``."""
    parser = subparsers.add_parser("roster", help=tr("The roster of a week"))
    parser.add_argument("--week", required=True, metavar="WEEK", help=tr("The week, like 2020-W08"))
    parser.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf", help=tr("The file to write"))
    parser.set_defaults(run=run, only_reads=True)


def run(args: argparse.Namespace, app: App) -> int:
    """Write the roster of one store."""
    from shopdesk.domain.periods import parse_week
    from shopdesk.gui.printing import write_pdf
    from shopdesk.services.roster.paper import roster_paper

    week = parse_week(args.week)
    store = app.services.stores.named(args.store)
    html, title = roster_paper(app.services, store.id or 0, week.start)
    write_pdf(html, args.output, landscape=True, title=title)
    print(tr("Written: {file}", file=args.output))
    return 0
