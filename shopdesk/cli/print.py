"""``shopdesk print``: the printed sheets as PDF, one module for each."""

from __future__ import annotations

import argparse
import importlib

from shopdesk.infra.i18n import tr

SHEETS: tuple[str, ...] = (
    "shopdesk.cli.print_daily",
    "shopdesk.cli.print_setup",
    "shopdesk.cli.print_roster",
    "shopdesk.cli.print_campaign",
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command with its sheets."""
    parser = commands.add_parser("print", help=tr("Write a printed sheet as PDF"))
    sheets = parser.add_subparsers(dest="sheet", required=True, metavar=tr("SHEET"))
    for module in SHEETS:
        importlib.import_module(module).register(sheets)
