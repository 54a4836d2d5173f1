"""Where one is inside blocks: the way from the whole network to the open block, each step a button."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from gui import icons, theme
from gui.model.document import ProjectDocument


class Breadcrumb(QFrame):
    """Stands above the canvas while a block is open; a click on a step goes there."""

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumb")
        theme.set_role(self, "bar")
        self.document = document
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 3, 10, 3)
        self._row.setSpacing(2)
        document.scopeChanged.connect(self.sync)
        document.scopeChanged.connect(self._announce)
        document.projectReplaced.connect(self.sync)
        theme.notifier().changed.connect(self.sync)
        self.sync()

    def sync(self) -> None:
        """Show the way to the open block; nothing while none is open."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        scope = self.document.scope
        self.setVisible(bool(scope))
        if not scope:
            return
        self._row.addWidget(self._step(self.tr("Network"), 0))
        for depth, name in enumerate(scope, 1):
            arrow = QLabel()
            arrow.setPixmap(icons.pixmap("chevron-right", theme.current().text_muted, 14))
            self._row.addWidget(arrow)
            self._row.addWidget(self._step(name, depth) if depth < len(scope) else self._here(name))
        hint = QLabel(self.tr("Every place that uses this block changes with it."))
        theme.set_role(hint, "muted")
        self._row.addStretch(1)
        self._row.addWidget(hint)
        self.setAccessibleName(self.tr("Open block: {path}").format(path=" › ".join(scope)))

    def _announce(self) -> None:
        """Tell assistive tools where one is now."""
        if QAccessible.isActive():
            scope = self.document.scope
            words = self.tr("Inside the block {name}").format(name=scope[-1]) if scope else self.tr("The whole network")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _step(self, name: str, depth: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"breadcrumb{depth}")
        button.setText(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self.tr("Go to {name}").format(name=name))
        button.clicked.connect(lambda _checked=False: self.document.go_to_scope(self.document.scope[:depth]))
        return button

    def _here(self, name: str) -> QLabel:
        label = QLabel(name)
        label.setObjectName("breadcrumbHere")
        label.setMargin(4)
        theme.set_role(label, "heading")
        return label

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.sync()
        super().changeEvent(event)
