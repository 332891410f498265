"""Every print keeps its rows whole: long texts in every sheet of the setup, and every sheet that the commands print.

What other tests print is looked at as well: :mod:`tests.torn_rows` watches every sheet that is set. The commands print
in Chinese; ``SHOPDESK_EXTREMES=all`` lets them print in English, too.
"""

from __future__ import annotations

import ast
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from shopdesk.cli.main import run
from shopdesk.gui.paper.html_sheet import HtmlSheet
from shopdesk.gui.printing import html_pages
from shopdesk.reporting.setup_sheet import SheetFacts, SheetLine, SheetPhase, papers_html, setup_html
from tests import torn_rows
from tests.gui.sample_store import make_sample

SHOPDESK = Path(__file__).resolve().parents[2] / "shopdesk"
EVERY = os.environ.get("SHOPDESK_EXTREMES") == "all"
WORDS = {"zh_CN": "资料须加盖公章并写明有效期", "en": "stamped and with its last day "}
SETTERS = {"html_pages", "write_pdf", "HtmlSheet", "Table"}
PRINTS = {
    "cli/payroll_schemes.py",
    "cli/report.py",
    "gui/jobs.py",
    "gui/pages/promotions/ads_print.py",
    "gui/pages/promotions/review_list.py",
    "gui/pages/promotions/year_print.py",
    "gui/pages/kpi/dictionary_dialog.py",
    "gui/pages/kpi/money/tax_part.py",
    "cli/print_campaign.py",
    "gui/pages/promotions/sheet_dialog.py",
    "cli/print_roster.py",
    "cli/print_setup.py",
    "gui/pages/daily/handbook/view.py",
    "gui/pages/people/business/part.py",
    "gui/pages/people/growth/print_dialog.py",
    "gui/pages/people/roster/view.py",
    "gui/pages/people/schemes/print_dialog.py",
    "gui/pages/setup/fee_compare.py",
    "gui/pages/setup/print_dialog.py",
    "gui/pages/setup/preparation/view.py",
    "gui/pages/setup/suppliers/view.py",
    "gui/pages/setup/timeline/view.py",
    "gui/paper/daily.py",
    "gui/paper/problems.py",
    "gui/paper/table.py",
    "gui/payslip_pdf.py",
    "gui/printing.py",
    "gui/sharing/code_dialog.py",
    "gui/year_pdf.py",
}
"""Every module that sets a print, with the watched classes; nothing else reaches paper."""


def test_every_print_is_set_by_what_keeps_rows_whole() -> None:
    found = set()
    for file in SHOPDESK.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if not {"printing", "paper"} & set(text.replace(".", " ").split()):
            continue
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        if names & SETTERS:
            found.add(file.relative_to(SHOPDESK).as_posix())
    assert found == PRINTS


def lines(lengths: list[int], words: str) -> list[SheetLine]:
    return [
        SheetLine(
            title=f"{number}: {words * (1 + length % 5)}",
            detail=words * (length % 7),
            state="Done",
            owner="小满",
            due=date(2026, 3, 16),
            late=length % 2 == 0,
            note=words * (length % 11),
        )
        for number, length in enumerate(lengths)
    ]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=20, max_size=50), st.sampled_from(sorted(WORDS)))
def test_long_texts_of_the_setup_never_stand_on_two_pages(
    qapp: QApplication, lengths: list[int], language: str
) -> None:
    facts = SheetFacts(
        store="云裳", kind="Tmall", day=date(2026, 3, 16), done=1, needed=2, earliest=None,
        blockers=[WORDS[language]] * 3, phases=[SheetPhase("A", 1, 2, lines(lengths, WORDS[language]))] * 2,
        documents=lines(lengths, WORDS[language]), clocks=[],
    )  # fmt: skip
    for html in (setup_html(facts), papers_html(facts)):
        before = len(torn_rows.seen)
        assert len(html_pages(html)) > 1
        assert len(torn_rows.seen) == before + 1, "watched"


def test_the_watch_sees_a_torn_row(qapp: QApplication) -> None:
    rows = "".join(f"<tr><td>{number}<br/>below</td></tr>" for number in range(60))
    sheet = HtmlSheet(f"<table border='1'>{rows}</table>", QFont("sans-serif", 9), 500, 300)
    assert torn_rows.torn(sheet, 300) == []
    first, second = sheet.pages[0], sheet.pages[1]
    middle = (first[-1].top + first[-1].bottom) / 2
    sheet.pages[0] = [*first[:-1], replace(first[-1], bottom=middle)]
    sheet.pages[1] = [replace(first[-1], top=middle), *second]
    assert len(torn_rows.torn(sheet, 300)) == 1


@pytest.mark.parametrize("language", ["zh_CN", "en"] if EVERY else ["zh_CN"])
def test_what_the_commands_print_of_the_sample_store(tmp_path: Path, qapp: QApplication, language: str) -> None:
    folder = make_sample(tmp_path / "data", language)
    sheets = [["setup", "--sheet", sheet] for sheet in ("checklist", "documents", "bring", "money", "budget")]
    sheets += [["roster", "--week", "2026-W12"]]
    sheets += [["campaign", "1"], ["campaign", "1", "--application"]]
    sheets += [
        ["daily", "--date", "2026-03-16", "--back", *more]
        for more in ([], ["--blank"], ["--each-role"], ["--role", "design"])
    ]
    for sheet in sheets:
        target = tmp_path / "sheet.pdf"
        assert run(["--data-dir", str(folder), "--lang", language, "print", *sheet, "-o", str(target)]) == 0
        assert target.read_bytes().startswith(b"%PDF")
    wrong = ["print", "daily", "--date", "2026-03-16", "--role", "nobody", "-o", str(tmp_path / "none.pdf")]
    assert run(["--data-dir", str(folder), "--lang", language, *wrong]) == 1
    assert not (tmp_path / "none.pdf").exists()
