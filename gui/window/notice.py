"""A bar across the window that says one thing and offers what can be done about it; it never blocks anything."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from engine.text import Text
from gui.theme import Role, set_role
from gui.translation import say

Words = Callable[[], str]
"""A sentence that is asked for again when the language changes."""


class NoticeBar(QFrame):
    """Hidden until something is to be said; the newest notice replaces the one before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        set_role(self, "bar")
        self._words: Words = str
        self._actions: list[tuple[QPushButton, Words]] = []
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
        actions: Sequence[tuple[Words, Callable[[], None]]] = (),
    ) -> None:
        """Show a sentence (``kind``: ``"hint"``, ``"warning"``, ``"error"``) with a button for each action."""
        self._clear()
        self._words = words
        set_role(self._label, kind)
        for name, act in actions:
            button = QPushButton()
            button.clicked.connect(lambda _checked=False, act=act: self._act(act))
            self._row.insertWidget(self._row.count() - 1, button)
            self._actions.append((button, name))
        self.retranslate()
        self.show()

    def tell_error(self, text: Text, hint: Text | None = None) -> None:
        """Show an error of the engine with what to do about it."""
        self.tell(lambda: say(text) if hint is None else f"{say(text)} {say(hint)}", kind="error")

    def text(self) -> str:
        """What is shown now, empty where nothing is."""
        return "" if self.isHidden() else self._label.text()

    def dismiss(self) -> None:
        """Hide the notice."""
        self._clear()
        self.hide()

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
