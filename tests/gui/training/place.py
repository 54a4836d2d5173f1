"""What of the window a training touches, driven by scripted jobs, and what must hold after any end."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.text import Text
from engine.training.events import (
    Event,
    Failure,
    HeldAtLastGood,
    Rewound,
    RunFinished,
    StateChanged,
)
from gui.model.document import ProjectDocument
from gui.training.controls import TrainingControls
from gui.training.page import TrainPage
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from tests.gui.training.scripted import Events, JobMaker, ScriptedJob

NAN = Failure(
    "not_finite",
    Text("The loss is NaN at step {step}. It began in the weights of {layer}.", {"step": 153, "layer": "fc1"}),
    Text("Lower the learning rate."),
    "",
)


class Place(QWidget):
    """What of the window a training touches, with scripted jobs."""

    def __init__(self, maker: JobMaker) -> None:
        super().__init__()
        self.maker = maker
        self.document = ProjectDocument()
        self.session = TrainingSession(maker, resume_factory=maker.resume)
        self.pending = PendingChanges(self.document, self.session)
        self.controls = TrainingControls(self.document, self.session, self.pending)
        self.page = TrainPage(self.document, self.session, self.pending)
        self.ends: list[RunFinished] = []
        self.session.finished.connect(self.ends.append)
        layout = QVBoxLayout(self)
        layout.addWidget(self.controls)
        layout.addWidget(self.page)

    @property
    def job(self) -> ScriptedJob:
        return self.maker.job

    def train(self, *script: Event) -> None:
        self.maker.script = list(script)
        self.press("trainButton")
        self.hear()

    def hear(self, *events: Event) -> None:
        """Let the job tell these, and hear all it has told."""
        if events:
            self.job.tell(*events)
        for _ in range(2_000):
            job = self.session.job
            if job is None or job.events.empty():
                return
            self.session._tick()
        raise AssertionError("the queue never became empty")

    def pause(self) -> None:
        self.press("pauseButton")
        self.hear()

    def press(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QPushButton:
        found = self.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def hold(self) -> None:
        """What the trainer tells when the loss is no number any more."""
        self.job.state = "paused"
        self.hear(Rewound(1, 100), HeldAtLastGood(100, NAN), StateChanged("paused"))

    @property
    def status(self) -> str:
        return self.controls.status.text()


def ready_for_the_next(place: Place) -> None:
    """After any end: told once, nothing left on, and the next training starts and ends as ever."""
    assert len(place.ends) == 1
    assert not place.session.is_active
    assert place.session.held is None
    assert [place.button(name).isEnabled() for name in ("trainButton", "pauseButton", "stopButton")] == [
        True,
        False,
        False,
    ]
    assert not place.button("useTenthButton").isVisible()
    assert place.page.changes.text() == ""
    assert place.page.hyperparameters.lock_note() == ""
    place.train(Events.started(), Events.steps(1, [1.0]), Events.finished())
    assert [end.outcome for end in place.ends[1:]] == ["completed"]
    assert len(place.page.history.loss) == 1
