"""``shopdesk share``: one store on several PCs without a window."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import threading
from typing import TYPE_CHECKING

from shopdesk.bootstrap import App
from shopdesk.cli import share_server
from shopdesk.cli.output import print_json
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.services.sharing.holding import Holding
    from shopdesk.sharing.accounts import Grant

PASSWORD = "SHOPDESK_PASSWORD"
"""The variable in which a script says the password of who signs in; nothing is written anywhere."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("share", help=tr("Share the data with other PCs, or join theirs"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    status = actions.add_parser("status", help=tr("Say where the data are and who is signed in"))
    status.add_argument("--json", action="store_true", help=tr("Print JSON"))
    status.set_defaults(run=run_status)
    start = actions.add_parser("start", help=tr("Move the data of this PC onto a server that others reach"))
    start.add_argument("--name", required=True, metavar=tr("NAME"), help=tr("Your name, as the others know you"))
    start.add_argument("--port", type=int, metavar=tr("PORT"), help=tr("The port that others reach"))
    start.set_defaults(run=run_start)
    back = actions.add_parser("back", help=tr("Move everything into a data file of this PC again"))
    back.set_defaults(run=run_back)
    serve = actions.add_parser("serve", help=tr("Let others in until it is stopped"))
    serve.add_argument(
        "--code", choices=share_server.GROUPS, help=tr("Show a code for one PC first, for such a person")
    )
    serve.set_defaults(run=run_serve)
    join = actions.add_parser("join", help=tr("Join a store with a code of the PC that holds it"))
    join.add_argument("code", metavar=tr("CODE"), help=tr("The code that the PC with the data shows"))
    join.add_argument("--name", required=True, metavar=tr("NAME"), help=tr("Your name, as the others know you"))
    share_server.add_authority(join)
    join.set_defaults(run=run_join)
    share_server.register(actions, _password)


def open_data(app: App) -> None:
    """Open the data; where another PC holds them, ask for the password.

    Raises:
        EnvironmentFault: they cannot be opened, or there is nobody to ask.
    """
    if app.paths.server.exists() and app.place and (joined := app.sharing.joined) is not None:
        joined.sign_in(_password(joined.person))
    app.open()


def _password(person: str) -> str:
    said = os.environ.get(PASSWORD)
    if said is None and sys.stdin.isatty():
        said = getpass.getpass(tr("Password of {person}: ", person=person))
    if said is None:
        raise UserError(
            Text("{person} has to sign in: say the password in the variable {name}.", person=person, name=PASSWORD)
        )
    return said


def run_status(args: argparse.Namespace, app: App) -> int:
    """Where the data are, and who works with them."""
    kept, joined = app.sharing.kept_here, app.sharing.joined
    if kept is None:
        there = joined.addresses[0] if joined is not None else ""
        if args.json:
            print_json({"place": "other" if joined is not None else "own", "address": there or None, "signed_in": []})
        elif joined is not None:
            print(tr("The data are on {address}; you are {person}", address=there, person=joined.person))
        else:
            print(tr("The data are on this PC alone"))
        return 0
    state, on_server = kept.state(), app.sharing.keeping is not None
    names = [one.person for one in state.sessions]
    if args.json:
        place = "server" if on_server else "held"
        print_json({"place": place, "addresses": list(state.addresses), "port": state.port, "signed_in": names})
        return 0
    if on_server:
        print(tr("The data are on the server {address}; this PC looks after them", address=state.addresses[0]))
    else:
        print(tr("The data are on this PC, for others, too"))
    print(tr("Signed in from other PCs: {names}.", names=in_a_row(names)) if names else tr("Nobody else is signed in."))
    return 0


def run_start(args: argparse.Namespace, app: App) -> int:
    """Share."""
    from shopdesk.services.sharing.coordinator import USUAL_PORT

    moved = app.sharing.share(app.services.moving, args.name, args.port or USUAL_PORT)
    app.open_elsewhere()
    rows = f"{sum(one.rows for one in moved):,}"
    print(tr("Everything arrived: {rows} rows, every one read back and compared.", rows=rows))
    print(tr("Let others in with “shopdesk share serve”, or by opening the window."))
    return 0


def run_back(_args: argparse.Namespace, app: App) -> int:
    """Back to one PC."""
    moved = app.sharing.back(app.services.moving)
    app.open_elsewhere()
    rows = f"{sum(one.rows for one in moved):,}"
    print(tr("Everything arrived: {rows} rows, every one read back and compared.", rows=rows))
    return 0


def run_serve(args: argparse.Namespace, app: App) -> int:
    """Let others in until the process is ended or a window takes over."""
    holding = _holding(app)
    holding.open_door()
    if args.code:
        print(holding.invite(grant(args.code, app)).text, flush=True)
    with holding.serving():
        threading.Event().wait()
    return 0


def run_join(args: argparse.Namespace, app: App) -> int:
    """Join, unless the folder holds a store of its own."""
    if app.services.stores.all():
        raise UserError(Text("There is a store in this data folder. Join with an empty one."))
    app.sharing.join(args.code, args.name, _password(args.name), args.authority)
    app.open_elsewhere()
    stores = [store.name for store in app.services.stores.all()]
    print(tr("You have joined. Stores: {names}", names=in_a_row(stores) or NO_DATA))
    return 0


def grant(group: str, app: App) -> Grant:
    """What a person of a group may do: the owner everything, the others all stores that there are now."""
    from shopdesk.sharing.access import Group
    from shopdesk.sharing.accounts import Grant

    stores = () if group == Group.OWNER else tuple(store.id or 0 for store in app.services.stores.all())
    return Grant(Group(group), stores)


def _holding(app: App) -> Holding:
    if app.sharing.holding is None:
        raise UserError(Text("This PC does not hold shared data."))
    return app.sharing.holding
