"""``shopdesk payroll`` around the month: single figures, the review, and what comes after the lock."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from shopdesk.cli.options import monthly, of_a_store
from shopdesk.domain.text import Names
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.payroll.late import LateChange
    from shopdesk.domain.payroll.month_figures import MonthFigure
    from shopdesk.domain.people import Person


def register(actions: Any) -> None:
    """Add the actions to those of ``payroll``."""
    figures = monthly(
        actions, "figures", tr("Show where each figure of a month comes from"), run_figures, json=True, only_reads=True
    )
    figures.add_argument("--person", metavar="NAME", help=tr("Only the figures of this person"))
    entry = monthly(actions, "set", tr("Type a figure of a month over what is known"), run_set)
    entry.add_argument("--figure", required=True, metavar="CODE", help=tr("Which figure, like own_sales"))
    entry.add_argument("--person", metavar="NAME", help=tr("Whose; without one it is the store's"))
    ways = entry.add_mutually_exclusive_group(required=True)
    ways.add_argument("--value", metavar="VALUE", help=tr("The figure; money in yuan"))
    ways.add_argument("--clear", action="store_true", help=tr("Take back what was typed"))
    entry.add_argument("--reason", default="", help=tr("Why it is not what is known"))
    monthly(actions, "review", tr("Hold a month against the months before"), run_review, json=True, only_reads=True)

    late = actions.add_parser("late", help=tr("Show what came after the lock, with its amounts"))
    late.add_argument("--month", metavar="MONTH", help=tr("Only this locked month, like 2020-02"))
    late.set_defaults(run=run_late, only_reads=True)
    of_a_store(late, json=True)
    adjust = actions.add_parser("adjust", help=tr("Correct a locked month with the wages of a later one"))
    adjust.add_argument("--original-month", required=True, metavar="MONTH", help=tr("The month that it corrects"))
    adjust.add_argument("--person", metavar="NAME", help=tr("Whose wages are corrected"))
    what = adjust.add_mutually_exclusive_group(required=True)
    what.add_argument("--amount", metavar="YUAN", help=tr("Paid to the person, or taken where it is negative"))
    what.add_argument("--late", action="store_true", help=tr("What came after the lock, as far as it is open"))
    adjust.add_argument("--line", metavar="CODE", help=tr("The line that it corrects, like own_commission"))
    adjust.add_argument("--reason", required=True, help=tr("Why"))
    adjust.add_argument("--month", metavar="MONTH", help=tr("The month that it is paid with; the next open one"))
    adjust.add_argument("--apart", action="store_true", help=tr("Pay it at once, in a run of its own"))
    adjust.set_defaults(run=run_adjust)
    of_a_store(adjust, json=True)
    reverse = monthly(
        actions, "reverse", tr("Take a locked run back by an equal and opposite one"), run_reverse, json=True
    )
    reverse.add_argument("--run", dest="number", type=int, metavar="NUMBER", help=tr("A run other than the wages"))
    reverse.add_argument("--reason", required=True, help=tr("Why"))


def run_figures(args: argparse.Namespace, app: App) -> int:
    """Show the figures of a month with their sources."""
    from shopdesk.cli.output import print_json
    from shopdesk.domain.fields import Reader
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    month = parse_month(args.month).start
    found = app.services.payroll.figures.of_month(store.id or 0, month)
    if args.person is not None:
        who = _person(app, store.id or 0, args.person)
        found = [one for one in found if one.person_id == who.id]
    if args.json:
        print_json({"store": store.name, "month": f"{month:%Y-%m}", "figures": [_figure(one) for one in found]})
        return 0
    reader = Reader(today=app.services.ctx.clock.today(), say=tr)
    for one in found:
        lacking = "" if one.lacking is None else tr("Missing: {figure}.", figure=one.lacking)
        shown = reader.shown(one.field, one.value)
        print(one.who or store.name, tr(one.field.label or ""), shown, tr(one.origin), one.reason, lacking, sep="\t")
    return 0


def _figure(one: MonthFigure) -> dict[str, Any]:
    return {
        "person": one.who or None,
        "figure": one.field.name,
        "value": _plain(one, one.value),
        "known": _plain(one, one.known),
        "typed": one.typed,
        "reason": one.reason,
        "source": one.origin,
        "missing": one.missing,
        "lacking": one.lacking,
    }


def _plain(one: MonthFigure, value: Any) -> Any:
    from shopdesk.cli.output import money
    from shopdesk.domain.fields import Kind

    if value is None or isinstance(value, bool):
        return value
    return money(value) if one.field.kind is Kind.MONEY else f"{value}"


def run_set(args: argparse.Namespace, app: App) -> int:
    """Type a figure over, or take back what was typed."""
    from shopdesk.domain.fields import Reader
    from shopdesk.domain.payroll.month_figures import declared_figure
    from shopdesk.domain.periods import parse_month
    from shopdesk.domain.typed import parse

    services = app.services
    store = services.stores.named(args.store)
    person_id = None if args.person is None else _person(app, store.id or 0, args.person).id
    field = declared_figure(args.figure, of_store=person_id is None)
    value = None
    if not args.clear:
        value = parse(field, args.value, Reader(today=services.ctx.clock.today(), say=tr))
    month = parse_month(args.month).start
    services.payroll.figures.put(store.id or 0, month, person_id, args.figure, value, args.reason)
    print(tr("Taken back.") if args.clear else tr("Kept. Compute the month to see the wages."))
    return 0


def run_review(args: argparse.Namespace, app: App) -> int:
    """Say what is unusual of a computed month."""
    from shopdesk.cli.output import money, print_json, rate
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    month = parse_month(args.month).start
    review = app.services.payroll.review(store.id or 0, month)
    if args.json:
        print_json(
            {
                "store": store.name,
                "month": f"{month:%Y-%m}",
                "compared_with": review.months,
                "people": [
                    {
                        "name": one.who,
                        "net": money(one.net_fen),
                        "mean": money(one.mean_fen),
                        "unusual": list(one.flags),
                    }
                    for one in review.people
                ],
                "departments": [
                    {
                        "name": list(one.names),
                        "people": one.people,
                        "cost": money(one.cost_fen),
                        "share": rate(one.share),
                    }
                    for one in review.departments
                ],
                "cost_ratio": rate(review.cost_ratio),
                "missing": list(review.missing),
            }
        )
        return 0
    for one in review.people:
        for flag in one.flags:
            print(one.who, tr(flag), sep="\t")
    if not review.flagged:
        print(tr("Nothing unusual against the last {count} months.", count=review.months))
    for entry in review.missing:
        print(tr("Missing: {figure}.", figure=entry))
    return 0


def run_late(args: argparse.Namespace, app: App) -> int:
    """Hold the locked months against today's data."""
    from shopdesk.cli.output import print_json
    from shopdesk.domain.payroll.late import WAY_WORDS
    from shopdesk.domain.periods import parse_month

    corrections = app.services.payroll.corrections
    store = app.services.stores.named(args.store)
    store_id = store.id or 0
    months = corrections.locked_months(store_id) if args.month is None else [parse_month(args.month).start]
    found = [change for month in months for change in corrections.late(store_id, month)]
    if args.json:
        print_json({"store": store.name, "changes": [_change(one) for one in found]})
        return 0
    for one in found:
        amount = _change(one)["open"]
        print(f"{one.month:%Y-%m}", one.who, tr(one.name), amount, tr(WAY_WORDS[one.way]), sep="\t")
    if not found:
        print(tr("The locked months are what today's data say."))
    return 0


