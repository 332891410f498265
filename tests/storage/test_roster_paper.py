"""The roster on paper: who works when, readable in grey, from the command line too."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from shopdesk.__main__ import main
from shopdesk.bootstrap import App
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import set_language
from shopdesk.services.roster.paper import roster_paper

MONDAY = date(2026, 3, 16)


def text(html: str) -> str:
    """What is read on the sheet, a cell a line."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    cells = re.sub(r"</(td|th|p)>", "\n", body.replace("<br/>", " "))
    return "\n".join(line.strip() for line in re.sub(r"<[^>]+>", "", cells).splitlines() if line.strip())


def plan(app: App, store: Store, names: list[str]) -> None:
    for number, name in enumerate(names):
        person = app.services.people.hire(store.id or 0, name, "service", date(2025, 3, 1))
        days = [(person.id or 0, MONDAY + timedelta(days=day)) for day in range(5)]
        app.services.roster.set(store.id or 0, days, "late" if number % 2 else "early")
        app.services.roster.set(store.id or 0, [(person.id or 0, MONDAY + timedelta(days=5))], "leave")


def test_the_sheet_says_who_works_when_in_words(app: App, store: Store) -> None:
    plan(app, store, ["小满", "谷雨"])
    person = app.services.people.everyone(store.id or 0)[0]
    app.services.roster.set_note(store.id or 0, (person.id or 0, MONDAY), "交接 <两单> 退款")
    set_language("zh_CN")
    html, title = roster_paper(app.services, store.id or 0, MONDAY)
    read = text(html).splitlines()
    assert title == "排班表 · 云裳旗舰店 · 2026-W12"
    assert read[0] == "排班表 · 云裳旗舰店 · 2026-W12 (2026-03-16 – 2026-03-22)"
    assert "营业时段 09:00–22:00 · 早班 09:00–17:30（7.5 小时） · 晚班 13:30–22:00（7.5 小时）" in read[1]
    assert "周一 03-16" in read
    row = read.index("小满 售前客服")
    assert read[row + 1 : row + 8] == [
        "早班 * 09:00–17:30", *["早班 09:00–17:30"] * 4, "请假", "37.5",
    ]  # fmt: skip
    foot = read.index("客服在岗")
    assert read[foot + 1 : foot + 8] == [*["1–2"] * 5, "无人 09:00–22:00", "—"]
    assert read[-1] == "* 小满 03-16 · 交接 &lt;两单&gt; 退款", "what users write cannot break the sheet"


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (10, 1), (20, 1)])
def test_up_to_twenty_people_fit_one_sheet(app: App, store: Store, tmp_path: Path, people: int, pages: int) -> None:
    from shopdesk.gui.printing import write_pdf

    plan(app, store, [f"员工{number}" for number in range(people)])
    html, title = roster_paper(app.services, store.id or 0, MONDAY)
    assert write_pdf(html, tmp_path / "week.pdf", landscape=True, title=title) == pages


def test_the_command_line_prints_the_week_of_a_store(
    app: App, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan(app, store, ["小满"])
    folder, out = app.paths.data, tmp_path / "week.pdf"
    app.close()
    begin = ["--data-dir", str(folder), "--lang", "en", "print", "roster", "-o", str(out)]
    assert main([*begin, "--week", "2026-W12", "--store", "云裳旗舰店"]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.strip() == f"Written: {out}"
    assert main([*begin, "--week", "2026-60"]) == 1
    assert "is not a week" in capsys.readouterr().err
    assert main([*begin, "--week", "2026-W12", "--store", "别的店"]) == 1
    assert "There is no store named" in capsys.readouterr().err
