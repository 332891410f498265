"""``shopdesk kpi``: the figures of a store by day, week or month."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from shopdesk.bootstrap import App
from shopdesk.cli.output import in_columns, print_json
from shopdesk.domain.kpi import KPIS, Basis, Figures, KpiTable, kpi
from shopdesk.domain.kpi.output import plain, shown
from shopdesk.domain.periods import By, parse_day
from shopdesk.domain.target_aims import AIMS
from shopdesk.infra.i18n import tr

_FIRST = ("orders", "paid_orders", "paid_amount", "refund_amount", "net_amount", "paying_rate", "amount_per_order")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("kpi", help=tr("Show a store's figures by day, week or month"))
    parser.add_argument("--from", dest="start", required=True, metavar="DAY", help=tr("The first day, like 2020-02-01"))
    parser.add_argument("--to", dest="end", required=True, metavar="DAY", help=tr("The last day, like 2020-02-29"))
    parser.add_argument("--by", choices=[by.value for by in By], default=By.DAY.value, help=tr("The step"))
    parser.add_argument("--store", metavar="NAME", help=tr("The store; needed where there are several"))
    parser.add_argument(
        "--basis",
        choices=[basis.value for basis in Basis],
        default=Basis.CREATED.value,
        help=tr("Count an order on the day it was made or on the day it was paid"),
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    form.add_argument("--csv", action="store_true", help=tr("Print comma-separated values"))
    parser.set_defaults(run=run, only_reads=True)


def run(args: argparse.Namespace, app: App) -> int:
    """Print the figures that were asked for."""
    start, end = parse_day(args.start), parse_day(args.end)
    store = app.services.stores.named(args.store)
    assert store.id is not None
    table = app.services.kpi.periods(store.id, start, end, By(args.by), Basis(args.basis))
    if args.json:
        spans = [*(row.period for row in table.rows), table.period]
        print_json(document(table, store.name, app.services.targets.range_targets(store.id, spans)))
    elif args.csv:
        _print_csv(table)
    else:
        _print_lines(table)
    return 0


def document(table: KpiTable, store_name: str, targets: Sequence[Mapping[str, int | None]]) -> dict[str, Any]:
    """The JSON document of the command-line contract; ``targets`` are those of each row and of the whole span."""
    said = [{code: _target(code, kept) for code, kept in found.items()} for found in targets]
    return {
        "store": store_name,
        "basis": table.basis.value,
        "by": table.by.value,
        "from": table.period.start.isoformat(),
        "to": table.period.end.isoformat(),
        "periods": [
            {"period": table.label(row), **_values(row), "targets": found}
            for row, found in zip(table.rows, said, strict=False)
        ],
        "totals": {**_values(table.totals), "targets": said[-1]},
    }


def _target(code: str, kept: int | None) -> str | int | None:
    return None if kept is None else plain(kpi(code), AIMS[code].value(kept))


def _values(row: Figures) -> dict[str, Any]:
    return {item.code: plain(item, row[item.code]) for item in KPIS}


def _print_csv(table: KpiTable) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["period", *(item.code for item in KPIS)])
    for row in table.rows:
        writer.writerow([table.label(row), *("" if v is None else v for v in _values(row).values())])
    writer.writerow(["total", *("" if v is None else v for v in _values(table.totals).values())])


def _print_lines(table: KpiTable) -> None:
    """A table for people: the figures that have data, first the usual ones."""
    with_data = set(table.codes_with_data())
    codes = [code for code in _FIRST if code in with_data]
    codes += [code for code in ("visitors", "conversion", "buyers", "ad_spend", "roi") if code in with_data]
    if not codes:
        codes = sorted(with_data)[:8]
    if not table.rows:
        print(tr("No figures in these days."))
        return
    names = [tr(kpi(code).name) for code in codes]
    lines = [["", *names]]
    lines += [[table.label(row), *(shown(kpi(code), row[code]) for code in codes)] for row in table.rows]
    lines.append([tr("Total"), *(shown(kpi(code), table.totals[code]) for code in codes)])
    for line in in_columns(lines):
        print(line)
