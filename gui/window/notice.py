"""A bar across the window that says one thing and offers what can be done about it; it never blocks anything."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from engine.text import Text
from gui.theme import Role, set_role
from gui.translation import say

Words = Callable[[], str]
"""A sentence that is asked for again when the language changes."""
Actions = Sequence[tuple[Words, Callable[[], None]]]


class NoticeBar(QFrame):
    """Hidden until something is to be said; the newest notice replaces the one before.

    What can wait (:meth:`tell_when_free`) comes after a person has dealt with what is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        set_role(self, "bar")
        self._words: Words = str
        self._actions: list[tuple[QPushButton, Words]] = []
        self._waiting: list[tuple[Words, Role, Actions]] = []
        self._label = QLabel()
        self._label.setObjectName("noticeLabel")
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setObjectName("noticeCloseButton")
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 6, 8, 6)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._close)
        self.hide()
        self.retranslate()

    def tell(
        self,
        words: Words,
        *,
        kind: Role = "hint",
        actions: Actions = (),
    ) -> None:
        """Show a sentence (``kind``: ``"hint"``, ``"warning"``, ``"error"``) with a button for each action."""
        self._clear()
        self._words = words
        set_role(self._label, kind)
        for number, (name, act) in enumerate(actions):
            button = QPushButton()
            button.setObjectName(f"noticeAction{number}")
            button.clicked.connect(lambda _checked=False, act=act: self._act(act))
            self._row.insertWidget(self._row.count() - 1, button)
            self._actions.append((button, name))
        self.retranslate()
        self.show()

    def tell_when_free(self, words: Words, *, kind: Role = "hint", actions: Actions = ()) -> None:
        """Show it now, or once what is shown has been dismissed."""
        if self.isHidden():
            self.tell(words, kind=kind, actions=actions)
        else:
            self._waiting.append((words, kind, actions))

    def take_back(self, words: Words) -> None:
        """Say this no longer, whether it is shown or waits."""
        self._waiting = [waiting for waiting in self._waiting if waiting[0] is not words]
        if self._words is words and not self.isHidden():
            self.dismiss()

    def tell_error(self, text: Text, hint: Text | None = None) -> None:
        """Show an error of the engine with what to do about it."""
        self.tell(lambda: say(text) if hint is None else f"{say(text)} {say(hint)}", kind="error")

    def text(self) -> str:
        """What is shown now, empty where nothing is."""
        return "" if self.isHidden() else self._label.text()

    def dismiss(self) -> None:
        """Hide the notice, and show what waited for that."""
        self._clear()
        self.hide()
        if self._waiting:
            words, kind, actions = self._waiting.pop(0)
            self.tell(words, kind=kind, actions=actions)

    def _act(self, act: Callable[[], None]) -> None:
        self.dismiss()
        act()

    def _clear(self) -> None:
        for button, _ in self._actions:
            button.hide()
            button.deleteLater()
        self._actions.clear()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._label.setText(self._words())
        self.setAccessibleName(self._label.text() or self.tr("Notice"))
        self._close.setAccessibleName(self.tr("Dismiss the notice"))
        for button, name in self._actions:
            button.setText(name())
            button.setAccessibleName(name())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