def _change(one: LateChange) -> dict[str, Any]:
    from shopdesk.cli.output import money

    return {
        "month": f"{one.month:%Y-%m}",
        "person": one.who,
        "line": one.code,
        "locked": money(one.locked_fen),
        "today": money(one.today_fen),
        "adjusted": money(one.adjusted_fen),
        "open": money(one.open_fen),
        "way": one.way.value,
    }


def run_adjust(args: argparse.Namespace, app: App) -> int:
    """Keep an adjustment of a locked month, or pay it apart."""
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.payroll.late import Way
    from shopdesk.domain.periods import parse_month
    from shopdesk.domain.text import Text
    from shopdesk.domain.typed import read_yuan
    from shopdesk.services.payroll.corrections import Item

    corrections = app.services.payroll.corrections
    store = app.services.stores.named(args.store)
    store_id, original = store.id or 0, parse_month(args.original_month).start
    who = None if args.person is None else _person(app, store_id, args.person)
    if args.late:
        changes = [
            one
            for one in corrections.late(store_id, original)
            if one.way is Way.ADJUST and args.line in (None, one.code) and (who is None or one.person_id == who.id)
        ]
        if not changes:
            raise UserError(Text("Nothing of {month} is open to be adjusted.", month=f"{original:%Y-%m}"))
        if args.apart:
            return _say_run(args, app, store_id, corrections.pay_late_apart(store_id, changes, args.reason))
        return _say_kept(args, [corrections.adjust_late(store_id, one, args.reason) for one in changes])
    amount = read_yuan(args.amount)
    if who is None or args.line is None or amount is None:
        raise UserError(Text("Say with --person, --line and --amount (like 1234.50) whose line changes by how much."))
    if args.apart:
        item = Item(person_id=who.id or 0, amount_fen=amount, original_month=original, original_code=args.line)
        return _say_run(args, app, store_id, corrections.pay_apart(store_id, [item], args.reason))
    kept = corrections.adjust(
        store_id,
        person_id=who.id or 0,
        amount_fen=amount,
        original_month=original,
        original_code=args.line,
        reason=args.reason,
        month=None if args.month is None else parse_month(args.month).start,
    )
    return _say_kept(args, [kept])


def run_reverse(args: argparse.Namespace, app: App) -> int:
    """Take a locked run back."""
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    month = parse_month(args.month).start
    run = app.services.payroll.corrections.reverse(store.id or 0, month, args.reason, args.number)
    return _say_run(args, app, store.id or 0, run)


def _say_kept(args: argparse.Namespace, kept: Iterable[Any]) -> int:
    from shopdesk.cli.output import money, print_json

    rows = [
        {
            "id": one.id,
            "month": f"{one.month:%Y-%m}",
            "amount": money(one.amount_fen),
            "original_month": f"{one.original_month:%Y-%m}",
            "line": one.original_code,
            "reason": one.reason,
        }
        for one in kept
    ]
    if args.json:
        print_json({"adjustments": rows})
        return 0
    for row in rows:
        print(tr("{amount} is paid with the wages of {month}.", amount=row["amount"], month=row["month"]))
    return 0


def _say_run(args: argparse.Namespace, app: App, store_id: int, run: Any) -> int:
    from shopdesk.cli.output import print_json

    if args.json:
        print_json(app.services.payroll.document(store_id, run))
    else:
        print(tr("Run {number} of {month} is locked.", number=run.number, month=f"{run.month:%Y-%m}"))
    return 0


def _person(app: App, store_id: int, name: str) -> Person:
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.text import Text

    found = [one for one in app.services.people.everyone(store_id) if name in (one.name, one.label)]
    exact = [one for one in found if one.label == name]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if found:
        names = Names(one.label for one in found)
        raise UserError(Text("There are several people called {name}. Say which: {names}.", name=name, names=names))
    raise UserError(Text("Nobody is called {name}. Check the name.", name=name))
