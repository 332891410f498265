"""Sheets are cut into pages between their rows, never through one."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from shopdesk.gui.paper.html_sheet import Strip, cut
from shopdesk.gui.printing import write_pdf

HEIGHT = 100.0


@st.composite
def sheets(draw: st.DrawFn) -> list[Strip]:
    """Headings, tables with a head row, and lines, one below the other."""
    strips: list[Strip] = []
    y = 0.0

    def add(height: float, **more: object) -> None:
        nonlocal y
        strips.append(Strip(y, y + height, **more))  # type: ignore[arg-type]
        y += height

    tall = st.integers(1, 45)
    for table in range(draw(st.integers(1, 4))):
        add(draw(st.integers(1, 12)), follows=True)
        add(draw(st.integers(1, 12)), follows=True, table=table, head=True)
        for height in draw(st.lists(tall | st.just(250), min_size=1, max_size=8)):
            add(height, table=table)
        for height in draw(st.lists(tall, max_size=3)):
            add(height)
    return strips


@given(sheets())
def test_every_piece_stands_once_in_order_and_whole_where_a_page_can_hold_it(strips: list[Strip]) -> None:
    pages = cut(strips, HEIGHT)
    seen: set[Strip] = set()
    once: list[Strip] = []
    for page in pages:
        assert page
        assert sum(strip.height for strip in page) <= HEIGHT + 1e-6
        for place, strip in enumerate(page):
            repeated = strip.head and strip in seen
            assert not repeated or place == 0
            if not repeated:
                once.append(strip)
            seen.add(strip)
    assert sum(strip.height for strip in once) == strips[-1].bottom
    assert all(before.bottom == after.top for before, after in itertools.pairwise(once))
    assert all(strip in seen for strip in strips if strip.height <= HEIGHT)


@given(sheets())
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(strips: list[Strip]) -> None:
    for page in cut(strips, HEIGHT):
        last = page[-1]
        after = strips.index(last) + 1 if last in strips else 0
        if last.follows and after < len(strips):
            # Only where the row below the heads is itself too tall for one page with them.
            below = strips[after] if not strips[after].follows else strips[after + 1]
            assert below.height + last.height > HEIGHT / 2


def test_no_row_is_torn_and_the_head_is_on_every_page(qtbot: QtBot, tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>name-{number}<br/>below-{number}</td><td>x</td></tr>" for number in range(120))
    head = "<thead><tr><th>HEADING</th><th>b</th></tr></thead>"
    file = tmp_path / "sheet.pdf"
    pages = write_pdf(f"<p>top</p><table border='1' cellpadding='3'>{head}<tbody>{rows}</tbody></table>", file)
    assert pages > 2
    for number in range(1, pages + 1):
        answer = subprocess.run(
            ["pdftotext", "-f", str(number), "-l", str(number), str(file), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        words = answer.stdout.split()
        assert words.count("HEADING") == 1
        names = {word[5:] for word in words if word.startswith("name-")}
        assert names == {word[6:] for word in words if word.startswith("below-")}
