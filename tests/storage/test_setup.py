"""The setup service on a real data file: seeding, edits, undo, scans, templates, fees and budget."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.reminders import ReminderKind
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.setup.clocks import ClockState
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.setup.records import DocumentState, StepState
from shopdesk.domain.stores import Platform, Store, StoreType
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.services.attachments import Pasted, check_attachment
from shopdesk.services.daily.reminders import collect
from shopdesk.services.setup.offers import OfferKind
from shopdesk.services.setup.service import SetupService
from shopdesk.services.setup.views import DocumentView, StepView
from shopdesk.services.setup.wording import blocker_sentence, checklist_html


def archive(*names: str) -> bytes:
    """A zip, which a new Office file is, too."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return content.getvalue()


@pytest.fixture
def setup(app: App) -> SetupService:
    return app.services.setup


def step(setup: SetupService, store: Store, code: str) -> StepView:
    found = setup.board(store.id or 0).step(code)
    assert found is not None
    return found


def paper(setup: SetupService, store: Store, code: str) -> DocumentView:
    found = setup.board(store.id or 0).document(code)
    assert found is not None
    return found


def step_id(setup: SetupService, store: Store, code: str) -> int:
    return step(setup, store, code).step.id or 0


def test_starting_twice_seeds_once(setup: SetupService, store: Store) -> None:
    assert setup.start(store) == setup.start(store)
    board = setup.board(store.id or 0)
    codes = [view.step.code for view in board.steps()]
    assert len(codes) == len(set(codes)) > 35
    assert setup.progress(store.id or 0) == board.progress
    assert not board.outdated


def test_the_seed_is_no_edit_to_undo(app: App, setup: SetupService, store: Store) -> None:
    setup.start(store)
    setup.set_state([step_id(setup, store, "plan.market")], StepState.DONE)
    app.services.history.undo()
    assert step(setup, store, "plan.market").step.state is StepState.NOT_STARTED
    assert setup.progress(store.id or 0).needed > 35


def test_the_wording_follows_the_language_until_it_is_edited(setup: SetupService, store: Store) -> None:
    assert step(setup, store, "plan.market").title == "Study the market and the competitors"
    i18n.set_language("zh_CN")
    view = step(setup, store, "plan.market")
    assert view.title == "调研市场与竞品"
    setup.save_step(replace(view.step, title="看看隔壁店"))
    i18n.set_language("en")
    assert step(setup, store, "plan.market").title == "看看隔壁店"


def test_done_keeps_its_day_and_undone_forgets_it(setup: SetupService, store: Store) -> None:
    number = step_id(setup, store, "plan.market")
    setup.set_state([number], StepState.DONE)
    view = step(setup, store, "plan.market")
    assert view.step.done_on == date(2026, 3, 16)
    assert step(setup, store, "plan.position").ready
    assert setup.cycle(number) is StepState.NOT_NEEDED
    assert step(setup, store, "plan.market").step.done_on is None


def test_owner_due_and_note_for_several_steps_at_once(app: App, setup: SetupService, store: Store) -> None:
    ids = [step_id(setup, store, code) for code in ("plan.market", "plan.position")]
    setup.assign(ids, " 小李 ")
    setup.set_due(ids, date(2026, 3, 10))
    view = step(setup, store, "plan.position")
    assert (view.step.owner, view.days_late) == ("小李", 6)
    assert setup.board(store.id or 0).overdue == 2
    assert "小李" in setup.owners(setup.board(store.id or 0))
    app.services.history.undo()
    assert step(setup, store, "plan.market").step.due_on is None
    app.services.history.redo()
    assert step(setup, store, "plan.market").step.due_on == date(2026, 3, 10)


def test_due_dates_are_filled_from_the_typical_durations_but_none_is_overwritten(
    setup: SetupService, store: Store
) -> None:
    setup.set_due([step_id(setup, store, "plan.market")], date(2026, 4, 1))
    count = setup.fill_due_dates(store.id or 0)
    board = setup.board(store.id or 0)
    assert count == board.progress.needed - 1
    assert step(setup, store, "plan.market").step.due_on == date(2026, 4, 1)
    live = board.step("open.live")
    assert live is not None
    assert live.step.due_on == board.earliest


