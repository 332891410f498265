"""Data files that earlier programs wrote open in this one, with everything that was in them."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import open_app
from shopdesk.domain.campaigns.records import OwnDay, OwnRule
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import By
from shopdesk.infra.clock import FixedClock
from shopdesk.services.stores import StoreService
from shopdesk.storage import migrate
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.engine import make_engine
from shopdesk.storage.sqlite.revision import file_revision

SAVED = sorted((Path(__file__).parent / "saved").glob("*.sql"))


@pytest.fixture(params=SAVED, ids=lambda file: file.stem)
def old_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "shopdesk.db")) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
        connection.commit()
    return tmp_path


def test_every_schema_but_those_not_released_has_a_saved_file() -> None:
    assert {file.stem for file in SAVED} == set(migrate.known_revisions())


def test_an_old_file_keeps_everything(old_folder: Path, clock: FixedClock) -> None:
    revision = file_revision(old_folder / "shopdesk.db")
    older = migrate.is_behind(file_revision(old_folder / "shopdesk.db"))
    app = open_app(old_folder, "zh_CN", clock=clock)
    services = app.services
    (store,) = services.stores.all()
    store_id = store.id or 0
    assert store.name == "存档店"
    assert [person.name for person in services.people.everyone(store_id)] == ["小满"]
    assert [campaign.name for campaign in services.campaigns.of_store(store_id)] == ["38焕新周"]
    assert services.targets.month(store_id, date(2026, 3, 1)) == 20_000_000
    line = services.daily.sheet(store_id, date(2026, 3, 16)).line("pages.notices")
    assert line is not None and line.answer is not None and line.answer.who == "小满"
    assert [problem.title for problem in services.problems.open(store_id)] == ["横幅链接打不开"]
    totals = services.kpi.totals(store_id, date(2026, 3, 1), date(2026, 3, 31), Basis.CREATED)
    assert (totals["orders"], totals["paid_amount"], totals["net_amount"]) == (3, 19_980, 17_880)
    assert services.kpi.periods(store_id, date(2026, 3, 14), date(2026, 3, 15), By.DAY, Basis.CREATED) is not None
    duty = services.roster.on_duty(store_id, date(2026, 3, 16))
    assert [person.name for person in duty.people] == ["小满"]
    # The roster came with 0002; in an older file nothing is planned, and who is employed is on duty.
    on_shift = [(group.shift.code, group.shift.times) for group in duty.on_shift]
    assert on_shift == ([("early", "09:00–17:30")] if revision != "0001" else [])
    week = services.roster.week(store_id, date(2026, 3, 16))
    assert [entry.note for entry in week.entries.values()] == (["交接给晚班"] if revision != "0001" else [])
    made = {backup.why for backup in services.backups.list()}
    assert ("before_update" in made) == older
    app.close()


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a file, by table."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in tables
            if not table.startswith("sqlite_")
        }


def test_an_update_that_ended_before_the_stores_were_complete_goes_on_at_the_next_start(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schema is today's by then, so nothing else would tell that the new forms and shifts are still to come."""

    def begun_with(folder: Path) -> list[int]:
        open_app(folder, "zh_CN", clock=clock).close()
        with closing(sqlite3.connect(folder / "shopdesk.db")) as made:
            tables = ("checklist_versions", "shifts", "setup_steps")
            return [made.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]

    for name in ("whole", "ended"):
        (tmp_path / name).mkdir()
        with closing(sqlite3.connect(tmp_path / name / "shopdesk.db")) as connection:
            connection.executescript((SAVED[0].parent / "0011.sql").read_text(encoding="utf-8"))
            connection.commit()

    def pulled(_stores: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(StoreService, "complete_all", pulled)
        open_app(tmp_path / "ended", "zh_CN", clock=clock)
    assert not migrate.is_behind(file_revision(tmp_path / "ended" / "shopdesk.db"))
    assert begun_with(tmp_path / "ended") == begun_with(tmp_path / "whole")
    assert sorted(file.name for file in tmp_path.glob("*/unfinished*")) == []


def test_going_up_and_down_again_loses_nothing_of_an_old_file(tmp_path: Path) -> None:
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SAVED[0].read_text(encoding="utf-8"))
        connection.commit()
    before = rows(file)
    assert before["answers"]
    engine = make_engine(file)
    migrate.migrate(engine)
    assert file_revision(file) == migrate.known_revisions()[-1]
    migrate.migrate(engine, SAVED[0].stem)
    engine.dispose()
    assert rows(file) == before


