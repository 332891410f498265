"""Data files that earlier programs wrote open in this one, with everything that was in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import open_app
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import By
from shopdesk.infra.clock import FixedClock
from shopdesk.storage import migrate
from shopdesk.storage.sqlite.engine import make_engine

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
    revision = migrate.file_revision(old_folder / "shopdesk.db")
    older = migrate.needs_migration(old_folder / "shopdesk.db")
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


def test_going_up_and_down_again_loses_nothing_of_an_old_file(tmp_path: Path) -> None:
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SAVED[0].read_text(encoding="utf-8"))
        connection.commit()
    before = rows(file)
    assert before["answers"]
    engine = make_engine(file)
    migrate.migrate(engine)
    assert migrate.file_revision(file) == migrate.known_revisions()[-1]
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
    assert app.services.setup.documents.scan_path(scan) == app.paths.attachments / "ab" / "front.jpg"
    app.close()
    engine = make_engine(file)
    migrate.migrate(engine, "0004")
    engine.dispose()
    assert rows(file)["setup_documents"] == before["setup_documents"]
