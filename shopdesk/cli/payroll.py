"""``shopdesk payroll``: the monthly run from the figures to the locked month."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.cli import pay_password, payroll_month, payroll_papers, payroll_schemes
from shopdesk.cli.options import monthly, of_a_store
from shopdesk.domain.text import NO_DATA
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
    inputs = monthly(actions, "inputs", tr("Write the month's workbook, or read it"), run_inputs, json=True)
    ways = inputs.add_mutually_exclusive_group(required=True)
    ways.add_argument("-o", "--output", type=Path, metavar="FILE.xlsx", help=tr("The file to write"))
    ways.add_argument("--load", type=Path, metavar="FILE.xlsx", help=tr("The workbook to read"))
    inputs.add_argument("--dry-run", action="store_true", help=tr("Only say what would change"))
    monthly(actions, "compute", tr("Compute a draft of the month"), run_compute, json=True)
    shown = monthly(actions, "show", tr("Show a computed month"), run_show, json=True, only_reads=True)
    shown.add_argument("--run", dest="number", type=int, metavar="NUMBER", help=tr("A run other than the wages"))
    monthly(actions, "lock", tr("Lock a month: nothing changes it afterwards"), run_lock)
    export = monthly(actions, "export", tr("Write the wages as an Excel workbook"), run_export, only_reads=True)
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=tr("The file to write"))
    payroll_papers.register(actions)
    pay_password.register(actions)
    check = actions.add_parser("verify", help=tr("Recompute the payslips in a PDF from what is attached to it"))
    check.add_argument("file", type=Path, metavar="SLIP.pdf", help=tr("The PDF"))
    check.set_defaults(run=run_verify, needs_data=False)
    payroll_schemes.register(actions)
    payroll_month.register(actions)
    listing = actions.add_parser("list", help=tr("List the computed months"))
    listing.set_defaults(run=run_list, only_reads=True)
    of_a_store(listing, json=True)


def run_inputs(args: argparse.Namespace, app: App) -> int:
    """Write the workbook of a month, or read one into it."""
    from shopdesk.domain.periods import parse_month

    month = parse_month(args.month).start
    services = app.services
    if args.output is not None:
        with services.reading():
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
    run = app.services.payroll.run(store.id or 0, parse_month(args.month).start, args.number)
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
        print(row["month"], _state(run), row["cost_ratio"] or NO_DATA, sep="\t")
    if not rows:
        app.services.payroll.check_seen()
        print(tr("No month is computed yet."))
    return 0


def run_export(args: argparse.Namespace, app: App) -> int:
    """Write the wages of a month as a workbook."""
    from shopdesk.domain.periods import parse_month

    store = app.services.stores.named(args.store)
    app.services.payroll.write_wages(store.id or 0, parse_month(args.month).start, args.output)
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
    from shopdesk.domain.payroll.runs import RunState

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
        print(name, tr("gross"), person["gross"] or NO_DATA, tr("net"), person["net"] or NO_DATA, sep="\t")
        for line in person["lines"]:
            print("", tr(line["name"]), line["amount"] or NO_DATA, tr(line["explanation"]), sep="\t")
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
        print(
            change.sheet,
            change.name,
            change.column,
            f"{change.before or NO_DATA} → {change.after or NO_DATA}",
            sep="\t",
        )
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
