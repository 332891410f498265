"""``shopdesk print campaign``: the application or the whole sheet of a campaign, as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sheet to ``shopdesk print``."""
    parser = subparsers.add_parser("campaign", help=tr("The application or the whole sheet of a campaign"))
    parser.add_argument("campaign", type=int, metavar="ID", help=tr("The campaign's number"))
    parser.add_argument("--application", action="store_true", help=tr("Only the application"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf", help=tr("The file to write"))
    parser.set_defaults(run=run, only_reads=True)


def run(args: argparse.Namespace, app: App) -> int:
    """Write the papers of one campaign."""
    from shopdesk.gui.printing import write_pdf
    from shopdesk.reporting.campaign_sheet import application_html, sheet_html
    from shopdesk.services.campaigns.paper import campaign_facts

    facts, reader = campaign_facts(app.services, args.campaign)
    html = application_html(facts, reader) if args.application else sheet_html(facts, reader)
    write_pdf(html, args.output, title=facts.campaign.name)
    print(tr("Written: {file}", file=args.output))
    return 0
