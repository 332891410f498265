"""``shopdesk people``: the people of a store from a workbook, and into one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.cli.pay_password import asks_for_it
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("people", help=tr("People from a workbook, and into one"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    load = actions.add_parser("import", help=tr("Read the sheet 人员 of a workbook"))
    load.add_argument("file", type=Path, metavar="FILE.xlsx", help=tr("The workbook"))
    load.add_argument("--dry-run", action="store_true", help=tr("Only say what would change"))
    load.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    load.set_defaults(run=run_import)
    export = actions.add_parser("export", help=tr("Write the sheet 人员"))
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=tr("The file to write"))
    export.set_defaults(run=run_export, only_reads=True)
    data = actions.add_parser("data", help=tr("Write everything that is kept of a person"))
    data.add_argument("name", metavar="NAME", help=tr("The person's name, with the note in brackets where two have it"))
    data.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=tr("The file to write"))
    data.set_defaults(run=run_data, only_reads=True)
    erase = actions.add_parser("erase", help=tr("Erase the data of somebody who left, after the keeping period"))
    erase.add_argument(
        "name", metavar="NAME", help=tr("The person's name, with the note in brackets where two have it")
    )
    erase.add_argument("--keep-notes", action="store_true", help=tr("Leave the name in the notes and files of others"))
    erase.set_defaults(run=run_erase)
    for action in (load, export, data, erase):
        asks_for_it(action)  # pay data are among it
        action.add_argument("--store", metavar="NAME", help=tr("The store's name; not needed when there is only one"))


def run_import(args: argparse.Namespace, app: App) -> int:
    """Read the people of a workbook; what is typed holds from the first day of this month on."""
    from shopdesk.cli.payroll import take_workbook_in

    month = app.services.ctx.clock.today().replace(day=1)
    return take_workbook_in(args, app, month, args.file, only_people=True)


def run_export(args: argparse.Namespace, app: App) -> int:
    """Write the people with their pay data."""
    store = app.services.stores.named(args.store)
    app.services.payroll.write_people(store.id or 0, args.output)
    print(tr("Written: {file}", file=args.output))
    return 0


def run_data(args: argparse.Namespace, app: App) -> int:
    """Write everything that is kept of a person as a workbook."""
    store = app.services.stores.named(args.store)
    person = app.services.person_data.named(store.id or 0, args.name)
    app.services.person_data.write(person.id or 0, args.output, person.store_id)
    print(tr("Written: {file}", file=args.output))
    return 0


def run_erase(args: argparse.Namespace, app: App) -> int:
    """Erase the data of somebody who left; it cannot be undone."""
    store = app.services.stores.named(args.store)
    person = app.services.person_data.named(store.id or 0, args.name)
    done = app.services.person_data.erase(person.id or 0, notes=not args.keep_notes)
    print(tr("Erased. The person stands as “{name}” from now on; sums stay as they were.", name=done.label))
    if not done.compacted:
        print(tr("Another program uses the data file, so remains may lie in its free pages. Close it and erase again."))
    print(tr("Backups made before still hold the data, and so do files that were exported or printed."))
    return 0