def test_own_steps_are_added_moved_waited_for_and_removed(app: App, setup: SetupService, store: Store) -> None:
    setup.start(store)
    own = setup.new_step(store.id or 0, "plan")
    with pytest.raises(UserError):
        setup.save_step(own)
    own = setup.save_step(replace(own, title="Visit the market hall"))
    assert [view.title for view in setup.board(store.id or 0).phases[0].steps][-1] == "Visit the market hall"
    setup.move_step(own.id or 0, "plan", 0)
    assert setup.board(store.id or 0).phases[0].steps[0].step.code == own.code
    market = step(setup, store, "plan.market")
    setup.save_step(replace(market.step, waits_for=(own.code,)))
    moved = step(setup, store, own.code).step
    with pytest.raises(UserError, match="wait for each other"):
        setup.save_step(replace(moved, waits_for=("plan.position",)), {})
    setup.remove_step(own.id or 0)
    assert step(setup, store, "plan.market").step.waits_for == ()
    app.services.history.undo()
    assert step(setup, store, "plan.market").step.waits_for == (own.code,)
    assert step(setup, store, own.code).title == "Visit the market hall"


def test_a_scan_is_copied_into_the_data_folder_and_undo_takes_it_off(
    app: App, setup: SetupService, store: Store, tmp_path: Path
) -> None:
    scan = tmp_path / "营业执照.PDF"
    scan.write_bytes(b"%PDF-1.4 licence")
    document = paper(setup, store, "doc.licence").document
    setup.documents.attach(document.id or 0, scan)
    scan.unlink()
    view = paper(setup, store, "doc.licence")
    (kept,) = view.scans
    path = setup.documents.scans.path_of(kept)
    assert path.is_relative_to(app.paths.data)
    assert path.read_bytes() == b"%PDF-1.4 licence"
    assert (kept.name, view.document.state) == ("营业执照.PDF", DocumentState.RECEIVED)
    app.services.history.undo()
    undone = paper(setup, store, "doc.licence")
    assert (undone.scans, undone.document.state) == ((), DocumentState.MISSING)
    app.services.history.redo()
    (again,) = paper(setup, store, "doc.licence").scans
    assert setup.documents.scans.path_of(again) == path


def test_front_and_back_are_both_kept_and_taken_off_one_by_one(
    app: App, setup: SetupService, store: Store, tmp_path: Path
) -> None:
    sides = [tmp_path / "front.jpg", tmp_path / "back.jpg"]
    for number, side in enumerate(sides):
        side.write_bytes(b"side %d" % number)
    document_id = paper(setup, store, "doc.licence").document.id or 0
    assert setup.documents.attach_all(document_id, sides) == []
    setup.documents.attach(document_id, Pasted("stamp.png", b"stamp"))
    front, back, stamp = paper(setup, store, "doc.licence").scans
    assert [front.name, back.name, stamp.name] == ["front.jpg", "back.jpg", "stamp.png"]
    setup.documents.scans.detach(back.id or 0)
    assert paper(setup, store, "doc.licence").scans == (front, stamp)
    setup.documents.remove(document_id)
    app.services.history.undo()
    assert len(paper(setup, store, "doc.licence").scans) == 2


def test_a_rejection_says_why_everywhere(setup: SetupService, store: Store) -> None:
    document_id = paper(setup, store, "doc.licence").document.id or 0
    with pytest.raises(FieldError, match="Say why"):
        setup.documents.set_state([document_id], DocumentState.REJECTED)
    with pytest.raises(FieldError, match="Say why"):
        setup.documents.edit(document_id, {"state": DocumentState.REJECTED, "rejection": "  "})
    setup.documents.edit(document_id, {"state": DocumentState.REJECTED, "rejection": "seal not readable"})
    board = setup.board(store.id or 0)
    (blocker,) = (view for view in board.blockers if view.blocker.code == "doc.licence")
    assert "seal not readable" in blocker_sentence(blocker)
    assert "seal not readable" in checklist_html(board)
    setup.documents.set_state([document_id], DocumentState.SUBMITTED)
    assert paper(setup, store, "doc.licence").document.rejection == ""


