"""What only reads is from one moment: each command, print, reminder and report opens one read, and nothing writes."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import build_parser, run
from shopdesk.domain.periods import week_of
from shopdesk.domain.text import Text
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.papers import PaperWish, daily_papers
from shopdesk.services.daily.reminders import collect
from shopdesk.services.roster.paper import roster_paper
from tests.conftest import MONDAY
from tests.gui.sample_store import make_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The sample store with a month of wages computed."""
    made = open_app(make_sample(tmp_path_factory.mktemp("sample") / "data", "en"), "en", clock=FixedClock(MONDAY))
    yield made
    made.close()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """The transactions begun since the data file was opened; true: to write."""
    found: list[bool] = []

    def note(connection: Connection) -> None:
        found.append(connection.get_execution_options().get("writing", False))

    opening = App.open

    def opened(app: App) -> object:
        services = opening(app)
        found.clear()
        return services

    monkeypatch.setattr(App, "open", opened)
    event.listen(Engine, "begin", note)
    yield found
    event.remove(Engine, "begin", note)


WAGES = "2026-02"
COMMANDS = [
    "kpi --from 2026-02-01 --to 2026-02-28",
    "kpi --from 2026-02-01 --to 2026-02-28 --by week --json",
    "calendar list --year 2026",
    "calendar export --year 2026 -o {out}/year.ics",
    "report weekly -o {out}/week.xlsx",
    "report monthly -o {out}/month.xlsx",
    "report monthly -o {out}/month.pdf",
    "print daily --date 2026-03-13 --back -o {out}/daily.pdf",
    "print daily --date 2026-03-16 --week --all-stores -o {out}/week.pdf",
    "print setup -o {out}/setup.pdf",
    "print setup --sheet money -o {out}/money.pdf",
    "print roster --week 2026-W12 -o {out}/roster.pdf",
    "print campaign 1 -o {out}/campaign.pdf",
    "people export -o {out}/people.xlsx",
    "imports list",
    "money show --from 2026-01-01 --to 2026-03-15 --by week --json",
    "payroll list",
    f"payroll show --month {WAGES}",
    f"payroll inputs --month {WAGES} -o {{out}}/inputs.xlsx",
    f"payroll export --month {WAGES} -o {{out}}/wages.xlsx",
    f"payroll bank --month {WAGES} -o {{out}}/bank.xlsx",
    f"payroll payslips --month {WAGES} -o {{out}}/slips.pdf",
    f"payroll slips-xlsx --month {WAGES} -o {{out}}/slips.xlsx",
    f"payroll slips-text --month {WAGES}",
    f"payroll cost --month {WAGES} --json",
    "payroll year --year 2026 -o {out}/year.xlsx",
    "payroll schemes",
    "payroll scheme-text service -o {out}/service.txt",
    f"payroll figures --month {WAGES}",
    f"payroll review --month {WAGES}",
    "payroll late",
    "people data {person} -o {out}/person.xlsx",
    "money orders --from 2026-03-01 --to 2026-03-15 --json",
    "money bridge --month 2026-02",
    "money months",
    "profit --from 2026-03-01 --to 2026-03-15 --by product --json",
    "profit --from 2026-01-01 --to 2026-03-15 --csv",
    "tax-bridge --quarter 2025-Q4 -o {out}/tax.xlsx",
    "tax-quarters --json",
    "fees show --on 2024-08-31",
    "fees show --json",
    "export all {out}/all.zip",
]


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_that_only_reads_does_so_once(
    sample: App, begun: list[bool], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    folder = str(sample.paths.database.parent)
    (store,) = sample.services.stores.all()
    person = sample.services.people.everyone(store.id or 0)[0].name
    begun.clear()
    code = run(["--data-dir", folder, "--lang", "en", *words.format(out=tmp_path, person=person).split()])
    assert code == 0, capsys.readouterr().err
    # Whoever wants pay data is asked for the pay password before the reading begins, and orders are counted before it.
    before = {"payroll": 1, "people": 1, "export": 1, "money orders": 2, "money bridge": 2}
    assert begun == [False] * (1 + next((reads for asks, reads in before.items() if words.startswith(asks)), 0))


READS: dict[str, Callable[[App, int, Path], object]] = {
    "daily sheets": lambda app, store, _out: daily_papers(
        app.services, PaperWish(store_ids=(store,), day=date(2026, 3, 13), back=True)
    ),
    "roster sheet": lambda app, store, _out: roster_paper(app.services, store, MONDAY.date()),
    "reminders": lambda app, _store, _out: collect(app.services, MONDAY.date()),
    "weekly report": lambda app, store, out: app.services.reports.write_weekly(
        store, week_of(date(2026, 3, 10)), out / "week.xlsx"
    ),
    "alerts": lambda app, store, _out: app.services.alerts.now(store),
    "calendar file": lambda app, store, out: app.services.calendar.export_ics(2026, out / "year.ics", store),
    "draft of the wages": lambda app, store, _out: app.services.payroll.draft(store, date(2026, 2, 1)),
    "workbook of the wages": lambda app, store, out: app.services.payroll.write_inputs(
        store, date(2026, 2, 1), out / "inputs.xlsx"
    ),
}


@pytest.mark.parametrize("name", READS)
def test_what_is_put_together_from_many_nouns_is_read_once(
    sample: App, begun: list[bool], name: str, tmp_path: Path
) -> None:
    (store,) = sample.services.stores.all()
    begun.clear()
    READS[name](sample, store.id or 0, tmp_path)
    assert begun == [False]


WRITE = {
    "import", "imports undo", "demo", "fees set", "money close", "money reopen", "money accept", "people import",
    "people erase", "payroll inputs", "payroll compute", "payroll lock",
    "payroll set", "payroll adjust", "payroll reverse", "payroll password set", "payroll password remove",
    "payroll password take-away", "costs import", "import-all", "store move",
    "share start", "share server", "share join", "share back",
}  # fmt: skip
READ_NO_DATA_FILE_BY_SERVICES = {
    "backup create", "backup list", "backup verify", "backup restore", "check", "payroll verify", "self-test",
    "share status", "share serve", "share code",
}  # fmt: skip


def test_every_command_that_only_reads_says_so() -> None:
    """A new command is put among those that write, or said to only read; then the test above has it too."""

    def walk(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, bool]]:
        inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        for action in inner:
            for name, below in action.choices.items():
                yield from walk(below, f"{words} {name}".strip())
        if not inner:
            yield words, bool(parser.get_default("only_reads"))

    found = dict(walk(build_parser(), ""))
    # The calendar's two share their run function, and say it together.
    reads = {words for words, only in found.items() if only} | {"calendar list", "calendar export"}
    assert reads | WRITE | READ_NO_DATA_FILE_BY_SERVICES == set(found)
    assert not reads & (WRITE | READ_NO_DATA_FILE_BY_SERVICES)
    assert {words for words in reads if not any(tried.startswith(words) for tried in COMMANDS)} == set()


