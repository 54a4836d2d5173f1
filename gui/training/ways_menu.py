"""The other ways to train, beside the Train button: in a process of its own, or elsewhere; and what is preferred."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from gui.training.session import TrainingSession

_WIDTH = 28


class WaysButton(QPushButton):
    """A narrow button with a menu. ``chosen`` brings ``window`` or ``process`` for one run that shall begin now."""

    chosen = Signal(str)
    elsewhere = Signal()
    unfollowed = Signal()

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("waysToTrainButton")
        self.setFixedWidth(_WIDTH)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.in_window = self._action("trainInWindowAction", lambda: self.chosen.emit("window"))
        self.in_process = self._action("trainInProcessAction", lambda: self.chosen.emit("process"))
        self.run_elsewhere = self._action("runElsewhereHereAction", self.elsewhere.emit)
        self.unfollow = self._action("stopFollowingAction", self.unfollowed.emit)
        self._menu.addSeparator()
        self.setMenu(self._menu)
        session.stateChanged.connect(self._show_state)
        self.retranslate()
        self.allow(True)

    def add_preferences(self, *actions: QAction) -> None:
        """Put actions that stand in a menu of the window at this one's end, too."""
        self._menu.addActions(list(actions))

    def allow(self, possible: bool) -> None:
        """Whether a training could begin now."""
        self.in_window.setEnabled(possible)
        self.in_process.setEnabled(possible)
        self._show_state()

    def _action(self, name: str, act: object) -> QAction:
        action = self._menu.addAction("")
        action.setObjectName(name)
        action.triggered.connect(act)
        return action

    def _show_state(self) -> None:
        self.unfollow.setVisible(self._session.is_following)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Other ways to train"))
        self.setToolTip(self.tr("Train in a process of its own, or elsewhere"))
        self.in_window.setText(self.tr("Train in this window"))
        self.in_window.setToolTip(self.tr("This run only: at once, in the window's own process"))
        self.in_process.setText(self.tr("Train in a process of its own"))
        self.in_process.setToolTip(self.tr("This run only: if it crashes, the window lives on and can resume it"))
        self.run_elsewhere.setText(self.tr("Run elsewhere…"))
        self.run_elsewhere.setToolTip(self.tr("On several processes, GPUs, another machine or a cluster"))
        self.unfollow.setText(self.tr("Stop following"))
        self.unfollow.setToolTip(self.tr("The run goes on; this window looks at it no longer"))
