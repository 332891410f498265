"""Options that the commands about pay share."""

from __future__ import annotations

import argparse
from typing import Any

from shopdesk.cli.pay_password import asks_for_it
from shopdesk.infra.i18n import tr


def monthly(
    actions: Any, name: str, words: str, run: Any, *, json: bool = False, only_reads: bool = False
) -> argparse.ArgumentParser:
    """Add an action on one month of a store; one that ``only_reads`` says all that it says from one moment."""
    parser: argparse.ArgumentParser = actions.add_parser(name, help=words)
    parser.add_argument("--month", required=True, metavar="MONTH", help=tr("The month, like 2020-02"))
    parser.set_defaults(run=run, only_reads=only_reads)
    of_a_store(parser, json=json)
    return parser


def of_a_store(parser: argparse.ArgumentParser, *, json: bool) -> None:
    """Let the store be named, and a document be asked for where there is one; the pay password is asked for first."""
    asks_for_it(parser)
    parser.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))
    if json:
        parser.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
