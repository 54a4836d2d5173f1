"""Keeps what a person drew and labelled, and trains the shown run on it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from engine.data.drawings import Drawing, add_drawing, take_back_drawing
from engine.project import Project
from engine.runs.run import Run
from engine.text import NetwrightError
from engine.training.fine_tuning import fine_tuning
from gui.drawing.panel import DrawPanel
from gui.training.session import TrainingSession
from gui.window.notice import NoticeBar


class OwnDrawings(QObject):
    """Between the pad's «That was a…» and the file of drawings; ``shown_run`` is the run that answers the pad."""

    def __init__(
        self,
        panel: DrawPanel,
        session: TrainingSession,
        notices: NoticeBar,
        shown_run: Callable[[], Run | None],
        adopt: Callable[[Project], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._panel, self._session, self._notices = panel, session, notices
        self._shown_run, self._adopt = shown_run, adopt
        panel.label.labelled.connect(self._keep)
        panel.label.takenBack.connect(self._take_back)
        panel.label.fineTuneRequested.connect(self._fine_tune)

    def _keep(self, digit: int) -> None:
        strokes = self._panel.chosen_strokes()
        if not strokes:
            return
        points = tuple(tuple(stroke.points) for stroke in strokes)
        try:
            add_drawing(Drawing(digit, points, tuple(tuple(stroke.times) for stroke in strokes)))
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)
            return
        self._panel.show_note(self.tr("Kept as a {digit} among your drawings").format(digit=digit))

    def _take_back(self) -> None:
        try:
            taken = take_back_drawing()
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)
            return
        if taken is not None:
            self._panel.show_note(self.tr("The last one, a {digit}, is taken back").format(digit=taken.label))

    def _fine_tune(self) -> None:
        run = self._shown_run()
        if run is None or self._session.is_active:
            self._notices.tell(
                lambda: self.tr("Open a run whose training has ended; its weights are fine-tuned."), kind="error"
            )
            return
        try:
            project = fine_tuning(run.project(), run.name)
            self._adopt(project)
            self._session.start(project)
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)
