"""``shopdesk payroll schemes`` and ``scheme-text``: the pay schemes of a store and their text to print and sign."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.cli.options import of_a_store
from shopdesk.domain.text import NO_DATA, Names
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App


def register(actions: Any) -> None:
    """Add both actions to ``payroll``."""
    schemes = actions.add_parser("schemes", help=tr("List the pay schemes with their text"))
    schemes.set_defaults(run=run_schemes, only_reads=True)
    of_a_store(schemes, json=True)
    text = actions.add_parser("scheme-text", help=tr("Write the text of a pay scheme to print and sign"))
    text.add_argument("code", metavar="CODE", help=tr("The code of the scheme, as “payroll schemes” lists it"))
    text.add_argument("--version", metavar="DAY", help=tr("The version that begins on this day"))
    text.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=tr("The file to write"))
    text.set_defaults(run=run_scheme_text, only_reads=True)
    of_a_store(text, json=False)


def run_schemes(args: argparse.Namespace, app: App) -> int:
    """List the pay schemes with the text of the version that holds today."""
    from shopdesk.cli.output import print_json
    from shopdesk.infra.i18n import current_language

    store, schemes = app.services.stores.named(args.store), app.services.schemes
    board, today = schemes.board(store.id or 0), app.clock.today()
    rows: list[dict[str, Any]] = [
        {
            "code": entry.code,
            "for": entry.whom(current_language()),
            "roles": [role.code for role in entry.roles],
            "person": None if entry.person is None else entry.person.label,
            "valid_from": entry.on(today).scheme.valid_from,
            "versions": [version.scheme.valid_from for version in entry.versions],
            "text": schemes.text(entry.on(today).scheme),
        }
        for entry in board.entries
    ]
    bare = [role.code for role in board.bare]
    if args.json:
        print_json({"store": store.name, "schemes": rows, "roles_without": bare})
        return 0
    for row in rows:
        print(row["code"], row["for"] or NO_DATA, row["valid_from"], sep="\t")
        for line in row["text"]:
            print("", line, sep="\t")
    if bare:
        print(tr("No scheme is for: {names}", names=Names(bare)))
    return 0


def run_scheme_text(args: argparse.Namespace, app: App) -> int:
    """Write the text of a scheme in Chinese and English: as PDF with lines to sign on, or plain."""
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.periods import parse_day
    from shopdesk.domain.text import Text
    from shopdesk.infra import atomic
    from shopdesk.reporting.scheme_sheet import BOTH, scheme_html

    store, schemes = app.services.stores.named(args.store), app.services.schemes
    day = None if args.version is None else parse_day(args.version)
    entry, version = schemes.named(store.id or 0, args.code, day)
    ending = args.output.suffix.casefold()
    texts = {language: schemes.text(version.scheme, language) for language in BOTH}
    if ending == ".txt":
        parts = ["\n".join((f"{store.name} · {entry.whom(language)}", *lines)) for language, lines in texts.items()]
        atomic.write_bytes(args.output, ("\n\n".join(parts) + "\n").encode("utf-8"))
    elif ending == ".pdf":
        from shopdesk.gui.paper.output import write_pages
        from shopdesk.gui.printing import html_pages

        title = f"{args.code} {version.scheme.valid_from}"
        sheets = [scheme_html(language, lines, entry.whom(language), store.name) for language, lines in texts.items()]
        write_pages([page for sheet in sheets for page in html_pages(sheet, title=title)], args.output, title)
    else:
        raise UserError(Text("{file} ends neither with .pdf nor with .txt. Change its ending.", file=args.output))
    print(tr("Written: {file}", file=args.output))
    return 0
