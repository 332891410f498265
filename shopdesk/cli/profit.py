"""``shopdesk profit`` and ``costs``: what is left, and what things cost."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.cli.output import print_json
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.ledger.profit_table import ProfitTable

_SPLITS = ("day", "week", "month", "product", "campaign")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    profit = commands.add_parser("profit", help=tr("Show what is left of sales, and where each part comes from"))
    profit.add_argument("--from", dest="start", required=True, metavar="DAY", help=tr("The first day, like 2020-02-01"))
    profit.add_argument("--to", dest="end", required=True, metavar="DAY", help=tr("The last day, like 2020-02-29"))
    profit.add_argument("--by", choices=_SPLITS, default="month", help=tr("The step, or product or campaign"))
    form = profit.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    form.add_argument("--csv", action="store_true", help=tr("Print comma-separated values"))
    profit.set_defaults(run=run_profit, only_reads=True)

    costs = commands.add_parser("costs", help=tr("Unit costs, courier prices and other costs from a workbook"))
    actions = costs.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    load = actions.add_parser("import", help=tr("Read the costs of a workbook"))
    load.add_argument("file", type=Path, metavar="FILE.xlsx", help=tr("The workbook"))
    load.add_argument("--dry-run", action="store_true", help=tr("Only say what would change"))
    load.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    load.set_defaults(run=run_costs_import)
    for parser in (profit, load):
        parser.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))


def run_profit(args: argparse.Namespace, app: App) -> int:
    """Print profit as it was asked for."""
    from shopdesk.domain.ledger.profit_output import plain_table
    from shopdesk.domain.ledger.profit_table import Split
    from shopdesk.domain.periods import parse_day

    store = app.services.stores.named(args.store)
    table = app.services.profit.table(store.id or 0, parse_day(args.start), parse_day(args.end), Split(args.by))
    if args.json:
        print_json(plain_table(table, store.name))
    elif args.csv:
        _print_csv(table, store.name)
    else:
        _print_lines(table)
    return 0


def _print_csv(table: ProfitTable, store: str) -> None:
    from shopdesk.domain.ledger.profit_output import FIGURES, plain_row, plain_table

    writer = csv.writer(sys.stdout, lineterminator="\n")
    document = plain_table(table, store)
    rows = next(document[name] for name in ("periods", "products", "campaigns") if name in document)
    names = [name for name in ("period", "product", "title", "campaign") if rows and name in rows[0]]
    writer.writerow([*(names or ["period"]), *FIGURES])
    for row in rows:
        writer.writerow([*(row[name] or "" for name in names), *("" if row[n] is None else row[n] for n in FIGURES)])
    if rows:
        total = plain_row(table.total)
        blank = [""] * (len(names) - 1)
        writer.writerow(["total", *blank, *("" if total[name] is None else total[name] for name in FIGURES)])


def _print_lines(table: ProfitTable) -> None:
    from shopdesk.domain.ledger.parts import ORIGIN_NAMES
    from shopdesk.domain.ledger.profit_table import Stage, waterfall
    from shopdesk.domain.ledger.profit_words import remarks
    from shopdesk.domain.money import format_yuan

    if table.empty:
        print(tr("No figures in these days."))
        return
    for row in (*table.rows, table.total):
        name = tr("Total") if row is table.total else row.title or row.key or tr("belongs to none of them")
        print(name)
        for fall in waterfall(row):
            amount = NO_DATA if fall.fen is None else format_yuan(fall.fen)
            words = "" if fall.part is None else f"  ({tr(ORIGIN_NAMES[row.origins[fall.part]])})"
            lead = "  " if fall.stage is Stage.SUM else "    "
            print(f"{lead}{tr(fall.name)}: {amount}{words}")
    for remark in remarks(table):
        print(tr(remark))


def run_costs_import(args: argparse.Namespace, app: App) -> int:
    """Keep the costs of a workbook, wholly or not at all."""
    store = app.services.stores.named(args.store)
    read = app.services.costs.read_file(store.id or 0, args.file)
    refused = read.problems
    if not args.dry_run and not refused:
        app.services.costs.take(read)
    if args.json:
        print_json(
            {
                "file": read.file,
                "sheets": [{"sheet": one.sheet, "kind": one.noun.table} for one in read.sheets],
                "left_out": list(read.left),
                "new": read.new,
                "updated": read.updated,
                "unchanged": read.unchanged,
                "errors": [
                    {
                        "sheet": sheet,
                        "row": row.number,
                        "column": None if problem.field.label is None else tr(problem.field.label),
                        "message": tr(problem.message),
                    }
                    for sheet, row in refused
                    for problem in row.problems
                ],
            }
        )
    elif refused:
        for sheet, row in refused:
            for problem in row.problems:
                print(
                    tr("{sheet}, row {row}: {problem}", sheet=sheet, row=row.number, problem=problem.message),
                    file=sys.stderr,
                )
        print(tr("Nothing was kept. Correct these rows and try again."), file=sys.stderr)
    else:
        print(
            tr(
                "{new} new, {updated} updated, {unchanged} unchanged",
                new=read.new,
                updated=read.updated,
                unchanged=read.unchanged,
            )
        )
    return 1 if refused else 0