def test_a_new_category_leaves_what_the_owner_decided(setup: SetupService, store: Store) -> None:
    plan = setup.start(store)
    food = paper(setup, store, "doc.food_licence")
    assert food.skipped
    plan = setup.save_plan(replace(plan, category="food"))
    assert not paper(setup, store, "doc.food_licence").skipped
    setup.documents.set_state([food.document.id or 0], DocumentState.NOT_NEEDED)
    for category in ("other", "food"):
        plan = setup.start(store)
        setup.save_plan(replace(plan, category=category))
        assert paper(setup, store, "doc.food_licence").document.state is DocumentState.NOT_NEEDED
        assert paper(setup, store, "doc.food_licence").skipped


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("licence.exe", b"anything"),
        ("licence.pdf.lnk", b"anything"),
        ("licence.vbs. ", b"anything"),
        ("licence.docm", b"anything"),
        ("licence.pdf", b"MZ\x90\x00"),
        ("licence.jpg", b"\x7fELF\x02"),
        ("licence.txt", b"#!/bin/sh"),
        ("licence.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")),
        ("licence.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin")),
        ("scans.zip", archive("front.jpg", "open me.bat")),
    ],
)
def test_what_would_run_is_no_scan_and_no_photo_of_a_problem(
    app: App, setup: SetupService, store: Store, tmp_path: Path, name: str, content: bytes
) -> None:
    document_id = paper(setup, store, "doc.licence").document.id or 0
    file = tmp_path / name
    file.write_bytes(content)
    for source in (file, Pasted(name, content)):
        with pytest.raises(UserError, match="is a program, a script"):
            setup.documents.attach(document_id, source)
        with pytest.raises(UserError, match="is a program, a script"):
            check_attachment(source)
    assert paper(setup, store, "doc.licence").scans == ()
    assert not list(app.paths.attachments.rglob("*.*"))


@pytest.mark.parametrize("name", ["front.jpg", "licence.pdf", "table.xlsx", "scans.zip", "old.xls"])
def test_papers_and_pictures_are_scans(setup: SetupService, store: Store, name: str) -> None:
    contents = {
        "table.xlsx": archive("xl/workbook.xml"),
        "scans.zip": archive("front.jpg"),
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rows",
    }
    document_id = paper(setup, store, "doc.licence").document.id or 0
    setup.documents.attach(document_id, Pasted(name, contents.get(name, b"PK but no archive")))
    assert [scan.name for scan in paper(setup, store, "doc.licence").scans] == [name]


def test_attaching_what_is_no_file_is_a_sentence(setup: SetupService, store: Store, tmp_path: Path) -> None:
    document_id = paper(setup, store, "doc.licence").document.id or 0
    empty = tmp_path / "empty.pdf"
    empty.touch()
    for wrong in (tmp_path / "absent.pdf", tmp_path, empty):
        with pytest.raises(UserError):
            setup.documents.attach(document_id, wrong)
    assert paper(setup, store, "doc.licence").scans == ()


def test_expiring_documents_are_warned_of_ahead_soonest_first(setup: SetupService, store: Store) -> None:
    assert setup.expiring_documents(store.id or 0, date(2026, 3, 16)) == []
    for code, days, state in (
        ("doc.licence", 60, DocumentState.APPROVED),
        ("doc.trademark", -1, DocumentState.RECEIVED),
        ("doc.bank", 61, DocumentState.RECEIVED),
        ("doc.test_report", 1, DocumentState.NOT_NEEDED),
    ):
        document = paper(setup, store, code).document
        expires = date(2026, 3, 16) + timedelta(days=days)
        setup.documents.save(replace(document, expires_on=expires, state=state))
    found = setup.expiring_documents(store.id or 0, date(2026, 3, 16))
    assert [(item.title[:9], item.days_left) for item in found] == [("Trademark", -1), ("Business ", 60)]


def test_a_new_category_asks_for_its_papers(app: App, setup: SetupService, store: Store) -> None:
    plan = setup.start(store)
    setup.save_plan(replace(plan, category="food"))
    assert paper(setup, store, "doc.food_licence").document.state is DocumentState.MISSING
    assert "doc.food_licence" in {view.blocker.code for view in setup.board(store.id or 0).blockers}
    app.services.history.undo()
    assert paper(setup, store, "doc.food_licence").skipped
    assert "doc.food_licence" not in {view.blocker.code for view in setup.board(store.id or 0).blockers}


