"""How long a month of 50 people with ten years behind it takes: computed, looked over, opened on the page.

    python benchmarks/bench_payroll.py [--rounds 5] [--people 50] [--years 10] [--json]

Behind each time stands the processor's, which a busy machine changes less. The floor is the rules alone: the same
month computed from figures that are already gathered, with nothing read and nothing kept. The page's floor is the bare
driver reading the same rows and the bare reader of JSON. Both are taken in turns with ours, in one process on one data
folder.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

AIM_COMPUTE_S, AIM_PAGE_S = 1.0, 0.150
MONTH = date(2026, 2, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shopdesk-bench-") as name:
        found = measure(Path(name), args.people, args.years * 12, args.rounds)
    if args.json:
        print(json.dumps(found, indent=2))
        return
    print(f"{args.people} people, {args.years} years of computed months")

    def took(*keys: str) -> str:
        wall, worked = sum(found[key] for key in keys), sum(found[f"cpu_{key}"] for key in keys)
        return f"{wall * 1000:.0f} ms (processor {worked * 1000:.0f} ms)"

    print(f"the rules alone: {took('rules_s')}; bare reading of the page's rows: {took('bare_s')}")
    aim, ratio = f"aim {AIM_COMPUTE_S:.0f} s", found["compute_ratio"]
    print(f"computed, kept and looked over: {took('compute_s', 'review_s')}, {ratio:.2f} x the rules ({aim})")
    for key, words in (
        ("page_s", "page of the month"),
        ("locked_s", "page of a locked month, its seal looked at"),
        ("figures_s", "figures of the month"),
        ("review_s", "review of the month"),
    ):
        print(f"{words}: {took(key)} (aim {AIM_PAGE_S * 1000:.0f} ms)")
    print(f"the page against bare reading: {found['page_ratio']:.2f} x")
    print(f"one locked month held against today's data: {took('late_s')}")


def measure(folder: Path, people: int, months: int, rounds: int) -> dict[str, float]:
    """Medians over the rounds, floors and ours in turns."""
    from shopdesk.bootstrap import open_app
    from shopdesk.domain.payroll.month import compute_month

    app = open_app(folder, "zh_CN")
    services = app.services
    payroll, store_id = services.payroll, _fill(services, people, months)
    before = MONTH - timedelta(days=1)
    inputs = payroll.gather(store_id, MONTH).inputs

    def page() -> None:
        with services.reading():
            payroll.runs(store_id)
            payroll.run(store_id, MONTH)

    def locked_page() -> None:
        with services.reading():
            payroll.runs(store_id)
            payroll.run(store_id, before.replace(day=1))

    def figures() -> None:
        with services.reading():
            payroll.figures.of_month(store_id, MONTH)

    def review() -> None:
        with services.reading():
            payroll.review(store_id, MONTH)

    jobs: dict[str, Callable[[], Any]] = {
        "rules_s": lambda: compute_month(inputs),
        "compute_s": lambda: payroll.compute(store_id, MONTH),
        "bare_s": lambda: _bare(folder / "shopdesk.db"),
        "page_s": page,
        "locked_s": locked_page,
        "figures_s": figures,
        "review_s": review,
        "late_s": lambda: payroll.corrections.late(store_id, before.replace(day=1)),
    }
    taken: dict[str, list[float]] = {name: [] for name in (*jobs, *(f"cpu_{name}" for name in jobs))}
    for _round in range(rounds + 1):
        for name, job in jobs.items():
            started, worked = time.perf_counter(), time.process_time()
            job()
            taken[name].append(time.perf_counter() - started)
            taken[f"cpu_{name}"].append(time.process_time() - worked)
    app.close()
    # The first round loads what is imported late.
    found = {name: statistics.median(seconds[1:]) for name, seconds in taken.items()}
    found["compute_ratio"] = (found["compute_s"] + found["review_s"]) / found["rules_s"]
    found["page_ratio"] = found["page_s"] / found["bare_s"]
    return found


def _bare(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        run = connection.execute("SELECT id FROM pay_runs ORDER BY month DESC LIMIT 1").fetchone()[0]
        for row in connection.execute("SELECT * FROM pay_slips WHERE run_id = ?", (run,)):
            json.loads(row[-1])
        connection.execute(
            "SELECT * FROM pay_lines WHERE slip_id IN (SELECT id FROM pay_slips WHERE run_id = ?)", (run,)
        ).fetchall()


def _fill(services: Any, people: int, months: int) -> int:
    """A store of so many people; one month computed and locked, and its rows copied into the months before."""
    from shopdesk.domain.payroll.records import PayInput, PayValue
    from shopdesk.storage.repositories.payroll import PayInputs, PayValues

    store = services.stores.create("店")
    store_id: int = store.id or 0
    hired = date(MONTH.year - months // 12 - 1, 1, 1)
    roles = [one.code for one in services.people.catalogue.roles(store_id) if one.code]
    ids = [
        services.people.hire(store_id, f"人{number}", roles[number % len(roles)], hired, base_fen=300_000).id
        for number in range(people)
    ]
    last = (MONTH - timedelta(days=1)).replace(day=1)
    with services.ctx.open_uow("bench") as uow:
        values, inputs = uow.repository(PayValues), uow.repository(PayInputs)
        for who in ids:
            for code, value in (
                ("social_base_fen", "500000"),
                ("fund_base_fen", "500000"),
                ("fund_rate", "0.05"),
                ("city", "杭州"),
            ):
                values.put(PayValue(store_id=store_id, person_id=who, code=code, valid_from=hired, value=value))
        for month in (last, MONTH):
            for code, value in (("paid", "30000000"), ("rating_before", "4.7"), ("rating_now", "4.8")):
                inputs.put(PayInput(store_id=store_id, month=month, code=code, value=value))
            for who in ids:
                inputs.put(PayInput(store_id=store_id, person_id=who, month=month, code="own_sales", value="5000000"))
        uow.commit()
    payroll = services.payroll
    payroll.compute(store_id, last)
    payroll.lock(store_id, last)
    _copy(services, last, months - 1)
    payroll.compute(store_id, MONTH)
    return store_id


def _copy(services: Any, month: date, times: int) -> None:
    from sqlalchemy import insert, select

    from shopdesk.storage.tables.pay_runs import pay_lines, pay_runs, pay_slips

    def columns(row: Any) -> dict[str, Any]:
        return {name: value for name, value in row._mapping.items() if name != "id"}

    with services.ctx.open_uow("bench") as uow:
        connection = uow.connection
        run = columns(connection.execute(select(pay_runs)).one())
        slips = connection.execute(select(pay_slips)).all()
        lines = connection.execute(select(pay_lines)).all()
        for _number in range(times):
            month = (month - timedelta(days=1)).replace(day=1)
            run_id = connection.execute(insert(pay_runs).values({**run, "month": month})).inserted_primary_key[0]
            for slip in slips:
                made = connection.execute(insert(pay_slips).values({**columns(slip), "run_id": run_id}))
                slip_id = made.inserted_primary_key[0]
                mine = [{**columns(one), "slip_id": slip_id} for one in lines if one.slip_id == slip.id]
                connection.execute(insert(pay_lines), mine)
        uow.commit()


if __name__ == "__main__":
    main()
