"""``shopdesk print setup``: the opening checklist as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sheet to ``shopdesk print``."""
    parser = subparsers.add_parser("setup", help=tr("The opening checklist of a store"))
    parser.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf", help=tr("The file to write"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, app: App) -> int:
    """Write the checklist of one store."""
    from shopdesk.gui.printing import write_pdf
    from shopdesk.services.setup.wording import checklist_html

    store = app.services.stores.named(args.store)
    assert store.id is not None
    write_pdf(checklist_html(app.services.setup.board(store.id)), args.output)
    print(tr("Written: {file}", file=args.output))
    return 0
