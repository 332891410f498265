"""``shopdesk print daily``: the daily worksheet as PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Names, Text
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.stores import Store


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sheet to ``shopdesk print``."""
    parser = subparsers.add_parser("daily", help=tr("The daily worksheet of a store"))
    parser.add_argument("--date", required=True, metavar="DAY", help=tr("The day, like 2020-02-01"))
    parser.add_argument("--blank", action="store_true", help=tr("An empty form to fill in by hand"))
    parser.add_argument("--back", action="store_true", help=tr("With open problems and the day's timetable"))
    parser.add_argument("--week", action="store_true", help=tr("Blank forms for the whole week of the day"))
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--role", metavar="ROLE", help=tr("Only what a role is in charge of, by its name or code"))
    whose.add_argument("--each-role", action="store_true", help=tr("A form for each role"))
    stores = parser.add_mutually_exclusive_group()
    stores.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))
    stores.add_argument("--all-stores", action="store_true", help=tr("The forms of every store"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf", help=tr("The file to write"))
    parser.set_defaults(run=run, only_reads=True)


def _role(app: App, stores: list[Store], wanted: str) -> str:
    """The code of a role that is called so in one of the stores.

    Raises:
        UserError: none is.
    """
    names: dict[str, str] = {}
    for store in stores:
        names |= app.services.people.catalogue.role_names(store.id or 0)
    found = [code for code, name in names.items() if wanted in (code, name)]
    if not found:
        known = Names(sorted(names.values()))
        raise UserError(Text("No role is called “{role}”. There are: {known}.", role=wanted, known=known))
    return found[0]


def run(args: argparse.Namespace, app: App) -> int:
    """Write the forms that were asked for."""
    from shopdesk.domain.periods import parse_day
    from shopdesk.gui.paper.output import write_daily_pdf
    from shopdesk.services.daily.papers import EACH_ROLE, PaperWish, daily_papers

    stores = app.services.stores.all() if args.all_stores else []
    stores = stores or [app.services.stores.named(args.store)]
    wish = PaperWish(
        store_ids=tuple(store.id or 0 for store in stores),
        day=parse_day(args.date),
        filled=not args.blank,
        back=args.back,
        week=args.week,
        role=EACH_ROLE if args.each_role else _role(app, stores, args.role) if args.role else "",
    )
    write_daily_pdf(daily_papers(app.services, wish), args.output)
    for store_id in wish.store_ids if wish.filled else ():
        unopened = app.services.stores.unopened(store_id, wish.day)
        if unopened is not None:
            said = tr("“{store}” has not opened yet", store=unopened.name)
            print(f"{said}. {tr(unopened.sentence)}", file=sys.stderr)
    print(tr("Written: {file}", file=args.output))
    return 0
