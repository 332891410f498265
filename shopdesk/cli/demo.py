"""``shopdesk demo``: the sample store."""

from __future__ import annotations

import argparse

from shopdesk.bootstrap import App
from shopdesk.infra.i18n import tr


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("demo", help=tr("Create a sample store with 15 months of invented data"))
    parser.add_argument("--seed", type=int, default=1, help=tr("Another number gives other figures"))
    parser.set_defaults(run=_demo)


def _demo(args: argparse.Namespace, app: App) -> int:
    store = app.services.demo.create(seed=args.seed)
    print(tr("Created the sample store “{name}”. All its data are invented.", name=store.name))
    return 0
