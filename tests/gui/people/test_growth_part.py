"""The growth part beside its stories: empty pages lead on, pasted jobs, the bell's way to a trial, card of no one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.growth.design import DesignJob
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.gui.photos import opening
from shopdesk.storage.repositories.growth import DesignJobs
from tests.gui.hands import ModelRules, click

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> PeoplePage:
    made = PeoplePage(page_context)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.activateWindow()
    settle()
    return made


def part(page: PeoplePage, name: str, settle: Settle) -> Any:
    inner = page.tabs.open("growth").tabs.open(name)
    settle()
    return inner


def test_without_people_every_inner_part_says_what_to_do_next(page: PeoplePage, settle: Settle) -> None:
    scores, jobs, training = (part(page, name, settle) for name in ("scores", "jobs", "training"))
    assert scores.stack.currentWidget() is scores.empty and "Team" in scores.empty.hint.text()
    assert jobs.stack.currentWidget() is jobs.empty and jobs.empty.button.text() == "New design job…"
    assert training.stack.currentWidget() is training.empty
    for inner, name in ((jobs, "people.growth.job"), (training, "people.growth.begin")):
        page.tabs.part("growth").tabs.open("jobs" if inner is jobs else "training")
        inner.open_job(None) if inner is jobs else inner.open_begin()
        settle()
        form = inner.dialog
        assert form.objectName() == name
        said = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
        assert any("Hire somebody in “Team” first" in words for words in said), name
        form.reject()
    assert not scores.print_shown(), "without a card the daily worksheet is printed as ever"


def test_pasted_jobs_are_kept_and_an_unknown_designer_is_named(
    page: PeoplePage, page_context: PageContext, settle: Settle, rules: ModelRules
) -> None:
    people, store_id = page_context.services.people, page_context.store_id
    people.hire(store_id, "立夏", "design", date(2025, 1, 6))
    jobs = part(page, "jobs", settle)
    jobs.refresh()
    settle()
    rules.watch(jobs.table.records_model)
    QGuiApplication.clipboard().setText(
        "What is wanted\tDesigner\tAsked on\tDue\tDelivered\tPassed at try\n"
        "主图\t立夏\t2026-02-02\t2026-02-05\t2026-02-05\t1\n"
        "详情页\t张三\t2026-02-02\t2026-02-05\t\t\n"
    )
    jobs.list.paste()
    dialog = jobs.list.dialog
    assert dialog.head.text() == "1 new, 0 changed, 0 as they are, 1 refused."
    click(dialog, "form.ok")
    settle()
    assert [job.title for job in jobs.table.records_model.records] == ["主图"]
    assert jobs.rates.text() == "立夏: on time 100%, passed at the first try 100%"
    jobs.table.selectRow(0)
    click(jobs, "people.growth.jobs.remove")
    settle()
    assert jobs.stack.currentWidget() is jobs.empty


@pytest.mark.parametrize(
    ("stored", "said"), [("../../outside.txt", "leads out of the data folder"), ("run.sh", "would run something")]
)
def test_a_file_of_a_job_is_opened_as_any_kept_file(
    page: PeoplePage,
    page_context: PageContext,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    stored: str,
    said: str,
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(opening.QDesktopServices, "openUrl", opened.append)
    services, store_id = page_context.services, page_context.store_id
    (services.ctx.paths.attachments / "run.sh").write_text("#!/bin/sh\n")
    made = services.people.hire(store_id, "立夏", "design", date(2025, 1, 6))
    job = services.growth.jobs.save(
        DesignJob(store_id=store_id, person_id=made.id or 0, title="主图", asked_on=date(2026, 3, 2))
    )
    with services.ctx.open_uow("") as uow:  # as in a data file that somebody tampered with
        uow.repository(DesignJobs).update(replace(job, stored=stored, file_name="a.txt"))
        uow.commit()
    jobs = part(page, "jobs", settle)
    settle()
    jobs.table.selectRow(0)
    jobs.open_file()
    settle()
    assert said in page_context.messages.text and not opened


def test_a_role_without_a_card_says_so_and_the_bell_leads_to_the_trials(
    page: PeoplePage, page_context: PageContext, settle: Settle
) -> None:
    page_context.services.people.hire(page_context.store_id, "冬至", "finance", date(2025, 1, 6))
    scores = part(page, "scores", settle)
    scores.refresh()
    settle()
    assert scores.card.total.text() == "No scorecard names this role. Give it one under “Scorecards…”."
    assert not scores.card.print.isEnabled() and not scores.settle.isEnabled()
    page.show_team()
    page.show_training()
    settle()
    assert page.tabs.current == "growth" and page.tabs.shown.tabs.current == "training"
