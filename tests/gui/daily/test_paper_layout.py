"""Every variant of the printed form, page by page: nothing is cut, nothing overlaps, every word is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from shopdesk.bootstrap import App
from shopdesk.domain.daily.checklist import AnswerKind, Form
from shopdesk.domain.daily.problems import Problem, Severity
from shopdesk.domain.daily.timetable import TimetableEntry
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.stores import Store
from shopdesk.gui.paper.daily import BODY, HEIGHT, MARGIN, PT, paint_page, set_paper
from shopdesk.gui.paper.words import Words
from shopdesk.infra import i18n
from shopdesk.reporting.daily_sheet import DayPaper, columns, problem_columns
from shopdesk.services.daily.papers import PaperWish, daily_papers
from shopdesk.services.daily.views import NewProblem

TODAY = date(2026, 3, 16)
LONG_ZH = "首页海报、二级导航与活动会场的每一个链接都要逐个点开核对（手机端与电脑端），“价格”与“库存”必须一致；"
LONG_EN = "Every word of a long text is printed, also https://example.tmall.com/shop/view_shop.htm?spm=a1z10.1.w5003. "
CLOSING_SIGNS = "，。、；：！？）》”’"
languages = pytest.mark.parametrize("language", ["zh_CN", "en"])

# --- what stands where on a page, seen while it is painted -------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """A line of text and its place on the page in points; ``begins`` holds the whole text at its first line."""

    text: str
    box: QRectF
    begins: tuple[str, ...]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Callable[[DayPaper], list[list[Spot]]]:
    """Paints a form and tells what was painted where."""
    spots: list[Spot] = []
    real = Words.draw

    def note(words: Words, painter: QPainter, x: float, y: float) -> None:
        layout = words._layout
        for index in range(words.lines):
            line = layout.lineAt(index)
            spots_of_line = line.naturalTextRect().translated(x, y)
            text = words.text[line.textStart() : line.textStart() + line.textLength()]
            box = QRectF(*(value / PT for value in spots_of_line.getRect()))
            spots.append(Spot(text, box, (words.text,) if index == 0 else ()))
        real(words, painter, x, y)

    monkeypatch.setattr(Words, "draw", note)

    def look(paper: DayPaper) -> list[list[Spot]]:
        pages = []
        for page in set_paper(paper):
            spots.clear()
            image = QImage(QSize(600, 850), QImage.Format.Format_Grayscale8)
            painter = QPainter(image)
            paint_page(painter, page, 72)
            painter.end()
            pages.append(list(spots))
        return pages

    return look


def whole_texts(pages: list[list[Spot]]) -> str:
    """Everything painted, in order and without breaks."""
    return re.sub(r"\s+", "", "".join(spot.text for page in pages for spot in page))


def paper_of(app: App, store: Store, **wish: object) -> DayPaper:
    (paper,) = daily_papers(app.services, PaperWish(store_ids=(store.id or 0,), **{"day": TODAY, **wish}))  # type: ignore[arg-type]
    return paper


def edit(app: App, store: Store, change: Callable[[Form], Form]) -> None:
    view = app.services.checklists.all(store.id or 0)[0]
    app.services.checklists.save(view.checklist.id or 0, change(view.version.form))


def answer_half(app: App, store: Store) -> None:
    sheet = app.services.daily.sheet(store.id or 0, TODAY)
    for place, line in enumerate(sheet.lines[:20]):
        failed = place % 6 == 3
        number = Decimal("1234.50") if line.item.kind is AnswerKind.NUMBER and not failed else None
        app.services.daily.answer(
            sheet,
            line.item.code,
            Result.FAIL if failed else Result.PASS,
            who="小满",
            number=number,
            reason="看过" if line.item.code in sheet.findings else "",
            problem=NewProblem(title=f"{LONG_ZH}{place}", owner="惊蛰", due=TODAY) if failed else None,
        )


def forty_problems(app: App, store: Store) -> None:
    for number in range(40):
        app.services.problems.create(
            Problem(
                store_id=store.id or 0,
                title=LONG_ZH if number % 9 == 4 else f"第{number}个问题：价格不符",
                severity=Severity.HIGH if number % 4 == 0 else Severity.NORMAL,
                owner="惊蛰",
                opened_on=TODAY - timedelta(days=9),
                due=TODAY + timedelta(days=number % 7 - 3),
            )
        )


def forty_times(form: Form) -> Form:
    times = [time(7 + number // 3, number % 3 * 20) for number in range(40)]
    entries = (
        TimetableEntry(time=at, zh=f"第{n}项" + LONG_ZH * (n == 17), en=f"Task {n} " + LONG_EN * (n == 17))
        for n, at in enumerate(times)
    )
    return replace(form, timetable=tuple(entries))


def sixty_items(form: Form) -> Form:
    more = tuple(replace(form.items[n], code=f"own{n}", area=form.areas[n % 5].code, off=False) for n in range(60 - 33))
    return replace(form, items=(*form.items, *more))


def long_texts(form: Form) -> Form:
    first = replace(form.items[0], zh=LONG_ZH * 3, en=LONG_EN * 3, requirement_zh=LONG_ZH * 2, requirement_en=LONG_EN)
    areas = tuple(
        replace(area, zh="页面与视觉与内容质量管理组", en="Pages and internationalisation") for area in form.areas
    )
    return replace(form, items=(first, *form.items[1:]), areas=areas)


def taller_than_a_page(form: Form) -> Form:
    words = "".join(f"第{number}步：{LONG_ZH}" for number in range(60))
    return replace(form, items=(form.items[0], replace(form.items[1], zh=words, en=LONG_EN * 40), *form.items[2:]))


def many(app: App, store: Store) -> None:
    forty_problems(app, store)
    edit(app, store, forty_times)
    answer_half(app, store)


VARIANTS: dict[str, tuple[Callable[[App, Store], object], dict[str, bool], range]] = {
    "blank": (lambda _app, _store: None, {"filled": False}, range(1, 3)),
    "blank with back": (lambda _app, _store: None, {"filled": False, "back": True}, range(1, 3)),
    "half filled": (answer_half, {"filled": True, "back": True}, range(1, 4)),
    "forty of everything": (many, {"filled": True, "back": True}, range(3, 6)),
    "forty, blank": (many, {"filled": False, "back": True}, range(3, 6)),
    "sixty items": (lambda app, store: edit(app, store, sixty_items), {"filled": False}, range(2, 4)),
    "long texts": (lambda app, store: edit(app, store, long_texts), {"filled": False, "back": True}, range(2, 4)),
    "an endless item": (lambda app, store: edit(app, store, taller_than_a_page), {"filled": False}, range(4, 9)),
}


@languages
@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_is_cut_and_nothing_overlaps(
    app: App,
    store: Store,
    qapp: QApplication,
    seen: Callable[[DayPaper], list[list[Spot]]],
    language: str,
    variant: str,
) -> None:
    i18n.set_language(language)
    prepare, wish, allowed = VARIANTS[variant]
    prepare(app, store)
    paper = paper_of(app, store, **wish)
    if variant in ("half filled", "an endless item"):
        paper = replace(paper, news=(LONG_ZH * 2, LONG_EN * 2))
    pages = seen(paper)
    assert len(pages) in allowed
    paper_edge = QRectF(MARGIN / PT - 0.5, 0, BODY / PT + 1, (HEIGHT - MARGIN) / PT + 1)
    for number, page in enumerate(pages, start=1):
        for spot in page:
            assert paper_edge.contains(spot.box), f"{spot.text!r} leaves page {number}"
        for place, spot in enumerate(page):
            inner = spot.box.adjusted(0.5, 2, -0.5, -2)
            hit = next(
                (other for other in page[place + 1 :] if inner.intersects(other.box.adjusted(0, 2, 0, -2))), None
            )
            assert hit is None, f"{spot.text!r} lies over {hit.text if hit else ''!r} on page {number}"
            if language == "zh_CN":
                assert spot.text[:1] not in CLOSING_SIGNS or spot.text == "", f"a line begins with {spot.text[:1]}"
        texts = [spot.text for spot in page]
        assert f"{number}/{len(pages)}" in texts
        assert paper.title in texts
        heads = (columns(), problem_columns(), (i18n.tr("Time"),))
        words = [re.sub(r"\s", "", one) for spot in page for one in spot.begins]
        assert any({re.sub(r"\s", "", title) for title in head} <= set(words) for head in heads), "no head of a table"
    told = whole_texts(pages)
    wanted = [*paper.news, *(problem.title for problem in paper.problems or ())]
    wanted += [text for row in paper.rows for text in (row.requirement, row.duty, row.problem, row.owner, row.result)]
    wanted += [block.times + block.text for block in paper.timetable or ()]
    assert not [text for text in wanted if re.sub(r"\s+", "", text) not in told]


@languages
def test_an_item_that_fills_pages_is_printed_to_its_last_word(
    app: App, store: Store, qapp: QApplication, seen: Callable[[DayPaper], list[list[Spot]]], language: str
) -> None:
    i18n.set_language(language)
    edit(app, store, taller_than_a_page)
    paper = paper_of(app, store, filled=False)
    column = columns()[2]
    lines = []
    for page in seen(paper):
        head = next(spot for spot in page if spot.text == column)
        middle = head.box.center().x()
        below = [spot for spot in page if abs(spot.box.left() - (middle - 51)) < 12 and spot.box.top() > head.box.top()]
        lines += [spot.text for spot in sorted(below, key=lambda spot: spot.box.top()) if spot is not head]
    told = re.sub(r"\s+", "", "".join(lines))
    wanted = re.sub(r"\s+", "", "".join(row.item for row in paper.rows))
    assert wanted in told


@languages
def test_a_form_without_items_says_so(
    app: App, store: Store, qapp: QApplication, seen: Callable[[DayPaper], list[list[Spot]]], language: str
) -> None:
    i18n.set_language(language)
    edit(app, store, lambda form: replace(form, items=(), timetable=()))
    (page,) = seen(paper_of(app, store, back=True))
    texts = [spot.text for spot in page]
    assert i18n.tr("No item is asked on this day.") in texts
    assert i18n.tr("No open problems.") in texts
    assert columns()[2] not in texts


def test_the_back_lists_what_was_found_today_too(app: App, store: Store) -> None:
    answer_half(app, store)
    back = paper_of(app, store, back=True).problems
    assert back is not None
    found = app.services.problems.open(store.id or 0)
    assert len(found) == 3
    assert {one.title for one in back} == {one.title for one in found}
    closed = found[0]
    app.services.problems.update(replace(closed, result="Done"))
    assert len(paper_of(app, store, back=True).problems or ()) == 3
    assert paper_of(app, store, day=TODAY - timedelta(days=1), back=True).problems == (), "they were not known then"