def test_a_report_asks_for_nothing_twice(sample: App) -> None:
    """What several sheets show is read once; only sums of spans that happen to be alike are read for each."""
    store, week = sample.services.stores.all()[0].id or 0, week_of(MONDAY.date() - timedelta(days=7))
    sample.services.reports.weekly(store, week)
    asked: list[tuple[str, str]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, repr(values)))

    engine = sample.services.ctx.engine
    event.listen(engine, "before_cursor_execute", note)
    sample.services.reports.weekly(store, week)
    event.remove(engine, "before_cursor_execute", note)
    again = [statement for (statement, _values), times in Counter(asked).items() if times > 1]
    assert not [one for one in again if "kept_answers" not in one and "product_days" not in one]


def test_what_was_asked_in_a_read_is_asked_anew_in_the_next_and_while_something_is_written(app: App) -> None:
    ctx, store = app.services.ctx, app.services.stores.create("Lamp House")
    asked: list[int] = []

    def names() -> list[str]:
        asked.append(1)
        return [one.name for one in app.services.stores.all()]

    with ctx.reading() as outer:
        assert ctx.once("names", names) == ctx.once("names", names) == ["Lamp House"]
        assert len(asked) == 1 and "stores" in outer.tables
    noted = ctx.known("count", lambda: (ctx.once("names", names), len(ctx.once("names", names)))[1])
    with ctx.reading() as later:
        assert ctx.known("count", lambda: 0) == noted == 1
        assert "stores" in later.tables, "what was asked once counts as read wherever it is used"
    before = len(asked)
    with ctx.one_step(Text("Rename")):
        assert ctx.once("names", names) == ["Lamp House"]
        app.services.stores.update(replace(store, name="Shade House"))
        assert ctx.once("names", names) == ["Shade House"]
    assert len(asked) == before + 2