def test_the_clock_to_pay_runs_from_the_review(setup: SetupService, store: Store, clock: FixedClock) -> None:
    setup.set_state([step_id(setup, store, "apply.review")], StepState.DONE)
    reading = setup.board(store.id or 0).clocks[0].reading
    assert (reading.state, reading.days_left) == (ClockState.RUNNING, 15)
    topup = setup.board(store.id or 0).clocks[2].reading.clock
    setup.clocks.start(topup.id or 0)
    assert setup.board(store.id or 0).clocks[2].reading.state is ClockState.RUNNING
    setup.clocks.finish(topup.id or 0)
    assert setup.board(store.id or 0).clocks[2].reading.state is ClockState.MET
    with pytest.raises(UserError):
        setup.clocks.save(replace(topup, days=0))


def test_changing_the_store_type_keeps_what_was_entered(app: App, setup: SetupService, store: Store) -> None:
    setup.set_state([step_id(setup, store, "plan.market")], StepState.DONE)
    note = "asked the agent on Monday"
    setup.documents.save(replace(paper(setup, store, "doc.sole_licence").document, note=note))
    setup.save_step(replace(setup.new_step(store.id or 0, "open"), title="Cut the ribbon"))
    app.services.stores.update(replace(store, store_type=StoreType.EXCLUSIVE))
    assert setup.board(store.id or 0).outdated
    offered = setup.offers.of(store.id or 0)
    assert {one.kind for one in offered} == {OfferKind.DOCUMENT, OfferKind.DOCUMENT_GONE}
    setup.offers.take(store.id or 0, [one.code for one in offered])
    board = setup.board(store.id or 0)
    assert not board.outdated
    assert board.document("doc.authorisation") is not None
    kept = board.document("doc.sole_licence")
    assert kept is not None
    assert kept.document.note == note
    assert kept.title == "Sole licence of the trademark"
    assert step(setup, store, "plan.market").step.state is StepState.DONE
    assert any(view.title == "Cut the ribbon" for view in board.steps())
    assert step(setup, store, "papers.brand").title == "Get the brand's authorisation"


def test_two_stores_do_not_mix(app: App, setup: SetupService, store: Store) -> None:
    other = app.services.stores.create("小铺", Platform.TAOBAO, StoreType.PERSONAL)
    setup.set_state([step_id(setup, store, "plan.market")], StepState.DONE)
    assert setup.board(other.id or 0).progress.done == 0
    assert setup.board(other.id or 0).document("doc.licence") is None


def test_own_fees_are_versions_and_the_estimate_names_them(setup: SetupService, store: Store) -> None:
    plan = setup.start(store)
    setup.save_plan(replace(plan, category="clothing", expected_year_fen=1_000_000_00))
    view = setup.fees.view(store.id or 0)
    assert view.rule_set.code == "tmall-2024-09"
    assert view.estimate.first_year_cash_fen == 106_000_00
    setup.fees.add_own(store.id or 0, FeeItem.DEPOSIT, amount_fen=30_000_00, source="seller centre")
    line = setup.fees.view(store.id or 0).estimate.line(FeeItem.DEPOSIT)
    assert (line.amount_fen, line.own, line.as_of, line.source.en) == (
        30_000_00,
        True,
        date(2026, 3, 16),
        "seller centre",
    )
    setup.fees.withdraw_own(store.id or 0, FeeItem.DEPOSIT)
    view = setup.fees.view(store.id or 0)
    assert view.estimate.line(FeeItem.DEPOSIT).amount_fen == 50_000_00
    assert len(view.versions) == 2
    with pytest.raises(UserError):
        setup.fees.add_own(store.id or 0, FeeItem.COMMISSION, amount_fen=1, source="")


def test_a_store_opened_before_september_2024_keeps_the_old_fees(app: App, setup: SetupService, store: Store) -> None:
    setup.start(store)
    app.services.stores.update(replace(store, opened_on=date(2023, 5, 1)))
    assert setup.fees.view(store.id or 0).rule_set.code == "tmall-classic"


