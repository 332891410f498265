"""``shopdesk money``: orders against the statements, the bridge of a month, and closing months."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.ledger.matched import MatchedOrder


def register(actions: Any) -> None:
    """Add the actions to those of ``money``."""
    from shopdesk.domain.ledger.matching import OrderState

    orders = actions.add_parser("orders", help=tr("Show orders against the money of the statements"))
    orders.add_argument("--from", dest="start", required=True, metavar="DAY", help=tr("The first day, like 2020-02-01"))
    orders.add_argument("--to", dest="end", required=True, metavar="DAY", help=tr("The last day, like 2020-02-29"))
    orders.add_argument("--state", choices=[state.value for state in OrderState], help=tr("Only orders of this state"))
    _finish(orders, run_orders, json=True, only_reads=True)
    bridge = _monthly(
        actions, "bridge", tr("Show a month from its paid orders to the change of the balance"), run_bridge
    )
    for asking in (orders, bridge):
        asking.set_defaults(before_reading=_count_orders)
    months = actions.add_parser("months", help=tr("Show the months that are closed and what changed in them since"))
    _finish(months, run_months, json=True, only_reads=True)
    _monthly(actions, "close", tr("Close a month: its sums stay said"), run_close, json=False, only_reads=False)
    _monthly(actions, "reopen", tr("Open a closed month again"), run_reopen, json=False, only_reads=False)
    _monthly(actions, "accept", tr("Accept what changed in a closed month"), run_accept, json=False, only_reads=False)


def _monthly(actions: Any, name: str, words: str, run: Any, *, json: bool = True, only_reads: bool = True) -> Any:
    parser = actions.add_parser(name, help=words)
    parser.add_argument("--month", required=True, metavar="MONTH", help=tr("The month, like 2020-02"))
    _finish(parser, run, json=json, only_reads=only_reads)
    return parser


def _count_orders(args: argparse.Namespace, app: App) -> None:
    """Work out orders that nobody asked for yet, before the reading begins."""
    app.services.matching.ensure(app.services.stores.named(args.store).id or 0)


def _finish(parser: argparse.ArgumentParser, run: Any, *, json: bool, only_reads: bool) -> None:
    parser.add_argument("--store", metavar="NAME", help=tr("The store; needed where there are several"))
    if json:
        parser.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    parser.set_defaults(run=run, only_reads=only_reads)


def run_orders(args: argparse.Namespace, app: App) -> int:
    """Print the orders of a span, by the day they were paid, and how many have which state."""
    from collections import Counter

    from shopdesk.cli.output import print_json
    from shopdesk.domain.ledger.matching import STATE_NAMES, OrderState
    from shopdesk.domain.money import format_yuan
    from shopdesk.domain.periods import Period, parse_day

    store = app.services.stores.named(args.store)
    span = Period(parse_day(args.start), parse_day(args.end))
    state = OrderState(args.state) if args.state else None
    orders = app.services.matching.every_order(store.id or 0, span.start, span.end, state)
    counts = Counter(order.state for order in orders)
    counted = {state.value: counts[state] for state in OrderState if counts[state]}
    if args.json:
        print_json({"orders": [_order(order) for order in orders], "counts": counted})
        return 0
    if not orders:
        print(tr("No orders in these days."))
    for order in orders:
        print(f"{order.day}  {order.order_no}  {tr(order.state_name)}  {format_yuan(order.difference)}")
    for state in OrderState:
        if counts[state]:
            print(tr("{state}: {count}", state=STATE_NAMES[state], count=counts[state]))
    return 0


def _order(order: MatchedOrder) -> dict[str, Any]:
    from shopdesk.cli.output import money

    return {
        "order_no": order.order_no,
        "paid_at": order.paid_at,
        "confirmed_at": order.confirmed_at,
        "buyer_paid": money(order.buyer_paid),
        "refund_by_report": money(order.refund_by_report),
        "received": money(order.received),
        "refunded": money(order.refunded),
        "fees": {kind.value: money(amount) for kind, amount in order.fees.items()},
        "expected_commission": money(order.expected_commission),
        "state": order.state.value,
    }


def run_bridge(args: argparse.Namespace, app: App) -> int:
    """Print the bridge of a month; what changed since it was closed stands below."""
    from shopdesk.cli.output import money, print_json
    from shopdesk.domain.ledger.bridge import STEP_NAMES
    from shopdesk.domain.money import format_yuan
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    month = parse_month(args.month).start
    bridge = app.services.matching.bridge(store.id or 0, month).bridge
    if args.json:
        print_json(
            {
                "store": store.name,
                "month": f"{month:%Y-%m}",
                "opening_balance": money(bridge.opening),
                "steps": [
                    {"step": one.step.value, "amount": money(one.amount), "orders": list(one.orders)}
                    for one in bridge.steps
                ],
                "closing_balance": money(bridge.closing),
            }
        )
        return 0
    for one in bridge.steps:
        print(f"{format_yuan(one.amount):>16}  {tr(STEP_NAMES[one.step])}")
    _say_changes(app.services.matching.months.of(store.id or 0, month))
    return 0


def run_months(args: argparse.Namespace, app: App) -> int:
    """Print every month of the statements: closed or open, and what changed since it was closed."""
    from shopdesk.cli.output import money, print_json

    store = app.services.stores.named(args.store)
    views = app.services.matching.months.all(store.id or 0)
    if args.json:
        print_json(
            {
                "store": store.name,
                "months": [
                    {
                        "month": f"{view.month:%Y-%m}",
                        "days": view.days,
                        "days_covered": view.days_covered,
                        "closed_at": view.closed.closed_at if view.closed else None,
                        "closed_by": view.closed.closed_by if view.closed else None,
                        "changes": [
                            {
                                "figure": one.change.code,
                                "before": money(one.change.before_fen),
                                "after": money(one.change.after_fen),
                                "difference": money(one.change.difference),
                                "import_id": one.change.import_id,
                                "cause": one.change.cause,
                                "at": one.change.at,
                            }
                            for one in view.changes
                        ],
                    }
                    for view in views
                ],
            }
        )
        return 0
    if not views:
        print(tr("No statement yet. Import one."))
    for view in views:
        state = tr("closed") if view.closed else tr("open", context="month")
        print(tr("{month}: {state}, {covered} of {days} days in statements", month=f"{view.month:%Y-%m}", state=state,
                 covered=view.days_covered, days=view.days))  # fmt: skip
        _say_changes(view)
    return 0


def _say_changes(view: Any) -> None:
    from shopdesk.domain.money import format_yuan

    for one in view.changes:
        change = one.change
        print("  " + tr("{figure} changed by {difference} since the month was closed: {cause}", figure=change.name,
                        difference=format_yuan(change.difference), cause=change.cause))  # fmt: skip


def run_close(args: argparse.Namespace, app: App) -> int:
    """Close a month."""
    store, month = _which(args, app)
    app.services.matching.months.close(store, month)
    view = app.services.matching.months.of(store, month)
    print(tr("{month} is closed.", month=f"{month:%Y-%m}"))
    if not view.is_whole:
        print(tr("The statements cover {covered} of its {days} days.", covered=view.days_covered, days=view.days))
    return 0


def run_reopen(args: argparse.Namespace, app: App) -> int:
    """Open a month again."""
    store, month = _which(args, app)
    app.services.matching.months.reopen(store, month)
    print(tr("{month} is open again.", month=f"{month:%Y-%m}"))
    return 0


def run_accept(args: argparse.Namespace, app: App) -> int:
    """Accept what changed in a closed month."""
    store, month = _which(args, app)
    app.services.matching.months.accept(store, month)
    print(tr("The figures of {month} are accepted as they are now.", month=f"{month:%Y-%m}"))
    return 0


def _which(args: argparse.Namespace, app: App) -> tuple[int, Any]:
    from shopdesk.domain.periods import parse_month

    return app.services.stores.named(args.store).id or 0, parse_month(args.month).start
