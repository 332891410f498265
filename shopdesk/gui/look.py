"""A look at the data: asked on the database thread, shown here, and asked anew when what it read was changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.rights import NotYours
from shopdesk.gui.task_runner import Task, TaskState
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.widgets.veil import Veil

Question = Callable[[], Hashable]
Load = Callable[..., Any]
Show = Callable[[Any], None]


def at_work(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Callable[[int, int], None]:
    """What long work tells how far it is, and by which it is ended where somebody asked for that."""

    def tell(done: int, total: int) -> None:
        if cancelled():
            raise UserError(tr("Stopped; nothing was changed"))
        progress(done, total, "")

    return tell


class Look(QObject):
    """One question of a widget and whether its answer still stands.

    ``question`` says, on the window's thread, what is wanted now: the store, a day, a filter. ``load`` answers it on
    the database thread within one read and touches no widget. ``show`` gets the answer, unless the question is another
    one by then. What the read noted is what the look listens to: a change of one of these tables makes it stale, and a
    stale look is asked anew at once where its widget is seen, else when it is seen again. Nobody lists tables.

    Where the question could not be answered, ``covered`` is veiled with the reason: what stands there answers another
    question or none, and an empty list would read as good news.
    """

    def __init__(
        self,
        widget: QWidget,
        context: PageContext,
        question: Question,
        load: Load,
        show: Show,
        *,
        after: Look | None = None,
        renew: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        covered: Callable[[], QWidget | None] = lambda: None,
        long: str = "",
    ) -> None:
        """Belong to ``widget``.

        Args:
            widget: sees the answer; while it is hidden nothing is asked by itself.
            context: where the data and the news of them are.
            question: what is wanted now; ``None`` where nothing is.
            load: answers it.
            show: shows the answer.
            after: another look whose answer comes first; ``show`` of that one asks this one.
            renew: called instead of :meth:`ask` where a stale look has to wait for something.
            failed: called instead of the window's own words where the load fails.
            covered: what shows the answer, to be veiled where there is none.
            long: what it is called in the progress strip, where it may take long. It is then asked in the pool, so
                that no other look waits behind it, ``load`` gets a third argument to tell how far it is, and the next
                question ends it.
        """
        super().__init__(widget)
        self._widget = widget
        self._context = context
        self._question = question
        self._load = load
        self._show = show
        self._after = after
        self._renew = renew or self.ask
        self._failed = failed
        self._covered = covered
        self._long = long
        self._veil: Veil | None = None
        self.stale = True
        self.tables: frozenset[str] | None = None
        self.until: datetime | None = None
        self._heard: set[str] = set()
        self._asked: Task | None = None
        self._untold = False
        self._answered: Hashable = None
        context.looks.add(self)
        context.events.changed.connect(self._on_changed)
        context.events.store_changed.connect(self._on_store_changed)
        widget.installEventFilter(self)

    def ask_ahead(self) -> None:
        """Ask while nobody looks, so that the answer stands when the widget is first seen.

        Nobody asked, so a failure is not told: the question is asked again when the widget is seen.
        """
        if self.stale and not self.waiting and not self._widget.isVisible():
            self._begin(untold=True)

    def ask(self) -> None:
        """Ask now, whatever stands; an earlier question that has not begun is dropped."""
        self._begin()

    def _begin(self, *, untold: bool = False) -> None:
        question = self._question()
        if question is None:
            return
        self.stale, self._untold = False, untold
        self._heard.clear()
        services, load = self._context.services, self._load

        def work(*more: Any) -> tuple[Any, frozenset[str], datetime | None]:
            with services.reading() as reading:
                try:
                    answer = load(services, question, *more)
                except NotYours as refused:
                    # That it is closed is the answer, and it stands.
                    answer = refused
            return answer, frozenset(reading.tables), reading.until

        # In the pool an answer that was given up may come after the newer one.
        def done(got: tuple[Any, frozenset[str], datetime | None]) -> None:
            if not self._long or task is self._asked:
                self._on_loaded(question, *got)

        def failed(error: Exception) -> None:
            if self._failed is not None and not untold and (not self._long or task is self._asked):
                self._failed(error)

        tasks = self._context.tasks
        if self._long:
            if self._asked is not None:
                self._asked.cancel()
            task = tasks.background(
                lambda progress, cancelled: work(at_work(progress, cancelled)),
                title=self._long,
                done=done,
                failed=None if self._failed is None and not untold else failed,
                owner=self,
            )
        else:
            task = tasks.look(work, done=done, failed=failed if untold else self._failed, owner=self)
        self._asked = task
        task.ended.connect(self._on_ended)

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._asked is not None

    @property
    def stands(self) -> bool:
        """Whether the answer to what is wanted now is shown and nothing that it read was changed."""
        return not self.stale and not self.waiting and self._answered == self._question()

    def belongs_to(self, page: QWidget) -> bool:
        """Whether the widget that asks is a page or lies in it."""
        return self._widget is page or page.isAncestorOf(self._widget)

    @property
    def answered(self) -> bool:
        """Whether an answer was ever shown."""
        return self._answered is not None

    @property
    def rests(self) -> bool:
        """Whether nothing more comes by itself: the answer is shown, or nothing is asked where it is seen."""
        unasked = not self.stale or not self._widget.isVisible() or self._question() is None
        return unasked and not self.waiting

    def invalidate(self) -> None:
        """What is shown no longer stands: ask now where it is seen, otherwise when it is next seen."""
        self.stale = True
        if self._widget.isVisible():
            self._renew_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the widget come into view."""
        if event.type() == QEvent.Type.Show and watched is self._widget and (self.stale or self._outlived()):
            self._renew_now()
        return False

    def _outlived(self) -> bool:
        """Whether the clock alone may have made another answer of what is shown, as where a check became late."""
        return self.until is not None and self.until <= self._context.clock.now() and not self.waiting

    def _renew_now(self) -> None:
        first = self._after
        if first is not None and (first.stale or first.waiting):
            # It comes when the first answer is shown.
            return
        if self._question() is not None:
            self._renew()

    def _on_loaded(self, question: Hashable, answer: Any, tables: frozenset[str], until: datetime | None) -> None:
        missed = self._heard & (tables - (self.tables or frozenset()))
        self.tables, self.until = tables, until
        self._asked = None
        if question == self._question():
            self._answered = question
            if isinstance(answer, NotYours):
                self._keep_back(answer)
            else:
                self._show(answer)
                if self._veil is not None:
                    self._veil.hide()
        else:
            # Something else is wanted by now, and nobody asked for it.
            missed = tables
        if missed and not self.waiting:
            # Changed by another thread while this was on its way, and not known to matter until now.
            self.invalidate()

    def _on_ended(self, task: Task) -> None:
        if task is not self._asked:
            return
        self._asked = None
        if task.state is TaskState.FAILED:
            # Nothing is known of what it would have read: whatever changes, it is worth another try.
            self.tables, self.stale = None, True
            if self._untold:
                if self._widget.isVisible():
                    self._renew_now()
            elif self._answered != self._question():
                self._draw_veil(task.error)

    def _keep_back(self, refused: NotYours) -> None:
        """Cover what nobody but others see, or leave it empty where that is for the widget to say."""
        veil = self._veil_over()
        if veil is not None:
            veil.keep_back(tr(refused.text))
        elif self._failed is not None:
            self._failed(refused)

    def _draw_veil(self, error: Exception | None) -> None:
        veil = self._veil_over()
        fault = tr("The program failed here. What you had saved is safe.")
        if veil is not None:
            veil.say(tr(error.text) if isinstance(error, UserError) else fault)

    def _veil_over(self) -> Veil | None:
        ground = self._covered()
        if ground is not None and (self._veil is None or self._veil.parentWidget() is not ground):
            from shopdesk.gui.widgets.veil import Veil

            self._veil = Veil(ground, self.ask)
        return self._veil if ground is not None else None

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if not self._context.app.is_open:
            return  # the last commit before the data were closed may be told of after that
        self._heard |= nouns
        if self.tables is None or nouns & self.tables:
            self.invalidate()

    def _on_store_changed(self, _store: object) -> None:
        self.invalidate()