def test_the_example_budget_shows_its_own_fault(app: App, setup: SetupService, store: Store) -> None:
    setup.start(store)
    setup.budget.apply_preset(store.id or 0, "exclusive_year", date(2026, 7, 1))
    view = setup.budget.view(store.id or 0)
    assert [money.total_fen // 100 for money in view.phases] == [110_000, 155_000, 230_000, 400_000]
    assert view.check.difference_fen == 5_000_00
    assert view.phases[0].phase.starts_on == date(2026, 7, 1)
    assert view.phases[2].phase.ends_on == date(2027, 1, 20)
    setup.budget.remove_phase(view.phases[0].phase.id or 0)
    assert setup.budget.view(store.id or 0).check.sum_fen == 785_000_00
    app.services.history.undo()
    assert setup.budget.view(store.id or 0).check.sum_fen == 895_000_00


def test_a_budget_phase_that_ends_before_it_starts_is_refused(setup: SetupService, store: Store) -> None:
    setup.budget.apply_preset(store.id or 0, "exclusive_year", date(2026, 7, 1))
    phase = setup.budget.view(store.id or 0).phases[0].phase
    with pytest.raises(UserError):
        setup.budget.save_phase(replace(phase, ends_on=phase.starts_on - timedelta(days=1)))
    with pytest.raises(UserError):
        setup.budget.save(replace(setup.budget.view(store.id or 0).plan, fixed_month_fen=-1))


def test_moving_the_opening_day_moves_what_is_not_done_and_one_undo_brings_it_back(
    app: App, setup: SetupService, store: Store, clock: FixedClock
) -> None:
    setup.start(store)
    store_id, today = store.id or 0, clock.today()
    done, late, soon = (step_id(setup, store, code) for code in ("plan.market", "plan.position", "plan.platform"))
    setup.set_due([done], today - timedelta(days=9))
    setup.set_state([done], StepState.DONE)
    setup.set_due([late], today - timedelta(days=2))
    setup.set_due([soon], today + timedelta(days=5))
    assert setup.set_opening(store_id, today + timedelta(days=60)) == 0
    before = {view.step.id: view.step.due_on for view in setup.board(store_id).steps()}

    assert setup.set_opening(store_id, today + timedelta(days=70)) == 2
    after = {view.step.id: view.step.due_on for view in setup.board(store_id).steps()}
    assert after[done] == today - timedelta(days=9)
    assert after[late] == today + timedelta(days=8)
    assert after[soon] == today + timedelta(days=15)

    app.services.history.undo()
    assert {view.step.id: view.step.due_on for view in setup.board(store_id).steps()} == before
    # Brought forward, nothing falls into the past, and what is late stays late.
    assert setup.set_opening(store_id, today + timedelta(days=30)) == 1
    assert step(setup, store, "plan.platform").step.due_on == today
    assert step(setup, store, "plan.position").step.due_on == today - timedelta(days=2)


def test_the_platforms_time_limits_are_in_the_bell_and_on_the_daily_form(
    app: App, setup: SetupService, store: Store, clock: FixedClock
) -> None:
    store_id = store.id or 0
    setup.start(store)
    (pay,) = (view for view in setup.board(store_id).clocks if view.reading.clock.code == "clock.pay")

    def said(day: date) -> list[str]:
        clock.set(datetime.combine(day, time(7)))
        return [str(one.sentence) for one in collect(app.services, day) if one.kind is ReminderKind.CLOCK]

    def finding(day: date) -> str:
        found = app.services.daily.sheet(store_id, day).findings.get("service.violations")
        return str(found.sentence) if found is not None and found.result is Result.FAIL else ""

    begun = clock.today()
    setup.clocks.save(replace(pay.reading.clock, started_on=begun))
    for days, words in ((11, None), (12, "ends soon"), (15, "ends today"), (16, "missed")):
        day = begun + timedelta(days=days)
        sentences = said(day)
        assert [words in one for one in sentences] == ([True] if words else []), (days, sentences)
        assert ("Time limits of the platform: " in finding(day)) == bool(words)
