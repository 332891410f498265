"""The command line: one parser, one module for each command, three exit codes.

0 done; 1 a sentence on standard error; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from shopdesk import __version__, bootstrap
from shopdesk.cli.output import shown_as_in_the_window
from shopdesk.cli.share import open_data
from shopdesk.domain.errors import UserError
from shopdesk.infra import i18n
from shopdesk.infra.garbage import searched_seldom
from shopdesk.infra.i18n import tr

COMMANDS = (
    "shopdesk.cli.demo",
    "shopdesk.cli.imports",
    "shopdesk.cli.kpi",
    "shopdesk.cli.money",
    "shopdesk.cli.fees",
    "shopdesk.cli.calendar",
    "shopdesk.cli.report",
    "shopdesk.cli.print",
    "shopdesk.cli.people",
    "shopdesk.cli.payroll",
    "shopdesk.cli.profit",
    "shopdesk.cli.tax",
    "shopdesk.cli.backup",
    "shopdesk.cli.export",
    "shopdesk.cli.check",
    "shopdesk.cli.store",
    "shopdesk.cli.share",
    "shopdesk.cli.self_test",
)

EXIT_DONE, EXIT_REFUSED = 0, 1


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command; each module adds its own and names its run function."""
    parser = argparse.ArgumentParser(
        prog="shopdesk", description=tr("Run your online stores. Without a command the window opens.")
    )
    parser.add_argument("--version", action="version", version=f"ShopDesk {__version__}")
    add_common(parser)
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    for module in COMMANDS:
        importlib.import_module(module).register(commands)
    return parser


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options that go before any command."""
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=tr("The folder with your data"))
    parser.add_argument("--lang", choices=list(i18n.LANGUAGES), help=tr("The language to speak"))


def run(argv: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    _speak_utf8()
    i18n.set_language(_language_in(argv) or i18n.system_language())
    with searched_seldom(), shown_as_in_the_window():
        return _run_told(argv)


def _run_told(argv: Sequence[str]) -> int:
    try:
        return _run(build_parser().parse_args(argv))
    except UserError as error:
        print(tr(error.text), file=sys.stderr)
        if error.command:
            print(tr("The command for it: {command}", command=error.command), file=sys.stderr)
        return EXIT_REFUSED
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_REFUSED
    except KeyboardInterrupt:
        print(tr("Stopped."), file=sys.stderr)
        return EXIT_REFUSED


def _run(args: argparse.Namespace) -> int:
    app = bootstrap.prepare(args.data_dir, args.lang)
    try:
        if getattr(args, "needs_data", True):
            open_data(app)
        if getattr(args, "about_pay", False):
            from shopdesk.cli.pay_password import unlock

            unlock(args, app)
        if (before := getattr(args, "before_reading", None)) is not None:
            before(args, app)
        # What only reads says so, and all that it says is from one moment.
        with app.services.reading() if getattr(args, "only_reads", False) else nullcontext():
            code: int = args.run(args, app)
        return code
    finally:
        app.close()


def _language_in(argv: Sequence[str]) -> str | None:
    for index, word in enumerate(argv):
        if word == "--lang" and index + 1 < len(argv):
            return argv[index + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def _speak_utf8() -> None:
    # Windows consoles and pipes may default to a code page that lacks our letters; never fail over output.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")
