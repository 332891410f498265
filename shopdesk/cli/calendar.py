"""``shopdesk calendar list|export``: the shopping year without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.cli.output import print_json
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(subparsers: Any) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser("calendar", help=tr("festivals, holidays and own days of a year"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|export")
    listing = actions.add_parser("list", help=tr("list the days of a year"))
    listing.add_argument("--year", type=int, required=True, metavar="Y")
    listing.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    export = actions.add_parser("export", help=tr("write a year as an iCalendar file"))
    export.add_argument("--year", type=int, required=True, metavar="Y")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.ics")
    parser.set_defaults(run=run, only_reads=True)


def run(args: argparse.Namespace, app: App) -> int:
    """Do it; a trouble is raised as a UserError and told by the caller."""
    calendar = app.services.calendar
    if args.action == "export":
        count = calendar.export_ics(args.year, args.output)
        print(tr("{count} entries written to {file}", count=count, file=args.output))
        return 0
    days = calendar.days(args.year)
    if args.json:
        print_json({"year": args.year, "days": [_as_json(day) for day in days]})
        return 0
    for day in days:
        print(f"{day.date.isoformat()}  {day.kind.value:<10}  {day.name(current_language())}")
    return 0


def _as_json(day: Any) -> dict[str, str]:
    return {
        "date": day.date.isoformat(),
        "name_zh": day.name_zh,
        "name_en": day.name_en,
        "kind": day.kind.value,
        "rule": day.rule,
    }
