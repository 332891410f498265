"""What ``shopdesk payroll`` hands out: payslips, the list for the bank, the cost of the people, the tax year."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.cli.options import monthly, of_a_store
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.payroll.records import KeptRun, KeptSlip

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def register(actions: Any) -> None:
    """Add the actions to those of ``payroll``."""
    bank = monthly(actions, "bank", tr("Write the list for the bank"), run_bank, only_reads=True)
    bank.add_argument("--run", dest="number", type=int, metavar="NUMBER", help=tr("A run other than the wages"))
    _writes(bank, "FILE.xlsx")
    slips = _writes(
        monthly(actions, "payslips", tr("Write the payslips as PDF"), run_payslips, only_reads=True), "FILE.pdf"
    )
    slips.add_argument(
        "--layout", choices=("pages", "halves"), default="pages", help=tr("One to a page, or two to cut")
    )
    book = monthly(
        actions,
        "slips-xlsx",
        tr("Write the payslips as Excel, a sheet for each person"),
        run_slips_xlsx,
        only_reads=True,
    )
    _writes(book, "FILE.xlsx")
    text = monthly(actions, "slips-text", tr("Print the payslips as text for a chat"), run_slips_text, only_reads=True)
    for one in (slips, book, text):
        one.add_argument("--person", metavar="NAME", help=tr("Only the slip of this person"))
    cost = monthly(
        actions,
        "cost",
        tr("Write what the people cost, by department and person"),
        run_cost,
        json=True,
        only_reads=True,
    )
    _may_write(cost, "FILE.xlsx")
    year = actions.add_parser("year", help=tr("Write the tax year of each person, as Excel or PDF"))
    year.add_argument("--year", required=True, type=int, metavar="YEAR", help=tr("The year, like 2026"))
    year.set_defaults(run=run_year, only_reads=True)
    of_a_store(year, json=True)
    _may_write(year, "FILE.xlsx|FILE.pdf")


def _writes(parser: argparse.ArgumentParser, kind: str) -> argparse.ArgumentParser:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=kind, help=tr("The file to write"))
    return parser


def _may_write(parser: argparse.ArgumentParser, kind: str) -> None:
    parser.add_argument("-o", "--output", type=Path, metavar=kind, help=tr("The file to write"))


def run_bank(args: argparse.Namespace, app: App) -> int:
    """Write the list for the bank, with the columns that were chosen in the window."""
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    month = parse_month(args.month).start
    app.services.pay_papers.write_bank_list(store.id or 0, month, args.output, args.number)
    return _written(args.output)


def run_payslips(args: argparse.Namespace, app: App) -> int:
    """Write the payslips of a month, or of one person, as PDF."""
    from shopdesk.gui.payslip_pdf import SlipLayout, write_payslips

    run, slips, store = _slips(args, app)
    write_payslips(run, slips, store, args.output, SlipLayout(args.layout))
    return _written(args.output)


def run_slips_xlsx(args: argparse.Namespace, app: App) -> int:
    """Write the payslips as a workbook with a sheet for each person."""
    from shopdesk.reporting.payslip_book import write_payslip_book

    write_payslip_book(*_slips(args, app), args.output)
    return _written(args.output)


def run_slips_text(args: argparse.Namespace, app: App) -> int:
    """Print the payslips as text for a chat."""
    from shopdesk.infra.i18n import current_language
    from shopdesk.reporting.payslip_text import payslip_text

    run, slips, store = _slips(args, app)
    print("\n\n".join(payslip_text(run, slip, store, current_language()) for slip in slips))
    return 0


def run_cost(args: argparse.Namespace, app: App) -> int:
    """Write or print what the people of a month cost."""
    from shopdesk.cli.output import print_json
    from shopdesk.domain.periods import parse_month

    papers, month = app.services.pay_papers, parse_month(args.month).start
    store = app.services.stores.named(args.store)
    if args.output is not None:
        papers.write_costs(store.id or 0, month, args.output)
    document = papers.cost_document(store.id or 0, month)
    if args.json:
        print_json(document)
        return 0
    if args.output is not None:
        return _written(args.output)
    for one in document["people"]:
        name = f"{one['name']} ({one['mark']})" if one["mark"] else one["name"]
        print(
            one["department"],
            name,
            one["gross"] or NO_DATA,
            one["employer_cost"] or NO_DATA,
            one["ratio"] or NO_DATA,
            sep="\t",
        )
    print(
        tr("Cost of all people against the paid amount of the store: {ratio}", ratio=document["cost_ratio"] or NO_DATA)
    )
    return 0


def run_year(args: argparse.Namespace, app: App) -> int:
    """Write the tax year: a workbook, or a page for each person as PDF; or print it as JSON."""
    from shopdesk.cli.output import print_json
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.text import Text

    if not _FIRST_YEAR <= args.year <= _LAST_YEAR:
        raise UserError(Text("{year} is no year of this program. Write it like 2026.", year=args.year))
    if args.output is None and not args.json:
        raise UserError(Text("Say where to write the year with -o FILE.xlsx, or ask for --json."))
    papers = app.services.pay_papers
    store = app.services.stores.named(args.store)
    if args.output is not None and args.output.suffix.casefold() == ".pdf":
        from shopdesk.gui.year_pdf import write_years

        write_years(papers.year(store.id or 0, args.year), store.name, args.year, args.output)
    elif args.output is not None:
        papers.write_year(store.id or 0, args.year, args.output)
    if args.json:
        print_json(papers.year_document(store.id or 0, args.year))
        return 0
    return _written(args.output)


def _written(path: Path) -> int:
    print(tr("Written: {file}", file=path))
    return 0


def _slips(args: argparse.Namespace, app: App) -> tuple[KeptRun, list[KeptSlip], str]:
    """The month, the slips that are asked for, and the store's name."""
    from shopdesk.domain.errors import NotFound
    from shopdesk.domain.payroll.slip_parts import slip_label
    from shopdesk.domain.periods import parse_month
    from shopdesk.domain.text import Text

    store = app.services.stores.named(args.store)
    run = app.services.payroll.run(store.id or 0, parse_month(args.month).start)
    slips = [slip for slip in run.slips if args.person in (None, slip.name, slip_label(slip))]
    if not slips:
        raise NotFound(Text("There is no payslip of {name} in {month}.", name=args.person, month=args.month))
    return run, slips, store.name
