"""Where one is inside blocks: the way from the whole network to the open block, each step a button."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from gui import icons, theme
from gui.model.block_editor import BlockEditor
from gui.model.name_line import NameLine
from gui.model.overlays import CursorHint

_LINE_WIDTH = 160


class Breadcrumb(QFrame):
    """Stands above the canvas while a block is open; a click on a step goes there.

    A double click on the open block's name, F2 on any block's, or its menu lets that name be typed over.
    """

    def __init__(self, blocks: BlockEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumb")
        theme.set_role(self, "bar")
        self._blocks, self.document = blocks, blocks.document
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 3, 10, 3)
        self._row.setSpacing(2)
        self._steps: list[_Step] = []
        self._complaint: CursorHint | None = None
        self.line: NameLine | None = None
        """Where a name is typed over, while one is."""
        self.document.scopeChanged.connect(self.sync)
        self.document.scopeChanged.connect(self._announce)
        self.document.projectReplaced.connect(self.sync)
        theme.notifier().changed.connect(self.sync)
        self.sync()

    def sync(self) -> None:
        """Show the way to the open block; nothing while none is open."""
        if self.line is not None:
            self.line.put_away()
            self.line = None
            self._explain("")
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._steps.clear()
        scope = self.document.scope
        self.setVisible(bool(scope))
        if not scope:
            return
        self._add_step(self.tr("Network"), 0)
        for depth, name in enumerate(scope, 1):
            arrow = QLabel()
            arrow.setPixmap(icons.pixmap("chevron-right", theme.current().text_muted, 14))
            self._row.addWidget(arrow)
            self._add_step(name, depth)
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

    def _add_step(self, name: str, depth: int) -> None:
        is_here = depth == len(self.document.scope)
        step = _Step(self, name, depth, is_here)
        if is_here:
            step.setObjectName("breadcrumbHere")
            step.setAccessibleName(self.tr("Open block: {path}").format(path=name))
        else:
            step.setObjectName(f"breadcrumb{depth}")
            step.setAccessibleName(self.tr("Go to {name}").format(name=name))
            step.clicked.connect(lambda _checked=False: self.document.go_to_scope(self.document.scope[:depth]))
        if depth:
            step.setToolTip(self.tr("{name} (F2 renames it)").format(name=name))
        self._steps.append(step)
        self._row.addWidget(step)
        step.show()  # at once, so that it can take the keyboard

    # Renaming

    def rename(self, depth: int) -> None:
        """Let the name of the block that many steps inside be typed over, where it stands."""
        step, name = self._steps[depth], self.document.scope[depth - 1]
        if self.line is not None:
            self.sync()
            step = self._steps[depth]
        line = NameLine(lambda text: self._blocks.why_not_rename(name, text))
        line.setObjectName("breadcrumbLine")
        line.setAccessibleName(self.tr("New name of {name}").format(name=name))
        line.setFixedWidth(max(step.width() + 30, _LINE_WIDTH))
        line.show_name(name)
        line.selectAll()
        line.complained.connect(self._explain)
        line.chosen.connect(lambda text: self._take(depth, name, text))
        line.given_up.connect(lambda: self._close(depth))
        self._row.replaceWidget(step, line)
        step.hide()
        self.line = line
        line.show()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu(self, depth: int) -> QMenu:
        """What can be done with the block that many steps inside."""
        menu = QMenu(self)
        menu.setObjectName("breadcrumbMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        if depth < len(self.document.scope):
            opened = menu.addAction(icons.icon("block"), self.tr("Open"))
            opened.triggered.connect(lambda: self.document.go_to_scope(self.document.scope[:depth]))
        menu.addAction(self.tr("Rename")).triggered.connect(lambda: self.rename(depth))
        return menu

    def _take(self, depth: int, old: str, new: str) -> None:
        had_keyboard = self.line is not None and self.line.hasFocus()
        if new.strip() == old or not self._blocks.rename(old, new.strip()):
            self.sync()
        self._give_keyboard(had_keyboard, depth)

    def _close(self, depth: int) -> None:
        had_keyboard = self.line is not None and self.line.hasFocus()
        self.sync()
        self._give_keyboard(had_keyboard, depth)

    def _give_keyboard(self, wanted: bool, depth: int) -> None:
        if wanted and depth < len(self._steps):
            self._steps[depth].setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, reason: str) -> None:
        """Say below the line why a name cannot be."""
        around = self.parentWidget()
        if reason and self.line is not None and around is not None:
            self._complaint = self._complaint or CursorHint(around)
            self._complaint.refresh()
            below = self.line.mapTo(around, QPoint(-16, self.line.height() - 10))
            self._complaint.tell(reason, below)
        elif self._complaint is not None:
            self._complaint.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.sync()
        super().changeEvent(event)


class _Step(QToolButton):
    """One step of the way."""

    def __init__(self, way: Breadcrumb, name: str, depth: int, is_here: bool) -> None:
        super().__init__()
        self._way, self._depth, self._is_here = way, depth, is_here
        self.setText(name)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if is_here:
            font = self.font()
            font.setBold(True)
            self.setFont(font)
        if depth:
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.customContextMenuRequested.connect(self._open_menu)

    def _open_menu(self, place: QPoint) -> None:
        self._way.menu(self._depth).popup(self.mapToGlobal(place))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._depth and self._is_here and event.button() == Qt.MouseButton.LeftButton:
            self._way.rename(self._depth)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._depth and event.key() == Qt.Key.Key_F2:
            self._way.rename(self._depth)
        else:
            super().keyPressEvent(event)
