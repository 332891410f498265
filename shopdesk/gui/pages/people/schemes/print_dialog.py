"""Printing the text of a scheme: to sign in both languages or in one, and beside the version before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shopdesk.gui.pages.people.schemes.texts import name_of, whom
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import html_pages
from shopdesk.infra.i18n import tr
from shopdesk.reporting.scheme_sheet import BOTH, comparison_html, scheme_html
from shopdesk.services.payroll.schemes import SchemeEntry, Version

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class SchemePrintDialog(PrintDialog):
    """Shows the sheets, prints them or saves them as PDF."""

    def __init__(self, context: PageContext, entry: SchemeEntry, version: Version) -> None:
        """The sheets of one version."""
        scheme, said, store = version.scheme, context.services.schemes.text, context.store.name
        title = f"{name_of(scheme.name)} {scheme.valid_from}"
        texts = {language: said(scheme, language) for language in BOTH}
        offered = [
            Printable(name, label, title, partial(html_pages, scheme_html(chosen, whom(entry), store), title=title))
            for name, label, chosen in (
                ("both", tr("Chinese and English"), texts),
                ("chinese", tr("Chinese only"), {"zh_CN": texts["zh_CN"]}),
                ("english", tr("English only"), {"en": texts["en"]}),
            )
        ]
        place = entry.versions.index(version)
        if place:
            old = entry.versions[place - 1].scheme
            titles = tr("Version of {day}", day=old.valid_from), tr("Version of {day}", day=scheme.valid_from)
            html = comparison_html(said(old), said(scheme), titles)
            pages = partial(html_pages, html, landscape=True, title=title)
            offered.append(Printable("changes", tr("Beside the version before"), title, pages))
        super().__init__(context, "schemePrint", tr("Print the text of the scheme"), offered, tr("Language"))
