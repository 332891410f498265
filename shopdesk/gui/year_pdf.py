"""The tax year of each person on paper, a page or more for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shopdesk.domain.payroll.tax_year import PersonYear
from shopdesk.gui.paper.daily import Leaf
from shopdesk.gui.paper.output import write_pages
from shopdesk.gui.printing import html_pages
from shopdesk.infra.i18n import tr
from shopdesk.reporting.year_sheet import year_html
from shopdesk.reporting.year_words import year_label


def year_pages(people: Sequence[PersonYear], store: str, year: int) -> list[Leaf]:
    """Everybody's pages, each person's numbered for themselves."""
    pages: list[Leaf] = []
    for one in people:
        foot = f"{store} · {year_label(one)} · {year}"
        pages += html_pages(year_html(one, store, year), landscape=True, title=foot)
    return pages


def write_years(people: Sequence[PersonYear], store: str, year: int, path: Path) -> int:
    """Write them to ``path``, wholly or not at all; returns the number of pages.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    return write_pages(year_pages(people, store, year), path, tr("Tax year {year}", year=year))
