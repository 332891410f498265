"""The printed worksheet: every item, on two pages, with its heading on each, in a font that travels with the file."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from shopdesk.bootstrap import App
from shopdesk.cli.main import run
from shopdesk.domain.daily.problems import Problem, Severity
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.print_dialog import DailyPrintDialog, open_print_dialog
from shopdesk.gui.paper.daily import BODY, BOTTOM, MARGIN, paint_page, set_paper
from shopdesk.gui.paper.output import pages_of, paint_on, paper_of, write_daily_pdf
from shopdesk.gui.paper.words import Words
from shopdesk.infra import i18n
from shopdesk.reporting.daily_sheet import DayPaper, columns
from shopdesk.services.daily.papers import PaperWish, daily_papers
from shopdesk.services.daily.views import NewProblem

TODAY = date(2026, 3, 16)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
languages = pytest.mark.parametrize("language", ["zh_CN", "en"])


def papers(app: App, store: Store, **wish: object) -> list[DayPaper]:
    return daily_papers(app.services, PaperWish(store_ids=(store.id or 0,), **{"day": TODAY, **wish}))  # type: ignore[arg-type]


def text_of(pdf: Path) -> list[str]:
    found = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return found.rstrip("\f").split("\f")


def raw_text_of(pdf: Path) -> str:
    """The text in the order in which it was painted, without the breaks of lines."""
    found = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", "", found)


@needs_poppler
@languages
def test_all_33_items_stand_in_order_on_two_pages(app, store, qapp, tmp_path, language):
    i18n.set_language(language)
    made = papers(app, store, filled=False)
    target = tmp_path / "form.pdf"
    assert write_daily_pdf(made, target) == 2
    assert len(made[0].rows) == 33
    text = raw_text_of(target)
    at = 0
    for row in made[0].rows:
        place = text.find(re.sub(r"\s+", "", f"{row.number}{row.item}"), at)
        assert place >= 0, f"{row.number} {row.item} is missing or out of order"
        assert re.sub(r"\s+", "", row.requirement) in text
        at = place


@needs_poppler
@languages
def test_every_page_repeats_head_and_headings_and_says_which_it_is(app, store, qapp, tmp_path, language):
    i18n.set_language(language)
    target = tmp_path / "form.pdf"
    write_daily_pdf(papers(app, store, filled=False, back=True), target)
    pages = text_of(target)
    assert len(pages) == 2
    assert raw_text_of(target).count(re.sub(r"\s+", "", "".join(columns()))) == 2
    for number, page in enumerate(pages, start=1):
        assert "云裳旗舰店" in page
        assert "2026-03-16" in page
        assert f"{number}/2" in page


@needs_poppler
def test_the_chinese_font_is_embedded(app, store, qapp, zh, tmp_path):
    target = tmp_path / "form.pdf"
    write_daily_pdf(papers(app, store, filled=False, back=True), target)
    fonts = subprocess.run(["pdffonts", str(target)], capture_output=True, text=True, check=True).stdout.splitlines()[
        2:
    ]
    assert fonts
    assert all("yes" in line.split()[-5:-2] and line.split()[-5] == "yes" for line in fonts), fonts


def test_rows_are_whole_and_stay_above_the_foot(app, store, qapp, zh):
    paper = papers(app, store, filled=False, back=True)[0]
    for page in set_paper(paper):
        image = QImage(QSize(1654, 2339), QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        paint_page(painter, page, 200)
        painter.end()
        scale = 200 / 72 / 20
        right, below = int((MARGIN + BODY) * scale) + 4, int((BOTTOM + 15 * 20) * scale)
        assert all(image.pixel(x, y) & 0xFF == 255 for x in range(right, 1654, 3) for y in range(0, 2339, 7))
        assert all(image.pixel(x, y) & 0xFF == 255 for x in range(0, 1654, 7) for y in range(below, 2339, 3))


def test_a_filled_form_tells_what_was_found(app, store, zh):
    sheet = app.services.daily.sheet(store.id, TODAY)
    failed, passed, blank = (line.item.code for line in sheet.lines[6:9])
    app.services.daily.answer(sheet, passed, Result.PASS, who="小林")
    app.services.daily.answer(
        sheet, failed, Result.FAIL, who="小林", problem=NewProblem(title="公告写着旧日期", owner="小周", due=TODAY)
    )
    rows = papers(app, store)[0].rows
    assert (rows[6].mark.value, rows[6].problem, rows[6].owner) == ("cross", "公告写着旧日期", "小周")
    assert "03-16" in rows[6].result
    assert (rows[7].mark.value, rows[7].problem, rows[7].owner) == ("tick", "", "")
    assert (rows[8].mark.value, rows[8].owner) == ("none", ""), blank
    assert papers(app, store)[0].checker == "小林"


@languages
def test_follow_up_on_paper_is_who_follows_a_problem_up_and_never_who_checked_or_the_system(app, store, language):
    i18n.set_language(language)
    sheet = app.services.daily.sheet(store.id, TODAY)
    with_data = [line.item.code for line in sheet.lines if line.answer is not None and line.answer.auto]
    assert with_data, "the data answer something"
    by_hand = [line.item.code for line in sheet.lines if line.item.code not in with_data]
    app.services.daily.answer_from_data(sheet)
    nobody, owned, passed = by_hand[:3]
    for item, result, problem in (
        (nobody, Result.FAIL, NewProblem(title="Nobody has it yet")),
        (owned, Result.FAIL, NewProblem(title="Someone has it", owner="小周", due=TODAY)),
        (passed, Result.PASS, None),
    ):
        sheet = app.services.daily.sheet(store.id, TODAY)
        app.services.daily.answer(sheet, item, result, who="小林", problem=problem)
    paper = papers(app, store, back=True)[0]
    places = {line.item.code: number for number, line in enumerate(app.services.daily.sheet(store.id, TODAY).lines)}
    owners = {row.number - 1: row.owner for row in paper.rows if row.owner}
    assert owners == {places[owned]: "小周"}
    assert columns()[7] == ("跟进人" if language == "zh_CN" else "Follow-up by")
    assert {one.title: one.owner for one in paper.problems or ()} == {"Nobody has it yet": "", "Someone has it": "小周"}
    assert paper.checker == "小林", "the data are no person that checked"


def test_a_blank_form_tells_nothing_of_the_answers(app, store):
    sheet = app.services.daily.sheet(store.id, TODAY)
    app.services.daily.answer(sheet, sheet.lines[7].item.code, Result.PASS, who="Lin")
    paper = papers(app, store, filled=False)[0]
    assert {row.mark.value for row in paper.rows} == {"box"}
    assert paper.checker == ""
    assert not any(row.owner or row.result or row.problem for row in paper.rows)


def test_the_back_lists_open_problems_overdue_marked_and_the_timetable(app, store):
    app.services.problems.create(
        Problem(
            store_id=store.id,
            title="Banner link is dead",
            severity=Severity.HIGH,
            owner="Lin",
            opened_on=TODAY - timedelta(days=5),
            due=TODAY - timedelta(days=2),
        )
    )
    paper = papers(app, store, back=True)[0]
    assert paper.problems is not None
    assert [(one.title, one.late, one.due) for one in paper.problems] == [("Banner link is dead", True, "03-14")]
    assert paper.timetable is not None
    assert paper.timetable[0].times == "08:20–08:30"
    assert papers(app, store)[0].problems is None


def test_a_week_of_every_store(app, store, qapp, tmp_path):
    other = app.services.stores.create("第二家店")
    wish = PaperWish(store_ids=(store.id or 0, other.id or 0), day=TODAY, week=True)
    made = daily_papers(app.services, wish)
    assert len(made) == 14
    assert not any(paper.filled for paper in made)
    assert [paper.day[:10] for paper in made[:7]] == [f"2026-03-{day}" for day in range(16, 23)]
    assert write_daily_pdf(made, tmp_path / "week.pdf") == 28


def test_a_very_long_item_takes_the_room_it_needs(app, store, qapp):
    view = app.services.checklists.all(store.id)[0]
    form = view.version.form
    long = dataclasses.replace(form.items[0], en="Every word of a very long item is printed. " * 12)
    app.services.checklists.save(view.checklist.id, dataclasses.replace(form, items=(long, *form.items[1:])))
    assert len(set_paper(papers(app, store, filled=False)[0])) <= 3


def test_a_folder_that_is_not_there_gets_a_sentence(app, store, qapp, tmp_path):
    with pytest.raises(UserError, match="does not exist"):
        write_daily_pdf(papers(app, store), tmp_path / "no" / "form.pdf")


def test_the_command_writes_the_file(tmp_path, capsys):
    data = tmp_path / "data"
    assert run(["--data-dir", str(data), "--lang", "en", "print", "daily", "--date", "2026-03-16", "-o", "x.pdf"]) == 1
    assert "store" in capsys.readouterr().err
    from shopdesk.bootstrap import open_app

    app = open_app(data, "en")
    app.services.stores.create("One")
    app.close()
    target = tmp_path / "daily.pdf"
    words = ["--data-dir", str(data), "--lang", "zh_CN", "print", "daily", "--date", "2026-03-16", "--blank"]
    assert run([*words, "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert run([*words[:-3], "--date", "tomorrow", "-o", str(target)]) == 1


# --- the dialog -----------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(page_context: PageContext, qtbot, settle) -> DailyPrintDialog:
    opened = open_print_dialog(page_context, TODAY)
    qtbot.waitExposed(opened)
    settle()
    return opened


def test_the_dialog_shows_the_pages(dialog):
    assert dialog.preview.pageCount() == 2
    assert dialog.count.text() == "2 pages"
    assert not dialog.all_stores.isVisible()


def test_a_long_store_name_is_cut_with_dots_and_nothing_else_is(page_context, qtbot, settle):
    name = "一个名字特别特别长的天猫国际官方旗舰店（家居与灯饰与收纳与厨房小家电）"
    page_context.store = dataclasses.replace(page_context.store, name=name)
    opened = open_print_dialog(page_context, TODAY)
    qtbot.waitExposed(opened)
    settle()
    shown = opened.this_store
    assert shown.text().endswith("…")
    assert shown.toolTip() == name
    assert name in shown.accessibleName()
    for button in (opened.filled, opened.blank, opened.week, opened.back, shown, opened.all_stores):
        assert button.width() >= button.sizeHint().width(), button.text()


def test_choices_change_the_preview(dialog, qtbot, settle):
    dialog.week.click()
    settle()
    assert dialog.preview.pageCount() == 14
    assert dialog.count.text() == "14 pages"
    dialog.day.setText("nonsense")
    assert not dialog.pdf_button.isEnabled()
    assert dialog.problem.isVisible()
    dialog.day.setText("2026-03-18")
    settle()
    assert dialog.pdf_button.isEnabled()
    assert not dialog.problem.isVisible()


def test_saving_writes_the_file_and_says_so(dialog, tmp_path, page_context, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "a.pdf"), ""))
    dialog.pdf_button.click()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert "a.pdf" in page_context.messages.text


def test_a_failed_save_keeps_the_dialog_open(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "none" / "a.pdf"), ""))
    dialog.pdf_button.click()
    assert dialog.isVisible()
    assert "does not exist" in dialog.problem.text()


def test_printing_sends_every_page_and_closes(dialog, tmp_path, page_context, qtbot):
    """A printer that writes to a file stands for the one on the desk."""
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(paper_of([]))
    printer.setOutputFileName(str(target))
    dialog._printer = printer
    dialog._print_now()
    assert "Sent to the printer" in page_context.messages.text
    assert not dialog.isVisible()
    assert len(re.findall(rb"/Type /Page\b", target.read_bytes())) == 2


def test_only_the_chosen_pages_are_printed(app, store, qapp, tmp_path):
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(target))
    printer.setFromTo(2, 2)
    paint_on(printer, pages_of(papers(app, store, filled=False)))
    assert len(re.findall(rb"/Type /Page\b", target.read_bytes())) == 1


def test_a_week_of_forms_sets_each_text_once(app, store, qapp, monkeypatch):
    made = []
    genuine = Words.__init__

    def count(self, text, *args, **more):
        made.append(text)
        genuine(self, text, *args, **more)

    monkeypatch.setattr(Words, "__init__", count)
    (one,) = daily_papers(app.services, PaperWish(store_ids=(store.id or 0,), day=TODAY, filled=False))
    pages_of([one])
    single = len(made)
    made.clear()
    week = daily_papers(app.services, PaperWish(store_ids=(store.id or 0,), day=TODAY, week=True))
    pages_of(week)
    requirement = week[0].rows[0].requirement
    assert made.count(requirement) == 1, "seven forms and every height of their rows set it once"
    assert len(made) < 7 * single
