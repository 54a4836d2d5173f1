"""Between the drawing pad and the thread that predicts: whose weights answer, and the newest answer on the bars."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from engine.data.catalog import Preprocessing, known_info
from engine.data.fitting import fit_of, plain_fit
from engine.evaluation.explaining.service import Source, run_source, weights_source
from engine.evaluation.insight import study_beside
from engine.evaluation.probing import live_weights, no_weights, run_weights
from engine.evaluation.service import Answer, PredictionService
from engine.evaluation.untrained import InitialWeights
from engine.model.spec import Shape
from engine.runs.run import Run
from engine.text import NetwrightError
from engine.training.events import Rewound, RunChanged, RunFinished, RunStarted, StepsCompleted
from gui.drawing.panel import DrawPanel
from gui.model.document import ProjectDocument
from gui.training.background import BackgroundTask
from gui.training.plan import StepPlan
from gui.training.session import TrainingSession
from gui.translation import say

TICK_MS, WAITING_MS = 16, 3
"""How often answers are looked for: ones that newer weights give by themselves, and one that a pen waits for."""
PATIENCE = 100
"""After so many looks in vain a network is still being prepared, and the pen waits as well as it does otherwise."""

if TYPE_CHECKING:
    from engine.evaluation.doubt import Calibration
    from engine.evaluation.insight import Insight

Words = Callable[[], str]


class Answering(QObject):
    """Keeps the pad answered: by the living run, else by the run opened or finished last, else by initial weights.

    The prediction runs in a thread of its own; this object only hands over images and shows what comes back.
    ``weightsChanged(weights, changing)`` tells whose weights answer from now on and whether they go on changing;
    ``explainable`` that answers are explained by another :meth:`network`.
    """

    weightsChanged = Signal(object, bool)  # noqa: N815 - signals are named as Qt names them
    explainable = Signal()

    def __init__(
        self,
        panel: DrawPanel,
        session: TrainingSession,
        document: ProjectDocument,
        open_run: Callable[[str], Run],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel, self._session, self._document, self._open_run = panel, session, document, open_run
        self._service = PredictionService()
        self._request = 0
        self._source: Words = str
        self._run: Run | None = None
        self._network: Callable[[], Source] | None = None
        self._step, self._plan = 0, StepPlan()
        self._classes: tuple[str, ...] = ()
        self._preprocessing: Preprocessing | None = None
        self._has_images = False
        self._fitted_to: tuple[str, Shape] | None = None
        self._fitting = BackgroundTask("fit-ink", self)
        self._fitting.done.connect(panel.set_fit)
        self._study = BackgroundTask("study-run", self)
        self._study.done.connect(self._learn_of_run)
        self._studied: tuple[Run, Insight | None] | None = None
        """The run that is or was studied, and what came of it."""
        self._looks = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._collect)
        panel.imagesChanged.connect(self._submit)
        panel.installEventFilter(self)
        session.started.connect(self._follow_live)
        session.stepsCompleted.connect(self._on_steps)
        session.rewound.connect(self._on_rewound)
        session.runChanged.connect(self._on_changed)
        session.finished.connect(self._on_finished)
        document.modelChanged.connect(self._on_model_changed)
        document.trainingChanged.connect(self._on_training_changed)
        self.follow_untrained()

    # Whose weights

    @property
    def run(self) -> Run | None:
        """The stored run that answers, or that answered before the training of now."""
        return self._run

    def network(self) -> Source | None:
        """The network that answers, for explaining its answers; ``None`` while none can.

        Each call gives one of its own: whoever explains in a thread keeps it to that thread.
        """
        return None if self._network is None else self._network()

    @property
    def temperature(self) -> float:
        """That by which the answers on show are calibrated; 1 where they are not."""
        known = self._calibration()
        return 1.0 if known is None else known.temperature

    @property
    def is_learning(self) -> bool:
        """Whether the weights that answer go on changing."""
        return self._session.is_active

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of what it tells apart."""
        return self._classes

    def _explain_by(self, network: Callable[[], Source] | None) -> None:
        self._network = network
        self.explainable.emit()

    def follow_untrained(self) -> None:
        """Answer with the initial weights of the network on the canvas."""
        self._run = None
        self.weightsChanged.emit(no_weights, False)
        project = self._document.project
        self._preprocessing = project.preprocessing
        self._name_classes(known_info(project.dataset).classes)
        self._fit_to(project.dataset, known_info(project.dataset).image_shape)
        self._say_source(lambda: self.tr("Untrained network: it only guesses"))
        if not self._document.network_analysis.ok:
            self._service.clear_source()
            self._say_source(lambda: self.tr("The network has errors and cannot answer"))
            self._explain_by(None)
            return
        initial = InitialWeights(project.model, project.training.seed)
        self._service.set_source(project.model, project.preprocessing, initial)
        self._explain_by(partial(weights_source, project.model, project.preprocessing, live_weights(initial)))

    def follow_run(self, run: Run, epoch: int | None = None) -> None:
        """Answer with a stored run's best weights."""
        self._run = run
        name = run.name
        if epoch is None:
            self._say_source(lambda: self.tr("Run {name}").format(name=name))
        else:
            self._say_source(lambda: self.tr("Run {name}, epoch {epoch}").format(name=name, epoch=epoch))
        with contextlib.suppress(NetwrightError):  # a damaged run says so as its answer
            metadata = run.metadata()
            self._name_classes(tuple(metadata.classes))
            self._fit_to(metadata.dataset, metadata.image_shape)
        if self._studied is None or self._studied[0] is not run:
            self._study.give_up()
            self._studied = None
        self._answer_with_run(run)
        self.weightsChanged.emit(run_weights(run), False)
        self._explain_by(partial(run_source, run))

    def _answer_with_run(self, run: Run) -> None:
        self._service.set_run(run, None if self._studied is None else self._studied[1])
        if self._has_images:
            self._study_run()

    def _study_run(self) -> None:
        """Get to know the run that answers, once somebody draws for it; its answers are calibrated from then on."""
        run = self._run
        if run is not None and not self._session.is_active and self._studied is None and run.best_weights.is_file():
            self._studied = run, None
            self._study.start(lambda handle: study_beside(run, handle.should_stop))

    def _learn_of_run(self, insight: Insight) -> None:
        assert self._studied is not None
        run = self._studied[0]
        self._studied = run, insight
        if self._run is run and not self._session.is_active:
            self._service.set_run(run, insight)
            self._show_source()
            self._timer.start()

    def _calibration(self) -> Calibration | None:
        """That of the run which answers, if it is known."""
        if self._studied is None or self._studied[1] is None or self._studied[0] is not self._run:
            return None
        return self._studied[1].calibration

    def _show_source(self) -> None:
        words, known = self._source(), self._calibration()
        if known is None:
            self._panel.set_source_text(words)
            return
        more = self.tr(
            "Probabilities are calibrated on {images} validation images: temperature {temperature}, calibration error "
            "{before} % before and {after} % after. Below {unsure} % the network says that it is not sure."
        ).format(
            images=f"{known.images:,}",
            temperature=f"{known.temperature:.2f}",
            before=f"{100 * known.error[0]:.2f}",
            after=f"{100 * known.error[1]:.2f}",
            unsure=f"{100 * known.unsure_below:.0f}",
        )
        self._panel.set_source_text(self.tr("{run} · calibrated").format(run=words), more)

    def _follow_live(self, started: RunStarted) -> None:
        self._study.give_up()  # the training has the machine
        self._studied = None
        self._plan.started(started)
        self._step = started.resumed_after
        self._answer_with_live_weights()

    def _answer_with_live_weights(self) -> None:
        job, project = self._session.job, self._session.project
        if job is None or project is None:
            return
        self._say_source(self._live_words)
        self._name_classes(known_info(project.dataset).classes)
        self._fit_to(project.dataset, known_info(project.dataset).image_shape)
        self._service.set_source(project.model, project.preprocessing, job.live)
        self.weightsChanged.emit(live_weights(job.live), True)
        self._explain_by(partial(weights_source, project.model, project.preprocessing, live_weights(job.live)))

    def _on_steps(self, events: list[StepsCompleted]) -> None:
        self._plan.stepped(events[-1])
        self._go_to(events[-1].first_step + len(events[-1].losses) - 1)

    def _on_rewound(self, event: Rewound) -> None:
        self._plan.rewound(event)
        self._go_to(event.step)

    def _on_changed(self, event: RunChanged) -> None:
        """The weights of now belong to another network, maybe."""
        self._plan.changed(event)
        self._answer_with_live_weights()

    def _go_to(self, step: int) -> None:
        self._step = step
        self._say_source(self._live_words)

    def _live_words(self) -> str:
        if self._session.is_following:
            return self._followed_words()
        return self.tr("Live: step {step} of {total}").format(step=f"{self._step:,}", total=f"{self._plan.total:,}")

    def _followed_words(self) -> str:
        """Of another process those weights answer that it saved last."""
        at = self._session.weights_at
        if at is None:
            return self.tr("Run that is followed")
        step, total = f"{at.step:,}", f"{self._plan.total:,}"
        if at.epoch is None:
            return self.tr("Run that is followed: step {step} of {total}").format(step=step, total=total)
        words = self.tr("Run that is followed, epoch {epoch}: step {step} of {total}")
        return words.format(epoch=at.epoch, step=step, total=total)

    def _on_finished(self, finished: RunFinished) -> None:
        started = self._session.run
        run = None if started is None else self._opened(str(started.folder))
        if run is not None and run.best_weights.is_file():  # stopped in its first epoch, it has weights all the same
            self.follow_run(run, finished.best_epoch)
        elif self._run is not None:
            self.follow_run(self._run)
        else:
            self.follow_untrained()

    def _opened(self, folder: str) -> Run | None:
        try:
            return self._open_run(folder)
        except NetwrightError:  # taken away meanwhile; why the run failed is told elsewhere
            return None

    def _on_model_changed(self) -> None:
        if self._run is None and not self._session.is_active:
            self.follow_untrained()

    def _on_training_changed(self) -> None:
        if self._preprocessing != self._document.project.preprocessing:
            self._on_model_changed()

    def ask_again(self) -> None:
        """Answer once more what could not be answered for want of first weights that are here now."""
        self._on_model_changed()

    def _fit_to(self, dataset: str, shape: Shape) -> None:
        """Show drawings as the dataset's images are; MNIST's way in their size until those were looked at."""
        if (dataset, shape) != self._fitted_to:
            self._fitted_to = dataset, shape
            self._panel.set_fit(plain_fit(shape))
            self._fitting.start(lambda _handle: fit_of(dataset))

    def _name_classes(self, classes: tuple[str, ...]) -> None:
        self._classes = classes
        self._panel.set_classes(classes)

    def _say_source(self, words: Words) -> None:
        self._source = words
        self._show_source()

    # Images and answers

    def _submit(self, images: Any) -> None:
        self._request = self._service.submit(images)
        self._has_images = images is not None
        if self._has_images:
            self._study_run()
        if images is None:
            self._panel.show_answers((), self._classes)
        self._looks = 0
        self._timer.start(WAITING_MS)

    def _collect(self) -> None:
        newest: Answer | None = None
        while True:
            try:
                newest = self._service.answers.get_nowait()
            except queue.Empty:
                break
        self._looks += 1
        if newest is not None and self._session.is_following:  # newer weights may answer
            self._show_source()
        if newest is None or newest.request_id != self._request:
            if self._looks == PATIENCE:
                self._timer.setInterval(TICK_MS)
            return
        self._timer.setInterval(TICK_MS)
        if newest.error is not None:
            self._panel.show_error(say(newest.error))
        elif all(len(digit.probabilities) == len(self._classes) for digit in newest.digits):
            self._panel.show_answers(newest.digits, self._classes)  # else they are of the source before
        if not newest.digits and newest.error is None:
            self._timer.stop()

    def stop(self) -> None:
        """End the thread."""
        self._timer.stop()
        self._study.stop_and_wait()
        self._fitting.stop_and_wait()
        self._service.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_source()
        return super().eventFilter(watched, event)