def test_the_scan_of_a_document_moves_into_a_table_of_scans_and_back(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((SAVED[0].parent / "0004.sql").read_text(encoding="utf-8"))
        connection.execute(
            "UPDATE setup_documents SET scan = 'ab/front.jpg', scan_name = '正面.jpg', state = 'received' "
            "WHERE code = 'doc.licence'"
        )
        connection.commit()
    before = rows(file)
    app = open_app(tmp_path, "zh_CN", clock=clock)
    (store,) = app.services.stores.all()
    found = app.services.setup.board(store.id or 0).documents
    assert {view.document.code: [scan.name for scan in view.scans] for view in found if view.scans} == {
        "doc.licence": ["正面.jpg"]
    }
    (scan,) = next(view.scans for view in found if view.scans)
    assert app.services.setup.documents.scans.path_of(scan) == app.paths.attachments / "ab" / "front.jpg"
    app.close()
    engine = make_engine(file)
    migrate.migrate(engine, "0004")
    engine.dispose()
    assert rows(file)["setup_documents"] == before["setup_documents"]


def test_own_days_before_rules_come_back_on_their_date_and_rules_older_programs_do_not_know_stand_once(
    tmp_path: Path, clock: FixedClock
) -> None:
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((SAVED[0].parent / "0026.sql").read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO own_days (version, store_id, name, day, yearly, note) "
            "VALUES (1, 1, '店庆', '2026-05-01', 1, ''), (1, 1, '开业', '2026-05-02', 0, '')"
        )
        connection.commit()
    before = rows(file)["own_days"]
    app = open_app(tmp_path, "zh_CN", clock=clock)
    calendar = app.services.calendar
    assert [(own.rule, own.days, own.yearly) for own in calendar.own_days(1)] == [("date", 1, True), ("date", 1, False)]
    calendar.save_own_day(OwnDay(store_id=1, name="母亲节", day=date(2026, 5, 10), rule=OwnRule.WEEKDAY, days=2))
    app.close()
    engine = make_engine(file)
    migrate.migrate(engine, "0026")
    engine.dispose()
    after = rows(file)["own_days"]
    assert [row for row in after if row in before] == before
    (left,) = [row for row in after if row not in before]
    assert left[-4:] == ("母亲节", "2026-05-10", 0, "")


TWICE = """
INSERT INTO own_days (store_id, name, day, yearly, note) VALUES (1, '店庆', '2026-05-01', 0, 'a'), (1, '店庆', '2026-05-01', 1, 'b'), (1, '店庆', '2026-05-02', 0, '');
INSERT INTO shifts (store_id, code, name_zh, name_en, starts, ends, pause_minutes, position, hidden) VALUES
  (1, 'x1', '早班', 'Dawn', '06:00', '12:00', 0, 7, 0), (1, 'x2', '早班', 'Early', '06:00', '12:00', 0, 8, 1);
INSERT INTO problems (store_id, title, detail, area, item_code, worksheet_id, severity, state, owner, opened_on, opened_by, needs_second, done_by, result, closed_by, reopened)
  SELECT store_id, title || n, detail, area, 'pages.banner', 1, severity, state, owner, opened_on, opened_by, needs_second, done_by, result, closed_by, reopened
  FROM problems, (SELECT ' 2' AS n UNION SELECT ' 3') WHERE id = (SELECT min(id) FROM problems);
INSERT INTO pay_values (store_id, person_id, code, valid_from, value, reason) VALUES
  (1, NULL, 'rule', '2026-01-01', '1', ''), (1, NULL, 'rule', '2026-01-01', '2', ''), (1, 1, 'rule', '2026-01-01', '3', ''), (1, 1, 'rule', '2026-01-01', '4', '');
INSERT INTO pay_inputs (store_id, person_id, month, code, value, reason) VALUES
  (1, NULL, '2026-01-01', 'sales', '1', ''), (1, NULL, '2026-01-01', 'sales', '2', ''), (1, 1, '2026-01-01', 'sales', '3', '');
"""  # noqa: E501


def test_what_was_there_twice_is_told_apart_or_put_right_before_the_keys_come(
    tmp_path: Path, clock: FixedClock
) -> None:
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((SAVED[0].parent / "0007.sql").read_text(encoding="utf-8") + TWICE)
        connection.commit()
    count = {table: len(found) for table, found in rows(file).items()}
    engine = make_engine(file)
    migrate.migrate(engine, "0010")
    with closing(sqlite3.connect(file)) as connection:

        def told(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        first, second, other = (row[0] for row in told("SELECT name FROM own_days ORDER BY id"))
        assert (first, other) == ("店庆", "店庆") and str(second).startswith("店庆 #")
        names = dict(told("SELECT code, name_zh || '/' || name_en FROM shifts WHERE code IN ('x1', 'x2', 'early')"))
        assert names["early"] == "早班/Early" and str(names["x1"]).startswith("早班 #")
        assert names["x2"] == "早班/Early", "one that is not offered keeps its names"
        open_ones = told("SELECT title, worksheet_id, item_code FROM problems WHERE item_code = 'pages.banner'")
        assert sorted(row[1] or 0 for row in open_ones) == [0, 1] and {row[2] for row in open_ones} == {"pages.banner"}
        assert told("SELECT value FROM pay_values WHERE code = 'rule' ORDER BY id") == [("2",), ("4",)]
        assert told("SELECT value FROM pay_inputs WHERE code = 'sales' ORDER BY id") == [("2",), ("3",)]
    after = rows(file)
    changed = {table for table, found in after.items() if len(found) != count.get(table, 0)}
    assert changed == {"pay_values", "pay_inputs"}
    migrate.migrate(engine, "0007")
    migrate.migrate(engine, "0010")
    engine.dispose()
    assert rows(file) == after, "down and up again changes nothing more"
    app = open_app(tmp_path, "zh_CN", clock=clock)
    (store,) = app.services.stores.all()
    assert len(app.services.calendar.own_days(store.id or 0)) == 3
    app.close()


def test_a_budget_keeps_its_money_when_amounts_may_be_unknown_and_back_again(tmp_path: Path) -> None:
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript((SAVED[0].parent / "0036.sql").read_text(encoding="utf-8"))
        raw.execute("INSERT INTO setup_budget_phases VALUES (7, 1, 1, 10, 'p', '2026-01-01', '2026-02-28', 5)")
        raw.execute("INSERT INTO setup_budget_lines VALUES (8, 2, 1, 7, 'goods', 100, '')")
        raw.execute("INSERT INTO setup_budget_lines VALUES (9, 1, 1, 7, 'ads', 200, 'own')")
        raw.execute("DELETE FROM setup_budget_lines WHERE id = 9")
        raw.commit()
    engine = make_engine(file)
    migrate.migrate(engine, "0038")
    with closing(sqlite3.connect(file)) as raw:
        found = raw.execute(
            "SELECT id, version, phase_id, kind, amount_fen, note, name, on_day FROM setup_budget_lines"
        )
        assert found.fetchall() == [(8, 2, 7, "goods", 100, "", "", None)]
        raw.execute("INSERT INTO setup_budget_lines (version, store_id, phase_id, kind, note, name) "
                    "VALUES (1, 1, 7, 'ads', '', 'Autumn')")  # fmt: skip
        assert raw.execute("SELECT max(id) FROM setup_budget_lines").fetchone() == (10,), "no number is used again"
        raw.execute("UPDATE setup_budget_phases SET month_target_fen = NULL")
        raw.commit()
    migrate.migrate(engine, "0036")
    engine.dispose()
    with closing(sqlite3.connect(file)) as raw:
        lines = raw.execute("SELECT id, amount_fen, note FROM setup_budget_lines ORDER BY id").fetchall()
        assert lines == [(8, 100, ""), (10, 0, "Autumn")]
        assert raw.execute("SELECT id, month_target_fen FROM setup_budget_phases").fetchall() == [(7, 0)]
