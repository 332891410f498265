"""``shopdesk money``: the account by its statements."""

from __future__ import annotations

import argparse
from typing import Any

from shopdesk.bootstrap import App
from shopdesk.cli import money_orders
from shopdesk.cli.output import in_columns, money, print_json
from shopdesk.domain.ledger.account import AccountPeriod, AccountView
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.lines import StatementGap
from shopdesk.domain.periods import By, parse_day
from shopdesk.infra.i18n import tr


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("money", help=tr("Show what moved in the payment account"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="show")
    shown = actions.add_parser("show", help=tr("The statements by kind of line"))
    shown.add_argument("--from", dest="start", required=True, metavar="DAY", help=tr("The first day, like 2020-02-01"))
    shown.add_argument("--to", dest="end", required=True, metavar="DAY", help=tr("The last day, like 2020-02-29"))
    shown.add_argument("--by", choices=[by.value for by in By], default=By.MONTH.value, help=tr("The step"))
    shown.add_argument("--store", metavar="NAME", help=tr("The store; needed where there are several"))
    shown.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    shown.set_defaults(run=run_show, only_reads=True)
    money_orders.register(actions)


def run_show(args: argparse.Namespace, app: App) -> int:
    """Print the account."""
    start, end = parse_day(args.start), parse_day(args.end)
    store = app.services.stores.named(args.store)
    view = app.services.ledger.account(store.id or 0, start, end, By(args.by))
    if args.json:
        print_json(document(view, store.name))
    else:
        _print_lines(view)
    return 0


def document(view: AccountView, store_name: str) -> dict[str, Any]:
    """The JSON document of the command-line contract."""
    return {
        "store": store_name,
        "from": view.period.start,
        "to": view.period.end,
        "by": view.by.value,
        "periods": [{"period": view.label(row), **_values(row)} for row in view.rows],
        "totals": _values(view.totals),
    }


def _values(row: AccountPeriod) -> dict[str, Any]:
    return {
        "opening_balance": money(row.opening),
        **{kind.value: money(row[kind]) for kind in LineKind},
        "closing_balance": money(row.closing),
        "gaps": [_gap(gap) for gap in row.gaps],
    }


def _gap(gap: StatementGap) -> dict[str, Any]:
    return {
        "after": gap.after,
        "before": gap.before,
        "missing": money(gap.missing),
        "days": [day.isoformat() for day in gap.days],
    }


def _print_lines(view: AccountView) -> None:
    """A table for people: the kinds that have lines."""
    if not view.rows:
        print(tr("No statement lines in these days. Import an Alipay statement first."))
        return
    kinds = [kind for kind in LineKind if any(kind in row.sums for row in view.rows)]
    lines = [["", tr("Balance before"), *(tr(LINE_KIND_NAMES[kind]) for kind in kinds), tr("Balance after")]]
    for name, row in [*((view.label(row), row) for row in view.rows), (tr("Total"), view.totals)]:
        values = [row.opening, *(row[kind] for kind in kinds), row.closing]
        lines.append([name, *(money(value) or "–" for value in values)])
    for line in in_columns(lines):
        print(line)
    for gap in view.totals.gaps:
        print(
            tr(
                "Lines are missing between {after} and {before}: {missing}",
                after=gap.after,
                before=gap.before,
                missing=money(gap.missing),
            )
        )
