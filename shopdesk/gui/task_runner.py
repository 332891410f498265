"""Work beside the window: one lane for the database, a small pool for what takes longer.

Every task ends exactly once, finished, failed or cancelled, and is answered on the window's thread.

On a worker nothing of Qt is touched here but a bell. The worker puts what it has to say into a queue and rings; the
window's thread takes it out. Qt for Python reads and frees its own objects in places where it does not hold Python's
lock, so a signal with an object, sent from a worker while the window makes or frees widgets, can end the process.
"""

from __future__ import annotations

import threading
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from enum import Enum
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import EnvironmentFault, UserError

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

PATIENCE = 20.0
"""Seconds that closing waits for work that runs; an import or a report looks whether to stop far sooner."""


class TaskState(Enum):
    """How a task ended, or that it has not."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Task(QObject):
    """One piece of work. ``progressed`` carries done, total and a text; ``ended`` the task itself.

    Both are sent on the window's thread.
    """

    progressed = Signal(int, int, str)
    ended = Signal(object)

    def __init__(self, title: str, *, long: bool, owner: QObject | None, stoppable: bool = False) -> None:
        """A task with a ``title`` for the progress strip, which shows ``long`` ones; ``stoppable`` ones with Cancel."""
        super().__init__()
        self.title = title
        self.long = long
        self.stoppable = stoppable
        self.lone = False
        self.state = TaskState.RUNNING
        self.result: Any = None
        self.error: Exception | None = None
        self.report = ""
        self._owner = owner
        self._had_owner = owner is not None
        self.by_user = owner is None or isinstance(owner, QWidget)
        """Whether a user may have done something: what is worked ahead or listened for belongs to no widget."""
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it stops at its next look at ``cancelled()``."""
        self._cancel.set()

    @property
    def cancel_asked(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._cancel.is_set()

    @property
    def owner_gone(self) -> bool:
        """Whether the widget that asked is no longer there, so that nobody wants the answer."""
        return self._had_owner and (self._owner is None or not shiboken6.isValid(self._owner))

    @property
    def asked_by(self) -> QObject | None:
        """Who asked, while it is there."""
        return None if self.owner_gone else self._owner

    def asked_within(self, ground: QWidget) -> bool:
        """Whether ``ground`` or a widget in it asked."""
        asked = self._owner
        if self.owner_gone or not isinstance(asked, QWidget):
            return False
        return asked is ground or ground.isAncestorOf(asked)

    def run(self, work: Callable[[Task], Any]) -> None:
        """Do the work on this (worker) thread and keep how it ended; what was cancelled before is not begun."""
        if self.cancel_asked:
            self.state = TaskState.CANCELLED
            return
        try:
            self.result = work(self)
            self.state = TaskState.CANCELLED if self.result is None and self.cancel_asked else TaskState.FINISHED
        except Exception as error:
            # Whatever went wrong is the answer: the window decides between a sentence and a crash report.
            self.error = error
            self.report = traceback.format_exc()
            # A sentence after Cancel is the work's way to say that it stopped. A full disk or a bug is neither, and
            # whoever pressed Cancel has to hear of it.
            stopped = self.cancel_asked and isinstance(error, UserError) and not isinstance(error, EnvironmentFault)
            self.state = TaskState.CANCELLED if stopped else TaskState.FAILED


class _Job:
    """What a worker thread holds of a task: emptied on the window's thread once the task is settled.

    The work mostly holds the widget that asked. A worker that were the last to let go of either would destroy it on
    its own thread, where Qt crashes.
    """

    def __init__(self, task: Task, work: Callable[[Task], Any], letters: _Letterbox) -> None:
        self.task: Task | None = task
        self._work: Callable[[Task], Any] | None = work
        self._letters = letters

    def __call__(self) -> None:
        # No name here holds the task or the work when the window's thread hears that it is done.
        if self.task is not None and self._work is not None:
            self.task.run(self._work)
        self._letters.put(lambda runner: runner._on_settled(self))

    def empty(self) -> None:
        """Let go of everything, on this thread."""
        if self.task is not None and self.task.error is not None:
            # Its frames hold the task and the work in a circle, and circles are collected on any thread.
            traceback.clear_frames(self.task.error.__traceback__)
        self.task = self._work = None


class Bell(QObject):
    """What workers ring. Nothing is ever put into it, because a signal looks into its sender without Python's lock."""

    rung = Signal()


class _Letterbox:
    """Where workers put what is to be done on the window's thread. It knows the bell, and nobody who answers it."""

    def __init__(self, ring: Callable[[], object]) -> None:
        """Empty; ``ring`` tells the window's thread that something lies in it."""
        self._letters: deque[Callable[[TaskRunner], None]] = deque()
        self._ring = ring

    def put(self, letter: Callable[[TaskRunner], None]) -> None:
        """Put something in, on whichever thread."""
        self._letters.append(letter)
        self._ring()

    def take(self) -> Callable[[TaskRunner], None]:
        """The oldest; there is one for each ring."""
        return self._letters.popleft()


class TaskRunner(QObject):
    """Runs tasks and gives the answers back on the window's thread.

    ``failed`` is emitted for a task whose failure nobody handles, ``refused`` for every one that fails; ``started`` for
    every long one, so that the progress strip can show it.
    """

    failed = Signal(object)
    refused = Signal(object)
    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """One database lane, two background lanes."""
        super().__init__(parent)
        self._bell = Bell(self)
        self._bell.rung.connect(self._on_rung, Qt.ConnectionType.QueuedConnection)
        # The signal is asked for once, here: on a worker one would be made there each time.
        self._letters = _Letterbox(self._bell.rung.emit)
        self._database = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._background = ThreadPoolExecutor(2, thread_name_prefix="background")
        self._open: dict[Task, tuple[Done | None, Failed | None]] = {}
        self._looks: dict[QObject, Task] = {}
        self._futures: set[Future[None]] = set()
        self._closed = False

    def database(
        self,
        work: Callable[[], Any],
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        *,
        asked: bool = True,
    ) -> Task:
        """Run short work on the database thread, after what was asked before.

        Args:
            work: called there; must not touch widgets.
            done: called here with the result, unless ``owner`` is gone.
            failed: called here with the exception; without it the window says what is wrong.
            owner: the widget that wants the answer.
            asked: whether a user did something that this keeps; closing waits for it and tells of a refusal.
        """
        task = Task("", long=False, owner=owner)
        task.by_user = asked and task.by_user
        return self._start(self._database, task, lambda _task: work(), done, failed)

    def look(
        self, work: Callable[[], Any], done: Done | None = None, failed: Failed | None = None, *, owner: QObject
    ) -> Task:
        """Read something for ``owner`` on the database thread; only its newest look counts.

        A look that has not begun when the next one is asked for is dropped: twenty quick answers bring one new page,
        not twenty, one behind the other.
        """
        before = self._looks.get(owner)
        if before is not None:
            before.cancel()
        task = self.database(work, done, failed, owner)
        self._looks[owner] = task
        return task

    def background(
        self,
        work: Callable[[Progress, Cancelled], Any],
        *,
        title: str,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        stoppable: bool = True,
    ) -> Task:
        """Run long work in the pool; ``work(progress, cancelled)`` reports and looks whether to stop.

        Work that never looks is not ``stoppable``: the progress strip then offers no Cancel that would do nothing.
        """
        task = Task(title, long=True, owner=owner, stoppable=stoppable)
        return self._start(self._background, task, self._telling(work), done, failed)

    def alone(
        self,
        work: Callable[[Progress, Cancelled], Any],
        *,
        title: str,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Run long work on the database thread, which cannot be stopped.

        What is asked of that thread before its end is dropped: it would be asked of data that are elsewhere by then.
        """
        task = Task(title, long=True, owner=owner)
        task.lone = True
        return self._start(self._database, task, self._telling(work), done, failed)

    def _telling(self, work: Callable[[Progress, Cancelled], Any]) -> Callable[[Task], Any]:
        letters = self._letters

        def call(task: Task) -> Any:
            def progress(done: int, total: int, text: str) -> None:
                letters.put(lambda _runner: task.progressed.emit(done, total, text))

            return work(progress, lambda: task.cancel_asked)

        return call

    def idle(self) -> bool:
        """Whether no task is running or waiting to be answered."""
        return not self._open

    def is_waited_for(self) -> bool:
        """Whether somebody waits for a short task: an answer that a page is to show, or a change."""
        return any(not task.long for task in self._open)

    def asked(self) -> list[Task]:
        """The short tasks that may keep what a user did, oldest first: neither looks nor what nobody asked for."""
        looks = set(self._looks.values())
        return [task for task in self._open if task.by_user and not task.long and task not in looks]

    def serves(self, ground: QWidget) -> bool:
        """Whether ``ground``, or a widget that lies in it, waits for an answer."""
        return any(task.asked_within(ground) for task in self._open)

    def long_ones(self) -> list[Task]:
        """The long tasks that are running or waiting, oldest first."""
        return [task for task in self._open if task.long]

    def stop(self, patience: float = PATIENCE) -> bool:
        """Cancel what can be cancelled and wait for the rest, ``patience`` seconds at most; no answer comes any more.

        What was asked to be kept a moment ago and still waits for its turn is done: nobody would know that it is lost.

        False: something still runs, as on a network drive that does not answer. Python would wait for its thread for
        ever, so the process has to be ended by force.
        """
        self._closed = True
        looks = set(self._looks.values())
        for task in list(self._open):
            if task.long or task in looks:
                task.cancel()
        lanes = (self._database, self._background)
        for lane in lanes:
            lane.shutdown(wait=False, cancel_futures=lane is self._background)
        running = wait(list(self._futures), patience).not_done
        if not running:
            # The threads let go of what they held of the work before anything of the window goes.
            for lane in lanes:
                lane.shutdown(wait=True)
        self._open.clear()
        self._looks.clear()
        return not running

    def _start(
        self,
        lane: ThreadPoolExecutor,
        task: Task,
        call: Callable[[Task], Any],
        done: Done | None,
        failed: Failed | None,
    ) -> Task:
        alone = any(one.lone and one.state is TaskState.RUNNING for one in self._open)
        if self._closed or (alone and lane is self._database):
            # A clock of a window that has gone may still ring: nobody is there to be answered.
            task.cancel()
            task.state = TaskState.CANCELLED
            return task
        self._open[task] = (done, failed)
        if task.long:
            self.started.emit(task)
        future = lane.submit(_Job(task, call, self._letters))
        self._futures.add(future)
        # A set loses what it does not hold without complaint, on whichever thread.
        future.add_done_callback(self._futures.discard)
        return task

    # Declared, so that the runner's description in Qt is made once and does not change when it is connected.
    @Slot()
    def _on_rung(self) -> None:
        # One for each ring, so that whatever else the window has to do comes in between.
        self._letters.take()(self)

    def _on_settled(self, job: _Job) -> None:
        task = job.task
        job.empty()
        if task is None or task not in self._open:
            return
        try:
            self._answer(task, *self._open[task])
        finally:
            self._open.pop(task, None)
            self._looks = {owner: look for owner, look in self._looks.items() if look is not task}
            task.ended.emit(task)

    def _answer(self, task: Task, done: Done | None, failed: Failed | None) -> None:
        if self._closed:
            return
        if task.state is TaskState.FAILED:
            assert task.error is not None
            self.refused.emit(task)
            if failed is not None and not task.owner_gone:
                failed(task.error)
            else:
                self.failed.emit(task)
        elif not task.owner_gone and done is not None and task.state is TaskState.FINISHED:
            done(task.result)
        elif (
            not task.owner_gone and failed is not None and task.state is TaskState.CANCELLED and task.error is not None
        ):
            failed(task.error)
