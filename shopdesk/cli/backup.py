"""``shopdesk backup``: create, list, verify, restore."""

from __future__ import annotations

import argparse

from shopdesk.bootstrap import App
from shopdesk.cli.output import print_json
from shopdesk.infra.i18n import tr


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("backup", help=tr("Back up the data, check and restore backups"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    create = actions.add_parser("create", help=tr("Make and check a backup now"))
    create.set_defaults(run=_create)
    listing = actions.add_parser("list", help=tr("List the backups, newest first"))
    listing.set_defaults(run=_list)
    for action in (create, listing):
        action.add_argument("--json", action="store_true", help=tr("Print JSON"))
    verify = actions.add_parser("verify", help=tr("Check one backup, or all"))
    verify.add_argument("name", nargs="?", help=tr("The backup's file name"))
    verify.set_defaults(run=_verify)
    restore = actions.add_parser("restore", help=tr("Put a backup in the place of the data"))
    restore.add_argument("name", help=tr("The backup's file name or path"))
    # The data may be damaged beyond opening, which is when a restore is wanted most.
    restore.set_defaults(run=_restore, needs_data=False)


def _create(args: argparse.Namespace, app: App) -> int:
    made = app.services.backups.create()
    if args.json:
        print_json({"name": made.name, "made_at": made.made_at, "why": made.why, "size": made.size})
    else:
        print(tr("Backup made and checked: {name}", name=made.name))
    return 0


def _list(args: argparse.Namespace, app: App) -> int:
    found = app.services.backups.list()
    if args.json:
        print_json([{"name": b.name, "made_at": b.made_at, "why": b.why, "size": b.size} for b in found])
        return 0
    for backup in found:
        print(f"{backup.made_at:%Y-%m-%d %H:%M:%S}  {backup.size:>12,}  {backup.name}")
    if not found:
        print(tr("There are no backups yet."))
    return 0


def _verify(args: argparse.Namespace, app: App) -> int:
    names = [args.name] if args.name else [backup.name for backup in app.services.backups.list()]
    for name in names:
        revision = app.services.backups.verify(name)
        print(tr("{name}: sound, schema {revision}", name=name, revision=revision))
    if not names:
        print(tr("There are no backups yet."))
    return 0


def _restore(args: argparse.Namespace, app: App) -> int:
    before = app.restore(args.name)
    print(tr("Restored {name}.", name=args.name))
    if before is not None:
        print(tr("What was there before is kept as {name}.", name=before.name))
    return 0
