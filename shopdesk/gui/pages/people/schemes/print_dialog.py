"""Printing the text of a scheme: to sign in both languages or in one, and beside the version before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from shopdesk.gui.pages.people.schemes.texts import name_of, version_words
from shopdesk.gui.paper.daily import Leaf
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
        title = f"{name_of(scheme.name)} · {version_words(scheme)}"
        sheets = {
            language: scheme_html(language, said(scheme, language), entry.whom(language), store) for language in BOTH
        }

        def pages_of(*languages: str) -> Callable[[], list[Leaf]]:
            # Each language has its own sheet, so that one of them can be signed.
            return lambda: [page for one in languages for page in html_pages(sheets[one], title=title)]

        offered = [
            Printable("both", tr("Chinese and English"), title, pages_of(*BOTH)),
            Printable("chinese", tr("Chinese only"), title, pages_of("zh_CN")),
            Printable("english", tr("English only"), title, pages_of("en")),
        ]
        place = entry.versions.index(version)
        if place:
            old = entry.versions[place - 1].scheme
            titles = version_words(old), version_words(scheme)
            html = comparison_html(said(old), said(scheme), titles)
            pages = partial(html_pages, html, landscape=True, title=title)
            offered.append(Printable("changes", tr("Beside the version before"), title, pages))
        super().__init__(context, "schemePrint", tr("Print the text of the scheme"), offered, tr("Language"))
