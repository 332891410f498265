"""``shopdesk tax-bridge`` and ``tax-quarters``: what the tax office was told, of one quarter and of all."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.cli.output import in_columns, print_json
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.ledger.tax import TaxBridge


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    one = commands.add_parser("tax-bridge", help=tr("Hold what the platform reported of a quarter against the store's"))
    one.add_argument("--quarter", required=True, metavar="QUARTER", help=tr("The quarter, like 2026-Q1"))
    one.add_argument("-o", "--output", type=Path, metavar="FILE.xlsx", help=tr("The file to write"))
    one.set_defaults(run=run_tax_bridge, only_reads=True)
    every = commands.add_parser("tax-quarters", help=tr("List every quarter of which anything is known"))
    every.set_defaults(run=run_tax_quarters, only_reads=True)
    for parser in (one, every):
        parser.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
        parser.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))


def run_tax_bridge(args: argparse.Namespace, app: App) -> int:
    """Print a quarter, or write its workbook."""
    from shopdesk.domain.ledger.profit_output import plain_bridge
    from shopdesk.domain.ledger.tax import parse_quarter

    quarter = parse_quarter(args.quarter)
    store = app.services.stores.named(args.store)
    found = app.services.taxes.bridge(store.id or 0, quarter)
    if args.output is not None:
        app.services.taxes.write(store.id or 0, quarter, args.output)
    if args.json:
        print_json(plain_bridge(found, store.name))
    elif args.output is not None:
        print(tr("Written: {file}", file=args.output))
    else:
        _print_bridge(found)
    return 0


def _print_bridge(found: TaxBridge) -> None:
    from shopdesk.domain.ledger.tax import CAUSE_NAMES, COMPARISON_ONLY, columns_of, fees_beside

    print(found.label)
    for name, column in columns_of(found):
        print(
            "  "
            + tr(
                "{name}: {total}, returned {returned}, net {net}",
                name=name,
                total=_shown(column.total_fen),
                returned=_shown(column.returned_fen),
                net=_shown(column.net_fen),
            )
        )
    print("  " + tr("Declared without VAT: {amount}", amount=_shown(found.declared_fen)))
    print("  " + tr("Declared with VAT: {amount}", amount=_shown(found.declared_with_vat_fen)))
    for name, fen in fees_beside(found):
        print(f"  {tr(name)}: {_shown(fen)}")
    for one in found.differences:
        words = tr(CAUSE_NAMES[one.cause]) if one.counted else tr("({cause})", cause=CAUSE_NAMES[one.cause])
        print(f"    {words}: {_shown(one.fen)}")
    print(tr(COMPARISON_ONLY))


def run_tax_quarters(args: argparse.Namespace, app: App) -> int:
    """Print a line for each quarter, the newest first."""
    from shopdesk.domain.ledger.profit_output import plain_quarters
    from shopdesk.domain.ledger.tax import COMPARISON_ONLY, columns_of

    store = app.services.stores.named(args.store)
    known = app.services.taxes.known(store.id or 0)
    if args.json:
        print_json(plain_quarters(known, store.name))
        return 0
    if not known:
        print(tr("Nothing is known of any quarter. Import order reports and statements first."))
        return 0
    names = [tr(name) for name, _column in columns_of(known[0])]
    lines = [[tr("Quarter"), *names, tr("Declared, without VAT"), tr("Not explained")]]
    for found in known:
        net = [found.figures.platform_net, *(column.net_fen for _name, column in columns_of(found)[1:])]
        lines.append([found.label, *map(_shown, (*net, found.declared_fen, found.not_explained_fen))])
    print(*in_columns(lines), tr(COMPARISON_ONLY), sep="\n")
    return 0


def _shown(fen: int | None) -> str:
    from shopdesk.domain.money import format_yuan

    return NO_DATA if fen is None else format_yuan(fen)
