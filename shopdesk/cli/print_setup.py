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
    parser.add_argument(
        "--sheet",
        choices=("checklist", "documents", "bring", "money", "budget"),
        default="checklist",
        help=tr("What to print: the checklist, the list of papers, the papers to bring by visit, or fees and budget"),
    )
    parser.set_defaults(run=run, only_reads=True)


def run(args: argparse.Namespace, app: App) -> int:
    """Write a sheet of one store's setup."""
    from shopdesk.gui.printing import write_pdf
    from shopdesk.services.setup.wording import checklist_html, documents_html

    store = app.services.stores.named(args.store)
    assert store.id is not None
    setup = app.services.setup
    board = setup.board(store.id)
    if args.sheet == "money":
        from shopdesk.reporting.setup_money import money_html
        from shopdesk.services.setup.money_paper import money_facts

        html = money_html(money_facts(board, setup.fees.view(store.id), setup.budget.view(store.id)))
    elif args.sheet == "budget":
        from shopdesk.services.setup.budget_paper import budget_facts, budget_html

        budget = setup.budget
        facts = budget_facts(board.store.name, board.today, budget.view(store.id), budget.paid.view(store.id))
        html = budget_html(facts)
    elif args.sheet == "bring":
        from shopdesk.gui.paper.output import write_pages
        from shopdesk.gui.printing import each_on_its_page
        from shopdesk.reporting.setup_bring import bring_sheets
        from shopdesk.services.setup.wording import bring_facts

        sheets = bring_sheets(bring_facts(board, setup.visits.of(board)))
        write_pages(each_on_its_page(sheets), args.output, tr("Papers to bring"))
        print(tr("Written: {file}", file=args.output))
        return 0
    else:
        html = documents_html(board) if args.sheet == "documents" else checklist_html(board)
    write_pdf(html, args.output)
    print(tr("Written: {file}", file=args.output))
    return 0
