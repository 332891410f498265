"""``shopdesk fees``: what a store costs by the rules of a day, and its own figure in place of a shipped one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    from shopdesk.domain.setup.fees import FeeItem

    parser = commands.add_parser("fees", help=tr("Set the store's own fees"))
    actions = parser.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    entry = actions.add_parser("set", help=tr("Put the store's own figure in place of the shipped one"))
    entry.add_argument("item", choices=[item.value for item in FeeItem], help=tr("Which fee"))
    entry.add_argument("value", metavar="VALUE", help=tr("A share like 5%% of sales, or an amount in yuan"))
    entry.add_argument("--category", metavar="NAME", default="", help=tr("Only for products of this category"))
    entry.add_argument("--from", dest="start", metavar="DAY", help=tr("From this day on; without it for all days"))
    entry.add_argument("--source", metavar="TEXT", help=tr("Where the figure is from"))
    entry.add_argument("--store", metavar="NAME", help=tr("The store; needed where there are several"))
    entry.set_defaults(run=run_set)
    shown = actions.add_parser("show", help=tr("What a store costs by the rules of a day"))
    shown.add_argument("--on", dest="day", metavar="DAY", help=tr("By the rules of this day; else of the opening day"))
    shown.add_argument("--store", metavar="NAME", help=tr("The store; needed where there are several"))
    shown.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    shown.set_defaults(run=run_show, only_reads=True)


def run_show(args: argparse.Namespace, app: App) -> int:
    """Say every figure with its rule, what they come to, and what becomes another figure later."""
    from shopdesk.cli.fees_shown import show
    from shopdesk.domain.periods import parse_day

    store = app.services.stores.named(args.store)
    view = app.services.setup.fees.view(store.id or 0, parse_day(args.day) if args.day else None)
    show(store.name, view, as_json=args.json)
    return 0


def run_set(args: argparse.Namespace, app: App) -> int:
    """Keep an own figure."""
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.fields import Reader, doubt
    from shopdesk.domain.periods import parse_day
    from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, RATE_ITEMS, FeeItem
    from shopdesk.domain.setup.nouns import OWN_FEE
    from shopdesk.domain.typed import narrow, parse

    store = app.services.stores.named(args.store)
    item = FeeItem(args.item)
    field = OWN_FEE.field("rate" if item in RATE_ITEMS else "amount_fen")
    reader = Reader(today=app.services.ctx.clock.today(), say=tr)
    value = parse(field, args.value, reader)
    unusual = doubt(field, value)
    if unusual is not None and value and "%" not in narrow(args.value):
        # "0.05" may be meant as 5 %; nobody can be asked here.
        raise UserError(unusual)
    kept = app.services.setup.fees.add_own(
        store.id or 0,
        item,
        source=args.source or tr("entered by a command"),
        category=args.category,
        valid_from=parse_day(args.start) if args.start else None,
        **{field.name: value},
    )
    print(
        tr("{fee} of “{store}”: {value}", fee=FEE_ITEM_NAMES[item], store=store.name, value=reader.shown(field, value))
        + (f" ({kept.category})" if kept.category else "")
        + (f" {tr('from {day} on', day=kept.valid_from)}" if kept.valid_from else "")
    )
    return 0
