"""``shopdesk import`` and ``shopdesk imports list|undo``: exports without a window."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.cli.output import money, print_json
from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import KIND_NAMES, FileCheck, ImportRun, RowProblem, Tally
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App

_SHOWN_PROBLEMS = 10


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands."""
    parser = commands.add_parser("import", help=tr("Import exports of the platform"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=tr("CSV, XLS or XLSX exports"))
    parser.add_argument("--store", metavar="NAME", help=tr("The store; needed where there are several"))
    parser.add_argument("--kind", metavar="KIND", help=tr("What the files are, where it is not to be recognised"))
    parser.add_argument(
        "--map", type=Path, metavar="FILE.toml", help=tr("What the columns mean, where they are not known")
    )
    parser.add_argument("--encoding", metavar="ENC", help=tr("The encoding of text files, like utf-8 or gb18030"))
    parser.add_argument(
        "--any-account", action="store_true", help=tr("Take in statements of an account that the store had none of")
    )
    parser.add_argument("--dry-run", action="store_true", help=tr("Say what would happen and change nothing"))
    parser.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    parser.set_defaults(run=run_import, usage_error=parser.error)
    listing = commands.add_parser("imports", help=tr("List imports or take one back"))
    actions = listing.add_subparsers(dest="action", required=True, metavar="list|undo")
    shown = actions.add_parser("list", help=tr("List the imports, the newest first"))
    shown.add_argument("--store", metavar="NAME", help=tr("Only this store's"))
    shown.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    shown.set_defaults(run=run_list, only_reads=True)
    undo = actions.add_parser("undo", help=tr("Take a whole import back"))
    undo.add_argument("id", type=int, metavar="ID", help=tr("The number from the list of imports"))
    undo.add_argument("--json", action="store_true", help=tr("Print one JSON document"))
    undo.set_defaults(run=run_undo)


def run_import(args: argparse.Namespace, app: App) -> int:
    """Import each file in a transaction of its own; a file that fails is told and does not stop the others."""
    from shopdesk.importing.map_file import read_map
    from shopdesk.services.imports.service import Choices
    from shopdesk.services.stores import NothingTakenInError

    service = app.services.imports
    if args.kind and args.kind not in service.kinds():
        args.usage_error(
            tr("unknown kind “{kind}”; there are: {kinds}", kind=args.kind, kinds=in_a_row(service.kinds()))
        )
    choices = Choices(kind=args.kind, encoding=args.encoding, any_account=args.any_account)
    if args.map:
        said = read_map(args.map, args.kind)
        if args.kind and args.kind != said.mapping.kind:
            args.usage_error(tr("--kind and the file of --map name different kinds"))
        choices = Choices(
            encoding=args.encoding,
            header_row=said.header_row,
            mapping=said.mapping,
            any_account=args.any_account,
        )
    stores = app.services.stores
    if args.dry_run and not stores.all():
        # Nothing may change, so the store that an import would create is only imagined.
        done = _all(args, app, Store(id=0, name=args.store or tr("My store")), choices)
    else:
        with stores.to_take_in(args.store) as store:
            done = _all(args, app, store, choices)
            if all(entry["kind"] is None for entry in done):
                raise NothingTakenInError
    if args.json:
        print_json({"files": done})
    return 1 if any(entry["kind"] is None for entry in done) else 0


def _all(args: argparse.Namespace, app: App, store: Store, choices: Any) -> list[dict[str, Any]]:
    from shopdesk.services.imports.service import OtherAccountError

    done: list[dict[str, Any]] = []
    for path in args.files:
        try:
            entry, tally = _one(app, path, store, choices, dry_run=args.dry_run)
        except OtherAccountError as error:
            sentence = tr("{sentence} On the command line that is --any-account.", sentence=error.text)
            print(sentence, file=sys.stderr)
            done.append(_failed(path, sentence))
            continue
        except UserError as error:
            print(tr(error.text), file=sys.stderr)
            done.append(_failed(path, tr(error.text)))
            continue
        done.append(entry)
        if not args.json:
            _print_lines(entry, tally, dry_run=args.dry_run)
    return done


def _one(app: App, path: Path, store: Store, choices: Any, *, dry_run: bool) -> tuple[dict[str, Any], Tally]:
    from shopdesk.services.imports.service import OtherAccountError

    service = app.services.imports
    if dry_run:
        seen = service.preview(path, store, choices)
        if seen.kind is None:
            service.refuse_unknown(path, store, choices)
        if seen.other_account is not None and not choices.any_account:
            raise OtherAccountError(seen.other_account)
        return _entry(path, str(seen.kind), seen.encoding, seen.header_row, seen.tally, None), seen.tally
    result = service.run_file(path, store, choices)
    run = result.run
    return _entry(path, str(run.kind), run.encoding, run.header_row, result.tally, run.id), result.tally


def _entry(
    path: Path, kind: str, encoding: str | None, header_row: int, tally: Tally, import_id: int | None
) -> dict[str, Any]:
    return {
        "file": str(path),
        "kind": kind,
        "encoding": encoding,
        "header_row": header_row,
        "rows": tally.rows,
        "new": tally.new,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "skipped": tally.skipped,
        "errors": [_problem(problem) for problem in tally.problems],
        "import_id": import_id,
        "checks": [_check(check) for check in tally.checks],
    }


def _check(check: FileCheck) -> dict[str, Any]:
    """What a file says about itself; moments only where a stretch between two lines is meant."""
    told: dict[str, Any] = {
        "check": check.check,
        "ok": check.ok,
        "stated": money(check.stated),
        "found": money(check.found),
    }
    if check.after is not None and check.before is not None:
        told |= {"after": check.after, "before": check.before}
    return told


def _failed(path: Path, sentence: str) -> dict[str, Any]:
    entry = _entry(path, "", None, 0, Tally(), None)
    error = {"row": None, "column": None, "message": sentence}
    return {**entry, "kind": None, "header_row": None, "errors": [error]}


def _problem(problem: RowProblem) -> dict[str, Any]:
    return {"row": problem.row, "column": problem.column, "message": tr(problem.message)}


def _print_lines(entry: dict[str, Any], tally: Tally, *, dry_run: bool) -> None:
    shown = {**entry, "skipped": tally.left_out}
    line = (
        tr(
            "{file}: {rows} rows, {new} would be new, {updated} updated, {unchanged} unchanged, {skipped} left out",
            **shown,
        )
        if dry_run
        else tr("{file}: {rows} rows, {new} new, {updated} updated, {unchanged} unchanged, {skipped} left out", **shown)
    )
    if tally.added:
        line += tr(", {added} added to another row", added=tally.added)
    print(line)
    if entry["import_id"] is not None:
        print(tr("  Import number {id}; take it back with: shopdesk imports undo {id}", id=entry["import_id"]))
    if tally.repeats:
        print(tr("  {count} rows look like one further up and were kept", count=tally.repeats))
    for note in tally.notes:
        print(f"  {tr(note)}")
    for reason in tally.reasons:
        rows = in_a_row(str(row) for row in reason.first_rows) + (" …" if reason.count > len(reason.first_rows) else "")
        if reason.added:
            print(tr("  {count} added up: {reason} (row {rows})", count=reason.count, reason=reason.message, rows=rows))
        else:
            print(tr("  {count} left out: {reason} (row {rows})", count=reason.count, reason=reason.message, rows=rows))
    for problem in tally.problems[:_SHOWN_PROBLEMS]:
        print(
            tr(
                "  row {row}, {column}: {message}",
                row=problem.row,
                column=problem.column or "–",
                message=problem.message,
            )
        )


def run_list(args: argparse.Namespace, app: App) -> int:
    """Print the imports."""
    store = app.services.stores.named(args.store) if args.store else None
    runs = app.services.imports.list(store.id if store else None)
    if args.json:
        print_json({"imports": [_run(run) for run in runs]})
        return 0
    if not runs:
        print(tr("Nothing has been imported yet."))
    for run in runs:
        taken_back = "  " + tr("taken back") if run.undone_at else ""
        print(
            f"{run.id:>5}  {run.finished_at:%Y-%m-%d %H:%M}  {tr(KIND_NAMES[run.kind])}  {run.file_name}  "
            f"+{run.new} ~{run.updated} ={run.unchanged} -{run.skipped}{taken_back}"
        )
    return 0


def run_undo(args: argparse.Namespace, app: App) -> int:
    """Take an import back."""
    run = app.services.imports.undo(args.id)
    if args.json:
        print_json(_run(run))
    else:
        print(tr("The import of {file} was taken back.", file=run.file_name))
    return 0


def _run(run: ImportRun) -> dict[str, Any]:
    return {
        "import_id": run.id,
        "file": run.file_name,
        "kind": run.kind,
        "template": run.template,
        "encoding": run.encoding,
        "sheet": run.sheet,
        "header_row": run.header_row,
        "rows": run.rows,
        "new": run.new,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "skipped": run.skipped,
        "first_day": run.first_day,
        "last_day": run.last_day,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "undone_at": run.undone_at,
    }
