"""``shopdesk payroll``: the monthly run from the figures to the locked month."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from datetime import date

    from shopdesk.bootstrap import App
    from shopdesk.domain.payroll.records import KeptRun
    from shopdesk.services.payroll.load_report import LoadReport


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("payroll", help=tr("Pay the people of a store, month by month"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    inputs = _monthly(actions, "inputs", tr("Write the month's workbook, or read it"), run_inputs, json=True)
    ways = inputs.add_mutually_exclusive_group(required=True)
    ways.add_argument("-o", "--output", type=Path, metavar="FILE.xlsx", help=tr("The file to write"))
    ways.add_argument("--load", type=Path, metavar="FILE.xlsx", help=tr("The workbook to read"))
    inputs.add_argument("--dry-run", action="store_true", help=tr("Only say what would change"))
    _monthly(actions, "compute", tr("Compute a draft of the month"), run_compute, json=True)
    _monthly(actions, "show", tr("Show a computed month"), run_show, json=True)
    _monthly(actions, "lock", tr("Lock a month: nothing changes it afterwards"), run_lock)
    for name, words, run, kind in (
        ("export", tr("Write the wages as an Excel workbook"), run_export, "FILE.xlsx"),
        ("bank", tr("Write the list for the bank"), run_bank, "FILE.xlsx"),
        ("payslips", tr("Write the payslips as PDF"), run_payslips, "FILE.pdf"),
    ):
        writer = _monthly(actions, name, words, run)
        writer.add_argument("-o", "--output", type=Path, required=True, metavar=kind, help=tr("The file to write"))
        if name == "payslips":
            writer.add_argument("--person", metavar="NAME", help=tr("Only the slip of this person"))
    check = actions.add_parser("verify", help=tr("Recompute the payslips in a PDF from what is attached to it"))
    check.add_argument("file", type=Path, metavar="SLIP.pdf", help=tr("The PDF"))
    check.set_defaults(run=run_verify, needs_data=False)
    listing = actions.add_parser("list", help=tr("List the computed months"))
    listing.set_defaults(run=run_list)
    _common(listing, json=True)


def _monthly(actions: Any, name: str, words: str, run: Any, *, json: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=words)
    parser.add_argument("--month", required=True, metavar="MONTH", help=tr("The month, like 2020-02"))
    parser.set_defaults(run=run)
    _common(parser, json=json)
    return parser


def _common(parser: argparse.ArgumentParser, *, json: bool) -> None:
    parser.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))
    if json:
        parser.add_argument("--json", action="store_true", help=tr("Print one JSON document"))


def run_inputs(args: argparse.Namespace, app: App) -> int:
    """Write the workbook of a month, or read one into it."""
    from shopdesk.domain.periods import parse_month

    month = parse_month(args.month).start
    services = app.services
    if args.output is not None:
        store = services.stores.named(args.store)
        services.payroll.write_inputs(store.id or 0, month, args.output)
        print(tr("Written: {file}", file=args.output))
        return 0
    return take_workbook_in(args, app, month, args.load)


def take_workbook_in(args: argparse.Namespace, app: App, month: date, file: Path, *, only_people: bool = False) -> int:
    """Read a workbook into a store, the first one where there is none yet, and print what came of it."""
    from shopdesk.services.stores import NothingTakenInError

    services = app.services
    with services.stores.to_take_in(args.store) as store:
        report = services.payroll.load(store.id or 0, month, file, dry_run=args.dry_run, only_people=only_people)
        code = print_report(report, args)
        if code or args.dry_run:
            raise NothingTakenInError
    return code


def run_compute(args: argparse.Namespace, app: App) -> int:
    """Compute the draft of a month."""
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    run = app.services.payroll.compute(store.id or 0, parse_month(args.month).start)
    return _print_run(args, app, store.id or 0, run)


def run_show(args: argparse.Namespace, app: App) -> int:
    """Show a computed month."""
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    run = app.services.payroll.run(store.id or 0, parse_month(args.month).start)
    return _print_run(args, app, store.id or 0, run)


def run_lock(args: argparse.Namespace, app: App) -> int:
    """Lock a month."""
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    run = app.services.payroll.lock(store.id or 0, parse_month(args.month).start)
    print(tr("{month} is locked. Nothing changes it from now on.", month=f"{run.month:%Y-%m}"))
    return 0


def run_list(args: argparse.Namespace, app: App) -> int:
    """List the computed months."""
    from shopdesk.cli.output import money, print_json, rate

    store = app.services.stores.named(args.store)
    runs = app.services.payroll.runs(store.id or 0)
    rows = [
        {
            "month": f"{run.month:%Y-%m}",
            "state": run.state.value,
            "computed_at": run.computed_at,
            "turnover": money(run.turnover_fen),
            "cost_ratio": rate(run.cost_ratio),
        }
        for run in runs
    ]
    if args.json:
        print_json({"store": store.name, "months": rows})
        return 0
    for run, row in zip(runs, rows, strict=True):
        print(row["month"], _state(run), row["cost_ratio"] or "—", sep="\t")
    if not rows:
        print(tr("No month is computed yet."))
    return 0


def run_export(args: argparse.Namespace, app: App) -> int:
    """Write the wages of a month as a workbook."""
    return _write_book(args, app, "write_wages")


def run_bank(args: argparse.Namespace, app: App) -> int:
    """Write the list for the bank."""
    return _write_book(args, app, "write_bank_list")


def _write_book(args: argparse.Namespace, app: App, method: str) -> int:
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    getattr(app.services.payroll, method)(store.id or 0, parse_month(args.month).start, args.output)
    print(tr("Written: {file}", file=args.output))
    return 0


def run_payslips(args: argparse.Namespace, app: App) -> int:
    """Write the payslips of a month, or of one person, as PDF."""
    from shopdesk.domain.errors import NotFound
    from shopdesk.domain.periods import parse_month
    from shopdesk.domain.text import Text
    from shopdesk.gui.payslip_pdf import SlipPage, write_payslips
    from shopdesk.reporting.payslip_sheet import payslip_html

    services = app.services
    store = services.stores.named(args.store)
    run = services.payroll.run(store.id or 0, parse_month(args.month).start)
    slips = [slip for slip in run.slips if args.person in (None, slip.name, f"{slip.name} ({slip.mark})")]
    if not slips:
        raise NotFound(Text("There is no payslip of {name} in {month}.", name=args.person, month=args.month))
    pages = [SlipPage(payslip_html(run, slip, store.name), slip.proof) for slip in slips]
    write_payslips(pages, args.output, tr("Payslips of {month}", month=f"{run.month:%Y-%m}"))
    print(tr("Written: {file}", file=args.output))
    return 0


def run_verify(args: argparse.Namespace, app: App) -> int:
    """Recompute the slips of a PDF; exit code 1 where something does not agree."""
    from shopdesk.domain.payroll.proof import verify
    from shopdesk.importing.payslip_proof import read_proofs

    wrong = 0
    for document in read_proofs(args.file):
        name = f"{document.get('name')} {document.get('month')}"
        found = verify(document)
        wrong += len(found)
        if not found:
            steps = len(document["nodes"])
            print(tr("{name}: every one of {count} steps agrees.", name=name, count=steps))
        for entry in found:
            print(f"{name}: {tr(entry)}", file=sys.stderr)
    return 1 if wrong else 0


def _state(run: KeptRun) -> str:
    from shopdesk.domain.payroll.slip import RunState

    return tr("locked") if run.state is RunState.LOCKED else tr("draft")


def _print_run(args: argparse.Namespace, app: App, store_id: int, run: KeptRun) -> int:
    from shopdesk.cli.output import print_json

    document = app.services.payroll.document(store_id, run)
    if args.json:
        print_json(document)
        return 0
    print(document["store"], document["month"], _state(run))
    for person in document["people"]:
        name = f"{person['name']} ({person['mark']})" if person["mark"] else person["name"]
        print(name, tr("gross"), person["gross"] or "—", tr("net"), person["net"] or "—", sep="\t")
        for line in person["lines"]:
            print("", tr(line["name"]), line["amount"] or "—", tr(line["explanation"]), sep="\t")
    for entry in document["missing"]:
        print(tr("Missing: {figure}.", figure=entry))
    for entry in document["notices"]:
        print(tr(entry))
    return 0


def print_report(report: LoadReport, args: argparse.Namespace) -> int:
    """Say what a workbook changes or would change; exit code 1 where it has faults and nothing was written."""
    from shopdesk.cli.output import print_json

    if args.json:
        print_json(
            {
                "dry_run": args.dry_run,
                "hired": report.hired,
                "rehired": report.rehired,
                "left": report.left,
                "changes": report.changes,
                "unknown_columns": [{"sheet": sheet, "column": column} for sheet, column in report.unknown],
                "errors": report.trouble,
            }
        )
        return 1 if report.trouble else 0
    for words, names in (
        (tr("Hired"), report.hired),
        (tr("Hired again"), report.rehired),
        (tr("Left"), report.left),
    ):
        for name in names:
            print(words, name, sep="\t")
    for change in report.changes:
        print(change.sheet, change.name, change.column, f"{change.before or '—'} → {change.after or '—'}", sep="\t")
    for sheet, column in report.unknown:
        print(tr("Left alone, because it is unknown: {sheet} {column}", sheet=sheet, column=column))
    for entry in report.trouble:
        where = " ".join(part for part in (entry.sheet, str(entry.row or ""), entry.column) if part)
        print(f"{where}: {tr(entry.message)}", file=sys.stderr)  # type: ignore[arg-type]
    if report.trouble:
        print(tr("Nothing was written. Correct the workbook and load it again."), file=sys.stderr)
        return 1
    print(tr("Only looked at; nothing was written.") if args.dry_run else tr("Loaded."))
    return 0
